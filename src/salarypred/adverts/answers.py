"""Columns that prediction adds, and their order."""

from collections.abc import Sequence

#: Columns that prediction adds, in this order.
PREDICTED = (
    "predicted_salary",
    "salary_low",
    "salary_high",
    "predicted_category",
    "category_probability",
    "stated_salary_min",
    "stated_salary_max",
    "masks",
    "warnings",
)


#: Columns that ``details`` adds: 10, 25, 50, 75 and 90 of 100 such adverts pay less than this, £ a
#: year, and how sure the model is (see :func:`~salarypred.estimators.confidence.confidence`).
DETAILS = ("salary_p10", "salary_p25", "salary_p50", "salary_p75", "salary_p90", "confidence")


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
