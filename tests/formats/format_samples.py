"""Small files of every format, built here, and what to look at when they are read."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from piiscan.config import Limits
from piiscan.formats.base import Context, Format, new_context
from piiscan.formats.identify import identify_blob
from piiscan.formats.markup import xml_front
from piiscan.formats.objects import json_rows
from piiscan.model import Blob, Encryption, Gap, Segment, Shape, Unscannable

SSN = "010-94-0001"
NUMBER = re.compile(rb"\d{3}-\d{2}-\d{4}")
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Read:
    """What reading a blob gave: all its text, the place of each number, and what else there was."""

    name: str
    format: str = ""
    media_type: str = ""
    text: str = ""
    shapes: list[Shape] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=dict)
    children: list[Read] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    encryption: Encryption | None = None
    refused: Unscannable | None = None
    at: str = ""

    def child(self, name: str) -> Read:
        return next(child for child in self.children if child.name == name)

    def everywhere(self) -> str:
        return self.text + "".join(child.everywhere() for child in self.children)

    def each(self) -> Iterator[Read]:
        yield self
        for child in self.children:
            yield from child.each()


def blob(data: bytes, name: str = "sample") -> Blob:
    return Blob(name, lambda: io.BytesIO(data), (), len(data))


def objects(text: str, form: str) -> list[dict[str, object]]:
    """The objects that a text of that format is read as."""
    result = read(text.encode(), "a")
    assert result.format == form
    assert set(result.shapes) <= {Shape.OBJECT}
    decoder = json.JSONDecoder(strict=False)
    found, at = [], 0
    while at < len(result.text):
        value, at = decoder.raw_decode(result.text, at)
        found.append(value)
        at += 1
    return found


def shown(steps: tuple[object, ...]) -> str:
    return " ".join(f"{axis} {at}" for axis, at in steps)


def read(
    source: Blob | bytes, name: str = "sample", limits: Limits | None = None, context: Context | None = None
) -> Read:
    """Read as `scan_one` does, without looking for anything but the numbers of this file."""
    if isinstance(source, bytes):
        source = blob(source, name)
    context = context or new_context(limits or Limits())
    result = Read(source.name, at=shown(source.at))
    try:
        found: Format = identify_blob(source)
        result.format, result.media_type = found.name, found.media_type
        for item in found.extract(source, context):
            match item:
                case Segment():
                    take(result, item)
                case Blob():
                    assert context.depth < 20
                    result.children.append(read(item, context=context.deeper()))
                case Gap():
                    result.gaps.append(item)
                case Encryption():
                    result.encryption = item
    except Unscannable as trouble:
        result.refused = trouble
        result.encryption = trouble.encryption or result.encryption
    return result


def given_to_expat(monkeypatch) -> list[bytes]:
    """What a reader that leaves out plain pieces lets expat see, from now on."""
    seen: list[bytes] = []
    feed = xml_front.feed
    monkeypatch.setattr(
        xml_front, "feed", lambda parser, data, *left: (seen.append(data), feed(parser, data, *left))[1]
    )
    return seen


def take(result: Read, segment: Segment) -> None:
    data = bytes(segment.data)
    end = len(data) if segment.end < 0 else segment.end
    assert 0 <= segment.start <= end <= len(data)
    result.shapes.append(segment.shape)
    result.text += data[segment.start : end].decode("utf-8", "replace")
    for hit in NUMBER.finditer(data):
        if segment.start <= hit.start() < end:
            place = shown(segment.locate(hit.start()))
            result.places.setdefault(hit[0].decode(), []).append(place)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """An archive with its members changed, or dropped where `change` gives None."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return zipped({name: content for name, content in members.items() if content is not None})


# Workbooks ---------------------------------------------------------------------------------------------------


