"""The formats room: bytes in, text with places out. FORMATS is the table of what can be read.

To add a format: its file, a line here, and how it is told in `identify` or `signatures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.model import Blob, Unscannable


def _lazily(module: str, name: str, end: str = "") -> Extract:
    """An extract that imports its module, and so the library behind it, when it is first called.

    Where `end` tells how the end of such a file is found, what stands behind it is read, too.
    """

    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        found: Extract = getattr(import_module(f"piiscan.formats.{module}"), name)
        yield from found(blob, context)

    def whole(blob: Blob, context: Context) -> Iterator[Extracted]:
        from piiscan.formats.behind import behind

        try:
            yield from extract(blob, context)
        except Unscannable:
            yield from behind(end, blob, context)
            raise
        yield from behind(end, blob, context)

    return whole if end else extract


FORMATS: tuple[Format, ...] = (
    Format("text", "text/plain", _lazily("text", "extract_text")),
    Format("markdown", "text/markdown", _lazily("markdown", "extract_markdown")),
    Format("delimited", "text/csv", _lazily("delimited", "extract_delimited")),
    Format("nacha", "text/x-nacha", _lazily("nacha", "extract_nacha")),
    Format("tax-filing", "text/x-tax-filing", _lazily("tax_filing", "extract_tax_filing")),
    Format("metro-2", "text/x-metro-2", _lazily("metro_2", "extract_metro_2")),
    Format("ofx", "application/x-ofx", _lazily("ofx", "extract_ofx")),
    Format("swift", "text/x-swift-mt", _lazily("swift", "extract_swift")),
    Format("json", "application/json", _lazily("json_text", "extract_json")),
    Format("yaml", "application/yaml", _lazily("yaml_text", "extract_yaml")),
    Format("html", "text/html", _lazily("html", "extract_html")),
    Format("xml", "application/xml", _lazily("xml", "extract_xml")),
    Format("hl7", "application/hl7-v2", _lazily("hl7", "extract_hl7")),
    Format("x12", "application/edi-x12", _lazily("x12", "extract_x12")),
    Format("edifact", "application/edifact", _lazily("edifact", "extract_edifact")),
    Format("qif", "application/x-qif", _lazily("qif", "extract_qif")),
    Format("vcard", "text/vcard", _lazily("cards", "extract_vcard")),
    Format("calendar", "text/calendar", _lazily("calendar", "extract_calendar")),
    Format("plist", "application/x-plist", _lazily("plist", "extract_plist")),
    Format("ldif", "text/ldif", _lazily("cards", "extract_ldif")),
    Format("sql", "application/sql", _lazily("sql_dump", "extract_sql")),
    Format("fixed-width", "text/x-fixed-width", _lazily("fixed_width", "extract_fixed_width")),
    Format("eml", "message/rfc822", _lazily("eml", "extract_eml")),
    Format("msg", "application/vnd.ms-outlook", _lazily("msg", "extract_msg", "compound"), "olefile"),
    Format("tnef", "application/vnd.ms-tnef", _lazily("tnef", "extract_tnef")),
    Format("pst", "application/vnd.ms-outlook-pst", _lazily("pst", "extract_pst", "pst"), "libpff-python", "mail"),
    Format("mbox", "application/mbox", _lazily("mbox", "extract_mbox")),
    Format("pdf", "application/pdf", _lazily("pdf", "extract_pdf", "pdf"), "pypdfium2"),
    Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _lazily("docx", "extract_docx", "zip"),
    ),
    Format(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _lazily("pptx", "extract_pptx", "zip"),
    ),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _lazily("xlsx", "extract_xlsx", "zip"),
        "numpy",
    ),
    Format(
        "xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12", _lazily("xlsb", "extract_xlsb", "zip"), "numpy"
    ),
    Format("odt", "application/vnd.oasis.opendocument.text", _lazily("odf", "extract_odf", "zip")),
    Format("ods", "application/vnd.oasis.opendocument.spreadsheet", _lazily("odf", "extract_odf", "zip")),
    Format("odp", "application/vnd.oasis.opendocument.presentation", _lazily("odf", "extract_odf", "zip")),
    Format("odg", "application/vnd.oasis.opendocument.graphics", _lazily("odf", "extract_odf", "zip")),
    Format("odf", "application/vnd.oasis.opendocument", _lazily("odf", "extract_odf", "zip")),
    Format("office-xml", "application/vnd.ms-office.xml", _lazily("office_xml", "extract_office_xml")),
    Format("odf-flat", "application/vnd.oasis.opendocument.flat-xml", _lazily("odf_flat", "extract_flat")),
    Format("xls", "application/vnd.ms-excel", _lazily("xls_book", "extract_xls_book", "compound"), "olefile"),
    Format(
        "ooxml-encrypted",
        "application/x-ooxml-encrypted",
        _lazily("encrypted", "extract_ooxml", "compound"),
        "msoffcrypto-tool",
    ),
    Format("zip", "application/zip", _lazily("zip", "extract_zip", "zip"), "isal"),
    Format("tar", "application/x-tar", _lazily("tar", "extract_tar")),
    Format("gzip", "application/gzip", _lazily("gzip", "extract_gzip"), "isal"),
    Format("bzip2", "application/x-bzip2", _lazily("compressed", "extract_bzip2")),
    Format("xz", "application/x-xz", _lazily("compressed", "extract_xz")),
    Format("lzma", "application/x-lzma", _lazily("compressed", "extract_lzma")),
    Format("zlib", "application/zlib", _lazily("zlib_stream", "extract_zlib")),
    Format("zstd", "application/zstd", _lazily("compressed", "extract_zstd")),
    Format("lz4", "application/x-lz4", _lazily("lz", "extract_lz4"), "lz4", "archives"),
    Format("lzip", "application/x-lzip", _lazily("lz", "extract_lzip")),
    Format("compress", "application/x-compress", _lazily("lz", "extract_compress")),
    Format("7z", "application/x-7z-compressed", _lazily("seven_zip", "extract_7z", "7z"), "py7zr", "archives"),
    Format("rar", "application/vnd.rar", _lazily("rar", "extract_rar")),
    Format("cab", "application/vnd.ms-cab-compressed", _lazily("cab", "extract_cab", "cabinet")),
    Format("iso9660", "application/x-iso9660-image", _lazily("iso9660", "extract_iso", "disc")),
    Format("udf", "application/x-udf-image", _lazily("udf", "extract_udf")),
    Format("cpio", "application/x-cpio", _lazily("cpio", "extract_cpio", "cpio")),
    Format("ar", "application/x-archive", _lazily("ar", "extract_ar")),
    Format("rpm", "application/x-rpm", _lazily("rpm", "extract_rpm")),
    Format("openpgp", "application/pgp-encrypted", _lazily("openpgp", "extract_openpgp")),
    Format("openpgp-armor", "application/pgp-encrypted", _lazily("openpgp", "extract_armored")),
    Format("cms", "application/pkcs7-mime", _lazily("cms", "extract_cms")),
    Format("cms-pem", "application/pkcs7-mime", _lazily("cms", "extract_pem")),
    Format("pkcs12", "application/x-pkcs12", _lazily("cms", "extract_pkcs12")),
    Format("private-key", "application/x-pem-file", _lazily("cms", "extract_private_key")),
    Format("cbor", "application/cbor", _lazily("cbor", "extract_cbor")),
    Format("bson", "application/bson", _lazily("bson", "extract_bson")),
    Format("jose", "application/jose", _lazily("jose", "extract_jose")),
    Format("jose-json", "application/jose+json", _lazily("jose", "extract_jose_json")),
    Format("disk", "application/x-raw-disk-image", _lazily("disks", "extract_disk")),
    Format("luks", "application/x-luks", _lazily("volumes", "extract_luks")),
    Format("bitlocker", "application/x-bitlocker", _lazily("volumes", "extract_bitlocker")),
    Format("filevault", "application/x-apple-diskimage", _lazily("volumes", "extract_filevault")),
    Format("keepass", "application/x-keepass2", _lazily("volumes", "extract_keepass")),
    Format("java-keys", "application/x-java-keystore", _lazily("volumes", "extract_java_keys")),
    Format("opaque", "application/octet-stream", _lazily("volumes", "extract_opaque")),
    Format("base64", "text/x-base64", _lazily("base64_text", "extract_base64")),
    Format("yenc", "text/x-yenc", _lazily("yenc", "extract_yenc")),
    Format("image", "image/jpeg", _lazily("image", "extract_image")),  # and its like: `identify` names the type
    Format("emf", "image/emf", _lazily("metafile", "extract_emf")),
    Format("wmf", "image/wmf", _lazily("metafile", "extract_wmf")),
    Format("media", "audio/mpeg", _lazily("media", "extract_media", "riff")),
    Format("sqlite", "application/vnd.sqlite3", _lazily("sqlite", "extract_sqlite", "sqlite")),
    Format("sqlite-wal", "application/x-sqlite3-wal", _lazily("sqlite_pages", "extract_wal")),
    Format("sqlite-journal", "application/x-sqlite3-journal", _lazily("sqlite_pages", "extract_journal")),
    Format("parquet", "application/vnd.apache.parquet", _lazily("columnar", "extract_parquet"), "pyarrow", "columnar"),
    Format("orc", "application/vnd.apache.orc", _lazily("columnar", "extract_orc"), "pyarrow", "columnar"),
    Format("arrow", "application/vnd.apache.arrow.file", _lazily("columnar", "extract_arrow"), "pyarrow", "columnar"),
    Format("avro", "application/vnd.apache.avro", _lazily("avro", "extract_avro"), "fastavro", "columnar"),
    Format("dbase", "application/vnd.dbf", _lazily("dbase", "extract_dbase", "dbase")),
    Format("spss", "application/x-spss-sav", _lazily("readstat", "extract_spss"), "pyreadstat", "stats"),
    Format(
        "spss-portable",
        "application/x-spss-por",
        _lazily("readstat", "extract_spss_portable"),
        "pyreadstat",
        "stats",
    ),
    Format("sas", "application/x-sas-data", _lazily("readstat", "extract_sas"), "pyreadstat", "stats"),
    Format("sas-catalog", "application/x-sas-catalog", _lazily("readstat", "extract_catalog"), "pyreadstat", "stats"),
    Format("sas-transport", "application/x-sas-xport", _lazily("xport", "extract_xport")),
    Format("stata", "application/x-stata-dta", _lazily("readstat", "extract_stata"), "pyreadstat", "stats"),
    Format("access", "application/x-msaccess", _lazily("access", "extract_access")),
    Format("pickle", "application/x-pickle", _lazily("pickles", "extract_pickle")),  # a program: never loaded
    Format("npy", "application/x-npy", _lazily("npy", "extract_npy", "npy")),
    Format("matlab", "application/x-matlab-data", _lazily("mat", "extract_mat")),
    Format("hdf5", "application/x-hdf5", _lazily("science", "extract_hdf5")),
    Format("netcdf", "application/x-netcdf", _lazily("science", "extract_netcdf")),
    Format("python-compiled", "application/x-python-bytecode", _lazily("science", "extract_compiled")),
    Format("r-data", "application/x-r-data", _lazily("r_data", "extract_r")),
    Format("doc", "application/msword", _lazily("doc", "extract_doc", "compound"), "olefile"),
    Format("ppt", "application/vnd.ms-powerpoint", _lazily("ppt", "extract_ppt", "compound"), "olefile"),
    Format("vsd", "application/vnd.visio", _lazily("visio", "extract_visio", "compound"), "olefile"),
    Format("vsdx", "application/vnd.ms-visio.drawing.main+xml", _lazily("vsdx", "extract_vsdx", "zip")),
    Format("onenote", "application/onenote", _lazily("onenote", "extract_onenote")),
    Format("publisher", "application/vnd.ms-publisher", _lazily("ole_any", "extract_ole", "compound"), "olefile"),
    Format("ole", "application/x-ole-storage", _lazily("ole_any", "extract_ole", "compound"), "olefile"),
    Format("ole-damaged", "application/x-ole-storage", _lazily("ole_any", "extract_damaged")),
    Format("rtf", "application/rtf", _lazily("rtf", "extract_rtf", "rtf")),
)

BY_NAME = {format_.name: format_ for format_ in FORMATS}
