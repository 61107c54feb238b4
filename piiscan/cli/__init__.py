"""The command line: options in, exit code out. Imports click alone, so that `--help` is instant.

No exit code leaks from elsewhere: click's own 1 would read as "findings". Whatever goes wrong is told in one
line on standard error, without the text of an unexpected exception, which may hold what was being read.

A command, its options first. `compare`, `comparing`; `explain`, `explaining`; `formats`, `formats_shown`; `inventory`,
    `inventorying`; `ledger`; `mark`, `marking`; `merge`, `merging`; `plan`, `planning`; `report`, `reporting`;
    `tickets`, `ticketing`; and `scan`, its options here: `asked`, `run`, `spreading`, `remember`, `more`, `display`
Options of several. `shared`, `settings`, `limits`, `names_file`, `password_file`, `rules`
The way out. `output`, `look`, `gate`, `hush`, `signals`, `gentle`
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from typing import Any, NoReturn

import click

from piiscan import __version__
from piiscan.cli import gate, hush, shared
from piiscan.cli.compare import compare
from piiscan.cli.explain import explain
from piiscan.cli.formats import formats
from piiscan.cli.inventory import inventory
from piiscan.cli.ledger import ledger
from piiscan.cli.limits import Seconds, limits_given, size
from piiscan.cli.mark import mark
from piiscan.cli.merge import merge
from piiscan.cli.plan import plan
from piiscan.cli.report import report
from piiscan.cli.settings import Configured
from piiscan.cli.tickets import tickets
from piiscan.given import no_room
from piiscan.later import loading
from piiscan.reporters.terminal import escape


class Failure(click.ClickException):
    """An error that ends a run: exit code 2, never click's 1."""

    exit_code = gate.ERROR


class NotWritten(Failure):
    """A run whose report could not be written."""

    exit_code = gate.NOT_WRITTEN


class Told(Exception):  # noqa: N818 - what it says is the error
    """Something the operator gave cannot be used; its message says why, and may be shown."""


class Program(click.Group):
    """The command group, with every way out under control."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 - click's own signature
        """Run, and exit with a code of this program's own."""
        extra["standalone_mode"] = False
        extra.setdefault("prog_name", "piiscan")
        code: object = gate.ERROR
        try:
            code = super().main(*args, **extra)
        except click.UsageError as error:
            for line in shared.misused(error, args[0] if args else sys.argv[1:], self.commands):
                tell(line)
        except click.ClickException as error:
            tell(f"error: {error.format_message()}")
            code = error.exit_code if isinstance(error, Failure) else gate.ERROR
        except (click.Abort, KeyboardInterrupt):
            code = 128 + signal.SIGINT
        except SystemExit:  # click's way out where nobody reads what it prints
            tell("error: standard output: its reader is gone")
            code = gate.NOT_WRITTEN
        # Not only Exception: a panic of a library in Rust, too, would be shown with what it says.
        except BaseException as error:  # noqa: BLE001 - the last line of defence, see the module's rule
            code = gate.NOT_WRITTEN if no_room(error) else gate.ERROR
            for line in _about(error):
                tell(line)
        hush.let_go(sys.stderr)
        sys.exit(code if isinstance(code, int) else gate.OK)


def _about(error: BaseException) -> list[str]:
    """The class of an exception, and where it was raised if asked for: nothing that could hold a value."""
    words = "error: no space left on device" if no_room(error) else f"internal error: {type(error).__name__}"
    if isinstance(error, FileNotFoundError) and not _is_somewhere():
        words = "error: the current directory is gone: give every path from / on"
    elif isinstance(error, OSError) and error.errno and not no_room(error):
        words += f" ({errno.errorcode.get(error.errno, error.errno)})"
    if not os.environ.get("PIISCAN_DEBUG"):
        return [words]
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return [words, *(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)]


def _is_somewhere() -> bool:
    """Whether the current directory is still there."""
    try:
        os.getcwd()  # noqa: PTH109 - asked for the error
    except OSError:
        return False
    return True


