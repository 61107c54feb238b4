"""Single files from servers of the web, by fsspec's client: HEAD and GET, and no listing.

No credentials but those of ~/.netrc; proxies are those of the environment.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from piiscan.model import Reason, Unscannable
from piiscan.sources.remote.faults import attempt
from piiscan.sources.remote.places import Entry, Got, nanoseconds

_UNTOLD = "the server does not say how large it is"
_AS_IT_IS = {"Accept-Encoding": "identity"}


class Place:
    """A server."""

    flat = True

    def __init__(self, scheme: str, host: str) -> None:
        import aiohttp
        from fsspec.implementations.http import HTTPFileSystem

        patience = aiohttp.ClientTimeout(total=None, sock_connect=15, sock_read=60)
        client = {"trust_env": True, "timeout": patience}
        self._fs = HTTPFileSystem(client_kwargs=client, skip_instance_cache=True)
        self._base = f"{scheme}://{host}/"

    def look(self, path: str) -> Entry | None:
        """The file at this URL."""
        try:
            return attempt(lambda: self._head(path), absent=True)
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
