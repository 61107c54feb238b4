"""Record formats that are told by how they begin: HL7, X12, EDIFACT, QIF, vCard, LDIF, SQL. Never by their names.

Rule: the mark must be one that no running text begins with, so more than a word is asked for: the separators an
HL7 or X12 header declares must be where it says, a directory entry must go on with an attribute, and a dump
must have a statement that makes or fills a table.
"""

from __future__ import annotations

import re

from piiscan.later import later

_HL7 = later(rb"[\x0b\s]*(?:MSH|FHS|BHS)([^\w\s])([^\w\s]{2,6})\1")
# Fifteen separators and as many elements, of a fixed width in all but careless files.
_X12 = later(rb"\s*ISA([^\w\s])\d\d\1[^\r\n]{0,20}?\1\d\d\1[^\r\n]{0,20}?\1(?:[^\r\n]{0,20}?\1){4}\d{6}\1\d{4}\1")
_X12_BARE = later(rb"\s*(?:GS([*|^])[A-Z]{2}\1(?:[^*|^\r\n~]{0,20}\1){5}\w{1,2}\1|ST([*|^])\d{3}\2\d{4,9}[^\w\s]?)")
_EDIFACT = later(rb"\s*(?:UNA[^\w\s]{3}[^\w][^\w]{1,2}\s*UN[BH]|UNB\+UN[A-Z]{2}:\d)")
_QIF = later(
    rb"\s*!(?:Type:[A-Za-z]|Account|Option:|Clear:|Switch:)[^\r\n]*[\r\n]+(?:[!A-Z$%^/][^\r\n]*[\r\n]+)", re.IGNORECASE
)
_VCARD = later(rb"\s*BEGIN:VCARD[ \t]*\r?\n", re.IGNORECASE)
_CALENDAR = later(rb"\s*BEGIN:VCALENDAR[ \t]*\r?\n", re.IGNORECASE)
_LDIF = later(
    rb"(?:(?:#[^\r\n]*|version:[ \t]*\d+[ \t]*)?\r?\n)*+dn:(?::?[ \t]*)\S[^\n]*\n(?:[ #][^\n]*\n)*[A-Za-z][\w.;-]*:",
    re.IGNORECASE,
)
_SQL_FIRST = later(
    rb"\s*(?:--|/\*|UPDATE\s[^;=]{1,99}\sSET\s"
    rb"|(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s|INSERT\s+(?:\[|ALL\s)|REM\s|CREATE\s+(?:TABLE|DATABASE|SCHEMA)\s|DROP\s+TABLE\s|COPY\s"
    rb"|OPTIONS\s*\(|(?:UNRECOVERABLE\s+)?LOAD\s+DATA\s"  # of SQL*Loader
    rb"|(?:SET|USE|BEGIN|START|LOCK|PRAGMA)\b[^\n]*(?:;|\n\s*GO)\s*\n)",
    re.IGNORECASE,
)
_SQL_WORD = later(
    rb"^[ \t]*(?:CREATE[ \t]+TABLE[ \t][^\n]*\(\s*$"
    rb"|(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?(?:INTO\s+|(?=\[))[^\s(]+\s*(?:\(|VALUES\s*\(|\sSET\s)|UPDATE\s+\S+\s+SET\s+\S+\s*="
    rb"|INTO[ \t]+[^\s(]+\s*\([^()']*\)\s*VALUES\s*\("  # INSERT ALL of Oracle
    rb"|COPY[ \t][^\n]*[ \t]FROM[ \t]+stdin|BEGINDATA[ \t]*\r?$)",
    re.IGNORECASE | re.MULTILINE,
)


MAY_BEGIN = (
    rb"MSH|FHS|BHS|ISA|[GS][ST][*|^]|UN[AB]|!|--|/\*|(?:UPDATE|INSERT|REPLACE|REM|CREATE|DROP|COPY|LOAD|OPTIONS|UNRECOVERABLE)\b"
    rb"|(?:SET|USE|BEGIN|START|LOCK|PRAGMA)\b|#|version:|dn:"
)
"""What any of these that does not begin with a blank begins with, in small letters or capitals."""

_FIRST = frozenset(b"MFBISGU!bB-/URICDSBLPOuricdsblpo#VDvd \t\n\r\f\v")
"""What any of these begins with, in the order of the patterns; nearly all text begins with something else or goes on
otherwise."""


def record_kind(text: bytes) -> str:
    r"""The name of the format, "" for anything else.

    >>> record_kind(b"MSH|^~\\&|LAB|")
    'hl7'
    >>> record_kind(b"dn: uid=ann,dc=example\nobjectClass: person\n")
    'ldif'
    >>> record_kind(b"BEGIN the day")
    ''
    """
    return _kind_of(text) if text and text[0] in _FIRST else ""


def _kind_of(text: bytes) -> str:
    if _HL7.match(text):
        return "hl7"
    if _X12.match(text) or _X12_BARE.match(text):
        return "x12"
    if _EDIFACT.match(text):
        return "edifact"
    if _QIF.match(text):
        return "qif"
    if _VCARD.match(text):
        return "vcard"
    if _CALENDAR.match(text):
        return "calendar"
    if _SQL_FIRST.match(text) and _SQL_WORD.search(text):
        return "sql"
    return "ldif" if _LDIF.match(text) else ""
