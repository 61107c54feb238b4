"""EDIFACT: one record for each party that a message names, as in `x12`.

Rule (ISO 9735): UNA says which signs part components, elements and segments, and which one takes the meaning of the
next; without it they are : + ' and ?. NAD and PNA name a party, and what stands behind (references, contacts, free
text, accounts) is about the same one until the next; all other segments are text of the party named last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import CITY, FAMILY, FULL, GIVEN, STATE, STREET, TEXT, ZIP, Record, Records, blocks
from piiscan.model import Blob

_UNA = 9  # characters
_SSN = frozenset({"SS", "SY", "SSN"})
_NAME_PARTS = {"SU": FAMILY, "FS": FAMILY, "FO": GIVEN, "G1": GIVEN}  # of PNA, by their kind
_CODE = 3  # characters: of a qualifier, a country
_LONGEST = 16 << 10  # of a segment: a longer one is cut


class Signs(NamedTuple):
    """What parts components, elements and segments, and what takes away the meaning of the sign behind it."""

    component: str = ":"
    element: str = "+"
    release: str = "?"
    segment: str = "'"


class Piece(NamedTuple):
    """A component, and where it begins."""

    text: str
    line: int
    column: int


Elements = list[list[Piece]]


def signs_of(head: str) -> Signs:
    """The signs of an interchange by its first characters."""
    head = head.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")
    if head.startswith("UNA") and len(head) >= _UNA:
        return Signs(head[3], head[4], head[6], head[8])
    return Signs()


def extract_edifact(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The parties of an interchange as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    with opened() as stream:
        signs = signs_of(stream.read(64).decode("latin-1"))
    parties = _Parties(signs)
    with opened() as stream:
        for text, line, column in blocks(stream, signs.segment.encode("latin-1", "replace") + b"\n"):
            parties.read(text, line, column)
            yield from parties.records.drain()
    parties.end()
    yield from parties.records.finish()


class _Parties(Struct):
    """The party under way."""

    signs: Signs
    records: Records = field(default_factory=Records)
    party: Record = field(default_factory=Record)
    held: list[Piece] = field(default_factory=list)  # of a segment that goes on in the next line

    def read(self, text: str, line: int, column: int) -> None:
        """Take the next characters. A line end is none of a segment's."""
        start = 0
        escaped = False
        for at, char in enumerate(text):
            if escaped:
                escaped = False
            elif char == self.signs.release:
                escaped = True
            elif char in {self.signs.segment, "\n"}:
                if at > start:
                    self.held.append(Piece(text[start:at], line, column))
                if char == self.signs.segment or sum(len(piece.text) for piece in self.held) > _LONGEST:
                    self._segment()
                column += at - start + 1
                start = at + 1
                if char == "\n":
                    line, column = line + 1, 1
        if start < len(text):
            self.held.append(Piece(text[start:], line, column))

    def end(self) -> None:
        """Nothing more comes."""
        self._segment()
        self.records.put(self.party)
        self.party = Record()

    def _segment(self) -> None:
        held, self.held = self.held, []
        if not held:
            return
        elements = self._elements(held)
        tag = elements[0][0].text.strip() if elements and elements[0] else ""
        if tag in {"NAD", "PNA", "UNH", "UNT", "UNZ", "UNS"}:
            self.records.put(self.party)
            self.party = Record()
        match tag:
            case "NAD":
                self._rest([elements[0][1:]])
                self._address(elements[1:])
            case "PNA":
                self._rest([elements[0][1:]])
                self._person(elements[1:])
            case "RFF" | "GIR" if len(elements) > 1 and elements[1][0].text in _SSN and len(elements[1]) > 1:
                self._add("ssn", elements[1][1:2])
                self._rest([elements[0][1:], elements[1][2:], *elements[2:]])
            case "FII":
                self._rest([elements[0][1:]])  # a tag has no components; but nothing is lost
                self._account(elements[1:])
            case _:
                for piece in held:
                    self.party.add(TEXT, piece.text, piece.line, piece.column)

    def _address(self, elements: Elements) -> None:
        """NAD: qualifier, identity, lines, name, street, city, region, ZIP, country."""
        for key, index in (("party id", 1), (TEXT, 2), (STREET, 4), (CITY, 5), (STATE, 6), (ZIP, 7)):
            if len(elements) > index:
                self._add(key, elements[index])
        self._rest([*elements[:1], *elements[8:]])
        name = [piece for piece in elements[3] if piece.text.strip()] if len(elements) > 3 else []
        if len(name) == 2 and all(piece.text.replace("-", "").isalpha() for piece in name):
            self._add(FAMILY, name[:1])
            self._add(GIVEN, name[1:])
        else:
            self._add(FULL, name[:1])
            self._add(TEXT, name[1:])

    def _person(self, elements: Elements) -> None:
        """PNA: qualifier, identity, …, then the parts of the name, each behind its kind."""
        self._add("party id", elements[1] if len(elements) > 1 else ())
        self._rest(elements[:1])
        for element in elements[2:]:
            key = _NAME_PARTS.get(element[0].text, TEXT)
            self._add(key, element[1:] if key is not TEXT else element)

    def _account(self, elements: Elements) -> None:
        """FII: qualifier, account with the names of its holder, bank."""
        holder = elements[1] if len(elements) > 1 else []
        self._add("bank account number", holder[:1])
        self._add(FULL if FULL not in self.party.fields else TEXT, holder[1:2])
        self._rest([*elements[:1], holder[2:], *elements[2:]])

    def _rest(self, elements: Elements) -> None:
        """What has no meaning here is text all the same, where it is more than a code."""
        for element in elements:
            self._add(TEXT, [piece for piece in element if len(piece.text) > _CODE])

    def _add(self, key: str, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            self.party.add(key, piece.text, piece.line, piece.column)

    def _elements(self, held: Sequence[Piece]) -> Elements:
        """The components of each element."""
        elements: Elements = [[]]
        for text, line, column in held:
            start, escaped, said = 0, False, ""
            for at, char in enumerate(f"{text}{self.signs.element}"):
                if escaped:
                    said, escaped = said + char, False
                elif char == self.signs.release:
                    escaped = True
                elif char in {self.signs.component, self.signs.element}:
                    elements[-1].append(Piece(said, line, column + start))
                    start, said = at + 1, ""
                    if char == self.signs.element and at < len(text):
                        elements.append([])
                else:
                    said += char
        return elements
