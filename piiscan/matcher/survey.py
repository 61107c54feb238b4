"""The places of a block where a number may begin, as far as the bytes beside it tell: before any label is sought.

Rule: one question, `surveyed`, and two ways to the same answer: `by_masks` with numpy, which is always there and says
the rules, and the compiled `kernel`, where it could be built, in a seventh of the time. A test demands the same
places of both on any bytes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from piiscan.matcher import kernel, unusual
from piiscan.matcher.apart import cells, given
from piiscan.matcher.bare_cards import GROUPED, SEPARATOR, at_a_break, bare_places, grouped_places
from piiscan.matcher.beside import LETTERED, LONE, PARTED, Runs, before, by_pair, places_of_values, runs
from piiscan.matcher.borders import (
    BLANK_OR_DASH,
    CAPITAL,
    DIGIT,
    IN_WORD,
    LETTER,
    Mask,
    Text,
    four_hex,
    free_after,
    free_before,
    table,
    where,
)
from piiscan.matcher.seldom import signs, washington
from piiscan.matcher.shapes import PAD, Block, Places
from piiscan.matcher.value import KEYED_PARTED, NEVER, QUOTE, SAID, SSN, ends_as_label, ssn_position, value_position

NINE_BEHIND = LETTER | table(b" -\xe2|:.\r\n")
"""What is behind nine digits that a claim number or a magnetic ink line begins with, or a field of a message ends."""
SSN_SEPARATOR = table(b" -.\x96\x97\xa0\xad")
S = table(b"sS")
A = table(b"aA")
ESCAPED_OR_WIDE = 1 | 2
"""Bits of what `kernel.survey` has seen,"""
JOINED = 4 | 8
"""and those that tell only together: a byte that begins a separator, and one beyond ASCII behind a digit."""
_BLANK, _DASH, _COLON, _QUOTE, _ARROW = b' -:">'
_ASSIGNING = table(b"=:>")
_SEVEN, _EIGHT, _NINE = np.uint8(7), np.uint8(8), np.uint8(9)
_MOST = 10
"""more digits than seven that a license or account may have"""


class Survey(NamedTuple):
    """Places in order. A digit in a comment is a run of exactly so many digits."""

    ssn: Places  # 3 2 4, whatever is between
    delimited: Places  # those of them with one separator twice, and nothing joined to them
    four: Places  # 4, and four or more; a separator of cards between; see `_of_more`
    three_four: Places  # 3 4; a blank or dash between, and SA before, perhaps with a blank or dash
    card: Places  # 12 to 19 digits that pass Luhn and begin as some card does
    card_lengths: Places
    nine: Places  # nine digits with one of `NINE_BEHIND` behind them
    nine_value: Places  # nine digits that may be the value of a label
    short: Places  # seven or eight digits as the value of a JSON key
    short_lengths: Places
    keyed_short: Places  # the same behind any sign that gives a key its value, where the key ends as a label of an SSN
    keyed_short_lengths: Places
    loose: Places  # seven to seventeen digits that may be the value of a label
    loose_lengths: Places
    iban: Places  # seven digits and more behind a capital
    anchor: Places  # digits that a token may have as its first, see `written`, in the place of a value
    lettered_seven: Places  # runs of seven digits behind SA, perhaps with a blank or dash
    lettered_eight: Places  # of eight behind an S
    by_four: Places  # 4 4 4 4 that pass Luhn, parted by one separator of cards, and nothing joined to them
    by_four_five: Places  # the same of 4 6 5,
    by_four_four: Places  # 4 6 4,
    by_four_three: Places  # and 4 4 4 4 3
    sign: Places  # two bytes as masks are made of; beyond `FEW_SIGNS` not all
    given: Places  # letters and digits that stand as a value of a statement does, see `apart`
    cell: Places  # what begins a cell: of most rows above, and runs that begin a line
    washington: Places  # WDL


PROVED = Survey._fields.index("given")
"""So many of them may be numbers by themselves; the rest need what stands far away."""


def surveyed(block: Block, text: Text) -> tuple[Survey, bool]:
    """What `Block.load` gave, surveyed, and whether something may stand there that only `unusual` finds.

    The places hold until the next survey.
    """
    if not kernel.BUILT:
        return by_masks(block, text)
    rows, seen = kernel.survey(block, text)
    return Survey._make(rows), seen & ESCAPED_OR_WIDE != 0 or seen & JOINED == JOINED


def by_masks(block: Block, text: Text) -> tuple[Survey, bool]:
    """The same with numpy: every array is of ever fewer places, cheap tests first."""
    data = text.tobytes()
    ssn, four, three_four, threes, long = block.shapes(text)
    four = four.take(where(SEPARATOR.take(text.take(four + 4))))
    if three_four.size:
        three_four = three_four.take(where(before(text, three_four) & (LETTERED | LONE) != 0))
        three_four = three_four.take(where(BLANK_OR_DASH.take(text.take(three_four + 3))))
    said = before(text, long)
    some = runs(text, block, long, said)
    nine = some.some(where(some.lengths == _NINE))
    lettered = long.take(where(said & LETTERED != 0))
    loose = _loose(text, some)
    short = _short(text, some)
    keyed = _keyed_short(text, some)
    cards = bare_places(text, some.start, some.lengths)
    nine_value = _nine_value(text, nine.start)
    iban = lettered.take(where(CAPITAL.take(text.take(lettered - 1))))
    eight = _lettered(text, some, _EIGHT, (S,))
    anchors = _anchors(text, lettered, long.take(where(said & PARTED != 0)), some, (four, three_four, threes))
    found = Survey(
        ssn=ssn,
        delimited=_delimited(text, ssn),
        four=_of_more(text, four),
        three_four=behind_letters(text, three_four, (A, S)),
        card=cards[0],
        card_lengths=cards[1],
        nine=nine.start.take(where(NINE_BEHIND.take(nine.behind))),
        nine_value=nine_value,
        short=short[0],
        short_lengths=short[1],
        keyed_short=keyed[0],
        keyed_short_lengths=keyed[1],
        loose=loose[0],
        loose_lengths=loose[1],
        iban=iban,
        anchor=places_of_values(text, anchors) if anchors.size else anchors,
        lettered_seven=_lettered(text, some, _SEVEN, (A, S)),
        lettered_eight=eight,
        **{name: grouped_places(text, four, sizes) for name, sizes in GROUPED.items()},
        sign=signs(data, text, block.end),
        given=given(text, block, long),
        cell=cells(text, block, long, (loose[0], nine_value, iban, eight)),
        washington=washington(data, block.end),
    )
    return found, unusual.possible(data, PAD, block.end, lambda: block.joined(text))


def _delimited(text: Text, start: Places) -> Places:
    separator = text.take(start + 3)
    same = SSN_SEPARATOR.take(separator)
    same &= separator == text.take(start + 6)
    start = start.take(where(same))
    if not start.size:
        return start
    free = free_before(text, start)
    free &= free_after(text, start + 11)
    return start.take(where(free))


def _nine_value(text: Text, start: Places) -> Places:
    if start.size:
        start = start.take(where(ssn_position(text, start)))
    if start.size:
        start = start.take(where(free_before(text, start, bare=True) & free_after(text, start + 9)))
    return start


def _loose(text: Text, runs: Runs) -> tuple[Places, Places]:
    # what is below zero wraps round
    sized = where((runs.lengths - _SEVEN <= _MOST) & (runs.before & SAID != NEVER))
    start, end = runs.start.take(sized), runs.end.take(sized)
    if start.size:
        stands = where(value_position(text, start, runs.before.take(sized)))
        start, end = start.take(stands), end.take(stands)
    if start.size:
        free = where(free_before(text, start, bare=True) & free_after(text, end))
        start, end = start.take(free), end.take(free)
    return start, end - start


def _short(text: Text, runs: Runs) -> tuple[Places, Places]:
    keyed = where((runs.lengths <= _EIGHT) & (runs.before & SAID >= KEYED_PARTED))
    start, end = runs.start.take(keyed), runs.end.take(keyed)
    if start.size:
        blank = text.take(start - 1) == _BLANK
        keyed = where((text.take(start - 1 - blank) == _COLON) & (text.take(start - 2 - blank) == _QUOTE))
        start, end = start.take(keyed), end.take(keyed)
    if start.size:
        kept = where(free_after(text, end))
        start, end = start.take(kept), end.take(kept)
    return start, end - start


def _keyed_short(text: Text, runs: Runs) -> tuple[Places, Places]:
    some = where(runs.lengths <= _EIGHT)
    start, end = runs.start.take(some), runs.end.take(some)
    at = start - 1
    at -= text.take(at) == _BLANK
    kept = where(_ASSIGNING.take(text.take(at)))
    start, end, at = start.take(kept), end.take(kept), at.take(kept)
    if start.size:
        at -= text.take(at) == _ARROW
        at -= 1
        at -= text.take(at) == _BLANK
        at -= QUOTE.take(text.take(at))
        kept = where(ends_as_label(text, at, SSN) & free_after(text, end))
        start, end = start.take(kept), end.take(kept)
    return start, end - start


def _lettered(text: Text, runs: Runs, length: np.uint8, letters: tuple[Mask, ...]) -> Places:
    start = runs.start.take(where((runs.lengths == length) & (runs.before & (LETTERED | LONE) != 0)))
    return behind_letters(text, start, letters)


def behind_letters(text: Text, start: Places, letters: tuple[Mask, ...]) -> Places:
    """Those of some digits that letters stand before (from the digits backwards), perhaps with a blank or dash."""
    for back, letter in enumerate(letters, 1):
        if start.size:
            parted = BLANK_OR_DASH.take(text.take(start - 1))
            start = start.take(where(letter.take(text.take(start - back - parted))))
    return start


def _of_more(text: Text, start: Places) -> Places:
    """Those of 4 and 4 digits that a license or an IBAN may go on with, or that a line ends near: else nobody asks."""
    one, behind = text.take(start - 1), text.take(start + 4)
    licensed = BLANK_OR_DASH.take(behind) & S.take(text.take(start - 1 - BLANK_OR_DASH.take(one)))
    inside = (one == _BLANK) & (behind == _BLANK) & IN_WORD.take(text.take(start - 2))
    inside &= CAPITAL.take(text.take(start - 5)) | CAPITAL.take(text.take(start - 10))
    return start.take(where(licensed | inside | at_a_break(text, start)))


def _anchors(text: Text, lettered: Places, parted: Places, runs: Runs, groups: tuple[Places, Places, Places]) -> Places:
    """Where the anchor of a token may be: digits that a letter or another group touches.

    `lettered` are the runs of seven digits and more that a letter is before, `parted` those that a blank or dash and
    something of a word are before.
    """
    four, lone, threes = groups
    threes = threes.take(where(_third(text, threes)))
    four = four.take(where(BLANK_OR_DASH.take(text.take(four + 4))))
    if lone.size:
        lone = lone.take(where(LETTER.take(text.take(lone - 1)) | ~IN_WORD.take(text.take(lone - 3))))
    found = [_after_border(text, np.concatenate((lettered, four, lone, threes))), _lettered_behind(text, runs)]
    if parted.size:
        two = text.take(parted - 2)
        joined = DIGIT.take(two) | (text.take(parted - 1) == _DASH) | ~IN_WORD.take(text.take(parted - 3))
        found.append(parted.take(where(joined)))
    places = np.concatenate(found)
    if places.size < 2:
        return places
    places.sort()
    once = np.ones(places.size, dtype=np.bool_)
    once[1:] = places[1:] != places[:-1]
    return places[once]


def _third(text: Text, start: Places) -> Mask:
    """Where two or three digits are behind 3 3, parted by one blank or dash."""
    separator = text.take(start + 3)
    good: Mask = BLANK_OR_DASH.take(separator)
    good &= separator == text.take(start + 7)
    good &= DIGIT.take(text.take(start + 8)) & DIGIT.take(text.take(start + 9))
    good &= ~(DIGIT.take(text.take(start + 10)) & DIGIT.take(text.take(start + 11)))
    return good


def _lettered_behind(text: Text, runs: Runs) -> Places:
    """Runs of seven digits and more, at the beginning of a word, with one or two letters behind."""
    some = where(LETTER.take(runs.behind))
    start = runs.start.take(some)
    if not start.size:
        return start
    behind = runs.end.take(some) + 1
    behind += LETTER.take(text.take(behind))
    return start.take(where(~IN_WORD.take(text.take(behind)) & ~IN_WORD.take(text.take(start - 1))))


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
    free = ~IN_WORD.take(border)
    digits = where(DIGIT.take(border))  # a licence of New Hampshire
    if digits.size:
        free[digits] = ~IN_WORD.take(text.take(at.take(digits) - 2))
    free &= (by_pair(border, text.take(at - 1)) & SAID) != NEVER
    kept = where(free)
    start, at = start.take(kept), at.take(kept)
    dash = where(text.take(at) == _DASH)
    if dash.size:
        free = np.ones(start.size, dtype=np.bool_)
        free[dash] = ~four_hex(text, at.take(dash) - 4)
        start = start.take(where(free))
    return start
