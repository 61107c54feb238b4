"""Rows of a database or a columnar file on their way into table segments, and files that stand in their cells.

The only file that says how a value becomes a cell. A row is known by its number or key, a column by its place; the
names of the columns are the first record, number 0.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from piiscan.formats.base import Context
from piiscan.formats.counting import Ended, count_byte
from piiscan.formats.identify import HEAD, identify
from piiscan.formats.plain.byte_text import runs
from piiscan.formats.plain.text import BLOCK, encoding_of
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Shape, Step

_STRIP = bytes.maketrans(b"\x1e\x1f", b"  ")
LONGEST_CELL = 64 << 10  # text longer than this is a document of its own
_SMALLEST_FILE = 20  # bytes


class RecordTable(Struct):
    """One table under way: `put` its rows, and take its segments from `full`."""

    at: Location
    series: int
    header: Sequence[str]
    records: list[bytes] = field(default_factory=list)
    numbers: list[int | str] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        if self.header:
            self.put(0, [name.encode("utf-8", "replace") for name in self.header])

    def put(self, number: int | str, cells: Sequence[bytes | bytearray]) -> None:
        """The next row."""
        record = b"\x1f".join(cells)
        if b"\x1e" in record or record.count(b"\x1f") >= max(len(cells), 1):
            record = b"\x1f".join([bytes(cell).translate(_STRIP) for cell in cells])
        self.records.append(record)
        self.numbers.append(number)
        self.size += len(record)

    def put_records(self, numbers: Sequence[int | str], records: Sequence[bytes], width: int) -> bool:
        """Rows of `width` cells joined before. False, and nothing is put, where a cell has a separator in it."""
        return self.put_joined(numbers, b"\x1e".join(records), width)

    def put_joined(self, numbers: Sequence[int | str], data: bytes, width: int) -> bool:
        """The same for records joined before, as many as there are numbers."""
        if count_byte(data, 0x1E) != len(numbers) - 1 or count_byte(data, 0x1F) != len(numbers) * (width - 1):
            return False
        self.records.append(data)
        self.numbers += numbers
        self.size += len(data)
        return True

    def full(self, least: int = BLOCK) -> Iterator[Segment]:
        """What is worth a segment."""
        if self.records and self.size >= least:
            yield self.segment()

    def segment(self) -> Segment:
        """The rows so far."""
        self.records.append(b"")
        data, numbers, at = b"\x1e".join(self.records), self.numbers, self.at
        self.records, self.numbers, self.size = [], [], 0
        return Segment(data, Shape.TABLE, CellLocator(data, at, numbers, self.header), series=self.series)


class CellLocator:
    """Row, column and its name, counted only when asked for."""

    __slots__ = ("_at", "_data", "_ended", "_header", "_numbers")

    def __init__(self, data: bytes, at: Location, numbers: Sequence[int | str], header: Sequence[str]) -> None:
        self._data = data
        self._at = at
        self._numbers = numbers
        self._header = header
        self._ended = Ended(data, 0x1E)

    def __call__(self, offset: int) -> Location:
        """The steps to the cell."""
        start = self._data.rfind(b"\x1e", 0, offset) + 1
        column = self._data.count(b"\x1f", start, offset) + 1
        row = self._numbers[min(self._ended.before(offset), len(self._numbers) - 1)]
        key = (Step(Axis.KEY, self._header[column - 1]),) if column <= len(self._header) else ()
        return (*self._at, Step(Axis.ROW, row), Step(Axis.COLUMN, column), *key)


def number_cell(value: float) -> bytes:
    """A number as it is written: whole ones without a fraction.

    >>> number_cell(10940001.0), number_cell(7), number_cell(1.5)
    (b'10940001', b'7', b'1.5')
    """
    if value.__class__ is int or (abs(value) < 1e18 and value % 1 == 0):
        return b"%d" % value
    return repr(value).encode()


def number_cells(values: Sequence[float]) -> list[bytes]:
    """A column of numbers; what is not a number is empty.

    >>> number_cells([1.0, 2.5]), number_cells([float("nan"), 10940001.0])
    ([b'1', b'2.5'], [b'', b'10940001'])
    """
    try:
        whole = list(map(int, values))
    except (ValueError, OverflowError):  # not a number, or without end
        return [b"" if value != value else number_cell(value) for value in values]  # noqa: PLR0124
    if whole == list(values):
        return [b"%d" % value for value in whole]
    texts = "\n".join(map(repr, values)).encode().split(b"\n") if values else []
    return [text[:-2] if text[-2:] == b".0" else text for text in texts]


class Cells(Struct):
    """Values that are bytes: text, or files of their own, which come out of `drain` as children."""

    blob: Blob
    context: Context
    children: list[Blob] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def cell(self, data: bytes, name: str) -> bytes:
        """The text of a value; b"" if it is a file, which then is a child of that name."""
        if not data:
            return b""
        if len(data) >= _SMALLEST_FILE:
            found = identify(data[:HEAD], "")
            if found is not None and (found.name not in {"text", "unsupported"} or len(data) > LONGEST_CELL):
                self.children.append(self.child(data, name))
                return b""
            if found is not None and found.name == "unsupported":
                self.unread[found.media_type] += 1
                return b""
        return plain_text(data)

    def child(self, data: bytes, name: str) -> Blob:
        """A value as a member of its own."""
        self.context.budget.take_member()
        at = (*self.blob.at, Step(Axis.MEMBER, name))
        return Blob(name, lambda: io.BytesIO(data), at, len(data))

    def drain(self) -> Iterator[Blob]:
        """The files met since it was asked last."""
        while self.children:
            yield self.children.pop(0)

    def gaps(self, at: Location) -> Iterator[Gap]:
        """The files that nothing reads, by type."""
        for media_type, count in self.unread.items():
            yield Gap(Reason.UNSUPPORTED, f"no reader for {count} cells of {media_type}", at)
        self.unread.clear()


def plain_text(data: bytes) -> bytes:
    """Bytes as UTF-8, as far as they are text."""
    encoding, mark = encoding_of(data)
    if encoding != "ascii-superset":
        return data[mark:].decode(encoding, "replace").encode("utf-8", "replace")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b" ".join(text for _, text, _ in runs(data))
    return data if b"\0" not in data else b" ".join(text for _, text, _ in runs(data))
