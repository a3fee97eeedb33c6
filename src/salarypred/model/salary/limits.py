"""Bounds of an estimate: the scale that an advert names, and official pay beside it."""

import numpy as np
from numpy.typing import NDArray

from ...features.encoded import Encoded
from ...features.occupation_columns import ALL_EMPLOYEES, LEVEL_WEIGHT
from ...official.lookup import official_at

#: Month from which on an advert that names no employer is taken to pay what its scale says, and how
#: far above the scale an agency's pay begins.
_SCALES_HOLD, _AGENCY = 192, 1.2  # January 2016


def official_log_pay(encoded: Encoded) -> NDArray[np.float64]:
    """Logarithm of the official full-time median of each advert's occupation in its month."""
    nobody = np.full(len(encoded), ALL_EMPLOYEES)
    everybody = np.log(official_at(nobody, encoded.months)["median"].to_numpy())
    return everybody + encoded.facts["level"].to_numpy(dtype=np.float64) / LEVEL_WEIGHT


def within_scale(pay: NDArray[np.float64], encoded: Encoded) -> NDArray[np.float64]:
    """Pay between the ends of the scale that an advert names, where it names one.

    Agencies name the band of a post and pay by a rate of their own. An estimate far above the
    scale is theirs where the advert says who is hiring, or where it is of a time before the scales
    were cut loose from agencies' rates (the adverts of 2013 that name a band pay half more).

    Parameters
    ----------
    pay : ndarray of shape (n, k)
        The estimate, then other figures of the same distribution, £ a year.
    """
    low, high = encoded.limits[:, :1], encoded.limits[:, 1:]
    employer = (encoded.keys["company"] != 0).to_numpy() | (encoded.months < _SCALES_HOLD)
    by_agency = employer & (pay[:, 0] > _AGENCY * encoded.limits[:, 1])
    low = np.where(by_agency[:, None], np.nan, low)
    high = np.where(by_agency[:, None], np.nan, high)
    return np.clip(pay, np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf))
