"""From files of adverts to a model folder."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..adverts.months import month_name, parse_month, this_month, undated
from ..adverts.sampling import sample_adverts
from ..adverts.table import to_adverts
from ..bundle.record import by_year, digest, peak_memory
from ..errors import InputError
from ..pay.pay_columns import read_pay
from ..resources import sample_table, shipped_model
from ..version import __version__
from .advert.learning import LEAST_ADVERTS
from .advert_model import AdvertModel

#: Up to this many adverts of the user's own, the shipped model is built upon.
SMALL = 20_000


@dataclass(frozen=True)
class TrainingOptions:
    """What is asked of a training.

    Attributes
    ----------
    labels : path, optional
        Table that holds the pay of adverts, joined on id or Webindex.
    seed, jobs, compact, folds, networks
        See :class:`~salarypred.model.advert_model.AdvertModel`; None: as there.
    base : path or "none", optional
        Model that is built upon; by default the shipped one when there are up to 20,000 adverts.
    label_from_text : bool
        Take the pay that texts state as the target where no column gives one.
    as_of : str, optional
        Month (``YYYY-MM``) of adverts without a date; default: this month.
    card : path, optional
        Markdown that the model card takes over.
    max_adverts : int, optional
        Adverts to learn from at most; of more, some of every source and year are chosen, see
        :mod:`~salarypred.adverts.sampling`.
    """

    labels: str | Path | None = None
    seed: int = 0
    jobs: int = 2
    compact: bool = False
    folds: int | None = None
    networks: int | None = None
    base: str | Path | None = None
    label_from_text: bool = False
    as_of: str | None = None
    card: str | Path | None = None
    max_adverts: int | None = None


def train(
    data: Sequence[str | Path],
    output: str | Path,
    options: TrainingOptions = TrainingOptions(),
) -> str:
    """Read adverts, train a model, save it, and return a short report.

    Parameters
    ----------
    data : sequence of path
        As ``DATA`` on the command line; empty for the sample.
    output : path
        The model's folder.
    options : TrainingOptions

    Raises
    ------
    InputError
        If something cannot be read or written, or there is nothing to learn.
    """
    from ..bundle.card import model_card
    from .loading import save_model

    start = time.perf_counter()
    as_of = options.as_of or month_name(this_month())
    parse_month(as_of)
    model, written = _untrained(options), _card_text(options.card)
    rows, notes = _read(data, options.labels)
    if options.label_from_text:
        rows, found = _labelled_from_text(rows)
        notes.append(_said(f"pay of {found} adverts taken from their texts"))
    rows = _sampled(rows, options, as_of, notes)
    base = _base(options.base, own_data=bool(data), n_rows=len(rows))
    try:
        model.fit(rows, base=base, as_of=as_of, name=_names(data))
    except ValueError as error:
        raise InputError(f"{_names(data)}: {error}") from error
    notes += [_said(note) for note in model.pay_notes_]
    used = None if base is None else _base_facts(base, options.base, model)
    if used is not None:
        notes.append(_said(_about_base(used, len(rows))))
    if model.n_masked_:
        notes.append(_said(f"{model.n_masked_} adverts state pay in their texts: masked"))
    metadata = {
        "salarypred": __version__,
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "parameters": model.get_params(),
        "data": {
            "inputs": [Path(item).name for item in data] or ["the sample (synthetic)"],
            **_facts(rows, as_of, notes),
        },
        "metrics": {
            "salary": model.salary_.metrics_ if model.salary_ else None,
            "category": model.category_.metrics_ if model.category_ else None,
            "coverage": model.coverage_,
        },
        "base": used,
        "seconds": round(time.perf_counter() - start, 1),
        "peak_memory_gib": peak_memory(),
    }
    texts = {"README.md": model_card(Path(output).name, metadata, written)}
    if model.category_ is not None and model.category_.confusion_ is not None:
        texts["confusion.csv"] = model.category_.confusion_.to_csv(index_label="true \\ predicted")
    save_model(model, output, metadata, texts)
    return _report(metadata, output)


def _untrained(options: TrainingOptions) -> AdvertModel:
    """A model with the parameters that were given."""
    from .advert_model import AdvertModel

    numbers = {"n_folds": (options.folds, 2), "n_networks": (options.networks, 1)}
    limited = numbers | {"max-adverts": (options.max_adverts, LEAST_ADVERTS)}
    for name, (number, least) in limited.items():
        if number is not None and number < least:
            raise InputError(f"--{name.removeprefix('n_')} {number}; expected at least {least}")
    given: dict[str, Any] = {
        name: number for name, (number, _) in numbers.items() if number is not None
    }
    return AdvertModel(
        compact=options.compact, n_jobs=options.jobs, random_state=options.seed, **given
    )


def _sampled(
    rows: pd.DataFrame, options: TrainingOptions, as_of: str, notes: list[str]
) -> pd.DataFrame:
    """At most as many of the rows as are wanted; says so where that leaves some out."""
    if options.max_adverts is None or len(rows) <= options.max_adverts:
        return rows
    adverts, paid = to_adverts(rows), read_pay(rows).pay.notna()
    sample = sample_adverts(adverts, paid, options.max_adverts, seed=options.seed, as_of=as_of)
    chosen = f"{len(sample.rows):,} of {len(rows):,} adverts chosen (--max-adverts)"
    notes.append(_said(f"{chosen}: {sample.rule()}"))
    return rows.iloc[sample.rows].reset_index(drop=True)


def _facts(rows: pd.DataFrame, as_of: str, notes: list[str]) -> dict[str, Any]:
    """What the manifest keeps of the adverts."""
    adverts, pay = to_adverts(rows), read_pay(rows).pay
    repeated = int(adverts.drop(columns="id").assign(pay=pay).duplicated().sum())
    if repeated:
        notes.append(_said(f"{repeated} adverts are repeated: their errors look smaller"))
    if (categories := set(adverts["category"]) - {""}) and len(categories) == 1:
        notes.append(_said(f"one category only ({categories.pop()[:40]}): none is learned"))
    if n_undated := int(undated(adverts["posted"]).sum()):
        notes.append(_said(f"{n_undated} adverts give no date: taken as of {as_of} (--as-of)"))
    dates = [date for date in adverts["posted"] if date]
    return {
        "sha256": digest(adverts, pay),
        "columns": [str(column) for column in rows.columns],
        "rows": len(rows),
        "with_pay": int(pay.notna().sum()),
        "with_category": int((adverts["category"] != "").sum()),
        "with_description": int((adverts["description"] != "").sum()),
        "median_pay": float(pay.median()) if pay.notna().any() else None,
        "posted": [min(dates), max(dates)] if dates else None,
        "years": by_year(adverts, pay, as_of),
        "notes": notes,
    }


def _base_facts(base: AdvertModel, given: str | Path | None, model: AdvertModel) -> dict[str, Any]:
    """Which base was used, what it knew of the adverts, and how good it was in its own training."""
    folder = Path(given) if given is not None else shipped_model()
    return {
        "name": "" if folder is None else folder.resolve().name,
        "adverts": base.metadata.get("data", {}).get("rows"),
        "knew": None if base.known_ is None else model.n_known_,
        "gives_pay": model.pay_of_base_,
        "salary": base.metadata.get("metrics", {}).get("salary"),
    }


def _about_base(used: dict[str, Any], n_rows: int) -> str:
    """What is said of the base on the screen and on the card."""
    size = f" of {used['adverts']:,} adverts" if isinstance(used["adverts"], int) else ""
    text = f"built upon the base {used['name']}{size}"
    if used["knew"] is None:
        return f"{text}, which does not tell what it was trained on; figures flatter where it knew"
    text += f", which knew {used['knew']:,} of these {n_rows:,}"
    if used["gives_pay"]:
        return f"{text}: pay is its own answer, figures are those of its training"
    return f"{text}: they teach no pay" if used["knew"] else text


def _read(data: Sequence[str | Path], labels: str | Path | None) -> tuple[pd.DataFrame, list[str]]:
    from ..files.labels import join_labels, read_labels
    from ..files.read import read_batches
    from ..sample.generate import generate

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
        sample = sample_table()
        rows = generate(2000, seed=2013) if sample is None else pd.read_csv(sample, dtype="str")
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


def _said(note: str) -> str:
    sys.stderr.write(f"{note}\n")
    return note


def _labelled_from_text(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows whose missing pay is what their text states, and the number of such rows."""
    from ..pay.stated import midpoints, stated_columns

    pay = read_pay(rows).pay
    ends = stated_columns(to_adverts(rows))
    # "Up to" tells a maximum, "from" a minimum; neither is the pay.
    ends[np.isnan(ends).any(axis=1)] = np.nan
    stated = pd.Series(midpoints(ends), index=rows.index)
    found = int((pay.isna() & stated.notna()).sum())
    known = rows.drop(columns=[name for name in rows.columns if str(name).lower() == "salary"])
    return known.assign(salary=pay.fillna(stated)), found


def _base(base: str | Path | None, *, own_data: bool, n_rows: int) -> "AdvertModel | None":
    from .loading import load_model

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
        others = figures["mean error of others"]
        beside = ", ".join(f"{other} £{error:,.0f}" for other, error in others.items())
        lines.append(f"salary, {name} folds, mean error of others: {beside}")
        lines.append(
            f"salary, {name} folds, 80% range: covers {figures['coverage of 80% interval']:.1%}, "
            f"mean width £{figures['mean width']:,}, Winkler score £{figures['Winkler score']:,}"
        )
    for name, f in (metadata["metrics"]["category"] or {}).items():
        lines.append(
            f"category, {name} folds: accuracy {f['accuracy']:.1%}, macro-F1 {f['macro_f1']:.3f}, "
            f"log-loss {f['log_loss']:.3f}, calibration error {f['calibration_error']:.3f}"
        )
    return "\n".join([*lines, f"saved to {output} (model card: {Path(output) / 'README.md'})"])
