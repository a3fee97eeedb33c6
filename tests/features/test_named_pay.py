import pandas as pd

from salarypred.adverts.table import to_adverts
from salarypred.features.named_pay import named_pay


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
