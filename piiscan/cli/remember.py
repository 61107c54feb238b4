"""The ledger of a run, as the command line asks for it. What is wrong with one is told, and the run goes on without."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Protocol

import click

from piiscan.cli import tell
from piiscan.config import Config
from piiscan.ledger import Ledger, LedgerError, Store, default_path, scope_key

AUTO = "auto"


class Asked(Protocol):
    """What of the options is about the ledger."""

    @property
    def ledger(self) -> str | None: ...  # noqa: D102
    @property
    def no_ledger(self) -> bool: ...  # noqa: D102
    @property
    def paranoid(self) -> bool: ...  # noqa: D102
    @property
    def retry_poison(self) -> bool: ...  # noqa: D102
    @property
    def reveal(self) -> bool: ...  # noqa: D102


def path_of(ledger: str | None) -> str:
    """The file meant: a path, or "auto" for the one in the user's cache directory."""
    return default_path(os.environ) if ledger in {None, "", AUTO} else os.path.abspath(str(ledger))  # noqa: PTH100


def opened(asked: Asked) -> Store | None:
    """The ledger of this run, if it has one. Values that are to be revealed are written to no other place."""
    if asked.no_ledger or not asked.ledger:
        if asked.paranoid or asked.retry_poison:
            raise click.UsageError("--paranoid and --retry-poison are about a ledger: use --ledger")
        return None
    if asked.reveal:
        tell("--reveal: the ledger is left out, no value is kept in it")
        return None
    try:
        store = Store(path_of(asked.ledger))
    except LedgerError as error:
        tell(f"{error}; the run goes on without it")
        return None
    if store.remark:
        tell(store.remark)
    return store


def book(store: Store, asked: Asked, head: Mapping[str, object], config: Config) -> Ledger:
    """The book of a run with this head."""
    key = scope_key(head, config.key)
    return Ledger(store, key, config.key, tell, paranoid=asked.paranoid, retry=asked.retry_poison)
