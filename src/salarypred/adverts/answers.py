"""Columns that prediction adds, and their order."""

from collections.abc import Sequence

#: Columns that prediction adds, in this order.
PREDICTED = (
    "predicted_salary",
    "salary_low",
    "salary_high",
    "predicted_category",
    "category_probability",
    "occupation_code",
    "occupation",
    "occupation_probability",
    "stated_salary_min",
    "stated_salary_max",
    "masks",
    "warnings",
    "money_of",
    "money_from",
    "predicted_by",
)
#: What `money_from` says: the month was asked for (``as_of``), is that of the advert's date, or is
#: today's because there is no date.
MONEY_FROM = ("as_of", "posted", "today")


#: The estimate in £ an hour: the ends of the interval and what lies between.
HOURLY = ("hourly_low", "hourly_mid", "hourly_high")
#: What the Office for National Statistics says of the occupation, full-time, £ a year in the money
#: of the estimate's month, and the year of the survey.
OFFICIAL = ("official_median", "official_p25", "official_p75", "official_year")
#: Hours a week that the advert states, and the estimate for these hours, £ a year.
OWN_HOURS = ("stated_hours", "salary_for_hours")
#: Pay that the text states, £ a year.
STATED = ("stated_salary_min", "stated_salary_max")
QUANTILES = ("salary_p10", "salary_p25", "salary_p50", "salary_p75", "salary_p90")
CONFIDENCE = "confidence"

#: Columns that ``details`` adds: 10, 25, 50, 75 and 90 of 100 such adverts pay less than this, £ a
#: year; how sure the model is (:func:`~salarypred.estimators.distribution.confidence.confidence`);
#: and what
#: stands beside the estimate (see :func:`~salarypred.model.beside.beside`).
DETAILS = (*QUANTILES, CONFIDENCE, *HOURLY, *OFFICIAL, *OWN_HOURS)


DETAIL_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def output_columns(
    columns: Sequence[str],
    *,
    filled: bool = False,
    masked: bool = False,
    details: bool = False,
) -> list[str]:
    """Columns of a prediction for an input with these columns.

    The input's columns come first. An answer of an earlier run (``warnings`` and so on) is
    replaced; a ``salary`` of the input's own is kept.

    Examples
    --------
    >>> output_columns(["title", "masks"])[:3]
    ['title', 'salary', 'predicted_salary']
    """
    added = (*PREDICTED, *DETAILS) if details else PREDICTED
    kept = [column for column in columns if column not in added]
    own = () if "salary" in kept else ("salary",)
    further = [f"filled_{name}" for name in ("title", "description") if filled]
    further += [f"masked_{name}" for name in ("title", "description") if masked]
    return [*kept, *own, *added, *further]
