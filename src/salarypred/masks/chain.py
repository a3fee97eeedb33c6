"""A linear chain over the masks of an advert: which roles follow each other, given what is between.

J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields: Probabilistic Models for
Segmenting and Labeling Sequence Data" (2001). The reader's probability of each role, learned
without the mask's own advert, takes the place of the features of single masks; the chain adds
what its neighbours say.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from sklearn.base import BaseEstimator

from .surroundings.links import LINKS

ARRAYS = ("trust_", "bias_", "transitions_")
_NUMBERS = {name: number for number, name in enumerate(LINKS)}


class RoleChain(BaseEstimator):
    """Roles of the masks of adverts, from the roles' probabilities and the links between masks.

    Parameters
    ----------
    penalty : float
        Weight of the squared transition weights.
    max_iter : int
        Of L-BFGS.

    Attributes
    ----------
    trust_ : float
        By which the given log-probabilities are multiplied.
    bias_ : ndarray of shape (n_roles,)
        Added to them.
    transitions_ : ndarray of shape (n_links, n_roles, n_roles)
        What each link adds for a role (second axis) followed by another (third axis).
    """

    def __init__(self, *, penalty: float = 1.0, max_iter: int = 150) -> None:
        self.penalty = penalty
        self.max_iter = max_iter

    def fit(
        self,
        log_proba: NDArray[np.float64],
        links: Sequence[Sequence[str]],
        roles: NDArray[np.int64],
    ) -> Self:
        """Train.

        Parameters
        ----------
        log_proba : ndarray of shape (n_masks, n_roles)
            Of each mask by a model that does not know its advert.
        links : sequence of n_masks sequences of str
            Names of :data:`~salarypred.masks.surroundings.links.LINKS`; an empty one
            begins a new advert.
        roles : ndarray of shape (n_masks,)
            Numbers of the true roles.
        """
        n_roles = log_proba.shape[1]
        table = _link_table(links)
        steps = _Steps(links)
        rows = np.arange(len(roles))
        later = np.flatnonzero(steps.has_previous)
        own = sparse.csr_matrix(
            (
                np.ones(len(later)),
                (later, roles[later - 1] * n_roles + roles[later]),
            ),
            shape=(len(roles), n_roles * n_roles),
        )
        seen = np.asarray((table.T @ own).todense())
        counts = np.bincount(roles, minlength=n_roles)
        trusted = log_proba[rows, roles].sum()

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            trust, bias = weights[0], weights[1 : 1 + n_roles]
            shifts = weights[1 + n_roles :].reshape(len(LINKS), n_roles * n_roles)
            unary = trust * log_proba + bias
            pairs = (table @ shifts).reshape(-1, n_roles, n_roles)
            log_z, single, double = _marginals(unary, pairs, steps)
            score = trust * trusted + bias @ counts + (seen * shifts).sum()
            value = log_z - score + self.penalty / 2 * (shifts**2).sum()
            gradient = np.concatenate(
                [
                    [(single * log_proba).sum() - trusted],
                    single.sum(axis=0) - counts,
                    (
                        table.T @ double.reshape(len(roles), -1) - seen + self.penalty * shifts
                    ).ravel(),
                ]
            )
            return float(value), gradient

        start = np.zeros(1 + n_roles + len(LINKS) * n_roles * n_roles)
        start[0] = 1.0
        found = minimize(
            loss, start, jac=True, method="L-BFGS-B", options={"maxiter": self.max_iter}
        ).x
        self.trust_ = float(found[0])
        self.bias_ = found[1 : 1 + n_roles]
        self.transitions_ = found[1 + n_roles :].reshape(len(LINKS), n_roles, n_roles)
        return self

    def neutral(self, n_roles: int) -> Self:
        """Leave probabilities as they are: there is nothing to learn from."""
        self.trust_, self.bias_ = 1.0, np.zeros(n_roles)
        self.transitions_ = np.zeros((len(LINKS), n_roles, n_roles))
        return self

    def with_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Take the arrays of a fitted chain."""
        for name in ARRAYS:
            setattr(self, name, arrays[name])
        return self

    def predict_proba(
        self, log_proba: NDArray[np.float64], links: Sequence[Sequence[str]]
    ) -> NDArray[np.float64]:
        """Probability of each role given the whole advert, shape (n_masks, n_roles).

        The forward and backward pass run on probabilities, rescaled at each step, since many masks
        have the same links: what is learned of these is made exponential once.
        """
        steps = _Steps(links)
        numbers: dict[tuple[str, ...], int] = {}
        row_of = np.array([numbers.setdefault(tuple(names), len(numbers)) for names in links])
        n_roles = log_proba.shape[1]
        shifts = _link_table(list(numbers)) @ self.transitions_.reshape(len(LINKS), -1)
        follow = np.exp(shifts).reshape(-1, n_roles, n_roles)
        unary = self.trust_ * log_proba + self.bias_
        own = np.exp(unary - unary.max(axis=1, keepdims=True))
        ahead, behind = own / own.sum(axis=1, keepdims=True), np.ones_like(own)
        for rows in steps.forward:
            reached = np.einsum("ni,nij->nj", ahead[rows - 1], follow[row_of[rows]]) * own[rows]
            ahead[rows] = reached / reached.sum(axis=1, keepdims=True)
        for rows in reversed(steps.forward):
            left = np.einsum("nij,nj->ni", follow[row_of[rows]], own[rows] * behind[rows])
            behind[rows - 1] = left / left.sum(axis=1, keepdims=True)
        total = ahead * behind
        return np.asarray(total / total.sum(axis=1, keepdims=True))

    def predict(
        self, log_proba: NDArray[np.float64], links: Sequence[Sequence[str]]
    ) -> NDArray[np.int64]:
        """Most probable roles of each advert taken together (Viterbi), shape (n_masks,)."""
        unary, pairs, steps = self._potentials(log_proba, links)
        best = unary.copy()
        back = np.zeros(unary.shape, dtype=np.int64)
        for rows in steps.forward:
            through = best[rows - 1][:, :, None] + pairs[rows]
            back[rows] = through.argmax(axis=1)
            best[rows] = unary[rows] + through.max(axis=1)
        chosen = best.argmax(axis=1)
        for rows in reversed(steps.forward):
            chosen[rows - 1] = back[rows, chosen[rows]]
        return chosen

    def _potentials(self, log_proba: NDArray[np.float64], links: Sequence[Sequence[str]]) -> Any:
        n_roles = log_proba.shape[1]
        shifts = self.transitions_.reshape(len(LINKS), -1)
        pairs = (_link_table(links) @ shifts).reshape(-1, n_roles, n_roles)
        return self.trust_ * log_proba + self.bias_, pairs, _Steps(links)


