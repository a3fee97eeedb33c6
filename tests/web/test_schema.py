"""What the JSON interface takes."""

import pytest
from pydantic import ValidationError

from salarypred.adverts.answers import DETAILS, PREDICTED
from salarypred.adverts.columns import CANONICAL
from salarypred.web.schema import MOST_TEXT, Advert, Prediction


def test_an_advert_has_the_columns_of_the_command_line() -> None:
    assert set(Advert.model_fields) == set(CANONICAL)
    assert Advert(title="Chef").description == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "Chef"},
        {"title": "x" * (MOST_TEXT + 1)},
        {"company": "x" * 2_001},
        {"posted": "2" * 41},
        {"title": None},
    ],
)
def test_what_is_no_advert_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Advert.model_validate(wrong)


def test_the_longest_text_is_taken() -> None:
    assert len(Advert(description="x" * MOST_TEXT).description) == MOST_TEXT


def test_a_prediction_has_the_columns_of_the_command_line() -> None:
    assert {"salary", *PREDICTED, *DETAILS} <= set(Prediction.model_fields)
