"""A message by its MAPI properties (MS-OXPROPS), as MSG, TNEF and PST keep it: what is said, by whom, to whom.

The only file that knows the numbers of properties. A message is read as mail is: headers, bodies with the heading
as a hint and the sender, then attachments as children. Texts no header shows (contacts, tasks, fields of one's own
forms) are properties.
"""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats import BY_NAME
from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.ole_objects import attached
from piiscan.formats.compound.ole_properties import codepage
from piiscan.formats.mail.keys import MailKeys
from piiscan.formats.markup.html import charset_of, html_segments
from piiscan.formats.rich_text.compressed import decompressed
from piiscan.formats.segments.flow import Flow
from piiscan.formats.siblings import BEGINNING
from piiscan.formats.spans import Span
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step

SUBJECT, BODY, HTML, RTF, TRANSPORT = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
RECIPIENT_TYPE, NAME, ADDRESS, SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
ATTACHED, LONG_NAME, SHORT_NAME = 0x3701, 0x3707, 0x3704
_INTERNET_PAGE, _MESSAGE_PAGE, _IN_SYNC = 0x3FDE, 0x3FFD, 0x0E1F
_SENDERS = ((0x0C1A, (0x5D01, 0x0C1F)), (0x0042, (0x5D02, 0x0065)))  # who sent it, and for whom
_SHOWN = {0x0E04: "To", 0x0E03: "Cc", 0x0E02: "Bcc"}
_MOST_NAMES = 1 << 15
_PIECE, _LONGEST_LINE = 64 << 10, 64 << 10  # of a long body, in bytes and in characters
BYTES = "bytes"  # in place of an encoding: it is said elsewhere
_KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
# Names of properties of contacts and the like; others go by their number, or the name their user gave them.
_LABELS = {0x3A06: "first name", 0x3A11: "last name", 0x3A44: "middle name", 0x3A16: "company", 0x3A17: "title",
           0x3A15: "address", 0x3A29: "street", 0x3A27: "city", 0x3A28: "state", 0x3A2A: "zip code",
           0x3A07: "government id number", 0x3A10: "organizational id", 0x3A4A: "customer id", 0x3A00: "account",
           0x3A09: "home phone", 0x3A08: "phone", 0x3A1C: "mobile", 0x3A46: "profession", 0x3A48: "spouse",
           0x3A4E: "manager"}  # fmt: skip
# Said elsewhere, or nothing a person wrote: classes, kinds of addresses, topics that repeat the subject, ids.
_SILENT = frozenset({SUBJECT, BODY, HTML, RTF, TRANSPORT, 0x001A, 0x003D, 0x0070, 0x0E1D, 0x0C1E, 0x0064, 0x0075,
                     0x0077, 0x0040, 0x0044, 0x0076, 0x0078, 0x3002, 0x1035, 0x1042, 0x1039, 0x3FF8, 0x3FFA, 0x0C1A,
                     0x0C1F, 0x5D01, 0x0042, 0x0065, 0x5D02, 0x0E02, 0x0E03, 0x0E04, 0x5D07, 0x5D08, 0x5D09, 0x5D0A,
                     0x3FFB, 0x3FFC, 0x4022, 0x4023, 0x4024, 0x4025, 0x4030, 0x4031, 0x4034, 0x4035, 0x4038, 0x4039,
                     0x403D, 0x403E, 0x340E, 0x8554, 0x8580})  # fmt: skip


