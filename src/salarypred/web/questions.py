"""One question about an advert, and its answer."""

from collections.abc import Iterator, Mapping, Sequence
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
from ..model.threads import one_thread
from .shown.curve import SHARES


@dataclass(frozen=True)
class Question:
    """One advert, and what is asked about it."""

    advert: Mapping[str, str]
    level: float = 0.8
    as_of: str = ""
    curve: bool = False


@dataclass(frozen=True)
class Together:
    """Adverts that were answered in one call."""

    rows: pd.DataFrame  # as they were sent
    adverts: Adverts  # as the model reads them
    found: Answers  # quantiles of the details come first, then those of the curve


@dataclass(frozen=True)
class Answer:
    """The predicted row with its details, and what the page needs of it.

    Rows are cut out of what was answered together where they are asked for: most requests want no
    more than `row`.
    """

    row: dict[str, Any]
    together: Together
    place: int  # of the advert among them
    cohorts: list[Cohort]  # of an advert with a curve

    @property
    def rows(self) -> pd.DataFrame:
        """The advert as it was sent."""
        return self.together.rows.iloc[[self.place]]

    @property
    def adverts(self) -> Adverts:
        """The advert as the model reads it."""
        return Adverts(self.together.adverts.iloc[[self.place]])

    @property
    def found(self) -> Answers:
        """What the model says of the advert."""
        return self.together.found.row(self.place)

    @property
    def curve_quantiles(self) -> list[float]:
        """£ a year at :data:`~salarypred.web.shown.curve.SHARES`; none without a curve."""
        quantiles = self.together.found.quantiles[self.place]
        return quantiles[len(DETAIL_SHARES) :].round().tolist()


#: What an advert costs beside its text, in characters.
_BASE_SIZE = 1_000


def question_size(question: Question) -> float:
    """How much work a question is, in characters of its advert."""
    return float(_BASE_SIZE + sum(map(len, question.advert.values())))


def answer_questions(model: AdvertModel, questions: Sequence[Question]) -> list[Answer]:
    """Answer all questions, with one call of the model for each level."""
    answers: dict[int, Answer] = {}
    for level in {question.level for question in questions}:
        places = [i for i, question in enumerate(questions) if question.level == level]
        some = _answer_together(model, [questions[i] for i in places], level)
        answers.update(zip(places, some, strict=True))
    return [answers[i] for i in range(len(questions))]


def _answer_together(
    model: AdvertModel, questions: Sequence[Question], level: float
) -> Iterator[Answer]:
    """Answers to questions of one level."""
    rows = [{**q.advert, "posted": q.as_of or q.advert.get("posted", "")} for q in questions]
    columns = {name: [row.get(name, "") for row in rows] for name in CANONICAL}
    frame = pd.DataFrame(columns, dtype="str")
    drawn = [n for n, question in enumerate(questions) if question.curve]
    adverts = to_adverts(frame)
    shares = (*DETAIL_SHARES, *(SHARES if drawn else ()))
    with one_thread():
        found = model.predict_adverts(adverts, level=level, shares=shares)
    asked = np.array([bool(question.as_of) for question in questions])
    predicted = answer_table(frame, found, details=True, asked=asked)
    cohorts: dict[int, list[Cohort]] = {}
    if drawn and model.cohorts_ is not None:
        cohorts = dict(zip(drawn, model.cohorts_.lookup(Adverts(adverts.iloc[drawn])), strict=True))
    together = Together(frame, adverts, found)
    values = [predicted[name].tolist() for name in predicted.columns]
    for n, row in enumerate(zip(*values, strict=True)):
        plain = {
            str(name): None if value != value else value
            for name, value in zip(predicted.columns, row, strict=True)
        }
        yield Answer(plain, together, n, list(cohorts.get(n, [])))
