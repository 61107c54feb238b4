"""Runs of text in binary data: where characters follow each other in one byte or two, they are text.

For what a format keeps without a layout that is read here. Rule: a run is of eight characters at least, with a
letter or a digit for every second one; UTF-16 is looked for at even and at odd offsets, and its runs are not given
again as text of one byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Printable characters of Latin scripts, tabs and line ends; of UTF-16 also dashes and quotes (U+20xx).
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00|[\x00-\x7f]\x01|[\x10-\x26]\x20){8,}")
_NARROW = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{8,}")
_TELLING = re.compile(r"[A-Za-z0-9]")


def runs(data: bytes) -> Iterator[tuple[int, str]]:
    r"""(offset, text) of each run, in order.

    >>> list(runs(b"\x01\x02" + "Ann Lee, 1".encode("utf-16-le") + b"\x00\x00Bob Lee, 2\x00"))
    [(2, 'Ann Lee, 1'), (24, 'Bob Lee, 2')]
    """
    at = 0
    for found in _WIDE.finditer(data):
        yield from _narrow(data, at, found.start())
        text = found[0].decode("utf-16-le", "replace")
        if _is_text(text):
            yield found.start(), text
        at = found.end()
    yield from _narrow(data, at, len(data))


def _narrow(data: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    for found in _NARROW.finditer(data, start, end):
        text = found[0].decode("cp1252", "replace")
        if _is_text(text):
            yield found.start(), text


def _is_text(text: str) -> bool:
    return len(_TELLING.findall(text)) * 2 >= len(text)
