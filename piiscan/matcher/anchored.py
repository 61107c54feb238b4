"""The numbers of `written`, found fast: where one may be, by arithmetic; what is left is looked at there.

Rule: what is let through here may be too much, never too little: every number of `written` has its anchor at
one of these places. What stands at a place, `written` says, so the two ways cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from piiscan.detectors.ssn import valid_digits
from piiscan.matcher import reference, written
from piiscan.matcher.area import Area
from piiscan.matcher.borders import DIGIT, LETTER, Mask, Text, digits_at, four_hex, table, where
from piiscan.matcher.hits import ACCOUNT, LICENSE, MARGIN, SSN_CLAIM, Found
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, MEDICARE_LABEL
from piiscan.matcher.shapes import PAD, Places
from piiscan.matcher.value import places_of_values
from piiscan.matcher.written import REACH

_BLANK_OR_DASH = table(b" -")
_BLANK = ord(" ")
_DASH = ord("-")
_JOINS = LETTER | _BLANK_OR_DASH
_CAPITAL = table(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FEW = 1000
_BULLET = "\u2022".encode()
_WORD = DIGIT | LETTER | table(b"_")


def find(area: Area, start: Places, lengths: Text) -> Iterator[Found]:
    """Everything of `written` in the area but the masked.

    `start` and `lengths` are of the long runs of digits that may begin something.
    """
    one = area.text.take(area.shapes.long - 1)
    beside = where(_JOINS.take(one))
    long = area.shapes.long.take(beside)
    yield from _tokens(area, _anchors(area, long, one.take(beside), (start, start + lengths)))
    yield from _looked_at(area.text, _iban_places(area, long), written.ibans)


def masked(text: Text, data: bytes | bytearray, start: int, end: int) -> Iterator[Found]:
    """Masked numbers, in a padded text that is [`start`, `end`) of `data`."""
    places = []
    for sign in written.FIRST_MASK:
        at = data.find(bytes([sign]), start, end)
        if at < 0:
            continue
        found = _places_of(bytes([sign]), text, data, at, start, end)
        found = found.take(where(text.take(found - 1) != sign))  # the first of each mask
        if sign == _BULLET[0]:
            found = found.take(where((text.take(found + 1) == _BULLET[1]) & (text.take(found + 2) == _BULLET[2])))
        else:
            found = found.take(where(text.take(found + 1) == sign))
        places.append(found)
    if places:
        yield from _looked_at(text, np.unique(np.concatenate(places)), written.masked)


def _places_of(sign: bytes, text: Text, data: bytes | bytearray, at: int, start: int, end: int) -> Places:
    """Where a byte stands in a padded text of [`start`, `end`) of `data`; `at` is the first place in the data."""
    few: list[int] = []
    while at >= 0 and len(few) < _FEW:
        few.append(at - start + PAD)
        at = data.find(sign, at + 1, end)
    return np.array(few) if at < 0 else where(text == sign[0])


def _looked_at(
    text: Text, places: Places, rule: Callable[[bytes, int, int], Iterable[written.Token]]
) -> Iterator[Found]:
    """What a rule of `written` finds at each of the places."""
    for at in places.tolist():
        low = max(0, at - 2 * REACH)
        around = text[low : at + 2 * REACH].tobytes()
        for kind, start, end, _ in rule(around, at - low, at + 1 - low):
            yield kind, np.array([low + start]), np.array([low + end])


def _tokens(area: Area, anchors: Places) -> Iterator[Found]:
    places = places_of_values(area.text, anchors)
    if not places.size:
        return
    masks = area.labelled(places, places, LICENSE_LABEL, ACCOUNT_LABEL)
    for kind, mask in zip((LICENSE, ACCOUNT), masks, strict=True):
        for at in places.take(where(mask)).tolist():
            low = max(0, at - 2 * REACH)
            around = area.text[low : at + 2 * REACH].tobytes()
            for found, start, end, anchor in written.tokens(around, at - REACH - low, at + 1 - low, (kind,)):
                if low + anchor == at:
                    yield found, np.array([low + start]), np.array([low + end])


def _anchors(area: Area, long: Places, one: Text, ends: tuple[Places, Places]) -> Places:
    """Where the anchor of a token may be: digits that a letter or another group touches.

    `long` are the runs of seven digits and more that a letter, blank or dash is before, `one` what it is; `ends` are
    the starts and ends of those that may begin something.
    """
    text, shapes = area.text, area.shapes
    lettered = long.take(where(LETTER.take(one)))
    parted = long.take(where(_BLANK_OR_DASH.take(one)))
    parted = parted.take(where(_WORD.take(text.take(parted - 2))))
    two = text.take(parted - 2)
    joined = DIGIT.take(two) | (text.take(parted - 1) == _DASH) | ~_WORD.take(text.take(parted - 3))
    found = [
        lettered.take(where(_after_border(text, lettered))),
        parted.take(where(joined)),
        _lettered_behind(text, ends),
    ]
    for groups, size, need_letter in ((shapes.three_four, 3, True), (shapes.four, 4, False)):
        parted = groups.take(where(_BLANK_OR_DASH.take(text.take(groups + size))))
        if need_letter:
            parted = parted.take(where(LETTER.take(text.take(parted - 1)) | _lone_letter(text, parted)))
        found.append(parted.take(where(_after_border(text, parted))))
    places = np.concatenate(found)
    places.sort()
    return places


def _lone_letter(text: Text, start: Places) -> Mask:
    """Whether a letter and a blank or dash are before each of the places, and nothing of a word before that."""
    lone = _BLANK_OR_DASH.take(text.take(start - 1)) & LETTER.take(text.take(start - 2))
    return np.asarray(lone & ~_WORD.take(text.take(start - 3)))


def _lettered_behind(text: Text, ends: tuple[Places, Places]) -> Places:
    """Runs of seven digits and more, at the beginning of a word, with one or two letters behind."""
    start, behind = ends
    some = where(LETTER.take(text.take(behind)))
    start, behind = start.take(some), behind.take(some) + 1
    behind += LETTER.take(text.take(behind))
    return start.take(where(~_WORD.take(text.take(behind)) & ~_WORD.take(text.take(start - 1))))


def _after_border(text: Text, start: Places) -> Mask:
    """Whether up to three letters before each of the places begin a word, two digits before them or not."""
    at = start - 1
    for _ in range(3):
        at -= LETTER.take(text.take(at))
    border = text.take(at)
    free = ~_WORD.take(border)
    digits = where(DIGIT.take(border))  # a licence of New Hampshire
    free[digits] = ~_WORD.take(text.take(at.take(digits) - 2))
    dash = where(border == _DASH)
    free[dash] = ~four_hex(text, at.take(dash) - 4)
    return np.asarray(free)


def _iban_places(area: Area, long: Places) -> Places:
    """Where two capitals and two digits begin something with enough digits in it."""
    text, shapes = area.text, area.shapes
    lettered = long.take(where(_CAPITAL.take(text.take(long - 1))))
    grouped = shapes.four.take(where(text.take(shapes.four - 1) == _BLANK))
    grouped = grouped.take(where(_WORD.take(text.take(grouped - 2)) & (text.take(grouped + 4) == _BLANK)))
    found = [_begins_iban(text, lettered - far) for far in (2, 5, 6, 7, 8)]
    found += [_begins_iban(text, grouped - far) for far in (5, 10)]
    places = np.concatenate(found)
    places.sort()
    return places


def _begins_iban(text: Text, start: Places) -> Places:
    if not start.size:
        return start
    begins = _CAPITAL.take(text.take(start)) & _CAPITAL.take(text.take(start + 1))
    begins &= ~_WORD.take(text.take(start - 1)) & DIGIT.take(text.take(start + 2)) & DIGIT.take(text.take(start + 3))
    return start.take(where(begins))


def claims(area: Area, nine: Places) -> Iterator[Found]:
    """Numbers of old Medicare cards: an SSN, in groups or among `nine` digits in a row, with letters behind."""
    text = area.text
    grouped = area.shapes.ssn
    for start, length, offsets in ((grouped, 11, [0, 1, 2, 4, 5, 7, 8, 9, 10]), (nine, 9, list(range(9)))):
        behind = text.take(start + length)
        near = where(_JOINS.take(behind))
        some = start.take(near)
        letter = some + length + _BLANK_OR_DASH.take(behind.take(near))
        kept = LETTER.take(text.take(letter)) & ~_WORD.take(text.take(some - 1))
        kept &= ~(_WORD.take(text.take(letter + 1)) & _WORD.take(text.take(letter + 2)))
        some = some.take(where(kept))
        if some.size:
            some = some.take(where(valid_digits(digits_at(text, some, offsets))))
        if not some.size:
            continue
        some = some.take(where(area.labelled(some, some + length, MEDICARE_LABEL)[0]))
        for at in some.tolist():
            low = max(0, at - 2 * MARGIN)
            around = text[low : at + 2 * MARGIN].tobytes()
            for _, first, last in reference.claims(around, at - low, at + 1 - low):
                if low + first == at:
                    yield SSN_CLAIM, np.array([at]), np.array([low + last])
