"""Tables of Access: the columns that a definition names, and rows as cells.

Rule: a row is taken apart only where its parts fit into it; what does not fit is no row. Sources: as `access_pages`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from piiscan.formats.databases.access_pages import Pages
from piiscan.formats.segments.record_table import number_cell

_BOOLEAN, _TEXT, _OBJECT, _MEMO, _NUMERIC = 1, 10, 11, 12, 16
_BINARY = 9
_BYTE = 2
_WHOLE = frozenset({_BYTE, 3, 4, 19})
_FIXED = 1  # of the flags of a column
_MOST = 512  # columns; Access allows 255
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)


Convert = Callable[[bytes], bytes]
"""The bytes of a column in a row, as text."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: int
    number: int
    variable: int  # its number among those of variable length
    fixed: bool
    place: int
    size: int
    scale: int


class Definition(NamedTuple):
    """What a table is made of; the columns in their order."""

    columns: tuple[Column, ...]
    variable: bool  # whether any is of variable length
    rows: int  # by its own count


def definition_of(pages: Pages, number: int) -> Definition | None:
    """The definition at a page, None where there is none that makes sense."""
    data, layout = pages.definition(number), pages.layout
    if len(data) < layout.indexes[0]:
        return None
    count = int.from_bytes(data[layout.counts[0] : layout.counts[0] + 2], "little")
    indexes = int.from_bytes(data[layout.counts[1] : layout.counts[1] + 4], "little")
    at = layout.indexes[0] + indexes * layout.indexes[1]
    names = at + count * layout.column
    if not 0 < count <= _MOST or names > len(data):
        return None
    columns = []
    for _ in range(count):
        length = int.from_bytes(data[names : names + layout.name], "little")
        names += layout.name
        if names + length > len(data):
            return None
        columns.append(_column(pages, data[at : at + layout.column], data[names : names + length]))
        names += length
        at += layout.column
    columns.sort(key=lambda column: column.number)
    rows = int.from_bytes(data[layout.total : layout.total + 4], "little")
    return Definition(tuple(columns), any(not column.fixed for column in columns), rows)


def _column(pages: Pages, data: bytes, name: bytes) -> Column:
    number, variable, flags, place, size = pages.layout.fields
    words = [int.from_bytes(data[at : at + 2], "little") for at in (number, variable, place, size)]
    text = pages.text(name).replace("\x1e", " ").replace("\x1f", " ")
    return Column(text, data[0], words[0], words[1], bool(data[flags] & _FIXED), words[2], words[3], data[12])


class Rows:
    """Takes rows apart, by a plan that is made once: where a column stands, and what makes a cell of it."""

    def __init__(self, pages: Pages, definition: Definition, convert: Sequence[Convert]) -> None:
        self._wide = wide = pages.layout.columns
        self._variable = definition.variable
        self._plan = [
            (column.number, column.kind == _BOOLEAN, wide + column.place if column.fixed else -1,
             wide + column.place + column.size, column.variable, make)
            for column, make in zip(definition.columns, convert, strict=True)
        ]  # fmt: skip

    def cells(self, row: bytes) -> list[bytes] | None:
        """The cells of a row, empty for what is not there; None for what is no row."""
        wide = self._wide
        count = row[0] if wide == 1 else row[0] | row[1] << 8 if len(row) > 1 else 0
        mask_at = len(row) - (count + 7 >> 3)
        if not count or mask_at < wide:
            return None
        mask = int.from_bytes(row[mask_at:], "little") & (1 << count) - 1
        places = _places(row, mask_at, jet3=wide == 1) if self._variable else []
        if places is None or (places and (places[0] < wide or places[-1] > mask_at or places != sorted(places))):
            return None
        last = len(places) - 1
        cells = []
        for number, boolean, start, end, variable, convert in self._plan:
            if boolean:
                cells.append(b"yes" if mask >> number & 1 else b"no")
            elif not mask >> number & 1:
                cells.append(b"")
            elif start >= 0:
                cells.append(convert(row[start:end]) if end <= mask_at else b"")
            else:
                cells.append(convert(row[places[variable] : places[variable + 1]]) if variable < last else b"")
        return cells


def _places(row: bytes, mask_at: int, *, jet3: bool) -> list[int] | None:
    """Where the columns of variable length begin, and the last ends: they are written backwards before the mask."""
    if not jet3:
        at = mask_at - 2
        count = int.from_bytes(row[at : at + 2], "little") if at > 0 else -1
        if count < 0 or at - 2 * (count + 1) < 0:
            return None
        return list(struct.unpack_from(f"<{count + 1}H", row, at - 2 * (count + 1)))[::-1]
    count = row[mask_at - 1]
    jumps = (len(row) - 1) // 256
    last = mask_at - 2 - jumps  # of the place of the first column
    if (last - count) // 256 < jumps:
        jumps -= 1  # the last one leads nowhere
    if last - count < 0:
        return None
    places, used = [], 0
    for index in range(count + 1):
        while used < jumps and index == row[mask_at - 2 - used]:
            used += 1
        places.append(row[last - index] + used * 256)
    return places


def converter(kind: int, scale: int) -> Convert:
    """What makes text of a number, a time or an identifier; b"" for what is damaged or says nothing."""
    if kind in _WHOLE:
        return lambda data: b"%d" % int.from_bytes(data, "little", signed=kind != _BYTE)
    convert = (lambda data: _numeric(data, scale)) if kind == _NUMERIC else _KINDS.get(kind, lambda _: b"")

    def careful(data: bytes) -> bytes:
        try:
            return convert(data)
        except (struct.error, ValueError, OverflowError, ArithmeticError):
            return b""

    return careful


def _numeric(data: bytes, scale: int) -> bytes:
    """A decimal: a sign, then four words, the highest first."""
    words = struct.unpack("<4I", data[1:17])
    value = sum(word << 32 * (3 - index) for index, word in enumerate(words))
    return str(Decimal(-value if data[0] & 0x80 else value).scaleb(-min(scale, 28))).encode()


def _time(data: bytes) -> bytes:
    (days,) = struct.unpack("<d", data)
    moment = _EPOCH + timedelta(days=days)
    return moment.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00").encode()


def _real(form: str) -> Convert:
    size = struct.calcsize(form)

    def convert(data: bytes) -> bytes:
        (value,) = struct.unpack(form, data[:size])
        return b"" if value != value else number_cell(value)  # noqa: PLR0124 - not a number

    return convert


_KINDS: dict[int, Convert] = {
    5: lambda data: number_cell(int.from_bytes(data, "little", signed=True) / 10_000),
    6: _real("<f"),
    7: _real("<d"),
    8: _time,
    15: lambda data: str(UUID(bytes_le=data)).encode(),
    20: lambda data: data.rstrip(b"\0").split(b":")[0],
}


def is_text(kind: int) -> bool:
    """A text in its row."""
    return kind == _TEXT


def is_long(kind: int) -> bool:
    """A memo or an object, which may stand elsewhere."""
    return kind in {_MEMO, _OBJECT}


def is_memo(kind: int) -> bool:
    """A long text."""
    return kind == _MEMO


def is_binary(kind: int) -> bool:
    """Bytes in their row."""
    return kind == _BINARY
