"""The text in the barcode of a driver's licence or ID card, as scanner apps and logs keep it: one record, one person.

The tracks of the magnetic stripe (`stripe`) are such records too.

Rule: a header `ANSI ` with issuer, versions and subfiles, then elements of three letters and a value each (AAMVA
DL/ID Card Design Standard, annex D; version 1 has the SSN too, DBK or DBM). They stand in lines, by their breaks
or by those that JSON writes as escapes, or in one line with blanks between. Numbers are glued to the names of their
elements, so that the matcher sees none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from piiscan import judge
from piiscan.detectors import drivers_license, license_shapes, ssn
from piiscan.detectors.license_states import state_code
from piiscan.later import later
from piiscan.matcher.literals import holds
from piiscan.model import Element, Grade, Kind, Location, Person, Segment
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose import stripe
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.residence.evidence import Evidence, state_evidence, zip_evidence
from piiscan.pairing.unit import Unit

_REACH = 2500  # bytes of a block, at most
_HEADER = later(rb"A(?:NSI ?|AMVA)([0-9]{6})[0-9]{4,6}(?=(?:DL|ID|EN)[0-9]{8})(?:[A-Z]{2}[0-9]{8}){1,9}")
_BREAK = later(rb"[\r\n\x1e]+|(?:\\r|\\n|\\u001[eE]|\\x1[eE])+")
_BLANK = later(rb" +(?=D[A-D][A-Z])")
_FIRST = later(rb"(?:DL|ID|EN)(?=D[A-D][A-Z])")
_ELEMENT = later(rb"(D[A-D][A-Z])[: ]?(.{0,100})", re.DOTALL)
_OTHER = later(rb"Z[A-Z]{2}.{0,100}|DL|ID|EN|Z[A-Z]", re.DOTALL)  # a state's own elements; names of subfiles
_END = later(rb"[\"\x1f<]")
_ABROAD = frozenset({"CAN", "MEX"})
_ZIP = later(r"(\d{5})(?:-?\d{4})?")

# AAMVA, "Issuer Identification Numbers (IIN)", as libraries for these barcodes have it.
_IIN = """VA 636000 NY 636001 MA 636002 MD 636003 NC 636004 SC 636005 CT 636006 LA 636007 MT 636008 NM 636009 FL 636010
DE 636011 CA 636014 TX 636015 IA 636018 CO 636020 AR 636021 KS 636022 OH 636023 VT 636024 PA 636025 AZ 636026 OR 636029
MO 636030 WI 636031 MI 636032 AL 636033 ND 636034 IL 636035 NJ 636036 IN 636037 MN 636038 NH 636039 UT 636040 ME 636041
SD 636042 DC 636043 WA 636045 KY 636046 HI 636047 NV 636049 ID 636050 MS 636051 RI 636052 TN 636053 NE 636054 GA 636055
OK 636058 AK 636059 WY 636060 WV 636061"""
_ISSUERS = dict(zip(_IIN.split()[1::2], _IIN.split()[::2], strict=True))


class Card(NamedTuple):
    """A block [`start`, `end`) of the data: who issued the card, and its elements with the offset of each value."""

    start: int
    end: int
    issuer: str | None
    elements: dict[str, tuple[str, int]]
    note: str = "aamva-barcode"

    def text(self, *keys: str) -> str:
        """The value of the first of some elements that is there, "" if none is."""
        return next((self.elements[key][0] for key in keys if key in self.elements), "")


def cards_in(segment: Segment) -> list[Card]:
    """The blocks whose header begins in the segment's own part, or so near before it that they reach into it."""
    data = segment.data
    if segment.barcode is False or not holds(b"ANSI", b"AAMVA", stripe.MARK)(data):
        return []
    last = len(data) if segment.end < 0 else segment.end
    return [*_barcodes(data, segment.start, last), *_stripes(data, segment.start, last)]


def _stripes(data: bytes | bytearray, start: int, last: int) -> list[Card]:
    """The magnetic stripes that begin before `last`, from so near before `start` on that they may reach into it."""
    end = min(len(data), last + _REACH)
    found = (Card(*one, "aamva-stripe") for one in stripe.tracks(data, max(0, start - _REACH), end, _ISSUERS))
    return [card for card in found if card.start < last]


