"""A mail box (mbox): each message a child, cut at the lines "From " that follow an empty line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.model import Axis, Blob, Gap, Reason, Step

# RFC 4155: an address and a date; the blanks and the year tell it from a sentence that begins with "From".
_FROM = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def extract_mbox(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The messages one by one, so that a box of gigabytes needs the memory of its largest message."""
    largest = context.limits.document
    lines: list[bytes] = []
    size = number = 0
    blank, cut = True, False
    with blob.open() as stream:
        for line in stream:
            if blank and line.startswith(b"From ") and _FROM.match(line):
                if lines:
                    number += 1
                    yield _message(blob, context, number, lines)
                lines, size, cut = [], 0, False
                continue
            blank = line in {b"\n", b"\r\n"}
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
