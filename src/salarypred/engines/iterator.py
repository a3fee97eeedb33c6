"""Tables in, the same tables with the predicted columns out: what every engine runs in a worker."""

import gc
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .. import resources
from ..adverts.months import this_month
from ..errors import InputError
from ..files.read import Batch
from ..model.batches import Options, predict_batches
from ..model.threads import one_thread
from .columns import USUAL, all_columns

if TYPE_CHECKING:
    from ..model.advert_model import AdvertModel
    from ..model.remembered import RememberedAnswers

#: What names a model: its folder, or None for the one that comes with the package.
Folder = str | Path | None

#: Threads of one process take turns: they would share one core's time and one model's memory.
_TURN = threading.RLock()
_LOADED: "dict[str, AdvertModel]" = {}
#: What the loaded model has answered, by options and the month of adverts without a date.
_REMEMBERED: "dict[tuple[Options, int], RememberedAnswers]" = {}


def predict_iterator(
    batches: Iterable[pd.DataFrame],
    model: "AdvertModel | Folder" = None,
    options: Options = USUAL,
) -> Iterator[pd.DataFrame]:
    """Predict for tables as they come, one after the other.

    A model folder is loaded once in a process, when its first table comes. Prediction runs on one
    thread, since engines have a worker on each core.

    Parameters
    ----------
    batches : iterable of DataFrame
        Adverts under any of the known column names, shape (n, any).
    model : AdvertModel or path, optional
        Default: the model that comes with the package.
    options : Options
        As for ``salarypred predict``.

    Yields
    ------
    DataFrame
        For each table its rows in order, with its columns and index, and the predicted columns that
        the command writes (see :func:`~salarypred.adverts.answers.output_columns`).

    Raises
    ------
    InputError
        If there is no such model, or a table has neither title nor description.

    Examples
    --------
    >>> list(predict_iterator([]))
    []
    """
    for batch in batches:
        yield predict_frame(batch, model, options)


def predict_frame(
    frame: pd.DataFrame, model: "AdvertModel | Folder" = None, options: Options = USUAL
) -> pd.DataFrame:
    """Predict for one table; see :func:`predict_iterator`."""
    with _TURN:
        if model is None or isinstance(model, str | Path):
            used, remembered = loaded(model), _memory(options)
        else:
            used, remembered = model, None
        with one_thread():
            parts = _answered(frame, used, options, remembered)
    whole = pd.concat(parts) if len(parts) > 1 else parts[0]
    return whole[all_columns(frame.columns, options)]


def loaded(folder: Folder) -> "AdvertModel":
    """The model of a folder, which a process loads once.

    Raises
    ------
    InputError
        If there is no such model.
    """
    from ..model.loading import load_model

    place = str(model_folder(folder))
    with _TURN:
        if place not in _LOADED:
            _LOADED.clear()  # memory for one model is enough
            _REMEMBERED.clear()
            _LOADED[place] = load_model(place)
        return _LOADED[place]


@cache
def prepare(folder: Folder) -> None:
    """Load a model for good: what a worker does before its first part.

    Garbage collection leaves out what is there by now: to look through a model again and again
    takes a tenth of the time of a prediction.
    """
    loaded(folder)
    gc.collect()
    gc.freeze()


def model_folder(folder: Folder) -> Path:
    """The folder that was named, else that of the model that comes with the package.

    Raises
    ------
    InputError
        If none was named and the installation carries none.
    """
    found = Path(folder) if folder is not None else resources.shipped_model()
    if found is None:
        raise InputError("this installation carries no model; name one, such as models/mine")
    return found


def _memory(options: Options) -> "RememberedAnswers":
    """Memory of the answers of this process that still hold: tables of one run share adverts."""
    from ..model.remembered import RememberedAnswers

    key = (options, this_month())
    if key not in _REMEMBERED:
        _REMEMBERED.clear()  # enough for one run
        _REMEMBERED[key] = RememberedAnswers()
    return _REMEMBERED[key]


def _answered(
    frame: pd.DataFrame,
    model: "AdvertModel",
    options: Options,
    remembered: "RememberedAnswers | None",
) -> list[pd.DataFrame]:
    """Answers to parts of a table, so that memory does not grow with it."""
    problems = pd.Series("", index=frame.index, dtype="str")
    batch = Batch(frame, problems, "table")
    found = predict_batches(model, [batch], options, remembered=remembered)
    return [answer.rows for answer in found]
