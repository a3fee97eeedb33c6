"""Files in, predictions out: in batches, in this process or shared out to several."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ..adverts.table import Adverts
    from ..files.read import Batch
    from .advert_model import AdvertModel
    from .answers import Answers

#: Adverts in a batch: large enough for speed, small enough for memory and for sharing out.
CHUNK = 2_000
_MODEL: "tuple[str, AdvertModel] | None" = None  # of a further process
#: A part that takes longer than this makes it worth while to start more processes (which takes
#: each about two seconds).
_SLOW_PART = 2.0


@dataclass(frozen=True)
class Options:
    """What is asked of a model.

    Attributes
    ----------
    level, as_of, details
        See :meth:`~salarypred.model.advert_model.AdvertModel.predict`.
    fill : bool
        Add the columns ``filled_title`` and ``filled_description``.
    mask : bool
        Add the columns ``masked_title`` and ``masked_description``.
    """

    level: float = 0.8
    as_of: str | None = None
    details: bool = False
    fill: bool = False
    mask: bool = False


class Predicted(NamedTuple):
    """A batch with its predicted columns."""

    rows: "pd.DataFrame"
    months: "NDArray[np.int64]"  # (n,), in whose money each advert is estimated
    undated: "NDArray[np.bool_]"  # (n,), whether that month was neither given nor asked for


def predict_files(
    inputs: Sequence[str | Path],
    output: str | Path | None,
    folder: str | Path,
    options: Options = Options(),
    *,
    format: str | None = None,
    jobs: int = 1,
    seen: Callable[[Predicted], None] | None = None,
) -> None:
    """Read adverts, predict them and write them with the predicted columns.

    Parameters
    ----------
    inputs : sequence of path
        See :func:`~salarypred.files.read.read_batches`.
    output : path or None
        The table to write, which appears whole or not at all; None: standard output.
    folder : path
        Of the model.
    options : Options
    format : str, optional
        csv, tsv, jsonl or parquet; by default the output's ending says it.
    jobs : int, default=1
        Most processes.
    seen : function of a Predicted, optional
        Told of each batch once it is written.

    Raises
    ------
    InputError
        If the model or an input cannot be read, or the output cannot be written.
    """
    from ..files.read import input_columns, read_batches
    from .loading import load_model

    batches = read_batches(inputs, chunk_size=CHUNK)
    columns = input_columns(inputs)
    answers = predict_batches(load_model(folder), batches, options, jobs, folder)
    write_predictions(answers, columns, output, options, format=format, seen=seen)


def write_predictions(
    answers: Iterable[Predicted],
    columns: Sequence[str],
    output: str | Path | None,
    options: Options,
    *,
    format: str | None = None,
    seen: Callable[[Predicted], None] | None = None,
) -> None:
    """Write predicted batches of an input with these columns; see :func:`predict_files`."""
    from ..adverts.answers import output_columns
    from ..files.write import TableWriter

    names = output_columns(
        columns, filled=options.fill, masked=options.mask, details=options.details
    )
    with TableWriter(output, format, names) as writer:
        for answer in answers:
            writer.write(answer.rows)
            if seen is not None:
                seen(answer)


def predict_batches(
    model: "AdvertModel",
    batches: Iterable["Batch"],
    options: Options = Options(),
    jobs: int = 1,
    folder: str | Path | None = None,
) -> Iterator[Predicted]:
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


def _predict_elsewhere(folder: str, batch: "Batch", options: Options) -> Predicted:
    from .loading import load_model

    global _MODEL
    if _MODEL is None or _MODEL[0] != folder:
        _MODEL = (folder, load_model(folder))
    return predict_batch(_MODEL[1], batch, options)


def predict_batch(model: "AdvertModel", batch: "Batch", options: Options) -> Predicted:
    """Predict for a batch; what was wrong with reading a row comes first in its warnings."""
    import numpy as np
    import pandas as pd

    from ..adverts.months import months_posted, parse_month, undated
    from ..adverts.table import target_columns
    from ..masks.hiding import masked_adverts
    from ..masks.output import filled_columns
    from .answers import answer_table

    adverts, answers = answer_batch(model, batch, options)
    rows = answer_table(batch.rows, answers, details=options.details)
    rows["warnings"] = pd.Series(all_warnings(batch, answers), index=rows.index, dtype="str")
    if options.fill:
        rows = pd.concat([rows, filled_columns(rows, adverts)], axis=1)
    if options.mask:
        hidden, _ = masked_adverts(adverts, target_columns(batch.rows))
        rows = rows.assign(masked_title=hidden["title"], masked_description=hidden["description"])
    if options.as_of is not None:
        months = np.full(len(rows), parse_month(options.as_of))
        return Predicted(rows, months, np.zeros(len(rows), dtype=bool))
    return Predicted(rows, months_posted(adverts["posted"]), undated(adverts["posted"]))


def answer_batch(
    model: "AdvertModel", batch: "Batch", options: Options
) -> "tuple[Adverts, Answers]":
    """The adverts of a batch in the month asked for, and what the model says of them."""
    from ..adverts.answers import DETAIL_SHARES
    from ..pay.earnings import in_money_of

    adverts = in_money_of(batch.adverts, options.as_of)
    shares = DETAIL_SHARES if options.details else ()
    return adverts, model.predict_adverts(adverts, level=options.level, shares=shares)


def all_warnings(batch: "Batch", answers: "Answers") -> list[str]:
    """What was wrong with reading each row, then what makes its answer doubtful."""
    import numpy as np

    result = []
    for problem, warning, pay in zip(batch.problems, answers.warnings, answers.pay, strict=True):
        # What was wrong with the reading says it all where there is no answer.
        both = (problem,) if problem and np.isnan(pay) else (problem, warning)
        result.append("; ".join(filter(None, both)))
    return result
