"""Synthetic adverts: the same for a seed, complete, plausible, and true about their numbers."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.sample.__main__ import main
from salarypred.sample.generate import generate, generate_with_masks
from salarypred.sample.write import document, write_documents

COLUMNS = [
    *("id", "title", "description", "company", "location", "contract_type", "contract_time"),
    *("category", "source", "salary", "salary_min", "salary_max", "posted"),
]
FOLDERS = {"Accounting_Finance", "Engineering", "Healthcare_Nursing", "Sales"}
LABELS = {
    *("pay", "pay_min", "pay_max", "ote", "pay_extra", "money_other", "contact", "reference"),
    *("time", "experience", "qualification", "quantity", "format"),
}
PAY_LABELS = {"pay", "pay_min", "pay_max", "ote", "pay_extra"}


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


@pytest.fixture(scope="module")
def unmasked() -> tuple[pd.DataFrame, pd.DataFrame]:
    return generate_with_masks(600, seed=7, masked=False)


def test_same_seed_same_adverts_and_a_smaller_table_is_the_start_of_a_larger():
    pd.testing.assert_frame_equal(generate(60, seed=3), generate(60, seed=3))
    pd.testing.assert_frame_equal(generate(30, seed=3), generate(60, seed=3).head(30))
    assert not generate(30, seed=3)["title"].equals(generate(30, seed=4)["title"])


def test_same_adverts_in_another_process_with_another_hash_seed():
    code = "from salarypred.sample.__main__ import generate; print(generate(40, seed=3).to_csv())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": str(seed),
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
        ).stdout
        for seed in (1, 2)
    }
    assert len(found) == 1
    assert found.pop().decode() == generate(40, seed=3).to_csv() + "\n"


def test_schema(adverts):
    assert list(adverts.columns) == COLUMNS
    assert not adverts.isna().any().any()
    assert adverts["id"].is_unique
    assert adverts["title"].str.len().gt(2).all()
    assert adverts["description"].str.len().between(280, 900).all()
    assert set(adverts["contract_type"]) == {"", "full_time", "part_time"}
    assert set(adverts["contract_time"]) == {"", "contract", "permanent"}
    assert adverts["source"].str.endswith(".test").all()
    assert pd.to_datetime(adverts["posted"]).dt.year.eq(2013).all()
    assert 0 < (adverts["company"] == "").mean() < 0.3
    assert 0 < (adverts["location"] == "").mean() < 0.2


def test_no_rows_and_no_such_thing():
    assert list(generate(0).columns) == COLUMNS
    for wrong in ({"n": -1}, {"n": 1, "year": 1900}, {"n": 1, "categories": ["Pilots"]}):
        with pytest.raises(InputError, match="expected"):
            generate(**wrong)


def test_all_categories_from_29_rows_on(adverts):
    assert generate(29)["category"].nunique() == adverts["category"].nunique() == 29


def test_no_advert_twice(adverts):
    assert not adverts.duplicated(["title", "company", "description"]).any()


def test_pay_is_plausible_and_the_midpoint(adverts):
    pay = adverts[["salary_min", "salary", "salary_max"]]
    assert pay.min().min() >= 10_000
    assert pay.max().max() <= 200_000
    assert (pay["salary_min"] <= pay["salary"]).all()
    assert (pay["salary"] <= pay["salary_max"]).all()
    assert ((pay["salary_min"] + pay["salary_max"]) / 2 == pay["salary"]).all()


def test_pay_differs_as_it_does_in_life(adverts):
    median = adverts.groupby("category")["salary"].median()
    assert median["IT Jobs"] > median["Sales Jobs"] > median["Maintenance Jobs"]
    is_it = adverts["category"] == "IT Jobs"
    senior = adverts["title"].str.startswith("Senior ")
    junior = adverts["title"].str.startswith("Junior ")
    medians = [adverts.loc[is_it & who, "salary"].median() for who in (senior, junior)]
    assert medians[0] > 1.2 * medians[1]
    later = generate(300, seed=7, year=2025)["salary"].median()
    assert later > 1.3 * adverts["salary"].head(300).median()


def test_masked_text_has_no_number_left(adverts):
    for field in ("title", "description"):
        assert not adverts[field].str.contains(r"\d").any()
    assert adverts["description"].str.contains("****", regex=False).mean() > 0.8
    assert adverts["title"].str.contains("****", regex=False).any()


@pytest.mark.parametrize("long", [False, True])
def test_masks_are_where_the_truth_says(long):
    adverts, masks = generate_with_masks(300, seed=5, long=long)
    by_id = adverts.set_index("id")
    assert set(masks["label"]) <= LABELS
    assert (masks["unit"].ne("-") == masks["label"].isin(PAY_LABELS)).all()
    assert set(masks["unit"]) <= {"-", "year", "month", "week", "day", "hour", "percent"}
    for mask in masks.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        assert text[mask.start : mask.start + 4] == "****"
    # and there is no mask without truth
    count = sum(adverts[field].str.count(r"\*{4}").sum() for field in ("title", "description"))
    assert count == len(masks)


def test_unmasked_numbers_are_where_the_truth_says(unmasked):
    adverts, masks = unmasked
    by_id = adverts.set_index("id")
    assert not adverts["description"].str.contains("****", regex=False).any()
    for mask in masks.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        assert text[mask.start : mask.start + len(mask.value)] == mask.value


def test_masks_do_not_change_the_advert(unmasked):
    masked, masks = generate_with_masks(600, seed=7)
    same = [column for column in COLUMNS if column not in ("title", "description")]
    pd.testing.assert_frame_equal(masked[same], unmasked[0][same])
    rest = ["webindex", "field", "label", "unit", "value"]
    pd.testing.assert_frame_equal(masks[rest], unmasked[1][rest])


def test_stated_pay_is_the_pay_of_the_table(unmasked):
    adverts, masks = unmasked
    pay = masks[masks["label"].isin(["pay", "pay_min", "pay_max"])].copy()
    assert set(pay["label"]) == {"pay", "pay_min", "pay_max"}
    assert {"year", "hour", "day"} <= set(pay["unit"])
    by_id = adverts.set_index("id")
    target = {"pay": "salary", "pay_min": "salary_min", "pay_max": "salary_max"}
    for mask in pay.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        value = float(mask.value.replace(",", ""))
        if text[mask.start + len(mask.value) :][:1] in ("k", "K"):
            value *= 1000
        value *= {"year": 1, "day": 240, "hour": 1920}[mask.unit]
        assert value == by_id.loc[mask.webindex, target[mask.label]]


def test_numbers_and_addresses_belong_to_nobody(unmasked):
    adverts, masks = unmasked
    numbers = masks[masks["label"] == "contact"].groupby("webindex")["value"].agg(" ".join)
    assert len(numbers)
    assert numbers.str.fullmatch(r"020 7946 0\d{3}|01632 960\d{3}").all()
    text = " ".join(adverts["description"])
    for host in re.findall(r"(?:@|www\.)([a-z.-]+[a-z])", text):
        assert host.endswith(".test") or host == "example.com"


@pytest.mark.parametrize("masked", [True, False])
def test_documents_have_the_lines_of_the_format(tmp_path, masked):
    adverts = generate(40, seed=2, masked=masked, categories=["Sales Jobs", "Engineering Jobs"])
    paths = write_documents(adverts, tmp_path)
    assert {path.parent.name for path in paths} == {"Sales", "Engineering"}
    assert paths[0].name == "Job_00001.txt"
    pattern = re.compile(
        r"Title: (?P<title>.+)\nWebindex: (?P<id>\d+)\n(?:Company: (?P<company>.+)\n)?"
        r"Description: (?P<description>.+)"
    )
    for path, cells in zip(paths, adverts.to_numpy(), strict=True):
        advert = dict(zip(map(str, adverts), cells, strict=True))
        text = path.read_bytes().decode("utf-8")
        assert text == document(advert)
        fields = pattern.fullmatch(text)
        assert fields is not None
        for name in ("title", "id", "description"):
            assert fields[name] == advert[name]
        assert (fields["company"] or "") == advert["company"]


def test_other_categories_have_a_folder_too(tmp_path):
    adverts = generate(1, categories=["Energy, Oil & Gas Jobs"])
    assert write_documents(adverts, tmp_path)[0].parent.name == "Energy_Oil_Gas"


def test_command_writes_what_it_says(tmp_path, capsys):
    output = tmp_path / "sample"
    arguments = ["--output", str(output), "--adverts", "40", "--documents", "12", "--masks"]
    assert main([*arguments, "--seed", "5"]) == 0
    said = capsys.readouterr().out
    table = pd.read_csv(output / "adverts.csv", dtype={"id": str}, keep_default_na=False)
    made = generate(40, seed=5)
    assert list(table.columns) == COLUMNS
    assert (table["description"] == made["description"]).all()
    assert (table["salary"] == made["salary"]).all()
    labels = pd.read_csv(output / "labels.csv", dtype={"webindex": str})
    assert list(labels.columns) == ["webindex", "salary", "location", "contract_time", "source"]
    texts = [path.read_text("utf-8") for path in sorted(output.glob("documents/*/Job_*.txt"))]
    assert {path.name for path in (output / "documents").iterdir()} == FOLDERS
    found = {line for text in texts for line in re.findall(r"Webindex: (\d+)", text)}
    assert len(texts) == 12 and found == set(labels["webindex"])
    assert not found & set(table["id"])
    new = sorted(path.name for path in (output / "new_adverts").iterdir())
    assert len(new) == 4 and "telesales_manager.txt" in new
    masks = pd.read_csv(output / "masks.csv", dtype=str)
    assert set(masks["webindex"]) >= found
    readme = (output / "README.md").read_text("utf-8")
    for path in ("adverts.csv", "labels.csv", "masks.csv", "new_adverts"):
        assert path in said and path in readme
    assert "synthetic" in readme and "--seed 5" in readme and "money of 2013" in readme


def test_command_writes_the_same_bytes_again_and_removes_what_it_wrote_before(tmp_path):
    def files() -> dict[str, bytes]:
        found = tmp_path.rglob("*.*")
        return {str(path): path.read_bytes() for path in found if path.suffix != ".md"}

    arguments = ["--output", str(tmp_path), "--adverts", "20", "--documents"]
    assert main([*arguments, "4"]) == 0
    first = files()
    assert main([*arguments, "8", "--unmasked"]) == 0
    assert len(files()) == len(first) + 4
    assert main([*arguments, "4"]) == 0
    assert files() == first


def test_formats(tmp_path):
    size = ["--adverts", "5", "--documents", "4"]
    for name, present, absent in (
        ("table", "adverts.csv", "documents"),
        ("documents", "documents", "adverts.csv"),
    ):
        output = tmp_path / name
        assert main(["--output", str(output), *size, "--format", name]) == 0
        assert (output / present).exists() and not (output / absent).exists()


def test_command_leaves_other_peoples_files_alone(tmp_path, capsys):
    (tmp_path / "adverts.csv").write_text("mine")
    assert main(["--output", str(tmp_path), "--adverts", "2"]) == 2
    assert "expected a new or empty folder" in capsys.readouterr().err
    assert (tmp_path / "adverts.csv").read_text() == "mine"
    assert main(["--output", str(tmp_path / "adverts.csv" / "deeper")]) == 2
    assert main(["--output", str(tmp_path / "new"), "--year", "1999"]) == 2
    assert not (tmp_path / "new").exists()
    assert capsys.readouterr().err.count("\n") == 2


def test_shipped_sample_is_what_the_command_writes(tmp_path):
    shipped = Path(__file__).parents[2] / "data"
    if not (shipped / "README.md").is_file():
        pytest.skip("no data/ beside the tests")
    assert main(["--output", str(tmp_path / "data"), "--seed", "2013"]) == 0
    made = [path.relative_to(tmp_path / "data") for path in tmp_path.rglob("*.*")]
    made = [path for path in made if path.suffix in (".txt", ".csv")]
    assert len(made) == 406
    for path in made:
        assert (shipped / path).read_bytes() == (tmp_path / "data" / path).read_bytes(), path
    assert sum(path.stat().st_size for path in shipped.rglob("*.*")) < 2_000_000
