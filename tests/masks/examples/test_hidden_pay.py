"""Visible numbers masked, their meaning being known."""

import json

from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.masks import places
from salarypred.masks.examples.hidden_pay import masked_with_labels


def test_masks_with_known_truth() -> None:
    made = masked_with_labels(
        "Nurse £25,000 - £30,000 a year", "Band 5. Call 0161 496 0000. OTE £45k. 3 years experience"
    )
    roles = [role for _, role, _ in made.masks]
    assert roles[:3] == ["pay_min", "pay_max", "qualification"]
    assert roles[3:] == ["contact", "contact", "ote", "experience"]
    assert [place for place, _, _ in made.masks] == list(places(made.title, made.description))
    assert "£****k" in made.description


@given(st.text(max_size=80), st.text(max_size=80))
def test_masks_of_any_text_lie_where_they_are_said_to_lie(title: str, description: str) -> None:
    title, description = title.replace("*", ""), description.replace("*", "")
    made = masked_with_labels(title, description)
    assert [place for place, _, _ in made.masks] == list(places(made.title, made.description))
    assert json.dumps(made)
