"""Where the digits of a block have the shape of a number, 64 bytes at a time. The file that makes bit masks.

Rule: one bit per byte of text ("is a digit"), packed in 64-bit words; a shape is a few shifts and ANDs of
these words, at an eighth of the volume of the text, and at the same speed however many digits there are.
Shapes are made of runs of digits with one byte between them; which byte, and what stands round the number, is
for `proof` to look at, on the few that are left. Nothing is lost here, much is let through.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.later import kernel
from piiscan.matcher.hits import MARGIN

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]

PAD = MARGIN
"""Bytes before and after the text of a block, so that no look round a number falls off."""
LARGEST = (2 << 20) + (64 << 10)
"""Bytes of text to a block, at most: a window of `formats.plain.text` and its margins. Numpy's cost per call is spread;
in blocks of half a megabyte, whose text fits the second-level cache, all takes a third longer (measured)."""
LONGEST_RUN = 63
"""Runs of digits are not followed further: no number is so long."""
_LINE_BREAK = 0x0A
_BUFFERS = 8
_CHUNK = 256 << 10
"""So much is packed at once: what is in between stays in the second-level cache (a third less time, measured)."""
_bits: Any = getattr(kernel("matcher"), "bits", None)  # none in a binary of an older source
_FIRST_BIT = np.array([0, *((byte & -byte).bit_length() - 1 for byte in range(1, 256))], dtype=np.int64)


class Shapes(NamedTuple):
    """Places where numbers may start, in order. A digit in a name is a run of exactly so many digits."""

    ssn: Places  # 3 2 4
    four: Places  # 4, and four or more
    three_four: Places  # 3 4
    three_three: Places  # 3 3
    long: Places  # seven and more


class Block:
    """A stretch of text with its padding, and the buffers to work on it. Made once, used again and again."""

    def __init__(self, capacity: int = LARGEST + 2 * MARGIN) -> None:
        size = -(-(capacity + 2 * PAD) // 64) * 64
        self.text = np.full(size, _LINE_BREAK, dtype=np.uint8)
        self._bytes = np.empty(min(size, _CHUNK), dtype=np.uint8)
        self._words = np.empty((_BUFFERS, size // 64), dtype=np.uint64)
        self._packed = np.empty((2, size // 64), dtype=np.uint64)
        self.digits: Words = self._packed[0]  # of the last text
        self.begin = self.end = PAD  # where text begins, and where the padding behind it does

    def load(self, data: Bytes, first: int, last: int) -> Bytes:
        """[`first`, `last`) of `data`, at most `capacity` bytes, with padding before and up to a multiple of 64.

        Where there is enough of `data` to both sides that is the padding, and nothing is copied: what is so far from a
        number decides nothing about it. Holds until the next call, or until `data` changes.
        """
        count = last - first
        size = -(-(count + 2 * PAD) // 64) * 64
        low = first - PAD
        self.end = PAD + count
        if low >= 0 and low + size <= data.size:
            return data[low : low + size]
        self.text[PAD : PAD + count] = data[first:last]
        self.text[:PAD] = self.text[PAD + count : size] = _LINE_BREAK
        padded: Bytes = self.text[:size]
        return padded

    def all_digits(self, size: int) -> Words:
        """The memory for the digits of a text of so many bytes, which somebody else fills."""
        self.digits = self._packed[0, : size // 64]
        return self.digits

    def shapes(self, padded: Bytes) -> Shapes:
        """The shapes in what `load` gave."""
        d = self.digits = self._pack(padded, ord("0"), 10, self._packed[0])
        # No number begins in the padding, so that every look round one is inside of it.
        d[: self.begin // 64] = 0
        word, bit = divmod(self.end, 64)
        d[word] &= np.uint64((1 << bit) - 1)
        d[word + 1 :] = 0
        kept = (d != 0).nonzero()[0]
        if kept.size * 3 > d.size:
            return self._shapes(d, None)
        # The words without digits may go, but for one behind each of the others: no shape is longer than a word.
        beside = np.zeros(d.size, dtype=np.bool_)
        beside[kept] = True
        beside[1:] |= beside[:-1]
        kept = beside.nonzero()[0]
        return self._shapes(d.take(kept), kept)

    def _shapes(self, d: Words, kept: Places | None) -> Shapes:
        words = self._words[:, : d.size]
        ahead, spare, run, two, three, four, x, d4 = words[:8]
        into, either, both, minus = np.right_shift, np.bitwise_or, np.bitwise_and, np.bitwise_xor

        def look(mask: Words, bits: int) -> Words:
            """Bit i is bit i + `bits` of `mask`; good until the next look."""
            into(mask, bits, out=ahead)
            np.left_shift(mask[1:], 64 - bits, out=spare[1:])
            either(ahead[:-1], spare[1:], out=ahead[:-1])
            done: Words = ahead
            return done

        # `run`: where runs of digits start; then those of two digits and more, and so on.
        np.left_shift(d, 1, out=run)
        into(d[:-1], 63, out=spare[1:])
        either(run[1:], spare[1:], out=run[1:])
        np.bitwise_not(run, out=run)
        both(d, run, out=run)
        both(d, look(d, 1), out=x)  # two digits from here on
        both(run, x, out=two)
        both(x, look(x, 2), out=d4)  # four
        both(two, look(d, 2), out=three)
        both(run, d4, out=x)
        minus(two, three, out=two)
        minus(three, x, out=three)  # x: four and more
        both(x, look(d, 4), out=run)
        minus(x, run, out=four)
        in_pairs = places(both(four, look(x, 5), out=x), kept)
        by_three = lone_places(both(three, look(four, 4), out=x), kept)
        three_three = places(both(three, look(three, 4), out=x), kept)
        both(two, look(four, 3), out=x)
        ssn = lone_places(both(three, look(x, 4), out=x), kept)
        both(run, look(d4, 3), out=x)
        return Shapes(ssn=ssn, four=in_pairs, three_four=by_three, three_three=three_three, long=lone_places(x, kept))

    def _pack(self, text: Bytes, first: int, count: int, into: Words) -> Words:
        """A bit for each byte that is one of `count` from `first` on."""
        octets = into.view(np.uint8)
        for at in range(0, text.size, _CHUNK):
            part = text[at : at + _CHUNK]
            from_first = np.subtract(part, first, out=self._bytes[: part.size])
            flags = np.less(from_first, count, out=from_first.view(np.bool_))
            octets[at >> 3 : (at + part.size) >> 3] = np.packbits(flags, bitorder="little")
        return into[: text.size // 64]

    def joined(self, padded: Bytes) -> bool:
        """Whether, in the text of the last shapes, a byte that is no ASCII follows a digit."""
        d = self.digits
        behind = d << 1
        behind[1:] |= d[:-1] >> 63
        return bool((behind & ~self._pack(padded, 0, 0x80, self._packed[1])).any())

    def four_and_more(self) -> Places:
        """Where runs of four digits and more start, in the text of the last shapes."""
        d = self.digits
        begins: Words = ~(d << np.uint64(1))
        begins[1:] &= ~(d[:-1] >> np.uint64(63))
        begins &= d
        for bits in (1, 2, 3):
            ahead: Words = d >> np.uint64(bits)
            ahead[:-1] |= d[1:] << np.uint64(64 - bits)
            begins &= ahead
        return places(begins)

    def run_lengths(self, start: Places) -> Bytes:
        """How many digits, `LONGEST_RUN` at most, run from each of the places on."""
        word = start >> 6
        bit = (start & 63).view(np.uint64)
        run = self.digits.take(word)
        run >>= bit
        word += 1
        high = self.digits.take(word)
        # two shifts: one by 64 is undefined where the place is the first of its word
        high <<= np.uint64(63) - bit
        high <<= np.uint64(1)
        run |= high
        run ^= run + np.uint64(1)
        lengths: Bytes = np.bitwise_count(run)
        lengths -= 1
        return lengths


def near_digits(digits: Words, fewest: int) -> tuple[Words, Places]:
    """The words of a text that have so many digits together with the next one, those next ones, and one empty word.

    And which of the words these are. What has so many digits within 64 bytes begins in one, at the price of few words.
    """
    count = np.bitwise_count(digits)
    count[:-1] += count[1:]
    beside = count >= fewest
    beside[1:] |= beside[:-1]
    kept = beside.nonzero()[0]
    return np.append(digits.take(kept), np.uint64(0)), kept


def begins(near: Words, kept: Places) -> Words:
    """Where digits begin in the words that `near_digits` gives: nothing where they go on from the word before.

    >>> last = 1 << 63
    >>> begins(np.array([last, 1, last, 1, 0], np.uint64), np.array([3, 4, 6, 9])).tolist() == [last, 0, last, 1]
    True
    """
    found: Words = near[:-1] & ~(near[:-1] << np.uint64(1))
    found[1:] &= ~((near[:-2] >> np.uint64(63)) * (np.diff(kept) == 1))
    return found


def further(mask: Words, bits: int) -> Words:
    """Of a mask with one word more than are asked for: bit i is bit i + `bits`."""
    if not bits:
        return mask[:-1].copy()
    moved: Words = mask[:-1] >> np.uint64(bits)
    moved |= mask[1:] << np.uint64(64 - bits)
    return moved


def as_number(digits: Words) -> int:
    """The same bits as one number: of a few words a shift of it costs a twentieth of what arrays do."""
    return int.from_bytes(digits.astype("<u8", copy=False).tobytes(), "little")


def bits_of(mask: int) -> list[int]:
    """The positions of a number's bits, in order.

    >>> bits_of(0b1000101)
    [0, 2, 6]
    """
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def lone_places(mask: Words, words: Places | None) -> Places:
    """The positions of a mask's bits, in order, where no two are in one byte: starts of eight bytes and more.

    `words`: which words of the text these are, if not all.
    """
    found = (mask != 0).nonzero()[0]
    if words is None and found.size * 4 > mask.size:  # then to look at all costs less than to collect
        octets = mask.view(np.uint8)
        at = (octets != 0).nonzero()[0]
        bits = _FIRST_BIT.take(octets.take(at))
        at <<= 3
        at += bits
        return np.asarray(at)
    octets = mask.take(found).view(np.uint8)
    at = (octets != 0).nonzero()[0]
    bits = _FIRST_BIT.take(octets.take(at))
    return _in_text(found, words, at >> 3, ((at & 7) << 3) + bits)


def places(mask: Words, words: Places | None = None) -> Places:
    """The positions of a mask's bits, in order; `words` as above."""
    return places_by_numpy(mask, words) if _bits is None else np.frombuffer(_bits(mask, words), np.int64)


def places_by_numpy(mask: Words, words: Places | None = None) -> Places:
    """`places` with numpy alone."""
    found = (mask != 0).nonzero()[0]
    at = np.unpackbits(mask.take(found).view(np.uint8), bitorder="little").view(np.bool_).nonzero()[0]
    return _in_text(found, words, at >> 6, at & 63)


def _in_text(found: Places, words: Places | None, index: Places, bit: Places) -> Places:
    if words is not None:
        found = words.take(found)
    start = found.take(index)
    start <<= 6
    start += bit
    return start
