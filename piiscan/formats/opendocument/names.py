"""Names of OpenDocument: elements by their usual prefix, and which of them say something outside paragraphs.

OpenDocument 1.0 to 1.4 and OpenOffice.org 1 name their namespaces differently but use the same words in them, so
"text:p" stands for both. Chapters are those of OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from functools import lru_cache

from piiscan.model import Axis

# Attributes that are text somebody wrote and that need not stand in any paragraph.
SAID: dict[str, tuple[str, ...]] = {
    "text:user-field-decl": ("string-value", "value"),  # 7.4.8
    "text:hidden-text": ("string-value",),
    "text:conditional-text": ("string-value-if-true", "string-value-if-false"),
    "text:hidden-paragraph": ("condition",),
    "text:placeholder": ("description",),
    "table:content-validation": ("condition",),  # 9.4.5: lists of what may be chosen
    "table:named-expression": ("expression",),
    "table:filter-condition": ("value",),
    "table:filter-set-item": ("value",),
    "table:scenario": ("comment",),
    "table:change-track-table-cell": ("value", "string-value"),
    "table:table": ("title", "desc"),
    "db:query": ("command",),
    "db:connection-resource": ("href",),
    "office:dde-source": ("dde-topic", "dde-item"),
}
_PREFIXES = {"drawing": "draw", "svg-compatible": "svg", "mathml": "math", "database": "db"}
_FORM = ("title", "label", "value", "current-value", "string-value", "data-field")  # 13.5
# Elements whose text is a line of its own.
LINES = frozenset({"svg:title", "svg:desc", "presentation:header-decl", "presentation:footer-decl",
                   "presentation:date-time-decl", "math:annotation", "office:module", "script:module",
                   "table:title", "table:desc"})  # fmt: skip
PARAGRAPHS = frozenset({"text:p", "text:h"})
# Where text stands, by the element round it.
PAGES = {"office:presentation": Axis.PART, "office:drawing": Axis.PAGE}
PARTS = {
    "style:header": "header", "style:header-left": "header", "style:header-first": "header",
    "style:footer": "footer", "style:footer-left": "footer", "style:footer-first": "footer",
    "style:master-page": "master", "office:meta": "properties",
    "table:content-validations": "validation", "table:tracked-changes": "changes",
    "office:change-info": "changes",
}  # fmt: skip
INSIDE = {"presentation:notes": "notes", "office:annotation": "comment", "text:note-body": "note",
           "text:footnote-body": "note", "text:endnote-body": "note"}  # fmt: skip
ROWS = frozenset({"table:table-row"})
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
BREAKS = {"text:tab": "\t", "text:tab-stop": "\t", "text:line-break": "\n"}
# Text inside a paragraph that is no part of what it says: the number of a footnote would lengthen one before it.
SKIPPED = frozenset({"text:note-citation", "text:footnote-citation", "text:endnote-citation", "text:ruby-text"})
_DATES = frozenset({"dc:date", "meta:date-string", "meta:creator-initials", "loext:sender-initials"})
_LINKS = frozenset({"text:a", "draw:a", "table:table-source", "form:form", "meta:template"})


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """An element or attribute of expat ("namespace name") with the usual prefix.

    >>> short("urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"), short("http://openoffice.org/2000/text p")
    ('text:p', 'text:p')
    >>> short("http://purl.org/dc/elements/1.1/ creator")
    'dc:creator'
    """
    space, _, name = tag.rpartition(" ")
    if "purl.org/dc" in space:
        return f"dc:{name}"
    word = space.split(":")[-2:][0] if space.startswith("urn:") else space.rstrip("/").rpartition("/")[2].lower()
    return f"{_PREFIXES.get(word, word)}:{name}"


def said(name: str, attributes: dict[str, str]) -> str:
    """What the attributes of an element say, as a line with the name of a field in front."""
    wanted = _FORM if name.startswith("form:") else SAID.get(name)
    if not wanted or not attributes:
        return ""
    local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    values = [local[key] for key in wanted if local.get(key)]
    label = local.get("name", "")
    return f"{label}: {' '.join(values)}" if label and values else " ".join(values)


def link(name: str, attributes: dict[str, str]) -> str:
    """Where an element points to, if it may say more than an address."""
    if name not in _LINKS:
        return ""
    target = next((value for key, value in attributes.items() if key.endswith(" href")), "")
    return target if any(sign in target for sign in "?@=") else ""


def is_line(name: str) -> bool:
    """Whether the text of an element is a line of its own, wherever it stands."""
    return name in LINES or (name.startswith(("dc:", "meta:")) and name not in _DATES)


def label_of(name: str, attributes: dict[str, str]) -> str:
    """What a property is called: by its own name, or by that of its element."""
    named = next((value for key, value in attributes.items() if key.endswith(" name")), "")
    return f"{named or name.partition(':')[2]}: "
