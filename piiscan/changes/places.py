"""Places, ids and classes of findings as they are kept between reports, and back in words."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]

_DIGITS = 32  # of an id


def packed(identity: str) -> bytes:
    """An id in half the room."""
    if len(identity) == _DIGITS:
        with contextlib.suppress(ValueError):
            return bytes.fromhex(identity)
    return f"?{identity}".encode(errors="backslashreplace")


def place_of(root: str, *names: str) -> str:
    """A file, and what in it, as one text."""
    return json.dumps([root, *names])  # in ASCII: a name that is not UTF-8 is one here, too


def folders(file: str) -> Iterator[str]:
    """The directories above a file, as their outcomes name them.

    >>> list(folders("a/b/c.txt"))
    ['./', 'a/', 'a/b/']
    """
    yield "./"
    for index, char in enumerate(file):
        if char == "/":
            yield file[: index + 1]


def unread(record: Record) -> str:
    """Why something was not read to its end."""
    return f"{record['status']}: {record['reason']}".replace("_", " ")


def class_of(record: Record) -> str:
    """The class and the residency of a finding, as one text."""
    return f"{record['classification']} {record['residency']}"


def told_before(was: str | None, classes: str | None) -> Record | None:
    """Where a finding was and what, as far as that is something else now."""
    before: dict[str, object] = {}
    if was is not None:
        root, file, *container = json.loads(was)
        before = {"root": root, "file": file, "container": container}
    if classes is not None:
        before["classification"], _, before["residency"] = classes.partition(" ")
    return before or None
