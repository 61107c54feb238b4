"""Runs that are killed at random moments and started again: the report must be that of a run nobody killed.

    nice python benchmarks/kill.py [--times 200] [--workers 2] [--files 300] [--huge MB] [--engine dask]
                                   [--seed 1] [--seconds N]

The moment of a kill is a number of files opened and some milliseconds; every third killed run is killed once more
when it goes on. The kernel tells which files are opened (inotify, Linux), so nothing the program says of itself is
believed. The bars: the report is the same to the byte (with one time for all), no file is named twice in it, what was
kept at the kill is not opened again, all else is, and what is opened again was in the hands of the workers. With
`--huge` one of the files is a text so large that several workers read parts of it. A round in which another package was
installed, which by rights makes all that was kept of no use, is told apart and does not count.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import piiscan
from piiscan.engines.hearing import LOTS
from piiscan.engines.lots import MANY

FOLDERS = 7
IN_OPEN, IN_ISDIR = 0x20, 0x40000000
EVENT = struct.Struct("iIII")
SETTLE = 0.2  # seconds after which the times of the files are believed
LONGEST = 120.0  # seconds for one run


def make(root: Path, files: int, huge: int) -> None:
    """Small files and larger ones, some with people; and one of so many MB, if any, in the middle."""
    for number in range(files):
        folder = root / f"{number % FOLDERS}"
        folder.mkdir(parents=True, exist_ok=True)
        people = "name,ssn,state\n" + f"Ann Lee,010-94-{number + 1:04},MA\n" * (number % 3)
        (folder / f"{number:04}.csv").write_text(people + f"{number} and nothing\n" * (8000 if number % 5 == 0 else 20))
    if huge:
        with (root / f"{FOLDERS // 2}" / "huge.log").open("wb") as file:
            for number in range(huge):
                file.write((b"nothing at all, and a line end\n" * 40_000)[:999_950])
                file.write(b"\nName: Ann Lee, SSN 010-94-%04d\n" % (number + 1))
    time.sleep(SETTLE)


class Watch:
    """Which files below a root are opened, by the word of the kernel."""

    def __init__(self, root: Path) -> None:
        library = ctypes.CDLL(None, use_errno=True)
        self.handle = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        self.folders = {}
        for folder in root.iterdir():
            number = library.inotify_add_watch(self.handle, os.fsencode(folder), IN_OPEN)
            if number < 0:
                raise OSError(ctypes.get_errno(), "inotify")
            self.folders[number] = folder.name

    def opened(self, wait: float = 0.0) -> set[str]:
        """What was opened since the last time."""
        found = set()
        while select.select([self.handle], [], [], wait)[0]:
            data, at, wait = os.read(self.handle, 1 << 16), 0, 0.0
            while at < len(data):
                number, mask, _, length = EVENT.unpack_from(data, at)
                name = data[at + EVENT.size : at + EVENT.size + length].rstrip(b"\0").decode()
                if name and not mask & IN_ISDIR:
                    found.add(f"{self.folders[number]}/{name}")
                at += EVENT.size + length
        return found


@dataclass
class Share:
    """The files to be scanned, the program as it was at the beginning, and a ledger."""

    home: Path
    files: int
    workers: int
    huge: int = 0
    engine: str = ""
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(Path(piiscan.__file__).parent, self.home / "code" / "piiscan")
        make(self.home / "tree", self.files, self.huge)
        self.files += bool(self.huge)
        self.watch = Watch(self.home / "tree")

    @property
    def report(self) -> Path:
        """Where the report goes."""
        return self.home / "report"

    def start(self) -> subprocess.Popen[bytes]:
        """Begin a run, or go on with it."""
        options = ["-q", "-f", "jsonl", f"-j{self.workers}", "--ledger", "ledger", "-o", "report", "tree"]
        options[:0] = ["--engine", self.engine] if self.engine else []
        fixed = {"SOURCE_DATE_EPOCH": "1000000000", "XDG_CONFIG_HOME": str(self.home / "config")}
        environment = os.environ | fixed | {"PYTHONPATH": str(self.home / "code")}
        return subprocess.Popen([sys.executable, "-m", "piiscan", "scan", *options], cwd=self.home, env=environment)

    def finish(self) -> set[str]:
        """Run to the end; the files that were opened."""
        process = self.start()
        opened = set()
        while process.poll() is None:
            opened |= self.watch.opened(0.05)
        return opened | self.watch.opened()

    def kill(self, after: int, pause: float) -> tuple[bool, set[str]]:
        """Run and kill, so long after so many files were opened. Whether it was still alive, and what was opened."""
        process = self.start()
        opened: set[str] = set()
        while len(opened) < after and process.poll() is None:
            opened |= self.watch.opened(0.05)
        time.sleep(pause)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait(LONGEST)
        time.sleep(0.05)  # the workers end with it
        return alive, opened | self.watch.opened()

    def kept(self) -> set[str]:
        """The files of which the ledger has the records."""
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(self.home / "ledger")) as database:
            rows = database.execute("SELECT folder, name FROM files").fetchall()
            return {f"{folder.decode()}/{name.decode()}" for folder, name in rows}
        return set()

    def moved(self) -> bool:
        """Whether the runs of a round did not agree on what results depend on: something was installed meanwhile."""
        with contextlib.closing(sqlite3.connect(self.home / "ledger")) as database:
            return int(database.execute("SELECT count(*) FROM scopes").fetchone()[0]) > 1

    def fresh(self) -> None:
        """Forget everything."""
        for end in ("", "-wal", "-shm", "-runs"):
            (self.home / f"ledger{end}").unlink(missing_ok=True)


@dataclass
class Seen:
    """What came out."""

    killed: int = 0
    moved: int = 0
    different: int = 0
    twice: int = 0
    kept_and_read: int = 0
    lost: int = 0
    again: Counter[int] = field(default_factory=Counter)
    at: Counter[int] = field(default_factory=Counter)


def one_round(share: Share, chance: random.Random, whole: bytes, seen: Seen) -> None:
    """Kill, once or twice, let it finish, and look."""
    share.fresh()
    every = {str(path.relative_to(share.home / "tree")) for path in (share.home / "tree").glob("*/*")}
    kept: set[str] = set()
    killed = again = 0
    at = []
    for _ in range(2 if chance.random() < 1 / 3 else 1):
        after = chance.randint(0, max(0, share.files - len(kept) - 1))
        pause = chance.uniform(0, 0.02) if after else chance.uniform(0, 1)
        alive, opened = share.kill(after, pause + (chance.uniform(0, 2) if share.huge else 0))
        killed += alive
        again += len(opened & kept)
        kept = share.kept()
        at.append(len(kept) * 5 // share.files * 20)
    last = share.finish()
    report = share.report.read_bytes()
    seen.different += report != whole
    seen.twice += sum(times > 1 for times in named(report).values())
    seen.lost += len(every - kept - last)
    if share.moved():
        seen.moved += 1
        return
    seen.killed += killed
    seen.at.update(at)
    seen.again[len(opened & last)] += 1
    seen.kept_and_read += again + len(last & kept)


def named(report: bytes) -> Counter[str]:
    """How often the outcome of each file is told."""
    records = map(json.loads, report.splitlines())
    return Counter(one["file"] for one in records if one["type"] == "outcome" and not one["container"])


def main() -> int:
    """Kill, start again, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--huge", type=int, default=0, metavar="MB", help="128 and more: read by several workers")
    parser.add_argument("--engine", default="", help="of `scan --engine`")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9, help="end after this time, whatever --times says")
    given = parser.parse_args()
    chance, seen = random.Random(given.seed), Seen()
    most = min(given.files, given.workers * (LOTS * MANY + 1))  # of small ones; elsewhere whole batches are under way
    with tempfile.TemporaryDirectory() as place:
        share = Share(Path(place), given.files, given.workers, given.huge, given.engine)
        began = time.monotonic()
        share.finish()
        length, whole = time.monotonic() - began, share.report.read_bytes()
        if len(named(whole)) != share.files:
            print("the run that nobody killed is not whole")
            return 2
        while seen.killed < given.times and time.monotonic() - began < given.seconds:
            one_round(share, chance, whole, seen)
            if sys.stderr.isatty() or seen.killed % 10 == 0:
                print(f"{seen.killed} kills so far: {seen}", file=sys.stderr, flush=True)
    again = sorted(seen.again.elements()) or [0]
    print(f"killed {seen.killed} times; a run takes {length:.1f} s; seed {given.seed}")
    if seen.moved:
        print(f"rounds in which something was installed: {seen.moved}")
    print(f"kept at the kill (% of the files: times): {dict(sorted(seen.at.items()))}")
    print(f"reports that differ from a whole run's: {seen.different}; files named twice: {seen.twice}")
    print(f"files that were kept and opened again: {seen.kept_and_read}; neither kept nor opened: {seen.lost}")
    print(f"opened by both runs: median {again[len(again) // 2]}, most {again[-1]} (the workers may have {most})")
    return 1 if seen.different or seen.twice or seen.kept_and_read or seen.lost or again[-1] > most else 0


if __name__ == "__main__":
    sys.exit(main())
