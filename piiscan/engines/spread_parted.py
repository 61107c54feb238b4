"""A large source whose parts are tasks of Dask: which of them are there, which come next, and their records as one.

Rule: its records are joined by what joins those of a pool (`split`), when all parts are there; if one cannot be read by
itself, or is lost with its worker, the source is one task.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from piiscan.engines.reorder import Slot
from piiscan.engines.split import Split
from piiscan.engines.spread_lot import Lot
from piiscan.engines.spread_part import PERSONS, RECORD
from piiscan.engines.spread_task import Done


class Parted(Struct, eq=False):
    """The parts of the only source of `lot`. `most`: findings that are listed of it, 0 for any number."""

    lot: Lot
    kind: str
    starts: list[int]
    sizes: list[int]
    most: int
    done: dict[int, Done] = field(default_factory=dict)
    given: int = 1  # parts that were asked for; the first comes with the cuts
    given_up: bool = False
    _asking: Split | None = None

    @classmethod
    def of(cls, lot: Lot, first: Done, most: int) -> Parted:
        """As the reader of the first part has cut it."""
        kind, starts, sizes = json.loads(first.cuts)
        made = cls(lot, kind, starts, sizes, most)
        made.take(0, first)
        return made

    @property
    def complete(self) -> bool:
        """Whether all parts are there."""
        return len(self.done) == len(self.starts)

    def take(self, number: int, done: Done) -> None:
        """One of them is there."""
        self.done[number] = done
        if done.line:
            self._ask.counted(done.line)

    def more(self, most: int) -> Iterator[Lot]:
        """The next ones, so that so many are under way: one that knows of few before it counts their lines itself."""
        while self.given < len(self.starts) and self.given - len(self.done) < most:
            yield Lot(sources=self.lot.sources, size=self.sizes[self.given], part=(self, self.given))
            self.given += 1

    def asked(self, number: int) -> tuple[list[object], int]:
        """What a worker is told of one, and how large it is."""
        return self._ask.line(self._ask.parts[number]), self.sizes[number]

    @property
    def _ask(self) -> Split:
        self._asking = self._asking or self._split()
        return self._asking

    def records(self, folder: str) -> Iterator[tuple[bytes, bool]]:
        """All of them; the last, which is the outcome, has a mark."""
        split = self._split()
        for number, slot in enumerate(split.parts):
            with Path(folder, self.done[number].part).open("rb") as said:
                for line in said:
                    tag, text = line[:1], line[1:-1]
                    if tag == PERSONS:
                        split.persons(text)
                    elif tag == RECORD and split.put(slot, text):
                        yield text, False
            for frame in split.close(slot):
                yield frame, True

    def forget(self, folder: str) -> None:
        """What was written of it is not wanted any more."""
        for done in self.done.values():
            Path(folder, done.part).unlink(missing_ok=True)

    def _split(self) -> Split:
        (source,) = self.lot.sources
        split = Split(Slot(0, source), self.kind, self.starts, self.most)
        split.parts = [Slot(0, source, span=size, split=split) for size in self.sizes]
        return split


def settle(lot: Lot, done: Done, ready: deque[Lot], folder: str, most: int, workers: int) -> Lot | None:
    """A task has said what it did: the batch that is complete by that, if one is. What is to be read next is ready."""
    if lot.part is not None:
        return _joined(*lot.part, done, ready, folder, workers)
    if not done.alone:
        Path(folder, done.part).unlink(missing_ok=True)
        lot.part_size = 0
        ready.appendleft(lot)
    elif done.cuts:
        lot.parts = Parted.of(lot, done, most)
        ready.extendleft(reversed([*lot.parts.more(workers)]))
    else:
        lot.done = done
        return lot
    return None


def _joined(parts: Parted, number: int, done: Done, ready: deque[Lot], folder: str, workers: int) -> Lot | None:
    if parts.given_up or not done.alone:
        Path(folder, done.part).unlink(missing_ok=True)
        rejoin(parts, ready, folder)
        return None
    parts.take(number, done)
    ready.extendleft(reversed([*parts.more(workers)]))
    if not parts.complete:
        return None
    parts.lot.done = Done()
    return parts.lot


def rejoin(parts: Parted, ready: deque[Lot], folder: str) -> None:
    """A part cannot be read by itself, or was lost with its worker: the source is one task."""
    if parts.given_up:
        return
    parts.given_up = True
    parts.forget(folder)
    for lot in [one for one in ready if one.part is not None and one.part[0] is parts]:
        ready.remove(lot)
    parts.lot.parts, parts.lot.part_size = None, 0
    ready.appendleft(parts.lot)
