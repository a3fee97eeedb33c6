"""Where masks stand."""

import pytest

from salarypred.adverts.masks import find_masks


@pytest.mark.parametrize(("text", "starts"), [("", []), ("***", []), ("*****", [0])])
def test_find_masks(text: str, starts: list[int]) -> None:
    assert find_masks(text) == starts
