"""One question about an advert, and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..adverts.answers import DETAIL_SHARES
from ..adverts.columns import CANONICAL
from ..adverts.table import Adverts, to_adverts
from ..model.advert_model import AdvertModel
from ..model.answers import Answers, answer_table
from ..model.cohorts import Cohort
from .shown.curve import SHARES


@dataclass(frozen=True)
class Question:
    """One advert, and what is asked about it."""

    advert: Mapping[str, str]
    level: float = 0.8
    as_of: str = ""
    curve: bool = False


@dataclass(frozen=True)
class Answer:
    """The predicted row with its details, and what the page needs of it."""

    row: dict[str, Any]
    rows: pd.DataFrame  # the advert as it was sent
    adverts: Adverts  # as the model reads it
    found: Answers  # quantiles of the details come first, then those of the curve
    cohorts: list[Cohort]

    @property
    def curve_quantiles(self) -> list[float]:
        """£ a year at :data:`~salarypred.web.shown.curve.SHARES`; none without a curve."""
        return self.found.quantiles[0, len(DETAIL_SHARES) :].round().tolist()


#: What an advert costs beside its text, in characters.
_BASE_SIZE = 1_000


def question_size(question: Question) -> float:
    """How much work a question is, in characters of its advert."""
    return float(_BASE_SIZE + sum(map(len, question.advert.values())))


def answer_questions(model: AdvertModel, questions: Sequence[Question]) -> list[Answer]:
    """Answer all questions, with one call of the model for each level."""
    answers: list[Answer | None] = [None] * len(questions)
    for level in {question.level for question in questions}:
        places = [i for i, question in enumerate(questions) if question.level == level]
        rows = [
            {**q.advert, "posted": q.as_of or q.advert.get("posted", "")}
            for q in (questions[i] for i in places)
        ]
        frame = pd.DataFrame(rows, columns=list(CANONICAL), dtype="str").fillna("")
        drawn = any(questions[i].curve for i in places)
        adverts = to_adverts(frame)
        shares = (*DETAIL_SHARES, *(SHARES if drawn else ()))
        found = model.predict_adverts(adverts, level=level, shares=shares)
        asked = np.array([bool(questions[i].as_of) for i in places])
        predicted = answer_table(frame, found, details=True, asked=asked)
        cohorts = model.cohorts_.lookup(adverts) if model.cohorts_ is not None else []
        for n, (i, row) in enumerate(zip(places, predicted.to_dict("records"), strict=True)):
            plain = {str(name): None if value != value else value for name, value in row.items()}
            answers[i] = Answer(
                row=plain,
                rows=frame.iloc[[n]],
                adverts=Adverts(adverts.iloc[[n]]),
                found=found.row(n),
                cohorts=list(cohorts[n]) if n < len(cohorts) else [],
            )
    return [answer for answer in answers if answer is not None]
