"""XML as records: JSON text with the tags as keys, so that pairing sees which values belong to one element.

Read with expat, event by event, because it holds nothing back, counts lines without end (libxml2 stops at
65,535) and refuses where its caller says so: a document that declares entities that are more than a few words is
not read on as XML, its rest is read as the plain text it is. Nothing is fetched, no DTD is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace as replaced

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.expat import BrokenXmlError, feed, new_parser, read, takes_short_entities
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.markup.xml_runs import Runs
from piiscan.formats.plain.text import encoding_of, extract_text, open_text
from piiscan.later import compiled
from piiscan.model import Blob, Gap, Reason, Segment

_BLOCK = 256 << 10  # bytes that are read at a time: so long a run of records is not put together again
_TAG = 64 << 10  # bytes that a tag may have for the lines of its attributes to be told
_ROOT = b"<_>"
_TAG_BEGINS = re.compile(rb"<[A-Za-z_]")
_NO_END, _BEHIND_ROOT = 3, 9  # errors of expat: an element does not end, something follows the root
_HEAD = 64 << 10  # bytes
_END_TAG = re.compile(rb"</[A-Za-z_]")
_TEXTS = frozenset(
    ("txt", "text", "log", "out", "result", "md", "rst", "jinja", "jinja2", "j2", "tmpl", "template", "in")
)
"""What names end with of texts that may begin with a tag and are no XML."""
_START = compiled(rb"<[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+>")
_ATTRIBUTE = re.compile(rb"([^\s=\"'<>/]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


def extract_xml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The records of a document as segments of shape OBJECT; what expat cannot read as text."""
    records = Records()
    with blob.open() as stream:
        encoding, _ = encoding_of(stream.read(4096))
        stream.seek(0)
        reading = _Reading(records, _Kept(stream, encoding))
        damage = yield from read(reading.kept, reading.runs.take, records.drain, size=_BLOCK)
        if damage is not None and reading.goes_on(damage):
            damage = yield from read(reading.kept, reading.runs.take, records.drain, size=_BLOCK)
            if damage is not None and damage.code == _NO_END and not records.is_open:
                damage = None
    yield from records.finish()
    if damage:
        yield from text_from(blob, context, damage.offset if open_text(blob)[1] else 0)
        # Without an element yet it is a DTD, or no XML at all, and as text it has been read whole.
        if (reading.has_element and not _is_text(blob)) or damage.declares_entities:
            yield Gap(Reason.CORRUPT, f"{damage}: read as plain text from there on")


class _Reading:
    """A parser that fills records, and what reads past it; a second one where roots stand one after the other."""

    def __init__(self, records: Records, kept: _Kept) -> None:
        self.records = records
        self.kept = kept
        self.has_element = False
        self._plain = kept.encoding == "ascii-superset"  # in UTF-8, as far as is known
        self.runs = self._begun(b"")

    def goes_on(self, damage: BrokenXmlError) -> bool:
        """Begin anew behind the end of a root, if another one begins there: logs and parts of manuals have many."""
        if damage.code != _BEHIND_ROOT or not self._plain:
            return False
        self.kept.go_to(damage.offset)
        if _TAG_BEGINS.match(self.kept.stream.read(2)) is None:
            return False
        self.kept.stream.seek(damage.offset)
        self.runs = self._begun(_ROOT)
        self.runs.skipped, self.runs.lines = damage.offset - len(_ROOT), damage.line - 1
        return True

    def _begun(self, root: bytes) -> Runs:
        """A parser behind a root that nobody is told of."""
        records = self.records

        def start(tag: str, attributes: dict[str, str]) -> None:
            self.has_element = True
            line = runs.started()
            lines: Sequence[int] = ()
            if attributes:
                lines = self.kept.lines_of(parser.CurrentByteIndex + runs.skipped, line, len(attributes))
            records.start(tag.rpartition(" ")[2], attributes, line, lines)

        def between(text: str) -> None:
            if records.is_open:
                records.text(text)
            else:
                comment(text)

        def comment(text: str) -> None:
            records.comment(text, parser.CurrentLineNumber + runs.lines)

        def declared(_version: str, encoding: str | None, _standalone: int) -> None:
            self._plain = self._plain and (encoding or "utf-8").lower() in {"utf-8", "utf8"}
            runs.off = runs.off or not self._plain

        def has_defaults(*_declaration: object) -> None:  # what does not stand where it is read
            runs.off = True

        parser = new_parser(start, lambda _tag: records.end(runs.ended()), between if root else records.text)
        takes_short_entities(parser, has_defaults)
        runs = Runs(parser, records, off=not self._plain, fed=len(root))
        parser.CommentHandler = comment
        parser.ProcessingInstructionHandler = lambda target, text: comment(f"{target} {text}")
        parser.XmlDeclHandler = declared
        parser.AttlistDeclHandler = has_defaults
        if root:
            parser.StartElementHandler = None
            feed(parser, root)
            parser.StartElementHandler = start
        return runs


def _is_text(blob: Blob) -> bool:
    """Whether what breaks off is a text that only begins with a tag: of words, a template, a map of characters."""
    with blob.open() as stream:
        head = stream.read(_HEAD)
    if b"<?xml" in head or b"<!DOCTYPE" in head:
        return False
    named = blob.name.lower().rpartition("/")[2].rpartition(".")[2] in _TEXTS
    return named or _END_TAG.search(head) is None


class _Kept(Struct):
    """A stream that keeps the last bytes it gave, because the parser does not say where an attribute stands."""

    stream: BinaryIO
    encoding: str
    last: bytes = b""
    base: int = 0  # of `last`

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        cut = max(0, len(self.last) - _TAG)
        self.base += cut
        self.last = self.last[cut:] + data
        return data

    def go_to(self, offset: int) -> None:
        """Read on from there."""
        self.stream.seek(offset)
        self.last, self.base = b"", offset

    def lines_of(self, offset: int, line: int, count: int) -> Sequence[int]:
        """The lines of the attributes of the tag at an offset that begins in `line`; none, if that is all of them."""
        start = offset - self.base
        last = self.last
        if start >= 0 and self.encoding != "ascii-superset":
            end = last.find(">".encode(self.encoding), start)
            last, start = last[start : end + 4].decode(self.encoding, "ignore").encode(), 0
        if start < 0 or last.find(b"\n", start, last.find(b">", start)) < 0:
            return ()
        tag = _START.match(last, start)
        found = [one for one in _ATTRIBUTE.finditer(tag[0]) if not one[1].startswith(b"xmlns")] if tag else []
        return [line + tag[0].count(b"\n", 0, one.start(2)) for one in found] if tag and len(found) == count else ()


def text_from(blob: Blob, context: Context, offset: int) -> Iterator[Segment]:
    """The blob from `offset` on as plain text, with the lines counted from its start."""
    for segment in extract_text(blob, context):
        if isinstance(segment, Segment):
            start = max(segment.start, offset - segment.base)
            if start < (len(segment.data) if segment.end < 0 else segment.end):
                yield replaced(segment, start=start)
