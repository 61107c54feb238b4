"""The objects of a git repository by their ids: one long `git cat-file --batch` for each process that reads them.

Rule: what is given is what is stored, without filters or conversions, and nothing else of the repository is touched. A
file that Git LFS keeps elsewhere is told as one that is not read.
"""

from __future__ import annotations

import os
import select
import subprocess
import time
from contextlib import suppress
from typing import BinaryIO, cast

from piiscan.model import Reason, Source, Unscannable
from piiscan.sources import git
from piiscan.sources.base import OBJECT, SourceError, errno_name, plain_path
from piiscan.sources.git import Repository, repository
from piiscan.sources.local import SourceFile
from piiscan.temporary import tempfile

IN_MEMORY = 64 << 20  # bytes; larger ones lie in a temporary file without a name
_BLOCK = 1 << 20
_LFS = b"version https://git-lfs.github.com/spec/"
_ELSEWHERE = "a pointer of Git LFS: the file itself is kept elsewhere, not in git"
_SILENCE = 1000  # milliseconds, until it is looked at whether git has said its last
_TAIL = 80  # bytes: a line that says that an object is missing
_POINTER = 1024  # bytes: no pointer is longer


class _Batch:
    """A git that gives one object after the other, and the last one it gave."""

    def __init__(self, repository: Repository) -> None:
        self.process = repository.start("cat-file", "--batch", stdin=subprocess.PIPE)
        self.nobody = "0" * repository.hexadecimals
        self.tail = b""
        self.last: tuple[str, int] | None = None

    def close(self) -> None:
        """End it."""
        self._forget()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.kill()
        self.process.wait()

    def handle(self, name: str) -> int:
        """A new handle of the bytes of an object. Raises `Unscannable`, OSError."""
        if self.last is None or self.last[0] != name:
            self._forget()
            self.last = name, self._read(name)
        _, kept = self.last
        try:
            return os.open(f"/proc/self/fd/{kept}", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:  # no such thing on this system: it is read again the next time
            self.last = None
            os.lseek(kept, 0, os.SEEK_SET)
            return kept

    def _forget(self) -> None:
        if self.last is not None:
            os.close(self.last[1])
            self.last = None

    def _read(self, name: str) -> int:
        """The bytes of an object, spooled. Behind it git is asked for what never is: the answer to that is the end."""
        assert self.process.stdin is not None  # noqa: S101 - for the type checker
        self.process.stdin.write(f"{name}\n{self.nobody}\n".encode("ascii"))
        end = f"{self.nobody} missing\n".encode("ascii")
        got = b""
        while b"\n" not in got:
            got += self._some()
        header, _, got = got.partition(b"\n")
        fields = header.split()
        size = int(fields[2]) if len(fields) == 3 else -1
        if size <= _POINTER:
            while len(got) < len(end) + size + 1:
                got += self._some()
            if size < 0:
                raise Unscannable(Reason.CORRUPT, "git cannot read this object: it is damaged, or not there")
            if got.startswith(_LFS):
                raise Unscannable(Reason.UNSUPPORTED, _ELSEWHERE)
        spool = _spool(size)
        try:
            self._copy(got, size, end, spool)
        except BaseException:
            os.close(spool)
            raise
        return spool

    def _copy(self, got: bytes, size: int, end: bytes, spool: int) -> None:
        """What has come of an object and what is still to come, into a file."""
        while size > 0:
            got = got or self._some()
            part, got = got[:size], got[size:]
            size -= len(part)
            while part:
                part = part[os.write(spool, part) :]
        while len(got) < len(end) + 1:
            got += self._some()
        if got != b"\n" + end:
            raise BrokenPipeError

    def _some(self) -> bytes:
        """The next bytes of the answer. BrokenPipeError where it is over before its time: a size that was a lie."""
        assert self.process.stdout is not None  # noqa: S101 - for the type checker
        handle = self.process.stdout.fileno()
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        until = time.monotonic() + git.SILENCE
        while not waiting.poll(_SILENCE):
            if time.monotonic() > until or self.tail.endswith(f"{self.nobody} missing\n".encode("ascii")):
                raise BrokenPipeError
        block = os.read(handle, _BLOCK)
        if not block:
            raise BrokenPipeError
        self.tail = (self.tail + block[-_TAIL:])[-_TAIL:]
        return block


_AT_WORK: dict[str, _Batch] = {}


def close() -> None:
    """End all that is at work in this process."""
    while _AT_WORK:
        _AT_WORK.popitem()[1].close()


def open_object(source: Source) -> BinaryIO:
    """An object as a raw stream at its beginning. Raises `Unscannable`."""
    place, _, name = source.opens.removeprefix(OBJECT).rpartition("@")
    path = place.removesuffix(f"/{plain_path(source)}")
    try:
        batch = _AT_WORK.get(path)
        if batch is None:
            batch = _AT_WORK[path] = _Batch(repository(path))
        handle = batch.handle(name)
    except SourceError as error:
        raise Unscannable(Reason.UNREADABLE, str(error)) from error
    except (BrokenPipeError, ValueError) as error:
        _end(path)
        raise Unscannable(Reason.CORRUPT, "git cannot read this object: it is damaged") from error
    except OSError as error:
        _end(path)
        raise Unscannable(Reason.UNREADABLE, errno_name(error)) from error
    except Unscannable:
        raise
    except BaseException:
        _end(path)  # what it was about to say would be taken for the next object
        raise
    stream = SourceFile(handle, "rb")
    stream.looked = os.fstat(handle)
    return cast("BinaryIO", stream)


def _end(path: str) -> None:
    batch = _AT_WORK.pop(path, None)
    if batch is not None:
        batch.close()


def _spool(size: int) -> int:
    if size <= IN_MEMORY and hasattr(os, "memfd_create"):
        return os.memfd_create("piiscan-object")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
