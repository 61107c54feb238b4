"""Stretches of text in which nobody can be named: the numbers there are nobody's, whatever their digits are.

Rule: a line is nameless if it names nobody itself, and nothing in it can with the lines round it: no label or key of a
name, no salutation, title, address or speaker, no "my". A sentence of it may go on, in a line of a log, where another
event or nothing follows. Lines are looked at with their digits made alike, each spelling once. Where all lines that
pairing looks at from a number are nameless, it need not look.
"""

from __future__ import annotations

import numpy as np

from piiscan.detectors.blind import without_hex
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher import Hits
from piiscan.model import Segment
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.alone import only_one
from piiscan.pairing.names.small import small_names
from piiscan.pairing.prose import letters, starts
from piiscan.pairing.prose.lines import STRETCH, Line, Lines
from piiscan.pairing.prose.mail_names import may_name
from piiscan.pairing.prose.paragraphs import may_go_on
from piiscan.pairing.prose.pipe_rows import is_rule
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Ints

_BACK, _AHEAD = 8192, 4096  # bytes round a number that pairing looks at: see `formats.segments.flow`
_FEWEST = 64  # numbers in a segment
_DENSE = 512  # bytes for a number, at most
_SPELLED = 8192  # bytes of lines that are looked at anyway, and how many more each number pays for
_FOR_EACH = 32
_SAMPLE = 12  # spellings that are asked first; where most name somebody, the rest is not asked
_REMEMBERED = 4096

_OWN = later(r"\b(?:I|[Mm]y|[Mm]ine)\b")
# Surname first, in small letters: see `names.alone.in_small_letters`. Of one letter is neither part.
_SMALL = later(r"[a-z][a-z'\u2019-]+, ?[a-z][a-z'\u2019-]")
_NAMED, _NAMELESS, _EVENT, _GOES_ON = range(4)  # an event of a log is nameless; if it goes on, before another one
_PLAIN = bytes(0x30 if 0x30 <= byte <= 0x39 else byte for byte in range(256))


class Nameless:
    """What was found nameless in the segments of one blob."""

    def __init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def of(self, segment: Segment, hits: Hits) -> Bools | None:
        """Which hits stand where nobody can be named; None where that is not worth the question."""
        count = len(hits.start)
        if count < _FEWEST or count * _DENSE < len(segment.data):
            return None
        if segment.hint and names.find_names(segment.hint):
            return None
        text = without_hex(bytes(segment.data).translate(_PLAIN))
        pieces, bounds = _pieces(segment, text)
        if not self._learn(list(dict.fromkeys(pieces)), _SPELLED + count * _FOR_EACH):
            return None
        said = np.array([self._known[piece] for piece in pieces], np.int8)
        goes_on = said == _GOES_ON
        if goes_on.any():  # into what is no event and not blank
            blank = np.array([not piece or piece.isspace() for piece in pieces], bool)
            goes_on[:-1] &= (said[1:] < _EVENT) & ~blank[1:]
        named = (said == _NAMED) | goes_on
        begin, end = bounds[0][named], bounds[1][named]
        # Of the lines that may name somebody: none ends behind the reach above and begins before the reach below.
        above = np.searchsorted(end, hits.start - _BACK)
        below = np.searchsorted(begin, hits.end + _AHEAD)
        codes = np.frombuffer(segment.data, np.uint8)
        is_track = codes.take(hits.end, mode="clip") == ord("^")
        return np.asarray((above >= below) & ~is_track)

    def _learn(self, spelled: list[bytes], most: int) -> bool:
        """Look at some spellings, of so many bytes at most; whether that was worth it."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = [piece for piece in spelled if piece not in self._known]
        if sum(map(len, new)) > most:
            return False
        step = len(spelled) // _SAMPLE + 1
        sample = spelled[::step]
        for some in (sample, new):
            for piece in some:
                if piece not in self._known:
                    self._known[piece] = _said(piece.decode("ascii")) if piece.isascii() else _NAMED
            if 2 * sum(self._known[piece] != _NAMED for piece in sample) < len(sample):
                return False
        return True


def _pieces(segment: Segment, text: bytes) -> tuple[list[bytes], tuple[Ints, Ints]]:
    """The lines of a text, the long ones in the stretches in which `lines` shows them; and where they stand."""
    pieces = text.split(b"\n")
    length = np.fromiter(map(len, pieces), np.int64, len(pieces))
    end = np.cumsum(length + 1) - 1
    begin = end - length
    long = np.flatnonzero(length >= STRETCH).tolist()
    if not long:
        return pieces, (begin, end)
    lines = Lines(segment)
    spans: list[tuple[int, int]] = []
    for row in long:
        at = int(begin[row])
        while at <= int(end[row]) and at < len(text):
            spans.append(lines.bounds(at))
            at += STRETCH - (segment.base + at) % STRETCH
        pieces[row] = b""
    pieces += [text[slice(*span)] for span in spans]
    first, last = np.array(spans, np.int64).T
    first, last = np.append(begin, first), np.append(end, last)
    order = np.argsort(first, kind="stable")
    return [pieces[one] for one in order.tolist()], (first[order], np.maximum.accumulate(last[order]))


def _said(text: str) -> int:
    """What a line is: one that may name somebody, or what kind of another."""
    event = starts.is_stamped(text)
    goes_on = event and may_go_on(text)
    if not (_names_nobody(text) if goes_on else is_nameless(text)):
        return _NAMED
    return _GOES_ON if goes_on else _EVENT if event else _NAMELESS


def is_nameless(text: str) -> bool:
    """Whether a line names nobody, and helps no other to do so.

    >>> is_nameless("- [ ] SSN 010-94-0001"), is_nameless("Ann Lee"), is_nameless("Patient:"), is_nameless("My SSN is")
    (True, False, False, False)
    """
    if not text or text.isspace():
        return True
    return not may_go_on(text) and _names_nobody(text)


def _names_nobody(text: str) -> bool:
    """The same of a line of which no sentence goes on."""
    if is_rule(text) or _OWN.search(text) or _SMALL.search(text):
        return False
    if may_name(text) or small_names(text):
        return False
    if any(label.kind.startswith("name.") for label in find_labels(text)):
        return False
    if letters.greeted(text) is not None or letters.title(text)[0] or letters.is_town(text):
        return False
    if letters.titled(text) or starts.speaker(text) is not None or starts.heads(text) is not None:
        return False
    line = Line(0, len(text), text)
    persons = line.persons
    if persons.mentions or persons.parts or persons.awaits or only_one(text) is not None:
        return False
    # In an address of the web, digits may stand for letters.
    return "%" not in text or not any(pair.role.kind.startswith("name.") for pair in persons.pairs)
