"""Words for a part of a name that are labels only by what stands beside them: "Last: Lee  First: Ann  MI: B"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from operator import attrgetter

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.labels import Label, find_labels
from piiscan.later import later

_ANY_CASE = re.ASCII | re.IGNORECASE  # without the first the dotless i and the long s are an i and an s
_PART = later(
    r"(?:^|\t|  |[|;,/({&?\[]|[ ][-\u2013][ ]|[ ](?=[a-z]{2,6}[:=][^\s:=]))[ \t]*"
    r"(last|family|first|given|middle|m\.?i\.?|initial|suffix)(?=[ \t]?[:=])",
    _ANY_CASE,
)
_PART_BESIDE = later(r" (Last|First|Given|Middle|M\.?I\.?|Initial|Suffix)(?=:)")  # of a form whose blanks are lost
_PART_WORDS = ("last", "family", "first", "given", "middle", "mi", "m.i", "initial", "suffix")
_PART_ENDS = tuple(f"{end}{sign}" for end in (*_PART_WORDS, "mi.", "m.i.") for sign in (":", " :", "\t:", "=", " ="))
_KEY_PART = later(  # CONTACT_FIRST=Dana, export APP_USER_LAST="Lee", owner.first: Ann
    r"^[ \t]*(?:export[ \t]+)?(?:[a-z\d]+[_.-])*(last|family|first|given|middle|m\.?i\.?)(?=[ \t]?[=:])", _ANY_CASE
)
_PARTS = {"last": "name.surname", "family": "name.surname", "first": "name.given", "given": "name.given"}
_PARTS |= dict.fromkeys(("middle", "mi", "initial", "suffix"), "name.middle")
_PART_BEHIND = later(r"[ ,\u2013-]{1,3}(first|last|middle)\b(?=[ ]?[:=]|\t| {2}|\s*\Z)", _ANY_CASE)
_GIVEN_BEHIND = later(r"[ ]?[:=][ \t]*[^\W\d_][\w'\u2019-]*(?: [^\W\d_]\.?)?[ \r]*(?:\Z|\t| {2}|\|)")
_BARE = later(r"(?:\t|  )[ \t]*(last|first|middle|m\.?i\.?)(?=\t| {2}|\s*\Z)", _ANY_CASE)  # of a row of titles
_LONGEST_ALONE = 16  # characters
_OF_PART = later(r"(?:['\u2019]s)? (?:last|first|given|family|sur)[ ]?names?[ \t]*[:=]", _ANY_CASE)
_START = attrgetter("start")
_OF_PARTS = NAME_HALVES | {"name.middle"}
_JOINT = later(r"(?:,|/)[ ]?(?:and )?|,? and ")  # between the parts of one name
_ROLES = later(r"['\u2019]?s |/ ?")  # between whom one name may be of
_VALUED = later(r"[ ]?[:=]")  # "First name Last name: Ann Lee"
_OPENS = later(r"[ ]?([-(:])[ ]?")  # between a name and a list of its parts
_SUFFIX = later(r"(?:,? (?:and )?suffix\b)?", re.IGNORECASE)


def alone(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, one word for a part of a name where that is all it says: a box of a form.

    >>> alone("LAST", []), alone("Last call", [])
    ([Label(kind='name.surname', start=0, end=4, grade=2, veto=False)], [])
    """
    said = text.strip(" \t\r.*()|").lower() if len(text) < _LONGEST_ALONE and not labels else ""
    if said not in _PARTS:
        labels = of_parts(text, labels)
        if any(label.kind in NAME_HALVES for label in labels):
            _add(labels, _BARE.finditer(text))  # "1. Name Last    First    Middle"
        return one_name(text, sorted(labels, key=_START)) if len(labels) > 1 else labels
    start = text.lower().index(said)
    return [Label(_PARTS[said], start, start + len(said), 2, veto=False)]


def of_halves(text: str, labels: list[Label]) -> list[Label]:
    """Labels without those that say whose the part of a name is that the next one asks for.

    >>> from piiscan.detectors.labels import find_labels
    >>> text = "Insured last name: von Trapp"
    >>> [label.kind for label in of_halves(text, find_labels(text))]
    ['name.surname']
    """
    if len(labels) < 2:
        return labels
    pairs = itertools.pairwise(labels)
    whose = [one for one, part in pairs if one.kind == "name.full" and part.kind in NAME_HALVES]
    return [one for one in labels if one not in whose or not _OF_PART.match(text, one.end)]


