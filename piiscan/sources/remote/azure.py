"""Containers of Azure Blob Storage, by adlfs and the library under it: lists, looks and downloads, and no other call.

The account and its credentials are those adlfs takes from the environment: AZURE_STORAGE_ACCOUNT_NAME, …_ACCOUNT_KEY,
…_CONNECTION_STRING, …_SAS_TOKEN, else those of `az login` or the machine's own identity.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from piiscan.sources.remote.line import CONNECT, QUICK, Line
from piiscan.sources.remote.places import Entry, Got, below, nanoseconds

PAGE = 1000  # names of one listing
PATIENCE = {"connection_timeout": CONNECT, "read_timeout": QUICK, "retry_total": 0}  # `Line` tries again
ALL_IN_ALL = 60  # seconds, with the search for credentials

Result = TypeVar("Result")


class Place:
    """A container."""

    flat = True

    def __init__(self, scheme: str, host: str) -> None:
        import adlfs

        del scheme
        self.line = Line()
        own = {"use_listings_cache": False, "skip_instance_cache": True}
        self._fs = adlfs.AzureBlobFileSystem(**own)
        self._container = self._fs.service_client.get_container_client(host)

    def look(self, path: str) -> Entry | None:
        """The blob with this name."""

        async def head() -> Entry:
            return _entry(
                await self._container.get_blob_client(path).get_blob_properties(**PATIENCE), path.rpartition("/")[2]
            )

        try:
            return self.line.ask(lambda: self._waited(head), absent=True)
        except FileNotFoundError:
            return None

    def entries(self, folder: str) -> Iterator[Entry]:
        """The names up to the next "/"."""
        found = self._container.walk_blobs(
            name_starts_with=folder or None, include=["metadata"], delimiter="/", results_per_page=PAGE, **PATIENCE
        )
        pages = found.by_page()

        async def page() -> list[Entry] | None:
            try:
                items = await anext(pages)
            except StopAsyncIteration:
                return None
            return [_entry(item, below(item.name, folder, prefix=not hasattr(item, "size"))) async for item in items]

        while (entries := self.line.ask(lambda: self._waited(page))) is not None:
            yield from entries

    def fetch(self, path: str, start: int, end: int) -> Got:
        """A range of a blob."""

        async def get() -> Got:
            answer = await self._container.get_blob_client(path).download_blob(start, end - start, **PATIENCE)
            return Got(await answer.readall(), _tag(answer.properties))

        return self._waited(get)

    def public(self) -> tuple[str, ...]:
        """What the container gives to everybody."""

        async def access() -> str:
            said = await self._container.get_container_properties(**PATIENCE)
            return str(getattr(said.public_access, "value", said.public_access) or "")

        words = {"container": "everybody may list and read the container", "blob": "everybody may read the container"}
        found = words.get(self._waited(access))
        return (found,) if found else ()

    def _waited(self, action: Callable[[], Awaitable[Result]]) -> Result:
        from fsspec.asyn import sync

        result: Result = sync(self._fs.loop, action, timeout=ALL_IN_ALL)
        return result


def _entry(item: Any, name: str) -> Entry:  # noqa: ANN401 - of one of two classes of Azure's
    if not hasattr(item, "size"):
        return Entry(name.removesuffix("/"), folder=True)
    if (item.metadata or {}).get("hdi_isfolder") == "true":
        return Entry(name, folder=True)
    return Entry(name, item.size, nanoseconds(item.last_modified), _tag(item))


def _tag(item: Any) -> str:  # noqa: ANN401
    return str(item.etag or "").strip('"')
