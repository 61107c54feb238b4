"""The JSON objects round a hit, found without parsing the file. The only file that decodes JSON text.

A record is sought in a bounded window, so that memory and time do not depend on the size of the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from piiscan.detectors.labels import Role, column_role
from piiscan.pairing.lines import decode

_WINDOWS = (2048, 16384)  # bytes either way: a small look first, it is enough for nearly every record
_CLIMB = 6  # objects outwards from the innermost
_MAX_KEY = 100

# An unescaped quote cannot stand inside a JSON string, so a brace with a quoted key and a colon behind it
# opens an object (save for a string that ends in a brace and is followed by just such text).
_OPENS = re.compile(rb'\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:')
_BRACES = re.compile(rb"[{}]")
_DECODER = json.JSONDecoder(strict=False)

# Keys that mean a part of a name only inside an object which is one: {"name": {"first": ..., "last": ...}}.
_NAME_PARTS = {
    "first": "name.given",
    "given": "name.given",
    "last": "name.surname",
    "family": "name.surname",
    "full": "name.full",
    "text": "name.full",
}


class Leaf(NamedTuple):
    """A scalar of a record: its text, the keys that lead to it, and its places in the lists on the way."""

    path: tuple[str, ...]
    text: str
    listed: tuple[int, ...]

    def role(self) -> Role | None:
        """The meaning of the nearest key that has one."""
        return next((role for key in reversed(self.path) if (role := role_of(key)) is not None), None)

    def related(self, other: Leaf) -> bool:
        """Whether this is about the same thing as `other`: not in another item of a list."""
        shared = min(len(self.listed), len(other.listed))
        return self.listed[:shared] == other.listed[:shared] and len(self.listed) <= len(other.listed)

    def part(self) -> tuple[str, str, int]:
        """What the leaf says of a person: the kind of its role, its group, and how deep the person stands.

        {"name": {"first": "Ann"}} and {"first_name": "Ann"} are both a given name at depth 0; the group is
        the key's own prefix, or else the object's key.
        """
        if not self.path:
            return "", "", 0
        key, outer = self.path[-1].lower(), self.path[-2] if len(self.path) > 1 else ""
        holder = role_of(outer) if outer else None
        if key in _NAME_PARTS and holder is not None and holder.kind.startswith("name."):
            group = holder.group or (self.path[-3] if len(self.path) > 2 else "")
            return _NAME_PARTS[key], group, len(self.path) - 2
        role = role_of(self.path[-1])
        return (role.kind, role.group or outer, len(self.path) - 1) if role is not None else ("", "", 0)


class Record(NamedTuple):
    """A decoded object, where it stands in the data, and its scalars in order."""

    start: int
    end: int
    leaves: tuple[Leaf, ...]


@lru_cache(maxsize=4096)
def role_of(key: str) -> Role | None:
    """The meaning of a key; keys repeat in every record."""
    return column_role(key) if len(key) <= _MAX_KEY else None


def enclosing(data: bytes | bytearray, start: int, end: int) -> list[Record]:
    """The objects that hold [start, end) of the data, innermost first, as far as a window reaches."""
    found: list[Record] = []
    for window in _WINDOWS:
        found = _in_window(data, start, end, max(0, start - window), end + window)
        if found and (_names_somebody(found) or _is_line(data, found[-1])):
            break
    return found


def _names_somebody(records: list[Record]) -> bool:
    return any(leaf.part()[0].startswith("name.") for record in records for leaf in record.leaves)


def _is_line(data: bytes | bytearray, record: Record) -> bool:
    """Whether the record is a line of JSON Lines, so that nothing is round it."""
    before = record.start == 0 or data[record.start - 1] == 0x0A
    return before and (record.end >= len(data) or data[record.end] in b"\r\n")


def _in_window(data: bytes | bytearray, start: int, end: int, low: int, high: int) -> list[Record]:
    window = bytes(data[low:high])
    records: list[Record] = []
    for at in _unclosed(window, start - low):
        text = decode(window[at:], cut=True)
        try:
            value, stop = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            continue
        single = len(text) == len(window) - at  # a byte is a character
        finish = low + at + (stop if single else len(text[:stop].encode("utf-8", "replace")))
        if finish >= end and isinstance(value, dict):
            records.append(Record(low + at, finish, tuple(_leaves(value))))
    return records


def _unclosed(window: bytes, hit: int) -> list[int]:
    """Where objects begin that are not closed before the hit, innermost first.

    Braces are paired without a look at strings: one inside a string can hide an object or offer one that is
    none, and what is offered is decoded all the same. A line that is an object bounds the search (JSON Lines).
    """
    line = window.rfind(b"\n", 0, hit) + 1
    first = line if window[line : line + 1] == b"{" else 0
    found: list[int] = []
    closed = 0
    for match in reversed(list(_BRACES.finditer(window, first, hit))):
        if match[0] == b"}":
            closed += 1
        elif closed:
            closed -= 1
        elif _OPENS.match(window, match.start()):
            found.append(match.start())
            if len(found) == _CLIMB:
                break
    return found


def _leaves(value: Any) -> Iterator[Leaf]:  # noqa: ANN401 - whatever JSON holds
    """The scalars of a decoded document, in order. Without recursion: nesting is the file's choice."""
    stack: list[tuple[Any, tuple[str, ...], tuple[int, ...]]] = [(value, (), ())]
    while stack:
        node, path, listed = stack.pop()
        if isinstance(node, dict):
            stack.extend((child, (*path, str(key)), listed) for key, child in reversed(node.items()))
        elif isinstance(node, list):
            stack.extend((node[place], path, (*listed, place)) for place in range(len(node) - 1, -1, -1))
        elif node is not None and not isinstance(node, bool):
            yield Leaf(path, node if isinstance(node, str) else repr(node), listed)
