"""Runs of hexadecimal digits in a text, in pairs or as an array of C, and the bytes they stand for."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from piiscan.formats import kernel
from piiscan.formats.encoded.breaks import joined
from piiscan.formats.encoded.runs import KEPT, NEAR, Run, stretch
from piiscan.formats.encoded.triggers import HEX_ARRAY, Buffer, Trigger
from piiscan.later import later

_READ = 64 << 10
_CLOSE = 160  # bytes to either side of a trigger that are looked at first
_LONGEST_PAIR = 32  # bytes, with what may be behind it
_NOT_HEX = bytes(byte for byte in range(256) if byte not in string.hexdigits.encode())
_IS_HEX = bytes(byte not in _NOT_HEX for byte in range(256))
_UNSURE = Run(0, 0, "", b"")
_HEX = later(rb"(?:[0-9A-Fa-f]{2}[ :]?)+")
_HEX_BEFORE = later(rb"(?:[ :]?[0-9A-Fa-f]{2})*")  # what stands before, written backwards
_LITERAL = later(rb"(?<![0-9A-Za-z])(?:0|\\{1,2})?[xX]\Z")  # of SQL; of bytea, its escape read or not
_ARRAY = later(rb"(?:0x[0-9A-Fa-f]{2},?\s{0,20})+")
_ARRAY_BEFORE = later(rb"(?:\s{0,20},?[0-9A-Fa-f]{2}x0)*")


def hex_text(data: Buffer, trigger: Trigger) -> Run | None:
    """The text in pairs of hexadecimal digits round a trigger; they may stand apart by a blank or a colon."""
    near = _hex_text(data, trigger, _CLOSE, whole=False)
    return _hex_text(data, trigger, 8 * NEAR, whole=True) if near is _UNSURE else near


def _hex_text(data: Buffer, trigger: Trigger, reach: int, *, whole: bool) -> Run | None:
    """The same, as far as so many bytes to either side tell: `_UNSURE` where it may go on beyond."""
    array = trigger.kind == HEX_ARRAY
    begun = trigger.end - (4 if array else 2)
    left, match_end = (kernel.pairs_round or reach_by_patterns)(data, begun, reach, array)
    if match_end < 0:
        return None
    match_start = begun - left
    digits = bytes(data[match_start:match_end])
    if array:
        digits = digits.replace(b"0x", b"  ")
    raw = hex_unpacked(digits)
    here = len(digits[:left].translate(None, _NOT_HEX)) // 2
    cut = left > reach - _LONGEST_PAIR, match_end > begun + reach - _LONGEST_PAIR
    if not whole and any(cut) and _goes_on(raw, here, cut):
        return _UNSURE
    held = stretch(raw, here)
    if held is None:
        return None
    first, last = held
    places = np.frombuffer(digits.translate(_IS_HEX), np.bool_).nonzero()[0]
    end = match_start + int(places[2 * last - 1]) + 1
    begun = match_start + int(places[2 * first]) - (2 if array else 0)
    if not array and not first and (mark := _LITERAL.search(bytes(data[max(0, begun - 4) : begun]))) is not None:
        begun -= len(mark[0])  # it would be a letter right before what the digits stand for
    return Run(begun, end, "hex", raw[first:last])


def reach_by_patterns(data: Buffer, begun: int, reach: int, array: bool) -> tuple[int, int]:  # noqa: FBT001 - the kernel's
    """How far the pairs reach before the place where one begins, and where they end, -1 without any."""
    before, pairs = (_ARRAY_BEFORE, _ARRAY) if array else (_HEX_BEFORE, _HEX)
    found = before.match(bytes(data[max(0, begun - reach) : begun])[::-1])
    left = found.end() if found else 0
    match = pairs.match(data, begun - left, min(len(data), begun + reach))
    return left, match.end() if match else -1


def _goes_on(raw: bytes, here: int, cut: tuple[bool, bool]) -> bool:
    """Whether what reads as text round a place may go on beyond an end where the pairs are cut."""
    before, behind = cut
    return any((before and not raw[:here].rstrip(kept)) or (behind and not raw[here:].lstrip(kept)) for _, kept in KEPT)


def hex_unpacked(digits: Buffer) -> bytes:
    """The bytes of pairs of hexadecimal digits, whatever stands between them."""
    pairs = digits.translate(None, _NOT_HEX)
    return bytes.fromhex(pairs[: len(pairs) & ~1].decode("ascii"))


def hex_decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The same for a stream."""
    kept = b""
    while block := stream.read(_READ):
        digits = kept + joined(block.replace(b"0x", b"")).translate(None, _NOT_HEX)
        whole = len(digits) & ~1
        kept = digits[whole:]
        yield hex_unpacked(digits[:whole])
