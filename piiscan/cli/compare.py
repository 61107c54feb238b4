"""The options of `piiscan compare`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared
from piiscan.cli.settings import Configured

CHANGES = ("new", "reopened", "moved", "persisting", "unknown", "resolved")  # of piiscan.changes; a test compares


@click.command(cls=Configured, short_help="What is new, moved or resolved since an earlier report.")
@click.argument("reports", nargs=-1, required=True, type=click.Path(), metavar="OLD... NEW")
@shared.form(("table", "jsonl"), "For people (table), or JSON Lines (jsonl).")
@shared.output
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(CHANGES),
    help="List these only; all are counted. Default: all, in a table all but persisting.",
)
@shared.fail_on("Exit 1 if something new or reopened is of this class, or of one before it in this list.")
@shared.fail_on_residency
@shared.color
@shared.settings
def compare(**options: Any) -> int:  # noqa: ANN401
    """Compare reports of the same places (JSON Lines of "scan", made with the same key), the oldest first: what is
    new, reopened (was resolved in an earlier one), moved, persisting, resolved, and what is unknown because its file
    was not read.

    \b
    Exit code:
      0  nothing new or reopened at or above the gate (--fail-on), and nothing unknown
      1  something new or reopened at or above the gate
      2  wrong usage, or reports that cannot be compared
      3  nothing new, but something is unknown, or the last scan was interrupted
      4  the comparison could not be written
    """  # noqa: D205, D301
    from piiscan.cli.comparing import Options, run

    return run(Options(**options))
