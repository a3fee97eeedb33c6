import numpy as np
import pandas as pd

from salarypred.occupations.classifier import OccupationClassifier
from salarypred.occupations.lists import own_titles
from salarypred.occupations.official import NO_CODE, titles, unit_groups
from salarypred.occupations.training import advert_rows, with_usual_sectors
from salarypred.occupations.training_rows import official_rows, own_rows, vague_rows


def test_lists_name_unit_groups_only() -> None:
    assert len(unit_groups()) == 412
    assert set(titles()["code"]) - {NO_CODE} <= set(unit_groups())
    assert {code for _, _, code in own_titles()} <= set(unit_groups())


def test_every_unit_group_has_titles() -> None:
    assert set(official_rows()["code"]) == set(unit_groups())


def test_shares_of_an_esco_label_add_up() -> None:
    esco = titles().query("list == 'esco'")
    one = esco[esco["title"] == esco["title"].iloc[0]].drop_duplicates("code")
    assert np.isclose(one["weight"].sum(), 1)


def test_rows_of_lists_have_weights() -> None:
    for rows in (official_rows(), own_rows(), vague_rows()):
        assert (rows["weight"] > 0).all() and all(
            isinstance(cell, tuple) for cell in rows["sectors"]
        )


def test_adverts_are_coded_nearer_to_their_sector() -> None:
    first = OccupationClassifier(n_hidden=8, n_epochs=60)
    first.fit(["nurse", "chef", "assistant", "assistant"] * 20, ["n", "c", "n", "c"] * 20)
    adverts = pd.DataFrame(
        {
            "title": ["Nurse"] * 90 + ["Chef"] * 90 + ["Assistant"] * 2,
            "category": ["Nursing Jobs"] * 90 + ["Catering Jobs"] * 91 + ["Nursing Jobs"],
        }
    )
    rows = advert_rows(first, adverts)
    asked = rows[rows["title"] == "assistant"].sort_values("weight")
    best = dict(zip(asked["sectors"], asked["code"], strict=True))
    assert best == {("catering",): "c", ("health",): "n"}


def test_no_adverts() -> None:
    first = OccupationClassifier(n_hidden=4, n_epochs=2).fit(["a b", "c d"], ["1", "2"])
    assert advert_rows(first, pd.DataFrame({"title": ["", None]})).empty


def test_usual_sets_of_sectors_are_added() -> None:
    adverts = pd.DataFrame({"title": ["x"] * 1_500, "category": ["Construction Property"] * 1_500})
    lists = pd.DataFrame({"title": ["site manager"], "sectors": [("construction",)]})
    assert with_usual_sectors(lists, adverts)["sectors"].tolist() == [
        ("construction",),
        ("construction", "property"),
    ]
