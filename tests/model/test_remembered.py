"""Answers from memory are those that the model gives, and only the new is asked."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.masks.estimate import Estimate
from salarypred.model.answers import Answers
from salarypred.model.remembered import RememberedAnswers


def adverts(titles: list[str], **columns: list[str]) -> Adverts:
    ids = [f"{number}" for number in range(len(titles))]
    return to_adverts(pd.DataFrame({"id": ids, "title": titles, **columns}))


class Model:
    """Answers with the length of a title, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, rows: Adverts) -> Answers:
        titles = rows["title"].tolist()
        self.asked += titles
        length = np.array([len(title) for title in titles], dtype=float)
        words = np.array([f"of {title}" for title in titles], dtype=object)
        masks: list[list[Estimate]] = [[] for _ in titles]
        occupations = pd.DataFrame({"occupation_code": words}, index=rows.index)
        return Answers(
            rows,
            length,
            length - 1,
            length + 1,
            length[:, None],
            words,
            length,
            occupations,
            np.column_stack([length, length]),
            masks,
            words,
            words,
            words,
        )


def test_what_came_before_is_not_asked_again() -> None:
    model, remembered = Model(), RememberedAnswers()
    for titles in (["Chef", "Cook", "Chef"], ["Baker", "Chef", "Cook"], ["Cook", "Chef"]):
        rows = adverts(titles)
        found = remembered.answers(rows, model)
        expected = Model()(rows)
        assert found.adverts is rows
        for name, part in vars(expected).items():
            if isinstance(part, np.ndarray):
                np.testing.assert_array_equal(getattr(found, name), part)
        pd.testing.assert_frame_equal(found.occupations, expected.occupations)
        assert len(found.masks) == len(titles)
    assert model.asked == ["Chef", "Cook", "Baker"]


def test_adverts_that_differ_in_any_column_are_asked() -> None:
    model, remembered = Model(), RememberedAnswers()
    remembered.answers(adverts(["Chef"] * 3, location=["Leeds", "York", "Leeds"]), model)
    remembered.answers(adverts(["Chef"], posted=["2013-01"]), model)
    assert model.asked == ["Chef"] * 3


@pytest.mark.parametrize(
    ("title", "text"), [("Chef", "We look for a chef."), ("Chef " * 1_000, "")]
)
def test_texts_and_long_titles_are_not_kept(title: str, text: str) -> None:
    model, remembered = Model(), RememberedAnswers()
    for _ in range(2):
        remembered.answers(adverts([title], description=[text]), model)
    assert model.asked == [title] * 2


def test_memory_is_bounded() -> None:
    model, remembered = Model(), RememberedAnswers(most=5)
    for turn in range(6):
        titles = [f"Job {4 * turn + number}" for number in range(4)]
        assert remembered.answers(adverts(titles), model).category.tolist() == [
            f"of {title}" for title in titles
        ]
    assert len(remembered._places) <= 5 + 4


def test_no_adverts() -> None:
    assert len(RememberedAnswers().answers(adverts([]), Model())) == 0
