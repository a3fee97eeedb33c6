"""Predict on Dask: each worker process loads the model once and answers its partitions.

Needs the extra ``dask`` and, on every worker, salarypred itself.
"""

from typing import TYPE_CHECKING

import pandas as pd

from ..model.batches import Options
from .columns import USUAL, added_columns, kept_columns
from .iterator import Folder, predict_frame

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


def predict(ddf: "DataFrame", model: Folder = None, options: Options = USUAL) -> "DataFrame":
    """Predict for a Dask table of adverts, row for row as ``salarypred predict`` does.

    Partitions stay as they are. Threads of one worker take turns, so run a process on each core:
    ``Client(n_workers=8, threads_per_worker=1)``, or ``compute(scheduler="processes")``.

    Parameters
    ----------
    ddf : dask.dataframe.DataFrame
        Adverts under any of the known column names.
    model : path, optional
        A model folder that every worker can read. Default: the one in the package there.
    options : Options
        As for the command.

    Returns
    -------
    dask.dataframe.DataFrame
        Columns and index of ``ddf``, and the predicted columns.

    Raises
    ------
    InputError
        If no column holds titles or descriptions.
    """
    from ..adverts.columns import require_text_column

    require_text_column(list(ddf.columns), "table")
    folder = None if model is None else str(model)
    return ddf.map_partitions(
        predict_frame, folder, options, meta=predicted_nothing(ddf._meta, options)
    )


def predicted_nothing(frame: pd.DataFrame, options: Options = USUAL) -> pd.DataFrame:
    """An empty prediction: columns and types of one for a table like this."""
    empty = frame[kept_columns(frame.columns, options)].iloc[:0]
    added = {
        name: pd.Series([], dtype=kind, index=empty.index)
        for name, kind in added_columns(frame.columns, options).items()
    }
    return pd.concat([empty, pd.DataFrame(added, index=empty.index)], axis=1)
