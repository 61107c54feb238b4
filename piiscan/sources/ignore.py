"""`.piiscanignore` at the top of a directory that is scanned: what its owner wants left out, as in .gitignore.

Rule: who can merely write to a share must not hide files on it. The file counts only where it and its directory belong
to whoever scans (or root), nobody else can write to them, and they lie on a disk of this machine: what a server or a
FUSE program says of owners proves nothing. Each file left out has its outcome, with the line that says so.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from piiscan.given import in_words
from piiscan.sources.globs import compiled
from piiscan.sources.mounts import Mounts
from piiscan.sources.remote import is_url

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".piiscanignore"
_LARGEST = 1 << 20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Ignore(Struct, frozen=True):
    """The patterns of one file, compiled."""

    spec: GitIgnoreSpec
    lines: tuple[str, ...]

    def against(self, path: str) -> str | None:
        """Why a path is left out (a directory ends with "/"); None: it is not."""
        result = self.spec.check_file(path)
        if not result.include or result.index is None:
            return None
        return f"{NAME}: {self.lines[result.index]}"


def ignores(roots: Iterable[str]) -> tuple[Mapping[str, Ignore], list[str]]:
    """The files that count, by their roots; and what is to be told of those that do not."""
    found: dict[str, Ignore] = {}
    remarks = []
    mounts = Mounts()
    for root in roots:
        path = os.path.join(root, NAME)  # noqa: PTH118
        if root == "-" or is_url(root) or mounts.waiting(root):
            continue  # nothing is asked of a server here: it may not answer
        if not os.path.lexists(path):
            continue
        try:
            found[root] = _read(path, root)
        except (ValueError, OSError) as error:
            why = in_words(error) if isinstance(error, OSError) else str(error)
            remarks.append(f"{path}: is not used, because {why}; --exclude leaves out what you want left out")
    return found, remarks


def _read(path: str, root: str) -> Ignore:
    """The patterns. Raises `ValueError` where the file is not trusted or not understood."""
    with os.fdopen(os.open(path, _FLAGS), "rb", buffering=0) as file:
        for what, status in (("it", os.fstat(file.fileno())), ("its directory", os.stat(root))):  # noqa: PTH116
            if status.st_uid not in {0, os.geteuid()}:
                raise ValueError(f"{what} is of another user")
            if status.st_mode & 0o022:
                raise ValueError(f"others can write to {what}")
            if what == "it" and not stat.S_ISREG(status.st_mode):
                raise ValueError("it is no regular file")
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError("it is larger than 1 MiB")
    text = data.decode("utf-8", "surrogateescape")  # as names of files are
    lines = tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    for line in lines:
        pattern = compiled([line]).patterns  # raises ValueError
        if not pattern or pattern[0].include is None:
            raise ValueError(f"{line!r} is no pattern")
    return Ignore(compiled(lines), lines)
