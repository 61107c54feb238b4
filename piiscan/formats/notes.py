"""What people should know of each format: how its files are called, what of them is not read, where a lock is judged.

Rule: a note is about a line of FORMATS, by its name, and says what is known to be missing, not what might be. What a
line can say itself (media type, library, extra) stands there. A test asks for a note for every format.
"""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A part of a format that only an extra reads."""

    what: str
    library: str
    extra: str


class Note(NamedTuple):
    """`files`: extensions, or words; `missing`: what is not read of it; `verdict`: whether a lock on it is judged.

    `reads` is false where all there is to say of such a file is the cipher.
    """

    files: str
    missing: str = ""
    verdict: bool = False
    parts: tuple[Part, ...] = ()
    reads: bool = True


_PICTURES = Part("words in pictures (with --ocr)", "tesserocr", "ocr")
_SCANS = Part("words of pages that are pictures (with --ocr)", "tesserocr", "ocr")
_NO_LAYOUT = "layout: texts have the place of their bytes, cells of tables are lines"
_LOCKS = "what is locked, without its password"
_KEYLESS = "all, without the key"
_VAULT = "values sealed by SOPS, Ansible and the like, without their key"

NOTES: dict[str, Note] = {
    "text": Note(".txt .log, sources", _VAULT, verdict=True),
    "markdown": Note(".md .markdown"),
    "delimited": Note(".csv .tsv .psv .tab"),
    "nacha": Note(".ach"),
    "tax-filing": Note(".txt (W-2, 1099, wages)", "amounts"),
    "loan-application": Note(".fnm (mortgage)", "amounts"),
    "metro-2": Note(".txt (credit)"),
    "metro-2-packed": Note(".dat (credit)"),
    "unclaimed": Note(".txt (NAUPA)", "amounts"),
    "ofx": Note(".ofx .qfx"),
    "swift": Note(".fin .mt940"),
    "fedwire": Note(".txt (funds transfers)"),
    "events": Note(".log .cef .leef"),
    "json": Note(".json .jsonl .ndjson", _VAULT, verdict=True),
    "json-rows": Note("JSON of rows below titles", _VAULT, verdict=True),
    "html": Note(".html .htm .xhtml", "what scripts would make of the page"),
    "xml": Note(".xml .svg", "external entities; elements that are encrypted", verdict=True),
    "yaml": Note(".yaml .yml", _VAULT, verdict=True),
    "hl7": Note(".hl7"),
    "x12": Note(".x12 .edi .834 .837"),
    "edifact": Note(".edi .edifact"),
    "qif": Note(".qif"),
    "fdf": Note(".fdf"),
    "vcard": Note(".vcf"),
    "calendar": Note(".ics"),
    "plist": Note(".plist"),
    "bson": Note(".bson", "code with a scope"),
    "cbor": Note(".cbor", "maps whose keys are maps or lists"),
    "ldif": Note(".ldif", "values that stand behind a URL"),
    "sql": Note(".sql", "binary dumps of databases"),
    "fixed-width": Note(".txt .dat", "layouts whose columns nothing shows: as text"),
    "eml": Note(".eml .emlx .mht", "parts that stand behind a URL"),
    "msg": Note(".msg .oft"),
    "tnef": Note("winmail.dat"),
    "pst": Note(".pst .ost .pab", 'messages inside messages, where the store has the "high" encoding'),
    "mbox": Note(".mbox .mbx"),
    "pdf": Note(
        ".pdf", f"{_LOCKS}; text drawn as lines; fonts that do not say their letters", verdict=True, parts=(_SCANS,)
    ),
    "docx": Note(".docx .docm .dotx .dotm", "what linked files hold", verdict=True),
    "pptx": Note(".pptx .pptm .ppsx .potx", "what linked files hold", verdict=True),
    "xlsx": Note(".xlsx .xlsm .xltx", "formulas that have no stored value", verdict=True),
    "xlsb": Note(".xlsb", "formulas that have no stored value", verdict=True),
    "odt": Note(".odt .ott .sxw", _LOCKS, verdict=True),
    "ods": Note(".ods .ots .sxc", _LOCKS, verdict=True),
    "odp": Note(".odp .otp .sxi", _LOCKS, verdict=True),
    "odg": Note(".odg .otg .sxd", _LOCKS, verdict=True),
    "odf": Note(".odb .odf .odc", _LOCKS, verdict=True),
    "office-xml": Note(".xml .xls .doc (2003, FileMaker)"),
    "odf-flat": Note(".fodt .fods .fodp .fodg"),
    "xls": Note(".xls .xlt", f"{_LOCKS}; Excel 4 and older", verdict=True),
    "ooxml-encrypted": Note(".docx .xlsx .pptx, locked", "all, without the password", verdict=True),
    "zip": Note(
        ".zip .jar .epub and others",
        f"{_LOCKS}; Shrink and Implode; sets of volumes",
        verdict=True,
        parts=(
            Part("members in Deflate64", "inflate64", "archives"),
            Part("members in PPMd", "pyppmd", "archives"),
        ),
    ),
    "tar": Note(".tar"),
    "gzip": Note(".gz .tgz"),
    "bzip2": Note(".bz2 .tbz2"),
    "xz": Note(".xz .txz"),
    "lzma": Note(".lzma"),
    "zstd": Note(".zst", "what was made with a dictionary that is not in the file"),
    "lz4": Note(".lz4", "the old frame (of Linux kernels)"),
    "zlib": Note(".zlib .zz"),
    "lzip": Note(".lz"),
    "compress": Note(".Z"),
    "7z": Note(".7z", f"{_LOCKS}; sets of volumes", verdict=True),
    "rar": Note(".rar", "compressed members: stored ones only; what is locked", verdict=True),
    "cab": Note(".cab", "members in Quantum; what goes on in another cabinet"),
    "iso9660": Note(".iso", "HFS"),
    "udf": Note(".udf .iso", "packets of rewritable discs; virtual partitions"),
    "cpio": Note(".cpio, initrd"),
    "ar": Note(".a .deb", "thin archives, whose members are elsewhere"),
    "rpm": Note(".rpm"),
    "openpgp": Note(".pgp .gpg .sig", "what is encrypted for a key, or without its password", verdict=True),
    "openpgp-armor": Note(".asc", "what is encrypted for a key, or without its password", verdict=True),
    "cms": Note(".p7m .p7s .p7b", "what is encrypted; texts that are only signed are read", verdict=True),
    "cms-pem": Note(".pem", "what is encrypted", verdict=True),
    "pkcs12": Note(".p12 .pfx", "keys and certificates", verdict=True, reads=False),
    "private-key": Note(".pem .key", "keys; the text beside them is read", verdict=True),
    "jose": Note("tokens: JWT, JWE", "what is encrypted", verdict=True),
    "jose-json": Note("the same in JSON", "what is encrypted", verdict=True),
    "disk": Note(".vhdx .vmdk .qcow2 .vdi .img", "files: texts as they stand in the bytes", verdict=True),
    "luks": Note("disks, .img", _KEYLESS, verdict=True, reads=False),
    "bitlocker": Note("disks, .img", _KEYLESS, verdict=True, reads=False),
    "filevault": Note(".dmg", _KEYLESS, verdict=True, reads=False),
    "keepass": Note(".kdbx .kdb", _KEYLESS, verdict=True, reads=False),
    "java-keys": Note(".jks .jceks .bks", _KEYLESS, verdict=True, reads=False),
    "opaque": Note("looks random, no header", "all", verdict=True, reads=False),
    "yenc": Note("posts with files in yEnc"),
    "base64": Note("a file of base64 only", "base64 of base64"),
    "image": Note(".jpg .png .tif .webp .jp2 .psd", "what they show, without --ocr: metadata only", parts=(_PICTURES,)),
    "emf": Note(".emf .emz", "pictures in it; texts that are kept as the shapes of letters"),
    "wmf": Note(".wmf .wmz", "pictures in it"),
    "media": Note(".mp3 .mp4 .wav .mkv .wma", "what is said and shown: metadata only"),
    "sqlite": Note(".sqlite .db", "databases locked as a whole: told as unknown data"),
    "sqlite-wal": Note(".sqlite-wal", "names of tables, where the database is not beside it"),
    "sqlite-journal": Note(".sqlite-journal", "names of tables"),
    "parquet": Note(".parquet", "encrypted columns", verdict=True),
    "orc": Note(".orc", "encrypted columns"),
    "arrow": Note(".arrow .feather"),
    "avro": Note(".avro", parts=(Part("blocks in Snappy", "pyarrow", "columnar"),)),
    "spss": Note(".sav .zsav", "what is locked", verdict=True),
    "spss-portable": Note(".por"),
    "sas": Note(".sas7bdat", "what is locked"),
    "sas-catalog": Note(".sas7bcat"),
    "sas-transport": Note(".xpt .v8xpt"),
    "stata": Note(".dta"),
    "r-data": Note(".rds .rda .RData", "functions"),
    "matlab": Note(".mat", "objects of classes"),
    "hdf5": Note(".h5 .hdf5 .mat", "layout: texts have the place of their bytes; compressed chunks"),
    "netcdf": Note(".nc", "layout: texts have the place of their bytes"),
    "npy": Note(".npy", "arrays of objects: their texts only"),
    "pickle": Note(".pkl .joblib", "objects: their texts in order, never loaded"),
    "python-compiled": Note(".pyc", "all but constants that are texts"),
    "access": Note(".mdb .accdb", "attachments; what is locked", verdict=True),
    "dbase": Note(".dbf", "tables locked by dBase IV", verdict=True),
    "doc": Note(".doc .dot", f"{_LOCKS}; Word 2 and older", verdict=True),
    "ppt": Note(".ppt .pps .pot", f"{_LOCKS}; PowerPoint 95 and older: texts as they stand", verdict=True),
    "vsd": Note(".vsd .vss .vst", _NO_LAYOUT),
    "vsdx": Note(".vsdx .vsdm .vssx"),
    "onenote": Note(".one .onetoc2", _NO_LAYOUT),
    "publisher": Note(".pub", _NO_LAYOUT),
    "ole": Note(".wps and others", _NO_LAYOUT),
    "ole-damaged": Note("damaged .doc .xls .msg", "all but texts as they stand in the bytes"),
    "rtf": Note(".rtf"),
}
