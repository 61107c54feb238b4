"""Lines that are each the name of a value and the value: {"id": 7, "field": "ssn", "value": …} (JSON Lines).

Rule: lines beside each other that agree in another key are one record, where no name comes again in them; where they
have no other key, all that stand together are. Only lines round a number in one of them are looked at.
"""

from __future__ import annotations

import json
from typing import Any

from piiscan.pairing.objects.plain_json import label_keys, plain
from piiscan.pairing.objects.records import Record, all_leaves

_MOST = 60  # lines either way
_DECODER = json.JSONDecoder(strict=False)
Line = tuple[int, int, dict[str, Any]]


def lines_of(window: bytes, pair: Record, low: int) -> Record | None:
    """The record that the line of a pair is of; `low`: where the window begins."""
    start, end = pair.start - low, pair.end - low
    if window[max(0, start - 1) : start] not in {b"", b"\n"} or window[end : end + 1] not in {b"", b"\n", b"\r"}:
        return None
    own = _value(window[start:end])
    keys = label_keys(own) if own is not None else None
    if own is None or keys is None:
        return None
    above = _above(window, start)
    lines = [*above[::-1], (start, end, own), *_below(window, end)]
    rest = [key for key, value in own.items() if key not in keys and isinstance(value, str | int)]
    run = max([_run(lines, len(above), key, keys[0]) for key in rest] or [lines], key=len)
    values = [value for _, _, value in run]
    made = plain(values)
    if isinstance(made, list) and len(made) == len(values):
        return None
    return Record(low + run[0][0], low + run[-1][1], tuple(all_leaves(values)))


def _run(lines: list[Line], at: int, key: str, name: str) -> list[Line]:
    """The lines round one that agree with it in a key, where no name comes again in them."""
    own = lines[at][2][key]
    first = last = at
    while first > 0 and lines[first - 1][2].get(key) == own:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1][2].get(key) == own:
        last += 1
    run = lines[first : last + 1]
    names = {str(value.get(name)) for _, _, value in run}
    return run if len(names) == len(run) else []


def _value(raw: bytes) -> dict[str, Any] | None:
    try:
        value = _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _above(window: bytes, start: int) -> list[Line]:
    """The objects in the lines above, the nearest first."""
    found: list[Line] = []
    while start > 0 and len(found) < _MOST:
        end, start = start - 1, window.rfind(b"\n", 0, start - 1) + 1
        value = _value(window[start:end]) if window[start : start + 1] == b"{" else None
        if value is None:
            break
        found.append((start, end, value))
    return found


def _below(window: bytes, end: int) -> list[Line]:
    found: list[Line] = []
    start = window.find(b"\n", end) + 1
    while start and len(found) < _MOST:
        end = window.find(b"\n", start)
        end = end if end >= 0 else len(window)
        value = _value(window[start:end]) if window[start : start + 1] == b"{" else None
        if value is None:
            break
        found.append((start, end, value))
        start = end + 1
    return found
