"""Estimates written in the place of masks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.masks import MASK, find_masks
from salarypred.files.documents import decode, parse_document
from salarypred.masks.estimate import Estimate
from salarypred.masks.fill import fill, fill_document, marks


@given(st.text(alphabet="*]est. £k0a\n\r", max_size=60), st.integers(0, 2**16))
def test_filled_and_back_is_the_original(text: str, choice: int) -> None:
    starts = find_masks(text)
    masks = [
        Estimate("description", start, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
        for number, start in enumerate(starts)
        if choice >> number & 1
    ]
    filled = fill(text, masks)
    back, n_marks = re.subn(r"\[est\. [^\]]*\]", MASK, filled)
    assert back == text
    assert n_marks == len(masks)


def test_a_place_without_a_mask_is_refused() -> None:
    wrong = Estimate("description", 1, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
    with pytest.raises(ValueError, match="no mask at 1"):
        fill("£ ****", [wrong])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_document_keeps_every_other_byte(encoding: str, line_end: str) -> None:
    lines = ["Title: Café ****k", "Company: **** Ltd", "Description: Pay £****", "Tel ****", ""]
    data = line_end.join(lines).encode(encoding)
    advert = parse_document(decode(data))
    masks = [
        Estimate("title", advert["title"].index(MASK), "pay", "year", 0.9, 3e4, 2e4, 4e4),
        Estimate("description", 5, "pay", "year", 0.9, 3e4, 2e4, 4e4),
        Estimate("description", 14, "contact", "", 0.9, None, None, None),
    ]
    filled = fill_document(data, advert["title"], advert["description"], masks)
    expected = line_end.join(lines).replace("Café ****", "Café [est. 30]")
    assert filled == expected.replace("£****", "£[est. 30,000]").encode(encoding)


def test_a_wrong_place_in_a_document_is_refused() -> None:
    mask = Estimate("title", 7, "pay", "year", 0.9, 3e4, 2e4, 4e4)
    with pytest.raises(ValueError, match="no mask at 7"):
        fill_document(b"Title: Chef\nDescription: ****\n", "Chef", "****", [mask])


def test_estimates_stand_in_the_place_of_their_masks() -> None:
    text = "Pay **** to ****k, call ****"
    masks = [
        Estimate("description", 4, "pay_min", "year", 0.9, 30_000.0, 2e4, 4e4),
        Estimate("description", 12, "pay_max", "year", 0.9, 35_500.0, 2e4, 4e4),
        Estimate("description", 24, "contact", "", 0.9, None, None, None),
    ]
    for order in (masks, masks[::-1]):
        assert fill(text, order) == "Pay [est. 30,000] to [est. 35.5]k, call ****"
    with pytest.raises(ValueError, match="no mask at 4 of the description"):
        fill(text, [masks[0], masks[0]])


def test_a_title_that_the_description_repeats() -> None:
    data = b"Title: Chef ****\nDescription: Chef **** and Chef ****"
    masks = [
        Estimate("title", 5, "pay", "year", 0.9, 30_000.0, 2e4, 4e4),
        Estimate("description", 19, "pay", "year", 0.9, 40_000.0, 2e4, 5e4),
    ]
    filled = fill_document(data, "Chef ****", "Chef **** and Chef ****", masks)
    expected = b"Title: Chef [est. 30,000]\nDescription: Chef **** and Chef [est. 40,000]"
    assert filled == expected


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders(mark: bytes) -> None:
    codec = "utf-16-le" if mark[:1] == b"\xff" else "utf-16-be"
    data = mark + "Title: Chef\nDescription: ****".encode(codec)
    mask = Estimate("description", 0, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
    filled = fill_document(data, "Chef", "****", [mask])
    assert filled == mark + "Title: Chef\nDescription: [est. 30,000]".encode(codec)


def test_masks_without_a_value_hide_no_later_one() -> None:
    masks = [
        Estimate("description", 5, "contact", "", 0.9, None, None, None),
        Estimate("description", 15, "pay", "year", 0.9, 30_000.0, 2e4, 4e4),
    ]
    assert fill("Call ****. Pay ****", masks) == "Call ****. Pay [est. 30,000]"
    assert [mark.estimate for mark in marks("Call ****. Pay ****", masks)] == masks[1:]


def test_a_description_that_repeats_the_title() -> None:
    data = b"Title: Pay ****\nDescription: Pay ****"
    mask = Estimate("description", 4, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
    filled = fill_document(data, "Pay ****", "Pay ****", [mask])
    assert filled == b"Title: Pay ****\nDescription: Pay [est. 30,000]"


def test_a_text_that_is_not_the_document_s() -> None:
    mask = Estimate("description", 0, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
    with pytest.raises(ValueError, match="no mask at 0 of the description"):
        fill_document(b"Title: Chef\nDescription: **** a year", "Chef", "**** a week", [mask])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_mask_at_the_very_beginning(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    mask = Estimate("title", 0, "pay", "year", 0.9, 30_000.0, 2e4, 4e4)
    filled = fill_document(mark + "****k Chef\nx".encode(encoding), "****k Chef", "x", [mask])
    assert filled == mark + "[est. 30]k Chef\nx".encode(encoding)
