"""A small delimited text that is a form: "Name,Ann Lee" in one line, "SSN,773010001" in the next; or one on its side.

Rule: as a sheet is read that looks so (`layout`), with the places of the text. What has a table in it is none, unless
fields stand above all ("Employee:,Ann Lee"); and neither is what is too large to be looked at whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.segments.layout import Kind, is_fields, is_stacked, layout
from piiscan.formats.segments.paired_rows import paired
from piiscan.formats.segments.row_blocks import blocks
from piiscan.formats.segments.stanzas import are_stanzas, is_of_stanzas
from piiscan.formats.tables.dialects import Written
from piiscan.model import Axis, Segment

LARGEST = 16 << 10
"""Bytes of a text that may be a form. A form has some dozens of fields."""
_MOST = 200  # lines


def form(data: bytes, how: Written) -> Iterator[Segment] | None:
    """The text of a form; None for a table, which nearly everything is."""
    rows = _rows(how.plain(data), how)
    if len(rows) < 2:
        return None
    filled = [cells for _, cells in rows if any(cells)]
    parts = [[cells for _, cells in block] for block in blocks(rows)]
    filled_parts = [part for part in parts if len(part) > 1 or part[0][1:]]
    kinds = [layout(part).kind for part in filled_parts]
    if not (kinds and filled):
        return None
    begun = kinds[0] is Kind.FORM or is_fields(filled[0]) or are_stanzas(parts)  # fields above a table
    others = [kind for kind, part in zip(kinds, filled_parts, strict=True) if not is_of_stanzas(part)]
    if not (
        begun
        or (others and set(others) <= {Kind.FORM, Kind.ACROSS})
        or is_stacked(filled)
        or paired(filled) is not None
    ):
        return None
    return _told(rows)


def _told(rows: list[tuple[int, list[str]]]) -> Iterator[Segment]:
    flow = Flow()
    grid = Grid(flow, row_axis=Axis.LINE)
    for number, cells in rows:
        grid.row(number, cells)
    grid.close()
    yield from flow.finish()


def _rows(data: bytes, how: Written) -> list[tuple[int, list[str]]]:
    """The records with the lines they begin in; none where the text is not written as it seems to be."""
    text = io.StringIO(_decoded(data), newline="")
    reader = csv.reader(text, delimiter=chr(how.cell), quotechar=chr(how.quote), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
            if len(rows) > _MOST:
                return []
    except csv.Error:
        return []
    return rows


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
