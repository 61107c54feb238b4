"""What a back-end has to know: to say what is there, page by page, and to give bytes of it. It can do nothing else.

Rule: a back-end asks and reads; there is no call in this folder that writes, and none that leaves a trace but in the
logs of the server.
"""

from __future__ import annotations

import hashlib
import logging
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from typing import NamedTuple, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from piiscan.model import Reason, Source, Unscannable
from piiscan.sources.base import SourceError, Stamp
from piiscan.sources.local import kind_of
from piiscan.sources.remote import EXTRAS
from piiscan.sources.remote.line import Line
from piiscan.sources.remote.urls import Url, split

_UNKNOWN = 1 << 62  # no time a file can have: what has it is never taken for unchanged
LINK = "symbolic link, not followed"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOUD = (
    *("adlfs", "aiobotocore", "aiohttp", "asyncio", "asyncssh", "azure", "botocore", "fsspec"),
    *("gcsfs", "google", "s3fs", "smbprotocol", "spnego"),
)


class Entry(Struct, frozen=True):
    """One name of a listing. `tag` (ETag, generation) changes with the content, "" where the server has none."""

    name: str
    size: int = 0
    modified: int = 0  # nanoseconds of the epoch, 0 where it is not known
    tag: str = ""
    folder: bool = False
    special: str = ""  # what it is, if no file


class Got(NamedTuple):
    """Bytes of an object, and what tells of which version they are: a tag, or how it looked after they were read."""

    data: bytes
    tag: str = ""
    after: Entry | None = None


class Place(Protocol):
    """A bucket, a container or a server. Paths have no "/" in front, those of folders one at the end (but for "")."""

    @property
    def line(self) -> Line:
        """Through which all is asked of the server."""

    @property
    def flat(self) -> bool:
        """Whether folders are but a way to read names: no things of their own, which are there when they are empty."""

    def look(self, path: str) -> Entry | None:
        """What is under a path. None: nothing."""

    def entries(self, folder: str) -> Iterator[Entry]:
        """What is in a folder, a page at a time: its files in the order of the bytes of their names."""

    def fetch(self, path: str, start: int, end: int) -> Got:
        """The bytes from `start` to `end`. Several threads may ask at a time."""


def stamp_of(entry: Entry) -> Stamp:
    """What tells a version of an object from another one. It has no device and no inode: its path is its identity.

    The tag is a negative number, so that it is taken for no time: with one, nothing can change unseen.
    """
    if entry.tag:
        digest = hashlib.blake2b(entry.tag.encode("utf-8", "surrogateescape"), digest_size=7).digest()
        return (0, 0, entry.modified, -1 - int.from_bytes(digest, "big"))
    return (0, 0, entry.modified, entry.modified or _UNKNOWN)


def nanoseconds(when: datetime) -> int:
    """A time of a server as files have theirs.

    >>> nanoseconds(datetime.fromisoformat("1970-01-01T00:00:01.5+00:00"))
    1500000000
    """
    return (when - _EPOCH) // timedelta(microseconds=1) * 1000


def below(name: str, folder: str, *, prefix: bool = False) -> str:
    """A name of a listing without the folder it is in. Raises `Unscannable` where the server listed something else.

    >>> below("a/b", "a/"), below("a/", "a/"), below("a/b/", "a/", prefix=True)
    ('b', '', 'b/')
    """
    if not name.startswith(folder) or (prefix and name == folder):  # the latter would be gone into without end
        raise Unscannable(Reason.UNREADABLE, "the server lists what was not asked for")
    return name[len(folder) :]


def onward(token: str, last: str | None) -> str:
    """What the next page is asked for with. Raises `Unscannable` where that would give the same page again."""
    if token == last:
        raise Unscannable(Reason.UNREADABLE, "the server lists in a circle")
    return token


def unread(entry: Entry) -> tuple[Reason, str] | None:
    """Why what is no folder is not read."""
    if entry.special:
        return (Reason.EXCLUDED if entry.special == LINK else Reason.SPECIAL), entry.special
    if not 0 <= entry.size < 1 << 63:
        return Reason.UNREADABLE, "the server gives it a size that no file has"
    return None


def special(mode: int) -> str:
    """What a thing is that is no file, by its mode; "" for a file."""
    if stat.S_ISLNK(mode):
        return LINK
    return "" if stat.S_ISREG(mode) or not stat.S_IFMT(mode) else kind_of(mode)


def connect(parts: Url) -> Place:
    """The place a URL is at. Raises `SourceError` where what reads it is not installed."""
    key = (parts.scheme, parts.host)
    if key not in CONNECTED:
        CONNECTED[key] = _connected(*key)
    return CONNECTED[key]


CONNECTED: dict[tuple[str, str], Place] = {}
"""The places this process has to do with: one for each host of its roots."""


def _connected(scheme: str, host: str) -> Place:
    extra = EXTRAS[scheme]
    for name in _LOUD:  # they log names of files, and more
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    module = import_module(f"piiscan.sources.remote.{extra}")
    try:
        return cast("Place", module.Place(scheme, host))
    except ValueError:  # of adlfs, which has no account
        raise SourceError(
            f"{scheme}://…: the environment does not say which account and credentials are meant"
        ) from None
    except ImportError:
        raise SourceError(f"{scheme}://… needs what is not installed: pip install 'piiscan-cmr17[{extra}]'") from None


def look(source: Source) -> Source | None:
    """An object as it is now; None where there is none. Raises `Unscannable`."""
    parts = split(source.opens)
    try:
        entry = connect(parts).look(parts.path)
    except SourceError:
        return None
    if entry is None or entry.folder or unread(entry):
        return None
    return replace(source, size=entry.size, stamp=stamp_of(entry))


def names(source: Source, most: int) -> list[str]:
    """Names of files beside a source, the first of them by name. Raises `Unscannable`."""
    parts = split(source.opens)
    if not parts.listed:
        return []
    folder, sign, own = parts.path.rpartition("/")
    entries = connect(parts).entries(folder + sign)
    return sorted(entry.name for entry in islice(entries, most) if not entry.folder and entry.name not in {own, ""})
