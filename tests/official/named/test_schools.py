import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.named.schools import leadership_points, teacher_scale
from salarypred.official.teachers import RANGES


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Maths teacher, MPS", "main"),
        ("Teacher, MPR/UPR", "main-upper"),
        ("Teacher of English M1-M6", "main"),
        ("Class teacher, M1 to UPS3", "main-upper"),
        ("Primary school, main pay range", "main"),
        ("Teacher, Upper Pay Scale", "upper"),
        ("Unqualified teacher", "unqualified"),
        ("Lead Practitioner, secondary school", "leading practitioner"),
        ("Deputy Headteacher, L12 to L16", "leadership"),
        ("Depot between M1/M6", ""),
        ("UPS driver", ""),
        ("Teacher of music", ""),
    ],
)
def test_teachers_scales(text: str, scale: str) -> None:
    assert teacher_scale(text) == scale


def test_leadership_points() -> None:
    assert leadership_points("Assistant head, Leadership L5-L9") == (5, 9)
    assert leadership_points("School, leadership scale 10") == (10, 10)
    assert leadership_points("School, leadership L12 to 99") is None
    assert leadership_points("L5 tower") is None


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert teacher_scale(text) in {*RANGES, ""}
    assert leadership_points(text) is None or "l" in text.lower()
