"""Files in, predictions out: in batches, in this process or shared out to several."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ..adverts.table import Adverts
    from ..files.opening import Position
    from ..files.read import Batch
    from .advert_model import AdvertModel
    from .answers import Answers
    from .remembered import RememberedAnswers

#: Adverts that are read at once.
CHUNK = 10_000
#: What a part of a batch costs at most: large enough for speed, small enough for memory and for
#: sharing out. An advert without a text costs about as much as 250 characters of one.
_PART_COST, _ADVERT_COST = 2_500_000, 500
#: An input that costs less is answered sooner than further processes are started.
_SMALL_COST = 1_000_000
#: Rows that are answered once before there are copies; more than `BoostedTrees` takes as few.
WARM_ROWS = 80
_MODEL: "tuple[str, AdvertModel] | None" = None  # of a process that does not share our memory


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
    encoding: str = "utf-8",
    jobs: int = 1,
    columns_read: Callable[[list[str]], None] | None = None,
    seen: Callable[[Predicted], None] | None = None,
    position: "Position | None" = None,
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
    encoding : str, default="utf-8"
        See :class:`~salarypred.files.write.TableWriter`.
    jobs : int, default=1
        Most processes.
    columns_read : function of a list of str, optional
        Told the columns of the input, before anything is predicted.
    seen : function of a Predicted, optional
        Told of each batch once it is written.
    position : Position, optional
        Told how far tables of text have been read.

    Raises
    ------
    InputError
        If the model or an input cannot be read, or the output cannot be written.
    """
    from ..files.read import input_columns, read_batches
    from .loading import load_model

    batches = read_batches(inputs, chunk_size=CHUNK, position=position)
    columns = input_columns(inputs)
    if columns_read is not None:
        columns_read(columns)
    answers = predict_batches(load_model(folder), batches, options, jobs, folder)
    write_predictions(
        answers, columns, output, options, format=format, encoding=encoding, seen=seen
    )


def write_predictions(
    answers: Iterable[Predicted],
    columns: Sequence[str],
    output: str | Path | None,
    options: Options,
    *,
    format: str | None = None,
    encoding: str = "utf-8",
    seen: Callable[[Predicted], None] | None = None,
) -> None:
    """Write predicted batches of an input with these columns; see :func:`predict_files`."""
    from ..adverts.answers import output_columns
    from ..files.write import TableWriter

    names = output_columns(
        columns, filled=options.fill, masked=options.mask, details=options.details
    )
    with TableWriter(output, format, names, encoding) as writer:
        money: dict[str, set[str]] = {}
        for answer in answers:
            writer.write(answer.rows)
            for name in ("money_of", "money_from", "predicted_by"):
                money.setdefault(name, set()).update(answer.rows[name].unique())
            writer.facts = _facts(money)
            if seen is not None:
                seen(answer)


def _facts(money: dict[str, set[str]]) -> dict[str, str]:
    """What the metadata of a Parquet file says: version, models, and months of the money."""
    from ..version import __version__

    said = {name: ", ".join(sorted(filter(None, found))) for name, found in money.items()}
    return {f"salarypred.{name}": text for name, text in {"version": __version__, **said}.items()}


def predict_batches(
    model: "AdvertModel",
    batches: Iterable["Batch"],
    options: Options = Options(),
    jobs: int = 1,
    folder: str | Path | None = None,
    remembered: "RememberedAnswers | None" = None,
) -> Iterator[Predicted]:
    """Predict for batches, in order.

    Large inputs are shared out to ``jobs`` processes, which share the memory of ``model`` or,
    where systems do not allow that, load it from ``folder``. What the same model has answered under
    the same options may be ``remembered`` from before.
    """
    from .remembered import RememberedAnswers
    from .workers import Workers, shared_memory

    remembered = RememberedAnswers() if remembered is None else remembered
    parts = chain.from_iterable(map(_parts, batches))
    first: list[Batch] = []
    cost = 0
    can_share = jobs > 1 and (shared_memory() or folder is not None)
    while can_share and cost <= _SMALL_COST and (part := next(parts, None)) is not None:
        first.append(part)
        cost += _cost(part)
    everything = chain(first, parts)
    if not can_share or cost <= _SMALL_COST:
        yield from (predict_batch(model, part, options, remembered) for part in everything)
        return
    if shared_memory():
        _warm_up(model, first[0], options)
    answer: partial[Predicted]
    if shared_memory():
        answer = partial(predict_batch, model, options=options, remembered=remembered)
    else:
        answer = partial(_predict_elsewhere, str(folder), options=options, remembered=remembered)
    with Workers(answer, jobs) as workers:
        yield from workers.map(everything)


