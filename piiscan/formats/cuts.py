"""Where a large text may be cut so that each part is read by itself, and the segments of a part.

Rule: a part gives the very segments that the whole gives there (text, JSON), or whole records of the same table. Only
plain cases: bytes that are read as they stand, no zeros among them, no quote that only a repair makes sense of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from piiscan.formats import BY_NAME
from piiscan.formats.base import Format
from piiscan.formats.plain import text as texts
from piiscan.formats.plain import windows as places
from piiscan.formats.plain.line_ends import NewlineStream
from piiscan.formats.plain.windows import fill, windows
from piiscan.formats.tables.delimited import BLOCK, LOOK, table_locator
from piiscan.formats.tables.dialects import Written, written
from piiscan.formats.tables.quotes import NEWLINE, cut
from piiscan.formats.tables.sections import Sections
from piiscan.model import Blob, Dialect, Segment, Shape
from piiscan.part import Cuts, NotAlone, Part

_LOOKED_FOR = 64 << 10  # bytes in which a record has to begin where a table is cut
_KINDS = ("text", "json", "delimited")


def cuts_of(blob: Blob, form: Format, size: int) -> Cuts | None:
    """The parts of a blob, of about so many bytes each; None: it is read whole."""
    if form.name not in _KINDS or form != BY_NAME[form.name] or blob.size is None or blob.size < 2 * size:
        return None
    opened, exact = texts.open_text(blob, texts.SAMPLE)
    if not exact or opened is not blob.open:
        return None
    with blob.open() as stream:
        if texts.is_unusual(stream.read(texts.SAMPLE)):
            return None
        starts = (
            _lines(stream, blob.size, size)
            if form.name == "delimited"
            else _windows(blob.size, size, sum(reach_of(form.name)))
        )
    if starts is None or len(starts) < 2:
        return None
    unit = 1 if form.name == "delimited" else places.WINDOW
    ends = [*(start * unit for start in starts[1:]), blob.size]
    return Cuts(form.name, starts, tuple(end - start * unit for start, end in zip(starts, ends, strict=True)))


def _windows(whole: int, size: int, reach: int) -> tuple[int, ...]:
    """Windows begin at fixed places; none begins in what the one before it reaches to."""
    each = max(1, size // places.WINDOW)
    last = (whole - reach) // places.WINDOW
    return (0, *range(each, last, each))


def _lines(stream: BinaryIO, whole: int, size: int) -> tuple[int, ...] | None:
    """Beginnings of records, as they look. Whether one stands inside quotes the part before it will see."""
    stream.seek(0)
    head = stream.read(LOOK)
    how = written(head)
    cells = _cells(head.partition(b"\n")[0], how)
    starts = [0]
    for place in range(size, whole - size // 2, size):
        stream.seek(place)
        behind = stream.read(_LOOKED_FOR)
        at = behind.find(b"\n") + 1
        while at and _cells(behind[at : behind.find(b"\n", at) + 1], how) != cells:
            at = behind.find(b"\n", at) + 1
        if not at:
            return None
        starts.append(place + at)
    return tuple(starts)


def _cells(line: bytes, how: Written) -> int:
    """How many cells a line has; 0: one of them is quoted and does not end in it."""
    outside = line.split(bytes([how.quote]))[::2] if line.count(how.quote) else [line]
    return 0 if not line or line.count(how.quote) % 2 else sum(part.count(how.cell) for part in outside) + 1


def reach_of(kind: str) -> tuple[int, int]:
    """How far a window of a text reaches to either side."""
    return (texts.OBJECT_REACH, texts.OBJECT_REACH) if kind == "json" else (places.BACK, places.AHEAD)


def lines_of(blob: Blob, part: Part) -> texts.Lines:
    """The lines of the blob, counted from where they are known."""
    return texts.Lines(_opener(blob, part.kind), part.line)


def text_part(blob: Blob, part: Part, lines: texts.Lines) -> Iterator[tuple[int, Segment]]:
    """The windows from before a part on, as many as it takes to know what goes on into it, to the end of the blob."""
    reach = reach_of(part.kind)
    shape = Shape.OBJECT if part.kind == "json" else Shape.PROSE
    first = max(0, part.start - -(-2 * sum(reach) // places.WINDOW))
    with blob.open() as stream:
        for number, (data, start, end, base) in enumerate(windows(stream, places.WINDOW, reach, None, first), first):
            if data.find(0) >= 0:
                raise NotAlone
            locate = texts.locator(data, base, lines, exact=True)
            yield number, Segment(data, shape, locate, start, end, base)


def table_part(blob: Blob, part: Part, lines: texts.Lines) -> Iterator[Segment]:
    """First the beginning of the table, which decides how it is read; then blocks of the records of the part."""
    with _opener(blob, part.kind)() as stream:
        how = written(stream.read(LOOK))
        if how.instead:
            raise NotAlone
        stream.seek(0)
        yield next(_blocks(stream, how, lines, 0, -1))
        stream.seek(part.start)
        yield from _blocks(stream, how, lines, part.start, part.end)


def _blocks(stream: BinaryIO, how: Written, lines: texts.Lines, base: int, to: int) -> Iterator[Segment]:
    """Whole records from `base` to `to` (-1: the end), where one begins."""
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    have = fill(stream, view)
    sections = Sections(how.cell, how.quote, blank=base > 0)
    while have and (to < 0 or base < to):
        own = have if to < 0 else min(have, to - base)
        ended = have < len(buffer) or own < have
        end, quoted, repaired = cut(buffer, own, how.cell, how.quote, ended=ended)
        if not end or repaired is not None or buffer.find(0, 0, end) >= 0:
            raise NotAlone
        if len(sections.parts(buffer, end)) > 1 or sections.number > 1:
            raise NotAlone  # the tables behind it are in other parts
        data = bytes(view[:have]) if ended else buffer
        dialect = Dialect(how.cell, NEWLINE, how.quote if quoted else 0)
        locate = table_locator(data, base, lines, stream, exact=True)
        yield Segment(data, Shape.TABLE, locate, 0, end, base, 1, dialect)
        kept = have - end
        view[:kept] = bytes(view[end:have])
        base += end
        have = kept + fill(stream, view[kept:])


def _opener(blob: Blob, kind: str) -> Callable[[], BinaryIO]:
    return blob.open if kind != "delimited" else partial(_with_newlines, blob)


def _with_newlines(blob: Blob) -> BinaryIO:
    return cast("BinaryIO", NewlineStream(blob.open()))
