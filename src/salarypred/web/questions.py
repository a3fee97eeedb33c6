"""One advert asked, one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..adverts.columns import CANONICAL
from ..adverts.table import to_adverts
from ..model.advert_model import AdvertModel
from ..model.cohorts import Cohort
from .curve import SHARES


@dataclass(frozen=True)
class Question:
    """One advert, and how it is asked about."""

    advert: Mapping[str, str]
    level: float = 0.8
    as_of: str = ""
    curve: bool = False


@dataclass(frozen=True)
class Answer:
    """The predicted row, and for the page the quantiles of its curve and its cohorts."""

    row: dict[str, Any]
    quantiles: list[float] = field(default_factory=list)
    cohorts: list[Cohort] = field(default_factory=list)


def answer_questions(model: AdvertModel, questions: Sequence[Question]) -> list[Answer]:
    """Answer all in as few calls of the model as there are levels."""
    answers: list[Answer | None] = [None] * len(questions)
    for level in {question.level for question in questions}:
        places = [i for i, question in enumerate(questions) if question.level == level]
        rows = [
            {**q.advert, "posted": q.as_of or q.advert.get("posted", "")}
            for q in (questions[i] for i in places)
        ]
        frame = pd.DataFrame(rows, columns=list(CANONICAL), dtype="str").fillna("")
        drawn = any(questions[i].curve for i in places)
        predicted, quantiles = model.predict_quantiles(frame, SHARES if drawn else (), level=level)
        cohorts = model.cohorts_.lookup(to_adverts(frame)) if model.cohorts_ is not None else []
        for n, (i, row) in enumerate(zip(places, predicted.to_dict("records"), strict=True)):
            plain = {str(name): None if value != value else value for name, value in row.items()}
            shown = list(cohorts[n]) if n < len(cohorts) else []
            answers[i] = Answer(plain, quantiles[n].tolist(), shown)
    return [answer for answer in answers if answer is not None]
