"""The whole model: which columns come back, for which rows, under which index."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.answers import PREDICTED, output_columns
from salarypred.adverts.table import to_adverts
from salarypred.bundle.folder import package_versions
from salarypred.errors import InputError
from salarypred.model.advert import learning
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model, save_model
from salarypred.model.salary import regressor
from salarypred.sample.generate import generate

ADDED = [
    "salary",
    "predicted_salary",
    "salary_low",
    "salary_high",
    "predicted_category",
    "category_probability",
    "occupation_code",
    "occupation",
    "occupation_probability",
    "stated_salary_min",
    "stated_salary_max",
    "masks",
    "warnings",
    "money_of",
    "money_from",
    "predicted_by",
]
NONE: Any = None  # a missing cell
NUMBERS = ["salary", "predicted_salary", "salary_low", "salary_high", "category_probability"]
small = partial(AdvertModel, n_folds=2, n_networks=1, n_jobs=1)


@pytest.fixture(scope="module")
def new() -> pd.DataFrame:
    """Adverts that the session's model has not seen."""
    return generate(60, seed=77)


# ---- the table


def test_columns_of_the_contract(model: AdvertModel, new: pd.DataFrame) -> None:
    rows = new[["id", "title", "description", "location", "posted"]].assign(extra=range(60))
    answer = model.predict(rows)
    assert list(answer.columns) == [*rows.columns, *ADDED]
    pd.testing.assert_frame_equal(answer[list(rows.columns)], rows)
    assert answer["salary"].tolist() == answer["predicted_salary"].tolist()
    for name in NUMBERS:
        assert answer[name].dtype == np.float64
        assert answer[name].notna().all()
    assert (answer["warnings"] == "").all()


def test_pay_of_the_input_is_kept(model: AdvertModel, new: pd.DataFrame) -> None:
    answer = model.predict(new)
    assert list(answer.columns) == [*new.columns, *ADDED[1:]]
    assert answer["salary"].tolist() == new["salary"].tolist()
    assert answer["predicted_salary"].notna().all()
    without = model.predict(new.drop(columns=["salary", "salary_min", "salary_max"]))
    assert answer["predicted_salary"].tolist() == without["salary"].tolist()


def test_answers_of_an_earlier_run_are_replaced(model: AdvertModel, new: pd.DataFrame) -> None:
    first = model.predict(new)
    old = first.assign(masks="mine", warnings="mine", predicted_salary=1.0, salary_low="x")
    again = model.predict(old)
    assert list(again.columns) == list(first.columns)
    pd.testing.assert_frame_equal(again, first)
    turned = model.predict(old[old.columns[::-1]])
    assert list(turned.columns)[-len(PREDICTED) :] == list(PREDICTED)
    assert turned["masks"].tolist() == first["masks"].tolist()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([], ADDED),
        (["title"], ["title", *ADDED]),
        (["salary", "title"], ["salary", "title", *ADDED[1:]]),
        (["masks", "title", "warnings"], ["title", *ADDED]),
    ],
)
def test_output_columns(columns: list[str], expected: list[str]) -> None:
    assert output_columns(columns) == expected


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([9, 9, 3, 3, 3]),
        pd.Index(list("edcba")),
        pd.date_range("2026-01-01", periods=5),
        pd.MultiIndex.from_product([["x"], range(5)], names=["source", "n"]),
        pd.Index([np.nan] * 5),
    ],
    ids=["duplicated", "text", "dates", "levels", "missing"],
)
def test_index_is_kept(model: AdvertModel, new: pd.DataFrame, index: pd.Index) -> None:
    rows = new.head(5).assign(title=["", *new["title"].iloc[1:5]], description="")
    expected = model.predict(rows)
    answer = model.predict(rows.set_axis(index))
    pd.testing.assert_index_equal(answer.index, index)
    pd.testing.assert_frame_equal(answer.reset_index(drop=True), expected)
    assert answer["predicted_salary"].isna().tolist() == [True, False, False, False, False]


def test_the_callers_table_is_left_alone(model: AdvertModel, new: pd.DataFrame) -> None:
    rows = new.copy()
    model.predict(rows)
    pd.testing.assert_frame_equal(rows, new)


