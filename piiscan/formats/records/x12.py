"""X12 (claims, enrolment, payments): one record for each party that a transaction names.

Rule: an NM1 segment names a person or an organisation, and REF, N2, N3, N4 and DMG behind it are about the same
one; INS and ENT begin with numbers of the member that the next NM1 names. What follows (claims, services,
coverage) is text of the patient or subscriber named last. The qualifier of an identifier says what it is (X12
elements 66 and 128: SY and 34 a Social Security number, EI, FI, TJ and 24 one of an employer, MI of a member).
BPR has the accounts of payer and payee, whom the N1 segments behind it name. Numbers of the envelope are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.records.x12_marks import SSN, separators, shown
from piiscan.formats.segments.keyed import (
    CITY,
    FAMILY,
    FULL,
    GIVEN,
    STATE,
    STREET,
    TEXT,
    ZIP,
    Record,
    Records,
    after,
    blocks,
)
from piiscan.formats.segments.promising import promising
from piiscan.model import Blob

_QUALIFIERS = {
    **dict.fromkeys(SSN, "ssn"),
    "EI": "ein",
    "FI": "ein",
    "TJ": "ein",
    "24": "ein",
    "MI": "member_id",
    "II": "member_id",
    "0F": "subscriber_id",
    "1L": "group_number",
    "XX": "npi",
    "HPI": "npi",
}
_SUBJECTS = frozenset({"IL", "QC", "74", "03", "1", "QE", "EY"})  # insured, patient, dependent, member, examinee
_MEMBER = frozenset({"IL", "74", "QE", "EY"})  # whom the segments before the name may be about
_ENDS = frozenset({"HL", "ST", "SE", "CLP", "GS", "GE", "IEA", "ISA"})  # nobody named before is meant behind it
_TAGS = "ISA|GS|GE|IEA|ST|SE|HL|NM1|N1|N2|N3|N4|REF|DMG|INS|ENT|BPR|CLM|CLP|LX|HD|RMR"
_ADDRESS = ("", CITY, STATE, ZIP)
_LONGEST_TEXT = 4 << 10


def extract_x12(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The records of an interchange, as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    with opened() as stream:
        element, end = separators(stream.read(512).decode("latin-1"))
    records = Records()
    parties = _Parties(records, element, end)
    with opened() as stream:
        border = re.compile(rf"(?<!\s){re.escape(end)}\s*+(?=ST{re.escape(element)})")
        texts = blocks(stream, end.encode("latin-1") + b"\n")
        for text, line, column in promising(texts, context, border, partial(shown, element, end)):
            parties.read(text, line, column)
            yield from records.drain()
    parties.close()
    yield from records.finish()


@dataclass(slots=True)
class _Parties:
    """The party under way, and the subject that text is about."""

    records: Records
    element: str
    end: str
    party: Record | None = None  # what REF, N3, N4 belong to
    awaits: bool = False  # the party has numbers, but no name yet
    payment: bool = False  # the party is a payment, with two names
    side: str = ""  # of a payment: "payee_"
    subject: bool = False  # the party is whom text behind it is about
    about: Record = field(default_factory=Record)
    segment: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self._look_for()

    def read(self, text: str, line: int, column: int) -> None:
        """Take whole segments, from this line and column on."""
        begin = 1 - column  # the offset of the line's first character, were it there
        done = 0
        at = 0
        while True:
            match = self.segment.search(text, at)
            if match is None:
                break
            start = match.start(1)
            line, begin = self._rest(text, done, start, line, begin)
            done = at = match.end()
            if match[1] == "ISA" and self._envelope(text[start : start + 512]):
                done = at = start + text[start:].index(self.end) if self.end in text[start:] else len(text)
            self._segment(match[1], text[start:done], line, start - begin + 1)
            line, begin = _ended(text, start, done, line, begin)
        self._rest(text, done, len(text), line, begin)

    def close(self) -> None:
        """Nobody named so far is meant any more."""
        self._end_party()
        self.records.put(self.about)
        self.about = Record()

    def _look_for(self) -> None:
        element, end = re.escape(self.element), re.escape(self.end)
        self.segment = re.compile(rf"(?:\A|{end}|(?<=\n))\s*({_TAGS}){element}[^{end}]*")

    def _envelope(self, head: str) -> bool:
        """A new interchange may have separators of its own; whether it has."""
        found = separators(head)
        if found == (self.element, self.end):
            return False
        self.element, self.end = found
        self._look_for()
        return True

    def _rest(self, text: str, start: int, end: int, line: int, begin: int) -> tuple[int, int]:
        """Segments that are given as they stand; the line after them, and where it begins."""
        if end > start:
            between = text[start:end]
            if end - start > 2 and between.strip(f"{self.end} \n"):
                self._make_room(len(between))
                self.about.add(TEXT, between, line, start - begin + 1)
            return _ended(text, start, end, line, begin)
        return line, begin

    def _make_room(self, size: int) -> None:
        if self.about.size + size > _LONGEST_TEXT:
            again = self.about.again()
            if TEXT in self.about.fields:
                self.records.put(self.about)
            self.about = again

    def _segment(self, tag: str, segment: str, line: int, column: int) -> None:
        elements = segment.split(self.element)
        if tag in _PARTY:
            place = _Place(line, column, elements)
            _PARTY[tag](self, place)
            return
        self._end_party()
        if tag in _ENDS:
            self.close()
        self._make_room(len(segment))
        self.about.add(TEXT, segment, line, column)

    def _end_party(self) -> None:
        if self.party is not None:
            self.records.put(self.party)
            if self.subject:
                self.about.fields.update(self.party.again().fields)  # with the address now
        self.party, self.awaits, self.payment, self.side, self.subject = None, False, False, "", False

    def name(self, place: _Place) -> None:
        """NM1: a person, or an organisation."""
        code, kind = place.text(1), place.text(2)
        if not (self.awaits and code in _MEMBER):
            self._end_party()
        party = self.party = self.party or Record()
        self.awaits = False
        if kind != "2":
            both = bool(place.text(4))
            place.give(party, 3, FAMILY if both else FULL)
            place.give(party, 4, GIVEN)
            place.give(party, 5, "middle_name")
            place.give(party, 7, "name_suffix")
            if code in _SUBJECTS:
                again = party.again()
                if TEXT in self.about.fields:
                    self.records.put(self.about)
                self.about, self.subject = again, True
        else:
            place.give(party, 3, "organization")
        place.give(party, 9, _QUALIFIERS.get(place.text(8), "identifier"))
        place.rest(party, 10)

    def organisation(self, place: _Place) -> None:
        """N1: an organisation, or a side of a payment."""
        side = {"PR": "payer_", "PE": "payee_"}.get(place.text(1), "")
        if not (self.payment and side):
            self._end_party()
            self.party = Record()
        self.side = side
        party = self.party or Record()
        place.give(party, 2, f"{side}name" if side else "organization")
        place.give(party, 4, side + _QUALIFIERS.get(place.text(3), "identifier"))

    def member(self, place: _Place) -> None:
        """INS, ENT: numbers of a member, then the name."""
        self._end_party()
        self.records.put(self.about)
        self.about = Record()
        self.party, self.awaits = Record(), True
        if place.elements[0] == "ENT":
            place.give(self.party, 4, _QUALIFIERS.get(place.text(3), "identifier"))
        else:
            place.rest(self.party, 1)

    def paid(self, place: _Place) -> None:
        """BPR: the accounts of both sides."""
        self._end_party()
        party = self.party = Record()
        self.payment = True
        place.give(party, 7, "payer_routing_number")
        place.give(party, 9, "payer_bank_account_number")
        place.give(party, 13, "payee_routing_number")
        place.give(party, 15, "payee_bank_account_number")

    def address(self, place: _Place) -> None:
        """N2, N3, N4: more of a name, street, and town."""
        party = self._party()
        if place.elements[0] == "N4":
            for index, key in enumerate(_ADDRESS):
                if key:
                    place.give(party, index, self.side + key)
            place.rest(party, 4)
        else:
            key = STREET if place.elements[0] == "N3" else "other name"
            place.give(party, 1, self.side + key)
            place.give(party, 2, self.side + key)

    def reference(self, place: _Place) -> None:
        """REF: a number and what it is."""
        party = self._party()
        place.give(party, 2, self.side + _QUALIFIERS.get(place.text(1), "reference_number"))
        place.rest(party, 3)

    def person(self, place: _Place) -> None:
        """DMG: the day of birth."""
        party = self._party()
        place.give(party, 2, "date_of_birth")
        place.rest(party, 3)

    def _party(self) -> Record:
        """Whom a segment is about: without a party the subject, in the midst of claims."""
        return self.about if self.party is None else self.party


def _ended(text: str, start: int, end: int, line: int, begin: int) -> tuple[int, int]:
    """The line that a text from `start` to `end` ends in, and where it begins; a segment may be cut into lines."""
    ends = text.count("\n", start, end)
    return (line + ends, text.rfind("\n", start, end) + 1) if ends else (line, begin)


class _Place(Struct):
    """The elements of a segment and where it stands."""

    line: int
    column: int
    elements: list[str]

    def text(self, index: int) -> str:
        """An element, "" where the segment is shorter."""
        return self.elements[index].strip() if index < len(self.elements) else ""

    def give(self, record: Record, index: int, key: str) -> None:
        """Put an element into a record."""
        if index < len(self.elements) and self.elements[index]:
            before = "*".join(self.elements[: index + 1])[: -len(self.elements[index])]
            line, column = after(before, self.line, self.column)
            record.add(key, self.elements[index].rstrip("\n"), line, column)

    def rest(self, record: Record, first: int) -> None:
        """Put all elements from `first` on into a record, as text."""
        for index in range(first, len(self.elements)):
            self.give(record, index, TEXT)


_PARTY: dict[str, Callable[[_Parties, _Place], None]] = {
    "NM1": _Parties.name,
    "N1": _Parties.organisation,
    "N2": _Parties.address,
    "N3": _Parties.address,
    "N4": _Parties.address,
    "REF": _Parties.reference,
    "DMG": _Parties.person,
    "INS": _Parties.member,
    "ENT": _Parties.member,
    "BPR": _Parties.paid,
}
