"""What lies between two masks."""

import pytest

from salarypred.masks.surroundings.links import LINKS, mask_links


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("****k to ****k", {"range"}),
        ("****  ****", {"wide"}),
        ("**** OTE; ****", {"ote", "ote last"}),
        ("**** basic plus ****", {"basic", "basic first"}),
        ("****.****", {"decimal"}),
    ],
)
def test_links_say_what_is_between(text: str, names: set[str]) -> None:
    first, second = mask_links("", text)
    assert first == ()
    assert names <= set(second) <= set(LINKS)


def test_the_first_mask_of_a_description_is_linked_to_the_title() -> None:
    assert mask_links("Chef ****", "Pay ****")[1] == ("field",)
