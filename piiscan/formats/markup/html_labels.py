"""What labels of fields say, and what controls say of themselves, in the attributes of their tags."""

from __future__ import annotations

import re
from collections.abc import Mapping

from piiscan.formats.markup.html_tokens import Token, Value
from piiscan.formats.segments.cell_labels import is_label

AROUND = " \t\r\n\xa0:*"
"""What stands round a label: a colon, the star of a field that must be filled in."""
EMPTY = "____"
"""What stands for the value of a field that has none: a line to be written on, as on paper."""
LONGEST = 60
"""characters of a label"""
CARRIED = re.compile(r"[0-9](?:[ .-]?[0-9]){6}|data:[a-z]+/[^,]{0,99};base64,")
"""In any attribute (a script, a page in a page, a file as base64) what may be a number."""

_SHOWN = ("aria-label", "placeholder", "title")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+")
_LAST = re.compile(r"[^.$:\[\]]+(?=\]?$)")  # user[address][zip], applicant.ssn, ctl00$Main$txtSsn


def said_by(found: Mapping[str, Value], key: str) -> str:
    """The value of an attribute; "" if there is none."""
    return found[key].text if key in found else ""


def own(found: Mapping[str, Value]) -> str:
    """What a control says of itself: what is shown in it or over it, at last its name."""
    texts = (said_by(found, key).strip() for key in (*_SHOWN, "name", "id"))
    return next(filter(None, texts), "")


def may_be_behind(found: Mapping[str, Value]) -> bool:
    """Whether a label may stand behind a control that none stands before."""
    return bool(said_by(found, "id")) and not any(key in found for key in _SHOWN)


def label_of(text: str | None) -> str:
    """What a label says; "" if that is nothing, or too much."""
    said = " ".join(text.split()).strip(AROUND) if text else ""
    return said if len(said) <= LONGEST else ""


def told(label: str, name: str) -> str:
    """What is to be said behind a label that says little: the name of its control.

    >>> told("Last name", "lname"), told("Number", "user[ssn]"), told("Number", "f17")
    ('', ' (ssn)', '')
    """
    if " " in label and is_label(label):
        return ""
    found = _LAST.search(name)
    words = " ".join(_HUMP.split(found[0] if found else name)).strip()
    if not is_label(words) or words.lower().replace(" ", "") in label.lower().replace(" ", ""):
        return ""
    return f" ({words})"


def place(token: Token, value: Value) -> Token:
    """The value of an attribute in its own place."""
    before = token.text[: value.offset]
    ends = before.count("\n")
    start = 1 if ends else token.column + 1 + len(token.name)
    return Token("text", value.text, token.line + ends, start + len(before) - before.rfind("\n") - 1)
