"""``salarypred evaluate``: how good a model is on adverts whose pay is known."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from .options import model_folder

if TYPE_CHECKING:
    import pandas as pd

    from ..model.advert_model import AdvertModel
    from ..report.quality import Quality

EXAMPLES = """examples:
  salarypred evaluate adverts.csv                      a table with a column salary
  salarypred evaluate adverts.parquet --model models/mine --as-of 2013-01
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
    result.add_argument("--as-of", metavar="YYYY-MM", help="month of adverts without a date")
    result.add_argument("--json", action="store_true", help="one JSON object")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..adverts.months import parse_month
    from ..model.loading import load_model
    from ..report.quality import quality

    if arguments.as_of:
        parse_month(arguments.as_of)
    model = load_model(model_folder(arguments.model))
    table = predictions(model, arguments.input, arguments.as_of)
    found = quality(table)
    if found is None:
        raise InputError(
            f"{', '.join(arguments.input)}: {int(table['true'].notna().sum())} adverts with pay; "
            "expected at least 10, in a column salary, or salary_min and salary_max"
        )
    print(json.dumps(as_json(found), ensure_ascii=False) if arguments.json else as_text(found))
    return 0


def predictions(
    model: "AdvertModel", inputs: Sequence[str], as_of: str | None = None
) -> "pd.DataFrame":
    """Predict adverts whose pay is known, with that pay hidden in their texts.

    Returns
    -------
    DataFrame
        The predicted columns, ``true`` (£ a year), ``category``, ``title``, ``company``, ``row``.
    """
    import numpy as np
    import pandas as pd
    from tqdm import tqdm

    from ..adverts.answers import DETAIL_SHARES, DETAILS, PREDICTED
    from ..adverts.months import undated
    from ..adverts.table import Adverts, target_columns, targets
    from ..files.read import read_batches
    from ..masks.hiding import masked_adverts
    from ..model.answers import answer_table

    parts = []
    with tqdm(desc="adverts", unit="", unit_scale=True, disable=None, file=sys.stderr) as progress:
        for batch in read_batches(inputs, chunk_size=2_000):
            adverts, _ = masked_adverts(batch.adverts, target_columns(batch.rows))
            if as_of:
                posted = adverts["posted"].mask(undated(adverts["posted"]), as_of)
                adverts = Adverts(adverts.assign(posted=posted))
            answers = model.predict_adverts(adverts, shares=DETAIL_SHARES)
            answer = answer_table(adverts, answers, details=True)
            kept = answer[[*PREDICTED, *DETAILS, "category", "title", "company"]]
            parts.append(kept.assign(true=targets(batch.rows)))
            progress.update(len(kept))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(row=np.arange(1, len(table) + 1))


def as_json(found: "Quality") -> dict[str, Any]:
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
        "category": {name: round(value, 4) for name, value in found.category.items()},
        **tables,
    }


def as_text(found: "Quality") -> str:
    """The figures for a reader."""
    all_rows = found.overall
    lines = [
        f"{all_rows['n']:,} adverts with known pay",
        f"  mean error      £{all_rows['mae']:,.0f} (the median for everyone: £{found.guess:,.0f})",
        f"  median error    £{all_rows['median_ae']:,.0f}",
        f"  mean % error    {all_rows['mape']:.1f}%",
        f"  R² of log pay   {all_rows['r2_log']:.3f}",
        f"  80% range       covers {found.coverage:.1%}",
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
    return "\n".join(lines)
