"""Texts as they are but for their Social Security numbers, of which most questions ask only where they stand.

Lines of a form and of an export differ by these alone: an answer about one is an answer about all, and need be found
once (`labels`, and what asks who is named in a line, or where somebody lives).
"""

from __future__ import annotations

from piiscan.later import later

ANY_DIGITS = str.maketrans("123456789", "000000000")
"""For `translate`: every digit a zero, where only the form of a number is asked for."""
_LONGEST = 240  # characters: of a longer text none is like another
# 256 is a word of the lexicon ("SHA-256"), as no other three digits are that end a phrase.
# What is before is asked behind the first digit: `re` seeks a digit faster than a place with nothing before.
_NUMBER = later(r"\d(?<![\w\-].)\d\d(?<!256)-\d\d-\d{4}(?![\w\-])")


def blind(text: str) -> str:
    """A text with zeros for the digits of the Social Security numbers in it, as long as it was.

    >>> blind("SSN 010-94-0001, born 1970-01-01")
    'SSN 000-00-0000, born 1970-01-01'
    """
    return _NUMBER.sub("000-00-0000", text) if len(text) <= _LONGEST and text.count("-") > 1 else text
