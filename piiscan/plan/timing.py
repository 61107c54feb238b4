"""How long it takes: from files of this very share that are read now, or from stored figures; always as a range.

Rule: whoever gives a time says what it rests on. Files are read by a worker, as in a scan, so that one that ends its
reader does not end the plan. What is measured of a group of files of one kind and size goes for all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from time import perf_counter, process_time
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from piiscan import engines
from piiscan.config import Config
from piiscan.formats.catalog import READ
from piiscan.model import Event, Outcome, Source
from piiscan.plan.survey import Group, Kind, Survey
from piiscan.scan import scan_one
from piiscan.stream import to_record

# Of one processor of 2.5 GHz, by benchmarks/formats.py and benchmarks/run.py: MB a second on the whole way, by kind.
RATES = {
    "text": 60.0, "delimited": 11.0, "json": 12.0, "xml": 8.0, "html": 3.0, "eml": 2.0, "mbox": 1.0, "msg": 3.0,
    "pdf": 1.5, "docx": 0.6, "pptx": 0.6, "xlsx": 1.2, "xls": 3.0, "xlsb": 1.5, "odt": 0.6, "ods": 0.7, "rtf": 3.0,
    "zip": 4.0, "gzip": 3.0, "7z": 2.0, "tar": 11.0, "sqlite": 4.0, "parquet": 2.0, "image": 20.0,
}  # fmt: skip
RATE = 5.0  # of what has no figure
EACH = 0.0015  # seconds a file, whatever it is
PARENT = 0.0004  # seconds a file that no second worker shares: the walk, the report
START = 1.0  # seconds until workers read
SECOND = 1.96  # deviations in 95 of 100
AT_LEAST = 0.3  # of a measured time: what no sample shows (a cold cache, other load)
STORED = 2.5  # a stored time is right up to a factor


class Cost(Struct, frozen=True):
    """Seconds of one worker for all files: of waiting and computing, of computing, and how far off that may be."""

    wall: float
    processor: float
    spread: float  # deviation of `wall`


class Estimate(Struct, frozen=True):
    """The cost of a scan and what it rests on."""

    wall: float
    processor: float
    spread: float
    stored: float  # seconds of `wall` that rest on stored figures
    files: int  # read to measure
    bytes: int
    took: float
    of: int  # files to be read

    def on(self, workers: int, processors: int) -> tuple[float, float]:
        """The least and the most seconds with so many workers on so many processors.

        The least is that of a machine with nothing else to do: the processor time. The most has the waiting in it that
        was met while it was measured, be it for a disk, a server or other programs.
        """
        if not self.of:
            return 0.0, START * 2
        busy = min(workers, processors)
        idle = (self.processor - self.stored) / busy
        waiting = max(idle, (self.wall - self.stored) / workers)
        share = self.spread * SECOND / (self.wall - self.stored) if self.wall > self.stored else 0.0
        low = idle * max(1 - max(AT_LEAST, share), AT_LEAST) + self.stored / busy / STORED
        high = waiting * (1 + max(AT_LEAST, share)) + self.stored / busy * STORED
        alone = PARENT * self.of
        return START / 2 + max(low, alone / 2), START * 2 + max(high, alone * 2)


def estimate(survey: Survey, config: Config, seconds: float) -> Estimate:
    """Read files of each group for about so many seconds, none for 0, and sum up."""
    groups = [(kind, group) for kind in survey.kinds.values() if kind.state == READ for group in kind.groups.values()]
    began = perf_counter()
    times = _measured(groups, config, seconds) if seconds else {}
    took = perf_counter() - began
    wall = processor = variance = stored = 0.0
    for kind, group in groups:
        read = [times[source] for _, _, source in group.sample if source in times]
        cost = _scaled(group, read) if read else None
        if cost is None:
            cost = _stored(kind, group)
            stored += cost.wall
        wall, processor, variance = wall + cost.wall, processor + cost.processor, variance + cost.spread**2
    files = sum(group.files for _, group in groups)
    size = sum(source.size for source in times)
    return Estimate(wall, processor, math.sqrt(variance), stored, len(times), size, took, files)


def _scaled(group: Group, read: Sequence[tuple[int, float, float]]) -> Cost:
    """A group by what a part of it took: seconds a byte, as its files are about one size."""
    size = sum(row[0] for row in read)
    wall, processor = sum(row[1] for row in read), sum(row[2] for row in read)
    more = group.bytes / size if size else group.files / len(read)
    left = 1 - len(read) / group.files  # of a group that was read whole nothing is left to be guessed
    if len(read) > 1:
        rate = wall / size if size else wall / len(read)
        errors = [row[1] - rate * (row[0] if size else 1) for row in read]
        deviation = math.sqrt(sum(error**2 for error in errors) / (len(read) - 1))
        spread = group.files * deviation * math.sqrt(left / len(read))
    else:
        spread = wall * more * left
    return Cost(wall * more, processor * more, spread)


def _stored(kind: Kind, group: Group) -> Cost:
    time = group.bytes / (RATES.get(kind.name, RATE) * 1e6) + EACH * group.files
    return Cost(time, time, 0.0)


def _measured(
    groups: Sequence[tuple[Kind, Group]], config: Config, seconds: float
) -> dict[Source, tuple[int, float, float]]:
    """Size, time and processor time of files that a worker has read: the groups that cost most have most of them."""
    until = [math.inf]  # once a worker reads
    turns = max((len(group.sample) for _, group in groups), default=0)
    heavy = sorted(groups, key=lambda row: _stored(*row).wall, reverse=True)
    first: dict[str, Source] = {}
    for kind, group in heavy:
        if group.sample:
            first.setdefault(kind.name, max(group.sample)[2])

    def asked() -> Iterator[Source]:
        yield from first.values()  # its libraries are loaded by this: it does not count
        for turn in range(turns):
            for _, group in heavy:
                if perf_counter() > (until[0] if turn else until[0] + 2 * seconds):
                    return
                if turn < len(group.sample):
                    yield sorted(group.sample, reverse=True)[turn][2]

    quick = replace(config, limits=replace(config.limits, deadline=min(config.limits.deadline, max(seconds, 1.0))))
    order: list[Source] = []
    times: dict[Source, tuple[int, float, float]] = {}
    events = engines.run(_noted(asked(), order), quick, workers=1, scan=timed, encode=to_record)
    with closing(cast("Any", events)):
        for number, record in enumerate(events):
            until[0] = min(until[0], perf_counter() + seconds)
            source, plan = order[number], record["counts"].get("plan")
            if number < len(first):
                continue
            lost = quick.limits.deadline * 1e6  # what gave nothing was given up, or ended its worker
            wall, processor = (lost, lost) if plan is None else (plan["wall"], plan["processor"])
            times[source] = (source.size, wall / 1e6, processor / 1e6)
    return times


def _noted(sources: Iterator[Source], order: list[Source]) -> Iterator[Source]:
    for source in sources:
        order.append(source)
        yield source


def timed(source: Source, config: Config) -> Iterator[Event]:
    """Read a source as a scan does, and give nothing but how long that took, in microseconds."""
    wall, processor = perf_counter(), process_time()
    last: Event | None = None
    for event in scan_one(source, config):
        to_record(event, config)  # a part of the work
        last = event
    took = {"wall": int((perf_counter() - wall) * 1e6), "processor": int((process_time() - processor) * 1e6)}
    if isinstance(last, Outcome):
        yield Outcome(source, (), last.status, last.reason, counts={"plan": took}, size=source.size)
