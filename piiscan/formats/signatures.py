"""What the first bytes of a file say it is. A table, by the first byte: a look-up takes a microsecond.

Names of FORMATS are read; the other types are only named, so that the outcome of a file nobody reads says
what it is. Sources: the formats' own specifications, and the tables of file(1).
"""

from __future__ import annotations

import lzma
import re
import struct
from uuid import UUID

from piiscan.formats.cpio import is_cpio
from piiscan.formats.structure import by_structure
from piiscan.formats.tar_headers import is_old
from piiscan.model import Encryption

# (prefix, name or "", media type). The longer prefix first where two share a beginning.
_TABLE: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "zip", "application/zip"),
    (b"PK\x05\x06", "zip", "application/zip"),  # empty
    (b"PK\x07\x08PK\x03\x04", "zip", "application/zip"),  # first part of a split archive
    (b"PK00PK\x03\x04", "zip", "application/zip"),  # a split archive that is one part after all
    (b"\x1f\x8b", "gzip", "application/gzip"),
    (b"%PDF-", "pdf", "application/pdf"),
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
    (b"\xd7\xcd\xc6\x9a", "", "image/wmf"),
    (b"ID3", "media", "audio/mpeg"),
    (b"\xff\xfb", "media", "audio/mpeg"),
    (b"fLaC", "media", "audio/flac"),
    (b"OggS", "media", "application/ogg"),
    (b"\x1aE\xdf\xa3", "media", "video/x-matroska"),
    (b"FLV\x01", "media", "video/x-flv"),
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
    (b"\x00\x01\x00\x00Standard Jet DB", "", "application/x-msaccess"),
    (b"\x00\x01\x00\x00Standard ACE DB", "", "application/x-msaccess"),
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
    (b"\x89HDF\r\n\x1a\n", "", "application/x-hdf5"),
    (b"!BDN", "pst", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "tnef", "application/vnd.ms-tnef"),
    (b"ITSF", "", "application/vnd.ms-htmlhelp"),
    (b"\xd4\xc3\xb2\xa1", "", "application/vnd.tcpdump.pcap"),
    (b"\xa1\xb2\xc3\xd4", "", "application/vnd.tcpdump.pcap"),
    (b"\x0a\x0d\x0d\x0a", "", "application/x-pcapng"),
    (b"\x80\x02", "objects", "application/x-pickle"),
    (b"\x80\x03", "objects", "application/x-pickle"),
    (b"\x80\x04\x95", "objects", "application/x-pickle"),
    (b"\x80\x05\x95", "objects", "application/x-pickle"),
    (b"\x93NUMPY", "objects", "application/x-npy"),
    (b"KDMV", "", "application/x-vmdk"),
    (b"QFI\xfb", "", "application/x-qemu-disk"),
)

# Containers whose content needs a key and that name no more of it: (mark, media type, algorithm, bits).
_LOCKED: tuple[tuple[bytes, str, str, int | None], ...] = (
    (b"age-encryption.org/v1\n", "application/x-age-encryption", "ChaCha20-Poly1305", 256),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "application/x-age-encryption", "ChaCha20-Poly1305", 256),
    (b"$ANSIBLE_VAULT;", "application/x-ansible-vault", "AES", 256),
    (b"Salted__", "application/x-openssl-enc", "OpenSSL enc", None),
    (b"U2FsdGVkX1", "application/x-openssl-enc", "OpenSSL enc", None),  # the same in base64
    (b"\x00GITCRYPT\x00", "application/x-git-crypt", "AES", 256),
)
_PARE = b"PARE"  # a Parquet file whose footer is encrypted too; the cipher stands at its end

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
_SHORT = frozenset({b"BM", b"MZ", b"ID3", b"OTTO", b"ORC", b"PAR1", b"FEA1", b"8BPS", b"KDMV", b"BZh", b"ITSF"})


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
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        media_type = _RIFF[head[8:12]]
        return "image" if media_type.startswith("image/") else "media", media_type
    if not text:
        if head[257:262] == b"ustar" or is_old(head):
            return "tar", "application/x-tar"
        if _SKIPPED.match(head):
            return _behind_skipped(head)
        built = by_structure(head)
        if built:
            return built
        if _is_lzma(head):
            return "lzma", "application/x-lzma"
    return None


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


def locked(head: bytes) -> tuple[str, Encryption] | None:
    """(media type, verdict) of a container that only its key opens, None for anything else."""
    for mark, media_type, algorithm, bits in _LOCKED:
        if head.startswith(mark):
            return media_type, Encryption("encrypted", algorithm, bits)
    if head.startswith(_PARE) and head.count(0, 4):
        return "application/vnd.apache.parquet", Encryption("encrypted", "AES-GCM")
    return None
