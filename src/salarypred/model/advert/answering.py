"""Answers of a trained model to adverts, with what makes them doubtful."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...adverts.repeats import repeats
from ...adverts.table import Adverts, row_problems
from ...doubts.dates import date_doubts
from ...doubts.reasons import doubts
from ...estimators.distribution.confidence import UNFAMILIAR, confidence
from ...features.encoded import Encoded
from ...masks.output import estimated_masks
from ...occupations.categories import suiting_occupation
from ...occupations.shipped import code_adverts
from ...pay.ranges import USUAL_LOG_RATIO
from ...pay.stated import stated_columns
from ..answers import Answers
from .parts import ModelParts

#: What the warnings say of a title that names no occupation.
NO_OCCUPATION = "the occupation cannot be told"
#: What the warnings say where the law lifts an estimate, and of a time that the training lacks.
AT_MINIMUM = "at the legal minimum for 37.5 hours"
TIME_UNKNOWN = (
    "no advert of the training is within 24 months of this one: pay is carried over by average "
    "earnings"
)


def answer_adverts(
    model: ModelParts, adverts: Adverts, level: float, shares: Sequence[float]
) -> Answers:
    """Answers for adverts, as ``AdvertModel.predict_adverts`` documents them."""
    first, rows = repeats(adverts)
    if len(first) == len(rows):
        return _answers(model, adverts, level, shares)
    answers = _answers(model, Adverts(adverts.iloc[first]), level, shares)
    return answers.of_repeated(adverts, rows)


def _answers(model: ModelParts, adverts: Adverts, level: float, shares: Sequence[float]) -> Answers:
    """Answers for adverts of which each should be another."""
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
        asked = adverts if len(usable) == n else Adverts(adverts.iloc[usable])
        encoded = model.encode(asked)
        warnings[usable] = _doubts(model, asked, encoded)
        found = model.pay_estimates(asked, encoded, level, shares)
        if found is not None:
            pay[usable], low[usable], high[usable] = found.pay, found.low, found.high
            quantiles[usable] = found.quantiles
            ratio[usable] = np.where(found.familiar, found.ratio, found.ratio * UNFAMILIAR)
            at_minimum[usable] = found.at_minimum
        if model.range_ is not None:
            ratios[usable] = model.range_.predict(encoded.X)
        if model.category_ is not None:
            proba = suiting_occupation(
                model.category_proba(encoded),
                model.category_.classes_,
                asked,
                occupations.iloc[usable],
            )
            category[usable] = model.category_.classes_[proba.argmax(axis=1)]
            probability[usable] = proba.max(axis=1)
    sure = confidence(ratio, warnings != "")
    # Said after the confidence is told: the law does not make an estimate doubtful.
    warnings = _with_warning(warnings, at_minimum, AT_MINIMUM)
    ends = np.column_stack([pay, low, high]).round()
    codes = occupations["occupation_code"].tolist()
    masks = estimated_masks(adverts, ends, ratios, codes)
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
        np.full(n, model.identity(), dtype=object),
    )


def _doubts(model: ModelParts, adverts: Adverts, encoded: Encoded) -> NDArray[np.object_]:
    """What makes the estimates of these adverts doubtful, "" where nothing does."""
    _, last = model.vectorizer_.columns(["title", "description"])
    known = np.diff(encoded.X[:, :last].indptr) > 0
    guess = "no word of this advert is known to the model: a mere guess"
    result = np.array(doubts(adverts), dtype=object)
    result[~known] = guess
    members = [part.salary_ for part in (model, model.base_) if part is not None]
    far = [part.far_from_training(encoded.months) for part in members if part is not None]
    return _with_warning(result, np.all(far, axis=0), TIME_UNKNOWN) if far else result


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
