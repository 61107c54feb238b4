"""The options of `piiscan inventory`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared

FORMS = ("markdown", "json")  # modules of piiscan.inventory


@click.command(short_help="The record that a security program needs (17.03(2)), of a scan.")
@click.argument("stream", type=click.Path(), metavar="STREAM")
@shared.form(FORMS, "The form.")
@shared.output
@click.option(
    "--depth",
    type=click.IntRange(min=0, max=100),
    default=2,
    show_default=True,
    metavar="N",
    help="Folders so deep below what was scanned have a line of their own; what lies deeper is counted with them.",
)
@click.option(
    "--previous",
    type=click.Path(),
    multiple=True,
    metavar="STREAM",
    help="The scan before, to count what has changed and list what was done. Of several, the oldest first.",
)
@click.option(
    "--marks",
    type=click.Path(),
    multiple=True,
    metavar="FILE",
    help="Decisions (piiscan mark) to list, those that do not count any more too. May be given several times.",
)
@click.option("--incomplete", is_flag=True, help="Make an inventory of a stream that was cut off.")
def inventory(**options: Any) -> int:  # noqa: ANN401
    """Make the record that a written information security program needs (17.03(2)) of a finished scan: where personal
    information is, of how many persons, in what form, how protected, readable by whom, and what was done about it.
    STREAM is what "scan -f jsonl" wrote, or "-" for standard input.

    \b
    Exit code:
      0  the inventory is written, whatever it says
      2  wrong usage, or a stream that cannot be read
      4  the inventory could not be written
    """  # noqa: D205, D301
    from piiscan.cli.inventorying import Options, run

    return run(Options(**options))
