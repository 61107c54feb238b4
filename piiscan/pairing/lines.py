"""The lines round a hit, decoded and searched for persons once each. The only file that knows label: value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.detectors.headers import NAME_HALVES, NUMBER_KINDS
from piiscan.detectors.labels import Label
from piiscan.later import later
from piiscan.model import Grade, Person, Segment
from piiscan.pairing import dialogue, fields, keyed_text, names, starts
from piiscan.pairing.name_alone import in_small_letters, only_one
from piiscan.pairing.residency import Evidence, find_residency
from piiscan.pairing.unit import person_of

STRETCH = 512  # bytes: of a long line one to two of them are looked at on either side of a hit
_LINE_REACH = 3000  # bytes: how far the ends of a long line are sought
_LONGEST_WORD = 64
_CACHED = 4096
_NEWLINE = 0x0A

_GAPS = (b"\n\n", b"\n\r\n")
_SALUTATION = later(
    r"^\s*(?:Dear|To|Attn|Attention|RE|Re|Subject|Regarding|Estimad[oa]|Prezad[oa])\b[:.,]?\s+", re.IGNORECASE
)
_STATING = later(r"^\s*I, (?:the undersigned, )?(?=[^\W\d_])")  # I, Ann Lee, authorize

ACTING = "label:acting"
"""Of a person who acts in the matter of another, by the label: Supervisor, Witness."""
SERVING = "label:serving"
"""Of a person who may have a number of their own, and beside a patient or client hardly has: Provider, Agent."""


class Mention(NamedTuple):
    """A person named in a line, at a character of it; `scope` says what follows may be about this person."""

    at: int
    person: Person
    labelled: bool
    scope: bool


@dataclass(slots=True)
class Persons:
    """Who is named in a line."""

    mentions: list[Mention] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)  # "name.given", "name.surname" that stand alone
    given: str = ""  # said behind a word for a name that is the given one beside a surname of its own
    awaits: str = ""  # the kind of a name label with nothing behind it: the value is on the next line
    heads: list[tuple[str, int]] = field(default_factory=list)  # name labels over columns of values: kind and place
    pairs: list[keyed_text.Pair] = field(default_factory=list)  # keys with values


class Line:
    """One line of a segment: its bytes [start, end) in the data, its text, and on demand what it says."""

    __slots__ = ("_persons", "_places", "_residence", "blank", "depth", "end", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.blank = not text or text.isspace()  # whether nothing is on the line
        self.depth = starts.quotes(text) if ">" in text else 0
        self._persons: Persons | None = None
        self._residence: list[Evidence] | None = None
        self._places: dict[Callable[[str], list[int]], list[int]] = {}

    @property
    def ends_page(self) -> bool:
        """Whether a page ends with the line: a form feed is all there is on it, or its last character."""
        return self.text.endswith(("\f", "\f\r"))

    @property
    def persons(self) -> Persons:
        """Who is named in the line; looked for once."""
        if self._persons is None:
            self._persons = Persons() if self.blank else _persons_in(self.text)
        return self._persons

    @property
    def mentions(self) -> list[Mention]:
        """The persons named in the line, in order."""
        return self.persons.mentions

    def places(self, of: Callable[[str], list[int]]) -> list[int]:
        """What a function says of the text; asked once, as many numbers may stand in one line."""
        if of not in self._places:
            self._places[of] = of(self.text)
        return self._places[of]

    def look_closer(self, at: int, *, labelled: bool) -> None:
        """Where nobody is named for sure beside a number, name who alone can be meant."""
        name = (only_one(self.text) if labelled else None) or in_small_letters(self.text, at)
        if name is not None:
            self.persons.mentions = [Mention(name.start, person_of(name, self.text), labelled=False, scope=False)]

    @property
    def residence(self) -> list[Evidence]:
        """What the line says of where somebody lives; looked for once."""
        if self._residence is None:
            text = fields.plain(self.text)
            known = self._persons is not None and text == self.text
            pairs = self.persons.pairs if known else keyed_text.pairs(self.text)  # nobody need be looked for
            self._residence = [*find_residency(text), *keyed_text.residency(pairs)]
        return self._residence


def decode(data: bytes | bytearray, *, cut: bool = False) -> str:
    """Bytes as text: UTF-8, else cp1252. A window that is `cut` may begin and end inside a character."""
    raw = bytes(data)
    if raw.isascii():
        return raw.decode("ascii")
    if cut:
        raw = raw[next((at for at in range(min(4, len(raw))) if raw[at] & 0xC0 != 0x80), 0) :]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if cut and error.reason == "unexpected end of data":
            return raw[: error.start].decode("utf-8")
    return raw.decode("cp1252", "replace")


class Lines:
    """Lines of one segment, found by offset and parsed at most once while they are near.

    A long line is seen in stretches, whose ends are at fixed places of the whole text: many hits share one, and
    it is the same for any cut into segments.
    """

    def __init__(self, segment: Segment) -> None:
        self._data = segment.data
        self._base = segment.base
        self._cut = segment.base > 0 or segment.start > 0  # the first line may be half a line
        self._parsed: dict[tuple[int, int], Line] = {}
        self._above: dict[int, Line | None] = {}  # by the start of a line
        self._below: dict[int, Line | None] = {}  # by its end

    def bounds(self, offset: int) -> tuple[int, int]:
        """The bytes of the line that holds `offset`, or of the stretch round it if the line is long."""
        data = self._data
        grid = offset - (self._base + offset) % STRETCH
        low, high = max(0, grid - STRETCH), min(len(data), grid + 2 * STRETCH)
        start = data.rfind(b"\n", low, offset) + 1
        if not start and low:
            start = data.find(b" ", low, min(low + _LONGEST_WORD, offset)) + 1 or low
        end = data.find(b"\n", offset, high)
        if end < 0 and high < len(data):
            end = data.rfind(b" ", max(high - _LONGEST_WORD, offset), high)
        return start, end if end >= 0 else high

    def at(self, offset: int) -> Line:
        """The line that holds `offset`."""
        bounds = self.bounds(offset)
        line = self._parsed.get(bounds)
        if line is None:
            if len(self._parsed) >= _CACHED:
                for kept in (self._parsed, self._above, self._below):
                    kept.clear()
            line = Line(*bounds, decode(self._data[slice(*bounds)], cut=not self._is_whole(*bounds)))
            self._parsed[bounds] = line
        return line

    def _is_whole(self, start: int, end: int) -> bool:
        begins = self._data[start - 1] == _NEWLINE if start else not self._cut
        return begins and (end == len(self._data) or self._data[end] == _NEWLINE)

    def before(self, line: Line) -> Line | None:
        """The line above, None at the start of the segment or of a page."""
        if line.start not in self._above:
            self._above[line.start] = self._find_above(line)
        return self._above[line.start]

    def _find_above(self, line: Line) -> Line | None:
        if line.text.startswith("\f"):
            return None
        end = line.start - 1
        if end >= 0 and self._data[end] != _NEWLINE:  # a stretch: the line begins further up
            end = self._data.rfind(b"\n", max(0, end - _LINE_REACH), end)
        above = self.at(end) if end >= 0 else None
        if above is None or (above.start == 0 and self._cut) or above.ends_page:
            return None
        return above

    def after(self, line: Line) -> Line | None:
        """The line below, None at the end of the segment or of a page."""
        if line.end not in self._below:
            self._below[line.end] = self._find_below(line)
        return self._below[line.end]

    def _find_below(self, line: Line) -> Line | None:
        if line.ends_page:
            return None
        end = line.end
        if end < len(self._data) and self._data[end] != _NEWLINE:
            end = self._data.find(b"\n", end, end + _LINE_REACH)
        below = self.at(end + 1) if 0 <= end < len(self._data) - 1 else None
        return None if below is not None and below.text.startswith("\f") else below

    def crowd(self, line: Line, reach: int, most: int) -> int:
        """How many lines stand round `line` without a blank one between, `most` either way: counted, not parsed."""
        above = bytes(self._data[max(0, line.start - reach) : max(0, line.start - 1)])
        below = bytes(self._data[line.end + 1 : line.end + reach])
        above = above[max(above.rfind(gap) for gap in _GAPS) + 1 :]
        cuts = [at for gap in _GAPS if (at := below.find(gap)) >= 0]
        below = below[: min(cuts)] if cuts else below
        return min(most, above.count(b"\n")) + min(most, below.count(b"\n"))

    def characters(self, line: Line, offset: int) -> int:
        """The place of a byte offset in the text of its line, in characters."""
        if len(line.text) == line.end - line.start:
            return offset - line.start
        return len(decode(self._data[line.start : offset], cut=True))


def _persons_in(text: str) -> Persons:
    line = Persons()
    values: list[tuple[int, int]] = []  # of labels that name somebody
    text = fields.plain(text)
    labels = fields.labels_of(text)
    line.heads = fields.titles(text, labels) if len(labels) > 1 else []
    for index, label in enumerate(labels):
        separator = fields.separator(text, labels[index:])
        if separator is None:
            if label.kind.startswith("name.") and fields.stands_alone(text, label):
                line.awaits = label.kind if label.kind == "name.full" or len(labels) == 1 else ""
            continue
        following = next((other for other in labels[index + 1 :] if other.start >= separator.end()), None)
        value, at = fields.value(text, separator.end(), following)
        if not value:
            if label.kind.startswith("name.") and not text[separator.end() :].strip():
                line.awaits = label.kind if label.kind == "name.full" or len(labels) == 1 else ""
            continue
        if label.kind.startswith("name."):
            values.append((at, at + len(value)))
        if label.kind == "name.full":
            _add_full(line, text, label, separator, value, at)
        elif label.kind in NAME_HALVES:
            line.parts.setdefault(label.kind, value)
    line.mentions += [Mention(at, person, labelled=True, scope=False) for at, person in dialogue.answers(text)]
    _join_parts(line)
    _add_keyed(line, text, values)
    _add_plain(line, text, values, [label for label in labels if label.kind in NUMBER_KINDS])
    _add_speaker(line, text)
    line.mentions.sort(key=lambda mention: mention.at)
    return line


def _add_full(line: Persons, text: str, label: Label, separator: re.Match[str], value: str, at: int) -> None:
    """A whole name behind its label; in a sentence ("the caller is Ann Lee, 5 Elm St") the one it goes on with."""
    if fields.is_name_word(text, label):
        line.given = value
    found = names.find_names(value) if "is" in separator[0].split() else []
    name = found[0] if found and not found[0].start else names.parse_name(value, labelled=True)
    if name is not None:
        said = text[label.start : label.end]
        code = ACTING if fields.acts(said) else SERVING if fields.serves(said) else "label:name"
        person = person_of(name, value, code, grade=Grade.STRONG)
        scope = fields.opens(text, label, separator, value)
        line.mentions.append(Mention(at, person, labelled=True, scope=scope))


def _join_parts(line: Persons) -> None:
    """Given name and surname with a label each, on one line."""
    if len(line.parts) == 2:
        mention = mention_of_parts(line.parts, 0)
        if mention is not None:
            line.mentions.append(mention)
            line.parts = {}


def _add_speaker(line: Persons, text: str) -> None:
    """Who says what follows in a line of a chat."""
    found = dialogue.speaker(text)
    if found is not None and all(one.person.normal != found[2].normal for one in line.mentions):
        start, end, person = found
        line.mentions = [one for one in line.mentions if not start <= one.at < end]
        line.mentions.append(Mention(start, person, labelled=False, scope=False))


def _add_keyed(line: Persons, text: str, values: list[tuple[int, int]]) -> None:
    """Names behind keys: of a query, of an object in a line of a log."""
    line.pairs = keyed_text.pairs(text)
    if not line.pairs:
        return
    values += [(one.at, one.at + len(one.value)) for one in line.pairs if one.role.kind.startswith("name.")]
    for one in keyed_text.persons(line.pairs):
        normal = names.normal(one.name)
        line.mentions = [other for other in line.mentions if other.at or other.person.normal != normal]
        if not any(other.person.normal == normal and other.at == one.at for other in line.mentions):
            person = Person(one.shown, normal, Grade.STRONG, ("key:name", *one.name.evidence))
            line.mentions.append(Mention(one.at, person, labelled=True, scope=False))


def mention_of_parts(parts: dict[str, str], at: int) -> Mention | None:
    """The person whose given name and surname stand behind labels of their own."""
    name = names.parse_parts(parts["name.given"], parts["name.surname"])
    if name is None:
        return None
    shown = f"{parts['name.given']} {parts['name.surname']}"
    person = Person(shown, names.normal(name), Grade.STRONG, ("label:name", *name.evidence))
    return Mention(at, person, labelled=True, scope=True)


def _add_plain(line: Persons, text: str, values: list[tuple[int, int]], numbers: list[Label]) -> None:
    """Names in running text; after a salutation they open a scope as a heading does."""
    greeting = _SALUTATION.match(text) or _STATING.match(text)
    taken = {mention.person.normal for mention in line.mentions}
    for name in names.find_names(fields.without(text, values) if line.mentions else text):
        if numbers and any(label.start < name.end and name.start < label.end for label in numbers):
            continue  # "Nimewo Sekirite Sosyal" is nobody
        person = person_of(name, text)
        if person.normal not in taken:
            scope = greeting is not None and name.start - greeting.end() < 12
            line.mentions.append(Mention(name.start, person, labelled=False, scope=scope))
