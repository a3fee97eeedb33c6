"""``salarypred evaluate``: how good a model is on adverts whose pay is known."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InputError
from .options import model_folder

if TYPE_CHECKING:
    import pandas as pd

    from ..model.advert_model import AdvertModel
    from ..report.quality import Quality

_MOST_GROUPS = 25

#: Predicted columns whose groups tell something.
_PREDICTED_GROUPS = ("occupation", "predicted_category", "confidence")

EXAMPLES = """examples:
  salarypred evaluate adverts.csv                      a table with a column salary
  salarypred evaluate adverts.parquet --model models/mine --as-of 2013-01
  salarypred evaluate documents/ --labels pay.csv --by category --by location
  salarypred evaluate adverts.csv --plots figures/     pictures (needs matplotlib)
  salarypred evaluate adverts.csv --json > figures.json

Adverts that the model was trained on look better than new ones: keep some back.
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred evaluate",
        description="Print errors and coverage of the estimates for adverts whose pay is known. "
        "Pay that an advert states is hidden before the model reads it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("input", nargs="+", metavar="INPUT", help="as for predict")
    result.add_argument("--model", metavar="FOLDER", help="default: the model of salarypred")
    result.add_argument(
        "--as-of", metavar="YYYY-MM", help="month of adverts without a date (default: this month)"
    )
    result.add_argument("--labels", metavar="FILE", help="table with id (or webindex) and salary")
    result.add_argument(
        "--by",
        metavar="COLUMN",
        action="append",
        default=[],
        help="a column of the input, or year, region, seniority, occupation or confidence: figures "
        "of its groups of 10 adverts and more (again for more columns)",
    )
    result.add_argument("--plots", metavar="FOLDER", help="write pictures there")
    result.add_argument("--json", action="store_true", help="one JSON object")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..model.loading import load_model
    from ..pay.earnings import month_of_money
    from ..report.money import month_doubt
    from ..report.plots import write_plots
    from ..report.quality import quality
    from ..report.scores import bootstrap, row_figures, scores_by

    if arguments.as_of:
        month_of_money(arguments.as_of)
    model = load_model(model_folder(arguments.model))
    table = predictions(
        model, arguments.input, arguments.as_of, labels=arguments.labels, by=arguments.by
    )
    found = quality(table)
    if found is None:
        raise InputError(
            f"{', '.join(arguments.input)}: {int(table['true'].notna().sum())} adverts with pay; "
            "expected at least 10, in a column salary, or salary_min and salary_max"
        )
    rows = table[table["true"].notna() & table["predicted_salary"].notna()]
    scores = Scores(
        float(row_figures(rows)["winkler"].mean()),
        bootstrap(rows),
        {name: scores_by(rows, rows[f"by {name}"]) for name in arguments.by},
    )
    if arguments.plots:
        for path in write_plots(rows, Path(arguments.plots)):
            sys.stderr.write(f"{path}\n")
    doubt, _ = month_doubt(table)
    if doubt:
        doubt += "; if they are of another time, name it with --as-of, or in a column posted"
    if arguments.json:
        facts = {**as_json(found, scores), **money_facts(table), "doubt": doubt}
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(f"{as_text(found, scores)}\n\n{money_text(table)}")
    _warn(table, doubt)
    if not found.category and (rows["category"] != "").any() and rows["predicted_category"].any():
        print(
            "salarypred: warning: the adverts are sorted into other categories than the model's "
            f"({rows['category'].max()[:40]!r} is none of them): they are not compared",
            file=sys.stderr,
        )
    return 0


def _warn(table: "pd.DataFrame", doubt: str) -> None:
    """Say on standard error what makes the figures doubtful."""
    if doubt:
        print(f"salarypred: warning: {doubt}", file=sys.stderr)
    if n := int(table["trained"].sum()):
        print(
            f"salarypred: warning: the model was trained on {n:,} of these {len(table):,} adverts, "
            "or on near copies: on new ones its errors are larger",
            file=sys.stderr,
        )


