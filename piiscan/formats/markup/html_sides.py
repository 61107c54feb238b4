"""Elements of a line side by side, as "<b>Name</b><i>Ann Lee</i>": no reader sees them as one word.

Rule: only between an element that ends right behind its text and one that begins with text, where no word goes on in
the next element. Pieces of a number are never parted: a street with its house number is none, nor is a date or a
Social Security number in groups.
"""

from __future__ import annotations

from piiscan.later import later

OPENED, CLOSED = (3, 2, 2, 3), (1, 1, 3, 3)
"""By what stood before behind the last text, what stands there after the tag of an element in a line begins or ends.

0: nothing; 1: ends of elements; 2: behind these beginnings; 3: another order, in which there is nothing between.
"""
BETWEEN = 2
KEPT = 2
"""characters of the text before that are to be known"""
_NO_PIECE = later(r"[0-9]{1,5} [A-Za-z]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])")
_NEXT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def beside(before: str, following: str) -> bool:
    """Whether a blank is seen between the text before the tags and the one behind.

    >>> beside("me", "A"), beside("12", "3"), beside("An", "n"), beside("MI", "B"), beside("S", "1"), beside("#", "1")
    (True, False, False, True, False, False)
    >>> beside("11", "12 Elm St"), beside("11", "1/2/1980"), beside("11", "12-34")
    (True, True, False)
    """
    if following[:1] not in _NEXT or not before or not following:
        return False
    last, other = before[-1], before[-2:-1]
    if "a" <= last <= "z":
        return True
    if "A" <= last <= "Z":
        return "A" <= other <= "Z"
    if "0" <= last <= "9":
        return _NO_PIECE.match(following) is not None
    return last in ":#)?." and bool(other) and not "0" <= other <= "9"
