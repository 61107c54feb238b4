"""The rows of a grid in the blocks that empty rows part, and fields from the table that they run into.

Rule: two rows or more of a label and its value, right above titles of more columns and their rows, are a form of their
own: documents of Rich Text have one table where a form and a table below it touch. So is a form with a person in each
column, "Taxpayer" and "Spouse", above rows with more cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.formats.segments.cell_labels import is_label
from piiscan.formats.segments.layout import Kind, are_titles, layout

_PAIR = 2  # cells
_NUMBER = re.compile(r"\d{3}")
_NAME = re.compile(r"[A-Z][\w'.-]*,?(?: [A-Z][\w'.-]*){1,3}")


def blocks(held: Sequence[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    """Rows grouped by the empty rows between them; a title alone above a grid stays with it."""
    blocks: list[list[tuple[int, list[str]]]] = [[]]
    for number, cells in held:
        if cells:
            if _is_headed(blocks, cells):
                blocks.pop()
            blocks[-1].append((number, cells))
        elif blocks[-1] and any(sum(map(bool, row)) > 1 for _, row in blocks[-1]):
            blocks.append([])
    return [part for block in blocks if block for whole in _apart(block) for part in _off_persons(whole)]


def _apart(block: list[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    """The rows of a block, without the fields that it begins with, and those; a name alone may stand over them."""
    first = block[0][1]
    fields = begun = int(sum(map(bool, first)) == 1 and _NAME.fullmatch(first[0]) is not None)
    while fields < len(block) and sum(map(bool, block[fields][1])) == _PAIR and all(block[fields][1][:_PAIR]):
        fields += 1
    own = [cells for _, cells in block[begun:fields]]
    if len(own) < _PAIR or fields + 1 >= len(block) or not _are_fields(own):
        return [block]
    titles, row = block[fields][1], block[fields + 1][1]
    corner = not titles[0]
    if sum(map(bool, titles)) + corner <= _PAIR or sum(map(bool, row)) <= _PAIR or any(map(_NUMBER.search, titles)):
        return [block]
    return [block[:fields], block[fields:]] if corner or not is_label(row[0]) else [block]


def _off_persons(block: list[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    """A form with a person in each column, apart from the rows below it that have more cells than it has columns."""
    head = next((cells for _, cells in block if sum(map(bool, cells)) > 1), [])
    width = len(head)
    while width and not head[width - 1]:
        width -= 1
    if not head or head[0] or width <= _PAIR:
        return [block]
    wider = next((at for at, (_, cells) in enumerate(block) if any(cells[width:])), len(block))
    if wider == len(block) or layout([cells for _, cells in block[:wider]]).kind is not Kind.ACROSS:
        return [block]
    return [block[wider:], block[:wider]]


def _are_fields(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of two cells are labels and values, as far as half of them are labels that are known."""
    known = sum(is_label(cells[0]) and not is_label(cells[1]) for cells in rows)
    return known >= _PAIR and 2 * known >= len(rows)


def _is_headed(blocks: Sequence[Sequence[tuple[int, list[str]]]], cells: Sequence[str]) -> bool:
    """Whether a row begins below an empty one that parts it from the header of its table: the only row there is."""
    if len(blocks) < _PAIR or blocks[-1] or sum(map(bool, cells)) < _PAIR:
        return False
    *titles, header = (row for _, row in blocks[-2])
    return all(sum(map(bool, row)) < _PAIR for row in titles) and are_titles(header) and not are_titles(cells)
