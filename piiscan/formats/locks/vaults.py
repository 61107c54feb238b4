"""Files that begin with a block that is locked (a vault, age in armor, base64 of `openssl enc`), and armor in prose.

A file that begins so has that type, whatever text stands behind it, which is read. What such a block is,
`values` says, as of one further down in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec.structs import replace

from piiscan.formats import BY_NAME
from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.formats.locks.values import CHACHA, block_of
from piiscan.formats.plain.windows import by_lines
from piiscan.later import later
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Segment, Step, Unscannable

_FIRST = b"$-Ua"  # what the blocks begin with
_AGE = b"age-encryption.org/v1\n"
_SUFFIX = re.compile(r"(?i)\.(?:age|vault|enc|asc)$")
_LINE = 4096  # no line of a block is so long, but base64 that is not wrapped
_HEX = later(rb"[ \t]*[0-9a-f]+\s*")
_LETTERS = later(rb"[A-Za-z0-9+/]+={0,2}\s*")
_PGP = later(rb"(?m)^-----BEGIN PGP (?:MESSAGE|SIGNED MESSAGE)-----[ \t]*\r?$")
_PROSE = frozenset({"text", "markdown"})  # a table or a mail has a reader that knows its parts


def sealed_block(head: bytes) -> Format | None:
    """The format of a file that begins with a locked block, None for anything else."""
    if head[0] not in _FIRST:
        return None
    found = ("application/x-age-encryption", CHACHA) if head.startswith(_AGE) else block_of(head)
    return None if found is None else Format("locked", found[0], _block(found[1]))


def with_armor(head: bytes, found: Format) -> Format:
    """The format of a text: that of armor, if OpenPGP stands in prose."""
    pgp = found.name in _PROSE and b"-----BEGIN " in head and b"-----BEGIN PGP " in head and _PGP.search(head)
    return BY_NAME["openpgp-armor"] if pgp else found


def _block(lock: Encryption) -> Extract:
    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        from piiscan.formats.markup.xml import text_from

        detail = f"needs a key ({lock.algorithm})"
        behind = _behind(blob)
        if context.passwords:
            from piiscan.formats.locks.vault_keys import opened, too_costly

            run, why = opened(blob, behind, context.limits, context.passwords), too_costly(blob)
            if run is not None:
                yield replace(lock, opened=True, whole=behind is None)
                yield from _inside(blob, context, run)
                if behind is not None:
                    yield from text_from(blob, context, behind)
                return
            detail = f"{detail}; {why}" if why else detail
        if behind is not None:
            yield lock
            read = False
            for item in text_from(blob, context, behind):
                read = read or (isinstance(item, Segment) and bool(item.data[item.start :].strip()))
                yield item
            if read:
                yield Gap(Reason.ENCRYPTED, detail)
                return
        raise Unscannable(Reason.ENCRYPTED, detail, lock)

    return extract


def _inside(blob: Blob, context: Context, run: Callable[[], Iterator[bytes]]) -> Iterator[Extracted]:
    from piiscan.formats.spool import Member, child

    context.budget.take_member()
    step = Step(Axis.DECODED, "opened")
    member = Member(run, context)
    yield child(blob, step, _SUFFIX.sub("", blob.name) or blob.name, member)
    yield from member.gap((step,))


def _behind(blob: Blob) -> int | None:
    """Where the block ends that the file begins with, if anything follows."""
    with by_lines(blob.open()) as stream:
        first = stream.readline(_LINE)
        if first == _AGE:
            return None
        if first.startswith(b"-"):
            return _behind_armor(stream, len(first))
        vault = first.startswith(b"$")
        end, lines = len(first), _HEX if vault else _LETTERS
        before, width = (b"\n", 0) if vault else (first, len(first.strip()))  # the last line is shorter than the others
        while line := stream.readline(_LINE):
            width = width or len(line.strip())
            goes_on = not before.endswith(b"\n") or before == b"\n" or len(before.strip()) == width
            if not goes_on or not lines.fullmatch(line):
                return end
            end += len(line)
            before = line
        return None


def _behind_armor(stream: BinaryIO, end: int) -> int | None:
    while line := stream.readline(_LINE):
        end += len(line)
        if line.startswith(b"-----END AGE"):
            return end if stream.read(1) else None
    return None
