"""What the ranges are to hold for, and what an estimate leans on where adverts are few."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .table import OFFICIAL

#: Years between which adverts are of one kind where intervals are calibrated.
_TIMES = (2015.0, 2018.5, 2023.0)
#: Columns of :func:`conditions`.
CONDITIONS = (
    *("pay", "spread", "words", "employer", "title", "title_end", "place", "source"),
    *("category", "category_pay"),
    *(f"time_{number}" for number in range(1, len(_TIMES) + 1)),
    *("unfamiliar", "unfamiliar_scale"),
)
# The model knows an occupation at a time from so many adverts.
_LEAST_FAMILIAR = 10
#: Tells how many: adverts of the occupation at that time or, in a table without occupations, with
#: the same last words of the title.
_FAMILIAR = ("occupation_time_log_count", "title_tail_log_count")
#: How far an estimate goes toward official pay where the training has hardly any advert of the
#: occupation at its time, and where it also has few of any time and none with such a title.
#: Chosen on adverts of times that a training left out (2017, 2018, 2020, 2023 and 2026).
_OFFICIAL_WEIGHT, _OFFICIAL_WEIGHT_OF_FEW, _FEW_OF_OCCUPATION = 0.3, 0.45, 300


def unfamiliar(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the model knows hardly any advert of the rows' occupation at their time."""
    counted = next(name for name in _FAMILIAR if name in table)
    # A little less than the logarithm, which the table holds in single precision.
    return table[counted].to_numpy() < np.log1p(_LEAST_FAMILIAR) - 1e-3


def toward_official(
    center: NDArray[np.float64], table: pd.DataFrame, strange: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Estimates moved toward official pay where the training hardly knows the job at its time.

    Words alone say little of a job that no advert was for ("Airline captain"), and of how pay has
    moved since the adverts that there were. Of jobs whose occupation is uncertain the estimate
    moves less.

    Parameters
    ----------
    center : ndarray of shape (n,)
        Log pay relative to what is usual.
    table : DataFrame of n rows
        What :func:`~salarypred.model.second_stage.table.second_stage_table` gives.
    strange : ndarray of shape (n,)
        The rows that move.
    """
    if "occupation_log_count" not in table:
        return center
    few = table["occupation_log_count"].to_numpy() < np.log(_FEW_OF_OCCUPATION)
    few &= table["title_tail_log_count"].to_numpy() == 0
    weight = np.where(few, _OFFICIAL_WEIGHT_OF_FEW, _OFFICIAL_WEIGHT)
    weight *= table["certainty"].to_numpy(dtype=np.float64) * strange
    return center + weight * (table[OFFICIAL].to_numpy() - center)


def conditions(
    table: pd.DataFrame,
    center: NDArray[np.float64],
    scale: NDArray[np.float64],
    strange: NDArray[np.bool_],
) -> pd.DataFrame:
    """What coverage is to hold for: the pay, how much an advert says, what is known of its like.

    Parameters
    ----------
    table : DataFrame of n rows
        What :func:`~salarypred.model.second_stage.table.second_stage_table` gives.
    center : ndarray of shape (n,)
        Estimate.
    scale : ndarray of shape (n, 2)
        How far pay goes down and up from there.
    strange : ndarray of shape (n,)
        Whether the model knows hardly any advert of the rows' occupation at their time.

    Returns
    -------
    DataFrame of n rows
        The columns `CONDITIONS`, all numbers.
    """
    time = np.searchsorted(_TIMES, table["era"].to_numpy())
    values = {
        "pay": center,
        "spread": np.log(np.maximum(table["network_p90"] - table["network_p10"], 0.02)),
        "words": np.log1p(table["words"]),
        "employer": table["company_log_count"] > 0,
        "title": table["title_log_count"] > 0,
        "title_end": table["title_tail_log_count"] > 0,
        "place": table["location_log_count"] > 0,
        "source": table["source_log_count"] > 0,
        "category": table["category_log_count"] > 0,
        "category_pay": np.where(
            table["category_log_count"] > 0, table["category_mean"] + table["average"], 0.0
        ),
        **{f"time_{number}": time == number for number in range(1, len(_TIMES) + 1)},
        "unfamiliar": strange,
        "unfamiliar_scale": strange * (np.log(scale).mean(axis=1) + 1.2),
    }
    return pd.DataFrame(
        {name: np.asarray(column, dtype=np.float64) for name, column in values.items()}
    )
