"""Temporary files: locked while their owner lives, removed once it was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from salarypred.files import temporary
from salarypred.files.temporary import (
    remove,
    remove_leftovers,
    temporary_file,
    temporary_folder,
)

pytest.importorskip("fcntl", reason="locks of Unix")
LEFT = (".salarypred-0123456789abcdef.part", ".salarypred-fedcba9876543210.folder")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(temporary, "_NEW", 0.0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    file, folder = temporary_file(tmp_path), temporary_folder()
    (folder / "copy").write_text("Chef")
    assert file.parent == folder.parent == tmp_path
    for path in (file, folder):
        remove(path)
        remove(path)
    assert list(tmp_path.iterdir()) == []


def test_leftovers_are_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / LEFT[0]).write_text("half")
    (tmp_path / f"{LEFT[0]}.before").write_text("half")
    (tmp_path / LEFT[1]).mkdir()
    (tmp_path / LEFT[1] / "input.csv").write_text("title")
    others = ["salarypred-mine", ".salarypred-mine.part", "a.csv.part", ".salarypred-0123.folder"]
    for name in others:
        (tmp_path / name).write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".salarypred-aaaaaaaaaaaaaaaa.folder").symlink_to(tmp_path / "elsewhere")
    remove_leftovers()
    assert (tmp_path / "elsewhere").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*others, "elsewhere", ".salarypred-aaaaaaaaaaaaaaaa.folder"]
    )


def test_what_is_in_use_stays_and_what_a_killed_run_left_goes(tmp_path: Path) -> None:
    code = (
        "import sys, time, tempfile; from pathlib import Path; tempfile.tempdir = sys.argv[1]\n"
        "from salarypred.files.temporary import temporary_file, temporary_folder\n"
        "temporary_file(Path(sys.argv[1])); temporary_folder(); print('ready', flush=True)\n"
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "ready\n"
        assert remove_leftovers() == 0
        assert len(list(tmp_path.iterdir())) == 2
        owner.send_signal(signal.SIGKILL)
        owner.wait(10)
    assert remove_leftovers() == 2
    assert list(tmp_path.iterdir()) == []


def test_own_files_and_new_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = temporary_file(tmp_path)
    monkeypatch.setattr(temporary, "_NEW", 60.0)
    new = tmp_path / LEFT[0]
    new.write_text("its owner has not locked it yet")
    assert remove_leftovers() == 0
    old = time.time() - 100
    os.utime(new, (old, old))
    assert remove_leftovers() == 1
    assert own.exists()
    remove(own)