def with_parts(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, and words for a part of a name only before a colon, or as the end of a key before "="."""
    said = text.lower()
    if not any(map(said.__contains__, _PART_WORDS)):  # soon seen, and so it is of most lines
        return one_name(text, sorted(labels, key=_START)) if len(labels) > 1 else labels
    if any(map(said.__contains__, _PART_ENDS)):
        _add(labels, _PART.finditer(text))
        if any(label.kind in NAME_HALVES for label in labels):
            _add(labels, _PART_BESIDE.finditer(text))
    labels = of_parts(text, labels)
    _add(labels, _KEY_PART.finditer(text))
    return one_name(text, sorted(labels, key=_START)) if len(labels) > 1 else labels


def in_cells(text: str, labels: list[Label]) -> list[Label]:
    r"""The labels of a line, of a name that goes over a tab those of each cell: "Last Name\tFirst Name"."""
    kept: list[Label] = []
    for label in labels:
        if label.kind != "name.full" or "\t" not in text[label.start : label.end]:
            kept.append(label)
            continue
        at = label.start
        for cell in text[label.start : label.end].split("\t"):
            kept += [one._replace(start=one.start + at, end=one.end + at) for one in alone(cell, find_labels(cell))]
            at += len(cell) + 1
    return kept


def of_parts(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, a whole name as the part that the word behind it says: "DECEDENT - NAME FIRST".

    Or that its value is: "Employee's first name and initial: Ann M", as Form W-2 has the surname in the next box.

    >>> [one.kind for one in of_parts("Name - Last", [Label("name.full", 0, 4, 2, veto=False)])]
    ['name.surname']
    """
    found = list(labels)
    for at, label in enumerate(found):
        if label.kind != "name.full":
            continue
        said = text[label.start : label.end].lower()
        part = _PART_BEHIND.match(text, label.end) if said.endswith("name") else None
        if part is not None:
            found[at] = label._replace(kind=_PARTS[part[1].lower()], end=part.end())
        elif "first name" in said and "last" not in said and _GIVEN_BEHIND.match(text, label.end) is not None:
            found[at] = label._replace(kind="name.given")
    return found


def one_name(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, in order, those of one name as one: a list of its parts, or of whom it may be of.

    >>> said = [f"{text}: Ann Lee" for text in ("First name, middle initial, last name", "Claimant/Beneficiary name")]
    >>> [[one.kind for one in one_name(text, find_labels(text))] for text in said]
    [['name.full'], ['name.full']]
    """
    kept: list[Label] = []
    at = 0
    while at < len(labels):
        label, over = labels[at], kept[-1] if kept and kept[-1].kind == "name.full" else None
        end = _end_of_list(text, labels, at) if label.kind in NAME_HALVES else at
        if end > at:
            opened = _OPENS.fullmatch(text, over.end, label.start) if over is not None else None
            suffix = _SUFFIX.match(text, labels[end - 1].end)
            until = suffix.end() if suffix is not None else labels[end - 1].end
            if over is None or opened is None:
                kept.append(Label("name.full", label.start, until, 3, veto=False))
            elif opened[1] != "(":
                kept[-1] = over._replace(end=until)
            at = end
            continue
        at += 1
        if over is not None and label.kind == over.kind and _ROLES.fullmatch(text, over.end, label.start) is not None:
            kept[-1] = over._replace(end=label.end)
        else:
            kept.append(label)
    return kept


def _end_of_list(text: str, labels: list[Label], begin: int) -> int:
    """Behind which label a list of the parts of a name ends that begins with one; that one: it is no list of both."""
    end = begin + 1
    while end < len(labels) and labels[end].kind in _OF_PARTS:
        joint = _JOINT.fullmatch(text, labels[end - 1].end, labels[end].start)
        close = (
            text[labels[end - 1].end : labels[end].start] == " " and _VALUED.match(text, labels[end].end) is not None
        )
        if joint is None and not close:
            break
        end += 1
    halves = {label.kind for label in labels[begin:end]} >= NAME_HALVES
    return end if halves else begin


def _add(labels: list[Label], found: Iterable[re.Match[str]]) -> None:
    """Put in the words found that are no part of a label that is known."""
    for match in found:
        start, end = match.span(1)
        if all(end <= label.start or label.end <= start for label in labels):
            labels.append(Label(_PARTS[match[1].lower().replace(".", "")], start, end, 2, veto=False))
