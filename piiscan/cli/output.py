"""Where a report goes: a file that is there whole or not at all, or standard output.

A report file is written beside its place under a draft name, locked, flushed to the disk, and then renamed,
so that a reader sees the old report or the new one. Mode 0600 whatever the umask. One draft name for each
report is also the lock: a second run on the same report finds it taken. What a killed run left there is
written over.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from piiscan.cli import Failure, NotWritten
from piiscan.given import in_words

FileId = tuple[int, int]
_MISPLACED = {errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENAMETOOLONG, errno.EROFS}
REVEAL = "--reveal goes into a file only: use -o FILE with -f jsonl, -f json or -f csv"


class OutputError(Failure):
    """A place no report can be written to, and why. Names the place, never what was to be written there."""


class WriteError(OutputError, NotWritten):
    """A report that could not be written although its place could be used: a full disk, a reader that is gone."""


@contextlib.contextmanager
def report_file(path: str) -> Iterator[tuple[Parts, set[FileId]]]:
    """The stream to write a report file with, and the files a walker must not read because of it.

    The report takes its place when the context ends without an exception. Raises `OutputError`. Further parts of it
    take theirs before: whoever sees a new first part finds the others.
    """
    with contextlib.ExitStack() as stack:
        first, own = stack.enter_context(_one_file(path))
        yield Parts(first, path, stack), own


@contextlib.contextmanager
def _one_file(path: str) -> Iterator[tuple[Guarded, set[FileId]]]:
    target = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link at the end
    if not target.name:
        raise OutputError(f"{target}: is a directory")
    draft = target.with_name(f".{target.name}.piiscan-draft")
    with _told(path):
        own = {*_checked(target)}
        descriptor = _locked(draft)
    raw = io.FileIO(descriptor, "wb")
    out = io.TextIOWrapper(io.BufferedWriter(raw, 1 << 16), encoding="utf-8", errors="backslashreplace")
    try:
        own.add(_identity(os.fstat(descriptor)))
        yield Guarded(out, path), own
        with _told(path):
            out.flush()
            os.fsync(descriptor)
            _checked(target)
            draft.replace(target)
            _sync_directory(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    finally:
        with contextlib.suppress(OSError):  # what can fail was flushed and synchronised above
            out.close()


@contextlib.contextmanager
def standard_output(stream: TextIO | None) -> Iterator[Guarded]:
    """Standard output as the place of a report; what fails there becomes an `OutputError`."""
    if stream is None:
        raise OutputError("standard output is closed")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:  # an encoding that has no "›" must not end a run
        reconfigure(errors="backslashreplace")
    told = Guarded(stream, "standard output")
    try:
        yield told
        told.flush()
    except OutputError:
        _abandon(stream)
        raise


def fill_standard_streams() -> None:
    """Open what is closed of the first three descriptors: a report must not get such a number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn an operating system's error into an `OutputError` in plain words."""
    try:
        yield
    except OSError as error:
        raise _in_words(name, error) from None


def _in_words(name: str, error: OSError) -> OutputError:
    if isinstance(error, BrokenPipeError):
        return WriteError(f"{name}: its reader is gone")
    what = in_words(error)
    kind = OutputError if error.errno in _MISPLACED else WriteError
    return kind(f"{name}: {what[:1].lower()}{what[1:]}; no report was written")


def _abandon(stream: TextIO) -> None:
    """Point a standard output that failed at nothing, or Python fails once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _checked(target: Path) -> list[FileId]:
    """The report that is there now, if it is one that may be replaced."""
    try:
        there = target.lstat()
    except FileNotFoundError:
        return []
    if stat.S_ISLNK(there.st_mode):
        raise OutputError(f"{target}: is a symbolic link; name the file itself")
    if not stat.S_ISREG(there.st_mode):
        raise OutputError(f"{target}: is {'a directory' if stat.S_ISDIR(there.st_mode) else 'not a regular file'}")
    return [_identity(there)]


def _locked(draft: Path) -> int:
    """Open the draft for this run alone."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    for _ in range(10):
        try:
            descriptor = os.open(draft, flags, 0o600)
        except OSError as error:
            if error.errno in {errno.ELOOP, errno.EMLINK}:
                raise OutputError(f"{draft}: is a symbolic link") from None
            raise
        try:
            status = os.fstat(descriptor)
            _lock(descriptor, status, draft)
            # The other run may have renamed or removed the file between our open and our lock.
            with contextlib.suppress(FileNotFoundError):
                if _identity(draft.lstat()) == _identity(status):
                    os.fchmod(descriptor, 0o600)
                    os.ftruncate(descriptor, 0)
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise OutputError(f"{draft}: another run is writing this report")


def _lock(descriptor: int, status: os.stat_result, draft: Path) -> None:
    # In a directory others can write to, someone may have put a file of theirs here to read along,
    # or a second name of a file of ours to have it emptied.
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_nlink > 1:
        raise OutputError(f"{draft}: is in the way")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{draft}: another run is writing this report") from None


def _sync_directory(directory: Path) -> None:
    """Make the new name last. Some file systems cannot, and the report itself is on the disk by now."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _identity(status: os.stat_result) -> FileId:
    return (status.st_dev, status.st_ino)


class Guarded:
    """A text stream whose failures to write are `OutputError`s, so that they are told from all others."""

    def __init__(self, inner: TextIO, name: str) -> None:
        self.inner = inner
        self._name = name

    def write(self, text: str, /) -> object:
        """Write on."""
        try:  # once for every record: a context costs as much as the writing
            return self.inner.write(text)
        except OSError as error:
            raise _in_words(self._name, error) from None

    def flush(self) -> None:
        """Flush on."""
        with _told(self._name):
            self.inner.flush()


class Parts(Guarded):
    """A report file, and those it goes on in: report.csv, report.2.csv, report.3.csv."""

    def __init__(self, first: Guarded, path: str, stack: contextlib.ExitStack) -> None:
        super().__init__(first.inner, path)
        self._path = Path(path)
        self._stack = stack
        self.count = 1

    def another(self) -> Guarded:
        """Begin the next part."""
        self.count += 1
        return self._stack.enter_context(_one_file(str(self._part(self.count))))[0]

    def remarks(self) -> Iterator[str]:
        """What whoever gets the report must know: that it has parts, and that one there is not of it."""
        if self.count > 1:
            yield f"the report has {self.count} parts: {self._path} to {self._part(self.count)}"
        if self._part(self.count + 1).exists():
            yield f"{self._part(self.count + 1)}: is of an earlier report, and no part of this one"

    def _part(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.stem}.{number}{self._path.suffix}")