class Scores(NamedTuple):
    """What stands beside the errors."""

    winkler: float  # mean interval score of the 80% range, £
    sure: dict[str, tuple[float, float]]  # 95% intervals of the means
    by: "dict[str, pd.DataFrame]"


def money_facts(table: "pd.DataFrame") -> dict[str, Any]:
    """Model, and number of adverts by month of the money and how it was chosen."""
    counts = table[table["money_of"] != ""].groupby(["money_from", "money_of"]).size()
    money: dict[str, dict[str, int]] = {}
    for chosen, month, n in counts.reset_index(name="n").itertuples(index=False):
        money.setdefault(str(chosen), {})[str(month)] = int(n)
    facts = {"model": table["predicted_by"].max(), "money_of": money}
    return {**facts, "in_training": int(table["trained"].sum())}


def money_text(table: "pd.DataFrame") -> str:
    """The same for a reader; each error is in the money of its own advert's month."""
    from .terminal import months_said

    facts = money_facts(table)
    return f"model {facts['model']}\nmoney of {months_said(facts['money_of'])}"


def predictions(
    model: "AdvertModel",
    inputs: Sequence[str],
    as_of: str | None = None,
    *,
    labels: str | None = None,
    by: Sequence[str] = (),
) -> "pd.DataFrame":
    """Predict adverts whose pay is known, with that pay hidden in their texts.

    Returns
    -------
    DataFrame
        The predicted columns, ``true`` (£ a year), ``category``, ``title``, ``company``, ``row``,
        ``by NAME`` for each column asked for, ``month`` and ``posted`` as
        :mod:`salarypred.report.money` reads them, and ``trained``: whether the model was trained on
        the advert.
    """
    import numpy as np
    import pandas as pd

    from ..adverts.answers import DETAIL_SHARES, DETAILS, PREDICTED
    from ..adverts.months import undated
    from ..adverts.table import Adverts, to_adverts
    from ..files.labels import join_labels, read_labels
    from ..files.progress import ProgressBar
    from ..files.read import read_batches
    from ..masks.hiding import masked_adverts
    from ..model.answers import answer_table
    from ..pay.earnings import months_of_money
    from ..pay.pay_columns import read_pay

    pay_of = None if labels is None else read_labels(labels)
    parts = []
    with ProgressBar("adverts", inputs) as progress:
        batches = read_batches(
            inputs,
            chunk_size=2_000,
            categories_from_folders=True,
            position=progress.position,
        )
        for batch in batches:
            rows = batch.rows if pay_of is None else join_labels(batch.rows, pay_of)[0]
            read = read_pay(rows, batch.source)
            adverts, _ = masked_adverts(to_adverts(rows, batch.source), read.table)
            if as_of:
                posted = adverts["posted"].mask(undated(adverts["posted"]), as_of)
                adverts = Adverts(adverts.assign(posted=posted))
            dated = ~undated(batch.adverts["posted"])
            answers = model.predict_adverts(adverts, shares=DETAIL_SHARES)
            asked = ~dated & bool(as_of)
            answer = answer_table(adverts, answers, details=True, asked=asked)
            kept = answer[[*PREDICTED, *DETAILS, "category", "title", "company"]]
            groups = {f"by {name}": group(name, rows, adverts, answer) for name in by}
            months = months_of_money(adverts["posted"])
            known = {
                "month": months,
                "posted": np.where(dated, months, -1),
                "trained": model.known_.contains(adverts) if model.known_ is not None else False,
            }
            parts.append(kept.assign(true=read.pay, **groups, **known))
            progress.update(len(kept))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(row=np.arange(1, len(table) + 1))


