"""Encodings that hide nothing, inside other text (SPEC, chapter 10): base64, hexadecimal digits, escapes, uuencode.

Rule: a short text is read in its place, so that whoever is named beside it is seen beside it; what was decoded has a
DECODED step behind the place of its run. A file, and a text of several lines or with a structure of its own, is a
child as a member of an archive is. Only what decodes to text with a number in it, or to a kind of file that is known,
is taken out: a word that happens to be spelt in base64 gets no outcome. Left alone are fonts, and pictures too small
to be a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from piiscan.formats.base import Context, Extracted
from piiscan.formats.encoded_triggers import ALLOW, BARCODE, triggers_in
from piiscan.model import Blob, Gap, Segment, Unscannable

if TYPE_CHECKING:
    from piiscan.formats.encoded_long import Long

Found = Extracted
_ASIDE = {ALLOW, BARCODE}  # marks of other things, which the same pass over the text sees


@dataclass(slots=True)
class Encoded:
    """Looks through the segments of one blob in their order."""

    blob: Blob
    context: Context
    open: Long | None = None  # a run that goes on in the next segment
    archive: bool = False  # what ends a ZIP archive was seen
    _full: bool = False  # no more children: a limit is hit
    _complete: list[Long | Gap] = field(default_factory=list)

    def take(self, segment: Segment) -> Iterator[Found]:
        """The segment, with what is short read in its place; before it the children that end in it."""
        triggers = triggers_in(segment.data)
        kinds = {kind for kind, _, _ in triggers}
        segment = replace(segment, barcode=BARCODE in kinds, allowing=ALLOW in kinds)
        if kinds <= _ASIDE and self.open is None:
            yield segment
            return
        from piiscan.formats.encoded_here import Here

        here = Here(self, segment)
        if self.open is not None:
            here.go_on(self.open)
        here.look(triggers)
        yield from self._given()
        yield here.segment()

    def finish(self) -> Iterator[Found]:
        """What was open at the end of the blob."""
        if self.open is not None:
            self.child(self.open)
        yield from self._given()
        if self.archive and not self.blob.at:
            from piiscan.formats.polyglot import archive_behind

            yield from archive_behind(self.blob, self.context)

    def close(self) -> None:
        """Let go of what was never given out."""
        for long in (self.open, *self._complete):
            if long is not None and not isinstance(long, Gap):
                long.close()

    def child(self, long: Long) -> None:
        """A run that is complete."""
        self.open = None
        if self._full:
            long.close()
            return
        try:
            self.context.budget.take_member()
        except Unscannable as trouble:
            self._full = True
            long.close()
            self._complete.append(Gap(trouble.reason, trouble.detail))
            return
        self._complete.append(long)

    def _given(self) -> Iterator[Found]:
        while self._complete:
            found = self._complete[0]
            if isinstance(found, Gap):
                yield found
            else:
                yield found.blob(self.blob)
                found.close()
            self._complete.pop(0)
