"""A part of a large source on a Dask worker: what its reader says of it, line by line, for the coordinator to join.

Rule: as in a pool, whatever goes wrong in a part is one word (`NotAlone`), and the source is read as a whole.
"""

from __future__ import annotations

import base64
import json
import pickle
from collections import deque
from collections.abc import Iterator
from time import monotonic
from typing import Self

from piiscan.engines.base import DRAIN, Interrupted, StopFunction
from piiscan.engines.crew import Crew
from piiscan.engines.hearing import Hearing
from piiscan.engines.reorder import Reorder, Slot
from piiscan.engines.split import Split
from piiscan.engines.spread_keep import Kept
from piiscan.engines.worker import Setup
from piiscan.model import Reason, Source
from piiscan.part import NotAlone

CUTS, PERSONS, LINE = b"F", b"K", b"L"  # before what is no record, as its worker has it
RECORD = b"+"


class _Lines(Reorder):
    """Takes in all that is said, in the order in which it is said."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.said: deque[bytes] = deque()
        self.slot = self.add(source)
        self.ended = self.failed = False

    def begin(self, slot: Slot) -> None:
        """Nobody is told."""

    def put(self, slot: Slot, frame: bytes) -> None:  # noqa: ARG002 - there is one
        """A record."""
        self.said.append(RECORD + frame)

    def close(self, slot: Slot, frame: bytes | None = None) -> None:  # noqa: ARG002
        """That was all."""
        self.ended = True

    def fail(self, _slot: Slot, _reason: Reason, _detail: str) -> None:
        """It cannot be read by itself, or its worker died of it."""
        self.ended = self.failed = True

    def clean(self, slot: Slot, _media_type: str) -> None:
        """Nobody asks for that of a large source."""
        self.fail(slot, Reason.BUG, "")

    def divide(self, slot: Slot, said: bytes) -> Slot:
        """Where it is cut; this is the first part."""
        self.said.append(CUTS + said)
        _, _, sizes = json.loads(said)
        return Slot(slot.index, slot.source, span=sizes[0], split=_Apart.of(self, []))


class _Apart(Split, kw_only=True):
    """The part of a source that knows of no other."""

    lines: _Lines
    asked: list[object]

    @classmethod
    def of(cls, lines: _Lines, asked: list[object]) -> Self:
        """As the coordinator asks."""
        return cls(lines.slot, "", [], 0, lines=lines, asked=asked)

    def line(self, slot: Slot) -> list[object]:  # noqa: ARG002
        """What the reader is asked."""
        return self.asked

    def persons(self, said: bytes) -> None:
        """Handed on."""
        self.lines.said.append(PERSONS + said)

    def counted(self, line: bytes) -> None:
        """Handed on."""
        self.lines.said.append(LINE + line)


def read_apart(
    source: Source, asked: list[object], span: int, setup: Setup, kept: Kept, stop: StopFunction
) -> Iterator[bytes]:
    """What is said of a part; for a number, where the source is cut and its first part, or all of it where it is not.

    Raises `NotAlone` where it has to be read as a whole, and `Interrupted` where nobody wants it any more.
    """
    lines = _Lines(source)
    hearing = Hearing(lines, setup.config.limits.deadline, lines.fail, lines.divide, lines.clean)
    crew = Crew(1, base64.b64encode(pickle.dumps(setup)), hearing)
    slot = lines.slot
    if len(asked) == 1:
        slot.part_size = int(str(asked[0]))
    else:
        slot = Slot(slot.index, source, span=span, split=_Apart.of(lines, asked))
    crew.adopt(kept.take(setup.salt))
    try:
        yield from _heard(crew, lines, slot, stop)
        kept.give(setup.salt, crew.idle())
    finally:
        crew.end()


def _heard(crew: Crew, lines: _Lines, slot: Slot, stop: StopFunction) -> Iterator[bytes]:
    given, until = False, 0.0
    while not lines.ended:
        if not given or crew.returned:
            crew.returned.clear()
            given = crew.give(slot)
            crew.send()
            crew.hire(not given)
        crew.listen()
        crew.look_after()
        while lines.said:
            yield lines.said.popleft()
        if stop():
            until = until or monotonic() + DRAIN
            if monotonic() > until:
                raise Interrupted(1)
    if lines.failed:
        raise NotAlone
    while lines.said:
        yield lines.said.popleft()
