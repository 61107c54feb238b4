"""Whether a grid of cells is a table of records, a form, or only laid out as a grid. Shared by all formats.

The rule: in a table the first row names the columns and each further row is a record of its own; in a form
the cell to the left names the value to its right, and the whole is one record. A wrong answer costs either
way (a form read as a table pairs a name with the wrong row, a table read as a form pairs across rows), so
label words decide first, then the kinds of the values, and a grid that shows nothing is a table: rows then
never pair with each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

from piiscan.formats.segments.across import closed, has_number, is_alike, is_number, runs_across
from piiscan.formats.segments.cell_labels import boxed, is_label, is_title, names_field
from piiscan.formats.segments.labelled_cells import has_fields
from piiscan.formats.segments.of_one import owner_above
from piiscan.formats.segments.over import is_over
from piiscan.formats.segments.sure_pairs import are_sure_pairs, has_sure_row
from piiscan.later import later


class Kind(Enum):
    """How the cells of a grid belong together."""

    TABLE = "table"
    FORM = "form"
    ACROSS = "across"  # a form with one subject in each column, labels in the first
    STANZAS = "stanzas"  # a form of rows of labels, each with its values below
    TEXT = "text"


class Layout(NamedTuple):
    """The kind, and how many rows stand above the header row of a table; the field above it that says whose it is."""

    kind: Kind
    above: int = 0
    header: bool = False
    whose: tuple[str, str] = ("", "")


_FIELD = later(
    r"(?:(?:field|attribute|property|item|key|label|parameter|question)s?(?: names?)?|campos?)", re.IGNORECASE
)
_VALUE = later(r"values?|answers?|responses?|entry|entries|data|valor(?:es)?", re.IGNORECASE)
_WIDEST_FORM = 6  # cells: three pairs
_PAIR = 2  # cells
BOX = later(r"\A\(?(?:\d{1,3}[a-z]?|[a-z])[.)]?\s+(?=\S)", re.IGNORECASE)
"""The number of a box, before its label."""
_HEADER_WITHIN = 15  # rows of titles above a header


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """Decide by the first rows of a grid (all of a small one).

    >>> layout([["Name", "SSN"], ["Ann Lee", "010-94-0001"]]).kind
    <Kind.TABLE: 'table'>
    >>> layout([["Name", "Ann Lee"], ["SSN", "010-94-0001"]]).kind
    <Kind.FORM: 'form'>
    """
    begun = next((at for at, row in enumerate(rows) if not (is_fields(row) or sum(map(bool, row)) == 1)), len(rows))
    fields = begun < len(rows) - 1 and any(map(is_fields, rows[:begun]))
    if fields and (below := layout(rows[begun:])).header:
        at = begun + below.above
        return below._replace(above=at, whose=owner_above(rows[:begun], rows[at]))
    filled = closed([row for row in rows if sum(map(bool, row)) >= _PAIR])
    if _is_boxed(filled) or has_fields(filled):
        return Layout(Kind.FORM)
    width = max((sum(map(bool, row)) for row in filled), default=0)
    if width < 2:
        return Layout(Kind.TEXT)
    named = _header(rows, width)
    form = _form(filled, width)
    if form and (named is None or form[1] > named[1] or _says_form(filled[0], form[0]) or _is_mixed(filled[1:])):
        return Layout(form[0])
    if named is not None and not are_sure_pairs(filled):
        return Layout(Kind.TABLE, named[0] - is_over(rows, named[0]), header=True)
    if is_field(filled[0]) or _begin_with_labels(filled) or are_sure_pairs(filled):
        return Layout(Kind.FORM)
    above = next(index for index, row in enumerate(rows) if sum(map(bool, row)) >= 2)
    return Layout(Kind.TABLE, above) if len(filled) > 1 else Layout(Kind.TEXT)


def _says_form(row: Sequence[str], kind: Kind) -> bool:
    """Whether the first row says that fields stand in the first column, and their values behind it."""
    if len(row) < 2 or not _is_corner(row):
        return False
    return kind is Kind.ACROSS or (row[0] != "" and _VALUE.fullmatch(row[1]) is not None)


def _is_corner(row: Sequence[str]) -> bool:
    """Whether a row names the columns of a form with several subjects, above its labels: by "Field", or by nothing.

    >>> _is_corner(["Field", "Employee 1"]), _is_corner(["", "Member 1", "Member 2"]), _is_corner(["", "Page 1"])
    (True, True, False)
    """
    if row[0]:
        return _FIELD.fullmatch(row[0]) is not None
    named = sum(map(bool, row))
    return named >= _PAIR and all(row[1 : named + 1])


def _is_boxed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells are boxes of a form."""
    cells = [cell for row in rows for cell in row if cell]
    found = sum("\n" in cell and boxed(cell) is not None for cell in cells)
    return found >= 2 and 2 * found >= len(cells)


