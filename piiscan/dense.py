"""JSON in ASCII, as `json` writes it, at several times its speed.

Rule: byte for byte what `json.JSONEncoder` gives, which a property test demands. What msgspec cannot write (a name that
is not UTF-8) goes the plain way.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from msgspec import json as quick_json

_COMPACT, _SPACED = (",", ":"), (", ", ": ")
_BELOW = (0xC2, 0xC3)
_BEYOND = range(0xF0, 0xF5)
"""What characters of U+0080 to U+00FF, and those from U+10000 on, begin with in UTF-8."""


def encoder(*, spaced: bool = False) -> Callable[[object], str]:
    """What writes values as text in one line. spaced: with blanks behind commas and colons, as `json.dumps` does."""
    plain = json.JSONEncoder(separators=_SPACED if spaced else _COMPACT).encode
    quick = _quick(spaced=spaced)

    def encode(value: object) -> str:
        try:
            text = quick(value)
        except (ValueError, TypeError, OverflowError, RecursionError):
            text = None
        return plain(value) if text is None else text

    return encode


def decoder() -> Callable[[bytes], object]:
    """What reads what `encoder` has written."""
    plain = json.JSONDecoder().decode  # `json.loads` looks for the encoding first, which takes as long as a record
    quick: Callable[[bytes], object] = quick_json.Decoder().decode

    def decode(data: bytes) -> object:
        try:
            return quick(data)
        except (ValueError, RecursionError):  # a lone surrogate, which is a byte of a name
            return plain(data.decode("ascii"))

    return decode


def _quick(*, spaced: bool) -> Callable[[object], str | None]:
    """What gives the same, or None where it cannot know."""
    written = quick_json.Encoder().encode

    def encode(value: object) -> str | None:
        data = written(value)
        if spaced:
            data = quick_json.format(data, indent=0)
        if b"\x7f" in data:
            return None
        if data.isascii():
            return data.decode("ascii")
        if (b"\\" in data and b"\\\\" in data) or any(map(data.__contains__, _BEYOND)):  # one byte is soon sought
            return None
        # Python writes U+0100 to U+FFFF as JSON does, and those below as \x.., which JSON has not.
        text = data.decode().encode("ascii", "backslashreplace")
        if any(map(data.__contains__, _BELOW)):
            text = text.replace(b"\\x", b"\\u00")
        return text.decode("ascii")

    return encode
