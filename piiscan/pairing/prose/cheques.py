"""Whose the account in the magnetic ink line of a cheque is: who is printed at its top, over an address.

Rule: the line is known by its transit signs (see `matcher.micr`). Who draws a cheque stands above it with street and
town below the name; whom it pays ("Pay to the order of") has no address there, and the bank is nobody.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.lines import Line, Lines

_HEIGHT = 20
"""Lines from the top of a cheque to its magnetic ink line, empty ones among them."""
_OF_ADDRESS = 3
_INK = later(r"(?:\u2446|\|:|(?<![0-9A-Za-z_])A)\d{9}(?:\u2446|\|:|:\||A) {0,3}\d")


def drawer(lines: Lines, ink: Line) -> Found | None:
    """Who draws the cheque of a magnetic ink line, with the lines of the address; None: the line is none, or nobody."""
    if _INK.search(ink.text) is None:
        return None
    above = lines.before(ink)
    for _ in range(_HEIGHT):
        if above is None or _INK.search(above.text) is not None:  # of the cheque before
            break
        below = lines.after(above)
        if len(above.mentions) == 1 and below is not None and letters.begins_address(below.text):
            address = [above, below]
            while len(address) <= _OF_ADDRESS and (below := lines.after(below)) is not None and not below.blank:
                address.append(below)
            return Found(above.mentions[0], above, (), address)
        above = lines.before(above)
    return None
