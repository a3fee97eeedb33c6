"""The fitted parts of a model, and the features that all of them read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...adverts.known import KnownAdverts
from ...adverts.table import Adverts
from ...estimators.category import CategoryClassifier
from ...estimators.range_width import RangeRegressor
from ...features.encoded import Encoded, encode
from ...features.vectorizer import TEXT_BLOCKS, AdvertVectorizer
from ..cohorts import CohortTable
from ..salary.regressor import PayEstimates, SalaryRegressor
from ..second_stage.table import BASE_COLUMNS
from ..second_stage.widths import Width

# How much a base model's estimates count beside the other features under the same penalty, and the
# logarithm of the usual pay, £ a year, over average earnings, £ a week.
_PAY_WEIGHT, _PROBA_WEIGHT, _USUAL_LOG_PAY = 3.0, 0.05, 4.15
#: A base's 80% interval counts as going so far down and up at least, in log pay.
_LEAST_SPREAD = 0.03


class ModelParts:
    """What a trained model holds; see :class:`~salarypred.model.advert_model.AdvertModel`."""

    # What a model has not, these stand for.
    salary_: SalaryRegressor | None = None
    range_: RangeRegressor | None = None
    category_: CategoryClassifier | None = None
    base_: "ModelParts | None" = None
    known_: KnownAdverts | None = None
    cohorts_: CohortTable | None = None
    pay_of_base_, category_of_base_, n_known_, n_masked_ = False, True, 0, 0
    coverage_: Sequence[dict[str, Any]] = ()
    pay_notes_: Sequence[str] = ()
    metadata: Mapping[str, Any] = MappingProxyType({})
    name = ""
    vectorizer_: AdvertVectorizer
    seed_: int
    compact: bool
    n_folds: int
    n_networks: int
    range_widths: Sequence[Width] | None
    n_jobs: int

    def __sklearn_is_fitted__(self) -> bool:
        """Whether there is anything to predict with."""
        return hasattr(self, "vectorizer_")

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
        return self.with_base(encode(self.vectorizer_, adverts), adverts)

    def pay_estimates(
        self, adverts: Adverts, encoded: Encoded, level: float, shares: Sequence[float]
    ) -> PayEstimates | None:
        """Pay by this model, or by its base where that knew all that there was to learn."""
        if self.salary_ is not None:
            return self.salary_.predict_encoded(encoded, level, shares)
        if self.pay_of_base_ and self.base_ is not None and self.base_.salary_ is not None:
            return self.base_.salary_.predict_encoded(self.as_base_reads(adverts), level, shares)
        return None

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
        return self.category_.predict_proba(self.category_columns(encoded))

    def known_to_base(self, adverts: Adverts) -> NDArray[np.bool_]:
        """Whether the base was trained on each advert; False where it does not remember."""
        if self.base_ is None or self.base_.known_ is None:
            return np.zeros(len(adverts), dtype=bool)
        return self.base_.known_.contains(adverts)

    def with_base(self, encoded: Encoded, adverts: Adverts) -> Encoded:
        """Append the base model's estimates to the features, and learn pay relative to them."""
        if self.base_ is None:
            return encoded
        other = self.as_base_reads(adverts)
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

    def as_base_reads(self, adverts: Adverts) -> Encoded:
        """Features of the base; a category is the other source's idea of it, so it has none."""
        if self.base_ is None:
            raise ValueError("the model was trained without a base")
        return self.base_.encode(Adverts(adverts.assign(category="")))

    def category_columns(self, encoded: Encoded) -> Any:
        """The features that say what the advert is, without what a table adds."""
        _, last = self.vectorizer_.columns(TEXT_BLOCKS)
        _, end = self.vectorizer_.columns(self.vectorizer_.blocks_)
        if end == encoded.X.shape[1] or not self.category_of_base_:
            return encoded.X[:, :last]
        return sparse.hstack([encoded.X[:, :last], encoded.X[:, end:]], format="csr")
