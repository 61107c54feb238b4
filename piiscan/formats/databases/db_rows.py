"""Rows of a database as they come from it: one table, with documents of JSON and files in cells told apart from it.

Rule: what stands in a column is judged as in a table of any file. A cell that is a document of JSON is left out of the
table and stands, with the plain words of its row (who it is about), in an object of its own: no number is there twice.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, cast

from piiscan.formats.base import Context, Extracted, Format, Located
from piiscan.formats.databases.sqlite_cells import Joiner
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.segments.record_table import LONGEST_CELL, Cells, RecordTable, number_cell
from piiscan.model import Axis, Blob, Gap, Segment, Shape, Step, Unscannable

_LONGEST_WORDS = 200  # characters of a cell that may say who a document is about
_TABLE, _OBJECTS = 1, 2  # series


class _Rows(Protocol):
    """What a stream of rows gives."""

    names: Sequence[str]

    def batches(self) -> Iterator[Any]:
        """Rows with their numbers, or gaps."""


def extract_rows(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The table, and the documents and files in its cells."""
    with blob.open() as stream:
        rows = cast("_Rows", stream)
        names = list(rows.names)
        table = RecordTable((), _TABLE, names)
        cells = Cells(blob, context)
        objects = _Objects(names)
        joiner = Joiner()  # the usual rows, of texts and numbers, in one go
        for batch in _to_the_end(rows.batches()):
            if isinstance(batch, Gap):
                yield batch
                continue
            data = joiner.joined(list(zip(*batch.rows, strict=True))) if batch.rows else None
            plain = data is not None and b"{" not in data and b"[" not in data
            if not plain or not table.put_joined(batch.numbers, data or b"", len(names)):
                for number, row in zip(batch.numbers, batch.rows, strict=True):
                    values = [_text(value) for value in row]
                    objects.take(number, values)
                    table.put(number, [_cell(*each, number, cells) for each in zip(values, names, strict=True)])
            yield from table.full(BLOCK)
            yield from objects.full(BLOCK)
            yield from cells.drain()
        yield from table.full(1)
        yield from objects.full(1)
        yield from cells.gaps(())


def _to_the_end(batches: Iterator[Any]) -> Iterator[Any]:
    """What came before an end that comes too early stays: the end is a gap behind it."""
    some = False
    try:
        for batch in batches:
            yield batch
            some = True
    except Unscannable as fault:
        if not some:
            raise
        yield Gap(fault.reason, fault.detail)


DATABASE = Format("database-table", "application/x-database-table", extract_rows)


def _cell(value: str | bytes, name: str, number: int | str, cells: Cells) -> bytes:
    if isinstance(value, str):
        if len(value) <= LONGEST_CELL // 4:
            return _bytes(value)
        value = _bytes(value)
    return cells.cell(value, f"{name}[{number}]")


def _bytes(text: str) -> bytes:
    """A text in UTF-8; bytes that are no text are what they were."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _text(value: Any) -> str | bytes:  # noqa: ANN401 - whatever a driver gives
    """A value as its text; bytes are left as they are."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_cell(value).decode()
    if isinstance(value, decimal.Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, list | tuple | set):
        return ", ".join(each if isinstance(each, str) else str(_text(each)) for each in value if each is not None)
    return str(value)


class _Objects:
    """Documents in cells, a row a line."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [json.dumps(name, ensure_ascii=False) for name in names]
        self._plain = names
        self._located = Located()

    def take(self, number: int | str, values: list[str | bytes]) -> None:
        """Take the documents out of a row."""
        found = [place for place, value in enumerate(values) if isinstance(value, str) and _is_document(value)]
        if not found:
            return
        row = (Step(Axis.ROW, number),)
        line = self._located
        separator = b"{"
        for place, value in enumerate(values):
            if place not in found and not (isinstance(value, str) and _is_words(value)):
                continue
            text = str(value).strip() if place in found else json.dumps(value, ensure_ascii=False)
            name = self._names[place].encode("utf-8", "replace") + b": "
            if [place] == found and text[0] == "{" and text[1:-1].strip():
                text, name = text[1:-1], b""  # what it says is of who the row is of, and not of somebody inside
            line.glue(separator + name)
            at = (*row, Step(Axis.COLUMN, place + 1), Step(Axis.KEY, self._plain[place]))
            line.add(_bytes(" ".join(str(text).splitlines())), at)
            separator = b", "
        line.glue(b"}\n")
        for place in found:
            values[place] = ""

    def full(self, least: int) -> Iterator[Segment]:
        """What is worth a segment."""
        if len(self._located.data) >= least:
            located, self._located = self._located, Located()
            yield Segment(located.data, Shape.OBJECT, located.locate, series=_OBJECTS)


def _is_document(value: str) -> bool:
    if value.lstrip()[:1] not in {"{", "["} or len(value) > LONGEST_CELL:
        return False
    try:
        return isinstance(json.loads(value), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_words(value: str) -> bool:
    """Whether a cell may say whose document it is, and is no number."""
    return 0 < len(value) <= _LONGEST_WORDS and not any(char.isdigit() for char in value)
