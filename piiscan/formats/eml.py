"""A mail message: its headers and texts as prose, its attachments and the messages inside it as children.

Read with the standard library's tolerant policy (compat32), six times as fast as the strict one. What defeats
it (nesting without end, a header of megabytes) is read once more as the plain text it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import InvalidBase64LengthDefect, MessageError, MultipartInvariantViolationDefect
from email.header import decode_header
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import compat32
from email.utils import parseaddr
from functools import partial

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.html import html_segments
from piiscan.formats.spool import refused
from piiscan.formats.text import extract_text
from piiscan.keyhints import says_password
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_SAMPLE = 64 << 10  # bytes of a text in no declared character set, to tell it by
_BODIES, _BODY = 10, 256 << 10  # texts of a message that are looked into for a password, and how far
_FED = 8 << 10  # bytes at a time: as much as the standard library itself takes of a file
_LENGTH = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
# Defects that lose something. After all others the parser has still given every line to some part.
_LOSSES = (InvalidBase64LengthDefect, MultipartInvariantViolationDefect)
_ARMOR = b"-----BEGIN PGP "


def extract_eml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The parts of a message in their order."""
    largest = context.limits.document
    with blob.open() as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        yield from extract_text(blob, context)
        yield Gap(Reason.LIMIT, f"message larger than {largest} bytes, read as plain text (limit: document)")
        return
    data, behind = _unwrapped(data)
    try:
        message = _parsed(data)
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
    del data
    hint = " ".join(filter(None, (_header(message, name) for name in ("To", "Subject"))))
    sender, _ = parseaddr(_header(message, "From"))
    yield from _headers(message)
    yield from _properties(behind)
    yield from _Parts(blob, context, hint, sender).give(parts)
    if len(parts) > context.limits.parts:
        yield from extract_text(blob, context)
        detail = f"{len(parts)} parts, more than {context.limits.parts}: all read as plain text (limit: parts)"
        yield Gap(Reason.LIMIT, detail)
    elif any(type(defect) in _LOSSES for part in message.walk() for defect in part.defects):
        yield Gap(Reason.CORRUPT, "an encoded part of the message is damaged")


def _unwrapped(data: bytes) -> tuple[bytes, bytes]:
    """A message without what a mail box puts in front, and what Apple Mail (.emlx) puts behind it."""
    if data.startswith((b"From ", b">From ")):
        return data.partition(b"\n")[2], b""
    length = _LENGTH.match(data)
    if length is None:
        return data, b""
    start, end = length.end(), length.end() + int(length[1])
    behind = data[end:]
    return (data[start:end], behind) if behind.lstrip().startswith(b"<?xml") else (data[start:], b"")


def _properties(behind: bytes) -> Iterator[Segment]:
    flow = Flow()
    flow.write(behind.decode("utf-8", "replace"), (Step(Axis.PART, "properties"),), 1)
    yield from flow.finish()


def _parsed(data: bytes) -> Message:
    """A message. `BytesParser.parsebytes` gives the same, and holds it five times more on its way there."""
    parser: BytesFeedParser[Message] = BytesFeedParser(policy=compat32)
    for at in range(0, len(data), _FED):
        parser.feed(data[at : at + _FED])
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
    for line, (name, value) in enumerate(message.items(), 1):
        flow.write(f"{name}: {_decoded_header(str(value))}", (*at, Step(Axis.LINE, line)))
        flow.end_line()
    yield from flow.finish()


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else _decoded_header(str(value))


def _decoded_header(value: str) -> str:
    """Encoded words decoded, folds taken out; what cannot be decoded stays as it is."""
    value = value.replace("\r", "").replace("\n", " ")
    if "=?" in value:
        try:
            pieces = [
                piece if isinstance(piece, str) else _decoded(piece, charset or "ascii")
                for piece, charset in decode_header(value)
            ]
        except (MessageError, ValueError, LookupError):
            return value
        return "".join(pieces)
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    from piiscan.formats.charsets import codec_of

    return data.decode(codec_of(data[:_SAMPLE]), "replace")


