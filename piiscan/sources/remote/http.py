"""Single files from servers of the web, by fsspec's client: HEAD and GET, and no listing.

No credentials but those of ~/.netrc; proxies are those of the environment.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from piiscan.model import Reason, Unscannable
from piiscan.sources.remote.line import ANSWER, CONNECT, Line
from piiscan.sources.remote.places import Entry, Got, nanoseconds

_UNTOLD = "the server does not say how large it is"
_AS_IT_IS = {"Accept-Encoding": "identity"}


class Place:
    """A server."""

    flat = True

    def __init__(self, scheme: str, host: str) -> None:
        import aiohttp
        from fsspec.implementations.http import HTTPFileSystem

        patience = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=ANSWER)
        traces = aiohttp.TraceConfig()
        traces.on_request_redirect.append(_redirected)
        client = {"trust_env": True, "timeout": patience, "trace_configs": [traces]}
        self._fs = HTTPFileSystem(client_kwargs=client, skip_instance_cache=True)
        self.line = Line()
        self._base = f"{scheme}://{host}/"

    def look(self, path: str) -> Entry | None:
        """The file at this URL."""
        try:
            return self.line.ask(lambda: self._head(path), absent=True)
        except FileNotFoundError:
            return None

    def entries(self, folder: str) -> Iterator[Entry]:
        """None: a page that lists files is a page like others."""
        del folder
        yield from ()

    def fetch(self, path: str, start: int, end: int) -> Got:
        """GET with a range; of a server that gives all instead, what comes before is passed over."""
        asked = {**_AS_IT_IS, "Range": f"bytes={start}-{end - 1}"}

        async def get() -> Got:
            session = await self._fs.set_session()
            async with session.get(self._fs.encode_url(self._base + path), headers=asked) as answer:
                answer.raise_for_status()
                skip = 0 if answer.status == 206 else start
                data = bytearray()
                async for chunk in answer.content.iter_chunked(1 << 18):
                    data += chunk[skip:]
                    skip = max(0, skip - len(chunk))
                    if len(data) >= end - start:
                        break
                return Got(bytes(data[: end - start]), _tag(answer.headers))

        got: Got = self._waited(get)
        return got

    def _head(self, path: str) -> Entry:
        async def head() -> Entry:
            session = await self._fs.set_session()
            url = self._fs.encode_url(self._base + path)
            async with session.head(url, headers=_AS_IT_IS, allow_redirects=True) as answer:
                answer.raise_for_status()
                entry = _entry(answer.headers)
            if not entry.size:  # which some say of all that they make when it is asked for
                async with session.get(url, headers={**_AS_IT_IS, "Range": "bytes=0-0"}) as answer:
                    if answer.ok and await answer.content.read(1):
                        raise Unscannable(Reason.UNREADABLE, _UNTOLD)
            return entry

        entry: Entry = self._waited(head)
        return entry

    def _waited(self, action: Any) -> Any:  # noqa: ANN401 - what the action gives
        from fsspec.asyn import sync

        return sync(self._fs.loop, action)


async def _redirected(_session: object, _context: object, asked: Any) -> None:  # noqa: ANN401 - of aiohttp
    """Called before a redirect is followed."""
    location = asked.response.headers.get("Location") or asked.response.headers.get("URI") or ""
    if (why := unfollowed(str(asked.url), location)) is not None:
        raise Unscannable(Reason.UNREADABLE, f"{why}, not followed")


def unfollowed(url: str, location: str) -> str | None:
    """Why a redirect is not followed; None: it is, to whatever host, and no credentials go along.

    A server outside cannot make this machine ask one inside for it, nor have what was encrypted come in the clear.

    >>> unfollowed("https://a.example/x", "https://b.example/y"), unfollowed("https://a.example/x", "/y")
    (None, None)
    >>> unfollowed("https://a.example/x", "http://a.example/x")
    'redirected from https to http'
    >>> unfollowed("http://a.example/x", "http://169.254.169.254/latest/meta-data")
    'redirected to an address of an inner network'
    >>> unfollowed("http://10.0.0.1/x", "http://10.0.0.2/x")
    """
    from urllib.parse import urljoin, urlsplit

    try:
        before, after = urlsplit(url), urlsplit(urljoin(url, location))
        if before.scheme == "https" and after.scheme == "http":
            return "redirected from https to http"
        if _is_inner(after.hostname or "") and not _is_inner(before.hostname or ""):
            return "redirected to an address of an inner network"
    except ValueError:
        return "redirected to what is no URL"
    return None


def _is_inner(host: str) -> bool:
    """Whether a name is that of this machine, or an address no one outside has. Other names are not asked for."""
    from ipaddress import ip_address

    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return host.rstrip(".").lower() == "localhost"


def _entry(headers: Any) -> Entry:  # noqa: ANN401 - a mapping of aiohttp's
    size = headers.get("Content-Length", "")
    if not size.isdecimal():
        raise Unscannable(Reason.UNREADABLE, _UNTOLD)
    try:
        modified = nanoseconds(parsedate_to_datetime(headers.get("Last-Modified", "")))
    except ValueError:
        modified = 0
    return Entry("", int(size), modified, _tag(headers))


def _tag(headers: Any) -> str:  # noqa: ANN401
    """The ETag, where it is a strong one: a weak one may stay when bytes change."""
    tag = str(headers.get("ETag", ""))
    return "" if tag.startswith("W/") else tag
