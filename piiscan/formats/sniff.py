"""What kind of text the first bytes of a text are. Content decides; the name breaks ties."""

from __future__ import annotations

import codecs
import re

from piiscan.formats.objects.json_signs import are_rows
from piiscan.formats.plain.text import encoding_of, is_unusual
from piiscan.formats.records.filed import filed_kind
from piiscan.formats.records.marks import record_kind
from piiscan.formats.tables.drawn import has_table
from piiscan.formats.tables.fixed_columns import columns_of
from piiscan.formats.tables.frames import has_frame
from piiscan.formats.tables.ruled import has_ruled
from piiscan.formats.tables.unnamed import looks_delimited
from piiscan.later import later

# Bytes text is made of: printable ASCII, the blanks and separators editors and terminals write, and all
# above ASCII.
_TEXT = bytes({*range(0x20, 0x7F), *b"\b\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f", *range(0x80, 0x100)})

_CODE_WORDS = (
    "bash bat c cc cfg cmd conf cpp cs css go h hpp ini java js jsx less log lua m md mjs php pl ps1"
    " py r rb rs rst scala scss sh sql swift tex toml ts tsx vb yaml yml"
)
_TEXT_NAMES = (".csv", ".json", ".jsonl", ".log", ".out", ".sql", ".tsv", ".txt", ".xml")
_FILLING, _LEAST = 512, 16  # bytes of zeros, and of text beside them
_BLANK = re.compile(rb"[ \n]")
_CODE = frozenset(_CODE_WORDS.split())
_MARKDOWN = frozenset({"md", "markdown", "mdown", "mkd"})
_SHORT = 2048
_SHELLS = frozenset({"sql", "log"})  # may hold what the shell of a database printed
_DELIMITED = frozenset({"csv", "tsv", "psv", "tab"})
_PARTING = (b"\x01", b"\x02", b"\x14")  # Hive, and the load files of discovery
_HTML = frozenset({"html", "htm", "xhtml", "mht", "mhtml", "asp", "aspx", "jsp", "php", "vml"})


JSON_HEAD = later(rb'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[{\["\]]|-?\d[\d.eE+-]*\s*(?:,|\]\s*$)|true\b|false\b|null\b|$))')
_SWIFT_HEAD = 500  # bytes: the first field of a message is within
ONE_WORD = re.compile(rb"[A-Za-z0-9+/\r\n]+={0,2}\s*")
"""Of the letters of base64, in one line or several."""
_FLAT_ODF = later(rb"<\w+:document\s[^>]*\bxmlns:\w+=[\"']urn:oasis:names:tc:opendocument:")
_OFX_HEAD = later(rb"\s*OFXHEADER:\s*1")
# What some banks write: the head of OFX 2, which is XML, and elements without end tags as those of OFX 1.
_OFX_DRESSED = later(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?OFX\b[^>]*>\s*)?<OFX>")
_NO_END_TAG = later(rb"<([A-Z][A-Z0-9.]*)>[^<>\r\n]*[^<>\s][^<>\r\n]*\r?\n\s*<(?!/\1>)")
_HTML_HEAD = later(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*+)*+)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PLIST = later(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist\b[^>]*>\s*)?<plist\b", re.IGNORECASE)
_HTML_TAG = later(
    rb"<(?:title|meta|table|tr|div|p|br|span|script|style|font|a|b|h[1-6]|ul|center)(?=[\s>/])[^<]*>",
    re.IGNORECASE,
)
_OPENED = re.compile(rb"\s*<(?!\?php\b)", re.IGNORECASE)  # code alone is no page: "=>" would end a tag that is none
_XML_HEAD = later(rb"\s*<(?:\?xml\b|[A-Za-z_][\w.:-]*(?:\s+[\w.:-]+\s*=|\s*/?>|\s)|!DOCTYPE\s+[A-Za-z_]|!--)")
_FIELDS = later(rb"(?:[!-9;-~]{1,76}:[ \t]?[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*+)*+")
_FIELD = re.compile(rb"[!-9;-~]{1,76}:")
_NAME = re.compile(rb"\n([A-Za-z-]+):")  # of a field; as a line that goes on begins with a blank
_YAML = frozenset({"yaml", "yml"})
_RECORDS = frozenset({"dat", "data", "fix", "fwf", "asc"})
_SHORTEST_RECORD = 20  # characters
_YAML_LINE = later(rb"^[ \t]*(?:-[ \t]+)*(?:[\w.\"'/-]{1,99}[ \w.\"'/-]{0,99}:(?:\s|\Z)|-[ \t]\S|[\[{])", re.MULTILINE)
_SAVED = frozenset({"mht", "mhtml"})
NOT_JSON = _CODE - {"log", "cfg", "conf"}
"""Extensions of what is no JSON however it begins,"""
DECIDING = frozenset({"cbor"}) | _YAML | _DELIMITED | _MARKDOWN
"""and those that make another kind of a text that nothing in it makes one."""
_LENGTH = re.compile(rb"\d{1,10}[ \t]*\r?\n")
_MAIL = frozenset(
    b"from to cc bcc subject date sender reply-to message-id received return-path mime-version"
    b" content-type content-transfer-encoding delivered-to in-reply-to references dkim-signature arc-seal"
    b" authentication-results x-mailer x-originating-ip x-received resent-from resent-to importance"
    b" thread-topic thread-index".split()
)


