"""What stands between the bytes of a document and expat, and may leave out pieces that others understand as they are.

Rule: a piece is left out only behind a place where expat has just said that it has read all it was given; and none is
of a document with a mark that could make text look like one (comments, CDATA, other encodings, other prefixes).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping

from piiscan.formats.markup.expat import End, Start, Text, feed, new_parser

_FIRST = 64  # bytes that hold the XML declaration
_SLICE = 64 << 10
_ODD = 64
_SYNC = b"<!---->"


class XmlFront(ABC):
    """Feeds a parser of its own. `spaces`: what the prefixes of the pieces have to stand for."""

    def __init__(self, start: Start, end: End, text: Text, spaces: Mapping[str, frozenset[str]]) -> None:
        self._parser = new_parser(start, end, text)
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.XmlDeclHandler = self._prologue
        self._parser.CommentHandler = self._commented
        self._spaces = spaces
        self._seen: set[str] = set()
        self.plain = True  # whether plain pieces may still be looked for
        self._begun = False
        self._reached = False  # expat has answered the comment that asks how far it is
        self._asked = self._runs = 0  # paragraphs that expat saw, and runs of those that it did not
        self._carried = b""
        self._lines = self._skipped = 0  # that expat has seen less than there were: line ends, bytes

    @abstractmethod
    def taken(self, block: bytes) -> bytes:
        """Take what is plain in a block; returns what is left."""

    @abstractmethod
    def unfinished(self, block: bytes) -> int:
        """Where something begins that may be plain once more has come."""

    @abstractmethod
    def stand(self, *, known: bool) -> None:
        """Whether expat is known to have read all it was given."""

    def feed(self, data: bytes) -> None:
        """The next bytes, b"" at the end. Raises `BrokenXmlError`, with the offset in the document."""
        block, self._carried = self._carried + data, b""
        if self.plain and data and len(block) < _FIRST:
            self._carried = block
            return
        if self.plain:
            marks = 0 if self._begun else block.startswith((b"<?xml", b"\xef\xbb\xbf<?xml"))
            self._begun = True
            odd = (b"!" in block and b"<!" in block) or (b"?" in block and block.count(b"<?") > marks)
            self.plain = not odd
        if self.plain:
            block = self.taken(block)
        if self.plain and data:
            at = self.unfinished(block)
            block, self._carried = block[:at], block[at:]
        self.give(block)
        if not data:
            feed(self._parser, b"", self._skipped, self._lines)

    def give(self, data: bytes) -> None:
        """Bytes for expat, of which it is not known how far it has read them."""
        if not data:
            return
        self.stand(known=False)
        for at in range(0, len(data), _SLICE):
            feed(self._parser, data[at : at + _SLICE], self._skipped, self._lines)

    def left_out(self, data: bytes) -> None:
        """Bytes that expat does not see."""
        self._skipped += len(data)
        self._lines += data.count(b"\n")

    def ask(self) -> None:
        """Find out whether expat has read all it was given."""
        if not self._seen.issuperset(self._spaces):
            return
        self._reached = False
        self._skipped -= len(_SYNC)
        feed(self._parser, _SYNC, self._skipped, self._lines)
        if self._reached and self.plain:
            self.stand(known=True)

    def paragraphs(self, block: bytes, end: Callable[[], bytes], take: Callable[[bytes, int], int]) -> bytes:
        """Take the plain paragraphs behind any that expat has seen; returns what is left.

        `end` is the tag behind which more may come, `take` says where those that begin at a place end.
        """
        at = 0
        while self._asked < _ODD + 4 * self._runs:
            while (after := take(block, at)) > at:
                self.left_out(block[at:after])
                self._runs += 1
                at = after
            mark = end()
            cut = block.find(mark, at) + len(mark)
            if cut < len(mark):
                break
            self.give(block[at:cut])
            self._asked += 1
            at = cut
            self.ask()
        return block[at:]

    def _declared(self, prefix: str | None, uri: str) -> None:
        if prefix is not None and prefix in self._spaces:
            self._seen.add(prefix)
            self.plain = self.plain and uri in self._spaces[prefix]

    def _prologue(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.plain = self.plain and (encoding or "utf-8").lower() in {"utf-8", "utf8", "us-ascii"}

    def _commented(self, _text: str) -> None:
        self._reached = True


def parse_by(front: XmlFront, chunks: Iterable[bytes], piece: int) -> Iterator[None]:
    """As `expat.parse`, so many bytes at a time."""
    for chunk in chunks:
        for at in range(0, len(chunk), piece):
            front.feed(chunk[at : at + piece])
            yield
    front.feed(b"")
    yield
