"""Numbers that only a code says to be of Social Security or a license, under a key like "value", as FHIR has them.

Rule: all of a text between quotes is nine digits, or seven to seventeen and up to two letters before; and a code of HL7
(table 0203: SS, SB, DL), which other systems have as a type, too, the OID of who issues them, or a label of Social
Security stands near, further off than a label may. That one may be meant is all that is told; `pairing.objects.types`
says whether it is of this very value.
"""

from __future__ import annotations

import re

import numpy as np

from piiscan.detectors.ssn import valid_digits
from piiscan.distinct import distinct
from piiscan.matcher.beside import letters_before
from piiscan.matcher.borders import LETTER, Text, digits_at, table, where
from piiscan.matcher.bound import near_labels
from piiscan.matcher.literals import spans_of
from piiscan.matcher.patterns import SSN_LABEL
from piiscan.matcher.shapes import Block, Places
from piiscan.matcher.survey import Survey

_REACH = 600, 200
"""Bytes before and behind the number: a type with a code, its system, title and text, indented by four."""
_LONGEST = 48  # bytes of a code
_IS = rb'"(?:code|(?:[Ii]d_?)?[Tt]ype|t)"\s{0,9}:\s{0,9}(?:\{"value": )?"'  # also as elements of XML are told
SSN_CODE = re.compile(_IS + rb'S[BS]"|2\.16\.840\.1\.113883\.4\.1"')
LICENSE_CODE = re.compile(_IS + rb'DL"|2\.16\.840\.1\.113883\.4\.3\.[0-9]{1,2}"')
_SIGNS = (b'"SB"', b'"SS"', b'"DL"', b"2.16.840.1.113883.4.")  # sought at the speed of memory
_VALUE = re.compile(rb'(?:value|extension|"val|"v)"\s{0,9}:\s{0,9}"\Z', re.IGNORECASE)
_KEY = 32
_NINE = 9
_QUOTE, _BLANK = b'" '
_BEFORE = LETTER | table(b'"')
_MANY = 32
"""Numbers: for more, all codes are sought before any of them is looked at."""
_LAST = table(b"eEnNlLvVrR")
_HELD = re.compile(rb'(?:value|val|answer|response)"\s{0,9}:\s{0,9}"\Z', re.IGNORECASE)
_LABEL = (frozenset({SSN_LABEL}),)
_TAILS = (b"lue", b"val", b"wer", b"nse")
"""The last letters of such keys."""
_SMALL = 0x20


def coded_ssns(text: Text, found: Survey) -> Places:
    """Where nine digits begin that are all of a text between quotes, under such a key as it seems."""
    start = _under_key(text, found.nine_value, found.nine_value + _NINE)
    return start.take(where(valid_digits(digits_at(text, start, list(range(_NINE)))))) if start.size else start


def coded_licenses(text: Text, found: Survey, block: Block) -> Places:
    """Where more or fewer digits do, or letters before them."""
    digits = np.concatenate((found.loose, found.nine_value, found.iban, found.lettered_eight))
    if not digits.size:
        return digits
    digits = digits.take(where(_BEFORE.take(text.take(digits - 1))))
    return distinct(_under_key(text, letters_before(text, digits), digits + block.run_lengths(digits)))


def _under_key(text: Text, start: Places, end: Places) -> Places:
    """Those between quotes, behind a key whose last letter is that of "value"."""
    if not start.size:
        return start
    start = start.take(where((text.take(start - 1) == _QUOTE) & (text.take(end) == _QUOTE)))
    key = start - 4
    key -= text.take(start - 2) == _BLANK  # "value": "
    return start.take(where(_LAST.take(text.take(key))))


def with_codes(data: bytes | bytearray, places: Places, code: re.Pattern[bytes]) -> Places:
    """Those of some places, in order, that a code stands near."""
    kept: list[int] = []
    if not any(sign in data for sign in _SIGNS):
        return places[:0]
    before, behind = _REACH
    if places.size > _MANY:
        places = _near(data, places, code)
    found, done = -before - 1, 0  # the code met last, and up to where all are known
    for at in places.tolist():
        if found < at - before:
            sought = code.search(data, max(done, at - before), at + behind)
            done = at + behind - _LONGEST if sought is None else sought.end()
            if sought is None:
                continue
            found = sought.start()
        if _VALUE.search(data, max(0, at - _KEY), at) is not None:
            kept.append(at)
    return np.array(kept, dtype=np.int64)


def with_labels(data: bytes | bytearray, places: Places) -> Places:
    """Those of some places, in order, that a label of Social Security stands near, under a key that says nothing.

    {"label": "Social Security Number", "required": true, "value": …}, as programs for forms have it.
    """
    tails = np.frombuffer(data, np.uint8)
    ends = [places - 4 - (tails.take(places - 2) == _BLANK) - back for back in range(3)]
    last = [tails.take(end, mode="clip") | _SMALL for end in ends]
    known = np.zeros(places.size, dtype=np.bool_)
    for tail in _TAILS:
        known |= (last[0] == tail[2]) & (last[1] == tail[1]) & (last[2] == tail[0])
    places = places.take(where(known))
    if not places.size:
        return places
    places = places.take(where(near_labels(data, places, _LABEL, _REACH)))
    held = [at for at in places.tolist() if _HELD.search(data, max(0, at - _KEY), at) is not None]
    return np.array(held, dtype=np.int64)


def _near(data: bytes | bytearray, places: Places, code: re.Pattern[bytes]) -> Places:
    """Those of some places, in order, that have a code so near, whatever key they have."""
    before, behind = _REACH
    first, last = max(0, int(places[0]) - before), int(places[-1]) + behind
    begins = np.array(sorted(start for start, _ in spans_of((code.pattern,), data[first:last])), dtype=np.int64) + first
    near = begins.searchsorted(places - before) < begins.searchsorted(places + behind)
    return places.take(near.nonzero()[0])
