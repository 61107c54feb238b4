"""Whose a file is: the names behind its numbers, whether that account still lives, how many its group has.

Rule: the local files are asked first. A directory service that does not answer in time is not asked again, and what
it would have said is not known: no lookup may cost a file its findings.
"""

from __future__ import annotations

import grp
import pwd
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct

from piiscan.exposure.facts import SOME, Fact

PASSWD = Path("/etc/passwd")
GROUPS = Path("/etc/group")
BROAD_GROUP = 20  # members from which on a group is no circle of those who need it for their job
PATIENCE = 2.0  # seconds for one answer of a directory service
_OVERFLOW = frozenset({65534, 4294967294})  # what stands for an owner that is not known here
_FIRST_USER = 1000
_NO_LOGIN = ("nologin", "false")
_BROAD = frozenset({"everyone", "users", "domain users", "authenticated users", "all users", "all", "staff"})

_T = TypeVar("_T")


class User(NamedTuple):
    """The account of an owner. `name` None: it has none any more."""

    uid: int
    name: str | None
    shell: str = ""


class Group(NamedTuple):
    """A group. `size` None: not known."""

    name: str
    size: int | None

    @property
    def broad(self) -> bool:
        """Whether it is no circle of those who need a file for their job."""
        return (self.size or 0) > BROAD_GROUP or self.name.rpartition("\\")[2].lower() in _BROAD


@cache
def user(uid: int) -> User | None:
    """The account behind a number. None: nobody can tell."""
    if uid in _OVERFLOW:
        return None
    for fields in _rows(PASSWD):
        if len(fields) > 6 and fields[2] == str(uid):
            return User(uid, fields[0], fields[6])
    try:
        found = _SERVICE.ask(lambda: pwd.getpwuid(uid))
    except KeyError:
        return User(uid, None)
    return User(uid, found.pw_name, found.pw_shell) if found is not None else None


@cache
def group(gid: int) -> Group | None:
    """The group behind a number. None: nobody can tell."""
    members = {fields[0] for fields in _rows(PASSWD) if len(fields) > 3 and fields[3] == str(gid)}
    for fields in _rows(GROUPS):
        if len(fields) > 3 and fields[2] == str(gid):
            return Group(fields[0], len(members | set(filter(None, fields[3].split(",")))))
    try:
        found = _SERVICE.ask(lambda: grp.getgrgid(gid))
    except KeyError:
        return None
    return Group(found.gr_name, len(members | set(found.gr_mem)) or None) if found is not None else None


def facts(owner: User | None) -> Iterator[Fact]:
    """An owner who is gone, or may not log in any more: 17.03(2)(e) and 17.04(1)(d)."""
    if owner is None:
        return
    if owner.name is None:
        text = f"its owner, number {owner.uid}, has no account any more"
        yield Fact(SOME, "17.03(2)(e)", text)
        yield Fact(SOME, "17.04(1)(d)", text)
    elif owner.uid >= _FIRST_USER and owner.shell.rpartition("/")[2] in _NO_LOGIN:
        yield Fact(1, "17.04(1)(d)", f"its owner, {owner.name}, may not log in: a service, or a closed account")


def _rows(path: Path) -> Iterator[list[str]]:
    for line in _lines(path):
        yield line.split(":")


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return tuple(file.read(16 << 20).splitlines())
    except OSError:
        return ()


class _Service(Struct):
    """The name service of the system, which may be a server somewhere."""

    dead: bool = False

    def ask(self, call: Callable[[], _T]) -> _T | None:
        """The answer; None where there is none in time. Raises KeyError: there is no such account."""
        if self.dead:
            return None
        said: list[_T] = []
        none: list[bool] = []

        def asking() -> None:
            try:
                said.append(call())
            except KeyError:
                none.append(True)
            except Exception:  # noqa: BLE001, S110 - it has no answer, which is all that is to be known
                pass

        thread = threading.Thread(target=asking, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no thread to be had
            return None
        thread.join(PATIENCE)
        self.dead = thread.is_alive()
        if none:
            raise KeyError
        return said[0] if said else None


_SERVICE = _Service()
