"""Which commits hold an object, and under which paths: worked out for all of a repository in one pass.

Each commit is compared with its first parent. First parents make a forest, and in it what a commit brings in is held
by all below it, but for what is below a commit that takes it away. So an object has a few ranges in the order of the
forest, however many commits hold it, and the work grows with the changes and not with commits times files.
"""

from __future__ import annotations

import os
import re
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha1, sha256
from itertools import accumulate
from typing import IO

from msgspec import Struct, field

from piiscan.sources.git import Repository, limit_memory
from piiscan.sources.git_forest import Commit, forest, oldest_first
from piiscan.temporary import tempfile

PATHS, REFS = 10, 5  # named of one object
_PATHS_KEPT = 1000
_MEMORY = 2 << 30  # bytes for a git that compares: trees can be made that hold billions of names in some kilobytes
_CHANGES = 2_000_000  # of one commit
_DAMAGED = 100  # commits whose files cannot be told, before no more is asked
_COMMITTER = re.compile(rb"^committer .*? (\d{1,18}) [+-]\d{4}$", re.MULTILINE)
_LINK = b"160000"  # the mode of a commit of another repository
_GONE = b"000000"


class Held(Struct):
    """What happened to one object: at which places of the forest a path got it or lost it."""

    events: list[tuple[int, int]] = field(default_factory=list)  # (place in the forest, +1 or -1)
    paths: dict[str, int] = field(default_factory=dict)  # with the rank of the first commit that has it there
    more: int = 0  # times it got a path beyond those that are kept

    def step(self, place: int, change: int) -> None:
        """A path got it, or lost it."""
        if self.events and self.events[-1][0] == place:
            change += self.events.pop()[1]
        if change:
            self.events.append((place, change))

    def put(self, path: str, rank: int, place: int) -> None:
        """A path got it."""
        self.step(place, 1)
        if path in self.paths or len(self.paths) < _PATHS_KEPT:
            self.paths[path] = min(rank, self.paths.get(path, rank))
        else:
            self.more += 1

    @property
    def path(self) -> str:
        """The path it had first; of several the first by name."""
        return min(self.paths, key=lambda path: (self.paths[path], os.fsencode(path)))


class Commits:
    """All commits of a repository, and what they hold."""

    def __init__(self, repository: Repository, names: Sequence[str]) -> None:
        self.held: dict[str, Held] = {}
        self.links: dict[str, str] = {}  # submodules: the path, and the commit it had first
        self.damaged: list[str] = []  # commits of which it is not known what they hold
        self._refs = _refs(repository)
        commits = {commit.name: commit for commit in _read(repository, names)}
        self.count = len(commits)
        self.damaged += [name for name in names if name not in commits]
        self._oldest = [commits[name] for name in oldest_first(commits)]
        rank = {commit.name: rank for rank, commit in enumerate(self._oldest)}
        self._order, self._ends = forest(commits, rank)
        self._place = {commit.name: place for place, commit in enumerate(self._order)}
        self._ranks = [rank[commit.name] for commit in self._order]
        self._reached = self._reachable(commits)
        self._tips = sorted((self._place[name], ref) for ref, name in self._refs.items() if name in self._place)
        self._compare(repository, commits)

    def about(self, name: str) -> dict[str, object]:
        """The record of an object: the commits that hold it, first and last, its paths, and the refs it is in now."""
        held = self.held.get(name, Held())
        ranges = list(self._ranges(held))
        count = sum(end - start for start, end in ranges)
        # All places of a range are below one that a range begins with, and parents come first.
        first = min((self._ranks[start] for start, _ in ranges), default=None)
        last = max((max(self._ranks[start:end]) for start, end in ranges), default=None)
        refs: list[str] = []
        for start, end in ranges:
            tip = bisect_left(self._tips, (start, ""))
            while tip < len(self._tips) and self._tips[tip][0] < end:
                refs.append(self._tips[tip][1])
                tip += 1
        paths = sorted(held.paths, key=lambda path: (held.paths[path], os.fsencode(path)))
        return {
            "object": name,
            "commits": count,
            "first": self._shown(first),
            "last": self._shown(last),
            "paths": paths[:PATHS],
            "more_paths": max(len(paths) - PATHS, 0) + held.more,
            "refs": sorted(refs)[:REFS],
            "more_refs": max(len(refs) - REFS, 0),
            "reachable": any(self._reached[end] > self._reached[start] for start, end in ranges),
        }

    def _shown(self, rank: int | None) -> dict[str, object] | None:
        if rank is None:
            return None
        commit = self._oldest[rank]
        try:
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(commit.time))
        except (OverflowError, OSError, ValueError):
            moment = None
        return {"commit": commit.name, "time": moment}

    def _ranges(self, held: Held) -> Iterator[tuple[int, int]]:
        """The places in the forest at which some path has the object."""
        steps: list[tuple[int, int]] = []
        for place, change in held.events:
            steps += ((place, change), (self._ends[place], -change))
        depth = start = 0
        for place, change in sorted(steps, key=lambda step: step[0]):
            if depth > 0 and place > start:
                yield start, place
            depth += change
            start = place

    def _reachable(self, commits: Mapping[str, Commit]) -> list[int]:
        """How many places before each one a ref leads to."""
        reached = bytearray(len(self._order))
        todo = [name for name in self._refs.values() if name in commits]
        while todo:
            name = todo.pop()
            if not reached[self._place[name]]:
                reached[self._place[name]] = 1
                todo += [parent for parent in commits[name].parents if parent in commits]
        return [0, *accumulate(reached)]

    def _compare(self, repository: Repository, commits: Mapping[str, Commit]) -> None:
        """What each commit changes against its first parent."""
        hashed = sha256 if repository.hexadecimals == 64 else sha1
        empty = hashed(b"tree 0\0").hexdigest()
        pairs = []
        for commit in self._order:
            parent = commits.get(commit.parents[0]) if commit.parents else None
            pairs.append((parent.tree if parent else empty, commit.tree))
        start = 0
        while start < len(pairs) and len(self.damaged) <= _DAMAGED:
            start = self._pass(repository, pairs, start)
        self.damaged += [commit.name for commit in self._order[start:]]

    def _pass(self, repository: Repository, pairs: Sequence[tuple[str, str]], start: int) -> int:
        """Take in what git says of the pairs from one on; where to go on if it gave up before the end."""
        at, told, changes = start - 1, set(), 0
        with tempfile.TemporaryFile() as asked:
            asked.writelines(b"%s %s\n" % (old.encode(), new.encode()) for old, new in pairs[start:])
            asked.seek(0)
            form = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames")
            arguments = ("diff-tree", "--stdin", *form, "--ignore-submodules=none")  # whatever the repository says
            process = repository.start(*arguments, stdin=asked)
            limit_memory(process, _MEMORY)  # it keeps all changes of a commit until it says the first
            with process:
                assert process.stdout is not None  # noqa: S101 - for the type checker
                for change in _changes(process.stdout):
                    if len(change) == 2:
                        wanted = change[0].decode("ascii"), change[1].decode("ascii")
                        at = next((place for place in range(at + 1, len(pairs)) if pairs[place] == wanted), len(pairs))
                        told.add(at)
                        changes = 0
                    elif at < len(pairs):
                        changes += 1
                        if changes > _CHANGES:
                            process.kill()
                            break
                        self._take(at, *change)
        end = len(pairs) if not process.returncode else min(at + 1, len(pairs))
        missed = [place for place in range(start, end) if place not in told]
        if process.returncode and at < len(pairs):
            missed.append(max(at, start))
            end = max(end, start + 1)
        self.damaged += [self._order[place].name for place in missed]
        return end

    def _take(self, place: int, old_mode: bytes, new_mode: bytes, old: bytes, new: bytes, name: bytes) -> None:
        path = os.fsdecode(name)
        rank = self._ranks[place]
        if new_mode == _LINK:
            self.links.setdefault(path, new.decode("ascii"))
        elif new_mode != _GONE:
            self.held.setdefault(new.decode("ascii"), Held()).put(path, rank, place)
        if old_mode not in {_GONE, _LINK}:
            self.held.setdefault(old.decode("ascii"), Held()).step(place, -1)


