"""Jobs outside the UK, and names in the UK that sound like them."""

import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.doubts.reasons import doubts


def warn(title: str, description: str = "", location: str = "") -> str:
    row = {"title": title, "description": description, "location": location}
    return doubts(to_adverts(pd.DataFrame([row])))[0]


@pytest.mark.parametrize(
    ("title", "location", "text", "expected"),
    [
        ("Chef", "Paris, France", "", "Paris"),
        ("Nurse in Qatar", "", "", "Qatar"),
        ("Project Manager", "Dubai, UAE", "", "Dubai"),
        ("Accountant", "New York, NY", "", "New York"),
        ("Developer - Dublin", "", "", "Dublin"),
        ("Analyst", "", "Join us. Salary €55,000 a year.", "euros"),
    ],
)
def test_abroad(title: str, location: str, text: str, expected: str) -> None:
    warning = warn(title, text, location)
    assert expected in warning
    assert "UK" in warning


@pytest.mark.parametrize(
    ("title", "location", "text"),
    [
        ("Sous Chef", "", ""),
        ("Widget Wrangler", "", ""),
        ("French Teacher", "Leeds", "Teach French and German to pupils in our school."),
        ("German speaking Sales Executive", "London", ""),
        ("Export Manager, Middle East", "Hull", ""),
        ("Barista", "Boston, Lincolnshire", ""),
        ("Nurse", "Perth", ""),
        ("Chef de Partie", "Bath", "Our café near the Rue serves tarte tatin."),
        ("Clerk", "", "A $20 million firm pays £21,000 a year."),
        ("Café Manager", "", "You’ll lead a team – “brilliant” people – at our naïve café."),
    ],
)
def test_jobs_in_the_uk(title: str, location: str, text: str) -> None:
    assert warn(title, text, location) == ""
