"""Where few bytes of a text are, each sought by itself: what masks are made of, and WDL.

Rule: of ordinary text none is a number's; where a text is full of them, it is known to be so and no more.
"""

from __future__ import annotations

import numpy as np

from piiscan.matcher.borders import Text, table, where
from piiscan.matcher.shapes import PAD, Places
from piiscan.matcher.written import SIGNS

SIGN_FIRST = table(b"".join(SIGNS))
SIGN_NEXT = SIGN_FIRST | table(b"\x80")
FEW_SIGNS = 1000
WASHINGTON = b"WDL"
"""What a license of Washington begins with (see `license_washington`)."""
_BULLET, _BULLET_ENDS = b"\xe2\xa2"


def signs(data: bytes, text: Text, end: int) -> Places:
    """Where masks may begin. All quotation marks begin as the bullet does, which is sought by its last byte."""
    found: list[int] = []
    for sign, ahead in ((b"*", 0), (b"X", 0), (b"\x95", 0), (b"\xa2", 2)):
        at = data.find(sign, PAD)
        most = len(found) + FEW_SIGNS
        while 0 <= at < end:
            if len(found) == most:
                return _many_signs(text, end)
            found.append(at - ahead)
            at = data.find(sign, at + 1)
    places = np.array(sorted(set(found)), dtype=np.int64)
    return places.take(where(SIGN_NEXT.take(text.take(places + 1)) & SIGN_FIRST.take(text.take(places))))


def _many_signs(text: Text, end: int) -> Places:
    """The same, in a text that is full of one of them."""
    first, second, third = text[PAD:end], text[PAD + 1 : end + 1], text[PAD + 2 : end + 2]
    bullet = (first != _BULLET) | (third == _BULLET_ENDS)
    return where(SIGN_FIRST.take(first) & SIGN_NEXT.take(second) & bullet)[: FEW_SIGNS + 1] + PAD


def washington(data: bytes, end: int) -> Places:
    """Where WDL stands."""
    found = []
    at = data.find(WASHINGTON, PAD)
    while 0 <= at < end:
        found.append(at)
        at = data.find(WASHINGTON, at + 1)
    return np.array(found, dtype=np.int64)
