"""Shares of Windows and Samba, by smbprotocol: lists, looks, and opens for reading, which keeps nobody else out.

Credentials are those of the system: a ticket of Kerberos, or the file NTLM_USER_FILE names. A user may stand in the
URL (smb://DOMAIN;user@server/share), a password may not. What is no API of the library saves messages, no more: a
version that has it no longer is asked in the ways that are.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC
from threading import BoundedSemaphore, Lock
from typing import Any, NamedTuple, TypeVar

from piiscan.sources.remote.line import CONNECT, QUICK, Line
from piiscan.sources.remote.order import in_order
from piiscan.sources.remote.places import Entry, Got, nanoseconds, special
from piiscan.sources.remote.urls import server

AT_A_TIME = 8  # messages on their way: a server takes but so many at a time
AT_ONCE = 64 << 10  # bytes that any server gives in one answer

# STATUS_NO_SUCH_FILE, _OBJECT_NAME_NOT_FOUND, _OBJECT_PATH_NOT_FOUND, _BAD_NETWORK_NAME
_ABSENT = {0xC000000F, 0xC0000034, 0xC000003A, 0xC00000CC}

_EPOCH = 116444736000000000  # that of 1970 by the clock of Windows, in units of 100 nanoseconds
_AT_END = 0xC0000011  # STATUS_END_OF_FILE: it was cut off since

Result = TypeVar("Result")


class _Parts(NamedTuple):
    """Parts of the library that are none of its API."""

    file: Any
    transaction: Any
    query: Any
    connect: Any


class Place:
    """A server."""

    flat = False

    def __init__(self, scheme: str, host: str) -> None:
        # After so long in silence it asks whether the server is there, and after as long again it is taken for gone.
        os.environ.setdefault("SMB_EXPERIMENTAL_TRANSPORT_RECEIVE_TIMEOUT", str(QUICK // 2))
        import smbclient

        del scheme
        self.line = Line()
        user, self._host, port = server(host)
        self._options: dict[str, Any] = {"port": 445 if port is None else port, "connection_timeout": CONNECT}
        if user:
            self._options["username"] = user.replace(";", "\\")
        self._library = smbclient
        self._parts = _parts()
        self._cache: dict[str, Any] = {}
        self._connecting = Lock()
        self._turns = BoundedSemaphore(AT_A_TIME)

    def look(self, path: str) -> Entry | None:
        """What has this path."""
        try:
            status = self.line.ask(lambda: self._asked(self._library.lstat, path), absent=True)
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

        return in_order(lambda add: self.line.ask(lambda: listed(add)))

    def fetch(self, path: str, start: int, end: int) -> Got:
        """A range of a file."""
        if self._parts is not None and end - start <= AT_ONCE:
            return self._asked(_at_once, path, parts=self._parts, start=start, count=end - start)
        with self._asked(self._library.open_file, path, mode="rb", buffering=0, share_access="rwd") as file:
            file.seek(start)
            data = bytearray()
            while len(data) < end - start and (more := file.read(end - start - len(data))):
                data += more
        return Got(bytes(data))

    def _connect(self, place: str) -> None:
        """Of several that ask first, one connects."""
        if self._parts is None:
            return
        with self._connecting:
            if not self._cache:
                self._parts.connect(place, connection_cache=self._cache, **self._options)

    def _asked(self, action: Callable[..., Result], path: str, **options: object) -> Result:
        """Ask the server; a lost connection is not used again."""
        place = "\\\\" + self._host + "\\" + path.rstrip("/").replace("/", "\\")
        try:
            with self._turns:
                self._connect(place)
                return action(place, connection_cache=self._cache, **self._options, **options)
        except Exception as error:
            if type(error).__name__ == "SMBException":
                if "credits are available" in str(error):
                    raise TimeoutError from error  # the server takes more when it has answered what it has
                if "timeout" in str(error):
                    self._cache.clear()
                    raise TimeoutError from error
            if {getattr(error, "ntstatus", None), getattr(error, "status", None)} & _ABSENT:  # of a file, of a share
                raise FileNotFoundError from error
            if not isinstance(error, OSError) or isinstance(error, ConnectionError):
                self._cache.clear()
            raise


def _parts() -> _Parts | None:
    try:
        from smbclient._io import SMBFileIO, SMBFileTransaction, query_info
        from smbclient._pool import get_smb_tree
    except ImportError:
        return None
    return _Parts(SMBFileIO, SMBFileTransaction, query_info, get_smb_tree)


def _at_once(place: str, *, parts: _Parts, start: int, count: int, **options: Any) -> Got:  # noqa: ANN401 - of smbclient
    """Open, read, look and close, in one message to the server and one from it."""
    from smbprotocol.file_info import FileBasicInformation, FileStandardInformation

    raw = parts.file(place, mode="rb", share_access="rwd", **options)
    transaction = parts.transaction(raw)
    transaction += raw.fd.read(start, count, send=False)
    parts.query(transaction, FileBasicInformation)
    parts.query(transaction, FileStandardInformation)
    try:
        transaction.commit()
    except OSError as error:
        if getattr(error, "ntstatus", None) == _AT_END:
            return Got(b"")
        raise
    data, times, sizes = transaction.results
    modified = (times["last_write_time"].get_value() - _EPOCH) // 10 * 1000  # as fine as listings are given
    return Got(data, after=Entry("", sizes["end_of_file"].get_value(), modified))


def _entry(item: Any) -> Entry:  # noqa: ANN401 - a name of smbclient's
    name = item.name.replace("\\", "/")  # which is no part of a name there, and is refused as none
    if item.is_symlink():
        return Entry(name, special=special(stat.S_IFLNK))
    if item.is_dir():
        return Entry(name, folder=True)
    look = item.smb_info
    return Entry(name, look.end_of_file, nanoseconds(look.last_write_time.replace(tzinfo=UTC)))
