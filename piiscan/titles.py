"""Names of files, members of archives and sheets: numbers of persons in them are read, and masked in what is told.

Rule: a report names each file so that somebody can go there, and holds no number: what would be one in a text is
masked in a name, the same in every report. The path itself is used only to open files, and for keyed fingerprints.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from piiscan.later import later
from piiscan.model import Axis, Blob, Kind, Location, Segment, Shape, Step
from piiscan.sources import kernel

if TYPE_CHECKING:
    from piiscan.matcher import Hits

SIGN = "•"
"""Stands for each character of a number that is not told."""
HERE: Location = (Step(Axis.PART, "name of the file"),)

_MAYBE = later(r"\d(?:[^/\d]?[^/\d]?\d){6}")  # no number of ours has fewer digits
_SHOWN, _WITH_LAST = 4, {Kind.SSN, Kind.PAYMENT_CARD}


@lru_cache(maxsize=1 << 8)  # of each finding of a file
def told(path: str) -> str:
    """A path or name as reports have it. The last four digits of Social Security and card numbers are left.

    >>> told("hr/Ann Lee 773-01-0001.pdf"), told("hr/staff 2024-01-15.pdf")
    ('hr/Ann Lee •••-••-0001.pdf', 'hr/staff 2024-01-15.pdf')
    """
    if not may_hold(path):
        return path
    return "/".join(map(_masked, path.split("/")))


def told_place(location: Location) -> Location:
    """A place as reports have it: members, sheets, tables, keys and parts have names."""
    for _, name in location:
        if isinstance(name, str) and may_hold(name):
            return tuple(Step(step.axis, told(step.at)) if isinstance(step.at, str) else step for step in location)
    return location


def may_hold(name: str) -> bool:
    """Whether a name may have a number in it: then it is looked at."""
    found: bool | None = None if kernel.may_hold is None else kernel.may_hold(name)
    return may_hold_by_search(name) if found is None else found


def may_hold_by_search(name: str) -> bool:
    """The same of any name."""
    return _MAYBE.search(name) is not None


def title_of(blob: Blob) -> tuple[Segment, Hits] | None:
    """The name of a file or member as a text with the numbers in it; None if there are none, or it has no name."""
    named = not blob.at or blob.at[-1].axis is Axis.MEMBER
    if not named or not may_hold(blob.name):
        return None
    from piiscan import matcher  # few names come so far, and whoever only tells of files needs it for none

    data = _text(blob.name)
    hits = matcher.look(data)
    return (Segment(data, Shape.PROSE, lambda _: HERE), hits) if hits.start.size else None


def path_of(root: str, file: str) -> str | None:
    """The path below a directory that is told as `file`, if there is one and no other. Raises OSError."""
    found = ""
    for part in file.split("/"):
        names = [part]
        if SIGN in part:
            names = [there.name for there in Path(root, found).iterdir() if part in {there.name, told(there.name)}]
        if len(names) != 1:
            return None
        found = f"{found}/{names[0]}" if found else names[0]
    return found


@lru_cache(maxsize=1 << 10)
def _masked(name: str) -> str:
    if not may_hold(name):
        return name
    from piiscan import matcher

    data = _text(name)
    signs: set[int] = set()
    for kind, start, end in zip(*(column.tolist() for column in matcher.find(data)), strict=True):
        if kind in matcher.ASIDE:
            continue
        places = [at for at in range(start, end) if data[at : at + 1].isalnum()]
        signs.update(places[: -_SHOWN if matcher.KIND_OF[kind] in _WITH_LAST else None])
    raw, sign = name.encode("utf-8", "surrogateescape"), SIGN.encode()
    hidden = b"".join(sign if at in signs else raw[at : at + 1] for at in range(len(raw)))
    return hidden.decode("utf-8", "surrogateescape")


def _text(name: str) -> bytes:
    """A name as a text of the same length, in which "ssn_773010001.pdf" has a label and a number."""
    return name.encode("utf-8", "surrogateescape").replace(b"_", b" ")
