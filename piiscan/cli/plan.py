"""The options of `piiscan plan`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared
from piiscan.cli.limits import Seconds
from piiscan.cli.settings import Configured


@click.command(cls=Configured, short_help="Say before a scan what is there, and how long it takes.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@shared.table_or_json
@shared.exclude
@shared.include
@shared.one_file_system
@shared.no_ignore_files
@click.option(
    "-j",
    "--workers",
    type=click.IntRange(min=1, max=100_000),
    multiple=True,
    metavar="N",
    help="Say the time with so many workers, each on a processor. May be given several times. Default: 1, 2, 4 … here.",
)
@click.option(
    "--sample",
    type=Seconds(min=0, max=3600),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="Read some files of each type for about so long to measure. 0: none, by stored figures.",
)
@shared.settings
def plan(**options: Any) -> int:  # noqa: ANN401
    """Say before a scan what is there, by type and size; what this installation reads of it, and what to install
    for the rest; what is left out and why; and how long it takes. Reads names, sizes and first bytes, and a small
    sample whole.

    \b
    Exit code:
      0  told
      2  wrong usage, or an error
      4  it could not be written
    """  # noqa: D205, D301
    from piiscan.cli.planning import Options, run

    return run(Options(**options))
