"""Records that are like those before them, read past the parser. The only file that knows what expat has not seen.

Rule: only whole elements are taken from it, behind an end tag that it has just told of, so that it is in the content
of an element that goes on; the lines and bytes it was not given are added to what it says.
"""

from __future__ import annotations

import pyexpat
import re

from msgspec import Struct, field

from piiscan.formats.markup.expat import feed
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.markup.xml_shapes import WIDE_BLANK, Shape, shape_of, signature

_ATTRIBUTES = rb"\s[^<>]*+(?<=/)>"  # to the end of an element of attributes alone
_BARE = re.compile(_ATTRIBUTES)
_SIBLINGS = re.compile(
    rb">\s*+</(?P<full>[A-Za-z_][\w.:-]*+)>\s*+<(?P=full)[\s>]"  # an element with elements in it, and another one
    rb"|<(?P<bare>[A-Za-z_][\w.:-]*+)(?P<rest>" + _ATTRIBUTES + rb")\s*+<(?P=bare)\s"  # one of attributes alone
)
_WAIT = 256 << 10  # bytes that are kept back until an element has ended
_TRIED, _SHAPES, _SIGNATURES, _ODD = 8, 24, 512, 16
_ENOUGH = 64  # records, to say whether it is worth it
_DEEPEST = 100


class Runs(Struct):
    """Feeds a parser, and reads past it what is like what it has read. `started` and `ended` are called by it."""

    parser: pyexpat.XMLParserType
    records: Records
    off: bool = False
    lines: int = 0  # that the parser has not seen
    skipped: int = 0  # bytes
    fed: int = 0  # bytes that it has
    ready: bool = False  # it is behind the end of an element of the kind that is looked for
    line: int = 0  # in which that is
    tag: bytes = b""  # with a slash behind the name where it is of attributes alone
    rest: bytes = b""
    starts: list[int] = field(default_factory=list)  # of the open elements, with what was taken before them
    # Of the element that ended last: where it begins, where the parser has its end tag, and the line of that.
    last: tuple[int, int, int] = (0, 0, 0)
    known: list[Shape] = field(default_factory=list)
    seen: dict[object, int] = field(default_factory=dict)
    tried: set[bytes] = field(default_factory=set)
    odd: int = 0
    length: int = 1  # of the record read last
    slow: int = 0  # records of this tag that went through the parser, and that did not
    quick: int = 0

    def started(self) -> int:
        """An element begins; in which line."""
        self.starts.append(self.parser.CurrentByteIndex + self.skipped)
        return self.parser.CurrentLineNumber + self.lines

    def ended(self) -> int:
        """The innermost element ends; in which line."""
        line = self.parser.CurrentLineNumber + self.lines
        self.last = (self.starts.pop(), self.parser.CurrentByteIndex, line)
        return line

    def take(self, data: bytes) -> None:
        """The next bytes, b"" at the end. Raises `BrokenXmlError`."""
        buffer, at, self.rest = self.rest + data, 0, b""
        usual = not self.off and (buffer.isascii() or not WIDE_BLANK.search(buffer))
        while data and not self.off:
            if self.ready and usual:
                at = self._read(buffer, at)
            cut = self._cut(buffer, at)
            if cut < 0:
                if self.ready and len(buffer) - at < _WAIT:
                    self.rest = buffer[at:]
                    return
                break
            self._feed(buffer[at:cut])
            at = cut
            self._learn(buffer, at)
        if at < len(buffer):
            self._feed(buffer[at:])
        if not data:
            self._feed(b"")

    def _feed(self, data: bytes) -> None:
        self.ready = False
        self.fed += len(data)
        feed(self.parser, data, self.skipped, self.lines)

    def _read(self, buffer: bytes, at: int) -> int:
        """Take the records that are like one known, as many as come; where that ends."""
        while True:
            for shape in self.known:
                try:
                    end = self._records(shape, buffer, at)
                except UnicodeDecodeError:  # which is for the parser to say
                    self.off = True
                    return at
                if end > at:
                    break
            else:
                return at
            if shape is not self.known[0]:
                self.known.remove(shape)
                self.known.insert(0, shape)
            lines = buffer.count(b"\n", at, end)
            self.line += lines
            self.lines += lines
            self.skipped += end - at
            self.records.at = self.line
            at = end

    def _records(self, shape: Shape, buffer: bytes, at: int) -> int:
        """Take those of one shape: as values of the element they are in, or where that has let others go, as these."""
        run, end = shape.lines(buffer, at, self.line)
        self.quick += (end - at) // max(1, self.length)
        if self.records.lets_go(len(run.json)):
            self.records.lines(run.json, run)
        else:
            self.records.take(shape.values(run))
        return end

    def _cut(self, buffer: bytes, at: int) -> int:
        """The end of the next element of the kind that is looked for, or of another such kind; -1 if there is none."""
        if self.tag:
            cut = _end_of(self.tag, buffer, at)
            if cut >= 0:
                return cut
        for found in _SIBLINGS.finditer(buffer, at):
            tag = found["full"] or found["bare"] + b"/"
            if tag not in self.tried and tag != self.tag:
                self.tag, self.slow, self.quick = tag, 0, 0
                return found.end("full") + 1 if found["full"] else found.end("rest")
        return -1

    def _learn(self, buffer: bytes, at: int) -> None:
        """The parser was fed up to here, which should be behind an element; see whether more like it may come."""
        start, end, self.line = self.last
        records = self.records
        self.slow += 1
        # Where an element of attributes alone ends, expat is behind it.
        tail = 0 if self.tag.endswith(b"/") else len(self.tag) + 3
        if end != self.fed - tail or records.too_deep or not records.frames:
            self.odd += 1
            self.off = self.odd > _ODD
            return
        if self.slow > _ENOUGH and self.quick < self.slow:  # another kind may do better
            self.tried.add(self.tag)
            self.tag = b""
            self.off = len(self.tried) > _TRIED
            return
        self.ready = not records.frames[-1].own and len(records.frames) < _DEEPEST
        begun = at - (self.fed + self.skipped - start)
        if begun < 0 or len(self.seen) > _SIGNATURES:
            return
        self.length, record = at - begun, buffer[begun:at]
        shape = signature(record)
        times = self.seen[shape] = self.seen.get(shape, 0) + 1
        if times == 2 and len(self.known) < _SHAPES and (known := shape_of(record)) is not None:
            self.known.insert(0, known)


def _end_of(tag: bytes, buffer: bytes, at: int) -> int:
    """The end of the next element of a kind, -1 if there is none."""
    if not tag.endswith(b"/"):
        end = b"</%b>" % tag
        return found + len(end) if (found := buffer.find(end, at)) >= 0 else -1
    start = b"<" + tag[:-1]
    while (at := buffer.find(start, at)) >= 0:
        bare = _BARE.match(buffer, at + len(start))
        if bare is not None:
            return bare.end()
        at += len(start)
    return -1
