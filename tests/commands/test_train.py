"""Training as a command: inputs, refusals, and what the model's folder holds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.model.loading import load_model
from salarypred.model.training import TrainingOptions, train
from salarypred.sample.generate import generate
from salarypred.sample.write import write_documents


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """40 adverts of two categories with pay."""
    path = tmp_path / "adverts.csv"
    generate(40, seed=9, categories=["Sales Jobs", "IT Jobs"]).to_csv(path, index=False)
    return path


def quick_train(data: Any, output: Path, **options: Any) -> str:
    return train(data, output, TrainingOptions(**{"base": "none", "jobs": 1, **options}))


def test_folder_of_a_model(model_folder: Path) -> None:
    assert sorted(path.name for path in model_folder.iterdir()) == [
        "README.md",
        "confusion.csv",
        "metadata.json",
        "model.json",
        "model.safetensors",
    ]


def test_metadata(model_folder: Path, adverts: pd.DataFrame) -> None:
    metadata = json.loads((model_folder / "metadata.json").read_text(encoding="utf-8"))
    data = metadata["data"]
    assert data["inputs"] == ["adverts.csv"]  # the name, not where it lies on this machine
    assert data["rows"] == data["with_pay"] == data["with_category"] == 600
    assert data["with_description"] == (adverts["description"] != "").sum()
    assert data["median_pay"] == adverts["salary"].median()
    assert data["posted"] == [adverts["posted"].min(), adverts["posted"].max()]
    assert metadata["metrics"]["salary"]["random"]["all columns"]["n"] > 200
    assert metadata["metrics"]["category"]["by employer"]["n"] == 600
    assert 0 < metadata["seconds"] < 1000


def test_card_and_confusion_agree_with_the_metadata(model_folder: Path) -> None:
    metadata = json.loads((model_folder / "metadata.json").read_text(encoding="utf-8"))
    card = (model_folder / "README.md").read_text(encoding="utf-8")
    assert card.startswith("# Model `model`")
    assert f"£{metadata['metrics']['salary']['by employer']['texts only']['mae']:,.0f}" in card
    assert f"{metadata['metrics']['category']['random']['accuracy']:.1%}" in card
    confusion = pd.read_csv(model_folder / "confusion.csv", index_col=0)
    assert confusion.to_numpy().sum() == 600
    right = np.trace(confusion.to_numpy()) / 600
    assert right == pytest.approx(metadata["metrics"]["category"]["random"]["accuracy"], abs=1e-4)


def test_no_text_and_no_path_of_this_machine_is_in_the_readable_files(
    model_folder: Path, adverts: pd.DataFrame
) -> None:
    for name in ("README.md", "metadata.json", "confusion.csv"):
        text = (model_folder / name).read_text(encoding="utf-8")
        assert str(model_folder.parent) not in text
        companies = set(adverts["company"]) - {""}
        assert not [company for company in companies if company in text]


@pytest.mark.usefixtures("quick_models")
def test_a_table(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "models" / "new"
    report = quick_train([table], output)
    assert report.splitlines()[0].startswith("40 adverts, 40 with pay, 40 with a category; ")
    assert "mean error £" in report
    assert report.splitlines()[-1].startswith(f"saved to {output}")
    assert "salary, random folds, 80% range: covers " in report and "Winkler score £" in report
    assert load_model(output).predict(generate(3, seed=1))["predicted_salary"].notna().all()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("quick_models")
def test_documents_in_folders_with_labels_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = generate(44, seed=10, categories=["Sales Jobs", "IT Jobs"], long=True)
    write_documents(made, tmp_path / "documents")
    labels = made[["id", "salary"]].rename(columns={"id": "webindex"}).iloc[4:]
    labels.to_csv(tmp_path / "labels.csv", index=False)
    places = [str(tmp_path / name) for name in ("documents", "labels.csv", "m")]
    command = ["train", places[0], "--labels", places[1], "--output", places[2]]
    assert main([*command, "--base", "none", "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    assert "44 adverts, 40 with pay, 44 with a category" in out
    labels_said, dates_said = err.splitlines()
    assert labels_said == "labels of 40 adverts joined, 4 adverts without"
    assert dates_said.startswith("44 adverts give no date: taken as of 20")
    model = load_model(tmp_path / "m")
    folders = {path.name for path in (tmp_path / "documents").iterdir() if path.is_dir()}
    assert model.category_ is not None
    assert set(model.category_.classes_) == folders
    assert model.metadata["data"]["with_pay"] == 40


@pytest.mark.usefixtures("quick_models")
def test_rows_with_problems_are_reported(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with table.open("a") as file:
        file.write("1,Chef" + ",x" * 30 + "\n")
    quick_train([table], tmp_path / "m")
    assert "1 rows with a problem, the first: line 42: 32 cells" in capsys.readouterr().err
    assert "1 rows with a problem" in (tmp_path / "m" / "README.md").read_text()


@pytest.mark.usefixtures("quick_models")
def test_fewer_adverts_than_there_are(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["train", str(table), "--output", str(tmp_path / "m"), "--base", "none"]
    assert main([*command, "--jobs", "1", "--max-adverts", "30"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("30 adverts, 30 with pay, ")
    assert "30 of 40 adverts chosen (--max-adverts): " in err
    assert len(pd.read_csv(table)) == 40


@pytest.mark.usefixtures("quick_models")
def test_compact(table: Path, tmp_path: Path) -> None:
    quick_train([table], tmp_path / "m", compact=True)
    assert load_model(tmp_path / "m").metadata["parameters"]["compact"] is True


def test_without_data_the_sample_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_models: None
) -> None:
    seen: list[int] = []

    def short(*args: Any, **kwargs: Any) -> pd.DataFrame:
        rows = read(*args, **kwargs)
        seen.append(len(rows))
        return rows.head(40)

    read = pd.read_csv
    monkeypatch.setattr(pd, "read_csv", short)
    train([], tmp_path / "m", TrainingOptions(jobs=1))
    assert seen == [2000]
    assert "the sample (synthetic)" in (tmp_path / "m" / "README.md").read_text()


@pytest.mark.parametrize("options", [["--labels", "nix.csv"], ["--base", "nix"]])
def test_options_that_name_nothing(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main(["train", str(table), "--output", str(tmp_path / "m"), *options]) == 2
    err = capsys.readouterr().err
    assert err.startswith("salarypred: nix")
    assert err.count("\n") == 1


def test_a_wrong_output_is_found_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    assert main(["train", str(tmp_path / "nix.csv"), "--output", str(tmp_path / "photos")]) == 2
    err = capsys.readouterr().err
    assert "photos: is a folder that holds no model" in err
    assert "nix.csv" not in err


def test_from_a_clone(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "train.py"
    done = subprocess.run(
        [sys.executable, script, "nix.csv", "--output", tmp_path / "m"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("salarypred: nix.csv: no such file")
    assert done.stderr.count("\n") == 1
