"""Many workers on two processors: how the coordinator keeps up, and what that means for 100 TB.

    python benchmarks/scale.py [--write] [--copies 12] [--workers 1,2,4,8,32] [--hours 24]

What a worker does is measured once, file by file, and then waited for (`scale_task.py`): the scheduler of Dask, the
walk, the batches, the records, the tally and the report are the real ones at their real cost, and only the reading
takes no processor. So any number of workers can be had, and where the coordinator is the bottleneck it really is.
Shards and their merging need no simulation: one part is read by itself, and merging reads what parts wrote.

`--write` stores the table in SCALE.md. Every number of the projection stands in the table above it.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
import corpus
import scale_task
from cluster import Cluster
from documents import write_documents
from measure import Usage, look, measure

from piiscan.engines import default_workers
from piiscan.sources import found

HEAD = """# Scale

By `python benchmarks/scale.py --write`. A worker is a wait: each file of a share was read once, by its processor time,
and a worker waits that long for it and then writes the records that were found. All else is real: the walk, the
batches, Dask's scheduler and its connections, the reading of the records, the tally and the report, on two processors.
`least s` is the longer of the work divided by the workers and of the processor time of the coordinator; no run can be
shorter. The coordinator is the bottleneck where `of its time` comes near to 100 %."""
WHOLE = 100e12  # bytes
SHARDS = (1, 2, 4, 8)
KINDS = {
    "tiny": "small texts",
    "office": "office files, PDF, mail, archives",
    "large": "large texts",
    "other": "no text",
}
BLEND = {"tiny": 0.02, "office": 0.18, "large": 0.30, "other": 0.50}  # of the bytes


@dataclass(frozen=True)
class Kind:
    """What was measured of files of one kind."""

    name: str
    files: int
    size: int
    seconds: float  # of a worker, everything included

    @property
    def mean(self) -> float:
        """Bytes of a file."""
        return self.size / self.files

    @property
    def each(self) -> float:
        """Seconds of a worker for a file."""
        return self.seconds / self.files


def make(base: Path, copies: int) -> Path:
    """A share of four kinds of files, and a tree of so many copies of it."""
    share = base / "share"
    share.mkdir()
    corpus.write_tiny(share, 3000)
    write_documents(share / "office", 60, corpus.SEED)
    (share / "large").mkdir()
    (share / "other").mkdir()
    for number in range(4):
        corpus._file(f"large/{number}.txt", "mix")(share, 4_000_000)  # noqa: SLF001
        (share / "other" / f"{number}.bin").write_bytes(Random(number).randbytes(4_000_000))
    tree = base / "tree"
    for number in range(copies):
        shutil.copytree(share, tree / f"{number:02}")
    return tree


def warm(base: Path) -> Path:
    """Other files of these kinds."""
    folder = base / "warm"
    folder.mkdir()
    write_documents(folder / "office", 20, corpus.SEED + 1)
    corpus._file("prose.txt", "prose")(folder, 500_000)  # noqa: SLF001
    corpus._file("app.log", "log")(folder, 500_000)  # noqa: SLF001
    corpus._file("events.jsonl", "events")(folder, 500_000)  # noqa: SLF001
    (folder / "other.bin").write_bytes(Random("warm").randbytes(500_000))
    return folder


class Scale:
    """Everything that is measured, and the lines that say so."""

    def __init__(self, base: Path, given: argparse.Namespace) -> None:
        self.base, self.given = base, given
        self.tree = make(base, given.copies)
        self.lines: list[str] = []
        self.key = base / "key"
        self.key.write_bytes(b"k" * 32)
        self.key.chmod(0o600)
        (base / "parts").mkdir()
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)]),
            "XDG_CONFIG_HOME": str(base / "config"),
            scale_task.STORED: str(base / "records"),
        }
        self.kinds: list[Kind] = []
        self.coordinator = self.walk = self.merged = self.bytes_each = 0.0

    def say(self, *lines: str) -> None:
        """For the table."""
        self.lines += lines
        print(*lines, sep="\n", flush=True)

    def calibrate(self) -> None:
        """Read the share once, file by file; and the walk of the tree."""
        load, processors = os.getloadavg()[0], default_workers()
        self.say("", f"Others had {load:.1f} processes at work on the {processors} processors when this began.")
        records = scale_task.record(self.base / "share", warm(self.base), self.base)
        (self.base / "records").write_bytes(pickle.dumps(records))
        for name in KINDS:
            own = [one for path, one in records.items() if path.startswith(f"{name}/")]
            seconds = sum(one.seconds for one in own)
            self.kinds.append(Kind(name, len(own), sum(one.size for one in own), seconds))
        began, walked = time.process_time(), 0
        with found([str(self.tree)]) as items:
            walked = sum(1 for _ in items)
        self.walk = (time.process_time() - began) / walked
        self.say("", "## What a worker takes", "", "Of the reading process and of the one that minds it, together.", "")
        self.say("| kind | files | KB each | ms each | MB/s |", "|---|--:|--:|--:|--:|")
        for kind in self.kinds:
            rate = kind.size / kind.seconds / 1e6
            self.say(
                f"| {KINDS[kind.name]} | {kind.files:,} | {kind.mean / 1e3:,.1f} | {1e3 * kind.each:.2f} | {rate:.1f} |"
            )

    def one(self, running: Cluster, report: Path, *more: str) -> tuple[dict[str, float], float]:
        """A scan whose workers wait. What it cost, and seconds of the scheduler."""
        dask = ["--engine", "dask", "--scheduler", running.address, "--parts", str(self.base / "parts")]
        own = [
            "scan",
            str(self.tree),
            "-q",
            "-f",
            "jsonl",
            "--key-file",
            str(self.key),
            "-o",
            str(report),
            *dask,
            *more,
        ]
        command = [sys.executable, "-c", "import scale_task, sys; scale_task.drive(sys.argv[1:])", *own]
        before = look(running.scheduler.pid)[0]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        said: dict[str, float] = json.loads(done.stdout or b'{"code": 2}')
        if said["code"] not in {0, 1}:
            raise SystemExit(done.stderr.decode())
        return said, look(running.scheduler.pid)[0] - before

    def engine(self) -> None:
        """Workers that wait, more and more of them."""
        files = self.given.copies * sum(kind.files for kind in self.kinds)
        work = self.given.copies * sum(kind.seconds for kind in self.kinds)
        self.say("", "## More workers", "", f"{files:,} files, {work:.1f} seconds of work for one worker.", "")
        self.say(
            "| workers | s | least s | efficiency | coordinator | of its time | scheduler | batches | files/s | MB |",
            "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        )
        for workers in map(int, self.given.workers.split(",")):
            folder = Path(tempfile.mkdtemp(dir=self.base))
            own = {scale_task.STORED: str(self.base / "records")}
            with Cluster(folder, [Path(__file__).parent], **own) as running:
                running.work(workers)
                running.await_workers(1)
                self.one(running, self.base / "report", "--exclude", "[0-9][1-9]/**")  # loads what is needed
                said, scheduler = self.one(running, self.base / "report")
            wall, own_time = said["wall"], said["processor"]
            self.coordinator = own_time / files
            self.say(
                f"| {workers} | {wall:.1f} | {max(work / workers, own_time):.1f} | {work / workers / wall:.0%} "
                f"| {own_time:.1f} | {own_time / wall:.0%} | {scheduler:.1f} | {said['batches']:.0f} "
                f"| {files / wall:,.0f} | {said['peak']:.0f} |"
            )
        self.bytes_each = (self.base / "report").stat().st_size / files
        each = work / files
        self.say(
            "",
            f"The coordinator takes {1e6 * self.coordinator:.0f} µs for a file, {1e6 * self.walk:.0f} of them for the "
            f"walk; a worker takes {1e6 * each:.0f}. So one coordinator keeps {each / self.coordinator:.0f} workers "
            "busy with such files, and more of them with larger ones.",
        )

    def shards(self) -> None:
        """Each part by itself, with one worker; and merging what parts wrote."""
        start = self._shard(self.base / "share" / "other", 1, 1, self.base / "few").cpu
        self.say("", "## Shards", "", f"{start:.1f} seconds of each are its start.", "")
        self.say("| of | files | processor s, without the start | efficiency |", "|--:|--:|--:|--:|")
        first = 0.0
        for of in SHARDS:
            report = self.base / f"part-{of}"
            took = self._shard(self.base / "share", 1, of, report).cpu - start
            files = sum(b'"type":"outcome"' in line for line in report.read_bytes().splitlines())
            first = first or took / files
            self.say(f"| {of} | {files:,} | {took:.1f} | {first * files / took:.0%} |")
        streams = list(self._streams(4))
        records = sum(stream.read_bytes().count(b"\n") for stream in streams)
        command = [sys.executable, "-m", "piiscan", "merge", *map(str, streams)]
        nothing = measure([*command[:4], "--help"], self.environment)
        usage = measure([*command, "-o", str(self.base / "all")], self.environment)
        if usage.code not in {0, 1}:
            raise SystemExit(usage.output)
        self.merged = (usage.cpu - nothing.cpu) / records
        self.say(
            "",
            f"Each part walks everything ({1e6 * self.walk:.0f} µs for a file) and reads its own. Merging takes "
            f"{1e6 * self.merged:.0f} µs for a record, measured on {records:,} in four parts, with {usage.peak:.0f} MB "
            f"of memory: {1e8 * self.merged / 3600:.1f} hours for 10^8 files with a record each.",
        )

    def _shard(self, share: Path, number: int, of: int, report: Path) -> Usage:
        own = ["-q", "-f", "jsonl", "--key-file", str(self.key), "-o", str(report), "-j1", "--shard", f"{number}/{of}"]
        return measure([sys.executable, "-m", "piiscan", "scan", str(share), *own], self.environment)

    def _streams(self, of: int) -> Iterator[Path]:
        """The parts of the whole tree, by workers that wait."""
        folder = Path(tempfile.mkdtemp(dir=self.base))
        own = {scale_task.STORED: str(self.base / "records")}
        with Cluster(folder, [Path(__file__).parent], **own) as running:
            running.work(32)
            running.await_workers(1)
            for number in range(1, of + 1):
                stream = self.base / f"stream-{number}"
                self.one(running, stream, "--shard", f"{number}/{of}")
                yield stream

    def project(self) -> None:
        """What all this means for 100 TB."""
        hours = self.given.hours
        self.say(
            "",
            f"## 100 TB in {hours} hours",
            "",
            "| share | KB each | files | worker hours | workers | GB/s | coordinator h | coordinators | report GB |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        )
        blend = [(kind, WHOLE * BLEND[kind.name]) for kind in self.kinds]
        rows = [(KINDS[kind.name], [(kind, WHOLE)]) for kind in self.kinds]
        said = ", ".join(f"{part:.0%} {KINDS[name]}" for name, part in BLEND.items())
        for name, parts in [*rows, ("a mix (below)", blend)]:
            files = sum(size / kind.mean for kind, size in parts)
            work = sum(size / kind.mean * kind.each for kind, size in parts) / 3600
            coordinator = files * self.coordinator / 3600
            self.say(
                f"| {name} | {WHOLE / files / 1e3:,.1f} | {files:.1e} | {work:,.0f} | {max(1, work / hours):,.0f} "
                f"| {WHOLE / hours / 3600 / 1e9:.2f} | {coordinator:,.1f} | {max(1, -(-coordinator // hours)):,.0f} "
                f"| {files * self.bytes_each / 1e9:,.0f} |"
            )
        walks = {rate: WHOLE / 1e6 / rate / 3600 for rate in (1 / self.walk, 10_000, 1000)}
        self.say(
            "",
            "Assumed, and not measured: ",
            "",
            f"- The mix, by bytes: {said}. Files of a kind are as large, and take as long, as those measured above.",
            "- A worker is one processor like those here. Storage and network give each what it reads as fast as the "
            "memory of this machine does; the column GB/s is what they must give to all together.",
            "- Names and sizes come as fast as here. For 10^8 files the walk alone takes "
            + ", ".join(f"{took:,.1f} hours at {rate:,.0f} files a second" for rate, took in walks.items())
            + "; with shards each part walks everything, so give parts folders of their own where that is long.",
            "- A worker that is lost costs its batch again; how often that happens is not in these figures.",
        )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--copies", type=int, default=12)
    parser.add_argument("--workers", default="1,2,4,8,32")
    parser.add_argument("--hours", type=int, default=24)
    given = parser.parse_args()
    began = time.monotonic()
    base = Path(tempfile.mkdtemp(prefix="piiscan-scale-"))
    try:
        scale = Scale(base, given)
        steps: tuple[Callable[[], None], ...] = (scale.calibrate, scale.engine, scale.shards, scale.project)
        for step in steps:
            step()
    finally:
        shutil.rmtree(base)
    print(f"\n{time.monotonic() - began:.0f} s", file=sys.stderr)
    if given.write:
        Path(__file__).with_name("SCALE.md").write_text("\n".join([HEAD, *scale.lines, ""]))


if __name__ == "__main__":
    main()
