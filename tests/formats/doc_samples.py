"""Word documents of Word 6 to 2003, built here byte by byte after MS-DOC."""

from __future__ import annotations

import struct

from piiscan.formats.compound.ole_write import compound

ROW = "\ue000"  # the end of a row
IN_CELL = "\ue001"  # the end of a paragraph inside a cell
DELETED, INSERTED, PLAIN = "\ue002", "\ue003", "\ue004"  # the text from here on
_STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
_TEXT = 1024


def doc(widths: str = "1", *, marks: bool = True, streams=None, left: str = "", **stories: str) -> bytes:
    """A document. `widths` says how the text is cut into pieces, and how wide the characters of each are."""
    texts = [stories.get(name, "") for name in _STORIES]
    whole = "".join(texts)
    counts = [len(_bare(text)) for text in texts]
    stream, pieces, places = _pieces(_bare(whole), widths, left)
    last = _TEXT + len(stream)
    document = bytearray(b"\0" * _TEXT + stream)
    clx = _clx(pieces)
    characters = paragraphs = b""
    if marks:
        characters = _plc(document, _character_runs(whole, places), paragraphs=False)
        paragraphs = _plc(document, _paragraph_runs(whole, places), paragraphs=True)
    table = clx + characters + paragraphs
    struct.pack_into("<HH6xH", document, 0, 0xA5EC, 0xC1, 0x0200)
    struct.pack_into("<II", document, 24, _TEXT, last)
    struct.pack_into("<H", document, 32, 14)
    struct.pack_into("<H", document, 62, 22)
    struct.pack_into("<8I", document, 64 + 12, *counts)
    struct.pack_into("<H", document, 152, 93)
    places_of = {33: (0, len(clx)), 12: (len(clx), len(characters)), 13: (len(clx) + len(characters), len(paragraphs))}
    for index, pair in places_of.items():
        struct.pack_into("<II", document, 154 + index * 8, *pair)
    return compound({"WordDocument": bytes(document), "1Table": table, **(streams or {})})


def word6(body: str, footnotes: str = "") -> bytes:
    """A document of Word 6: one run of bytes, no table."""
    document = bytearray(0x300)
    text = (body + footnotes).encode("cp1252")
    struct.pack_into("<HH", document, 0, 0xA5DC, 0x65)
    struct.pack_into("<II", document, 24, 0x300, 0x300 + len(text))
    struct.pack_into("<II", document, 0x34, len(body), len(footnotes))
    return compound({"WordDocument": bytes(document) + text + bytes(4096)})


def _bare(text: str) -> str:
    for sign in (DELETED, INSERTED, PLAIN):
        text = text.replace(sign, "")
    return text.replace(ROW, "\x07").replace(IN_CELL, "\r")


