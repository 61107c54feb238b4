"""`piiscan ledger`: what is kept of earlier runs, and how to be rid of it. Imports click alone at first."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piiscan.cli import shared

if TYPE_CHECKING:
    from piiscan.ledger import Store


@click.group(invoke_without_command=True)
@click.pass_context
def ledger(context: click.Context) -> None:
    """See or clear what is kept of earlier scans (scan --ledger)."""
    shared.needs_command(context)


@ledger.command(short_help="Say how large it is, and what it holds of each root.")
@shared.ledger_file
def status(ledger: str | None) -> int:
    """Say what the ledger holds: its size, and of each root the files and findings kept, and when it was last used."""
    from piiscan.cli import output
    from piiscan.reporters.terminal import escape

    store, path = _store(ledger)
    with contextlib.closing(store) if store else contextlib.nullcontext(), output.standard_output(sys.stdout) as out:
        if store is None:
            out.write(f"{escape(path)}: there is no ledger\n")
            return 0
        size = sum(Path(path + end).stat().st_size for end in ("", "-wal") if Path(path + end).exists())
        out.write(f"{escape(path)}: {size:,} bytes\n")
        for root, conditions, files, findings, used in store.summary():
            days = max(0.0, time.time() - used) / 86400
            several = f", {conditions} sets of options" if conditions > 1 else ""
            name = escape(os.fsdecode(root))
            out.write(f"  {name}: {files:,} files, {findings:,} findings{several}, last used {days:.1f} days ago\n")
    return 0


@ledger.command()
@shared.ledger_file
@click.argument("root", required=False, type=click.Path())
def clear(ledger: str | None, root: str | None) -> int:
    """Forget what is kept below ROOT, or everything."""
    from piiscan.sources.unsure import Unsure

    store, path = _store(ledger)
    if store is None:
        click.echo(f"{path}: there is no ledger, so nothing to forget")
        return 0
    with contextlib.closing(store):
        gone = store.clear(None if root is None else os.fsencode(Unsure().real(root)))
    click.echo(f"{path}: {gone:,} files forgotten")
    return 0


def _store(ledger: str | None) -> tuple[Store | None, str]:
    from piiscan.cli import Failure
    from piiscan.cli.remember import path_of
    from piiscan.ledger import LedgerError, Store

    path = path_of(ledger)
    if not os.path.lexists(path):
        return None, path
    try:
        return Store(path), path
    except LedgerError as error:
        raise Failure(str(error)) from None
