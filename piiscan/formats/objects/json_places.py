"""Where a value of a row stands in the JSON it is written in. Asked only of the rows with a finding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from piiscan.formats.objects.json_wrapped import list_key, value_key

_BETWEEN = re.compile(r"[\s,:]*+")
_DECODER = json.JSONDecoder(strict=False)


def nth(text: str, start: int, which: int) -> int:
    """Where a value of a row begins that is written as JSON from a place on: behind its quote, and inside its object.

    >>> nth('["Ann Lee", 7, "010-94-0001"]', 0, 2), nth('{"f": [{"v": "Ann Lee"}, {"v": "010-94-0001"}]}', 0, 1)
    (16, 32)
    """
    row = _DECODER.raw_decode(text, start)[0]
    if isinstance(row, dict):
        own = list_key(row)
        if own is None or which >= len(row[own]):
            return start  # what it holds beside its cells
        start = _member(text, start, own)
    at = start + 1
    for _ in range(which):
        at = _DECODER.raw_decode(text, _behind(text, at))[1]
    return _value(text, _behind(text, at))


def _value(text: str, at: int) -> int:
    """Where what a cell says begins."""
    while text[at : at + 1] == "{":
        key = value_key(_DECODER.raw_decode(text, at)[0])
        if key is None:
            break
        at = _member(text, at, key)
    return at + (text[at : at + 1] == '"')


def _member(text: str, at: int, key: str) -> int:
    """Where what stands under a key of an object begins."""
    return next((place for name, place in _members(text, at) if name == key), at)


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of an object, and where what stands under each begins."""
    at = _behind(text, at + 1)
    while text[at : at + 1] == '"':
        name, at = _DECODER.raw_decode(text, at)
        at = _behind(text, at)
        yield name, at
        at = _behind(text, _DECODER.raw_decode(text, at)[1])


def _behind(text: str, at: int) -> int:
    """Where something is written behind blanks, commas and colons."""
    found = _BETWEEN.match(text, at)
    return at if found is None else found.end()