def saved_book(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: tuple[str | float | None, ...]) -> bytes:
    """A workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved_book(book)


def payroll(ssn_format: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pay"
    sheet["B1"] = "Payroll 2020"
    rows = [
        ("Name", "SSN", "Born", "Card", "Rate"),
        ("Ann Lee", 10940001, dt.date(1980, 1, 2), 4111111111111111, 1.5),
        ("Bob", 10940002, None, None, 2.0),
    ]
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 3):
            sheet.cell(number, column, value)
    if ssn_format:
        sheet["D4"].number_format = sheet["D5"].number_format = ssn_format
    sheet["C4"].comment = Comment("see 010-94-0009", "Zoe")
    sheet.oddHeader.center.text = "Page of 010-94-0008"
    hidden = book.create_sheet("Hid")
    hidden.sheet_state = "veryHidden"
    for number, row in enumerate([("Name:", "Ann Lee"), ("SSN:", "010-94-0003")], 2):
        for column, value in enumerate(row, 2):
            hidden.cell(number, column, value)
    book.create_sheet("Empty")
    book.defined_names["Secret"] = DefinedName("Secret", attr_text='"010-94-0007"')
    book.properties.creator = "Ann 010-94-0006"
    return saved_book(book)


# PDF ---------------------------------------------------------------------------------------------------------


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def text_page(lines: list[bytes]) -> bytes:
    return b"BT /F1 12 Tf 14 TL 72 720 Td " + b" ".join(b"(%s) Tj T*" % line for line in lines) + b" ET"


def pages(contents: list[bytes], page: bytes = b"", catalog: bytes = b"") -> list[bytes]:
    """The objects of a document: 1 catalog, 2 pages, 3 font, then page and content of each page in turn."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R %s"
            b" /Resources << /Font << /F1 3 0 R >> /XObject << /Im %d 0 R >> >> >>"
            % (5 + 2 * index, page, 4 + 2 * len(contents))
        )
        objects.append(stream(content))
    return objects


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked_pdf(user: bytes, lines: list[bytes]) -> bytes:
    """A PDF under RC4 of 40 bits (V 1, R 2), with an owner password and the user password given."""

    def md5(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    identity, permissions = b"0123456789abcdef", -4
    owner = rc4(md5((b"owner" + PAD)[:32])[:5], (user + PAD)[:32])
    key = md5((user + PAD)[:32] + owner + permissions.to_bytes(4, "little", signed=True) + identity)[:5]
    lock = b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>" % (
        permissions,
        owner.hex().encode(),
        rc4(key, PAD).hex().encode(),
    )
    objects = pages([text_page(lines)])
    number = len(objects)  # the content of the only page is the last object
    objects[-1] = stream(rc4(md5(key + number.to_bytes(3, "little") + b"\0\0")[:10], text_page(lines)))
    objects.append(lock)
    trailer = b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), identity.hex().encode(), identity.hex().encode())
    return pdf(objects, trailer)


def stands_where_it_is_written(scan, text: str, number: str) -> bool:
    """Whether a Social Security number of a JSON text is found at its line and column, below the title "ssn"."""
    lines = text[: text.index(number)].split("\n")
    value = number.replace("-", "")
    found = next(one for one in scan(text, "a.json").findings if one.elements[0].value == value)
    steps = [(step.axis.value, step.at) for step in found.at]
    return steps == [("LINE", len(lines)), ("COLUMN", len(lines[-1]) + 1), ("KEY", "ssn")]


def json_told(text: str) -> list[tuple[Shape, int, bytes]]:
    """What a JSON text is told as by the reader of rows."""
    segments = json_rows._Reader(io.BytesIO(text.encode())).segments()
    return [(one.shape, one.series, bytes(one.data)) for one in segments]


def tells_the_same_in_pieces(text: str, size: int) -> bool:
    """Whether JSON is told the same however much of it is read at once: of this size it is with its titles."""
    whole = json_told(text)
    read, json_rows._READ = json_rows._READ, max(size, len(text) // 2 + 64)
    try:
        return json_told(text) == whole
    finally:
        json_rows._READ = read
