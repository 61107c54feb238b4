"""Delimited text (CSV, TSV, pipe, semicolon) as table segments of whole records.

The bytes stay as they are in the file: where cells begin is worked out by pairing, and only where there is
something to pair. What this file decides is the dialect, and where a block may be cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np

from piiscan.formats.base import Context, Extracted
from piiscan.formats.text import AHEAD, SAMPLE, Lines, column_of, fill, is_unusual, open_text, read_first
from piiscan.model import Axis, Blob, Dialect, Location, Segment, Shape, Step

NEWLINE = 0x0A
_BLOCK = 1 << 20  # bytes; the arrays of the cells of more than this fall out of the caches
QUOTE = 0x22
_DELIMITERS = b",;\t|"


def delimiter_of(head: bytes) -> int | None:
    r"""The byte that cuts the lines of `head` into a steady number of cells, None if there is none.

    A delimiter is believed where at least three lines in four (of those that have it at all, and more than
    half of all lines do) have the same number of it, counted outside quotes.

    >>> chr(delimiter_of(b"a;b;c\n1;2,5;3\n"))
    ';'
    >>> delimiter_of(b"one line, then\nanother\n") is None
    True
    """
    lines = [line for line in head.replace(b"\r", b"\n").split(b"\n") if line.strip()]
    if len(lines) > 1 and not head.endswith((b"\n", b"\r")):
        lines.pop()  # cut off by the look at the head
    best: tuple[float, int, int] | None = None
    for delimiter in _DELIMITERS:
        counts = Counter(_count_outside_quotes(line, delimiter) for line in lines[:100])
        none = counts.pop(0, 0)
        if not counts:
            continue
        (usual, times), total = counts.most_common(1)[0], counts.total()
        if times >= 0.75 * total and none < total:
            score = (times / (total + none), usual, delimiter)
            best = max(best, score) if best else score
    return best[2] if best else None


def _count_outside_quotes(line: bytes, delimiter: int) -> int:
    return sum(part.count(delimiter) for part in line.split(b'"')[::2])


def well_quoted(block: np.ndarray, delimiter: int) -> bool:
    """Whether every quote of a block opens or closes a cell, so that quotes may hide newlines.

    A lone quote (5" pipe) would swallow the rest of the file; in a block that has one, quotes are letters.
    """
    quotes = np.flatnonzero(block == QUOTE)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = block[np.maximum(opening, 1) - 1]
    after = block[np.minimum(closing + 1, len(block) - 1)]
    opens = (before == delimiter) | (before == NEWLINE) | (before == QUOTE) | (before == 0x20) | (opening == 0)
    closes = (after == delimiter) | (after == NEWLINE) | (after == 0x0D) | (after == QUOTE) | (after == 0x20)
    return bool(opens.all() and (closes | (closing == len(block) - 1)).all())


def last_record_end(data: bytearray, have: int, delimiter: int) -> tuple[int, bool]:
    """The offset after the last whole record in data[:have] (0: none), and whether quotes count."""
    end = data.rfind(b"\n", 0, have) + 1
    if data.find(b'"', 0, have) < 0:
        return end, False
    cut = end
    for _ in range(1000):  # back over newlines inside a cell; a thousand lines in one cell are none
        if not cut:
            break
        if data.count(b'"', 0, cut) % 2 == 0:
            quoted = well_quoted(np.frombuffer(data, np.uint8, cut), delimiter)
            return (cut, True) if quoted else (end, False)
        cut = data.rfind(b"\n", 0, cut - 1) + 1
    return end, False


def _locator(
    data: bytes | bytearray, base: int, lines: Lines, stream: BinaryIO, *, exact: bool
) -> Callable[[int], Location]:
    def locate(offset: int) -> Location:
        line = Step(Axis.LINE, lines.at(base + offset, data if exact else b"", base)[0])
        byte = base + offset if exact else stream.byte_at(base + offset)  # type: ignore[attr-defined]  # `Recoded`
        return (line,) if byte is None else (line, Step(Axis.BYTE, byte))

    return locate


def _prose_locator(data: bytearray, base: int, lines: Lines) -> Callable[[int], Location]:
    def locate(offset: int) -> Location:
        line, start = lines.at(base + offset)
        column = column_of(data, start - base, offset) if start >= base else base + offset - start + 1
        return (Step(Axis.LINE, line), Step(Axis.COLUMN, column))

    return locate


def extract_delimited(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Blocks of whole records, in one series. A record longer than the field limit is read as prose."""
    opened, exact = open_text(blob)
    with opened() as stream:
        head = stream.read(SAMPLE)
    if exact and is_unusual(head):
        opened, exact = open_text(blob, SAMPLE)
        with opened() as stream:
            head = stream.read(SAMPLE)
    delimiter = delimiter_of(head[:16384]) or 0x2C
    lines = Lines(opened)
    size = _BLOCK
    base = 0
    try:
        with opened() as stream:
            buffer, have = read_first(stream, size, blob.size if exact else None)
            while have:
                ended = have < size
                end, quoted = last_record_end(buffer, have, delimiter)
                if ended:
                    end = have
                if not end and size < context.limits.field:
                    size *= 2
                    buffer.extend(bytes(size - len(buffer)))
                    have += fill(stream, memoryview(buffer)[have:])
                    continue
                if end:
                    dialect = Dialect(delimiter, NEWLINE, QUOTE if quoted else 0)
                    # Past `end` the buffer holds the begun record, which belongs to the next segment.
                    data = bytes(memoryview(buffer)[:have]) if ended else buffer
                    locate = _locator(data, base, lines, stream, exact=exact)
                    yield Segment(data, Shape.TABLE, locate, 0, end, base, 1, dialect)
                else:  # no record in sight
                    end = have - AHEAD
                    locate = _prose_locator(buffer, base, lines)
                    yield Segment(buffer, Shape.PROSE, locate, 0, end, base)
                if ended:
                    return
                kept = have - end
                buffer[:kept] = buffer[end:have]
                base += end
                have = kept + fill(stream, memoryview(buffer)[kept:])
    finally:
        lines.close()