def _warm_up(model: "AdvertModel", batch: "Batch", options: Options) -> None:
    """Read the word lists and all else that comes with the first answers, before there are copies.

    What is read now is shared by all processes; later each would read it for itself.
    """
    from ..files.read import Batch
    from .threads import one_thread

    some = slice(0, WARM_ROWS)
    with one_thread():  # a copy has none of the threads
        predict_batch(
            model, Batch(batch.rows.iloc[some], batch.problems.iloc[some], batch.source), options
        )


def _cost(batch: "Batch") -> int:
    """What answering a batch costs, in characters of text."""
    from ..adverts.columns import find_columns

    characters = 0
    for position in find_columns(batch.rows.columns).get("description", []):
        column = batch.rows.iloc[:, position]
        if column.dtype == "str":
            characters += int(column.str.len().sum())
    return characters + _ADVERT_COST * len(batch.rows)


def _parts(batch: "Batch") -> "Iterator[Batch]":
    """A batch in parts that cost about the same."""
    from ..files.read import Batch

    n_parts = min(-(-_cost(batch) // _PART_COST), len(batch.rows))
    if n_parts <= 1:
        yield batch
        return
    size = -(-len(batch.rows) // n_parts)
    for start in range(0, len(batch.rows), size):
        some = slice(start, start + size)
        yield Batch(batch.rows.iloc[some], batch.problems.iloc[some], batch.source)


def _predict_elsewhere(
    folder: str, batch: "Batch", options: Options, remembered: "RememberedAnswers"
) -> Predicted:
    from .loading import load_model

    global _MODEL
    if _MODEL is None or _MODEL[0] != folder:
        _MODEL = (folder, load_model(folder))
    return predict_batch(_MODEL[1], batch, options, remembered)


def predict_batch(
    model: "AdvertModel",
    batch: "Batch",
    options: Options,
    remembered: "RememberedAnswers | None" = None,
) -> Predicted:
    """Predict for a batch; what was wrong with reading a row comes first in its warnings.

    With a memory of the answers that were given under the same options, adverts that come again
    are answered from it.
    """
    import numpy as np
    import pandas as pd

    from ..adverts.months import parse_month, undated
    from ..adverts.table import target_columns
    from ..masks.hiding import masked_adverts
    from ..masks.output import filled_columns
    from ..pay.earnings import months_of_money
    from .answers import answer_table

    adverts, answers = answer_batch(model, batch, options, remembered)
    rows = answer_table(
        batch.rows, answers, details=options.details, asked=options.as_of is not None
    )
    rows["warnings"] = pd.Series(all_warnings(batch, answers), index=rows.index, dtype="str")
    if options.fill:
        rows = pd.concat([rows, filled_columns(rows, adverts)], axis=1)
    if options.mask:
        hidden, _ = masked_adverts(adverts, target_columns(batch.rows))
        rows = rows.assign(masked_title=hidden["title"], masked_description=hidden["description"])
    if options.as_of is not None:
        months = np.full(len(rows), parse_month(options.as_of))
        return Predicted(rows, months, np.zeros(len(rows), dtype=bool))
    return Predicted(rows, months_of_money(adverts["posted"]), undated(adverts["posted"]))


def answer_batch(
    model: "AdvertModel",
    batch: "Batch",
    options: Options,
    remembered: "RememberedAnswers | None" = None,
) -> "tuple[Adverts, Answers]":
    """The adverts of a batch in the month asked for, and what the model says of them."""
    from ..adverts.answers import DETAIL_SHARES
    from ..pay.earnings import in_money_of

    adverts = in_money_of(batch.adverts, options.as_of)
    shares = DETAIL_SHARES if options.details else ()
    answer = partial(model.predict_adverts, level=options.level, shares=shares)
    return adverts, remembered.answers(adverts, answer) if remembered else answer(adverts)


def all_warnings(batch: "Batch", answers: "Answers") -> list[str]:
    """What was wrong with reading each row, then what makes its answer doubtful."""
    import numpy as np

    result = []
    for problem, warning, pay in zip(
        batch.problems.tolist(), answers.warnings, answers.pay, strict=True
    ):
        # What was wrong with the reading says it all where there is no answer.
        both = (problem,) if problem and np.isnan(pay) else (problem, warning)
        result.append("; ".join(filter(None, both)))
    return result
