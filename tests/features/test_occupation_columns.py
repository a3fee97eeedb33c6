import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.errors import InputError
from salarypred.features.occupation_columns import PAY_COLUMNS, OccupationEncoder, no_occupations
from salarypred.features.vectorizer import clean_adverts
from salarypred.state import State, split_state

TITLES = ["Chef de partie", "Airline captain", "Care assistant", ""]


def columns(titles: list[str], posted: str = "2026-04") -> pd.DataFrame:
    table = pd.DataFrame({"title": titles, "description": "A job.", "posted": posted})
    encoder = OccupationEncoder().fit(table)
    found = encoder.transform(clean_adverts(to_adverts(table)))
    names = encoder.get_feature_names_out()
    return pd.DataFrame(found.toarray(), columns=names)


def test_level_follows_official_pay() -> None:
    found = columns(TITLES)
    assert found["level"][1] > found["level"][0] > found["level"][2] - 1
    assert found["level"][1] > 0.5 and found["level"][2] < 0
    assert (found.loc[3] == 0).all()  # no title, no occupation


def test_probabilities_of_a_group_are_those_of_its_units() -> None:
    found = columns(TITLES[:3])
    units = found[[name for name in found if len(str(name)) == 4 and str(name).isdecimal()]]
    of_54 = units[[name for name in units if str(name).startswith("54")]].sum(axis=1)
    np.testing.assert_allclose(found["54"], of_54, atol=1e-6)
    assert (units > 0).sum(axis=1).max() <= 4


def test_a_named_band_gives_its_scale_in_money_of_the_month() -> None:
    found = columns(["Staff nurse band 5", "Staff nurse band 6", "Staff nurse"])
    assert found["scale_known"].tolist() == [1, 1, 0]
    assert found["scale"][0] < found["scale"][1]
    assert found["scale"][2] == 0


def test_years_after_qualification() -> None:
    found = columns(["Solicitor 1 year PQE", "Solicitor 8 years PQE", "Solicitor"])
    assert found["pqe_known"].tolist() == [1, 1, 0]
    assert found["pqe"][0] < 0 < found["pqe"][1]


def test_best_code_and_pay_are_read_from_the_columns() -> None:
    table = pd.DataFrame({"title": ["Chef de partie", ""], "description": "A job."})
    encoder = OccupationEncoder().fit(table)
    found = encoder.read(encoder.transform(clean_adverts(to_adverts(table))))
    assert found.best.tolist() == ["5434", ""]
    assert found.pay.shape == (2, len(PAY_COLUMNS))
    nothing = no_occupations(2)
    assert nothing.best.tolist() == ["", ""] and not nothing.pay.any()


def test_another_classifier_is_refused() -> None:
    arrays, values = split_state(OccupationEncoder().fit(pd.DataFrame()).to_state())
    again = OccupationEncoder.from_state(State("models/mine", values, arrays))
    assert again.n_best == 4
    with pytest.raises(InputError, match="another occupation classifier"):
        OccupationEncoder.from_state(
            State("models/mine", {**values, "classifier": "0" * 64}, arrays)
        )


def test_a_large_table_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"title": [*TITLES, "Staff nurse", "Head of IT", "Chef"]})
    cleaned = clean_adverts(to_adverts(table))
    encoder = OccupationEncoder().fit(cleaned)
    whole = encoder.transform(cleaned)
    best = encoder.read(whole).best
    monkeypatch.setattr("salarypred.features.occupation_columns._ROWS", 3)
    parts = encoder.transform(cleaned)
    np.testing.assert_allclose(parts.toarray(), whole.toarray(), rtol=1e-6)
    assert encoder.read(parts).best.tolist() == best.tolist()
    assert encoder.transform(cleaned.iloc[:0]).shape == (0, whole.shape[1])
    assert len(encoder.read(parts[:0]).best) == 0
