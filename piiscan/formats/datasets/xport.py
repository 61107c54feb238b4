"""SAS transport files (.xpt, versions 5 and 8): every data set of a library as a table, in one run over the file.

Read here because ReadStat reads the first data set only, and from its first row for every chunk. Source: "The Record
Layout of a Data Set in SAS Transport (XPORT) Format" (TS-140) and its supplement for version 8. Records are of 80
bytes; a number is the double of IBM's System/360, its last bytes cut off where the variable is shorter than eight.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.record_table import RecordTable, number_cells
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Shape, Step

_RECORD = 80
_HEADER = re.compile(rb"HEADER RECORD\*{7}(.{8})HEADER RECORD!{7}(\d{0,10})", re.DOTALL)
_MEMBER = re.compile(rb"HEADER RECORD\*{7}MEMB(?:ER  |V8  )HEADER RECORD!{7}")
_MOST_VARIABLES = 100_000
_READ = 1 << 18
_NAMESTR = 140


class Variable(NamedTuple):
    """A column."""

    name: str
    label: str
    number: bool
    size: int


def extract_xport(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All data sets of the library."""
    with blob.open() as stream:
        yield from _Library(stream, context).read()


class _Library:
    """One file under way."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._rest = b""  # read and not used yet; it begins at a record
        self._series = 0

    def read(self) -> Iterator[Extracted]:
        self._take(3 * _RECORD)
        while record := self._take(_RECORD):
            found = _MEMBER.match(record)
            if found is None:
                if record.strip(b" \0"):
                    yield Gap(Reason.CORRUPT, "no data set begins behind the one before")
                return
            yield from self._member(record)

    def _take(self, size: int) -> bytes:
        while len(self._rest) < size and (block := self._stream.read(max(_READ, size - len(self._rest)))):
            self._rest += block
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def _member(self, record: bytes) -> Iterator[Extracted]:
        size = int(record[74:78]) if record[74:78].isdigit() else _NAMESTR  # 136 on VAX
        self._take(_RECORD)
        first, second = self._take(_RECORD), self._take(_RECORD)
        name = first[8 : 40 if b"V8" in record[20:28] else 16].decode("latin-1").strip()
        self._series += 1
        at: Location = (Step(Axis.TABLE, name or str(self._series)),)
        about = second[32:72].strip(b" \0")
        if about:
            yield Segment(about + b"\n", Shape.PROSE, lambda _: (*at, Step(Axis.PART, "label")))
        variables, gap = self._variables(max(size, _NAMESTR - 4))
        if gap:
            yield Gap(Reason.CORRUPT, gap, at)
        if variables:
            yield from self._rows(variables, at)

    def _variables(self, size: int) -> tuple[list[Variable], str]:
        """The columns, and what is wrong with what is said of them."""
        found = _HEADER.match(self._take(_RECORD))
        count = int(found[2] or 0) if found is not None else 0
        if found is None or (not found[1].startswith(b"NAMEST") and not found[1].startswith(b"NAMSTV")):
            return [], "the variables of a data set are not where they belong"
        if not 0 < count <= _MOST_VARIABLES:
            return [], f"a data set of {count} variables"
        data = self._take(-(-count * size // _RECORD) * _RECORD)
        variables = [_variable(data[at : at + size]) for at in range(0, count * size, size) if len(data) >= at + size]
        found = _HEADER.match(self._take(_RECORD))
        if found is not None and found[1].startswith(b"LABELV"):
            self._labels(variables, int(found[2] or 0), nine=found[1].startswith(b"LABELV9"))
            found = _HEADER.match(self._take(_RECORD))
        if found is None or not found[1].startswith(b"OBS") or any(not one.size for one in variables):
            return [], "the rows of a data set are not where they belong"
        return variables, ""

    def _labels(self, variables: list[Variable], count: int, *, nine: bool) -> None:
        """The long names and labels of version 8."""
        used = 0
        for _ in range(min(count, len(variables))):
            parts = 5 if nine else 3
            number, *sizes = struct.unpack(f">{parts}H", self._take(2 * parts).ljust(2 * parts, b"\0"))
            name, label, *_ = (_plain(self._take(length)) for length in sizes)
            used += 2 * parts + sum(sizes)
            if 0 < number <= len(variables):
                variables[number - 1] = variables[number - 1]._replace(name=name, label=label)
        self._take(-used % _RECORD)

    def _rows(self, variables: list[Variable], at: Location) -> Iterator[Extracted]:
        layout = np.dtype([(f"f{number}", f"V{one.size}") for number, one in enumerate(variables)])
        table = RecordTable(at, self._series, ())
        table.put(0, [_header(one).encode("utf-8", "replace") for one in variables])
        table.header = [one.name for one in variables]
        row, size = 0, layout.itemsize
        step = max(_READ // size, 1) * size
        step *= _RECORD // np.gcd(step, _RECORD)  # whole rows and whole records
        ended = False
        while not ended and (data := self._take(int(step))):
            end = self._end(data)
            ended = end < len(data) or len(data) < step
            if end < len(data):
                data, self._rest = data[:end], data[end:] + self._rest
            rows = data[: len(data) // size * size]
            if ended:
                rest = data[len(rows) :]
                rows = rows[: -(-len(rows.rstrip(b" ")) // size) * size]
                if rest.strip(b" \0"):
                    yield Gap(Reason.CORRUPT, "a data set ends within a row", at)
                    rows += rest.ljust(size, b" ")
            row = _put(table, np.frombuffer(rows, layout), variables, row)
            self._context.budget.take_bytes(len(rows))
            yield from table.full()
        yield from table.full(1)

    @staticmethod
    def _end(data: bytes) -> int:
        """Where the next data set begins."""
        for found in _MEMBER.finditer(data):
            if not found.start() % _RECORD:
                return found.start()
        return len(data)


def _put(table: RecordTable, rows: np.ndarray, variables: list[Variable], row: int) -> int:
    columns = [
        _numbers(rows[f"f{number}"], one.size) if one.number else _texts(rows[f"f{number}"], one.size)
        for number, one in enumerate(variables)
    ]
    joined = list(zip(*columns, strict=True))
    numbers = range(row + 1, row + len(joined) + 1)
    if joined and not table.put_records(numbers, [b"\x1f".join(cells) for cells in joined], len(columns)):
        for number, cells in zip(numbers, joined, strict=True):
            table.put(number, cells)
    return row + len(joined)


def _texts(column: np.ndarray, size: int) -> list[bytes]:
    texts = [value.rstrip(b" \0") for value in column.astype(f"V{size}").view(f"S{size}").tolist()]
    return texts if b"".join(texts).isascii() else [_plain(value).encode("utf-8", "replace") for value in texts]


def _numbers(column: np.ndarray, size: int) -> list[bytes]:
    """The numbers of a column. Those that are missing are a sign and zeros."""
    wide = np.zeros((len(column), 8), np.uint8)
    wide[:, : min(size, 8)] = np.ascontiguousarray(column).view(np.uint8).reshape(len(column), size)[:, :8]
    bits = wide.view(">u8").ravel().astype(np.uint64)
    fraction = (bits & np.uint64((1 << 56) - 1)).astype(np.float64)
    exponent = ((bits >> np.uint64(56)) & np.uint64(0x7F)).astype(np.int32)
    values = np.ldexp(fraction, (exponent - 64) * 4 - 56)
    values = np.where(bits >> np.uint64(63), -values, values)
    missing = (fraction == 0) & (wide[:, 0] != 0)
    texts = number_cells(values.tolist())
    return [b"" if gone else text for gone, text in zip(missing.tolist(), texts, strict=True)]


def _variable(data: bytes) -> Variable:
    kind, size = struct.unpack_from(">h2xH", data)
    name, label = _plain(data[8:16]), _plain(data[16:56])
    long = _plain(data[88:120]) if len(data) >= _NAMESTR else ""
    return Variable(long if long.isprintable() and long else name, label, kind == 1, size)


def _plain(data: bytes) -> str:
    data = data.split(b"\0")[0] if data[:1] != b"\0" else b""
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").strip()


def _header(one: Variable) -> str:
    return f"{one.name}: {one.label}" if one.label and one.label != one.name else one.name
