"""Does `salarypred serve` hold under load? Single requests at once, alone and with trouble beside.

Starts a server on a free port of this machine's loopback and asks it for single adverts from so
many clients at once, each on a connection of its own and again as soon as it is answered: alone;
with trouble beside it (clients that send a byte a second, uploads that are cut off, and a process
of the server killed); and while a table is uploaded. Requests and time are bounded. Printed:
answers, failures, the median and 99th percentile of the answers' times, the rows a second of the
upload, and the most memory of the server and its processes.

    python benchmarks/serve.py [adverts.parquet] [--workers 4] [--clients 200] [--rounds 5]
        [--seconds 60] [--upload 50000]

Without a table: synthetic adverts. `--upload 0` leaves the upload out. The clients run on the same
cores as the server. A request whose process is killed fails; it is asked again and counted as cut.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pandas as pd

from salarypred.adverts.table import to_adverts
from salarypred.sample.generate import generate

HOST = "127.0.0.1"
#: Most requests and seconds of a part of this benchmark, whatever is asked for.
MOST_REQUESTS, MOST_SECONDS = 100_000, 600.0


def below(pid: int) -> list[int]:
    """A process and all that descend from it (Linux; elsewhere only itself)."""
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children(found[-1])
    return found


def children(pid: int) -> list[int]:
    """Processes that a process has started, oldest first (Linux; elsewhere none)."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def memory(pid: int) -> float:
    """MiB of a process and all below it, shared pages counted once each (Linux; without it 0)."""
    total = 0.0
    for process in below(pid):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) / 1024 for line in lines if line[:4] == "Pss:")
    return total


def cpu(pid: int) -> float:
    """CPU seconds of a process and all below it (Linux; of process 0 none)."""
    seconds = 0.0
    for process in below(pid) if pid else []:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        # Its own, and of its own that have ended.
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


class Load:
    """So many clients at once, each one advert at a time.

    Parameters
    ----------
    port : int
        On the loopback.
    adverts : list of dict
    clients, rounds : int
        Requests of each client.
    seconds : float
        No request starts later than this.
    pid : int
        Of the server, whose CPU seconds are counted.
    """

    def __init__(
        self,
        port: int,
        adverts: list[dict[str, str]],
        clients: int,
        rounds: int,
        seconds: float,
        pid: int = 0,
    ) -> None:
        self.port = port
        self.pid = pid
        self.clients = clients
        self.rounds = min(rounds, MOST_REQUESTS // clients)
        self.seconds = min(seconds, MOST_SECONDS)
        self.requests = [request("/api/predict", json.dumps(a).encode()) for a in adverts]
        self.times: list[float] = []
        self.failures = self.cut = 0

    def run(self) -> str:
        """Ask, and say what came of it."""
        start, before = time.perf_counter(), cpu(self.pid)
        asyncio.run(self._all(start + self.seconds))
        took, used = time.perf_counter() - start, cpu(self.pid) - before
        if not self.times:
            return f"no answer, {self.failures} failures, {self.cut} cut"
        median, late = np.percentile(self.times, [50, 99])
        return (
            f"{len(self.times):,} answers, {self.failures} failures, {self.cut} cut, median "
            f"{median:.3f} s, 99th {late:.3f} s, {len(self.times) / took:,.0f} a second, server "
            f"{1000 * used / len(self.times):.1f} CPU ms an answer"
        )

    async def _all(self, until: float) -> None:
        await asyncio.gather(*(self._client(number, until) for number in range(self.clients)))

    async def _client(self, number: int, until: float) -> None:
        streams = None
        for turn in range(self.rounds):
            asked = self.requests[(turn * self.clients + number) % len(self.requests)]
            start = time.perf_counter()
            for _ in range(5):
                if time.perf_counter() > until:
                    return
                try:
                    streams = streams or await asyncio.open_connection(HOST, self.port)
                    status, body = await exchange(*streams, asked)
                    break
                except (OSError, asyncio.IncompleteReadError):
                    streams = None
                    self.cut += 1
            else:
                self.failures += 1
                continue
            if status != 200:
                streams = None
            if status == 200 and b'"predicted_salary":null' not in body:
                self.times.append(time.perf_counter() - start)
            else:
                self.failures += 1


def request(path: str, body: bytes) -> bytes:
    """A request with a JSON body."""
    head = f"POST {path} HTTP/1.1\r\nhost: {HOST}\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes
) -> tuple[int, bytes]:
    """Status and body of the reply to a request; of a refusal only the status."""
    writer.write(asked)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    if status != 200:
        return status, b""
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return status, await reader.readexactly(length)


