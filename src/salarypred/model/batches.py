"""Predicting for batches of adverts, in this process or shared out to several."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ..files.read import Batch
    from .advert_model import AdvertModel

_MODEL: "tuple[str, AdvertModel] | None" = None  # of a further process
#: A part that takes longer than this makes it worth while to start more processes (which takes
#: each about two seconds).
_SLOW_PART = 2.0


@dataclass(frozen=True)
class Options:
    """What is asked of a model, see :meth:`~salarypred.model.advert_model.AdvertModel.predict`."""

    level: float = 0.8
    as_of: str | None = None
    details: bool = False


def predict_batches(
    model: "AdvertModel",
    batches: Iterable["Batch"],
    options: Options = Options(),
    jobs: int = 1,
    folder: str | Path | None = None,
) -> "Iterator[pd.DataFrame]":
    """Predict for batches, in order.

    When a batch takes long (adverts with full texts) and more follow, they are shared out to
    ``jobs`` processes, each of which loads the model from ``folder``.
    """
    remaining = iter(batches)
    for batch in remaining:
        start = time.perf_counter()
        yield predict_batch(model, batch, options)
        if jobs > 1 and folder is not None and time.perf_counter() - start > _SLOW_PART:
            break
    else:
        return
    from joblib import Parallel, delayed

    # A generator that hands out only a few batches ahead keeps memory from growing with the file.
    yield from Parallel(n_jobs=jobs, return_as="generator", pre_dispatch=2 * jobs, batch_size=1)(
        delayed(_predict_elsewhere)(str(folder), batch, options) for batch in remaining
    )


def _predict_elsewhere(folder: str, batch: "Batch", options: Options) -> "pd.DataFrame":
    from .loading import load_model

    global _MODEL
    if _MODEL is None or _MODEL[0] != folder:
        _MODEL = (folder, load_model(folder))
    return predict_batch(_MODEL[1], batch, options)


def predict_batch(model: "AdvertModel", batch: "Batch", options: Options) -> "pd.DataFrame":
    """Predict for a batch; what was wrong with reading a row comes first in its warnings."""
    answer = model.predict(
        batch.rows, level=options.level, as_of=options.as_of, details=options.details
    )
    unread = (batch.problems != "") & answer["predicted_salary"].isna()
    weak = answer["warnings"].mask(unread, "")  # what was wrong with the reading says it all
    both = (batch.problems != "") & (weak != "")
    answer["warnings"] = batch.problems + both.map({True: "; ", False: ""}) + weak
    return answer
