"""The settings of an NFS server: which folders go to whom (exports(5)).

Rule: only what the lines say. A netgroup, a name with a wildcard or a network is some, whoever that may be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.sources.mounts import plain_name

_TOKEN = re.compile(r'#.*|(?:"[^"]*"|[^\s"])+|"')
_CONTINUED = re.compile(r"\\\r?\n")
_CLIENT = re.compile(r"([^(]*)(?:\(([^)]*)\)?)?")
_EVERYBODY = frozenset({"", "*", "0.0.0.0/0", "0.0.0.0/0.0.0.0", "::/0"})
_NO_PROOF = frozenset({"sys", "none", "null", ""})  # ways in without proof of who it is


class Exported(NamedTuple):
    """A line. `crossing`: also what is mounted below the folder."""

    path: str
    everybody: bool
    writable: bool
    crossing: bool


def parsed(text: str) -> Iterator[Exported]:
    r"""The folders that are handed out.

    >>> for one in parsed('"/srv/a b" *(rw) # staff\n/srv/c\\040d 10.0.0.0/8(ro,crossmnt)'):
    ...     print(*one, sep=", ")
    /srv/a b, True, True, False
    /srv/c d, False, False, True
    """
    for line in _CONTINUED.sub(" ", text).split("\n"):
        path, *clients = [token for token in _TOKEN.findall(line) if not token.startswith("#")] or [""]
        path = plain_name(os.fsencode(path.replace('"', "")))
        if path.startswith("/") and "\0" not in path and '"' not in clients:  # a quote that is not closed
            yield _line(path, clients)


def _line(path: str, clients: list[str]) -> Exported:
    usual: dict[str, str] = {}
    everybody = writable = crossing = False
    whom = [client for client in clients if not client.startswith("-")]
    for client in clients if whom else [*clients, ""]:  # nobody named is everybody
        if client.startswith("-"):
            usual = usual | _options(client[1:])
            continue
        host, options = _asked(client)
        options = usual | options
        open_ = not set(options.get("sec", "").split(":")).isdisjoint(_NO_PROOF)
        everybody = everybody or (host.strip('"') in _EVERYBODY and open_)
        writable = writable or options.get("access") == "rw"
        crossing = crossing or "crossmnt" in options or "nohide" in options
    return Exported(path, everybody, writable, crossing)


def _asked(client: str) -> tuple[str, dict[str, str]]:
    found = _CLIENT.match(client)
    return (found[1], _options(found[2] or "")) if found else (client, {})


def _options(text: str) -> dict[str, str]:
    """By name; the last one counts.

    >>> _options("rw,sec=krb5p:sys,ro")
    {'access': 'ro', 'sec': 'krb5p:sys'}
    """
    said = {}
    for option in text.split(","):
        name, _, value = option.strip().partition("=")
        said["access" if name in {"ro", "rw"} else name] = name if name in {"ro", "rw"} else value
    return said
