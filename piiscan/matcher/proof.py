"""The rules of `reference` once more, as arithmetic on arrays of places; cards have their own file.

Rule: nothing here runs in Python per number. Every function takes the places of a block where `shapes` saw
the beginning of a number, and gives those that are one, on ever fewer places: cheap tests first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors import ssn
from piiscan.matcher.area import Area
from piiscan.matcher.borders import DIGIT, Mask, Text, digits_at, free_after, free_before, in_rows, table
from piiscan.matcher.cards import cards
from piiscan.matcher.hits import LICENSE, SSN_BARE, SSN_DELIMITED, Found
from piiscan.matcher.patterns import LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.rows import cuts_through_digits
from piiscan.matcher.shapes import Places, places

_SSN_SEPARATOR = table(b" -.\x96\x97\xa0\xad")
_BLANK_OR_DASH = table(b" -")
_APOSTROPHE = table(b".'\x92")
_LETTER = table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BLANK = ord(" ")
_CENTURY = np.zeros((256, 256), dtype=np.bool_)
_CENTURY[[ord("1"), ord("2")], [ord("9"), ord("0")]] = True  # 19.., 20..
_S = table(b"sS")
_A = table(b"aA")


def prove(area: Area) -> Iterator[Found]:
    """Every number in the area whose bytes are plain; `unusual` has the rest."""
    shapes = area.shapes
    if shapes.ssn.any():
        yield from _delimited(area)
    if shapes.nine.any():
        yield from _nine(area)
    yield from cards(area)
    if shapes.eight.any():
        yield from _lettered(area.text, places(shapes.eight), (_S,), 4)
    if shapes.seven.any():
        yield from _lettered(area.text, places(shapes.seven), (_A, _S), 3)


def _number(digits: Text) -> NDArray[np.uint64]:
    value = np.zeros(digits.shape[1], dtype=np.uint64)
    for row in digits:
        value *= np.uint64(10)
        value += row
    return value


def _delimited(area: Area) -> Iterator[Found]:
    text = area.text
    start = places(area.shapes.ssn)
    separator = text[start + 3]
    start = start[_SSN_SEPARATOR[separator] & (separator == text[start + 6])]
    if start.size:
        start = start[free_before(text, start) & free_after(text, start + 11)]
        value = _number(digits_at(text, start, [0, 1, 2, 4, 5, 7, 8, 9, 10]))
        start = start[ssn.valid_array(value)]
        inside = in_rows(text, start, start + 11, text[start + 3] == _BLANK, cuts_through_digits)
        start = np.delete(start, inside)
        yield SSN_DELIMITED, start, start + 11


def _nine(area: Area) -> Iterator[Found]:
    text = area.text
    start = places(area.shapes.nine)
    start = start[free_before(text, start, bare=True)]
    start = start[free_after(text, start + 9)]
    if start.size:
        by_ssn, by_license = area.labelled(start, start + 9, SSN_LABEL, LICENSE_LABEL)
        licenses, start = start[by_license], start[by_ssn]
        yield LICENSE, licenses, licenses + 9
        start = start[ssn.valid_array(_number(digits_at(text, start, list(range(9)))))]
        yield SSN_BARE, start, start + 9


def _lettered(text: Text, digits: Places, letters: tuple[Mask, ...], group: int) -> Iterator[Found]:
    """Licences with `letters` (from the digits backwards) before `group` and four digits."""
    parted = _BLANK_OR_DASH[text[digits - 1]]
    start = digits - parted
    for letter in letters:
        start = start - 1
        keep = letter[text[start]]
        start, digits, parted = start[keep], digits[keep], parted[keep]
    if not start.size:
        return
    middle = text[digits + group]
    cut = ~DIGIT[middle]
    end = digits + group + 4 + cut
    keep = ~cut | (_BLANK_OR_DASH[middle] & (~parted | (middle == text[digits - 1])))
    keep &= free_before(text, start) & free_after(text, end)
    word = _APOSTROPHE[text[start - 1]] & _LETTER[text[start - 2]]
    word |= (text[start - 1] == 0x99) & (text[start - 2] == 0x80) & (text[start - 3] == 0xE2)
    years = cut & _CENTURY[text[digits], text[digits + 1]] & _CENTURY[text[end - 4], text[end - 3]]
    keep &= ~(parted & (word | (years & (group == 4)))) & (text[end] != ord("@"))
    start, end, parted = start[keep], end[keep], parted[keep]
    inside = in_rows(text, start, end, parted, cuts_through_digits)
    yield LICENSE, np.delete(start, inside), np.delete(end, inside)