# ---- rows that lack something


def test_rows_without_text_stay_empty_with_a_reason(model: AdvertModel, new: pd.DataFrame) -> None:
    rows = new.head(4).assign(title=["", NONE, "Chef", "  "], description=[NONE, "", "", "\n"])
    answer = model.predict(rows)
    assert answer["title"].iloc[0] == ""
    usable = [False, False, True, False]
    assert answer["predicted_salary"].notna().tolist() == usable
    assert answer["salary_low"].notna().tolist() == usable
    assert answer["category_probability"].notna().tolist() == usable
    assert (answer["predicted_category"] != "").tolist() == usable
    assert (answer["warnings"] == "").tolist() == usable
    assert answer["warnings"].iloc[0] == "no title and no description"


@pytest.mark.parametrize("n", [0, 3])
def test_nothing_usable(model: AdvertModel, n: int) -> None:
    rows = pd.DataFrame({"title": [""] * n, "salary": [1.5] * n}, dtype=object)
    answer = model.predict(rows)
    assert list(answer.columns) == ["title", "salary", *ADDED[1:]]
    assert len(answer) == n
    assert answer["predicted_salary"].isna().all()
    assert answer["predicted_salary"].dtype == np.float64


@pytest.mark.parametrize(
    "columns",
    [["title"], ["description"], ["title", "location"], ["description", "company", "source"]],
)
def test_any_text_column_is_enough(
    model: AdvertModel, new: pd.DataFrame, columns: list[str]
) -> None:
    answer = model.predict(new[columns])
    assert list(answer.columns) == [*columns, *ADDED]
    assert answer[NUMBERS].notna().all(axis=None)
    assert answer["predicted_salary"].nunique() > 20  # it looked at what there is


def test_names_of_others(model: AdvertModel, new: pd.DataFrame) -> None:
    expected = model.predict(new)["predicted_salary"]
    theirs = new.rename(
        columns={"title": "Job Title", "description": "FullDescription", "company": "EMPLOYER"}
    )
    answer = model.predict(theirs)
    assert answer["predicted_salary"].tolist() == expected.tolist()
    assert "Job Title" in answer.columns
    assert "title" not in answer.columns


def test_no_text_column(model: AdvertModel) -> None:
    with pytest.raises(InputError, match=r"no column 'title' or 'description' \(found: name\)"):
        model.predict(pd.DataFrame({"name": ["chef"]}))


def test_a_column_that_occurs_twice(model: AdvertModel) -> None:
    rows = pd.DataFrame([["Chef", "Nurse", 1]], columns=["title", "title", "n"])
    answer = model.predict(rows)
    assert list(answer.columns) == ["title", "title", "n", *ADDED]


def test_cells_that_are_no_text(model: AdvertModel) -> None:
    rows = pd.DataFrame({"title": ["Chef", 7, None, pd.NA, b"Cook", 2.5], "location": 3})
    answer = model.predict(rows)
    assert answer["predicted_salary"].isna().tolist() == [False, False, True, True, False, False]
    assert answer["title"].tolist()[:2] == ["Chef", 7]


def test_an_advert_of_unknown_words_is_called_a_guess(model: AdvertModel) -> None:
    answer = model.predict(
        pd.DataFrame({"title": ["Chef", "qqzx vvkj", "看护"], "posted": "2013-05"})
    )
    assert (answer["warnings"] != "").tolist() == [False, True, True]
    assert "no word" in answer["warnings"].iloc[1]
    assert answer["predicted_salary"].notna().all()


# ---- the numbers


def test_estimate_lies_in_its_interval(model: AdvertModel, new: pd.DataFrame) -> None:
    answer = model.predict(new)
    assert (answer["salary_low"] <= answer["predicted_salary"]).all()
    assert (answer["predicted_salary"] <= answer["salary_high"]).all()
    assert answer["predicted_salary"].between(8_000, 200_000).all()
    assert (answer["predicted_salary"] == answer["predicted_salary"].round()).all()
    assert answer["category_probability"].between(0, 1).all()
    proba = model.category_proba(model.encode(to_adverts(new)))
    assert answer["category_probability"].tolist() == proba.max(axis=1).round(4).tolist()
    assert answer["category_probability"].nunique() > 10
    assert set(answer["predicted_category"]) <= set(model.category_.classes_)  # type: ignore[union-attr]


