"""Of triggers of base64 by the thousand those that a number may be near: told for all of them at once.

Rule: whatever is taken out of a text holds seven digits, with a sign between two of them at most (`LIKELY`). So it has
eight letters in a row of which each is, in its turn, one that these bytes can make; in UTF-16 eighteen. A word that
stands alone and has none such gives nothing. Of a long one the first trigger is kept, which tells whether the whole
of it is a document. Words that are wrapped, or in which something else may be, are left as they are.
"""

from __future__ import annotations

import binascii
from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from piiscan.formats.encoded.arrays import Ends, Flags
from piiscan.formats.encoded.runs import HEAD, NEAR, WRAPPED
from piiscan.formats.encoded.stretches import LETTERS
from piiscan.formats.encoded.triggers import Buffer

_DIGITS = b"0123456789 .-"
_SEXTETS = LETTERS + b"+/"
_IS_LETTER = bytes(byte in _SEXTETS + b"-_" for byte in range(256))
_SAFE = bytes.maketrans(b"+/", b"-_")
_BREAK_BEGINS = bytes(byte in b"\r\n\\&" for byte in range(256))
_BREAK_ENDS = bytes(byte in b"\n \t>;\\" for byte in range(256))
_ROOM = 32
"""Letters of none, so that a row may begin with the last one."""


def hopeful(data: Buffer, ends: Ends, others: Sequence[Ends], *, wide: bool) -> Flags:
    """Of which of the triggers of base64 with these ends, in order, something may come.

    `others` are the ends of other kinds; `wide`: some are of UTF-16.
    """
    whole = bytes(data)
    letters = np.frombuffer(b"\0" + whole.translate(_IS_LETTER) + b"\0", np.bool_)
    changes = (letters[1:] != letters[:-1]).nonzero()[0]
    begins, stops = changes[::2], changes[1::2]
    alone = _alone(whole, begins, stops)
    elsewhere = np.concatenate([np.empty(0, np.int64), *others])
    elsewhere.sort()
    alone &= elsewhere.searchsorted(begins, "right") == elsewhere.searchsorted(stops + 2, "right")
    rows = _rows(whole, wide=False)
    hopes = (rows | _rows(whole, wide=True) if wide else rows).nonzero()[0]
    of_word = begins.searchsorted(ends) - 1
    long = stops - begins > HEAD
    kept: Flags = ~alone[of_word]
    kept[:1] |= long[of_word[:1]]
    kept[1:] |= long[of_word[1:]] & (of_word[1:] != of_word[:-1])
    if hopes.size:
        first, last, long = begins[of_word], stops[of_word], long[of_word]
        first = np.maximum(first, ends - np.where(long, NEAR + _AROUND, HEAD))
        last = np.minimum(last, ends + np.where(long, NEAR + _AROUND, HEAD))
        kept |= hopes.searchsorted(first) < hopes.searchsorted(last)
    return kept


_AROUND = 64
"""Bytes: more than the letters of a row, and of a trigger."""


def _alone(whole: bytes, begins: Ends, stops: Ends) -> Flags:
    """Whether a word is no line of a run that is wrapped."""
    sizes = stops - begins
    before = np.concatenate(([0], sizes[:-1]))
    signs = np.frombuffer(b" " + whole + b" ", np.uint8)
    behind = np.frombuffer(_BREAK_BEGINS, np.bool_)[signs[stops + 1]]
    ahead = np.frombuffer(_BREAK_ENDS, np.bool_)[signs[begins]]
    flags: Flags = ((sizes < WRAPPED) | ~behind) & ((before < WRAPPED) | ~ahead)
    return flags


def _rows(whole: bytes, *, wide: bool) -> Flags:
    """Where so many letters in a row begin that may be seven digits, and what stands between them, in whatever turn."""
    size = len(whole)
    may = np.zeros((size + _ROOM) // 8 * 8, np.uint8)
    may[:size] = np.frombuffer(whole.translate(_of_digits(wide=wide)), np.uint8)
    two = _with_behind(may, 1)
    four = _with_behind(two, 2)
    eight = _with_behind(four, 4)
    if wide:  # fourteen bytes have eighteen whole letters
        found: Flags = eight[:size] & eight[8 : size + 8] & two[16 : size + 16] != 0
        return found
    eight, nine = eight[:size], eight[:size] & may[8 : size + 8]
    if not eight.any():
        return np.zeros(size, np.bool_)
    # Seven bytes have nine, but eight where they begin with the second of three: from the third letter on. The first
    # byte is a digit, which the letter before may have a part of.
    begins = np.frombuffer((b"=" + whole).translate(_of_first()), np.uint8)
    before, here = begins[:-1], begins[1:]
    hopes: Flags = (nine & here & 0x11 | eight & before & 0x44 | nine & here & (before << 2) & 0x88) != 0
    return hopes


def _with_behind(bits: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """The turns that the first letter of a row has, where the letters so much further go on with it."""
    words = bits.view(np.uint64)  # eight letters at once
    low = np.uint64(0x0101010101010101 * ((1 << 8 - step) - 1))
    turned = (words >> np.uint64(step) & low) | (words << np.uint64(8 - step) & ~low)
    found = np.zeros_like(bits)
    np.bitwise_and(bits[:-step], turned.view(np.uint8)[step:], out=found[:-step])
    return found


@cache
def _of_digits(*, wide: bool) -> bytes:
    """For each letter its turns, a bit each, of bytes that are digits or stand between them; in UTF-16 of eight."""
    table = bytearray(256)
    for three in product(_DIGITS, repeat=3):
        if wide:
            packed = binascii.b2a_base64(bytes((three[0], 0, three[1], 0, three[2], 0)), newline=False)
            bits = [1 << at for at in range(8)]
        else:
            packed = binascii.b2a_base64(bytes(three), newline=False)
            bits = [0x11 << at for at in range(4)]
        for letter, bit in zip(packed, bits, strict=True):
            table[letter] |= bit
            table[_SAFE[letter]] |= bit
    return bytes(table)


@cache
def _of_first() -> bytes:
    """For each letter whether a digit may begin with it, by the turn, or before it."""
    table = bytearray(256)
    for sextet, letter in enumerate(_SEXTETS):
        bits = 0x11 if sextet in range(12, 15) else 0x88 if sextet in range(48, 58) else 0
        bits |= 0x44 if sextet & 15 == 3 else 0
        bits |= 0x22 if sextet & 3 == 0 else 0
        table[letter] |= bits
        table[_SAFE[letter]] |= bits
    return bytes(table)
