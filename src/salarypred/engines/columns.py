"""Columns of a prediction before there is one: an engine must know their types beforehand."""

from collections.abc import Iterable

import pyarrow as pa

from ..adverts.answers import CONFIDENCE, output_columns
from ..model.batches import Options

#: Arrow's types of the added columns, by the names of :func:`added_columns`.
ARROW_TYPES = {"str": pa.string(), "float64": pa.float64()}
#: What is asked for where nothing is said.
USUAL = Options()

#: Added columns that hold text; all others hold numbers.
_TEXTS = frozenset(
    (
        "predicted_category",
        "occupation_code",
        "occupation",
        "masks",
        "warnings",
        "money_of",
        "money_from",
        "predicted_by",
        CONFIDENCE,
        "filled_title",
        "filled_description",
        "masked_title",
        "masked_description",
    )
)


def all_columns(columns: Iterable[str], options: Options) -> list[str]:
    """Columns of a prediction for a table with these columns, in order."""
    return output_columns(
        list(columns), filled=options.fill, masked=options.mask, details=options.details
    )


def added_columns(columns: Iterable[str], options: Options) -> dict[str, str]:
    """Columns that a prediction adds to a table with these columns, and their NumPy types.

    Examples
    --------
    >>> list(added_columns(["title"], Options()).items())[:3]
    [('salary', 'float64'), ('predicted_salary', 'float64'), ('salary_low', 'float64')]
    """
    given = list(columns)
    new = output_columns([], filled=options.fill, masked=options.mask, details=options.details)
    return {
        name: "str" if name in _TEXTS else "float64"
        for name in new
        if name != "salary" or name not in given
    }


def kept_columns(columns: Iterable[str], options: Options) -> list[str]:
    """Columns of a table that a prediction keeps, in order; answers of an earlier run are none."""
    given = list(columns)
    added = added_columns(given, options)
    return [name for name in given if name not in added]
