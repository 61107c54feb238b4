"""The options of `piiscan merge`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared
from piiscan.cli.settings import Configured


@click.command(cls=Configured, short_help="Put the parts of a scan (scan --shard) together to one stream.")
@click.argument("streams", nargs=-1, required=True, type=click.Path(), metavar="STREAM...")
@shared.form(shared.FORMATS, "The stream of the whole scan (jsonl), or any report of it.", "jsonl")
@shared.output
@shared.reports
@click.option(
    "--reveal",
    is_flag=True,
    help="Keep the values and names that scans with --reveal put into the streams. Only with -o, and as in scan.",
)
@shared.show
@shared.report_encrypted
@shared.color
@shared.settings
def merge(**options: Any) -> int:  # noqa: ANN401
    """Put the parts of a scan (scan --shard I/N -f jsonl) together to the stream that one scan writes.

    \b
    Exit code, by the gate that the parts were scanned with:
      0  all parts are there, everything was read, and nothing is at or above the gate
      1  findings at or above the gate
      2  wrong usage, or streams that are not the parts of one scan: no report
      3  nothing at or above the gate, but not everything was read, or a part is missing or was cut off
      4  the report could not be written
    """  # noqa: D301
    from piiscan.cli.merging import Options, run

    return run(Options(**options))
