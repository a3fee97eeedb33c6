"""Adverts that occur several times in a table: what is asked of one is answered for all of them."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .table import Adverts

#: Tells adverts apart that are the same otherwise, and nothing is estimated from it.
NAME = "id"


class Repeats(NamedTuple):
    """Which of n adverts are the same."""

    first: NDArray[np.intp]  # (n_different,), where each different advert stands first
    rows: NDArray[np.intp]  # (n,), place of each advert among the different ones


def repeats(adverts: Adverts) -> Repeats:
    """Find the different adverts of a table; their identifiers may differ.

    Examples
    --------
    >>> from salarypred.adverts.table import to_adverts
    >>> table = pd.DataFrame({"id": [1, 2, 3], "title": ["Chef", "Cook", "Chef"]})
    >>> found = repeats(to_adverts(table))
    >>> found.first.tolist(), found.rows.tolist()
    ([0, 1], [0, 1, 0])
    """
    rows = np.zeros(len(adverts), dtype=np.intp)
    for column in adverts.columns.drop(NAME):
        codes, different = adverts[column].factorize()
        if len(different) > 1:
            # Numbered anew after each column, so that they stay small.
            rows = pd.factorize(rows * len(different) + codes)[0]
    return Repeats(np.unique(rows, return_index=True)[1], rows)
