"""Messages of HL7 in running text, as engines that pass them on write them into logs.

Rule: from MSH on, line by line, as long as lines begin as segments do; within one line what stands for the end of a
segment ends one (a carriage return written out, <CR>). Taken out are those with a number that only its field names:
the rest of a log stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.encoded.string_markup import Taken
from piiscan.formats.encoded.triggers import Buffer
from piiscan.later import later

MARK = b"MSH|^~\\&|"
_NAME = "message.hl7"
_LONGEST = 64 << 10  # bytes
_SEGMENTS = later(rb"MSH\|[^\r\n\x1c]*+(?:(?:\r\n?|\n)[ \t]{0,40}[A-Z][A-Z0-9]{2}\|[^\r\n\x1c]*+)*+")
_FIELD = rb"(?:[^|\r\n]*+\|)"
_NUMBERED = later(  # PID-19 and 20, GT1-12, IN2-2, NK1-37, and identifiers with their type (table 0203)
    rb"PID\|" + _FIELD + rb"{18,19}[^|\r\n]*[0-9]{4}|GT1\|" + _FIELD + rb"{11}[^|\r\n]*[0-9]{4}"
    rb"|IN2\|" + _FIELD + rb"[0-9-]{9}|NK1\|" + _FIELD + rb"{36}[^|\r\n]*[0-9]{4}|\^(?:SS|DL)[~|^&\r\n]"
)
_PARTED = later(rb"[ \t]*(?:\\r\\n|\\r|\\n|<[Cc][Rr]>|&#(?:x[dD]|13);|(?:\r\n?|\n)[ \t]*)(?=[A-Z][A-Z0-9]{2}\||\Z)")


def message_at(data: Buffer, place: int) -> tuple[Taken | None, int]:
    r"""The message whose first marks end at a place, None where no number in it needs its field; where it ends.

    >>> text = b"10:00 RECV MSH|^~\\&|A\rPID|1||7||LEE^ANN" + b"|" * 14 + b"010940001\n10:01 ok\n"
    >>> inside, end = message_at(text, 20)
    >>> text[inside.start : inside.end][-9:], text[end:]
    (b'010940001', b'\n10:01 ok\n')
    """
    start = place - len(MARK)
    found = _SEGMENTS.match(data, start, start + _LONGEST) if start >= 0 and data[start:place] == MARK else None
    if found is None:
        return None, place
    told = _NUMBERED.search(data, *found.span()) is not None
    return Taken(*found.span(), _NAME) if told else None, found.end()


def message_text(stream: BinaryIO) -> Iterator[bytes]:
    """A message with a segment in each line."""
    yield _PARTED.sub(b"\r", stream.read())
