"""A copy of a blob for a library that reads nothing but a path. The only file that writes to a folder.

Rule: the folder is the user's own (mode 0700) and new, the names in it say nothing, and it is gone when the reader is
done, or before: what is open on a POSIX system is read on without a name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from piiscan.model import Blob, Reason, Unscannable
from piiscan.temporary import tempfile

_BLOCK = 1 << 20


@contextmanager
def private_copy(blob: Blob, largest: int, limit: str, beside: str) -> Iterator[Path]:
    """The path of the copy, with that of the file named as the blob and `beside`, if there is one.

    Raises `Unscannable` (LIMIT) where the blob is larger than `largest`, which is the limit of that name.
    """
    folder = Path(tempfile.mkdtemp(prefix="piiscan-"))
    try:
        path = folder / "a"
        with blob.open() as stream:
            _write(stream, path, largest, limit)
        other = blob.beside(blob.name + beside) if beside and blob.beside is not None else None
        if other is not None:
            with other:
                _write(other, path.with_name(f"a{beside}"), largest, limit)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def forget(path: Path) -> None:
    """Take the names of a copy and its folder away while it is open, where the system allows that."""
    with contextlib.suppress(OSError):
        for entry in path.parent.iterdir():
            entry.unlink()
        path.parent.rmdir()


def _write(stream: BinaryIO, path: Path, largest: int, limit: str) -> None:
    size = 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as copy:  # noqa: PTH123 - a descriptor has no path
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > largest:
                raise Unscannable(Reason.LIMIT, f"larger than {largest} bytes (limit: {limit})")
            copy.write(block)
