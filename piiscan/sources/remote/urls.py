"""Places given by URL: what the parts of one are, and which are refused before anything is asked.

Rule: no secret gets into a report or a message. A URL with a password or a signature in it is refused, and the refusal
does not repeat it. Keys of objects are taken as they are: nothing in them is decoded, only http(s) has escapes.
"""

from __future__ import annotations

import re

from msgspec import Struct

from piiscan.sources.base import SourceError
from piiscan.sources.remote import EXTRAS, HEAD

_SECRET = re.compile(
    r"sig|token|secret|passw|pwd|credential|auth|api[-_]?key|access[-_]?key|access[-_]?id|session|x-amz-|x-goog-|^key$|^code$",
    re.IGNORECASE,
)
_PORT = re.compile(r"^(?:\[[^\]]*\]|[^:]*)(?::[0-9]*)?$")
_LONG = 40  # characters of a value that may be anything
_STANDARD = "credentials come from where the library looks for them: its files, its environment, an agent"


class Url(Struct, frozen=True):
    """A place: `host` is a bucket, a container or a server, with its user and port; `path` has no "/" in front."""

    scheme: str
    host: str
    path: str

    @property
    def folder(self) -> str:
        """The path as that of a folder."""
        return self.path if not self.path or self.path.endswith("/") else f"{self.path}/"

    @property
    def listed(self) -> bool:
        """Whether what lies below it can be asked for."""
        return EXTRAS[self.scheme] != "http"


def split(url: str) -> Url:
    """The parts of a URL that was checked.

    >>> split("s3://bucket/a//b?c"), split("https://example.com")
    (Url(scheme='s3', host='bucket', path='a//b?c'), Url(scheme='https', host='example.com', path=''))
    """
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    return Url(scheme.lower(), host, path)


def checked(url: str) -> Url:
    """The parts of a URL as the operator gave it. Raises `SourceError`, in words without the URL where it has a secret.

    >>> checked("s3://key:word@bucket/a")
    Traceback (most recent call last):
    piiscan.sources.base.SourceError: s3://…: has a password in it, which others can see in the list of processes; \
credentials come from where the library looks for them: its files, its environment, an agent
    """
    from urllib.parse import parse_qsl

    head = HEAD.match(url)
    if head is None or head[2] == "::" or head[1].lower() not in EXTRAS:
        raise SourceError(_chain(url))
    parts = split(url)
    user, sign, server = parts.host.rpartition("@")
    # A password with a "/" in it ends what looks like the server.
    if ":" in user or (not _PORT.search(re.split(r"[?#]", server)[0]) and not server.startswith("arn:")):
        raise SourceError(_refusal(parts, "a password"))
    if sign and parts.scheme not in {"sftp", "smb"}:
        raise SourceError(_refusal(parts, "a user name"))
    query, _, fragment = f"{parts.host}/{parts.path}".partition("?")[2].partition("#")
    fragment = fragment or parts.path.partition("#")[2] if not parts.listed else ""
    asked = parse_qsl(f"{query}&{fragment}", keep_blank_values=True)
    if any(_SECRET.search(name) or len(value) > _LONG for name, value in asked):
        raise SourceError(_refusal(parts, "a signature or token"))
    if not server or server.startswith((":", "?", "#")):
        raise SourceError(f"{url}: names no {'server' if parts.scheme.startswith('http') else 'bucket or server'}")
    if parts.scheme == "smb" and not parts.path.strip("/"):
        raise SourceError(f"{url}: names no share")
    return parts


def _chain(url: str) -> str:
    """What to write instead of a chain: its last link, where that is a place that can be scanned."""
    told = f"{url.partition(':')[0]}::…: chains of URLs are not followed"
    last = url.rpartition("::")[2]
    head = HEAD.match(last)
    if head is None or head[1].lower() not in EXTRAS:
        return told
    checked(last)
    return f"{told}; an archive is read where it lies, with all that is in it: {last}"


def _refusal(parts: Url, what: str) -> str:
    return f"{parts.scheme}://…: has {what} in it, which others can see in the list of processes; {_STANDARD}"


def server(host: str) -> tuple[str, str, int | None]:
    """The user, the name and the port of a server.

    >>> server("ann@[::1]:22"), server("h:x")
    (('ann', '::1', 22), ('', 'h:x', None))
    """
    user, _, place = host.rpartition("@")
    name, sign, port = place.rpartition(":")
    told = bool(sign) and port.isdecimal()
    return user, (name if told else place).strip("[]"), int(port) if told else None


def own_name(parts: Url) -> str:
    """The name of the file a URL means.

    >>> own_name(split("https://example.com/a/b%20c.csv?v=1")), own_name(split("s3://b/x/a%20b?c"))
    ('b c.csv', 'a%20b?c')
    """
    if parts.listed:
        return parts.path.rpartition("/")[2]
    from urllib.parse import unquote

    path = re.split(r"[?#]", parts.path, maxsplit=1)[0]
    return unquote(path.rstrip("/").rpartition("/")[2]).replace("/", "_").replace("\0", "_") or parts.host
