"""Options that more than one command has. Imports nothing heavy, so that `--help` is instant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import click

from piiscan.cli import gate

FORMATS = (
    "table",
    "jsonl",
    "json",
    "csv",
    "sarif",
    "ocsf",
    "defectdojo",
    "gitlab",
    "junit",
    "markdown",
    "html",
)  # the names of piiscan.reporters.REPORTERS; a test compares


def needs_command(context: click.Context) -> None:
    """Of a group alone: say what there is, where click would say that something is missing."""
    group = context.command
    if context.invoked_subcommand is None and isinstance(group, click.Group):
        raise click.UsageError(f"say what to do: {', '.join(group.commands)}", context)


_NUMBERS = (("a valid integer range", "a valid whole number"), ("a valid float range", "a valid number"))
"""What click calls a number, and what it is."""


def misused(error: click.UsageError, given: Sequence[str], commands: Collection[str]) -> tuple[str, str]:
    """What is wrong in a command line, and whose help says more."""
    words = error.format_message()
    if isinstance(error, click.MissingParameter):  # its choices stand on lines of their own
        words = " ".join(words.split())
    for clicks, ours in _NUMBERS:
        words = words.replace(clicks, ours)
    path = error.ctx.command_path if error.ctx else "piiscan"
    if error.ctx is None and given and given[0] in commands:  # the parser does not know whose options it reads
        path += f" {given[0]}"
    return f"error: {words}", f"try '{path} --help'"


def file(name: str, what: str) -> Callable[[Any], Any]:
    """An option for a file that the operator gives."""
    return click.option(name, type=click.Path(), metavar="FILE", help=what)


def choice(*option: str, of: Sequence[str], what: str, default: str | None = None) -> Callable[[Any], Any]:
    """An option that takes one of some words; by default the first."""
    return click.option(*option, type=click.Choice(of), default=default or of[0], show_default=True, help=what)


def form(names: Sequence[str], what: str, default: str | None = None) -> Callable[[Any], Any]:
    """The form of what a command writes; by default the first."""
    return choice("-f", "--format", "form", of=names, what=what, default=default)


residency_default = choice(
    "--residency-default",
    of=("unknown", "resident", "nonresident"),
    what="What persons are whose records show no residency.",
)
public_records = file(
    "--public-records",
    "Rules (TOML): lawfully obtained public records and columns declared to be encrypted do not count. Default: none.",
)
names_file = file("--names-file", "Names to know beside the Census lists: one a line, or CSV. Kept in memory only.")
password_file = file("--password-file", "Passwords to try on what is locked, one a line. Kept in memory only.")
key_file = file("--key-file", "Key of the fingerprints, 32 bytes or more, mode 0600. Default: one made on first use.")
report_format = form(
    FORMATS, "For people (table), the master stream as lines (jsonl) or one document (json), or for another tool."
)
table_or_json = form(("table", "json"), "For people (table), or one JSON document (json).")
output = click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="Write the report to FILE (mode 0600), whole or not at all. Default: standard output.",
)
reports = click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write a further report, in any format of -f, to FILE. May be given several times. Always masked.",
)
exclude = click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out what matches (as in .gitignore).")
include = click.option(
    "--include", multiple=True, metavar="PATTERN", help="Read only files that match (as in .gitignore)."
)
one_file_system = click.option("--one-file-system", is_flag=True, help="Do not enter other file systems.")
diff = click.option(
    "--diff",
    metavar="REV",
    help="Of a git repository read only what is not as in REV: changed, new, and not ignored. The rest is excluded.",
)

git_history = click.option(
    "--git-history",
    is_flag=True,
    help="PATH is a git repository: read all that is or was in it, each content once, with the commits that hold it.",
)

sample = click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Of each table of a database read so many rows, spread over its primary key. Default: all.",
)
db_password_file = file(
    "--db-password-file", "The password of the databases given by URL, in the first line; mode 0600."
)


def shard_given(_context: click.Context, option: click.Parameter, text: str | None) -> Any:  # noqa: ANN401 - loaded here
    """The part of a scan that is asked for."""
    if text is None:
        return None
    from piiscan.sources.shard import MOST, Shard

    index, sign, of = text.partition("/")
    plain = all(number.isascii() and number.isdigit() and len(number) <= len(str(MOST)) for number in (index, of))
    if not (sign and plain and 1 <= int(index) <= int(of) <= MOST):
        raise click.BadParameter(f"{text!r} is no part such as 1/16, 2/16 … 16/16", param=option)
    return Shard(int(index), int(of))


shard = click.option(
    "--shard",
    metavar="I/N",
    callback=shard_given,
    help="Read the Ith of N parts of the files, counted from 1, in one of N runs; then piiscan merge.",
)


engine = choice(
    "--engine",
    of=("pool", "dask"),
    what="Who reads: processes here, or the workers of a Dask scheduler (needs piiscan[dask]).",
)
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="With --engine dask: where it is, as tls://host:8786. Default: none, and --workers tasks at a time here.",
)
parts = click.option(
    "--parts",
    type=click.Path(),
    metavar="DIR",
    help="With --scheduler: a folder that all its workers see, for what they find until it is in the report.",
)


_LEAST = 1000  # bytes a second: who asks for fewer means files


def rate_given(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> Any:  # noqa: ANN401 - ditto
    """Files and bytes a second; None: any number."""
    if not texts:
        return None
    from piiscan.cli.limits import size
    from piiscan.engines import MaxRate

    files = most = 0
    for text in texts:
        plain = text.strip().lower().removesuffix("/s").strip()
        number = plain.removesuffix("files").strip()
        try:
            amount = size(number)  # of files too: 2kfiles
        except click.BadParameter:
            raise click.BadParameter(f"{text!r} is no rate such as 50M or 200files", param=option) from None
        if number != plain:
            files = amount
        elif amount >= _LEAST:
            most = amount
        else:
            raise click.BadParameter(f"{text!r}: bytes (50M) or files (200files)?", param=option)
    return MaxRate(files, most)


max_rate = click.option(
    "--max-rate",
    multiple=True,
    metavar="RATE",
    callback=rate_given,
    help="Read no more than so many bytes (50M) or files (200files) a second, over all workers: what takes "
    "longer than a second is read evenly. May be given twice.",
)
nice = click.option("--nice", is_flag=True, help="Let everything else on this machine come first: processor and disk.")


def fail_on(text: str) -> Callable[[Any], Any]:
    """The class of finding that a command fails at, and how it says so."""
    return choice("--fail-on", of=gate.FAIL_ON, what=text)


fail_on_residency = choice(
    "--fail-on-residency",
    of=gate.FAIL_ON_RESIDENCY,
    default="unknown",
    what="Whether exit 1 takes a shown residency in Massachusetts, or one not known will do.",
)
fail_on_kind = click.option(
    "--fail-on-kind",
    multiple=True,
    type=click.Choice(["ssn", "drivers_license", "payment_card", "financial_account"]),
    help="Exit 1 only where a number of this kind is in a finding. Default: any kind.",
)
fail_on_count = click.option(
    "--fail-on-count",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Exit 1 only at so many findings at or above the gate.",
)
allow_unread = click.option(
    "--allow-unread",
    is_flag=True,
    help="Exit 0 and not 3 where something could not be read. It is listed all the same.",
)
no_ignore_files = click.option(
    "--no-ignore-files", is_flag=True, help="Read also what a .piiscanignore of yours, at the top of PATH, leaves out."
)
no_inline_allow = click.option(
    "--no-inline-allow", is_flag=True, help='Take no notice of "piiscan: allow[ssn] why" in the lines of texts.'
)
baseline = click.option(
    "--baseline",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Marks (piiscan mark) or an earlier report (jsonl): what is in it is listed as such and fails no gate.",
)
show = click.option(
    "--show",
    multiple=True,
    type=click.Choice(["coverage", "encrypted", "elements"]),
    help="Add to a table: all that was not read, all that is locked or was, or numbers by class and kind.",
)
report_encrypted = click.option(
    "--report-encrypted", is_flag=True, help="The same as --show encrypted: with its cipher and verdict."
)
color = choice(
    "--color",
    of=("auto", "always", "never"),
    what="Colors in a table. auto minds FORCE_COLOR, NO_COLOR and the terminal.",
)
ledger_file = click.option(
    "--ledger",
    metavar="FILE",
    envvar="PIISCAN_LEDGER",
    help="Keep what was read (masked), and read only what is new or changed, or was left by a run cut off. "
    '"auto": in the cache directory. Default: PIISCAN_LEDGER, else none.',
)
no_ledger = click.option("--no-ledger", is_flag=True, help="No ledger, whatever PIISCAN_LEDGER says.")
paranoid = click.option(
    "--paranoid", is_flag=True, help="With a ledger: compare the contents of files, not only sizes and times."
)
retry_poison = click.option(
    "--retry-poison", is_flag=True, help="With a ledger: read files again that no run survived."
)


def settings(command: Any) -> Any:  # noqa: ANN401 - as click's decorators
    """The options that say where options come from."""
    for option in (
        click.option(
            "--show-settings", is_flag=True, help="Show every option with its value and where it comes from, and end."
        ),
        click.option("--no-config", is_flag=True, help="Use no file of settings."),
        click.option(
            "--config",
            type=click.Path(),
            metavar="FILE",
            help="Settings (TOML). Default: piiscan.toml or pyproject.toml here or above, outside of what is scanned.",
        ),
    ):
        command = option(command)
    return command
