"""Forms that were printed first and filled in afterwards: what is written last goes where it stands on the page.

A page is read in the order in which it was written. Of a form that was filled in and saved flat, or typed over, that is
all of its labels and then all of its values. Rule: where the order of a page goes back up, and at least half of what
comes then stands beside, below or above a label of what came before, each line of it is put at its label. The columns
of a text go back up too, but have no labels beside them; their order stays. So does that of columns and cells that have
labels of their own, or no label of what came before below where they begin: whoever fills in a form writes values, and
not below all of it. A page whose order leaps up and down all the time is read from top to bottom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from piiscan.formats.segments.cell_labels import is_label
from piiscan.formats.segments.label_words import has_label_word

_FILLERS = " \t_.\u2026\r"  # of a line to write on
_FILLED = re.compile(r"[_.\u2026]{2,}[_.\u2026 ]*")
_NUMBER = re.compile(r"\d{3}")
_WORD = re.compile(r"\S+")
_SHORT, _WORDS, _LONGEST = 40, 5, 200  # characters and words of a label beside a value; characters of labels above it
_ABOVE, _BELOW, _NEARER = 2.6, 1.7, 0.7  # heights of a line between a value and its label; of how much nearer one is
_SAME = 0.5  # of the height of a line: so far apart are the middles of what stands on one
_FEWEST = 2  # values
_LABELLED = 0.25  # of the values, at most: those that are labels, or begin with one
_PASSES, _LINES = 12, 400  # of a page: that many are tried, and lines looked at
_GAP = "   "
_LEAP, _OFTEN, _FEWEST_LEAPS = 2.5, 5, 2  # heights of a line; one in so many goes up, and one down; so many of each
_BEFORE, _ON, _AFTER = range(3)


class Boxes(Protocol):
    """Where the characters of a page stand, by their offsets in its text."""

    def edges(self, at: int) -> tuple[float, float] | None:
        """Where a character begins and ends on its line; None where nobody knows."""

    def across(self, at: int) -> tuple[float, float]:
        """The bottom and the top of the line that a character stands in."""

    def gaps(self, line: str, start: int, height: float) -> Iterator[tuple[int, float]]:
        """The blanks between the columns of a line, each with where the next one begins."""


class _Line(NamedTuple):
    at: int
    text: str
    start: int
    left: float
    right: float
    low: float
    high: float
    drawn: bool  # whether it ends with a line to write on

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def height(self) -> float:
        return self.high - self.low


class Placed(NamedTuple):
    """The lines of a page by where they stand: and what is written on each, with the character it stands before."""

    lines: list[int]
    written: dict[int, list[tuple[int, str]]]
    rows: Sequence[Sequence[tuple[float, float, str]]] = ()  # instead, of a page whose order says nothing


def overlaid(lines: Sequence[str], starts: Sequence[int], boxes: Boxes) -> Placed | None:
    """The order of the lines of a page that is a form and its values; None where it is none, and stays as it is."""
    spots = [(at, *boxes.across(starts[at])) for at, line in enumerate(lines) if line.strip()]
    turns = [now for now in range(1, len(spots)) if spots[now][1] >= spots[now - 1][2] > 0]
    if not turns or len(spots) > _LINES:
        return None
    every = list(_measured(lines, starts, spots, boxes))
    if len(every) != len(spots):
        return None
    if _leaps(every) and sum(_says_label(line.text) for line in every) >= _FEWEST:
        return Placed([], {}, _from_top(every, boxes))
    for turn in turns[:_PASSES]:
        form, values = every[:turn], sorted(every[turn:], key=lambda line: (-round(line.middle), line.left))
        below = any(one.high <= every[turn].middle and (one.drawn or _says_label(one.text)) for one in form)
        if not below or sum(_says_label(value.text) for value in values) > _LABELLED * len(values):
            continue
        anchors = _anchors(form, values)
        if len(anchors) >= max(_FEWEST, len(values) / 2):
            return _put(lines, form, values, anchors, boxes)
    return None


def _leaps(every: Sequence[_Line]) -> bool:
    """Whether the order of a page goes far up and far down so often that it says nothing."""
    steps = [(two.middle - one.middle) / max(one.height, 1) for one, two in pairwise(every)]
    up, down = sum(step > _LEAP for step in steps), sum(step < -_LEAP for step in steps)
    return min(up, down) >= max(_FEWEST_LEAPS, len(every) / _OFTEN)


def _from_top(every: Sequence[_Line], boxes: Boxes) -> list[list[tuple[float, float, str]]]:
    """The rows of a page from top to bottom: where each word begins and ends, and the word."""
    rows: list[list[_Line]] = []
    for line in sorted(every, key=lambda line: -line.middle):
        if rows and rows[-1][0].middle - line.middle < _SAME * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(word for line in row for word in _words_of(line, boxes)) for row in rows]


def _words_of(line: _Line, boxes: Boxes) -> Iterator[tuple[float, float, str]]:
    """The words of a line, which may stand in another order than they were written in."""
    for word in _WORD.finditer(line.text):
        ends = boxes.edges(line.start + word.start()), boxes.edges(line.start + word.end() - 1)
        if ends[0] is not None and ends[1] is not None:
            yield ends[0][0], ends[1][1], word[0]


def _says_label(text: str) -> bool:
    return is_label(text.partition(": ")[0].strip())


def _measured(
    lines: Sequence[str], starts: Sequence[int], spots: Sequence[tuple[int, float, float]], boxes: Boxes
) -> Iterator[_Line]:
    for at, low, high in spots:
        drawn = _drawn(lines[at])
        text = lines[at].rstrip(_FILLERS if drawn else " \t\r")
        first = len(text) - len(text.lstrip())
        ends = boxes.edges(starts[at] + first), boxes.edges(starts[at] + max(0, len(text) - 1))
        if ends[0] is not None and ends[1] is not None:
            yield _Line(at, text, starts[at], ends[0][0], ends[1][1], low, high, drawn)


def _drawn(line: str) -> bool:
    return line.rstrip(" \t\r").endswith(("__", "..", "\u2026"))


def _anchors(form: Sequence[_Line], values: Sequence[_Line]) -> dict[int, tuple[_Line, int]]:
    """Of each value the line of the form that is its label, and whether it stands before, on or after it."""
    by_height = sorted(form, key=lambda line: line.low)
    lows = [line.low for line in by_height]
    found: dict[int, tuple[_Line, int]] = {}
    for value in values:
        reach = _ABOVE * value.height
        near = by_height[bisect_left(lows, value.low - reach) : bisect_left(lows, value.high + reach)]
        anchor = _beside(value, near) or _over_or_under(value, near)
        if anchor is not None:
            found[value.at] = anchor
    return found


def _beside(value: _Line, near: Sequence[_Line]) -> tuple[_Line, int] | None:
    same = [one for one in near if one.left < value.left and abs(one.middle - value.middle) < _SAME * value.height]
    label = max(same, key=lambda one: one.left, default=None)
    return (label, _ON) if label is not None and (label.drawn or _is_beside(label.text)) else None


def _is_beside(text: str) -> bool:
    return text.endswith((":", "?")) or (len(text) <= _SHORT and text.count(" ") < _WORDS and is_label(text))


def _over_or_under(value: _Line, near: Sequence[_Line]) -> tuple[_Line, int] | None:
    about = [one for one in near if one.left < value.right and value.left - value.height < one.right and _names(one)]
    over = min(((one.low - value.low, one.at, one) for one in about if one.middle > value.middle), default=None)
    under = min(((value.low - one.low, one.at, one) for one in about if one.middle <= value.middle), default=None)
    if under is not None and under[0] > _BELOW * value.height:
        under = None
    if under is not None and (over is None or under[0] < _NEARER * over[0]):
        return under[2], _BEFORE
    return (over[2], _AFTER) if over is not None else None


def _names(line: _Line) -> bool:
    return len(line.text) <= _LONGEST and _NUMBER.search(line.text) is None and has_label_word(line.text)


def _put(
    lines: Sequence[str],
    form: Sequence[_Line],
    values: Sequence[_Line],
    anchors: dict[int, tuple[_Line, int]],
    boxes: Boxes,
) -> Placed:
    written: dict[int, list[tuple[int, str]]] = defaultdict(list)
    order: list[tuple[tuple[int, int, int], int]] = [((line.at, _ON, 0), line.at) for line in form]
    key = (form[-1].at, _AFTER)
    for count, value in enumerate(values):
        label, side = anchors.get(value.at, (None, _AFTER))
        if label is not None and side == _ON:
            written[label.at] += _cells(label, lines[label.at], value, boxes)
            key = (label.at, _AFTER)
            continue
        if label is not None:
            key = (label.at, side)
        order.append(((*key, count), value.at))
    empty = [at for at, line in enumerate(lines) if not line.strip()]
    return Placed([at for _, at in sorted(order)] + empty, dict(written))


def _cells(label: _Line, line: str, value: _Line, boxes: Boxes) -> Iterator[tuple[int, str]]:
    """What is written on a line, cell by cell, each with the character of the line it stands before."""
    gaps = list(boxes.gaps(value.text, value.start, value.height))
    begins = [(0, value.left), *((blank + 1, left) for blank, left in gaps)]
    ends = [*(blank for blank, _ in gaps), len(value.text)]
    for (begin, left), end in zip(begins, ends, strict=True):
        yield (
            bisect_left(range(len(line.rstrip())), left, key=lambda at: (boxes.edges(label.start + at) or (left,))[0]),
            value.text[begin:end].strip(),
        )


def with_written(line: str, written: Sequence[tuple[int, str]]) -> str:
    """A line with what is written on it, each before a character, in place of the dots or the line drawn there.

    >>> with_written("Name: _______ SSN: ________", [(8, "Ann Lee"), (20, "010-94-0001")])
    'Name: Ann Lee   SSN: 010-94-0001'
    """
    said, taken = "", 0
    for place, text in sorted(written):
        before = line[taken : max(place, taken)].rstrip(_FILLERS)
        said += f"{before} {text}{_GAP}" if before else f"{text}{_GAP}"
        drawn = _FILLED.match(line, max(place, taken))
        taken = drawn.end() if drawn is not None else max(place, taken)
    return (said + line[taken:].lstrip(_FILLERS)).rstrip()
