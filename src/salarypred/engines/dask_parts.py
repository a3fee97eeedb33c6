"""Parquet parts in and out on Dask, for the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model.batches import Options
from .iterator import Folder
from .jobs import jobs_for, predict_part
from .parts import find_parts

if TYPE_CHECKING:
    from distributed import Client

#: Dask makes workers hand memory back at every chance, which a prediction asks for again at once:
#: that took a fifth longer. And it looks tens of times a second at what they do and hold.
_LOCAL = {
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1},
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "1s",
}


def predict_parts(
    inputs: list[str],
    output: str | Path,
    model: Folder,
    options: Options,
    *,
    address: str = "",
    jobs: int = 0,
) -> int:
    """Predict Parquet files and folders of parts into a folder of parts, in the same order.

    Parameters
    ----------
    inputs, output
        See :func:`~salarypred.engines.parts.find_parts` and
        :func:`~salarypred.engines.parts.new_folder`. On a cluster they lie where every worker
        finds them under the same path.
    model, options
        See :func:`~salarypred.engines.dask.predict`.
    address : str, optional
        Of a scheduler. Default: workers on this machine.
    jobs : int, optional
        Their number. Default: one a core.

    Returns
    -------
    int
        Rows.

    Raises
    ------
    InputError
        If Dask is missing, an input cannot be read or the output cannot be written.
    """
    parts = find_parts(inputs)
    with start(address, jobs) as client:
        from distributed import as_completed

        cores = sum(client.nthreads().values()) or 1
        with jobs_for(parts, output, model, options, cores) as work:
            done = as_completed(client.map(predict_part, work, pure=False), with_results=True)
            return sum(rows for _, rows in done)


@contextmanager
def start(address: str = "", jobs: int = 0) -> "Iterator[Client]":
    """A client of a scheduler, or of one process on each core of this machine.

    Raises
    ------
    InputError
        If Dask is missing, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError(
            "Dask needs dask and distributed, which are not installed; install them with: "
            "pip install 'salarypred[dask]'"
        ) from error
    if address:
        try:
            client = Client(address, timeout="10s")
        except (OSError, ValueError) as error:
            raise InputError(f"no Dask scheduler answers at {address}: {error}") from error
        with client:
            yield client
        return
    import dask

    with (
        dask.config.set(_LOCAL),
        LocalCluster(
            n_workers=jobs or os.cpu_count(),
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
