"""Does `salarypred serve` hold under load? Single requests in parallel, alone and beside an upload.

Starts a server on a free port, asks it for single adverts from so many clients at once, then the
same while a table is uploaded. Printed: failures, the median and 99th percentile of the answers'
times, the rows a second of the upload, and the most memory of the server and its processes.

    python benchmarks/serve.py [adverts.parquet] [--upload 50000] [--clients 50] [--rounds 6]

Without a table: synthetic adverts.
"""

import argparse
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


def memory(pid: int) -> float:
    """MiB of a process and its children (Linux; without it 0)."""
    total = 0.0
    waiting = [pid]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}")
        try:
            status = (folder / "status").read_text()
            children = [(task / "children").read_text() for task in (folder / "task").iterdir()]
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) / 1024 for line in status.splitlines() if line[:6] == "VmRSS:"
        )
        waiting += [int(child) for text in children for child in text.split()]
    return total


def singles(url: str, adverts: list[dict[str, str]], clients: int, rounds: int) -> str:
    """So many clients at once, each one advert, and again."""
    times: list[float] = []
    failures = 0

    def one(number: int) -> float:
        start = time.perf_counter()
        reply = pool[number % clients].post(url, json=adverts[number % len(adverts)])
        ok = reply.status_code == 200 and reply.json()["predicted_salary"] is not None
        return time.perf_counter() - start if ok else float("nan")

    pool = [httpx.Client(timeout=60) for _ in range(clients)]
    with ThreadPoolExecutor(clients) as threads:
        for i in range(rounds):
            found = list(threads.map(one, range(i * clients, (i + 1) * clients)))
            failures += int(np.isnan(found).sum())
            times += [t for t in found if t == t]
    for client in pool:
        client.close()
    median, late = np.percentile(times, [50, 99])
    return f"{len(times)} answers, {failures} failures, median {median:.3f} s, 99th {late:.3f} s"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--upload", type=int, default=50_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    given = parser.parse_args()
    frame = pd.read_parquet(given.data) if given.data else generate(given.upload, seed=1)
    frame = frame.sample(given.upload, random_state=0, replace=len(frame) < given.upload)
    asked = to_adverts(frame.head(500))[["title", "description", "location"]]
    adverts = [dict(zip(map(str, asked), row, strict=True)) for row in asked.to_numpy()]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "salarypred", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    url, peak, over = f"http://127.0.0.1:{port}", [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            peak[0] = max(peak[0], memory(server.pid))

    try:
        for _ in range(240):
            try:
                httpx.get(f"{url}/health")
                break
            except httpx.ConnectError:
                time.sleep(0.25)
        threading.Thread(target=watch, daemon=True).start()
        print("alone:", singles(f"{url}/api/predict", adverts, given.clients, given.rounds))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "adverts.csv")
            frame.to_csv(path, index=False)
            start = time.perf_counter()

            def upload() -> tuple[int, float]:
                with path.open("rb") as file:
                    files = {"file": ("adverts.csv", file)}
                    reply = httpx.post(f"{url}/api/batch", files=files, timeout=3600)
                took = time.perf_counter() - start
                Path(folder, "back.csv").write_bytes(reply.content)
                return reply.status_code, took

            with ThreadPoolExecutor(1) as one:
                waiting = one.submit(upload)
                time.sleep(6)  # the file is in, its process has started
                beside = singles(f"{url}/api/predict", adverts, given.clients, given.rounds)
                print("beside an upload:", beside)
                status, took = waiting.result()
            back = pd.read_csv(Path(folder, "back.csv"), usecols=["predicted_salary"])
        print(
            f"upload: status {status}, {len(back):,} rows back, {given.upload / took:,.0f} a second"
        )
        print(f"memory at most {peak[0]:,.0f} MiB")
    finally:
        over.set()
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
