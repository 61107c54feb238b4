"""Where bytes are: the places that can be read, and two questions to each: what is there, and open it.

A place is a file of this room and a line in `SOURCES`. The first one that claims a path has it; files of this
machine, which claim every path, stand last.

What a place is, and what of it is wanted. `base`, `filters`, `globs`, `ignore`, `shard`
Files of this machine. `walk`, `listing`, `local`, `kernel`, `beside`, `digest`, `slowly`; standard input: `stdin`
File systems that may never answer. `mounts`, `unsure`, `asker`, `devices`
Repositories. `git`, `git_history`, `git_objects`, `git_commits`, `git_forest`; what changed in one: `revision`
Databases by URL. `database`, `db_connect`, `db_rows`, `db_patience`
Files by URL, in a folder of their own. `remote`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from importlib import import_module
from typing import Any, BinaryIO

from piiscan.model import Source
from piiscan.sources import local, remote, stdin, walk
from piiscan.sources.base import EVERYTHING, HISTORY, Choice, Found, Scheme, SourceError, is_database
from piiscan.sources.beside import Beside
from piiscan.sources.filters import Filters, compile_filters
from piiscan.sources.ignore import ignores
from piiscan.sources.local import read_at_once, read_whole
from piiscan.sources.remote import use_limits
from piiscan.sources.shard import Part, Shard, order, own

__all__ = [
    "SOURCES",
    "Beside",
    "Choice",
    "Filters",
    "Found",
    "Part",
    "Scheme",
    "Shard",
    "SourceError",
    "about",
    "changed",
    "compile_filters",
    "found",
    "ignores",
    "look_again",
    "open_source",
    "order",
    "own",
    "rank",
    "read_at_once",
    "read_whole",
    "use_limits",
]


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function of a module of this room that is loaded when it is called first: most runs read files alone."""

    def call(*arguments: object) -> object:
        return getattr(import_module(f"piiscan.sources.{module}"), name)(*arguments)

    return call


SOURCES: tuple[Scheme, ...] = (
    Scheme(
        name="stdin",
        claims=lambda path: path == stdin.NAME,
        walk=stdin.walk,
        open=partial(local.open_source, follow=True),
    ),
    Scheme(
        name="git-history",
        claims=lambda path: path.startswith(HISTORY),
        walk=_later("git_history", "walk"),
        open=_later("git_objects", "open_object"),
        about=_later("git_history", "about"),
    ),
    Scheme(
        name="database",
        claims=is_database,
        walk=_later("database", "walk"),
        open=_later("database", "open_table"),
    ),
    Scheme(
        name="remote",
        claims=remote.is_url,
        walk=remote.walk,
        open=remote.open_source,
    ),
    Scheme(
        name="local",
        claims=lambda _: True,
        walk=lambda paths, choice, _: walk.walk(paths, choice),
        open=local.open_source,
    ),
)


def open_source(source: Source) -> BinaryIO:
    """A raw binary stream at the beginning of the source. Raises `Unscannable`."""
    return _scheme(source.root).open(source)


def about(root: str, path: str) -> dict[str, object]:
    """What a place knows of a file in it beside its contents, for the record of a finding."""
    asked = _scheme(root).about
    return {} if asked is None else asked(root, path)


def look_again(source: Source) -> Source | None:
    """The file as it is under its name now; None: there is none to read."""
    return remote.look_again(source) if remote.is_url(source.root) else local.look_again(source)


def changed(source: Source, stream: BinaryIO) -> bool:
    """Whether the file was altered while it was read."""
    return remote.changed(source, stream) if remote.is_url(source.root) else local.changed(source, stream)


@contextmanager
def found(paths: Sequence[str], choice: Choice = EVERYTHING) -> Iterator[Iterator[Found]]:
    """What is below the paths: scheme by scheme, then path by path in the order given.

    A path that cannot be scanned raises `SourceError` here, before anything is read. The sources can be
    opened until the context ends.
    """
    with ExitStack() as stack:
        parts: list[Iterator[Found]] = []
        for scheme in SOURCES:
            own = [path for path in paths if _scheme(path) is scheme]
            if own:
                parts.append(scheme.walk(own, choice, stack))
        yield (item for part in parts for item in part)


def rank(path: str) -> int:
    """Where the kind of place a root is comes in a walk of several."""
    return SOURCES.index(_scheme(path))


@lru_cache(64)  # asked for every file and every finding
def _scheme(path: str) -> Scheme:
    for scheme in SOURCES:
        if scheme.claims(path):
            return scheme
    raise AssertionError  # the last one claims every path
