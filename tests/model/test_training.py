"""A training: which rows it takes, what it refuses, what it writes."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.errors import InputError
from salarypred.model.loading import load_model
from salarypred.model.training import TrainingOptions, train
from salarypred.sample.generate import generate


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """40 adverts of two categories with pay."""
    path = tmp_path / "adverts.csv"
    generate(40, seed=9, categories=["Sales Jobs", "IT Jobs"]).to_csv(path, index=False)
    return path


def quick_train(data: Any, output: Path, **options: Any) -> str:
    return train(data, output, TrainingOptions(**{"base": "none", "jobs": 1, **options}))


@pytest.mark.usefixtures("quick_models")
def test_same_data_and_seed_give_the_same_model_whatever_file_they_came_in(
    table: Path, tmp_path: Path
) -> None:
    rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    rows.to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    rows.iloc[1:].to_csv(tmp_path / "fewer.csv", index=False)
    models = []
    for name, seed in (("adverts.csv", 1), ("a.jsonl", 1), ("fewer.csv", 2)):
        quick_train([tmp_path / name], tmp_path / "m", seed=seed)
        models.append(load_model(tmp_path / "m"))
    first, again, other = models
    new = generate(10, seed=11)
    pd.testing.assert_frame_equal(first.predict(new), again.predict(new))
    assert first.predict(new)["salary_low"].tolist() != other.predict(new)["salary_low"].tolist()
    digests = [model.metadata["data"]["sha256"] for model in models]
    assert digests[0] == digests[1] != digests[2]
    assert again.metadata["data"]["inputs"] == ["a.jsonl"]


@pytest.mark.usefixtures("quick_models")
def test_upon_another_model(table: Path, tmp_path: Path, model_folder: Path) -> None:
    train([table], tmp_path / "upon", TrainingOptions(base=model_folder, jobs=1))
    model = load_model(tmp_path / "upon")
    assert model.base_ is not None
    card = (tmp_path / "upon" / "README.md").read_text(encoding="utf-8")
    assert "built upon the base model of 600 adverts, which knew " in card
    assert model.metadata["base"]["name"] == "model"
    with pytest.raises(InputError, match="upon: is itself built upon a model"):
        train([table], tmp_path / "tower", TrainingOptions(base=tmp_path / "upon"))
    assert not (tmp_path / "tower").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "name,text\nx,y\n", "a.csv: no column 'title' or 'description' (found: name, "),
        ("a.csv", "", "a.csv: the file is empty; expected"),
        ("a.csv", "title,salary\n", "a.csv: "),
        ("a.csv", "title,salary\nChef,20000\n", "a.csv: "),
        ("a.csv", "title\n" + "Chef\n" * 30, "a.csv: 0 adverts with pay and 0 categories; exp"),
        ("a.xlsx", "PK", "a.xlsx: cannot be read as its ending says"),
        ("nix.csv", None, "nix.csv: no such file or folder; expected"),
    ],
)
def test_data_that_cannot_be_learned_from(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: str | None,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(name).write_text(content)
    assert main(["train", name, "--output", "m", "--base", "none"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"salarypred: {message}")
    assert err.count("\n") == 1
    assert not Path("m").exists()


def test_a_training_that_fails_leaves_the_old_model(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "m"
    old.mkdir()
    (old / "metadata.json").write_text("old")
    table.write_text("title\nChef\n")
    assert main(["train", str(table), "--output", str(old), "--base", "none"]) == 2
    assert (old / "metadata.json").read_text() == "old"
    assert [path.name for path in old.iterdir()] == ["metadata.json"]


@pytest.mark.usefixtures("quick_models")
def test_undated_adverts_are_of_the_month_asked_for(table: Path, tmp_path: Path) -> None:
    rows = pd.read_csv(table, dtype=str, keep_default_na=False).assign(posted="")
    rows.to_csv(tmp_path / "undated.csv", index=False)
    folder = tmp_path / "m"
    quick_train([tmp_path / "undated.csv"], folder, as_of="2013-01")
    model = load_model(folder)
    data = model.metadata["data"]
    assert any("give no date: taken as of 2013-01" in note for note in data["notes"])
    assert list(data["years"]) == ["2013"]
    assert data["years"]["2013"]["adverts"] == len(rows)
    then = model.predict(rows, as_of="2013-01")["predicted_salary"]
    today = model.predict(rows, as_of="2026-04")["predicted_salary"]
    assert (today / then).median() == pytest.approx(753 / 462, rel=0.02)


@pytest.mark.usefixtures("quick_models")
def test_written_notes_come_into_the_card(table: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("## Known weaknesses\n\nFew chefs.\n", encoding="utf-8")
    quick_train([table], tmp_path / "m", card=tmp_path / "notes.md")
    card = (tmp_path / "m" / "README.md").read_text(encoding="utf-8")
    assert "## Known weaknesses\n\nFew chefs.\n" in card
    with pytest.raises(InputError, match=r"none\.md: cannot be read as text"):
        quick_train([table], tmp_path / "m", card=tmp_path / "none.md")


@pytest.mark.usefixtures("quick_models")
def test_of_more_adverts_than_wanted_every_source_and_year_is_kept(tmp_path: Path) -> None:
    rows = generate(400, seed=9, categories=["Sales Jobs", "IT Jobs"])
    rows["source"] = ["small" if row < 10 else "large" for row in range(400)]
    rows["posted"] = ["2018-05-01" if row % 2 else "2024-05-01" for row in range(400)]
    rows.loc[200:, "salary"] = None
    rows.to_parquet(tmp_path / "adverts.parquet")
    quick_train([tmp_path / "adverts.parquet"], tmp_path / "m", max_adverts=60)
    data = load_model(tmp_path / "m").metadata["data"]
    assert data["rows"] == data["with_pay"] == 60
    assert set(data["years"]) == {"2018", "2024"}
    (note,) = [note for note in data["notes"] if "--max-adverts" in note]
    assert note.startswith("60 of 400 adverts chosen (--max-adverts): those with pay first, of ")
    assert "at least 25 or all that there are" in note  # two groups have but 5 each with pay
    assert note in (tmp_path / "m" / "README.md").read_text(encoding="utf-8")
    quick_train([tmp_path / "adverts.parquet"], tmp_path / "again", max_adverts=60)
    assert load_model(tmp_path / "again").metadata["data"]["sha256"] == data["sha256"]
    quick_train([tmp_path / "adverts.parquet"], tmp_path / "other", max_adverts=60, seed=1)
    assert load_model(tmp_path / "other").metadata["data"]["sha256"] != data["sha256"]


@pytest.mark.usefixtures("quick_models")
@pytest.mark.parametrize("most", [40, 41])
def test_no_more_adverts_than_wanted_are_all_learned_from(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], most: int
) -> None:
    command = ["train", str(table), "--output", str(tmp_path / "m"), "--base", "none"]
    assert main([*command, "--jobs", "1", "--max-adverts", str(most)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("40 adverts, ") and err == ""


@pytest.mark.parametrize(
    "words",
    [["--folds", "1"], ["--networks", "0"], ["--as-of", "May"], ["--max-adverts", "19"]],
)
def test_numbers_that_make_no_model(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["train", str(table), "--output", str(tmp_path / "m"), *words]) == 2
    assert "expected" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()
