"""Streams of a PDF that unpack to more than there is memory for, and their filters (ISO 32000-2, 7.4).

PDFium unpacks a stream whole, in two bytes of memory for each of it, and ends the process where there are none left:
so before it is given a document, what its streams come to is counted here, piece by piece, and a stream that comes to
too much is made an empty one. Rule: bytes are never kept, and what cannot be told to be too much is left as it is.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, takewhile
from math import prod
from typing import BinaryIO

from piiscan.formats.pdf.objects import Object, objects

MOST = 128 << 20  # bytes that a stream may unpack to
_EXPANDS, _LITTLE = 1400, 4  # times that any one filter does at most, and one that is no packing
_LARGEST = 128 << 20  # bytes of a document that is looked at
_PIECE, _SMALL = 1 << 20, 4096
_LONGEST_LZW = 4 << 20  # bytes of LZW that are looked at: they take their time
_SUM, _COUNTED = 256 << 20, 16 << 20  # what all streams of that size may come to, as those of a page are put together
_NAMES = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/[A-Za-z0-9]+)|([0-9]+)\s+[0-9]+\s+R)")
_SEVERAL = re.compile(rb"/Filter\s*(?:\[[^\]]*(?:Fl|LZW|R)[^\]]*(?:Fl|LZW|R)|[0-9])")
_HEAD = 8 << 10  # bytes of a picture that show whether it may unpack to too much
_PICTURE_EXPANDS = 100

Pieces = Iterator[bytes]


def lightened(stream: BinaryIO) -> tuple[bytes, int] | None:
    """The document without the streams that unpack to too much, and how many these are; None if there are none."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > _LARGEST:
        return None
    data = stream.read()
    stream.seek(0)
    if size * _EXPANDS * _LITTLE <= MOST and not _SEVERAL.search(data):
        return None
    heavy, total = [], 0
    for found in objects(data):
        count = _counted(found, data) if found.start >= 0 else 0
        if count > _COUNTED and b"/EmbeddedFile" not in found.head:
            total += count
        if count > MOST or (count > _COUNTED and total > _SUM):
            heavy.append(found)
            total -= count
    if not heavy:
        return None
    out = bytearray(data)
    for found in heavy:
        out[found.start : found.end] = bytes(found.end - found.start)  # which is blank, in any way unpacked
    return bytes(out), len(heavy)


def _counted(found: Object, data: bytes) -> int:
    """What a stream comes to, up to a little more than `MOST`; 0 where it cannot come to much."""
    names = _filters(found.head, data)
    size = found.end - found.start
    if size * prod(_TIMES.get(name, 1) for name in names) <= MOST:
        return 0
    raw = data[found.start : found.end]
    if (
        b"/Image" in found.head and sum(_TIMES.get(name, 0) > _LITTLE for name in names) == 1 and size > _HEAD
    ):  # not unpacked for text: no more than a look
        head = sum(map(len, _unpacked(raw[:_HEAD], names)))
        if head < _HEAD * _PICTURE_EXPANDS:
            return 0
    total = 0
    for piece in _unpacked(raw, names):
        total += len(piece)
        if total > MOST:
            break
    return total


def _filters(head: bytes, data: bytes) -> list[bytes]:
    """The names of the filters of a stream, in turn, up to one that makes pixels."""
    found = _NAMES.search(head)
    if found is None:
        return []
    told = found[1] or found[2] or b""
    if found[3]:
        named = re.search(rb"(?<![0-9])%s\s+[0-9]+\s+obj\s*\[?([^\]]*?)(?:\]|endobj)" % found[3], data)
        told = named[1] if named else b""
    names = re.findall(rb"/([A-Za-z0-9]+)", told)
    return list(takewhile(_BY_NAME.__contains__, names))


def _unpacked(raw: bytes, names: Iterable[bytes]) -> Pieces:
    """The pieces that the filters make of a stream, as far as it is sound."""
    pieces: Pieces = (raw[at : at + _PIECE] for at in range(0, len(raw), _PIECE))
    for name in names:
        pieces = _BY_NAME[name](pieces)
    try:
        yield from pieces
    except (zlib.error, ValueError, binascii.Error):
        return


def _flate(pieces: Pieces) -> Pieces:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail


def _lzw(pieces: Pieces) -> Pieces:
    """Codes of nine to twelve bits, the first of them those of the bytes (7.4.4), with the usual early change."""
    first = [bytes([byte]) for byte in range(256)] + [b"", b""]
    table, width, before = list(first), 9, b""
    held = bits = 0
    for piece in islice(_small(pieces), _LONGEST_LZW // _SMALL):
        out: list[bytes] = []
        for byte in piece:
            held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
            if bits < width:
                continue
            bits -= width
            code = held >> bits & ((1 << width) - 1)
            if code == 256:
                table, width, before = list(first), 9, b""
                continue
            if code == 257 or code > len(table):
                yield b"".join(out)
                return
            text = table[code] if code < len(table) else before + before[:1]
            out.append(text)
            if before and len(table) < 4096:
                table.append(before + text[:1])
                width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
            before = text
        yield b"".join(out)


def _small(pieces: Pieces) -> Pieces:
    """Pieces of a size of which LZW makes no more than some megabytes."""
    for piece in pieces:
        yield from (piece[at : at + _SMALL] for at in range(0, len(piece), _SMALL))


def _run_length(pieces: Pieces) -> Pieces:
    rest = b""
    for piece in _small(pieces):
        data, at = rest + piece, 0
        out: list[bytes] = []
        while at < len(data):
            count = data[at]
            if count == 128:
                yield b"".join(out)
                return
            end = at + (2 if count > 128 else count + 2)
            if end > len(data):
                break
            out.append(data[at + 1 : end] * (257 - count if count > 128 else 1))
            at = end
        rest = data[at:]
        yield b"".join(out)


def _hex(pieces: Pieces) -> Pieces:
    digits = b"".join(pieces).partition(b">")[0].translate(None, b" \t\r\n\f\0")
    yield from _cut(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))


def _ascii85(pieces: Pieces) -> Pieces:
    yield from _cut(base64.a85decode(b"".join(pieces).partition(b"~")[0], ignorechars=b" \t\r\n\f\0"))


def _cut(data: bytes) -> Pieces:
    return (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))


_TIMES = {
    **dict.fromkeys((b"ASCII85Decode", b"A85"), _LITTLE),  # "z" is four bytes
    **dict.fromkeys((b"FlateDecode", b"Fl"), 1032),
    **dict.fromkeys((b"LZWDecode", b"LZW"), _EXPANDS),
    **dict.fromkeys((b"RunLengthDecode", b"RL"), 64),
}
_BY_NAME: Mapping[bytes, Callable[[Pieces], Pieces]] = {
    b"FlateDecode": _flate,
    b"Fl": _flate,
    b"LZWDecode": _lzw,
    b"LZW": _lzw,
    b"RunLengthDecode": _run_length,
    b"RL": _run_length,
    b"ASCIIHexDecode": _hex,
    b"AHx": _hex,
    b"ASCII85Decode": _ascii85,
    b"A85": _ascii85,
}
