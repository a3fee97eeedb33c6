"""The whole model: adverts in, the contract's columns out."""

import logging
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.metrics import r2_score
from sklearn.utils.validation import check_is_fitted

from ..adverts.answers import DETAIL_SHARES
from ..adverts.categories import merged_categories
from ..adverts.columns import TARGETS, find_columns
from ..adverts.known import KnownAdverts
from ..adverts.months import months_posted, undated, years
from ..adverts.table import (
    Adverts,
    row_problems,
    to_adverts,
)
from ..estimators.network_params import as_seed
from ..estimators.range_width import RangeRegressor
from ..estimators.weights import checked_weight, part_of
from ..features.advert_input import AdvertInput
from ..features.encoded import encode
from ..features.vectorizer import AdvertVectorizer
from ..masks.hiding import masked_adverts
from ..pay.earnings import in_money_of
from ..pay.pay_columns import read_pay, require_pay
from ..pay.ranges import known_log_ratios
from ..state import State
from .advert.answering import answer_adverts
from .advert.learning import LEAST_ADVERTS, learn_category, learn_pay
from .advert.parts import ModelParts
from .advert.saving import parts_state, take_parts
from .answers import Answers, answer_table
from .cohorts import CohortTable
from .second_stage.widths import Width, check_widths, widths_from, widths_state

logger = logging.getLogger(__name__)

#: From this share of adverts on that the base knows, its category is no feature: it is too good.
_KNOWN_SHARE = 0.2
#: What a training sets, and a training anew begins without.
_PARTS = ("salary_", "range_", "category_", "base_", "known_", "cohorts_", "coverage_", "metadata")


