"""A source that several workers read, each a part of it: its records in order, and one outcome of all.

Rule: nothing is believed that a part alone cannot know. If one of them fails, or says that it cannot be read by itself,
the source is read once more by one worker, and of its records those are left out that were handed on already.
"""

from __future__ import annotations

import base64
import json
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from piiscan.engines.base import Record
from piiscan.engines.frames import from_frame, is_finding, to_frame
from piiscan.model import Residency

if TYPE_CHECKING:
    from piiscan.engines.reorder import Slot
    from piiscan.pairing.unit import Tally

_BEGINNING = (0, 1, 0)


class Split(Struct, eq=False):
    """The parts of a source, those in front of `now` handed on. `most`: findings that are listed of it, 0 for any."""

    whole: Slot
    kind: str
    starts: list[int]
    most: int
    parts: list[Slot] = field(default_factory=list)
    now: int = 0
    listed: int = 0
    waiting: int = 0  # bytes of records whose turn it is not
    broken: bool = False
    _outcomes: dict[int, Record] = field(default_factory=dict)
    _told: array[int] = field(default_factory=lambda: array("q"))  # hashes of what was handed on
    _again: Counter[int] | None = None
    _lines: list[tuple[int, int, int]] = field(default_factory=lambda: [_BEGINNING])
    _tally: Tally | None = None

    @property
    def working(self) -> Slot:
        """The part that all behind it wait for."""
        return self.parts[self.now]

    def line(self, slot: Slot) -> list[object]:
        """What a worker is told of a part."""
        number = self.parts.index(slot)
        end = self.starts[number + 1] if number + 1 < len(self.starts) else -1
        room = max(0, self.most - self.listed) if self.most else -1
        return [self.kind, self.starts[number], end, room, list(self._known(number))]

    def _known(self, number: int) -> tuple[int, int, int]:
        """Up to where the lines in front of a part are counted."""
        before = sum(part.span for part in self.parts[:number])
        return max((line for line in self._lines if line[0] <= before), default=_BEGINNING)

    def counted(self, line: bytes) -> None:
        """A part has counted its lines, so far."""
        offset, number, begins = json.loads(line)
        self._lines.append((offset, number, begins))

    def persons(self, said: bytes) -> None:
        """Persons of a part."""
        whose, residency, keys = json.loads(said)
        if not self.broken:
            import numpy as np  # as what counts

            self.tally.take_subjects(whose, Residency(residency), np.frombuffer(base64.b64decode(keys), np.uint64))

    @property
    def tally(self) -> Tally:
        """The counts of all parts; what counts is loaded with the first."""
        if self._tally is None:
            from piiscan.pairing.unit import Tally

            self._tally = Tally()
        return self._tally

    def put(self, slot: Slot, frame: bytes) -> bool:
        """Take in a record of a part. Whether it is its turn, as one of the source; else it is kept with its part."""
        if self.broken:
            return False
        if not is_finding(frame):
            self._outcomes[self.parts.index(slot)] = from_frame(frame)
            return False
        if slot is self.working:
            return self._listed(frame)
        slot.frames.append(frame)
        self.waiting += len(frame)
        return False

    def close(self, slot: Slot) -> Iterator[bytes]:
        """A part is complete: the records whose turn it is now. The last of all is the outcome of the source."""
        slot.closed, slot.worker = True, None
        while not self.broken and self.working.closed:
            if self.now + 1 == len(self.parts):
                yield to_frame(self._outcome())
                return
            self.now += 1
            while self.working.frames:
                frame = self.working.frames.popleft()
                self.waiting -= len(frame)
                if self._listed(frame):
                    yield frame

    def _listed(self, frame: bytes) -> bool:
        if self.most and self.listed >= self.most:
            return False
        self.listed += 1
        self._told.append(hash(frame))
        return True

    def give_up(self) -> None:
        """The source is read as a whole."""
        self.broken = True
        self._again = Counter(self._told)
        self._tally = None
        self.waiting = 0
        for part in self.parts:
            part.frames.clear()

    def is_new(self, frame: bytes) -> bool:
        """Whether a record of the whole was not handed on as one of a part."""
        told = hash(frame)
        if not self._again or not self._again[told]:
            return True
        self._again[told] -= 1
        return False

    def _outcome(self) -> Record:
        outcomes = [self._outcomes[number] for number in range(len(self.parts))]
        first = next((one for one in outcomes if one["reason"] is not None), outcomes[0])  # it changed on the way
        for one in outcomes:
            self.tally.take(one["counts"])
        counts: dict[str, Any] = self.tally.result()
        outcome = first | {"counts": counts, "listed": self.listed}
        seen = next((one["exposure"] for one in outcomes if "exposure" in one), None)
        return outcome if seen is None else outcome | {"exposure": seen}