def as_text(head: bytes) -> bytes | None:
    """The head as an ASCII superset if it is text in any encoding, None if it is binary.

    One odd control character in a hundred is still text (a log with a stray byte); zero bytes are not, unless
    they stand as in UTF-16 or UTF-32.
    """
    if head.isascii() and not head.translate(None, _TEXT) and not (b"\x1b" in head and b"\x1b$" in head):
        return head  # nearly all text: what follows would say so too
    encoding, mark = encoding_of(head)
    if encoding != "ascii-superset":
        text = head[mark:].decode(encoding, "replace")
        strange = text.count("\ufffd") + text.count("\0")
        return None if strange * 50 > len(text) + 50 else text.encode("utf-8", "replace")
    head = head[mark:]
    if is_unusual(head):
        from piiscan.formats.plain.recoded import text_of

        text_in = text_of(head)
        if text_in is not None:
            return text_in
    if head.count(0) * 200 > len(head):
        return None
    odd = head.translate(None, _TEXT)
    if len(odd) * 100 > len(head) and not _parts_fields(odd):
        return None
    # Above ASCII anything may stand: text in some code page. What is compressed or encrypted has control
    # characters all over, one byte in nine, and does not come here.
    return head


def filled_up(head: bytes, name: str) -> bytes | None:
    """The text in a head whose rest is zeros to its end or from its beginning, None if it is not so.

    A file allocated ahead looks like that, and a log emptied while it was written. Of zeros alone the name decides.
    """
    inside = head.strip(b"\0")
    if not inside:
        return b"" if name.lower().endswith(_TEXT_NAMES) else None
    if len(head) - len(inside) < _FILLING or len(inside) < _LEAST or not _BLANK.search(inside):
        return None
    return as_text(inside)


def between_zeros(head: bytes) -> bytes | None:
    """The head of a text with zero bytes in it, blanks in their place: records padded with them, a damaged disk.

    Strict, because most binary data has zeros: all that is not zero must read as text.
    """
    rest = head.replace(b"\0", b"")
    if len(rest) * 16 < len(head) or rest.translate(None, _TEXT):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(rest)
    except UnicodeDecodeError:
        return None
    return head.replace(b"\0", b" ")


def _parts_fields(odd: bytes) -> bool:
    """Whether the control characters of a text are all of one kind that parts fields, as in Hive and FIX."""
    return odd[:1] in _PARTING and not odd.strip(odd[:1])


def _of_bank(text: bytes) -> str:
    """A format of banks, "" for none."""
    if text.find(b":20:", 0, _SWIFT_HEAD) >= 0:
        from piiscan.formats.records.swift import is_swift

        if is_swift(text):
            return "swift"
    if _OFX_HEAD.match(text):
        return "ofx"
    if text.startswith(b"{1500}"):
        from piiscan.formats.records.fedwire import is_fedwire

        if is_fedwire(text):
            return "fedwire"
    return ""


def _told_by_content(text: bytes) -> str | None:
    """A format that has one way to begin. What knows it well is loaded where a text may be one."""
    filed = filed_kind(text)
    if filed:
        return filed
    bank = _of_bank(text)
    if bank:
        return bank
    if text.find(b"EF:") >= 0:
        from piiscan.formats.records.events import are_events

        if are_events(text):
            return "events"
    if b"<" in text and b":tc:opendocument:" in text and _FLAT_ODF.search(text):
        return "odf-flat"
    if ONE_WORD.fullmatch(text):
        from piiscan.formats.encoded.base64_text import is_base64

        if is_base64(text):
            return "base64"
    return None