class Properties(Struct):
    """The properties of a message, a recipient or an attachment, by number; texts still as the bytes they are."""

    wide: dict[int, str] = field(default_factory=dict)
    narrow: dict[int, bytes] = field(default_factory=dict)
    binary: dict[int, bytes] = field(default_factory=dict)
    numbers: dict[int, float] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # of those that have one of their own
    long: dict[int, tuple[Span, str]] = field(default_factory=dict)  # bodies left where they stand, and their encoding
    page: int = 0  # the code page of narrow texts, where the container says it

    def encoding(self) -> str:
        """The encoding of narrow texts."""
        page = self.page or int(self.numbers.get(_MESSAGE_PAGE, 0) or self.numbers.get(_INTERNET_PAGE, 0))
        return codepage(page or 1252)

    def text(self, number: int, encoding: str = "") -> str:
        """A text, "" where there is none."""
        if number in self.wide:
            return self.wide[number].rstrip("\0")
        return self.narrow.get(number, b"").decode(encoding or self.encoding(), "replace").rstrip("\0")

    def has(self, number: int) -> bool:
        """Whether there is such a text, and something in it."""
        return number in self.long or bool(self.text(number))

    def pieces(self, number: int, *, same: bool = False) -> Iterator[str]:
        """A text, of a long one what is at hand, its line ends those of Unix unless they are to be the `same`."""
        if number not in self.long:
            text = self.text(number)
            yield text if same else text.replace("\r\n", "\n").replace("\r", "\n")
            return
        data, encoding = self.long[number]
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(encoding or self.encoding())("replace"), translate=not same
        )
        rest = ""
        for start in range(0, len(data), _PIECE):
            text = rest + decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))
            cut = text.rfind("\n") + 1
            if len(text) - cut > _LONGEST_LINE:
                cut = len(text)
            rest = text[cut:]
            yield text[:cut]
        yield rest.rstrip("\0")

    def texts(self) -> Iterator[tuple[str, str]]:
        """(name, text) of what no header or body shows."""
        for number in {**self.wide, **self.narrow}:
            text = self.text(number)
            if number not in _SILENT and text.strip() and "/cn=" not in text.lower():  # names inside Exchange
                yield self.names.get(number) or _LABELS.get(number) or f"property {number:04x}", text
        for number, value in self.numbers.items():
            if number in self.names:
                yield self.names[number], str(int(value) if value == value // 1 else value)


class Attachment(NamedTuple):
    """A part of a message: its name, "" for none, and its bytes."""

    name: str
    data: Span


class Mail(Struct):
    """A message with all that belongs to it."""

    properties: Properties
    recipients: list[Properties] = field(default_factory=list)
    attachments: Iterable[Attachment] = ()

    def sender(self) -> tuple[str, str]:
        """(name, address) of who wrote it."""
        for name, addresses in _SENDERS:
            found = self.properties.text(name)
            address = next(filter(None, map(self.properties.text, addresses)), "")
            if found or address:
                return found, "" if address.startswith("/") else address  # "/O=…": a name inside Exchange
        return "", ""

    def headers(self) -> Iterator[tuple[str, str]]:
        """What a mail program shows above the text."""
        name, address = self.sender()
        yield "From", f"{name} <{address}>" if address else name
        encoding = self.properties.encoding()
        listed: dict[str, list[str]] = {}
        for recipient in self.recipients:
            kind = _KINDS.get(int(recipient.numbers.get(RECIPIENT_TYPE, 1)), "To")
            called = recipient.text(NAME, encoding)
            mail = recipient.text(SMTP, encoding) or recipient.text(ADDRESS, encoding)
            mail = "" if mail.startswith("/") or mail == called else mail
            listed.setdefault(kind, []).append(f"{called} <{mail}>" if mail else called)
        for number, kind in _SHOWN.items():
            shown = "; ".join(listed[kind]) if kind in listed else self.properties.text(number)
            yield kind, shown
        yield "Subject", self.properties.text(SUBJECT)


def own_names(entries: bytes, texts: bytes) -> dict[int, str]:
    """The names of properties that have one of their own, by number (MS-OXMSG 2.2.3, MS-PST 2.4.7)."""
    found = {}
    for at in range(0, min(len(entries), 8 * _MOST_NAMES) - 7, 8):
        offset, kind, index = struct.unpack_from("<IHH", entries, at)
        if kind & 1 and offset + 4 <= len(texts):
            (length,) = struct.unpack_from("<I", texts, offset)
            found[0x8000 + index] = texts[offset + 4 : offset + 4 + length].decode("utf-16-le", "replace")
    return found


def mail_parts(blob: Blob, context: Context, mail: Mail, at: Location = ()) -> Iterator[Extracted]:
    """Everything in a message; `at` leads to it inside the blob."""
    headers = [(name, text) for name, text in mail.headers() if text]
    shown = dict(headers)
    hint = "\n".join(filter(None, (shown.get("Subject"), shown.get("To"))))
    yield from _headers(headers, mail.properties.text(TRANSPORT), at)
    yield from _bodies(blob, context, mail.properties, Flow(hint=hint, sender=mail.sender()[0]), at)
    flow = Flow(hint=hint)
    for name, text in mail.properties.texts():
        flow.write(f"{name}: {text}", (*at, Step(Axis.PART, "properties")))
        flow.end_line()
    yield from flow.finish()
    names: dict[str, int] = {}
    parent = replace(blob, at=(*blob.at, *at))
    keys = MailKeys(shown.get("Subject") or "", partial(_beginnings, mail.properties))
    for number, attachment in enumerate(mail.attachments, 1):
        name = attachment.name or f"part {number}"
        count = names[name] = names.get(name, 0) + 1
        name = name if count == 1 else f"{name} ({count})"
        keys.passes(name, partial(_beginning, attachment.data))
        yield replace(attached(parent, context, name, attachment.data), key_beside=partial(keys.key, name))


def _beginning(data: Span) -> bytes:
    return bytes(data[:BEGINNING])


def _beginnings(properties: Properties) -> Iterator[bytes]:
    """How the texts of a message begin, to see whether they tell a password."""
    for text in (properties.pieces(BODY) if properties.has(BODY) else iter(()), _html(properties)):
        yield next(text, "")[:_PIECE].encode("utf-8", "replace")


def _headers(headers: list[tuple[str, str]], transport: str, at: Location) -> Iterator[Segment]:
    flow = Flow()
    lines = [f"{name}: {text}" for name, text in headers]
    said = {name.lower() for name, _ in headers}
    repeats = False
    for line in transport.replace("\r\n", "\n").split("\n"):
        if line[:1] not in {" ", "\t"}:
            repeats = line.partition(":")[0].lower() in said
        if not repeats:
            lines.append(line)
    for number, line in enumerate(lines, 1):
        flow.write(line, (*at, Step(Axis.PART, "headers"), Step(Axis.LINE, number)))
        flow.end_line()
    yield from flow.finish()


def _bodies(blob: Blob, context: Context, properties: Properties, flow: Flow, at: Location) -> Iterator[Extracted]:
    """The text in all forms it is kept in; the RTF only where it is no copy of the plain text."""
    text, html = properties.has(BODY), bool(properties.binary.get(HTML)) or properties.has(HTML)
    rtf, whole = b"", True
    if RTF in properties.binary and (not (text or html) or properties.numbers.get(_IN_SYNC) == 0):
        rtf, whole = decompressed(properties.binary[RTF], context.limits.document)
        context.budget.take_bytes(len(rtf))
    number = 0

    def place() -> Location:
        nonlocal number
        number += 1
        return (*at, Step(Axis.PART, "body" if number == 1 else f"body {number}"))

    if text:
        where, line, column = place(), 1, 1
        for piece in properties.pieces(BODY):
            flow.write(piece, where, line, column)
            line, column = (
                line + piece.count("\n"),
                len(piece) - piece.rfind("\n") + (0 if "\n" in piece else column - 1),
            )
            yield from flow.drain()
        yield from flow.finish()
    if html:
        yield from html_segments(_html(properties), flow, place())
    if rtf:
        yield from _rich(blob, context, rtf, flow, place())
    if not whole:
        yield Gap(Reason.CORRUPT, "the compressed body of the message is damaged", at)


def _html(properties: Properties) -> Iterator[str]:
    if properties.binary.get(HTML):
        data: Span = properties.binary[HTML]
    elif HTML in properties.long and properties.long[HTML][1] == BYTES:
        data = properties.long[HTML][0]
    else:
        texts = properties.pieces(HTML, same=True)
        yield from (text[at : at + _PIECE] for text in texts for at in range(0, len(text), _PIECE))
        return
    page = int(properties.numbers.get(_INTERNET_PAGE, 0))
    decoder = codecs.getincrementaldecoder(codepage(page) if page else charset_of(data[:4096]))("replace")
    for start in range(0, len(data), _PIECE):
        yield decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))


def _rich(blob: Blob, context: Context, rtf: bytes, flow: Flow, at: Location) -> Iterator[Extracted]:
    """A body in RTF, by the reader of RTF, as a part of this message."""
    inner = Blob("body.rtf", partial(io.BytesIO, rtf), (*blob.at, *at), len(rtf))
    for item in BY_NAME["rtf"].extract(inner, context):
        match item:
            case Segment():
                yield replace(item, locate=partial(_behind, at, item), hint=flow.hint, sender=flow.sender)
            case Gap():
                yield replace(item, at=(*at, *item.at))
            case _:
                yield item


def _behind(at: Location, segment: Segment, offset: int) -> Location:
    return (*at, *segment.locate(offset))
