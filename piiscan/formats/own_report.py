"""Reports of this program that lie where it scans, told by what they are, whatever they are called.

Rule: left out is only what has no value in it by its make. A report made with --reveal is read like any other file: it
is one more place where the numbers lie open. So is what something else was added to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats import BY_NAME
from piiscan.formats.base import Context, Extracted, Format
from piiscan.model import Blob, Reason, Unscannable

MARKS = (b'{"type":"run","schema_version":"', b'{"run": {"type": "run", "schema_version": "')
_TOOL = re.compile(rb'"tool": ?\{"name": ?"piiscan"')
_RECORDS = (
    *(b'{"type":"%b",' % name for name in (b"run", b"finding", b"outcome", b"summary")),
    *(b'{"type": "%b", ' % name for name in (b"finding", b"outcome")),
    b'{"run": {"type": "run", ',
    b'"summary": {"type": "summary", ',
)
_BETWEEN = {b'"findings": [', b'"outcomes": [', b"],", b""}
_PIECE = 1 << 20
_VALUES = re.compile(rb'"reveal": ?true')


def own_report(head: bytes) -> Format | None:
    """The format of what begins as a report of this program does."""
    if not head.startswith(MARKS) or not _TOOL.search(head):
        return None
    return Format("own-report", "application/x-piiscan-report", _extract)


def _extract(blob: Blob, context: Context) -> Iterator[Extracted]:
    if _is_nothing_else(blob):
        raise Unscannable(Reason.EXCLUDED, "a report of piiscan, without values")
    yield from BY_NAME["json"].extract(blob, context)


def _is_nothing_else(blob: Blob) -> bool:
    """Whether every line is one of a report, and the first says that it has no values in it."""
    with blob.open() as stream:
        first = begins = True
        rest = b""
        while block := stream.read(_PIECE):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                if begins and (not _is_line(line) or (first and _VALUES.search(line))):
                    return False
                first, begins = False, True
            if len(rest) > _PIECE:  # a record of more than that: its beginning is enough
                if begins and (not _is_line(rest) or (first and _VALUES.search(rest))):
                    return False
                first, begins, rest = False, False, b""
    # A run that was killed may have left less of its last line than it begins with.
    return not begins or _is_line(rest) or any(record.startswith(rest) for record in _RECORDS)


def _is_line(line: bytes) -> bool:
    return line.startswith(_RECORDS) or line.rstrip(b"\r") in _BETWEEN
