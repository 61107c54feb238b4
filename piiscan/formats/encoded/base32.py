"""Runs of base32 (RFC 4648, section 6) in a text that says that it has some: words alone look too much like it."""

from __future__ import annotations

import base64
import binascii
import string
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.encoded.breaks import BREAK, joined
from piiscan.formats.encoded.triggers import Buffer
from piiscan.later import later

_LETTER = rb"[A-Z2-7]"
_RUNS = later(
    rb"(?<![A-Za-z0-9+/=_-])" + _LETTER + rb"{16,}+(?:" + BREAK + _LETTER + rb"{8,}+)*+"
    rb"(?:" + BREAK + _LETTER + rb"{1,7}(?==))?={0,6}"
)
_NO_END = {bytes((sign,)) for sign in (string.ascii_letters + string.digits + "+/=_-").encode()}
_CONTINUED = later(rb"(?:" + _LETTER + rb"++|" + BREAK + rb"(?=" + _LETTER + rb"))*+={0,6}")
_OTHER = b" "
_AS_ONE = bytes(0x41 if byte in string.ascii_uppercase.encode() + b"234567" else 0x20 for byte in range(256))
_FEWEST = b"A" * 16
_READ = 64 << 10
_GROUP = 8  # letters


def base32_runs(data: Buffer) -> Iterator[tuple[int, int]]:
    """The reach of each run that may be base32: where so many letters are sought as one byte, which is soon done."""
    plain = data.translate(_AS_ONE)
    at = plain.find(_FEWEST)
    while at >= 0:
        found = _RUNS.match(data, at)
        if found is not None and bytes(data[found.end() : found.end() + 1]) not in _NO_END:
            yield found.span()
        end = plain.find(_OTHER, at) if found is None else found.end()
        at = plain.find(_FEWEST, end) if end >= 0 else -1


def base32_goes_on(data: Buffer, start: int) -> int:
    """Where a run ends that has begun before this text."""
    found = _CONTINUED.match(data, start)
    return found.end() if found else start


def base32_unpacked(packed: Buffer) -> bytes:
    """The bytes that letters stand for; letters that are no whole byte at the end are left out.

    >>> base32_unpacked(b"GAYTALJZGQWTAMBQGE======")
    b'010-94-0001'
    """
    letters = joined(packed).rstrip(b"=")
    rest = len(letters) % _GROUP
    letters = letters[: len(letters) - (1 if rest in {1, 3, 6} else 0)]
    try:
        return base64.b32decode(letters + b"=" * (-len(letters) % _GROUP))
    except binascii.Error:
        return b""


def base32_decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The same for a stream."""
    stream.seek(0)
    kept = b""
    while block := stream.read(_READ):
        letters = kept + joined(block)
        whole = len(letters) // _GROUP * _GROUP
        kept = letters[whole:]
        yield base32_unpacked(letters[:whole])
    yield base32_unpacked(kept)
