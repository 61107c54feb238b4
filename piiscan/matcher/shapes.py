"""Where the digits of a block have the shape of a number, 64 bytes at a time. The only file with bit masks.

Rule: one bit per byte of text ("is a digit"), packed in 64-bit words; a shape is a few shifts and ANDs of
these words, at an eighth of the volume of the text, and at the same speed however many digits there are.
Shapes are made of runs of digits with one byte between them; which byte, and what stands round the number, is
for `proof` to look at, on the few that are left. Nothing is lost here, much is let through.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.matcher.hits import MARGIN

Words = NDArray[np.uint64]
Places = NDArray[np.int64]

PAD = MARGIN
"""Line breaks before and after the text of a block, so that no look round a number falls off."""
LARGEST = 640 << 10
"""Bytes of text to a block, at most: its masks stay in the second-level cache, numpy's cost per call is spread."""
_SMALL = 64 << 10
"""Bytes up to which that mask costs next to nothing."""
LONGEST_RUN = 64
"""Runs of digits are not followed further: no number is so long."""
_LINE_BREAK = 0x0A
_MANY = 4000
"""So many runs of the size of a licence number cost more to look at one by one than a mask of the letter S."""


class Shapes(NamedTuple):
    """Masks of where numbers may start. A digit in a name is a run of exactly so many digits."""

    ssn: Words  # 3 2 4
    quad: Words  # 4 4 4 4
    wide: Words  # 4 6
    bare: Words  # 13 and more
    nine: Words
    eight: Words  # 8, or 4 4: behind the S of a licence
    seven: Words  # 7, or 3 4: behind its SA


class Block:
    """A stretch of text with its padding, and the buffers to work on it. Made once, used again and again."""

    def __init__(self, capacity: int = LARGEST + 2 * MARGIN) -> None:
        size = -(-(capacity + 2 * PAD) // 64) * 64
        self.text = np.full(size, _LINE_BREAK, dtype=np.uint8)
        self._bytes = np.empty(size, dtype=np.uint8)
        self._flags = np.empty(size, dtype=np.bool_)
        self._words = np.empty((13, size // 64), dtype=np.uint64)
        self.digits: Words = self._words[0]  # of the last text

    def load(self, text: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Take in a text of at most `capacity` bytes; give it with padding to a multiple of 64."""
        size = -(-(text.size + 2 * PAD) // 64) * 64
        self.text[PAD : PAD + text.size] = text
        self.text[PAD + text.size : size] = _LINE_BREAK
        padded: NDArray[np.uint8] = self.text[:size]
        return padded

    def shapes(self, padded: NDArray[np.uint8]) -> Shapes:
        """The shapes in what `load` gave. They live until the next call."""
        size = padded.size
        d = self._pack(np.subtract(padded, ord("0"), out=self._bytes[:size]), 10)
        self.digits = d
        words = self._words[:, : d.size]
        ahead, spare, run, longer = words[:4]
        exactly = words[4:13]

        def look(mask: Words, bits: int) -> Words:
            """Bit i is bit i + `bits` of `mask`; good until the next look."""
            np.right_shift(mask, bits, out=ahead)
            np.left_shift(mask[1:], 64 - bits, out=spare[1:])
            np.bitwise_or(ahead[:-1], spare[1:], out=ahead[:-1])
            done: Words = ahead
            return done

        # `run`: where runs of digits start, then those of two digits and more, and so on.
        np.left_shift(d, 1, out=run)
        np.right_shift(d[:-1], 63, out=spare[1:])
        np.bitwise_or(run[1:], spare[1:], out=run[1:])
        np.bitwise_not(run, out=run)
        np.bitwise_and(d, run, out=run)
        for length, exact in enumerate(exactly, start=1):
            np.bitwise_and(run, look(d, length), out=longer)
            np.bitwise_xor(run, longer, out=exact)
            run, longer = longer, run
        _, two, three, four, _, six, seven, eight, nine = exactly
        four_digits = d & look(d, 1)
        np.bitwise_and(four_digits, look(four_digits, 2), out=four_digits)
        bare = run & look(four_digits, 9)
        pair = four & look(four, 5)
        seven |= three & look(four, 4)
        eight |= pair
        ssn = three & look(two, 4)
        ssn &= look(four, 7)
        if size < _SMALL or np.bitwise_count(seven | eight).sum() > _MANY:
            behind_s = self._behind_s(padded)
            seven &= behind_s
            eight &= behind_s
        return Shapes(
            ssn=ssn,
            quad=pair & look(pair, 10),
            wide=four & look(six, 5),
            bare=bare,
            nine=nine,
            eight=eight,
            seven=seven,
        )

    def _pack(self, text: NDArray[np.uint8], below: int) -> Words:
        """A bit for each byte that is less than `below`."""
        flags = np.less(text, below, out=self._flags[: text.size])
        words: Words = np.packbits(flags, bitorder="little").view(np.uint64)
        return words

    def _behind_s(self, padded: NDArray[np.uint8]) -> Words:
        """A bit for each byte that has an S one to three bytes before it."""
        folded = np.bitwise_and(padded, 0xDF, out=self._bytes[: padded.size])
        s = self._pack(np.bitwise_xor(folded, ord("S"), out=folded), 1)
        behind: Words = np.bitwise_or(s << 1, s << 2)
        np.bitwise_or(behind, s << 3, out=behind)
        for bits in (61, 62, 63):
            behind[1:] |= s[:-1] >> bits
        return behind

    def run_lengths(self, places: Places) -> Places:
        """How many digits, `LONGEST_RUN` at most, run from each of `places` on."""
        word, bit = places >> 6, (places & 63).astype(np.uint64)
        low = self.digits[word] >> bit
        # two shifts: one by 64 is undefined where the place is the first of its word
        high = (self.digits[word + 1] << (np.uint64(63) - bit)) << np.uint64(1)
        run = low | high
        return np.asarray(np.bitwise_count(run & ~(run + np.uint64(1)))).astype(np.int64)


def places(mask: Words) -> Places:
    """The positions of a mask's bits, in order."""
    words = np.flatnonzero(mask != 0)  # twice as fast as without the comparison
    bits = mask[words]
    if not (bits & (bits - np.uint64(1))).any():  # at most one to a word: usual, and three times as fast
        return np.asarray((words << 6) + np.bitwise_count(bits - np.uint64(1)), dtype=np.int64)
    found = np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_))
    return np.asarray((words[found >> 6] << 6) + (found & 63))
