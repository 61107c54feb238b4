"""The options of `piiscan formats`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

import click

from piiscan.cli import shared


@click.command(short_help="What this installation reads, and what it needs an extra for.")
@shared.table_or_json
def formats(form: str) -> int:
    """Say what this installation reads and with which library, what needs an extra that is not installed, what
    is not read of each format, where a lock gets a verdict, and what is only listed as not read.

    \b
    Exit code:
      0  told, also where libraries are missing
      2  wrong usage
      4  it could not be written
    """  # noqa: D205, D301
    from piiscan.cli.formats_shown import run

    return run(form)
