"""What the number of a document is, by the title that a form gives the document above it (I-9, lists B and C).

Rule: "document number" alone is the number of anything; only a title that is a licence or a Social Security card, the
nearest above it and with no other number behind it, makes it one of ours.
"""

from __future__ import annotations

import re

from piiscan.detectors.labels import Label, find_labels
from piiscan.later import later

LABEL = "document"
"""The kind of the label."""
SAID = "doc"
"""What it begins with, written out or not, in small letters."""
REACH = 240
"""Characters before a number in which the title of its document may stand."""
_CALLED = (
    r"(?:(?:document|doc|id|identification)[ _](?:title|type|name|presented|provided)\b|(?<!the )document\b(?! num))"
)
_TITLE = later(
    r"(?:" + _CALLED + r"|list [abc](?! doc))\b"
    r"(?: ?\([^()\n]{0,30}\)| ?\d)?[ \t]*(?:[:\n|]|\t| {2}| (?=[^\n]{2,60}? issuing authority\b|driver|state id))[ \t]*"
    r"(?!" + _CALLED + r")([^\n]{2,60}?)(?=\n| {2}|\t|;| issuing authority\b|\Z)",
    re.IGNORECASE,
)
_NUMBER = later(r"\d{4}")
_TYPE = r"type[\"'\\]{0,4}\s?[:=]\s?[\"'\\]{0,4}(?:SSN|social.?security(?:.?number)?)[\"'\\]{0,4}"
_TYPED_BEFORE = later(_TYPE + r"[,;&|]?\s{0,9}[\"'\\]{0,4}\Z", re.IGNORECASE)
_TYPED_BEHIND = later(r"[\"'\\]{0,4}[,;&|]?\s{0,9}[\"'\\]{0,4}[\w ]{0,14}" + _TYPE, re.IGNORECASE)


def titled(text: str, label: Label) -> Label | None:
    r"""The label of a document's number as that of the kind its title names; `text` ends where the number begins.

    >>> titled("Document Title: Driver's License\nDocument Number: ", Label("document", 0, 15, 3, True))
    Label(kind='drivers_license', start=0, end=15, grade=3, veto=False)
    >>> titled("List B List C\nDocument Title\nState ID\nDocument Number\n", Label("document", 0, 15, 3, True)).kind
    'drivers_license'
    >>> titled("Document Driver's license\nDocument number ", Label("document", 0, 15, 3, True)).kind
    'drivers_license'
    >>> titled("Document Title: U.S. Passport\nDocument Number: ", Label("document", 0, 15, 3, True)) is None
    True
    """
    titles = list(_TITLE.finditer(text))
    named = find_labels(titles[-1][1]) if titles else []
    if not named or named[0].veto or _NUMBER.search(text, titles[-1].start(1) + named[0].end):
        return None
    return label._replace(kind=named[0].kind, grade=named[0].grade, veto=False)


def by_title(before: str, label: Label, *, behind: bool) -> tuple[str, ...]:
    """The reason code of a label that is a document's number, and speaks by the title of the document."""
    named = not behind and before[label.start : label.end].lower().startswith(SAID)
    return ("document-title",) if named else ()


def is_typed_ssn(before: str, after: str) -> bool:
    r"""Whether the field beside that of a taxpayer's number says which it is; `before` ends where its label begins.

    >>> is_typed_ssn('{"tinType":"SSN","', '"}'), is_typed_ssn('{"', '","taxIdType":"SSN"}')
    (True, True)
    >>> is_typed_ssn('{"tinType":"EIN","', '","type":"EIN"}'), is_typed_ssn("", " is no SSN type")
    (False, False)
    """
    return _TYPED_BEFORE.search(before) is not None or _TYPED_BEHIND.match(after) is not None
