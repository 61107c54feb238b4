"""Which files the operator wants: `--exclude` and `--include`, in the pattern language of `.gitignore`.

Patterns are matched against the path relative to its root. A file is read when no `--exclude` matches it and,
if there is any `--include`, one of these does. The last pattern that matches decides, so that `!keep.log`
after `*.log` takes a file back in; a directory that is excluded is not entered, as git does it. Paths named
on the command line are not filtered: who names a file wants it read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from piiscan.sources.globs import compiled

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Filters(Struct, frozen=True):
    """The patterns of a run, compiled once. Both questions are answered by a reason, or None: read it."""

    exclude: GitIgnoreSpec | None = None
    include: GitIgnoreSpec | None = None
    excludes: tuple[str, ...] = ()

    def against_file(self, path: str) -> str | None:
        """Why the file is left out."""
        if self.exclude is not None and (reason := self._excluded(path)) is not None:
            return reason
        if self.include is not None and not self.include.check_file(path).include:
            return "matches no --include"
        return None

    def against_directory(self, path: str) -> str | None:
        """Why the whole directory is left out; `path` ends with "/"."""
        return None if self.exclude is None else self._excluded(path)

    def _excluded(self, path: str) -> str | None:
        assert self.exclude is not None  # noqa: S101 - for the type checker
        result = self.exclude.check_file(path)
        if not result.include or result.index is None:
            return None
        return f"--exclude {self.excludes[result.index]}"


NO_FILTERS = Filters()


def compile_filters(exclude: Sequence[str] = (), include: Sequence[str] = ()) -> Filters:
    """Compile the patterns; ValueError names one that is not understood or can never match."""
    return Filters(
        exclude=_compile("--exclude", exclude),
        include=_compile("--include", include),
        excludes=tuple(exclude),
    )


def _compile(option: str, patterns: Sequence[str]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    for text in patterns:
        try:
            pattern = compiled([text]).patterns
        except ValueError as error:
            raise ValueError(f"{option}: not a .gitignore pattern: {text!r}") from error
        if not pattern or pattern[0].include is None:
            raise ValueError(f"{option}: matches nothing: {text!r} (empty, a comment, or an open bracket)")
    return compiled(patterns)
