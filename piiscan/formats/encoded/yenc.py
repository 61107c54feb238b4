"""Posts with files in yEnc (yenc.org, version 1.3): each byte is moved by 42, so that anyone reads it.

Rule: the text round the blocks is read with its places, each block is a member. A file of several posts is not put
together: each post has its part, which is read as far as it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import extract_text
from piiscan.formats.plain.windows import by_lines
from piiscan.formats.spool import Member, child
from piiscan.later import later
from piiscan.model import Axis, Blob, Step

_BEGIN = later(rb"=ybegin (?:part=\d+ )?(?:total=\d+ )?line=\d+ size=\d+[^\r\n]*? name=([^\r\n]*)")
_LINE = 64 << 10  # bytes of a line at a time; the usual ones have 128
_ESCAPED = later(rb"(?s)=(.)")
_MOVED = bytes((byte - 42) % 256 for byte in range(256))


def is_yenc(head: bytes) -> bool:
    r"""Whether a block begins on a line of its own in the first bytes of a file.

    >>> is_yenc(b"Subject: a\n\n=ybegin line=128 size=9 name=a.txt\n"), is_yenc(b"it begins with =ybegin line=128")
    (True, False)
    """
    at = head.find(b"=ybegin ")
    while at >= 0:
        if (not at or head[at - 1] == 0x0A) and _BEGIN.match(head, at):
            return True
        at = head.find(b"=ybegin ", at + 1)
    return False


def extract_yenc(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text outside of the blocks, and what each block stands for."""
    text = Member(partial(_clear, blob), context, expands=False)
    yield from extract_text(Blob(blob.name, text.open, blob.at, blob.size), context)
    for number, (start, name) in enumerate(_blocks(blob), 1):
        context.budget.take_member()
        step = Step(Axis.DECODED, "yenc" if number == 1 else f"yenc {number}")
        member = Member(partial(_decoded, blob, start), context)
        yield child(blob, step, name.replace("\\", "/").rpartition("/")[2] or "yenc", member)
        yield from member.gap((step,))


def _blocks(blob: Blob) -> Iterator[tuple[int, str]]:
    """Where the data of each block begin, and the name of the file."""
    with by_lines(blob.open()) as stream:
        end = 0
        while line := stream.readline(_LINE):
            end += len(line)
            found = _BEGIN.match(line)
            if found is not None:
                yield end, found[1].strip().decode("utf-8", "replace")


def _clear(blob: Blob) -> Iterator[bytes]:
    """The file with blanks in the place of all data, so that every place is where it was."""
    inside = False
    with by_lines(blob.open()) as stream:
        while line := stream.readline(_LINE):
            if line.startswith(b"=y"):
                inside = not line.startswith(b"=yend")
                yield line
            else:
                yield b" " * (len(line) - 1) + line[-1:] if inside else line


def _decoded(blob: Blob, start: int) -> Iterator[bytes]:
    """The bytes of a block; a damaged or missing end ends it there."""
    with by_lines(blob.open()) as stream:
        stream.seek(start)
        kept = b""
        while line := stream.readline(_LINE):
            if line.startswith(b"=yend") and not kept:
                return
            if line.startswith(b"=ypart ") and not kept:
                continue
            data = kept + line.rstrip(b"\r\n")
            kept = data[-1:] if data.endswith(b"=") and not line.endswith(b"\n") else b""
            data = data[: len(data) - len(kept)]
            yield _ESCAPED.sub(lambda found: bytes(((found[1][0] - 64) % 256,)), data).translate(_MOVED)
