"""Track 1 of a payment card's magnetic stripe, which names its holder: %B number ^ name ^ (ISO/IEC 7813)."""

from __future__ import annotations

from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.numbers import Hit
from piiscan.pairing.unit import person_of

_NAME = 26 + 2  # of the name field, with its separators


def track_person(data: bytes | bytearray, hit: Hit) -> Person | None:
    """Who is named behind a number in track 1, the sentinel of the track kept or not."""
    _, start, end = hit
    if data[end : end + 1] != b"^" or bytes(data[max(0, start - 1) : start]).upper() != b"B":
        return None
    closing = data.find(b"^", end + 1, end + 1 + _NAME)
    text = decode(data[end + 1 : max(closing, end + 1)])
    name = names.parse_name(text.strip(), labelled=True)
    return person_of(name, text.strip(), "track-1", grade=Grade.STRONG) if name else None
