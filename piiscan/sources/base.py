"""What a place to read from is, and how it says that something there is not read.

The rule of the room: every name met becomes either a `Source` or one `Outcome`. Nothing is passed over in
silence.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO, Protocol

from msgspec import Struct, field

from piiscan.model import Outcome, Reason, Source, Status
from piiscan.sources.filters import NO_FILTERS, Filters

Found = Source | Outcome
FileId = tuple[int, int]
"""(device, inode)."""

Stamp = tuple[int, int, int, int]
"""(device, inode, mtime_ns, ctime_ns), as in `Source.stamp`."""


UNANSWERED = "the server has not answered in time"
"""Of a server of files or of a database."""

OBJECT, TABLE = "git:", "table:"
"""How `Source.opens` begins for an object of a git repository, and for a table of a database."""


HISTORY = "git-history:"
"""How a root is written whose path is a git repository, of which all that was ever in it is read."""

DATABASES = ("postgresql", "postgres", "mysql", "mariadb", "mssql", "sqlite")


def is_database(path: str) -> bool:
    """Whether a path is the URL of a database.

    >>> is_database("postgresql+psycopg://h/db"), is_database("sqlite:///a"), is_database("s3://a"), is_database("a:b")
    (True, True, False, False)
    """
    scheme, found, _ = path.partition("://")
    return bool(found) and scheme.partition("+")[0].lower() in DATABASES


def is_file(source: Source) -> bool:
    """Whether it is a file of this machine, with others beside it."""
    return source.root != "-" and source.opens[:1] == "/"


def plain_path(source: Source) -> str:
    """The path of a source, without the id that an object of a repository has behind it."""
    return source.path.rpartition("@")[0] if source.opens.startswith(OBJECT) else source.path


class SourceError(Exception):
    """A path that cannot be scanned as it was given: a mistake of usage, known before anything is read."""


class Rule(Protocol):
    """What leaves out files of one root."""

    def against(self, path: str, /) -> str | None:
        """Why a path below the root is left out (a directory ends with "/"); None: it is not."""


class Choice(Struct, frozen=True):
    """What is to be read: patterns, the tool's own output files, and the name standard input gets."""

    filters: Filters = NO_FILTERS
    skip: Collection[FileId] = frozenset()
    one_file_system: bool = False
    stdin_filename: str | None = None
    sample: int = 0  # rows of a table in a database; 0: all
    ignores: Mapping[str, Sequence[Rule]] = field(default_factory=dict)  # by root, as given

    def ignored(self, root: str, path: str) -> str | None:
        """Why a file or directory of a root is left out by a rule of this root."""
        for rule in self.ignores.get(root, ()):
            if (reason := rule.against(path)) is not None:
                return reason
        return None


EVERYTHING = Choice()


class Scheme(Struct, frozen=True):
    """A kind of place: which paths are its own, how its files are found, and how one is opened.

    `walk` checks its paths at once, raising `SourceError`, and gives the files later. What must live as long
    as the sources do is put on the stack it is given. `open` raises `Unscannable`. `about` says more of a file by its
    root and path, while the walk's stack lives.
    """

    name: str
    claims: Callable[[str], bool]
    walk: Callable[[Sequence[str], Choice, ExitStack], Iterator[Found]]
    open: Callable[[Source], BinaryIO]
    about: Callable[[str, str], dict[str, object]] | None = None


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells a file from another one, and from itself after a change."""
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def errno_name(error: OSError) -> str:
    """The symbolic name of a system error. Not its text, which may carry a file name."""
    return errno.errorcode.get(error.errno or 0, "unknown error")


def source_of(item: Found) -> Source:
    """The source a walk gives, or that it says something of."""
    return item.source if isinstance(item, Outcome) else item


def not_scanned(source: Source, reason: Reason, detail: str) -> Outcome:
    """The outcome of a file or directory that is not read."""
    return Outcome(source, (), Status.NOT_SCANNED, reason, detail, size=source.size or None)
