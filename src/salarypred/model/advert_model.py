"""The whole model: adverts in, the contract's columns out."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
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
from ..doubts.dates import date_doubts
from ..doubts.reasons import doubts
from ..estimators.category import CategoryClassifier
from ..estimators.coverage import coverage_table
from ..estimators.distribution.confidence import UNFAMILIAR, confidence
from ..estimators.network_params import as_seed
from ..estimators.range_width import RangeRegressor
from ..features.advert_input import AdvertInput
from ..features.encoded import Encoded, encode
from ..features.short_copies import shortened
from ..features.vectorizer import TEXT_BLOCKS, VALUE_BLOCKS, AdvertVectorizer
from ..masks.hiding import masked_adverts
from ..masks.output import estimated_masks
from ..occupations.categories import suiting_occupation
from ..occupations.shipped import code_adverts
from ..pay.earnings import in_money_of
from ..pay.pay_columns import read_pay
from ..pay.ranges import USUAL_LOG_RATIO, known_log_ratios
from ..pay.stated import stated_columns
from ..state import State
from .answers import Answers, answer_table
from .cohorts import CohortTable
from .salary import FEW, PayEstimates, SalaryRegressor
from .small.second_stage import BASE_COLUMNS

logger = logging.getLogger(__name__)

# How much a base model's estimates count beside the other features under the same penalty, and the
# logarithm of the usual pay, £ a year, over average earnings, £ a week.
_PAY_WEIGHT, _PROBA_WEIGHT, _USUAL_LOG_PAY = 3.0, 0.05, 4.15
#: A base's 80% interval counts as going so far down and up at least, in log pay.
_LEAST_SPREAD = 0.03
#: From this share of adverts on that the base knows, its category is no feature: it is too good.
_KNOWN_SHARE = 0.2
#: Networks of a compact model at most: a fourth adds 10 MB.
_COMPACT_NETWORKS = 3
#: What a training sets, and a training anew begins without.
_PARTS = ("salary_", "range_", "category_", "base_", "known_", "cohorts_", "coverage_", "metadata")
#: Fewest adverts with pay, or with a category, that something can be learned from.
LEAST_ADVERTS = 20
#: What the warnings say of a title that names no occupation.
NO_OCCUPATION = "the occupation cannot be told"
#: What the warnings say where the law lifts an estimate, and of a time that the training lacks.
AT_MINIMUM = "at the legal minimum for 37.5 hours"
TIME_UNKNOWN = (
    "no advert of the training is within 24 months of this one: pay is carried over by average "
    "earnings"
)


class AdvertModel(AdvertInput, BaseEstimator):
    """Salary regressor and category classifier over one set of features.

    Parameters
    ----------
    n_folds, n_networks, n_jobs, random_state
        As in :class:`~salarypred.model.salary.SalaryRegressor`.
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

    # What a model has not, these stand for.
    salary_: SalaryRegressor | None = None
    range_: RangeRegressor | None = None
    category_: CategoryClassifier | None = None
    base_: "AdvertModel | None" = None
    known_: KnownAdverts | None = None
    cohorts_: CohortTable | None = None
    pay_of_base_, category_of_base_, n_known_, n_masked_ = False, True, 0, 0
    coverage_: Sequence[dict[str, Any]] = ()
    pay_notes_: Sequence[str] = ()
    metadata: Mapping[str, Any] = MappingProxyType({})
    name = ""

    def __init__(
        self,
        *,
        n_folds: int = 3,
        n_networks: int = 2,
        compact: bool = False,
        n_jobs: int = 2,
        random_state: int | None = 0,
    ) -> None:
        self.n_folds = n_folds
        self.n_networks = n_networks
        self.compact = compact
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self,
        frame: pd.DataFrame,
        y: ArrayLike | None = None,
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
            If there is neither pay nor a choice of categories to learn.
        """
        self._remember_columns(frame)
        for part in [name for name in vars(self) if name in _PARTS]:
            delattr(self, part)  # of an earlier training
        self.seed_ = as_seed(self.random_state)
        frame = _with_pay(frame.reset_index(drop=True), y)
        adverts = to_adverts(frame, name)
        usable = (row_problems(adverts) == "").to_numpy()
        read = read_pay(frame, name)
        self.pay_notes_ = read.notes
        adverts, pay = Adverts(adverts[usable]), read.pay.to_numpy()[usable]
        self.known_ = KnownAdverts().fit(adverts)
        self.base_ = base
        learned = self._known_to_base(adverts)
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
        encoded = self._with_base(encode(self.vectorizer_, adverts, fit=True), adverts)
        self.category_of_base_ = base is not None and bool(learned.mean() < _KNOWN_SHARE)
        self._learn_pay(adverts, encoded, pay, learned)
        if np.isfinite(pay).sum() >= LEAST_ADVERTS:
            posted = years(months_posted(adverts["posted"], as_of))
            self.cohorts_ = CohortTable().fit(adverts, pay, posted)
        ratios = known_log_ratios(frame)[usable]
        ranged = np.flatnonzero(np.isfinite(ratios))
        if len(ranged) >= LEAST_ADVERTS:
            self.range_ = RangeRegressor().fit(encoded.X[ranged], ratios[ranged])
        known = np.flatnonzero(category != "")
        if len(known) >= LEAST_ADVERTS and len(set(category[known])) > 1:
            self._fit_category(encoded.take(known), category[known])
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
        n = len(adverts)
        pay, low, high, probability = np.full((4, n), np.nan)
        quantiles = np.full((n, len(shares)), np.nan)
        ratios = np.full(n, USUAL_LOG_RATIO)
        category = np.full(n, "", dtype=object)
        ratio = np.full(n, np.nan)
        at_minimum = np.zeros(n, dtype=bool)
        warnings = row_problems(adverts).to_numpy(dtype=object)
        usable = np.flatnonzero(warnings == "")
        unusable = warnings != ""
        occupations = code_adverts(adverts)
        if len(usable):
            encoded = self.encode(Adverts(adverts.iloc[usable]))
            warnings[usable] = self._doubts(Adverts(adverts.iloc[usable]), encoded)
            found = self._pay(Adverts(adverts.iloc[usable]), encoded, level, shares)
            if found is not None:
                pay[usable], low[usable], high[usable] = found.pay, found.low, found.high
                quantiles[usable] = found.quantiles
                ratio[usable] = np.where(found.familiar, found.ratio, found.ratio * UNFAMILIAR)
                at_minimum[usable] = found.at_minimum
            if self.range_ is not None:
                ratios[usable] = self.range_.predict(encoded.X)
            if self.category_ is not None:
                proba = suiting_occupation(
                    self.category_proba(encoded),
                    self.category_.classes_,
                    Adverts(adverts.iloc[usable]),
                    occupations.iloc[usable],
                )
                category[usable] = self.category_.classes_[proba.argmax(axis=1)]
                probability[usable] = proba.max(axis=1)
        sure = confidence(ratio, warnings != "")
        # Said after the confidence is told: the law does not make an estimate doubtful.
        warnings = _with_warning(warnings, at_minimum, AT_MINIMUM)
        masks = estimated_masks(adverts, np.column_stack([pay, low, high]).round(), ratios)
        stated = stated_columns(adverts)
        untold = (occupations["occupation_code"].to_numpy() == "") & ~unusable
        warnings = _with_warning(warnings, untold, NO_OCCUPATION)
        dates = np.where(unusable, "", np.array(date_doubts(adverts["posted"]), dtype=object))
        warnings = _joined(warnings, dates)
        return Answers(
            adverts,
            pay,
            low,
            high,
            quantiles,
            category,
            probability,
            occupations,
            stated,
            masks,
            warnings,
            sure,
            np.full(n, self.identity(), dtype=object),
        )

    def identity(self) -> str:
        """Name and version of a model that was loaded: ``uk-adverts 2026-11-25 1a2b3c4d``.

        The version is the day of its training and the first digits of the checksum of its arrays.
        """
        if not self.name:
            return "unsaved model"
        digest = str(self.metadata.get("files", {}).get("model.safetensors", ""))[:8]
        day = re.match(r"\d{4}-\d\d-\d\d", str(self.metadata.get("trained", "")))
        # A name that begins like a formula would be one in a spreadsheet.
        name = re.sub(r"[^\w.-]+", "_", self.name).lstrip("-")
        return " ".join(filter(None, (name, day and day[0], digest)))

    def encode(self, adverts: Adverts) -> Encoded:
        """Adverts as the salary regressor and the category classifier read them."""
        return self._with_base(encode(self.vectorizer_, adverts), adverts)

    def _pay(
        self, adverts: Adverts, encoded: Encoded, level: float, shares: Sequence[float]
    ) -> PayEstimates | None:
        """Pay by this model, or by its base where that knew all that there was to learn."""
        if self.salary_ is not None:
            return self.salary_.predict_encoded(encoded, level, shares)
        if self.pay_of_base_ and self.base_ is not None and self.base_.salary_ is not None:
            return self.base_.salary_.predict_encoded(self._as_base_reads(adverts), level, shares)
        return None

    def _known_to_base(self, adverts: Adverts) -> NDArray[np.bool_]:
        """Whether the base was trained on each advert; False where it does not remember."""
        if self.base_ is None or self.base_.known_ is None:
            return np.zeros(len(adverts), dtype=bool)
        return self.base_.known_.contains(adverts)

    def _doubts(self, adverts: Adverts, encoded: Encoded) -> NDArray[np.object_]:
        """What makes the estimates of these adverts doubtful, "" where nothing does."""
        _, last = self.vectorizer_.columns(["title", "description"])
        known = np.diff(encoded.X[:, :last].indptr) > 0
        guess = "no word of this advert is known to the model: a mere guess"
        result = np.full(len(adverts), guess, dtype=object)
        result[known] = doubts(Adverts(adverts[known]))
        members = [model.salary_ for model in (self, self.base_) if model is not None]
        far = [part.far_from_training(encoded.months) for part in members if part is not None]
        return _with_warning(result, np.all(far, axis=0), TIME_UNKNOWN) if far else result

    def log_pay(self, encoded: Encoded) -> NDArray[np.float64]:
        """Logarithm of the estimates, £ a year, shape (n_adverts,); NaN without an answer."""
        if self.salary_ is not None:
            return np.log(self.salary_.predict_encoded(encoded).pay)
        if self.pay_of_base_ and encoded.base_log_pay is not None:
            return encoded.base_log_pay
        return np.full(len(encoded), np.nan)

    def category_proba(self, encoded: Encoded) -> NDArray[np.float64]:
        """Probability of each of ``category_.classes_``, shape (n_adverts, n_classes)."""
        if self.category_ is None:
            raise ValueError("the model was trained without categories")
        return self.category_.predict_proba(self._category_columns(encoded))

    def score(self, frame: pd.DataFrame, y: ArrayLike | None = None) -> float:
        """R² of the logarithm of the pay of adverts whose pay is known.

        Parameters
        ----------
        frame : DataFrame of n adverts
        y : array-like of shape (n,), optional
            £ a year, NaN where unknown; default: the columns of ``frame`` that give it.

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
        return float(r2_score(np.log(true[known]), np.log(found[known])))

    def __sklearn_is_fitted__(self) -> bool:
        """Whether there is anything to predict with."""
        return hasattr(self, "vectorizer_")

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Parameters of the constructor."""
        names = ("n_folds", "n_networks", "compact", "n_jobs", "random_state")
        return {name: getattr(self, name) for name in names}

    def _with_base(self, encoded: Encoded, adverts: Adverts) -> Encoded:
        """Append the base model's estimates to the features, and learn pay relative to them."""
        if self.base_ is None:
            return encoded
        other = self._as_base_reads(adverts)
        signals = []
        if self.base_.salary_ is not None:
            found = self.base_.salary_.predict_encoded(other)
            log_pay = np.log(found.pay)
            relative = log_pay - other.log_earnings() - _USUAL_LOG_PAY
            down, up = log_pay - np.log(found.low), np.log(found.high) - log_pay
            columns = (relative, *np.maximum([down, up], _LEAST_SPREAD))
            says = {
                name: column.astype(np.float32)
                for name, column in zip(BASE_COLUMNS, columns, strict=True)
            }
            facts = encoded.facts.assign(**says)
            encoded = replace(encoded, facts=facts, base_log_pay=log_pay)
            signals.append(_PAY_WEIGHT * relative[:, None])
        if self.base_.category_ is not None:
            signals.append(_PROBA_WEIGHT * np.log(self.base_.category_proba(other).clip(1e-4)))
        dense = np.column_stack(signals).astype(np.float32)
        return replace(encoded, X=sparse.hstack([encoded.X, dense], format="csr"))

    def _as_base_reads(self, adverts: Adverts) -> Encoded:
        """Features of the base; a category is the other source's idea of it, so it has none."""
        if self.base_ is None:
            raise ValueError("the model was trained without a base")
        return self.base_.encode(Adverts(adverts.assign(category="")))

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; of a compact model in 8 bits."""
        salary, category = self.salary_, self.category_
        if self.compact:
            salary = salary and salary.quantized()
            category = category and category.quantized()
        parts: dict[str, Any] = {"salary": salary, "range": self.range_, "category": category}
        parts |= {"cohorts": self.cohorts_, "base": self.base_}
        if self.known_ is not None:
            parts["known"] = self.known_
        of_base = {}
        if self.base_ is not None:
            of_base = {"pay_of_base": self.pay_of_base_, "category_of_base": self.category_of_base_}
        return {
            **of_base,
            "parameters": self.get_params(),
            "vectorizer": self.vectorizer_.to_state(),
            **{name: None if part is None else part.to_state() for name, part in parts.items()},
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        given = state.part("parameters")
        result = cls(
            n_folds=given.whole("n_folds"),
            n_networks=given.whole("n_networks"),
            compact=given.flag("compact"),
            n_jobs=given.whole("n_jobs", least=-(2**15)),
            random_state=given.optional("random_state", given.whole),
        )
        result.vectorizer_ = vectorizer = AdvertVectorizer.from_state(state.part("vectorizer"))
        parts = {
            name: state.optional(name, state.part)
            for name in ("salary", "range", "category", "cohorts", "base", "known")
        }
        if (part := parts["salary"]) is not None:
            result.salary_ = SalaryRegressor.from_state(part, vectorizer)
        if (part := parts["range"]) is not None:
            result.range_ = RangeRegressor.from_state(part)
        if (part := parts["category"]) is not None:
            result.category_ = CategoryClassifier.from_state(part)
        if (part := parts["cohorts"]) is not None:
            result.cohorts_ = CohortTable.from_state(part)
        if (part := parts["known"]) is not None:
            result.known_ = KnownAdverts.from_state(part)
        if (part := parts["base"]) is not None:
            result.base_ = cls.from_state(part)
            for name in ("pay_of_base", "category_of_base"):
                if state.optional(name, state.flag) is not None:
                    setattr(result, f"{name}_", state.flag(name))
        result._check_widths(state)
        return result

    def _check_widths(self, state: State) -> None:
        """Raise InputError where a part expects other features than there will be."""
        below = self.base_
        n_signals = 0
        if below is not None:
            n_signals = int(below.salary_ is not None)
            n_signals += 0 if below.category_ is None else len(below.category_.classes_)
        _, n_columns = self.vectorizer_.columns(self.vectorizer_.blocks_)
        _, n_texts = self.vectorizer_.columns(TEXT_BLOCKS)
        widths = {}
        if self.salary_ is not None:
            own = self.salary_.networks_[0].n_features_in_
            widths["salary"] = (own, n_columns + n_signals + len(self.salary_.era_.knots_))
        if self.range_ is not None:
            widths["range"] = (self.range_.n_features_in_, n_columns + n_signals)
        if self.category_ is not None:
            n_of_base = n_signals if self.category_of_base_ else 0
            widths["category"] = (self.category_.n_features_in_, n_texts + n_of_base)
        for name, (width, expected) in widths.items():
            if width != expected:
                raise state.refuse(f"{name} has {width} features, expected {expected}")
        if self.pay_of_base_ and (below is None or below.salary_ is None):
            raise state.refuse("pay is to come from a base that has none")
        if self.salary_ is None and self.category_ is None and not self.pay_of_base_:
            raise state.refuse("there is neither salary nor category")

    def _learn_pay(
        self,
        adverts: Adverts,
        encoded: Encoded,
        pay: NDArray[Any],
        learned: NDArray[np.bool_],
    ) -> None:
        """Fit the salary regressor on adverts that a base, if there is one, does not know.

        What a base says of adverts that it knows is better than what it says of others, so these
        cannot show how to correct it. It has learned from them already.
        """
        paid = np.flatnonzero(np.isfinite(pay) & ~learned)
        base_pays = self.base_ is not None and self.base_.salary_ is not None
        self.pay_of_base_ = base_pays and len(paid) < LEAST_ADVERTS <= int(np.isfinite(pay).sum())
        if len(paid) < LEAST_ADVERTS:
            return
        n_known = int((np.isfinite(pay) & learned).sum())
        self.salary_ = self._fit_salary(
            Adverts(adverts.iloc[paid]), encoded.take(paid), pay[paid], n_known
        )
        category = adverts["category"].to_numpy(dtype=object)
        self.coverage_ = coverage_table(self.salary_.validation_, category[paid])

    def _fit_salary(
        self, adverts: Adverts, encoded: Encoded, pay: NDArray[Any], n_known: int
    ) -> SalaryRegressor:
        parents = np.arange(len(adverts))
        if len(adverts) > FEW:
            copies, rows = shortened(adverts, self.seed_)
            if len(rows):
                encoded = encoded.append(self.encode(copies))
                parents, pay = np.concatenate([parents, rows]), np.concatenate([pay, pay[rows]])
        return SalaryRegressor(
            vectorizer=self.vectorizer_,
            n_folds=self.n_folds,
            n_networks=self.n_networks,
            n_final=min(_COMPACT_NETWORKS, 2 * self.n_networks) if self.compact else None,
            hidden_layer_sizes=(160, 64) if self.compact else (192, 64),
            min_cell=10 if self.compact else 1,
            n_jobs=self.n_jobs,
            random_state=self.seed_,
        ).fit_encoded(encoded, pay, parents, n_known)

    def _fit_category(self, encoded: Encoded, category: NDArray[Any]) -> None:
        blocks = self.vectorizer_.blocks_
        hidden = {"company": 0.4, "location": 0.1, "description": 0.2}
        # More would cost time that the estimate of pay needs.
        self.category_ = CategoryClassifier(
            n_folds=min(self.n_folds, 3),
            n_networks=min(self.n_networks, 2),
            hidden_layer_sizes=(64,) if self.compact else (128,),
            column_groups=[(*blocks[name], p) for name, p in hidden.items() if name in blocks],
            binary_columns=[
                blocks[n] for n in TEXT_BLOCKS if n in blocks and n not in VALUE_BLOCKS
            ],
            n_jobs=self.n_jobs,
            random_state=self.seed_,
        ).fit(self._category_columns(encoded), category, encoded.employers())

    def _category_columns(self, encoded: Encoded) -> Any:
        """The features that say what the advert is, without what a table adds."""
        _, last = self.vectorizer_.columns(TEXT_BLOCKS)
        _, end = self.vectorizer_.columns(self.vectorizer_.blocks_)
        if end == encoded.X.shape[1] or not self.category_of_base_:
            return encoded.X[:, :last]
        return sparse.hstack([encoded.X[:, :last], encoded.X[:, end:]], format="csr")


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


def _joined(warnings: NDArray[np.object_], further: NDArray[np.object_]) -> NDArray[np.object_]:
    """Warnings of all rows, each with a further one or "" behind."""
    rows = np.flatnonzero(further != "")
    result = warnings.copy()
    result[rows] = ["; ".join(filter(None, (warnings[row], further[row]))) for row in rows]
    return result


def _with_warning(
    warnings: NDArray[np.object_], rows: NDArray[np.bool_], warning: str
) -> NDArray[np.object_]:
    """Warnings of all rows, with a further one for some."""
    return np.where(
        rows, [f"{text}; {warning}" if text else warning for text in warnings], warnings
    )
