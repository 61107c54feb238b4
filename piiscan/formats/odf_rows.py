"""Plain rows of OpenDocument sheets, taken out of the XML before expat sees it: ten times as fast, the same cells.

Rule: a row is taken only if every byte of it is understood here (cells of one paragraph of plain text, with
attributes whose effect is known); all else, and any document with a mark that could make text look like a row
(comments, CDATA, other encodings, other prefixes), goes through expat and `OdfStory` as if this were not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piiscan.formats.expat import BrokenXmlError, End, Start, Text, feed, new_parser
from piiscan.formats.odf_cells import Cells
from piiscan.formats.odf_paragraphs import END, frame_of, take
from piiscan.formats.odf_shapes import Shapes
from piiscan.formats.odf_story import Frame, OdfStory

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {name: f"{_URN}{name}:1.0" for name in ("office", "table", "text")}
_ROW = re.compile("<table:table-row[ >]")
_RAW_ROW = re.compile(rb"<table:table-row[ >]")
_ROW_END = "</table:table-row>"
_BETWEEN = re.compile(r">[ \t\r\n]+<")
_SLICE = 64 << 10
_PIECE = 128 << 10  # of what comes, so that what is made of it stays small
_CARRIED = 1 << 20  # a row longer than this is expat's
_FIRST = 64  # bytes that hold the XML declaration
_ODD = 64
_TOGETHER = 32  # rows
_SYNC = b"<!---->"


class Front:
    """Stands between the bytes of a document and expat: plain rows and paragraphs go straight into `story`."""

    def __init__(self, story: OdfStory, start: Start, end: End, text: Text) -> None:
        self._story = story
        self._parser = new_parser(start, end, text)
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.XmlDeclHandler = self._prologue
        self._parser.CommentHandler = self._commented
        self._shapes = Shapes()
        self._spaces: set[str] = set()
        self._plain = True  # whether plain rows may still be looked for
        self._reached = False  # expat has answered the comment that asks how far it is
        self._table: Cells | None = None  # which the next row belongs to, if expat is known to be between rows
        self._frame: Frame | None = None  # which the next paragraph is counted in, if expat is between paragraphs
        self._asked = self._runs = 0  # paragraphs that expat saw, and runs of those that it did not
        self._carried = b""
        self._begun = False
        self._lines = 0  # line ends of rows expat has not seen
        self._moved = 0  # bytes expat has seen less than there were

    def feed(self, data: bytes) -> None:
        """The next bytes, b"" at the end. Raises `BrokenXmlError`, with the offset in the document."""
        try:
            self._feed(data)
        except BrokenXmlError as error:
            error.offset = max(0, error.offset + self._moved)
            raise

    def _feed(self, data: bytes) -> None:
        block, self._carried = self._carried + data, b""
        if self._plain and data and len(block) < _FIRST:
            self._carried = block
            return
        if self._plain:
            block = self._rows(block)
        if self._plain and data:
            at = _unfinished(block)
            block, self._carried = block[:at], block[at:]
        self._give(block)
        if not data:
            feed(self._parser, b"")

    def _rows(self, block: bytes) -> bytes:
        """Take the rows that are complete; returns what is left."""
        marks = 0 if self._begun else block.startswith((b"<?xml", b"\xef\xbb\xbf<?xml"))
        self._begun = True
        cut = block.rfind(_ROW_END.encode()) + len(_ROW_END)
        try:
            text = block[:cut].decode() if cut >= len(_ROW_END) else ""
        except UnicodeDecodeError:
            self._plain = False
        if (b"!" in block and b"<!" in block) or (b"?" in block and block.count(b"<?") > marks):
            self._plain = False
        if not self._plain:
            return block
        if not text:
            return self._paragraphs(block)
        if "\n" in text:
            text = _BETWEEN.sub("><", text)
        self._pieces(block[:cut], text.split(_ROW_END)[:-1])
        return block[cut:]

    def _paragraphs(self, block: bytes) -> bytes:
        """Take the plain paragraphs of a block without rows, behind any that expat has seen; returns what is left."""
        at = 0
        while self._asked < _ODD + 4 * self._runs:
            while self._frame is not None and (end := take(self._story, self._frame, block, at)) > at:
                self._left_out(block[at:end])
                self._runs += 1
                at = end
            cut = block.find(END, at) + len(END)
            if cut < len(END):
                break
            self._give(block[at:cut])
            self._asked += 1
            at = cut
            self._ask()
        return block[at:]

    def _pieces(self, block: bytes, pieces: list[str]) -> None:
        """Rows, each with what stands before it; `block` is the same as bytes."""
        raws: list[bytes] = []
        done = 0  # rows that expat knows of, or need not know of
        together = 0  # rows that were taken in one go
        for number, piece in enumerate(pieces):
            if number < together:
                continue
            if self._table is not None and number % _TOGETHER == 0:
                together = number + self._all_taken(self._table, pieces[number : number + _TOGETHER])
                if together > number:
                    continue
            if self._table is not None and _ROW.match(piece) and self._taken(self._table, piece):
                continue
            raws = raws or block.split(_ROW_END.encode())
            self._left_out(_joined(raws[done:number]))
            self._odd(raws[number] + _ROW_END.encode(), piece)
            done = number + 1
        self._left_out(_joined(raws[done:-1]) if raws else block)

    def _odd(self, raw: bytes, piece: str) -> None:
        """A row that expat has to see, or that may be taken once it has seen what is before."""
        inside, found = _ROW.search(piece), _RAW_ROW.search(raw)
        if self._table is None and inside is not None and found is not None:
            self._give(raw[: found.start()])
            raw = raw[found.start() :]
            self._ask()
            if self._table is not None and self._taken(self._table, piece[inside.start() :]):
                self._left_out(raw)
                return
        self._give(raw)

    def _left_out(self, data: bytes) -> None:
        self._moved += len(data)
        self._lines += data.count(b"\n")

    def _taken(self, table: Cells, piece: str) -> bool:
        row = self._shapes.row(piece)
        if row is None:
            return False
        before = table.count
        table.plain_row(*row)
        self._story.cells += table.count - before
        return True

    def _all_taken(self, table: Cells, pieces: list[str]) -> int:
        """How many rows were taken: all of them or none."""
        columns = self._shapes.rows(pieces)
        before = table.count
        if not columns or not table.plain_rows(columns):
            return 0
        self._story.cells += table.count - before
        return len(pieces)

    def _give(self, data: bytes) -> None:
        """Bytes for expat, which is no longer known to be between rows then."""
        if not data:
            return
        self._table = self._frame = None
        if self._lines:  # so that it counts lines as the document has them
            lines, self._lines = self._lines, 0
            self._moved -= lines
            feed(self._parser, b"\n" * lines)
        for offset in range(0, len(data), _SLICE):
            feed(self._parser, data[offset : offset + _SLICE])

    def _ask(self) -> None:
        """Find out whether expat has read all it was given, and which table a row would belong to."""
        if not self._spaces.issuperset(_SPACES):
            return
        self._reached = False
        self._moved -= len(_SYNC)
        feed(self._parser, _SYNC)
        if self._reached and self._plain:
            self._table, self._frame = self._story.plain_table(), frame_of(self._story)

    def _declared(self, prefix: str | None, uri: str) -> None:
        if prefix in _SPACES:
            self._spaces.add(prefix)
            self._plain = self._plain and _SPACES[prefix] == uri

    def _prologue(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._plain = self._plain and (encoding or "utf-8").lower() in {"utf-8", "utf8", "us-ascii"}

    def _commented(self, _text: str) -> None:
        self._reached = True


def _joined(rows: list[bytes]) -> bytes:
    return b"".join(row + _ROW_END.encode() for row in rows)


def _unfinished(block: bytes) -> int:
    """Where a row begins that is not complete yet, or else the last tag: that may be cut in two."""
    at = block.find(b"<table:table-row")
    if at >= 0 and len(block) - at < _CARRIED:
        return at
    at = block.rfind(b"<")
    return at if at >= 0 and len(block) - at < _CARRIED else len(block)


def parse(story: OdfStory, chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterator[None]:
    """As `expat.parse`, for a story with sheets."""
    front = Front(story, start, end, text)
    for chunk in chunks:
        for at in range(0, len(chunk), _PIECE):
            front.feed(chunk[at : at + _PIECE])
            yield
    front.feed(b"")
    yield
