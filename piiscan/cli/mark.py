"""The options of `piiscan mark`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared

MARKS = (
    "confirmed",
    "false-positive",
    "test-data",
    "accepted",
    "remediated",
    "open",
)  # of piiscan.marks; a test compares
FILE = ".piiscan-marks.toml"


@click.command(short_help="Note what was decided about findings, for scan --baseline.")
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option(
    "--as",
    "kind",
    required=True,
    type=click.Choice(MARKS),
    help="What it is. confirmed, remediated and open (takes a mark back) fail a gate as before, the others do not.",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", required=True, metavar="WHO", help="Who decided it.")
@click.option("--expires", metavar="DATE", help="The last day (UTC) it counts: 2027-06-30. accepted needs one.")
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="PATH",
    help="All findings of a file, as --report names it. May be given several times.",
)
@shared.file(
    "--report", "A report (jsonl) that has the findings: for short ids, and to note the file and what is shown masked."
)
@click.option(
    "--marks", type=click.Path(), default=FILE, show_default=True, metavar="FILE", help="The file to append to."
)
def mark(**options: Any) -> int:  # noqa: ANN401
    """Note what was decided about findings: append a mark to a file that "scan --baseline" takes. ID: the id of a
    finding, or with --report its first 8 characters or more. To mark a file (--file) marks each finding that is in it
    now; what comes into it later is not marked.

    \b
    Exit code:
      0  the marks are noted
      2  wrong usage, or nothing was noted
    """  # noqa: D205, D301
    from piiscan.cli.marking import Options, run

    return run(Options(**options))
