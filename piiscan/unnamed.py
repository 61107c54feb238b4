"""A temporary database without a name: what waits there leaves memory flat, and is gone with the process."""

from __future__ import annotations

import sqlite3
from typing import Self


class Unnamed:
    """What keeps its tables in such a database."""

    def __init__(self, tables: str) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {tables}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:  # of a connection that is left to it Python warns from 3.13 on
        self.close()

    def close(self) -> None:
        """Drop what is kept."""
        self._database.close()
