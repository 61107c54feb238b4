"""The lines round a hit, decoded and searched for persons once each."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from piiscan.later import later
from piiscan.model import Segment
from piiscan.pairing.names.alone import in_small_letters, only_one
from piiscan.pairing.names.small import typed_small
from piiscan.pairing.names.table import fold
from piiscan.pairing.prose import fields, keyed_text, starts
from piiscan.pairing.prose.frames import is_framed, without_frames
from piiscan.pairing.prose.line_persons import ACTING, SERVING, Mention, Persons, mention_of_parts, persons_in
from piiscan.pairing.residence.evidence import Evidence, find_residency
from piiscan.pairing.unit import person_of

__all__ = ["ACTING", "SERVING", "STRETCH", "Line", "Lines", "Mention", "decode", "mention_of_parts"]

STRETCH = 512  # bytes: of a long line one to two of them are looked at on either side of a hit
_LINE_REACH = 3000  # bytes: how far the ends of a long line are sought
_LONGEST_WORD = 64
_CACHED = 4096
_NEWLINE = 0x0A
_UNBROKEN = later(  # before a letter or a blank: in numbers they are what they are
    r"[\u00a0\u2007\u2009\u202f](?=[^\W\d_]| )"
)

_ANSWER = later(r"[ \t>]*A\. (?=\S)")
_TURNS = later(rb"(?:^|(?<=\n))[ \t>|]*([QA])[.:][ \t]")
_TURN_REACH = 1000  # bytes from an answer back to where its question begins
_GAPS = (b"\n\n", b"\n\r\n")


_OfMentions = Callable[[str, list[Mention]], list[Mention]]


class _Unknown(Enum):
    """What is not looked for yet."""

    UNKNOWN = 0


UNKNOWN: Final = _Unknown.UNKNOWN


class Line:
    """One line of a segment: its bytes [start, end) in the data, its text, and on demand what it says.

    Marks of a quotation are blanks in the text; `depth` says how many there are.
    """

    __slots__ = (
        *("_mentioned", "_persons", "_places", "_residence"),
        *("above", "below", "blank", "depth", "end", "folded", "mentions", "sentences", "start", "text", "title"),
    )
    mentions: list[Mention]
    """The persons named in the line, in order."""
    folded: str
    """The letters of the line as those of names are compared, run together."""

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.depth = starts.quotes(text) if ">" in text else 0
        self.text = text = starts.unquoted(text) if self.depth else text
        self.blank = not text or text.isspace()  # whether nothing is on the line
        # As `Lines.before` and `Lines.after` found them.
        self.above: Line | _Unknown | None = UNKNOWN
        self.below: Line | _Unknown | None = UNKNOWN
        self.title: tuple[Line, int] | _Unknown | None = UNKNOWN  # over it, and how far, as `sections` found it
        self._persons: Persons | None = None
        self._residence: list[Evidence] | None = None
        self._places: dict[Callable[[str], list[int]], list[int]] = {}
        self._mentioned: dict[_OfMentions, list[Mention]] = {}
        self.sentences: dict[int, tuple[int, int]] = {}  # by a place in each, as `sentences.sentence` found them

    @property
    def ends_page(self) -> bool:
        """Whether a page ends with the line: a form feed is all there is on it, or its last character."""
        return self.text.endswith(("\f", "\f\r"))

    @property
    def persons(self) -> Persons:
        """Who is named in the line; looked for once."""
        if self._persons is None:
            self._persons = Persons() if self.blank else persons_in(self.text)
        return self._persons

    def __getattr__(self, name: str) -> list[Mention] | str:
        """What is not looked for yet: a property would cost a call each of the many times."""
        if name == "folded":
            folded = self.folded = fold(self.text)
            return folded
        if name != "mentions":
            raise AttributeError(name)
        found = self.mentions = self.persons.mentions
        return found

    def places(self, of: Callable[[str], list[int]]) -> list[int]:
        """What a function says of the text; asked once, as many numbers may stand in one line."""
        if of not in self._places:
            self._places[of] = of(self.text)
        return self._places[of]

    def mentioned(self, of: _OfMentions) -> list[Mention]:
        """Those of the persons named in the line that a function picks by its text; asked once for all numbers."""
        if of not in self._mentioned:
            self._mentioned[of] = of(self.text, self.mentions)
        return self._mentioned[of]

    def look_closer(self, at: int, *, labelled: bool) -> None:
        """Where nobody is named for sure beside a number, name who alone can be meant."""
        name = (only_one(self.text) if labelled else None) or in_small_letters(self.text, at)
        found = [name] if name is not None else typed_small(self.text) if labelled else []
        if found:
            named = [Mention(one.start, person_of(one, self.text), labelled=False, scope=False) for one in found]
            self._mentioned.clear()
            self._persons = replace(self.persons, mentions=named)  # lines of the same text share what was said
            self.mentions = named

    @property
    def residence(self) -> list[Evidence]:
        """What the line says of where somebody lives; looked for once."""
        if self._residence is None:
            text = fields.plain(self.text).replace("__", "  ")  # values on lines: "City: __Lynn, MA 01902__"
            known = self._persons is not None and text == self.text
            pairs = self.persons.pairs if known else keyed_text.pairs(self.text)  # nobody need be looked for
            self._residence = [*find_residency(text), *keyed_text.residency(pairs)]
        return self._residence


def decode(data: bytes | bytearray, *, cut: bool = False) -> str:
    r"""Bytes as text: UTF-8, else cp1252. A window that is `cut` may begin and end inside a character.

    Blanks at which no line is broken, as programs put them between the parts of a name, are blanks.

    >>> decode("Ann\u00a0Lee".encode()), decode(b"Ann\xa0Lee, n\xe9e Ray")
    ('Ann Lee', 'Ann Lee, née Ray')
    """
    raw = bytes(data)
    if raw.isascii():
        return raw.decode("ascii")
    text = _decode(raw, cut=cut)
    return _UNBROKEN.sub(" ", text)


def _decode(raw: bytes, *, cut: bool) -> str:
    if cut:
        raw = raw[next((at for at in range(min(4, len(raw))) if raw[at] & 0xC0 != 0x80), 0) :]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if cut and error.reason == "unexpected end of data":
            return raw[: error.start].decode("utf-8")
    return raw.decode("cp1252", "replace")


def _is_asked(data: bytes | bytearray, start: int) -> bool:
    """Whether a line that begins at a place stands below a question of a hearing: "Q. ..."."""
    turns = _TURNS.findall(data, max(0, start - _TURN_REACH), start)
    return bool(turns) and turns[-1] == b"Q"


class Lines:
    """Lines of one segment, found by offset and parsed at most once while they are near.

    A long line is seen in stretches, whose ends are at fixed places of the whole text: many hits share one, and
    it is the same for any cut into segments.
    """

    def __init__(self, segment: Segment) -> None:
        self._data = segment.data
        self._size = len(segment.data)
        self._base = segment.base
        self._cut = segment.base > 0 or segment.start > 0  # the first line may be half a line
        self._parsed: dict[tuple[int, int], Line] = {}

    @cached_property
    def quotes(self) -> bool:
        """Whether a line may be quoted: most texts have no mark of that."""
        return b">" in self._data

    def lower(self, start: int, end: int) -> bytes:
        """Some bytes of the segment in small letters."""
        return bytes(self._data[max(0, start) : end]).lower()

    def bounds(self, offset: int) -> tuple[int, int]:
        """The bytes of the line that holds `offset`, or of the stretch round it if the line is long."""
        data, size = self._data, self._size
        low = offset - (self._base + offset) % STRETCH - STRETCH
        high = low + 3 * STRETCH
        low, high = max(0, low), min(size, high)
        start = data.rfind(b"\n", low, offset) + 1
        if not start and low:
            start = data.find(b" ", low, min(low + _LONGEST_WORD, offset)) + 1 or low
        end = data.find(b"\n", offset, high)
        if end < 0 and high < size:
            end = data.rfind(b" ", max(high - _LONGEST_WORD, offset), high)
        return start, end if end >= 0 else high

    def at(self, offset: int) -> Line:
        """The line that holds `offset`."""
        bounds = self.bounds(offset)
        line = self._parsed.get(bounds)
        if line is None:
            if len(self._parsed) >= _CACHED:
                for kept in self._parsed.values():  # else each would hold all before it
                    kept.above = kept.below = kept.title = UNKNOWN
                self._parsed.clear()
            start, end = bounds
            raw = self._data[start:end]
            text = raw.decode("ascii") if raw.isascii() else decode(raw, cut=not self._is_whole(start, end))
            text = without_frames(text) if is_framed(raw) else text
            if _ANSWER.match(text) is not None and _is_asked(self._data, start):
                text = text.replace(". ", ".\t", 1)  # no initial
            line = self._parsed[bounds] = Line(start, end, text)
        return line

    def _is_whole(self, start: int, end: int) -> bool:
        begins = self._data[start - 1] == _NEWLINE if start else not self._cut
        return begins and (end == len(self._data) or self._data[end] == _NEWLINE)

    def before(self, line: Line) -> Line | None:
        """The line above, None at the start of the segment or of a page."""
        above = line.above
        if above is UNKNOWN:
            above = line.above = self._find_above(line)
        return above

    def _find_above(self, line: Line) -> Line | None:
        if line.text.startswith("\f"):
            return None
        end = line.start - 1
        if end >= 0 and self._data[end] != _NEWLINE:  # a stretch: the line begins further up
            end = self._data.rfind(b"\n", max(0, end - _LINE_REACH), end)
        above = self.at(end) if end >= 0 else None
        if above is None or (above.start == 0 and self._cut) or above.ends_page:
            return None
        self._link(above, line)
        return above

    def after(self, line: Line) -> Line | None:
        """The line below, None at the end of the segment or of a page."""
        below = line.below
        if below is UNKNOWN:
            below = line.below = self._find_below(line)
        return below

    def _find_below(self, line: Line) -> Line | None:
        if line.ends_page:
            return None
        end = line.end
        if end < len(self._data) and self._data[end] != _NEWLINE:
            end = self._data.find(b"\n", end, end + _LINE_REACH)
        below = self.at(end + 1) if 0 <= end < len(self._data) - 1 else None
        if below is None or below.text.startswith("\f"):
            return None
        if line.start or not self._cut:
            self._link(line, below)
        return below

    def _link(self, above: Line, below: Line) -> None:
        """Note of two lines that each is beside the other, so that it is looked for once.

        Only of what is no stretch, as any that is as short is whole, and no paragraph, which is none of the lines here.
        """
        near = below.end - above.start < STRETCH - _LONGEST_WORD
        if above.end + 1 != below.start or not near or below.start >= self._size:
            return
        parsed = self._parsed
        if parsed.get((above.start, above.end)) is above and parsed.get((below.start, below.end)) is below:
            above.below, below.above = below, above

    def crowd(self, line: Line, reach: int, most: int) -> int:
        """How many lines stand round `line` without a blank one between, `most` either way: counted, not parsed."""
        data = self._data
        first, last = max(0, line.start - reach), max(0, line.start - 1)
        first = max(first, *[data.rfind(gap, first, last) + 1 for gap in _GAPS])
        begin, end = line.end + 1, min(len(data), line.end + reach)
        end = min(end, *[at for gap in _GAPS if (at := data.find(gap, begin, end)) >= 0], end)
        return min(most, data.count(b"\n", first, last)) + min(most, data.count(b"\n", begin, end))

    def characters(self, line: Line, offset: int) -> int:
        """The place of a byte offset in the text of its line, in characters."""
        if len(line.text) == line.end - line.start:
            return offset - line.start
        return len(decode(self._data[line.start : offset], cut=True))
