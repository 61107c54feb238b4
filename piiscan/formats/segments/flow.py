"""Text and tables of a document on their way into segments. The only file that cuts a document up.

Rule: a segment is about 512 KiB at most; prose that goes on overlaps its neighbour, so that everything
pairing looks at round a hit (8192 bytes back, 4096 ahead) is in one piece, and each hit counts once.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.base import Locate, Located
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.plain.windows import AHEAD, BACK
from piiscan.formats.segments.across import has_number
from piiscan.formats.segments.signed import signed
from piiscan.model import Axis, Location, Segment, Shape, Step

_OVER_TABLE = 2 << 10  # bytes above a table that what stands below it is read with
_BLANKS = frozenset(b" \t\r\n")
_PART = 64 << 10  # no piece is longer, so a segment is not much longer than a block


class Flow(Struct):
    """A document under way: `write` text and it comes out of `drain` as segments, in order."""

    size: int = BLOCK
    hint: str = ""
    sender: str = ""
    text: Located = field(default_factory=Located)
    ready: list[Segment] = field(default_factory=list)
    fresh: int = 0  # what stands before it in `text` is overlap
    series: int = 0

    def write(self, text: str, at: Location = (), line: int | None = None, column: int | None = None) -> None:
        """Append text that stands at `at`, from `line` and `column` on where these are counted."""
        data = text.encode("utf-8", "replace")
        begin = 0
        while len(data) - begin > _PART:  # in steps, so that a text of a gigabyte is copied once
            cut = _boundary(data, begin + _PART)
            piece, begin = data[begin:cut], cut
            self._add(piece, at, line, column)
            if line is not None:
                line += piece.count(b"\n")
                if column is not None:
                    column = (1 if b"\n" in piece else column) + len(
                        piece[piece.rfind(b"\n") + 1 :].decode("utf-8", "replace")
                    )
        data = data[begin:] if begin else data
        self._add(data, at, line, column)

    def write_later(self, text: str, place: Locate) -> None:
        """Append a text of some KiB; `place` says where an offset in it stands, once that is asked for."""
        if text:
            self._add(text.encode("utf-8", "replace"), place, None, None)

    def end_line(self) -> None:
        """End the line, if it is not ended yet."""
        if self.text.data and self.text.data[-1] != 0x0A:
            self.text.glue(b"\n")

    def flush(self) -> None:
        """Nothing more belongs to the text so far: make it a segment of its own."""
        if len(self.text.data) > self.fresh and self.text.data[self.fresh :].strip():
            self.ready.append(self._cut(last=True))
        self.text, self.fresh = Located(), 0

    def named(self, name: str, at: Location) -> None:
        """A sheet or table begins. Its name is a text of its own where it may have a number of somebody in it."""
        self.flush()
        if has_number(name):
            self.write(name, (*at, Step(Axis.PART, "name")))
            self.flush()

    def table(self, segment: Segment, *, within: bool = False) -> None:
        """Put a table segment in its place, after the text so far, which what follows goes on with if it is `within`.

        A number below the table of a form may be of the person named above it.
        """
        kept = self._last_lines() if within else Located()
        self.flush()
        self.ready.append(segment)
        if kept.starts:
            kept.glue(b"\n\n")
            self.text, self.fresh = kept, len(kept.data)

    def _last_lines(self) -> Located:
        """A copy of the end of the text, whole lines below an empty one, without the blanks behind it."""
        data = self.text.data
        end = len(data)
        while end and data[end - 1] in _BLANKS:
            end -= 1
        begin = data.find(b"\n", end - _OVER_TABLE, end) + 1 if end > _OVER_TABLE else 0
        if not begin and end > _OVER_TABLE:
            return Located()  # a line without end
        rest = self._rest(begin)
        rest.trim(len(rest.data) - (len(data) - end))
        rest.data[:0] = b"\n"  # the first line of a segment that goes on may be half a line
        rest.starts = [start + 1 for start in rest.starts]
        return rest

    def new_series(self) -> int:
        """A number for a new table."""
        self.series += 1
        return self.series

    def drain(self) -> Iterator[Segment]:
        """What is ready to be searched."""
        while self.ready:
            yield self.ready.pop(0)

    def finish(self) -> Iterator[Segment]:
        """The rest."""
        self.flush()
        yield from self.drain()

    def _add(self, data: bytes, at: Location | Locate, line: int | None, column: int | None) -> None:
        self.text.add(data, at, line, column)
        if len(self.text.data) >= self.size + BACK:
            segment = self._cut(last=False)
            self.ready.append(segment)
            keep = max(0, _boundary(self.text.data, segment.end - BACK))
            self.text, self.fresh = self._rest(keep), segment.end - keep

    def _rest(self, keep: int) -> Located:
        """A copy of the text from a place on: the segment before it keeps the old pieces for its `locate`."""
        rest = Located(self.text.data, list(self.text.starts), list(self.text.places))
        rest.drop(keep)
        return rest

    def _cut(self, *, last: bool) -> Segment:
        text, fresh = self.text, self.fresh
        size = len(text.data)
        end = size if last else _boundary(text.data, max(fresh, size - AHEAD))
        data = bytes(text.data)
        segment = Segment(data, Shape.PROSE, text.locate, start=fresh, end=end, hint=self.hint, sender=self.sender)
        return signed(segment) if last else segment


def comment_text(comment: bytes) -> Iterator[Segment]:
    """The comment in an archive."""
    flow = Flow()
    try:
        text = comment.decode("utf-8")
    except UnicodeDecodeError:
        text = comment.decode("cp1252", "replace")
    flow.write(text, (Step(Axis.PART, "comment"),), 1, 1)
    yield from flow.finish()


def _boundary(data: bytes | bytearray, at: int) -> int:
    """The place at or before `at` where a UTF-8 character begins."""
    while 0 < at < len(data) and data[at] & 0xC0 == 0x80:
        at -= 1
    return max(at, 0)
