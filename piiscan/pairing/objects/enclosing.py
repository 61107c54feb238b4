"""The JSON objects round a hit, found without parsing the file: what is decoded is never more than one of them.

Objects of a bounded size are looked for, so that memory and time do not depend on the size of the document, and
that all numbers in an object are given the same ones, however the document is cut into segments. A list of pairs of a
key and its value ([{"key": "ssn", "value": …}, …]) that nothing is round is an object as well.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import numpy as np

from piiscan.later import later
from piiscan.pairing.objects.pair_lines import lines_of
from piiscan.pairing.objects.plain_json import is_pair, is_wrapper, plain
from piiscan.pairing.objects.records import Record, all_leaves
from piiscan.pairing.prose.lines import decode

_SIZES = (2048, 16384)  # bytes of the largest object: a small look first, it is enough for nearly every record
FURTHEST = _SIZES[-1]
"""No object is read that has more bytes."""
_CLIMB = 8  # objects outwards from the innermost
_REMEMBERED = 64

# An unescaped quote cannot stand inside a JSON string, so a brace with a quoted key and a colon behind it
# opens an object (save for a string that ends in a brace and is followed by just such text).
_OPENS = later(rb'\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:')
_OPEN, _CLOSE = 0x7B, 0x7D
_OPEN_LIST, _CLOSE_LIST = 0x5B, 0x5D
_STEP = np.where(np.arange(256) == _CLOSE, 1, -1)
DECODER = json.JSONDecoder(strict=False)

Known = dict[tuple[int, int], Record | None]
"""What was decoded: by where it begins, and the bytes that were decoded. None: no object, or one that only wraps."""


def enclosing(data: bytes | bytearray, start: int, end: int, known: Known | None = None) -> list[Record]:
    """The objects that hold [start, end) of the data, innermost first, those of a bounded size.

    `known` is kept for the next number in the same data: most of the objects round that are the same.
    """
    known = {} if known is None else known
    if len(known) > _REMEMBERED:
        known.clear()
    found: list[Record] = []
    for size in _SIZES:
        found = _up_to(data, start, end, size, known)
        if found and (_names_somebody(found) or _is_line(data, found[-1])):
            break
    return found


def _names_somebody(records: list[Record]) -> bool:
    return any(record.name_leaves() for record in records)


def _is_line(data: bytes | bytearray, record: Record) -> bool:
    """Whether the record is a line of JSON Lines, so that nothing is round it."""
    before = record.start == 0 or data[record.start - 1] == 0x0A
    return before and (record.end >= len(data) or data[record.end] in b"\r\n")


def _up_to(data: bytes | bytearray, start: int, end: int, size: int, known: Known) -> list[Record]:
    records: list[Record] = []
    if data.find(b"}", end - 1, start + size) < 0:  # none ends near enough, as in the middle of deep nesting
        return records
    low = max(0, start - size)
    window = bytes(data[low : end + size])
    for at in _unclosed(window, start - low):
        key = low + at, size
        if key not in known:
            known[key] = _decoded(window[at : at + size], low + at)
        record = known[key]
        if record is not None and record.end >= end:
            records.append(record)
    if records and records[-1].is_pair:
        of_pairs = _list_of(window, records[-1], low, size, known) or lines_of(window, records[-1], low)
        records += [of_pairs] if of_pairs is not None else []
    return records


def _list_of(window: bytes, pair: Record, low: int, size: int, known: Known) -> Record | None:
    """The list that a pair is an item of, where nothing but lists is round it: [{"key": "ssn", "value": …}, …]."""
    first = pair.start - low
    codes = np.frombuffer(window, np.uint8, first)
    brackets = ((codes == _OPEN_LIST) | (codes == _CLOSE_LIST)).nonzero()[0][::-1]
    opens = np.flatnonzero(np.where(codes.take(brackets) == _CLOSE_LIST, 1, -1).cumsum() < 0)
    if not opens.size:
        return None
    at = int(brackets[opens[0]])
    key = low + at, size
    if key not in known:
        known[key] = _decoded_list(window[at : at + size], low + at)
    record = known[key]
    return record if record is not None and record.end >= pair.end else None


def _decoded_list(raw: bytes, start: int) -> Record | None:
    """The list of pairs that some bytes begin with, as the object or the objects that these are."""
    value, size = _first(raw)
    made = plain(value)
    if not size or (isinstance(made, list) and len(made) == len(value)):
        return None
    return Record(start, start + size, tuple(all_leaves(value)))


def _first(raw: bytes) -> tuple[Any, int]:
    """The value that some bytes begin with, and how many they are that say it: none where they say none."""
    text = decode(raw, cut=True)
    try:
        value, stop = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0
    single = len(text) == len(raw)  # a byte is a character
    return value, stop if single else len(text[:stop].encode("utf-8", "replace"))


def stands_alone(data: bytes | bytearray, start: int) -> bool:
    """Whether no object that begins before a place, and may be decoded with what is there, is round it.

    Neither is then any round what stands behind it, in the same list.
    """
    size = _SIZES[0]
    low = max(0, start - size)
    window = bytes(data[low : start + size])
    return all(_decoded(window[at : at + size], low + at) is None for at in _unclosed(window, start - low, lines=False))


def _decoded(raw: bytes, start: int) -> Record | None:
    """The object that some bytes begin with."""
    value, size = _first(raw) if b"}" in raw else (None, 0)  # of many round one number no end is near
    if not isinstance(value, dict) or is_wrapper(value):
        return None
    return Record(start, start + size, tuple(all_leaves(value)), is_pair=is_pair(value))


def _unclosed(window: bytes, hit: int, *, lines: bool = True) -> list[int]:
    """Where objects begin that are not closed before the hit, innermost first.

    Braces are paired without a look at strings: one inside a string can hide an object or offer one that is
    none, and what is offered is decoded all the same. A line that is an object bounds the search (JSON Lines), where
    `lines` count.
    """
    line = window.rfind(b"\n", 0, hit) + 1
    first = line if lines and window[line : line + 1] == b"{" else 0
    codes = np.frombuffer(window, np.uint8, hit - first, first)
    braces = ((codes == _OPEN) | (codes == _CLOSE)).nonzero()[0][::-1]
    closed = _STEP.take(codes.take(braces)).cumsum()
    # From right to left: an object is open where fewer are closed than ever before.
    least = np.minimum.accumulate(closed)
    is_open = closed < 0
    is_open[1:] &= least[1:] < least[:-1]
    starts = (first + brace for brace in braces[is_open].tolist())
    return list(islice((start for start in starts if _OPENS.match(window, start)), _CLIMB))