def _changes(stream: IO[bytes]) -> Iterator[tuple[bytes, ...]]:
    """(old, new) for each pair of trees, and (mode, mode, id, id, path) for each change behind it."""
    rest, block = b"", b"."
    while block:
        block = stream.read(1 << 16)
        rest += block
        at = 0
        while at < len(rest):
            if rest[at] == 0x3A:
                middle = rest.find(b"\0", at)
                end = rest.find(b"\0", middle + 1) if middle >= 0 else -1
                if end < 0:
                    break
                old_mode, new_mode, old, new, _ = rest[at + 1 : middle].split(b" ", 4)
                yield old_mode, new_mode, old, new, rest[middle + 1 : end]
            else:
                end = rest.find(b"\n", at)
                if end < 0:
                    break
                old, _, new = rest[at:end].partition(b" ")
                yield old, new
            at = end + 1
        rest = rest[at:]


def _read(repository: Repository, names: Iterable[str]) -> Iterator[Commit]:
    """The commits that can be read."""
    todo = list(names)
    for _ in range(_DAMAGED):
        done = 0
        with tempfile.TemporaryFile() as asked:
            asked.writelines(f"{name}\n".encode("ascii") for name in todo)
            asked.seek(0)
            with repository.start("cat-file", "--batch", "--buffer", stdin=asked) as process:
                assert process.stdout is not None  # noqa: S101 - for the type checker
                for name in todo:
                    done += 1
                    header = process.stdout.readline()
                    if header == f"{name} missing\n".encode("ascii"):
                        continue
                    fields = header.split()
                    if len(fields) != 3 or fields[1] != b"commit":
                        break  # git gave up, or what it said of the one before was shorter than it claimed
                    text = process.stdout.read(int(fields[2]) + 1)
                    if len(text) != int(fields[2]) + 1 or text[-1:] != b"\n":
                        break
                    yield _commit(name, text)
        todo = todo[done:]
        if not todo:
            return


def _commit(name: str, text: bytes) -> Commit:
    head = text.partition(b"\n\n")[0]
    fields = [line.partition(b" ") for line in head.split(b"\n")]
    tree = next((value.decode("ascii", "replace") for key, _, value in fields if key == b"tree"), "")
    parents = tuple(value.decode("ascii", "replace") for key, _, value in fields if key == b"parent")
    told = _COMMITTER.search(head)
    return Commit(name, tree, parents, int(told[1]) if told else 0)


def _refs(repository: Repository) -> dict[str, str]:
    """What refs lead to, tags followed, and where HEAD stands."""
    found = {}
    said = repository.ask("for-each-ref", "--format=%(objectname) %(*objectname) %(refname)") or b""
    for line in said.splitlines():
        name, peeled, ref = line.split(b" ", 2)
        found[os.fsdecode(ref)] = (peeled or name).decode("ascii")
    head = repository.ask("rev-parse", "--verify", "--quiet", "HEAD")
    if head is not None and (detached := head.decode("ascii", "replace").strip()) not in found.values():
        found["HEAD"] = detached
    return found
