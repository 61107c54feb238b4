"""What is asked about a path by its name, where the file system may be one that never answers.

The walk asks relative to what it has opened; this is for whatever else knows no more than a name: the paths given,
files that a report or a ledger names. Rule: nobody waits for ever, and a file system that is gone costs few waits
(`listing.answered`). Of those that always answer it is asked as anywhere, after a look at the links on the way.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from piiscan.sources.listing import Silences, answered, stat_in
from piiscan.sources.mounts import Mounts

if TYPE_CHECKING:
    from piiscan.sources.asker import Asker

STUCK = "fuse"  # how the types begin of file systems for which a process waits that cannot be killed

Result = TypeVar("Result")


@cache
def asker() -> Asker:
    """The process that asks file systems of which even the end of who asks has to wait for the answer."""
    from piiscan.sources.asker import Asker  # most runs need none

    return Asker()


os.register_at_fork(after_in_child=asker.cache_clear)  # two that ask one process would get each other's answers


def ask(
    place: object,
    waits: str | None,
    silent: Silences,
    here: Callable[..., Result],
    question: str,
    *about: Any,  # noqa: ANN401 - whatever is asked
) -> Result:
    """Ask a file system: in this process by `here`, or another one the `question` of `asker`. Raises TimeoutError.

    `place`: by what it is known again; `waits`: its type, if it may never answer.
    """
    if not waits:
        return here(*about)
    if not waits.startswith(STUCK):
        return answered(partial(here, *about), place, silent)
    result: Result = answered(partial(here, *about), place, silent, lambda _, most: asker().ask(most, question, *about))
    return result


class Unsure(Struct):
    """Who asks, and what has not answered so far. A mount that comes later is not known."""

    mounts: Mounts = field(default_factory=Mounts)
    silent: Silences = field(default_factory=dict)

    def waits(self, path: str) -> bool:
        """Whether a path is on a file system that may never answer."""
        return self.mounts.waiting(path) is not None

    def lstat(self, path: str) -> os.stat_result:
        """How it looks, itself where it is a link. Raises OSError, TimeoutError among them, and ValueError."""
        return self._ask(path, stat_in, "stat", None, path)

    def look(self, path: str) -> tuple[os.stat_result, str]:
        """How what it leads to looks, and where that is. Raises as `lstat`."""
        return self._ask(path, look, "look", None, path)

    def is_folder(self, path: str) -> bool:
        """Whether it leads to a directory; not if nothing answers."""
        return self._is(stat.S_ISDIR, path)

    def is_file(self, path: str) -> bool:
        """Whether it leads to a file; not if nothing answers."""
        return self._is(stat.S_ISREG, path)

    def real(self, path: str) -> str:
        """Where it leads to, there or not; where nothing answers, as it is named."""
        try:
            return self._ask(path, real, "real", None, path)
        except (OSError, ValueError):
            return os.path.abspath(path)  # noqa: PTH100

    def _is(self, kind: Callable[[int], bool], path: str) -> bool:
        try:
            return kind(self.look(path)[0].st_mode)
        except (OSError, ValueError):
            return False

    def _ask(self, path: str, here: Callable[..., Result], question: str, *about: Any) -> Result:  # noqa: ANN401
        place, kind = self.mounts.waiting(path) or ("", None)
        answer: Result = ask(place, kind, self.silent, here, question, *about)
        return answer


def look(_: None, path: str) -> tuple[os.stat_result, str]:
    """How what a path leads to looks, and where that is."""
    return os.stat(path), os.path.realpath(path)  # noqa: PTH116


def real(_: None, path: str) -> str:
    """Where a path leads to, whether anything is there or not."""
    return os.path.realpath(path)
