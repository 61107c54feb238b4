"""Elements of a line side by side, as "<b>Name</b><i>Ann Lee</i>": no reader sees them as one word.

Rule: only between an element that ends right behind its text and one that begins with text, where no word goes on in
the next element. Pieces of a number are never parted: a street with its house number is none, nor is a date, a Social
Security number in groups, eight digits or more, or a word. Where an element ends right before text that is in none
("<b>SSN</b>010-94-0001"), a word is parted from a whole number of ours, and from a capital that begins a word. In a
cell of a table the title of a field is parted from what stands right behind its element: boxes of forms have it over
their value.
"""

from __future__ import annotations

from piiscan.formats.segments.cell_labels import is_title
from piiscan.later import compiled, later

OPENED, CLOSED = (3, 2, 2, 3), (1, 1, 3, 3)
"""By what stood before behind the last text, what stands there after the tag of an element in a line begins or ends.

0: nothing; 1: ends of elements; 2: behind these beginnings; 3: another order, in which there is nothing between.
"""
ENDED, BETWEEN = 1, 2
KEPT = 2
"""characters of the text before that are to be known"""
_NO_PIECE = later(
    r"[0-9]{1,5} [A-Za-z]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])"
    r"|[0-9]{8,17}(?![0-9])|[A-Z][a-z][A-Za-z ]"
)
_VALUE = later(  # of a Social Security number, an account or a card
    r"[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])|[0-9]{4}[ -][0-9]{4}[ -]|(?:[0-9]{9}|[0-9]{13,19})(?![0-9])"
)
_ENDS_SIDE = compiled(r"</(?i:b|i|u|em|span|strong|small|font|a|big|tt|code)\s*>(?=[A-Z0-9$(\u2610-\u2612]|\Z)")
_LONGEST_TITLE = 60
_NEXT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def parted(side: int, before: str, following: str) -> bool:
    """Whether a blank is seen between the text before some tags and the one behind, by what they are."""
    if side == BETWEEN:
        return beside(before, following)
    return side == ENDED and _is_value(before, following)


def in_sides(source: str) -> bool:
    """Whether text may stand right behind an element that ends, in a stretch of cells or behind it."""
    return _ENDS_SIDE.search(source) is not None


def is_box(side: int, before: str, following: str) -> bool:
    """Whether what is in a cell so far is the title of a field that stands over what follows.

    >>> is_box(ENDED, "Last Name", "LEE"), is_box(ENDED, "Ann", "Lee"), is_box(0, "Name", "Ann"), is_box(1, "SSN", "1")
    (True, False, False, False)
    """
    if side not in {ENDED, BETWEEN} or len(following.strip()) < 2 or following[0] in " \t\r\n,.;:)-":
        return False
    title = before.strip()
    if "0" <= following[0] <= "9" and _is_value(title, following):
        return True
    return 0 < len(title) <= _LONGEST_TITLE and is_title(title)


def _is_value(before: str, following: str) -> bool:
    """Whether what follows the end of an element is the value of what stands in it.

    >>> _is_value("SSN", "010-94-0001"), _is_value("Name", "Ann Lee"), _is_value("Mc", "Donald"), _is_value("S", "12")
    (True, True, False, False)
    >>> _is_value("Rev", "1234567"), _is_value("You", "TUBE")
    (False, False)
    """
    last, other = before[-1:], before[-2:-1]
    if "0" <= following[:1] <= "9":
        return _is_letter(last) and _is_letter(other) and _VALUE.match(following) is not None
    capital = "A" <= following[:1] <= "Z" and "a" <= following[1:2] <= "z"
    return capital and "a" <= last <= "z" and "a" <= other <= "z"


def _is_letter(sign: str) -> bool:
    return "a" <= sign <= "z" or "A" <= sign <= "Z"


def beside(before: str, following: str) -> bool:
    """Whether a blank is seen between the text before the tags and the one behind.

    >>> beside("me", "A"), beside("12", "3"), beside("An", "n"), beside("MI", "B"), beside("S", "1"), beside("#", "1")
    (True, False, False, True, False, False)
    >>> beside("11", "12 Elm St"), beside("11", "1/2/1980"), beside("11", "12-34"), beside("11", "Lynn, MA")
    (True, True, False, True)
    >>> beside("11", "825332045"), beside("11", "1234567"), beside("11", "A"), beside("11", "MA")
    (True, False, False, False)
    >>> beside("2B", "773-01-0001"), beside("2B", "12"), beside("2B", "C")
    (True, False, False)
    """
    if following[:1] not in _NEXT or not before or not following:
        return False
    last, other = before[-1], before[-2:-1]
    if "a" <= last <= "z":
        return True
    if "A" <= last <= "Z":
        return "A" <= other <= "Z" or ("0" <= other <= "9" and _NO_PIECE.match(following) is not None)
    if "0" <= last <= "9":
        return _NO_PIECE.match(following) is not None
    return last in ":#)?." and bool(other) and not "0" <= other <= "9"
