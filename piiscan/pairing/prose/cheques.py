"""Whose the account in the magnetic ink line of a cheque is: who is printed at its top, over an address.

Rule: the line is known by its transit signs (see `matcher.micr`). Who draws a cheque stands above it with street and
town below the name; whom it pays ("Pay to the order of") has no address there, and the bank is nobody.
"""

from __future__ import annotations

from piiscan.detectors.account_labels import MICR
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.lines import Line, Lines

_HEIGHT = 20
"""Lines from the top of a cheque to its magnetic ink line, empty ones among them."""
_OF_ADDRESS = 3
_LONGEST = 24  # characters: no transit number with its signs has as many
_SIGNS = ("\u2446", "|:")


def drawer(lines: Lines, ink: Line, at: int) -> Found | None:
    """Who draws the cheque of an account at a place of its magnetic ink line, with the lines of the address.

    None: the line is none, or nobody is printed so.
    """
    if MICR.search(ink.text[max(0, at - _LONGEST) : at]) is None:
        return None
    above = lines.before(ink)
    for _ in range(_HEIGHT):
        if above is None or any(map(above.text.__contains__, _SIGNS)):  # of the cheque before
            break
        below = lines.after(above)
        if len(above.mentions) == 1 and below is not None and letters.begins_address(below.text):
            address = [above, below]
            while len(address) <= _OF_ADDRESS and (below := lines.after(below)) is not None and not below.blank:
                address.append(below)
            return Found(above.mentions[0], above, (), address)
        above = lines.before(above)
    return None
