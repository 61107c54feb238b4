"""Which format a blob is. Content decides, by our own tables; the name breaks ties between kinds of text.

`identify` looks at the first bytes and costs microseconds; `identify_blob` opens the blob and also looks
inside the two envelopes that hold several formats (ZIP and OLE2), and at the end of what is not text.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from functools import lru_cache
from typing import BinaryIO

from msgspec.structs import replace

from piiscan.formats import BY_NAME
from piiscan.formats.base import Format
from piiscan.formats.glance import plain_format
from piiscan.formats.locks.sealed import looks_random, sealed_kind
from piiscan.formats.locks.vaults import sealed_block, with_armor
from piiscan.formats.magic_type import UNKNOWN, media_type_of
from piiscan.formats.own_report import own_report
from piiscan.formats.plain.text import encoding_of
from piiscan.formats.polyglot import behind_text, late_pdf, with_archive, with_strays
from piiscan.formats.signatures import locked, signature
from piiscan.formats.sniff import as_text, between_zeros, filled_up, text_kind
from piiscan.formats.structure import file_system
from piiscan.formats.unmarked import by_form
from piiscan.formats.unsupported import locked_format, refusal, unsupported
from piiscan.model import Blob, Reason

HEAD = 4096

_VOLUME = re.compile(r"(?i)\.(?:[zr]?\d\d\d?)$")  # .002, .z01, .r00
_OLE2 = "application/x-ole-storage"
_ODF = ("application/vnd.oasis.opendocument.", "application/vnd.sun.xml.")
_LARGEST_LOOK = 64 << 20
_BYTE_READERS = frozenset(
    {"html", "xml", "plist", "eml", "mbox", "odf-flat", "office-xml", "base64"}
)  # they do not know EBCDIC
_SEVEN_BITS = frozenset({"eml", "mbox", "base64"})  # nor UTF-16
_PADDED = 64 << 10  # bytes that must be text for zero bytes to be padding
_TEXTS = ("text/", "application/json")  # formats that ask `open_text` for their text
_WRITTEN = ("text/", "application/json", "application/x-ndjson")  # what libmagic takes a text with zero bytes for
# Formats that read only what is in the encoding of their first bytes; the others find parts in another one as they go.
_ALIKE = frozenset({"html", "yaml", "sql", "fixed-width", "ldif", "vcard", "calendar", "qif", "hl7", "x12", "edifact",
                    "swift", "fedwire", "ofx", "nacha", "tax-filing", "loan-application", "metro-2",
                    "unclaimed", "events"})  # fmt: skip
_NARROW = _ALIKE | {"xml", "markdown", "eml", "mbox"}  # in UTF-16 these do
DIRECTORY = 64 << 20  # a ZIP directory larger than this is not read to tell the format


def identify(head: bytes, name: str) -> Format | None:
    """The format by the first 4 KiB (or all, if shorter) and the base name, None for unknown binary data.

    "zip" may still be a document and an OLE2 file anything: `identify_blob` tells them apart.
    """
    if not head:
        return BY_NAME["text"]
    return plain_format(head, name) or by_all(head, name)


@lru_cache(maxsize=1 << 10)
def by_all(head: bytes, name: str) -> Format | None:
    """The same by all there is to ask, of a file that has bytes. A small one is asked about on each way it goes."""
    block = sealed_block(head)
    key = locked(head) if block is None else None
    if key is not None:
        return locked_format(*key)
    block = block or own_report(head) or by_form(head, name)
    if block is not None:
        return block
    # half of what telling a PDF costs is asking in which set of characters it may be a text
    text = None if head.startswith(b"%PDF-") and b" obj" in head else as_text(head)
    sealed = sealed_kind(head, name)
    if sealed:
        return BY_NAME[sealed]
    found = signature(head, text=text is not None)
    if found is not None and text is not None and found[1] == "image/gif":
        found = None  # GIF89a, and then a script: a picture does not read as text
    if found is None and _is_pdf(head, text=text is not None):
        found = ("pdf", "application/pdf")
    if found is None and name.lower().endswith(".tar") and not head.strip(b"\0"):
        found = ("tar", "application/x-tar")  # without members: only the mark at its end
    if found is not None:
        format_name, media_type = found
        if format_name not in BY_NAME:
            return unsupported(media_type)
        form = BY_NAME[format_name]
        return form if form.media_type == media_type else replace(form, media_type=media_type)
    return _of_text(head, filled_up(head, name) if text is None else text, name)


def _of_text(head: bytes, text: bytes | None, name: str) -> Format | None:
    if text is None:
        return None
    kind = text_kind(text, name)
    if (kind in _BYTE_READERS and _is_ebcdic(head)) or (kind in _SEVEN_BITS and _is_wide(head)):
        kind = "text"
    form = with_armor(text, BY_NAME[kind])
    if kind in _NARROW:
        if not head.count(0):
            return form if len(head) < HEAD else with_strays(form, wide=False)
        return with_strays(form, wide=True) if kind in _ALIKE else form
    return form


def _is_wide(head: bytes) -> bool:
    return head.count(0) > 0 and encoding_of(head)[0] != "ascii-superset"


def _is_ebcdic(head: bytes) -> bool:
    if head.isascii():
        return False
    from piiscan.formats.plain.ebcdic import is_ebcdic

    return is_ebcdic(head)


def of_rows(stream: BinaryIO) -> Format | None:
    """The format of what gives rows and not bytes, as a table of a database; None for all else."""
    if not hasattr(stream, "batches"):
        return None
    from piiscan.formats.databases.db_rows import DATABASE

    return DATABASE


def identify_blob(blob: Blob) -> Format:
    """The format of a blob. What has no reader comes back as a format whose extract says so."""
    with blob.open() as stream:
        head = read_head(stream)
        found = identify(head, blob.name)
        if found is not None and found.media_type == _OLE2:
            return _ole2_kind(stream)
        if found is not None and found.name == "zip":
            return zip_kind(stream)
        if blob.name.lower().endswith(".pdf") and (found is None or found.name != "pdf") and late_pdf(stream) >= 0:
            return BY_NAME["pdf"]
        if found is not None and found.name != "unsupported":
            return with_archive(found) if _has_archive(blob, found.name, stream) else found
        image = disc_kind(stream)
        if image:
            return BY_NAME[image]
        # An archive may stand behind a stub that unpacks it, or behind a picture. To look at the end of a
        # member costs a copy of it, so that is done for members of a known, moderate size only.
        if (not blob.at or (blob.size or _LARGEST_LOOK) < _LARGEST_LOOK) and ends_as_zip(stream):
            return behind_text(BY_NAME["zip"], head)
        found = found or (BY_NAME["disk"] if file_system(head) else _behind_zeros(stream, head, blob.name))
    if found is not None:
        return found
    if _VOLUME.search(blob.name):
        return Format("volume", UNKNOWN, refusal(Reason.UNSUPPORTED, "one volume of a set: join them to have it read"))
    return _unknown(blob, head)


def _unknown(blob: Blob, head: bytes) -> Format:
    """What no table knows. Text in encodings the own test takes for binary data is searched, not skipped."""
    media_type = media_type_of(head)
    if media_type.startswith(_WRITTEN):
        return BY_NAME["text"]
    if media_type != UNKNOWN:
        return unsupported(media_type)
    padded = between_zeros(head)
    if padded is not None:
        return BY_NAME[text_kind(padded, blob.name)]
    return BY_NAME["opaque"] if looks_random(head) else unsupported(media_type)


def _behind_zeros(stream: BinaryIO, head: bytes, name: str) -> Format | None:
    """The format of a text that has zero bytes for blanks, or begins with a hole."""
    if not head.count(0):
        return None
    from piiscan.formats.plain.charsets import is_padded
    from piiscan.formats.plain.sparse import first_stored

    if head.strip(b"\0"):
        if not is_padded(head) or not media_type_of(head).startswith((UNKNOWN, "text/")):
            return None
        stream.seek(0)
        if not is_padded(stream.read(_PADDED)):
            return None
        padded = between_zeros(head)
        is_table = padded is not None and text_kind(padded, name) == "delimited"
        return BY_NAME["delimited" if is_table else "text"]
    first = first_stored(stream, HEAD)
    if first is None:
        return None
    found = identify(first, name)
    return found if found is None or found.media_type.startswith(_TEXTS) else None


def disc_kind(stream: BinaryIO) -> str:
    """Which disc image, "" for none: its first descriptor stands behind 32 KiB that are empty or a boot sector."""
    from piiscan.formats.discs.iso9660 import PLACE  # most runs meet none

    stream.seek(PLACE)
    return {b"\x01CD001": "iso9660", b"\x00BEA01": "udf"}.get(stream.read(6), "")


def _has_archive(blob: Blob, name: str, stream: BinaryIO) -> bool:
    """Whether an archive stands behind a picture or the like. A PDF looks for one itself, `encoded` behind a text."""
    if name not in {"image", "media"}:
        return False
    return (not blob.at or (blob.size or _LARGEST_LOOK) < _LARGEST_LOOK) and ends_as_zip(stream)


def read_head(stream: BinaryIO) -> bytes:
    """The first bytes, also from a stream that gives fewer than asked for at a time."""
    head = b""
    while len(head) < HEAD and (block := stream.read(HEAD - len(head))):
        head += block
    return head


def _is_pdf(head: bytes, *, text: bool) -> bool:
    """Whether a PDF begins within the first 1 KiB, as readers accept it, and not a text about PDF."""
    start = head.find(b"%PDF-", 0, 1024) if b"%" in head else -1  # a single byte is soon sought
    return start >= 0 and (not text or b" obj" in head[start:])


def ends_as_zip(stream: BinaryIO) -> bool:
    """Whether the end of a stream is that of a ZIP archive with its directory where it says."""
    size = stream.seek(0, io.SEEK_END)
    tail_size = min(size, (1 << 16) + 22)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return False
    count, length = struct.unpack_from("<HI", tail, end + 10)
    directory = size - tail_size + end - length
    if not count or directory < 0:
        return False
    stream.seek(directory)
    return stream.read(4) == b"PK\x01\x02"


def zip_kind(stream: BinaryIO) -> Format:
    """DOCX, XLSX and their like by the parts inside, ZIP for anything else."""
    try:
        stream.seek(0)
        # Opening reads the whole directory into memory, so a directory out of proportion is not opened.
        if directory_size(stream) > DIRECTORY:
            return BY_NAME["zip"]
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                name = odf_name(archive.read("mimetype").decode("latin-1").strip())
                if name:
                    return BY_NAME[name]
    except Exception:  # noqa: BLE001 - the reader of the archive will say what is wrong with it
        return BY_NAME["zip"]
    return BY_NAME[_document_name({name.lower() for name in names})]


def _document_name(parts: set[str]) -> str:
    """The format of a package by the names of its parts in small letters."""
    if "[content_types].xml" in parts:
        if "xl/workbook.bin" in parts:
            return "xlsb"
        for folder, name in (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"), ("visio/", "vsdx")):
            if any(part.startswith(folder) for part in parts):
                return name
    # A copy of an OpenDocument file that has lost its media type still has a manifest.
    return "odf" if {"meta-inf/manifest.xml", "content.xml"} <= parts else "zip"


def odf_name(mimetype: str) -> str:
    """The format of an OpenDocument file by its own media type (OpenDocument 1.3, part 2, 3.3), "" for others."""
    kind = next((mimetype.removeprefix(family) for family in _ODF if mimetype.startswith(family)), "")
    if not kind:
        return ""
    names = {"text": "odt", "writer": "odt", "spreadsheet": "ods", "calc": "ods", "presentation": "odp",
             "impress": "odp", "graphics": "odg", "draw": "odg"}  # fmt: skip
    return next((name for word, name in names.items() if kind.startswith(word)), "odf")


def directory_size(stream: BinaryIO) -> int:
    """The size of the archive's directory as its end record claims it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return 0
    (length,) = struct.unpack_from("<I", tail, end + 12)
    return size if length == 0xFFFFFFFF else int(length)


def _ole2_kind(stream: BinaryIO) -> Format:
    from piiscan.formats.compound.ole import opened

    try:
        ole, _ = opened(stream)
        with ole:
            entries = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)}
    except Exception:  # noqa: BLE001 - whatever is wrong in it
        return BY_NAME["ole-damaged"]
    if "encryptedpackage" in entries:
        return BY_NAME["ooxml-encrypted"]
    if entries & {"workbook", "book"}:
        return BY_NAME["xls"]
    if "worddocument" in entries:
        return BY_NAME["doc"]
    if "powerpoint document" in entries:
        return BY_NAME["ppt"]
    if any(entry.startswith(("__substg1.0_", "__properties_version1.0")) for entry in entries):
        return BY_NAME["msg"]
    if "visiodocument" in entries:
        return BY_NAME["vsd"]
    return BY_NAME["publisher" if "quill" in entries else "ole"]
