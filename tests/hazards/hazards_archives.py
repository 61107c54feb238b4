"""A1 to A8: bombs, nests, and archives that lie."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from random import Random

from hazards import Hazard, Plant
from quine import gzip_quine

from piiscan.config import Limits

MIB = 1 << 20
_HEADER = 30  # bytes of the fixed part of a local header: its time may have the byte of a line break
GIB = 1 << 30


def line(plant: Plant, name: str, where: str = "") -> bytes:
    """A person with the next number, as a line of text."""
    return plant.record(name, f"{where} › column 14" if where else "").encode() + b"\n"


# A1 ------------------------------------------------------------------------------------------------------------


def _zeros(size: int, new: Callable[[], object], plant: Plant) -> Iterator[bytes]:
    """A stream of zeros between two lines."""
    packer = new()
    block = bytes(MIB)
    yield packer.compress(line(plant, "first"))  # type: ignore[attr-defined]
    for _ in range(size // MIB):
        yield packer.compress(block)  # type: ignore[attr-defined]
    yield packer.compress(b"\n" + line(plant, "last"))  # type: ignore[attr-defined]
    yield packer.flush()  # type: ignore[attr-defined]


def _gzip() -> object:
    return zlib.compressobj(9, wbits=31)


_PACKERS = {"gzip": ("gz", _gzip), "bzip2": ("bz2", bz2.BZ2Compressor), "xz": ("xz", lzma.LZMACompressor)}


def _bombs(size: int, said: str, *, slow: bool) -> list[Hazard]:
    return [
        Hazard("A1", f"{said} of zeros in {kind}", f"a.txt.{end}", partial(_zeros, size, new), seconds=60, slow=slow)
        for kind, (end, new) in _PACKERS.items()
    ]


_OVER = Limits(expanded=8 * MIB)
_A1 = [
    *_bombs(24 * MIB, "24 MiB", slow=False),
    *_bombs(GIB, "1 GiB", slow=True),
    *(
        Hazard(
            "A1",
            f"more than the budget of zeros in {kind}",
            f"a.txt.{end}",
            partial(_zeros, 16 * MIB, new),
            status="partial",
            reason="limit",
            says=(f"more than {8 * MIB} (limit: expanded), raised by --max-expanded",),
            beyond=("last",),
            limits=_OVER,
        )
        for kind, (end, new) in _PACKERS.items()
    ),
]

# A2 ------------------------------------------------------------------------------------------------------------


def _again(layers: int, size: int, plant: Plant) -> bytes:
    data = b"".join(_zeros(size, _gzip, plant))
    for _ in range(layers - 1):
        data = gzip.compress(data, 9, mtime=0)
    return data


def _zips_in_zips(levels: int, each: int, size: int, plant: Plant) -> bytes:
    """As 42.zip: zips in zips, the innermost with zeros, and a line beside them on every level."""
    data = bytes(size)
    for level in range(levels, 0, -1):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", line(plant, f"level {level}") if level == 1 else b"")
            for at in range(each):
                archive.writestr(f"{at}.zip" if level < levels else f"{at}.dll", data)
        data = out.getvalue()
    return data


def _deep_gzip(plant: Plant) -> bytes:
    data = line(plant, "innermost")
    for _ in range(40):
        data = gzip.compress(data, mtime=0)
    return data


_A2 = [
    Hazard("A2", "24 MiB of zeros in gzip in gzip", "a.txt.gz.gz", partial(_again, 2, 24 * MIB)),
    Hazard("A2", "24 MiB of zeros in gzip three times", "a.txt.gz.gz.gz", partial(_again, 3, 24 * MIB)),
    Hazard("A2", "1 GiB of zeros in gzip in gzip", "a.txt.gz.gz", partial(_again, 2, GIB), seconds=60, slow=True),
    Hazard(
        "A2",
        "gzip 40 deep",
        "a.txt.gz",
        _deep_gzip,
        says=("more than 10 containers deep (limit: depth)",),
        beyond=("innermost",),
    ),
    Hazard(
        "A2", "gzip that unpacks to itself", "a.gz", lambda _plant: gzip_quine(), says=("more than 10 containers deep",)
    ),
    Hazard(
        "A2",
        "as 42.zip, 4 levels of 4",
        "42.zip",
        partial(_zips_in_zips, 4, 4, MIB // 4),
    ),
    Hazard(
        "A2",
        "as 42.zip, 6 levels of 16, 4 GiB each",
        "42.zip",
        partial(_zips_in_zips, 6, 16, 64 * MIB),
        says=("(limit: expanded)",),
        slow=True,
    ),
]


# A3 ------------------------------------------------------------------------------------------------------------


def _header(name: bytes, method: int = 8, sizes: tuple[int, int] = (0, 0), crc: int = 0, flags: int = 0) -> bytes:
    return struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, method, 0, 0, crc, *sizes, len(name), 0) + name


def _entry(
    name: bytes, offset: int, method: int = 8, sizes: tuple[int, int] = (0, 0), crc: int = 0, flags: int = 0
) -> bytes:
    fields = (20, 20, flags, method, 0, 0, crc, *sizes, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", *fields) + name


def _end(entries: list[bytes], offset: int) -> bytes:
    count, size = min(len(entries), 0xFFFF), sum(map(len, entries))
    return b"".join(entries) + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def _deflated(data: Iterable[bytes]) -> tuple[bytes, int, int]:
    """(deflate, size, check sum)."""
    packer = zlib.compressobj(9, wbits=-15)
    out, size, crc = [], 0, 0
    for piece in data:
        out.append(packer.compress(piece))
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    return b"".join([*out, packer.flush()]), size, crc


def _quoted_overlap(count: int, size: int, plant: Plant) -> bytes:
    """As D. Fifield's zbsm: each member quotes the header of the one behind it, and all share one kernel."""
    first, last = line(plant, "first"), line(plant, "last")
    kernel, length, crc = _deflated([first, *[bytes(MIB)] * (size // MIB), b"\n", last])
    pieces: list[bytes] = []  # from the end
    members: list[tuple[int, int, int]] = []  # number, what it takes, what is in it
    taken, check = len(kernel), crc
    for number in range(count, 0, -1):
        # What the check sums are matters to nobody here: to make them would take as long as the bomb itself.
        header = _header(b"%05d" % number, 8, (taken, length), check)
        members.append((number, taken, length))
        pieces += [header] if pieces else [kernel, header]
        quote = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF)
        pieces.append(quote)
        taken, length, check = taken + len(quote) + len(header), length + len(header), 0
    pieces.pop()
    archive = b"".join(reversed(pieces))
    entries, at = [], 0
    for number, compressed, inside in reversed(members):
        entries.append(_entry(b"%05d" % number, at, 8, (compressed, inside), crc if number == count else 0))
        at += len(_header(b"00000")) + 5  # the quotation
    return archive + _end(entries, len(archive))


def _full_overlap(count: int, size: int, plant: Plant) -> bytes:
    """Many entries for one and the same member."""
    kernel, length, crc = _deflated([line(plant, "first"), bytes(size)])
    sizes = (len(kernel), length)
    entries = [_entry(b"a", 0, 8, sizes, crc) for _ in range(count)]
    archive = _header(b"a", 8, sizes, crc) + kernel
    return archive + _end(entries, len(archive))


_SAME, _QUOTED = (
    ("the same bytes as a member before it",),
    ("overlaps: the header and the bytes of a member that is read",),
)
_A3 = [
    Hazard(
        "A3", "20 members that quote each other, 40 MiB", "a.zip", partial(_quoted_overlap, 20, 2 * MIB), says=_QUOTED
    ),
    Hazard(
        "A3",
        "200 members that quote each other, 3.36 GB",
        "a.zip",
        partial(_quoted_overlap, 200, 16 * MIB),
        seconds=60,
        says=_QUOTED,
        slow=True,
    ),
    Hazard(
        "A3",
        "60,000 members that quote each other, 60 TB",
        "a.zip",
        partial(_quoted_overlap, 60_000, GIB),
        seconds=60,
        says=_QUOTED,
        slow=True,
    ),
    Hazard("A3", "500 entries of one member, 500 MB", "a.zip", partial(_full_overlap, 500, MIB), says=_SAME),
    Hazard(
        "A3",
        "60,000 entries of one member, 60 GB",
        "a.zip",
        partial(_full_overlap, 60_000, MIB),
        seconds=60,
        says=_SAME,
        slow=True,
    ),
]

# A4, A5 --------------------------------------------------------------------------------------------------------


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _two(plant: Plant, *names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return _zip({name: line(plant, name, f"{name} › line 1") for name in names or ("a.txt", "b.txt")}, method)


def _jar(plant: Plant) -> bytes:
    """The first member is said to be two bytes longer than it is; each stands twice in the directory."""
    data = _two(plant, "META-INF/MANIFEST.MF", "a.txt")
    start, end = data.find(b"PK\1\2"), data.find(b"PK\5\6")
    second = data.find(b"PK\1\2", start + 4)
    first = bytearray(data[start:second])
    struct.pack_into("<I", first, 20, struct.unpack_from("<I", first, 20)[0] + 2)
    entries = [bytes(first), data[second:end]] * 2
    return data[:start] + _end(entries, start)


def _patched(data: bytes, at: int, layout: str, *values: int) -> bytes:
    out = bytearray(data)
    struct.pack_into(layout, out, at, *values)
    return bytes(out)


def _lying_sizes(plant: Plant) -> bytes:
    data = _two(plant)
    return _patched(data, data.find(b"PK\1\2") + 20, "<II", 0x7FFFFFFF, 1)


def _wrong_check(plant: Plant) -> bytes:
    data = _two(plant)
    return _patched(data, data.find(b"PK\1\2") + 16, "<I", 0x01020304)


def _without_directory(plant: Plant) -> bytes:
    data = _two(plant)
    return data[: data.find(b"PK\1\2")]


def _cut(plant: Plant) -> bytes:
    data = _two(plant, method=zipfile.ZIP_STORED)
    return data[: data.find(b"\n", data.rfind(b"PK\3\4") + _HEADER) + 1]


def _many(end: str, plant: Plant) -> bytes:
    """More than the 65,535 of the old end record."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(66_000):
            archive.writestr(zipfile.ZipInfo(f"{number}{end}"), b"")
        archive.writestr("a.txt", line(plant, "the last", "a.txt › line 1"))
    return out.getvalue()


def _zip64(plant: Plant) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(line(plant, "a.txt", "a.txt › line 1"))
    return out.getvalue()


def _behind(plant: Plant) -> bytes:
    """Sizes behind the data, as a stream is written, and no directory."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.out = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:  # type: ignore[override]
            self.out += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("a.txt", line(plant, "a.txt", "a.txt › line 1"))
        archive.writestr("b.txt", line(plant, "b.txt", "b.txt › line 1"))
    return bytes(pipe.out[: pipe.out.find(b"PK\1\2")])


def _of_method(method: int, plant: Plant) -> bytes:
    data = line(plant, "in clear") if method == 0 else b"not to be had"
    first = _header(b"x", method, (len(data), len(data)))
    text = line(plant, "a.txt", "a.txt › line 1")
    second = _header(b"a.txt", 0, (len(text), len(text)), zlib.crc32(text))
    entries = [
        _entry(b"x", 0, method, (len(data), len(data))),
        _entry(b"a.txt", len(first + data), 0, (len(text), len(text)), zlib.crc32(text)),
    ]
    archive = first + data + second + text
    return archive + _end(entries, len(archive))


def _deflate64(plant: Plant) -> bytes:
    import inflate64

    text = line(plant, "a.txt", "a.txt › line 1")
    packer = inflate64.Deflater()
    data = packer.deflate(text) + packer.flush()
    sizes = (len(data), len(text))
    archive = _header(b"a.txt", 9, sizes, zlib.crc32(text)) + data
    return archive + _end([_entry(b"a.txt", 0, 9, sizes, zlib.crc32(text))], len(archive))


def _zstandard(plant: Plant) -> bytes:
    from piiscan.formats.archives.zstandard import zstd

    text = line(plant, "a.txt", "a.txt › line 1")
    data = zstd.compress(text)
    sizes = (len(data), len(text))
    archive = _header(b"a.txt", 93, sizes, zlib.crc32(text)) + data
    return archive + _end([_entry(b"a.txt", 0, 93, sizes, zlib.crc32(text))], len(archive))


def _locked(plant: Plant) -> bytes:
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w") as archive:
        archive.writestr("clear.txt", line(plant, "in clear", "clear.txt › line 1"))
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        archive.setpassword(b"secret")
        archive.writestr("locked.txt", line(plant, "locked"))
    return out.getvalue()


def _other_name(plant: Plant) -> bytes:
    data = _two(plant, "a.txt")
    return data.replace(b"a.txt", b"/\0/x/", 1)  # in the header before the data


def _null_name(plant: Plant) -> bytes:
    """The name ends there, for zipfile as for others."""
    return _zip({"b.txt": line(plant, "b.txt", "b › line 1")}).replace(b"b.txt", b"b\0txt")


_LOST = {"status": "partial", "reason": "corrupt"}
_A4 = [
    Hazard(
        "A4",
        "JAR whose members overlap by two bytes, each twice in the directory",
        "a.jar",
        _jar,
        says=("the same bytes as a member before it",),
    )
]
_A5 = [
    Hazard("A5", "sizes that lie", "a.zip", _lying_sizes),
    Hazard(
        "A5",
        "a check sum that is wrong",
        "a.zip",
        _wrong_check,
        says=("checksum of the member does not match",),
        **_LOST,
    ),
    Hazard("A5", "the tail is cut off", "a.zip", _cut, says=("members found by their own headers",), **_LOST),
    Hazard("A5", "no directory", "a.zip", _without_directory, says=("members found by their own headers",), **_LOST),
    Hazard("A5", "behind a stub", "a.exe", lambda plant: b"MZ" + bytes(5000) + _two(plant)),
    Hazard("A5", "66,001 entries, folders but for one", "a.zip", partial(_many, "/")),
    Hazard("A5", "66,001 entries", "a.zip", partial(_many, ""), seconds=60, slow=True),
    Hazard("A5", "Zip64", "a.zip", _zip64),
    Hazard(
        "A5",
        "sizes behind the data, no directory",
        "a.zip",
        _behind,
        says=("members found by their own headers",),
        **_LOST,
    ),
    Hazard("A5", "method 9, Deflate64", "a.zip", _deflate64),
    Hazard("A5", "method 12, bzip2", "a.zip", partial(_two, method=zipfile.ZIP_BZIP2)),
    Hazard("A5", "method 14, LZMA", "a.zip", partial(_two, method=zipfile.ZIP_LZMA)),
    Hazard("A5", "method 93, Zstandard", "a.zip", _zstandard),
    Hazard("A5", "method 97 that nobody has", "a.zip", partial(_of_method, 97), says=("compression method 97",)),
    Hazard("A5", "method 99, AES", "a.zip", _locked, says=("needs a password (AES)",), beyond=("locked",)),
    Hazard("A5", "another name before the data", "a.zip", _other_name),
    Hazard("A5", "a name with NUL", "a.zip", _null_name),
]

# A6 ------------------------------------------------------------------------------------------------------------

_NAMES = ("../../x", "/abs/x", "C:\\x", "a/../../../b", "x" * 4096, "\x1b[2Jx", "con", "..")


def _bad_names(plant: Plant) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name in _NAMES:
            archive.writestr(zipfile.ZipInfo(name), line(plant, name))
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _bad_members(plant: Plant) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in _NAMES:
            text = line(plant, name)
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"kind {kind!r}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


_A6 = [
    Hazard(
        "A6",
        "ZIP with names that lead elsewhere, and a link",
        "a.zip",
        _bad_names,
        says=("symbolic link, not followed",),
    ),
    Hazard(
        "A6",
        "TAR with names that lead elsewhere, links and devices",
        "a.tar",
        _bad_members,
        says=(
            "symbolic link, not followed",
            "hard link, not followed",
            "character device",
            "block device",
            "named pipe",
        ),
    ),
]

# A7, A8 --------------------------------------------------------------------------------------------------------


def _tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _second_header(plant: Plant) -> bytes:
    data = bytearray(_tar({name: line(plant, name) for name in ("a.txt", "b.txt", "c.txt")}))
    data[1024 + 100 : 1024 + 160] = b"\xff" * 60
    return bytes(data)


def _own_link(plant: Plant) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, target in (("a", "a"), ("b", "c"), ("c", "b")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.LNKTYPE, target
            archive.addfile(info)
        text = line(plant, "d.txt", "d.txt › line 1")
        info = tarfile.TarInfo("d.txt")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    return out.getvalue()


def _noise(size: int) -> bytes:
    return base64.b64encode(Random(8).randbytes(size))


def _cut_gzip(plant: Plant) -> bytes:
    text = (
        line(plant, "first", "gzip › line 1")
        + _noise(MIB)
        + b"\n"
        + line(plant, "just before the cut", "gzip › line 3")
    )
    data = gzip.compress(text + _noise(200), mtime=0)
    return data[:-150]


_A7 = [
    Hazard(
        "A7", "a second header that is damaged", "a.tar", _second_header, says=("no good header at byte 1024",), **_LOST
    ),
    Hazard("A7", "links to themselves", "a.tar", _own_link, says=("hard link, not followed",)),
]
_A8 = [
    Hazard("A8", "gzip that is cut short", "a.txt.gz", _cut_gzip, says=("gzip data is cut short",), **_LOST),
    Hazard(
        "A8",
        "gzip members one behind the other",
        "a.txt.gz",
        lambda plant: b"".join(
            gzip.compress(line(plant, name, f"gzip › line {at}"), mtime=0) for at, name in enumerate("abc", 1)
        ),
    ),
    Hazard(
        "A8",
        "something else behind the data",
        "a.txt.gz",
        lambda plant: gzip.compress(line(plant, "a", "gzip › line 1"), mtime=0) + b"something else",
        says=("trailing data behind the gzip members",),
        **_LOST,
    ),
]

CASES = [*_A1, *_A2, *_A3, *_A4, *_A5, *_A6, *_A7, *_A8]