class AdvertModel(ModelParts, AdvertInput, BaseEstimator):
    """Salary regressor and category classifier over one set of features.

    Parameters
    ----------
    n_folds, n_networks, range_widths, n_jobs, random_state
        As in :class:`~salarypred.model.salary.regressor.SalaryRegressor`.
    compact : bool
        Make a model that is small and fit to be published: no word and no mean pay of fewer than
        10 adverts is kept, networks are fewer and narrower, their weights in half precision.

    Attributes
    ----------
    vectorizer_ : AdvertVectorizer
    salary_ : SalaryRegressor or None
        None when fewer than 20 adverts had pay.
    range_ : RangeRegressor or None
        None when fewer than 20 adverts had a minimum and a maximum.
    category_ : CategoryClassifier or None
        None when fewer than 20 adverts, or only one category, were known.
    base_ : AdvertModel or None
        The model whose estimates are features of this one, and what its pay is learned relative to.
    n_known_ : int
        After a training: adverts that the base was trained on. They count for the category only.
    pay_of_base_, category_of_base_ : bool
        Whether pay is the base's own answer, because the base knew nearly all adverts, and whether
        its idea of the category is a feature.
    known_ : KnownAdverts or None
        Tells the adverts of the training; None of a model that was saved without it.
    cohorts_ : CohortTable or None
        What comparable adverts paid; None when fewer than 20 adverts had pay.
    n_masked_ : int
        Adverts of the training whose texts stated pay, which was masked.
    pay_notes_ : list of str
        After a training: what was read from which column of pay.
    coverage_ : list of dict
        After a training: how well the intervals hold in parts of the adverts, see
        :func:`~salarypred.estimators.coverage.coverage_table`.
    metadata : dict
        The manifest of a loaded model, else empty.
    name : str
        That of its folder if it was loaded, else "".
    """

    base_: "AdvertModel | None" = None

    def __init__(
        self,
        *,
        n_folds: int = 3,
        n_networks: int = 2,
        compact: bool = False,
        range_widths: Sequence[Width] | None = None,
        n_jobs: int = 2,
        random_state: int | None = 0,
    ) -> None:
        self.n_folds = n_folds
        self.n_networks = n_networks
        self.compact = compact
        self.range_widths = range_widths
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self,
        frame: pd.DataFrame,
        y: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
        *,
        base: "AdvertModel | None" = None,
        as_of: str | None = None,
        name: str = "table",
    ) -> Self:
        """Train on a table with any of the known columns; rows may lack pay or category.

        Parameters
        ----------
        frame : DataFrame of n adverts
        y : array-like of shape (n,), optional
            Pay, £ a year, NaN where unknown; default: the columns of ``frame`` that give it.
        sample_weight : array-like of shape (n,), optional
            How much an advert counts. One of weight 0 has no part in the training; words, titles
            and employers, and the quartiles of comparable adverts, are counted in adverts.
        base : AdvertModel, optional
            A model of many other adverts. Its estimates become features, so that a few hundred
            adverts are enough to learn how yours differ.
        as_of : str, optional
            Month (``YYYY-MM``) of adverts without a date in ``posted``; default: this month. Pay
            is learned relative to the average earnings of an advert's month.
        name : str
            What to call the table in a message.

        Raises
        ------
        InputError
            If the table has no title or description column, or its pay cannot be understood, see
            :func:`~salarypred.pay.pay_columns.read_pay`.
        ValueError
            If there is neither pay nor a choice of categories to learn, or a parameter, y or
            weights are not as described.
        """
        self._remember_columns(frame)
        for part in [name for name in vars(self) if name in _PARTS]:
            delattr(self, part)  # of an earlier training
        self.seed_ = as_seed(self.random_state)
        check_widths(self.range_widths)
        frame = _with_pay(frame.reset_index(drop=True), y)
        counted = checked_weight(sample_weight, len(frame))
        if counted is not None:
            frame, counted = frame[counted > 0].reset_index(drop=True), counted[counted > 0]
        adverts = to_adverts(frame, name)
        usable = (row_problems(adverts) == "").to_numpy()
        read = read_pay(frame, name)
        require_pay(read, frame, name)
        self.pay_notes_ = read.notes
        weight = part_of(counted, np.flatnonzero(usable))
        adverts, pay = Adverts(adverts[usable]), read.pay.to_numpy()[usable]
        self.known_ = KnownAdverts().fit(adverts)
        self.base_ = base
        learned = self.known_to_base(adverts)
        self.n_known_ = int(learned.sum())
        # A text that states its pay would give the answer away.
        adverts, self.n_masked_ = masked_adverts(adverts, read.table[usable])
        if self.n_masked_:
            logger.info("pay was visible in %d adverts: masked", self.n_masked_)
        if as_of is not None:
            adverts["posted"] = adverts["posted"].mask(undated(adverts["posted"]), as_of)
        adverts["category"] = merged_categories(adverts["category"])
        category = adverts["category"].to_numpy(dtype=object)
        self.vectorizer_ = AdvertVectorizer(
            min_count=10 if self.compact else None, min_rare_count=4 if self.compact else None
        )
        logger.info("features: %d adverts", len(adverts))
        encoded = self.with_base(encode(self.vectorizer_, adverts, fit=True), adverts)
        self.category_of_base_ = base is not None and bool(learned.mean() < _KNOWN_SHARE)
        learn_pay(self, adverts, encoded, pay, learned, weight)
        if np.isfinite(pay).sum() >= LEAST_ADVERTS:
            posted = years(months_posted(adverts["posted"], as_of))
            self.cohorts_ = CohortTable().fit(adverts, pay, posted)
        ratios = known_log_ratios(frame)[usable]
        ranged = np.flatnonzero(np.isfinite(ratios))
        if len(ranged) >= LEAST_ADVERTS:
            self.range_ = RangeRegressor().fit(
                encoded.X[ranged], ratios[ranged], part_of(weight, ranged)
            )
        known = np.flatnonzero(category != "")
        if len(known) >= LEAST_ADVERTS and len(set(category[known])) > 1:
            learn_category(self, encoded.take(known), category[known], part_of(weight, known))
        if self.salary_ is None and self.category_ is None and not self.pay_of_base_:
            paid, kinds = int(np.isfinite(pay).sum()), len(set(category[known]))
            raise ValueError(
                f"{paid} adverts with pay and {kinds} categories; "
                f"expected at least {LEAST_ADVERTS} adverts with a salary column, or 2 categories"
            )
        return self

    def predict(
        self,
        frame: pd.DataFrame,
        *,
        level: float = 0.8,
        as_of: str | None = None,
        details: bool = False,
    ) -> pd.DataFrame:
        """Predict for a table with any of the known columns.

        Parameters
        ----------
        frame : DataFrame of n adverts
        level : float, default=0.8
            Share of adverts whose pay should lie between ``salary_low`` and ``salary_high``.
        as_of : str, optional
            Month (``YYYY-MM``) as if in which every advert were posted: the estimate is in its
            money. Default: the advert's ``posted``, else this month.
        details : bool, default=False
            Add the columns :data:`~salarypred.adverts.answers.DETAILS`: quantiles of the pay, how
            sure the model is, and what stands beside the estimate.

        Returns
        -------
        DataFrame of n rows
            The columns of ``frame`` and the predicted ones, with the index of ``frame``.

        Raises
        ------
        InputError
            If the table has no title or description column.
        """
        adverts = in_money_of(to_adverts(frame), as_of)
        shares = DETAIL_SHARES if details else ()
        answers = self.predict_adverts(adverts, level=level, shares=shares)
        return answer_table(frame, answers, details=details, asked=as_of is not None)

    def predict_quantiles(
        self,
        frame: pd.DataFrame,
        shares: Sequence[float],
        *,
        level: float = 0.8,
        as_of: str | None = None,
    ) -> tuple[pd.DataFrame, NDArray[np.float64]]:
        """Predict with details, and further quantiles of the pay of such adverts.

        Parameters
        ----------
        frame, level, as_of
            As in :meth:`predict`.
        shares : sequence of float between 0 and 1
            Of such adverts that pay less.

        Returns
        -------
        DataFrame of n rows
            As :meth:`predict` gives it.
        ndarray of shape (n, n_shares)
            £ a year, NaN where there is no answer.
        """
        adverts = in_money_of(to_adverts(frame), as_of)
        answers = self.predict_adverts(adverts, level=level, shares=(*DETAIL_SHARES, *shares))
        further = answers.quantiles[:, len(DETAIL_SHARES) :].round()
        table = answer_table(frame, answers, details=True, asked=as_of is not None)
        return table, further

    def predict_adverts(
        self, adverts: Adverts, *, level: float = 0.8, shares: Sequence[float] = ()
    ) -> Answers:
        """Answers for adverts, each in the money of its ``posted``, else of this month.

        Parameters
        ----------
        adverts : Adverts
        level : float, default=0.8
            Share of adverts whose pay should lie between the ends of the interval.
        shares : sequence of float between 0 and 1
            Quantiles of the pay that are wanted.
        """
        check_is_fitted(self)
        return answer_adverts(self, adverts, level, shares)

    def score(
        self,
        frame: pd.DataFrame,
        y: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> float:
        """R² of the logarithm of the pay of adverts whose pay is known.

        Parameters
        ----------
        frame : DataFrame of n adverts
        y : array-like of shape (n,), optional
            £ a year, NaN where unknown; default: the columns of ``frame`` that give it.
        sample_weight : array-like of shape (n,), optional
            How much an advert counts.

        Raises
        ------
        ValueError
            If the pay of fewer than 2 adverts is known and estimated.
        """
        rows = _with_pay(frame.reset_index(drop=True), y)
        read = read_pay(rows)
        adverts, _ = masked_adverts(to_adverts(rows), read.table)
        true, found = read.pay.to_numpy(), self.predict_adverts(adverts).pay
        known = np.isfinite(true) & np.isfinite(found)
        if known.sum() < 2:
            raise ValueError(f"the pay of {known.sum()} adverts is known; expected 2 or more")
        weight = part_of(checked_weight(sample_weight, len(rows)), np.flatnonzero(known))
        return float(r2_score(np.log(true[known]), np.log(found[known]), sample_weight=weight))

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Parameters of the constructor."""
        names = ("n_folds", "n_networks", "compact", "range_widths", "n_jobs", "random_state")
        return {name: getattr(self, name) for name in names}

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; of a compact model in 8 bits."""
        base = None if self.base_ is None else self.base_.to_state()
        given = {name: value for name, value in self.get_params().items() if name != "range_widths"}
        given |= widths_state(self.range_widths)
        return {"parameters": given, **parts_state(self), "base": base}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        given = state.part("parameters")
        result = cls(
            n_folds=given.whole("n_folds"),
            n_networks=given.whole("n_networks"),
            compact=given.flag("compact"),
            range_widths=widths_from(given),
            n_jobs=given.whole("n_jobs", least=-(2**15)),
            random_state=given.optional("random_state", given.whole),
        )
        if (base := state.optional("base", state.part)) is not None:
            result.base_ = cls.from_state(base)
        take_parts(result, state)
        return result


def _with_pay(frame: pd.DataFrame, y: ArrayLike | None) -> pd.DataFrame:
    """The table, with its pay replaced by ``y`` where that is given."""
    if y is None:
        return frame
    pay = np.asarray(y, dtype=np.float64)
    if pay.shape != (len(frame),):
        raise ValueError(f"y has shape {pay.shape}; expected ({len(frame)},), one pay an advert")
    given = find_columns(frame.columns)
    places = {place for target in TARGETS for place in given.get(target, [])}
    others = [place for place in range(frame.shape[1]) if place not in places]
    return frame.iloc[:, others].assign(salary=pay)
