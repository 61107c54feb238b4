"""What the first bytes of a file say it is. A table, by the first byte: a look-up takes a microsecond.

Names of FORMATS are read; the other types are only named, so that the outcome of a file nobody reads says
what it is. Sources: the formats' own specifications, and the tables of file(1).
"""

from __future__ import annotations

import lzma
import re
import struct
from base64 import b64decode

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
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole2", "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n", "", "image/png"),
    (b"\xff\xd8\xff", "", "image/jpeg"),
    (b"GIF87a", "", "image/gif"),
    (b"GIF89a", "", "image/gif"),
    (b"II*\x00", "", "image/tiff"),
    (b"MM\x00*", "", "image/tiff"),
    (b"BM", "", "image/bmp"),
    (b"\x00\x00\x01\x00", "", "image/vnd.microsoft.icon"),
    (b"8BPS", "", "image/vnd.adobe.photoshop"),
    (b"\xd7\xcd\xc6\x9a", "", "image/wmf"),
    (b"ID3", "", "audio/mpeg"),
    (b"\xff\xfb", "", "audio/mpeg"),
    (b"fLaC", "", "audio/flac"),
    (b"OggS", "", "application/ogg"),
    (b"\x1aE\xdf\xa3", "", "video/x-matroska"),
    (b"FLV\x01", "", "video/x-flv"),
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
    (b"7z\xbc\xaf\x27\x1c", "", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "", "application/vnd.rar"),
    *((b"BZh%d" % level + b"1AY&SY", "bzip2", "application/x-bzip2") for level in range(1, 10)),
    (b"BZh", "bzip2", "application/x-bzip2"),  # empty, or damaged
    (b"\xfd7zXZ\x00", "xz", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "zstd", "application/zstd"),
    (b"\x04\x22\x4d\x18", "", "application/x-lz4"),
    (b"LZIP", "", "application/x-lzip"),
    (b"\x1f\x9d", "", "application/x-compress"),
    (b"MSCF", "", "application/vnd.ms-cab-compressed"),
    (b"xar!", "", "application/x-xar"),
    (b"070701", "", "application/x-cpio"),
    (b"070702", "", "application/x-cpio"),
    (b"070707", "", "application/x-cpio"),
    (b"!<arch>\n", "", "application/x-archive"),
    (b"\xed\xab\xee\xdb", "", "application/x-rpm"),
    (b"PAR1", "parquet", "application/vnd.apache.parquet"),
    (b"PARE", "parquet", "application/vnd.apache.parquet"),
    (b"Obj\x01", "avro", "application/vnd.apache.avro"),
    (b"ORC", "orc", "application/vnd.apache.orc"),
    (b"ARROW1\0\0", "arrow", "application/vnd.apache.arrow.file"),
    (b"FEA1", "arrow", "application/vnd.apache.arrow.file"),
    (b"\x89HDF\r\n\x1a\n", "", "application/x-hdf5"),
    (b"!BDN", "", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "", "application/vnd.ms-tnef"),
    (b"ITSF", "", "application/vnd.ms-htmlhelp"),
    (b"\xd4\xc3\xb2\xa1", "", "application/vnd.tcpdump.pcap"),
    (b"\xa1\xb2\xc3\xd4", "", "application/vnd.tcpdump.pcap"),
    (b"\x0a\x0d\x0d\x0a", "", "application/x-pcapng"),
    (b"\x80\x02", "", "application/x-pickle"),
    (b"\x80\x03", "", "application/x-pickle"),
    (b"\x80\x04\x95", "", "application/x-pickle"),
    (b"\x80\x05\x95", "", "application/x-pickle"),
    (b"KDMV", "", "application/x-vmdk"),
    (b"QFI\xfb", "", "application/x-qemu-disk"),
)

# Containers whose content needs a key: (offset, mark, media type, algorithm, bits). ECOSYSTEM, chapter 7.
_LOCKED: tuple[tuple[int, bytes, str, str, int | None], ...] = (
    (0, b"age-encryption.org/v1\n", "application/x-age-encryption", "ChaCha20-Poly1305", 256),
    (0, b"-----BEGIN AGE ENCRYPTED FILE-----", "application/x-age-encryption", "ChaCha20-Poly1305", 256),
    (0, b"$ANSIBLE_VAULT;", "application/x-ansible-vault", "AES", 256),
    (0, b"Salted__", "application/x-openssl-enc", "OpenSSL enc", None),
    (0, b"U2FsdGVkX1", "application/x-openssl-enc", "OpenSSL enc", None),  # the same in base64
    (0, b"\x00GITCRYPT\x00", "application/x-git-crypt", "AES", 256),
    (0, b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", "application/x-keepass2", "KeePass", 256),
    (0, b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5", "application/x-keepass", "KeePass", 256),
    (0, b"LUKS\xba\xbe", "application/x-luks", "LUKS", None),
    (0, b"encrcdsa", "application/x-apple-diskimage", "AES", None),
    (3, b"-FVE-FS-", "application/x-bitlocker", "BitLocker", None),
)
_PGP = b"-----BEGIN PGP MESSAGE-----"
_PGP_BASE64 = re.compile(rb"\r?\n[ \t]*\r?\n([A-Za-z0-9+/]{4})")
# Packet tags of RFC 9580 that stand before or hold encrypted data; a signed or compressed message has others.
_PGP_SECRET = frozenset({1, 3, 9, 18, 20})

_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
_FTYP = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"heic": "image/heic", b"avif": "image/avif"}

_BY_FIRST: dict[int, list[tuple[bytes, str, str]]] = {}
for _row in _TABLE:
    _BY_FIRST.setdefault(_row[0][0], []).append(_row)

_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_LZMA_SIZES = struct.Struct("<IQ")  # of the dictionary, and of what comes out
_UNKNOWN = (1 << 64) - 1

# Marks that ordinary text could begin with: believed only where the rest is not text.
_SHORT = frozenset(
    {b"BM", b"MZ", b"ID3", b"OTTO", b"ORC", b"PAR1", b"PARE", b"FEA1", b"LZIP", b"8BPS", b"KDMV", b"BZh", b"ITSF"}
)


def signature(head: bytes, *, text: bool) -> tuple[str, str] | None:
    r"""(name of the format or "", media type) by the first bytes; `text`: the head reads as text.

    >>> signature(b"PK\x03\x04...", text=False)
    ('zip', 'application/zip')
    """
    for prefix, name, media_type in _BY_FIRST.get(head[0], ()) if head else ():
        if head.startswith(prefix) and not (text and prefix in _SHORT):
            return name, media_type
    if head[4:8] == b"ftyp":
        return "", _FTYP.get(head[8:12], "video/mp4")
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return "", _RIFF[head[8:12]]
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
    return ("", "application/x-lz4") if head.startswith(b"\x04\x22\x4d\x18", at) else ("zstd", "application/zstd")


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
    for offset, mark, media_type, algorithm, bits in _LOCKED:
        if head.startswith(mark, offset):
            return media_type, Encryption("encrypted", algorithm, bits)
    if head.startswith(_PGP):
        begun = _PGP_BASE64.search(head, len(_PGP))
        if begun and _packet_tag(b64decode(begun[1])[0]) in _PGP_SECRET:
            return "application/pgp-encrypted", Encryption("encrypted", "OpenPGP")
    return None


def _packet_tag(first: int) -> int:
    """The tag of an OpenPGP packet by its first byte, in the new format or the old."""
    return first & 0x3F if first & 0x40 else (first & 0x3C) >> 2
