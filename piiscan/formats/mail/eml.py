"""A mail message: its headers and texts as prose, its attachments and the messages inside it as children.

Read with the standard library's tolerant policy (compat32), six times as fast as the strict one. What defeats
it (nesting without end, a header of megabytes) is read once more as the plain text it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from email.errors import InvalidBase64LengthDefect, MessageError, MultipartInvariantViolationDefect
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import compat32
from email.utils import parseaddr
from functools import partial

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.mail.eml_long import DAMAGED, LongMessage, parsed
from piiscan.formats.mail.eml_part import (
    attached,
    decoded,
    decoded_header,
    decoded_pieces,
    frame,
    header,
    payload,
    plain_segments,
    told,
    unwrapped,
)
from piiscan.formats.mail.keys import MailKeys
from piiscan.formats.markup.html import html_segments
from piiscan.formats.plain.text import extract_text
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spool import Member, refused
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_BODIES, _BODY = 10, 256 << 10  # texts of a message that are looked into for a password, and how far
_LONG = 1 << 20  # bytes of a message from which on what is long in it stays in its file
_HEAD = 64 << 10  # of a long message, to see what it is wrapped in
_FED = 8 << 10  # bytes at a time: as much as the standard library itself takes of a file
# Defects that lose something. After all others the parser has still given every line to some part.
_LOSSES = (InvalidBase64LengthDefect, MultipartInvariantViolationDefect)
_PIECE = 64 << 10  # characters of a text at a time
_ARMOR = b"-----BEGIN PGP "


def extract_eml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The parts of a message in their order."""
    largest = context.limits.document
    with blob.open() as stream:
        data = stream.read(min(_LONG, largest) + 1)
        if len(data) <= min(_LONG, largest):
            data, behind = unwrapped(data)
            yield from _message(blob, context, lambda: parsed(data, _parsed), behind)
            return
        size = stream.seek(0, io.SEEK_END)
        if size > largest:
            yield from extract_text(blob, context)
            yield Gap(Reason.LIMIT, f"message larger than {largest} bytes, read as plain text (limit: document)")
            return
        start, end, behind = frame(stream, data[:_HEAD], size)
        long = LongMessage(stream)
        yield from _message(blob, context, lambda: _fed(long.short(start, end)), behind, long)


def _message(
    blob: Blob, context: Context, parsed: Callable[[], Message], behind: bytes, long: LongMessage | None = None
) -> Iterator[Extracted]:
    try:
        message = parsed()
        parts = list(_leaves(message, context.limits.mime))
    except _TooDeepError:
        yield from extract_text(blob, context)
        detail = f"parts more than {context.limits.mime} deep, read as plain text (limit: mime)"
        yield Gap(Reason.LIMIT, detail)
        return
    except (
        RecursionError,
        MemoryError,
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        yield from extract_text(blob, context)
        detail = f"message structure cannot be followed ({type(error).__name__}), read as plain text (limit: structure)"
        yield Gap(Reason.LIMIT, detail)
        return
    hint = "\n".join(filter(None, (header(message, name) for name in ("Subject", "To"))))
    said = header(message, "From")
    sender = parseaddr(said)[0] or ("" if "@" in said else said.strip())  # a memo has no address
    yield from _headers(message)
    yield from _properties(behind)
    yield from _Parts(blob, context, hint, sender, long).give(parts)
    if len(parts) > context.limits.parts:
        yield from extract_text(blob, context)
        detail = f"{len(parts)} parts, more than {context.limits.parts}: all read as plain text (limit: parts)"
        yield Gap(Reason.LIMIT, detail)
    elif any(type(defect) in _LOSSES for part in message.walk() for defect in part.defects):
        yield Gap(Reason.CORRUPT, DAMAGED)


def _properties(behind: bytes) -> Iterator[Segment]:
    flow = Flow()
    flow.write(behind.decode("utf-8", "replace"), (Step(Axis.PART, "properties"),), 1)
    yield from flow.finish()


def _parsed(data: bytes) -> Message:
    """A message. `BytesParser.parsebytes` gives the same, and holds it five times more on its way there."""
    return _fed(data[at : at + _FED] for at in range(0, len(data), _FED))


def _fed(pieces: Iterable[bytes]) -> Message:
    parser: BytesFeedParser[Message] = BytesFeedParser(policy=compat32)
    for piece in pieces:
        parser.feed(piece)
    return parser.close()


class _TooDeepError(Exception):
    """Parts inside parts, more than may be."""


def _leaves(message: Message, most: int, depth: int = 0) -> Iterator[Message]:
    """The parts with content, in order. A message inside is one part: it is a child of its own."""
    if depth > most:
        raise _TooDeepError
    payload = message.get_payload()
    if message.is_multipart() and message.get_content_maintype() != "message" and isinstance(payload, list):
        if isinstance(message.preamble, str) and message.preamble.strip() and depth == 0:
            yield _text_part(message.preamble)
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part, most, depth + 1)
        if isinstance(message.epilogue, str) and message.epilogue.strip():
            yield _text_part(message.epilogue)
    else:
        yield message


