"""The columns of a page: where words stand far apart in a line, blanks keep them apart in its text.

PDFium writes one blank between two words, however far apart they stand, so that "Last Name", "SSN" and "Rate" of a
table are one heading, and a number below one of them is below all. Rule: only lines with a number that may matter are
looked at, and a few above those that have columns, where the titles are; running text, whose words stand close, stays
as it is.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Any

from piiscan.formats.segments.cell_labels import is_label, names_field
from piiscan.formats.segments.label_words import has_label_word
from piiscan.formats.segments.overlaid import Placed, overlaid, with_written

_BLANK = re.compile(" ")
_NUMBER = re.compile(r"\d{3}[-. ]?\d{2}[-. ]?\d{2}|(?<!\S)\d(?: \d(?!\S)| -){7}")  # in boxes of one digit, too
_DIGIT = re.compile(r"\d")
_RULE = re.compile(r"[\s_=-]*")
_IN_BOXES = re.compile(r"(?!.*\d{3}-\d{2}-\d{4} \d)\s*[0-9-](?: ?[0-9-]){6,}\s*")
_ABOVE = 3
"""Lines above one with a number that may hold its title."""
_WIDE = 0.9
"""Of the height of a line: a gap this wide parts columns. A blank has a third of it, in justified text the half."""
_APART = 0.8
"""And so wide is what parts them without the room of the letters themselves: a dot of a typewriter's is all room."""
_CLOSE, _OFF = 0.5, 0.4
"""So wide where the column of a row begins below it, and how far from there, both of the height of a line."""
_NARROWEST = 3  # blanks
_INDENTED = 3  # heights of a line that a row with an empty first cell begins right of the others at least
_LETTER = 0.5  # the width of a letter, by the height of its line
_GROUP = re.compile(r"(?<!\S)\d{1,4} \Z")
_NEXT_GROUP = re.compile(r"\d{1,4}(?!\S)")
_WORDS = re.compile(r"[^\W\d_][^\d\t|:=]{0,60}")
"""Of a cell that may be broken: no number, and no label with its value."""
_SURNAME = re.compile(r"[^\W\d_][\w'\u2019 -]{1,40},")
_BROKEN = 2  # lines
_LOWER = 0.2  # of the height of a line
_BESIDE = 2.6  # heights of a line, from its middle: of a cell of four lines beside another of one
_FURTHEST = 400  # columns
_FURTHEST_VALUE, _VALUE = 38, 40
"""Columns: a value at the other side of the page is further from its label than one is looked for; where it is put."""
_OVER = 2  # quarter turns, clockwise
_BACK, _TURNED_AWAY = (1, 2), (2, 3)
"""In which of them text runs to smaller numbers, and is higher where they are smaller."""
_MOST = 200_000  # characters of a page


Word = tuple[float, float, str]
"""Where a word begins and ends, and its text."""


def laid_out(words: Sequence[Word], height: float, margin: float) -> str:
    """The words of a line: one blank between those that stand close, the others as far from the margin as they are.

    >>> laid_out([(0, 20, "Ann"), (23, 40, "Lee"), (120, 160, "7")], 10, 0)
    'Ann Lee                 7'
    """
    text = ""
    end = margin
    for left, right, word in words:
        if text and left - end > _WIDE * height:
            text = text.ljust(len(text) + _NARROWEST).ljust(column_of(left - margin, height))
        elif text:
            text += " "
        text += word
        end = right
    return text


def _is_over(left: float, height: float, edges: Sequence[float]) -> bool:
    return any(abs(left - edge) < _OFF * height for edge in edges)


def column_of(distance: float, height: float) -> int:
    """The column of a text that something is in which stands so far from the margin, in a line of some height."""
    return min(_FURTHEST, round(distance / (_LETTER * height))) if height else 0


