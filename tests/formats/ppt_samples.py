"""PowerPoint 97-2003 documents, built here record by record after MS-PPT."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from piiscan.formats.compound.ole_write import compound


def atom(kind: int, data: bytes = b"", instance: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4, kind, len(data)) + data


def container(kind: int, *parts: bytes, instance: int = 0) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HHI", instance << 4 | 0xF, kind, len(data)) + data


def text(value: str, *, wide: bool = True) -> bytes:
    head = atom(3999, struct.pack("<I", 4))
    return head + (atom(4000, value.encode("utf-16-le")) if wide else atom(4008, value.encode("latin-1")))


def string(value: str, instance: int = 0) -> bytes:
    return atom(4026, value.encode("utf-16-le"), instance)


def shape(content: bytes, anchor: tuple[int, int] | None = None) -> bytes:
    place = atom(0xF00F, struct.pack("<4i", *anchor, 0, 0)) if anchor else b""
    return container(0xF004, atom(0xF00A, bytes(8)), place, container(0xF00D, content))


def drawing(*shapes: bytes) -> bytes:
    return container(1036, container(0xF002, container(0xF003, *shapes)))


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """A group of shapes, one for each cell."""
    cells = [
        shape(text(cell), (column * 100, row * 50))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    return container(0xF003, *cells)


def comment(value: str, author: str = "Zoe") -> bytes:
    inner = container(12000, string(author), string(value, 1), string("Z", 2), atom(12001, bytes(28)))
    return container(5000, container(5002, string("___PPT10"), atom(5003, inner)))


@dataclass
class Slide:
    """What a slide holds; `outline` is the text its shapes refer to by number."""

    parts: Sequence[bytes] = ()
    notes: Sequence[bytes] = ()
    outline: Sequence[bytes] = ()
    old: Sequence[bytes] = field(default=())  # the slide as it was saved before


def ppt(*slides: Slide, document: Sequence[bytes] = (), user: bool = True, after: bytes = b"", streams=None) -> bytes:
    """A presentation, saved once more after its slides were changed."""
    stream = bytearray(b"".join(container(1006, *slide.old) for slide in slides if slide.old))
    offsets: dict[int, int] = {}
    listed, noted = [], []
    for number, slide in reversed(list(enumerate(slides, 1))):  # not in the order they are shown in
        if slide.notes:
            offsets[100 + number] = len(stream)
            stream += container(1008, atom(1009, struct.pack("<II", 255 + number, 0)), *slide.notes)
            noted.insert(0, atom(1011, struct.pack("<5I", 100 + number, 0, 0, 900 + number, 0)))
        offsets[10 + number] = len(stream)
        stream += container(1006, *slide.parts)
        listed.insert(0, atom(1011, struct.pack("<5I", 10 + number, 0, 0, 255 + number, 0)) + b"".join(slide.outline))
    offsets[1] = len(stream)
    lists = [container(4080, *listed), container(4080, *noted, instance=2)]
    stream += container(1000, *document, *lists) + after
    directory = len(stream)
    entries = b"".join(struct.pack("<II", number | 1 << 20, offset) for number, offset in sorted(offsets.items()))
    stream += atom(6002, entries)
    edit = len(stream)
    stream += atom(4085, struct.pack("<IIIIIII", 0, 0, 0, directory, 1, 0, 0))
    current = atom(4086, struct.pack("<III", 20, 0xE391C05F, edit) + bytes(12)) if user else b""
    return compound({"PowerPoint Document": bytes(stream), "Current User": current, **(streams or {})})


def embedded(data: bytes, *, deflated: bool = True) -> bytes:
    if not deflated:
        return atom(4113, data)
    return atom(4113, struct.pack("<I", len(data)) + zlib.compress(data), 1)


def scattered(source: bytes) -> bytes:
    """The same compound file, its large streams backwards, sector by sector: none stands beside the one before it."""
    count = struct.unpack_from("<I", source, 44)[0]
    fats = struct.unpack_from("<109I", source, 76)[:count]
    table = [number for at in fats for number in struct.unpack_from("<128I", source, (at + 1) * 512)]
    data = bytearray(source)
    directory = struct.unpack_from("<I", source, 48)[0]
    while directory != 0xFFFFFFFE:
        for at in range((directory + 1) * 512, (directory + 2) * 512, 128):
            start, size = struct.unpack_from("<II", source, at + 116)
            if source[at + 66] != 2 or size < 4096:
                continue
            chain = [start]
            while table[chain[-1]] != 0xFFFFFFFE:
                chain.append(table[chain[-1]])
            new = chain[::-1]
            for old, place, after in zip(chain, new, [*new[1:], 0xFFFFFFFE], strict=True):
                data[(place + 1) * 512 : (place + 2) * 512] = source[(old + 1) * 512 : (old + 2) * 512]
                struct.pack_into("<I", data, (fats[place // 128] + 1) * 512 + place % 128 * 4, after)
            struct.pack_into("<I", data, at + 116, new[0])
        directory = table[directory]
    return bytes(data)
