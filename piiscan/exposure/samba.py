"""The settings of an SMB server: which folders go to whom (smb.conf(5), and what users share by themselves, net(8)).

Rule: only the file itself; what it includes, and settings in a registry, are not followed. A folder whose name is made
for each user or client (`%u`) is no folder that can be told. `configparser` takes an indented line, which every key of
such a file is, for more of the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_CONTINUED = re.compile(r"\\\r?\n")
_SAME = {
    "directory": "path",
    "public": "guestok",
    "writeable": "writable",
    "writeok": "writable",
    "allowhosts": "hostsallow",
    "printok": "printable",
}
_ASKED = frozenset({*_SAME.values(), "available", "copy", "validusers", "writelist", "usershareallowguests"})
_YES = frozenset({"yes", "true", "1", "on", "y"})
_GLOBAL = frozenset({"global", "globals"})
_LONGEST = 80  # characters of a share's name: as many as Windows takes
_EVERYONE = "s-1-1-0"
LARGEST_OF_USER = 10 << 10
"""Bytes of the file of a user: a larger one Samba does not take."""

Section = dict[str, str]


class Shared(NamedTuple):
    """A share."""

    name: str
    path: str
    everybody: bool
    writable: bool


def shares(of: Mapping[str, Section]) -> Iterator[Shared]:
    r"""The shares of a file.

    >>> list(shares(sections("[pub]\n path = /srv/pub\n public = yes\n[home]\n path = /home/%U")))
    [Shared(name='pub', path='/srv/pub', everybody=True, writable=False)]
    """
    usual = of.get("global", {})
    for lower, own in of.items():
        found = usual | of.get(own.get("copy", "").lower(), {}) | own
        if lower != "global" and not _is(found, "printable") and _is(found, "available", usual="yes"):
            yield from _share(found)


def _share(found: Mapping[str, str]) -> Iterator[Shared]:
    path = found.get("path", "").strip('"')
    if not _is_path(path):
        return
    # Of those that are named by their machine or their account nobody is everybody.
    some = found.get("validusers") or found.get("hostsallow", "all").lower() not in {"all", "0.0.0.0/0", ""}
    writable = found.get("access") == "rw" or bool(found.get("writelist"))
    yield Shared(found["name"][:_LONGEST], path, _is(found, "guestok") and not some, writable)


def of_user(text: str, of: Mapping[str, Section]) -> Iterator[Shared]:
    """`path=…`, `usershare_acl=S-1-1-0:R,`, `guest_ok=y`: one share a file, as `net usershare add` writes it.

    `of`: the settings of the server, which say whether guests are let in there.
    """
    said = {}
    for line in text.split("\n"):
        name, equals, value = line.partition("=")
        if equals:
            said[name.strip().lower()] = value.strip()
    path = said.get("path", "")
    if not _is_path(path):
        return
    rights = dict(_right(one) for one in said.get("usershare_acl", "").lower().split(","))
    guests = _is(of.get("global", {}), "usershareallowguests")
    everybody = guests and _is(said, "guest_ok") and rights.get(_EVERYONE, "d") != "d"
    yield Shared(said.get("sharename", "")[:_LONGEST], path, everybody, "f" in rights.values())


def _right(one: str) -> tuple[str, str]:
    who, _, what = one.strip().rpartition(":")
    return who, what


def sections(text: str) -> dict[str, Section]:
    """By name in small letters; a name that comes again adds to its section. What has no section is of no share."""
    found: dict[str, Section] = {}
    section: Section = {}
    for line in map(str.strip, _CONTINUED.sub("", text).split("\n")):
        if line.startswith("[") and "]" in line:
            name = line[1:].partition("]")[0].strip()
            lower = "global" if name.lower() in _GLOBAL else name.lower()
            section = found.setdefault(lower, {"name": name})
        elif line and line[0] not in "#;":
            _key(section, line)
    return found


def _key(section: Section, line: str) -> None:
    """A key has no blanks and no capitals that count; the last one of two counts, whatever they are called."""
    name, equals, value = line.partition("=")
    name = "".join(name.lower().split())
    name, value = _SAME.get(name, name), value.strip()
    if name in {"writable", "readonly"}:
        section["access"] = "rw" if (value.lower() in _YES) == (name == "writable") else "ro"
    elif equals and name in _ASKED:
        section[name] = value


def _is(section: Mapping[str, str], name: str, usual: str = "no") -> bool:
    return section.get(name, usual).lower() in _YES


def _is_path(path: str) -> bool:
    return path.startswith("/") and "%" not in path and "\0" not in path
