"""All that a git repository holds, now or at any time (`--git-history`): each object with contents once, by its id.

Rule: not what refs lead to is read but what is there: also what an amend, a rebase, a dropped stash or a removed branch
left behind, until git itself clears it away. What is not there (of a shallow or partial clone, of submodules, damaged)
is told. A place in the report is one path and the id; `about` says of it in which commits and where else it is held.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from msgspec import Struct, field

from piiscan.model import Outcome, Reason, Source
from piiscan.sources import git_objects
from piiscan.sources.base import HISTORY, OBJECT, Choice, Found, Stamp, not_scanned, source_of
from piiscan.sources.git import Repository, repository
from piiscan.sources.git_commits import Commits, Held
from piiscan.sources.shard import Order, order

_DAMAGED = "git cannot read this object: it is damaged"
_LARGEST = 8 << 20  # bytes of a commit: no honest one is as large
_NOWHERE = Held()


class _Contents(Struct):
    """What the store of a repository holds: the sizes of its blobs, its commits, and what cannot be read."""

    blobs: dict[str, int] = field(default_factory=dict)
    commits: list[str] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)


class History:
    """One repository under way."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.repository = repository(root.removeprefix(HISTORY))
        self._known: tuple[_Contents, Commits] | None = None

    def known(self) -> tuple[_Contents, Commits]:
        """What is in it, looked up once."""
        if self._known is None:
            contents = _contents(self.repository)
            self._known = contents, Commits(self.repository, contents.commits)
        return self._known

    def items(self, choice: Choice) -> Iterator[Found]:
        """Every blob, and what is not there, in the order of their names in the report."""
        contents, commits = self.known()
        yield from heapq.merge(
            sorted(self._missing(contents, commits), key=_place), self._blobs(contents, commits, choice), key=_place
        )

    def _blobs(self, contents: _Contents, commits: Commits, choice: Choice) -> Iterator[Found]:
        held = commits.held
        absent = {name for name in held if name not in contents.blobs and name not in contents.damaged}
        partial = bool(absent) and self.repository.config(r"^(extensions\.partialclone|remote\..*\.promisor)$")
        names = {*contents.blobs, *(contents.damaged & held.keys()), *absent}
        chosen = {name: _chosen(held.get(name, _NOWHERE), choice) for name in names}
        for name in sorted(names, key=lambda name: order(f"{chosen[name][0]}@{name}")):
            path, reason = chosen[name]
            source = self._source(name, path, contents.blobs.get(name, 0))
            if reason is not None:
                yield not_scanned(source, Reason.EXCLUDED, reason)
            elif name in contents.blobs:
                yield source
            elif partial:
                yield not_scanned(
                    source, Reason.UNREADABLE, "not here: this is a partial clone, and nothing is fetched"
                )
            else:
                yield not_scanned(source, Reason.CORRUPT, _DAMAGED if name in contents.damaged else "not there")

    def _missing(self, contents: _Contents, commits: Commits) -> Iterator[Outcome]:
        """What is known not to be read, beside blobs."""
        shallow = self.repository.ask("rev-parse", "--is-shallow-repository") == b"true\n"
        if shallow:
            whole = Source(self.root, "./", self._opens("./"), 0)
            detail = f"a shallow clone: what came before its {commits.count} commits is not here"
            yield not_scanned(whole, Reason.UNREADABLE, detail)
        for name in sorted(contents.damaged - commits.held.keys()):
            yield not_scanned(self._source(name, "", 0), Reason.CORRUPT, _DAMAGED)
        for name in commits.damaged:
            detail = "a commit whose files cannot be told: what they hold is read, but not all their names are known"
            yield not_scanned(self._source(name, "", 0), Reason.CORRUPT, detail)
        for path, commit in sorted(commits.links.items(), key=lambda item: os.fsencode(item[0])):
            source = Source(self.root, path, self._opens(path), 0)
            detail = f"a submodule, at {commit[:12]}: another repository, whose history is its own"
            yield not_scanned(source, Reason.EXCLUDED, detail)

    def _source(self, name: str, path: str, size: int) -> Source:
        path = f"{path}@{name}"
        return Source(self.root, path, self._opens(path), size, _stamp(name))

    def _opens(self, path: str) -> str:
        return f"{OBJECT}{self.repository.path}/{path}"


def _place(item: Found) -> Order:
    return order(source_of(item).path)


_AT_HAND: dict[str, History] = {}


def walk(paths: Sequence[str], choice: Choice, stack: ExitStack) -> Iterator[Found]:
    """Check the repositories now (`SourceError`), then give what is in them as it is asked for."""
    histories = []
    for root in dict.fromkeys(paths):
        if root not in _AT_HAND:
            repository.cache_clear()  # of an earlier run in this process
            _AT_HAND[root] = History(root)
            stack.callback(_AT_HAND.pop, root, None)
        histories.append(_AT_HAND[root])
    stack.callback(git_objects.close)
    return (item for history in histories for item in history.items(choice))


def about(root: str, path: str) -> dict[str, object]:
    """Where an object that was given out is held, for the record of a finding."""
    history = _AT_HAND.get(root)
    return {} if history is None else {"history": history.known()[1].about(path.rpartition("@")[2])}


def _chosen(held: Held, choice: Choice) -> tuple[str, str | None]:
    """The path an object goes by, and why it is left out: only where all its paths are."""
    if not held.paths:
        return "", choice.filters.against_file("")
    first = held.path
    reason = choice.filters.against_file(first)
    if reason is not None:
        for path in sorted(held.paths, key=os.fsencode):
            if choice.filters.against_file(path) is None:
                return path, None
    return first, reason


def _stamp(name: str) -> Stamp:
    """The id as what tells one file from another: an object never changes."""
    number = int(name, 16)
    mask = (1 << 60) - 1
    return number & mask, number >> 60 & mask, 0, 0


def _contents(repository: Repository) -> _Contents:
    contents = _Contents()
    arguments = ("cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check")
    with repository.start(*arguments) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        for line in process.stdout:
            name, kind, *size = line.decode("ascii", "replace").split()[:3]
            if kind == "blob" and size:
                contents.blobs[name] = int(size[0])
            elif kind == "commit" and size and int(size[0]) <= _LARGEST:
                contents.commits.append(name)
            elif kind == "commit" or not size:
                contents.damaged.add(name)
    contents.commits.sort()
    if process.returncode:
        contents.damaged.add("0" * repository.hexadecimals)
    return contents
