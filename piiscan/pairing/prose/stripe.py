"""The magnetic stripe of a driver's licence or ID card, as card readers type it into logs and notes.

Rule: `;` issuer, number `=` expiry, birth `?` is track 2 (AAMVA DL/ID Card Design Standard, annex F); the name and
address stand in track 1 right before it, `%MACITY^LAST$FIRST$MIDDLE^STREET^?`, the ZIP code in track 3 right behind.
Track 2 has digits alone: letters of a number are their places in the alphabet there, two digits each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piiscan.detectors import license_shapes
from piiscan.later import later
from piiscan.pairing.prose.lines import decode

MARK = b";6360"
"""How track 2 of a licence begins."""
_TRACK_2 = later(rb";(6360[0-9]{2})([0-9]{1,13})=([0-9]{4})([0-9]{8})([0-9]{0,5})=?\?")
_BETWEEN = rb"(?:[\s\x1e]|\\[rn]){0,4}"
_TRACK_1 = later(
    rb"%([A-Z]{2})(?:([^\^?%\r\n]{0,12})\^|([^\^?%\r\n]{13}))([^\^?%\r\n]{2,35})\^([^?%\r\n]{0,77})\?"
    + _BETWEEN
    + rb"\Z"
)
_TRACK_3 = later(_BETWEEN + rb"[%#+!][^?\r\n]{2}([0-9]{5})(?:[0-9]{4}| )")
_BEFORE = 160
_BEHIND = 32
_LETTERS = 26

Elements = dict[str, tuple[str, int]]


def tracks(
    data: bytes | bytearray, start: int, end: int, issuers: Mapping[str, str]
) -> Iterator[tuple[int, int, str, Elements]]:
    """Where the stripe of a licence begins and ends, who issued it, and its elements by their names in the barcode."""
    for track in _TRACK_2.finditer(data, start, end):
        issuer = issuers.get(track[1].decode())
        if issuer is None:
            continue
        begin = track.start()
        found: Elements = {"DAQ": (_number(track[2].decode(), track[5].decode(), issuer), track.start(2))}
        low = max(0, begin - _BEFORE)
        first = _last(bytes(data[low:begin]))
        if first is not None:
            found.update(_person(first, low))
            begin = low + first.start()
        third = _TRACK_3.match(data, track.end(), min(len(data), track.end() + _BEHIND))
        if third is not None:
            found["DAK"] = (third[1].decode(), third.start(1))
        yield begin, track.end(), issuer, found


def _last(before: bytes) -> re.Match[bytes] | None:
    """Track 1 right before track 2."""
    at = before.rfind(b"%")
    return _TRACK_1.match(before, at) if at >= 0 else None


def _person(track: re.Match[bytes], base: int) -> Elements:
    """State, city, and the parts of the name in track 1."""
    city = track[2] if track[2] is not None else track[3]
    found = {"DAJ": (decode(track[1]), base + track.start(1)), "DAI": (decode(city).strip(), base + track.end(1))}
    parts = [decode(part).strip() for part in track[4].split(b"$")]
    if len(parts) == 1:  # one string, surname first
        parts = parts[0].replace(",", " ").split(" ", 1)
    for key, part in zip(("DCS", "DAC", "DAD"), parts, strict=False):
        if part:
            found[key] = (part, base + track.start(4))
    return found


def _number(digits: str, more: str, issuer: str) -> str:
    """The number as the card shows it.

    >>> _number("1912345678", "", "MA"), _number("19011234567", "", "MA"), _number("123456789", "", "MA")
    ('S12345678', 'SA1234567', '123456789')
    """
    for size in (1, 2):
        letters = [int(digits[at : at + 2] or 0) for at in range(0, 2 * size, 2)]
        value = "".join(chr(ord("A") - 1 + letter) for letter in letters) + digits[2 * size :] + more
        if all(1 <= letter <= _LETTERS for letter in letters) and issuer in license_shapes.states_of(value):
            return value
    return digits + more
