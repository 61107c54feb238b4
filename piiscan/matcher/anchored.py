"""The numbers of `written`, found fast: where one may be, by arithmetic; what is left is looked at there.

Rule: what is let through here may be too much, never too little: every number of `written` has its anchor at
one of these places. What stands at a place, `written` says, so the two ways cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np

from piiscan.detectors.financial_account import iban_array
from piiscan.detectors.ssn import valid_digits
from piiscan.matcher import reference, written
from piiscan.matcher.alike import forms
from piiscan.matcher.area import Area
from piiscan.matcher.borders import (
    BLANK_OR_DASH,
    CAPITAL,
    DIGIT,
    IN_WORD,
    LETTER,
    SSN_DIGITS,
    Text,
    digits_at,
    free_before,
    table,
    where,
)
from piiscan.matcher.hits import ACCOUNT, IBAN, LICENSE, SSN_CLAIM, Found
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, MEDICARE_LABEL
from piiscan.matcher.seldom import FEW_SIGNS
from piiscan.matcher.shapes import Places
from piiscan.matcher.written import REACH

_BLANK = ord(" ")
_ROUND = 24
"""Bytes before a place that rules look at: what may be before a number, or before what is masked of it."""
_AHEAD = REACH + 8
_JOINS = LETTER | BLANK_OR_DASH
_MASK = table(b"*X\x95\xa2")  # the last bytes of signs
_PARTS_MASK = table(b" -.")
_UNMASKED = 4
"""Digits that every masked number ends with."""

Rule = Callable[[bytes, int, int], Iterable[written.Token]]


def ibans(area: Area) -> Iterator[Found]:
    """The `written.ibans` of the area."""
    text = area.text
    places = _iban_places(text, area.survey.iban, area.survey.four)
    if places.size:
        found, places = forms(text, places, _ROUND, _AHEAD)
        for form in found:
            yield from _ibans_alike(text, form.places)
        yield from _looked_at(text, places, written.ibans)


def _ibans_alike(text: Text, places: Places) -> Iterator[Found]:
    """The IBANs at places with the same round them but for digits, which have the check in them."""
    around = _around(text, places, _ROUND)
    for _, start, end, _ in written.like_ibans(around, _ROUND, _ROUND + 1):
        offsets = np.array([at - _ROUND for at in range(start, end) if around[at] != _BLANK])
        codes = text.take(places + offsets[:, None])
        some = places.take(where(iban_array(codes, np.full(places.size, offsets.size))))
        yield IBAN, some, some + (end - start)


def masked(area: Area) -> Iterator[Found]:
    """The masked numbers of the area."""
    places, before, ends = area.survey.sign, 0, 0
    if places.size > FEW_SIGNS:
        places, before, ends = _before_masks(area), REACH, _UNMASKED
    found, places = forms(area.text, places, before + _ROUND, _AHEAD)
    for form in found:
        yield from _alike(area.text, form.places, before, written.masked, ends=ends)
    yield from _looked_at(area.text, places, written.masked, before)


def _before_masks(area: Area) -> Places:
    """Where four digits begin that signs of a mask are before: what is left to do in a text that is full of these."""
    text = area.text
    four = area.block.four_and_more()
    one = text.take(four - 1)
    two = text.take(four - 2)
    return four.take(where(_MASK.take(one) | (_PARTS_MASK.take(one) & _MASK.take(two))))


def _alike(
    text: Text, places: Places, before: int, rule: Rule, *, anchored: bool = False, ends: int = 0
) -> Iterator[Found]:
    """What a rule finds at each of some places, or up to so many bytes before, with the same round it but for digits.

    anchored: only what has its anchor there. ends: only what ends so many bytes behind it.
    """
    around = _around(text, places, before + _ROUND)
    at = before + _ROUND
    for kind, start, end, anchor in rule(around, at - before, at + 1):
        if (anchor == at or not anchored) and (end == at + ends or not ends):
            yield kind, places + (start - at), places + (end - at)


def _around(text: Text, places: Places, before: int) -> bytes:
    """What is round the first of some places."""
    at = int(places[0])
    return text[at - before : at + _AHEAD].tobytes()


def _looked_at(text: Text, places: Places, rule: Rule, before: int = 0) -> Iterator[Found]:
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


def tokens(area: Area) -> Iterator[Found]:
    """The `written.tokens` of the area that have a label."""
    places = area.survey.anchor
    if not places.size:
        return
    masks = area.labelled(places, places, LICENSE_LABEL, ACCOUNT_LABEL)
    for kind, mask in zip((LICENSE, ACCOUNT), masks, strict=True):
        labelled = places.take(where(mask))
        rule = partial(written.tokens, kinds=(kind,))
        found, labelled = forms(area.text, labelled, REACH + _ROUND, _AHEAD)
        unlike = [labelled]
        for form in found:
            if written.tells_digits(kind, form.written):
                unlike.append(form.places)
            else:
                yield from _alike(area.text, form.places, REACH, rule, anchored=True)
        labelled = np.sort(np.concatenate(unlike))
        anchored = set(labelled.tolist())
        yield from _by_kind(
            (kind, low + start, low + end)
            for around, low, first, last in _stretches(area.text, labelled)
            for _, start, end, anchor in rule(around, first - REACH, last)
            if low + anchor in anchored
        )


def _iban_places(text: Text, lettered: Places, four: Places) -> Places:
    """Where two capitals and two digits begin something with enough digits in it."""
    found = []
    if lettered.size:
        found += [_begins_iban(text, lettered - far) for far in (2, 5, 6, 7, 8)]
    if four.size:
        four = four.take(where((text.take(four - 1) == _BLANK) & (text.take(four + 4) == _BLANK)))
        four = four.take(where(IN_WORD.take(text.take(four - 2))))
    if four.size:
        found += [_begins_iban(text, four - far) for far in (5, 10)]
    if not found:
        return four[:0]
    places = np.concatenate(found)
    places.sort()
    return places


def _begins_iban(text: Text, start: Places) -> Places:
    capital = where(CAPITAL.take(text.take(start)))
    if not capital.size:
        return start[:0]
    start = start.take(capital)
    begins = CAPITAL.take(text.take(start + 1)) & ~IN_WORD.take(text.take(start - 1))
    begins &= DIGIT.take(text.take(start + 2)) & DIGIT.take(text.take(start + 3))
    return start.take(where(begins))


def claims(area: Area) -> Iterator[Found]:
    """Numbers of old Medicare cards: an SSN, in groups or nine digits in a row, with letters behind."""
    for start, length in ((area.survey.ssn, 11), (area.survey.nine, 9)):
        if start.size:
            yield from _claims(area, start, length, area.text.take(start + length))


def _claims(area: Area, start: Places, length: int, behind: Text) -> Iterator[Found]:
    text = area.text
    near = where(_JOINS.take(behind))
    some = start.take(near)
    letter = some + length + BLANK_OR_DASH.take(behind.take(near))
    some = some.take(where(LETTER.take(text.take(letter))))
    if not some.size:
        return
    letter = some + length
    letter += BLANK_OR_DASH.take(text.take(letter))
    kept = free_before(text, some, bare=length == 9)
    kept &= ~(IN_WORD.take(text.take(letter + 1)) & IN_WORD.take(text.take(letter + 2)))
    some = some.take(where(kept))
    if some.size:
        some = some.take(where(valid_digits(digits_at(text, some, SSN_DIGITS[length]))))
    if some.size:
        letter = some + length
        letter += BLANK_OR_DASH.take(text.take(letter))
        end = letter + 1 + IN_WORD.take(text.take(letter + 1))
        some = some.take(where(area.labelled(some, end, MEDICARE_LABEL)[0]))
    found, some = forms(text, some, _ROUND, _AHEAD)
    for form in found:
        around = _around(text, form.places, _ROUND)
        for first, last in reference.written_as_claims(around, _ROUND, _ROUND + 1 + REACH):
            if first == _ROUND:
                yield SSN_CLAIM, form.places, form.places + (last - first)
    labelled = set(some.tolist())
    yield from _by_kind(
        (SSN_CLAIM, low + start, low + end)
        for around, low, first, last in _stretches(text, some)
        for start, end in reference.written_as_claims(around, first, last + REACH)
        if low + start in labelled
    )
