import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.files.documents import decode, parse_document, unreadable


def test_fields_stand_as_they_do_in_the_file():
    text = "Title:  Chef **** \nWebindex: 7\nCompany:  ACME \nDescription:  Pay:   ****\n\nYes \n"
    advert = parse_document(text)
    assert advert == {
        "id": "7",
        "title": " Chef **** ",
        "company": "ACME",
        "description": " Pay:   ****\n\nYes ",
        "problem": "",
    }
    for field, label in (("title", "Title: "), ("description", "Description: ")):
        start = text.index(label) + len(label)
        assert text[start:].startswith(advert[field])


def test_missing_fields_are_empty():
    assert parse_document("Title: Chef") == {
        "id": "", "title": "Chef", "company": "", "description": "", "problem": "",
    }  # fmt: skip
    assert parse_document("description:Cook.")["description"] == "Cook."


def test_other_columns_count_only_before_the_description():
    advert = parse_document(
        "TITLE: Chef\n\nlocation: Leeds\nContract Time: permanent\nSalary: £20k\n"
        "Description: Cook.\nCompany: not a field\nLocation: Hull"
    )
    assert advert["location"] == "Leeds"
    assert advert["contract_time"] == "permanent"
    assert advert["salary"] == "£20k"
    assert advert["company"] == ""
    assert advert["description"] == "Cook.\nCompany: not a field\nLocation: Hull"


def test_first_of_a_repeated_field_wins_and_is_told():
    advert = parse_document("Title: Chef\nTitle: Cook\nWebindex: 1\nWebindex: 2\nDescription: x")
    assert (advert["title"], advert["id"], advert["description"]) == ("Chef", "1", "x")
    assert advert["problem"] == (
        "a second Title; the first one is used; a second Webindex; the first one is used"
    )


def test_description_without_its_label():
    advert = parse_document("Title: Chef\nWebindex: 7\n\nWe cook.\nLocation: Leeds\n")
    assert advert["description"] == "We cook.\nLocation: Leeds"
    assert advert["problem"] == ""


def test_line_that_is_no_field_loses_no_text_and_is_told():
    advert = parse_document("Title: Chef\nand cook\nDescription: We cook.")
    assert advert["description"] == "and cook\nDescription: We cook."
    assert advert["problem"].startswith("line 2: no field")


def test_pasted_advert():
    advert = parse_document("\n  Care assistant \n\nLocation: Leeds\nDescription: kind people.\n")
    assert advert["title"] == "Care assistant"
    assert advert["description"] == "Location: Leeds\nDescription: kind people."


@pytest.mark.parametrize("text", ["Care assistant", "Nurse, Leeds\n", "\n Chef: 20 hours  \n\n"])
def test_one_line_is_a_title(text):
    advert = parse_document(text)
    assert (advert["title"], advert["description"]) == (text.strip(), "")
    assert advert["problem"] == ""


@pytest.mark.parametrize("text", ["word " * 30, "word " * 30 + "\nmore text"])
def test_pasted_advert_without_a_title(text):
    advert = parse_document(text)
    assert (advert["title"], advert["description"]) == ("", text)


def test_empty_document():
    assert parse_document(" \n\t")["problem"] == "the document is empty"


@pytest.mark.parametrize(
    "data",
    [
        "Title: Café – £20k\nDescription: “ok”".encode(),
        "Title: Café – £20k\r\nDescription: “ok”".encode("utf-8-sig"),
        "Title: Café – £20k\r\nDescription: “ok”".encode("cp1252"),
        "Title: Café – £20k\r\nDescription: “ok”".encode("utf-16"),
        b"\xfe\xff" + "Title: Café – £20k\rDescription: “ok”".encode("utf-16-be"),
        "Title: Café – £20k\rDescription: ".encode() + "“ok”".encode("cp1252"),
    ],
)
def test_encodings_and_line_ends(data):
    assert decode(data) == "Title: Café – £20k\nDescription: “ok”"


def test_bytes_that_windows_does_not_know():
    assert decode(b"a\x81b\x9d") == "a\x81b\x9d"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"%PDF-1.4 x", "this is a PDF file"),
        (b"PK\x03\x04rest", "this is a zip or Office file"),
        (bytes(range(256)) * 4, "this is a binary file"),
        (b"Title: x", ""),
        ("Title: x".encode("utf-16"), ""),
        (b"Title: one \x00 is no harm", ""),
    ],
)
def test_what_is_no_text(data, problem):
    assert unreadable(data) == problem


@given(st.binary())
def test_any_bytes_can_be_read(data):
    unreadable(data)
    advert = parse_document(decode(data))
    assert all(isinstance(value, str) for value in advert.values())


@given(st.text())
def test_no_word_of_a_pasted_text_is_lost(text):
    advert = parse_document("x" + text)
    if not advert["problem"]:
        assert "".join((advert["title"] + advert["description"]).split()) == "".join(
            ("x" + text).split()
        )


line = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))


@given(title=line, company=line, description=st.text(st.characters(exclude_characters="\r")))
def test_what_is_written_is_read(title, company, description):
    text = f"Title: {title}\nWebindex: 12\nCompany: {company}\nDescription: {description}\n"
    advert = parse_document(text)
    assert advert["title"] == title
    assert advert["company"] == company.strip()
    assert advert["description"] == description
    assert advert["id"] == "12"
