"""What a model says of adverts, and the columns that it becomes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.answers import CONFIDENCE, DETAILS, MONEY_FROM, PREDICTED, QUANTILES
from ..adverts.months import month_name, undated
from ..adverts.table import Adverts
from ..masks.estimate import Estimate
from ..masks.output import masks_column
from ..pay.earnings import months_of_money
from .beside import beside


@dataclass(frozen=True)
class Answers:
    """What a model says of n adverts.

    Attributes
    ----------
    adverts : Adverts of n rows
        What was asked; ``posted`` says in the money of which month.
    pay, low, high : ndarray of shape (n,)
        Estimate and ends of the interval, £ a year; NaN where there is none.
    quantiles : ndarray of shape (n, n_shares)
        Quantiles of the pay that were asked for, £ a year.
    category : ndarray of shape (n,), object
        Most probable category, "" where there is none.
    category_probability : ndarray of shape (n,)
    occupations : DataFrame of n rows
        What :func:`~salarypred.occupations.shipped.code_adverts` says.
    stated : ndarray of shape (n, 2)
        Pay that the text states, from and to, £ a year; NaN where it states none.
    masks : list of n lists of Estimate
        The masks of each text and what they should say.
    warnings : ndarray of shape (n,), object
        Why an answer is missing or means little; "" where nothing is wrong.
    confidence : ndarray of shape (n,), object
        How sure the model is: "high", "medium", "low" or "".
    predicted_by : ndarray of shape (n,), object
        Name and version of the model.
    """

    adverts: Adverts
    pay: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    category: NDArray[np.object_]
    category_probability: NDArray[np.float64]
    occupations: pd.DataFrame
    stated: NDArray[np.float64]
    masks: list[list[Estimate]]
    warnings: NDArray[np.object_]
    confidence: NDArray[np.object_]
    predicted_by: NDArray[np.object_]

    def __len__(self) -> int:
        """Return the number of adverts."""
        return len(self.pay)

    def row(self, number: int) -> "Answers":
        """The answer to one advert."""
        some = slice(number, number + 1)
        return Answers(**{name: part[some] for name, part in vars(self).items()})

    def and_those(self, others: "Answers") -> "Answers":
        """These answers and, behind them, others."""
        ours, theirs = vars(self), vars(others)
        parts = {
            name: np.concatenate([part, theirs[name]])
            for name, part in ours.items()
            if isinstance(part, np.ndarray)
        }
        return Answers(
            adverts=Adverts(pd.concat([self.adverts, others.adverts])),
            occupations=pd.concat([self.occupations, others.occupations]),
            masks=[*self.masks, *others.masks],
            **parts,
        )

    def of_repeated(self, adverts: Adverts, rows: NDArray[np.intp]) -> "Answers":
        """Answers to adverts of which the one at each of these rows was asked."""
        parts = {
            name: part[rows] for name, part in vars(self).items() if isinstance(part, np.ndarray)
        }
        return Answers(
            adverts=adverts,
            occupations=self.occupations.iloc[rows].set_axis(adverts.index),
            masks=[self.masks[row] for row in rows.tolist()],
            **parts,
        )


def answer_table(
    rows: pd.DataFrame,
    answers: Answers,
    *,
    details: bool = False,
    asked: "bool | NDArray[np.bool_]" = False,
) -> pd.DataFrame:
    """Rows of the input with the predicted columns behind them.

    Parameters
    ----------
    rows : DataFrame of n rows
        Adverts under the input's own column names. Its predicted columns are replaced; a column
        ``salary`` is kept.
    answers : Answers of n adverts
    details : bool, default=False
        Add the columns :data:`~salarypred.adverts.answers.DETAILS`. The first quantiles of the
        answers are then those of :data:`~salarypred.adverts.answers.DETAIL_SHARES`.
    asked : bool or ndarray of shape (n,), default=False
        Whether the month of the money was asked for (``as_of``), and is not the advert's own.
    """

    def text(values: object) -> pd.Series:
        return pd.Series(values, index=rows.index, dtype="str")

    answered = ~np.isnan(answers.pay) | (answers.category != "")
    month, chosen = (np.where(answered, part, "") for part in _money(answers.adverts, asked))
    columns = {
        "predicted_salary": answers.pay.round(),
        "salary_low": answers.low.round(),
        "salary_high": answers.high.round(),
        "predicted_category": text(answers.category),
        "category_probability": answers.category_probability.round(4),
        "occupation_code": text(answers.occupations["occupation_code"].to_numpy()),
        "occupation": text(answers.occupations["occupation"].to_numpy()),
        "occupation_probability": answers.occupations["occupation_probability"].to_numpy().round(4),
        "stated_salary_min": answers.stated[:, 0],
        "stated_salary_max": answers.stated[:, 1],
        "masks": text(masks_column(answers.masks)),
        "warnings": text(answers.warnings),
        "money_of": text(month),
        "money_from": text(chosen),
        "predicted_by": text(np.where(answered, answers.predicted_by, "")),
    }
    replaced = (*PREDICTED, *(DETAILS if details else ()))
    kept = rows.drop(columns=[name for name in replaced if name in rows.columns])
    if "salary" not in kept.columns:
        columns = {"salary": answers.pay.round(), **columns}
    if details:
        quantiles = answers.quantiles.round().T[: len(QUANTILES)]
        columns |= dict(zip(QUANTILES, quantiles, strict=True))
        columns[CONFIDENCE] = text(answers.confidence)
        ends = np.column_stack([answers.low, answers.pay, answers.high]).round()
        codes = answers.occupations["occupation_code"]
        columns |= beside(answers.adverts, ends, codes)
    return pd.concat([kept, pd.DataFrame(columns, index=rows.index)], axis=1)


def _money(
    adverts: Adverts, asked: "bool | NDArray[np.bool_]"
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Month (``YYYY-MM``) of each estimate's money, and how it was chosen, see `MONEY_FROM`."""
    months, places = np.unique(months_of_money(adverts["posted"]), return_inverse=True)
    names = np.array([month_name(int(month)) for month in months], dtype=object)[places]
    dated = np.where(undated(adverts["posted"]), MONEY_FROM[2], MONEY_FROM[1])
    return names, np.where(asked, MONEY_FROM[0], dated).astype(object)
