"""Processes that answer parts of an input."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from salarypred.errors import InputError
from salarypred.model.workers import Workers, shared_memory


def _slow_square(number: int) -> int:
    time.sleep(0.02 * (number % 3))  # some are overtaken
    return number**2


def _failing(number: int) -> int:
    if number == 3:
        raise InputError("a.csv: no such thing; expected another")
    return number


def _ending(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
    return number


def _frozen(_: int) -> int:
    return gc.get_freeze_count()


def _process(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_order_from_every_number_of_processes(jobs: int) -> None:
    with Workers(_slow_square, jobs) as workers:
        assert list(workers.map(range(20))) == [number**2 for number in range(20)]


@pytest.mark.skipif(not shared_memory(), reason="processes begin with nothing here")
def test_what_a_process_begins_with_is_not_searched_for_garbage() -> None:
    with Workers(_frozen, 1) as workers:
        assert next(workers.map([0])) > 1_000


def test_no_parts_no_answers() -> None:
    with Workers(_slow_square, 2) as workers:
        assert list(workers.map([])) == []


def test_parts_are_read_only_a_little_ahead() -> None:
    read: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(50):
            read.append(number)
            yield number

    with Workers(_slow_square, 2) as workers:
        for turn, _ in enumerate(workers.map(parts())):
            assert len(read) <= turn + 10
    assert len(read) == 50


def test_an_error_arrives_with_where_it_came_from() -> None:
    with Workers(_failing, 2) as workers, pytest.raises(InputError, match="no such thing") as told:
        list(workers.map(range(9)))
    assert "_failing" in told.value.__notes__[0]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent a signal there")
def test_a_process_that_is_ended_from_outside_ends_the_run() -> None:
    with Workers(_ending, 2) as workers, pytest.raises(InputError, match="ended from outside"):
        list(workers.map(range(9)))


def test_no_process_is_left_however_the_block_ends() -> None:
    found: set[int] = set()

    def interrupted() -> None:
        with Workers(_process, 2) as workers:
            found.update(workers.map(range(8)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert found
    assert os.getpid() not in found
    for pid in found:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not shared_memory(), reason="needs /proc, which Linux has")
def test_processes_end_by_themselves_when_the_first_one_is_killed() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_workers import _process\n"
        "from salarypred.model.workers import Workers\n"
        "import time\n"
        "with Workers(_process, 3) as workers:\n"
        "    print(*workers.map(range(12)), flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        pids = set(first.stdout.readline().split())
        first.kill()
        first.wait()
        end = time.monotonic() + 5
        while time.monotonic() < end and any(map(_runs, pids)):
            time.sleep(0.05)
    assert pids
    assert not any(map(_runs, pids))


def _runs(pid: str) -> bool:
    """Whether a process is there and not a zombie that nobody has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