def _barcodes(data: bytes | bytearray, start: int, last: int) -> list[Card]:
    """The barcodes of the same stretch."""
    headers = list(_HEADER.finditer(data, max(0, start - _REACH), min(len(data), last + _REACH)))
    ends = [header.start() for header in headers[1:]] + [len(data)] * bool(headers)  # no block reaches into the next
    found = (_card(data, header, end) for header, end in zip(headers, ends, strict=True) if header.start() < last)
    return [card for card in found if card is not None]


def _card(data: bytes | bytearray, header: re.Match[bytes], end: int) -> Card | None:
    body = bytes(data[header.end() : min(end, header.start() + _REACH)])
    closing = _END.search(body)
    body = body[: closing.start()] if closing else body
    issuer = _ISSUERS.get(header[1].decode())
    for parting in (_BREAK, _BLANK):
        elements, size = _elements(body, parting, header.end())
        if "DAQ" in elements:
            return Card(header.start(), header.end() + size, issuer, elements)
    return None


def _elements(body: bytes, parting: re.Pattern[bytes], base: int) -> tuple[dict[str, tuple[str, int]], int]:
    """The elements of a block up to the first piece that is none, and how far they reach."""
    found: dict[str, tuple[str, int]] = {}
    at = 0
    for gap in chain((match.span() for match in parting.finditer(body)), [(len(body), len(body))]):
        first = _FIRST.match(body, at, gap[0])
        start = first.end() if first else at
        piece = body[start : gap[0]]
        if parting is _BLANK:
            piece = _BREAK.split(piece, maxsplit=1)[0]
        element = _ELEMENT.fullmatch(piece)
        if element is not None:
            value = decode(element[2]).strip()
            found.setdefault(element[1].decode(), (value, base + start + element.start(2)))
        elif piece.strip() and not _OTHER.fullmatch(piece):
            return found, at
        if parting is _BLANK and start + len(piece) < gap[0]:
            return found, start + len(piece)
        at = gap[1]
    return found, at


def units(card: Card, locate: Callable[[int], Location] | None) -> Iterator[Unit]:
    """The person of a card with its numbers; `locate` is None where findings are no longer listed."""
    elements = [*_license(card), *_ssn(card)]
    if not elements:
        return
    evidence = [found for found in (state_evidence(card.text("DAJ")), _zip(card.text("DAK"))) if found is not None]
    person = _person(card)
    pair = Grade.STRONG if person is not None else Grade.NONE
    places = [locate(element.start) for element in elements] if locate is not None else []
    yield Unit(person, elements, places, pair, evidence, (), (card.note,))


def _license(card: Card) -> Iterator[Element]:
    raw, start = card.elements["DAQ"]
    state = state_code(card.text("DAJ")) if card.issuer is None else card.issuer
    value = drivers_license.validate(raw, state) if state else None
    grade = Grade.STRONG if value else Grade.FAIR  # a shape newer than our table is a number all the same
    value = value or drivers_license.validate(raw)
    if value is None:
        return
    issued = (f"state:{state}",) if state else ()
    evidence = ("aamva:DAQ", *issued, *judge.rules(Kind.DRIVERS_LICENSE, value, raw))
    review = "foreign-license" if card.text("DCG").upper() in _ABROAD else None
    end = start + len(raw.encode())
    value = license_shapes.compact(value)
    test = judge.is_test_value(Kind.DRIVERS_LICENSE, value)
    yield Element(Kind.DRIVERS_LICENSE, value, start, end, grade, evidence, test, review)


def _ssn(card: Card) -> Iterator[Element]:
    key = "DBK" if "DBK" in card.elements else "DBM"
    raw, start = card.elements.get(key, ("", 0))
    value = ssn.validate(raw)
    if value is not None:
        evidence = (f"aamva:{key}", *judge.rules(Kind.SSN, value, raw))
        test = judge.is_test_value(Kind.SSN, value)
        yield Element(Kind.SSN, value, start, start + len(raw.encode()), Grade.STRONG, evidence, test)


def _zip(text: str) -> Evidence | None:
    match = _ZIP.match(text)
    return zip_evidence(match[1]) if match else None


def _person(card: Card) -> Person | None:
    surname, given = card.text("DCS", "DAB"), card.text("DAC", "DCT").replace(",", " ")
    if not (surname and given):
        surname, _, given = card.text("DAA").replace("@", ",").partition(",")
        given = given.replace(",", " ")
    name = names.parse_parts(given, surname) if given.strip() and surname.strip() else None
    if name is None:
        return None
    return Person(f"{given} {surname}", names.normal(name), Grade.STRONG, ("aamva:name", *name.evidence))
