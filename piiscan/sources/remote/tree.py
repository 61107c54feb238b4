"""What lies below a URL, each object once, in the order in which a walk of the same files on a disk gives them.

Files of a folder first, by the bytes of their names, then its folders. One page of a listing is held at a time, with
the names of the folders yet to enter. Where nobody answers, what could not be listed has its outcome.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct, field

from piiscan.model import Outcome, Reason, Source, Unscannable
from piiscan.sources.base import UNANSWERED, Choice, Found, SourceError, not_scanned
from piiscan.sources.listing import in_time
from piiscan.sources.remote.listings import Listings, entries_of
from piiscan.sources.remote.places import Entry, Place, connect, stamp_of, unread
from piiscan.sources.remote.urls import Url, checked, own_name

LOOKED = 16  # folders that come next
HELLO = 30.0  # seconds for the first answer, and for what finds credentials


class Root(Struct, frozen=True):
    """A URL as given; what is there under its very name; and what is below it, begun."""

    given: str
    parts: Url
    place: Place
    entry: Entry | None = None
    below: Iterator[Entry] | None = None

    @property
    def base(self) -> str:
        """What the paths of its objects follow, with a "/" between."""
        return self.given.removesuffix("/")

    @property
    def identity(self) -> str:
        """The same for two ways to say one place."""
        return f"{self.parts.scheme}://{self.parts.host}/{self.parts.folder}"


def walk(paths: Sequence[str], choice: Choice) -> Iterator[Found]:
    """Check the URLs now (`SourceError`), then give what is below them as it is asked for."""
    return _Walk(choice).everything([_root(path, parts) for path, parts in [(path, checked(path)) for path in paths]])


def _root(given: str, parts: Url) -> Root | Outcome:
    try:
        place, entry = _met(parts)
        below = None
        if parts.listed and (place.flat or not parts.path or (entry is not None and entry.folder)):
            entries = entries_of(place, parts.folder)
            first = next(entries, None)
            absent = first is None and parts.path and place.flat
            below = None if absent else chain(() if first is None else (first,), entries)
    except Unscannable as verdict:
        if verdict.reason is not Reason.CHANGED:
            source = Source(given, own_name(parts) or "./", given.removesuffix("/"), 0)
            return not_scanned(source, verdict.reason, verdict.detail)
        entry = below = None
    if entry is None and below is None:
        raise SourceError(f"nothing there: {given}")
    return Root(given, parts, place, entry, below)


def _met(parts: Url) -> tuple[Place, Entry | None]:
    """The place, and what has the very name of the URL, in a time in which any server answers so small a question."""
    try:
        return in_time(lambda: _looked(parts), HELLO)
    except TimeoutError:
        raise Unscannable(Reason.TIMEOUT, UNANSWERED) from None


def _looked(parts: Url) -> tuple[Place, Entry | None]:
    """The place and the thing. Who may only list is told so by a refusal: there may still be something below."""
    place = connect(parts)
    folder = place.flat and parts.listed and parts.path[-1:] in {"", "/"}  # which has no name to look at
    path = parts.path.removesuffix("/") if parts.listed else parts.path
    try:
        entry = place.look(f"{parts.path}-" if folder else path)
    except Unscannable as verdict:
        if verdict.reason is not Reason.UNREADABLE or not place.flat or not parts.listed:
            raise
        entry = None
    return place, None if folder else entry


def _is_no_name(name: str) -> bool:
    """Whether a name of a server with folders leads elsewhere."""
    return name in {"", ".", ".."} or "/" in name or "\0" in name


class _Walk(Struct):
    choice: Choice
    walked: set[str] = field(default_factory=set)

    def everything(self, roots: Sequence[Root | Outcome]) -> Iterator[Found]:
        for root in roots:
            if isinstance(root, Outcome):
                yield root
                continue
            if root.entry is not None and not root.entry.folder:
                yield from self._named(root, root.entry)
            if root.below is not None:
                if self._covered(root):
                    yield self._again(root, "./")
                    continue
                yield from self._tree(root, root.below)
                self.walked.add(root.identity)

    def _named(self, root: Root, entry: Entry) -> Iterator[Found]:
        """The object that has the very name of the URL: the operator wants it read."""
        identity = root.identity.removesuffix("/")
        source = Source(root.given, own_name(root.parts), root.given, entry.size, stamp_of(entry))
        if identity in self.walked or self._covered(root):
            yield not_scanned(source, Reason.EXCLUDED, "already walked (overlapping paths)")
        elif (why := unread(entry)) is not None:
            yield not_scanned(source, *why)
        else:
            self.walked.add(identity)
            yield source

    def _covered(self, root: Root) -> bool:
        return any(root.identity.startswith(walked) for walked in self.walked if walked.endswith("/"))

    def _again(self, root: Root, path: str) -> Outcome:
        return not_scanned(self._source(root, path), Reason.EXCLUDED, "already walked (overlapping paths)")

    def _tree(self, root: Root, below: Iterator[Entry]) -> Iterator[Found]:
        waiting = [""]  # the next folder to enter stands last
        listings = Listings(root.place)
        while waiting:
            path = waiting.pop()
            if path:
                if (reason := self._left_out(root, path)) is not None:
                    yield not_scanned(self._source(root, path), Reason.EXCLUDED, reason)
                    continue
                if root.identity + path in self.walked:
                    yield self._again(root, path)
                    continue
            folders: list[str] = []
            next_ones = (folder for folder in islice(reversed(waiting), LOOKED) if self._left_out(root, folder) is None)
            listings.ask(root.parts.folder + folder for folder in next_ones)
            entries = listings.of(root.parts.folder + path) if path else below
            yield from self._folder(root, path, entries, folders)
            folders.sort(key=os.fsencode, reverse=True)
            waiting += [f"{path}{name}/" for name in folders]

    def _left_out(self, root: Root, path: str) -> str | None:
        return self.choice.filters.against_directory(path) or self.choice.ignored(root.given, path)

    def _folder(self, root: Root, path: str, entries: Iterator[Entry], folders: list[str]) -> Iterator[Found]:
        try:
            for entry in entries:
                if not root.place.flat and _is_no_name(entry.name):
                    name = f"{path}{entry.name}{'/' if entry.folder and entry.name else ''}"
                    detail = "a name that no file can have: not gone to"
                    yield not_scanned(self._source(root, name or "./"), Reason.SPECIAL, detail)
                elif entry.folder:
                    folders.append(entry.name)
                elif entry.name:
                    yield self._thing(root, path + entry.name, entry)
                elif entry.size:
                    detail = f"an object of {entry.size} bytes that has the name of a folder"
                    yield not_scanned(self._source(root, path or "./"), Reason.SPECIAL, detail)
        except Unscannable as verdict:
            detail = f"{verdict.detail}, folder not listed to its end"
            yield not_scanned(self._source(root, path or "./"), verdict.reason, detail)

    def _thing(self, root: Root, path: str, entry: Entry) -> Found:
        source = Source(root.given, path, f"{root.base}/{path}", entry.size, stamp_of(entry))
        reason = self.choice.filters.against_file(path) or self.choice.ignored(root.given, path)
        if reason is not None:
            return not_scanned(source, Reason.EXCLUDED, reason)
        if (why := unread(entry)) is not None:
            return not_scanned(source, *why)
        if f"{root.identity}{path}" in self.walked:
            return not_scanned(source, Reason.EXCLUDED, "already walked (overlapping paths)")
        return source

    def _source(self, root: Root, path: str) -> Source:
        return Source(root.given, path, f"{root.base}/{path.removeprefix('./')}".removesuffix("/"), 0)
