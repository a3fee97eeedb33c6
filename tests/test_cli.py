"""The commands as a user starts them: exit status, streams, and what a mistake looks like."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import salarypred
from salarypred.cli import main
from salarypred.commands.options import run
from salarypred.errors import InputError

ROOT = Path(__file__).parents[1]


def start(*words: str | Path, cwd: Path) -> tuple[int, str, str]:
    """Start a new Python: exit status, standard output, standard error."""
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, cwd=cwd, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_predict_from_a_clone(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "a.csv").write_text("title,mine\nSous Chef,1\n,2\nNurse,3\n")
    status, out, err = start(
        ROOT / "predict.py", "a.csv", "--model", model_folder, "--output", "b.csv", cwd=tmp_path
    )
    assert (status, out, err) == (0, "", "")
    answer = pd.read_csv(tmp_path / "b.csv")
    assert answer["mine"].tolist() == [1, 2, 3]
    assert answer["salary"].notna().tolist() == [True, False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_module_reads_standard_input_and_writes_standard_output_as_utf_8(
    tmp_path: Path, model_folder: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "salarypred", "predict", "-", "--model", model_folder],
        input=b"title,pay\r\nCaf\xc3\xa9 chef,\xc2\xa325k\r\n",
        capture_output=True,
        cwd=tmp_path,
        # A terminal that knows ASCII only.
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Café chef,£25k,")


def test_a_mistake_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,text\nx,y\n")
    status, out, err = start(ROOT / "predict.py", "a.csv", "--output", "b.csv", cwd=tmp_path)
    assert (status, out) == (2, "")
    assert err == ("salarypred: a.csv: no column 'title' or 'description' (found: name, text)\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_reader_that_goes_away_is_no_mistake(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "a.csv").write_text("title\n" + "Chef with a long title\n" * 3000)
    command = [sys.executable, "-m", "salarypred", "predict", "a.csv"]
    command += ["--model", str(model_folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_importing_the_package_is_quick(tmp_path: Path) -> None:
    code = "import salarypred, sys; print([m for m in ('sklearn', 'spacy') if m in sys.modules])"
    assert start("-c", code, cwd=tmp_path) == (0, "[]\n", "")


def test_names_of_the_package(model_folder: Path) -> None:
    model = salarypred.load_model(model_folder)
    assert isinstance(model, salarypred.AdvertModel)
    frame = pd.DataFrame({"title": ["Chef"]}, index=["x"])
    assert model.predict(frame).index.tolist() == ["x"]
    assert issubclass(salarypred.InputError, Exception)
    with pytest.raises(AttributeError, match="no attribute 'nix'"):
        _ = salarypred.nix


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help(capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert main([word]) == 0
    out, err = capsys.readouterr()
    assert "train" in out
    assert "predict" in out
    assert err == ""


@pytest.mark.parametrize("command", ["train", "predict"])
def test_help_of_a_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert f"usage: salarypred {command}" in out
    assert "examples:" in out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{salarypred.__version__}\n"


@pytest.mark.parametrize("words", [[], ["cook"], ["--nix"]])
def test_no_such_command(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: salarypred COMMAND")


@pytest.mark.parametrize(
    "words", [["predict"], ["train"], ["predict", "a.csv", "--nix"], ["train", "--seed", "x"]]
)
def test_wrong_options(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "usage: salarypred" in capsys.readouterr().err


def test_errors_become_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(argv: object) -> int:
        raise InputError("a\nb.csv: is\tbad;\n expected good")

    assert run(fails) == 2
    assert capsys.readouterr().err == "salarypred: a b.csv: is bad; expected good\n"


def test_interruption(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(argv: object) -> int:
        raise KeyboardInterrupt

    assert run(interrupted) == 130
    assert capsys.readouterr().err == "salarypred: interrupted; nothing was written\n"


def test_what_is_no_mistake_of_the_user_is_not_hidden() -> None:
    def broken(argv: object) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(broken)


@pytest.mark.parametrize("script", ["predict.py", "train.py"])
def test_a_python_without_the_packages_is_told_what_to_run(tmp_path: Path, script: str) -> None:
    for name in ("quickstart.py", script):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    python = (sys.executable, "-S", "-I")  # without any installed package
    run_it = "import sys; sys.path.insert(0, '.'); import runpy; runpy.run_path(sys.argv[1])"
    done = subprocess.run(
        [*python, "-c", run_it, script], capture_output=True, cwd=tmp_path, check=False
    )
    message = "salarypred: this Python has no package salarypred; run: "
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{message}python quickstart.py\n"
    inside = tmp_path / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    inside.parent.mkdir(parents=True)
    inside.touch()
    done = subprocess.run(
        [*python, "-c", run_it, script], capture_output=True, cwd=tmp_path, check=False
    )
    assert done.stderr.decode() == f"{message}{inside.relative_to(tmp_path)} {script}\n"


def test_help_starts_within_a_third_of_a_second(tmp_path: Path) -> None:
    def seconds() -> float:
        before = os.times()
        assert start("-m", "salarypred", "predict", "--help", cwd=tmp_path)[0] == 0
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])  # of children, on a machine that others use too

    assert min(seconds() for _ in range(3)) < 0.3
