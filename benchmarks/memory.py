"""What a command and all processes that it starts take: time, processor time, peak memory."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.1  # seconds between two looks


class Usage(NamedTuple):
    """What a command took."""

    memory: float  # peak, GiB; NaN where the system does not tell
    seconds: float
    cpu_seconds: float  # of all its processes that were waited for; NaN as above
    failed: str  # the last line that it said, or how it ended; "" if all went well
    said: str  # on standard error


def peak_memory(command: Sequence[str]) -> float:
    """Run a command and return the peak of its memory in GiB, as :func:`measured` does.

    Raises
    ------
    SystemExit
        If the command fails; with what it said.
    """
    usage = measured(command)
    if usage.failed:
        raise SystemExit(f"{' '.join(command)}\n{usage.said or usage.failed}")
    return usage.memory


def measured(
    command: Sequence[str], *, pause: float = _PAUSE, most_seconds: float | None = None
) -> Usage:
    """Run a command and return what it took.

    Where the system has ``/proc`` (Linux), the memory is that of the command's processes together,
    shared pages counted once; elsewhere that of the largest of them.

    Parameters
    ----------
    command : sequence of str
    pause : float
        Seconds between two looks at its memory.
    most_seconds : float, optional
        Then it is ended, which counts as a failure.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:  # a pipe that nobody reads would fill up
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak, largest, cpu, late = 0, 0, float("nan"), False
        if Path("/proc/self/smaps_rollup").exists():
            while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                peak = max(peak, sum(_proportional(pid) for pid in _tree(process.pid)))
                if most_seconds is not None and time.perf_counter() - start > most_seconds:
                    late = True
                    process.kill()
                time.sleep(pause)
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            cpu = usage.ru_utime + usage.ru_stime
        else:
            process.wait()
        seconds = time.perf_counter() - start
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    failed = ""
    if process.returncode:
        failed = f"longer than {most_seconds:.0f} s" if late else _reason(process.returncode, said)
    # A child begins with the peak of its parent, so that of the system says little of a small one.
    memory = (peak or largest) / 2**30 or float("nan")
    return Usage(memory, seconds, cpu, failed, said)


def _reason(status: int, said: str) -> str:
    """Why a command failed, in a few words."""
    if status < 0:
        return f"ended by {signal.Signals(-status).name}"
    lines = said.strip().splitlines()
    return lines[-1] if lines else f"status {status}"


def _tree(pid: int) -> list[int]:
    """Number of a process and of its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended meanwhile
            continue
    return found


def _proportional(pid: int) -> int:
    """Bytes of a process; a page that n processes share counts as 1/n page."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
