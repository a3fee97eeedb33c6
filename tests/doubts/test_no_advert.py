"""Texts that are no job adverts."""

import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.doubts.reasons import doubts


def warn(title: str, description: str = "", location: str = "") -> str:
    row = {"title": title, "description": description, "location": location}
    return doubts(to_adverts(pd.DataFrame([row])))[0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pancakes", "Whisk the flour, eggs and milk until smooth, rest for half of an hour, then"
         " fry in butter until golden and serve with lemon and sugar."),
        ("xqzj wvkq", "jqxz kvwq zzxq pqvk wjxz"),
        ("12345", "99.20 417"),
        ("Lake", "The moon stood over the black water and nobody sang, for the king was asleep"
         " below the hill and his horses had wandered into the snow."),
    ],
)  # fmt: skip
def test_no_job_advert(title: str, text: str) -> None:
    assert "reads like no job advert" in warn(title, text)
