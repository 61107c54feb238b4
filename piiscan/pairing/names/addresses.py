"""What in running text has the form of a name and is a part of an address: "12 Elm, Nashua NH", "S. Hadley"."""

from __future__ import annotations

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.grade import given_entry
from piiscan.pairing.names.pieces import Kind, Piece
from piiscan.pairing.names.table import fold
from piiscan.pairing.residence.places import places

ZIP = later(r",? ([A-Z]{2}),? (\d{3})\d\d(?!\d)")
"""A state and a ZIP behind a place,"""
COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
"""what stands in short before the name of one,"""
_LIVES = later(r"(?:,|\b(?:in|of|from|at|near)) $")  # before S. Hadley
HOUSE = later(r"\d[A-Za-z]? $")
"""and the number of a house, before its street."""
_LOT = later(r"\d[A-Za-z]? (?:[A-Z][\w'\u2019]{1,15} )?$")
_IN_STATE = later(r",? ([A-Z]{2}|Mass)\b")
_DOTTED_ZIP = later(r"[A-Z]\. ?[A-Z]\.,? \d{5}\b")
_RARE = 7  # frequency class of given names that are as well those of towns
_TO_STREET = 24  # characters between the number of a house and the last word of its street


def is_town(text: str, first: Piece, last: Piece) -> bool:
    """Whether an initial and a surname are a town with its point of the compass, where an address has one."""
    if first.kind is not Kind.INITIAL or first.folded not in COMPASS:
        return False
    return COMPASS[first.folded] + last.folded in places().towns and _LIVES.search(text, 0, first.start) is not None


def is_address(text: str, last: Piece, given: Piece) -> bool:
    """Whether two words with a comma between are a street behind the number of a house, and a town before its state."""
    if _DOTTED_ZIP.match(text, given.start) is not None:
        return True  # Lynn, M.A. 01902
    state = _IN_STATE.match(text, given.end)
    if state is None or fold(state[1]) not in places().states:
        return False
    if last.folded in words.LANDSCAPE:
        return _LOT.search(text, max(0, last.start - _TO_STREET), last.start) is not None
    usual = given_entry(given.text).given > _RARE and ZIP.match(text, given.end) is None  # 7 Broadway, Lynn, MA 01902
    return not usual and HOUSE.search(text, max(0, last.start - 3), last.start) is not None
