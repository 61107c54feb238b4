"""The options of `piiscan tickets`. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

from typing import Any

import click

from piiscan.cli import shared

TARGETS = ("jira", "jira-csv", "servicenow", "github", "gitlab", "gitlab-csv", "csv")  # modules of piiscan.tickets
GROUPS = ("file", "folder", "owner")
SEVERITIES = ("critical", "high", "medium", "low")


def due_given(_context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    """Days by severity."""
    given = {}
    for text in values:
        name, _, days = text.partition("=")
        if name not in SEVERITIES or not (days.isascii() and days.isdigit() and int(days) <= 36_500):
            raise click.BadParameter(f"{text!r} is not like critical=3 (a severity, and days)", param=option)
        given[name] = int(days)
    return given


@click.command(short_help="Make tickets of a finished scan, in the form a tracker imports.")
@click.argument("stream", type=click.Path(), metavar="STREAM")
@click.option("--for", "target", type=click.Choice(TARGETS), required=True, help="The tracker they are for.")
@click.option(
    "--group-by", type=click.Choice(GROUPS), default="file", show_default=True, help="What one ticket is about."
)
@shared.output
@click.option(
    "--at-least",
    type=click.Choice(["personal_information", "review", "element_only", "any"]),
    default="personal_information",
    show_default=True,
    help="The class of finding that makes a ticket, or one before it in this list.",
)
@click.option(
    "--due",
    multiple=True,
    callback=due_given,
    metavar="SEVERITY=DAYS",
    help="Days from the scan to the due date. [default: critical=7, high=14, medium=30, low=90]",
)
@click.option("--site", default="", metavar="NAME", help="The machine or share, where several have the same paths.")
@click.option(
    "--since",
    type=click.Path(),
    metavar="STREAM",
    help="The scan before: its tickets that are not there any more are written to be closed.",
)
@click.option("--project", default="PII", show_default=True, metavar="KEY", help="The project, for Jira.")
@click.option("--issue-type", default="Task", show_default=True, metavar="NAME", help="The type, for Jira.")
@click.option("--transition", default="", metavar="ID", help="The transition that closes an issue, for Jira.")
@click.option("--milestone", default="", metavar="NAME", help="The milestone, for gitlab-csv.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="A further label. May be given several times.")
@shared.file(
    "--known",
    "Tickets there already, as lines of our id, their key or number and, if known, when they are due: to be updated.",
)
@click.option("--incomplete", is_flag=True, help="Make tickets of a stream that was cut off.")
def tickets(**options: Any) -> int:  # noqa: ANN401
    """Make tickets of a finished scan: STREAM is what "scan -f jsonl" wrote, or "-" for standard input.

    \b
    Exit code:
      0  the tickets are written, however many
      2  wrong usage, or a stream that cannot be read
      4  the tickets could not be written
    """  # noqa: D301
    from piiscan.cli.ticketing import Options, run

    return run(Options(**options))
