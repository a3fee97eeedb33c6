"""Tables of synthetic adverts, and the truth about the numbers in them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pandas as pd

from ..errors import InputError
from .advert import Advert, Brief, make_advert
from .grammar import words
from .pay import PAY_YEAR, earnings_factor

FIRST_ID = 90_000_001  # above every number that the original source has used
LEAST_LENGTH = 300  # characters of a description with each number as a mask
_PAY = ["salary", "salary_min", "salary_max"]
_TERMS = ["contract_type", "contract_time", "category", "source"]
COLUMNS = ["id", "title", "description", "company", "location", *_TERMS, *_PAY, "posted"]
MASK_COLUMNS = ["webindex", "field", "start", "label", "unit", "value"]


def generate(
    n: int,
    seed: int = 0,
    masked: bool = True,
    *,
    year: int = PAY_YEAR,
    categories: Sequence[str] | None = None,
    long: bool = False,
    first_id: int = FIRST_ID,
) -> pd.DataFrame:
    """Make synthetic adverts.

    Parameters
    ----------
    n : int
        Number of adverts. The first ones take the categories in turn, so `n` of at least their
        number holds each.
    seed : int
        The same seed gives the same adverts; those of a smaller `n` are the first of a larger.
    masked : bool
        Whether numbers in title and description are `****`. The adverts are the same otherwise,
        up to the signs that masking loses ("£" and the dash of a range).
    year : int
        Year in which they were posted and of the money they pay (2000 to 2026).
    categories : sequence of str, optional
        Categories to draw from; all 29 if not given.
    long : bool
        Whether descriptions are as long as documents' (about 1,000 characters) or short.
    first_id : int
        `id` of the first advert; the others follow.

    Returns
    -------
    pandas.DataFrame
        One advert a row: text columns (missing = "") and `salary`, `salary_min`, `salary_max`
        (float, £ a year).

    Raises
    ------
    InputError
        If `n` is negative, or a category or the year is not known.

    Examples
    --------
    >>> bool(generate(3, seed=1)["salary"].gt(10_000).all())
    True
    """
    return generate_with_masks(
        n, seed, masked, year=year, categories=categories, long=long, first_id=first_id
    )[0]


def generate_with_masks(
    n: int,
    seed: int = 0,
    masked: bool = True,
    *,
    year: int = PAY_YEAR,
    categories: Sequence[str] | None = None,
    long: bool = False,
    first_id: int = FIRST_ID,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make synthetic adverts and the truth about their numbers (see `generate`).

    Returns
    -------
    adverts : pandas.DataFrame
        As from `generate`.
    masks : pandas.DataFrame
        One number a row: `webindex` (the advert's id), `field` (`title` or `description`),
        `start` (characters into that field), `label` and `unit` (year, month, week, day, hour,
        percent; "-" for what is not pay), `value` (the number as written, "25" of "£25k").

    Raises
    ------
    InputError
        If `n` is negative, or a category or the year is not known.

    Examples
    --------
    >>> adverts, masks = generate_with_masks(5)
    >>> mask = masks.iloc[0]
    >>> text = adverts.set_index("id").loc[mask["webindex"], mask["field"]]
    >>> text[mask["start"] : mask["start"] + 4]
    '****'
    """
    if n < 0:
        raise InputError(f"{n} adverts: expected 0 or more")
    earnings_factor(year)
    known = words("categories.toml")
    names = list(known) if categories is None else list(categories)
    if unknown := [name for name in names if name not in known] or (not names and ["none given"]):
        raise InputError(f"category {unknown[0]!r}: not known; expected one of {', '.join(known)}")
    weights = [known[name]["weight"] for name in names]
    rows = []
    masks = []
    seen: set[tuple[str, str, str]] = set()
    for i in range(n):
        rng = Random(f"{seed} {i}")
        name = names[i] if i < len(names) else rng.choices(names, weights)[0]
        advert = make_advert(Brief(name, long=long), rng, year, masked)
        while advert.key in seen or len(advert.key[2]) < LEAST_LENGTH:
            advert = make_advert(Brief(name, long=long), rng, year, masked)
        seen.add(advert.key)
        rows.append({"id": str(first_id + i), **advert.row})
        masks += mask_rows(str(first_id + i), advert)
    return _frame(rows), pd.DataFrame(masks, columns=MASK_COLUMNS)


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(_PAY, "float64"))


def mask_rows(webindex: str, advert: Advert) -> list[tuple[str, str, int, str, str, str]]:
    """Rows of the table of masks for one advert.

    Examples
    --------
    >>> advert = make_advert(Brief("Sales Jobs"), Random(1), 2013, True)
    >>> [row[0] for row in mask_rows("7", advert)][:1]
    ['7']
    """
    return [
        (webindex, field, start, number.label, number.unit, number.text)
        for field, start, number in advert.masks
    ]
