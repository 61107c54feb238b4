"""A file that is base64 and nothing else: an encoding that hides nothing, so what is in it is read as a blob.

PEM armour counts, if what it holds is no key and no certificate. Base64 inside other text is found by `inside`.
"""

from __future__ import annotations

import binascii
import string
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.encoded.breaks import joined
from piiscan.formats.encoded.runs import unpacked
from piiscan.formats.plain.text import extract_text
from piiscan.formats.signatures import signature
from piiscan.formats.sniff import ONE_WORD
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Reason, Step, Unscannable

_INPUT = 64 << 10
_SHORTEST = 24  # characters; a word has no more
_SUFFIXES = frozenset({".b64", ".base64", ".txt"})
_WHITE = b"\r\n\t >"
_LETTERS = (string.ascii_letters + string.digits).encode() + b"+/-_" + _WHITE
_SEEN = 64  # bytes of what comes out, as `signatures` asks for
_STANDARD = bytes.maketrans(b"-_", b"+/")


def is_base64(head: bytes) -> bool:
    """Whether the first bytes of a file are base64 that decodes to text or to a kind of file that is known.

    >>> is_base64(b"QW5uIExlZSwwMTAtOTQtMDAwMSxCb3N0b24sTUEK"), is_base64(b"Donaudampfschifffahrtsgesellschaft")
    (True, False)
    """
    if len(head) < _SHORTEST or ONE_WORD.fullmatch(head) is None:
        return False
    packed = head.translate(None, _WHITE)
    try:
        raw = binascii.a2b_base64(packed[: len(packed) // 4 * 4])
    except binascii.Error:
        return False
    if not raw:
        return False
    if signature(raw, text=False) is not None:
        return True
    cut = raw[:-3] if len(head) > len(packed) or len(raw) > _SHORTEST else raw  # the last character may be cut
    try:
        text = cut.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\r\n\t" for char in text)


def extract_base64(blob: Blob, context: Context) -> Iterator[Extracted]:
    """One child: what the text stands for. Where only its beginning is base64 it is a text like others."""
    if not _is_wholly(blob):
        yield from extract_text(blob, context)
        return
    context.budget.take_member()
    step = Step(Axis.DECODED, "base64")

    def run() -> Iterator[bytes]:
        with blob.open() as stream:
            yield from decoded(stream)

    member = Member(run, context)
    yield child(blob, step, _inner_name(blob.name), member)
    yield from member.gap((step,))


def _is_wholly(blob: Blob) -> bool:
    """Whether there is nothing but letters of base64 from the first to the last byte, and padding at the end."""
    padded = False
    with blob.open() as stream:
        while block := stream.read(_INPUT):
            rest = block.translate(None, _LETTERS)
            if rest.strip(b"=") or (padded and len(block.translate(None, _WHITE)) > len(rest)):
                return False
            if rest and block.translate(None, _WHITE).rstrip(b"=").find(b"=") >= 0:
                return False
            padded = padded or bool(rest)
    return True


def _inner_name(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() in _SUFFIXES else name


def decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes that the letters of a stream stand for; line ends, also written as escapes, and both alphabets do."""
    stream.seek(0)
    kept = b""
    while block := stream.read(_INPUT):
        packed = (kept + joined(block)).translate(_STANDARD, _WHITE)
        whole = len(packed) // 4 * 4
        kept = packed[whole:]
        yield _bytes(packed[:whole])
    if kept.strip(b"="):
        yield _bytes(kept + b"=" * (-len(kept) % 4))


def _bytes(packed: bytes) -> bytes:
    try:
        return binascii.a2b_base64(packed, strict_mode=False)
    except binascii.Error:
        raise Unscannable(Reason.CORRUPT, "base64 is damaged") from None


def package(letters: BinaryIO) -> Iterator[bytes]:
    """The package behind the version and the size of what Excel keeps of queries."""
    skip, left = 8, -1
    head = b""
    for block in decoded(letters):
        data = block
        if skip:
            head += block
            if len(head) < skip:
                continue
            left = int.from_bytes(head[4:8], "little")
            data, skip = head[8:], 0
        yield data[:left]
        left -= len(data)
        if left <= 0:
            return


def zlib_begins(letters: bytes) -> bool:
    """Whether a stream of zlib may begin with what these letters stand for: it does, or it goes on behind them."""
    try:
        zlib.decompressobj().decompress(unpacked(letters), _SEEN)
    except zlib.error:
        return False
    return True
