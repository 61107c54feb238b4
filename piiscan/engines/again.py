"""A second try: what is known of a source whose first reading broke down, and its outcome when the second does too.

Rule: one second try, of the bytes as they are. What the first has said stays said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.config import Config
from piiscan.dense import encoder
from piiscan.engines.base import (
    EncodeFunction,
    GlanceFunction,
    NothingFunction,
    PartFunction,
    RawFunction,
    Record,
    ScanFunction,
    failure,
    nothing_in,
)
from piiscan.hidden import Hidden
from piiscan.model import Event, Finding, Outcome, Reason, Source

if TYPE_CHECKING:
    from piiscan.pairing.told import Notes

MOST = 16 << 20  # bytes of notes kept of a source: a hundred thousand findings. With more there is no second try


class Way(Hidden, Struct, frozen=True):
    """How sources are read in this process. `salt` keeps the notes of this run from being of use to anybody else."""

    scan: ScanFunction
    encode: EncodeFunction
    raw: RawFunction | None = None
    part: PartFunction | None = None
    salt: bytes = b""
    glance: GlanceFunction | None = None
    nothing: NothingFunction | None = None

    def of_nothing(self, source: Source, media_type: str, config: Config) -> Record:
        """The record of a source in which a glance found nothing."""
        if self.nothing is not None:
            return self.nothing(source, media_type)
        return self.encode(nothing_in(source, media_type), config)


class Again(Struct, frozen=True):
    """Why there is a second try, and what the first gave."""

    reason: Reason
    detail: str
    notes: Sequence[str]

    def line(self) -> list[object]:
        """As it goes to a worker."""
        return [self.reason.value, self.detail, list(self.notes)]

    @classmethod
    def of(cls, line: list[object] | None) -> Again | None:
        """As it comes to a worker."""
        if line is None:
            return None
        reason, detail, notes = line
        assert isinstance(notes, list)  # noqa: S101 - from our own parent
        return cls(Reason(str(reason)), str(detail), notes)


class Trail(Hidden, Struct):
    """The notes of a source, as they are made or come in. `full`: some were dropped."""

    salt: bytes = b""
    notes: list[str] = field(default_factory=list)
    size: int = 0
    full: bool = False
    _maker: Notes | None = None

    def of(self, event: Event) -> bytes:
        """Make and keep the note of an event that is handed on; empty if it needs none."""
        if self._maker is None:
            if not isinstance(event, Finding):
                return b""
            from piiscan.pairing.told import Notes

            self._maker = Notes(self.salt)
        note = self._maker.of(event) or b""
        if note:
            self.keep(note)
        return note

    def keep(self, note: bytes) -> None:
        """Keep a note."""
        self.size += len(note)
        self.full = self.full or self.size > MOST
        if not self.full:
            self.notes.append(note.decode("ascii"))


def broken_down(source: Source, reason: Reason, detail: str, trail: Trail, *, partial: bool) -> Outcome:
    """The outcome of a source that nobody could read to its end: it counts what was told and not counted yet."""
    outcome = failure(source, reason, detail, partial=partial)
    if not trail.notes:
        return outcome
    from piiscan.pairing.told import Told
    from piiscan.pairing.unit import Tally

    told, tally = Told.of(trail.notes, trail.salt), Tally()
    told.count(tally)
    counts: Mapping[str, object] = tally.result()
    return replace(outcome, counts=counts, listed=len(told.uncounted))


def second(again: Again, detail: str) -> tuple[Reason, str]:
    """What is said when the second try breaks down too."""
    return again.reason, f"{again.detail}; as raw bytes: {detail}" if again.detail != detail else f"{detail}, twice"


def is_note(text: bytes) -> bool:
    """Whether something looks like a note, or like none."""
    return not text or (text.startswith(b"[[") and text.endswith(b"]"))


_dumps = encoder()


def dumped(fields: list[object], again: Again | None, part: list[object] | None, *, single: bool) -> str:
    """The line of a source for a worker."""
    return _dumps([*fields, None if again is None else again.line(), part, single])
