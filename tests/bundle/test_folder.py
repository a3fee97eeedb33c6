"""Model folders: what is checked before anything is loaded, and how they are replaced."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn

from salarypred.bundle import folder as bundle
from salarypred.bundle.folder import (
    check_target,
    load_state,
    package_versions,
    read_metadata,
    save_bundle,
    sha256,
)
from salarypred.errors import InputError
from salarypred.model.loading import load_model

FACTS: dict[str, Any] = {"parameters": {}, "trained": "2026-01-01"}


def save(folder: Path, *numbers: int) -> Path:
    state = {"part": {"numbers": np.array(numbers, dtype=np.int32), "name": "£"}}
    return save_bundle(folder, state, FACTS, {"README.md": "# Model\n£"})


def saved(folder: Path) -> list[int]:
    read_metadata(folder)
    return load_state(folder).part("part").array("numbers", "int32", None).tolist()


@pytest.fixture
def copy(model_folder: Path, tmp_path: Path) -> Path:
    """A copy of the session's model that a test may damage."""
    shutil.copytree(model_folder, tmp_path / "copy")
    return tmp_path / "copy"


def change_manifest(folder: Path, **changes: Any) -> None:
    path = folder / "metadata.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | changes), encoding="utf-8")


def message(folder: Path) -> str:
    """The error of loading a folder; it must be one line."""
    with pytest.raises(InputError) as error:
        load_model(folder)
    text = str(error.value)
    assert "\n" not in text
    assert folder.name in text
    return text


# ---- writing and reading


def test_round_trip(tmp_path: Path) -> None:
    folder = save(tmp_path / "models" / "mine", 1, 2)
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "metadata.json",
        "model.json",
        "model.safetensors",
    ]
    manifest = read_metadata(folder)
    assert manifest["trained"] == "2026-01-01"
    assert manifest["format_version"] == bundle.FORMAT_VERSION
    assert manifest["packages"]["scikit-learn"] == sklearn.__version__
    assert manifest["files"]["README.md"] == sha256(folder / "README.md")
    assert saved(folder) == [1, 2]
    assert load_state(folder).part("part").text("name") == "£"
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Model\n£"
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]  # nothing left over


def test_sha256_is_that_of_everybody(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_versions_name_what_a_model_depends_on() -> None:
    assert {"python", "numpy", "scikit-learn", "spacy"} <= package_versions().keys()


def test_an_older_model_is_replaced_whole(tmp_path: Path) -> None:
    save(tmp_path / "m", 1)
    (tmp_path / "m" / "old.joblib").write_text("of an older format")
    save(tmp_path / "m", 2)
    assert saved(tmp_path / "m") == [2]
    assert not (tmp_path / "m" / "old.joblib").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_an_interrupted_save_leaves_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "m", 1)

    def interrupted(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bundle, "write_arrays", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "m", 2)
    assert saved(tmp_path / "m") == [1]
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_full_disk_leaves_the_old_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "m", 1)

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "write_arrays", full)
    with pytest.raises(InputError, match=r"m: cannot be written: No space left on device"):
        save(tmp_path / "m", 2)
    assert saved(tmp_path / "m") == [1]


def test_a_last_step_that_fails_leaves_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "m", 1)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if Path(target) == tmp_path / "m" and not failed:
            failed.append(True)
            raise OSError(13, "Permission denied")
        return rename(self, target)

    failed: list[bool] = []
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(InputError, match="cannot be written"):
        save(tmp_path / "m", 2)
    assert failed
    assert saved(tmp_path / "m") == [1]


# ---- places that hold something else


def test_a_folder_that_is_no_model_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    for call in (check_target, save):
        with pytest.raises(InputError, match="photos: is a folder that holds no model; expected"):
            call(tmp_path / "photos")
    assert (tmp_path / "photos" / "cat.jpg").read_text() == "cat"


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(InputError, match=r"x: is a file; expected a folder name"):
        check_target(tmp_path / "x")


def test_places_where_a_model_may_go(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty")
    check_target(tmp_path / "new" / "deep")
    check_target(model_folder)
    assert read_metadata(save(tmp_path / "empty"))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="m: cannot be written: "):
        save(tmp_path / "file" / "m")


# ---- damage


def test_a_changed_byte(copy: Path) -> None:
    path = copy / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "model.safetensors: its checksum does not fit metadata.json" in message(copy)


def test_a_missing_file(copy: Path) -> None:
    (copy / "model.json").unlink()
    assert "the file model.json is missing" in message(copy)


def test_a_changed_file_is_never_read(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "model.json").write_bytes(b"something else")

    def read(*args: Any, **kwargs: Any) -> None:
        pytest.fail("a file was read before all were checked")

    monkeypatch.setattr(bundle, "read_arrays", read)
    message(copy)


@pytest.mark.parametrize("found", [99, "4", None, True, 3, [4]])
def test_another_format(copy: Path, found: Any) -> None:
    change_manifest(copy, format_version=found)
    assert "has model format" in message(copy)
    assert "train the model again" in message(copy)


def test_another_scikit_learn_will_do(copy: Path) -> None:
    change_manifest(copy, packages={"scikit-learn": "9.9.9"})
    assert load_model(copy).salary_ is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"x"',
        '{"format_version": 4, "files": 7}',
        '{"format_version": 4, "files": {}, "packages": []}',
        '{"format_version": 4, "files": {}, "data": 1}',
        '{"format_version": 4, "files": {}, "data": NaN}',
        "[" * 100_000,
        "\ufffd\x00",
    ],
)
def test_a_damaged_manifest(copy: Path, text: str) -> None:
    (copy / "metadata.json").write_text(text, encoding="utf-8")
    assert "metadata.json: is damaged" in message(copy)


def test_a_manifest_that_names_no_files(copy: Path) -> None:
    change_manifest(copy, files={})
    assert "metadata.json: names no model.json" in message(copy)
    (copy / "metadata.json").write_text("{}")
    assert "has model format none" in message(copy)


def test_a_manifest_that_is_no_text(copy: Path) -> None:
    (copy / "metadata.json").write_bytes(b"\xff\xfe\x00\x80")
    assert "metadata.json: is damaged" in message(copy)


def test_no_folder_and_no_model(tmp_path: Path) -> None:
    assert "no such model folder; train one with: python train.py" in message(tmp_path / "nix")
    (tmp_path / "empty").mkdir()
    assert "holds no metadata.json; expected a folder made by train.py" in message(
        tmp_path / "empty"
    )
    (tmp_path / "file").write_text("x")
    assert "file" in message(tmp_path / "file")
