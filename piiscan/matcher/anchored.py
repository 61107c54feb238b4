"""The numbers of `written`, found fast: where one may be, by arithmetic; what is left is looked at there.

Rule: what is let through here may be too much, never too little: every number of `written` has its anchor at
one of these places. What stands at a place, `written` says, so the two ways cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from piiscan.detectors.ssn import valid_digits
from piiscan.matcher import reference, written
from piiscan.matcher.area import Area
from piiscan.matcher.beside import LETTERED, PARTED, Runs, by_pair, places_of_values
from piiscan.matcher.borders import DIGIT, LETTER, Text, digits_at, four_hex, free_before, table, where
from piiscan.matcher.hits import ACCOUNT, LICENSE, SSN_CLAIM, Found
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, MEDICARE_LABEL
from piiscan.matcher.shapes import PAD, Places
from piiscan.matcher.value import NEVER, SAID
from piiscan.matcher.written import REACH

_BLANK_OR_DASH = table(b" -")
_BLANK = ord(" ")
_DASH = ord("-")
_JOINS = LETTER | _BLANK_OR_DASH
_CAPITAL = table(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FEW = 1000
_MASK = table(b"*X\x95\xa2")  # the last bytes of signs
_PARTS_MASK = table(b" -.")
_SOUGHT = ((b"*", 0), (b"X", 0), (b"\x95", 0), (b"\xa2", 2))
"""The byte by which each of the signs is sought, and how far behind the first of it. All quotation marks begin as
the bullet does."""
_FIRST = table(b"".join(written.SIGNS))
_SECOND = _FIRST | table(b"\x80")
_WORD = DIGIT | LETTER | table(b"_")


def tokens(area: Area, long: Places, said: Text, runs: Runs, groups: Groups) -> Iterator[Found]:
    """The `written.tokens` of the area that have a label.

    `said`: what is `before` each of the `long` runs of digits; `runs` are those of them that may begin something.
    """
    lettered = long.take(where(said & LETTERED != 0))
    anchors = _anchors(area.text, lettered, long.take(where(said & PARTED != 0)), runs, groups)
    if anchors.size:
        yield from _tokens(area, anchors)


def ibans(area: Area, long: Places, said: Text, four: Places) -> Iterator[Found]:
    """The `written.ibans` of the area; `four`: where two groups of digits begin, see `Groups`."""
    places = _iban_places(area.text, long.take(where(said & LETTERED != 0)), four)
    if places.size:
        yield from _looked_at(area.text, places, written.ibans)


class Groups(NamedTuple):
    """Where two groups of digits begin that a blank or dash joins."""

    four: Places  # 4, and four or more
    three_four: Places  # 3 4; a letter is before them, perhaps with a blank or dash


def masked(area: Area, data: bytes | bytearray, start: int, end: int, *, ascii_only: bool) -> Iterator[Found]:
    """Masked numbers, in an area whose text is [`start`, `end`) of `data` with its padding."""
    found = []
    for sign, ahead in _SOUGHT[: 2 if ascii_only else None]:
        at = data.find(sign, start, end)
        if at < 0:
            continue
        few: list[int] = []
        while at >= 0 and len(few) < _FEW:
            few.append(at)
            at = data.find(sign, at + 1, end)
        if at >= 0:
            yield from _looked_at(area.text, _before_masks(area), written.masked, REACH)
            return
        found.append(np.array(few) + (PAD - start - ahead))
    if found:
        text, places = area.text, np.concatenate(found)
        places = places.take(where(_SECOND.take(text.take(places + 1)) & _FIRST.take(text.take(places))))
        places.sort()
        once = np.ones(places.size, dtype=np.bool_)
        once[1:] = places[1:] != places[:-1]  # np.unique loads a hundred files first
        yield from _looked_at(text, places.take(where(once)), written.masked)


def _before_masks(area: Area) -> Places:
    """Where four digits begin that signs of a mask are before: what is left to do in a text that is full of these."""
    text = area.text
    four = area.block.four_and_more()
    one = text.take(four - 1)
    two = text.take(four - 2)
    return four.take(where(_MASK.take(one) | (_PARTS_MASK.take(one) & _MASK.take(two))))


def _looked_at(
    text: Text, places: Places, rule: Callable[[bytes, int, int], Iterable[written.Token]], before: int = 0
) -> Iterator[Found]:
    """What a rule of `written` finds at each of the places, or up to so many bytes before it."""
    yield from _by_kind(
        (kind, low + start, low + end)
        for around, low, first, last in _stretches(text, places)
        for kind, start, end, _ in rule(around, first - before, last)
    )


def _stretches(text: Text, places: Places) -> Iterator[tuple[bytes, int, int, int]]:
    """What is round the places, which are in order, where it begins, and [first, last) of the places in it.

    Where they stand close, many share one: a byte is looked at so often as there are patterns, not places.
    """
    if not places.size:
        return
    cuts = where(np.diff(places) > REACH)
    firsts, lasts = places.take(np.append(0, cuts + 1)), places.take(np.append(cuts, -1))
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        low = max(0, first - 2 * REACH)
        yield text[low : last + 2 * REACH].tobytes(), low, first - low, last + 1 - low


def _by_kind(found: Iterable[tuple[int, int, int]]) -> Iterator[Found]:
    """Kinds with starts and ends as arrays of these by kind."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for kind, start, end in found:
        spans.setdefault(kind, []).append((start, end))
    for kind, several in spans.items():
        start, end = np.array(several, dtype=np.int64).T
        yield kind, start, end


