"""Write a set: so many positive and as many negative items in every container.

Rule: each batch draws from a generator seeded with the seed, the set and its name, so that a batch that is added
changes no other.
"""

from __future__ import annotations

import importlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from accuracy import truth
from accuracy.batch import Batch, Fixed, Objects, Table, Texts
from accuracy.writer import Writer

SEED = 17_02
# The folders whose templates make a set. What was once held out, and has been looked at, is dev2 to dev5.
SETS = {"dev": ("dev", "dev2", "dev3", "dev4", "dev5"), "heldout": ("heldout",)}
# Positive items in each container for each folder of templates, and as many negative ones.
QUOTA = {
    "prose": 480,
    "letter": 160,
    "email": 160,
    "log": 280,
    "form": 360,
    "config": 120,
    "table": 800,
    "json": 320,
    "xml": 120,
    "edi": 200,
    "fixed": 160,
}


def container(batch: Batch) -> str:
    """Where a batch belongs."""
    match batch:
        case Texts():
            return batch.container
        case Table():
            return "table"
        case Objects():
            return "json"
        case Fixed():
            return "fixed"


def _shares(total: int, parts: int) -> Iterator[int]:
    """The total in so many parts, none of which is empty."""
    for at in range(parts):
        yield total * (at + 1) // parts - total * at // parts


def batches(folder: str) -> tuple[Batch, ...]:
    """The batches of a folder of templates."""
    found: tuple[Batch, ...] = importlib.import_module(f"accuracy.{folder}").BATCHES
    return found


def write_set(name: str, root: Path, seed: int = SEED, part: float = 1.0) -> list[truth.Item]:
    """Write the files of a set anew below `root`, and truth.jsonl beside them; what is in them."""
    shutil.rmtree(root, ignore_errors=True)
    files = root / "files"
    files.mkdir(parents=True)
    writer = Writer(files, "")
    for folder in SETS[name]:
        writer.seed = f"{seed} {folder}"
        _write_folder(writer, folder, part)
    truth.write(writer.items, root / "truth.jsonl")
    return writer.items


def _write_folder(writer: Writer, folder: str, part: float) -> None:
    groups: dict[tuple[str, str], list[Batch]] = defaultdict(list)
    for batch in batches(folder):
        kind = "mixed" if isinstance(batch, Texts) else "negative" if batch.negative else "positive"
        groups[container(batch), kind].append(batch)
    for (where, kind), group in groups.items():
        share = 0.1 if kind == "mixed" and (where, "positive") in groups else 1.0
        quota = max(len(group), round(QUOTA[where] * part * share))
        for batch, count in zip(group, _shares(quota, len(group)), strict=True):
            _maker(writer, batch)(count)


def _maker(writer: Writer, batch: Batch) -> Callable[[int], None]:
    match batch:
        case Texts():
            return lambda count: writer.mixed(batch, count)
        case Table():
            return lambda count: writer.table(batch, count)
        case Objects():
            return lambda count: writer.objects(batch, count)
        case Fixed():
            return lambda count: writer.fixed(batch, count)