def tell(text: str) -> None:
    """One line on standard error, safe to show. Where that is gone too, nothing can be told."""
    with contextlib.suppress(OSError):
        click.echo(f"piiscan: {escape(text)}".encode(errors="backslashreplace"), err=True)


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Find personal information as Massachusetts law (201 CMR 17.02) defines it: a person together with a
    Social Security, driver's license, state ID, financial account or payment card number, readable without
    a key.
    """  # noqa: D205
    shared.needs_command(context)


@cli.command(cls=Configured, short_help="Read files, directories, URLs or standard input; report findings.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@shared.report_format
@shared.output
@shared.reports
@shared.exclude
@shared.include
@shared.diff
@shared.git_history
@shared.shard
@shared.sample
@shared.db_password_file
@shared.one_file_system
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input (PATH -) in the report.")
@shared.fail_on("Exit 1 at this class of finding, or at one before it in this list.")
@shared.fail_on_residency
@shared.fail_on_kind
@shared.fail_on_count
@shared.allow_unread
@shared.baseline
@shared.no_ignore_files
@shared.no_inline_allow
@shared.residency_default
@click.option(
    "--stale-years",
    type=click.IntRange(min=0, max=100),
    default=7,
    show_default=True,
    metavar="N",
    help="A file with findings that has not changed for so long is told as one to be reviewed. 0: never.",
)
@shared.public_records
@shared.names_file
@shared.password_file
@click.option(
    "--max-findings-per-file",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    metavar="N",
    help="List so many of one file; the counts stay exact. 0: all.",
)
@click.option(
    "--also",
    multiple=True,
    type=click.Choice(["lookalike", "masked"]),
    help="List these too: numbers that are something else, and masked ones. They are counted in any case.",
)
@click.option("--no-test-values", is_flag=True, help="Count published test numbers, but do not list them.")
@click.option(
    "-j",
    "--workers",
    type=click.IntRange(min=0, max=1024),
    metavar="N",
    help="Worker processes. 0: read in this process, without a deadline. Default: one per processor.",
)
@shared.engine
@shared.scheduler
@shared.parts
@shared.max_rate
@shared.nice
@click.option(
    "--deadline",
    type=Seconds(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up a file of up to 64 MiB after so long; more for larger ones, and while it gets on.",
)
@click.option(
    "--max-depth",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Containers inside containers.",
)
@click.option(
    "--max-members",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Members of containers read for one file.",
)
@click.option(
    "--max-expanded",
    type=size,
    metavar="SIZE",
    default="4G",
    show_default=True,
    help="Bytes decompressed for one file.",
)
@click.option(
    "--max-document",
    type=size,
    metavar="SIZE",
    default="512M",
    show_default=True,
    help="Size of a document that is read whole (PDF, workbook, message).",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    callback=limits_given,
    metavar="NAME=N",
    help="Set any limit by the name that the report says: cells, pages, parts, mime, member_memory, field, ...",
)
@click.option(
    "--ocr", is_flag=True, help="Read the words in pictures and pages that are one (slow; needs piiscan[ocr])."
)
@shared.show
@shared.report_encrypted
@shared.key_file
@shared.ledger_file
@shared.no_ledger
@shared.paranoid
@shared.retry_poison
@click.option(
    "--reveal",
    is_flag=True,
    help="Put the values and names found into the report. Only with -o, as jsonl, json or csv.",
)
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
@click.option("--no-progress", is_flag=True, help="No progress on standard error.")
@shared.color
@shared.settings
def scan(**options: Any) -> int:  # noqa: ANN401
    """Read files, directories, servers and databases by URL and, for "-", standard input; report what they hold.

    \b
    Exit code:
      0  everything was read, and nothing is at or above the gate (--fail-on)
      1  findings at or above the gate
      2  wrong usage, or an error: no report
      3  nothing at or above the gate, but not everything could be read
      4  the report could not be written (a full disk, a reader that is gone); an old one is left as it was
      130, 143, 129  ended by SIGINT, SIGTERM, SIGHUP, with a report of what was read
    """  # noqa: D301
    with loading():
        from piiscan.cli.asked import Options
        from piiscan.cli.run import run

    return run(Options(**options))


@cli.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of the reports."""
    from importlib import resources

    from piiscan.cli import output

    with output.standard_output(sys.stdout) as out:
        out.write(resources.files("piiscan").joinpath("data", "schema.json").read_text(encoding="utf-8"))


cli.add_command(compare)
cli.add_command(explain)
cli.add_command(formats)
cli.add_command(mark)
cli.add_command(merge)
cli.add_command(plan)
cli.add_command(report)
cli.add_command(tickets)
cli.add_command(inventory)
cli.add_command(ledger)


def main() -> NoReturn:
    """The entry point."""
    # numpy's linear algebra, which nothing here uses, starts a thread for every processor when it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    hush.install(tell)
    cli.main()
