"""One directory on the walker's way down: its handle, its names, and how the way back up is found.

Deep trees must not run out of file descriptors: far above, handles are closed and later opened again through
"..", which is checked to lead to the same directory as before. Where the process or the system has none left, all
above are closed, and then waited for. Large directories must not fill the memory: of more than `AT_ONCE` files the
first by name are taken, and the directory is read again for the next.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.sources.base import errno_name
from piiscan.sources.local import READ, open_quietly

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
KEPT_OPEN = 64
CLOSED = -1
AT_ONCE = 50_000  # names of files
ANSWER = 20.0  # seconds for a file system that another machine or process answers for
LESS = 5.0  # the same of one that has not answered before
SILENT_ROW, SILENT_COUNT = 3, 20  # times that a file system does not answer until it is given up: in a row, and in all
PAUSES = 0.05, 0.2, 0.5, 1.0, 2.0  # seconds, until others have given handles back
_NONE_LEFT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}

Result = TypeVar("Result")


class Frame(Struct):
    """A directory that was entered. Names are taken from the ends of the lists."""

    handle: int
    status: os.stat_result
    prefix: str  # its path relative to the root, with "/" at the end; "" for the root
    above: Frame | None = None
    waits: str | None = None  # the type of its file system, if that may never answer
    files: list[str] = field(default_factory=list)
    more: bytes | None = None  # the last of the files taken, where others come after it
    folders: list[str] = field(default_factory=list)
    error: str = ""  # what ended the listing early
    lost: bool = False  # moved while its subdirectories were walked

    def close(self) -> None:
        """Give the handle back; again does nothing."""
        if self.handle != CLOSED:
            os.close(self.handle)
            self.handle = CLOSED


def list_names(frame: Frame) -> None:
    """Read the directory, or on in it. What came before an error is kept."""
    after, folders, files = frame.more, frame.folders, frame.files
    last: bytes | None = None  # of those that are taken, once there are too many
    frame.more = None
    try:
        with patiently(lambda: os.scandir(frame.handle), frame) as entries:
            for entry in entries:
                try:
                    folder = entry.is_dir(follow_symlinks=False)
                except OSError:
                    folder = False  # the look at the file will say why
                if folder:
                    if after is None:
                        folders.append(entry.name)
                elif after is last is None or _is_between(entry.name, after, last):
                    files.append(entry.name)
                    if len(files) >= 2 * AT_ONCE:
                        last = frame.more = _cut(files)
    except OSError as error:
        frame.error = errno_name(error)
    if len(files) > AT_ONCE:
        frame.more = _cut(files)
    files.sort(key=os.fsencode, reverse=True)
    if after is None:
        folders.sort(key=os.fsencode, reverse=True)


def stat_in(directory: int | None, name: str) -> os.stat_result:
    """How a name in a directory looks, itself where it is a link."""
    return os.stat(name, dir_fd=directory, follow_symlinks=False)


def enter(directory: int | None, name: str) -> int:
    """Open a directory in another one."""
    return open_quietly(name, DIRECTORY, directory)


def beginning(directory: int | None, name: str) -> bytes:
    """The first bytes of a file in a directory; none of what is no file. Raises OSError."""
    handle = open_quietly(name, READ | os.O_NOFOLLOW, directory)
    try:
        return os.read(handle, 256) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    finally:
        os.close(handle)


def _is_between(name: str, after: bytes | None, last: bytes | None) -> bool:
    plain = os.fsencode(name)
    return (after is None or plain > after) and (last is None or plain < last)


def _cut(files: list[str]) -> bytes:
    """Keep the first of the names; the last of these."""
    files.sort(key=os.fsencode)
    del files[AT_ONCE:]
    return os.fsencode(files[-1])


def patiently(action: Callable[[], Result], frame: Frame | None) -> Result:
    """Do what needs a handle. Where none is left, give back those above the frame, and then wait for others'."""
    for pause in PAUSES:
        try:
            return action()
        except OSError as error:
            if error.errno not in _NONE_LEFT:
                raise
            if not _make_room(frame):
                sleep(pause)
    return action()


def _make_room(frame: Frame | None) -> bool:
    """Close what is above, to be opened again on the way up. Whether there was anything."""
    closed = False
    while frame is not None and frame.above is not None:
        frame = frame.above
        closed = closed or frame.handle != CLOSED
        frame.close()
    return closed


def in_time(action: Callable[[], Result], seconds: float) -> Result:
    """Do what may never come back: in a thread that is left behind then. Raises TimeoutError."""
    try:
        return begun(action)(seconds)
    except Empty:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None


def begun(action: Callable[[], Result]) -> Callable[[float | None], Result]:
    """Do it in a thread. What is given back waits so long for it and raises what it raised; `Empty`: not yet done."""
    answer: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            answer.put((action(), None))
        except BaseException as error:  # noqa: BLE001 - raised by who waits
            answer.put((None, error))

    def wait(seconds: float | None) -> Result:
        result, error = answer.get(timeout=seconds)
        if error is not None:
            raise error
        return result  # type: ignore[return-value] # there is one where there is no error

    Thread(target=work, daemon=True).start()
    return wait


class Silence(Struct):
    """How often a file system has not answered: in a row, and in all."""

    row: int = 0
    count: int = 0


Silences = dict[object, Silence]


def answered(
    action: Callable[[], Result],
    place: object,
    silent: Silences,
    within: Callable[[Callable[[], Result], float], Result] | None = None,
) -> Result:
    """The same of a file system. Raises TimeoutError.

    It may be one file that hangs, or the server that is gone: the next ones are waited for less long, and after some in
    a row none is asked for any more. Each that is not answered leaves a thread behind, so that these are bounded too.
    """
    so_far = silent.get(place)
    if so_far is None:
        so_far = silent[place] = Silence()
    if so_far.row >= SILENT_ROW or so_far.count >= SILENT_COUNT:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    try:
        result = (within or in_time)(action, min(ANSWER, LESS) if so_far.count else ANSWER)
    except TimeoutError:
        so_far.row += 1
        so_far.count += 1
        raise
    except OSError:
        so_far.row = 0
        raise
    so_far.row = 0
    return result


def list_apart(frame: Frame, silent: Silences) -> None:
    """Read the names of a file system that may not answer. One that answers when it was given up changes nothing."""
    apart = replace(frame, files=[], folders=[])
    try:
        answered(lambda: list_names(apart), frame.status.st_dev, silent)
    finally:
        frame.files, frame.more, frame.error = [*apart.files], apart.more, apart.error
        frame.folders = [*apart.folders] or frame.folders


def park(stack: list[Frame]) -> None:
    """After a step down: close the handle that is now too far above to be kept."""
    if len(stack) > KEPT_OPEN:
        stack[-KEPT_OPEN - 1].close()


def reopen(parent: Frame, child: Frame, ask: Callable[..., Any]) -> None:
    """Before a step up: get back the parent's handle if it was parked. `ask`: the file system of the child."""
    if parent.handle != CLOSED:
        return
    parent.lost = True
    if child.handle == CLOSED:  # the child was lost itself
        return
    try:
        handle = patiently(lambda: ask(enter, "enter", child.handle, ".."), child)
    except OSError:
        return
    try:
        found = ask(os.fstat, "fstat", handle)
    except OSError:
        os.close(handle)
        return
    if (found.st_dev, found.st_ino) == (parent.status.st_dev, parent.status.st_ino):
        parent.handle = handle
        parent.lost = False
    else:
        os.close(handle)
