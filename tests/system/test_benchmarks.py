"""The benchmarks run on generated adverts and give finite figures."""

import importlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import consistency
import documents
import entities
import extra_pay
import intervals
import masks_speed
import memory
import networks
import pay_units
import ranges
import recipes
import speed
import stated_pay
import years

from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate
from salarypred.sample.write import write_documents


@pytest.fixture(autouse=True)
def short_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad networks will do here."""
    monkeypatch.setattr("salarypred.estimators.network_training._LEAST_UPDATES", 30)


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    made = generate(240, seed=3)
    made.loc[::2, "description"] = ""
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = generate(90, seed=4, categories=["Sales Jobs", "Engineering Jobs"])
    path = tmp_path_factory.mktemp("adverts")
    for category, rows in made.groupby("category"):
        write_documents(rows, path / str(category).split()[0])
    made[["id", "salary"]].head(70).to_csv(path / "labels.csv", index=False)
    return path


def test_entities_compares_both_on_every_set(adverts: pd.DataFrame) -> None:
    results = entities.compare(adverts, [0, 1])
    assert set(results["measure"]) == set(entities.MEASURES)
    assert results["rows"].nunique() == 4
    assert np.isfinite(results[["with", "without"]]).all(axis=None)
    table = entities.summary(results)
    assert len(entities.sentences(table)) == len(table)


def test_entities_chooses_adverts_with_a_description_first(adverts: pd.DataFrame) -> None:
    adverts = adverts.assign(salary=adverts["salary"].where(adverts.index != 1))
    chosen = entities.choose(adverts, 150)
    assert len(chosen) == 150
    assert (chosen["description"] != "").sum() == 119


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        ([-90.0, -100.0, -110.0], "help, beyond seed noise: £100 better"),
        ([90.0, 100.0, 110.0], "harm, beyond seed noise: £100 worse"),
        ([-90.0, 100.0, 10.0], "do not help (a difference within seed noise): £7 worse"),
        ([-90.0], "cannot be told from noise with one seed: £90 better"),
    ],
)
def test_entities_says_what_the_figures_say(differences: list[float], said: str) -> None:
    results = pd.DataFrame(
        {"rows": "random", "measure": "salary, all columns", "n": 9, "share": 0.1, "without": 5e3}
        | {"seed": range(len(differences)), "with": 5e3 + np.array(differences)}
    )
    assert said in entities.sentences(entities.summary(results))[0]


def test_entities_counts_accuracy_the_other_way_round() -> None:
    results = pd.DataFrame(
        {"rows": "random", "measure": "category", "n": 9, "share": 0.1, "without": 70.0}
        | {"seed": range(3), "with": [70.9, 71.0, 71.1]}
    )
    assert (
        "help, beyond seed noise: 1.00 points better"
        in entities.sentences(entities.summary(results))[0]
    )


def test_networks_trains_with_both_optimizers(adverts: pd.DataFrame) -> None:
    results = networks.compare(adverts, [0])
    assert results["optimizer"].tolist() == ["lazy", "scikit-learn"]
    assert (results["seconds"] > 0).all()
    # Another optimizer, another network; else the comparison would compare nothing.
    assert results["mae"].nunique() == 2
    assert len(networks.sentences(results)) == 3


def test_documents_measures_beside_the_recipes(folder: Path) -> None:
    adverts = documents.load_documents(folder, folder / "labels.csv")
    assert len(adverts) == 90
    assert adverts["salary"].notna().sum() == 70
    results = documents.evaluate(adverts, "by employer", n_folds=2)
    table = documents.summary(results).set_index("model")
    assert set(table.index) == {"salarypred", "logistic", "ridge", "median"}
    assert np.isfinite(table.loc[["salarypred", "logistic"], "accuracy"]).all()
    assert np.isfinite(table.loc[["salarypred", "ridge", "median"], "mae"]).all()


def test_documents_without_labels_measures_categories_alone(folder: Path) -> None:
    adverts = documents.load_documents(folder, None)
    results = documents.evaluate(adverts, "random", n_folds=2)
    assert np.isfinite(results.set_index("model")["accuracy"]["salarypred"])
    assert "mae" not in results


def test_documents_keeps_an_employer_on_one_side(folder: Path) -> None:
    adverts = documents.load_documents(folder, None)
    for _, (train, out) in documents.folds(adverts, "by employer", 2, 1):
        shared = set(adverts["company"].iloc[train]) & set(adverts["company"].iloc[out])
        assert shared <= {""}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "adverts.csv"
    generate(240, seed=3).to_csv(path, index=False)
    return path


@pytest.mark.parametrize("name", recipes.RECIPES)
def test_recipes_measures_each(table: Path, name: str) -> None:
    for package in recipes.RECIPES[name].needs:
        pytest.importorskip(package)
    results = recipes.measure(name, [table], None, 1)
    given = ["all columns", "texts only"]
    assert [row["given"] for row in results] == (given if name == "salarypred" else given[:1])
    for row in results:
        for figure in ("random", "unseen employers", "rows/s", "peak GiB", "saved MB"):
            assert 0 < row[figure] < np.inf
        # Worse than this is an error in the recipe, such as a logarithm not undone.
        assert row["random"] < 30_000


def test_recipes_reports_what_cannot_run(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipes, "find_spec", lambda name: None)
    results = recipes.compare([table], ["mnih", "median"], rows=200)
    results += recipes.compare([table.with_name("none.csv")], ["median"])
    assert results[0]["note"] == "not installed: `pip install torch snowballstemmer`"
    assert results[1]["trained on"] + sum(results[1]["held back"].values()) == 200
    assert "none.csv" in results[2]["note"]
    lines = recipes.markdown(results).splitlines()
    assert len(lines) == 5
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2].startswith("| median | all columns |")


def test_recipes_table_is_sorted_and_compared_with_the_model() -> None:
    facts = {"training s": 1.0, "rows/s": 2e6, "peak GiB": 0.5, "saved MB": 1.0}
    results = [
        {"recipe": name, "given": given, "random": error, "unseen employers": 2 * error, **facts}
        for name, given, error in (
            ("median", "all columns", 150.0),
            ("salarypred", "all columns", 100.0),
            ("salarypred", "texts only", 110.0),
        )
    ]
    lines = recipes.markdown(results).splitlines()[2:]
    assert ["+50.0%" in line for line in lines] == [False, False, True]
    assert lines[0].startswith("| **salarypred** | all columns | £100 |  | £200 |  |")
    assert lines[1].count("+10.0%") == 2


def test_speed_makes_long_adverts_with_different_titles() -> None:
    made = speed.make_adverts(700, generate(300, seed=5))
    assert (made["description"].str.len() == speed.LENGTH).all()
    twice = made["title"].iloc[300:]
    assert twice.is_unique
    assert not set(twice) & set(made["title"].iloc[:300])


def test_speed_of_adverts_without_descriptions() -> None:
    source = generate(20, seed=5).assign(description="")
    assert (speed.make_adverts(30, source)["description"].str.len() == speed.LENGTH).all()


def test_speed_gives_rates_beside_the_peer(adverts: pd.DataFrame) -> None:
    model = AdvertModel(n_folds=2, n_networks=1, n_jobs=1).fit(adverts)
    table = speed.rates(model, speed.make_adverts(120, adverts), 120, 60, repeats=1)
    assert table["rows"].tolist() == [120, 60]
    assert (table[["rows a second", "peer's", "peer / model"]] > 0).all(axis=None)


def test_speed_compares_with_an_earlier_version(tmp_path: Path) -> None:
    (tmp_path / "predict.py").write_text(
        "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[3])"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speed, "PREDICT", tmp_path / "predict.py")
        made = speed.make_adverts(40, generate(40, seed=5))
        table = speed.pairs(tmp_path, made, 40, 20, repeats=1)
    assert table["version"].tolist() == ["before", "now", "peer"] * 2
    assert table["rows"].tolist() == [40] * 3 + [20] * 3
    assert table.loc[table["version"] == "before", "times rows a second"].eq(1).all()
    assert (table["rows a CPU second"] > 0).all()


def test_memory_counts_child_processes() -> None:
    inner = "b = bytearray(150 << 20); import time; time.sleep(0.5)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    assert 150 / 1024 < memory.peak_memory([sys.executable, "-c", outer]) < 1


def test_memory_says_what_a_command_that_fails_said() -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        memory.peak_memory([sys.executable, "-c", "raise RuntimeError('no such thing')"])


def test_stated_pay_finds_and_hides_what_texts_state() -> None:
    counts, failures = stated_pay.judge(generate(200, seed=6, masked=False))
    table = stated_pay.summary(counts).loc["all"]
    assert table["pay in the text"] > 50
    assert table["found %"] > 90
    assert table["hidden, pay known %"] == 100
    assert table["other numbers"] > 50
    assert table["other numbers lost %"] < 5
    assert {"hidden, pay known %", "lost"}.isdisjoint(failures)


def test_stated_pay_counts_what_goes_wrong() -> None:
    texts = ["Pay £30k", "A crowd of 31,000", "Quiet work, 12 people", "Up to 45,000 for you"]
    rows = pd.DataFrame({"title": "Clerk", "description": texts, "source": ["a", "a", "b", "b"]})
    counts, failures = stated_pay.judge(rows.assign(salary_min=[3e4, 3.1e4, 4e4, 4e4]))
    table = stated_pay.summary(counts)
    assert table["pay in the text"].to_dict() == {"a": 2, "b": 0, "all": 2}
    assert table.loc["a", "found %"] == table.loc["a", "hidden, not known %"] == 50
    assert table.loc["b", ["no pay in the text", "nor beside a word"]].tolist() == [2, 1]
    assert table.loc["b", ["given one %", "given one, %"]].tolist() == [50, 0]
    assert {kind: len(lines) for kind, lines in failures.items()} == {
        "not found": 1,
        "given one": 1,
        "not hidden blind": 1,
    }


def test_stated_pay_knows_the_forms_of_an_amount() -> None:
    for text in ("32,306", "£32306.00", "32.3k", "32 k", "c 32.31K"):
        assert stated_pay.forms({32_306.0}, True).search(text), text
    for text in ("132,306", "32,306,000", "32.3 kg", "32306k", "2,306"):
        assert not stated_pay.forms({32_306.0}, True).search(text), text
    assert not stated_pay.forms({32_306.0}, False).search("32.3k")
    assert stated_pay.lost_spans("a 1,200 - 30k, 5", "a **** - ****k, 5") == [(2, 7), (10, 12)]


def test_ranges_compares_ends_with_the_middle() -> None:
    masks = [
        {"field": "description", "start": at, "role": role, "unit": "year", "probability": 1}
        | {"value": value, "low": value, "high": value}
        for at, role, value in ((0, "pay_min", 22_000.0), (9, "pay_max", 30_000.0))
    ]
    answers = pd.DataFrame({"masks": [json.dumps(masks)], "predicted_salary": [26_250.0]})
    table = ranges.figures(answers, np.array([20_000.0]), np.array([np.log(1.5)])).set_index("role")
    assert table.loc["pay_min", "mask"] == 10
    assert table.loc["pay_max", "mask"] == 0
    assert table.loc["both", "predicted_salary"] == 5
    assert (table["pairs"] == 1).all()
    assert (table["ordered_pairs"] == 1).all()


def test_ranges_learn_the_level_of_an_end_from_other_adverts() -> None:
    levels = np.array(ranges.LEVELS)
    masks = pd.DataFrame({"advert": np.arange(20), "kind": "pay_min True", "true": 30_000.0})
    quantiles = np.tile(30_000 * (1 + levels - levels[7]), (20, 1))
    assert ranges.quantile_errors(masks, quantiles, 0).max() == pytest.approx(0)


@pytest.mark.parametrize(
    ("text", "pay", "share"),
    [
        ("Sales Executive. Basic £25k, OTE £40k", np.nan, 1.6),
        ("Sales Executive. £20,000 - £30,000 basic, £45,000 uncapped OTE", np.nan, 1.8),
        ("Sales Executive £40k OTE", 25_000.0, 1.6),
        ("Sales Executive. £30,000 + OTE", 30_000.0, None),
        ("Sales Executive OTE £200,000 USD", 100_000.0, None),
        ("Sales Executive", 25_000.0, None),
    ],
)
def test_ote_stated_beside_basic_pay(text: str, pay: float, share: float | None) -> None:
    assert extra_pay.stated_ote(text, pay) == (share and pytest.approx(share))


def test_ote_by_occupation_lies_between_its_own_and_that_of_all() -> None:
    codes = ["3552"] * 20 + ["3555"] * 20 + ["1111"] * 3
    shares = [1.8] * 20 + [1.3] * 20 + [1.5] * 3
    table = extra_pay.ote_table(pd.DataFrame({"code": codes, "share": shares}))
    assert table.index.tolist() == ["all", "3552", "3555"]
    assert table["middle"]["3555"] < table["middle"]["all"] < table["middle"]["3552"] < 1.8


def test_units_by_occupation_are_shares() -> None:
    codes = pd.Series(["6135"] * 30 + ["1121"] * 30 + ["5111"] * 2)
    units = pd.Series(["hour"] * 30 + ["year"] * 30 + ["day"] * 2)
    table = pay_units.unit_table(codes, units)
    assert table.index.tolist() == ["all", "11", "61"]
    assert table[["hour", "day", "year"]].sum(axis=1).round(2).eq(1).all()
    assert table["hour"]["61"] > table["hour"]["all"] > table["hour"]["11"] > 0


def test_masked_adverts_are_timed_beside_the_rest() -> None:
    rows = masks_speed.ordinary(20, None)
    assert rows["description"].str.contains("****", regex=False).all()


def test_consistency_finds_no_exception_and_counts_those_there_are(
    adverts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = adverts.assign(posted=np.where(np.arange(len(adverts)) % 2, "2013-02", "2026-05"))
    model = AdvertModel(n_folds=2, n_networks=1, n_jobs=1).fit(dated)
    rows = consistency.rows_to_ask([], 150, seed=4)
    assert set(consistency.broken(model, rows).values()) == {0}
    monkeypatch.setattr(consistency, "minimum_pay", lambda months, _: np.full(len(months), 9e9))
    assert consistency.broken(model, rows)["nothing below the legal minimum"] == 150


def test_intervals_compares_methods_on_the_same_estimates(adverts: pd.DataFrame) -> None:
    pytest.importorskip("crepes", reason="pip install crepes")
    many = pd.concat([adverts] * 3, ignore_index=True)
    many["company"] = [f"Employer {number % 90}" for number in range(len(many))]
    table = intervals.compare(*intervals.out_of_fold(many, seed=1), seed=1)
    assert list(table.index) == list(intervals.METHODS)
    assert table["coverage"].between(50, 100).all()
    assert (table["winkler"] > table["width"]).all()
    assert (table["ert"] >= 0).all()


def test_excess_risk_is_what_a_classifier_can_tell_of_the_misses() -> None:
    rng = np.random.default_rng(0)
    x = rng.random((3000, 1)).astype(np.float32)
    assert intervals.excess_risk(x, rng.random(3000) < 0.8) < 0.01
    told = intervals.excess_risk(x, rng.random(3000) < np.where(x[:, 0] < 0.5, 1.0, 0.6))
    assert told == pytest.approx(0.04, abs=0.01)


def test_years_measures_every_kind_on_held_back_adverts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = generate(300, seed=11).drop(columns="posted")
    old["source"] = [f"site{number % 30}" for number in range(300)]
    new = generate(200, seed=12, long=True).assign(source="recent", posted="2026-05-01")
    old.to_csv(tmp_path / "old.csv", index=False)
    new.to_csv(tmp_path / "new.csv", index=False)
    files = [str(tmp_path / name) for name in ("old.csv", "new.csv")]
    command = ["years.py", *files, "--as-of", "2013-01", "--folds", "2", "--networks", "1"]
    monkeypatch.setattr(sys, "argv", command)
    years.main()
    out = capsys.readouterr().out
    assert "unseen employers old" in " ".join(out.split())
    assert "random recent" in " ".join(out.split())
    assert "80% interval, random:" in out
    monkeypatch.setattr(sys, "argv", [*command, "--without", "recent"])
    years.main()
    out = " ".join(capsys.readouterr().out.split())
    assert "{'train': 300, 'unseen source': 200}" in out


@pytest.mark.parametrize(
    ("module", "options", "words"),
    [
        ("explanations", ["--rows", "12", "--most", "3"], "correlation of said and seen change 0."),
        ("report", ["--rows", "3000"], "3,000 rows: report "),
    ],
)
def test_explanations_and_report_print_their_figures(
    module: str,
    options: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", [f"{module}.py", *options])
    importlib.import_module(module).main()
    assert words in capsys.readouterr().out
