"""Buckets of Google Cloud Storage, by gcsfs: its calls that list, look and get, with the right to read alone.

Credentials are those of Google's tools: GOOGLE_APPLICATION_CREDENTIALS, `gcloud auth`, the machine's own account; for
public buckets none. STORAGE_EMULATOR_HOST is another service.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from piiscan.sources.remote.line import CONNECT, QUICK, Line
from piiscan.sources.remote.places import Entry, Got, below, nanoseconds, onward

PAGE = 1000  # names of one listing
_EVERYBODY = {
    "allUsers": "everybody may read the bucket",
    "allAuthenticatedUsers": "everybody with an account of Google may read the bucket",
}
_READS = re.compile(r"objectViewer|objectAdmin|objectUser|legacyObjectReader|legacyObjectOwner|storage\.admin")


class Place:
    """A bucket."""

    flat = True

    def __init__(self, scheme: str, host: str) -> None:
        # What it does for zonal buckets asks a second service about each bucket, and waits a minute for it.
        os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
        import aiohttp
        import gcsfs

        class Bucket(gcsfs.GCSFileSystem):  # type: ignore[misc]
            """It asks six times, for half a minute, also where nobody listens: here `Line` says when to ask again."""

            _request = getattr(gcsfs.GCSFileSystem._request, "__wrapped__", gcsfs.GCSFileSystem._request)  # noqa: SLF001

        del scheme
        self._bucket = host
        self.line = Line()
        own = {"use_listings_cache": False, "skip_instance_cache": True}
        patience = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=QUICK)
        self._fs = Bucket(access="read_only", requests_timeout=patience, **own)

    def look(self, path: str) -> Entry | None:
        """The object with this name."""
        try:
            item = self.line.ask(
                lambda: self._fs.call("GET", "b/{}/o/{}", self._bucket, path, json_out=True), absent=True
            )
        except FileNotFoundError:
            return None
        return _entry(item, path.rpartition("/")[2])

    def entries(self, folder: str) -> Iterator[Entry]:
        """The names up to the next "/"."""
        more: dict[str, str] = {}
        while True:
            page = self.line.ask(lambda more=more: self._page(folder, **more))  # type: ignore[misc]
            for item in page.get("items", ()):
                yield _entry(item, below(item["name"], folder))
            for prefix in page.get("prefixes", ()):
                yield Entry(below(prefix, folder, prefix=True)[:-1], folder=True)
            if not page.get("nextPageToken"):
                return
            more = {"pageToken": onward(page["nextPageToken"], more.get("pageToken"))}

    def public(self) -> tuple[str, ...]:
        """What the policy of the bucket gives to everybody."""
        policy = self._fs.call("GET", "b/{}/iam", self._bucket, json_out=True)
        members = {
            member
            for binding in policy.get("bindings", ())
            if not binding.get("condition") and _READS.search(str(binding.get("role")))
            for member in binding.get("members", ())
        }
        return tuple(words for member, words in _EVERYBODY.items() if member in members)

    def _page(self, folder: str, **more: str) -> dict[str, Any]:
        asked = {"delimiter": "/", "prefix": folder, "maxResults": PAGE, **more}
        page: dict[str, Any] = self._fs.call("GET", "b/{}/o", self._bucket, json_out=True, **asked)
        return page

    def fetch(self, path: str, start: int, end: int) -> Got:
        """The media of an object, a range of it."""
        asked = {"Range": f"bytes={start}-{end - 1}"}
        headers, data = self._fs.call("GET", self._fs.url(f"{self._bucket}/{path}"), headers=asked)
        return Got(data, str({name.lower(): value for name, value in headers.items()}.get("x-goog-generation", "")))


def _entry(item: dict[str, Any], name: str) -> Entry:
    return Entry(
        name, int(item["size"]), nanoseconds(datetime.fromisoformat(item["updated"])), str(item.get("generation", ""))
    )
