"""Files of other machines, by URL: found in the order of a local walk, and opened as if they lay here.

Nothing else of this folder is imported until there is a URL: what reads them takes longer to load than all the rest.
Each kind of server is a module with a class `Place`, and an extra of the same name.

The kinds. `places` says what one is; `azure`, `gcs`, `http`, `s3`, `sftp`, `smb`
What lies below a URL. `urls`, `tree`, `listings`, `order`
The bytes of it, and who else may read them. `held`, `openness`
Connections that fail or fall silent. `faults`, `line`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import BinaryIO, cast

from msgspec.structs import replace

from piiscan.config import Limits
from piiscan.model import Source, Unscannable
from piiscan.sources.base import Choice, Found, SourceError

EXTRAS = {
    "s3": "s3",
    "gs": "gcs",
    "az": "azure",
    "smb": "smb",
    "sftp": "sftp",
    "http": "http",
    "https": "http",
}
"""The extra of this package that reads a scheme, which is also the name of the module here."""

HEAD = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)(::|://)")
_LIMITS = [Limits()]


def is_url(path: str) -> bool:
    """Whether a path is a URL of a scheme that is known here, or a chain of them.

    >>> is_url("s3://bucket/a"), is_url("zip::s3://bucket/a.zip"), is_url("zip://x::s3://bucket/a.zip")
    (True, True, True)
    >>> is_url("a:b"), is_url("./s3://x"), is_url("q://x")
    (False, False, False)
    """
    if ":" not in path or (head := HEAD.match(path)) is None:
        return False
    return head[2] == "::" or head[1].lower() in EXTRAS or "::" in path[head.end() :]


def limits() -> Limits:
    """The limits of the source under way."""
    return _LIMITS[0]


def use_limits(given: Limits) -> None:
    """Those that hold from now on, in this process."""
    _LIMITS[0] = given


def walk(paths: Sequence[str], choice: Choice, stack: ExitStack) -> Iterator[Found]:
    """What lies below the URLs. Raises `SourceError` now."""
    del stack
    from piiscan.sources.remote.tree import walk

    return walk(paths, choice)


def open_source(source: Source) -> BinaryIO:
    """A raw stream at the beginning of an object. Raises `Unscannable`."""
    from piiscan.sources.remote.held import open_file

    return cast("BinaryIO", open_file(source))


def coming(sources: Sequence[Source]) -> None:
    """Objects that this process will be asked to open next: they may be fetched while it does something else."""
    from piiscan.sources.remote.held import coming

    with suppress(Unscannable, SourceError):  # it is met again when it is opened, and told
        coming(sources)


def look_again(source: Source) -> Source | None:
    """The object as it is under its name now; None: there is none, or nobody says."""
    from piiscan.sources.remote.places import look

    try:
        return look(source)
    except Unscannable:
        return None


def changed(source: Source, stream: BinaryIO) -> bool:
    """Whether the object was replaced while it was read: asked only where answers have no tag that says so."""
    from piiscan.sources.remote.held import RemoteFile
    from piiscan.sources.remote.places import look, stamp_of

    if not isinstance(stream, RemoteFile) or stream.fault is not None:
        return False
    if source.stamp[3] < 0 and not stream.held.unproved:
        return False
    if (after := stream.held.after) is not None and not after.special:
        return (after.size, stamp_of(after)) != (source.size, source.stamp)
    try:
        now = look(source)
    except Unscannable as fault:
        stream.held.fault = fault
        return False
    return now is None or (now.size, now.stamp) != (source.size, source.stamp)


def public(source: Source) -> tuple[str, ...]:
    """How the bucket of an object lies open to everybody. Nothing: it does not, or nobody says; never raises."""
    if not is_url(source.opens):
        return ()
    from piiscan.sources.remote.openness import public

    return public(source.opens)


def names_beside(source: Source, most: int) -> list[str]:
    """Names of objects in the same folder, its own left out. None of a single file."""
    from piiscan.sources.remote.places import names

    try:
        return names(source, most)
    except Unscannable:
        return []


def beginning(source: Source, name: str, count: int) -> bytes:
    """The first bytes of an object of the same folder, as far as there are so many."""
    stream = open_beside(source, name)
    if stream is None:
        return b""
    with stream:
        try:
            return stream.read(count)
        except Unscannable:
            return b""


def open_beside(source: Source, name: str) -> BinaryIO | None:
    """Another object of the same folder; None where there is none."""
    folder, sign, _ = source.opens.rpartition("/")
    if not sign or "/" in name:
        return None
    there = look_again(replace(source, opens=f"{folder}/{name}"))
    try:
        return None if there is None else open_source(there)
    except Unscannable:
        return None
