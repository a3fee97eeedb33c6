"""What an advert's text itself says of pay: stated figures, masks, and the text filled in."""

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .fill import fill
from .mask_reader import shipped_reader
from .mask_values import Estimate, estimate_masks
from .masks import MASK
from .pay_masking import mask_pay
from .rates import pick_rates
from .salary_range import USUAL_LOG_RATIO
from .stated_pay import stated_pay, stated_range


def stated_columns(adverts: pd.DataFrame) -> NDArray[np.float64]:
    """Minimum and maximum that each advert states, £ a year, shape (n, 2); NaN where none."""
    columns = (adverts[name] for name in ("title", "description", "source", "posted"))
    stated = [
        stated_range(title, description, pick_rates(source, posted))
        for title, description, source, posted in zip(*columns, strict=True)
    ]
    return np.array(stated, dtype=np.float64).reshape(-1, 2)


def midpoints(stated: NDArray[np.float64]) -> NDArray[np.float64]:
    """One figure for each stated range, shape (n,): its middle, or the end that is known.

    Examples
    --------
    >>> midpoints(np.array([[20_000.0, 30_000.0], [np.nan, 45_000.0]])).tolist()
    [25000.0, 45000.0]
    """
    low, high = stated.T
    return (np.where(np.isnan(low), high, low) + np.where(np.isnan(high), low, high)) / 2


def masked_adverts(
    adverts: pd.DataFrame, known: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, int]:
    """Adverts whose visible pay is hidden, so that it can be learned or judged fairly.

    Parameters
    ----------
    adverts : DataFrame of n adverts
        Canonical table.
    known : DataFrame of n rows, optional
        Amounts, £ a year, that must not stand in the advert's texts in any form.

    Returns
    -------
    (DataFrame, int)
        The table with other titles and descriptions, and the number of adverts that changed.
    """
    title, description = adverts["title"].tolist(), adverts["description"].tolist()
    amounts = np.empty((len(adverts), 0)) if known is None else known.to_numpy(dtype=np.float64)
    changed = 0
    for row, values in enumerate(amounts):
        if not any(sign.isdecimal() for sign in title[row] + description[row]):
            continue
        pay = [float(value) for value in values if np.isfinite(value)]
        # What the title states must not stand in the description either, and the other way round.
        pay += [
            amount
            for text in (title[row], description[row])
            for stated in stated_pay(text)
            for amount in (stated.minimum, stated.maximum)
            if amount is not None
        ]
        hidden = mask_pay(title[row], pay), mask_pay(description[row], pay)
        if hidden != (title[row], description[row]):
            title[row], description[row] = hidden
            changed += 1
    return adverts.assign(title=title, description=description), changed


def estimated_masks(
    adverts: pd.DataFrame,
    pay: NDArray[np.float64],
    log_ratios: NDArray[np.float64] | None = None,
) -> list[list[Estimate]]:
    """The masks of each advert and what its pay masks should say.

    Parameters
    ----------
    adverts : DataFrame of n adverts
        Canonical table.
    pay : ndarray of shape (n, 3)
        Estimate, lower and upper end, £ a year; NaN where there is none.
    log_ratios : ndarray of shape (n,), optional
        Expected log(maximum / minimum) of each advert's range; the usual one without it.

    Returns
    -------
    list of n lists of Estimate
    """
    if log_ratios is None:
        log_ratios = np.full(len(adverts), USUAL_LOG_RATIO)
    titles, texts = adverts["title"].tolist(), adverts["description"].tolist()
    found: list[list[Estimate]] = [[] for _ in titles]
    rows = [row for row, pair in enumerate(zip(titles, texts, strict=True)) if MASK in str(pair)]
    readings = shipped_reader().read_many((titles[row], texts[row]) for row in rows)
    sources, dates = adverts["source"].tolist(), adverts["posted"].tolist()
    for row, masks in zip(rows, readings, strict=True):
        rates = pick_rates(sources[row], dates[row])
        middle, low, high = (float(amount) for amount in pay[row])
        found[row] = estimate_masks(masks, middle, low, high, rates, float(log_ratios[row]))
    return found


def masks_column(masks: Sequence[Sequence[Estimate]]) -> list[str]:
    """The column ``masks``: for each advert a JSON list, "" where it has no mask."""
    return [json.dumps([mask.to_dict() for mask in row]) if row else "" for row in masks]


def filled_columns(answers: pd.DataFrame, adverts: pd.DataFrame) -> pd.DataFrame:
    """Title and description of predicted adverts with their pay masks filled in.

    Parameters
    ----------
    answers : DataFrame of n adverts
        With the column ``masks``, as :meth:`~salarypred.model.AdvertModel.predict` returns it.
    adverts : DataFrame of n adverts
        Canonical table of the same rows.

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
            filled[field].append(fill(text, (m for m in estimates if m.field == field)).text)
    return pd.DataFrame(
        {f"filled_{field}": texts for field, texts in filled.items()},
        index=answers.index,
        dtype="str",
    )


def read_masks(cell: str) -> list[Estimate]:
    """The masks that a cell of the column ``masks`` holds."""
    empty = dict.fromkeys(("value", "low", "high"))
    return [Estimate(**(empty | mask)) for mask in json.loads(cell or "[]")]
