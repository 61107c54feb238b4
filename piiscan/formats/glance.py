"""The format of a text, or of JSON, at a glance: what `identify` says of nearly all of them, sooner.

Rule: the same answer, or none. What is asked here is whether anything in the first bytes could make it another one:
signs that some format is told by, and how the marks of all others begin. A test holds it to the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from piiscan.formats import BY_NAME, kernel
from piiscan.formats.base import Format
from piiscan.formats.objects.json_signs import are_rows
from piiscan.formats.own_report import MARKS
from piiscan.formats.plain.text import is_unusual
from piiscan.formats.records.marks import MAY_BEGIN
from piiscan.formats.signatures import prefixes
from piiscan.formats.sniff import DECIDING, JSON_HEAD, NOT_JSON, lines_kind
from piiscan.formats.tables.unnamed import FIRST
from piiscan.later import later

(ODD, HIGH, WORDS, ANGLE, BAR, PARTS, BLANKS, FIELD, MARK) = (1 << bit for bit in range(9))
"""What `signs` says of a text. ODD, HIGH: a byte of ASCII that is not printable, tab or line end; one beyond. WORDS:
one that no base64 in lines has. ANGLE, BAR: "<", "|". PARTS: what a sign between cells begins with, in `FIRST` bytes.
BLANKS: two together. FIELD: a line that begins with letters or dashes and a colon. MARK: one of `_WITHIN`."""

_WITHIN = rb'=ybegin |-----BEGIN |(?<![0-9]):20:|%PDF-|SPSSPORT|"protected"'  # the time of day is no field of SWIFT
_OTHER = bytes({*range(0x80)} - {*range(0x20, 0x7F), *b"\t\n\r"})
_LETTERS = later(rb"[^A-Za-z0-9+/=\t\n\r ]")
_PARTS = later(rb"[\t|;,^~\xc2\xe2]")
_FIELD = later(rb"\n[A-Za-z-]+:")
_MARK = later(_WITHIN)

# However a file begins that is told by its beginning: of each rule of `identify` at least what it asks for.
_TOLD = later(
    rb"[\s$\-Ua0%%\x80-\xff]|eyJ|Bearer eyJ|PuTTY-"  # what is sealed, keys and tokens
    rb"|\{1500\}|OFXHEADER|FORM|RIFF|RF64|.{4}ftyp"
    rb"|EH |101|1[\d ]{9}|\d{4}HEADER|[RTAEWH][A-Z]{0,2}[0-9]|.{9}TPV"  # records of one length, see `filed`
    rb"|%s|(?i:%s)" % (b"|".join(re.escape(mark) for mark in (*prefixes(), *MARKS)), MAY_BEGIN),
    re.DOTALL,
)


def signs_by_search(head: bytes) -> int:
    """What is in a text, of what `plain_format` asks for."""
    found = ODD if head.translate(None, _OTHER) != head else 0
    found |= 0 if head.isascii() else HIGH
    found |= WORDS if _LETTERS.search(head) else 0
    found |= ANGLE if b"<" in head else 0
    found |= BAR if b"|" in head else 0
    found |= PARTS if _PARTS.search(head, 0, FIRST) else 0
    found |= BLANKS if b"  " in head else 0
    found |= FIELD if _FIELD.search(b"\n" + head) else 0
    return found | (MARK if _MARK.search(head) else 0)


signs: Callable[[bytes], int] | None = kernel.signs
"""The same, compiled. Without it a glance takes longer than all other rules together, and none is cast."""


def plain_format(head: bytes, name: str) -> Format | None:
    """Text or JSON, where nothing in the first 4 KiB (or all, if shorter) speaks for anything else; None elsewhere."""
    if signs is None:
        return None
    seen = signs(head)
    if seen & (ODD | ANGLE | MARK) or not seen & WORDS or _TOLD.match(head) or (seen & HIGH and is_unusual(head)):
        return None
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension in DECIDING:
        return None
    if seen & BAR and b"EF:" in head:  # events of a security log
        return None
    if JSON_HEAD.match(head):
        return None if extension in NOT_JSON else BY_NAME["json-rows" if are_rows(head) else "json"]
    if seen & (BAR | FIELD):
        return None
    if seen & (PARTS | BLANKS) and lines_kind(head, extension) != "text":
        return None
    return BY_NAME["text"]
