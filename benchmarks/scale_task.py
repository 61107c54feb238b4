"""A worker that waits instead of reading: what it gives, and how long it takes, was measured before.

`record` reads a share once and keeps the records and the processor time of each file. `timed` stands in for the task
of the Dask engine: it waits as long as the files of a batch took, and writes their records where the real one does.
`drive` is one scan by the command line that uses it: everything but the reading is the real thing, at its real cost.

Rule: what a worker does while it waits is none of the coordinator's cost: it is another process.
"""

from __future__ import annotations

import functools
import json
import os
import pickle
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from piiscan.config import Config
from piiscan.engines import pool, spread
from piiscan.engines.again import Way
from piiscan.engines.frames import frames
from piiscan.engines.spread_keep import Kept
from piiscan.engines.spread_task import CLOSES, GOES_ON, Batch, Done
from piiscan.model import Source
from piiscan.scan import scan_one, scan_raw
from piiscan.small import glance
from piiscan.stream import to_record

STORED = "PIISCAN_SCALE_RECORDS"  # where the records are
CONFIG = Config(key=b"k" * 32)


@dataclass(frozen=True)
class Recorded:
    """One file: how long it took, and what was said of it."""

    seconds: float
    size: int
    frames: list[bytes]


def sources(share: Path) -> Iterator[Source]:
    """The files below a folder, in order."""
    for folder, below, names in os.walk(share):
        below.sort()
        for name in sorted(names):
            path = Path(folder, name)
            status = path.stat()
            stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
            yield Source(str(share), str(path.relative_to(share)), str(path), status.st_size, stamp)


def record(share: Path, warm: Path, folder: Path) -> dict[str, Recorded]:
    """Read each file, by its processor time; all of one kind together as long as a task for them takes.

    `warm`: other files of all kinds, so that what is loaded with the first of a kind is not counted.
    """
    found: dict[str, Recorded] = {}
    for kind in sorted(share.iterdir()):
        own = _read(kind)
        more = task_cost(kind, warm, folder) / sum(one.seconds for one in own.values())
        prefix = b'"file":"%s/' % kind.name.encode()
        for path, one in own.items():
            frames = [frame.replace(b'"file":"', prefix) for frame in one.frames]
            found[f"{kind.name}/{path}"] = Recorded(one.seconds * more, one.size, frames)
    return found


def _read(share: Path) -> dict[str, Recorded]:
    way, found = Way(scan_one, to_record, scan_raw), {}
    for source in sources(share):
        list(frames(source, CONFIG, way))  # what is loaded with the first of a kind, and read from the disk
        began = time.process_time()
        told = [frame for frame, _, _ in frames(source, CONFIG, way)]
        found[source.path] = Recorded(time.process_time() - began, source.size, told)
    return found


def task_cost(share: Path, warm: Path, folder: Path) -> float:
    """Processor seconds of a whole task for a share, of the reading process and of the one that minds it."""
    wanted, setup = folder / "wanted", pool.setup_of(CONFIG, Way(scan_one, to_record, scan_raw, glance=glance), 0)
    wanted.touch()
    kept = Kept(str(wanted))
    costs = []
    # The first starts the process. It must not have what the second has: the same content is read once.
    for some in (sources(warm), sources(share)):
        before = _all_seconds()
        for _ in pool.frames(some, setup, kept, encode=to_record, stop=lambda: False):
            pass
        costs.append(_all_seconds() - before)
    kept.end()
    return costs[-1]


def _all_seconds() -> float:
    """Of this process and those it has started that still live."""
    total = time.process_time()
    for listing in Path("/proc/self/task").glob("*/children"):
        for child in listing.read_text().split():
            fields = Path(f"/proc/{child}/schedstat").read_text().split()
            total += int(fields[0]) / 1e9
    return total


@functools.cache
def stored() -> dict[str, Recorded]:
    """What `record` found."""
    found: dict[str, Recorded] = pickle.loads(Path(os.environ[STORED]).read_bytes())  # noqa: S301 - ours
    return found


def timed(batch: Batch) -> Done:
    """As the task of the engine, of which each folder at the top is one copy of the recorded share."""
    began = time.monotonic()
    records = stored()
    name, size, seconds = uuid4().hex, 0, 0.0
    with Path(batch.folder, name).open("wb") as out:
        for _, path, _, _, _ in batch.sources:
            one = records[path.partition("/")[2]]
            seconds += one.seconds
            own = [frame.replace(b'"file":"', b'"file":"%s/' % path.partition("/")[0].encode()) for frame in one.frames]
            for frame in own[:-1]:
                size += out.write(b"%s%s\n" % (GOES_ON, frame))
            size += out.write(b"%s%s\n" % (CLOSES, own[-1]))
    time.sleep(max(0.0, seconds - (time.monotonic() - began)))
    return Done(name, len(batch.sources), size, seconds=time.monotonic() - began)


@dataclass
class _Watched:
    """How long an engine was at work, what this process took for it, and how many batches it gave out."""

    wall: float = 0.0
    processor: float = 0.0
    batches: int = 0


def _watch() -> _Watched:
    watched, submit, records = _Watched(), spread._Engine.submit, spread._Engine.records  # noqa: SLF001

    def submitted(engine: Any, lot: Any) -> None:  # noqa: ANN401 - of the engine's own
        watched.batches += 1
        submit(engine, lot)

    def given(engine: Any, *how: Any) -> Iterator[Any]:  # noqa: ANN401
        wall, processor = time.monotonic(), time.process_time()
        yield from records(engine, *how)
        watched.wall, watched.processor = time.monotonic() - wall, time.process_time() - processor

    spread.read = timed
    spread._Engine.submit = submitted  # type: ignore[method-assign] # noqa: SLF001
    spread._Engine.records = given  # type: ignore[method-assign] # noqa: SLF001
    return watched


def drive(arguments: list[str]) -> None:
    """A scan by the command line whose tasks are `timed`; prints what it cost."""
    from piiscan.cli import cli

    watched = _watch()
    try:
        cli.main(arguments)
    except SystemExit as ended:
        code = ended.code
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = {"wall": watched.wall, "processor": watched.processor, "batches": watched.batches, "code": code}
    print(json.dumps(said | {"peak": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)}))
