"""The rules of `reference` once more, as arithmetic on arrays of places; cards have their own file.

Rule: nothing here runs in Python per number. Every function takes the places of a block where `shapes` saw
the beginning of a number, and gives those that are one, on ever fewer places: cheap tests first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from piiscan.detectors import ssn
from piiscan.matcher.area import Area
from piiscan.matcher.borders import (
    DIGIT,
    LETTER,
    Mask,
    digits_at,
    free_after,
    free_before,
    in_rows,
    no_fraction,
    table,
    where,
    without,
)
from piiscan.matcher.cards import bare, grouped
from piiscan.matcher.hits import LICENSE, SSN_BARE, SSN_DELIMITED, Found
from piiscan.matcher.patterns import LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.rows import cuts_through_digits
from piiscan.matcher.shapes import Places

_SSN_SEPARATOR = table(b" -.\x96\x97\xa0\xad")
_BLANK_OR_DASH = table(b" -")
_APOSTROPHE = table(b".'\x92")
_BLANK = ord(" ")
_CENTURY = np.zeros((256, 256), dtype=np.bool_)
_CENTURY[[ord("1"), ord("2")], [ord("9"), ord("0")]] = True  # 19.., 20..
_S = table(b"sS")
_A = table(b"aA")


def prove(area: Area) -> Iterator[Found]:
    """Every number in the area whose bytes are plain; `unusual` has the rest."""
    shapes = area.shapes
    if shapes.ssn.size:
        yield _delimited(area, shapes.ssn)
    if shapes.four.size:
        yield from grouped(area, shapes.four)
        yield _lettered(area, shapes.four, (_S,), 4)
    if shapes.three_four.size:
        yield _lettered(area, shapes.three_four, (_A, _S), 3)
    start = no_fraction(area.text, shapes.long)
    if start.size:
        lengths = area.block.run_lengths(start)
        yield from _nine(area, start.take(where(lengths == 9)))
        yield bare(area, start, lengths)
        yield _lettered(area, start.take(where(lengths == 8)), (_S,), 4)
        yield _lettered(area, start.take(where(lengths == 7)), (_A, _S), 3)


def _delimited(area: Area, start: Places) -> Found:
    text = area.text
    separator = text.take(start + 3)
    same = _SSN_SEPARATOR.take(separator)
    same &= separator == text.take(start + 6)
    start = start.take(where(same))
    if start.size:
        free = free_before(text, start)
        free &= free_after(text, start + 11)
        start = start.take(where(free))
        start = start.take(where(ssn.valid_digits(digits_at(text, start, [0, 1, 2, 4, 5, 7, 8, 9, 10]))))
        blank = text.take(start + 3) == _BLANK
        start = without(start, in_rows(text, start, start + 11, blank, cuts_through_digits))
    return SSN_DELIMITED, start, start + 11


def _nine(area: Area, start: Places) -> Iterator[Found]:
    text = area.text
    by_ssn, by_license = area.labelled(start, start + 9, SSN_LABEL, LICENSE_LABEL)
    either = where(by_ssn | by_license)
    if either.size:
        start, by_ssn, by_license = start.take(either), by_ssn.take(either), by_license.take(either)
        free = free_before(text, start, bare=True) & free_after(text, start + 9)
        licenses, start = start[by_license & free], start[by_ssn & free]
        yield LICENSE, licenses, licenses + 9
        start = start[ssn.valid_digits(digits_at(text, start, list(range(9))))]
        yield SSN_BARE, start, start + 9


def _lettered(area: Area, digits: Places, letters: tuple[Mask, ...], group: int) -> Found:
    """Licences with `letters` (from the digits backwards) before `group` and four digits."""
    text = area.text
    parted = _BLANK_OR_DASH.take(text.take(digits - 1))
    start = digits - parted
    for letter in letters:
        start -= 1
        kept = where(letter.take(text.take(start)))
        start, digits, parted = start.take(kept), digits.take(kept), parted.take(kept)
    if not start.size:
        return LICENSE, start, start
    middle = text[digits + group]
    cut = ~DIGIT[middle]
    end = digits + group + 4 + cut
    labelled = area.labelled(start, end, LICENSE_LABEL)[0]
    if not labelled.any():
        return LICENSE, start[labelled], end[labelled]
    keep = labelled & (~cut | (_BLANK_OR_DASH[middle] & (~parted | (middle == text[digits - 1]))))
    keep &= free_before(text, start) & free_after(text, end)
    word = _APOSTROPHE[text[start - 1]] & LETTER[text[start - 2]]
    word |= (text[start - 1] == 0x99) & (text[start - 2] == 0x80) & (text[start - 3] == 0xE2)
    years = cut & _CENTURY[text[digits], text[digits + 1]] & _CENTURY[text[end - 4], text[end - 3]]
    keep &= ~(parted & (word | (years & (group == 4)))) & (text[end] != ord("@"))
    start, end, parted = start[keep], end[keep], parted[keep]
    inside = in_rows(text, start, end, parted, cuts_through_digits)
    return LICENSE, without(start, inside), without(end, inside)
