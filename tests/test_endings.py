"""How commands end: by signals, and with standard streams that are closed or full."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from salarypred.commands.options import run
from salarypred.endings import Ended, ended_cleanly

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and devices of Unix")
FULL = Path("/dev/full")
#: Commands that print, and need no model.
PRINTING = (["--help"], ["--version"], ["official", "6135"], ["verify", "MODEL"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_as_ctrl_c_does(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    put_away = []

    def long_work(argv: object) -> int:
        try:
            signal.raise_signal(number)
        finally:
            signal.raise_signal(number)  # a second one does not disturb
            put_away.append(True)
        return 0

    assert run(long_work) == 128 + number
    assert put_away
    assert capsys.readouterr().err == f"salarypred: ended by {number.name}; nothing was written\n"
    assert signal.getsignal(number) == signal.SIG_DFL


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_cleanly():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
    with pytest.raises(Ended), ended_cleanly():
        signal.raise_signal(signal.SIGHUP)


def shell(line: str, *words: str) -> tuple[int, str, str]:
    """Run a line of the shell; ``$@`` is the command."""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "salarypred", *words]
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}", "bash", *command],
        capture_output=True,
        text=True,
        check=False,
        env=buffered,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", PRINTING, ids=lambda words: words[0])
def test_a_full_disk_is_one_line(words: list[str], model_folder: Path) -> None:
    words = [str(model_folder) if word == "MODEL" else word for word in words]
    status, _, said = shell('"$@" > /dev/full', *words)
    assert (status, said) == (2, "salarypred: no space left on device; nothing was written\n")


@pytest.mark.parametrize("words", PRINTING, ids=lambda words: words[0])
def test_a_closed_output_is_one_line(words: list[str], model_folder: Path) -> None:
    words = [str(model_folder) if word == "MODEL" else word for word in words]
    status, _, said = shell('"$@" >&-', *words)
    assert status == 2
    assert said.startswith("salarypred: standard output is closed;") and said.count("\n") == 1


@pytest.mark.parametrize("words", PRINTING, ids=lambda words: words[0])
def test_a_reader_that_stops_is_no_mistake(words: list[str], model_folder: Path) -> None:
    words = [str(model_folder) if word == "MODEL" else word for word in words]
    # The reader is gone before the first word.
    status, _, said = shell('("$@"; echo "status $?" >&2) | true', *words)
    assert said == "status 0\n"
    assert status == 0


def test_closed_and_full_standard_error() -> None:
    assert shell('"$@" 2>&-', "nonsense")[0] == 2
    if FULL.exists():
        assert shell('"$@" 2>/dev/full', "nonsense")[0] == 2


@pytest.mark.parametrize("wait", ["0", "0.02", "0.05", "0.1", "0.3"])
def test_an_early_interruption_shows_no_traceback(wait: str) -> None:
    code = (
        "import subprocess, sys, time, signal\n"
        f"p = subprocess.Popen([{sys.executable!r}, '-X', 'utf8', '-m', 'salarypred', 'official',"
        " 'chef'], stdout=subprocess.DEVNULL)\n"
        f"time.sleep({wait}); p.send_signal(signal.SIGINT); print(p.wait())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    # Before Python itself is ready its own words are all that can be had.
    if "runpy" in done.stderr or "site" in done.stderr or float(wait) < 0.05:
        pytest.skip("Python was not ready yet")
    assert "Traceback" not in done.stderr
    assert done.stdout.strip() in ("-2", "130", "0")
