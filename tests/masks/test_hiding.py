"""Pay that a text states, hidden."""

from __future__ import annotations

import pytest

from salarypred.masks.hiding import mask_pay


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("£25,000", "£****"),
        ("25-30k a year", "****-****k a year"),
        (
            "£32,306 pa, i.e. 32306 or 32.3k, call 01632 960 001 by 12/10/2020",
            "£**** pa, i.e. **** or ****k, call 01632 960 001 by 12/10/2020",
        ),
        (
            "Salary £32,000\r\n\t(32 000; room 320, 32 days)",
            "Salary £****\r\n\t(****; room 320, 32 days)",
        ),
        ("Band 5, spine points 12 - 18", "Band 5, spine points **** - ****"),
        ("£9.50 per hour, 9.50 start, then £9.50", "£**** per hour, 9.50 start, then £****"),
        ("Salary $90,000", "Salary $****"),
        ("Fitter ?27,000", "Fitter ?****"),
        ("TESTER 35,000 great benefits", "TESTER **** great benefits"),
        ("TESTER 35,000 LONDON", "TESTER **** LONDON"),
        ("A team of 35,000. In over 45,000 Visits", "A team of 35,000. In over 45,000 Visits"),
        (
            "£28,000 incl. London weighting, 120,000 visits",
            "£**** incl. London weighting, 120,000 visits",
        ),
        ("Salary ****  ****, ref 12", "Salary ****  ****, ref 12"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask_pay(text) == masked


def test_mask_of_known_amounts() -> None:
    text = "There are 32,306 reasons, 32.3k of them good; 2020 and 12 are not among them."
    expected = "There are **** reasons, ****k of them good; 2020 and 12 are not among them."
    assert mask_pay(text) == text
    assert mask_pay(text, known=(32_306.0, 2020.0, float("nan"))) == expected
