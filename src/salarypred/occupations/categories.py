"""Categories that suit an occupation, for adverts that are no more than a title.

Categories are learned from adverts, whose texts tell more than their titles do. Of a bare title
that few adverts had the model may answer nonsense ("Police Constable": scientific), while the
occupation is plain.
"""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..adverts.table import Adverts
from ..resources import list_rows

#: Probability of the occupation from which it rules categories out.
_SURE = 0.5
#: What is left of the probability of a category that does not suit the occupation.
_LEFT = 0.02


def suiting_occupation(
    proba: NDArray[np.float64], classes: ArrayLike, adverts: Adverts, occupations: pd.DataFrame
) -> NDArray[np.float64]:
    """Probabilities of categories, those unlikely that do not suit the occupation of a bare title.

    Parameters
    ----------
    proba : ndarray of shape (n, n_classes)
    classes : array-like of shape (n_classes,)
        Names of the categories. Occupations of which none of these is known to be suitable rule
        nothing out.
    adverts : Adverts of n rows
        Those with a description or an employer keep their probabilities.
    occupations : DataFrame of n rows
        With ``occupation_code`` and ``occupation_probability``.

    Returns
    -------
    ndarray of shape (n, n_classes)
        Each row adds up to 1.
    """
    names = np.char.lower(np.asarray(classes).astype(str))  # sources differ in capitals
    bare = ((adverts["description"] == "") & (adverts["company"] == "")).to_numpy()
    sure = occupations["occupation_probability"].to_numpy(dtype=np.float64) >= _SURE
    codes = occupations["occupation_code"].to_numpy(dtype=object)
    result = proba.copy()
    asked = np.flatnonzero(bare & sure)
    if not len(asked):
        return result
    numbers, different = pd.factorize(codes[asked])
    ordered = asked[np.argsort(numbers, kind="stable")]
    ends = np.cumsum(np.bincount(numbers, minlength=len(different)))
    for code, rows in zip(different, np.split(ordered, ends[:-1]), strict=True):
        suits = np.isin(names, [name.lower() for name in suitable_categories(code)])
        if suits.any():
            some = result[rows] * np.where(suits, 1.0, _LEFT)
            result[rows] = some / some.sum(axis=1, keepdims=True)
    return result


@cache
def suitable_categories(code: str) -> tuple[str, ...]:
    """Categories that adverts of a SOC 2020 unit group may well have; () where any may be right.

    Examples
    --------
    >>> suitable_categories("2231"), suitable_categories("")
    (('Healthcare & Nursing Jobs',), ())
    """
    lists = _lists()
    found = (lists[code[:n]] for n in range(len(code), 0, -1) if code[:n] in lists)
    return next(found, ())


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    rows = list_rows("patterns", "categories_of_occupations.tsv")
    return {code: tuple(categories.split("|")) for code, categories in rows}
