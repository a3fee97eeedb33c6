import pandas as pd

from salarypred.adverts.categories import merged_categories


def test_another_boards_name_becomes_ours_where_ours_is_known() -> None:
    given = pd.Series(["Legal Jobs", "law jobs", "LAW JOBS", "", "other jobs"])
    assert merged_categories(given).tolist() == ["Legal Jobs"] * 3 + ["", "other jobs"]


def test_a_table_that_knows_only_its_own_names_keeps_them() -> None:
    given = pd.Series(["law jobs", "factory jobs", "law jobs"])
    assert merged_categories(given).tolist() == given.tolist()


def test_of_two_spellings_the_most_frequent_stays() -> None:
    given = pd.Series(["Social work Jobs", "Social Work Jobs", "Social work Jobs"])
    assert set(merged_categories(given)) == {"Social work Jobs"}
