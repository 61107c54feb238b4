"""Plain paragraphs of Word documents, taken out of the XML before expat sees them, as `opendocument.paragraphs` does.

Rule: a paragraph is taken only if every byte of it is understood here (runs of text, and how they look), where expat
is known to be between paragraphs that are lines of text. All else, and any document with a mark that could make text
look like a paragraph (comments, CDATA, other encodings, other prefixes), goes through expat and `Story` as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piiscan.formats.markup.expat import End, Start, Text
from piiscan.formats.markup.xml_front import XmlFront, parse_by
from piiscan.formats.office.docx_story import Story
from piiscan.formats.opendocument.paragraphs import has_other_entity, write
from piiscan.formats.references import unescape
from piiscan.later import compiled

_SPACES = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
})  # fmt: skip
_END, _TABLE_END = b"</w:p>", b"</w:tbl>"
_LONGEST = 64 << 10  # bytes that are taken in one go
_PIECE = 64 << 10
_CARRIED = 256 << 10  # what is longer than this without an end is expat's
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


class _Front(XmlFront):
    """Plain paragraphs go straight into `story`."""

    def __init__(self, story: Story, start: Start, end: End, text: Text) -> None:
        super().__init__(start, end, text, {"w": _SPACES})
        self._story = story
        self._between = False  # expat is known to be where a paragraph is a line

    def taken(self, block: bytes) -> bytes:
        """Take the plain paragraphs; returns what is left."""
        return self.paragraphs(block, lambda: _TABLE_END if self._story.tables else _END, self._paragraph)

    def unfinished(self, block: bytes) -> int:
        """Where a paragraph begins that is not whole yet, or else the last tag: it may be the beginning of a mark."""
        at = 0 if self._between and len(block) < _CARRIED else block.rfind(b"<")
        return at if at >= 0 and len(block) - at < _CARRIED else len(block)

    def stand(self, *, known: bool) -> None:
        """Whether a paragraph that comes now is a line."""
        self._between = known and self._story.between()

    def _paragraph(self, block: bytes, at: int) -> int:
        """Write the plain paragraphs that begin at `at`; where they end."""
        found = _PLAIN.match(block, at, at + _LONGEST) if self._between else None
        texts = _texts(found[0]) if found is not None else None
        if found is None or texts is None:
            return at
        write(self._story.flow, self._story.at, self._story.number + 1, texts)
        self._story.number += len(texts)
        self._story.boxes.above = next(filter(None, map(str.strip, reversed(texts))), self._story.boxes.above)
        return found.end()


def _texts(run: bytes) -> list[str] | None:
    """The paragraphs of a run, the blank ones as well; None where there is more to them than can be told here."""
    if has_other_entity(run):
        return None
    try:
        text = run.decode()
    except UnicodeDecodeError:
        return None
    if "<w:tab/>" in text or "<w:br/>" in text:
        text = text.replace("<w:tab/>", "\t").replace("<w:br/>", "\n")
    *texts, _ = _TAG.sub("", text.replace("</w:p>", "\0")).split("\0")
    return [unescape(text) for text in texts] if "&" in text else texts


def parse(story: Story, chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterator[None]:
    """As `expat.parse`, for a part with paragraphs."""
    return parse_by(_Front(story, start, end, text), chunks, _PIECE)