def text_kind(text: bytes, name: str) -> str:
    """The name of the format of a text: nacha, swift, ofx, base64, json, html, xml, eml, delimited, or text."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    told = _told_by_content(text)
    if told is not None:
        return told
    marked = record_kind(text)
    if marked:
        return marked
    if JSON_HEAD.match(text) and extension not in NOT_JSON:
        return "json-rows" if are_rows(text) else "json"
    if extension in _SAVED and _is_mail(text, extension):
        return "eml"  # a page saved with all its parts is a mail, whatever tags stand in it
    if b"<" in text:
        kind = _markup(text, extension)
        if kind:
            return kind
    if _is_mail(text, extension):
        return "mbox" if text.startswith(b"From ") and extension != "eml" else "eml"
    return lines_kind(text, extension)


def lines_kind(text: bytes, extension: str) -> str:
    """What kind of lines a text is of that says nothing of itself."""
    if text.startswith(b"%YAML") or (extension in _YAML and _YAML_LINE.search(text)):
        return "yaml"
    if extension in _DELIMITED or (extension not in _CODE and looks_delimited(text)):
        return "delimited"
    drawn = extension not in _CODE - _MARKDOWN - _SHELLS and (has_table(text) or has_frame(text))
    if drawn or (extension in _MARKDOWN and len(text) > _SHORT):  # one may stand further down
        return "markdown"
    if extension not in _CODE and _looks_fixed(text, extension):
        return "fixed-width"
    return "markdown" if extension not in _CODE - _SHELLS and has_ruled(text) else "text"


def _looks_fixed(text: bytes, extension: str) -> bool:
    if b"  " not in text:  # no padding, no columns
        return False
    lines = text.decode("utf-8", "replace").splitlines()
    if len(text) > 2048 and len(lines) > 3:
        lines.pop()  # cut off by the look at the head
    return columns_of(lines) is not None or (extension in _RECORDS and _of_one_length(lines))


def _of_one_length(lines: list[str]) -> bool:
    """Whether lines may be records that a copybook beside the file tells of."""
    lengths = {len(line.rstrip("\r")) for line in lines}
    return len(lengths) == 1 and max(lengths) >= _SHORTEST_RECORD


def _markup(text: bytes, extension: str) -> str | None:
    if _HTML_HEAD.match(text):
        return "html"
    if _PLIST.match(text):
        return "plist"
    if _OFX_DRESSED.match(text) and _NO_END_TAG.search(text):
        return "ofx"
    if _XML_HEAD.match(text) and not (extension in _HTML and extension != "xhtml"):
        declared = text.lstrip().startswith(b"<?xml")
        if declared or extension not in _CODE:
            if not declared and len(_HTML_TAG.findall(text)) >= 2 and extension not in {"xml", "svg"}:
                return "html"
            return _kind_of_xml(text)
    if extension in _HTML and (_HTML_TAG.search(text) or _OPENED.match(text)):
        return "html"
    return None


def _kind_of_xml(text: bytes) -> str:
    if b"microsoft" in text or b"<FMPXMLRESULT" in text:
        from piiscan.formats.office.office_xml import is_office_xml

        if is_office_xml(text):
            return "office-xml"
    return "xml"


def _is_mail(text: bytes, extension: str) -> bool:
    """Whether the text begins with a header block: known fields on top, nothing else among them."""
    position = 0
    # The line mail boxes put between messages, or the length Apple Mail puts in front of each.
    if text.startswith((b"From ", b">From ")) or (extension == "emlx" and _LENGTH.match(text)):
        position = text.find(b"\n") + 1
    if _FIELD.match(text, position) is None:
        return False  # nearly all text: no field, none known
    fields = _FIELDS.match(text, position)
    end = fields.end() if fields else position
    known = sum(name.lower() in _MAIL for name in _NAME.findall(b"\n" + text[position:end]))
    ended = end >= len(text) or text.startswith((b"\r\n", b"\n"), end)
    # A part that was signed begins with its type, and may have no other field (RFC 8551, 3.1).
    alone = extension in {"eml", "emlx", *_SAVED} or text[:13].lower() == b"content-type:"
    return known >= (1 if alone else 2) and (ended or known >= 4)
