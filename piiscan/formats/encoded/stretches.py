"""Where a long run of base64 may stand for text: decoded once for each of its turns, whatever looks like a trigger.

Rule: this only says where there is none (`runs.base64_text` finds what there is). A run may be full of what
looks like triggers; to take it apart round each of them took as long as all else together.
"""

from __future__ import annotations

import binascii
import string
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from piiscan.formats.encoded.runs import SHORTEST, TEXT_BYTES
from piiscan.formats.encoded.triggers import WIDE, Buffer, Trigger
from piiscan.later import later

LEAST = 512
"""Letters: of a shorter run it is told as fast round each trigger."""
_FEW = 2
"""Triggers that are looked at each by each before all letters are."""
_MARKS = later(rb"[^A-Za-z0-9+/_-]")  # line ends are among them, and places of letters and bytes go together without
LETTERS = (string.ascii_uppercase + string.ascii_lowercase + string.digits).encode()
_SEXTETS = bytes.maketrans(LETTERS + b"+/-_", bytes([*range(64), 62, 63]))
_IS_TEXT = bytes(byte in TEXT_BYTES for byte in range(256))
Flags = NDArray[np.bool_]


class Stretches:
    """One run of base64 [`start`, `end`) of a text: the stretches of text in it, by turn."""

    def __init__(self, data: Buffer, start: int, end: int) -> None:
        self._data = data
        self._letters = b""
        self._start = start
        self._end = end
        self._asked = 0
        self._plain = end - start >= LEAST
        self._by_turn: dict[int, bytes] = {}  # by what a trigger begins with, for each end of one
        self._any = b""

    def may_hold(self, trigger: Trigger) -> bool:
        """Whether a stretch of text may be round a trigger: one that is long enough to be told."""
        if not self._plain or trigger.kind == WIDE:
            return True
        self._asked += 1
        if self._asked <= _FEW:
            return True
        if not self._any and not self._look():
            return True
        found = self._by_turn[trigger.turn]
        at = trigger.end - self._start
        return at >= len(found) or found[at] != 0

    def barren(self, end: int) -> int:
        """From a trigger on that holds none and ends here: the last end before that of the next that may hold one."""
        found = self._any.find(1, end - self._start + 1)
        return self._end if found < 0 else self._start + found - 1

    def _look(self) -> bool:
        """Tell for each letter whether text may be round a trigger that ends with it. Too near to an end, it may.

        False: of this run that cannot be told.
        """
        self._letters = bytes(self._data[self._start : self._end]).rstrip(b"=")
        size = len(self._letters)
        self._plain = size >= LEAST and _MARKS.search(self._letters) is None
        if not self._plain:
            return False
        sextets = np.frombuffer(self._letters.translate(_SEXTETS), np.uint8)
        first, third = (np.ones(size + 1, np.bool_) for _ in range(2))
        for skip in range(4):  # letters before the first group of four
            # The last letter but two of a trigger is of the second byte of a group, or of the third.
            long = _long(sextets[skip : skip + (size - skip) // 4 * 4])
            first[skip + 4 :: 4] = long[1::3]
            ends = third[skip + 6 :: 4]
            ends[:] = long[2::3][: ends.size]
        self._by_turn = {0: first.tobytes(), 2: third.tobytes()}
        letters = np.frombuffer(self._letters.translate(_of_digits()), np.uint8)
        for may, turn in ((first, 0), (third, 2)):
            for at in range(4):
                may[4:] &= letters[at : size - 3 + at] >> (turn + at) % 4 & 1 != 0
        self._any = (first[4:] | third[4:]).tobytes().rjust(size + 1, b"\0")
        return True


@cache
def _of_digits() -> bytes:
    """For each letter of which places it may be, of the four that three digits are: a bit for each."""
    table = bytearray(256)
    for number in range(1000):
        for at, letter in enumerate(binascii.b2a_base64(b"%03d" % number, newline=False)):
            table[letter] |= 1 << at
    return bytes(table)


def _long(sextets: NDArray[np.uint8]) -> Flags:
    """For each byte of whole groups whether it is in a stretch of text that is not too short."""
    one, two, three, four = (sextets[at::4] for at in range(4))
    raw = np.empty((one.size, 3), np.uint8)
    raw[:, 0] = one << 2 | two >> 4
    raw[:, 1] = two << 4 | three >> 2
    raw[:, 2] = three << 6 | four
    text = raw.tobytes().translate(_IS_TEXT) + b"\1\1"  # and what is in no whole group, which may be text
    return _longest(np.frombuffer(text, np.bool_))[:-2]


def _longest(flags: Flags) -> Flags:
    """Those flags that are in a row of so many.

    >>> _longest(np.array([1, 0, *[1] * SHORTEST, 0, 1], np.bool_)).nonzero()[0].tolist()
    [2, 3, 4, 5, 6, 7, 8, 9]
    """
    row: Any = flags
    steps = [1 << step for step in range(SHORTEST.bit_length() - 1)]
    for step in steps:
        row = row[:-step] & row[step:]
    found = np.zeros(flags.size, np.bool_)
    found[: row.size] = row
    for step in steps:
        found[step:] = found[step:] | found[:-step]
    return found
