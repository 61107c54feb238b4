"""The walker: what lies below the paths given, each thing once, in an order that depends on names alone.

A directory's files come first, sorted by the bytes of their names, then its subdirectories. Each directory is
opened relative to its parent, never through a link, so that a path of any length is reached and nothing
swapped during the walk leads outside. One listing is held at a time, with the names of the subdirectories yet
to enter; what is kept for the whole run is one number per directory, and a name per file that has several (up
to a cap).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import Struct, field

from piiscan.model import Outcome, Reason, Source
from piiscan.sources.base import (
    DATABASES,
    EVERYTHING,
    Choice,
    Found,
    SourceError,
    Stamp,
    errno_name,
    not_scanned,
    stamp_of,
)
from piiscan.sources.listing import (
    Frame,
    Silences,
    beginning,
    enter,
    list_apart,
    list_names,
    park,
    patiently,
    reopen,
    stat_in,
)
from piiscan.sources.local import kind_of
from piiscan.sources.mounts import Mounts
from piiscan.sources.remote import EXTRAS, HEAD
from piiscan.sources.unsure import STUCK, Unsure, ask

_HEAD = re.compile(rb"ref: refs/|[0-9a-f]{40}")
_OBJECTS = "the packed objects of a git repository: piiscan scan --git-history reads what is in them"
NAMES_KEPT = 100_000  # of files with several names; beyond it such a file is read once for each of its names


class Root(Struct, frozen=True):
    """A path as given, where it really is, and how it looked (or the error that looking met)."""

    given: str
    real: str
    status: os.stat_result | None
    error: str = ""


def walk(paths: Sequence[str], choice: Choice = EVERYTHING) -> Iterator[Found]:
    """Check the paths now (`SourceError`), then give what is below them as it is asked for."""
    unsure = Unsure()
    return _Walk([_root(path, unsure) for path in paths], choice, unsure.mounts).everything()


def _root(path: str, unsure: Unsure) -> Root:
    """A path named by the operator is followed if it is a link: who names it means what it points at."""
    try:
        status, real = unsure.look(path)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise SourceError(f"no such file or directory: {path or repr(path)}{_unknown(path)}") from error
    except OSError as error:
        return Root(path, os.path.abspath(path), None, errno_name(error))  # noqa: PTH100
    return Root(path, real, status)


def _unknown(path: str) -> str:
    """What else to say of a path that is none and begins as a URL would."""
    head = HEAD.match(path)
    return f" ({head[0]} is none of the URLs read: {', '.join([*EXTRAS, *DATABASES])})" if head else ""


def _irregular(source: Source, mode: int) -> Outcome:
    if stat.S_ISLNK(mode):
        return not_scanned(source, Reason.EXCLUDED, "symbolic link, not followed")
    if stat.S_ISDIR(mode):
        return not_scanned(source, Reason.CHANGED, "became a directory after it was listed")
    return not_scanned(source, Reason.SPECIAL, kind_of(mode))


class _Walk(Struct):
    roots: list[Root]
    choice: Choice
    mounts: Mounts = field(default_factory=Mounts)
    entered: dict[int, set[int]] = field(default_factory=dict)  # inodes of directories, by device
    named: dict[Stamp, str] = field(default_factory=dict)  # files that may be met again: the name they went by
    silent: Silences = field(default_factory=dict)  # file systems that have not answered
    expected: set[Stamp] = field(default_factory=set)  # files given as roots: they may also lie below another

    def everything(self) -> Iterator[Found]:
        for root in self.roots:
            if root.status is not None and stat.S_ISREG(root.status.st_mode):
                self.expected.add(stamp_of(root.status))
        for root in self.roots:
            if root.status is None:
                name = os.path.basename(root.real) or root.given  # noqa: PTH119
                yield not_scanned(Source(root.given, name, root.real, 0), Reason.UNREADABLE, root.error)
            elif stat.S_ISDIR(root.status.st_mode):
                yield from self._tree(root)
            else:
                name = os.path.basename(os.path.abspath(root.given))  # noqa: PTH100, PTH119
                yield self._thing(root.given, name, root.real, root.status, None)

    def _tree(self, root: Root) -> Iterator[Found]:
        """Depth first, with the directories on the way down kept open (all but a few: see `listing.park`)."""
        stack: list[Frame] = []
        base = root.real.rstrip("/")
        try:
            first = self._enter(root, Source(root.given, "./", root.real, 0), root.real, None)
            if isinstance(first, Outcome):
                yield first
                return
            stack.append(first)
            while stack:
                frame = stack[-1]
                yield from self._files(root, base, frame)
                if not frame.folders:
                    stack.pop()
                    if stack:
                        reopen(stack[-1], frame, partial(self._ask, frame.status.st_dev, frame.waits))
                    frame.close()
                    continue
                name = frame.folders.pop()
                path = f"{frame.prefix}{name}/"
                folder = Source(root.given, path, f"{base}/{path[:-1]}", 0)
                inner = self._enter(root, folder, name, frame)
                if isinstance(inner, Outcome):
                    yield inner
                else:
                    stack.append(inner)
                    park(stack)
        finally:
            for frame in stack:
                frame.close()

    def _enter(self, root: Root, folder: Source, name: str, parent: Frame | None) -> Frame | Outcome:
        """Open a directory and list it, unless there is a reason not to."""
        if parent is not None:
            if parent.lost:
                return not_scanned(folder, Reason.CHANGED, "its parent was moved during the walk")
            if (reason := self._left_out(root, folder.path, name, parent)) is not None:
                return not_scanned(folder, Reason.EXCLUDED, reason)
        mounted = self.mounts.waits_on(folder.opens)
        waits = mounted or (None if parent is None else parent.waits)
        place = folder.opens if mounted or parent is None else parent.status.st_dev
        try:
            opened = patiently(partial(self._opened, name, parent, place, waits), parent)
            status = None if isinstance(opened, str) else self._ask(place, waits, os.fstat, "fstat", opened)
        except TimeoutError:
            return not_scanned(folder, Reason.TIMEOUT, f"the file system does not answer ({waits}), not entered")
        except NotADirectoryError:  # O_NOFOLLOW | O_DIRECTORY on a link says this too
            return not_scanned(folder, Reason.CHANGED, "no longer a directory when it was entered")
        except FileNotFoundError:
            return not_scanned(folder, Reason.CHANGED, "gone since it was listed")
        except OSError as error:
            return not_scanned(folder, Reason.UNREADABLE, f"{errno_name(error)}, directory not entered")
        if isinstance(opened, str) or status is None:
            return not_scanned(folder, Reason.SPECIAL, f"pseudo file system ({opened})")
        frame = Frame(opened, status, "" if parent is None else folder.path, parent)
        frame.waits = self.mounts.waits_on(folder.opens, frame.status.st_dev)
        refusal = self._refusal(root, folder, frame)
        if refusal is None:
            self._list(frame)
            return frame
        frame.close()
        return refusal

    def _left_out(self, root: Root, path: str, name: str, parent: Frame) -> str | None:
        """Why a directory is not entered at all."""
        reason = self.choice.filters.against_directory(path) or self.choice.ignored(root.given, path)
        return _OBJECTS if reason is None and name == "objects" and self._is_git(parent) else reason

    def _is_git(self, folder: Frame) -> bool:
        """Whether a directory is one that git takes for a repository: with refs, and a HEAD that names one."""
        if "refs" not in folder.folders:  # which come behind "objects"
            return False
        try:
            head: bytes = self._ask(folder.status.st_dev, folder.waits, beginning, "beginning", folder.handle, "HEAD")
        except OSError:
            return False
        return _HEAD.match(head) is not None

    def _opened(self, name: str, parent: Frame | None, place: object, waits: str | None) -> int | str:
        """A handle of the directory, or the type of the file system if it is one of the kernel's own."""
        # Looked at before it is opened: opening an autofs directory mounts something.
        directory = None if parent is None else parent.handle
        device = self._ask(place, waits, stat_in, "stat", directory, name).st_dev
        opened: int | str = self.mounts.pseudo(device) or self._ask(place, waits, enter, "enter", directory, name)
        return opened

    def _list(self, frame: Frame) -> None:
        """The names in a directory, or the next of them."""
        try:
            if frame.waits and frame.waits.startswith(STUCK):
                names = self._ask(frame.status.st_dev, frame.waits, list, "names", frame.handle, frame.more)
                frame.files, folders, frame.more, frame.error = names
                frame.folders = folders or frame.folders
            elif frame.waits:
                list_apart(frame, self.silent)
            else:
                list_names(frame)
        except TimeoutError:
            frame.more, frame.error = None, f"the file system does not answer ({frame.waits})"

    def _ask(self, place: object, waits: str | None, here: Callable[..., Any], question: str, *about: Any) -> Any:  # noqa: ANN401
        """Ask a file system; `here`: in this process. Raises TimeoutError."""
        return ask(place, waits, self.silent, here, question, *about)

    def _refusal(self, root: Root, folder: Source, frame: Frame) -> Outcome | None:
        device, inode = frame.status.st_dev, frame.status.st_ino
        if self.choice.one_file_system and root.status is not None and device != root.status.st_dev:
            return not_scanned(folder, Reason.EXCLUDED, "on another file system")
        if (device, inode) in self.choice.skip:
            return not_scanned(folder, Reason.EXCLUDED, "written by this run")
        seen = self.entered.setdefault(device, set())
        if inode in seen:
            return not_scanned(folder, Reason.EXCLUDED, "already walked (overlapping paths or a bind mount)")
        if inode:  # 0: a file system without inode numbers
            seen.add(inode)
        return None

    def _files(self, root: Root, base: str, frame: Frame) -> Iterator[Found]:
        while frame.files or frame.more is not None:
            if not frame.files:
                self._list(frame)
                continue
            name = frame.files.pop()
            path = frame.prefix + name
            opens = f"{base}/{path}"
            try:
                status = self._look(frame, name)
            except TimeoutError:
                detail = f"the file system does not answer ({frame.waits})"
                yield not_scanned(Source(root.given, path, opens, 0), Reason.TIMEOUT, detail)
            except FileNotFoundError:
                yield not_scanned(Source(root.given, path, opens, 0), Reason.CHANGED, "gone since it was listed")
            except OSError as error:
                yield not_scanned(Source(root.given, path, opens, 0), Reason.UNREADABLE, errno_name(error))
            else:
                reason = self.choice.filters.against_file(path) or self.choice.ignored(root.given, path)
                yield self._thing(root.given, path, opens, status, reason)
        if frame.error:
            folder = Source(root.given, frame.prefix or "./", f"{base}/{frame.prefix}".rstrip("/") or "/", 0)
            detail = f"{frame.error}, directory not listed to its end"
            frame.error = ""
            yield not_scanned(folder, Reason.UNREADABLE, detail)

    def _look(self, frame: Frame, name: str) -> os.stat_result:
        if not frame.waits:  # of nearly all file systems it is asked here, and for each file
            return stat_in(frame.handle, name)
        status: os.stat_result = self._ask(frame.status.st_dev, frame.waits, stat_in, "stat", frame.handle, name)
        return status

    def _thing(self, root: str, path: str, opens: str, status: os.stat_result, excluded: str | None) -> Found:
        """What to do with one name that is not a directory to enter."""
        stamp = stamp_of(status)
        regular = stat.S_ISREG(status.st_mode)
        source = Source(root, path, opens, status.st_size if regular else 0, stamp)
        if excluded is not None:
            return not_scanned(source, Reason.EXCLUDED, excluded)
        if not regular:
            return _irregular(source, status.st_mode)
        if (kind := self.mounts.pseudo(status.st_dev)) is not None:
            return not_scanned(source, Reason.SPECIAL, f"pseudo file system ({kind})")
        if stamp[:2] in self.choice.skip:
            return not_scanned(source, Reason.EXCLUDED, "written by this run")
        if status.st_nlink > 1 or stamp in self.expected:
            # The whole stamp is the key: some network and FUSE file systems give one inode number twice.
            if (first := self.named.get(stamp)) is not None:
                return not_scanned(source, Reason.EXCLUDED, f"same file as {first}")
            if len(self.named) < NAMES_KEPT or stamp in self.expected:
                self.named[stamp] = path
        return source
