"""A mail box (mbox): each message a child, cut at the lines "From " that follow an empty line.

Some programs forget the empty line: then a line with an address, a day and a date is one if a header follows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.model import Axis, Blob, Gap, Reason, Step

# RFC 4155: an address and a date; the blanks and the year tell it from a sentence that begins with "From".
_FROM = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}")
_FULL = re.compile(
    rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z][a-z] +\d{1,2} +\d\d:\d\d(?::\d\d)?[^\r\n]*\d{4}"
)
_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
_EMPTY = frozenset({b"\n", b"\r\n"})
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def extract_mbox(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The messages one by one, so that a box of gigabytes needs the memory of its largest message."""
    largest = context.limits.document
    lines: list[bytes] = []
    size = number = 0
    blank, cut = True, False
    with blob.open() as stream:
        following = stream.readline()
        while line := following:
            following = stream.readline()
            if line.startswith(b"From ") and (
                _FROM.match(line) if blank else _FULL.match(line) and _HEADER.match(following)
            ):
                if lines:
                    number += 1
                    yield _message(blob, context, number, lines)
                lines, size, cut = [], 0, False
                continue
            blank = len(line) < 3 and line in _EMPTY
            size += len(line)
            if size <= largest:
                lines.append(line)
            elif not cut:
                cut = True
                yield Gap(Reason.LIMIT, f"message {number + 1} larger than {largest} bytes, cut (limit: document)")
    if lines:
        yield _message(blob, context, number + 1, lines)


def _message(blob: Blob, context: Context, number: int, lines: list[bytes]) -> Blob:
    context.budget.take_member()
    data = _QUOTED.sub(rb"\1", b"".join(lines))
    step = Step(Axis.MEMBER, f"message {number}")
    return Blob(f"message {number}.eml", lambda: io.BytesIO(data), (*blob.at, step), len(data), "message/rfc822")
