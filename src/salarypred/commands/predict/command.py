"""``salarypred predict``: adverts in, the same adverts with estimates out."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..options import model_folder
from ..scale.engine import predict_on_engine
from ..terminal import Summary, is_terminal
from .arguments import options_of, parser, typed_advert

if TYPE_CHECKING:
    from ...files.read import Batch
    from ...model.advert_model import AdvertModel
    from ...model.batches import Options, Predicted


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    if arguments.engine:
        predict_on_engine(arguments)
        return 0
    options = options_of(arguments)
    typed = typed_advert(arguments)
    plain = not (arguments.format or arguments.output or arguments.fill or arguments.mask)
    if arguments.fill and not arguments.mask and not arguments.format and _is_document(arguments):
        _fill_document(arguments, options)
    elif not (plain and is_terminal(sys.stdout) and _answered_in_words(arguments, typed, options)):
        seen = _Seen(arguments.summary)
        if arguments.format == "text":
            _show_text(arguments, typed, options, seen)
        else:
            _write_table(arguments, typed, options, seen)
        seen.say()
    return 0


def _write_table(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options", seen: "_Seen"
) -> None:
    from ...files.progress import ProgressBar
    from ...model.batches import predict_batches, predict_files, write_predictions

    with ProgressBar("adverts", () if typed is not None else arguments.input) as progress:

        def told(answer: "Predicted") -> None:
            seen.add(answer)
            progress.update(len(answer.rows))

        if typed is not None:
            answers = predict_batches(_model(arguments), [typed], options)
            columns, output = list(typed.rows.columns), arguments.output
            write_predictions(
                answers,
                columns,
                output,
                options,
                format=arguments.format,
                encoding=arguments.encoding,
                seen=told,
            )
        else:
            predict_files(
                arguments.input,
                arguments.output,
                model_folder(arguments.model),
                options,
                format=arguments.format,
                encoding=arguments.encoding,
                jobs=arguments.jobs or os.cpu_count() or 1,
                columns_read=lambda columns: _note_replaced(columns, options.details),
                seen=told,
                position=progress.position,
            )


def _note_replaced(columns: list[str], details: bool) -> None:
    """Say which columns of the input give way to ours, unless they are an earlier answer."""
    from ...adverts.answers import DETAILS, PREDICTED

    ours = (*PREDICTED, *DETAILS) if details else PREDICTED
    lost = [name for name in columns if name in ours]
    if lost and PREDICTED[0] not in columns:
        print(
            f"salarypred: note: replaced in the output: {', '.join(lost)} of the input; rename "
            "what you want to keep",
            file=sys.stderr,
        )


def _show_text(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options", seen: "_Seen"
) -> None:
    """Print the answers in words."""
    from ...files.read import read_batches
    from ...model.batches import CHUNK, predict_batches
    from ..terminal import show_batch

    batches = iter([typed]) if typed else read_batches(arguments.input, chunk_size=CHUNK)
    for answer in predict_batches(_model(arguments), batches, replace(options, details=True)):
        show_batch(answer.rows, answer.months, options.level)
        seen.add(answer)


def _answered_in_words(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options"
) -> bool:
    """Print the answer to one advert and what moves it; False where there are more."""
    from ...files.read import read_batches
    from ..explain import show_answer

    batches = iter([typed]) if typed else read_batches(arguments.input, chunk_size=2)
    first, second = next(batches, None), next(batches, None)
    if first is None or second is not None or len(first.rows) != 1:
        return False
    _note_extrapolation(show_answer(_model(arguments), first, options))
    return True


def _fill_document(arguments: argparse.Namespace, options: "Options") -> None:
    """Write a document with its pay masks filled in."""
    from ...files.read import read_batches
    from ...files.write import write_document
    from ...masks.fill import fill_document
    from ...masks.output import read_masks
    from ...model.batches import predict_batch

    path = Path(arguments.input[0])
    (batch,) = read_batches(arguments.input)
    answer = predict_batch(_model(arguments), batch, options)
    if problem := answer.rows["warnings"].iloc[0]:
        print(f"{path}: {problem}", file=sys.stderr)
    advert, masks = batch.adverts.iloc[0], read_masks(answer.rows["masks"].iloc[0])
    for mask in masks:
        if mask.open:
            place = f"the mask at {mask.start} of the {mask.field}"
            print(f"{path}: {place} stays open: {mask.open}", file=sys.stderr)
    filled = fill_document(path.read_bytes(), advert["title"], advert["description"], masks)
    _note_extrapolation(_latest_month(answer))
    write_document(arguments.output, filled)


class _Seen:
    """Sums up all answers at the end."""

    def __init__(self, asked: bool) -> None:
        self._summary = Summary(asked)
        self._latest = 0

    def add(self, answer: "Predicted") -> None:
        """Count a predicted batch."""
        self._summary.add(answer.rows)
        self._latest = max(self._latest, _latest_month(answer))

    def say(self) -> None:
        """Print a note on months after the last known earnings, and the summary."""
        _note_extrapolation(self._latest)
        self._summary.show()


def _latest_month(answer: "Predicted") -> int:
    """Latest of the months in whose money adverts were estimated."""
    return int(answer.months.max(initial=0))


def _model(arguments: argparse.Namespace) -> "AdvertModel":
    from ...model.loading import load_model

    return load_model(model_folder(arguments.model))


def _note_extrapolation(month: int) -> None:
    """Say how earnings of a month to come are had, or of one long after the last known."""
    from ...adverts.months import month_name, parse_month, this_month
    from ...pay.earnings import last_known_month

    if month > min(this_month(), parse_month(last_known_month()) + 12):
        print(
            f"average earnings are known up to {last_known_month()}: for {month_name(month)} they "
            "are carried on by their growth of the last year",
            file=sys.stderr,
        )


def _is_document(arguments: argparse.Namespace) -> bool:
    inputs = arguments.input
    return len(inputs) == 1 and inputs[0].lower().endswith(".txt") and Path(inputs[0]).is_file()
