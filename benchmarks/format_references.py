"""What each format's speed is measured against in `formats.py`: the least that a library does to have the content.

A reference gets a path and gives a count of what it saw, so that it cannot be left out by an optimiser, nor do nothing.
It raises `ImportError` where its library is not installed.
"""

from __future__ import annotations

import bz2
import csv
import io
import json
import lzma
import mailbox
import shutil
import sqlite3
import struct
import subprocess
import tarfile
import zipfile
from email import message_from_binary_file
from email.message import Message
from email.policy import compat32
from pathlib import Path
from typing import IO, Any

_BLOCK = 1 << 20


def _drained(stream: IO[bytes]) -> int:
    total = 0
    while block := stream.read(_BLOCK):
        total += len(block)
    return total


def raw(path: Path) -> int:
    """The bytes as they are."""
    with path.open("rb") as stream:
        return _drained(stream)


def ripgrep(path: Path) -> int:
    """Matches of the patterns of numbers, by rg."""
    program = shutil.which("rg")
    if program is None:
        raise ImportError("rg")
    from run import PATTERNS

    flags = ["--no-config", "--count-matches", "--no-filename", "--no-unicode", "-j1"]
    patterns = [part for pattern in PATTERNS for part in ("-e", pattern)]
    done = subprocess.run([program, *flags, *patterns, str(path)], capture_output=True, check=False)
    return int(done.stdout or 0)


def pdfium(path: Path) -> int:
    """The text of each page by PDFium."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    total = 0
    for page in document:
        text = page.get_textpage()
        total += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return total


def calamine(path: Path) -> int:
    """The rows of each sheet."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def _lxml(path: Path, part: str, tag: str) -> int:
    from lxml import etree

    total = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(part):
                with archive.open(name) as stream:
                    for _, element in etree.iterparse(stream, tag=tag):
                        total += len("".join(element.itertext()))
                        element.clear()
    return total


def lxml_docx(path: Path) -> int:
    """The paragraphs of the body by lxml."""
    return _lxml(path, "word/document", "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")


def lxml_pptx(path: Path) -> int:
    """The paragraphs of the slides by lxml."""
    return _lxml(path, "ppt/slides/slide", "{http://schemas.openxmlformats.org/drawingml/2006/main}p")


