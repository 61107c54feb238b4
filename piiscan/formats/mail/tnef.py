"""TNEF (winmail.dat, MS-OXTNEF): a message or its attachments as Exchange puts them in one part of a mail."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.mail.mapi import (
    ATTACHED,
    BODY,
    LONG_NAME,
    NAME,
    SHORT_NAME,
    SUBJECT,
    Attachment,
    Mail,
    Properties,
    mail_parts,
)
from piiscan.model import Blob, Gap, Reason, Unscannable

_SUBJECT, _BODY, _FROM = 0x8004, 0x800C, 0x8000
_DATA, _TITLE, _BEGINS, _ATTACHED_PROPERTIES = 0x800F, 0x8010, 0x9002, 0x9005
_PROPERTIES, _PAGE, _RECIPIENTS = 0x9003, 0x9007, 0x9004
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_FORMS = {0x02: "<h", 0x03: "<i", 0x05: "<d", 0x0B: "<H", 0x14: "<q"}
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MOST = 1 << 16


class _Part(Struct):
    title: str = ""
    data: bytes | None = None
    properties: Properties = field(default_factory=Properties)


class _Message(Struct):
    properties: Properties = field(default_factory=Properties)
    recipients: list[Properties] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    cut: bool = False


def extract_tnef(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Headers, bodies, other texts, attachments."""
    largest = context.limits.document
    with blob.open() as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise Unscannable(Reason.LIMIT, f"larger than {largest} bytes (limit: document)")
    message = _message(data)
    yield from mail_parts(blob, context, Mail(message.properties, message.recipients, _attachments(message)))
    if message.cut:
        yield Gap(Reason.CORRUPT, "an attribute of the message is cut off or damaged")


def _message(data: bytes) -> _Message:
    message = _Message()
    at = 6
    while at + 9 <= len(data):
        _, number, length = struct.unpack_from("<BII", data, at)
        content = data[at + 9 : at + 9 + length]
        message.cut = message.cut or len(content) < length
        try:
            _attribute(message, number & 0xFFFF, content)
        except (struct.error, IndexError):
            message.cut = True
        at += 9 + length + 2  # a checksum follows
    return message


def _attribute(message: _Message, number: int, content: bytes) -> None:
    properties = message.properties
    if number == _PROPERTIES:
        _read(content, 0, properties)
    elif number == _PAGE:
        (properties.page,) = struct.unpack_from("<I", content)
    elif number in {_SUBJECT, _BODY}:
        properties.narrow.setdefault(SUBJECT if number == _SUBJECT else BODY, content)
    elif number == _FROM:
        # A triple: four lengths, then the name and the address (2.1.3.3.1).
        _, _, name, _ = struct.unpack_from("<4H", content)
        properties.narrow.setdefault(0x0C1A, content[8 : 8 + name])
    elif number == _RECIPIENTS:
        (count,) = struct.unpack_from("<I", content)
        at = 4
        for _ in range(min(count, _MOST)):
            recipient = Properties()
            at = _read(content, at, recipient)
            message.recipients.append(recipient)
    else:
        _of_attachment(message, number, content)


def _of_attachment(message: _Message, number: int, content: bytes) -> None:
    if number == _BEGINS or (not message.parts and number in {_DATA, _TITLE, _ATTACHED_PROPERTIES}):
        message.parts.append(_Part())
    if number == _DATA:
        message.parts[-1].data = content
    elif number == _TITLE:
        message.parts[-1].title = content.decode(message.properties.encoding(), "replace").rstrip("\0")
    elif number == _ATTACHED_PROPERTIES:
        _read(content, 0, message.parts[-1].properties)


def _read(data: bytes, at: int, found: Properties) -> int:
    """Read a list of properties (2.1.3.4); gives where it ends."""
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    for _ in range(min(count, _MOST)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= 0x8000:
            at = _name(data, at, number, found)
        at = _values(data, at, kind, number, found)
    return at


def _name(data: bytes, at: int, number: int, found: Properties) -> int:
    (kind,) = struct.unpack_from("<I", data, at + 16)
    if kind == 0:
        return at + 24
    length = int.from_bytes(data[at + 20 : at + 24], "little")
    found.names[number] = data[at + 24 : at + 24 + length].decode("utf-16-le", "replace").rstrip("\0")
    return at + 24 + length + -length % 4


def _values(data: bytes, at: int, kind: int, number: int, found: Properties) -> int:
    base = kind & 0xFFF
    count = 1
    if kind & 0x1000 or base in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if base not in _VARIABLE and base not in _SIZES:
        raise struct.error
    for _ in range(min(count, _MOST)):
        if base in _VARIABLE:
            (length,) = struct.unpack_from("<I", data, at)
            _take(base, number, data[at + 4 : at + 4 + length], found)
            at += 4 + length + -length % 4
        else:
            if base in _FORMS:
                (found.numbers[number],) = struct.unpack_from(_FORMS[base], data, at)
            at += _SIZES[base]
        if at > len(data):
            raise struct.error
    return at


def _take(kind: int, number: int, value: bytes, found: Properties) -> None:
    if kind == 0x1F:
        before = found.wide.get(number)
        text = value.decode("utf-16-le", "replace").rstrip("\0")
        found.wide[number] = f"{before}; {text}" if before else text
    elif kind == 0x1E:
        found.narrow[number] = value
    elif kind == 0x0D:
        found.binary[number] = value[16:]  # behind the interface it is an object of
    else:
        found.binary[number] = value


def _attachments(message: _Message) -> Iterator[Attachment]:
    encoding = message.properties.encoding()
    for part in message.parts:
        named = (part.properties.text(number, encoding) for number in (LONG_NAME, SHORT_NAME, NAME))
        name = next(filter(None, named), "") or part.title
        data = part.properties.binary.get(ATTACHED) or part.data
        if data is not None:
            yield Attachment(name, data)