class _Parts:
    """Numbers and names the parts of one message."""

    def __init__(self, blob: Blob, context: Context, hint: str, sender: str) -> None:
        self.blob = blob
        self.context = context
        self.hint = hint
        self.sender = sender
        self.bodies = 0
        self.names: dict[str, int] = {}
        self.payloads: dict[int, bytes] = {}  # of short texts that were looked into, by their part
        self.told: str | None = None  # the part that tells a password

    def give(self, parts: list[Message]) -> Iterator[Extracted]:
        """Texts as segments, the rest as children."""
        self.told = self._telling(parts) if len(parts) > 1 else None
        for number, part in enumerate(parts[: self.context.limits.parts], 1):
            self.context.budget.take_member()
            kind = part.get_content_type()
            named = _decoded_header(_told(part.get_filename))
            if part.get_content_maintype() == "message":
                yield from self._messages(part, number, kind)
            elif kind in {"text/plain", "text/html", "text/enriched"} and not named and not _attached(part):
                yield from self._body(part, kind)
            else:
                yield self._child(named or f"part {number}", kind, part)

    def _telling(self, parts: list[Message]) -> str | None:
        """The text of the message that tells a password, which may be that of what is attached."""
        for part in parts[:_BODIES]:
            if part.get_content_maintype() == "text" and not _attached(part):
                data = _payload(part)
                if len(data) <= _BODY:
                    self.payloads[id(part)] = data
                if says_password(data[:_BODY]):
                    return "body of the message"
        return None

    def _body(self, part: Message, kind: str) -> Iterator[Extracted]:
        self.bodies += 1
        at = (Step(Axis.PART, "body" if self.bodies == 1 else f"body {self.bodies}"),)
        known = self.payloads.pop(id(part), None)
        data = _payload(part) if known is None else known
        if data.lstrip().startswith(_ARMOR):  # a message of OpenPGP without MIME
            self.context.budget.take_bytes(len(data))
            yield Blob("body", partial(io.BytesIO, data), (*self.blob.at, *at), len(data), kind)
            return
        text = _decoded(data, _told(part.get_content_charset) or "utf-8")
        self.context.budget.take_bytes(len(text))
        flow = Flow(hint=self.hint, sender=self.sender)
        if kind == "text/html":
            yield from html_segments((text[start : start + 65536] for start in range(0, len(text), 65536)), flow, at)
            return
        flow.write(text.replace("\r\n", "\n"), at, 1, 1)
        yield from flow.finish()

    def _child(self, name: str, kind: str, part: Message) -> Blob:
        step = Step(Axis.MEMBER, self._unique(name))
        base = name.replace("\\", "/").rpartition("/")[2]
        data = _payload(part)
        try:
            self.context.budget.take_bytes(len(data))
        except Unscannable as trouble:
            return refused(self.blob, step, base, trouble, len(data))
        return Blob(base, lambda: io.BytesIO(data), (*self.blob.at, step), len(data), kind, key_beside=self.told)

    def _messages(self, part: Message, number: int, kind: str) -> Iterator[Extracted]:
        """Messages inside (forwarded, bounced): each as the bytes it came in, to be read on its own."""
        payload = part.get_payload()
        inner = payload if isinstance(payload, list) else [part]
        for message in inner:
            if not isinstance(message, Message):
                continue
            name = _decoded_header(_told(part.get_filename)) or f"message {number}"
            data = message.as_bytes() if message is not part else _payload(part)
            step = Step(Axis.MEMBER, self._unique(name))
            self.context.budget.take_bytes(len(data))
            base = name if name.lower().endswith(".eml") else f"{name}.eml"
            inside = Blob(base, partial(io.BytesIO, data), (*self.blob.at, step), len(data), kind)
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


def _told(ask: Callable[[], object]) -> str:
    """What a parameter of a part says; "" where it is in a character set with a name that cannot be one."""
    try:
        return str(ask() or "")
    except ValueError:
        return ""


def _attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).lower().lstrip().startswith("attachment")


def _payload(part: Message) -> bytes:
    """The bytes of a part with its transfer encoding taken off, as far as that can be done."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    text = part.get_payload()
    return str(text).encode("utf-8", "surrogateescape") if isinstance(text, str) else b""
