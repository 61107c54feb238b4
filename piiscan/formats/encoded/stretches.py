"""Where a long run of base64 may stand for text: decoded once for each of its turns, whatever looks like a trigger.

Rule: this only says where there is none (`runs.base64_text` finds what there is). A run may be full of what
looks like triggers; to take it apart round each of them took as long as all else together.
"""

from __future__ import annotations

import numpy as np

from piiscan.formats.encoded.runs import SHORTEST, TEXT_BYTES, unpacked
from piiscan.formats.encoded.triggers import WIDE, Buffer, Trigger
from piiscan.later import later

LEAST = 512
"""Letters: of a shorter run it is told as fast round each trigger."""
_MARKS = later(rb"[^A-Za-z0-9+/_-]")  # line ends are among them, and places of letters and bytes go together without
_IS_TEXT = np.zeros(256, bool)
_IS_TEXT[np.frombuffer(TEXT_BYTES, np.uint8)] = True


class Stretches:
    """One run of base64 [`start`, `end`) of a text: the stretches of text in it, by turn."""

    def __init__(self, data: Buffer, start: int, end: int) -> None:
        self._letters = bytes(data[start:end]).rstrip(b"=")
        self._start = start
        self._plain = len(self._letters) >= LEAST and _MARKS.search(self._letters) is None
        self._long: dict[int, bytes] = {}

    def may_hold(self, trigger: Trigger) -> bool:
        """Whether a stretch of text may be round a trigger: one that is long enough to be told."""
        if not self._plain or trigger.kind == WIDE:
            return True
        end = trigger.end - self._start
        skip = (end - 4 - trigger.turn) % 4  # of the letters before the first group of four
        long = self._long.get(skip)
        if long is None:
            long = self._long[skip] = _long(unpacked(self._letters[skip:]))
        at = (end - skip) * 3 // 4 - 2
        return not 0 <= at < len(long) or long[at] != 0


def _long(raw: bytes) -> bytes:
    """For each byte whether it is in a stretch of text that is not too short."""
    if not raw:
        return b""
    text = _IS_TEXT[np.frombuffer(raw, np.uint8)]
    ends = np.flatnonzero(np.diff(text, prepend=False, append=False)).reshape(-1, 2)
    far = np.diff(ends, axis=1)[:, 0] >= SHORTEST
    found = np.zeros(len(raw) + 1, np.int8)
    found[ends[far, 0]] = 1
    found[ends[far, 1]] -= 1
    return np.cumsum(found[:-1], dtype=np.int8).tobytes()
