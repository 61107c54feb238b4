"""Encodings that hide nothing, inside other text (SPEC, chapter 10): base64, hexadecimal digits, escapes, uuencode.

Rule: a short text is read in its place, so that whoever is named beside it is seen beside it; what was decoded has a
DECODED step behind the place of its run. A file, and a text of several lines or with a structure of its own, is a
child as a member of an archive is. Only what decodes to text with a number in it, or to a kind of file that is known,
is taken out: a word that happens to be spelt in base64 gets no outcome. Left alone are fonts, and pictures too small
to be a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.encoded.triggers import ALLOW, BARCODE, BASE32, LOCKED, SHAPELESS, triggers_in
from piiscan.formats.encoded.triggers import Found as Trigger
from piiscan.formats.locks.values import ONE_LOCK, lock_of
from piiscan.keyhints import SAME_TEXT, key_round
from piiscan.model import Blob, Encryption, Gap, Reason, Segment, Unscannable

if TYPE_CHECKING:
    from piiscan.formats.encoded.idle import Idle
    from piiscan.formats.encoded.long import Long

Found = Extracted
_KEPT_NEAR = ("Fernet", "Jasypt", "OpenSSL")  # whose keys programs keep in their settings; vaults hold others, locked
_ASIDE = {ALLOW, BARCODE, LOCKED, SHAPELESS}  # marks of other things, which the same pass over the text sees


class Encoded(Struct):
    """Looks through the segments of one blob in their order."""

    blob: Blob
    context: Context
    idle: Idle | None = None  # where short texts are looked at together, who says of which there is nothing to say
    armored: bool = True  # whether blocks of armor are taken out; not where the reader of the format has
    open: Long | None = None  # a run that goes on in the next segment
    base32: bool = False  # whether a text has said that something is in base32
    archive: bool = False  # what ends a ZIP archive was seen
    _locks: dict[tuple[str, Encryption], Gap] = field(default_factory=dict)  # of values, by what they are
    _key: str | None = None  # what may hold the key to one of them
    _told: set[int] = field(default_factory=set)  # kinds of values of which no more have to be looked at
    _full: bool = False  # no more children: a limit is hit
    _complete: list[Long | Gap] = field(default_factory=list)

    def take(self, segment: Segment) -> Iterator[Found]:
        """The segment, with what is short read in its place; before it the children that end in it."""
        triggers = triggers_in(segment.data)
        kinds = {kind for kind, _, _ in triggers} if isinstance(triggers, list) else triggers.kinds
        segment = replace(segment, barcode=BARCODE in kinds, allowing=ALLOW in kinds, shapeless=SHAPELESS in kinds)
        if LOCKED in kinds:
            self._note_locks(segment, triggers if isinstance(triggers, list) else triggers.others)
        self.base32 = self.base32 or BASE32 in kinds
        if kinds <= _ASIDE and self.open is None and not self.base32:
            yield segment
            return
        from piiscan.formats.encoded.here import Here

        here = Here(self, segment)
        if self.open is not None:
            here.go_on(self.open)
        here.look(triggers)
        if self.base32:
            here.base32()
        yield from self._given()
        yield here.segment()

    @property
    def is_busy(self) -> bool:
        """Whether nothing more can be taken out now."""
        return self._full or self.open is not None

    @property
    def locked(self) -> bool:
        """Whether a value was seen that is encrypted."""
        return bool(self._locks)

    def locks(self) -> Iterator[Encryption | Gap]:
        """The verdict on encrypted values, of several kinds on what protects least; that they were not read."""
        if self._locks:
            from piiscan.formats.locks.ciphers import weakest

            lock = weakest(lock for _, lock in self._locks)
            yield from (replace(lock, key_beside=self._key),) if lock is not None else ()
            yield from self._locks.values()

    def _note_locks(self, segment: Segment, triggers: list[Trigger]) -> None:
        last = len(segment.data) if segment.end < 0 else segment.end
        for trigger, end, number in triggers:
            if trigger != LOCKED or number in self._told:
                continue
            found = lock_of(segment.data, number, end)
            if found is not None and segment.start <= found[0] < last:
                start, what, lock = found
                detail = f"{what} inside need a key ({lock.algorithm})"
                if (what, lock) not in self._locks:
                    kept = str(lock.algorithm).startswith(_KEPT_NEAR) and key_round(segment.data, start)
                    self._key = SAME_TEXT if kept else self._key
                    self._locks[what, lock] = Gap(Reason.ENCRYPTED, detail, segment.locate(start))
                if number in ONE_LOCK:
                    self._told.add(number)

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
            if not long.is_short:
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
