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
    most: int = 12,
) -> Explanation:
    """Explain the estimate of one advert by occlusion (Zeiler and Fergus 2014, section 4.2).

    A term is an entity (job, seniority, skill, place ...), a word of the title or description, or
    a whole employer, location or contract. All its occurrences in a field are taken out, and the
    model is asked again. Because terms act together, what one of the twelve strongest does to pay
    is the mean of two changes: when it alone is taken out, and when it goes after the other
    strongest ones, as the first and last term of a Shapley value (Lundberg and Lee 2017,
    equation 4). For the category, and for weaker terms, it is the first of these.

    Parameters
    ----------
    model : AdvertModel
    advert : mapping of column to text
        Names as in :func:`~salarypred.adverts.table.to_adverts`.
    as_of, level
        See :meth:`~salarypred.model.advert_model.AdvertModel.predict`.
    most : int, default=12
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
    return explain_answer(model, rows, adverts, level=level, most=most)


def explain_answer(
    model: AdvertModel,
    rows: pd.DataFrame,
    adverts: Adverts,
    answers: Answers | None = None,
    *,
    level: float = 0.8,
    most: int = 12,
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

    Returns
    -------
    Explanation
        Without drivers where the advert has neither a title nor a description.
    """
    if answers is None:
        answers = model.predict_adverts(adverts, level=level, shares=DETAIL_SHARES)
    row = answer_table(rows, answers, details=True).iloc[0].to_dict()
    prediction = {str(name): value for name, value in row.items()}
    if row_problems(adverts).iloc[0]:
        return Explanation(prediction)
    occlusion = Occlusion(model, adverts, answers)
    cohorts = model.cohorts_.lookup(adverts)[0] if model.cohorts_ is not None else []
    return Explanation(
        prediction, occlusion.salary_drivers()[:most], occlusion.category_drivers()[:most], cohorts
    )
