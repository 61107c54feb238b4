"""The operator's list of passwords: read once, kept in memory, written nowhere.

One a line. No word of the file gets into a message, a report or a traceback.
"""

from __future__ import annotations

from piiscan.cli import Told
from piiscan.config import Passwords
from piiscan.given import GivenError, read_whole

_LARGEST = 1 << 20  # bytes
_MOST = 200  # each one is tried on each lock, and good locks are slow to try


class PasswordFileError(Told):
    """A file of passwords that cannot be used, and why. Holds the file's name and never a word of it."""


def read_passwords(path: str) -> Passwords:
    """The passwords of a file, in its order. Blanks inside and at the ends of a line belong to it."""
    try:
        data = read_whole(path, _LARGEST)
    except GivenError as error:
        raise PasswordFileError(f"password file {path}: {error}") from None
    try:
        lines = data.removeprefix(b"\xef\xbb\xbf").decode().splitlines()
    except UnicodeDecodeError:
        raise PasswordFileError(f"password file {path}: not UTF-8") from None
    each = tuple(dict.fromkeys(filter(None, lines)))
    if not each:
        raise PasswordFileError(f"password file {path}: no password in it")
    if len(each) > _MOST:
        raise PasswordFileError(f"password file {path}: more than {_MOST} passwords")
    return Passwords(each)
