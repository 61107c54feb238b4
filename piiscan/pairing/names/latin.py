"""Latin letters, spelled out for `re`: most texts that are not ASCII have no others, and need no other library.

That library (`regex`) knows all letters, and takes as long to load and to compile a pattern as it takes to find thirty
persons. Rule: of a text that `is_latin` both engines say the same, character for character, which a test demands.
"""

from __future__ import annotations

import unicodedata

from piiscan.later import later

LETTER = "[A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff]"
"""A letter; a character that only combines with one is in no such text."""
SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Inside of a class: what is blank in Unicode (White_Space). For `re` the separators of tables (U+001C on) are, too."""
_ACCENTED = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
# Of the signs, those that are in words for one engine alone are left out: fractions, raised digits, joiners.
_ANOTHER = later(
    "[^\x00-\x1b\x20-\xb1\xb4-\xb8\xba\xbb\xbf-\u024f\u1e00-\u1eff"
    "\u2000-\u200b\u200e-\u203e\u2041-\u2053\u2055-\u206f\u20ac\u2122\ufffd]"
)


def is_latin(text: str) -> bool:
    """Whether a text has no letters but Latin ones.

    >>> is_latin("Gonçalves\u2019 Nguyễn \u2014 5 €"), is_latin("Иванова"), is_latin("1½")
    (True, False, False)
    """
    return _ANOTHER.search(text) is None


def capital() -> str:
    """A capital letter, as a class of characters."""
    accented = [chr(code) for codes in _ACCENTED for code in codes if unicodedata.category(chr(code)) == "Lu"]
    return f"[A-Z{''.join(accented)}]"
