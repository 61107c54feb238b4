"""The Dask engine under stress: poison among many files, workers and schedulers that are killed, and speed.

    python benchmarks/spread.py [--only poison,workers,schedulers,idle,speed] [--files 5000] [--times 3] [--of texts]

Scheduler and workers are processes of their own on this machine. The bars: all twenty poison files are named and every
record is that of a scan without Dask; a run whose worker is killed gives the bytes of one that nobody disturbed; so
does the run after one whose scheduler was killed, and it reads only what was not read before; neither of two workers
has nothing to do for a fifth of a run, also where files take unlike times. Exit code 1 where that is not so. Two
workers beside one is a matter of at least two processors that have nothing else to do: it is printed, beside what the
machine gives to two scans at once that have nothing in common, and counts only with `--least 1.8`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent))
import spread_poison
from cluster import Cluster
from documents import write_documents

from piiscan import engines
from piiscan.config import Config, Limits
from piiscan.engines.spread_cluster import spread
from piiscan.model import Source
from piiscan.scan import scan_raw
from piiscan.stream import Record, to_record

EACH = 4  # poison files of each kind
DEADLINE, MEMORY = 10.0, 1200 << 20  # of them
NAMED = {"crash": "crashed", "kill": "crashed", "exit": "crashed", "hang": "timeout", "memory": "limit"}
IDLE = 0.2  # of a run with two workers, for which one of them may have nothing to do
ONE = 2_000_000  # bytes of a file that speed is measured with
FIXED = {"SOURCE_DATE_EPOCH": "1000000000"}


@dataclass(frozen=True)
class Place:
    """Where everything is."""

    home: Path

    @property
    def share(self) -> Path:
        """What is read."""
        return self.home / "share"

    @property
    def parts(self) -> Path:
        """Where the workers write to."""
        return self.home / "parts"

    @property
    def key(self) -> Path:
        """The key of all runs."""
        return self.home / "key"

    def cluster(self, workers: int) -> Cluster:
        """A new one, with its workers."""
        folder = Path(tempfile.mkdtemp(dir=self.home, prefix="dask-"))
        made = Cluster(folder, [Path(__file__).parent])
        try:
            for _ in range(workers):
                made.work()
            made.await_workers(workers)
        except BaseException:
            made.end()
            raise
        return made

    def start(self, report: Path, *options: str) -> subprocess.Popen[bytes]:
        """Begin a scan by the command line."""
        own = ["-q", "-f", "jsonl", "--key-file", str(self.key), "-o", str(report), *options, "share"]
        environment = os.environ | FIXED | {"XDG_CONFIG_HOME": str(self.home / "config")}
        command = [sys.executable, "-m", "piiscan", "scan", *own]
        with (self.home / "said").open("wb") as said:
            return subprocess.Popen(command, cwd=self.home, env=environment, stderr=said)

    def scan(self, report: Path, *options: str) -> float:
        """A whole scan; seconds."""
        began = time.monotonic()
        code = self.start(report, *options).wait()
        if code not in {0, 1}:
            raise SystemExit(f"a scan that nobody disturbs ends with {code}: {(self.home / 'said').read_text()}")
        return time.monotonic() - began

    def dask(self, running: Cluster) -> list[str]:
        """The options."""
        return ["--engine", "dask", "--scheduler", running.address, "--parts", str(self.parts)]


def place_of(files: int, seed: int, *, poison: bool) -> Place:
    """A share of small files, some with people, and perhaps with poison among them."""
    place = Place(Path(tempfile.mkdtemp(prefix="piiscan-spread-")))
    place.parts.mkdir()
    place.key.write_bytes(b"k" * 32)
    place.key.chmod(0o600)
    chance = random.Random(seed)
    names = [f"{number:06}.csv" for number in range(files)]
    if poison:
        kinds = [kind for kind in spread_poison.KINDS for _ in range(EACH)]
        for number, kind in zip(chance.sample(range(files), len(kinds)), kinds, strict=True):
            names[number] = f"{number:06}-{kind}.csv"
    for number, name in enumerate(names):
        folder = place.share / f"{number // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        people = f"Ann Lee,010-94-{number % 9999 + 1:04},MA\n" * (number % 3)
        (folder / name).write_text(f"name,ssn,state\n{people}" + f"{number} and nothing\n" * chance.randint(1, 300))
    return place


def sources(share: Path) -> Iterator[Source]:
    """The files in order."""
    for path in sorted(path for path in share.rglob("*") if path.is_file()):
        status = path.stat()
        stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        yield Source(str(share), str(path.relative_to(share)), str(path), status.st_size, stamp)


def by_poison(given: argparse.Namespace) -> bool:
    """Crashes, hangs and what eats memory, among files that do no harm."""
    place = place_of(given.files, given.seed, poison=True)
    config = Config(limits=Limits(deadline=DEADLINE), key=b"k" * 32)
    run = partial(engines.run, config=config, scan=spread_poison.scan, encode=to_record, raw=scan_raw, memory=MEMORY)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, place.home)
        running = stack.enter_context(place.cluster(2))
        made = stack.enter_context(spread(running.address, 0, str(place.parts)))
        began = time.monotonic()
        found = list(run(sources(place.share), spread=made))
        length = time.monotonic() - began
        without = list(run(sources(place.share), workers=2))
    named = {str(one["file"]): one["reason"] for one in found if one["type"] == "outcome" and one["reason"]}
    poison = {
        file: NAMED[kind] for file in _files(found) if (kind := file.rpartition("-")[2].partition(".")[0]) in NAMED
    }
    total = sum(record["type"] == "finding" for record in found)
    print(f"poison: {len(poison)} among {given.files} files, {length:.1f} s with 2 workers")
    print(f"  named: {len(named.keys() & poison.keys())} ({dict(Counter(map(str, named.values())))})")
    print(
        f"  files with an outcome: {len(_files(found))}; findings: {total}; others named: {len(named.keys() - poison)}"
    )
    other = [str(one["file"]) for one, same in zip(found, without, strict=False) if one != same][:9]
    print(f"  the same records as without Dask: {found == without} {' '.join(other)}")
    return named == poison and len(_files(found)) == given.files and found == without


def _files(records: list[Record]) -> list[str]:
    return [str(one["file"]) for one in records if one["type"] == "outcome" and not one["container"]]


def by_workers(given: argparse.Namespace) -> bool:
    """Workers that are killed under way, and others in their place."""
    place, chance = place_of(given.files, given.seed, poison=False), random.Random(given.seed)
    report, whole, same = place.home / "report", place.home / "whole", 0
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, place.home)
        place.scan(whole, "-j2")
        running = stack.enter_context(place.cluster(2))
        length = place.scan(report, *place.dask(running))
        same += report.read_bytes() == whole.read_bytes()
        under_way = 0
        for _ in range(given.times):
            process = place.start(report, *place.dask(running))
            time.sleep(chance.uniform(0.2, 0.9) * length)
            running.kill(running.workers.pop(chance.randrange(2)))
            under_way += process.poll() is None
            running.work()
            same += process.wait() == 1 and report.read_bytes() == whole.read_bytes()
            running.await_workers(2)
    print(f"workers killed under way: {under_way} of {given.times}, in runs of {given.files} files and {length:.1f} s")
    print(f"  reports that are those of a scan without Dask: {same} of {given.times + 1}")
    return same == given.times + 1


def by_schedulers(given: argparse.Namespace) -> bool:
    """Schedulers that are killed under way, and the run after that."""
    place, chance = place_of(given.files, given.seed, poison=False), random.Random(given.seed)
    report, whole, ledger = place.home / "report", place.home / "whole", place.home / "ledger"
    same = told = 0
    kept: list[int] = []
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, place.home)
        place.scan(whole, "-j2")
        with place.cluster(2) as running:
            length = place.scan(report, *place.dask(running), "--ledger", str(ledger))
        for _ in range(given.times):
            for one in (*place.home.glob("ledger*"), report):
                one.unlink(missing_ok=True)
            with place.cluster(2) as running:
                process = place.start(report, *place.dask(running), "--ledger", str(ledger))
                time.sleep(chance.uniform(0.3, 0.9) * length)
                running.kill(running.scheduler)
                told += process.wait() == 2 and not report.exists()
            kept.append(_kept(ledger))
            with place.cluster(2) as running:
                place.scan(report, *place.dask(running), "--ledger", str(ledger))
            same += report.read_bytes() == whole.read_bytes() and _kept(ledger) == given.files
    print(
        f"schedulers killed under way: {told} of {given.times}, when {kept} of {given.files} files were in the ledger"
    )
    print(f"  reports of the next run that are those of a scan without Dask: {same} of {given.times}")
    return same == given.times


def _kept(ledger: Path) -> int:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(ledger)) as database:
        return int(database.execute("SELECT count(*) FROM files").fetchone()[0])
    return 0


def by_idle(given: argparse.Namespace) -> bool:
    """Two workers: for how much of a run one had nothing to do while the other was at work."""
    shares = []
    for small in (0, 20_000):
        place = place_of(1, given.seed, poison=False)
        for number in range(small):
            folder = place.share / f"1{number // 1000:02}"
            folder.mkdir(exist_ok=True)
            (folder / f"{number}.txt").write_text(f"nothing {number}\n" * 40)
        write_documents(place.share / "900", given.documents // 3, given.seed)
        with contextlib.ExitStack() as stack:
            stack.callback(shutil.rmtree, place.home)
            running = stack.enter_context(place.cluster(2))
            shares.append([_idle(place, running) for _ in range(given.times)])
        print(f"{small} small files and {given.documents // 3} documents: one of two workers had nothing to do for")
        print("  " + ", ".join(f"{part:.1%}" for part in shares[-1]) + " of the run")
    return max(map(statistics.median, shares)) <= IDLE


def _idle(place: Place, running: Cluster) -> float:
    from piiscan.engines.spread import _Engine
    from piiscan.scan import scan_one
    from piiscan.scan_part import scan_part
    from piiscan.small import glance

    told: list[tuple[float, bool]] = [(time.monotonic(), False)]

    class Watched(_Engine):
        def give_out(self) -> bool:
            more = super().give_out()
            told.append((time.monotonic(), self.under_way == 1 and self.items is None))
            return more

    run = partial(engines.run, scan=scan_one, encode=to_record, raw=scan_raw, part=scan_part, glance=glance)
    with spread(running.address, 0, str(place.parts)) as made, mock.patch("piiscan.engines.spread._Engine", Watched):
        for _ in run(sources(place.share), Config(key=b"k" * 32), spread=made):
            pass
    idle = sum(after - at for (at, alone), (after, _) in pairwise(told) if alone)
    return idle / (told[-1][0] - told[0][0])


def _texts(share: Path, size: int) -> None:
    """Files of 2 MB with a person at the end of each."""
    line = b"the usual words of a letter that says nothing at all about anybody, and number %07d of 1234567 items\n"
    for number in range(max(1, size * 1_000_000 // ONE)):
        text = b"".join(line % (number * 977 + n) for n in range(200)) * (ONE // (200 * 102))
        (share / f"{number:05}.txt").write_bytes(text + b"Name: Ann Lee\nSSN: 010-94-%04d\n" % (number % 9999 + 1))


def by_speed(given: argparse.Namespace) -> bool:
    """One worker and two, with Dask and without, in turns; beside it what the machine gives two scans at once."""
    gains = [_speed(given, kind) for kind in given.of.split(",")]
    return min(gains) >= given.least


def _speed(given: argparse.Namespace, kind: str) -> float:
    place = place_of(1, given.seed, poison=False)
    if kind == "texts":
        _texts(place.share, given.size)
        what = f"{given.size} MB in texts of {ONE // 10**6} MB"
    else:
        what = f"{write_documents(place.share, given.documents, given.seed).files} documents"
    times: dict[str, list[float]] = {name: [] for name in ("Dask, 1", "Dask, 2", "pool, 1", "pool, 2", "pool, 1 + 1")}
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, place.home)
        one, two = (stack.enter_context(place.cluster(workers)) for workers in (1, 2))

        def timed(name: str) -> float:
            with contextlib.ExitStack() as rest:
                for idle in {one, two} - ({one} if name == "Dask, 1" else {two} if name == "Dask, 2" else set()):
                    rest.enter_context(idle.at_rest())
                if name == "pool, 1 + 1":
                    return _two_at_once(place)
                options = {"Dask, 1": place.dask(one), "Dask, 2": place.dask(two), "pool, 1": ["-j1"]}
                return place.scan(place.home / "report", *options.get(name, ["-j2"]))

        for name in times:  # so that the files are in memory, and workers have what they import
            timed(name)
        for _ in range(given.times):
            for name, found in times.items():
                found.append(timed(name))
    middle = {name: statistics.median(found) for name, found in times.items()}
    gain, without = middle["Dask, 1"] / middle["Dask, 2"], middle["pool, 1"] / middle["pool, 2"]
    print(f"{what}, median of {given.times} runs in turns, start-up included:")
    print("  " + "; ".join(f"{name} worker(s) {seconds:.1f} s" for name, seconds in middle.items()))
    print(f"  two workers beside one: {gain:.2f} with Dask, {without:.2f} without")
    most = 2 * middle["pool, 1"] / middle["pool, 1 + 1"]
    print(f"  two scans at once, each with a worker, beside one after the other: {most:.2f}")
    return gain


def _two_at_once(place: Place) -> float:
    """Two scans of the whole that know nothing of each other; seconds until both have ended."""
    began = time.monotonic()
    both = [place.start(place.home / f"report-{number}", "-j1") for number in range(2)]
    if {process.wait() for process in both} - {0, 1}:
        raise SystemExit("a scan that nobody disturbs fails")
    return time.monotonic() - began


WAYS = {"poison": by_poison, "workers": by_workers, "schedulers": by_schedulers, "idle": by_idle, "speed": by_speed}


def main() -> int:
    """All of it, or some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(WAYS))
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--of", default="texts,documents", help="what speed is measured with")
    parser.add_argument("--size", type=int, default=4000, help="MB of the texts")
    parser.add_argument("--documents", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.0, help="two workers must be so many times as fast as one")
    given = parser.parse_args()
    good = [WAYS[name](given) for name in given.only.split(",")]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
