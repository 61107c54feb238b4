"""What changed in a directory of a git repository since a revision (`--diff`). Asks git, and writes nothing.

Rule: files keep their place below the root, so that ids are those of a scan of everything; and what did not change is
left out with an outcome, not in silence. Nothing that the repository names is run: no hooks, no monitor, no external
diff; git itself refuses a repository of another user.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from piiscan.sources.base import SourceError
from piiscan.sources.git import GIT, INERT
from piiscan.sources.unsure import Unsure

_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "--name-only", "-z", "--diff-filter=d")
_UNTRACKED = ("ls-files", "-z", "--others", "--exclude-standard")
_PATIENCE = 600  # seconds


class Changed(Struct, frozen=True):
    """The files below one root that are not what they were, and the folders they are in ("a/b/")."""

    revision: str
    files: frozenset[str]
    folders: frozenset[str]
    whole: tuple[str, ...] = ()  # folders that git knows only as one thing: repositories inside

    def against(self, path: str) -> str | None:
        """Why a path is left out (a directory ends with "/"); None: it is not."""
        if path in self.files or path in self.folders or path.startswith(self.whole):
            return None
        what = "nothing in it changed" if path.endswith("/") else "not changed, or ignored by git"
        return f"--diff {self.revision}: {what}"


def changed_since(revision: str, roots: Iterable[str]) -> Mapping[str, Changed]:
    """What changed below each root that is a directory; a file that is named is read. Raises `SourceError`."""
    if revision.startswith("-"):
        raise SourceError(f"--diff {revision}: is no revision")
    found, unsure = {}, Unsure()
    for root in roots:
        if root == "-" or not unsure.is_folder(root):
            continue
        names = {*_names(root, *_DIFF, "--end-of-options", revision, "--", "."), *_names(root, *_UNTRACKED)}
        whole = {f"{name.rstrip('/')}/" for name in names if _is_folder(unsure, f"{root}/{name}")}
        folders = {folder for name in names | whole for folder in _folders(name)}
        found[root] = Changed(revision, frozenset(names), frozenset(folders | whole), tuple(sorted(whole)))
    return found


def _is_folder(unsure: Unsure, path: str) -> bool:
    try:
        return stat.S_ISDIR(unsure.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _folders(name: str) -> Iterator[str]:
    """The folders above a name.

    >>> list(_folders("a/b/c.txt"))
    ['a/', 'a/b/']
    """
    for index, char in enumerate(name):
        if char == "/":
            yield name[: index + 1]


def _names(root: str, *arguments: str) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603 - a program of the operator's, and no shell
            [GIT, *INERT, "-C", root, *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise SourceError("--diff needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise SourceError(f"--diff: git has not answered for {_PATIENCE // 60} minutes") from None
    if done.returncode:
        if b"ot a git repository" in done.stderr:
            raise SourceError(f"--diff: {root} is not in a git repository")
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SourceError(f"--diff: git cannot say what changed below {root}: {said[0] if said else done.returncode}")
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