def with_columns(text_page: Any, text: str) -> str:  # noqa: ANN401 - an untyped library
    """The text of a page as PDFium gives it, with more blanks between columns. Lines stay lines."""
    if len(text) > _MOST or _NUMBER.search(text) is None or text_page.count_chars() != len(text):
        return text  # where a character has no place of its own
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    numbered = [at for at, line in enumerate(lines) if _NUMBER.search(line) is not None]
    boxes = _Boxes(text_page, starts[numbered[0]])
    filled = overlaid(lines, starts, boxes)
    if filled is not None:
        return _filled_in(lines, starts, boxes, filled)
    above = {at: range(max(0, at - _ABOVE), at) for at in numbered}
    wanted = {*numbered, *chain.from_iterable(above.values())}
    lefts = [left for at in wanted if lines[at].strip() and (left := boxes.left(starts[at])) is not None]
    if not lefts:
        return text
    margin = min(lefts)
    indents = boxes.indents([(at, starts[at]) for at in sorted(wanted) if " " in lines[at].strip()], margin)
    parted = {at: boxes.parted(lines[at], starts[at], margin, indents.get(at, 0)) for at in numbered}
    rows = [at for at, line in parted.items() if line is not lines[at]]
    for row in rows:
        edges = boxes.columns(lines[row], starts[row])
        for at in (*above[row], *_labels_below(lines, row)):
            if at not in parted:
                unit = boxes.height(starts[row]) if at > row else 0  # labels below are set smaller
                parted[at] = boxes.parted(lines[at], starts[at], margin, indents.get(at, 0), unit, edges)
    for at in rows:
        parted |= _with_broken_cell(boxes, lines, starts, at, parted[at], margin)
    return "\n".join(parted.get(at, line) for at, line in enumerate(lines))


def _labels_below(lines: Sequence[str], row: int) -> range:
    """The line right below one with columns, or below a rule, where it may be their labels, as of lines to write on."""
    at = row + 1 + (row + 1 < len(lines) and _RULE.fullmatch(lines[row + 1]) is not None)
    below = lines[at] if at < len(lines) else ""
    return range(at, at + 1) if has_label_word(below) and _DIGIT.search(below) is None else range(0)


def _filled_in(lines: Sequence[str], starts: Sequence[int], boxes: _Boxes, filled: Placed) -> str:
    """The text of a form with each value at its label: on its line, or on one of its own in the columns of the page."""
    if filled.rows:
        margin = min(left for row in filled.rows for left, *_ in row)
        height = min(height for at, line in enumerate(lines) if line.strip() and (height := boxes.height(starts[at])))
        return "\n".join(laid_out(row, height, margin) for row in filled.rows)
    alone = [at for at in filled.lines if lines[at].strip()]
    margin = min(left for at in alone if (left := boxes.left(starts[at])) is not None)
    unit = min(height for at in alone if (height := boxes.height(starts[at])))
    said = []
    for at in filled.lines:
        on = filled.written.get(at)
        if on is not None:
            said.append(with_written(lines[at], on))
        elif lines[at].strip():
            indent = column_of((boxes.left(starts[at]) or margin) - margin, unit)
            said.append(boxes.parted(lines[at].rstrip("\r"), starts[at], margin, indent, unit))
    return "\n".join(said)


def _with_broken_cell(
    boxes: _Boxes, lines: Sequence[str], starts: Sequence[int], at: int, row: str, margin: float
) -> dict[int, str]:
    """A row and the lines that its first cell is broken into, as one: the row has it all, the lines are empty."""
    begun = row.lstrip(" ").partition(" " * _NARROWEST)[0]
    rest = row.lstrip(" ")[len(begun) :].lstrip()
    if ":" in begun or is_label(begun):  # a field, and no cell of a table
        return {}
    if _WORDS.fullmatch(begun) and boxes.ends_before(lines, starts, at, len(begun)):  # "Novak," above "Gideon"
        cell, begun, column = range(at - 1, at), f" {begun}", len(row) - len(rest)
    else:
        cell, begun, rest = boxes.cell_before(lines, starts, at), "", row.lstrip(" ")
        column = column_of((boxes.left(starts[at]) or margin) - margin, boxes.height(starts[at]))
    if not cell:
        return {}
    indent = column_of((boxes.left(starts[cell[0]]) or margin) - margin, boxes.height(starts[at]))
    said = " " * indent + " ".join(lines[one].strip() for one in cell) + begun
    return dict.fromkeys(cell, "") | {at: said.ljust(max(column, len(said) + _NARROWEST)) + rest}