def group(
    name: str, rows: "pd.DataFrame", adverts: "pd.DataFrame", answer: "pd.DataFrame"
) -> "pd.Series[Any]":
    """Values of a column of the input by its own name, else by ours, else of a predicted one.

    ``year`` is that of posting, ``region`` that of the place, ``seniority`` that of the title.

    Raises
    ------
    InputError
        If there is no such column.
    """
    import pandas as pd

    from ..adverts.columns import listed
    from ..adverts.months import months_posted, years
    from ..text.regions import region_of
    from ..text.seniority import seniority

    for table in (rows, adverts):
        if name in table:
            return table[name]
    if name == "year":
        whole = years(months_posted(adverts["posted"])).astype(int)
        return pd.Series([str(year) for year in whole], index=adverts.index)
    if name == "region":
        return adverts["location"].map(region_of)
    if name == "seniority":
        return adverts["title"].map(seniority)
    if name in _PREDICTED_GROUPS:
        return answer[name]
    others = ["year", "region", "seniority", *_PREDICTED_GROUPS]
    raise InputError(
        f"--by {name}: no such column; expected one of {listed([*rows.columns, *others], 40)}"
    )


def as_json(found: "Quality", scores: "Scores") -> dict[str, Any]:
    """The figures as plain values; £ a year, shares of 1."""
    columns = {"off": "mae", "error": "bias", "inside": "coverage", "width": "width", "n": "n"}
    tables = {
        name: table[list(columns)].rename(columns=columns).round(4).to_dict("index")
        for name, table in (
            ("by_category", found.by_category),
            ("by_pay", found.by_band),
            ("by_estimate", found.by_estimate),
        )
    }
    return {
        **found.overall,
        "mae_of_median": round(found.guess, 1),
        "coverage": round(found.coverage, 4),
        "below_quantile": found.quantiles["was"].round(4).to_dict(),
        "winkler": round(scores.winkler, 1),
        "interval_95": {
            name: [round(low, 4), round(high, 4)] for name, (low, high) in scores.sure.items()
        },
        "by": {name: table.round(4).to_dict("index") for name, table in scores.by.items()},
        "category": {name: round(value, 4) for name, value in found.category.items()},
        **tables,
    }


def as_text(found: "Quality", scores: "Scores") -> str:
    """The figures for a reader."""
    all_rows, covered = found.overall, scores.sure["coverage"]
    error, winkler = _pounds(scores.sure["mae"]), _pounds(scores.sure["winkler"])
    lines = [
        f"{all_rows['n']:,} adverts with known pay",
        f"  mean error      £{all_rows['mae']:,.0f} (95%: {error}; the median for everyone: "
        f"£{found.guess:,.0f})",
        f"  median error    £{all_rows['median_ae']:,.0f}",
        f"  mean % error    {all_rows['mape']:.1f}%",
        f"  R² of log pay   {all_rows['r2_log']:.3f}",
        f"  80% range       covers {found.coverage:.1%} "
        f"(95%: {covered[0]:.1%} to {covered[1]:.1%})",
        f"  Winkler score   £{scores.winkler:,.0f} (95%: {winkler}): its width, and ten times what "
        "lies outside",
    ]
    if found.category:
        lines.append(
            f"  category        right for {found.category['accuracy']:.1%} of "
            f"{found.category['n']:,.0f}, calibration error "
            f"{found.category['calibration_error']:.3f}"
        )
    # By estimate is what a user can see; by true pay the range must miss what is rare.
    tables = {
        "estimate": found.by_estimate,
        "true pay": found.by_band,
        "category": found.by_category,
    }
    for title, table in tables.items():
        lines += ["", f"{title:36} adverts  mean error  covered"]
        for name, row in table.iterrows():
            error = f"£{row['off']:,.0f}"
            lines.append(f"{str(name)[:35]:36} {row['n']:7,.0f}  {error:>10}  {row['inside']:7.1%}")
    for name, table in scores.by.items():
        lines += ["", f"{name:36} adverts  mean error  covered    Winkler"]
        for label, row in table.head(_MOST_GROUPS).iterrows():
            off, score = f"£{row['mae']:,.0f}", f"£{row['winkler']:,.0f}"
            lines.append(
                f"{str(label)[:35]:36} {row['n']:7,.0f}  {off:>10}  {row['coverage']:7.1%}  "
                f"{score:>9}"
            )
        if (others := len(table) - _MOST_GROUPS) > 0:
            lines.append(f"and {others} more groups (--json shows all)")
    return "\n".join(lines)


def _pounds(ends: tuple[float, float]) -> str:
    return f"£{ends[0]:,.0f} to £{ends[1]:,.0f}"
