"""The options of `piiscan report`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared
from piiscan.cli.settings import Configured


@click.command(cls=Configured, short_help="Make a report of a finished scan.")
@click.argument("stream", type=click.Path(), metavar="STREAM")
@shared.report_format
@shared.output
@shared.reports
@click.option(
    "--incomplete",
    is_flag=True,
    help="Make a report of a stream that was cut off, and say in it that it is a part.",
)
@click.option(
    "--reveal",
    is_flag=True,
    help="Keep the values and names that a scan with --reveal put into the stream. Only with -o, and as in scan.",
)
@shared.show
@shared.report_encrypted
@shared.color
@shared.settings
def report(**options: Any) -> int:  # noqa: ANN401
    """Make a report of a finished scan: STREAM is what "scan -f jsonl" wrote, or "-" for standard input.

    \b
    Exit code:
      0  the report is written, whatever it says
      2  wrong usage, or a stream that cannot be read: no report
      4  the report could not be written
    """  # noqa: D301
    from piiscan.cli.reporting import Options, run

    return run(Options(**options))
