"""``salarypred train``: from adverts with pay or category to a model folder."""

import argparse
import hashlib
import logging
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import __version__
from .errors import InputError

if TYPE_CHECKING:
    from .model import AdvertModel

#: Up to this many adverts of the user's own, the shipped model is built upon.
SMALL = 20_000
EXAMPLES = """examples:
  python train.py --output models/sample                  the synthetic sample
  python train.py adverts.parquet --output models/mine    a table with a salary column
  python train.py old.csv new.parquet --as-of 2013-01 --output models/mine
                       adverts of several years; those without a date are of January 2013
  python train.py adverts/ --labels pay.csv --output models/mine
                       documents in a folder, sub-folder = category, pay in a table
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred train",
        description="Train a model on job adverts whose pay or category is known.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "data",
        nargs="*",
        metavar="DATA",
        help="documents, folders and tables; default: the sample in data/",
    )
    result.add_argument("--labels", metavar="FILE", help="table with id (or webindex) and salary")
    result.add_argument("--output", required=True, metavar="FOLDER", help="such as models/mine")
    result.add_argument("--seed", type=int, default=0, help="random seed (default: 0)")
    result.add_argument(
        "--jobs", type=int, default=2, help="networks at the same time (default: 2)"
    )
    result.add_argument("--folds", type=int, help="folds of each of the two rounds (default: 3)")
    result.add_argument("--networks", type=int, help="networks in each fold (default: 2)")
    result.add_argument(
        "--compact",
        action="store_true",
        help="a small model that is fit to be published: keeps no word and no mean pay of fewer "
        "than 10 adverts",
    )
    result.add_argument(
        "--base",
        metavar="FOLDER",
        help="model whose estimates help to learn from few adverts, or none (default: for up to "
        "20,000 adverts of your own the model that comes with salarypred)",
    )
    result.add_argument(
        "--label-from-text",
        action="store_true",
        help="take the pay that an advert's text states as its target where no column gives one",
    )
    result.add_argument(
        "--as-of",
        metavar="YYYY-MM",
        help="month of adverts that give no date (default: this month); pay is learned relative to "
        "the average earnings of an advert's month",
    )
    result.add_argument(
        "--card",
        metavar="FILE",
        help="Markdown for the model card: where the adverts come from, what the model is meant "
        "for, its known weaknesses",
    )
    result.add_argument("--verbose", action="store_true", help="progress even when not a terminal")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    # Imported here so that --help and mistakes are answered at once.
    from .bundle import check_target

    check_target(arguments.output)
    if arguments.verbose or sys.stderr.isatty():
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    report = train(
        arguments.data,
        arguments.output,
        labels=arguments.labels,
        seed=arguments.seed,
        jobs=arguments.jobs,
        compact=arguments.compact,
        folds=arguments.folds,
        networks=arguments.networks,
        base=arguments.base,
        label_from_text=arguments.label_from_text,
        as_of=arguments.as_of,
        card=arguments.card,
    )
    print(report)
    return 0


def train(
    data: Sequence[str | Path],
    output: str | Path,
    *,
    labels: str | Path | None = None,
    seed: int = 0,
    jobs: int = 2,
    compact: bool = False,
    folds: int | None = None,
    networks: int | None = None,
    base: str | Path | None = None,
    label_from_text: bool = False,
    as_of: str | None = None,
    card: str | Path | None = None,
) -> str:
    """Read adverts, train a model, save it, and return a short report.

    Parameters
    ----------
    data : sequence of path
        As ``DATA`` on the command line; empty for the sample.
    output : path
        The model's folder.
    labels : path, optional
        Table that holds the pay of adverts, joined on id or Webindex.
    seed, jobs, compact, folds, networks
        See :class:`~salarypred.model.AdvertModel`.
    base : path or "none", optional
        Model that is built upon; by default the shipped one when there are up to 20,000 adverts.
    label_from_text : bool
        Take the pay that texts state as the target where no column gives one.
    as_of : str, optional
        Month (``YYYY-MM``) of adverts without a date; default: this month.
    card : path, optional
        Markdown that the model card takes over.

    Raises
    ------
    InputError
        If something cannot be read or written, or there is nothing to learn.
    """
    from .bundle import save_bundle
    from .card import model_card
    from .columns import targets, to_adverts
    from .earnings import month_name, parse_month, this_month, undated
    from .model import AdvertModel

    start = time.perf_counter()
    as_of = as_of or month_name(this_month())
    parse_month(as_of)
    written = _card_text(card)
    rows, notes = _read(data, labels)
    if label_from_text:
        rows, found = _labelled_from_text(rows)
        notes.append(_said(f"pay of {found} adverts taken from their texts"))
    numbers = {"n_folds": (folds, 2), "n_networks": (networks, 1)}
    for name, (number, least) in numbers.items():
        if number is not None and number < least:
            raise InputError(f"--{name.removeprefix('n_')} {number}; expected at least {least}")
    given = {name: number for name, (number, _) in numbers.items() if number is not None}
    model = AdvertModel(compact=compact, n_jobs=jobs, random_state=seed, **given)
    below = _base(base, own_data=bool(data), n_rows=len(rows))
    if below is not None:
        trained_on = f"base model of {below.metadata['data']['rows']:,} adverts"
        notes.append(f"built upon a {trained_on}; figures flatter where it knew these adverts")
    try:
        model.fit(rows, base=below, as_of=as_of)
    except ValueError as error:
        raise InputError(f"{_names(data)}: {error}") from error
    if model.n_masked_:
        notes.append(_said(f"{model.n_masked_} adverts state pay in their texts: masked"))
    adverts, pay = to_adverts(rows), targets(rows)
    if n_undated := int(undated(adverts["posted"]).sum()):
        notes.append(_said(f"{n_undated} adverts give no date: taken as of {as_of} (--as-of)"))
    known = adverts["category"][adverts["category"] != ""]
    metadata: dict[str, Any] = {
        "salarypred": __version__,
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "parameters": model.get_params(),
        "data": {
            "inputs": [Path(item).name for item in data] or ["the sample (synthetic)"],
            "sha256": _digest(adverts, pay),
            "columns": [str(column) for column in rows.columns],
            "rows": len(rows),
            "with_pay": int(pay.notna().sum()),
            "with_category": len(known),
            "with_description": int((adverts["description"] != "").sum()),
            "median_pay": float(pay.median()) if pay.notna().any() else None,
            "posted": [min(p), max(p)] if (p := [x for x in adverts["posted"] if x]) else None,
            "years": _by_year(adverts, pay, as_of),
            "notes": notes,
        },
        "metrics": {
            "salary": model.salary_.metrics_ if model.salary_ else None,
            "category": model.category_.metrics_ if model.category_ else None,
            "coverage": model.coverage_,
        },
        "seconds": round(time.perf_counter() - start, 1),
        "peak_memory_gib": _peak_memory(),
    }
    texts = {"README.md": model_card(Path(output).name, metadata, written)}
    if model.category_ is not None and model.category_.confusion_ is not None:
        texts["confusion.csv"] = model.category_.confusion_.to_csv(index_label="true \\ predicted")
    save_bundle(output, model.parts(), metadata, texts, compressed=compact)
    return _report(metadata, output)


def _read(data: Sequence[str | Path], labels: str | Path | None) -> tuple[pd.DataFrame, list[str]]:
    from .read import join_labels, read_batches, read_labels
    from .sample import generate

    table = None if labels is None else read_labels(labels)
    notes: list[str] = []
    if data:
        batches = list(read_batches(data, categories_from_folders=True))
        rows = pd.concat([batch.rows for batch in batches], ignore_index=True)
        problems = pd.concat([batch.problems for batch in batches], ignore_index=True)
        bad = problems[problems != ""]
        if len(bad):
            notes.append(f"{len(bad)} rows with a problem, the first: {bad.iloc[0]}")
    else:
        sample = Path(__file__).parents[2] / "data" / "adverts.csv"
        rows = pd.read_csv(sample, dtype="str") if sample.is_file() else generate(2000, seed=2013)
    if table is not None:
        rows, joined, not_joined = join_labels(rows, table)
        notes.append(f"labels of {joined} adverts joined, {not_joined} adverts without")
    for note in notes:
        _said(note)
    return rows, notes


def _card_text(card: str | Path | None) -> str:
    try:
        return "" if card is None else Path(card).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{card}: cannot be read as text: {error}") from error


def _by_year(
    adverts: pd.DataFrame, pay: "pd.Series[float]", as_of: str
) -> dict[str, dict[str, int]]:
    """Adverts of each year: all, with pay, with a description."""
    from .earnings import months_posted, years

    year = pd.Series(years(months_posted(adverts["posted"], as_of)).astype(int).astype(str))
    facts = pd.DataFrame(
        {
            "adverts": 1,
            "with_pay": pay.notna().to_numpy().astype(int),
            "with_description": (adverts["description"] != "").to_numpy().astype(int),
        }
    )
    table = facts.groupby(year).sum()
    return {
        str(year): {str(name): int(count) for name, count in row.items()}
        for year, row in table.iterrows()
    }


def _said(note: str) -> str:
    print(note, file=sys.stderr)
    return note


def _labelled_from_text(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows whose missing pay is what their text states, and the number of such rows."""
    from .columns import targets, to_adverts
    from .texts import midpoints, stated_columns

    pay = targets(rows)
    stated = pd.Series(midpoints(stated_columns(to_adverts(rows))), index=rows.index)
    found = int((pay.isna() & stated.notna()).sum())
    known = rows.drop(columns=[name for name in rows.columns if str(name).lower() == "salary"])
    return known.assign(salary=pay.fillna(stated)), found


