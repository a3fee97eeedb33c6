"""How far apart the two ends of a stated pay range lie."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.table import pay_texts, target_columns
from .rates import pick_rates
from .stated import stated_range

#: Ratios of known ranges; a wider one is a typing error or two kinds of pay.
_WIDEST = 4.0
#: A range read from a text counts when its middle is the advert's pay, give or take this share.
_SAME_PAY = 0.05


#: Middle log(maximum / minimum) of 1,048 stated ranges of 2013; used without a model.
USUAL_LOG_RATIO = 0.13


def known_log_ratios(rows: pd.DataFrame) -> NDArray[np.float64]:
    """log(maximum / minimum) of the adverts whose range a table gives; NaN for the others.

    From ``salary_min`` and ``salary_max``, else from a column of free text (``SalaryRaw``) where
    the middle of the range that it states is the advert's ``salary``.

    Examples
    --------
    >>> rows = pd.DataFrame({"salary": [25000, 25000], "SalaryRaw": ["20k to 30k", "25k"]})
    >>> known_log_ratios(rows).round(3).tolist()
    [0.405, nan]
    """
    pay = target_columns(rows).to_numpy()
    salary, ends = pay[:, 0], pay[:, 1:].copy()
    for row, text in enumerate(pay_texts(rows)):
        if text and not np.isfinite(ends[row]).all() and np.isfinite(salary[row]):
            # Yearly figures are enough: a ratio has no unit.
            low, high = stated_range("", text, pick_rates())
            if low and high and abs((low + high) / 2 / salary[row] - 1) <= _SAME_PAY:
                ends[row] = low, high
    ratio = ends[:, 1] / ends[:, 0]
    return np.log(np.where((ratio > 1) & (ratio <= _WIDEST), ratio, np.nan))