class _Steps:
    """Masks in the order in which chains of many adverts are worked through together."""

    def __init__(self, links: Sequence[Sequence[str]]) -> None:
        self.has_previous = np.array([bool(names) for names in links])
        depth: list[int] = []
        for names in links:
            depth.append(depth[-1] + 1 if names else 0)
        order = np.argsort(depth, kind="stable")
        ends = np.cumsum(np.bincount(depth)) if len(depth) else np.zeros(1, dtype=np.int64)
        #: Second masks of all adverts, third masks, and so on.
        self.forward = [order[a:b] for a, b in pairwise(ends)]


def _link_table(links: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    columns = [_NUMBERS[name] for names in links for name in names]
    ends = np.cumsum([0, *(len(names) for names in links)])
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(links), len(LINKS)))


def _log_sum(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(
        np.log(np.exp(values - top).sum(axis=axis)) + np.squeeze(top, axis), dtype=np.float64
    )


def _passes(
    unary: NDArray[np.float64], pairs: NDArray[np.float64], steps: _Steps
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-sums of all ways to each role of a mask from the first mask, and on to the last one."""
    ahead = unary.copy()
    for rows in steps.forward:
        ahead[rows] = unary[rows] + _log_sum(ahead[rows - 1][:, :, None] + pairs[rows], 1)
    behind = np.zeros_like(unary)
    for rows in reversed(steps.forward):
        behind[rows - 1] = _log_sum(pairs[rows] + (unary[rows] + behind[rows])[:, None, :], 2)
    return ahead, behind


def _marginals(
    unary: NDArray[np.float64], pairs: NDArray[np.float64], steps: _Steps
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Log of the partition function, and probabilities of roles and of pairs of roles."""
    ahead, behind = _passes(unary, pairs, steps)
    total = ahead + behind
    norm = _log_sum(total, 1)
    single = np.exp(total - norm[:, None])
    double = np.zeros_like(pairs)
    later = np.flatnonzero(steps.has_previous)
    double[later] = np.exp(
        ahead[later - 1][:, :, None]
        + pairs[later]
        + (unary[later] + behind[later])[:, None, :]
        - norm[later][:, None, None]
    )
    first = ~steps.has_previous
    return float(norm[first].sum()), single, double
