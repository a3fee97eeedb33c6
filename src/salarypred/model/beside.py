"""What stands beside an estimate: pay by the hour, for the advert's own hours, and official pay."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..adverts.answers import HOURLY, OFFICIAL, OWN_HOURS
from ..adverts.months import months_posted
from ..adverts.table import Adverts
from ..official.lookup import official_at
from ..official.occupations import FIRST_YEAR, LAST_YEAR, april
from ..pay.hours import pay_for_hours, stated_hours
from ..pay.rates import UK


def beside(
    adverts: Adverts, pay: NDArray[np.float64], codes: ArrayLike
) -> dict[str, NDArray[np.float64]]:
    """Columns beside the estimates of adverts, all NaN where nothing is known.

    Parameters
    ----------
    adverts : Adverts of n rows
        ``posted`` says in the money of which month the estimates are.
    pay : ndarray of shape (n, 3)
        Lower end, estimate and upper end, £ a year.
    codes : array-like of str, shape (n,)
        SOC 2020 code of each occupation, "" where nothing can be told.

    Returns
    -------
    dict of str to ndarray of shape (n,)
        `HOURLY`: £ an hour (1,950 hours a year). `OFFICIAL`: full-time median, lower and upper
        quartile of the occupation in £ a year, in the money of the estimate's month, and the year
        of the survey they come from (that of the last April, if it is known). `OWN_HOURS`: hours a
        week that the advert states, and the estimate for these hours, £ a year.
    """
    hourly = (pay / UK.hour).round(2)
    months = months_posted(adverts["posted"])
    official = official_at(np.asarray(codes, dtype=object), months)[["median", "p25", "p75"]]
    figures = official.to_numpy().round()
    year = np.clip(FIRST_YEAR + (months - april(FIRST_YEAR)) // 12, FIRST_YEAR, LAST_YEAR)
    years = np.where(np.isnan(figures[:, 0]), np.nan, year)
    hours = stated_hours(adverts["title"], adverts["description"])
    own = (hours, pay_for_hours(pay[:, 1], hours).round())
    columns = [*hourly.T, *figures.T, years, *own]
    return dict(zip((*HOURLY, *OFFICIAL, *OWN_HOURS), columns, strict=True))
