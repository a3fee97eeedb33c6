"""The occupation of adverts as columns, with what official sources say that it pays."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from ..adverts.months import months_posted
from ..occupations.shipped import (
    classifier_checksum,
    different_probabilities,
    occupation_codes,
)
from ..official.lookup import official_at
from ..state import State
from ..text.rank_steps import rank_step
from .advert_input import AdvertInput

#: Month of the official figures that describe an occupation's level: the last of the survey.
_LEVEL_MONTH = 303  # April 2025
ALL_EMPLOYEES = "0"
#: Columns that mark a title's rank: each rank has its own mark and those of the ranks between it
#: and the plain job, so that a rare "lead" is first of all like a "senior".
RANK_COLUMNS = ("junior", "trainee", "apprentice", "senior", "lead", "head", "director")
_RANK_STEPS = np.array([-1, -2, -3, 1, 2, 3, 4])
#: Columns after those, see :class:`OccupationEncoder`.
PAY_COLUMNS = ("level", "above", "below", "certainty", "scale", "scale_known", "pqe", "pqe_known")
# Level and scale tell more of pay than one word does: larger values let ridge penalise them less.
LEVEL_WEIGHT = 2.0
# What the distances from the median to p90 and p10 are counted from: usual values.
_USUAL_ABOVE, _USUAL_BELOW = 0.6, 0.4
_USUAL_PQE, _MOST_PQE = 4.0, 12.0
#: Rows whose probabilities stand in memory at once, 3 KB each and several copies.
_ROWS = 16_384


class Occupations(NamedTuple):
    """Most probable code of each advert ("" where none), and the values of `PAY_COLUMNS`."""

    best: NDArray[np.object_]
    pay: NDArray[np.float32]


def no_occupations(n: int) -> Occupations:
    """Of n adverts whose occupations nobody looked up."""
    return Occupations(
        np.full(n, "", dtype=object), np.zeros((n, len(PAY_COLUMNS)), dtype=np.float32)
    )


class OccupationEncoder(AdvertInput, TransformerMixin, BaseEstimator):
    """Probable occupations of adverts, and official pay.

    Columns: the probability of each SOC 2020 unit group and of each sub-major group (two digits);
    `RANK_COLUMNS`, 0 or 1; then `PAY_COLUMNS`: the expected logarithm of the occupation's full-time
    median over that of all employees (``level``), how far its p90 and p10 lie from it (``above``,
    ``below``), the probability of the best code (``certainty``), the logarithm of the pay that a
    named scale gives (an NHS band, a teachers' range) over the median of all employees of that
    month (``scale``, ``scale_known``), and years of post-qualification experience (``pqe``,
    ``pqe_known``).

    Nothing is learned from the adverts: occupations come from the classifier of the package.

    Parameters
    ----------
    n_best : int
        Unit groups that count for each advert.
    min_probability : float
        Least probability of one that counts.
    """

    def __init__(self, *, n_best: int = 4, min_probability: float = 0.02) -> None:
        self.n_best = n_best
        self.min_probability = min_probability

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Count the columns; nothing is learned."""
        self.n_units_ = len(occupation_codes())
        return self

    def transform(self, X: pd.DataFrame) -> sparse.csr_matrix:
        """Columns of a cleaned advert table, shape (n_adverts, n_columns), float32.

        Parameters
        ----------
        X : DataFrame
            What :func:`~salarypred.features.vectorizer.clean_adverts` returned.
        """
        # The category stays out: it is an input of its own, and often is not given.
        read = X[["title", "company", "location"]]
        found = [self._units(read.iloc[rows]) for rows in _parts(len(X))]
        units = sparse.vstack(found, format="csr")
        groups = units @ _sub_major()
        pay = self._pay_columns(units, X)
        marks = sparse.csr_matrix(_rank_marks(X["title"]))
        return sparse.hstack(
            [units, groups, marks, sparse.csr_matrix(pay)], format="csr", dtype=np.float32
        )

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Codes, then `RANK_COLUMNS` and `PAY_COLUMNS`."""
        units = [str(code) for code in occupation_codes()]
        return np.array([*units, *_sub_major_codes(), *RANK_COLUMNS, *PAY_COLUMNS], dtype=object)

    def read(self, columns: sparse.csr_matrix) -> Occupations:
        """Best code and official pay, from what :meth:`transform` returned."""
        codes = np.append(occupation_codes().astype(object), "")
        best = np.full(columns.shape[0], len(codes) - 1)
        for rows in _parts(columns.shape[0]):
            units = columns[rows, : self.n_units_].toarray()
            best[rows] = np.where(units.max(axis=1) > 0, units.argmax(axis=1), len(codes) - 1)
        return Occupations(codes[best], columns[:, -len(PAY_COLUMNS) :].toarray())

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "n_best": self.n_best,
            "min_probability": self.min_probability,
            "columns": self.get_feature_names_out().tolist(),
            "classifier": classifier_checksum(),
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave.

        Raises
        ------
        InputError
            If the occupations were told by another classifier than that of this version.
        """
        result = cls(
            n_best=state.whole("n_best", least=1),
            min_probability=state.number("min_probability"),
        ).fit(pd.DataFrame())
        names = result.get_feature_names_out().tolist()
        if state.texts("columns") != names or state.text("classifier") != classifier_checksum():
            raise state.refuse("it was trained with another occupation classifier")
        return result

    def _units(self, adverts: pd.DataFrame) -> sparse.csr_matrix:
        """Probability of each unit group that counts; adverts that read alike are asked once."""
        rows, proba = different_probabilities(adverts)
        best = np.argpartition(-proba, self.n_best, axis=1)[:, : self.n_best]
        chosen = np.take_along_axis(proba, best, axis=1)
        different, places = np.nonzero(chosen >= self.min_probability)
        values = chosen[different, places].astype(np.float32)
        columns = best[different, places]
        return sparse.csr_matrix((values, (different, columns)), shape=proba.shape)[rows]

    def _pay_columns(self, units: sparse.csr_matrix, X: pd.DataFrame) -> NDArray[np.float32]:
        level = units @ _unit_pay()
        certainty = units.max(axis=1).toarray().ravel() if units.nnz else np.zeros(len(X))
        months = months_posted(X["posted"])
        usual = official_at(np.full(len(X), ALL_EMPLOYEES), months)["median"].to_numpy()
        scale = np.log((X["scale_low"] + X["scale_high"]).to_numpy(dtype=float) / 2 / usual)
        pqe = X["pqe"].to_numpy(dtype=float)
        columns = (
            LEVEL_WEIGHT * level[:, 0],
            level[:, 1],
            level[:, 2],
            certainty,
            LEVEL_WEIGHT * np.nan_to_num(scale),
            np.isfinite(scale),
            np.nan_to_num((pqe.clip(max=_MOST_PQE) - _USUAL_PQE) / _USUAL_PQE),
            np.isfinite(pqe),
        )
        return np.column_stack(columns).astype(np.float32)


def _parts(n: int) -> Iterator[slice]:
    """Neighbouring rows of n; one part without rows of none."""
    return (slice(start, start + _ROWS) for start in range(0, max(n, 1), _ROWS))


def _rank_marks(titles: "pd.Series[str]") -> NDArray[np.float32]:
    rows, different = titles.factorize()
    steps = np.array([rank_step(str(title)) for title in different], dtype=np.int64)[rows, None]
    reached = (np.sign(steps) == np.sign(_RANK_STEPS)) & (abs(steps) >= abs(_RANK_STEPS))
    return reached.astype(np.float32)


@cache
def _unit_pay() -> NDArray[np.float64]:
    """Log median over all employees', log p90 and p10 over the median, of each unit group."""
    codes = occupation_codes()
    pay = np.log(official_at(codes, np.full(len(codes), _LEVEL_MONTH)))
    everybody = np.log(official_at([ALL_EMPLOYEES], [_LEVEL_MONTH])["median"].iloc[0])
    columns = (
        pay["median"] - everybody,
        pay["p90"] - pay["median"] - _USUAL_ABOVE,
        pay["median"] - pay["p10"] - _USUAL_BELOW,
    )
    return np.column_stack(columns)


@cache
def _sub_major_codes() -> tuple[str, ...]:
    return tuple(sorted({str(code)[:2] for code in occupation_codes()}))


@cache
def _sub_major() -> sparse.csr_matrix:
    """Which sub-major group each unit group is of, shape (n_units, n_groups)."""
    groups = np.searchsorted(_sub_major_codes(), [str(code)[:2] for code in occupation_codes()])
    n = len(groups)
    return sparse.csr_matrix((np.ones(n, np.float32), (np.arange(n), groups)))
