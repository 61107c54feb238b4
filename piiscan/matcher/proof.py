"""The rules of `reference` once more, as arithmetic on arrays of places; cards have their own file.

Rule: nothing here runs in Python per number. Every function takes the places of a block where `shapes` saw
the beginning of a number, and gives those that are one, on ever fewer places: cheap tests first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from piiscan.detectors import ssn
from piiscan.matcher import anchored, micr
from piiscan.matcher.area import Area
from piiscan.matcher.bare_cards import GROUPED
from piiscan.matcher.borders import (
    BLANK_OR_DASH,
    DIGIT,
    LETTER,
    SSN_DIGITS,
    Mask,
    Text,
    among,
    digits_at,
    free_after,
    free_before,
    table,
    where,
)
from piiscan.matcher.cards import bare, grouped
from piiscan.matcher.hits import ACCOUNT, LICENSE, NOT_SSN, SSN_BARE, SSN_DELIMITED, SSN_SHORT, Found
from piiscan.matcher.joined import joins, keyed
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, MEDICARE_LABEL, SSN_LABEL
from piiscan.matcher.reference import LICENSE_LENGTHS
from piiscan.matcher.row_places import in_rows
from piiscan.matcher.shapes import Places
from piiscan.matcher.survey import A, S

_APOSTROPHE = table(b".'\x92")
_BLANK = ord(" ")
_CENTURY = np.zeros((256, 256), dtype=np.bool_)
_CENTURY[[ord("1"), ord("2")], [ord("9"), ord("0")]] = True  # 19.., 20..
_MANY = 500
"""Numbers whose digits are looked at before any label is sought."""
_LICENSE_LENGTH = np.isin(np.arange(18), list(LICENSE_LENGTHS))


def prove(area: Area) -> Iterator[Found]:
    """Every number in the area whose bytes are plain; `unusual` has the rest."""
    text, places = area.text, area.survey
    if places.delimited.size:
        yield from _delimited(area, places.delimited)
    for name, sizes in GROUPED.items():
        yield grouped(area, getattr(places, name), sizes)
    if places.four.size or places.iban.size:
        yield from anchored.ibans(area)
    if places.nine.size:
        yield from micr.find(text, places.nine)
    cards = bare(area, places.card, places.card_lengths)
    yield cards
    if any(column.size for column in places):
        yield from _by_label(area, cards)


def _by_label(area: Area, cards: Found) -> Iterator[Found]:
    """What only a label near makes a number: no `cards`, which need not be asked for one."""
    places = area.survey
    if (places.nine.size or places.ssn.size) and area.may_have(MEDICARE_LABEL):
        yield from anchored.claims(area)
    if places.nine_value.size or places.short.size:
        yield from _nine(area, places.nine_value)
        yield _short(area, places.short, places.short + places.short_lengths)
    if area.may_have(LICENSE_LABEL) or area.may_have(ACCOUNT_LABEL):
        four = places.four.take(where(BLANK_OR_DASH.take(area.text.take(places.four + 4))))
        yield _lettered(area, four, (S,), 4, groups=True)
        yield _lettered(area, places.three_four, (A, S), 3, groups=True)
        yield from anchored.tokens(area)  # of two that begin together the first is kept, as in `reference`
    start, lengths = places.loose, places.loose_lengths
    if cards[1].size:
        others = where(~among(start, cards[1]))
        start, lengths = start.take(others), lengths.take(others)
    yield from _loose(area, start, start + lengths)
    yield _lettered(area, places.lettered_eight, (S,), 4)
    yield _lettered(area, places.lettered_seven, (A, S), 3)


def _delimited(area: Area, start: Places) -> Iterator[Found]:
    text = area.text
    digits = digits_at(text, start, SSN_DIGITS[11])
    for kind, some in _told_apart(start, digits, SSN_DELIMITED):
        blank = text.take(some + 3) == _BLANK
        whole = some.take(where(~in_rows(text, some, some + 11, blank, groups=False)))
        yield kind, whole, whole + 11


def _of_ssn(area: Area, start: Places, end: Places) -> Mask:
    """Whether a label of an SSN stands near numbers, or right before them a key that is one for a person."""
    labelled = np.zeros(start.size, dtype=np.bool_)
    if area.may_have(SSN_LABEL):
        labelled = area.labelled(start, end, SSN_LABEL)[0]
    _add_joined(area, start, {SSN_LABEL: labelled})
    return labelled


def _of_others(area: Area, start: Places, end: Places, *kinds: int) -> list[Mask]:
    """The same of labels of licences and accounts, by kind."""
    any_of = any(map(area.may_have, kinds))
    masks = area.labelled(start, end, *kinds) if any_of else [np.zeros(start.size, dtype=np.bool_) for _ in kinds]
    _add_joined(area, start, dict(zip(kinds, masks, strict=True)))
    return masks


def _add_joined(area: Area, start: Places, masks: dict[int, Mask]) -> None:
    """Add to the numbers that have a label of a kind those that a key of it, joined to another word, stands before."""
    some, end = keyed(area.text, start)
    for kind, mask in masks.items():
        rest = where(~mask.take(some))
        mask[some.take(rest)] = joins(area.text, end.take(rest), kind)


def _nine(area: Area, start: Places) -> Iterator[Found]:
    if start.size > _MANY:  # what no label makes an SSN needs none
        digits = digits_at(area.text, start, SSN_DIGITS[9])
        start = start.take(where(ssn.valid_digits(digits) | ssn.other_digits(digits)))
    start = start.take(where(_of_ssn(area, start, start + 9)))
    if start.size:
        digits = digits_at(area.text, start, SSN_DIGITS[9])
        for kind, some in _told_apart(start, digits, SSN_BARE):
            yield kind, some, some + 9


def _told_apart(start: Places, digits: Text, kind: int) -> Iterator[tuple[int, Places]]:
    """The places whose nine digits are an SSN, of some `kind`, and those of which they are a number from 900 on."""
    valid = ssn.valid_digits(digits)
    yield kind, start.take(where(valid))
    rest = where(~valid)
    if rest.size:
        yield NOT_SSN, start.take(rest.take(where(ssn.other_digits(digits[:, rest]))))


def _loose(area: Area, start: Places, end: Places) -> Iterator[Found]:
    """Runs of digits that only a label makes a licence or account."""
    if start.size:
        licensed, account = _of_others(area, start, end, LICENSE_LABEL, ACCOUNT_LABEL)
        licensed &= _LICENSE_LENGTH.take(end - start)
        for kind, mask in ((LICENSE, licensed), (ACCOUNT, account)):
            some = where(mask)
            yield kind, start.take(some), end.take(some)


def _short(area: Area, start: Places, end: Places) -> Found:
    """Seven or eight digits as the value of a JSON key."""
    if start.size:
        kept = where(_of_ssn(area, start, end))
        start, end = start.take(kept), end.take(kept)
    if start.size:
        digits = digits_at(area.text, end - 9, list(range(9)))
        digits[np.arange(9)[:, None] < 9 - (end - start)] = 0
        kept = where(ssn.valid_digits(digits))
        start, end = start.take(kept), end.take(kept)
    return SSN_SHORT, start, end


def _lettered(area: Area, digits: Places, letters: tuple[Mask, ...], group: int, *, groups: bool = False) -> Found:
    """Licences with `letters` (from the digits backwards) before `group` and four digits, in one run or parted."""
    text = area.text
    parted = BLANK_OR_DASH.take(text.take(digits - 1))
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
    near = area.labelled if groups else partial(_of_others, area)
    labelled = near(start, end, LICENSE_LABEL)[0]
    if not labelled.any():
        return LICENSE, start[labelled], end[labelled]
    keep = labelled & (~cut | (BLANK_OR_DASH[middle] & (~parted | (middle == text[digits - 1]))))
    keep &= free_before(text, start) & free_after(text, end)
    word = _APOSTROPHE[text[start - 1]] & LETTER[text[start - 2]]
    word |= (text[start - 1] == 0x99) & (text[start - 2] == 0x80) & (text[start - 3] == 0xE2)
    years = cut & _CENTURY[text[digits], text[digits + 1]] & _CENTURY[text[end - 4], text[end - 3]]
    keep &= ~(parted & (word | (years & (group == 4)))) & (text[end] != ord("@"))
    start, end, parted = start[keep], end[keep], parted[keep]
    whole = where(~in_rows(text, start, end, parted, groups=False))
    return LICENSE, start.take(whole), end.take(whole)
