"""MATLAB (.mat, level 5, versions 5 to 7): arrays and lists as tables, structures by their fields, texts as lines.

Rule: a variable is taken into memory alone, inflated within the budget; of one larger than a member may be there the
rest is not read. Version 7.3 is HDF5.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.mat_values import COMPRESSED, DamagedError, Elements, Value
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.record_table import RecordTable
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step

_HEADER = 128
_BLOCK = 1 << 18
_STEP = 4096  # rows that are joined at a time


def extract_mat(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All variables."""
    with blob.open() as stream:
        head = stream.read(_HEADER)
        order = ">" if head[126:128] == b"MI" else "<"
        writer = _Writer()
        writer.about(head[:116].strip(b" \0"))
        at = _HEADER
        while len(tag := stream.read(8)) == 8:
            kind, size = struct.unpack(f"{order}II", tag)
            trouble: Gap | None
            if kind >> 16:  # a small element, which no variable is
                size, trouble = 0, None
            else:
                data, trouble = _data(stream, size, tag, context, packed=kind == COMPRESSED)
                try:
                    for value in Elements(data, order).values():
                        writer.value(value, (value.name,))
                        yield from writer.flow.drain()
                except DamagedError:
                    trouble = trouble or Gap(Reason.CORRUPT, "a variable ends in damage", (Step(Axis.BYTE, at),))
            at += 8 + size + (0 if kind == COMPRESSED or kind >> 16 else -size % 8)
            stream.seek(at)
            if trouble is not None:
                yield trouble
        yield from writer.flow.finish()
    if at == _HEADER:
        yield from text_of_bytes(blob, at)
        yield Gap(Reason.CORRUPT, "no variables are found: only the text that stands in the bytes")


def _data(stream: BinaryIO, size: int, tag: bytes, context: Context, *, packed: bool) -> tuple[bytes, Gap | None]:
    """An element with its tag, and what is wrong with it."""
    largest = context.limits.member_memory
    if not packed:
        data = stream.read(min(size, largest))
        gap = None if len(data) == size else _short(size, largest)
        return tag + data, gap
    unpacker, out, left = zlib.decompressobj(), bytearray(), size
    try:
        while left and not unpacker.eof:
            block = stream.read(min(left, _BLOCK))
            if not block:
                return bytes(out), _short(size, largest)
            left -= len(block)
            while block and len(out) <= largest:
                piece = unpacker.decompress(block, _BLOCK)
                context.budget.take_bytes(len(piece))
                out += piece
                block = unpacker.unconsumed_tail
            if len(out) > largest:
                return bytes(out), Gap(Reason.LIMIT, f"a variable of more than {largest} bytes (limit: member_memory)")
    except zlib.error:
        return bytes(out), Gap(Reason.CORRUPT, "a packed variable is damaged")
    return bytes(out), None


def _short(size: int, largest: int) -> Gap:
    if size > largest:
        return Gap(Reason.LIMIT, f"a variable of more than {largest} bytes (limit: member_memory)")
    return Gap(Reason.CORRUPT, "a variable is cut short")


class _Writer:
    """Values on their way into segments."""

    def __init__(self) -> None:
        self.flow = Flow()

    def about(self, text: bytes) -> None:
        """What the header says."""
        self.flow.write(text.decode("latin-1"), (Step(Axis.PART, "header"),))
        self.flow.end_line()

    def value(self, value: Value, path: tuple[str, ...]) -> None:
        """A variable, or a part of one."""
        if value.fields:
            self._structure(value, path)
        elif value.inner:
            self._list(value, path)
        elif len(value.cells) == 1:
            self._line(path, value.cells[0])
        elif value.cells:
            columns = [value.cells] if 1 in {value.rows, value.columns} else _columns(value.cells, value.rows)
            self._table(path[-1:] if len(columns) == 1 else (), columns, path)

    def _structure(self, value: Value, path: tuple[str, ...]) -> None:
        """One with columns is a table, as one of many elements is; of others the fields are lines."""
        width = len(value.fields)
        texts = [_scalar(one) for one in value.inner]
        if len(value.inner) > width and None not in texts:
            self._table(value.fields, [[text or b"" for text in texts[at::width]] for at in range(width)], path)
            return
        lists = [_column(one) for one in value.inner]
        if len(lists) == width > 1 and all(lists) and len({len(one or ()) for one in lists}) == 1:
            self._table(value.fields, [one or [] for one in lists], path)
            return
        for number, one in enumerate(value.inner):
            name = value.fields[number % width]
            place = f"{path[-1]}({number // width + 1})" if len(value.inner) > width else path[-1]
            self.value(one, (*path[:-1], place, name))
        self.flow.text.glue(b"\n")

    def _list(self, value: Value, path: tuple[str, ...]) -> None:
        texts = [_scalar(one) for one in value.inner]
        if None in texts or len(texts) == 1:
            for number, one in enumerate(value.inner, 1):
                self.value(one, (*path[:-1], f"{path[-1]}{{{number}}}"))
            return
        cells = [text or b"" for text in texts]
        columns = [cells] if 1 in {value.rows, value.columns} else _columns(cells, value.rows)
        self._table(path[-1:] if len(columns) == 1 else (), columns, path)

    def _line(self, path: tuple[str, ...], text: bytes) -> None:
        if text:
            self.flow.text.glue(f"{path[-1]}: ".encode("utf-8", "replace"))
            self.flow.write(text.decode("utf-8", "replace"), (Step(Axis.KEY, ".".join(path)),))
            self.flow.end_line()

    def _table(self, names: Sequence[str], columns: list[list[bytes]], path: tuple[str, ...]) -> None:
        at: Location = (Step(Axis.TABLE, ".".join(path)),)
        table = RecordTable(at, self.flow.new_series(), names)
        for row, cells in enumerate(zip(*columns, strict=False), 1):
            table.put(row, cells)
            if not row % _STEP:
                self._put(table.full())
        self._put(table.full(1))

    def _put(self, segments: Iterator[Segment]) -> None:
        for segment in segments:
            self.flow.table(segment)


def _columns(cells: list[bytes], rows: int) -> list[list[bytes]]:
    return [cells[at : at + rows] for at in range(0, len(cells), max(rows, 1))]


def _scalar(value: Value) -> bytes | None:
    """The text of a value that is one, or nothing; None for one of several."""
    if value.inner or value.fields or len(value.cells) > 1:
        return None
    return value.cells[0] if value.cells else b""


def _column(value: Value) -> list[bytes] | None:
    """The cells of a value that is a column, a row, or a list of texts."""
    if value.fields:
        return None
    if not value.inner:
        return value.cells if 1 in {value.rows, value.columns} and len(value.cells) > 1 else None
    texts = [_scalar(one) for one in value.inner]
    return None if None in texts or len(texts) < 2 else [text or b"" for text in texts]
