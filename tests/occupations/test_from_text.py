import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.occupations.from_text import wanted, with_text
from salarypred.occupations.shipped import code_adverts
from salarypred.occupations.titles import read_title


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Our client is seeking an experienced bookkeeper for its office.", "bookkeeper"),
        ("We are recruiting two staff nurses.", "two staff nurse"),
        ("Join our team as a barista!", "barista"),
    ],
)
def test_wanted(text: str, main: str) -> None:
    found = wanted(text)
    assert found is not None and " ".join(found.main) == main


def test_texts_that_name_nobody() -> None:
    assert wanted("We are looking for something new. Great pay.") is None
    assert with_text(read_title("Manager"), "") is None


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    wanted(text)


def test_the_text_is_asked_where_the_title_says_nothing() -> None:
    import pandas as pd

    rows = pd.DataFrame(
        {"title": ["Great opportunity", ""], "description": ["We are looking for a plumber."] * 2}
    )
    assert code_adverts(rows)["occupation_code"].tolist() == ["5315", "5315"]
