"""The sample as files, and the command that writes it."""

import re
from pathlib import Path

import pandas as pd
import pytest

from salarypred.sample.__main__ import main
from salarypred.sample.generate import generate
from salarypred.sample.write import document, write_documents

COLUMNS = [
    *("id", "title", "description", "company", "location", "contract_type", "contract_time"),
    *("category", "source", "salary", "salary_min", "salary_max", "posted"),
]


FOLDERS = {"Accounting_Finance", "Engineering", "Healthcare_Nursing", "Sales"}


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


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
