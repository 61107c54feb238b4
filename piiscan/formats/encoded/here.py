"""One text that has something encoded in it: each place is looked at, and its runs are read in place or taken out.

Rule: a run is looked at once, however many triggers it has; what begins in the overlap of a segment belongs to its
neighbour.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from piiscan.formats.encoded import runs
from piiscan.formats.encoded.base32 import base32_decoded, base32_goes_on, base32_runs, base32_unpacked
from piiscan.formats.encoded.base64_text import decoded, package
from piiscan.formats.encoded.escapes import escapes, quoted_printable
from piiscan.formats.encoded.file_marks import PACKED_AGAIN, SHORTEST, SMALLEST_PICTURE, is_safe, may_begin
from piiscan.formats.encoded.hex_runs import hex_decoded, hex_text, hex_unpacked
from piiscan.formats.encoded.lines import armor_decoded, armor_end, dump_decoded, dump_end, uu_decoded, uu_end
from piiscan.formats.encoded.long import Long
from piiscan.formats.encoded.messages import message_at, message_text
from piiscan.formats.encoded.place import placed
from piiscan.formats.encoded.runs import Run
from piiscan.formats.encoded.stretches import Stretches
from piiscan.formats.encoded.string_markup import taken_at
from piiscan.formats.encoded.string_tables import string_text
from piiscan.formats.encoded.triggers import (
    ALLOW,
    ARCHIVE,
    ARMOR,
    BARCODE,
    BASE32,
    BASE64,
    DUMP,
    ESCAPED,
    HEX,
    HEX_ARRAY,
    HEX_FILE,
    KINDS,
    LOCKED,
    MARKUP,
    MASHUP_LETTERS,
    MESSAGE,
    PRINTED,
    QUOTED,
    ROT13,
    SHAPELESS,
    SIGNATURE,
    STRING,
    UU,
    WIDE,
    Buffer,
    Trigger,
    Triggers,
)
from piiscan.formats.signatures import signature
from piiscan.model import Axis, Segment, Shape, Step

if TYPE_CHECKING:
    from piiscan.formats.encoded.crowds import Crowd
    from piiscan.formats.encoded.escape_runs import EscapeRuns
    from piiscan.formats.encoded.inside import Encoded

_IN_PLACE = 1024  # bytes of text that are read in their place
_AROUND = 1000  # bytes to either side of an escape that are searched for more
_LIKELY_LENGTH = 13
_STRUCTURED = (b"{", b"[", b"<")
_ESCAPED = {ESCAPED: escapes, QUOTED: quoted_printable}


class Here:
    """One segment that has triggers."""

    def __init__(self, encoded: Encoded, segment: Segment) -> None:
        self.encoded = encoded
        self.whole = segment
        self.data = segment.data
        self.own_end = len(segment.data) if segment.end < 0 else segment.end
        self.done = 0
        self.unescaped = [0] * KINDS  # how far, by kind of escapes, and of tables in strings
        self.found: list[Run] = []
        self.escape_runs: EscapeRuns | None = None  # of a text that is full of them
        self.barren = 0  # up to where there is no number, of what says that it is in ROT13
        self.span = (0, 0)  # of the base64 looked at last
        self.stretches = Stretches(self.data, 0, 0)
        self.reaches: dict[bytes, tuple[int, int]] = {}  # by alphabet, of the run a mark of a file was in last
        self._looks = {
            BASE64: self._base64,
            WIDE: self._base64,
            HEX: self._hex,
            HEX_ARRAY: self._hex,
            SIGNATURE: self._file,
            HEX_FILE: self._file,
            ESCAPED: self._escaped,
            QUOTED: self._escaped,
            ARCHIVE: self._archive,
            BARCODE: self._nothing,
            ALLOW: self._nothing,
            LOCKED: self._nothing,
            SHAPELESS: self._nothing,
            ROT13: self._rotated,
            UU: self._lines,
            DUMP: self._lines,
            BASE32: self._nothing,  # `base32` has all of them at once
            ARMOR: self._armor,
            STRING: self._string,
            MARKUP: self._string,
            PRINTED: self._string,
            MESSAGE: self._string,
        }

    def go_on(self, long: Long) -> None:
        """The run that is open goes on here."""
        end = long.ends(self.data, self.whole.start)
        long.add(self.data[self.whole.start : min(end, self.own_end)])
        self.done = end
        if end < self.own_end or self.own_end == len(self.data):
            self.encoded.child(long)

    def look(self, triggers: Triggers) -> None:
        """See what is at each trigger, unless it was seen with one before it."""
        looks, unescaped = self._looks, self.unescaped
        if not isinstance(triggers, list):
            self.escape_runs = triggers.escape_runs() if self.whole.shape is Shape.PROSE else None
            self._alive(triggers.hopeful(self.data)).walk(
                lambda kind: max(self.done, unescaped[kind]), lambda found: looks[found[0]](Trigger(*found))
            )
            return
        for kind, end, turn in triggers:
            if end > self.done and end > unescaped[kind]:
                looks[kind](Trigger(kind, end, turn))

    def _alive(self, crowd: Crowd) -> Crowd:
        """The triggers without those of tokens that nothing is in."""
        idle = self.encoded.idle
        if idle is None or self.encoded.base32:  # whose runs begin where others end
            return crowd
        from piiscan.formats.encoded.idle import without_idle  # few texts are full of triggers

        return without_idle(crowd, self.data, self.whole.start, self.own_end, idle)

    def base32(self) -> None:
        """All that is in base32, in a text that says that something is: a run that is text with a number in it."""
        for start, end in base32_runs(self.data):
            if start < self.done:
                continue
            text = base32_unpacked(self.data[start : min(end, start + runs.HEAD)])
            if not runs.is_text(text):
                continue
            if self._document(text, end - start):
                self._long(start, end, "base32", base32_goes_on, base32_decoded, text=True)
            else:
                self._short(Run(start, end, "base32", text))

    def _archive(self, _trigger: Trigger) -> None:
        self.encoded.archive = True

    def _nothing(self, _trigger: Trigger) -> None:
        """No encoding; `pairing.aamva`, `allows` and `Encoded` read these, and `base32` what such a word announces."""

    def _escaped(self, trigger: Trigger) -> None:
        """The escapes of a kind round one of them: a name may have some, too."""
        last = trigger.end + _AROUND
        first = max(self.unescaped[trigger.kind], trigger.end - _AROUND)
        if self.escape_runs is not None:
            reached = self.escape_runs.find(trigger.kind, self.data, first, last)
        else:
            found = _ESCAPED[trigger.kind](self.data, first, last)
            self.found += found
            reached = found[-1].end if found else 0
        self.unescaped[trigger.kind] = max(last - 8, reached)

    def segment(self) -> Segment:
        """The segment with the runs replaced."""
        if not self.found and not self.escape_runs:
            return self.whole
        unknown = replace(self.whole, barcode=None, allowing=None)  # what was decoded may have them
        if self.escape_runs:
            at_once = None if self.found else self.escape_runs.placed(unknown)
            if at_once is not None:
                return at_once
            self.found += self.escape_runs.each()
        return placed(unknown, [*runs.beside(self.data, self.found), *self.found])

    def _base64(self, trigger: Trigger) -> None:
        if not self.span[0] < trigger.end <= self.span[1]:
            self.span = runs.base64_span(self.data, trigger.end)
            start = runs.in_step(self.data, self.span[0], trigger)
            end = self.span[1]
            head = runs.unpacked(self.data[start : min(end, start + runs.HEAD)])
            if runs.is_text(head) and self._document(head, end - start):
                self._long(start, end, "base64", runs.goes_on, decoded, text=True)
                return
            self.stretches = Stretches(self.data, *self.span)
        if not self.stretches.may_hold(trigger):
            self.unescaped[BASE64] = self.stretches.barren(trigger.end)
            return
        run = runs.base64_text(self.data, trigger, self.span)
        if run is not None:
            self._short(run)

    def _hex(self, trigger: Trigger) -> None:
        run = hex_text(self.data, trigger)
        if run is None:
            return
        if not self._document(run.data, run.end - run.start):
            self._short(run)
            return
        _, end = runs.span(self.data, trigger.end, runs.HEX_DIGITS)
        self._long(run.start, max(run.end, end), "hex", runs.goes_on, hex_decoded, text=True)

    def _short(self, run: Run) -> None:
        self.done = max(self.done, run.end)
        if runs.LIKELY.search(run.data):
            self.found.append(run)

    @staticmethod
    def _document(text: bytes, letters: int) -> bool:
        """Whether a text is read as a document of its own, not as a part of the line it stands in."""
        if letters > runs.HEAD:
            return True
        if not runs.LIKELY.search(text):
            return False
        return len(text) > _IN_PLACE or text.count(b"\n") > 1 or text.lstrip().startswith(_STRUCTURED)

    def _file(self, trigger: Trigger) -> None:
        base64 = trigger.kind == SIGNATURE
        alphabet = runs.ALPHABET if base64 else runs.HEX_DIGITS
        start = trigger.end - trigger.turn if trigger.turn else runs.first_letter(self.data, trigger.end, alphabet)
        if not may_begin(bytes(self.data[start : start + SHORTEST]), trigger.turn, base64=base64):
            return
        end = self._end(trigger.end, alphabet)
        if base64 and is_safe(self.data, start, end):
            end = self._end(trigger.end, runs.SAFE)
        head = self.data[start : min(end, start + runs.HEAD)]
        raw = runs.unpacked(head) if base64 else hex_unpacked(head)
        if trigger.turn == MASHUP_LETTERS and end - start >= SHORTEST:
            self._long(start, end, "base64", runs.goes_on, package)
            return
        known = signature(raw, text=False) or (base64 and raw[:4] == PACKED_AGAIN and ("base64", ""))
        if not known or end - start < SHORTEST:
            return
        if known[1].startswith("image/") and len(raw) < SMALLEST_PICTURE:
            self.done = end
            return
        self._long(start, end, "base64" if base64 else "hex", runs.goes_on, decoded if base64 else hex_decoded)

    def _end(self, at: int, alphabet: bytes) -> int:
        """Where the run ends that holds the letter before `at`; sought once for all the marks of files in one run."""
        start, end = self.reaches.get(alphabet, (0, 0))
        if not start < at <= end:
            start, end = self.reaches[alphabet] = runs.span(self.data, at, alphabet)
        return end

    def _lines(self, trigger: Trigger) -> None:
        """A block of lines: a file that is uuencoded, or the dump of one."""
        line_start = self.data.rfind(b"\n", max(0, trigger.end - 40), trigger.end - 1) + 1
        if trigger.kind == DUMP:
            self._long(line_start, dump_end(self.data, line_start), "hexdump", dump_end, dump_decoded)
            return
        start = self.data.find(b"\n", trigger.end, trigger.end + 255) + 1
        if start and uu_end(self.data, start) > start:
            name = bytes(self.data[trigger.end - 1 : start]).strip().decode("utf-8", "replace")
            base = name.replace("\\", "/").rpartition("/")[2]
            self._long(start, uu_end(self.data, start), "uuencode", uu_end, uu_decoded, base)

    def _armor(self, trigger: Trigger) -> None:
        """A message of OpenPGP or CMS in armor, which anyone may read or needs a key: the reader of its format says."""
        start = self.data.rfind(b"-----BEGIN ", max(0, trigger.end - 40), trigger.end)
        if self.encoded.armored and armor_end(self.data, trigger.end) > trigger.end:
            self._long(start, armor_end(self.data, trigger.end), "armor", armor_end, armor_decoded)

    def _string(self, trigger: Trigger) -> None:
        """A table or message in a string of JSON, a message in running text: taken out, so that its titles count."""
        said = self.whole.shape is Shape.PROSE and trigger.kind == MESSAGE
        if self.encoded.is_busy or not (said or self.whole.shape is Shape.OBJECT):
            return
        seek = message_at if said else lambda data, end: taken_at(trigger.kind, data, end)
        taken, self.unescaped[trigger.kind] = seek(self.data, trigger.end)
        if taken is None or not self.whole.start <= taken.start or taken.end >= self.own_end + said:
            return  # one that goes on in the next segment stays where it is
        label, decode = ("hl7", message_text) if said else ("string", string_text)
        self._long(taken.start, taken.end, label, lambda _, start: start, decode, taken.name)
        self.found += [] if self.encoded.is_busy else [Run(taken.start, taken.end, label, b"")]  # it is not seen twice

    def _rotated(self, trigger: Trigger) -> None:
        """The rest of a line that says of itself that it is in ROT13. Its digits are as they are, its names are not."""
        end = self.data.find(b"\n", trigger.end, trigger.end + _IN_PLACE)
        end = min(trigger.end + _IN_PLACE, len(self.data)) if end < 0 else end
        if runs.LIKELY.search(self.data, max(trigger.end, self.barren - _LIKELY_LENGTH), end):
            line = bytes(self.data[trigger.end : end])
            text = codecs.decode(line.decode("latin-1"), "rot13").encode("latin-1")
            self._short(Run(trigger.end, end, "rot13", text))
        self.barren = end  # what has no number is not looked through again for the next that says so

    def _long(
        self,
        start: int,
        end: int,
        label: str,
        ends: Callable[[Buffer, int], int],
        decode: Callable[[BinaryIO], Iterator[bytes]],
        name: str = "",
        *,
        text: bool = False,
    ) -> None:
        """A child, complete or to be. What begins in the overlap belongs to another segment."""
        self.done = end
        self.span = (start, end)
        if not self.whole.start <= start < self.own_end or self.encoded.open is not None:
            return
        at = (*(step for step in self.whole.locate(start) if step.axis is not Axis.BYTE), Step(Axis.DECODED, label))
        long = Long(at, name or label, ends, decode, self.encoded.context, text=text)
        long.add(self.data[start : min(end, self.own_end)])
        if end >= self.own_end < len(self.data):
            self.encoded.open = long
        else:
            self.encoded.child(long)