def lxml_odt(path: Path) -> int:
    """The paragraphs of the body by lxml."""
    return _lxml(path, "content.xml", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p")


def selectolax(path: Path) -> int:
    """The text of the page by Lexbor."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(path.read_bytes()).body
    return len(body.text()) if body else 0


def expat(path: Path) -> int:
    """The character data by Python's expat."""
    import pyexpat

    texts: list[str] = []
    parser = pyexpat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = texts.append
    with path.open("rb") as stream:
        parser.ParseFile(stream)
    return len(texts)


def json_loads(path: Path) -> int:
    """The value."""
    return len(json.loads(path.read_bytes()))


def json_lines(path: Path) -> int:
    """A value a line."""
    with path.open("rb") as stream:
        return sum(len(json.loads(line)) for line in stream)


def csv_rows(path: Path) -> int:
    """The rows by the csv module."""
    with path.open(newline="", encoding="utf-8") as stream:
        return sum(map(len, csv.reader(stream)))


def isal_zip(path: Path) -> int:
    """The members inflated by ISA-L."""
    from isal import isal_zlib

    total = 0
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + sum(struct.unpack_from("<HH", data, info.header_offset + 26))
            total += _unpacked(isal_zlib.decompressobj(-15), data[start : start + info.compress_size])
    return total


def _unpacked(decoder: Any, data: bytes) -> int:  # noqa: ANN401 - of zlib's kind
    total = len(decoder.decompress(data, _BLOCK))
    while decoder.unconsumed_tail:
        total += len(decoder.decompress(decoder.unconsumed_tail, _BLOCK))
    return total


def isal_gzip(path: Path) -> int:
    """The bytes inflated by ISA-L."""
    from isal import isal_zlib

    return _unpacked(isal_zlib.decompressobj(31), path.read_bytes())


def bzip2(path: Path) -> int:
    """By Python's bz2."""
    with bz2.open(path) as stream:
        return _drained(stream)


def xz(path: Path) -> int:
    """By Python's lzma."""
    with lzma.open(path) as stream:
        return _drained(stream)


def zstandard(path: Path) -> int:
    """By the zstd that becomes Python's."""
    from piiscan.formats.archives.zstandard import zstd

    with zstd.open(path) as stream:
        return _drained(stream)


def lz4(path: Path) -> int:
    """By lz4."""
    from lz4 import frame

    with frame.open(path) as stream:
        return _drained(stream)


def seven_zip(path: Path) -> int:
    """By py7zr, into nothing."""
    import py7zr
    from py7zr.io import NullIOFactory

    with py7zr.SevenZipFile(path) as archive:
        archive.extract(factory=NullIOFactory())
        return len(archive.getnames())


def tar(path: Path) -> int:
    """By Python's tarfile."""
    total = 0
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            total += _drained(stream) if stream else 0
    return total


def sqlite(path: Path) -> int:
    """Every row by a bare select."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    database.text_factory = bytes
    return sum(map(len, database.execute("select * from people")))


def _as_csv(batches: Any) -> int:  # noqa: ANN401 - of pyarrow
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    sink = pa.BufferOutputStream()
    total = 0
    for batch in batches:
        arrow_csv.write_csv(batch, sink)
        total += batch.num_rows
    return total


def parquet(path: Path) -> int:
    """Batches by pyarrow, written as CSV by it."""
    from pyarrow import parquet as reader

    return _as_csv(reader.ParquetFile(path).iter_batches(65536))


def orc(path: Path) -> int:
    """Stripes by pyarrow, written as CSV by it."""
    from pyarrow import orc as reader

    file = reader.ORCFile(path)
    return _as_csv(file.read_stripe(at) for at in range(file.nstripes))


def arrow(path: Path) -> int:
    """Batches by pyarrow, written as CSV by it."""
    from pyarrow import ipc

    file = ipc.open_file(path)
    return _as_csv(file.get_batch(at) for at in range(file.num_record_batches))


def fastavro(path: Path) -> int:
    """Records by fastavro."""
    from fastavro import reader

    with path.open("rb") as stream:
        return sum(map(len, reader(stream)))


def dbf(path: Path) -> int:
    """Records cut and decoded, and no more."""
    data = path.read_bytes()
    count, begin, size = struct.unpack_from("<IHH", data, 4)
    fields = [data[at + 16] for at in range(32, begin - 1, 32)]
    cut = struct.Struct("x" + "".join(f"{width}s" for width in fields))
    return sum(
        len([cell.decode("cp437").strip() for cell in cut.unpack_from(data, begin + at * size)]) for at in range(count)
    )


def _texts(message: Message) -> int:
    return sum(len(part.get_payload(decode=True) or b"") for part in message.walk() if not part.is_multipart())


def email(path: Path) -> int:
    """All parts decoded by Python's email."""
    with path.open("rb") as stream:
        return _texts(message_from_binary_file(stream, policy=compat32))


def mbox(path: Path) -> int:
    """The same of each message of Python's mailbox."""
    return sum(map(_texts, mailbox.mbox(path, create=False)))


def olefile(path: Path) -> int:
    """All streams of a compound file."""
    import olefile as library

    with library.OleFileIO(str(path)) as ole:
        return sum(len(ole.openstream(name).read()) for name in ole.listdir())


def striprtf(path: Path) -> int:
    """The text by striprtf."""
    from striprtf.striprtf import rtf_to_text

    return len(rtf_to_text(path.read_text("cp1252")))


def pillow(path: Path) -> int:
    """The Exif of a picture by Pillow."""
    from PIL import Image

    with Image.open(path) as picture:
        return len(picture.getexif())
