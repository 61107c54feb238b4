"""Write the benchmark corpus: seeded, so that everybody measures the same bytes.

    python benchmarks/corpus.py [--size 256M] [--sets mix,dense,…] [--out benchmarks/data]

Beside the data stands truth.json: what was planted in each set, for the runner to print with what was found.
All people and numbers are invented, as those of the fixtures are.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import lines
from bulk import Tally, Template, slices, write_blocks
from documents import write_documents

SEED = 17_02
_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9}


def size_of(text: str) -> int:
    """A size as people write it.

    >>> size_of("256M"), size_of("2G"), size_of("900")
    (256000000, 2000000000, 900)
    """
    unit = _UNITS.get(text[-1:].upper())
    return int(float(text[:-1]) * unit) if unit else int(text)


def _template(kind: str, size: int) -> Template:
    rng = Random(f"{SEED} {kind}")
    block = min(lines.BLOCK, size)
    makers = {
        "prose": (lines.prose, lines.prose_person),
        "orders": (lines.orders, lines.order_with_card),
        "events": (lines.events, lines.event_with_person),
        "log": (lines.log, lines.log_leak),
        "dense": (lines.dense, None),
        "people": (lines.people, None),
        "told": (lines.told, None),
    }
    if kind in {"mix", "busy"}:
        return Template(lines.interleaved(block, rng, busy=kind == "busy"))
    maker, person = makers[kind]
    return Template(lines.take(maker(rng), person, block, rng))


def _source(name: str) -> np.random.PCG64:
    return np.random.PCG64([SEED, *name.encode()])


def _file(name: str, kind: str, head: str = "") -> Callable[[Path, int], Tally]:
    def write(out: Path, size: int) -> Tally:
        with (out / name).open("wb") as stream:
            return write_blocks(stream, _template(kind, size), size, _source(name), head)

    return write


def tiny_texts(count: int) -> Iterator[tuple[str, bytes, Counter[tuple[str, str]]]]:
    """So many texts of about 1.7 KB, two hundred in a folder: prose, events and logs. Path, bytes, what is planted."""
    kinds = (("prose", "txt"), ("events", "jsonl"), ("log", "log"))
    templates = [(suffix, _template(kind, lines.BLOCK)) for kind, suffix in kinds]
    source = _source("tiny")
    made = 0
    while True:
        for suffix, template in templates:
            block = template.fill(source).tobytes()
            for first, last in slices(template, 1700):
                if made == count:
                    return
                start = int(template.ends[first - 1]) if first else 0
                path = f"tiny/{made // 200:03}/{made:05}.{suffix}"
                yield path, block[start : int(template.ends[last - 1])], template.planted(first, last)
                made += 1


def write_tiny(out: Path, count: int) -> Tally:
    """Those texts, a file each."""
    tally = Tally()
    for path, data, planted in tiny_texts(count):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        tally.bytes += (out / path).write_bytes(data)
        tally.files += 1
        tally.planted += planted
    return tally


def write_packed(out: Path, count: int) -> Tally:
    """Those texts as the members of one TAR and not compressed, as a copy of a folder is kept."""
    tally = Tally(files=1)
    with tarfile.open(out / "packed.tar", "w") as archive:
        for path, data, planted in tiny_texts(count):
            header = tarfile.TarInfo(path)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
            tally.planted += planted
    tally.bytes = (out / "packed.tar").stat().st_size
    return tally


# The text kinds by themselves are an eighth of the size, as the mix holds all four.
FILES: dict[str, tuple[str, Callable[[Path, int], Tally], float]] = {
    "prose": ("prose.txt", _file("prose.txt", "prose"), 1 / 8),
    "csv": ("orders.csv", _file("orders.csv", "orders", lines.ORDERS_HEAD), 1 / 8),
    "jsonl": ("events.jsonl", _file("events.jsonl", "events"), 1 / 8),
    "log": ("app.log", _file("app.log", "log"), 1 / 8),
    "mix": ("mix.txt", _file("mix.txt", "mix"), 1),
    "busy": ("busy.txt", _file("busy.txt", "busy"), 1 / 4),
    "dense": ("dense.csv", _file("dense.csv", "dense", lines.DENSE_HEAD), 1),
    "people": ("people.jsonl", _file("people.jsonl", "people"), 1 / 4),
    "told": ("told.log", _file("told.log", "told"), 1 / 4),
}
SETS = (*FILES, "office", "tiny", "packed")


def write_set(name: str, out: Path, size: int, *, office: int, tiny: int, huge: int) -> tuple[str, Tally]:
    """Write one set anew; the path it is at, and what is in it."""
    if name in FILES:
        path, write, part = FILES[name]
        return path, write(out, int(size * part))
    if name == "huge":
        return "huge.txt", _file("huge.txt", "mix")(out, huge)
    if name == "packed":
        return "packed.tar", write_packed(out, tiny)
    if (out / name).exists():
        shutil.rmtree(out / name)
    if name == "office":
        return name, write_documents(out / name, office, SEED)
    return name, write_tiny(out, tiny)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--size", type=size_of, default="256M", help="of mix and dense (default: %(default)s)")
    parser.add_argument("--sets", default=",".join(SETS), help="default: %(default)s; more: huge")
    parser.add_argument("--office", type=int, default=300, help="office files (default: %(default)s)")
    parser.add_argument("--tiny", type=int, default=20_000, help="tiny files (default: %(default)s)")
    parser.add_argument("--huge", type=size_of, default="2G", help="size of the set huge (default: %(default)s)")
    options = parser.parse_args()
    names = options.sets.split(",")
    unknown = [name for name in names if name not in {*SETS, "huge"}]
    if unknown:
        parser.error(f"no such set: {', '.join(unknown)}")
    options.out.mkdir(parents=True, exist_ok=True)
    truth_file = options.out / "truth.json"
    truth = json.loads(truth_file.read_text(encoding="utf-8")) if truth_file.exists() else {}
    for name in names:
        began = time.perf_counter()
        path, tally = write_set(
            name, options.out, options.size, office=options.office, tiny=options.tiny, huge=options.huge
        )
        truth[name] = {"path": path, "files": tally.files, "bytes": tally.bytes, "planted": tally.counts()}
        truth_file.write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
        size = tally.bytes / 1e6
        rate = size / (time.perf_counter() - began)
        print(f"{name:<8}{tally.files:>7} files {size:>9.1f} MB {rate:>7.0f} MB/s  {tally.counts()}")


if __name__ == "__main__":
    main()
