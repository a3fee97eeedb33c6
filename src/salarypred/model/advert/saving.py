"""A model as arrays and values, and back."""

from typing import Any

from ...adverts.known import KnownAdverts
from ...estimators.category import CategoryClassifier
from ...estimators.range_width import RangeRegressor
from ...features.vectorizer import TEXT_BLOCKS, AdvertVectorizer
from ...state import State
from ..cohorts import CohortTable
from ..salary.regressor import SalaryRegressor
from .parts import ModelParts


def parts_state(model: ModelParts) -> dict[str, Any]:
    """Arrays and values of the parts, see :mod:`salarypred.state`; of a compact model in 8 bits.

    The place of the base is left empty.
    """
    salary, category = model.salary_, model.category_
    if model.compact:
        salary = salary and salary.quantized()
        category = category and category.quantized()
    parts: dict[str, Any] = {"salary": salary, "range": model.range_, "category": category}
    parts |= {"cohorts": model.cohorts_, "base": None}
    if model.known_ is not None:
        parts["known"] = model.known_
    of_base = {}
    if model.base_ is not None:
        of_base = {"pay_of_base": model.pay_of_base_, "category_of_base": model.category_of_base_}
    return {
        **of_base,
        "vectorizer": model.vectorizer_.to_state(),
        **{name: None if part is None else part.to_state() for name, part in parts.items()},
    }


def take_parts(model: ModelParts, state: State) -> None:
    """Give a model, which has its base already, the parts that ``parts_state`` gave."""
    model.vectorizer_ = vectorizer = AdvertVectorizer.from_state(state.part("vectorizer"))
    parts = {
        name: state.optional(name, state.part)
        for name in ("salary", "range", "category", "cohorts", "known")
    }
    if (part := parts["salary"]) is not None:
        model.salary_ = SalaryRegressor.from_state(part, vectorizer)
    if (part := parts["range"]) is not None:
        model.range_ = RangeRegressor.from_state(part)
    if (part := parts["category"]) is not None:
        model.category_ = CategoryClassifier.from_state(part)
    if (part := parts["cohorts"]) is not None:
        model.cohorts_ = CohortTable.from_state(part)
    if (part := parts["known"]) is not None:
        model.known_ = KnownAdverts.from_state(part)
    if model.base_ is not None:
        for name in ("pay_of_base", "category_of_base"):
            if state.optional(name, state.flag) is not None:
                setattr(model, f"{name}_", state.flag(name))
    _check_widths(model, state)


def _check_widths(model: ModelParts, state: State) -> None:
    """Raise InputError where a part expects other features than there will be."""
    below = model.base_
    n_signals = 0
    if below is not None:
        n_signals = int(below.salary_ is not None)
        n_signals += 0 if below.category_ is None else len(below.category_.classes_)
    _, n_columns = model.vectorizer_.columns(model.vectorizer_.blocks_)
    _, n_texts = model.vectorizer_.columns(TEXT_BLOCKS)
    widths = {}
    if model.salary_ is not None:
        own = model.salary_.networks_[0].n_features_in_
        widths["salary"] = (own, n_columns + n_signals + len(model.salary_.era_.knots_))
    if model.range_ is not None:
        widths["range"] = (model.range_.n_features_in_, n_columns + n_signals)
    if model.category_ is not None:
        n_of_base = n_signals if model.category_of_base_ else 0
        widths["category"] = (model.category_.n_features_in_, n_texts + n_of_base)
    for name, (width, expected) in widths.items():
        if width != expected:
            raise state.refuse(f"{name} has {width} features, expected {expected}")
    if model.pay_of_base_ and (below is None or below.salary_ is None):
        raise state.refuse("pay is to come from a base that has none")
    if model.salary_ is None and model.category_ is None and not model.pay_of_base_:
        raise state.refuse("there is neither salary nor category")
