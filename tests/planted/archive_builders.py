"""Archives of kinds that no library writes, made by their specifications."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import tarfile
import zlib

Members = dict[str, bytes]


def tarred(members: Members, kind: int = tarfile.PAX_FORMAT, comment: str = "") -> bytes:
    out = io.BytesIO()
    headers = {"comment": comment} if comment else {}
    with tarfile.open(fileobj=out, mode="w", format=kind, pax_headers=headers) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def ar(members: Members, *, bsd: bool = False) -> bytes:
    out, names = b"!<arch>\n", b""
    for name in members:
        if len(name) > 15 and not bsd:
            names += name.encode() + b"/\n"
    if names:
        out += b"%-48s%-10d`\n" % (b"//", len(names)) + names + b"\n" * (len(names) % 2)
    for name, data in members.items():
        raw, body = name.encode(), data
        if bsd:
            shown, body = b"#1/%d" % len(raw), raw + data
        else:
            shown = b"/%d" % names.index(raw + b"/\n") if len(raw) > 15 else raw + b"/"
        out += (
            b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (shown, 0, 0, 0, 0o100644, len(body)) + body + b"\n" * (len(body) % 2)
        )
    return out


def deb(members: Members) -> bytes:
    control = zlib_gzip(tarred({"./control": b"Package: pay\nDescription: synthetic\n"}))
    return ar({"debian-binary": b"2.0\n", "control.tar.gz": control, "data.tar.xz": lzma.compress(tarred(members))})


def rare_zip(members: Members, method: int) -> bytes:
    """Deflate64 (9) or PPMd (98), which `zipfile` does not write (APPNOTE 4.3.7, 4.3.12, 5.10)."""
    import inflate64
    import pyppmd

    out = directory = b""
    for name, data in members.items():
        if method == 9:
            packer = inflate64.Deflater()
            body = packer.deflate(data) + packer.flush()
        else:
            coder = pyppmd.Ppmd8Encoder(6, 1 << 20, 0)
            body = struct.pack("<H", 5) + coder.encode(data) + coder.flush()
        told = struct.pack("<4H3I2H", 0, method, 0, 33, zlib.crc32(data), len(body), len(data), len(name), 0)
        directory += (
            struct.pack("<4s2H", b"PK\1\2", 63, 63) + told + bytes(10) + struct.pack("<I", len(out)) + name.encode()
        )
        out += struct.pack("<4sH", b"PK\3\4", 63) + told + name.encode() + body
    count = len(members)
    return out + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(out), 0)


def zlib_gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def cpio(members: Members, kind: str = "newc") -> bytes:
    out = b""
    for number, (name, data) in enumerate({**members, "TRAILER!!!": b""}.items(), 1):
        raw = name.encode() + b"\0"
        mode = 0o100644 if data else 0
        if kind == "newc":
            numbers = [number, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(raw), 0]
            head, pad = b"070701" + b"".join(b"%08X" % value for value in numbers), 4
        elif kind == "odc":
            widths = [
                (0, 6),
                (number, 6),
                (mode, 6),
                (0, 6),
                (0, 6),
                (1, 6),
                (0, 6),
                (0, 11),
                (len(raw), 6),
                (len(data), 11),
            ]
            head, pad = b"070707" + b"".join(b"%0*o" % (width, value) for value, width in widths), 1
        else:
            high, low = divmod(len(data), 65536)
            numbers = [0o070707, 0, number, mode, 0, 0, 1, 0, 0, 0, len(raw), high, low]
            head, pad = struct.pack(f"{'<' if kind == 'bin' else '>'}13H", *numbers), 2
        out += head + raw
        out += bytes(-len(out) % pad) + data
        out += bytes(-len(out) % pad)
    return out


def rpm(members: Members, summary: str = "pay") -> bytes:
    def header(tags: dict[int, bytes]) -> bytes:
        index, store = b"", b""
        for tag, value in tags.items():
            index += struct.pack(">IIII", tag, 6, len(store), 1)
            store += value + b"\0"
        return b"\x8e\xad\xe8\x01" + bytes(4) + struct.pack(">II", len(tags), len(store)) + index + store

    lead = b"\xed\xab\xee\xdb\x03\x00" + bytes(90)
    signatures = header({269: b"0" * 40})
    signatures += bytes(-len(signatures) % 8)
    return lead + signatures + header({1000: b"pay", 1004: summary.encode()}) + zlib_gzip(cpio(members))


def cab(members: Members, *, packed: bool) -> bytes:
    """One folder, in blocks of 32 KiB as the format has it, each but the first with the block before as dictionary."""
    stream = b"".join(members.values())
    blocks, window = b"", b""
    count = 0
    for start in range(0, len(stream), 32768):
        part = stream[start : start + 32768]
        data = part
        if packed:
            packer = (
                zlib.compressobj(9, zlib.DEFLATED, -15, zdict=window)
                if window
                else zlib.compressobj(9, zlib.DEFLATED, -15)
            )
            data, window = b"CK" + packer.compress(part) + packer.flush(), part
        blocks += struct.pack("<IHH", 0, len(data), len(part)) + data
        count += 1
    files, offset = b"", 0
    for name, data in members.items():
        files += struct.pack("<IIHHHH", len(data), offset, 0, 0, 0, 0x20) + name.replace("/", "\\").encode() + b"\0"
        offset += len(data)
    start = 36 + 8 + len(files)
    folder = struct.pack("<IHH", start, count, int(packed))
    head = b"MSCF" + struct.pack("<IIIIIBBHHHHH", 0, start + len(blocks), 0, 44, 0, 3, 1, 1, len(members), 0, 0, 0)
    return head + folder + files + blocks


def rar4(members: Members) -> bytes:
    """Stored members; verified with unar and bsdtar."""

    def block(kind: int, flags: int, body: bytes, size: int = 0) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest if size >= 0 else b""

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in members.items():
        raw = name.replace("/", "\\").encode()
        fields = (len(data), len(data), 3, zlib.crc32(data), 0x58210000, 20, 0x30, len(raw), 0o100644)
        out += block(0x74, 0x8000, struct.pack("<IIBIIBBHI", *fields) + raw) + data
    return out + block(0x7B, 0x4000, b"")


def number(value: int) -> bytes:
    """As RAR 5 writes one: seven bits a byte."""
    out = bytearray()
    while value > 127:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def rar5(members: Members, comment: bytes = b"") -> bytes:
    """Stored members, and a comment."""

    def block(body: bytes) -> bytes:
        rest = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(rest)) + rest

    def file(kind: int, name: str, data: bytes) -> bytes:
        raw = name.encode()
        body = number(kind) + number(2) + number(len(data)) + number(4) + number(len(data)) + number(0o100644)
        body += struct.pack("<I", zlib.crc32(data)) + number(0) + number(1) + number(len(raw)) + raw
        return block(body) + data

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0))
    if comment:
        out += file(3, "CMT", comment)
    out += b"".join(file(2, name, data) for name, data in members.items())
    return out + block(number(5) + number(0) + number(0))


def lzip(data: bytes) -> bytes:
    """A header, LZMA with its end mark, a trailer."""
    packer = lzma.LZMACompressor(
        lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": 3, "lp": 0, "pb": 2}]
    )
    body = packer.compress(data) + packer.flush()
    return b"LZIP\x01\x10" + body + struct.pack("<IQQ", zlib.crc32(data), len(data), 26 + len(body))


def compress(data: bytes) -> bytes:
    """LZW as `compress -b 16` writes it."""
    table = {bytes([byte]): byte for byte in range(256)}
    out, bits, filled, width, free, group = bytearray(b"\x1f\x9d\x90"), 0, 0, 9, 257, 0

    def put(code: int) -> None:
        nonlocal bits, filled, group
        bits |= code << filled
        filled += width
        group += 1
        while filled >= 8:
            out.append(bits & 0xFF)
            bits >>= 8
            filled -= 8

    before = b""
    for byte in data:
        longer = before + bytes([byte])
        if longer in table:
            before = longer
            continue
        put(table[before])
        if free < 65536:
            table[longer] = free
            free += 1
            if free - 1 > (1 << width) - 1 and width < 16:
                while group % 8:
                    put(0)
                width, group = width + 1, 0
        before = bytes([byte])
    put(table[before])
    if filled:
        out.append(bits & 0xFF)
    return bytes(out)


def literal(data: bytes, name: bytes = b"") -> bytes:
    """An OpenPGP packet with clear content."""
    body = b"b" + bytes([len(name)]) + name + struct.pack(">I", 1_700_000_000) + data
    return b"\xcb\xff" + struct.pack(">I", len(body)) + body


def in_packet(data: bytes, method: int) -> bytes:
    """An OpenPGP packet with compressed content, its length not told."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15 if method == 1 else 15)
    return bytes([0xA3, method]) + (bz2.compress(data) if method == 3 else packer.compress(data) + packer.flush())


