"""Patterns of Hyperscan, compiled once for all runs of a user: compiling them takes longer than reading 50 MB.

Rule: what is kept holds nothing of what was read, only this program's own patterns. It is loaded from nowhere that
another user could have written to, and whatever is wrong with it or its place is no matter: the patterns are compiled.
A kept database is of the very patterns, flags and library it is asked for, or it is not found.

It is written as text, in letters that no pattern begins with: who scans their home directory finds a file without
findings there, and no gap.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

VARIABLE = "PIISCAN_PATTERN_CACHE"
"""In the environment: another directory, or "off"."""
_MARK = b"piiscan: patterns of its own, compiled. To be deleted at any time.\n"
_LARGEST = 4 << 20  # bytes of a file; the largest is a hundredth of it
_KEPT = 48  # files; a version of the program has a dozen
_TO_LETTERS = bytes.maketrans(b"0123456789abcdef", b"ghijklmnopqrstuv")
_TO_HEX = bytes.maketrans(b"ghijklmnopqrstuv", b"0123456789abcdef")
_OWN_NAME = re.compile(r"[0-9a-f]{40}(?:\.[0-9]+)?")  # the directory may be one that has other things in it
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class _UnusableError(Exception):
    """Something is not as this program leaves it."""


def cache_directory(environment: Mapping[str, str]) -> Path:
    """The user's directory for what can be made anew (XDG Base Directory Specification; Apple's for macOS).

    >>> str(cache_directory({"XDG_CACHE_HOME": "/var/cache/me"}))
    '/var/cache/me'
    """
    cache = environment.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(cache):  # noqa: PTH117 - the specification has others ignored
        cache = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")  # noqa: PTH111
    return Path(cache)


def database(expressions: Sequence[bytes], flags: int | Sequence[int] = 0) -> Any:  # noqa: ANN401 - hyperscan has no types
    """A database of patterns, whose ids are their places, in block mode; `flags` are for all of them, or of each.

    Raises ImportError where there is no Hyperscan.
    """
    import numpy as np  # noqa: F401 - before hyperscan: the other order has broken heaps

    import hyperscan  # isort: skip

    key = _key(expressions, flags, hyperscan)
    place = _place()
    if place is not None:
        with contextlib.suppress(OSError, ValueError, zlib.error, hyperscan.error, _UnusableError):
            made = hyperscan.loadb(_kept(place, key), hyperscan.HS_MODE_BLOCK)
            made.scratch = hyperscan.Scratch(made)
            return made
    made = hyperscan.Database()
    made.compile(
        expressions=list(expressions), ids=list(range(len(expressions))), elements=len(expressions), flags=flags
    )
    if place is not None:
        with contextlib.suppress(OSError, hyperscan.error, _UnusableError):
            _keep(place, key, hyperscan.dumpb(made))
    return made


def _key(expressions: Sequence[bytes], flags: int | Sequence[int], hyperscan: Any) -> str:  # noqa: ANN401
    """The name of a database: all that what is compiled depends on. Of the processor the library itself asks."""
    library = Path(sys.modules[hyperscan.Database.__module__].__file__ or hyperscan.__file__)
    status = library.stat()
    said = (1, hyperscan.__version__, status.st_size, status.st_mtime_ns, os.uname().machine, flags, list(expressions))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:40]


def _place() -> Path | None:
    asked = os.environ.get(VARIABLE, "")
    place = Path(asked) if asked else cache_directory(os.environ) / "piiscan" / "patterns"
    return place if place.is_absolute() else None


def _opened(place: Path) -> int:
    """The directory, which has to be the user's alone to write to."""
    directory = os.open(place, _READ | os.O_DIRECTORY)
    if _is_own(os.fstat(directory)):
        return directory
    os.close(directory)
    raise _UnusableError


def _is_own(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _kept(place: Path, key: str) -> bytes:
    directory = _opened(place)
    try:
        file = os.open(key, _READ, dir_fd=directory)
    finally:
        os.close(directory)
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - a descriptor
        status = os.fstat(file)
        if not (stat.S_ISREG(status.st_mode) and _is_own(status) and status.st_nlink == 1):
            raise _UnusableError
        text = stream.read(_LARGEST + 1) or b""
    mark, letters = text[: len(_MARK)], text[len(_MARK) : -1]
    if mark != _MARK or len(text) > _LARGEST:
        raise _UnusableError
    packed = bytes.fromhex(letters.translate(_TO_HEX).decode("ascii"))
    raw = zlib.decompressobj().decompress(packed[32:], _LARGEST)
    if _checksum(key, raw) != packed[:32]:
        raise _UnusableError
    return raw


def _checksum(key: str, raw: bytes) -> bytes:
    return hashlib.sha256(key.encode() + raw).digest()


def _keep(place: Path, key: str, raw: bytes) -> None:
    _make(place)
    directory = _opened(place)
    draft = f"{key}.{os.getpid()}"  # another process may be at the same: the last one to end has written the same
    try:
        packed = _checksum(key, raw) + zlib.compress(raw, 1)
        with open(os.open(draft, _WRITE, 0o600, dir_fd=directory), "wb") as stream:  # noqa: PTH123
            stream.write(_MARK + packed.hex().encode().translate(_TO_LETTERS) + b"\n")
        os.replace(draft, key, src_dir_fd=directory, dst_dir_fd=directory)
        _forget(directory)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft, dir_fd=directory)
        raise
    finally:
        os.close(directory)


def _make(place: Path) -> None:
    """Make the directory, and the cache itself. Root does not make one in the home of the user that it was before."""
    for folder in (*reversed(place.parents[:2]), place):
        if not folder.exists():
            if folder.parent.stat().st_uid != os.geteuid():
                raise _UnusableError
            with contextlib.suppress(FileExistsError):
                folder.mkdir(0o700)


def _forget(directory: int) -> None:
    """Of files that no version asks for any more, and of drafts that nobody ended, only so many stay."""
    ages = []
    for name in filter(_OWN_NAME.fullmatch, os.listdir(directory)):
        with contextlib.suppress(FileNotFoundError):
            ages.append((os.stat(name, dir_fd=directory, follow_symlinks=False).st_mtime, name))
    for _, name in sorted(ages)[:-_KEPT]:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=directory)
