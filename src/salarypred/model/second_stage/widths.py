"""How wide an interval is to be: ways of telling it, and the choice by a proper score."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from ...estimators.weights import Weights, effective_number
from ...state import State
from . import held_back

#: Least rows of a leaf of the trees that tell the size of errors (None: one size for all), and the
#: penalty of what else the width depends on, both in adverts.
Width: TypeAlias = tuple[int | None, float]
#: Ways that are tried for up to 20,000 adverts, the simplest first.
WIDTHS: tuple[Width, ...] = ((None, 1e5), (120, 1e5), (120, 500.0), (60, 50.0))
#: Below so many adverts there is no choice, and the shape of the distribution is taken as normal.
FEW = 150
#: A later way has to lower the score to this part of that of the best so far ...
_BETTER = 0.99
#: ... or to be no worse than this, and to cover more evenly by more than chance explains: two
#: standard deviations of the gap of n adverts are 2 * 0.6 * sqrt(0.8 * 0.2 / n).
_NO_WORSE, _CHANCE = 1.0025, 0.48


class WidthTried(NamedTuple):
    """A way of telling the width, and what rows that were left out say of it."""

    min_samples_leaf: int | None
    penalty: float
    winkler: float  # mean interval score of log pay, the less the better
    #: How far coverage is from 80%, on average, in tenths of the rows from the narrowest to the
    #: widest range of the last way tried.
    coverage_gap: float

    def beats(self, other: "WidthTried", n: float) -> bool:
        """Whether n adverts speak for this way rather than for a simpler one."""
        if self.winkler < other.winkler * _BETTER:
            return True
        evener = self.coverage_gap < other.coverage_gap - _CHANCE / math.sqrt(n)
        return evener and self.winkler < other.winkler * _NO_WORSE


@dataclass(frozen=True)
class HeldBackRows:
    """Rows whose errors a distribution is of, each answered without its fold.

    Attributes
    ----------
    X : ndarray of shape (n, n_features)
        What tells the size of an error.
    residual : ndarray of shape (n,)
    prior : ndarray of shape (n, 2)
        Unit of the size, down and up.
    known : callable
        Gives the conditions for sizes of shape (n, 2).
    folds : list of ndarray
        Rows that are left out together.
    n_rounds : int
        How often each advert is among the rows.
    weight : ndarray of shape (n,), optional
    """

    X: NDArray[np.float32]
    residual: NDArray[np.float64]
    prior: NDArray[np.float64]
    known: Callable[[NDArray[np.float64]], pd.DataFrame]
    folds: list[NDArray[np.intp]]
    n_rounds: int
    weight: Weights = None

    @property
    def n(self) -> float:
        """Adverts, as far as their weights let them count."""
        return effective_number(self.weight, len(self.residual)) / self.n_rounds

    @property
    def few(self) -> bool:
        """Whether the rows are too few to choose from, and to tell the shape of a distribution."""
        return self.n < FEW

    def scaled(self) -> NDArray[np.float64]:
        """Residuals in units of the prior."""
        return self.residual / np.where(self.residual < 0, self.prior[:, 0], self.prior[:, 1])


def check_widths(widths: Sequence[Width] | None) -> None:
    """Raise ValueError unless widths are pairs as :data:`WIDTHS` has them, or None."""
    if widths is None:
        return
    pairs: Sequence[Any] = widths or [()]
    for pair in pairs:
        try:
            least, penalty = pair
            if (least is None or least >= 1) and penalty >= 0:
                continue
        except (TypeError, ValueError):
            pass
        raise ValueError(
            f"range_widths {widths!r}; expected pairs of the least rows of a leaf (1 or more, or "
            "None) and a penalty (0 or more), such as ((None, 1e5), (60, 50.0))"
        )


def widths_state(widths: Sequence[Width] | None) -> dict[str, Any]:
    """Widths as a part of a saved model; nothing where they were not given."""
    if widths is None:
        return {}
    pairs = [{"min_samples_leaf": least, "penalty": float(penalty)} for least, penalty in widths]
    return {"range_widths": pairs}


def widths_from(state: State) -> tuple[Width, ...] | None:
    """What :func:`widths_state` gave."""
    parts = state.optional("range_widths", state.parts)
    if parts is None:
        return None
    return tuple(
        (part.optional("min_samples_leaf", part.whole), part.number("penalty", least=0))
        for part in parts
    )


def choose_width(
    rows: HeldBackRows, widths: Sequence[Width], random_state: int
) -> tuple[PredictiveDistribution, NDArray[np.float64], list[WidthTried]]:
    """Try ways of telling the width on rows that were left out, and take one.

    The choice is made on the interval score, which no interval lowers but one that is nearer to the
    true quantiles given what is known of a row: it tells ranges that cover 80% everywhere from such
    as cover 80% on the whole (T. Gneiting and A. E. Raftery, "Strictly proper scoring rules,
    prediction, and estimation", 2007, section 6.2). Of two that score alike, the one is taken whose
    coverage is nearer to 80% in each tenth of the rows, from the narrowest range to the widest.

    Returns
    -------
    PredictiveDistribution
        With the parameters that were chosen; still to be fitted to all rows.
    ndarray of shape (n, 3)
        Quantiles of each row, by other rows.
    list of WidthTried
    """
    scales: dict[int | None, NDArray[np.float64]] = {}
    ways, quantiles, factors = [], [], []
    for least, penalty in widths:
        new = PredictiveDistribution(
            penalty=penalty * rows.n_rounds,
            min_samples_leaf=len(rows.residual) + 1 if least is None else least * rows.n_rounds,
            random_state=random_state,
        )
        if least not in scales:
            scale = held_back.scale_held_back(
                new, rows.X, rows.scaled(), rows.folds, rows.weight, both_ways=rows.few
            )
            scales[least] = scale * rows.prior
        held = held_back.quantiles_held_back(
            new,
            rows.residual,
            scales[least],
            rows.known(scales[least]),
            rows.folds,
            rows.few,
            rows.weight,
        )
        ways.append(new)
        quantiles.append(held)
        factors.append(held_back.coverage_factor(rows.residual, held, rows.n, rows.weight))
    # The same tenths for all ways: with one width for all rows, tenths of it would be of no kind.
    tenths = held_back.tenths_of(quantiles[-1][:, 2] - quantiles[-1][:, 0])
    tried = [
        WidthTried(
            least,
            penalty,
            held_back.interval_score(rows.residual, held, factor, rows.weight),
            held_back.coverage_gap(rows.residual, held, factor, tenths),
        )
        for (least, penalty), held, factor in zip(widths, quantiles, factors, strict=True)
    ]
    best = 0
    for number, way in enumerate(tried):
        best = number if way.beats(tried[best], rows.n) else best
    return ways[best], quantiles[best], tried
