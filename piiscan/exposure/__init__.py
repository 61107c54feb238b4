"""How open a file with findings lies: who may read it, whose it is, its volume, folder and share (SPEC §12).

Rule: asked once for a file that has findings and never for a clean one; every fact is one that was seen, in the words
it is told with, and names the paragraph of 201 CMR 17.03 or 17.04 it touches. What cannot be seen raises nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from piiscan.exposure import access, accounts, folders, shares, volumes
from piiscan.exposure.facts import LEVELS, WIDE, Fact
from piiscan.model import Classification, Duty, Encryption, Exposure, Source
from piiscan.sources.base import is_file
from piiscan.sources.remote import public

_TOUCHED = frozenset(
    {
        Classification.PERSONAL_INFORMATION,
        Classification.NON_RESIDENT,
        Classification.REVIEW,
        Classification.ELEMENT_ONLY,
    }
)
_DAY = 86_400


def look(source: Source, stream: BinaryIO, stale_before: int = 0) -> Exposure | None:
    """What is to be seen of an open file. None for what has no place of its own (standard input).

    `stale_before`: a file last changed before then (seconds of the epoch) lies longer than it may. 0: not asked.
    """
    if openness := public(source):
        return _public(source, openness)
    looked: os.stat_result | None = getattr(stream, "looked", None)
    if not is_file(source) or looked is None:
        return None
    try:
        return _look(source, looked, stream.fileno(), stale_before)
    except Exception:  # noqa: BLE001 - how it lies is worth less than what was found in it
        return None


def _public(source: Source, openness: tuple[str, ...]) -> Exposure:
    """An object of a bucket that is open to everybody; of one that is not, who may read it is not known."""
    return Exposure(
        level=LEVELS[WIDE],
        why=openness,
        mode=None,
        acl=False,
        readers="everyone",
        writers="unknown",
        uid=None,
        owner=None,
        gid=None,
        group=None,
        modified=source.stamp[2] // 1_000_000_000,
        volume=source.opens.partition(":")[0].lower(),
        network=True,
        portable="",
        encrypted=None,
        duties=tuple(Duty("17.04(2)(a)", fact) for fact in openness),
    )


def _look(source: Source, looked: os.stat_result, handle: int, stale_before: int) -> Exposure:
    path = _whole(source)
    rights = access.rights(looked, handle, *_folders(source, path))
    owner, group = accounts.user(looked.st_uid), accounts.group(looked.st_gid)
    volume = volumes.volume(looked.st_dev)
    handed = shares.exported(path.rpartition("/")[0] or "/")
    facts = (
        *access.facts(rights, group),
        *accounts.facts(owner),
        *folders.facts(path),
        *shares.facts(handed),
        *volumes.facts(volume),
        *_age(int(looked.st_mtime), stale_before),
    )
    return Exposure(
        level=LEVELS[max((fact.level for fact in facts), default=1)],
        why=tuple(dict.fromkeys(fact.text for fact in sorted(facts, key=lambda fact: -fact.level))),
        mode=looked.st_mode & 0o7777,
        acl=rights.acl,
        readers=rights.readers,
        writers=rights.writers,
        uid=looked.st_uid,
        owner=owner.name if owner else None,
        gid=looked.st_gid,
        group=group.name if group else None,
        modified=int(looked.st_mtime),
        volume=volume.kind,
        network=volume.network,
        portable=volume.portable,
        encrypted=volume.encrypted,
        duties=tuple(Duty(fact.clause, fact.text) for fact in facts),
        exported=tuple(one.export for one in handed),
    )


def duties_of(seen: Exposure | None, lock: Encryption | None, classification: Classification) -> tuple[Duty, ...]:
    """The duties that a finding of some class touches: those of its file, and that of a key beside its lock."""
    if classification not in _TOUCHED:
        return ()
    return (seen.duties if seen is not None else ()) + _key_beside(lock.key_beside if lock is not None else None)


@lru_cache(maxsize=64)
def _key_beside(name: str | None) -> tuple[Duty, ...]:
    return (Duty("17.04(1)(c)", f"what may be its key lies beside it: {name}"),) if name else ()


def _age(modified: int, stale_before: int) -> Iterator[Fact]:
    if 0 < modified < stale_before:
        day = _date(modified // _DAY)
        yield Fact(1, "17.03(2)(b)", f"not changed since {day}: whether it is still needed is to be reviewed (c. 93I)")


def _date(days: int) -> str:
    import time

    return time.strftime("%Y-%m-%d", time.gmtime(days * _DAY))


def _whole(source: Source) -> str:
    """The path with all its names, as text alone: no link of it is followed."""
    name = source.path.rpartition("/")[2]
    path = source.opens if source.opens.endswith(name) else f"{source.root}/{source.path}"
    return os.path.normpath(os.path.join(_here(), path))  # noqa: PTH118


@lru_cache(maxsize=1)
def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - text
    except OSError:  # it was removed
        return "/"


def _folders(source: Source, path: str) -> tuple[str, int]:
    """The folder a file is in, and how many above it belong to what was to be scanned. Above that, nothing counts:
    a share is entered at its root."""  # noqa: D205, D209
    folder = path.rpartition("/")[0] or "/"
    below = source.path.count("/") if path.endswith(f"/{source.path}") else 0
    return folder, below + 1