def test_level_changes_the_width_and_nothing_else(model: AdvertModel, new: pd.DataFrame) -> None:
    narrow, usual, wide = (model.predict(new, level=level) for level in (0.5, 0.8, 0.95))
    widths = [a["salary_high"] - a["salary_low"] for a in (narrow, usual, wide)]
    assert (widths[0] < widths[1]).all()
    assert (widths[1] < widths[2]).all()
    assert narrow["predicted_salary"].tolist() == wide["predicted_salary"].tolist()
    pd.testing.assert_frame_equal(model.predict(new), usual)


def test_intervals_hold_about_the_promised_share(model: AdvertModel) -> None:
    fresh = generate(300, seed=78)
    answer = model.predict(fresh, level=0.8)
    inside = fresh["salary"].between(answer["salary_low"], answer["salary_high"])
    assert inside.mean() == pytest.approx(0.8, abs=0.08)


@pytest.mark.parametrize("level", [0, 1, 80, -1])
def test_a_level_that_makes_no_sense(model: AdvertModel, new: pd.DataFrame, level: float) -> None:
    with pytest.raises(ValueError, match=f"interval level {level}; expected a number between"):
        model.predict(new, level=level)


def test_better_than_a_constant_and_mostly_the_right_category(model: AdvertModel) -> None:
    fresh = generate(300, seed=79)
    answer = model.predict(fresh)
    error = (answer["predicted_salary"] - fresh["salary"]).abs().mean()
    assert error < 0.85 * (fresh["salary"] - fresh["salary"].median()).abs().mean()
    assert (answer["predicted_category"] == fresh["category"]).mean() > 0.75


def test_rows_do_not_depend_on_their_neighbours(model: AdvertModel, new: pd.DataFrame) -> None:
    together = model.predict(new)
    for row in (0, 17, 59):
        alone = model.predict(new.iloc[[row]])
        assert alone["predicted_category"].iloc[0] == together["predicted_category"].iloc[row]
        assert alone[NUMBERS[1:4]].iloc[0].tolist() == pytest.approx(
            together[NUMBERS[1:4]].iloc[row].tolist(), abs=2
        )
    backwards = model.predict(new.iloc[::-1]).iloc[::-1]
    assert backwards["predicted_salary"].to_numpy() == pytest.approx(
        together["predicted_salary"].to_numpy(), abs=2
    )


# ---- stated pay


def test_visible_pay_does_not_change_the_estimate(model: AdvertModel) -> None:
    hidden = generate(60, seed=80, masked=True)
    rows = hidden.assign(
        title=[title.replace("****", "£95,000") for title in hidden["title"]],
        description=[text.replace("****", "£95,000") for text in hidden["description"]],
    )
    assert (rows["description"] != hidden["description"]).sum() > 30
    columns = [*NUMBERS[1:], "predicted_category"]
    pd.testing.assert_frame_equal(model.predict(rows)[columns], model.predict(hidden)[columns])


@pytest.mark.parametrize("pay", ["£12,000", "£12k", "£150,000", "GBP 95,000", "£9.50", "c£25,000"])
def test_how_much_the_text_states_does_not_matter(model: AdvertModel, pay: str) -> None:
    text = "We need a chef. Salary {} plus benefits."
    masked = pay.replace("12,000", "****").replace("150,000", "****").replace("95,000", "****")
    masked = masked.replace("12k", "****k").replace("9.50", "****").replace("25,000", "****")
    assert "****" in masked
    rows = pd.DataFrame({"title": "Chef", "description": [text.format(pay), text.format(masked)]})
    first, second = model.predict(rows)["predicted_salary"]
    assert first == second


# ---- training


def adverts_without(**columns: Any) -> pd.DataFrame:
    return generate(60, seed=81).drop(columns=["salary_min", "salary_max"]).assign(**columns)


