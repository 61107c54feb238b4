"""One directory on the walker's way down: its handle, its names, and how the way back up is found.

Deep trees must not run out of file descriptors: far above, handles are closed and later opened again through
"..", which is checked to lead to the same directory as before.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from piiscan.sources.base import errno_name
from piiscan.sources.local import open_quietly

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
KEPT_OPEN = 64
CLOSED = -1


@dataclass(slots=True)
class Frame:
    """A directory that was entered. Names are taken from the ends of the lists."""

    handle: int
    status: os.stat_result
    prefix: str  # its path relative to the root, with "/" at the end; "" for the root
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    error: str = ""  # what ended the listing early
    lost: bool = False  # moved while its subdirectories were walked

    def close(self) -> None:
        """Give the handle back; again does nothing."""
        if self.handle != CLOSED:
            os.close(self.handle)
            self.handle = CLOSED


def list_names(frame: Frame) -> None:
    """Read the directory. What came before an error is kept."""
    try:
        with os.scandir(frame.handle) as entries:
            for entry in entries:
                try:
                    folder = entry.is_dir(follow_symlinks=False)
                except OSError:
                    folder = False  # the look at the file will say why
                (frame.folders if folder else frame.files).append(entry.name)
    except OSError as error:
        frame.error = errno_name(error)
    frame.files.sort(key=os.fsencode, reverse=True)
    frame.folders.sort(key=os.fsencode, reverse=True)


def park(stack: list[Frame]) -> None:
    """After a step down: close the handle that is now too far above to be kept."""
    if len(stack) > KEPT_OPEN:
        stack[-KEPT_OPEN - 1].close()


def reopen(parent: Frame, child: Frame) -> None:
    """Before a step up: get back the parent's handle if it was parked."""
    if parent.handle != CLOSED:
        return
    parent.lost = True
    if child.handle == CLOSED:  # the child was lost itself
        return
    try:
        handle = open_quietly("..", DIRECTORY, child.handle)
    except OSError:
        return
    found = os.fstat(handle)
    if (found.st_dev, found.st_ino) == (parent.status.st_dev, parent.status.st_ino):
        parent.handle = handle
        parent.lost = False
    else:
        os.close(handle)
