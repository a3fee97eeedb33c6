"""Which words move an estimate: they are taken out, and the model is asked again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from ..adverts.answers import DETAIL_SHARES
from ..adverts.table import Adverts, row_problems, to_adverts
from ..errors import InputError
from ..pay.earnings import in_money_of
from .advert_model import AdvertModel
from .answers import Answers, answer_table
from .cohorts import Cohort
from .occlusion import Driver, Occlusion

#: Most drivers that the command, the page and the JSON interface show where nothing else is said.
MOST_DRIVERS = 8


@dataclass(frozen=True)
class Explanation:
    """An estimate, and why.

    Attributes
    ----------
    prediction : dict
        The row that :meth:`~salarypred.model.advert_model.AdvertModel.predict` gives, with its
        details.
    salary, category : list of Driver
        Strongest first.
    cohorts : list of Cohort
        What comparable adverts paid; empty where there are fewer than 10.
    """

    prediction: dict[str, object]
    salary: list[Driver] = field(default_factory=list)
    category: list[Driver] = field(default_factory=list)
    cohorts: list[Cohort] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, with None for what is missing."""
        return {
            "prediction": {k: None if v != v else v for k, v in self.prediction.items()},
            "salary": [asdict(driver) for driver in self.salary],
            "category": [asdict(driver) for driver in self.category],
            "cohorts": [cohort._asdict() for cohort in self.cohorts],
        }


def explain(
    model: AdvertModel,
    advert: Mapping[str, object],
    *,
    as_of: str | None = None,
    level: float = 0.8,
    most: int = MOST_DRIVERS,
) -> Explanation:
    """Explain the estimate of one advert by occlusion (Zeiler and Fergus 2014, section 4.2).

    A term is something that a person would give as a reason: the occupation, a rank, the place,
    the employer, terms of contract, hours, a qualification, a skill, a benefit. It is taken out
    wherever it stands, and the model is asked again. Because terms act together, the twelve
    strongest are measured a second time where the two strongest others are gone, and what is said
    of them is a mean of both (a short form of a Shapley value, Lundberg and Lee 2017, equation 4).
    What is not beyond its noise is not named, see :class:`~salarypred.model.occlusion.Occlusion`;
    nor is what has a surprising sign (a skill that lowers pay) unless it is three times its noise.

    Parameters
    ----------
    model : AdvertModel
    advert : mapping of column to text
        Names as in :func:`~salarypred.adverts.table.to_adverts`.
    as_of, level
        See :meth:`~salarypred.model.advert_model.AdvertModel.predict`.
    most : int, default=8
        Most drivers of salary, and of category. A smaller number gives the first of them.

    Raises
    ------
    InputError
        If the advert has neither a title nor a description.
    """
    rows = pd.DataFrame([advert])
    adverts = in_money_of(to_adverts(rows), as_of)
    if problem := row_problems(adverts).iloc[0]:
        raise InputError(f"advert: {problem}")
    asked = as_of is not None
    return explain_answer(model, rows, adverts, level=level, most=most, asked=asked)


def explain_answer(
    model: AdvertModel,
    rows: pd.DataFrame,
    adverts: Adverts,
    answers: Answers | None = None,
    *,
    level: float = 0.8,
    most: int = MOST_DRIVERS,
    asked: bool = False,
) -> Explanation:
    """Explain one advert that is read already, and perhaps answered.

    Parameters
    ----------
    model : AdvertModel
    rows : DataFrame of 1 row
        The advert under the input's own column names.
    adverts : Adverts
        The same advert as the model reads it.
    answers : Answers, optional
        What :meth:`~salarypred.model.advert_model.AdvertModel.predict_adverts` says of it, its
        first quantiles those of the details; without it the model is asked.
    level, most
        See :func:`explain`.
    asked : bool, default=False
        Whether the month of the money was asked for, see
        :func:`~salarypred.model.answers.answer_table`.

    Returns
    -------
    Explanation
        Without drivers where the advert has neither a title nor a description.
    """
    if answers is None:
        answers = model.predict_adverts(adverts, level=level, shares=DETAIL_SHARES)
    row = answer_table(rows, answers, details=True, asked=asked).iloc[0].to_dict()
    prediction = {str(name): value for name, value in row.items()}
    if row_problems(adverts).iloc[0]:
        return Explanation(prediction)
    occlusion = Occlusion(model, adverts, answers)
    cohorts = model.cohorts_.lookup(adverts)[0] if model.cohorts_ is not None else []
    return Explanation(
        prediction, occlusion.salary_drivers()[:most], occlusion.category_drivers()[:most], cohorts
    )
