"""Very large and very many: whether memory stays flat. Not a measure of speed.

    python benchmarks/endure.py [--only text,zip,files] [--text-gb 20] [--zip-gb 5] [--files 1000000]

`text`: a text file of that length with a person at each end, of which all but one block in 64 is a hole (the text of
the blocks is read; the size is what places, lines and limits have to live with). `zip`: a CSV of that length in a ZIP.
`files`: so many sources through the pool, made by a generator. The bars: a worker `WORKER` at most, the parent within
`FLAT` of what it was after the first tenth, everything found. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

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
    """Resident megabytes of this process and of the largest worker."""

    early: float = 0.0
    parent: float = 0.0
    worker: float = 0.0

    def look(self) -> None:
        """Look once."""
        self.parent = max(self.parent, resident(os.getpid()))
        self.worker = max([self.worker, *(resident(pid) for pid in offspring(os.getpid()))])


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds at the moment."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0) / 1024


def scan(items: Iterator[Source], config: Config, number: int) -> tuple[Memory, list[str], float]:
    """Scan with two workers, and look at the memory: (memory, what was found, seconds)."""
    memory, done, found = Memory(), threading.Event(), list[str]()

    def watch() -> None:
        while not done.wait(0.1):
            memory.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    began, outcomes = time.perf_counter(), 0
    for record in engines.run(items, config, workers=2, scan=scan_one, encode=to_record, raw=scan_raw):
        if record["type"] == "finding":
            found += [element["masked"][-4:] for element in record["elements"]]
        elif not record["container"]:
            outcomes += 1
            if record["status"] != "scanned":
                found.append(f"{record['status']}: {record['detail']}")
            if outcomes == max(1, number // 10):
                memory.early = resident(os.getpid())
    done.set()
    watcher.join()
    return memory, found if outcomes == number else [f"{outcomes} outcomes of {number}"], time.perf_counter() - began


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
    parser.add_argument("--only", default="text,zip,files")
    parser.add_argument("--text-gb", type=float, default=20)
    parser.add_argument("--zip-gb", type=float, default=5)
    parser.add_argument("--files", type=int, default=1_000_000)
    given = parser.parse_args()
    cases: dict[str, tuple[Callable[[Path, int], tuple[Iterator[Source], Config, int]], int, list[str]]] = {
        "text": (text, int(given.text_gb * GB), ["0001", "0002"]),
        "zip": (packed, int(given.zip_gb * GB), ["0001", "0002"]),
        "files": (many, given.files, []),
    }
    print(f"{'case':8} {'size':>14} {'seconds':>8} {'worker MB':>10} {'parent MB':>10} {'grown MB':>9}  verdict")
    missed = False
    for name in given.only.split(","):
        make, size, expected = cases[name]
        with tempfile.TemporaryDirectory(prefix="piiscan-endure-") as folder:
            memory, found, seconds = scan(*make(Path(folder), size))
        grown = memory.parent - memory.early if name == "files" else 0.0
        good = found == expected and memory.worker <= WORKER and grown <= FLAT
        missed = missed or not good
        verdict = "ok" if good else f"MISSED {json.dumps(found[:3])}"
        figures = f"{seconds:8.1f} {memory.worker:10.1f} {memory.parent:10.1f} {grown:9.1f}"
        print(f"{name:8} {size:14,} {figures}  {verdict}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
