"""The rows of the table of `formats.py`: a format, its file, its size, its reference, and the ratio asked for."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import format_binaries as binaries
import format_files as files
import format_references as references
from format_texts import planted, table_text


@dataclass(frozen=True)
class Spec:
    """`make(rows)` gives one file; `count` files of `rows` each are read for the speed."""

    name: str
    ending: str
    make: Callable[[int], bytes]
    rows: int
    reference: Callable[[Path], int]
    against: str
    target: float | None = None
    count: int = 1
    unit: str = "MB"
    enters: bool = False  # a container whose members are what the reference reads, too
    packs: bool = False  # whether all there is in it is a table in CSV
    grows: bool = True  # whether a larger file can be made

    def units(self, rows: int, size: int) -> float:
        """How much of what the speed is told in a file of so many rows and bytes has."""
        if self.unit in {"rows", "lines"}:
            return rows
        if self.unit == "pages":
            return files.pages(rows)
        if self.unit == "files":
            return 1.0
        return (len(table_text(rows)) if self.packs else size) / 1e6

    def planted(self, rows: int) -> int:
        """The numbers in a file. A mail has them in its text and in its table; a mail box has mails of 40."""
        if self.name == "mbox":
            return max(1, rows // 40) * 4
        return planted(rows) * (2 if self.name in {"eml", "msg"} else 1)


_TABLES = (
    Spec("xlsx", ".xlsx", files.xlsx, 20_000, references.calamine, "calamine", 0.6, unit="rows"),
    Spec("xls", ".xls", binaries.xls, 20_000, references.calamine, "calamine", 0.6, unit="rows"),
    Spec("xlsb", ".xlsb", binaries.xlsb, 20_000, references.calamine, "calamine", 0.6, unit="rows"),
    Spec("ods", ".ods", files.ods, 20_000, references.calamine, "calamine", 0.6, unit="rows"),
    Spec("sqlite", ".db", files.sqlite, 60_000, references.sqlite, "a bare select", 0.5, unit="rows"),
    Spec("parquet", ".parquet", files.parquet, 60_000, references.parquet, "pyarrow to CSV", 0.5, unit="rows"),
    Spec("orc", ".orc", files.orc, 60_000, references.orc, "pyarrow to CSV", 0.5, unit="rows"),
    Spec("arrow", ".arrow", files.feather, 60_000, references.arrow, "pyarrow to CSV", 0.5, unit="rows"),
    Spec("avro", ".avro", files.avro, 30_000, references.fastavro, "fastavro", 0.5, unit="rows"),
    Spec("dbase", ".dbf", binaries.dbf, 30_000, references.dbf, "a simple reader", 0.5, unit="rows"),
)
_TEXTS = (
    Spec("csv", ".csv", table_text, 100_000, references.csv_rows, "csv", unit="rows"),
    Spec("csv (rg)", ".csv", table_text, 100_000, references.ripgrep, "rg"),
    Spec("json", ".json", files.json_document, 20_000, references.json_loads, "json", 0.5),
    Spec("jsonl", ".jsonl", files.json_lines, 20_000, references.json_lines, "json", 0.5),
    Spec("xml", ".xml", files.xml, 20_000, references.expat, "expat", 0.5),
    Spec("html", ".html", files.html, 30_000, references.selectolax, "selectolax", 0.5),
    Spec("html table", ".html", files.html_table, 20_000, references.selectolax, "selectolax", 0.5),
    Spec("rtf", ".rtf", binaries.rtf, 10_000, references.striprtf, "striprtf", 0.5, unit="lines"),
)
_DOCUMENTS = (
    Spec("pdf", ".pdf", files.pdf, 9_000, references.pdfium, "PDFium", 0.7, unit="pages"),
    Spec("docx", ".docx", files.docx, 10_000, references.lxml_docx, "lxml", 0.6, unit="lines"),
    Spec("odt", ".odt", files.odt, 10_000, references.lxml_odt, "lxml", 0.6, unit="lines"),
    Spec("pptx", ".pptx", files.pptx, 6_000, references.lxml_pptx, "lxml", 0.6, unit="lines"),
    Spec("doc", ".doc", binaries.doc, 10_000, references.olefile, "olefile", count=4, unit="lines"),
    Spec("ppt", ".ppt", binaries.ppt, 10_000, references.olefile, "olefile", count=4, unit="lines"),
    Spec("eml", ".eml", files.eml, 200, references.email, "email", 0.6, count=100),
    Spec("mbox", ".mbox", files.mbox, 12_000, references.mbox, "mailbox", 0.6, enters=True),
    Spec("msg", ".msg", binaries.msg, 200, references.olefile, "olefile", count=50),
    Spec("image", ".jpg", binaries.jpeg, 10, references.pillow, "Pillow", count=200, unit="files", grows=False),
)
_ARCHIVES = (
    Spec("zip", ".zip", files.zipped, 100_000, references.isal_zip, "ISA-L", 0.6, packs=True),
    Spec(
        "gzip",
        ".gz",
        lambda rows: gzip.compress(table_text(rows)),
        100_000,
        references.isal_gzip,
        "ISA-L",
        0.6,
        packs=True,
    ),
    Spec(
        "bzip2", ".bz2", lambda rows: bz2.compress(table_text(rows)), 30_000, references.bzip2, "bz2", 0.6, packs=True
    ),
    Spec(
        "xz",
        ".xz",
        lambda rows: lzma.compress(table_text(rows), preset=1),
        50_000,
        references.xz,
        "lzma",
        0.6,
        packs=True,
    ),
    Spec("zstd", ".zst", files.zstd, 100_000, references.zstandard, "zstd", 0.6, packs=True),
    Spec("lz4", ".lz4", files.lz4, 100_000, references.lz4, "lz4", 0.6, packs=True),
    Spec("7z", ".7z", files.seven_zip, 30_000, references.seven_zip, "py7zr", 0.6, packs=True),
    Spec("tar", ".tar", files.tar, 100_000, references.tar, "tarfile", 0.6, packs=True),
    Spec("iso9660", ".iso", binaries.iso, 100_000, references.raw, "the bytes", packs=True),
    Spec("cab", ".cab", binaries.cab, 30_000, references.raw, "the bytes", packs=True),
    Spec("cpio", ".cpio", binaries.cpio, 100_000, references.raw, "the bytes", packs=True),
)
SPECS = (*_TABLES, *_TEXTS, *_DOCUMENTS, *_ARCHIVES)
