"""A mail box (mbox): each message a child, cut at the lines "From " that follow an empty line.

Some programs forget the empty line: then a line with an address, a day and a date is one if a header follows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.mail.threads import BEGINNING, Threads
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Gap, Reason, Step

# RFC 4155: an address and a date; the blanks and the year tell it from a sentence that begins with "From".
_FROM = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}")
_FULL = re.compile(
    rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z][a-z] +\d{1,2} +\d\d:\d\d(?::\d\d)?[^\r\n]*\d{4}"
)
_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BLOCK = 256 << 10
_LINES = 4 << 10  # how much of a line "From " and of the one behind it is looked at
_BACK = 4  # bytes before it that tell an empty line
_LONG = 1 << 20  # bytes of a message from which on it stays in the file


def extract_mbox(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The messages one by one, so that a box of gigabytes needs the memory of some short ones."""
    with blob.open() as stream, blob.open() as again:
        yield from _Box(blob, context, again).read(stream)


class _Box:
    """Cuts a box. What is held of it begins with the message under way, save where that is long."""

    def __init__(self, blob: Blob, context: Context, again: BinaryIO) -> None:
        self.blob, self.context = blob, context
        self.again = again  # reads long messages a second time, one after the other
        self.threads = Threads(extract_mbox, blob, context)
        self.number = 0
        self.held = b""
        self.base = 0  # where what is held stands in the box
        self.begin = 0  # where the message under way begins in it
        self.at = 0  # what of `held` was looked through

    def read(self, stream: BinaryIO) -> Iterator[Extracted]:
        """The messages in their order."""
        ended = False
        while not ended:
            block = stream.read(_BLOCK)
            ended = not block
            self._forget()
            self.held += block
            while (line := self._next()) >= 0 and (ended or line + 2 * _LINES <= len(self.held)):
                end = self._separator(line)
                if end:
                    yield from self._message(self.base + line)
                    self.begin = self.base + end
                self.at = end or line + 5
            self.at = max(self.at, line if line >= 0 else len(self.held) - 5)
        yield from self._message(self.base + len(self.held))

    def _forget(self) -> None:
        """Let go of what was looked through and is not of a short message under way."""
        keep = max(0, self.at - _BACK)
        start = self.begin - self.base
        dropped = keep if keep - start > _LONG else min(start, keep)
        self.held = self.held[dropped:]
        self.base, self.at = self.base + dropped, self.at - dropped

    def _next(self) -> int:
        """Where the next line begins that starts with "From ", -1 where none does."""
        if self.at == 0 == self.base and self.held.startswith(b"From "):
            return 0
        found = self.held.find(b"\nFrom ", max(0, self.at - 1))
        return found + 1 if found >= 0 else -1

    def _separator(self, line: int) -> int:
        """Where the line behind this one begins, if this one stands between messages; else 0."""
        held = self.held
        before = held[max(0, line - _BACK) : line]
        end = held.find(b"\n", line, line + _LINES) + 1 or (len(held) if len(held) < line + _LINES else 0)
        if self.base + line == self.begin or before.endswith((b"\n\n", b"\n\r\n")) or before in {b"\n", b"\r\n"}:
            return end if _FROM.match(held, line, end) else 0
        return end if _FULL.match(held, line, end) and _HEADER.match(held, end, end + _LINES) else 0

    def _message(self, end: int) -> Iterator[Extracted]:
        """The message from `begin` on, if there is one."""
        size = end - self.begin
        if size <= 0:
            return
        self.number += 1
        self.context.budget.take_member()
        name, step = f"message {self.number}.eml", Step(Axis.MEMBER, f"message {self.number}")
        start = self.begin - self.base
        if start >= 0:
            data = _written(self.held[start : start + size])
            at = (*self.blob.at, step)
            key = partial(self.threads.key, str(step.at), data[:BEGINNING])
            yield Blob(name, partial(io.BytesIO, data), at, len(data), "message/rfc822", key_beside=key)
            return
        largest = self.context.limits.document
        if size > largest:
            detail = f"message {self.number} larger than {largest} bytes, cut (limit: document)"
            yield Gap(Reason.LIMIT, detail)
            end = self.begin + largest
        member = Member(partial(self._pieces, self.begin, end), self.context, expands=False)
        beginning = next(self._pieces(self.begin, min(end, self.begin + BEGINNING)), b"")
        yield replace(
            child(self.blob, step, name, member), key_beside=partial(self.threads.key, str(step.at), beginning)
        )

    def _pieces(self, start: int, end: int) -> Iterator[bytes]:
        """A part of the box with what was quoted as it was written, cut between lines where there are some."""
        rest = b""
        while start < end:
            self.again.seek(start)
            piece = self.again.read(min(_BLOCK, end - start))
            if not piece:
                break
            start += len(piece)
            data = rest + piece
            cut = data.rfind(b"\n") + 1
            cut = cut if cut and start < end else len(data)
            yield _written(data[:cut])
            rest = data[cut:]
        yield _written(rest)


def _written(data: bytes) -> bytes:
    """A text without the sign that keeps its lines from being taken for the beginning of a message."""
    return _QUOTED.sub(rb"\1", data) if b">From " in data else data