def _pieces(text: str, widths: str, left: str):
    """The bytes, (first character, address) of each piece, and the address of each character."""
    size = -(-len(text) // len(widths)) or 1
    parts = [(index * size, text[index * size : (index + 1) * size], width) for index, width in enumerate(widths)]
    stream, pieces, places = bytearray(left.encode("cp1252")), {}, {}
    for first, part, width in reversed(parts):  # as after quick saves: not in the order of the text
        address = _TEXT + len(stream)
        pieces[first] = address * 2 | 0x40000000 if width == "1" else address
        places |= {first + index: address + index * int(width) for index in range(len(part) + 1)}
        stream += part.encode("cp1252" if width == "1" else "utf-16-le")
    ordered = sorted(pieces.items())
    for first, _, width in parts:  # the address of the first character of a piece is not the last one's end
        places[first] = pieces[first] if width == "2" else (pieces[first] & ~0x40000000) // 2
    places[-1] = int(widths[0])  # of all characters, where there is one piece
    return bytes(stream), [*ordered, (len(text), 0)], places


def _clx(pieces) -> bytes:
    plc = b"".join(struct.pack("<I", first) for first, _ in pieces)
    plc += b"".join(struct.pack("<HIH", 0, address, 0) for _, address in pieces[:-1])
    return b"\x01\x02\x00ab\x02" + struct.pack("<I", len(plc)) + plc


def _character_runs(text: str, places):
    runs, at, kind, start = [], 0, b"", 0
    for sign in text + PLAIN:
        if sign in {DELETED, INSERTED, PLAIN}:
            if kind and at > start:
                runs.append((places[start], places[at - 1] + places[-1], kind))
            kind = {DELETED: b"\x00\x08\x01", INSERTED: b"\x01\x08\x01", PLAIN: b""}[sign]
            start = at
        else:
            at += 1
    return runs


def _paragraph_runs(text: str, places):
    runs, at = [], 0
    for sign in text:
        if sign in {DELETED, INSERTED, PLAIN}:
            continue
        if sign in {"\r", "\x07", "\x0c", ROW, IN_CELL}:
            inside = sign in {"\x07", ROW, IN_CELL}
            properties = b"\x16\x24\x01" if inside else b"\x03\x24\x00"
            properties += b"\x17\x24\x01" if sign == ROW else b""
            runs.append((places[at], places[at] + 1, b"\0\0" + properties))
        at += 1
    return runs


def _plc(document: bytearray, runs, *, paragraphs: bool) -> bytes:
    """Write the pages; gives the table of them."""
    pages = []
    ordered = sorted(runs)
    for first in range(0, len(ordered), 8):
        part = ordered[first : first + 8]
        document += bytes(-len(document) % 512)
        pages.append(len(document) // 512)
        page = bytearray(512)
        filled = []
        for index, (start, end, properties) in enumerate(part):
            filled.append((start, end, properties))
            if index + 1 < len(part) and part[index + 1][0] > end:
                filled.append((end, part[index + 1][0], b""))
        borders = [start for start, _, _ in filled] + [filled[-1][1]]
        struct.pack_into(f"<{len(borders)}I", page, 0, *borders)
        top = 510
        for index, (_, _, properties) in enumerate(filled):
            if not properties:
                continue
            if paragraphs:
                padded = properties + b"\0" * (len(properties) % 2 == 0)
                data = bytes([(len(padded) + 1) // 2]) + padded
            else:
                data = bytes([len(properties)]) + properties
            top = (top - len(data)) & ~1
            page[top : top + len(data)] = data
            page[len(borders) * 4 + index * (13 if paragraphs else 1)] = top // 2
        page[511] = len(filled)
        document += page
    plc = b"".join(struct.pack("<I", 0) for _ in range(len(pages) + 1)) if pages else b""
    return plc + b"".join(struct.pack("<I", page) for page in pages)


def package(name: str, data: bytes) -> bytes:
    """A stream Ole10Native: a file put into a document."""
    path = b"C:\\" + name.encode("cp1252") + b"\0"
    body = b"\x02\0" + name.encode("cp1252") + b"\0" + path + struct.pack("<HHI", 0, 3, len(path)) + path
    body += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def macro(source: bytes) -> dict[str, object]:
    """The storage of macros with one module, packed without any reference."""
    packed = bytearray(b"\x01")
    for start in range(0, len(source), 3000):
        part = source[start : start + 3000]
        chunk = b"".join(b"\0" + part[at : at + 8] for at in range(0, len(part), 8))
        packed += struct.pack("<H", 0xB000 | len(chunk) - 1) + chunk
    return {"VBA": {"dir": b"\x01", "Module1": b"p-code" + bytes(packed), "_VBA_PROJECT": b"x"}}


def picture(data: bytes, kind: int = 0xF01E, marks: int = 1) -> bytes:
    """A record of a picture."""
    body = bytes(16 * marks) + b"\xff" + data
    return struct.pack("<HHI", 0x6E0 << 4 | (marks - 1) << 4, kind, len(body)) + body


def property_set(values: dict[int, object], named: dict[str, object] | None = None) -> bytes:
    """A property set, with a second one of named properties."""
    sections = [_section({1: 1252, **values})]
    if named:
        numbers = dict(enumerate(named.values(), 2))
        names = struct.pack("<I", len(named))
        for index, name in enumerate(named, 2):
            names += struct.pack("<II", index, len(name) + 1) + name.encode("cp1252") + b"\0"
        sections.append(_section({0: names, 1: 1252, **numbers}))
    out = b"\xfe\xff" + bytes(22) + struct.pack("<I", len(sections))
    at = len(out) + 20 * len(sections)
    for section in sections:
        out += bytes(16) + struct.pack("<I", at)
        at += len(section)
    return out + b"".join(sections)


def _section(values: dict[int, object]) -> bytes:
    table, body = b"", b""
    for number, value in values.items():
        if isinstance(value, bytes):
            data = value
        elif isinstance(value, int):
            data = struct.pack("<Ii", 2 if number == 1 else 3, value)
        else:
            encoded = str(value).encode("cp1252") + b"\0"
            data = struct.pack("<II", 0x1E, len(encoded)) + encoded
        table += struct.pack("<II", number, 8 + 8 * len(values) + len(body))
        body += data + bytes(-len(data) % 4)
    return struct.pack("<II", 8 + len(table) + len(body), len(values)) + table + body
