"""What lies in the same folder as a file: a password beside what it opens makes the lock worth nothing (SPEC §10).

Rule: names first; then the beginnings of a few small scripts and notes are looked at for a password that is handed
to a program or told. All of it bounded, nothing is followed, and what is found is said by name only.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import BinaryIO

from piiscan.keyhints import is_no_key, may_hold_key, tells_password
from piiscan.model import Source
from piiscan.sources import remote
from piiscan.sources.base import is_file
from piiscan.sources.local import open_beside, open_quietly

_MOST = 10_000
_OPENED = 40  # files looked into
_BEGINNING = 64 << 10


class Beside:
    """What lies beside a source, and a note of all that was asked of it: the result depends on that too."""

    def __init__(self, source: Source, gives_none: Callable[[bytes], bool] = is_no_key) -> None:
        self._source = source
        self._gives_none = gives_none
        self.names: set[str] = set()
        self._key: str | None = None  # "": looked for, and there is none

    def open(self, name: str) -> BinaryIO | None:
        """A file of the same folder, as carefully opened as the source; None where there is none."""
        far = remote.is_url(self._source.root)
        if not far and not is_file(self._source):
            return None
        self.names.add(name)
        if far:
            return remote.open_beside(self._source, name)
        return open_beside(self._source, name)

    def key(self) -> str | None:
        """What may hold the key to the source: any name there is, for which "" is noted."""
        if self._key is None:
            if is_file(self._source) or remote.is_url(self._source.root):
                self.names.add("")
            self._key = key_beside(self._source, self._gives_none) or ""
        return self._key or None


def key_beside(source: Source, gives_none: Callable[[bytes], bool] = is_no_key) -> str | None:
    """The name of a file beside a source on this machine that may hold its password or key.

    `gives_none` says of the beginning of one with the name of a key that it is none. The first one in the order of the
    alphabet; None where there is none or the folder cannot be listed.
    """
    if remote.is_url(source.root):
        there = remote.names_beside(source, _MOST)
        return _named(partial(_beginning_of, source), there, gives_none) or _told(partial(_beginning_of, source), there)
    folder, own = os.path.split(source.opens)
    if not is_file(source) or not folder:
        return None
    try:
        handle = open_quietly(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        with os.scandir(handle) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST) if entry.name != own)
    except OSError:
        return None
    finally:
        os.close(handle)

    def beginning(name: str) -> bytes:
        return _beginning(os.path.join(folder, name))  # noqa: PTH118 - any bytes

    return _named(beginning, names, gives_none) or _told(beginning, names)


def _named(beginning: Callable[[str], bytes], names: list[str], gives_none: Callable[[bytes], bool]) -> str | None:
    """The first file with the name of a key or a password which is not seen to be none, as a certificate is."""
    for number, name in enumerate(filter(may_hold_key, names)):
        if number >= _OPENED or not gives_none(beginning(name)):
            return name
    return None


def _told(beginning: Callable[[str], bytes], names: list[str]) -> str | None:
    """The first script or note that has a password in it."""
    asked = ((name, told) for name in names if (told := tells_password(name)) is not None)
    for name, told in islice(asked, _OPENED):
        if told(beginning(name)):
            return name
    return None


def _beginning_of(source: Source, name: str) -> bytes:
    return remote.beginning(source, name, _BEGINNING)


def _beginning(path: str) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = open_quietly(path, flags)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _BEGINNING) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(descriptor)
