r"""Numbers with letters among their digits, as recognition reads pictures: O for 0, l for 1, S for 5. To be reviewed.

Rule: only right behind their label: Social Security numbers in their groups ("773-O1-0001", "77S Ol 0003"), and the
licenses of Massachusetts ("S1234567O"), of which the specification says so. Most of it must be digits, some of them in
the first group and in the last. Sought by masks of the digits (see `shapes`); proved by a pattern where they are.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import and_

import numpy as np

from piiscan.detectors import drivers_license, ssn
from piiscan.matcher.area import Area
from piiscan.matcher.borders import SSN_DIGITS, Mask, Text, table, where
from piiscan.matcher.hits import LICENSE_MISREAD, SSN_MISREAD, Found, found_of
from piiscan.matcher.patterns import LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, bits_of, further, near_digits, places

_FEWEST = 5
"""Digits of a number that are read as digits."""
_READ = bytes.maketrans(b"OoQDIil|ZzSsGbB", b"000011112255668")
_LIKE_DIGITS = rb"0-9OoQDIil|ZzSsGbB"
_IN_NUMBER = table(b"0123456789OoQDIil|ZzSsGbB")
_SEPARATOR = table(b" -")
_LETTER_S = table(b"Ss")
_AROUND = 16
_BEFORE = re.compile(rb"(?:[0-9A-Za-z_|][-.]?|[0-9][ .,|-]{1,3})\Z")
_AFTER = rb"(?![0-9A-Za-z_|])(?![ .-]{0,2}[0-9])"
_SSN = re.compile(
    rb"(?=[^ -]{0,2}[0-9])[%b]{3}([ -])[%b]{2}\1(?=[^ -]{0,3}[0-9])[%b]{4}" % ((_LIKE_DIGITS,) * 3) + _AFTER
)
_LICENSE = re.compile(rb"(?:[Ss][%b]{8}|[Ss][Aa][%b]{7})" % ((_LIKE_DIGITS,) * 2) + _AFTER)
_OF_SSN = tuple(SSN_DIGITS[11])
_OF_LICENSE = tuple(range(1, 9))


def misread(area: Area) -> list[Found]:
    """The numbers of an area that have letters in the places of digits."""
    if has_no_pieces(area):
        return []
    labels = [kind for kind in (SSN_LABEL, LICENSE_LABEL) if area.may_have(kind)]
    if not labels:
        return []
    return _in_few(area, labels) if area.is_small else _in_many(area, labels)


def _in_few(area: Area, labels: list[int]) -> list[Found]:
    """Those of a small text, whose digits are the bits of a number."""
    found: list[Found] = []
    d = area.bits()
    if SSN_LABEL in labels:
        found += _among(area, _most_of(d, _OF_SSN) & ~(d >> 3) & ~(d >> 6), SSN_LABEL, SSN_MISREAD)
    if LICENSE_LABEL in labels:
        found += _among(area, _most_of(d, _OF_LICENSE) & ~d, LICENSE_LABEL, LICENSE_MISREAD)
    return found


def _in_many(area: Area, labels: list[int]) -> list[Found]:
    found: list[Found] = []
    text = area.text
    d, kept = near_digits(area.block.digits, _FEWEST)
    if SSN_LABEL in labels:
        start = places(_most(d, _OF_SSN) & ~further(d, 3) & ~further(d, 6), kept)
        start = start.take(where(_are(text, start, (3, 6), _SEPARATOR) & _are(text, start, _OF_SSN, _IN_NUMBER)))
        found += _labelled(area, start, SSN_LABEL, SSN_MISREAD)
    if LICENSE_LABEL in labels:
        start = places(_most(d, _OF_LICENSE) & ~d[:-1], kept)
        start = start.take(where(_LETTER_S.take(text.take(start)) & _are(text, start, _OF_LICENSE[1:], _IN_NUMBER)))
        found += _labelled(area, start, LICENSE_LABEL, LICENSE_MISREAD)
    return found


def _most(d: Words, offsets: tuple[int, ...]) -> Words:
    """Where `_FEWEST` digits at least stand at some offsets, but not at all of them: by adders, a bit a place."""
    ones = twos = fours = np.zeros(d.size - 1, dtype=np.uint64)
    eights = fours
    every = ~fours
    for offset in offsets:
        more = further(d, offset)
        every &= more
        ones, more = ones ^ more, ones & more
        twos, more = twos ^ more, twos & more
        fours, more = fours ^ more, fours & more
        eights = eights | more
    return ((fours & (ones | twos)) | eights) & ~every


def _most_of(d: int, offsets: tuple[int, ...]) -> int:
    """The same of a small text, whose digits are the bits of a number."""
    every = d >> offsets[0]
    ones = twos = fours = eights = 0
    for offset in offsets:
        more = d >> offset
        every &= more
        ones, more = ones ^ more, ones & more
        twos, more = twos ^ more, twos & more
        fours, more = fours ^ more, fours & more
        eights |= more
    return ((fours & (ones | twos)) | eights) & ~every


def _among(area: Area, places: int, label: int, kind: int) -> list[Found]:
    """Those of some places, the bits of a number, that are one and have their label: so few that each is looked at."""
    spans = [span for at in bits_of(places) if at >= _AROUND and (span := _proved(area, at, kind)) is not None]
    if not spans:
        return []
    start = np.array([first for first, _ in spans], np.int64)
    named = area.labelled(start, start + _AROUND, label)[0].tolist()
    return found_of(kind, (span for span, is_named in zip(spans, named, strict=True) if is_named))


def _are(text: Text, start: Places, offsets: tuple[int, ...], what: Mask) -> Mask:
    """Of which places all bytes at some offsets are of a kind."""
    are: Mask = reduce(and_, (what.take(text.take(start + offset)) for offset in offsets))
    return are


def _labelled(area: Area, start: Places, label: int, kind: int) -> list[Found]:
    """Those of some places that have their label, and are a number when they are read as digits."""
    if start.size:
        start = start.take(where(area.labelled(start, start + _AROUND, label)[0]))
    return found_of(kind, (span for at in start.tolist() if (span := _proved(area, at, kind)) is not None))


def _proved(area: Area, at: int, kind: int) -> tuple[int, int] | None:
    around = area.text[at - _AROUND : at + 2 * _AROUND].tobytes()
    match = (_SSN if kind == SSN_MISREAD else _LICENSE).match(around, _AROUND)
    if match is None or _BEFORE.search(around, 0, _AROUND):
        return None
    raw = match[0].decode()
    if as_digits(raw) == raw.upper():
        return None  # nothing in it is misread
    value = ssn.validate(as_digits(raw)) if kind == SSN_MISREAD else drivers_license.validate(as_digits(raw))
    return (at, at + len(raw)) if value is not None else None


def as_digits(raw: str) -> str:
    """A misread number as it must have been; of a license the letters in front stay.

    >>> as_digits("773-O1-0001"), as_digits("S1234567O"), as_digits("sal23456B")
    ('773-01-0001', 'S12345670', 'SA1234568')
    """
    kept = 0 if raw[3:4] in {" ", "-"} else 2 if raw[1:2] in {"A", "a"} else 1
    return raw[:kept].upper() + raw[kept:].encode().translate(_READ).decode()
