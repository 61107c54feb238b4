"""A Dask scheduler and workers on this machine, each a process with a nanny: for tests and measurements.

Rule: all listen on loopback only, and all are gone at the end.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import piiscan

QUIET = {  # what the page about many machines asks for
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "5s",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
    # One that stands still for longer (`at_rest`) would have all its workers started anew when it goes on.
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "1 day",
}
START = 60  # seconds for a scheduler to be there
DASK = [sys.executable, "-m", "dask"]


class Cluster:
    """`paths`: where workers import from beside this program. `environment`: settings of Dask, as it reads them."""

    def __init__(self, folder: Path, paths: Sequence[Path] = (), **environment: str) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        home = Path(piiscan.__file__).resolve().parent.parent
        path = os.pathsep.join(map(str, [*paths, home]))
        self.environment = {**os.environ, **QUIET, "PYTHONPATH": path, **environment}
        quiet = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
        own = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file)]
        self.scheduler = self._start("scheduler", *own, *quiet)
        self.workers: list[subprocess.Popen[bytes]] = []
        self._address = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*DASK, *arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def work(self, threads: int = 1) -> None:
        """One worker more, for so many tasks at a time."""
        own = [self.address, "--host", "127.0.0.1", "--nthreads", str(threads), "--no-dashboard"]
        own += ["--local-directory", str(self.folder)]
        self.workers.append(self._start("worker", *own))

    def await_workers(self, count: int) -> None:
        """Wait until so many are there."""
        import distributed

        connect: Any = distributed.Client  # without types
        with connect(self.address, set_as_default=False, timeout=START) as client:
            client.wait_for_workers(count, timeout=START)

    @property
    def address(self) -> str:
        """Where the scheduler is. It writes that piece by piece, and removes it when it ends: it is read once."""
        until = time.monotonic() + START
        while not self._address:
            with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
                self._address = str(json.loads(self.file.read_text())["address"])
            if self.scheduler.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"no scheduler: {self.scheduler.poll()}")
            time.sleep(0 if self._address else 0.05)
        return self._address

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End one, its nanny and what it has started, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @contextlib.contextmanager
    def at_rest(self) -> Iterator[None]:
        """Stand still meanwhile: workers with nothing to do still look at themselves a hundred times a second."""
        everyone = [self.scheduler.pid, *(worker.pid for worker in self.workers)]
        for process in everyone:
            os.killpg(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in everyone:
                os.killpg(process, signal.SIGCONT)

    def end(self) -> None:
        """End them all."""
        for process in [*reversed(self.workers), self.scheduler]:
            self.kill(process)
