"""A part of one large source under way: its own findings, and nobody else's, in the order of the whole.

Rule: a person whose numbers stand on both sides of a cut belongs to the part the first of them is in, which reads on
for that; the next one reads from before its beginning and leaves them out. What cannot be so is `NotAlone`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from piiscan import allows, matcher, small
from piiscan.config import Config
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.formats.cuts import lines_of, table_part, text_part
from piiscan.formats.encoded.inside import Encoded
from piiscan.formats.plain.text import Lines
from piiscan.model import Blob, Event, Outcome, Segment, Source, Status
from piiscan.pairing import Reader, Tally, Told, Unit
from piiscan.pairing.aamva import cards_in
from piiscan.pairing.aside import NOT_OF_TABLES
from piiscan.part import NotAlone, Part
from piiscan.pulse import PULSE
from piiscan.scan import Scan
from piiscan.sources import Beside
from piiscan.under_way import Progress


class Reading(Scan):
    """A part under way. What is set aside is counted by `_aside` at once, what is a finding by `tally`."""

    def __init__(self, source: Source, config: Config, stream: BinaryIO, blob: Blob, part: Part) -> None:
        super().__init__(source, config, stream, None, Told(), Beside(source))
        self._blob = blob
        self._part = part
        self._quiet = False  # before the part: nothing is listed
        self._aside = Tally(self._exclusion)
        self.tally = Tally(self._exclusion)
        self.lines: Lines = lines_of(blob, part)
        self._encoded = Encoded(blob, new_context(config.limits), small.idle if config.limits.depth else None)
        self._reader = self._reader_of(self._aside, blob)
        self._state = Progress(media_type=BY_NAME[part.kind].media_type, read=True)

    def _listing(self) -> bool:
        return not self._quiet and (self._part.room < 0 or self._told.listed < self._part.room)

    def events(self) -> Iterator[Event]:
        """The findings of the part, and its outcome."""
        try:
            yield from self._table() if self._part.kind == "delimited" else self._text()
        finally:
            self.lines.close()
            self._encoded.close()
        listed = self._told.listed
        exposure = self.exposed() if listed else None
        counts, form, size = self.tally.counted(), self._state.media_type, self._source.size
        yield Outcome(self._source, (), Status.SCANNED, None, "", form, size, None, counts, listed, (), exposure)

    def _table(self) -> Iterator[Event]:
        segments = table_part(self._blob, self._part, self.lines)
        first = next(segments)
        kinds = matcher.look(first.data, 0, first.end).kind
        if not self._reader.begin_table(first, some=not NOT_OF_TABLES.take(kinds).all()):
            raise NotAlone
        for segment in segments:
            if self._plain(segment).data is not segment.data or cards_in(segment):
                raise NotAlone
            yield from self._told_of(self._read(segment))
        self._take_aside()

    def _text(self) -> Iterator[Event]:
        others: list[Unit] = []  # of the part before, held back at the beginning of this one
        self._quiet = self._part.start > 0
        segments = text_part(self._blob, self._part, self.lines)
        for number, segment in segments:
            if number == self._part.start:
                self._quiet, others = False, self._reader.held
                self._aside.forget()
            units = self._read(self._plain(segment))
            yield from self._told_of(unit for unit in units if not self._quiet and not _is_in(unit, others))
            if number + 1 == self._part.end:
                self._take_aside()
                yield from self._ending(segments, others)
                return
        if self._quiet:
            raise NotAlone  # the source has become shorter
        yield from self._told_of(unit for unit in self._reader.close() if not _is_in(unit, others))
        self._take_aside()

    def _take_aside(self) -> None:
        """Count what was set aside, and what was counted on arrays."""
        self.tally.take(self._aside.counted())
        for whose, residency, keys in self._aside.subjects():
            self.tally.take_subjects(whose, residency, keys)

    def _ending(self, segments: Iterator[tuple[int, Segment]], others: list[Unit]) -> Iterator[Event]:
        """What is held back at the end of the part: the next windows may add to it, and let it go."""
        ours = [unit for unit in self._reader.held if not _is_in(unit, others)]
        more = chain((unit for _, segment in segments for unit in self._read(self._plain(segment))), _of(self._reader))
        while ours:
            unit = next(more)
            if _is_in(unit, ours):
                ours = [other for other in ours if other is not unit]
                yield from self._told_of([unit])
            elif not _is_in(unit, others):
                raise NotAlone  # a unit of the next part stands before one of this part

    def _plain(self, segment: Segment) -> Segment:
        """The segment as a reader of the whole gets it; nothing else may be in it."""
        found = list(self._encoded.take(segment))
        seen = found[0]
        if (
            len(found) > 1
            or not isinstance(seen, Segment)
            or self._encoded.open is not None
            or self._encoded.archive
            or self._encoded.locked
            or self._encoded.base32
        ):
            raise NotAlone
        if self._config.inline_allow and seen.allowing is not False and allows.MARK in seen.data:
            raise NotAlone
        return seen

    def _read(self, segment: Segment) -> Iterator[Unit]:
        hits = matcher.look(segment.data, segment.start, segment.end)
        if segment.shapeless:
            hits = matcher.with_shapeless(segment.data, segment.start, segment.end, hits)
        PULSE.passed(segment.end)
        return self._reader.read(segment, hits)

    def _told_of(self, units: Iterable[Unit]) -> Iterator[Event]:
        return self._findings(iter(units), self._blob, self._state, self.tally)


def _of(reader: Reader) -> Iterator[Unit]:
    yield from reader.close()


def _is_in(unit: Unit, units: list[Unit]) -> bool:
    return any(unit is other for other in units)
