"""Names whose words stand as far apart as columns do, as pictures of forms are read: "Name :   Ann   Lee"."""

from __future__ import annotations

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.table import fold, lookup

_SPACED = later(r"([^\W\d_]{2,20},?) {3,8}([^\W\d_]{2,20})(?=[ \t\r]*$|  )")
_WORDY = 2  # class of words that are more often no name
_SURE = 3  # frequency class of a surname


def end_of_spaced(text: str, start: int, end: int) -> int:
    """Where the two words of a name end of which the first is the value at [start, end); 0: it is no such name.

    >>> end_of_spaced("Name: Ann   Lee", 6, 9), end_of_spaced("Name: Ann   Female", 6, 9)
    (15, 0)
    """
    found = _SPACED.match(text, start)
    if found is None or found.end(1) != end:
        return 0
    one, two = found[1], found[2]
    given, family = (two, one[:-1]) if one.endswith(",") else (one, two)
    first, last = lookup(given), lookup(family)
    proper = all(word[0].isupper() and fold(word) not in words.STOPS for word in (given, family))
    sure = first.given > first.surname and last.surname >= max(_SURE, last.given)
    return found.end() if proper and sure and first.word <= _WORDY and last.word < _WORDY else 0
