"""Plain paragraphs of OpenDocument texts, taken out of the XML before expat sees them, as `rows` does with rows.

Rule: a paragraph is taken only if every byte of it is understood here (text, and spans of a style), where expat is
known to be between paragraphs that are counted. Which of them a part of the text is is worked out for a hit.
"""

from __future__ import annotations

import re

from msgspec import Struct

from piiscan.formats.opendocument.frames import Frame
from piiscan.formats.opendocument.story import OdfStory
from piiscan.formats.references import unescape
from piiscan.formats.segments.flow import Flow
from piiscan.later import compiled
from piiscan.model import Axis, Location, Step

END = b"</text:p>"
_LONGEST = 64 << 10  # bytes that are taken in one go
_STYLE = rb'(?: text:(?:style-name|outline-level)="[^"<>&]*+")*+'
_TEXT = rb"[^<>\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_SPANS = rb"(?:<text:span" + _STYLE + rb"(?:/>|>" + _TEXT + rb"</text:span>)" + _TEXT + rb")*+"
_ONE = rb"<text:([ph])" + _STYLE + rb"(?:/>|>" + _TEXT + _SPANS + rb"</text:\1>)"
_RUN = compiled(rb"(?:[ \t\r\n]*+" + _ONE + rb")++")
_OTHER_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_EMPTY = re.compile(r"<text:[ph](?: [^<>]*?)?/>")
_BEGIN = re.compile(r"\s*+<text:[ph][^<>]*+>")
_SPAN = re.compile(r"</?text:span[^<>]*+>")
_SPACE = re.compile(r"[ \t\r\n]+")


def frame_of(story: OdfStory) -> Frame | None:
    """What a paragraph that comes now is counted in; None where it would be more than a line of text."""
    frame = story.frames[-1]
    busy = story.paragraphs or story.skipped or story.inserted or frame.aside or frame.table or frame.texts is not None
    return frame if frame.counts and not busy else None


def take(story: OdfStory, frame: Frame, block: bytes, at: int) -> int:
    """Write the plain paragraphs that begin at `at`; where they end."""
    found = _RUN.match(block, at, at + _LONGEST)
    if found is None or has_other_entity(found[0]):
        return at
    try:
        texts = _texts(found[0].decode())
    except UnicodeDecodeError:
        return at
    write(story.flow, frame.at, frame.number + 1, texts)
    frame.number += len(texts)
    return found.end()


def has_other_entity(run: bytes) -> bool:
    """Whether there are others than those of XML itself."""
    return b"&" in run and _OTHER_ENTITY.search(run) is not None


def write(flow: Flow, at: Location, first: int, texts: list[str]) -> None:
    """Write paragraphs, each a line. They are counted from `first`."""
    written = [text for text in texts if text.strip()]
    if written:
        flow.end_line()
        flow.write_later("\n".join([*written, ""]), Paragraphs(at, first, texts))


def _texts(run: str) -> list[str]:
    """The paragraphs of a run, the blank ones as well."""
    run = _SPAN.sub("", _EMPTY.sub("\0", run).replace("</text:p>", "\0").replace("</text:h>", "\0"))
    *texts, _ = _BEGIN.sub("", run).split("\0")
    if "  " in run or "\n" in run or "\t" in run or "\r" in run:
        texts = [_SPACE.sub(" ", text) for text in texts]
    return [unescape(text) for text in texts] if "&" in run else texts


class Paragraphs(Struct):
    """Where the paragraphs of a run stand. Only those with a text are written, but all are counted."""

    at: Location
    first: int
    texts: list[str]

    def __call__(self, offset: int) -> Location:
        """The number of the paragraph that an offset in the text written is in."""
        passed = 0
        for number, text in enumerate(self.texts, self.first):
            if text.strip():
                passed += len(text.encode("utf-8", "replace")) + 1
                if offset < passed:
                    return (*self.at, Step(Axis.LINE, number))
        return (*self.at, Step(Axis.LINE, self.first + len(self.texts) - 1))
