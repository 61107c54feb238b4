"""Files of this machine: how one is opened and watched. The only file that opens a target, a small one by `_kernel.c`.

Targets are never written, never mapped (a mapped file that is cut short kills the process: SIGBUS), never
waited for (a FIFO blocks for ever), and opened without a trace where the system allows. What was opened must
be what was listed: the (device, inode) of the walker's look is compared, so a path swapped for a link in
between is not read.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import TYPE_CHECKING, BinaryIO, cast

from msgspec.structs import replace

from piiscan.model import Reason, Source, Unscannable
from piiscan.sources import kernel
from piiscan.sources.base import TABLE, Stamp, errno_name, is_file, stamp_of
from piiscan.sources.slowly import SLOWLY

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
NOATIME = getattr(os, "O_NOATIME", 0)  # Linux only
PASS = getattr(os, "O_PATH", os.O_RDONLY) | os.O_CLOEXEC  # to go through a directory that may not be listed
NO_STAMP: Stamp = (0, 0, 0, 0)
_SMALL = READ | os.O_NOFOLLOW
_STAT_BLOCK = 512  # bytes of what stat(2) counts, on Linux and macOS alike
LONGEST = 1000  # bytes of path for one system call; PATH_MAX is 4096 on Linux, 1024 on macOS


class SourceFile(io.FileIO):
    """A raw, unbuffered file that remembers how it looked when it was opened."""

    looked: os.stat_result

    def pieces(self) -> list[tuple[int, int]] | None:
        """(start, end) of what is stored of a file with holes, which may be a terabyte of nothing; None if all is.

        Moves the place it is read from. Costs nothing for a file that takes as many blocks as it is long.
        """
        size = self.looked.st_size
        if self.looked.st_blocks * _STAT_BLOCK >= size or not hasattr(os, "SEEK_DATA"):
            return None
        found, at, handle = [], 0, self.fileno()
        while at < size:
            try:
                start = os.lseek(handle, at, os.SEEK_DATA)
                at = min(os.lseek(handle, start, os.SEEK_HOLE), size)
            except OSError as error:
                if error.errno != errno.ENXIO:  # a file system that knows no holes
                    return None
                break  # a hole to the end
            found.append((start, at))
        return None if found == [(0, size)] else found


class SlowFile(SourceFile):
    """One that is read no faster than a rate."""

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill it, but at the end, in pieces."""
        view = memoryview(buffer).cast("B")
        done, piece = 0, SLOWLY.piece
        while done < len(view) and (count := super().readinto(view[done : done + piece])):
            SLOWLY.passed(count)
            done += count
        return done

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, fewer at the end only."""
        if size is None or size < 0:
            return self.readall()
        data = bytearray(size)
        del data[self.readinto(data) :]
        return bytes(data)

    def readall(self) -> bytes:
        """All that follows."""
        pieces = []
        while data := self.read(SLOWLY.piece):
            pieces.append(data)
        return b"".join(pieces)


def open_quietly(path: str, flags: int, directory: int | None = None) -> int:
    """Open for reading, without changing the access time where that is allowed (owner or CAP_FOWNER only)."""
    if NOATIME:
        try:
            return os.open(path, flags | NOATIME, dir_fd=directory)
        except PermissionError:
            pass
    return os.open(path, flags, dir_fd=directory)


def open_source(source: Source, *, follow: bool = False) -> BinaryIO:
    """Open a file the walker found, at its beginning. Raises `Unscannable`, never OSError.

    With `follow` the last name may be a link: standard input is kept behind one (see `stdin`).
    """
    try:
        handle = _open(source.opens, READ if follow else READ | os.O_NOFOLLOW)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unscannable(Reason.CHANGED, "gone since it was listed") from error
    except OSError as error:
        raise Unscannable(Reason.UNREADABLE, errno_name(error)) from error
    try:
        return cast("BinaryIO", _verified(handle, source.stamp))
    except BaseException:
        os.close(handle)
        raise


def read_whole(stream: BinaryIO, most: int) -> bytes | None:
    """All bytes of a file just opened; None: there are more than `most`, or others than its size says, or holes.

    Where reading fails nothing is said of it here: whoever reads on meets the same error.
    """
    if not isinstance(stream, SourceFile):
        whole = getattr(stream, "whole", None)  # of what was fetched
        return None if whole is None else cast("bytes | None", whole(most))
    size = stream.looked.st_size
    if size > most or stream.looked.st_blocks * _STAT_BLOCK < size:
        return None
    try:
        data = os.read(stream.fileno(), size + 1)
    except OSError:
        return None
    return data if len(data) == size else None


def read_at_once(source: Source, most: int) -> bytes | None:
    """All bytes of a file the walker found, opened as carefully as by `open_source`, and the same before and after.

    None: it is no file of this machine, there are more than `most`, or whatever else: who opens it meets that again.
    """
    if source.size > most or len(source.opens) > LONGEST or not is_file(source):
        return None
    if kernel.read_whole is None:
        return read_by_calls(source, most)
    device, inode, _, _ = stamp = source.stamp
    try:
        data: bytes | None = kernel.read_whole(source.opens, _SMALL, NOATIME, most, device, inode, stamp != NO_STAMP)
    except ValueError:
        return None
    return data


def read_by_calls(source: Source, most: int) -> bytes | None:
    """The same of a file of this machine whose path fits a system call."""
    try:
        handle = open_quietly(source.opens, READ | os.O_NOFOLLOW)
    except (OSError, ValueError):
        return None
    try:
        looked = os.fstat(handle)
        size = looked.st_size
        if size > most or looked.st_blocks * _STAT_BLOCK < size or not _is_listed(looked, source.stamp):
            return None
        data = os.read(handle, size + 1)
        return data if len(data) == size and not _differ(os.fstat(handle), looked) else None
    except OSError:
        return None
    finally:
        os.close(handle)


def _is_listed(looked: os.stat_result, stamp: Stamp) -> bool:
    return stat.S_ISREG(looked.st_mode) and (stamp == NO_STAMP or (looked.st_dev, looked.st_ino) == stamp[:2])


def _differ(now: os.stat_result, before: os.stat_result) -> bool:
    return (
        now.st_size != before.st_size or now.st_mtime_ns != before.st_mtime_ns or now.st_ctime_ns != before.st_ctime_ns
    )


def open_beside(source: Source, name: str) -> BinaryIO | None:
    """Another file of the folder a source is in, as carefully as the source; None where there is no such file."""
    folder, _ = os.path.split(source.opens)
    if not is_file(source) or not folder or "/" in name:
        return None
    try:
        return open_source(replace(source, opens=os.path.join(folder, name), stamp=NO_STAMP))  # noqa: PTH118
    except Unscannable:
        return None


def look_again(source: Source) -> Source | None:
    """The file as it is under its name now, which may be another one than was listed; None: there is none to read.

    What was listed is no measure any more, so the way from the root is gone once more, name by name and through no
    link: nothing swapped in since leads outside, or to another file system.
    """
    base = source.opens.removesuffix(f"/{source.path}")
    names = source.path.split("/")
    if not is_file(source) and source.root != "-":
        return None
    if source.root == "-" or base == source.opens:
        base, _, name = source.opens.rpartition("/")
        names = [name]
    directory = None
    try:
        for name in [base or "/", *names[:-1]]:
            follow = os.O_NOFOLLOW if directory is not None else 0
            step = os.open(name, PASS | os.O_DIRECTORY | follow, dir_fd=directory)
            if directory is not None:
                os.close(directory)
            directory = step
        status = os.stat(names[-1], dir_fd=directory, follow_symlinks=False)
    except OSError:
        return None
    finally:
        if directory is not None:
            os.close(directory)
    if not stat.S_ISREG(status.st_mode) or source.stamp[0] not in {0, status.st_dev}:
        return None
    return replace(source, size=status.st_size, stamp=stamp_of(status))


def changed(source: Source, stream: BinaryIO) -> bool:
    """Whether the file was altered while it was read: size, times or (for a foreign stream) identity."""
    if source.opens.startswith(TABLE):
        return False  # what is read is what the database gave
    now = os.fstat(stream.fileno())
    if isinstance(stream, SourceFile):
        return (now.st_size, *stamp_of(now)) != (stream.looked.st_size, *stamp_of(stream.looked))
    return (now.st_size, *stamp_of(now)) != (source.size, *source.stamp)


def kind_of(mode: int) -> str:
    """What a thing is that is not a regular file, in words."""
    if stat.S_ISDIR(mode):
        return "directory"
    if stat.S_ISLNK(mode):
        return "symbolic link"
    if stat.S_ISFIFO(mode):
        return "FIFO"
    if stat.S_ISSOCK(mode):
        return "socket"
    if stat.S_ISCHR(mode):
        return "character device"
    if stat.S_ISBLK(mode):
        return "block device"
    return "special file"


def _verified(handle: int, stamp: Stamp) -> SourceFile:
    looked = os.fstat(handle)
    if not stat.S_ISREG(looked.st_mode):
        raise Unscannable(Reason.SPECIAL, f"{kind_of(looked.st_mode)}, was a file when it was listed")
    if stamp != NO_STAMP and (looked.st_dev, looked.st_ino) != stamp[:2]:
        raise Unscannable(Reason.CHANGED, "replaced by another file since it was listed")
    stream = (SlowFile if SLOWLY.holds(looked.st_size) else SourceFile)(handle, "rb")
    stream.looked = looked
    return stream


def _open(path: str, flags: int) -> int:
    """`os.open` for a path of any length: one that the system refuses as too long is gone along in pieces."""
    if len(path) <= LONGEST or len(os.fsencode(path)) <= LONGEST:
        return open_quietly(path, flags)
    *parents, name = path.split("/")
    directory: int | None = None
    try:
        for piece in _pieces(parents):
            step = os.open(piece, PASS | os.O_DIRECTORY, dir_fd=directory)
            if directory is not None:
                os.close(directory)
            directory = step
        return open_quietly(name, flags, directory)
    finally:
        if directory is not None:
            os.close(directory)


def _pieces(names: list[str]) -> list[str]:
    """Join names to pieces of a path, each short enough for one system call. The first one is absolute.

    >>> _pieces(["", "a", "b"])
    ['/a/b']
    """
    pieces: list[str] = []
    room = 0
    for name in names:
        length = len(os.fsencode(name)) + 1
        if room < length or not pieces:
            pieces.append(name)
            room = LONGEST - length
        else:
            pieces[-1] += "/" + name
            room -= length
    pieces[0] = pieces[0] or "/"
    return pieces