@pytest.mark.usefixtures("quick_networks")
def test_pay_only_and_category_only() -> None:
    rows = adverts_without()
    pay_only = small().fit(rows.assign(category="")).predict(rows)
    assert pay_only["predicted_salary"].notna().all()
    assert (pay_only["predicted_category"] == "").all()
    assert pay_only["category_probability"].isna().all()
    category_only = small().fit(rows.drop(columns="salary")).predict(rows)
    assert category_only["predicted_salary"].isna().all()
    assert category_only["salary_high"].isna().all()
    assert (category_only["predicted_category"] != "").all()


@pytest.mark.usefixtures("quick_networks")
def test_rows_that_cannot_be_learned_from_are_left_out() -> None:
    rows = adverts_without()
    some = rows.assign(
        salary=[np.nan, -5, 0, *rows["salary"].iloc[3:]], title=["", *rows["title"].iloc[1:]]
    ).assign(description=["", *rows["description"].iloc[1:]])
    first = small().fit(some).predict(rows)["predicted_salary"]
    again = small().fit(some.iloc[1:]).predict(rows)["predicted_salary"]
    assert first.tolist() == again.tolist()


@pytest.mark.usefixtures("quick_networks")
def test_the_index_of_training_does_not_matter() -> None:
    rows = adverts_without(category="")
    expected = small().fit(rows).predict(rows)["predicted_salary"].tolist()
    for index in ([0] * 60, [*range(30), *range(30)], list(range(60, 0, -1))):
        assert small().fit(rows.set_axis(index)).predict(rows)["salary"].notna().all()
        again = small().fit(rows.set_axis(index)).predict(rows)["predicted_salary"].tolist()
        assert again == expected


