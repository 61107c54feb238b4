"""Texts as they are but for their Social Security numbers and their time, which most questions do not ask about.

Lines of a form, of an export and of a log differ by these alone: an answer about one is an answer about all, and need
be found once (`labels`, and what asks who is named in a line, or where somebody lives).
"""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later

ANY_DIGITS = str.maketrans("123456789", "000000000")
"""For `translate`: every digit a zero, where only the form of a number is asked for."""
_LONGEST = 240  # characters: of a longer text none is like another
# 256 is a word of the lexicon ("SHA-256"), as no other three digits are that end a phrase.
# From the first dash on, with a look back at the digits before: `re` seeks a dash faster than one of many digits.
_NUMBER = later(r"-(?<=(?<![\w\-])\d\d\d-)(?<!256-)\d\d-\d{4}(?![\w\-])")
_STAMP = later(
    r"([\[(<\"']?|(?:ts|[a-z]{0,12}_?time(?:stamp)?|date|at)=\"?)\d{4}([-/.])\d\d\2\d\d([T _])\d\d:\d\d(?:(:)\d\d"
    r"(?:([.,])(\d{1,9}))?)?(?=(?:Z|[+-]\d\d:?\d\d)?(?![\w:.,\-]))"
)
# Longer than any number that is part of a phrase. What is before is asked behind the first digit, for the same reason.
_LONG = later(r"\d(?<![\w%.+\-].)\d{4,}(?![\w\-])")
# What each line of a log has another one of: a trace, a hash, a UUID; a measure. It is sought where keys are.
_HEX = later(r"\b(?=[a-f]{0,7}\d)[\da-f]{8}(?<![%.+\-]........)[\da-f]*(?:-[\da-f]{4,12}){0,4}(?![\w\-])")
_HEX_WORD = later(rb"\b(?=[a-f]{0,7}[0-9])(?=[0-9]*[a-f])[0-9a-f]{8}[0-9a-f]*(?![\w\-])", re.ASCII)
_MEASURE = later(r"=\d{1,9}(?:\.\d{1,9})?(?=(?:[mu\u00b5n]?s|%)?(?:[\s,;&]|$))")
_ZEROS = str.maketrans("123456789abcdef", "0" * 15)
_CLASSES = bytes(0x30 if byte in b"0123456789" else 0x61 if byte in b"abcdef" else 0x20 for byte in range(256))
"""Digits and hexadecimal letters: both are in a word only where they meet, which is soon sought."""
_ZERO_BYTES = bytes.maketrans(b"123456789abcdef", b"0" * 15)


def blind(text: str) -> str:
    """A text with zeros for the digits of the Social Security numbers in it, as long as it was.

    A day and a time that it begins with are those of another day.

    >>> blind("SSN 010-94-0001, born 1970-01-01")
    'SSN 000-00-0000, born 1970-01-01'
    >>> blind("2026-03-14 09:26:53,589 WARN ssn=010-94-0001"), blind("ts=2026-03-14T09:26:53Z ok")
    ('2000-01-01 00:00:00,000 WARN ssn=000-00-0000', 'ts=2000-01-01T00:00:00Z ok')
    """
    return text if len(text) > _LONGEST or text.count("-") < 2 else _blind(text)


@lru_cache(maxsize=1 << 8)  # who is named in a line, and where they live, is asked of the same text
def _blind(text: str) -> str:
    for number in _NUMBER.finditer(text):
        at = number.start() - len("000")
        text = f"{text[:at]}000-00-0000{text[number.end() :]}"
    stamp = _STAMP.match(text) if ":" in text else None
    if stamp is None:
        return text
    opening, part, middle, second, point, more = stamp.groups("")
    begun = f"{opening}2000{part}01{part}01{middle}00:00{second and ':00'}{point}{'0' * len(more)}"
    return begun + text[stamp.end() :]


def without_numbers(text: str) -> str:
    """A blind text, with zeros for every number of many digits in it, and beside keys for the hexadecimal ones.

    It is not asked for a ZIP code.

    >>> without_numbers("id=4711 zip=02139 acct=12345678 trace=7f3ac09d")
    'id=4711 zip=00000 acct=00000000 trace=00000000'
    """
    if len(text) > _LONGEST:
        return text
    if "=" in text or '":' in text:
        text = _HEX.sub(_zeros, text)
    return _LONG.sub(_zeros, text)


def without_hex(text: bytes) -> bytes:
    """A whole text with zeros for words of hexadecimal digits, letters among them: no name has a digit in it.

    >>> without_hex(b"trace=8e56847737ae364b of Abe Dade, deadbeef")
    b'trace=0000000000000000 of Abe Dade, deadbeef'
    """
    classes = text.translate(_CLASSES)
    if b"0a" not in classes and b"a0" not in classes:
        return text
    return _HEX_WORD.sub(lambda word: word[0].translate(_ZERO_BYTES), text)


def without_measures(text: str) -> str:
    """A text with zeros for numbers of a few digits that a key has: what is not asked for a label.

    >>> without_measures("took=0.811ms status=200 form=1099-R")
    'took=0.000ms status=000 form=1099-R'
    """
    return _MEASURE.sub(_zeros, text) if "=" in text and len(text) <= _LONGEST else text


def _zeros(word: re.Match[str]) -> str:
    """Zeros for the digits, hexadecimal ones too, of a word with marks in it."""
    return word[0].translate(_ZEROS)