class _Boxes:
    """Where the characters of a page stand, as they are read: a page may be written from bottom to top."""

    def __init__(self, text_page: Any, first: int) -> None:  # noqa: ANN401
        from pypdfium2 import raw

        self._page = text_page.raw
        self._box, self._loose, self._rectangle = raw.FPDFText_GetCharBox, raw.FPDFText_GetLooseCharBox, raw.FS_RECTF()
        self._sides = tuple(ctypes.c_double() for _ in range(4))  # left, right, bottom, top
        self._turns = round(raw.FPDFText_GetCharAngle(self._page, first) / (math.pi / 2)) % 4

    def left(self, at: int) -> float | None:
        """Where a character begins, in points from the left; None where PDFium does not say."""
        return self._along()[0] if self._box(self._page, at, *self._sides) else None

    def right(self, at: int) -> float | None:
        """Where a character ends."""
        return self._along()[1] if self._box(self._page, at, *self._sides) else None

    def _along(self) -> tuple[float, float]:
        """Both, by the box that was asked for last."""
        left, right, bottom, top = self._sides
        if not self._turns:
            return left.value, right.value
        ends = (left.value, right.value) if self._turns == _OVER else (bottom.value, top.value)
        return (-ends[1], -ends[0]) if self._turns in _BACK else ends

    def edges(self, at: int) -> tuple[float, float] | None:
        """Where a character begins and ends; None where PDFium does not say."""
        return self._along() if self._box(self._page, at, *self._sides) else None

    def height(self, at: int) -> float:
        """The height of the line that a character is in, 0 where PDFium does not say."""
        low, high = self.across(at)
        return abs(high - low)

    def cell_before(self, lines: Sequence[str], starts: Sequence[int], at: int) -> range:
        """The lines of a cell that is broken over several, left of a line and beside it: PDFium gives them before it.

        Lines that stand one below the other, the line between the top of the first and the bottom of the last.
        """
        edge = self.left(starts[at])
        if edge is None:
            return range(0)
        middle, height = sum(self.across(starts[at])) / 2, self.height(starts[at])
        first = at
        while first and at - first < _ABOVE and _WORDS.fullmatch(lines[first - 1].rstrip("\r")):
            begin = starts[first - 1]
            right = self.right(begin + len(lines[first - 1].rstrip()) - 1)
            away = abs(sum(self.across(begin)) / 2 - middle)
            if right is None or right >= edge or away > _BESIDE * height:
                break
            first -= 1
        if at - first < _BROKEN or not self.across(starts[at - 1])[0] <= middle <= self.across(starts[first])[1]:
            return range(0)
        return range(first, at)

    def ends_before(self, lines: Sequence[str], starts: Sequence[int], at: int, size: int) -> bool:
        """Whether the line before a row goes on in its first cell, of some size: it is right above where that begins.

        It is a surname with its comma, or the cell stands lower than the next one, as both its lines are about the row.
        """
        if not at or _WORDS.fullmatch(lines[at - 1].rstrip()) is None:
            return False
        left, above, height = self.left(starts[at]), self.left(starts[at - 1]), self.height(starts[at])
        here, over, beside = (sum(self.across(one)) / 2 for one in (starts[at], starts[at - 1], starts[at] + size + 1))
        if left is None or above is None or abs(left - above) > height or not 0 < over - here < _BESIDE * height:
            return False
        return _SURNAME.fullmatch(lines[at - 1].rstrip()) is not None or (
            here < beside - _LOWER * height and beside < over
        )

    def across(self, at: int) -> tuple[float, float]:
        """The bottom and the top of the line that a character stands in."""
        if not self._loose(self._page, at, self._rectangle):
            return 0, 0
        box = self._rectangle
        low, high = (box.left, box.right) if self._turns % 2 else (box.bottom, box.top)
        return (-high, -low) if self._turns in _TURNED_AWAY else (low, high)

    def columns(self, line: str, start: int) -> list[float]:
        """Where the columns of a line begin."""
        return [right for _, right in self.gaps(line, start, self.height(start))]

    def gaps(self, line: str, start: int, height: float, edges: Sequence[float] = ()) -> Iterator[tuple[int, float]]:
        """The blanks between the columns of a line, each with where the next one begins.

        Titles of narrow columns may stand closer, above `edges`, which are where those of a row below them begin.
        """
        taken = 0
        for found in _BLANK.finditer(line):
            blank = found.start()
            left, right = self.right(start + blank - 1), self.left(start + blank + 1)
            if left is None or right is None:
                continue
            wide = _WIDE * height < right - left and _APART * height < self._advance(start + blank)
            over = not wide and _CLOSE * height < right - left and _is_over(right, height, edges)
            if not (wide or over):
                continue
            if _GROUP.search(line, taken, blank + 1) and _NEXT_GROUP.match(line, blank + 1):
                continue  # the groups of one number, each in a box of its own
            yield blank, right
            taken = blank + 1

    def _advance(self, blank: int) -> float:
        """How far apart two words are without the room that a font leaves round their letters."""
        sides = []
        for at in (blank - 1, blank + 1):
            if not self._loose(self._page, at, self._rectangle):
                return math.inf
            box = self._rectangle
            low, high = (box.bottom, box.top) if self._turns % 2 else (box.left, box.right)
            sides.append((-high, -low) if self._turns in _BACK else (low, high))
        return float(sides[1][0] - sides[0][1])

    def indents(self, lines: Sequence[tuple[int, int]], margin: float) -> dict[int, int]:
        """The columns before lines that begin right of those above, as rows whose first cell is empty, by line."""
        found: dict[int, int] = {}
        last, edge = -1 - _ABOVE, 0.0
        for at, start in lines:
            left, height = self.left(start), self.height(start)
            if left is None or not height:
                continue
            if at - last <= _ABOVE and left - edge > _INDENTED * height:
                found[at] = column_of(left - margin, height)
            else:
                edge = left
            last = at
        return found

    def parted(
        self, line: str, start: int, margin: float, indent: int = 0, unit: float = 0, edges: Sequence[float] = ()
    ) -> str:
        """A line with its columns as far from its beginning as they are from the margin of the page.

        So is its beginning, by an indent, if it has columns, and is no field, which begins with its label.
        """
        height = self.height(start) if " " in line and _IN_BOXES.fullmatch(line) is None else 0
        if not height:
            return line
        parts: list[str] = []
        length, taken = indent, 0
        for blank, right in self.gaps(line, start, height, edges):
            part = line[taken:blank]
            column = column_of(right - margin, unit or height)
            parts.append(part + " " * max(_NARROWEST, column - length - len(part)))
            length += len(parts[-1])
            taken = blank + 1
        if indent and parts and is_label(parts[0].strip()) and not all(map(names_field, (*parts, line[taken:]))):
            return self.parted(line, start, margin, 0, unit, edges)
        label = parts[0].rstrip() if len(parts) == 1 else ""
        if label and length - len(label) > _FURTHEST_VALUE and is_label(label.strip()) and not is_label(line[taken:]):
            parts = [label.ljust(_VALUE - _NARROWEST) + " " * _NARROWEST]
        return "".join((" " * indent, *parts, line[taken:])) if parts else line