@pytest.mark.usefixtures("quick_networks")
def test_same_data_and_seed_give_the_same_answers() -> None:
    rows = adverts_without()
    first = small(random_state=3).fit(rows).predict(rows)
    again = small(random_state=3, n_jobs=2).fit(rows).predict(rows)
    pd.testing.assert_frame_equal(first, again)
    other = small(random_state=4).fit(rows).predict(rows)
    assert first["predicted_salary"].tolist() != other["predicted_salary"].tolist()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (pd.DataFrame({"title": ["Chef"] * 30}), "0 adverts with pay and 0 categories; expected"),
        (
            pd.DataFrame({"title": ["Chef"] * 30, "category": "x"}),
            "0 adverts with pay and 1 categories",
        ),
        (
            pd.DataFrame({"title": ["Chef"] * 19, "salary": 20_000.0}),
            "19 adverts with pay and 0 categories",
        ),
    ],
)
def test_nothing_to_learn(rows: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        small().fit(rows)


@pytest.mark.usefixtures("quick_networks")
def test_twenty_adverts_that_share_no_word() -> None:
    titles = "chef nurse plumber teacher driver welder barista solicitor actuary butcher florist"
    titles += " roofer optician dentist gardener librarian tailor auditor baker vet"
    rows = pd.DataFrame({"title": titles.split(), "salary": np.linspace(20_000, 60_000, 20)})
    found = small().fit(rows).predict(rows)
    assert (found["salary_low"] < found["predicted_salary"]).all()
    assert (found["predicted_salary"] < found["salary_high"]).all()


@pytest.mark.usefixtures("quick_networks")
def test_compact_model_of_few_adverts(tmp_path: Any) -> None:
    rows = generate(120, seed=82)
    model = small(compact=True).fit(rows)
    assert all(len(table) == 0 or np.expm1(table[:, 1]).min() > 9.5 for table in statistics(model))
    metadata = {"parameters": model.get_params(), "packages": package_versions()}
    save_model(model, tmp_path / "m", metadata, {})
    again = load_model(tmp_path / "m")
    expected = model.predict(rows)["predicted_salary"]
    # Weights of 8 bits change an estimate a little; now and then one falls on the other side of a
    # split of the trees.
    change = np.abs(again.predict(rows)["predicted_salary"] / expected - 1)
    assert change.median() < 0.005
    assert (change < 0.02).mean() > 0.95


def statistics(model: AdvertModel) -> list[np.ndarray]:
    assert model.salary_ is not None
    return model.salary_.means_.statistics_


@pytest.mark.usefixtures("quick_networks")
def test_a_model_upon_another(model: AdvertModel, tmp_path: Any) -> None:
    rows = adverts_without()
    upon = small().fit(rows, base=model)
    metadata = {"parameters": upon.get_params(), "packages": package_versions()}
    save_model(upon, tmp_path / "m", metadata, {})
    again = load_model(tmp_path / "m")
    assert again.base_ is not None
    answers = again.predict(rows)
    assert answers["predicted_by"].iloc[0].startswith("m ")
    expected = upon.predict(rows).assign(predicted_by=answers["predicted_by"])
    pd.testing.assert_frame_equal(answers, expected)
    # The base is part of the folder, and the original is as it was.
    assert model.base_ is None
    # A table's category is not shown to the base: another source sorts in another way.
    _, end = again.vectorizer_.columns(again.vectorizer_.blocks_)
    signals = again.encode(to_adverts(rows)).X[:, end:].toarray()
    assert signals.shape == (60, 1 + len(model.category_.classes_))  # type: ignore[union-attr]
    other = again.encode(to_adverts(rows.assign(category="Cats"))).X[:, end:].toarray()
    assert signals.tolist() == other.tolist()
    assert signals[:, 0].std() > 0


@pytest.mark.usefixtures("quick_networks")
def test_a_few_new_adverts_do_not_lead_away_from_a_base_that_knows_their_like(
    model: AdvertModel, adverts: pd.DataFrame, new: pd.DataFrame
) -> None:
    mixed = pd.concat([adverts.head(400), new.head(25)], ignore_index=True)
    upon = small().fit(mixed.drop(columns="category"), base=model)
    assert upon.n_known_ == 400 and upon.salary_ is not None
    rest = new.iloc[25:].assign(category="")
    mine, theirs = upon.predict(rest), model.predict(rest)
    away = np.abs(np.log(mine["predicted_salary"] / theirs["predicted_salary"]))
    assert away.max() < 0.1


# ---- weights and widths

PAY = ["predicted_salary", "salary_low", "salary_high", "category_probability"]


@pytest.fixture(scope="module")
def mixed() -> pd.DataFrame:
    """50 adverts as they are, and 50 that pay three times as much."""
    rows = generate(100, seed=83)
    other = rows.iloc[50:].assign(
        **{name: 3 * rows[name].iloc[50:] for name in ("salary", "salary_min", "salary_max")}
    )
    return pd.concat([rows.iloc[:50], other], ignore_index=True)


@pytest.mark.usefixtures("quick_networks")
def test_weights_say_how_much_an_advert_counts(mixed: pd.DataFrame) -> None:
    plain = small().fit(mixed).predict(mixed)[PAY]
    equal = small().fit(mixed, None, np.full(100, 2.5))
    pd.testing.assert_frame_equal(equal.predict(mixed)[PAY], plain)
    heavy = small().fit(mixed, sample_weight=np.repeat([0.02, 1.0], 50)).predict(mixed)
    assert plain["predicted_salary"].median() * 1.2 < heavy["predicted_salary"].median()


@pytest.mark.usefixtures("quick_networks")
def test_an_advert_of_weight_0_has_no_part(mixed: pd.DataFrame, monkeypatch: Any) -> None:
    for module in (learning, regressor):  # the way of more than 20,000 adverts
        monkeypatch.setattr(module, "FEW", 30)
    alone = small().fit(mixed, sample_weight=np.repeat([1.0, 0.0], 50))
    expected = small().fit(mixed.iloc[:50])
    pd.testing.assert_frame_equal(alone.predict(mixed)[PAY], expected.predict(mixed)[PAY])
    assert alone.known_ is not None and expected.known_ is not None
    assert alone.known_.bits_.tolist() == expected.known_.bits_.tolist()


def test_weights_that_make_no_sense(adverts: pd.DataFrame) -> None:
    for weight in ([1.0], [-1.0] * 600, [0.0] * 600):
        with pytest.raises(ValueError, match=r"weight|shape"):
            small().fit(adverts, sample_weight=weight)


def test_score_counts_weights(model: AdvertModel, new: pd.DataFrame) -> None:
    first = np.repeat([1.0, 0.0], 30)
    assert model.score(new, None, first) == pytest.approx(model.score(new.head(30)))


@pytest.mark.usefixtures("quick_networks")
@pytest.mark.parametrize("few", [True, False])
def test_widths_are_chosen_from_what_is_given(few: bool, tmp_path: Any, monkeypatch: Any) -> None:
    if not few:
        for module in (learning, regressor):
            monkeypatch.setattr(module, "FEW", 50)
    rows, widths = generate(160, seed=84), ((None, 1e5), (20, 5.0))
    made = small(range_widths=widths).fit(rows.drop(columns="category"))
    assert made.salary_ is not None
    tried = made.salary_.widths_tried_
    assert [pair[:2] for pair in tried] == list(widths)
    chosen = made.salary_.second_stage_.distribution_
    better = tried[1].winkler < 0.99 * tried[0].winkler
    assert chosen.penalty == widths[better][1] * 2  # each advert stands there twice
    save_model(made, tmp_path / "m", {"parameters": made.get_params(), "packages": {}}, {})
    again = load_model(tmp_path / "m")
    assert again.range_widths == widths == again.salary_.range_widths  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="expected pairs"):
        small(range_widths=((0, 20.0),)).fit(rows)


