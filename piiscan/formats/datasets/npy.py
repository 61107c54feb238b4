"""NumPy arrays (.npy): numbers, texts and records as a table, as the header says; objects are never loaded.

Rule: an array of objects is a pickle behind the header, and is read as one (`pickles`): by its bytes. Source: the
format specification of NumPy (NEP 1 and `numpy.lib.format`), versions 1 to 3.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.pickles import pickled
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.segments.record_table import RecordTable, number_cells, plain_text
from piiscan.model import Blob, Gap, Reason

_LONGEST = 1 << 20  # of a header
_READ = 1 << 20
_ROWS = 1 << 14
_MOST = 10_000  # columns
_DEEPEST = 8  # records in records
_DESCRIPTION = re.compile(
    r"[<>|=]?[?bhilqpBHILQPefdgFDGSUVaMmO][0-9]{0,10}(?:\[[0-9]{0,4}[A-Za-z]{1,2}\])?|[<>|=]?[iuf]\d+"
)


class Header(NamedTuple):
    """What stands before the values."""

    kind: np.dtype
    shape: tuple[int, ...]
    fortran: bool
    begin: int


def extract_npy(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The array as one table; of more than two dimensions the last is a row."""
    with blob.open() as stream:
        header = header_of(stream)
        if header is None:
            yield from text_of_bytes(blob)
            yield Gap(Reason.CORRUPT, "the header of the array cannot be read: only the text that stands in the bytes")
            return
        if header.kind.hasobject:
            yield from pickled(blob, context, header.begin)
            return
        yield from _Array(stream, context, header).read()


