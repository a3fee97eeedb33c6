"""A model folder is data: it comes back as it was, and nothing that a stranger puts in runs."""

import functools
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest

from salarypred.bundle.arrays import read_arrays, write_arrays
from salarypred.bundle.folder import sha256
from salarypred.cli import main
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import inspect_folder, load_model, save_model
from salarypred.resources import shipped_model

OLD_FORMAT = Path(__file__).parents[1] / "bundle" / "format-3"


@pytest.fixture
def copy(model_folder: Path, tmp_path: Path) -> Path:
    """A copy of the session's model that a test may change."""
    shutil.copytree(model_folder, tmp_path / "copy")
    return tmp_path / "copy"


def refused(folder: Path) -> str:
    """The error of a folder: one line that names it; both ways of looking at it agree."""
    with pytest.raises(InputError) as error:
        load_model(folder)
    text = str(error.value)
    assert "\n" not in text and len(text) < 600
    assert folder.name in text
    assert looked_at(folder) in ("not whole", text)
    return text


def looked_at(folder: Path) -> str:
    """What `salarypred verify` finds: whole, not whole, or its error."""
    try:
        return "whole" if inspect_folder(folder)["whole"] else "not whole"
    except InputError as error:
        return str(error)


def fit_checksums(folder: Path, *names: str) -> None:
    """What a stranger does after a change: a manifest that fits, with more files if need be."""
    path = folder / "metadata.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name in {*manifest["files"], *names}:
        manifest["files"][name] = sha256(folder / name)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def change_values(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "model.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    change(values)
    path.write_text(json.dumps(values), encoding="utf-8")
    fit_checksums(folder)


def change_arrays(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "model.safetensors"
    arrays = {name: array.copy() for name, array in read_arrays(path).items()}
    change(arrays)
    path.unlink()
    write_arrays(path, arrays)
    fit_checksums(folder)


# ---- what is saved comes back


def test_loaded_model_answers_like_the_trained_one(
    model_folder: Path, adverts: pd.DataFrame, tmp_path: Path
) -> None:
    shutil.copytree(model_folder, tmp_path / "elsewhere")  # a folder may be moved
    first, second = load_model(model_folder), load_model(str(tmp_path / "elsewhere"))
    answers = [one.predict(adverts.head(50)) for one in (first, second)]
    names = [answer.pop("predicted_by").iloc[0].split() for answer in answers]
    assert [name[0] for name in names] == ["model", "elsewhere"]
    assert names[0][1:] == names[1][1:]  # the same day and checksum
    pd.testing.assert_frame_equal(answers[0], answers[1])


def test_a_saved_model_answers_as_before(tmp_path: Path, quick_networks: None) -> None:
    rows = pd.DataFrame(
        {"title": [f"Chef {i % 7}" for i in range(40)], "salary": range(20_000, 60_000, 1000)}
    )
    fitted = AdvertModel(n_folds=2, n_networks=1, random_state=5).fit(rows)
    save_model(fitted, tmp_path / "m", {}, {})
    loaded = load_model(tmp_path / "m")
    answers = [one.predict(rows, details=True) for one in (loaded, fitted)]
    assert answers[1].pop("predicted_by").unique().tolist() == ["unsaved model"]
    assert answers[0].pop("predicted_by").iloc[0].startswith("m ")
    pd.testing.assert_frame_equal(answers[0], answers[1], rtol=1e-9)
    assert loaded.get_params() == fitted.get_params()
    # Saving took nothing away from the model in memory.
    assert fitted.salary_ is not None
    assert len(fitted.salary_.predict(rows)) == 40


@pytest.mark.parametrize("which", ["shipped", "session"])
def test_saved_again_it_is_the_same(which: str, model_folder: Path, tmp_path: Path) -> None:
    folder = model_folder if which == "session" else shipped_model()
    if folder is None:
        pytest.skip("this copy of the project carries no models/uk-adverts")
    model = load_model(folder)
    texts = {"README.md": (folder / "README.md").read_text(encoding="utf-8")}
    again = save_model(model, tmp_path / "again", dict(model.metadata), texts)
    for name in ("model.safetensors", "model.json", "README.md"):
        assert sha256(again / name) == sha256(folder / name), name
    before, after = load_model(folder).metadata, load_model(again).metadata
    assert before["trained"] == after["trained"]


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
    assert sum(path.stat().st_size for path in folder.iterdir()) < 70e6


def test_weights_stay_on_the_disk(model_folder: Path) -> None:
    """Processes that load the same folder share its memory."""
    model = load_model(model_folder)
    assert model.salary_ is not None
    array = model.salary_.networks_[0].trained().weights[0]
    while isinstance(array.base, np.ndarray):
        array = array.base
    assert isinstance(array, np.memmap)


# ---- an older format


def test_the_format_before_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(OLD_FORMAT) == (
        f"{OLD_FORMAT}: has model format 3, this version of salarypred reads 4; "
        "train the model again"
    )
    (tmp_path / "a.csv").write_text("title\nChef\n")
    assert main(["predict", str(tmp_path / "a.csv"), "--model", str(OLD_FORMAT)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


# ---- code of a stranger


class Call:
    """An object whose pickle calls a function when it is read."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = (function, arguments)

    def __call__(self) -> None:
        """For pickle, which wants a function that is called to be callable."""

    def __reduce__(self) -> Any:
        return self.call


def attacks(mark: Path) -> dict[str, Any]:
    command = f"touch {mark}"
    return {
        "os.system": Call(os.system, command),
        "builtins.eval": Call(eval, f"__import__('os').system({command!r})"),
        "builtins.exec": Call(exec, f"import os; os.system({command!r})"),
        "getattr chain": Call(Call(getattr, Call(import_module, "os"), "system"), command),
        "reduce over getattr": Call(
            Call(functools.reduce, getattr, ("path", "os", "system"), Call(import_module, "os")),
            command,
        ),
        "functools.partial": Call(functools.partial(os.system, command)),
        "subprocess.Popen": Call(subprocess.Popen, ["touch", str(mark)]),
        "nested in a list": [1, {"a": Call(os.system, command)}],
        "object array": np.array([Call(os.system, command)], dtype=object),
        "object array in an array": np.array(
            [np.array([Call(os.system, command), None], dtype=object), None], dtype=object
        ),
    }


NAMES = tuple(attacks(Path("x")))


@pytest.mark.parametrize("attack", NAMES)
@pytest.mark.parametrize("way", ["joblib", "pickle", "npy", "npz", "npz beside"])
def test_a_pickle_is_never_read(copy: Path, tmp_path: Path, attack: str, way: str) -> None:
    mark = tmp_path / "mark"
    evil = attacks(mark)[attack]
    arrays = copy / "model.safetensors"
    if way == "joblib":
        joblib.dump(evil, copy / "salary.joblib")
        fit_checksums(copy, "salary.joblib")
    elif way == "pickle":
        arrays.write_bytes(pickle.dumps(evil))
        fit_checksums(copy)
    else:
        data = io.BytesIO()
        wrapped = np.empty(1, dtype=object)
        wrapped[0] = evil
        np.save(data, wrapped, allow_pickle=True)
        if way == "npy":
            arrays.write_bytes(data.getvalue())
            fit_checksums(copy)
        else:
            target = arrays if way == "npz" else copy / "weights.npz"
            with zipfile.ZipFile(target, "w") as file:
                file.writestr("weights.npy", data.getvalue())
            fit_checksums(copy, target.name)
    refused(copy)
    assert not mark.exists()


def test_the_attacks_are_real(tmp_path: Path) -> None:
    """Each of them runs where a pickle is read; otherwise the test above would show nothing."""
    for number, name in enumerate(NAMES):
        joblib.dump(attacks(tmp_path / f"mark{number}")[name], tmp_path / f"{number}.joblib")
    code = "import joblib, sys\nfor p in sys.argv[1:]:\n x = joblib.load(p)\n callable(x) and x()"
    files = [str(tmp_path / f"{number}.joblib") for number in range(len(NAMES))]
    subprocess.run([sys.executable, "-c", code, *files], check=True, capture_output=True)
    time.sleep(0.2)  # for the process that is not waited for
    missing = [name for i, name in enumerate(NAMES) if not (tmp_path / f"mark{i}").exists()]
    assert missing == []


def test_no_module_of_the_package_reads_pickles() -> None:
    import salarypred

    for path in Path(salarypred.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("joblib.load", "import pickle", "allow_pickle=True", "read_pickle"):
            assert word not in text, f"{path.name}: {word}"


# ---- names that lead elsewhere


@pytest.mark.parametrize(
    "name",
    ["../evil.json", "/etc/hostname", "a/../../evil", "..", "", ".", "model.json\x00", "C:\\x"],
)
def test_names_that_lead_out_of_the_folder(copy: Path, name: str) -> None:
    path = copy / "metadata.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"][name] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert "is no part of model format 4" in refused(copy)


@pytest.mark.parametrize("name", ["model.json", "model.safetensors", "README.md"])
def test_links(copy: Path, tmp_path: Path, name: str) -> None:
    (copy / name).rename(tmp_path / name)
    (copy / name).symlink_to(tmp_path / name)
    assert f"{name}: is a link" in refused(copy)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_never_ends(copy: Path) -> None:
    (copy / "model.json").unlink()
    os.mkfifo(copy / "model.json")
    assert "the file model.json is missing" in refused(copy)


# ---- sizes


def header(**arrays: Any) -> bytes:
    text = json.dumps(arrays).encode()
    return len(text).to_bytes(8, "little") + text


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("weights.npy", content)
    return packed.getvalue()


HUGE = {"dtype": "F64", "shape": [2**38], "data_offsets": [0, 2**41]}
SMALL = {"dtype": "F64", "shape": [8], "data_offsets": [0, 64]}
WIDE = HUGE | {"shape": [0, 2**39], "data_offsets": [0, 0]}
ARRAY_FILE, VALUE_FILE = "model.safetensors", "model.json"
# name: (file, its content)
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip": (ARRAY_FILE, lambda: zipped(bytes(2**28))),
    "shape": (ARRAY_FILE, lambda: header(x=HUGE) + bytes(64)),
    "overflow": (ARRAY_FILE, lambda: header(x=HUGE | {"shape": [2**32] * 3}) + bytes(64)),
    "empty but wide": (ARRAY_FILE, lambda: header(x=WIDE)),
    "overlap": (ARRAY_FILE, lambda: header(**{f"x{i}": SMALL for i in range(9000)}) + bytes(64)),
    "header": (ARRAY_FILE, lambda: (2**62).to_bytes(8, "little") + bytes(64)),
    "many names": (ARRAY_FILE, lambda: header(**{f"x{i}": 1 for i in range(200_000)})),
    "lists": (VALUE_FILE, lambda: b"[" + b"[]," * 10_000_000 + b"1]"),
    "deep": (VALUE_FILE, lambda: b'{"a":' * 1_000_000),
    "long number": (VALUE_FILE, lambda: b'{"parameters": ' + b"9" * 10_000_000 + b"}"),
    "sparse file": (VALUE_FILE, lambda: b""),
    "manifest": ("metadata.json", lambda: b" " * 2**24),
}


def bomb(name: str, folder: Path) -> None:
    file, content = BOMBS[name]
    (folder / file).write_bytes(content())
    if name == "sparse file":
        os.truncate(folder / file, 2**30)


_PEAKS = """
import resource, sys
from salarypred.errors import InputError
from salarypred.model.loading import load_model
load_model(sys.argv[1])
for folder in sys.argv[1:]:
    try:
        load_model(folder)
        print("loaded", end=" ")
    except InputError:
        print("refused", end=" ")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_bombs(model_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="memory is measured on Unix only")
    folders = [tmp_path / name for name in BOMBS]
    for folder in folders:
        shutil.copytree(model_folder, folder)
        bomb(folder.name, folder)
        if folder.name not in ("manifest", "sparse file"):
            fit_checksums(folder)
    words = [sys.executable, "-c", _PEAKS, str(model_folder), *map(str, folders)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    (first, usual), *others = [line.split() for line in done.stdout.splitlines()]
    assert first == "loaded"
    for name, (answer, peak) in zip(BOMBS, others, strict=True):
        assert answer == "refused", name
        assert int(peak) < int(usual) + 150, f"{name}: {peak} MiB after {usual} MiB"


# ---- damage that the checksums do not show


@pytest.mark.parametrize("share", [n / 20 for n in range(20)])
@pytest.mark.parametrize("name", ["model.safetensors", "model.json", "metadata.json"])
def test_cut_off(copy: Path, name: str, share: float) -> None:
    path = copy / name
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    if name != "metadata.json":
        fit_checksums(copy)
    assert name in refused(copy)


VALUES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no vectorizer": lambda v: v.pop("vectorizer"),
    "a part is a list": lambda v: v.update(salary=[]),
    "a part is a number": lambda v: v.update(cohorts=7),
    "nothing to tell": lambda v: v.update(salary=None, category=None),
    "infinity": lambda v: v["salary"]["second_stage"].update(pay_range=[0, 1e999]),
    "NaN": lambda v: v["category"].update(temperature=float("nan")),
    "no temperature": lambda v: v["category"].update(temperature=0),
    "text for a number": lambda v: v["salary"]["second_stage"]["trees"].update(baseline="1"),
    "true for a number": lambda v: v["salary"]["second_stage"]["trees"].update(n_features=True),
    "negative": lambda v: v["salary"]["ridge"].update(n_eras=-1),
    "more eras": lambda v: v["salary"]["ridge"].update(n_eras=3),
    "one class": lambda v: v["category"].update(classes=["x"]),
    "a class twice": lambda v: v["category"].update(classes=["x"] * len(v["category"]["classes"])),
    "half a character": lambda v: v["category"]["classes"].__setitem__(0, "\ud800"),
    "another kind": lambda v: v["category"]["members"][0].update(kind="os.system"),
    "terms twice": lambda v: v["vectorizer"]["blocks"][0]["terms"].append("nurse nurse"),
    "a block of another name": lambda v: v["vectorizer"]["blocks"][0].update(name="__class__"),
    "a field of another name": lambda v: v["vectorizer"]["blocks"].append(
        {"name": "entities", "fields": ["__dict__"], "min_count": 1, "names": ["x"]}
    ),
    "no blocks": lambda v: v["vectorizer"].update(blocks=[]),
    "other keys": lambda v: v["salary"]["means"]["columns"][0].update(name="x"),
    "a column of another name": lambda v: v["salary"]["second_stage"]["columns"].__setitem__(
        0, "x"
    ),
    "a column less": lambda v: v["salary"]["second_stage"]["columns"].pop(),
    "no networks": lambda v: v["salary"].update(networks=[]),
    "base of itself": lambda v: v.update(base=json.loads(json.dumps(v))),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_that_are_wrong(copy: Path, name: str) -> None:
    change_values(copy, VALUES[name])
    refused(copy)


def turn(a: dict[str, Any], name: str, *, to: int, at: int = 0) -> None:
    a[name][at] = to


ARRAYS: dict[str, Callable[[dict[str, Any]], object]] = {
    "none": lambda a: a.clear(),
    "one too many": lambda a: a.update(evil=np.zeros(3)),
    "tree in a circle": lambda a: turn(a, "salary.second_stage.trees.left", to=0, at=0),
    "tree to its end": lambda a: turn(a, "salary.second_stage.trees.right", to=2**30),
    "tree before itself": lambda a: turn(a, "salary.second_stage.trees.left", to=-5),
    "a column that is not there": lambda a: turn(a, "salary.second_stage.trees.feature", to=9999),
    "a column before the first": lambda a: turn(
        a, "salary.second_stage.distribution.down.feature", to=-1
    ),
    "trees without nodes": lambda a: turn(a, "salary.second_stage.trees.sizes", to=0),
    "trees of many nodes": lambda a: turn(a, "salary.second_stage.trees.sizes", to=2**31 - 1),
    "weights that are no numbers": lambda a: turn(
        a,
        "salary.networks.0.network.layers.0.intercepts",
        to=np.nan,  # type: ignore[arg-type]
    ),
    "narrow weights": lambda a: a.update(
        {"salary.networks.0.network.layers.0.weights": np.zeros((5, 192), np.float32)}
    ),
    "another type": lambda a: a.update({"range.coef": a["range.coef"].astype(np.int32)}),
    "short": lambda a: a.update({"range.coef": a["range.coef"][:-1]}),
    "keys beyond the groups": lambda a: turn(a, "cohorts.keys", to=2**60, at=-1),
    "rows of another number": lambda a: a.update({"cohorts.years": a["cohorts.years"][:-1]}),
    "a class beyond the last": lambda a: turn(a, "category.members.0.classes", to=10**6),
    "a class twice": lambda a: turn(
        a, "category.members.0.classes", to=int(a["category.members.0.classes"][1])
    ),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_that_are_wrong(copy: Path, name: str) -> None:
    change_arrays(copy, ARRAYS[name])
    refused(copy)


def test_no_change_is_no_damage(copy: Path, adverts: pd.DataFrame, model: AdvertModel) -> None:
    """The helpers of these tests alone break nothing."""
    change_values(copy, dict)
    change_arrays(copy, dict)
    some = adverts.head(20)
    answers = [one.predict(some).drop(columns="predicted_by") for one in (load_model(copy), model)]
    pd.testing.assert_frame_equal(answers[0], answers[1])