def test_a_column_of_pay_without_pay_is_refused(new: pd.DataFrame) -> None:
    rows = new.drop(columns=["salary", "salary_min", "salary_max"]).assign(pay="competitive")
    with pytest.raises(InputError, match=r"mine\.csv: no pay could be read from column 'pay'"):
        small().fit(rows, name="mine.csv")


def test_one_distribution_gives_estimate_intervals_and_quantiles(
    model: AdvertModel, new: pd.DataFrame
) -> None:
    shares = [round(0.02 * i, 2) for i in range(1, 50)]
    answer, curve = model.predict_quantiles(new, shares)
    half = model.predict(new, level=0.5)
    assert answer["salary_low"].tolist() == answer["salary_p10"].tolist()
    assert answer["salary_high"].tolist() == answer["salary_p90"].tolist()
    assert half["salary_low"].tolist() == answer["salary_p25"].tolist()
    assert half["salary_high"].tolist() == answer["salary_p75"].tolist()
    assert answer["salary_p50"].tolist() == answer["predicted_salary"].tolist()
    assert answer["predicted_salary"].between(answer["salary_p25"], answer["salary_p75"]).all()
    assert (np.diff(curve, axis=1) >= 0).all()
    assert curve[:, shares.index(0.5)].tolist() == answer["salary_p50"].tolist()


def test_a_month_far_from_the_training_is_warned_of(model: AdvertModel, new: pd.DataFrame) -> None:
    near = model.predict(new.head(3), as_of="2014-06")
    far = model.predict(new.head(3), as_of="2020-06", details=True)
    assert not near["warnings"].str.contains("within 24 months").any()
    assert far["warnings"].str.contains("within 24 months").all()
    assert set(far["confidence"]) == {"low"}


def test_months_that_are_too_far_ahead_are_refused(model: AdvertModel, new: pd.DataFrame) -> None:
    with pytest.raises(InputError, match=r"known from 2000-01 to 20\d\d-\d\d; expected a month up"):
        model.predict(new.head(1), as_of="2035-01")


def test_quantiles_asked_for_are_those_of_the_details(
    model: AdvertModel, adverts: pd.DataFrame
) -> None:
    some = pd.concat([adverts.head(5), pd.DataFrame({"title": [""]})], ignore_index=True)
    answers, quantiles = model.predict_quantiles(some, (0.1, 0.5, 0.9, 0.99))
    pd.testing.assert_frame_equal(answers, model.predict(some, details=True))
    expected = answers[["salary_p10", "salary_p50", "salary_p90"]].to_numpy()
    np.testing.assert_allclose(quantiles[:, :3], expected)
    assert (quantiles[:5, 3] >= quantiles[:5, 2]).all()
    assert np.isnan(quantiles[5]).all()
