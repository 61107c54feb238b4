"""Python's `tempfile`, to be imported from here: never where the program was started, which may be what is scanned.

Where no usual place can be written to Python takes the current directory: copies of what is read would lie in it for
others to see, and its times would change. Here it is an error to be told, of the place that is meant.
"""

import os
import tempfile
from collections.abc import Mapping

__all__ = ["tempfile"]

_USUAL = ("/tmp", "/var/tmp", "/usr/tmp")  # noqa: S108 - as Python looks for them


def place(environment: Mapping[str, str]) -> str:
    """The first directory of those asked for, and the usual ones, that can be written to; else the first there is."""
    asked = filter(None, map(environment.get, ("TMPDIR", "TEMP", "TMP")))
    there = [os.path.abspath(path) for path in (*asked, *_USUAL) if os.path.isdir(path)]  # noqa: PTH112, PTH100
    return next(filter(_has_room, there), there[0] if there else _USUAL[0])


def _has_room(path: str) -> bool:
    try:
        room = os.statvfs(path)
    except OSError:
        return False
    return os.access(path, os.W_OK | os.X_OK) and (room.f_bavail > 0 or room.f_blocks == 0)


if tempfile.tempdir is None:
    tempfile.tempdir = place(os.environ)
