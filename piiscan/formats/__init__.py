"""The formats room: bytes in, text with places out. FORMATS is the table of what can be read.

To add a format: its file, a line here, and how it is told in `identify` or `signatures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.model import Blob


def _lazily(module: str, name: str) -> Extract:
    """An extract that imports its module, and so the library behind it, when it is first called."""

    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        found: Extract = getattr(import_module(f"piiscan.formats.{module}"), name)
        yield from found(blob, context)

    return extract


FORMATS: tuple[Format, ...] = (
    Format("text", "text/plain", _lazily("text", "extract_text")),
    Format("markdown", "text/markdown", _lazily("markdown", "extract_markdown")),
    Format("delimited", "text/csv", _lazily("delimited", "extract_delimited")),
    Format("nacha", "text/x-nacha", _lazily("nacha", "extract_nacha")),
    Format("ofx", "application/x-ofx", _lazily("ofx", "extract_ofx")),
    Format("swift", "text/x-swift-mt", _lazily("swift", "extract_swift")),
    Format("json", "application/json", _lazily("json_text", "extract_json")),
    Format("html", "text/html", _lazily("html", "extract_html")),
    Format("xml", "application/xml", _lazily("xml", "extract_xml")),
    Format("hl7", "application/hl7-v2", _lazily("hl7", "extract_hl7")),
    Format("x12", "application/edi-x12", _lazily("x12", "extract_x12")),
    Format("vcard", "text/vcard", _lazily("cards", "extract_vcard")),
    Format("ldif", "text/ldif", _lazily("cards", "extract_ldif")),
    Format("sql", "application/sql", _lazily("sql_dump", "extract_sql")),
    Format("fixed-width", "text/x-fixed-width", _lazily("fixed_width", "extract_fixed_width")),
    Format("eml", "message/rfc822", _lazily("eml", "extract_eml")),
    Format("mbox", "application/mbox", _lazily("mbox", "extract_mbox")),
    Format("pdf", "application/pdf", _lazily("pdf", "extract_pdf")),
    Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _lazily("docx", "extract_docx"),
    ),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _lazily("xlsx", "extract_xlsx"),
    ),
    Format("xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", _lazily("xls", "extract_xls")),
    Format("ods", "application/vnd.oasis.opendocument.spreadsheet", _lazily("xls", "extract_xls")),
    Format("xls", "application/vnd.ms-excel", _lazily("xls", "extract_xls")),
    Format("ooxml-encrypted", "application/x-ooxml-encrypted", _lazily("encrypted", "extract_ooxml")),
    Format("zip", "application/zip", _lazily("zip", "extract_zip")),
    Format("tar", "application/x-tar", _lazily("tar", "extract_tar")),
    Format("gzip", "application/gzip", _lazily("gzip", "extract_gzip")),
    Format("bzip2", "application/x-bzip2", _lazily("compressed", "extract_bzip2")),
    Format("xz", "application/x-xz", _lazily("compressed", "extract_xz")),
    Format("lzma", "application/x-lzma", _lazily("compressed", "extract_lzma")),
    Format("zstd", "application/zstd", _lazily("compressed", "extract_zstd")),
    Format("base64", "text/x-base64", _lazily("base64_text", "extract_base64")),
    Format("sqlite", "application/vnd.sqlite3", _lazily("sqlite", "extract_sqlite")),
    Format("sqlite-wal", "application/x-sqlite3-wal", _lazily("sqlite_pages", "extract_wal")),
    Format("sqlite-journal", "application/x-sqlite3-journal", _lazily("sqlite_pages", "extract_journal")),
    Format("parquet", "application/vnd.apache.parquet", _lazily("columnar", "extract_parquet"), "pyarrow", "columnar"),
    Format("orc", "application/vnd.apache.orc", _lazily("columnar", "extract_orc"), "pyarrow", "columnar"),
    Format("arrow", "application/vnd.apache.arrow.file", _lazily("columnar", "extract_arrow"), "pyarrow", "columnar"),
    Format("avro", "application/vnd.apache.avro", _lazily("avro", "extract_avro"), "fastavro", "columnar"),
    Format("dbase", "application/vnd.dbf", _lazily("dbase", "extract_dbase")),
    Format("rtf", "application/rtf", _lazily("unsupported", "extract_roughly")),
    Format("doc", "application/msword", _lazily("encrypted", "extract_legacy")),
    Format("ppt", "application/vnd.ms-powerpoint", _lazily("encrypted", "extract_legacy")),
)

BY_NAME = {format_.name: format_ for format_ in FORMATS}
