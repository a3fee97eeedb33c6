"""The marked advert."""

from salarypred.masks.estimate import Estimate
from salarypred.model.occlusion import Driver
from salarypred.web.shown.highlight import pieces

TEXT = "Senior Chef ****k"
PAY = Estimate("title", 12, "pay", "year", 0.9, 35_000.0, 30_000.0, 40_000.0)


def driver(percent: float, *spans: tuple[int, int], field: str = "title") -> Driver:
    return Driver("x", "skill", {field: list(spans)}, percent, 1_000.0, 0.1)


def test_what_raises_pay_is_up_and_what_lowers_it_is_down() -> None:
    found = pieces(TEXT, "title", [], [driver(12.34, (0, 6)), driver(-5.0, (7, 11))])
    assert [(piece.text, piece.kind, piece.note) for piece in found] == [
        ("Senior", "up", "+12.3%"),
        (" ", "", ""),
        ("Chef", "down", "-5.0%"),
        (" ****k", "", ""),
    ]


def test_masks_are_filled_in() -> None:
    found = pieces(TEXT, "title", [PAY])
    assert [(piece.text, piece.kind, piece.note) for piece in found] == [
        ("Senior Chef ", "", ""),
        ("[est. 35]", "pay", "pay, year"),
        ("k", "", ""),
    ]


def test_masks_without_a_value_and_of_other_fields_stay() -> None:
    contact = Estimate("title", 12, "contact", "", 0.9, None, None, None)
    other = Estimate("description", 12, "pay", "year", 0.9, 35_000.0, 30_000.0, 40_000.0)
    away = driver(3.0, (0, 6), field="description")
    assert [piece.text for piece in pieces(TEXT, "title", [contact, other], [away])] == [TEXT]


def test_of_overlapping_ones_the_first_counts() -> None:
    found = pieces(TEXT, "title", [PAY], [driver(9.0, (0, 11)), driver(-9.0, (7, 13))])
    assert [piece.kind for piece in found] == ["up", "", "pay", ""]
    touching = pieces("ab", "title", [], [driver(9.0, (0, 1)), driver(-9.0, (1, 2))])
    assert [piece.kind for piece in touching] == ["up", "down"]


def test_nothing_is_lost_of_a_text() -> None:
    found = pieces(TEXT, "title", [], [driver(1.0, (7, 11))])
    assert "".join(piece.text for piece in found) == TEXT
    assert pieces("", "title", []) == []
