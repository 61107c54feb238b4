"""Very large and very many: whether memory stays flat. Not a measure of speed.

    python benchmarks/endure.py [--only text,zip,xlsx,ods,xlsb,files,tree]
                                [--text-gb 20] [--zip-gb 5] [--rows 2000000] [--files 1000000]

`text`: a text file of that length with a person at each end, of which all but one block in 64 is a hole (the text of
the blocks is read; the size is what places, lines and limits have to live with). `zip`: a CSV of that length in a ZIP.
`xlsx`, `ods`, `xlsb`: workbooks of so many rows (`books.py`). `files`: so many sources through the pool, made by a
generator; `tree`: so many files in folders, by the program itself (4 GB of inodes while it lasts). The bars: a worker
`WORKER` at most, the parent within `FLAT` of what it was after the first tenth, everything found. The exit code is 1
where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import books
from measure import offspring

from piiscan import engines
from piiscan.config import Config, Limits
from piiscan.model import Source
from piiscan.scan import scan_one, scan_raw
from piiscan.stream import to_record

WORKER, FLAT = 200.0, 20.0  # MB
BLOCK = 1 << 20
GB = 1 << 30
WORDS = b"The quarterly report was discussed, and the minutes of 14 May went to the board.\n"
FIRST, LAST = b"Ann Lee SSN 773-01-0001\n", b"John Smith SSN 773-01-0002\n"


@dataclass
class Memory:
    """Resident megabytes of the process that scans and of its largest worker."""

    of: int
    early: float = 0.0
    parent: float = 0.0
    worker: float = 0.0

    def look(self) -> None:
        """Look once."""
        self.parent = max(self.parent, resident(self.of))
        self.worker = max([self.worker, *(resident(pid) for pid in offspring(self.of))])


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds at the moment."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0) / 1024


def scan(records: Iterator[Mapping[str, Any]], process: int, number: int) -> tuple[Memory, list[str], float]:
    """Take the records of a scan by a process, and look at its memory: (memory, what was found, seconds)."""
    memory, done, found = Memory(process), threading.Event(), list[str]()

    def watch() -> None:
        while not done.wait(0.1):
            memory.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    began, outcomes = time.perf_counter(), 0
    for record in records:
        if record["type"] == "finding":
            found += [element["masked"][-4:] for element in record["elements"]]
        elif record["type"] == "outcome" and not record["container"]:
            outcomes += 1
            if record["status"] != "scanned":
                found.append(f"{record['status']}: {record['detail']}")
            if outcomes == max(1, number // 10):
                memory.early = resident(process)
    done.set()
    watcher.join()
    return memory, found if outcomes == number else [f"{outcomes} outcomes of {number}"], time.perf_counter() - began


def in_pool(made: tuple[Iterator[Source], Config, int]) -> tuple[Memory, list[str], float]:
    """Scan with two workers of this process."""
    items, config, number = made
    records = engines.run(items, config, workers=2, scan=scan_one, encode=to_record, raw=scan_raw)
    return scan(records, os.getpid(), number)


def workbook(kind: str, folder: Path, rows: int) -> tuple[Memory, list[str], float]:
    """Make a workbook and scan it."""
    return in_pool(book(kind, folder, rows))


def tree(folder: Path, number: int) -> tuple[Memory, list[str], float]:
    """So many files in folders of a thousand, scanned by the program."""
    for first in range(0, number, 1000):
        (folder / f"{first // 100_000}" / f"{first // 1000}").mkdir(parents=True)
        for at in range(first, min(number, first + 1000)):
            path = folder / f"{first // 100_000}" / f"{first // 1000}" / f"{at}.txt"
            path.write_bytes(FIRST if not at else LAST if at == number - 1 else b"nothing but order %d\n" % at)
    command = [sys.executable, "-m", "piiscan", "scan", "-q", "-j2", "-f", "jsonl", "--no-progress", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - for the checker of types
        memory, found, seconds = scan(map(json.loads, process.stdout), process.pid, number)
    return memory, found if process.returncode == 1 else [f"exit code {process.returncode}"], seconds


def source_of(path: Path) -> Source:
    """The file as a walker gives it."""
    return Source(str(path.parent), path.name, str(path), path.stat().st_size)


def text(folder: Path, size: int) -> tuple[Iterator[Source], Config, int]:
    """A long text with holes."""
    path = folder / "long.log"
    block = (WORDS * (BLOCK // len(WORDS) + 1))[: BLOCK - 1] + b"\n"
    with path.open("wb") as file:
        file.write(FIRST)
        for at in range(0, size - BLOCK, 64 * BLOCK):
            file.seek(at + len(FIRST))
            file.write(block)
        file.seek(size - len(LAST))
        file.write(LAST)
    return iter([source_of(path)]), Config(), 1


def packed(folder: Path, size: int) -> tuple[Iterator[Source], Config, int]:
    """A long table in an archive."""
    path = folder / "table.zip"
    rows = b"".join(b"%d,order %d,Springfield,%d.50\n" % (n, n * 7, n % 900) for n in range(20_000))
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("table.csv", "w", force_zip64=True) as file,
    ):
        file.write(b"id,note,city,amount,name,ssn\n1,x,y,2.00,Ann Lee,773-01-0001\n")
        for _ in range(size // len(rows)):
            file.write(rows)
        file.write(b"1,x,y,2.00,John Smith,773-01-0002\n")
    return iter([source_of(path)]), Config(limits=Limits(expanded=2 * size, deadline=7200.0)), 1


def book(kind: str, folder: Path, rows: int) -> tuple[Iterator[Source], Config, int]:
    """A workbook."""
    path = folder / f"book.{kind}"
    books.KINDS[kind](path, rows)
    return iter([source_of(path)]), Config(limits=Limits(deadline=7200.0)), 1


def many(folder: Path, number: int) -> tuple[Iterator[Source], Config, int]:
    """Sources without end, all of them one small file."""
    path = folder / "small.txt"
    path.write_bytes(WORDS)
    one = source_of(path)
    items = (Source(one.root, f"folder {n % 977}/file {n}.txt", one.opens, one.size) for n in range(number))
    return items, Config(), number


def main() -> int:
    """Run the cases and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="text,zip,xlsx,ods,xlsb,files,tree")
    parser.add_argument("--text-gb", type=float, default=20)
    parser.add_argument("--zip-gb", type=float, default=5)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--files", type=int, default=1_000_000)
    given = parser.parse_args()
    persons = ["0001", "0002"]
    cases: dict[str, tuple[Callable[[Path, int], tuple[Memory, list[str], float]], int, list[str]]] = {
        "text": (lambda folder, size: in_pool(text(folder, size)), int(given.text_gb * GB), persons),
        "zip": (lambda folder, size: in_pool(packed(folder, size)), int(given.zip_gb * GB), persons),
        **{kind: (partial(workbook, kind), given.rows, persons) for kind in books.KINDS},
        "files": (lambda folder, number: in_pool(many(folder, number)), given.files, []),
        "tree": (tree, given.files, persons),
    }
    print(f"{'case':8} {'size':>14} {'seconds':>8} {'worker MB':>10} {'parent MB':>10} {'grown MB':>9}  verdict")
    missed = False
    for name in given.only.split(","):
        run, size, expected = cases[name]
        with tempfile.TemporaryDirectory(prefix="piiscan-endure-") as folder:
            memory, found, seconds = run(Path(folder), size)
        grown = memory.parent - memory.early if name in {"files", "tree"} else 0.0
        good = sorted(found) == expected and memory.worker <= WORKER and grown <= FLAT
        missed = missed or not good
        verdict = "ok" if good else f"MISSED {json.dumps(found[:3])}"
        figures = f"{seconds:8.1f} {memory.worker:10.1f} {memory.parent:10.1f} {grown:9.1f}"
        print(f"{name:8} {size:14,} {figures}  {verdict}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
