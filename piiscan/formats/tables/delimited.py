"""Delimited text (CSV, TSV, pipe, semicolon) as table segments of whole records.

The bytes stay as they are in the file: where cells begin is worked out by pairing, and only where there is
something to pair. What this file decides is the dialect, and where a block may be cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.columns import column_of
from piiscan.formats.plain.line_ends import NewlineStream
from piiscan.formats.plain.text import SAMPLE, Lines, is_unusual, open_text
from piiscan.formats.plain.windows import AHEAD, fill, read_first
from piiscan.formats.tables import delimited_forms
from piiscan.formats.tables.dialects import Written, written
from piiscan.formats.tables.quotes import NEWLINE, Cut, cut
from piiscan.formats.tables.sections import Sections
from piiscan.model import Axis, Blob, Dialect, Location, Segment, Shape, Step

BLOCK = 2 << 20  # bytes: what numpy costs for each call is spread (a tenth less time than with half as many, measured)
LOOK = 16384  # bytes of the head that tell how the table is written


def table_locator(
    data: bytes | bytearray, base: int, lines: Lines, stream: BinaryIO, *, exact: bool
) -> Callable[[int], Location]:
    """How to say where an offset of a block is: the line, and the byte if `stream` knows it or it is the same."""

    def locate(offset: int) -> Location:
        line = Step(Axis.LINE, lines.at(base + offset, data if exact else b"", base)[0])
        byte = base + offset if exact else stream.byte_at(base + offset)  # type: ignore[attr-defined]  # `Recoded`
        return (line,) if byte is None else (line, Step(Axis.BYTE, byte))

    return locate


def _prose_locator(data: bytes | bytearray, base: int, lines: Lines) -> Callable[[int], Location]:
    def locate(offset: int) -> Location:
        line, start = lines.at(base + offset)
        column = column_of(data, start - base, offset) if start >= base else base + offset - start + 1
        return (Step(Axis.LINE, line), Step(Axis.COLUMN, column))

    return locate


def extract_delimited(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Blocks of whole records, in one series for each table. A record longer than the field limit is read as prose."""
    original, exact = open_text(blob)
    head = _head(original)
    if exact and is_unusual(head):
        original, exact = open_text(blob, SAMPLE)
        head = _head(original)

    def opened() -> BinaryIO:
        return NewlineStream(original())  # type: ignore[return-value]

    how = written(head[:LOOK])
    form = None
    if blob.size is not None and blob.size <= delimited_forms.LARGEST:
        with opened() as stream:
            form = delimited_forms.form(stream.read(2 * delimited_forms.LARGEST), how)
    yield from form if form is not None else _tables(blob, context, opened, how, exact=exact)


def _tables(
    blob: Blob, context: Context, opened: Callable[[], BinaryIO], how: Written, *, exact: bool
) -> Iterator[Extracted]:
    lines = Lines(opened)
    size = BLOCK
    base = 0
    inside = False  # a record that is too long goes on
    sections = Sections(how.cell, how.quote)
    try:
        with opened() as stream:
            buffer, have = read_first(stream, size, blob.size if exact else None)
            while have:
                ended = have < size
                end, quoted, repaired = _rest(buffer, have) if inside else _cut(buffer, have, how, ended=ended)
                if not (end or inside or ended) and size < context.limits.field:
                    size *= 2
                    buffer.extend(bytes(size - len(buffer)))
                    have += fill(stream, memoryview(buffer)[have:])
                    continue
                is_table = bool(end) and not inside
                inside = not end
                end = end or (have if ended else have - AHEAD)
                # Past `end` the buffer holds the begun record, which belongs to the next segment.
                data = bytes(memoryview(buffer)[:have]) if ended else buffer
                strays: Iterator[Segment] = iter(())
                if not exact:
                    strays = stream.strays()  # type: ignore[attr-defined]  # `Recoded`
                elif buffer.find(0, 0, end) >= 0:
                    strays = _strays(bytes(memoryview(buffer)[:have]), end, base)
                if repaired is not None or how.instead or buffer.find(0, 0, end) >= 0:
                    data = how.plain(repaired or bytes(memoryview(buffer)[:end]))
                if is_table:
                    dialect = Dialect(how.cell, NEWLINE, how.quote if quoted else 0)
                    for first, stop, number in sections.parts(data, end):
                        part = data if first == 0 and stop == end else bytes(memoryview(data)[first:stop])
                        locate = table_locator(part, base + first, lines, stream, exact=exact)
                        yield Segment(part, Shape.TABLE, locate, 0, stop - first, base + first, number, dialect)
                else:
                    yield Segment(data, Shape.PROSE, _prose_locator(data, base, lines), 0, end, base)
                yield from strays
                kept = have - end
                buffer[:kept] = buffer[end:have]
                base += end
                have = kept + fill(stream, memoryview(buffer)[kept:])
    finally:
        lines.close()


def _head(opened: Callable[[], BinaryIO]) -> bytes:
    with opened() as stream:
        return stream.read(SAMPLE)


def _strays(data: bytes, end: int, base: int) -> Iterator[Segment]:
    """What a program appended in UTF-16 to a table that is not."""
    from piiscan.formats.plain.strays import wide_parts

    return wide_parts(data, 0, end, lambda offset: (Step(Axis.BYTE, base + offset),))


def _cut(buffer: bytearray, have: int, how: Written, *, ended: bool) -> Cut:
    return cut(buffer, have, how.cell, how.quote, ended=ended)


def _rest(buffer: bytearray, have: int) -> Cut:
    """The rest of the line of a record that was too long: behind it are records again."""
    return Cut(buffer.find(b"\n", 0, have) + 1, quoted=False)