def _text_part(text: str) -> Message:
    """What stands before or behind the parts, which readers do not show, as a part like the others."""
    part = Message()
    part.set_payload(text.encode("utf-8", "surrogateescape").decode("latin-1"))
    part["Content-Type"] = "text/plain"
    return part


def _headers(message: Message) -> Iterator[Segment]:
    flow = Flow()
    at = (Step(Axis.PART, "headers"),)
    for line, (name, value) in enumerate(message.raw_items(), 1):
        flow.write(f"{name}: {decoded_header(str(value))}", (*at, Step(Axis.LINE, line)))
        flow.end_line()
    yield from flow.finish()


class _Parts:
    """Numbers and names the parts of one message."""

    def __init__(self, blob: Blob, context: Context, hint: str, sender: str, long: LongMessage | None = None) -> None:
        self.blob = blob
        self.context = context
        self.long = long
        self.hint = hint
        self.sender = sender
        self.bodies = 0
        self.names: dict[str, int] = {}
        self.keys = MailKeys()

    def give(self, parts: list[Message]) -> Iterator[Extracted]:
        """Texts as segments, the rest as children."""
        if len(parts) > 1:
            self.keys = MailKeys(self.hint, partial(self._bodies, parts), partial(self._named, parts))
        for number, part in enumerate(parts[: self.context.limits.parts], 1):
            self.context.budget.take_member()
            kind = part.get_content_type()
            named = decoded_header(told(part.get_filename))
            if part.get_content_maintype() == "message":
                yield from self._messages(part, number, kind)
            elif kind in {"text/plain", "text/html", "text/enriched"} and not named and not attached(part):
                yield from self._body(part, kind)
            else:
                yield from self._child(named or f"part {number}", kind, part)

    def _pieces(self, part: Message) -> Member | None:
        """The content of a part that is left in the file for its length."""
        if self.long is None or self.long.pieces(part) is None:
            return None
        long = self.long
        return Member(lambda: long.pieces(part) or iter(()), self.context)

    def _bodies(self, parts: list[Message]) -> Iterator[bytes]:
        """The texts of the message as far as they are looked into for a password."""
        for part in parts[:_BODIES]:
            if part.get_content_maintype() == "text" and not attached(part):
                yield self._begins(part)

    def _named(self, parts: list[Message]) -> Iterator[tuple[str, Callable[[], bytes]]]:
        for part in parts[: self.context.limits.parts]:
            if name := decoded_header(told(part.get_filename)):
                yield name, partial(self._begins, part)

    def _begins(self, part: Message) -> bytes:
        pieces = self.long and self.long.pieces(part)
        return self._beginning(pieces) if pieces else payload(part)[:_BODY]

    def _beginning(self, pieces: Iterator[bytes]) -> bytes:
        data = b""
        with suppress(Unscannable):
            while len(data) < _BODY and (piece := next(pieces, b"")):
                data += piece
        return data

    def _body(self, part: Message, kind: str) -> Iterator[Extracted]:
        self.bodies += 1
        at = (Step(Axis.PART, "body" if self.bodies == 1 else f"body {self.bodies}"),)
        charset = told(part.get_content_charset) or "utf-8"
        long = self._pieces(part)
        if long is not None:
            begins = self._beginning(long.run())
            if begins.lstrip().startswith(_ARMOR):
                yield Blob("body", long.open, (*self.blob.at, *at), None, kind)
                return
            yield from self._text(decoded_pieces(long.run, charset), kind, at)
            yield from long.gap(at)
            return
        data = payload(part)
        if data.lstrip().startswith(_ARMOR):  # a message of OpenPGP without MIME
            self.context.budget.take_bytes(len(data))
            yield Blob("body", partial(io.BytesIO, data), (*self.blob.at, *at), len(data), kind)
            return
        text = decoded(data, charset)
        self.context.budget.take_bytes(len(text))
        yield from self._text((text[start : start + _PIECE] for start in range(0, len(text), _PIECE)), kind, at)

    def _text(self, pieces: Iterator[str], kind: str, at: Location) -> Iterator[Segment]:
        flow = Flow(hint=self.hint, sender=self.sender)
        if kind == "text/html":
            return html_segments(pieces, flow, at)
        return plain_segments(pieces, flow, at)

    def _child(self, name: str, kind: str, part: Message) -> Iterator[Extracted]:
        step = Step(Axis.MEMBER, self._unique(name))
        base = name.replace("\\", "/").rpartition("/")[2]
        long = self._pieces(part)
        if long is not None:
            yield Blob(base, long.open, (*self.blob.at, step), None, kind, key_beside=partial(self.keys.key, name))
            yield from long.gap((step,))
            return
        data = payload(part)
        try:
            self.context.budget.take_bytes(len(data))
        except Unscannable as trouble:
            yield refused(self.blob, step, base, trouble, len(data))
            return
        yield Blob(
            base,
            lambda: io.BytesIO(data),
            (*self.blob.at, step),
            len(data),
            kind,
            key_beside=partial(self.keys.key, name),
        )

    def _messages(self, part: Message, number: int, kind: str) -> Iterator[Extracted]:
        """Messages inside (forwarded, bounced): each as the bytes it came in, to be read on its own."""
        messages = part.get_payload()
        inner = messages if isinstance(messages, list) else [part]
        for message in inner:
            if not isinstance(message, Message):
                continue
            name = decoded_header(told(part.get_filename)) or f"message {number}"
            data = message.as_bytes() if message is not part else payload(part)
            step = Step(Axis.MEMBER, self._unique(name))
            base = name if name.lower().endswith(".eml") else f"{name}.eml"
            inside = Blob(base, partial(io.BytesIO, data), (*self.blob.at, step), len(data), kind)
            if self.long is not None and self.long.has(data):
                member = Member(partial(self.long.whole, data), self.context)
                inside = Blob(base, member.open, (*self.blob.at, step), None, kind)
            else:
                self.context.budget.take_bytes(len(data))
            if self.context.depth < self.context.limits.depth:
                yield inside
            else:
                yield from self._too_deep(inside, step)

    def _too_deep(self, inside: Blob, step: Step) -> Iterator[Extracted]:
        """A message that may not be opened any more: its text is at hand, so nothing but its parts is lost."""
        for item in extract_text(inside, self.context):
            yield replace(item, locate=partial(_behind, step, item)) if isinstance(item, Segment) else item
        detail = f"more than {self.context.limits.depth} containers deep, read as plain text (limit: depth)"
        yield Gap(Reason.LIMIT, detail, (step,))

    def _unique(self, name: str) -> str:
        """Two attachments of one name are two places."""
        count = self.names[name] = self.names.get(name, 0) + 1
        return name if count == 1 else f"{name} ({count})"


def _behind(step: Step, segment: Segment, offset: int) -> Location:
    return (step, *segment.locate(offset))
