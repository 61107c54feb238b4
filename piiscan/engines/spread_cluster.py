"""The way to Dask: a scheduler somewhere, or workers in this process. The only file that imports it.

Rule: this program opens no port. Whoever reaches a scheduler can have anything run by its workers, so one that is
started here is reached through memory alone; who starts one elsewhere decides how it is kept (TLS).
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from piiscan.engines.base import EngineError
from piiscan.engines.spread_task import GO, STOP, Done
from piiscan.later import loading
from piiscan.temporary import tempfile

PREFIX = ".piiscan-parts-"
# What was read is in the ledger.
GONE = "the connection to the Dask scheduler was lost; with --ledger the next run goes on"
# A scheduler that is still there no longer has the task, or its worker died before anybody asked what it said. Dask
# tells the same loss in each of these ways, by when it is noticed.
LOSSES = frozenset({"KilledWorker", "FutureCancelledError", "CancelledError", "TimeoutError"})
ANSWER = 20  # seconds for a scheduler to answer at all
QUIET = {  # what looks at itself a hundred times a second takes a twentieth of a processor, at work or not
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "5s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "10s",
}


class Spread(Struct, frozen=True):
    """A client of a scheduler, and the folder its workers write to."""

    client: Any
    folder: str

    @property
    def workers(self) -> int:
        """How many tasks can run at the same time; 1 where no worker has come yet."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    @property
    def identity(self) -> tuple[int, int]:
        """By what a walker knows the folder."""
        status = os.stat(self.folder)  # noqa: PTH116
        return status.st_dev, status.st_ino

    def look(self) -> None:
        """Raises `EngineError` where the scheduler is lost."""
        if self.client.status not in {"running", "newly-created"}:
            raise EngineError(GONE)

    def said(self, future: Any, seconds: float) -> Done | None:  # noqa: ANN401 - untyped
        """What a task said, for which so long is waited; None where it is lost with its worker.

        Raises `EngineError` where the scheduler is lost.
        """
        if future.status == "lost":  # Dask does it anew, which may take as long as the first time
            return None
        try:
            done: Done = future.result(timeout=seconds)
        except Exception as error:  # noqa: BLE001 - of many kinds, that of the task itself among them
            self.look()
            name = type(error).__name__
            return None if name in LOSSES else Done(error=name)
        return done

    def stop(self) -> None:
        """Tell all tasks to begin nothing new."""
        with contextlib.suppress(OSError):
            Path(self.folder, GO).rename(Path(self.folder, STOP))

    def ask_back(self, tokens: Iterable[str]) -> None:
        """Tell tasks to give back what they have not begun."""
        if words := " ".join(tokens):
            with contextlib.suppress(OSError), Path(self.folder, GO).open("r+") as go:  # it is not made anew
                go.seek(0, os.SEEK_END)
                go.write(f"{words} ")

    def end(self) -> None:
        """Tell all tasks that nothing is wanted any more."""
        for name in (GO, STOP):
            Path(self.folder, name).unlink(missing_ok=True)


@contextlib.contextmanager
def parts_folder(parent: str | None) -> Iterator[str]:
    """A folder for the parts, of this user alone; gone at the end."""
    with contextlib.ExitStack() as stack:
        try:
            made = tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent, ignore_cleanup_errors=True)
            folder = stack.enter_context(made)
            Path(folder, GO).touch(0o600)
        except OSError as error:
            raise EngineError(f"--parts {parent or 'in the temporary folder'}: {error.strerror}") from None
        yield os.path.realpath(folder)


@contextlib.contextmanager
def spread(scheduler: str | None, workers: int, parts: str | None) -> Iterator[Spread]:
    """Connect, or start so many workers here. Raises `EngineError`."""
    try:
        with loading():  # and what it made is not looked through at the end of the run: .2 s of nearly .7 in all
            import dask
            import distributed
    except ImportError:
        raise EngineError("--engine dask needs Dask: pip install 'piiscan-cmr17[dask]'") from None

    connect: Any = distributed.Client  # without types

    # What goes wrong is told by the engine; Dask's own lines name tasks, addresses and arguments.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(parts_folder(parts))
        if scheduler is None:
            stack.enter_context(dask.config.set({"temporary-directory": folder, **QUIET}))
            cluster = stack.enter_context(_here(workers))
        try:
            client = connect(
                cluster if scheduler is None else scheduler, set_as_default=False, timeout=ANSWER, name="piiscan"
            )
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise EngineError(f"no scheduler answers at {scheduler} ({type(error).__name__})") from None
        stack.callback(_close, client)
        made = Spread(client, folder)
        stack.callback(made.end)
        yield made


def _close(client: Any) -> None:  # noqa: ANN401 - untyped
    with contextlib.suppress(Exception):  # one that is gone
        client.close(timeout=2)


@contextlib.contextmanager
def _here(workers: int) -> Iterator[Any]:
    from distributed import Scheduler, Worker
    from distributed.deploy import spec

    class Mute:
        """A server without pages about itself, which would be a port for everybody."""

        def start_http_server(self, *_args: object, **_named: object) -> None:
            """None."""

    class Head(Mute, Scheduler):
        """The scheduler."""

    class Hand(Mute, Worker):
        """One worker."""

    way = {"protocol": "inproc://", "dashboard": False}
    hand = {"cls": Hand, "options": {**way, "nthreads": 1, "memory_limit": 0}}
    start: Any = spec.SpecCluster  # without types
    cluster = start(
        scheduler={"cls": Head, "options": way},
        workers=dict.fromkeys(range(workers), hand),
        silence_logs=logging.CRITICAL + 1,
    )
    try:
        yield cluster
    finally:
        cluster.close(timeout=5)