class _Array:
    """One array under way."""

    def __init__(self, stream: BinaryIO, context: Context, header: Header) -> None:
        self._stream = stream
        self._context = context
        self._header = header
        count = 1
        for size in header.shape:
            count *= size
        last = header.shape[-1] if len(header.shape) > 1 else 1
        self._width = max(last if header.kind.names is None else 1, 1)
        self._rows = count // self._width

    def read(self) -> Iterator[Extracted]:
        header = self._header
        if header.kind.itemsize == 0 or not self._rows:
            return
        names = _names(header.kind)
        if self._width > _MOST or len(names) > _MOST:
            self._rows, self._width = self._rows * self._width, 1
        headed = bool(header.kind.names)
        table = RecordTable((), 1, names if headed else ())
        across = header.fortran and len(header.shape) == 2 and self._width > 1
        step = max(min(_ROWS, _READ // (header.kind.itemsize * self._width)), 1)
        row = 0
        while row < self._rows:
            count = min(step, self._rows - row)
            columns = self._across(row, count) if across else self._block(row, count)
            records = [b"\x1f".join(cells) for cells in zip(*columns, strict=False)]
            if not records:
                break
            numbers = range(row + 1, row + len(records) + 1)
            if not table.put_records(numbers, records, len(columns)):
                for number, cells in zip(numbers, zip(*columns, strict=False), strict=False):
                    table.put(number, cells)
            self._context.budget.take_bytes(sum(map(len, records)))
            row += len(records)
            yield from table.full()
            if len(records) < count:
                break
        if row:
            yield from table.full(0)
        if row < self._rows:
            yield Gap(Reason.CORRUPT, f"{row} rows, where the header says {self._rows}")

    def _block(self, row: int, count: int) -> list[list[bytes]]:
        kind, width = self._header.kind, self._width
        values = self._values(row * width, count * width)
        values = values[: len(values) // width * width].reshape(-1, width)
        return [cells for column in range(width) for cells in _cells(values[:, column], kind)]

    def _across(self, row: int, count: int) -> list[list[bytes]]:
        """Rows of an array that stands column by column."""
        parts = [self._values(column * self._rows + row, count) for column in range(self._width)]
        return [cells for part in parts for cells in _cells(part, self._header.kind)]

    def _values(self, start: int, count: int) -> np.ndarray:
        size = self._header.kind.itemsize
        self._stream.seek(self._header.begin + start * size)
        data = self._stream.read(count * size)
        return np.frombuffer(data[: len(data) // size * size], self._header.kind)


def _names(kind: np.dtype, before: str = "", depth: int = 0) -> list[str]:
    """The columns of a record, those of records in it with its name before."""
    if kind.names is None or kind.fields is None or depth > _DEEPEST:
        return [before]
    return [
        name
        for field in kind.names
        for name in _names(kind.fields[field][0], f"{before}.{field}" if before else field, depth + 1)
    ]


def _cells(values: np.ndarray, kind: np.dtype, depth: int = 0) -> list[list[bytes]]:
    """A column, or those of a record."""
    if kind.names is not None and kind.fields is not None and depth <= _DEEPEST:
        return [cells for field in kind.names for cells in _cells(values[field], kind.fields[field][0], depth + 1)]
    if values.ndim > 1:  # an array in each field
        rows = values.reshape(len(values), -1)
        return [
            [b" ".join(cells) for cells in zip(*(_column(rows[:, at]) for at in range(rows.shape[1])), strict=True)]
        ]
    return [_column(values)]


def _column(values: np.ndarray) -> list[bytes]:
    kind = values.dtype.kind
    if kind == "U":
        return _texts(values)
    if kind == "S":
        return [plain_text(value) for value in values.tolist()]
    if kind in "iuf":
        return number_cells(values.astype("f8" if kind == "f" else values.dtype).tolist())
    if kind == "V":
        return [plain_text(bytes(value).rstrip(b"\0")) for value in values]
    if kind == "M":
        return [str(value).encode() for value in values]
    return [b""] * len(values)  # yes and no, spans of time, complex numbers


def _texts(values: np.ndarray) -> list[bytes]:
    """Texts in UTF-32. What is no character in a damaged file is replaced."""
    points = np.ascontiguousarray(values).view(f"{values.dtype.byteorder if values.dtype.byteorder in '<>' else '='}u4")
    points = np.where((points > 0x10FFFF) | ((points >= 0xD800) & (points < 0xE000)), 0xFFFD, points).astype("<u4")
    size = values.dtype.itemsize // 4
    data = points.tobytes()
    step = size * 4
    return [data[at : at + step].decode("utf-32-le").rstrip("\0").encode() for at in range(0, len(data), max(step, 1))]


def header_of(stream: BinaryIO) -> Header | None:
    """The header, which is a Python literal and is read as such."""
    stream.seek(6)
    major = (stream.read(2) or b"\0")[0]
    width = 2 if major == 1 else 4
    size = int.from_bytes(stream.read(width), "little")
    if not 1 <= major <= 3 or size > _LONGEST:
        return None
    try:
        found = ast.literal_eval(stream.read(size).decode("utf-8" if major == 3 else "latin-1").strip())
        shape = tuple(int(number) for number in found["shape"])
        kind = _kind(found["descr"])
        if any(not 0 <= number < 1 << 48 for number in shape):
            return None
        return Header(kind, shape, bool(found["fortran_order"]), 8 + width + size)
    except (ValueError, TypeError, KeyError, SyntaxError, MemoryError, RecursionError, AttributeError):
        return None


def _kind(described: object, depth: int = 0) -> np.dtype:
    """The type of the values: a code, or fields of such. Nothing else is handed to NumPy."""
    if isinstance(described, str):
        if not _DESCRIPTION.fullmatch(described):
            raise ValueError
        return np.dtype(described)
    if isinstance(described, tuple) and len(described) == 2:  # an array in a field
        return np.dtype((_kind(described[0], depth + 1), tuple(int(number) for number in described[1])))
    if not isinstance(described, list) or depth > _DEEPEST:
        raise ValueError
    fields: list[object] = []
    for one in described:
        name = one[0][1] or one[0][0] if isinstance(one[0], tuple) else str(one[0])
        inner = _kind(one[1], depth + 1)
        fields.append((name, inner, tuple(int(number) for number in one[2])) if len(one) > 2 else (name, inner))
    return np.dtype(fields)
