"""Columns of answers and their order."""

from salarypred.adverts.answers import DETAILS, PREDICTED, output_columns


def test_the_input_s_columns_come_first() -> None:
    assert output_columns(["title", "x"]) == ["title", "x", "salary", *PREDICTED]


def test_a_salary_of_the_input_is_kept_and_earlier_answers_are_replaced() -> None:
    columns = ["salary", "warnings", "title", "confidence"]
    assert output_columns(columns) == ["salary", "title", "confidence", *PREDICTED]
    detailed = ["salary", "title", *PREDICTED, *DETAILS]
    assert output_columns(columns, details=True) == detailed


def test_texts_come_last() -> None:
    further = output_columns([], filled=True, masked=True, details=True)[-4:]
    assert further == [
        "filled_title",
        "filled_description",
        "masked_title",
        "masked_description",
    ]


def test_no_column_twice() -> None:
    found = output_columns([*PREDICTED, *DETAILS], filled=True, masked=True, details=True)
    assert len(set(found)) == len(found)
