"""Members that stand in an archive as they are, one after the other: AR, CPIO, ISO 9660, stored RAR.

Names are only shown; nothing is written to disk under them. Links and devices are listed, not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import BinaryIO

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.formats.spool import Member, child, refused
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

_CHUNK = 1 << 20


class Slices(Struct):
    """One archive under way."""

    blob: Blob
    stream: BinaryIO
    context: Context
    names: dict[str, int] = field(default_factory=dict)
    siblings: Siblings | None = None

    def at(self, offset: int, size: int) -> bytes:
        """So many bytes at a place, fewer at the end."""
        self.stream.seek(offset)
        return self.stream.read(size)

    def size(self) -> int:
        """The size of the archive."""
        return self.stream.seek(0, 2)

    def give(self, name: str, pieces: Sequence[tuple[int, int]]) -> Iterator[Extracted]:
        """A member that stands at (offset, size), or in several such pieces."""
        size = sum(length for _, length in pieces)
        yield from self.unpacked(name, partial(self._run, pieces), size, expands=False)

    def unpacked(
        self, name: str, chunks: Callable[[], Iterator[bytes]], size: int | None, *, expands: bool = True
    ) -> Iterator[Extracted]:
        """A member that a run over its bytes gives."""
        self.context.budget.take_member()
        step = self._step(name)
        member = Member(chunks, self.context, expands=expands)
        yield self._with_others(child(self.blob, step, name.rpartition("/")[2] or name, member, size))
        yield from member.gap((step,))

    def refuse(self, name: str, trouble: Unscannable, size: int | None = None) -> Iterator[Extracted]:
        """A member that is not read, and why."""
        self.context.budget.take_member()
        step = self._step(name)
        yield self._with_others(refused(self.blob, step, name.rpartition("/")[2] or name, trouble, size))

    def special(self, name: str, what: str) -> Iterator[Extracted]:
        """A link or a device."""
        yield from self.refuse(name, Unscannable(Reason.SPECIAL, what))

    def _with_others(self, member: Blob) -> Blob:
        return self.siblings.with_them(member) if self.siblings is not None else member

    def _step(self, name: str) -> Step:
        """Two members of one name are two places."""
        count = self.names[name] = self.names.get(name, 0) + 1
        return Step(Axis.MEMBER, name if count == 1 else f"{name} ({count})")

    def _run(self, pieces: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        for start, size in pieces:
            done = 0
            while done < size:
                chunk = self.at(start + done, min(_CHUNK, size - done))
                if not chunk:
                    raise Unscannable(Reason.CORRUPT, "member is cut short")
                done += len(chunk)
                yield chunk


def damaged(detail: str) -> Iterator[Extracted]:
    """A gap for what an archive says wrongly of itself."""
    yield Gap(Reason.CORRUPT, detail)


def shown(name: bytes) -> str:
    """A name as text, up to a zero byte; there is always one."""
    return name.partition(b"\0")[0].decode("utf-8", "replace").removeprefix("./") or "?"


def unix_kind(mode: int) -> str:
    """What a mode says a member is: "" for a file, "folder", or the words for what is not followed."""
    kinds = {
        0o040000: "folder",
        0o120000: "symbolic link, not followed",
        0o020000: "character device",
        0o060000: "block device",
        0o010000: "named pipe",
        0o140000: "socket",
    }
    return kinds.get(mode & 0o170000, "")
