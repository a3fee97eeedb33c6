"""What an advert's text itself says of pay: stated figures, masks, and the text filled in."""

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.masks import MASK
from ..adverts.months import months_posted
from ..adverts.table import Adverts
from ..pay.ranges import USUAL_LOG_RATIO
from ..pay.rates import pick_rates
from .estimate import Estimate
from .fill import fill
from .reader import shipped_reader
from .values import AdvertText, estimate_masks


def estimated_masks(
    adverts: Adverts,
    pay: NDArray[np.float64],
    log_ratios: NDArray[np.float64] | None = None,
    occupations: Sequence[str] | None = None,
) -> list[list[Estimate]]:
    """The masks of each advert and what its pay masks should say.

    Parameters
    ----------
    adverts : Adverts
    pay : ndarray of shape (n, 3)
        Estimate, lower and upper end, £ a year; NaN where there is none.
    log_ratios : ndarray of shape (n,), optional
        Expected log(maximum / minimum) of each advert's range; the usual one without it.
    occupations : sequence of n str, optional
        SOC 2020 unit group of each, "" where it is not known: the usual unit of pay and
        on-target earnings depend on it.

    Returns
    -------
    list of n lists of Estimate
    """
    if log_ratios is None:
        log_ratios = np.full(len(adverts), USUAL_LOG_RATIO)
    titles, texts = adverts["title"].tolist(), adverts["description"].tolist()
    found: list[list[Estimate]] = [[] for _ in titles]
    pairs = enumerate(zip(titles, texts, strict=True))
    rows = [row for row, (title, text) in pairs if MASK in title or MASK in text]
    codes = [""] * len(titles) if occupations is None else list(occupations)
    readings = shipped_reader().read_many(
        [(titles[row], texts[row]) for row in rows], [codes[row] for row in rows]
    )
    sources, dates = adverts["source"].tolist(), adverts["posted"].tolist()
    months = months_posted(adverts["posted"]).tolist()
    for row, masks in zip(rows, readings, strict=True):
        rates = pick_rates(sources[row], dates[row])
        middle, low, high = (float(amount) for amount in pay[row])
        text = AdvertText(titles[row], texts[row], months[row], codes[row])
        found[row] = estimate_masks(masks, middle, low, high, rates, float(log_ratios[row]), text)
    return found


def masks_column(masks: Sequence[Sequence[Estimate]]) -> list[str]:
    """The column ``masks``: for each advert a JSON list, "" where it has no mask."""
    return [json.dumps([mask.to_dict() for mask in row]) if row else "" for row in masks]


def filled_columns(answers: pd.DataFrame, adverts: Adverts) -> pd.DataFrame:
    """Title and description of predicted adverts with their pay masks filled in.

    Parameters
    ----------
    answers : DataFrame of n adverts
        With the column ``masks``, as prediction returns it.
    adverts : Adverts
        Of the same rows.

    Returns
    -------
    DataFrame
        Columns ``filled_title`` and ``filled_description``.
    """
    filled: dict[str, list[str]] = {"title": [], "description": []}
    for masks, title, description in zip(
        answers["masks"], adverts["title"], adverts["description"], strict=True
    ):
        estimates = read_masks(masks)
        for field, text in (("title", title), ("description", description)):
            filled[field].append(fill(text, (m for m in estimates if m.field == field)))
    return pd.DataFrame(
        {f"filled_{field}": texts for field, texts in filled.items()},
        index=answers.index,
        dtype="str",
    )


def read_masks(cell: str) -> list[Estimate]:
    """The masks that a cell of the column ``masks`` holds."""
    empty = dict.fromkeys(("value", "low", "high"))
    return [Estimate(**(empty | mask)) for mask in json.loads(cell or "[]")]
