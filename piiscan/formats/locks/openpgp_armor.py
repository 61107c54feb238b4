"""The armor of OpenPGP (RFC 9580, 6.2): where blocks stand in a text, and the bytes of one."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.plain.windows import by_lines
from piiscan.model import Blob, Reason, Unscannable

_BEGIN = re.compile(rb"-----BEGIN PGP (MESSAGE|SIGNED MESSAGE|[A-Z ]*KEY BLOCK|SIGNATURE)[^\r\n]{0,20}-----[ \t]*\r?\n")
_LINE = 4096  # no line of armor is so long
_INPUT = 64 << 10


def blocks_in(blob: Blob) -> tuple[list[int], str]:
    """Where blocks of packets begin, and what else there is: "signed" text, other "text", or ""."""
    blocks: list[int] = []
    clear = ""
    inside = False
    with by_lines(blob.open()) as stream:
        while line := stream.readline(_LINE):
            begun = _BEGIN.match(line.lstrip())
            if begun:
                inside = True
                if begun[1] == b"SIGNED MESSAGE":
                    clear, inside = "signed", False
                elif begun[1] != b"SIGNATURE":
                    blocks.append(stream.tell())
            elif line.lstrip().startswith(b"-----END PGP"):
                inside = False
            elif not inside and line.strip():
                clear = clear or "text"
    return blocks, clear


def dearmored(blob: Blob, offset: int) -> Iterator[bytes]:
    """The bytes of the block whose headers begin at `offset`. The checksum at its end is left alone."""
    with by_lines(blob.open()) as stream:
        stream.seek(offset)
        kept = b""
        for line in _body(stream):
            kept += line
            if len(kept) >= _INPUT:
                whole = len(kept) & ~3
                yield _decoded(kept[:whole])
                kept = kept[whole:]
        yield _decoded(kept[: len(kept) & ~3])


def _body(stream: BinaryIO) -> Iterator[bytes]:
    begun = False
    while line := stream.readline(_LINE):
        bare = line.strip(b" \t\r\n>")
        if not begun and (not bare or b":" in bare):
            begun = not bare
            continue
        begun = True
        if bare.startswith((b"-----", b"=")):
            return
        yield bare


def _decoded(text: bytes) -> bytes:
    try:
        return b64decode(text)
    except ValueError:
        raise Unscannable(Reason.CORRUPT, "OpenPGP armor is damaged") from None
