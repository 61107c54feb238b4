"""Plain paragraphs of Word documents, taken out of the XML before expat sees them, as `odf_paragraphs` does.

Rule: a paragraph is taken only if every byte of it is understood here (runs of text, and how they look), where expat
is known to be between paragraphs that are lines of text. All else, and any document with a mark that could make text
look like a paragraph (comments, CDATA, other encodings, other prefixes), goes through expat and `Story` as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piiscan.formats.docx_story import Story
from piiscan.formats.expat import End, Start, Text, feed, new_parser
from piiscan.formats.odf_paragraphs import Paragraphs, unescaped
from piiscan.later import compiled

_SPACES = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
})  # fmt: skip
_END, _TABLE_END = b"</w:p>", b"</w:tbl>"
_SYNC = b"<!---->"
_LONGEST = 64 << 10  # bytes that are taken in one go
_PIECE = 64 << 10
_CARRIED = 256 << 10  # what is longer than this without an end is expat's
_FIRST = 64  # bytes that hold the XML declaration
_ODD = 64
_VALUES = rb'(?: (?:w|w14|xml):\w++="[^"<>&]*+")*+'
_LOOKS = (
    rb"(?:<w:(?:rFonts|rStyle|sz|szCs|b|bCs|i|iCs|u|color|lang|shd|highlight|noProof|kern|spacing|vertAlign|strike|caps"
    rb"|smallCaps|position)" + _VALUES + rb"/>)*+"
)
_RUN_LOOKS = rb"(?:<w:rPr>" + _LOOKS + rb"</w:rPr>)?+"
_PARAGRAPH_LOOKS = (
    rb"(?:<w:pPr>(?:<w:(?:pStyle|spacing|ind|jc|keepNext|keepLines|widowControl|outlineLvl|contextualSpacing|shd)"
    + _VALUES
    + rb"/>)*+"
    + _RUN_LOOKS
    + rb"</w:pPr>)?+"
)
_BETWEEN = rb"(?:<w:(?:proofErr|bookmarkEnd)" + _VALUES + rb"/>)*+"
_TEXT = rb"[^<>\x00-\x08\x0b-\x1f]*+"
_SAID = rb"(?:<w:t" + _VALUES + rb">" + _TEXT + rb"</w:t>|<w:(?:tab|br|lastRenderedPageBreak)/>)*+"
_RUN = rb"(?:<w:r" + _VALUES + rb">" + _RUN_LOOKS + _SAID + rb"</w:r>" + _BETWEEN + rb")*+"
_PLAIN = compiled(rb"(?:<w:p" + _VALUES + rb">" + _PARAGRAPH_LOOKS + _BETWEEN + _RUN + rb"</w:p>)++")
_TAG = re.compile(r"<[^>]*+>")


class _Front:
    """Stands between the bytes of a part and expat."""

    def __init__(self, story: Story, start: Start, end: End, text: Text) -> None:
        self._story = story
        self._parser = new_parser(start, end, text)
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.XmlDeclHandler = self._prologue
        self._parser.CommentHandler = self._commented
        self._plain = True  # whether plain paragraphs may still be looked for
        self._known = False  # the prefix stands for what it should
        self._begun = self._reached = self._between = False
        self._asked = self._runs = 0
        self._carried = b""
        self._lines = 0  # line ends that expat has not seen

    def feed(self, data: bytes) -> None:
        """The next bytes, b"" at the end. Raises `BrokenXmlError`."""
        block, self._carried = self._carried + data, b""
        if data and self._plain and len(block) < _FIRST:
            self._carried = block
            return
        if self._plain:
            marks = 0 if self._begun else block.startswith((b"<?xml", b"\xef\xbb\xbf<?xml"))
            self._plain = b"<!" not in block and block.count(b"<?") <= marks
            self._begun = True
        if self._plain:
            block = self._paragraphs(block)
        if data and self._plain:
            cut = self._unfinished(block)
            block, self._carried = block[:cut], block[cut:]
        self._give(block)
        if not data:
            feed(self._parser, b"")

    def _unfinished(self, block: bytes) -> int:
        """Where a paragraph begins that is not whole yet, or else the last tag: it may be the beginning of a mark."""
        at = 0 if self._between and len(block) < _CARRIED else block.rfind(b"<")
        return at if at >= 0 and len(block) - at < _CARRIED else len(block)

    def _paragraphs(self, block: bytes) -> bytes:
        """Take the plain paragraphs behind any that expat has seen; returns what is left."""
        at = 0
        while self._asked < _ODD + 4 * self._runs:
            while self._between and (end := self._taken(block, at)) > at:
                at = end
            mark = _TABLE_END if self._story.tables else _END
            cut = block.find(mark, at) + len(mark)
            if cut < len(mark):
                break
            self._give(block[at:cut])
            at = cut
            self._ask()
        else:
            self._between = False
        return block[at:]

    def _taken(self, block: bytes, at: int) -> int:
        """Write the plain paragraphs that begin at `at`; where they end."""
        found = _PLAIN.match(block, at, at + _LONGEST)
        texts = _texts(found[0]) if found is not None else None
        if found is None or texts is None:
            return at
        self._runs += 1
        self._lines += found[0].count(b"\n")
        story = self._story
        place = Paragraphs(story.at, story.number + 1, texts)
        story.number += len(texts)
        written = [text for text in texts if text.strip()]
        if written:
            story.flow.end_line()
            story.flow.write_later("\n".join([*written, ""]), place)
        return found.end()

    def _give(self, data: bytes) -> None:
        """Bytes for expat, which is no longer known to be between paragraphs then."""
        if not data:
            return
        self._between = False
        if self._lines:  # so that it counts lines as the document has them
            lines, self._lines = self._lines, 0
            feed(self._parser, b"\n" * lines)
        for at in range(0, len(data), _PIECE):
            feed(self._parser, data[at : at + _PIECE])

    def _ask(self) -> None:
        """Find out whether expat has read all it was given, and stands where a paragraph is a line."""
        self._asked += 1
        self._reached = False
        feed(self._parser, _SYNC)
        self._between = self._reached and self._plain and self._known and self._story.between()

    def _declared(self, prefix: str | None, uri: str) -> None:
        if prefix == "w":
            self._known = uri in _SPACES
            self._plain = self._plain and self._known

    def _prologue(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._plain = self._plain and (encoding or "utf-8").lower() in {"utf-8", "utf8", "us-ascii"}

    def _commented(self, _text: str) -> None:
        self._reached = True


def _texts(run: bytes) -> list[str] | None:
    """The paragraphs of a run, the blank ones as well; None where there is more to them than can be told here."""
    try:
        text = run.decode()
    except UnicodeDecodeError:
        return None
    if "]]>" in text:  # no text of XML
        return None
    if "<w:tab/>" in text or "<w:br/>" in text:
        text = text.replace("<w:tab/>", "\t").replace("<w:br/>", "\n")
    *texts, _ = _TAG.sub("", text.replace("</w:p>", "\0")).split("\0")
    return unescaped(texts) if "&" in text else texts


def parse(story: Story, chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterator[None]:
    """As `expat.parse`, for a part with paragraphs."""
    front = _Front(story, start, end, text)
    for chunk in chunks:
        for at in range(0, len(chunk), _PIECE):
            front.feed(chunk[at : at + _PIECE])
            yield
    front.feed(b"")
    yield