class Trouble:
    """Clients that misbehave and a process of the server that is killed, beside a load.

    Parameters
    ----------
    port, pid : int
        Of the server.
    kill : bool
        Whether it has processes that can be killed.
    """

    def __init__(self, port: int, pid: int, kill: bool) -> None:
        self.port = port
        self.pid = pid
        self.kill = kill
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._trouble, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _trouble(self) -> None:
        slow = [socket.create_connection((HOST, self.port)) for _ in range(20)]
        for client in slow:
            client.sendall(request("/api/predict", b"x" * 900)[:-890])
        second = 0
        while not self._over.wait(0.5):
            second += 1
            for client in slow:
                try:
                    client.sendall(b"x")
                except OSError:
                    continue  # the server has had enough of it
            with socket.create_connection((HOST, self.port)) as upload:
                upload.sendall(request("/api/batch", b"-" * 100_000)[:50_000])
            if second == 3 and self.kill and (workers := children(self.pid)):
                os.kill(workers[-1], signal.SIGKILL)
        for client in slow:
            client.close()


def upload(url: str, frame: pd.DataFrame, load: Load) -> list[str]:
    """Upload a table, and a load beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "adverts.csv")
        frame.to_csv(path, index=False)
        start = time.perf_counter()

        def sent() -> tuple[int, float]:
            with path.open("rb") as file:
                files = {"file": ("adverts.csv", file)}
                reply = httpx.post(f"{url}/api/batch", files=files, timeout=3600)
            took = time.perf_counter() - start
            Path(folder, "back.csv").write_bytes(reply.content)
            return reply.status_code, took

        with ThreadPoolExecutor(1) as one:
            waiting = one.submit(sent)
            time.sleep(6)  # the file is in, its process has started
            beside = load.run()
            status, took = waiting.result()
        back = pd.read_csv(Path(folder, "back.csv"), usecols=["predicted_salary"])
    rate = len(frame) / took
    return [
        f"beside an upload: {beside}",
        f"upload: status {status}, {len(back):,} rows back, {rate:,.0f} a second",
    ]


def wait_until_ready(url: str) -> float:
    """Seconds until the server says that it is ready."""
    start = time.perf_counter()
    while time.perf_counter() - start < 120:
        try:
            if httpx.get(f"{url}/health").status_code == 200:
                return time.perf_counter() - start
        except httpx.TransportError:
            time.sleep(0.25)
    raise SystemExit("the server is not ready after two minutes")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--upload", type=int, default=50_000)
    given = parser.parse_args()
    n = max(given.upload, 500)
    frame = pd.read_parquet(given.data) if given.data else generate(n, seed=1)
    frame = frame.sample(n, random_state=0, replace=len(frame) < n)
    asked = to_adverts(frame.head(500))[["title", "description", "location"]]
    adverts = [dict(zip(map(str, asked), row, strict=True)) for row in asked.to_numpy()]
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "salarypred", "serve", "--port", str(port)]
    command += ["--workers", str(given.workers)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    url, peak, over = f"http://{HOST}:{port}", [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            peak[0] = max(peak[0], memory(server.pid))

    def load() -> Load:
        return Load(port, adverts, given.clients, given.rounds, given.seconds, server.pid)

    try:
        print(f"ready after {wait_until_ready(url):.1f} s", flush=True)
        time.sleep(5)  # all of its processes
        threading.Thread(target=watch, daemon=True).start()
        load_now = os.getloadavg()[0]
        print(
            f"{given.clients} clients, {given.workers} processes, {os.cpu_count()} cores, load "
            f"average before {load_now:.1f}"
        )
        print("alone:", load().run(), flush=True)
        with Trouble(port, server.pid, given.workers > 1):
            print("with trouble:", load().run(), flush=True)
        if given.upload:
            print(*upload(url, frame, load()), sep="\n", flush=True)
        print(f"memory at most {peak[0]:,.0f} MiB, shared pages counted once")
    finally:
        over.set()
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
