"""Shares of Windows and Samba, by smbprotocol: lists, looks, and opens for reading, which keeps nobody else out.

Credentials are those of the system: a ticket of Kerberos, or the file NTLM_USER_FILE names. A user may stand in the
URL (smb://DOMAIN;user@server/share), a password may not.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any, TypeVar

from piiscan.sources.remote.faults import attempt
from piiscan.sources.remote.order import in_order
from piiscan.sources.remote.places import Entry, nanoseconds, special
from piiscan.sources.remote.urls import server

PATIENCE = 30  # seconds to connect

_ABSENT = {0xC000000F, 0xC0000034, 0xC000003A}  # STATUS_NO_SUCH_FILE, _OBJECT_NAME_NOT_FOUND, _OBJECT_PATH_NOT_FOUND

Result = TypeVar("Result")


class Place:
    """A server."""

    flat = False

    def __init__(self, scheme: str, host: str) -> None:
        import smbclient

        del scheme
        user, self._host, port = server(host)
        self._options: dict[str, Any] = {"port": 445 if port is None else port, "connection_timeout": PATIENCE}
        if user:
            self._options["username"] = user.replace(";", "\\")
        self._library = smbclient
        self._cache: dict[str, Any] = {}

    def look(self, path: str) -> Entry | None:
        """What has this path."""
        try:
            status = attempt(lambda: self._asked(self._library.lstat, path), absent=True)
        except FileNotFoundError:
            return None
        name = path.rpartition("/")[2]
        if stat.S_ISDIR(status.st_mode):
            return Entry(name, folder=True)
        modified = status.st_mtime_ns // 1000 * 1000  # as fine as listings are given
        return Entry(name, status.st_size, modified, special=special(status.st_mode))

    def entries(self, folder: str) -> Iterator[Entry]:
        """What is in a folder."""

        def listed(add: Callable[[Entry], None]) -> None:
            for item in self._asked(self._library.scandir, folder):
                add(_entry(item))

        return in_order(lambda add: attempt(lambda: listed(add)))

    def fetch(self, path: str, start: int, end: int) -> tuple[bytes, str]:
        """A range of a file."""
        with self._asked(self._library.open_file, path, mode="rb", buffering=0, share_access="rwd") as file:
            file.seek(start)
            data = bytearray()
            while len(data) < end - start and (more := file.read(end - start - len(data))):
                data += more
        return bytes(data), ""

    def _asked(self, action: Callable[..., Result], path: str, **options: object) -> Result:
        """Ask the server; a lost connection is not used again."""
        place = "\\\\" + self._host + "\\" + path.rstrip("/").replace("/", "\\")
        try:
            return action(place, connection_cache=self._cache, **self._options, **options)
        except Exception as error:
            if getattr(error, "ntstatus", None) in _ABSENT:
                raise FileNotFoundError from error
            if not isinstance(error, OSError) or isinstance(error, ConnectionError):
                self._cache.clear()
            raise


def _entry(item: Any) -> Entry:  # noqa: ANN401 - a name of smbclient's
    name = item.name.replace("\\", "/")  # which is no part of a name there, and is refused as none
    if item.is_symlink():
        return Entry(name, special=special(stat.S_IFLNK))
    if item.is_dir():
        return Entry(name, folder=True)
    look = item.smb_info
    return Entry(name, look.end_of_file, nanoseconds(look.last_write_time.replace(tzinfo=UTC)))