def partial_literal(data: bytes) -> bytes:
    """The same in pieces of partial length, as a stream is written."""
    body = b"b\0" + struct.pack(">I", 1_700_000_000) + data
    out, at = b"\xcb", 0
    while len(body) - at > 512:
        out += bytes([224 + 9]) + body[at : at + 512]
        at += 512
    rest = body[at:]
    return (
        out
        + (bytes([len(rest)]) if len(rest) < 192 else bytes([192 + (len(rest) - 192 >> 8), len(rest) - 192 & 0xFF]))
        + rest
    )


def cms_data(data: bytes) -> bytes:
    """A ContentInfo of type data."""

    def wrapped(tag: int, body: bytes) -> bytes:
        size = bytes([len(body)]) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
        return bytes([tag]) + size + body

    return wrapped(0x30, b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01" + wrapped(0xA0, wrapped(4, data)))


def _udf_tag(kind: int, body: bytes, place: int) -> bytes:
    """A descriptor of ECMA-167 with its tag: identifier, version, checksum, CRC of the body, place."""
    crc = 0
    for byte in body:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    tag = bytearray(struct.pack("<HHBBHHHI", kind, 3, 0, 0, 0, crc, len(body), place))
    tag[4] = (sum(tag[:4]) + sum(tag[5:])) & 0xFF
    return bytes(tag) + body


def _udf_name(name: str, entry: int, *, flags: int = 0, partition: int = 0) -> bytes:
    raw = (
        b"" if flags & 8 else b"\x08" + name.encode("latin-1") if name.isascii() else b"\x10" + name.encode("utf-16-be")
    )
    body = struct.pack("<HBB", 1, flags, len(raw)) + struct.pack("<IIH6x", 2048, entry, partition) + bytes(2) + raw
    body += bytes(-(16 + len(body)) % 4)
    return _udf_tag(257, body, entry)


class _Udf:
    """A volume of UDF under way: the blocks of its partition, and of that of entries and names."""

    def __init__(self, sector: int, **options: bool) -> None:
        self.sector = sector
        self.options = options
        self.blocks: list[bytes] = [b""]  # the first is the file set
        self.own: list[bytes] = [b""] if options["metadata"] else self.blocks
        self.inner = int(options["metadata"])  # the number of that partition

    def add(self, data: bytes, blocks: list[bytes]) -> int:
        first = len(blocks)
        blocks.extend(data[at : at + self.sector] for at in range(0, max(len(data), 1), self.sector))
        return first

    def entry(self, kind: int, data: bytes) -> int:
        """The number of the block of an entry."""
        form, fields = self._fields(data, folder=kind == 4)
        long = self.options["long_entry"]
        body = struct.pack("<IHHHBB6xH", 0, 4, 0, 1, 0, kind, form) + bytes(20) + struct.pack("<Q", len(data))
        body = body.ljust((208 if long else 168) - 16, b"\0") + struct.pack("<II", 0, len(fields)) + fields
        number = len(self.own)
        self.own.append(_udf_tag(266 if long else 261, body, number))
        return number

    def _fields(self, data: bytes, *, folder: bool) -> tuple[int, bytes]:
        """How an entry says where data are, and that."""
        sector, options = self.sector, self.options
        if options["embedded"] and len(data) < sector - 300:
            return 3, data
        half = (len(data) // 2) // sector * sector if options["pieces"] else 0
        form = int(options["far"] or (options["metadata"] and not folder))
        made = [
            self._extent(
                len(run), self.add(run, self.own if folder else self.blocks), self.inner if folder else 0, form
            )
            for run in ([data[:half], data[half:]] if half else [data])
        ]
        if options["pieces"]:
            rest = b"".join(made)
            more = self.add(_udf_tag(258, struct.pack("<II", 0, len(rest)) + rest, 0), self.own)
            made = [self._extent(3 << 30 | sector, more, self.inner, form)]
        return form, b"".join(made)

    @staticmethod
    def _extent(size: int, at: int, partition: int, form: int) -> bytes:
        return struct.pack("<II", size, at) + (struct.pack("<H6x", partition) if form else b"")

    def volume(self) -> bytes:
        """The descriptor of the logical volume, with its maps of partitions."""
        maps = struct.pack("<BBHH", 1, 6, 1, 0)
        if self.inner:
            first = self.add(b"".join(block.ljust(self.sector, b"\0") for block in self.own), self.blocks)
            size = len(self.own) * self.sector
            body = struct.pack("<IHHHBB6xH", 0, 4, 0, 1, 0, 250, 0) + bytes(20) + struct.pack("<Q", size)
            body = body.ljust(208 - 16, b"\0") + struct.pack("<IIII", 0, 8, size, first)
            where = self.add(_udf_tag(266, body, 0), self.blocks)
            maps += struct.pack("<BBH", 2, 64, 0) + b"\0" + b"*UDF Metadata Partition" + bytes(8)
            maps += struct.pack("<HHIIIIHB5x", 1, 0, where, where, 0xFFFFFFFF, 32, 1, 0)
        body = bytes(212 - 16) + struct.pack("<I", self.sector) + bytes(32)
        body += struct.pack("<IIH6x", self.sector, 0, self.inner)
        return body + struct.pack("<II", len(maps), 1 + self.inner) + bytes(440 - 272) + maps


def udf(
    members: Members,
    *,
    sector: int = 2048,
    long_entry: bool = False,
    embedded: bool = False,
    metadata: bool = False,
    pieces: bool = False,
    far: bool = False,
) -> bytes:
    """A volume of UDF, with folders one deep.

    `embedded`: data in the entries. `metadata`: names and entries in a metadata partition of their own (2.50).
    `pieces`: two extents a file, and the list of them in another block. `far`: descriptors of 16 bytes.
    """
    made = _Udf(sector, long_entry=long_entry, embedded=embedded, metadata=metadata, pieces=pieces, far=far)
    folders: dict[str, bytes] = {}
    for name, data in members.items():
        folder, _, base = name.rpartition("/")
        folders.setdefault(folder, _udf_name("", 0, flags=0x0A))
        folders[folder] += _udf_name(base, made.entry(5, data), partition=made.inner)
    root = folders.pop("", _udf_name("", 0, flags=0x0A)) + _udf_name("gone.txt", 1, flags=4, partition=made.inner)
    for folder, names in folders.items():
        root += _udf_name(folder, made.entry(4, names), flags=2, partition=made.inner)
    top = made.entry(4, root)
    made.own[0] = _udf_tag(256, bytes(400 - 16) + struct.pack("<IIH6x", sector, top, made.inner) + bytes(96), 0)
    begin = 300  # of the partition, in sectors
    volume = made.volume()
    partition = bytes(22 - 16) + struct.pack("<H", 0) + bytes(188 - 24) + struct.pack("<II", begin, len(made.blocks))
    image = bytearray(begin * sector)
    for number, mark in enumerate((b"BEA01", b"NSR03", b"TEA01")):
        image[32768 + number * 2048 : 32768 + number * 2048 + 6] = b"\0" + mark
    for number, (kind, body) in enumerate(((5, partition), (6, volume), (8, bytes(496)))):
        block = _udf_tag(kind, body, 270 + number)
        image[(270 + number) * sector : (270 + number) * sector + len(block)] = block
    anchor = _udf_tag(2, struct.pack("<4I", 3 * sector, 270, 3 * sector, 270) + bytes(480), 256)
    image[256 * sector : 256 * sector + len(anchor)] = anchor
    return bytes(image) + b"".join(block.ljust(sector, b"\0") for block in made.blocks)
