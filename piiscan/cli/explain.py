"""The options of `piiscan explain`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared
from piiscan.cli.settings import Configured


@click.command(cls=Configured, short_help="Why each number in a file became what it became.")
@click.argument("path", required=False, type=click.Path(), metavar="[PATH]")
@click.option("--id", "identity", metavar="ID", help="Only this finding: its id, or the first 8 characters or more.")
@shared.file("--report", "A report (jsonl or json) that has the finding: says which file to read, instead of PATH.")
@click.option("--line", type=click.IntRange(min=1), metavar="N", help="Only what stands on this line.")
@click.option("--all", "everything", is_flag=True, help="Show all refused numbers, not only the first 1000 of 2 MiB.")
@shared.form(("text", "json"), "For people (text), or JSON Lines (json).")
@shared.residency_default
@shared.public_records
@shared.names_file
@shared.password_file
@shared.key_file
@shared.settings
def explain(**options: Any) -> int:  # noqa: ANN401
    """Say of one file (or of one finding of a report) why each number in it became what it became: shape,
    rules, label, person, pair, residency, grades and class; and which rule refused what is no finding.
    Everything is masked.

    \b
    Exit code:
      0  explained, also where there is nothing in the file
      2  wrong usage, no such finding, or the file cannot be read
      4  the explanation could not be written
    """  # noqa: D205, D301
    from piiscan.cli.explaining import Options, run

    return run(Options(**options))