def _base(base: str | Path | None, *, own_data: bool, n_rows: int) -> "AdvertModel | None":
    from .model import load_model, shipped_model

    if base is None:
        small = own_data and n_rows <= SMALL
        base = shipped_model() if small else None
    if base is None or str(base) == "none":
        return None
    below = load_model(base)
    if below.base_ is not None:
        raise InputError(f"{base}: is itself built upon a model; expected one trained on its own")
    return below


def _names(data: Sequence[str | Path]) -> str:
    return ", ".join(str(item) for item in data) or "the sample"


def _digest(adverts: pd.DataFrame, pay: "pd.Series[float]") -> str:
    """SHA-256 of what was learned from, whatever file it came in."""
    hashes = pd.util.hash_pandas_object(adverts.assign(salary=pay), index=False)
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()


def _peak_memory() -> float | None:
    """Largest memory of this process so far in GiB, where the system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**30 if sys.platform == "darwin" else 2**20), 2)


def _report(metadata: dict[str, Any], output: str | Path) -> str:
    facts = metadata["data"]
    lines = [
        f"{facts['rows']:,} adverts, {facts['with_pay']:,} with pay, "
        f"{facts['with_category']:,} with a category; {metadata['seconds']:.0f} s"
    ]
    for name, figures in (metadata["metrics"]["salary"] or {}).items():
        for given in ("all columns", "texts only"):
            f = figures[given]
            lines.append(
                f"salary, {name} folds, {given}: mean error £{f['mae']:,.0f}, median "
                f"£{f['median_ae']:,.0f}, {f['mape']:.1f}%, R² of log pay {f['r2_log']:.3f}"
            )
    for name, f in (metadata["metrics"]["category"] or {}).items():
        lines.append(
            f"category, {name} folds: accuracy {f['accuracy']:.1%}, macro-F1 {f['macro_f1']:.3f}, "
            f"log-loss {f['log_loss']:.3f}, calibration error {f['calibration_error']:.3f}"
        )
    return "\n".join([*lines, f"saved to {output} (model card: {Path(output) / 'README.md'})"])
