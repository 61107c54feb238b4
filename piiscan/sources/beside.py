"""What lies in the same folder as a file: a password beside what it opens makes the lock worth nothing (SPEC §10).

Rule: names first; then the beginnings of a few small scripts and notes are looked at for a password that is handed
to a program or told. All of it bounded, nothing is followed, and what is found is said by name only.
"""

from __future__ import annotations

import os
import stat
from itertools import islice

from piiscan.keyhints import may_hold_key, says_password, uses_password
from piiscan.model import Source

_MOST = 10_000
_OPENED = 40  # files looked into
_BEGINNING = 64 << 10
_SCRIPTS = (".sh", ".bash", ".bat", ".cmd", ".ps1", ".py", ".pl", ".rb", ".mk", ".yml", ".yaml")
_NOTES = (".txt", ".md", ".eml", ".me")


def key_beside(source: Source) -> str | None:
    """The name of a file beside a source on this machine that may hold its password or key.

    The first one in the order of the alphabet; None where there is none or the folder cannot be listed.
    """
    folder, own = os.path.split(source.opens)
    if source.root == "-" or not folder:
        return None
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST) if entry.name != own)
    except OSError:
        return None
    named = next(filter(may_hold_key, names), None)
    return named or _told(folder, names)


def _told(folder: str, names: list[str]) -> str | None:
    """The first script or note that has a password in it."""
    small = [name for name in names if name.lower().endswith(_SCRIPTS + _NOTES)]
    for name in small[:_OPENED]:
        text = _beginning(os.path.join(folder, name))  # noqa: PTH118 - names that are not UTF-8
        if uses_password(text) or (name.lower().endswith(_NOTES) and says_password(text)):
            return name
    return None


def _beginning(path: str) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _BEGINNING) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(descriptor)
