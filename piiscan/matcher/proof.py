"""The rules of `reference` once more, as arithmetic on arrays of places; cards have their own file.

Rule: nothing here runs in Python per number. Every function takes the places of a block where `shapes` saw
the beginning of a number, and gives those that are one, on ever fewer places: cheap tests first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from piiscan.detectors import ssn
from piiscan.matcher import anchored, micr
from piiscan.matcher.anchored import Groups
from piiscan.matcher.area import Area
from piiscan.matcher.beside import LETTERED, LONE, Runs, before, runs
from piiscan.matcher.borders import (
    DIGIT,
    LETTER,
    Mask,
    Text,
    digits_at,
    free_after,
    free_before,
    in_rows,
    table,
    where,
    without,
)
from piiscan.matcher.cards import bare, grouped
from piiscan.matcher.hits import ACCOUNT, LICENSE, NOT_SSN, SSN_BARE, SSN_DELIMITED, SSN_SHORT, Found
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, MEDICARE_LABEL, SSN_LABEL
from piiscan.matcher.reference import LICENSE_LENGTHS
from piiscan.matcher.rows import cuts_through_digits
from piiscan.matcher.shapes import Places
from piiscan.matcher.value import KEYED_PARTED, NEVER, SAID, ssn_position, value_position

_SSN_SEPARATOR = table(b" -.\x96\x97\xa0\xad")
_BLANK_OR_DASH = table(b" -")
_APOSTROPHE = table(b".'\x92")
_BLANK = ord(" ")
_CENTURY = np.zeros((256, 256), dtype=np.bool_)
_CENTURY[[ord("1"), ord("2")], [ord("9"), ord("0")]] = True  # 19.., 20..
_COLON = ord(":")
_QUOTE = ord('"')
_SEVEN, _EIGHT, _NINE = np.uint8(7), np.uint8(8), np.uint8(9)
_LICENSE_LENGTH = np.isin(np.arange(18), list(LICENSE_LENGTHS))
_S = table(b"sS")
_A = table(b"aA")


def prove(area: Area) -> Iterator[Found]:
    """Every number in the area whose bytes are plain; `unusual` has the rest."""
    text, shapes = area.text, area.shapes
    if shapes.ssn.size:
        yield from _delimited(area, shapes.ssn)
    four, three_four, long = shapes.four, shapes.three_four, shapes.long
    if four.size:
        separator = text.take(four + 4)
        yield from grouped(area, four, separator)
        four = four.take(where(_BLANK_OR_DASH.take(separator)))
    if three_four.size:
        three_four = three_four.take(where(before(text, three_four) & (LETTERED | LONE) != 0))
        three_four = three_four.take(where(_BLANK_OR_DASH.take(text.take(three_four + 3))))
    said = before(text, long)
    some = runs(text, area.block, long, said)
    nine = some.some(where(some.lengths == _NINE))
    yield from anchored.ibans(area, long, said, four)
    yield from micr.find(area.text, nine.start)
    if some.start.size:
        yield bare(area, some.start, some.lengths)
    yield from _by_label(area, long, said, some, nine, Groups(four, three_four))


def _by_label(area: Area, long: Places, said: Text, some: Runs, nine: Runs, groups: Groups) -> Iterator[Found]:
    """What only a label near makes a number."""
    if area.may_have(MEDICARE_LABEL):
        yield from anchored.claims(area, nine)
    if area.may_have(SSN_LABEL):
        if nine.start.size:
            yield from _nine(area, nine.start)
        yield _short(area, some)
    if area.may_have(LICENSE_LABEL):  # or an account's
        yield from anchored.tokens(area, long, said, some, groups)
        yield from _loose(area, some)
        lettered = where(some.before & (LETTERED | LONE) != 0)
        start, lengths = some.start.take(lettered), some.lengths.take(lettered)
        for group, letters, digits in ((groups.four, (_S,), 4), (groups.three_four, (_A, _S), 3)):
            yield _lettered(area, group, letters, digits)
            yield _lettered(area, start.take(where(lengths == digits + 4)), letters, digits)


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
        for kind, some in _told_apart(start, digits, SSN_DELIMITED):
            blank = text.take(some + 3) == _BLANK
            whole = without(some, in_rows(text, some, some + 11, blank, cuts_through_digits))
            yield kind, whole, whole + 11


def _nine(area: Area, start: Places) -> Iterator[Found]:
    text = area.text
    start = start.take(where(ssn_position(text, start)))
    start = start.take(where(area.labelled(start, start + 9, SSN_LABEL)[0]))
    if start.size:
        start = start.take(where(free_before(text, start, bare=True) & free_after(text, start + 9)))
        digits = digits_at(text, start, list(range(9)))
        for kind, some in _told_apart(start, digits, SSN_BARE):
            yield kind, some, some + 9


def _told_apart(start: Places, digits: Text, kind: int) -> Iterator[tuple[int, Places]]:
    """The places whose nine digits are an SSN, of some `kind`, and those of which they are a number from 900 on."""
    valid = ssn.valid_digits(digits)
    yield kind, start.take(where(valid))
    rest = where(~valid)
    if rest.size:
        yield NOT_SSN, start.take(rest.take(where(ssn.other_digits(digits[:, rest]))))


def _loose(area: Area, runs: Runs) -> Iterator[Found]:
    """Runs of digits that only a label makes a licence or account."""
    text = area.text
    # what is below zero wraps round
    sized = where((runs.lengths - _SEVEN <= 10) & (runs.before & SAID != NEVER))
    if not sized.size:
        return
    start, said = runs.start.take(sized), runs.before.take(sized)
    stands = where(value_position(text, start, said))
    start, end = start.take(stands), runs.end.take(sized.take(stands))
    if start.size:
        free = where(free_before(text, start, bare=True) & free_after(text, end))
        start, end = start.take(free), end.take(free)
    if start.size:
        licensed, account = area.labelled(start, end, LICENSE_LABEL, ACCOUNT_LABEL)
        licensed &= _LICENSE_LENGTH.take(end - start)
        for kind, mask in ((LICENSE, licensed), (ACCOUNT, account)):
            some = where(mask)
            yield kind, start.take(some), end.take(some)


def _short(area: Area, runs: Runs) -> Found:
    """Seven or eight digits as the value of a JSON key."""
    text = area.text
    keyed = where((runs.lengths <= _EIGHT) & (runs.before & SAID >= KEYED_PARTED))
    start, end = runs.start.take(keyed), runs.end.take(keyed)
    if start.size:
        blank = text.take(start - 1) == _BLANK
        keyed = where((text.take(start - 1 - blank) == _COLON) & (text.take(start - 2 - blank) == _QUOTE))
        start, end = start.take(keyed), end.take(keyed)
    if start.size:
        kept = where(free_after(text, end))
        start, end = start.take(kept), end.take(kept)
    if start.size:
        kept = where(area.labelled(start, end, SSN_LABEL)[0])
        start, end = start.take(kept), end.take(kept)
    if start.size:
        digits = digits_at(text, end - 9, list(range(9)))
        digits[np.arange(9)[:, None] < 9 - (end - start)] = 0
        kept = where(ssn.valid_digits(digits))
        start, end = start.take(kept), end.take(kept)
    return SSN_SHORT, start, end


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
