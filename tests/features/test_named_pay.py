import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.table import to_adverts
from salarypred.features import named_pay as module
from salarypred.features.named_pay import named_pay

PIECES = [
    *(
        "band",
        "AfC",
        "a4c",
        "agenda for",
        "NHS grade",
        "clinical fellow",
        "registrar",
        "any doctor",
    ),
    *("SAS doctor", "salaried", "pqe", "lawyer", "teach", "school", "MPS", "ups", "leadership"),
    *("lead practitioner", "FY1", "fho2", "ct3", "SHO", "core medical", "ST4", "SpR", "post-qual"),
    *("analyst", "1", "ct", "st", "spread", "score", "é", "_", "post qual", "İ"),
]


def named(**columns: list[str]) -> pd.DataFrame:
    return named_pay(to_adverts(pd.DataFrame({"posted": "2026-04", **columns})))


def test_a_band_has_the_ends_of_its_scale() -> None:
    found = named(title=["Nurse band 6 NHS", "Nurse band 7 NHS", "Nurse"])
    assert found["scale_low"][0] < found["scale_high"][0] <= found["scale_low"][1]
    assert found.loc[2].isna().all()


def test_london_pays_more() -> None:
    found = named(title=["Nurse band 6 NHS"] * 2, location=["Leeds", "London"])
    assert found["scale_high"][1] > found["scale_high"][0]


def test_only_the_beginning_of_a_description_names_the_scale() -> None:
    text = "Ward sister, NHS band 7."
    found = named(title=["Nurse"] * 2, description=[text, "We care. " * 100 + text])
    assert found["scale_low"].notna().tolist() == [True, False]


def test_years_after_qualification() -> None:
    assert named(title=["Solicitor 3 years PQE", "Cook"])["pqe"].fillna(-1).tolist() == [3, -1]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=5), st.sampled_from(["", " ", "-", "x"]))
def test_the_quick_look_at_titles_misses_no_hint(pieces: list[str], sign: str) -> None:
    title = sign.join(pieces)
    assert module._is_hinted_title(title) == module._is_hinted(title)
