"""Pairing in running text: one string, line, block, heading, window, in this order (SPEC §5).

A line is asked first; then the block of lines round it, if it is a form or a paragraph and not a list of
records; then the nearest heading above that names a person. What is only near makes a weak pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import compress

from piiscan import judge
from piiscan.detectors.account_labels import NEAR
from piiscan.matcher import Hits
from piiscan.model import Element, Grade, Kind, Person, Segment
from piiscan.pairing import names, starts
from piiscan.pairing.aside import set_aside
from piiscan.pairing.blocks import Blocks, Hit, Numbers, hits_of
from piiscan.pairing.choice import choose
from piiscan.pairing.lines import Line, Lines, Mention, decode
from piiscan.pairing.paragraphs import Paragraphs
from piiscan.pairing.pipe_rows import PipeRows
from piiscan.pairing.residency import Evidence
from piiscan.pairing.unit import Tally, Unit, lane, person_of

_WINDOW = 500
_TRACK_NAME = 26 + 2  # ISO/IEC 7813: the name field of track 1 and its separators


def prove(data: bytes | bytearray, hit: Hit) -> judge.Proof:
    """Judge a hit by the text round it: the same line, or a label that ends the line above."""
    kind, start, end = hit
    before = decode(data[max(0, start - judge.BEFORE) : start], cut=True)
    after = decode(data[end : end + judge.AFTER], cut=True).split("\n", 1)[0]
    near = ""
    if kind == judge.ACCOUNT:
        above, below = data[max(0, start - NEAR) : start], data[end : end + NEAR]
        near = decode(above, cut=True) + "\x1f" + decode(below, cut=True)
    return judge.prove(kind, decode(data[start:end]), before, after, near=near)


def element_of(proof: judge.Proof, start: int, end: int) -> Element:
    """The element a proved hit stands for."""
    assert proof.kind is not None  # noqa: S101 - a contract, and what mypy needs to know
    return Element(proof.kind, proof.value, start, end, proof.grade, proof.evidence, proof.test_value)


class ProseReader:
    """Makes units of the hits in prose. Elements of one person that stand together become one unit."""

    def __init__(self, tally: Tally, listing: Callable[[], bool]) -> None:
        self._tally = tally
        self._listing = listing
        self._pending: dict[int, Unit] = {}  # of one person, by lane
        self._key: tuple[str, int] | None = None

    def read(self, segment: Segment, hits: Hits, wanted: Sequence[bool] | None = None) -> Iterator[Unit]:
        """Units of one segment, of all hits or the wanted. The last is held back: more of the person may follow."""
        if not segment.base:
            yield from self.close()
        lines = Lines(segment)
        listed = hits_of(hits)
        numbers = Numbers(segment, listed)
        blocks = Blocks(lines, numbers)
        paragraphs = Paragraphs(lines, segment.data)
        pipes = PipeRows(lines)
        for hit in listed if wanted is None else compress(listed, wanted):
            proof = prove(segment.data, hit)
            self._tally.proved(hit, proof)
            if proof.kind is None:
                raw = decode(segment.data[hit[1] : hit[2]])
                place = partial(segment.locate, hit[1]) if self._listing() else None
                yield from set_aside(self._tally, hit, raw, proof.evidence[0], place)
                continue
            unit, key = self._pair(
                segment, lines, paragraphs, pipes, blocks, numbers, hit, element_of(proof, hit[1], hit[2])
            )
            if self._listing() and (unit.person is not None or unit.elements[0].grade >= Grade.FAIR):
                unit.places.append(segment.locate(hit[1]))
            if key is None or key != self._key:
                yield from self.close()
                self._key = key
            self._hold(unit)

    def close(self) -> Iterator[Unit]:
        """Give out the units held back."""
        held, self._pending, self._key = self._pending, {}, None
        yield from held.values()

    def _hold(self, unit: Unit) -> None:
        held = self._pending.setdefault(lane(unit.elements[0]), unit)
        if held is not unit:
            held.absorb(unit)

    @staticmethod
    def _pair(
        segment: Segment,
        lines: Lines,
        paragraphs: Paragraphs,
        pipes: PipeRows,
        blocks: Blocks,
        numbers: Numbers,
        hit: Hit,
        element: Element,
    ) -> tuple[Unit, tuple[str, int] | None]:
        line = paragraphs.at(lines.at(hit[1]))
        track = _track_person(segment.data, hit)
        if track is not None:
            notes = ("track-1", "sensitive-auth-data")
            return Unit(track, [element], [], Grade.STRONG, list(line.residence), (), notes), None
        row = pipes.of(line, paragraphs.characters(line, hit[1])) if "|" in line.text else None
        if row is not None and row.person is not None:
            grade = Grade.STRONG
            return Unit(row.person, [element], [], grade, row.residence), (row.person.normal, segment.base + line.start)
        if element.grade >= Grade.FAIR and not any(one.person.grade >= Grade.FAIR for one in line.mentions):
            line.look_closer()
        if line.mentions:
            same = numbers.within(hit[0], line.start, line.end)
            numbered = [paragraphs.characters(line, one[1]) for one in same]
            mention, reasons = choose(line, paragraphs.characters(line, hit[1]), numbered)
            around = [line]
            if not any(item.grade >= Grade.FAIR for item in line.residence) and len(line.mentions) == 1:
                around += blocks.own(line, hit)
                around += blocks.letter(line)
            return Unit(mention.person, [element], [], Grade.FAIR, _residence(around), reasons), _key(
                mention, segment.base + line.start
            )
        if element.grade >= Grade.FAIR or element.kind is Kind.FINANCIAL_ACCOUNT:
            found = blocks.find(line, hit)
            if found is not None:
                person, evidence = found.mention.person, _residence(found.around)
                unit = Unit(person, [element], [], Grade.FAIR, evidence, found.reasons)
                return unit, _key(found.mention, segment.base + found.where.start)
            near = None
            if element.grade >= Grade.FAIR and not starts.is_stamped(line.text):
                near = _in_window(segment.data, hit) or _in_hint(segment.hint)
            if near is not None:
                return Unit(near, [element], [], Grade.WEAK), None
        return Unit(None, [element], []), None


def _residence(lines: list[Line]) -> list[Evidence]:
    """What some lines say of the residency, each line once."""
    once = {line.start: line for line in lines}
    return [evidence for line in once.values() for evidence in line.residence]


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
