"""What comparable adverts paid."""

import pandas as pd
import pytest

from salarypred import load_model
from salarypred.adverts.table import Adverts, to_adverts
from salarypred.model.cohorts import CohortTable
from salarypred.text.titles import is_vague, read_titles


def adverts(title: str, n: int, location: str = "Leeds") -> Adverts:
    texts = [f"Advert {i}" for i in range(n)]
    return to_adverts(pd.DataFrame({"title": title, "description": texts, "location": location}))


def test_quartiles_of_adverts_alike() -> None:
    pay = [float(p) for p in range(20_000, 31_000, 1_000)]
    table = CohortTable().fit(adverts("Sous Chef", 11), pay, [2013.5] * 11)
    cohorts = table.lookup(adverts("Sous Chef (Hull)", 1, ""))[0]
    assert [c.region for c in cohorts] == ["Yorkshire and the Humber", "any"]
    assert cohorts[0][2:8] == (11, 22_500, 25_000, 27_500, 2013, 2013)


def test_fewer_than_ten_adverts_leave_no_trace() -> None:
    both = pd.concat([adverts("Sous Chef", 10), adverts("Quernmaker", 9)], ignore_index=True)
    table = CohortTable().fit(both, [25_000.0] * 19, [2013.5] * 19)
    assert set(table.groups_) == {"chef", "sous chef"}
    assert "quernmaker" not in table.vocabulary_
    assert table.lookup(adverts("Quernmaker", 1)) == [[]]


def test_copies_of_one_advert_count_once() -> None:
    same = pd.concat([adverts("Sous Chef", 1)] * 30, ignore_index=True)
    assert CohortTable().fit(same, [25_000.0] * 30, [2013.5] * 30).groups_ == {}


def test_years_are_kept_apart() -> None:
    many = adverts("Sous Chef", 20, "London")
    pay = [24_000.0] * 10 + [36_000.0] * 10
    table = CohortTable().fit(many, pay, [2013.5] * 10 + [2026.1] * 10)
    found = table.lookup(Adverts(many.iloc[:1]))[0]
    assert {(c.median, c.first_year) for c in found} == {(24_000, 2013), (36_000, 2026)}
    assert found[0].first_year == 2026


def test_pay_is_carried_to_the_month_of_the_advert() -> None:
    table = CohortTable().fit(adverts("Chef", 10), [20_000.0] * 10, [2013.5] * 10)
    then, now = (
        table.lookup(Adverts(adverts("Chef", 1).assign(posted=month)))[0][0]
        for month in ("2013-07", "2026-04")
    )
    assert (then.median, then.month, then.month_median) == (20_000, "2013-07", 20_000)
    assert (now.median, now.month) == (20_000, "2026-04")
    # £462 and £753 a week of average earnings.
    assert now.month_median == pytest.approx(20_000 * 753 / 464, rel=0.03)
    assert now.month_quartile_1 == now.month_quartile_3 == now.month_median


def test_jobs_abroad_and_unknown_pay_are_left_out() -> None:
    table = CohortTable().fit(adverts("Chef", 10, "Dubai"), [9e4] * 10, [2013.5] * 10)
    assert table.lookup(adverts("Chef", 1, "Dubai")) == [[]]
    unknown = CohortTable().fit(adverts("Chef", 10), [float("nan")] * 10, [2013.5] * 10)
    assert unknown.keys_.size == 0


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Snr Software Engineer - London", "senior software engineer"),
        ("Head of Finance (maternity cover)", "head of finance"),
        ("URGENT: Registered Nurse, up to £****", "registered nurse"),
        ("", ""),
    ],
)
def test_title_groups(title: str, group: str) -> None:
    assert " ".join(next(read_titles([title])).words) == group


def test_a_manager_of_anything_is_vague() -> None:
    assert is_vague("senior manager")
    assert not is_vague("finance manager")


def test_a_trained_model_carries_its_cohorts(model_folder: str) -> None:
    table = load_model(model_folder).cohorts_
    assert table is not None
    assert table.counts_.min() >= 10
