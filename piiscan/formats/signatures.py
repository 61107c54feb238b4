"""What the first bytes of a file say it is. A table, by the first byte: a look-up takes a microsecond.

Names of FORMATS are read; the other types are only named, so that the outcome of a file nobody reads says
what it is. Sources: the formats' own specifications, and the tables of file(1).
"""

from __future__ import annotations

import lzma
import re
import struct
import zlib
from collections.abc import Iterator
from uuid import UUID

from piiscan.formats.archives.cpio import is_cpio
from piiscan.formats.archives.tar_headers import is_old
from piiscan.formats.structure import by_structure
from piiscan.model import Encryption

_SAS = bytes(12) + b"\xc2\xea\x81"

# (prefix, name or "", media type). The longer prefix first where two share a beginning.
_TABLE: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "zip", "application/zip"),
    (b"PK\x05\x06", "zip", "application/zip"),  # empty
    (b"PK\x07\x08PK\x03\x04", "zip", "application/zip"),  # first part of a split archive
    (b"PK00PK\x03\x04", "zip", "application/zip"),  # a split archive that is one part after all
    (b"\x1f\x8b", "gzip", "application/gzip"),
    (b"%PDF-", "pdf", "application/pdf"),
    (b"%FDF-", "fdf", "application/vnd.fdf"),
    (b"{\\rt", "rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "application/x-ole-storage"),
    (UUID("7b5c52e4-d88c-4da7-aeb1-5378d02996d3").bytes_le, "onenote", "application/onenote"),
    (UUID("43ff2fa1-efd9-4c76-9ee2-10ea5722765f").bytes_le, "onenote", "application/onenote"),  # of a notebook
    (b"bplist0", "plist", "application/x-plist"),
    (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
    (b"\xff\xd8\xff", "image", "image/jpeg"),
    (b"GIF87a", "image", "image/gif"),
    (b"GIF89a", "image", "image/gif"),
    (b"II*\x00", "image", "image/tiff"),
    (b"MM\x00*", "image", "image/tiff"),
    (b"BM", "image", "image/bmp"),
    (b"\x00\x00\x01\x00", "", "image/vnd.microsoft.icon"),
    (b"8BPS", "image", "image/vnd.adobe.photoshop"),
    (b"\xd7\xcd\xc6\x9a", "wmf", "image/wmf"),
    *((b"%c\0\x09\0\0%c" % (kind, version), "wmf", "image/wmf") for kind in (1, 2) for version in (1, 3)),
    (b"ID3", "media", "audio/mpeg"),
    (b"\xff\xfb", "media", "audio/mpeg"),
    (b"fLaC", "media", "audio/flac"),
    (b"OggS", "media", "application/ogg"),
    (b"\x1aE\xdf\xa3", "media", "video/x-matroska"),
    (b"FLV\x01", "media", "video/x-flv"),
    (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "media", "video/x-ms-asf"),
    (b"MAC ", "media", "audio/x-ape"),
    (b"wvpk", "media", "audio/x-wavpack"),
    (b"MPCK", "media", "audio/x-musepack"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image", "image/jp2"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "image", "image/jxl"),
    (b"\x7fELF", "", "application/x-elf"),
    (b"MZ", "", "application/vnd.microsoft.portable-executable"),
    (b"\xca\xfe\xba\xbe", "", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "", "application/x-mach-binary"),
    (b"\x00asm", "", "application/wasm"),
    (b"SQLite format 3\x00", "sqlite", "application/vnd.sqlite3"),
    (b"\x37\x7f\x06\x82", "sqlite-wal", "application/x-sqlite3-wal"),
    (b"\x37\x7f\x06\x83", "sqlite-wal", "application/x-sqlite3-wal"),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "sqlite-journal", "application/x-sqlite3-journal"),
    (b"\x00\x01\x00\x00Standard Jet DB", "access", "application/x-msaccess"),
    (b"\x00\x01\x00\x00Standard ACE DB", "access", "application/x-msaccess"),
    (b"\x00\x01\x00\x00\x00", "", "font/ttf"),
    (b"OTTO", "", "font/otf"),
    (b"wOFF", "", "font/woff"),
    (b"wOF2", "", "font/woff2"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "rar", "application/vnd.rar"),
    *((b"BZh%d" % level + b"1AY&SY", "bzip2", "application/x-bzip2") for level in range(1, 10)),
    (b"BZh", "bzip2", "application/x-bzip2"),  # empty, or damaged
    (b"\xfd7zXZ\x00", "xz", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "zstd", "application/zstd"),
    (b"\x04\x22\x4d\x18", "lz4", "application/x-lz4"),
    (b"LZIP\x01", "lzip", "application/x-lzip"),
    (b"\x1f\x9d", "compress", "application/x-compress"),
    (b"MSCF\0\0\0\0", "cab", "application/vnd.ms-cab-compressed"),
    (b"xar!", "", "application/x-xar"),
    (b"0707", "cpio", "application/x-cpio"),  # in digits: see `is_cpio`
    (b"\xc7\x71", "cpio", "application/x-cpio"),
    (b"\x71\xc7", "cpio", "application/x-cpio"),
    (b"!<arch>\n", "ar", "application/x-archive"),
    (b"!<thin>\n", "ar", "application/x-archive"),
    (b"\xed\xab\xee\xdb", "rpm", "application/x-rpm"),
    (b"LUKS\xba\xbe", "luks", "application/x-luks"),
    (b"\xeb\x58\x90-FVE-FS-", "bitlocker", "application/x-bitlocker"),
    (b"\xeb\x52\x90-FVE-FS-", "bitlocker", "application/x-bitlocker"),
    (b"encrcdsa", "filevault", "application/x-apple-diskimage"),
    (b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5", "keepass", "application/x-keepass"),
    (b"\x03\xd9\xa2\x9a\x66\xfb\x4b\xb5", "keepass", "application/x-keepass2"),
    (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", "keepass", "application/x-keepass2"),
    (b"\xfe\xed\xfe\xed\0\0\0", "java-keys", "application/x-java-keystore"),
    (b"\xce\xce\xce\xce\0\0\0", "java-keys", "application/x-java-jce-keystore"),
    (b"PAR1", "parquet", "application/vnd.apache.parquet"),
    (b"Obj\x01", "avro", "application/vnd.apache.avro"),
    (b"ORC", "orc", "application/vnd.apache.orc"),
    (b"ARROW1\0\0", "arrow", "application/vnd.apache.arrow.file"),
    (b"FEA1", "arrow", "application/vnd.apache.arrow.file"),
    (b"\x89HDF\r\n\x1a\n", "hdf5", "application/x-hdf5"),
    (b"MATLAB 5.0 MAT-file", "matlab", "application/x-matlab-data"),
    (b"MATLAB 7.3 MAT-file", "hdf5", "application/x-matlab-data"),
    (b"CDF\1", "netcdf", "application/x-netcdf"),
    (b"CDF\2", "netcdf", "application/x-netcdf"),
    (b"CDF\5", "netcdf", "application/x-netcdf"),
    (b"\x93NUMPY", "npy", "application/x-npy"),
    (b"RDX2\nX\n", "r-data", "application/x-r-data"),
    (b"RDX3\nX\n", "r-data", "application/x-r-data"),
    (b"RDB2\nB\n", "r-data", "application/x-r-data"),
    (b"RDB3\nB\n", "r-data", "application/x-r-data"),
    (b"X\n\0\0\0\2\0", "r-data", "application/x-r-data"),
    (b"X\n\0\0\0\3\0", "r-data", "application/x-r-data"),
    (b"B\n\2\0\0\0", "r-data", "application/x-r-data"),
    (b"B\n\3\0\0\0", "r-data", "application/x-r-data"),
    (b"$FL2@(#)", "spss", "application/x-spss-sav"),
    (b"$FL3@(#)", "spss", "application/x-spss-sav"),  # compressed by zlib
    (b"<stata_dta><header><release>", "stata", "application/x-stata-dta"),
    (_SAS + b"\x60\xb3\x14\x11", "sas", "application/x-sas-data"),
    (_SAS + b"\x63\xb3\x14\x11", "sas-catalog", "application/x-sas-catalog"),
    (b"HEADER RECORD*******LIB", "sas-transport", "application/x-sas-xport"),
    (b"!BDN", "pst", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "tnef", "application/vnd.ms-tnef"),
    (b"ITSF", "", "application/vnd.ms-htmlhelp"),
    (b"\xd4\xc3\xb2\xa1", "", "application/vnd.tcpdump.pcap"),
    (b"\xa1\xb2\xc3\xd4", "", "application/vnd.tcpdump.pcap"),
    (b"\x0a\x0d\x0d\x0a", "", "application/x-pcapng"),
    (b"\x80\x02", "pickle", "application/x-pickle"),
    (b"\x80\x03", "pickle", "application/x-pickle"),
    (b"\x80\x04\x95", "pickle", "application/x-pickle"),
    (b"\x80\x05\x95", "pickle", "application/x-pickle"),
    (b"KDMV", "disk", "application/x-vmdk"),
    (b"QFI\xfb", "disk", "application/x-qemu-disk"),
    (b"QED\0", "disk", "application/x-qemu-disk"),
    (b"vhdxfile", "disk", "application/x-vhdx"),
    (b"conectix\0\0\0", "disk", "application/x-virtualbox-vhd"),
    (b"WithoutFreeSpace", "disk", "application/x-parallels-disk"),
    (b"WithouFreSpacExt", "disk", "application/x-parallels-disk"),
)

# Containers whose content needs a key and that name no more of it: (mark, media type, algorithm, bits).
_LOCKED: tuple[tuple[bytes, str, str, int | None], ...] = (
    (b"age-encryption.org/v1\n", "application/x-age-encryption", "ChaCha20-Poly1305", 256),
    (b"Salted__", "application/x-openssl-enc", "OpenSSL enc", None),
    (b"\x00GITCRYPT\x00", "application/x-git-crypt", "AES", 256),
    (b"\x1c\0\0\0\0\0\0\0ENCRYPTED", "application/x-spss-encrypted", "AES", 256),
    (b"scrypt\0", "application/x-scrypt-encrypted", "AES-CTR", 256),
    (b"AES\x00\x00", "application/x-aes-crypt", "AES-CBC", 256),  # versions 0 to 3 of AES Crypt
    (b"AES\x01\x00", "application/x-aes-crypt", "AES-CBC", 256),
    (b"AES\x02\x00", "application/x-aes-crypt", "AES-CBC", 256),
    (b"AES\x03\x00", "application/x-aes-crypt", "AES-CBC", 256),
    (b"RCLONE\0\0", "application/x-rclone-encrypted", "XSalsa20-Poly1305", 256),
    (bytes.fromhex("c0b9072e4f93f146a015792ca1d9e821"), "application/x-axcrypt", "AES", None),
    (bytes.fromhex("01000000d08c9ddf0115d1118c7a00c04fc297eb"), "application/x-dpapi", "DPAPI", None),
    (b"VimCrypt~03!", "application/x-vim-encrypted", "Blowfish", 256),
    (b"VimCrypt~04!", "application/x-vim-encrypted", "XChaCha20", 256),
)
_ECRYPTFS = 0x3C81B7F5  # what the two words of its mark give together, behind the size of the file
# Of Vim: a cipher of 96 bits that is broken by known plaintext, and a mode that repeats the stream of its keys.
_LOCKED_WEAKLY = ((b"VimCrypt~01!", "ZipCrypto", 96), (b"VimCrypt~02!", "Blowfish", 256))
_PARE = b"PARE"  # a Parquet file whose footer is encrypted too; the cipher stands at its end
_LOCKED_MARKS = (*(row[0] for row in _LOCKED), *(row[0] for row in _LOCKED_WEAKLY), _PARE)

_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
_FTYP = {
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"heic": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
}

_BY_FIRST: dict[int, list[tuple[bytes, str, str]]] = {}
for _row in _TABLE:
    _BY_FIRST.setdefault(_row[0][0], []).append(_row)

_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_LZMA_SIZES = struct.Struct("<IQ")  # of the dictionary, and of what comes out
_UNKNOWN = (1 << 64) - 1

# Marks that ordinary text could begin with: believed only where the rest is not text.
_SHORT = frozenset({b"BM", b"MZ", b"ID3", b"OTTO", b"ORC", b"PAR1", b"FEA1", b"8BPS", b"KDMV", b"BZh", b"ITSF",
                    b"MAC ", b"wvpk", b"MPCK"})  # fmt: skip


def signature(head: bytes, *, text: bool) -> tuple[str, str] | None:
    r"""(name of the format or "", media type) by the first bytes; `text`: the head reads as text.

    >>> signature(b"PK\x03\x04...", text=False)
    ('zip', 'application/zip')
    """
    for prefix, name, media_type in _BY_FIRST.get(head[0], ()) if head else ():
        if head.startswith(prefix) and not (text and prefix in _SHORT) and (name != "cpio" or is_cpio(head)):
            return name, media_type
    if head[4:8] == b"ftyp":
        media_type = _FTYP.get(head[8:12], "video/mp4")
        return "image" if media_type.startswith("image/") else "media", media_type
    if head.startswith(b"FORM") and head[8:12] in {b"AIFF", b"AIFC"}:
        return "media", "audio/x-aiff"
    if head.startswith((b"RIFF", b"RF64")) and head[8:12] in _RIFF:
        media_type = _RIFF[head[8:12]]
        return "image" if media_type.startswith("image/") else "media", media_type
    if head[64:68] == b"\x7f\x10\xda\xbe" and head.startswith(b"<<< "):
        return "disk", "application/x-virtualbox-vdi"
    if b"SPSSPORT" in head[456:474]:  # behind five greetings of forty characters and a table, lines ended or not
        return "spss-portable", "application/x-spss-por"
    return None if text else _without_mark(head)


def _without_mark(head: bytes) -> tuple[str, str] | None:
    """The format of what is no text and has no mark at its beginning."""
    if head[257:262] == b"ustar" or is_old(head):
        return "tar", "application/x-tar"
    if _SKIPPED.match(head):
        return _behind_skipped(head)
    built = by_structure(head)
    if built:
        return built
    if _is_zlib(head):
        return "zlib", "application/zlib"
    return ("lzma", "application/x-lzma") if _is_lzma(head) else None


def _is_zlib(head: bytes) -> bool:
    """Whether a zlib stream begins here (RFC 1950): a window of 32 KiB, a check of two bytes, data that decode."""
    if len(head) < 8 or head[0] != 0x78 or (head[0] << 8 | head[1]) % 31 or head[1] & 0x20:
        return False
    try:
        return bool(zlib.decompressobj().decompress(head, 64))
    except zlib.error:
        return False


def _behind_skipped(head: bytes) -> tuple[str, str]:
    """The format of frames behind those to be skipped, which Zstandard and LZ4 have in common (pzstd begins so)."""
    at = 0
    while _SKIPPED.match(head, at) and len(head) >= at + 8:
        at += 8 + int.from_bytes(head[at + 4 : at + 8], "little")
    return ("lz4", "application/x-lz4") if head.startswith(b"\x04\x22\x4d\x18", at) else ("zstd", "application/zstd")


def _is_lzma(head: bytes) -> bool:
    """Whether LZMA alone begins here, which has no magic: a header as encoders write it, and data that decode."""
    if len(head) < 14 or head[0] != 0x5D or head[13]:  # the first byte of the data is always zero
        return False
    dictionary, size = _LZMA_SIZES.unpack_from(head, 1)
    if not _is_usual(dictionary) or (size != _UNKNOWN and size >= 1 << 38):
        return False
    try:
        return bool(lzma.LZMADecompressor(lzma.FORMAT_ALONE, 256 << 20).decompress(head, 4096))
    except (lzma.LZMAError, MemoryError):
        return False


def _is_usual(dictionary: int) -> bool:
    """2^n or 2^n + 2^(n-1), as `file` and `xz` have it."""
    if dictionary < 1 << 12:
        return False
    return dictionary in {1 << dictionary.bit_length() - 1, 3 << dictionary.bit_length() - 2}


def known_types() -> Iterator[tuple[str, str]]:
    """Each (name of the format or "", media type) that first bytes can show."""
    for _, name, media_type in _TABLE:
        yield name, media_type
    for media_type in (*_RIFF.values(), *_FTYP.values(), "video/mp4", "audio/x-aiff"):
        yield ("image" if media_type.startswith("image/") else "media"), media_type


def prefixes() -> Iterator[bytes]:
    """Each mark that one of these begins with, of a container that only its key opens too."""
    for prefix, _, _ in _TABLE:
        yield prefix
    yield from _LOCKED_MARKS


def locked_types() -> Iterator[tuple[str, str]]:
    """Each (media type, algorithm) of a container that only its key opens."""
    for _, media_type, algorithm, bits in _LOCKED:
        yield media_type, f"{algorithm}, {bits} bits" if bits else algorithm


def _is_ecryptfs(head: bytes) -> bool:
    first, second = struct.unpack_from(">II", head, 8)
    return bool(first ^ second == _ECRYPTFS)


def locked(head: bytes) -> tuple[str, Encryption] | None:
    """(media type, verdict) of a container that only its key opens, None for anything else."""
    if not head.startswith(_LOCKED_MARKS):  # nearly all; a size begins with zeros
        is_under = head[:1] == b"\0" and len(head) >= 16 and _is_ecryptfs(head)
        return ("application/x-ecryptfs", Encryption("encrypted", "AES")) if is_under else None
    for mark, media_type, algorithm, bits in _LOCKED:
        if head.startswith(mark):
            return media_type, Encryption("encrypted", algorithm, bits)
    for mark, algorithm, bits in _LOCKED_WEAKLY:
        if head.startswith(mark):
            return "application/x-vim-encrypted", Encryption("weak", algorithm, bits)
    if head.startswith(_PARE) and head.count(0, 4):
        return "application/vnd.apache.parquet", Encryption("encrypted", "AES-GCM")
    return None
