"""Pairing in running text: one string, line, block, heading, window, in this order (SPEC §5).

A line is asked first; then the block of lines round it, if it is a form or a paragraph and not a list of
records; then the nearest heading above that names a person. What is only near makes a weak pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from piiscan import judge
from piiscan.matcher import Hits
from piiscan.model import Element, Grade, Person, Segment
from piiscan.pairing import names
from piiscan.pairing.lines import Line, Lines, Mention, decode, mention_of_parts
from piiscan.pairing.residency import Evidence, find_residency
from piiscan.pairing.unit import Tally, Unit, person_of

_BLOCK_LINES = 10  # either way
_PARAGRAPH_LINES = 12  # a block longer than this without labels is a list, whose lines do not pair across
_HEADING_BYTES = 3000  # with a line of text less than formats.text.BACK: the same for any cut into segments
_BELOW_BYTES = 600
_WINDOW = 500
_TRACK_NAME = 26 + 2  # ISO/IEC 7813: the name field of track 1 and its separators

Hit = tuple[int, int, int]  # kind, start, end


def hits_of(hits: Hits) -> list[Hit]:
    """The matcher's arrays as plain tuples."""
    return list(zip(hits.kind.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))


def prove(data: bytes | bytearray, hit: Hit) -> judge.Proof:
    """Judge a hit by the text round it: the same line, or a label that ends the line above."""
    kind, start, end = hit
    before = decode(data[max(0, start - judge.BEFORE) : start], cut=True)
    after = decode(data[end : end + judge.AFTER], cut=True).split("\n", 1)[0]
    return judge.prove(kind, decode(data[start:end]), before, after)


def element_of(proof: judge.Proof, start: int, end: int) -> Element:
    """The element a proved hit stands for."""
    assert proof.kind is not None  # noqa: S101 - a contract, and what mypy needs to know
    return Element(proof.kind, proof.value, start, end, proof.grade, proof.evidence, proof.test_value)


