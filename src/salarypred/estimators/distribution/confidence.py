"""How sure an estimate is, in a word."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Largest upper end / lower end of the 80% interval for the words.
_HIGH, _MEDIUM = 1.5, 2.0
#: What the ratio counts as of adverts whose occupation the model hardly knows at their time: they
#: are not of high confidence however narrow their interval.
UNFAMILIAR = 1.5


def confidence(ratio: ArrayLike, doubtful: ArrayLike) -> NDArray[np.object_]:
    """How sure an estimate is, in a word.

    ``high`` when the upper end of the 80% interval is at most 1.5 times the lower, ``medium`` when
    it is at most twice the lower, else ``low``; ``low`` too for an advert with a warning, and ""
    without an estimate.

    Parameters
    ----------
    ratio : array-like of shape (n,)
        Upper end / lower end of the 80% interval before the legal minimum is applied: that the law
        allows no less is no knowledge of an advert.
    doubtful : array-like of shape (n,), bool
        Whether the advert has a warning.

    Examples
    --------
    >>> confidence([1.4, 1.9, 1.4], [False, False, True])
    array(['high', 'medium', 'low'], dtype=object)
    """
    ratio = np.asarray(ratio, dtype=float)
    words = np.select([ratio <= _HIGH, ratio <= _MEDIUM], ["high", "medium"], "low")
    words = np.where(np.asarray(doubtful, dtype=bool), "low", words)
    return np.where(np.isnan(ratio), "", words).astype(object)