def _tokens(area: Area, anchors: Places) -> Iterator[Found]:
    places = places_of_values(area.text, anchors)
    if not places.size:
        return
    masks = area.labelled(places, places, LICENSE_LABEL, ACCOUNT_LABEL)
    for kind, mask in zip((LICENSE, ACCOUNT), masks, strict=True):
        labelled = places.take(where(mask))
        anchored = set(labelled.tolist())
        yield from _by_kind(
            (kind, low + start, low + end)
            for around, low, first, last in _stretches(area.text, labelled)
            for _, start, end, anchor in written.tokens(around, first - REACH, last, (kind,))
            if low + anchor in anchored
        )


def _anchors(text: Text, lettered: Places, parted: Places, runs: Runs, groups: Groups) -> Places:
    """Where the anchor of a token may be: digits that a letter or another group touches.

    `lettered` are the runs of seven digits and more that a letter is before, `parted` those that a blank or dash and
    something of a word are before.
    """
    lone = groups.three_four
    if lone.size:
        lone = lone.take(where(LETTER.take(text.take(lone - 1)) | ~_WORD.take(text.take(lone - 3))))
    found = [_after_border(text, np.concatenate((lettered, groups.four, lone))), _lettered_behind(text, runs)]
    if parted.size:
        two = text.take(parted - 2)
        joined = DIGIT.take(two) | (text.take(parted - 1) == _DASH) | ~_WORD.take(text.take(parted - 3))
        found.append(parted.take(where(joined)))
    places = np.concatenate(found)
    places.sort()
    return places


def _lettered_behind(text: Text, runs: Runs) -> Places:
    """Runs of seven digits and more, at the beginning of a word, with one or two letters behind."""
    some = where(LETTER.take(runs.behind))
    start = runs.start.take(some)
    if not start.size:
        return start
    behind = runs.end.take(some) + 1
    behind += LETTER.take(text.take(behind))
    return start.take(where(~_WORD.take(text.take(behind)) & ~_WORD.take(text.take(start - 1))))


def _after_border(text: Text, start: Places) -> Places:
    """Those of the places that up to four letters are before, which begin a word, two digits before them or not.

    Where the word cannot be a value by what is before it, its place is left out.
    """
    if not start.size:
        return start
    at = start - 1
    for _ in range(4):
        at -= LETTER.take(text.take(at))
    border = text.take(at)
    free = ~_WORD.take(border)
    digits = where(DIGIT.take(border))  # a licence of New Hampshire
    if digits.size:
        free[digits] = ~_WORD.take(text.take(at.take(digits) - 2))
    free &= (by_pair(border, text.take(at - 1)) & SAID) != NEVER
    kept = where(free)
    start, at = start.take(kept), at.take(kept)
    dash = where(text.take(at) == _DASH)
    if dash.size:
        free = np.ones(start.size, dtype=np.bool_)
        free[dash] = ~four_hex(text, at.take(dash) - 4)
        start = start.take(where(free))
    return start


def _iban_places(text: Text, lettered: Places, four: Places) -> Places:
    """Where two capitals and two digits begin something with enough digits in it."""
    found = []
    if lettered.size:
        lettered = lettered.take(where(_CAPITAL.take(text.take(lettered - 1))))
    if lettered.size:
        found += [_begins_iban(text, lettered - far) for far in (2, 5, 6, 7, 8)]
    if four.size:
        four = four.take(where((text.take(four - 1) == _BLANK) & (text.take(four + 4) == _BLANK)))
        four = four.take(where(_WORD.take(text.take(four - 2))))
    if four.size:
        found += [_begins_iban(text, four - far) for far in (5, 10)]
    if not found:
        return four[:0]
    places = np.concatenate(found)
    places.sort()
    return places


def _begins_iban(text: Text, start: Places) -> Places:
    capital = where(_CAPITAL.take(text.take(start)))
    if not capital.size:
        return start[:0]
    start = start.take(capital)
    begins = _CAPITAL.take(text.take(start + 1)) & ~_WORD.take(text.take(start - 1))
    begins &= DIGIT.take(text.take(start + 2)) & DIGIT.take(text.take(start + 3))
    return start.take(where(begins))


def claims(area: Area, runs: Runs) -> Iterator[Found]:
    """Numbers of old Medicare cards: an SSN, in groups or among `runs` of nine digits, with letters behind."""
    grouped = area.shapes.ssn
    if grouped.size:
        yield from _claims(area, grouped, 11, area.text.take(grouped + 11))
    if runs.start.size:
        yield from _claims(area, runs.start, 9, runs.behind)


_OFFSETS = {11: [0, 1, 2, 4, 5, 7, 8, 9, 10], 9: list(range(9))}
"""of the digits, by the length of the number"""


def _claims(area: Area, start: Places, length: int, behind: Text) -> Iterator[Found]:
    text = area.text
    near = where(_JOINS.take(behind))
    some = start.take(near)
    letter = some + length + _BLANK_OR_DASH.take(behind.take(near))
    some = some.take(where(LETTER.take(text.take(letter))))
    if not some.size:
        return
    letter = some + length
    letter += _BLANK_OR_DASH.take(text.take(letter))
    kept = free_before(text, some, bare=length == 9)
    kept &= ~(_WORD.take(text.take(letter + 1)) & _WORD.take(text.take(letter + 2)))
    some = some.take(where(kept))
    if some.size:
        some = some.take(where(valid_digits(digits_at(text, some, _OFFSETS[length]))))
    if some.size:
        letter = some + length
        letter += _BLANK_OR_DASH.take(text.take(letter))
        end = letter + 1 + _WORD.take(text.take(letter + 1))
        some = some.take(where(area.labelled(some, end, MEDICARE_LABEL)[0]))
    labelled = set(some.tolist())
    yield from _by_kind(
        (SSN_CLAIM, low + start, low + end)
        for around, low, first, last in _stretches(text, some)
        for start, end in reference.written_as_claims(around, first, last + REACH)
        if low + start in labelled
    )
