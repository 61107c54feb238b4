"""Marks of files in a text: whether a run of letters may be one, by as many of them as a file has at least."""

from __future__ import annotations

import string
from functools import lru_cache

from piiscan.formats.encoded.base64_text import zlib_begins
from piiscan.formats.encoded.hex_runs import hex_unpacked
from piiscan.formats.encoded.runs import unpacked
from piiscan.formats.encoded.triggers import MASHUP_LETTERS, ZLIB_LETTERS, Buffer
from piiscan.formats.signatures import signature
from piiscan.later import later

SHORTEST = 48
"""Letters of a file; and an icon is shorter than"""
SMALLEST_PICTURE = 1024
"""bytes."""
PACKED_AGAIN = b"H4sI"
"""gzip in base64."""
_PADDING = 2
_LETTERS, _HEX_LETTERS = (string.ascii_letters + string.digits + "+/-_").encode(), string.hexdigits.encode()
_BREAKS_BEGIN = frozenset((b"\r", b"\n", b"\\", b"&"))
_GOES_ON_SAFE = later(rb"(?!--[0-9a-f]{40})[_-]{1,8}[A-Za-z0-9]")


@lru_cache(1024)  # a text of nothing but what looks like one has few kinds of them, again and again
def may_begin(letters: bytes, turn: int, *, base64: bool) -> bool:
    """Whether a file may begin with these letters, of as many as it has at least: that whose mark was seen."""
    if turn == ZLIB_LETTERS:
        return zlib_begins(letters)
    reach = len(letters) - len(letters.lstrip(_LETTERS if base64 else _HEX_LETTERS))
    if reach < SHORTEST - _PADDING and letters[reach : reach + 1] not in _BREAKS_BEGIN:
        return False
    raw = unpacked(letters) if base64 else hex_unpacked(letters)
    return turn == MASHUP_LETTERS or raw[:4] == PACKED_AGAIN or signature(raw, text=False) is not None


def is_safe(data: Buffer, start: int, end: int) -> bool:
    """Whether a run of base64 is in the alphabet for URLs, which goes on beyond `end`, or has its signs before it.

    What Rails signs has two hyphens and the signature in hexadecimal digits behind it.
    """
    if b"+" in data[start:end] or b"/" in data[start:end]:
        return False
    if b"-" in data[start:end] or b"_" in data[start:end]:
        return True
    return _GOES_ON_SAFE.match(data, end) is not None
