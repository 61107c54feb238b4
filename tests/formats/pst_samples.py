"""A small Outlook store (PST), built here after MS-PST: folders, messages, recipients, attachments.

Of three generations: 23 is that of Unicode, 14 the old one, 36 that of Outlook 2013's caches, with blocks under zlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Values = Mapping[int, object]


@dataclass
class Message:
    values: Values
    recipients: Sequence[Values] = ()
    attachments: Sequence[tuple[Values, bytes | Message]] = ()


@dataclass
class Folder:
    name: str
    messages: Sequence[Message] = ()
    folders: Sequence[Folder] = ()


@dataclass
class _Store:
    data: bytearray = field(default_factory=lambda: bytearray(0x4600))
    blocks: list[tuple[int, int, int, int]] = field(default_factory=list)  # number, offset, bytes, bytes unpacked
    nodes: list[tuple[int, int, int, int]] = field(default_factory=list)  # number, data, inner nodes, parent
    next_block: int = 4
    next_page: int = 0x100001
    next_folder: int = 0x401
    next_message: int = 0x10001
    encode: bytes = bytes(range(256))
    generation: int = 23

    @property
    def word(self) -> str:
        return "I" if self.generation == 14 else "Q"

    def block(self, content: bytes, *, internal: bool = False) -> int:
        number = self.next_block | (2 if internal else 0)
        self.next_block += 4
        if not internal:
            content = content.translate(self.encode)
        offset, unpacked = len(self.data), len(content)
        if self.generation == 36 and not internal and unpacked > 100:
            content = zlib.compress(content)
        head = len(content), _signature(offset, number)
        if self.generation == 14:
            trailer = struct.pack("<HHII", *head, number, _crc(content))
        else:
            trailer = struct.pack("<HHIQ", *head, _crc(content), number)
        if self.generation == 36:
            trailer += struct.pack("<HHI", 0, unpacked, 0)
        self.data += content + bytes(-(len(content) + len(trailer)) % (512 if self.generation == 36 else 64)) + trailer
        self.blocks.append((number, offset, len(content), unpacked))
        return number

    def long(self, content: bytes) -> int:
        """One block, or a list of blocks."""
        if len(content) <= 8000:
            return self.block(content)
        parts = [self.block(content[at : at + 8000]) for at in range(0, len(content), 8000)]
        head = struct.pack("<BBHI", 1, 1, len(parts), len(content))
        return self.block(head + b"".join(struct.pack(f"<{self.word}", part) for part in parts), internal=True)

    def inner(self, entries: list[tuple[int, int, int]]) -> int:
        """A tree of the nodes inside a node."""
        if not entries:
            return 0
        body = b"".join(struct.pack(f"<3{self.word}", *entry) for entry in sorted(entries))
        head = struct.pack("<BBH", 2, 0, len(entries)) + bytes(0 if self.generation == 14 else 4)
        return self.block(head + body, internal=True)

    def folder(self, folder: Folder, parent: int, number: int = 0) -> int:
        if not number:
            number = self.next_folder << 5 | 2
            self.next_folder += 1
        values = {0x3001: folder.name, 0x3602: len(folder.messages), 0x360A: 1}
        self.nodes.append((number, self.block(_properties(values)), 0, parent))
        index = number & ~0x1F
        messages = [self.message(message, number) for message in folder.messages]
        inner = [self.folder(child, number) for child in folder.folders]
        for kind, listed in ((0x0D, inner), (0x0E, messages), (0x0F, [])):
            table = _table([{0x3001: "row"} for _ in listed], listed)
            self.nodes.append((index | kind, self.block(table), 0, 0))
        return number

    def message(self, message: Message, parent: int) -> int:
        number = self.next_message << 5 | 4
        self.next_message += 1
        self.nodes.append((number, *self._written(message), parent))
        return number

    def _written(self, message: Message) -> tuple[int, int]:
        """(block of the properties, tree of the nodes inside)."""
        entries = []
        if message.recipients:
            entries.append((0x692, self.block(_table(message.recipients)), 0))
        if message.attachments:
            numbers = [(0x8000 + index) | 5 for index in range(0, 32 * len(message.attachments), 32)]
            entries.append((0x671, self.block(_table([{0x0E20: 1} for _ in numbers], numbers)), 0))
            for place, (named, content) in zip(numbers, message.attachments, strict=True):
                if isinstance(content, Message):
                    inside, method, kind = 0x200024, 5, 0x0D
                    nodes = [(inside, *self._written(content))]
                else:
                    inside, method, kind = 0x1001F, 1, 0x0102
                    nodes = [(inside, self.long(content), 0)]
                own = self.block(_properties({0x3705: method, **named}, {0x3701: (kind, inside)}))
                entries.append((place, own, self.inner(nodes)))
        properties = {0x001A: "IPM.Note", 0x0E07: 1, **message.values}
        return self.block(_properties(properties)), self.inner(entries)

    def tree(self, kind: int, entries: list[bytes]) -> tuple[int, int]:
        """(number, offset) of the root of one of the two trees: leaves, then branches over them, as many as it takes."""
        level, width = 0, struct.calcsize(self.word)
        while True:
            most = self.most() // len(entries[0])
            parts = [entries[at : at + most] for at in range(0, len(entries), most)]
            pages = []
            for part in parts:
                self.next_page += 4
                pages.append((part[0][:width], self.next_page, self._page(kind, part, self.next_page, level)))
            if len(pages) == 1:
                return pages[0][1], pages[0][2]
            entries = [key + struct.pack(f"<2{self.word}", number, offset) for key, number, offset in pages]
            level += 1

    def most(self) -> int:
        """Bytes of a page for entries."""
        return {14: 496, 23: 488, 36: 4056}[self.generation]

    def _page(self, kind: int, entries: list[bytes], number: int, level: int) -> int:
        size, most = len(entries[0]), self.most()
        self.data += bytes(-len(self.data) % (4096 if self.generation == 36 else 512))
        offset = len(self.data)
        counts = "<HHBB10x" if self.generation == 36 else "<BBBB" if self.generation == 14 else "<BBBB4x"
        body = b"".join(entries).ljust(most, b"\0") + struct.pack(counts, len(entries), most // size, size, level)
        self.data += body + struct.pack("<BBH", kind, kind, _signature(offset, number))
        if self.generation == 14:
            self.data += struct.pack("<II", number, _crc(body))
        else:
            self.data += struct.pack("<IQ", _crc(body), number) + bytes(8 if self.generation == 36 else 0)
        return offset

    def finish(self, encoding: int) -> bytes:
        word = self.word
        place = f"<2{word}"
        if self.generation == 36:
            blocks = [struct.pack("<QQHHI", *block, 2) for block in sorted(self.blocks)]
        else:
            tail = b"\2\0" if self.generation == 14 else b"\2\0\0\0\0\0"
            blocks = [struct.pack(place + "H", *block[:3]) + tail for block in sorted(self.blocks)]
        parent = "I" if self.generation == 14 else "II"
        nodes = [struct.pack(f"<3{word}{parent}", *node, *[0] * (len(parent) - 1)) for node in sorted(self.nodes)]
        trees = (*self.tree(0x81, nodes), *self.tree(0x80, blocks))
        root = struct.pack(f"<I8{word}BBH", 0, len(self.data), 0x4400, 0, 0, *trees, 2, 0, 0)
        head = b"SM" + struct.pack("<HHBBII", self.generation, 19, 1, 1, 0, 0)
        if self.generation == 14:
            head += struct.pack("<III", self.next_block, 0x3000, 1) + bytes(128) + root
        else:
            head += struct.pack("<QQI", 0, 0x3000, 1) + bytes(128) + bytes(8) + root + bytes(4)
        head += b"\xff" * 256 + bytes([0x80, encoding, 0, 0]) + struct.pack("<Q", self.next_block)
        head = head.ljust(516, b"\0")
        whole = b"!BDN" + struct.pack("<I", _crc(head[:471])) + head
        self.data[:564] = (whole + struct.pack("<I", _crc(head[:516]))).ljust(564, b"\0")
        return bytes(self.data)


def pst(*folders: Folder, encoding: int = 0, generation: int = 23, names: Mapping[int, str] | None = None) -> bytes:
    """A store. `encoding` 1 is the "compressible" one."""
    store = _Store(generation=generation)
    if encoding == 1:
        store.encode = bytes(_COMPRESSIBLE.index(byte) for byte in range(256))
    store.nodes.append((0x21, store.block(_properties({0x3001: "Store"})), 0, 0))
    texts, entries = b"", b""
    for number, name in (names or {0x8000: "Keywords"}).items():
        data = name.encode("utf-16-le")
        entries += struct.pack("<IHH", len(texts), 1 | 2 << 1, number - 0x8000)
        texts += struct.pack("<I", len(data)) + data + bytes(-len(data) % 4)
    known = {0x0001: 251, 0x0002: bytes(16), 0x0003: entries, 0x0004: texts}
    store.nodes.append((0x61, store.block(_properties(known)), 0, 0))
    store.folder(Folder("", (), folders), 0x122, 0x122)
    return store.finish(encoding)


def _crc(data: bytes) -> int:
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


def _signature(offset: int, number: int) -> int:
    both = offset ^ number
    return (both >> 16 ^ both) & 0xFFFF


def _heap(root: int, client: int, parts: list[bytes]) -> bytes:
    """A heap of one block: a head, what is in it, a map of where each begins (2.3.1)."""
    body, places = b"", [12]
    for part in parts:
        body += part
        places.append(12 + len(body))
    body += bytes(len(body) % 2)
    at = 12 + len(body)
    return (
        struct.pack("<HBBII", at, 0xEC, client, root, 0)
        + body
        + struct.pack(f"<HH{len(places)}H", len(parts), 0, *places)
    )


def _properties(values: Values, nodes: Mapping[int, tuple[int, int]] | None = None) -> bytes:
    """A property context (2.3.3); `nodes` are values that stand in nodes of their own."""
    parts = [b"", b""]
    records = []
    for number, value in sorted({**values, **(nodes or {})}.items()):
        if nodes and number in nodes:
            kind, inside = nodes[number]
            if kind == 0x0D:  # an object: its node and its size
                parts.append(struct.pack("<II", inside, 1))
                inside = len(parts) << 5
            records.append(struct.pack("<HHI", number, kind, inside))
        elif isinstance(value, int):
            records.append(struct.pack("<HHi", number, 3, value))
        else:
            kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, bytes(value))
            parts.append(data)
            records.append(struct.pack("<HHI", number, kind, len(parts) << 5))
    parts[0] = struct.pack("<BBBBI", 0xB5, 2, 6, 0, 2 << 5)
    parts[1] = b"".join(records)
    return _heap(1 << 5, 0xBC, parts)


def _table(rows: Sequence[Values], numbers: Sequence[int] = ()) -> bytes:
    """A table context (2.3.4): texts and numbers in columns of four bytes each."""
    columns = sorted({number for row in rows for number in row} | {0x67F2, 0x67F3})
    wide = {number for row in rows for number, value in row.items() if isinstance(value, str)}
    parts = [b"", b"", b"", b""]
    ordered = [0x67F2, 0x67F3, *[number for number in columns if number not in {0x67F2, 0x67F3}]]
    matrix = index = b""
    for place, row in enumerate(rows):
        number = numbers[place] if numbers else place
        cells = b""
        for column in ordered:
            value = row.get(column, {0x67F2: number, 0x67F3: 1}.get(column, 0))
            if isinstance(value, str):
                parts.append(value.encode("utf-16-le"))
                value = len(parts) << 5
            cells += struct.pack("<I", value)
        matrix += cells + (0xFFFFFFFF).to_bytes(-(-len(ordered) // 8) + 8, "big")[: -(-len(ordered) // 8)].replace(
            b"\0", b"\xff"
        )
        index += struct.pack("<II", number, place)
    end = len(ordered) * 4
    bits = -(-len(ordered) // 8)
    head = struct.pack("<BB4HIII", 0x7C, len(ordered), end, end, end, end + bits, 2 << 5, (4 << 5) if rows else 0, 0)
    places = {number: at for at, number in enumerate(ordered)}
    for column in columns:
        kind = 0x1F if column in wide else 3
        head += struct.pack("<IHBB", column << 16 | kind, places[column] * 4, 4, places[column])
    parts[0] = head
    parts[1] = struct.pack("<BBBBI", 0xB5, 4, 4, 0, (3 << 5) if rows else 0)
    parts[2], parts[3] = index, matrix
    return _heap(1 << 5, 0x7C, parts)


# The fixed table of the "compressible" encoding, by which it is decoded (5.1).
_COMPRESSIBLE = bytes.fromhex(
    "47f1b4e60b6a7248854e9eebe2f89453e0bba002e85a09abdbe3bac67cc310dd39059630f53760828cc9134a6b1df3fb8f2697ca"
    "911701c4322d6e3195ffd923d1005e79dc443b1a28c5615720903d83b943be67d2464276c06d5b7eb20f16293ca903540dda5ddf"
    "f6b7c762cd8d06d3695c86d614f7a56675acb1e94521700c879f74a4224c6fbf1f56aa2eb3783350b0a392bccf191ca763cb1e4d"
    "3e4b1b9b4fe7f0eead3ab55904ea40552551e57a893868527bfc27aed7bdfa07f4cc8e5fef359c842b15d5773449b6120a7f7188"
    "fd9d18417d93d8582ccefe24afdeb836c8a180a69998a82f0e816573e4c2a28ad4e111d0088b2af2ed9a643fc16cf9ec"
)
