"""The formats room: bytes in, text with places out. FORMATS is the table of what can be read.

To add a format: its file, a line here, and how it is told in `identify` or `signatures`. Formats are in folders by
family, each with a map of its files; here is what all of them stand on.

What a format is, and which are here. `base`, `catalog`, `notes`, `optional`
Which one a blob has. `identify`, `glance`, `signatures`, `structure`, `unmarked`, `sniff`, `polyglot`, `own_report`,
`magic_type`
Bytes that are read more than once. `spool`, `spans`, `held`, `private_copy`
What stands beside or behind a file, and one file in parts. `siblings`, `behind`, `cuts`
What is left where a reader fails or there is none. `raw`, `unsupported`, `breakdown`
Loops over bytes in C, and the count of one byte. `kernel`, `counting`
Characters that markup writes as references. `references`

Text as it stands: `plain`, `tables`, `records`, `markup`, `objects`, `encoded`. Documents: `rich_text`, `office`,
`opendocument`, `sheets`, `compound`, `pdf`, `mail`, `pictures`. Data: `databases`, `datasets`. What holds files:
`archives`, `discs`. What is locked: `locks`. What they hand their texts to: `segments`.
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
    Format("text", "text/plain", _lazily("plain.text", "extract_text")),
    Format("markdown", "text/markdown", _lazily("tables.markdown", "extract_markdown")),
    Format("delimited", "text/csv", _lazily("tables.delimited", "extract_delimited")),
    Format("nacha", "text/x-nacha", _lazily("records.nacha", "extract_nacha")),
    Format("tax-filing", "text/x-tax-filing", _lazily("records.tax_filing", "extract_tax_filing")),
    Format("loan-application", "text/x-loan-application", _lazily("records.loan_application", "extract_application")),
    Format("metro-2", "text/x-metro-2", _lazily("records.metro_2", "extract_metro_2")),
    Format("metro-2-packed", "application/x-metro-2", _lazily("records.metro_2_packed", "extract_packed")),
    Format("unclaimed", "text/x-naupa", _lazily("records.unclaimed", "extract_unclaimed")),
    Format("ofx", "application/x-ofx", _lazily("records.ofx", "extract_ofx")),
    Format("swift", "text/x-swift-mt", _lazily("records.swift", "extract_swift")),
    Format("fedwire", "text/x-fedwire", _lazily("records.fedwire", "extract_fedwire")),
    Format("events", "text/x-security-events", _lazily("records.events", "extract_events")),
    Format("json", "application/json", _lazily("objects.json_text", "extract_json")),
    Format("json-rows", "application/json", _lazily("objects.json_rows", "extract_json_rows")),
    Format("yaml", "application/yaml", _lazily("objects.yaml_text", "extract_yaml")),
    Format("html", "text/html", _lazily("markup.html", "extract_html")),
    Format("xml", "application/xml", _lazily("markup.xml", "extract_xml")),
    Format("hl7", "application/hl7-v2", _lazily("records.hl7", "extract_hl7")),
    Format("x12", "application/edi-x12", _lazily("records.x12", "extract_x12")),
    Format("edifact", "application/edifact", _lazily("records.edifact", "extract_edifact")),
    Format("qif", "application/x-qif", _lazily("records.qif", "extract_qif")),
    Format("fdf", "application/vnd.fdf", _lazily("records.fdf", "extract_fdf")),
    Format("vcard", "text/vcard", _lazily("records.cards", "extract_vcard")),
    Format("calendar", "text/calendar", _lazily("records.calendar", "extract_calendar")),
    Format("plist", "application/x-plist", _lazily("objects.plist", "extract_plist")),
    Format("ldif", "text/ldif", _lazily("records.cards", "extract_ldif")),
    Format("sql", "application/sql", _lazily("databases.sql_dump", "extract_sql")),
    Format("fixed-width", "text/x-fixed-width", _lazily("tables.fixed_width", "extract_fixed_width")),
    Format("eml", "message/rfc822", _lazily("mail.eml", "extract_eml")),
    Format("msg", "application/vnd.ms-outlook", _lazily("mail.msg", "extract_msg", "compound"), "olefile"),
    Format("tnef", "application/vnd.ms-tnef", _lazily("mail.tnef", "extract_tnef")),
    Format("pst", "application/vnd.ms-outlook-pst", _lazily("mail.pst", "extract_pst", "pst"), "libpff-python", "mail"),
    Format("mbox", "application/mbox", _lazily("mail.mbox", "extract_mbox")),
    Format("pdf", "application/pdf", _lazily("pdf.pages", "extract_pdf", "pdf"), "pypdfium2"),
    Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _lazily("office.docx", "extract_docx", "zip"),
    ),
    Format(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _lazily("office.pptx", "extract_pptx", "zip"),
    ),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _lazily("sheets.xlsx", "extract_xlsx", "zip"),
        "numpy",
    ),
    Format(
        "xlsb",
        "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        _lazily("sheets.xlsb", "extract_xlsb", "zip"),
        "numpy",
    ),
    Format("odt", "application/vnd.oasis.opendocument.text", _lazily("opendocument.odf", "extract_odf", "zip")),
    Format("ods", "application/vnd.oasis.opendocument.spreadsheet", _lazily("opendocument.odf", "extract_odf", "zip")),
    Format("odp", "application/vnd.oasis.opendocument.presentation", _lazily("opendocument.odf", "extract_odf", "zip")),
    Format("odg", "application/vnd.oasis.opendocument.graphics", _lazily("opendocument.odf", "extract_odf", "zip")),
    Format("odf", "application/vnd.oasis.opendocument", _lazily("opendocument.odf", "extract_odf", "zip")),
    Format("office-xml", "application/vnd.ms-office.xml", _lazily("office.office_xml", "extract_office_xml")),
    Format("odf-flat", "application/vnd.oasis.opendocument.flat-xml", _lazily("opendocument.flat", "extract_flat")),
    Format("xls", "application/vnd.ms-excel", _lazily("sheets.xls_book", "extract_xls_book", "compound"), "olefile"),
    Format(
        "ooxml-encrypted",
        "application/x-ooxml-encrypted",
        _lazily("compound.encrypted", "extract_ooxml", "compound"),
        "msoffcrypto-tool",
    ),
    Format("zip", "application/zip", _lazily("archives.zip", "extract_zip", "zip"), "isal"),
    Format("tar", "application/x-tar", _lazily("archives.tar", "extract_tar")),
    Format("gzip", "application/gzip", _lazily("archives.gzip", "extract_gzip"), "isal"),
    Format("bzip2", "application/x-bzip2", _lazily("archives.compressed", "extract_bzip2")),
    Format("xz", "application/x-xz", _lazily("archives.compressed", "extract_xz")),
    Format("lzma", "application/x-lzma", _lazily("archives.compressed", "extract_lzma")),
    Format("zlib", "application/zlib", _lazily("archives.zlib_stream", "extract_zlib")),
    Format("zstd", "application/zstd", _lazily("archives.compressed", "extract_zstd")),
    Format("lz4", "application/x-lz4", _lazily("archives.lz", "extract_lz4"), "lz4", "archives"),
    Format("lzip", "application/x-lzip", _lazily("archives.lz", "extract_lzip")),
    Format("compress", "application/x-compress", _lazily("archives.lz", "extract_compress")),
    Format("7z", "application/x-7z-compressed", _lazily("archives.seven_zip", "extract_7z", "7z"), "py7zr", "archives"),
    Format("rar", "application/vnd.rar", _lazily("archives.rar", "extract_rar")),
    Format("cab", "application/vnd.ms-cab-compressed", _lazily("archives.cab", "extract_cab", "cabinet")),
    Format("iso9660", "application/x-iso9660-image", _lazily("discs.iso9660", "extract_iso", "disc")),
    Format("udf", "application/x-udf-image", _lazily("discs.udf", "extract_udf")),
    Format("cpio", "application/x-cpio", _lazily("archives.cpio", "extract_cpio", "cpio")),
    Format("ar", "application/x-archive", _lazily("archives.ar", "extract_ar")),
    Format("rpm", "application/x-rpm", _lazily("archives.rpm", "extract_rpm")),
    Format("openpgp", "application/pgp-encrypted", _lazily("locks.openpgp", "extract_openpgp")),
    Format("openpgp-armor", "application/pgp-encrypted", _lazily("locks.openpgp", "extract_armored")),
    Format("cms", "application/pkcs7-mime", _lazily("locks.cms", "extract_cms")),
    Format("cms-pem", "application/pkcs7-mime", _lazily("locks.cms", "extract_pem")),
    Format("pkcs12", "application/x-pkcs12", _lazily("locks.cms", "extract_pkcs12")),
    Format("private-key", "application/x-pem-file", _lazily("locks.cms", "extract_private_key")),
    Format("cbor", "application/cbor", _lazily("objects.cbor", "extract_cbor")),
    Format("bson", "application/bson", _lazily("objects.bson", "extract_bson")),
    Format("jose", "application/jose", _lazily("locks.jose", "extract_jose")),
    Format("jose-json", "application/jose+json", _lazily("locks.jose", "extract_jose_json")),
    Format("disk", "application/x-raw-disk-image", _lazily("discs.disks", "extract_disk")),
    Format("luks", "application/x-luks", _lazily("locks.volumes", "extract_luks")),
    Format("bitlocker", "application/x-bitlocker", _lazily("locks.volumes", "extract_bitlocker")),
    Format("filevault", "application/x-apple-diskimage", _lazily("locks.volumes", "extract_filevault")),
    Format("keepass", "application/x-keepass2", _lazily("locks.volumes", "extract_keepass")),
    Format("java-keys", "application/x-java-keystore", _lazily("locks.volumes", "extract_java_keys")),
    Format("opaque", "application/octet-stream", _lazily("locks.volumes", "extract_opaque")),
    Format("base64", "text/x-base64", _lazily("encoded.base64_text", "extract_base64")),
    Format("yenc", "text/x-yenc", _lazily("encoded.yenc", "extract_yenc")),
    Format(
        "image", "image/jpeg", _lazily("pictures.image", "extract_image")
    ),  # and its like: `identify` names the type
    Format("emf", "image/emf", _lazily("pictures.metafile", "extract_emf")),
    Format("wmf", "image/wmf", _lazily("pictures.metafile", "extract_wmf")),
    Format("media", "audio/mpeg", _lazily("pictures.media", "extract_media", "riff")),
    Format("sqlite", "application/vnd.sqlite3", _lazily("databases.sqlite", "extract_sqlite", "sqlite")),
    Format("sqlite-wal", "application/x-sqlite3-wal", _lazily("databases.sqlite_pages", "extract_wal")),
    Format("sqlite-journal", "application/x-sqlite3-journal", _lazily("databases.sqlite_pages", "extract_journal")),
    Format(
        "parquet",
        "application/vnd.apache.parquet",
        _lazily("datasets.columnar", "extract_parquet"),
        "pyarrow",
        "columnar",
    ),
    Format("orc", "application/vnd.apache.orc", _lazily("datasets.columnar", "extract_orc"), "pyarrow", "columnar"),
    Format(
        "arrow",
        "application/vnd.apache.arrow.file",
        _lazily("datasets.columnar", "extract_arrow"),
        "pyarrow",
        "columnar",
    ),
    Format("avro", "application/vnd.apache.avro", _lazily("datasets.avro", "extract_avro"), "fastavro", "columnar"),
    Format("dbase", "application/vnd.dbf", _lazily("databases.dbase", "extract_dbase", "dbase")),
    Format("spss", "application/x-spss-sav", _lazily("datasets.readstat", "extract_spss"), "pyreadstat", "stats"),
    Format(
        "spss-portable",
        "application/x-spss-por",
        _lazily("datasets.readstat", "extract_spss_portable"),
        "pyreadstat",
        "stats",
    ),
    Format("sas", "application/x-sas-data", _lazily("datasets.readstat", "extract_sas"), "pyreadstat", "stats"),
    Format(
        "sas-catalog",
        "application/x-sas-catalog",
        _lazily("datasets.readstat", "extract_catalog"),
        "pyreadstat",
        "stats",
    ),
    Format("sas-transport", "application/x-sas-xport", _lazily("datasets.xport", "extract_xport")),
    Format("stata", "application/x-stata-dta", _lazily("datasets.readstat", "extract_stata"), "pyreadstat", "stats"),
    Format("access", "application/x-msaccess", _lazily("databases.access", "extract_access")),
    Format("pickle", "application/x-pickle", _lazily("datasets.pickles", "extract_pickle")),  # a program: never loaded
    Format("npy", "application/x-npy", _lazily("datasets.npy", "extract_npy", "npy")),
    Format("matlab", "application/x-matlab-data", _lazily("datasets.mat", "extract_mat")),
    Format("hdf5", "application/x-hdf5", _lazily("datasets.science", "extract_hdf5")),
    Format("netcdf", "application/x-netcdf", _lazily("datasets.science", "extract_netcdf")),
    Format("python-compiled", "application/x-python-bytecode", _lazily("datasets.compiled", "extract_compiled")),
    Format("r-data", "application/x-r-data", _lazily("datasets.r_data", "extract_r")),
    Format("doc", "application/msword", _lazily("compound.doc", "extract_doc", "compound"), "olefile"),
    Format("ppt", "application/vnd.ms-powerpoint", _lazily("compound.ppt", "extract_ppt", "compound"), "olefile"),
    Format("vsd", "application/vnd.visio", _lazily("compound.visio", "extract_visio", "compound"), "olefile"),
    Format("vsdx", "application/vnd.ms-visio.drawing.main+xml", _lazily("office.vsdx", "extract_vsdx", "zip")),
    Format("onenote", "application/onenote", _lazily("compound.onenote", "extract_onenote")),
    Format(
        "publisher", "application/vnd.ms-publisher", _lazily("compound.ole_any", "extract_ole", "compound"), "olefile"
    ),
    Format("ole", "application/x-ole-storage", _lazily("compound.ole_any", "extract_ole", "compound"), "olefile"),
    Format("ole-damaged", "application/x-ole-storage", _lazily("compound.ole_any", "extract_damaged")),
    Format("rtf", "application/rtf", _lazily("rich_text.rtf", "extract_rtf", "rtf")),
)

BY_NAME = {format_.name: format_ for format_ in FORMATS}
