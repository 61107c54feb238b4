"""The key of the fingerprints: 32 or more random bytes in a file that only its owner can read.

With the same key the same finding has the same id in every report, and nobody without it can try out all
numbers to find the one behind an id. Whoever has both the reports and the key can: keep them apart. The key
goes to the workers; it never goes into a report, only `key_id` does.
"""

from __future__ import annotations

import contextlib
import errno
import hmac
import os
import secrets
import stat
from pathlib import Path

from piiscan.given import in_words

LENGTH = 32
_LONGEST = 4096  # a larger file is something else than a key
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class KeyFileError(Exception):
    """A key file that cannot be used, and why. Holds the file's name and never a byte of it."""


def read_key(path: str) -> bytes:
    """The key in a file: its bytes as they are. Raises `KeyFileError` where the file is not safe to use."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        # O_NOFOLLOW on a symbolic link: ELOOP on Linux and macOS, EMLINK on FreeBSD.
        if error.errno in {errno.ELOOP, errno.EMLINK}:
            raise KeyFileError(f"key file {path}: is a symbolic link") from None
        raise KeyFileError(f"key file {path}: {in_words(error)}") from None
    info = os.fstat(descriptor)
    if not stat.S_ISREG(info.st_mode):
        os.close(descriptor)
        raise KeyFileError(f"key file {path}: is not a regular file")
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if info.st_mode & 0o077:
            mode = f"{stat.S_IMODE(info.st_mode):04o}"
            raise KeyFileError(f"key file {path}: others can read it (mode {mode}); use chmod 600")
        try:
            key = file.read(_LONGEST + 1)
        except OSError as error:
            raise KeyFileError(f"key file {path}: {in_words(error)}") from None
    if len(key) < LENGTH:
        raise KeyFileError(f"key file {path}: {len(key)} bytes, but a key has at least {LENGTH}")
    if len(key) > _LONGEST:
        raise KeyFileError(f"key file {path}: more than {_LONGEST} bytes, this is not a key")
    return key


def own_key(directory: str) -> tuple[bytes, str, bool]:
    """The key kept in the user's configuration directory, its path, and whether it was made just now.

    Two first runs at once get the same key: the one whose file is there first wins.
    """
    path = str(Path(directory, "key"))
    if os.path.lexists(path):
        return read_key(path), path, False
    try:
        Path(directory).mkdir(mode=0o700, parents=True, exist_ok=True)
        made = _create(path)
    except OSError as error:
        raise KeyFileError(f"no key can be kept at {path} ({in_words(error)}): give --key-file") from None
    return read_key(path), path, made


def key_id(key: bytes) -> str:
    """A short name of a key that tells nothing about it.

    >>> key_id(bytes(32)) == key_id(bytes(32)) != key_id(bytes(33) + b"x")
    True
    """
    return hmac.digest(key, b"piiscan/1/key-id", "sha256")[:4].hex()


def _create(path: str) -> bool:
    """Put a new key at `path` unless there is one; it appears there whole or not at all."""
    draft = f"{path}.{secrets.token_hex(8)}"
    _write_new(draft)
    try:
        os.link(draft, path)  # unlike a rename, this fails where another run was faster
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        with contextlib.suppress(FileExistsError):
            _write_new(path)
            return True
        return False
    else:
        return True
    finally:
        Path(draft).unlink()


def _write_new(path: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        file.flush()
        os.fsync(descriptor)
