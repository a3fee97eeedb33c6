"""The parts of a model learn from adverts whose pay or category is known."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...adverts.table import Adverts
from ...estimators.category import CategoryClassifier
from ...estimators.coverage import coverage_table
from ...estimators.weights import Weights, part_of
from ...features.encoded import Encoded
from ...features.short_copies import shortened
from ...features.vectorizer import TEXT_BLOCKS, VALUE_BLOCKS
from ..salary.regressor import FEW, SalaryRegressor
from .parts import ModelParts

#: Networks of a compact model at most: a fourth adds 10 MB.
_COMPACT_NETWORKS = 3
#: Fewest adverts with pay, or with a category, that something can be learned from.
LEAST_ADVERTS = 20


def learn_pay(
    model: ModelParts,
    adverts: Adverts,
    encoded: Encoded,
    pay: NDArray[Any],
    learned: NDArray[np.bool_],
    weight: Weights = None,
) -> None:
    """Fit the salary regressor on adverts that a base, if there is one, does not know.

    What a base says of adverts that it knows is better than what it says of others, so these
    cannot show how to correct it. It has learned from them already.
    """
    paid = np.flatnonzero(np.isfinite(pay) & ~learned)
    base_pays = model.base_ is not None and model.base_.salary_ is not None
    model.pay_of_base_ = base_pays and len(paid) < LEAST_ADVERTS <= int(np.isfinite(pay).sum())
    if len(paid) < LEAST_ADVERTS:
        return
    n_known = int((np.isfinite(pay) & learned).sum())
    model.salary_ = _fit_salary(
        model,
        Adverts(adverts.iloc[paid]),
        encoded.take(paid),
        pay[paid],
        n_known,
        part_of(weight, paid),
    )
    category = adverts["category"].to_numpy(dtype=object)
    model.coverage_ = coverage_table(model.salary_.validation_, category[paid])


def _fit_salary(
    model: ModelParts,
    adverts: Adverts,
    encoded: Encoded,
    pay: NDArray[Any],
    n_known: int,
    weight: Weights,
) -> SalaryRegressor:
    parents = np.arange(len(adverts))
    if len(adverts) > FEW:
        copies, rows = shortened(adverts, model.seed_)
        if len(rows):
            encoded = encoded.append(model.encode(copies))
            parents, pay = np.concatenate([parents, rows]), np.concatenate([pay, pay[rows]])
            weight = None if weight is None else np.concatenate([weight, weight[rows]])
    return SalaryRegressor(
        vectorizer=model.vectorizer_,
        n_folds=model.n_folds,
        n_networks=model.n_networks,
        n_final=min(_COMPACT_NETWORKS, 2 * model.n_networks) if model.compact else None,
        hidden_layer_sizes=(160, 64) if model.compact else (192, 64),
        min_cell=10 if model.compact else 1,
        range_widths=model.range_widths,
        n_jobs=model.n_jobs,
        random_state=model.seed_,
    ).fit_encoded(encoded, pay, parents, n_known, weight)


def learn_category(
    model: ModelParts, encoded: Encoded, category: NDArray[Any], weight: Weights = None
) -> None:
    """Fit the category classifier on adverts with a category."""
    blocks = model.vectorizer_.blocks_
    hidden = {"company": 0.4, "location": 0.1, "description": 0.2}
    # More would cost time that the estimate of pay needs.
    model.category_ = CategoryClassifier(
        n_folds=min(model.n_folds, 3),
        n_networks=min(model.n_networks, 2),
        hidden_layer_sizes=(64,) if model.compact else (128,),
        column_groups=[(*blocks[name], p) for name, p in hidden.items() if name in blocks],
        binary_columns=[blocks[n] for n in TEXT_BLOCKS if n in blocks and n not in VALUE_BLOCKS],
        n_jobs=model.n_jobs,
        random_state=model.seed_,
    ).fit(model.category_columns(encoded), category, encoded.employers(), weight)
