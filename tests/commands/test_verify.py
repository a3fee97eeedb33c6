"""``salarypred verify``: what a model folder holds."""

import json
import shutil
from pathlib import Path

import pytest

from salarypred.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(["verify", *map(str, words)])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_whole_folder(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, model_folder)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == f"{model_folder}: model format 4, whole"
    for text in (
        "adverts.csv",
        "600",
        "model.safetensors",
        "fits",
        "salary.second_stage.trees.left",
    ):
        assert text in out


def test_as_json(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, model_folder, "--json")
    found = json.loads(out)
    assert (status, found["whole"], found["problem"]) == (0, True, "")
    assert found["origin"]["inputs"] == ["adverts.csv"]
    assert [file["problem"] for file in found["files"]] == [""] * 4
    arrays = {array["name"]: array for array in found["arrays"]}
    weights = arrays["salary.networks.0.network.layers.0.weights"]
    assert weights["dtype"] == "float32"
    assert weights["bytes"] == 4 * weights["shape"][0] * weights["shape"][1]
    assert found["parts"]["salary"]["bytes"] > weights["bytes"]
    total = sum(array["bytes"] for array in found["arrays"])
    size = (model_folder / "model.safetensors").stat().st_size
    assert total < size < total + 20_000


def test_a_damaged_folder(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(model_folder, tmp_path / "m")
    (tmp_path / "m" / "model.json").write_text("{}")
    (tmp_path / "m" / "notes\x1b[31m.txt").write_text("x")
    status, out, err = run(capsys, tmp_path / "m")
    assert (status, err) == (1, "")
    assert "NOT whole" in out
    assert "model.json: its checksum does not fit" in out
    assert "no part of the model" in out
    assert "\x1b" not in out


def test_what_a_stranger_wrote_stays_on_its_line(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(model_folder, tmp_path / "m")
    path = tmp_path / "m" / "metadata.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["trained"] = "yesterday\n\x1b]0;title\x07 checksum fits" + "x" * 10_000
    path.write_text(json.dumps(manifest), encoding="utf-8")
    status, out, _ = run(capsys, tmp_path / "m")
    assert status == 0
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) < 400


@pytest.mark.parametrize("name", ["nix", "empty"])
def test_no_model(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    status, out, err = run(capsys, tmp_path / name)
    assert (status, out) == (2, "")
    assert err.startswith("salarypred: ")
    assert err.count("\n") == 1