class ProseReader:
    """Makes units of the hits in prose. Elements of one person that stand together become one unit."""

    def __init__(self, tally: Tally, listing: Callable[[], bool]) -> None:
        self._tally = tally
        self._listing = listing
        self._pending: Unit | None = None
        self._key: tuple[str, int] | None = None

    def read(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        """Units of one segment. The last one is held back: more of the same person may follow."""
        if not segment.base and self._pending is not None:
            yield from self.close()
        lines = Lines(segment)
        listed = hits_of(hits)
        for hit in listed:
            proof = prove(segment.data, hit)
            if proof.kind is None:
                self._tally.count("lookalike", proof.evidence[0])
                continue
            unit, key = self._pair(segment, lines, hit, listed, element_of(proof, hit[1], hit[2]))
            if self._listing() and (unit.person is not None or unit.elements[0].grade >= Grade.FAIR):
                unit.places.append(segment.locate(hit[1]))
            if key is not None and key == self._key and self._pending is not None:
                self._merge(unit)
                continue
            yield from self.close()
            self._pending, self._key = unit, key

    def close(self) -> Iterator[Unit]:
        """Give out the unit held back."""
        if self._pending is not None:
            yield self._pending
        self._pending = self._key = None

    def _merge(self, unit: Unit) -> None:
        held = self._pending
        assert held is not None  # noqa: S101 - asked by the caller
        held.elements.extend(unit.elements)
        held.places.extend(unit.places)
        held.evidence.extend(unit.evidence)
        held.pair = max(held.pair, unit.pair)
        held.reasons = tuple(reason for reason in held.reasons if reason in unit.reasons)
        held.notes = tuple(dict.fromkeys((*held.notes, *unit.notes)))

    def _pair(
        self, segment: Segment, lines: Lines, hit: Hit, hits: list[Hit], element: Element
    ) -> tuple[Unit, tuple[str, int] | None]:
        track = _track_person(segment.data, hit)
        if track is not None:
            unit = Unit(track, [element], [], Grade.STRONG, [], (), ("track-1", "sensitive-auth-data"))
            return self._with_residency(unit, [lines.at(hit[1])]), None
        line = lines.at(hit[1])
        if line.mentions:
            mention, reasons = _choose(line, lines.characters(line, hit[1]), hit, hits)
            unit = Unit(mention.person, [element], [], Grade.FAIR, [], reasons)
            self._with_residency(unit, [line])
            if not _shown(unit.evidence) and len(line.mentions) == 1:
                block = _block(lines, line)
                if len(block) < _PARAGRAPH_LINES:  # more lines are records of their own
                    self._with_residency(unit, [line, *block])
            return unit, _key(mention, segment.base + line.start)
        if element.grade >= Grade.FAIR:
            found = _in_block(lines, line, hit, hits) or _under_heading(lines, line)
            if found is not None:
                mention, where, reasons, around = found
                unit = Unit(mention.person, [element], [], Grade.FAIR, [], reasons)
                return self._with_residency(unit, around), _key(mention, segment.base + where.start)
            person = _in_window(segment.data, hit) or _in_hint(segment.hint)
            if person is not None:
                return Unit(person, [element], [], Grade.WEAK), None
        return Unit(None, [element], []), None

    @staticmethod
    def _with_residency(unit: Unit, around: list[Line]) -> Unit:
        seen: set[int] = set()
        evidence: list[Evidence] = []
        for line in around:
            if line.start not in seen:
                seen.add(line.start)
                evidence.extend(find_residency(line.text))
        unit.evidence = evidence
        return unit


def _shown(evidence: list[Evidence]) -> bool:
    return any(item.grade >= Grade.FAIR for item in evidence)


def _key(mention: Mention, line_start: int) -> tuple[str, int]:
    return mention.person.normal, line_start


def _track_person(data: bytes | bytearray, hit: Hit) -> Person | None:
    """The name in track 1 of a card's magnetic stripe: %B number ^ name ^ (ISO/IEC 7813)."""
    _, start, end = hit
    if data[end : end + 1] != b"^" or bytes(data[max(0, start - 2) : start]).upper() != b"%B":
        return None
    closing = data.find(b"^", end + 1, end + 1 + _TRACK_NAME)
    text = decode(data[end + 1 : max(closing, end + 1)])
    name = names.parse_name(text.strip(), labelled=True)
    return person_of(name, text.strip(), "track-1", grade=Grade.STRONG) if name else None


def _choose(line: Line, at: int, hit: Hit, hits: list[Hit]) -> tuple[Mention, tuple[str, ...]]:
    """Whose number it is, of the persons named in its line."""
    mentions = line.mentions
    persons = {mention.person.normal for mention in mentions}
    before = [mention for mention in mentions if mention.at < at]
    if len(persons) == 1:
        return (before or mentions)[-1], ()
    labelled = [mention for mention in mentions if mention.labelled]
    if labelled:
        return ([mention for mention in labelled if mention.at < at] or labelled)[-1], ()
    same = [other for other in hits if other[0] == hit[0] and line.start <= other[1] < line.end]
    if len(same) == len(mentions) and hit in same:
        return mentions[same.index(hit)], ()
    return (before or mentions)[-1], ("ambiguous-subject",)


def _block(lines: Lines, line: Line) -> list[Line]:
    """The other lines of the block round `line`: up to ten either way, no further than a blank line."""
    above: list[Line] = []
    at: Line | None = line
    while len(above) < _BLOCK_LINES and at is not None and (at := lines.before(at)) and not at.blank:
        above.insert(0, at)
    below: list[Line] = []
    at = line
    while len(below) < _BLOCK_LINES and at is not None and (at := lines.after(at)) and not at.blank:
        below.append(at)
    return above + below


Found = tuple[Mention, Line, tuple[str, ...], list[Line]]


def _in_block(lines: Lines, line: Line, hit: Hit, hits: list[Hit]) -> Found | None:
    """The person of the form or paragraph that a number stands in."""
    others = _block(lines, line)
    block = sorted([line, *others], key=lambda one: one.start)
    taken = {other[1] for other in hits if other[0] == hit[0] and not line.start <= other[1] < line.end}

    def free(one: Line) -> bool:
        """A line with a number of its own of this kind is a record of its own."""
        return not any(one.start <= start < one.end for start in taken)

    named = [(mention, one) for one in block if free(one) for mention in _mentions(lines, one)]
    named += _parted(block)
    labelled = [(mention, one) for mention, one in named if mention.labelled]
    if labelled:
        above = [pair for pair in labelled if pair[1].start <= line.start]
        mention, where = above[-1] if above else labelled[0]
        around = [one for one in block if one.start >= where.start] if above else block
        return mention, where, (), [*around, *_below(lines, line)]
    if not named or len(block) > _PARAGRAPH_LINES:
        return None
    persons = {mention.person.normal for mention, _ in named}
    above = [pair for pair in named if pair[1].start <= line.start]
    mention, where = (above or named)[-1 if above else 0]
    return mention, where, () if len(persons) == 1 else ("ambiguous-subject",), block


def _mentions(lines: Lines, line: Line) -> list[Mention]:
    """The persons of a line, or the one whose label stands at the end of the line above."""
    above = lines.before(line)
    if above is not None and above.persons.awaits:
        name = names.parse_name(line.text.strip(), labelled=True)
        if name is not None:
            person = person_of(name, line.text.strip(), "label:name", grade=Grade.STRONG)
            return [Mention(0, person, labelled=True, scope=True)]
    return line.mentions


def _parted(block: list[Line]) -> list[tuple[Mention, Line]]:
    """Given name and surname with a label each, on two lines near one another."""
    found: list[tuple[Mention, Line]] = []
    parts: dict[str, str] = {}
    for line in block:
        for role, text in line.persons.parts.items():
            if role in parts:
                parts = {}
            parts[role] = text
        if line.persons.parts and len(parts) == 2:
            mention = mention_of_parts(parts, 0)
            if mention is not None:
                found.append((mention, line))
            parts = {}
    return found


def _under_heading(lines: Lines, line: Line) -> Found | None:
    """The nearest line above that names a person behind a label or a salutation."""
    at: Line | None = line
    between: list[Line] = [line]
    recent: list[Line] = []
    while at is not None and line.start - at.start < _HEADING_BYTES and (at := lines.before(at)):
        if at.blank:
            recent = []
            continue
        scoped = [mention for mention in _mentions(lines, at) if mention.scope]
        between.append(at)
        recent.insert(0, at)
        if scoped:
            return scoped[-1], at, (), [*between, *_below(lines, line)]
        parted = _parted(recent)
        if parted:
            return parted[-1][0], at, (), [*between, *_below(lines, line)]
    return None


def _below(lines: Lines, line: Line) -> list[Line]:
    """The lines below that are still about the person of a heading or form: up to the next one, ten at most."""
    found: list[Line] = []
    at = lines.after(line)
    while at is not None and len(found) < _BLOCK_LINES and at.start - line.end < _BELOW_BYTES:
        if not at.blank:
            if any(mention.scope for mention in _mentions(lines, at)):
                break
            found.append(at)
        at = lines.after(at)
    return found


def _in_window(data: bytes | bytearray, hit: Hit) -> Person | None:
    """The nearest person within 500 characters: weak."""
    _, start, end = hit
    low = max(0, start - _WINDOW)
    text = decode(data[low : end + _WINDOW], cut=True)
    at = start - low
    found = names.find_names(text)
    if not found:
        return None
    name = min(found, key=lambda one: min(abs(one.start - at), abs(one.end - at)))
    return person_of(name, text, "window")


def _in_hint(hint: str) -> Person | None:
    """A person named by the heading of the whole (sheet title, mail header): weak."""
    found = names.find_names(hint) if hint else []
    return person_of(found[0], hint, "heading-of-file", grade=Grade.WEAK) if found else None
