import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.named.schools import leadership_points, teacher_scales
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
    assert teacher_scales(pd.Series([text])).tolist() == [scale]


def test_leadership_points() -> None:
    texts = pd.Series(
        ["Assistant head, Leadership L5-L9", "School, leadership scale 10", "L5 tower"]
    )
    points = leadership_points(texts)
    assert points.iloc[:2].to_numpy().tolist() == [[5, 9], [10, 10]]
    assert points.iloc[2].isna().all()


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_answered_row_by_row(texts: list[str]) -> None:
    series = pd.Series(texts, dtype=object, index=range(10, 10 + len(texts)))
    assert set(teacher_scales(series)) <= {*RANGES, ""}
    assert leadership_points(series).index.equals(series.index)
