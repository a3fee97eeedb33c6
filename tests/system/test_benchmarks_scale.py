"""The benchmarks of engines and of the server run on little and count what goes wrong."""

import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import engines
import memory
import training

from salarypred.sample.generate import generate


def test_engines_compares_with_the_command(model_folder: Path, tmp_path: Path) -> None:
    lines = list(
        engines.compare(
            generate(30, seed=8).drop(columns="salary"),
            tmp_path,
            rows=60,
            killed=20,
            engines=[],
            model=model_folder,
            jobs=1,
        )
    )
    assert lines[0] == "60 rows, 1 cores"
    assert lines[-1].startswith("| command |")
    assert len(pd.read_parquet(tmp_path / "all.parquet")) == 60


def test_engines_counts_rows_that_differ() -> None:
    rows = pd.DataFrame({"pay": [1.0, np.nan, 3.0], "title": ["Chef", None, "Cook"]})
    assert engines.differ(rows, rows.copy()) == 0
    assert engines.differ(rows.assign(pay=[1.0, np.nan, 3.1]), rows) == 1
    assert engines.differ(rows.assign(title=["Chef", "x", "cook"]), rows) == 2
    assert engines.differ(rows.iloc[::-1], rows) == 2
    assert engines.differ(rows.convert_dtypes(), rows) == 0
    assert engines.differ(rows.head(2), rows) == 3


class Stub(BaseHTTPRequestHandler):
    """Answers every advert but those titled "fail"; breaks the connection at "cut" once."""

    protocol_version = "HTTP/1.1"
    broken = False

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["content-length"]))
        if b"cut" in asked and not Stub.broken:
            Stub.broken = True
            self.close_connection = True
            return
        body = b'{"predicted_salary":null}' if b"fail" in asked else b'{"predicted_salary":1}'
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_serve_counts_answers_failures_and_cuts(port: int) -> None:
    pytest.importorskip("httpx", reason="the extra 'test' is not installed")
    import serve

    adverts = [{"title": title} for title in ("Chef", "fail", "cut", "Cook")]
    load = serve.Load(port, adverts, clients=4, rounds=3, seconds=20)
    said = load.run()
    assert (len(load.times), load.failures, load.cut) == (9, 3, 1)
    assert said.startswith("9 answers, 3 failures, 1 cut, median")
    late = serve.Load(port, adverts, clients=4, rounds=3, seconds=0)
    assert late.run() == "no answer, 0 failures, 0 cut"


def test_training_draws_adverts_again_with_other_titles() -> None:
    adverts = generate(50, seed=3)
    fewer = training.resampled(adverts, 20)
    assert len(fewer) == 20 and set(fewer["title"]) <= set(adverts["title"])
    more = training.resampled(adverts, 400)
    assert len(more) == more["id"].nunique() == 400
    assert set(adverts["title"]) < set(more["title"])
    assert more["title"].nunique() > 4 * adverts["title"].nunique()
    assert set(" ".join(more["title"]).split()) == set(" ".join(adverts["title"]).split())
    lengths = [{len(title.split()) for title in table["title"]} for table in (more, adverts)]
    assert lengths[0] == lengths[1]
    assert more.equals(training.resampled(adverts, 400))


def test_training_finds_exponents_of_what_did_not_fail() -> None:
    done, failed = np.array([50, 100, 200]), [""] * 3
    table = pd.DataFrame(
        {
            "adverts": [*done, 400],
            "seconds": [*0.1 * done**1.2, 1.0],
            "CPU seconds": [*2.0 * done, 1.0],
            "peak GiB": [0.5, 0.5, 0.5, 9.0],
            "failed": [*failed, "ended by SIGKILL"],
        }
    )
    assert training.summary(table) == [
        "seconds: adverts ** 1.20",
        "CPU seconds: adverts ** 1.00",
        "peak GiB: adverts ** 0.00",
    ]
    assert training.summary(table.iloc[:1])[0] == "seconds: -"


def test_training_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate(60, seed=3).to_parquet(tmp_path / "a.parquet")
    words = ["--sizes", "40", "--folds", "2", "--networks", "1", "--minutes", "0.0001"]
    training.main([str(tmp_path / "a.parquet"), *words])
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("train.py --folds=2 --networks=1 --jobs=2 --base=none")
    assert said[1].split()[:3] == ["adverts", "titles", "seconds"]
    assert said[2].endswith("longer than 0 s")
    assert said[-1] == "peak GiB: -"


def test_what_a_command_takes() -> None:
    work = "x = bytearray(200_000_000); sum(range(5_000_000))"
    usage = memory.measured([sys.executable, "-c", work], pause=0.02)
    assert usage.failed == "" and 0.15 < usage.memory < 1
    assert 0.05 < usage.cpu_seconds < usage.seconds + 1
    failed = memory.measured([sys.executable, "-c", "raise MemoryError('too much')"])
    assert failed.failed == "MemoryError: too much"
    late = memory.measured([sys.executable, "-c", "import time; time.sleep(60)"], most_seconds=0.3)
    assert late.failed == "longer than 0 s" and late.seconds < 20
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert memory.measured([sys.executable, "-c", killed]).failed == "ended by SIGKILL"
