"""The rules of `reference` once more, as arithmetic on arrays of places; cards have their own file.

Rule: nothing here runs in Python per number. Every function takes the places of a block where `shapes` saw
the beginning of a number, and gives those that are one, on ever fewer places: cheap tests first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from piiscan.detectors import ssn
from piiscan.matcher import anchored, micr
from piiscan.matcher.area import Area
from piiscan.matcher.borders import (
    DIGIT,
    LETTER,
    Mask,
    Text,
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
from piiscan.matcher.hits import ACCOUNT, LICENSE, NOT_SSN, SSN_BARE, SSN_DELIMITED, SSN_SHORT, Found
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.reference import LICENSE_LENGTHS
from piiscan.matcher.rows import cuts_through_digits
from piiscan.matcher.shapes import Places
from piiscan.matcher.value import value_position

_SSN_SEPARATOR = table(b" -.\x96\x97\xa0\xad")
_BLANK_OR_DASH = table(b" -")
_APOSTROPHE = table(b".'\x92")
_BLANK = ord(" ")
_CENTURY = np.zeros((256, 256), dtype=np.bool_)
_CENTURY[[ord("1"), ord("2")], [ord("9"), ord("0")]] = True  # 19.., 20..
_COLON = ord(":")
_QUOTE = ord('"')
_LICENSE_LENGTH = np.isin(np.arange(18), list(LICENSE_LENGTHS))
_S = table(b"sS")
_A = table(b"aA")


def prove(area: Area) -> Iterator[Found]:
    """Every number in the area whose bytes are plain; `unusual` has the rest."""
    shapes = area.shapes
    if shapes.ssn.size:
        yield from _delimited(area, shapes.ssn)
    if shapes.four.size:
        yield from grouped(area, shapes.four)
        yield _lettered(area, shapes.four, (_S,), 4)
    if shapes.three_four.size:
        yield _lettered(area, shapes.three_four, (_A, _S), 3)
    start = no_fraction(area.text, shapes.long)
    lengths = area.block.run_lengths(start)
    yield from anchored.find(area, start, lengths)
    nine = start.take(where(lengths == 9))
    yield from anchored.claims(area, nine)
    yield from micr.find(area.text, nine)
    if start.size:
        yield from _nine(area, nine)
        yield from _loose(area, start, lengths)
        yield bare(area, start, lengths)
        yield _lettered(area, start.take(where(lengths == 8)), (_S,), 4)
        yield _lettered(area, start.take(where(lengths == 7)), (_A, _S), 3)


def _delimited(area: Area, start: Places) -> Iterator[Found]:
    text = area.text
    separator = text.take(start + 3)
    same = _SSN_SEPARATOR.take(separator)
    same &= separator == text.take(start + 6)
    start = start.take(where(same))
    if start.size:
        free = free_before(text, start)
        free &= free_after(text, start + 11)
        start = start.take(where(free))
        digits = digits_at(text, start, [0, 1, 2, 4, 5, 7, 8, 9, 10])
        for kind, good in ((SSN_DELIMITED, ssn.valid_digits(digits)), (NOT_SSN, ssn.other_digits(digits))):
            some = start.take(where(good))
            blank = text.take(some + 3) == _BLANK
            some = without(some, in_rows(text, some, some + 11, blank, cuts_through_digits))
            yield kind, some, some + 11


def _nine(area: Area, start: Places) -> Iterator[Found]:
    text = area.text
    labelled = where(area.labelled(start, start + 9, SSN_LABEL)[0])
    start = start.take(labelled)
    start = start.take(where(free_before(text, start, bare=True) & free_after(text, start + 9)))
    digits = digits_at(text, start, list(range(9)))
    for kind, good in ((SSN_BARE, ssn.valid_digits(digits)), (NOT_SSN, ssn.other_digits(digits))):
        some = start.take(where(good))
        yield kind, some, some + 9


def _loose(area: Area, start: Places, lengths: Text) -> Iterator[Found]:
    """Runs of digits that only a label makes a licence or account."""
    text = area.text
    sized = where((lengths >= 7) & (lengths <= 17))
    start, sizes = start.take(sized), lengths.take(sized).astype(np.int64)
    yield _short(area, start, sizes)
    stands = where(value_position(text, start))
    start, sizes = start.take(stands), sizes.take(stands)
    free = where(free_before(text, start, bare=True) & free_after(text, start + sizes))
    start, end = start.take(free), (start + sizes).take(free)
    licensed, account = area.labelled(start, end, LICENSE_LABEL, ACCOUNT_LABEL)
    licensed &= _LICENSE_LENGTH.take(end - start)
    for kind, mask in ((LICENSE, licensed), (ACCOUNT, account)):
        some = where(mask)
        yield kind, start.take(some), end.take(some)


def _short(area: Area, start: Places, lengths: Places) -> Found:
    """Seven or eight digits as the value of a JSON key."""
    text = area.text
    some = where(lengths <= 8)
    start, lengths = start.take(some), lengths.take(some)
    blank = (text.take(start - 1) == _BLANK).astype(np.int64)
    keyed = where((text.take(start - 1 - blank) == _COLON) & (text.take(start - 2 - blank) == _QUOTE))
    start, lengths = start.take(keyed), lengths.take(keyed)
    if start.size:
        kept = where(free_after(text, start + lengths))
        start, lengths = start.take(kept), lengths.take(kept)
        kept = where(area.labelled(start, start + lengths, SSN_LABEL)[0])
        start, lengths = start.take(kept), lengths.take(kept)
        digits = digits_at(text, start + lengths - 9, list(range(9)))
        digits[np.arange(9)[:, None] < 9 - lengths] = 0
        kept = where(ssn.valid_digits(digits))
        start, lengths = start.take(kept), lengths.take(kept)
    return SSN_SHORT, start, start + lengths


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
