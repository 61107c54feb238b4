"""Folders of a server by SFTP, with sshfs and asyncssh: lists, looks, and opens for reading.

Keys, agents, users, ports and known hosts are those of `ssh`: ~/.ssh/config and what is beside it. A server whose key
is not known is refused.
"""

from __future__ import annotations

import stat
from collections.abc import Awaitable, Callable, Iterator
from threading import Lock
from typing import Any, TypeVar

from piiscan.sources.remote.line import ANSWER, CONNECT, QUICK, Line
from piiscan.sources.remote.order import in_order
from piiscan.sources.remote.places import Entry, Got, special
from piiscan.sources.remote.urls import server

Result = TypeVar("Result")


class Place:
    """A server."""

    flat = False

    def __init__(self, scheme: str, host: str) -> None:
        import sshfs

        del scheme
        self.line = Line()
        user, self._host, port = server(host)
        self._options: dict[str, Any] = {"username": user} if user else {}
        if port is not None:
            self._options["port"] = port
        self._class = sshfs.SSHFileSystem
        self._fs: Any = None
        self._connecting = Lock()  # of several that ask first, one connects

    def look(self, path: str) -> Entry | None:
        """What has this path."""

        async def head(client: Any) -> Entry:  # noqa: ANN401 - of asyncssh
            return _entry(path.rpartition("/")[2], await client.lstat(f"/{path}"))

        try:
            return self.line.ask(lambda: self._asked(head), absent=True)
        except FileNotFoundError:
            return None

    def entries(self, folder: str) -> Iterator[Entry]:
        """What is in a folder."""

        def listed(add: Callable[[Entry], None]) -> None:
            async def all_of_it(client: Any) -> None:  # noqa: ANN401
                async for item in client.scandir(f"/{folder}"):
                    if item.filename not in {".", ".."}:
                        add(_entry(item.filename, item.attrs))

            self._asked(all_of_it, patience=None)

        return in_order(lambda add: self.line.ask(lambda: listed(add)))

    def fetch(self, path: str, start: int, end: int) -> Got:
        """A range of a file."""

        async def get(client: Any) -> Got:  # noqa: ANN401
            async with client.open(f"/{path}", "rb") as file:
                data: bytes = await file.read(end - start, start)
                return Got(data, after=_entry("", await file.stat()))

        return self._asked(get)

    def _asked(self, action: Callable[[Any], Awaitable[Result]], patience: float | None = ANSWER) -> Result:
        """Ask the server; of what a lost connection leaves nothing is used again."""
        from fsspec.asyn import sync

        try:
            with self._connecting:
                if self._fs is None:
                    self._fs = self._connected()
                fs = self._fs

            async def ask() -> Result:
                async with fs._pool.get() as client:  # noqa: SLF001 - what its own calls do
                    return await action(client)

            result: Result = sync(fs.loop, ask, timeout=patience)
        except Exception as error:
            if type(error).__name__.startswith("SFTPNoSuch"):
                raise FileNotFoundError from error
            if not type(error).__name__.startswith("SFTP") or "Connection" in type(error).__name__:
                self._fs = None
            raise
        return result

    def _connected(self) -> Any:  # noqa: ANN401
        return self._class(
            self._host,
            known_hosts=(),  # those of the user; its own default is to trust any server
            connect_timeout=CONNECT,
            login_timeout=QUICK,
            keepalive_interval=QUICK // 4,
            timeout=QUICK,
            skip_instance_cache=True,
            sftp_client_kwargs={"path_errors": "surrogateescape"},
            **self._options,
        )


def _entry(name: str, look: Any) -> Entry:  # noqa: ANN401
    mode = look.permissions or 0
    if stat.S_ISDIR(mode):
        return Entry(name, folder=True)
    modified = (look.mtime or 0) * 1_000_000_000 + (getattr(look, "mtime_ns", None) or 0)
    return Entry(name, look.size or 0, modified, special=special(mode))
