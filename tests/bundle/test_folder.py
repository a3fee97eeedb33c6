"""Model folders: what is checked before anything is loaded, and how they are replaced."""

import json
import shutil
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
import sklearn

from salarypred.bundle import folder as bundle
from salarypred.bundle.folder import (
    check_target,
    load_parts,
    package_versions,
    read_metadata,
    save_bundle,
    sha256,
)
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel, load_model
from salarypred.resources import shipped_model

FACTS: dict[str, Any] = {"parameters": {}, "trained": "2026-01-01"}


def save(folder: Path, **parts: Any) -> Path:
    return save_bundle(folder, parts or {"part": [1, 2]}, FACTS, {"README.md": "# Model\n£"})


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
    folder = save(tmp_path / "models" / "mine", one={"a": [1, 2]}, other=None)
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "metadata.json",
        "one.joblib",
        "other.joblib",
    ]
    manifest = read_metadata(folder)
    assert manifest["trained"] == "2026-01-01"
    assert manifest["format_version"] == bundle.FORMAT_VERSION
    assert manifest["packages"]["scikit-learn"] == sklearn.__version__
    assert manifest["files"]["README.md"] == sha256(folder / "README.md")
    assert load_parts(folder, manifest) == {"one": {"a": [1, 2]}, "other": None}
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Model\n£"
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]  # nothing left over


def test_sha256_is_that_of_everybody(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_versions_name_what_a_model_depends_on() -> None:
    assert {"python", "numpy", "scikit-learn", "spacy"} <= package_versions().keys()


def test_loaded_model_answers_like_the_trained_one(
    model_folder: Path, adverts: pd.DataFrame, tmp_path: Path
) -> None:
    shutil.copytree(model_folder, tmp_path / "elsewhere")  # a folder may be moved
    first, second = load_model(model_folder), load_model(str(tmp_path / "elsewhere"))
    pd.testing.assert_frame_equal(first.predict(adverts.head(50)), second.predict(adverts.head(50)))


def test_a_saved_model_answers_as_before(tmp_path: Path, quick_networks: None) -> None:
    rows = pd.DataFrame(
        {"title": [f"Chef {i % 7}" for i in range(40)], "salary": range(20_000, 60_000, 1000)}
    )
    fitted = AdvertModel(n_folds=2, n_networks=1, random_state=5).fit(rows)
    save_bundle(tmp_path / "m", fitted.parts(), {"parameters": fitted.get_params()}, {})
    loaded = load_model(tmp_path / "m")
    pd.testing.assert_frame_equal(loaded.predict(rows), fitted.predict(rows))
    assert loaded.get_params() == fitted.get_params()
    # Saving took nothing away from the model in memory.
    assert fitted.salary_ is not None
    assert len(fitted.salary_.predict(rows)) == 40


def test_an_older_model_is_replaced_whole(tmp_path: Path) -> None:
    save(tmp_path / "m", old=1)
    save(tmp_path / "m", new=2)
    assert load_parts(tmp_path / "m", read_metadata(tmp_path / "m")) == {"new": 2}
    assert not (tmp_path / "m" / "old.joblib").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_an_interrupted_save_leaves_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "m", old=1)

    def interrupted(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(joblib, "dump", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "m", new=2)
    assert load_parts(tmp_path / "m", read_metadata(tmp_path / "m")) == {"old": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_full_disk_leaves_the_old_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "m", old=1)

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(joblib, "dump", full)
    with pytest.raises(InputError, match=r"m: cannot be written: No space left on device"):
        save(tmp_path / "m", new=2)
    assert load_parts(tmp_path / "m", read_metadata(tmp_path / "m")) == {"old": 1}


def test_a_last_step_that_fails_leaves_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "m", old=1)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if Path(target) == tmp_path / "m" and not failed:
            failed.append(True)
            raise OSError(13, "Permission denied")
        return rename(self, target)

    failed: list[bool] = []
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(InputError, match="cannot be written"):
        save(tmp_path / "m", new=2)
    assert failed
    assert load_parts(tmp_path / "m", read_metadata(tmp_path / "m")) == {"old": 1}


def test_the_model_that_comes_with_the_project_is_whole() -> None:
    folder = shipped_model()
    if folder is None:
        pytest.skip("this copy of the project carries no models/uk-adverts")
    shipped = load_model(folder)
    answer = shipped.predict(
        pd.DataFrame({"title": ["Senior Software Engineer", "Kitchen Porter"]})
    )
    engineer, porter = answer["predicted_salary"]
    assert 18_000 < porter < 0.6 * engineer < 90_000  # in this month's money
    assert answer["predicted_category"].tolist() == ["IT Jobs", "Hospitality & Catering Jobs"]
    # It was made to be published: no mean pay of fewer than ten adverts is in it.
    assert shipped.salary_ is not None
    for table in shipped.salary_.means_.statistics_:
        assert len(table) == 0 or np.expm1(table[:, 1]).min() > 9.5


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
    path = copy / "salary.joblib"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "salary.joblib: its checksum does not fit metadata.json" in message(copy)


def test_a_cut_file(copy: Path) -> None:
    path = copy / "vectorizer.joblib"
    path.write_bytes(path.read_bytes()[:1000])
    assert "vectorizer.joblib: its checksum does not fit" in message(copy)


def test_a_missing_file(copy: Path) -> None:
    (copy / "category.joblib").unlink()
    assert "the file category.joblib is missing" in message(copy)


def test_a_changed_file_is_never_loaded(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "salary.joblib").write_bytes(b"code of a stranger")

    def loaded(*args: Any, **kwargs: Any) -> None:
        pytest.fail("a file was loaded before all were checked")

    monkeypatch.setattr(joblib, "load", loaded)
    message(copy)


def test_a_file_outside_of_the_folder_is_not_loaded(copy: Path, tmp_path: Path) -> None:
    joblib.dump(1, tmp_path / "evil.joblib")
    files = read_metadata(copy)["files"] | {"../evil.joblib": sha256(tmp_path / "evil.joblib")}
    change_manifest(copy, files=files)
    assert "evil.joblib is missing" in message(copy)


def test_another_format(copy: Path) -> None:
    change_manifest(copy, format_version=99)
    assert "has model format 99" in message(copy)
    assert "train the model again" in message(copy)


def test_another_scikit_learn(copy: Path) -> None:
    change_manifest(copy, packages={"scikit-learn": "1.2.3"})
    found = message(copy)
    assert f"was trained with scikit-learn 1.2.3, installed is {sklearn.__version__}" in found
    assert "pip install 'scikit-learn==1.2.3'" in found


def test_another_patch_of_scikit_learn_will_do(copy: Path) -> None:
    major, minor, *_ = sklearn.__version__.split(".")
    change_manifest(copy, packages={"scikit-learn": f"{major}.{minor}.99"})
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
        "{}",
        '{"format_version": 1}',
        '{"format_version": 1, "files": 7, "packages": {"scikit-learn": "1"}}',
        '{"format_version": 1, "files": {}, "packages": []}',
        '{"format_version": 1, "files": {}, "packages": {"scikit-learn": 1}}',
        '{"format_version": 1, "files": {"a": 1}, "packages": {"scikit-learn": null}}',
        "\ufffd\x00",
    ],
)
def test_a_damaged_manifest(copy: Path, text: str) -> None:
    (copy / "metadata.json").write_text(text, encoding="utf-8")
    assert "metadata.json: is damaged" in message(copy)


def test_a_manifest_that_names_no_parts(copy: Path) -> None:
    change_manifest(copy, files={})
    message(copy)


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