def is_stacked(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every other row holds labels, each above its value: a form of several such rows, and no table.

    >>> is_stacked([["First name", "SSN"], ["Ann", "010-94-0001"], ["City", "License no."], ["Lynn", "S12345678"]])
    True
    >>> is_stacked([["Name", "SSN"], ["Ann Lee", "010-94-0001"], ["Bob Ray", "010-94-0002"], ["Eva", ""]])
    False
    """
    filled = [row for row in rows if sum(map(bool, row)) >= 2]
    heads, values = filled[::2], filled[1::2]
    if len(heads) < 2 or len(heads) != len(values) or len({tuple(head) for head in heads}) < len(heads):
        return False
    over = sum(map(_stands_over, heads, values))
    return over == len(heads) or (len(heads) > _PAIR and 4 * over >= 3 * len(heads) and not _has_labels(values))


def stacked_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows are such a form, if a part with labels in its first column goes on below it. 0: not so.

    >>> rows = [["First name", "SSN"], ["Ann", "010-94-0001"], ["City", "Phone"], ["Lynn", "617-555-0123"]]
    >>> stacked_above([*rows, ["Section 2"], ["Document title", "License"], ["Document number", "S12345678"]])
    4
    >>> stacked_above([*rows, ["Salem", "617-555-0124"], ["Lynn", "617-555-0125"]])
    0
    """
    filled = [at for at, row in enumerate(rows) if sum(map(bool, row)) >= _PAIR]
    for count in range(len(filled) // 2 * 2, _PAIR, -2):
        end = filled[count - 1] + 1
        if is_stacked(rows[:end]) and end < len(rows):
            led = [is_label(row[0]) for row in rows[end:] if sum(map(bool, row)) >= _PAIR]
            return end if len(led) >= _PAIR and 2 * sum(led) > len(led) else 0
    return 0


def _has_labels(rows: Sequence[Sequence[str]]) -> bool:
    return any(is_label(cell) for row in rows for cell in row if cell)


def is_signed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every other row holds labels, each below its value: a form with lines to write on, labels under them.

    >>> is_signed([["Ann Lee", "010-94-0001"], ["Print name", "SSN"]])
    True
    >>> is_signed([["Name", "SSN"], ["Ann Lee", "010-94-0001"]]), is_signed([["12", "5"], ["Paid", "Date"]])
    (False, False)
    """
    filled = [row for row in rows if any(row)]
    values, heads = filled[::2], filled[1::2]
    if len(heads) != len(values) or not any(sum(map(bool, head)) >= _PAIR for head in heads):
        return False
    numbered = any(has_number(cell) for row in values for cell in row)
    if not numbered and not all(is_title(label.strip("*")) for label in heads[0] if label):
        return False
    return all(map(_stands_over, heads, values)) and all(map(is_label, filter(None, heads[0])))


def _stands_over(head: Sequence[str], values: Sequence[str]) -> bool:
    """Whether a row is of labels, half of them known, and each value of the next has one above it."""
    pairs = list(zip_longest(head, values, fillvalue=""))
    labels = [BOX.sub("", label, count=1) for label, _ in pairs if label]
    if any(value and not label for label, value in pairs) or any(any(map(str.isdigit, label)) for label in labels):
        return False
    said = [is_label(value) for _, value in pairs if value]
    return 2 * sum(map(is_label, labels)) >= len(labels) and 5 * sum(said) <= len(said)


def is_field(row: Sequence[str]) -> bool:
    """Whether a row is a label with its colon and one value, which stands above no table as its header.

    >>> is_field(["Employee:", "Ann Lee", ""]), is_field(["Name:", "SSN:"]), is_field(["Name", "Ann Lee"])
    (True, False, False)
    """
    return sum(map(bool, row)) == _PAIR and is_fields(row)


def is_fields(row: Sequence[str]) -> bool:
    """Whether a row is labels, the first with its colon, and a value each: what a sheet says above its table.

    >>> is_fields(["Employee:", "Ann Lee", "", "SSN:", "010-94-0001"]), is_fields(["Name:", "SSN:"])
    (True, False)
    >>> is_fields(["Employee:", "Ann Lee", "Emp #", "17"])
    True
    """
    cells = [cell for cell in row if cell]
    labels, values = cells[::2], cells[1::2]
    told = all(map(is_label, labels)) and not any(map(is_label, values))
    return bool(labels) and labels[0].endswith(":") and len(labels) == len(values) and told


def _begin_with_labels(filled: Sequence[Sequence[str]]) -> bool:
    """Whether each row begins with another label and its value, whatever stands further right; no row is a header.

    Below a column of records the values are alike, numbers or none; those of the fields of a form are both.

    >>> rows = [["Name", "Ann Lee", "Effective", "04/01/2024"], ["SSN", "010-94-0001", "Grade", "T-7"]]
    >>> _begin_with_labels(rows), _begin_with_labels([["Card A", "Ann Lee", "x"], ["Card B", "Bob Ray", "y"]])
    (True, False)
    """
    labels = [row[0] for row in filled if row[0]]
    values = [row[1] for row in filled if row[0] and row[1]]
    if max(map(len, filled)) > _WIDEST_FORM or len(labels) < 2 or len(set(labels)) < len(labels):
        return False
    mixed = len(set(map(is_number, values))) > 1 and not any(map(is_label, values))
    return mixed and 5 * sum(map(is_label, labels)) >= 3 * len(labels)


def _header(rows: Sequence[Sequence[str]], width: int) -> tuple[int, float] | None:
    """The row that names the columns and the share of labels in it, None if no row does."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        cells = [cell for cell in row if cell]
        if len(cells) < 2 or len(cells) * 5 < width * 3:
            continue
        if any(map(is_number, cells)) or index + 1 == len(rows) or is_fields(row):
            return None
        share = sum(map(is_label, cells)) / len(cells)
        if share >= 0.5 or _contrast(row, rows[index + 1 :]):
            return index, share
        return None
    return None


def are_titles(row: Sequence[str]) -> bool:
    """Whether a row can only be the header of a table: nothing but labels, most of them known, and two at least.

    >>> [are_titles(row) for row in (["Name", "SS #", "Cert"], ["Name", "Ann Lee"], ["Name:", "SSN:"])]
    [True, False, False]
    """
    cells = [cell for cell in row if cell]
    known = sum(map(is_label, cells))
    return known > 1 and known * 2 > len(cells) and not any(is_number(one) or one.endswith(":") for one in cells)


def _contrast(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column is text in the header and numbers in most rows below, the sign of a typed column."""
    for column, name in enumerate(header):
        values = [row[column] for row in rows if column < len(row) and row[column]]
        if name and len(values) >= 2 and sum(map(is_number, values)) * 4 >= len(values) * 3:
            return True
    return False


def _form(filled: Sequence[Sequence[str]], width: int) -> tuple[Kind, float] | None:
    """FORM or ACROSS and the share of labels where they would stand, None if it looks like neither."""
    headed = _is_corner(filled[0])  # "Field, Employee 1, Employee 2"
    if width <= _WIDEST_FORM and not (headed and width > 2):
        pairs = [pair for row in map(_in_pairs, filled) for pair in zip_longest(row[::2], row[1::2], fillvalue="")]
        pairs = [pair for pair in pairs if pair[0]]
        labels = _enough(pairs, lambda pair: names_field(pair[0]))
        if labels and _enough(pairs, lambda pair: not is_label(pair[1])):
            return Kind.FORM, labels / len(pairs)
    first = [row[0] for row in filled if row[0]]
    share = sum(map(is_label, first)) / max(len(first), 1)
    others = [cell for row in filled[headed:] for cell in row[1:] if cell]
    if headed and not filled[0][0] and not _are_subjects(filled):
        return None
    enough = share >= 0.8 or (share >= 0.6 and (runs_across(filled[headed:]) or has_sure_row(filled)))
    if len(first) >= 2 and enough and sum(map(is_label, others)) < 0.2 * len(others) and is_alike(filled):
        return Kind.ACROSS, share
    return None


def _in_pairs(row: Sequence[str]) -> Sequence[str]:
    """A row without the empty cells between its labels and their values, where another row has something there.

    >>> _in_pairs(["Name:", "", "Ann Lee"]), _in_pairs(["Name:", "", "SSN:", "010-94-0001"])
    (['Name:', 'Ann Lee'], ['Name:', '', 'SSN:', '010-94-0001'])
    """
    if len(row) <= _PAIR or row[1] or not row[0]:
        return row
    cells = [cell for cell in row if cell]
    in_turns = len(cells) % _PAIR == 0 and all(map(names_field, cells[::2])) and not any(map(is_label, cells[1::2]))
    return cells if in_turns else row


def _are_subjects(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the columns below a row with an empty corner are of a subject each: by their values, or their titles."""
    titles = [title for title in rows[0][1:] if title]
    named = not any(is_label(title) or is_number(title) for title in titles)
    return named or all(map(_is_mixed, _columns(rows[1:])))


def _columns(rows: Sequence[Sequence[str]]) -> list[list[tuple[str, str]]]:
    """Each column but the first, as what its labels and values would be if it were a subject."""
    width = max(map(len, rows), default=0)
    return [[(row[0], row[at]) for row in rows if at < len(row) and row[at]] for at in range(1, width)]


def _is_mixed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of two cells have other labels and then values of both kinds, as no column of a table has.

    >>> _is_mixed([["Account number", "40012345"], ["Account type", "Checking"]]), _is_mixed([["A", "1"], ["B", "2"]])
    (True, False)
    """
    pairs = [row[:_PAIR] for row in rows if not any(row[_PAIR:])]
    labels = {label for label, _ in pairs}
    kinds = {is_number(value) for _, value in pairs}
    return len(labels) == len(rows) and len(kinds) > 1 and 5 * sum(map(is_label, labels)) >= 4 * len(labels)


def _enough(pairs: Sequence[tuple[str, str]], is_so: Callable[[tuple[str, str]], bool]) -> int:
    """Of how many pairs something is so; 0 where it is not so of more than two in five, and most tables end soon."""
    wrong = 0
    for pair in pairs:
        wrong += not is_so(pair)
        if wrong > 0.4 * len(pairs):
            return 0
    return len(pairs) - wrong
