"""The path of a file as other tools want it: joined to its root, and as a URI. Any byte of a name comes through."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

Record = Mapping[str, Any]


def joined(record: Record) -> str:
    """The path of a file as the scan was given it: the root, with what is below it.

    A root that is a file gives its own name to it. Standard input has a name only.

    >>> joined({"root": "exports/", "file": "a.csv"}), joined({"root": "exports/a.csv", "file": "a.csv"})
    ('exports/a.csv', 'exports/a.csv')
    >>> joined({"root": "/", "file": "srv/a"}), joined({"root": "-", "file": "a"}), joined({"root": ".", "file": "a"})
    ('/srv/a', 'a', 'a')
    >>> joined({"root": "s3://docs/x/", "file": "a//b"}), joined({"root": "https://a/b%20c", "file": "b c"})
    ('s3://docs/x/a//b', 'https://a/b%20c')
    """
    root, file = record["root"], record["file"]
    if root == "-":
        return str(file)
    if root == file or root.endswith(f"/{file}"):
        return str(root)
    if "://" in root:
        return str(root) if root.startswith(("http:", "https:")) else f"{root.removesuffix('/')}/{file}"
    path = f"{root.rstrip('/')}/{file}"
    return path if path.startswith("/") else posixpath.normpath(path)


@lru_cache(maxsize=64)  # the findings of a file stand in a row
def uri(path: str) -> str:
    r"""A path as a URI, or as a reference to one where it is relative. All bytes that could mean something are encoded.

    >>> uri("/srv/Q3 100%#.csv"), uri("hr/caf\u00e9\udcff?.csv"), uri("//a:b")
    ('file:///srv/Q3%20100%25%23.csv', 'hr/caf%C3%A9%FF%3F.csv', 'file:///a%3Ab')
    >>> uri("s3://docs/a b#.csv"), uri("https://example.com/a%20b.csv")
    ('s3://docs/a%20b%23.csv', 'https://example.com/a%20b.csv')
    """
    scheme, sign, rest = path.partition("://")
    if sign and scheme.isalnum():  # of the web a URL has its escapes already
        return path if scheme in {"http", "https"} else f"{scheme}://{quote(as_bytes(rest), safe='/@:;')}"
    encoded = quote(as_bytes(path), safe="/")
    return "file:///" + encoded.lstrip("/") if path.startswith("/") else encoded


def as_bytes(path: str) -> bytes:
    """The bytes of a name. A surrogate that stands for no byte, which only a made-up stream has, is written out."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace")
