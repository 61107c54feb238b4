"""What the command line asked of a scan, as click read it."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from piiscan.config import ResidencyDefault
from piiscan.engines import MaxRate
from piiscan.sources import Shard
from piiscan.sources.base import HISTORY, Choice, FileId, Rule, is_database
from piiscan.sources.filters import Filters


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    paths: tuple[str, ...]
    form: str
    output: str | None
    reports: tuple[str, ...]
    baseline: tuple[str, ...]
    no_ignore_files: bool
    no_inline_allow: bool
    exclude: tuple[str, ...]
    include: tuple[str, ...]
    diff: str | None
    git_history: bool
    shard: Shard | None
    sample: int
    db_password_file: str | None
    one_file_system: bool
    stdin_filename: str | None
    fail_on: str
    fail_on_residency: str
    fail_on_kind: tuple[str, ...]
    fail_on_count: int
    allow_unread: bool
    residency_default: ResidencyDefault
    max_findings_per_file: int
    also: tuple[str, ...]
    no_test_values: bool
    workers: int | None
    engine: str
    scheduler: str | None
    parts: str | None
    max_rate: MaxRate | None
    nice: bool
    deadline: float
    max_depth: int
    max_members: int
    max_expanded: int
    max_document: int
    limits: dict[str, int]
    ocr: bool
    stale_years: int
    public_records: str | None
    names_file: str | None
    password_file: str | None
    show: tuple[str, ...]
    report_encrypted: bool
    key_file: str | None
    ledger: str | None
    no_ledger: bool
    paranoid: bool
    retry_poison: bool
    reveal: bool
    quiet: bool
    no_progress: bool
    color: str

    @property
    def file(self) -> str | None:
        """The report file; `-o -` means standard output, as it does elsewhere."""
        return None if self.output in {None, "-"} else self.output

    def needed(self) -> dict[str, str]:
        """The files that a report in their place would end, by their options: a key is made once."""
        files = {
            "--key-file": self.key_file,
            "--ledger": None if self.no_ledger else self.ledger,
            "--names-file": self.names_file,
            "--password-file": self.password_file,
            "--public-records": self.public_records,
            "--db-password-file": self.db_password_file,
        }
        return {option: file for option, file in files.items() if file is not None}

    def choice(self, filters: Filters, skip: Collection[FileId], ignores: Mapping[str, Sequence[Rule]]) -> Choice:
        """What is to be read of what lies below the paths."""
        return Choice(filters, skip, self.one_file_system, self.stdin_filename, self.sample, ignores)

    def prepared(self) -> Options:
        """The same with paths that are repositories where that was said (--git-history).

        Workers find the file with the password of databases by the environment.
        """
        if self.db_password_file is not None:
            from piiscan.sources.db_connect import PASSWORD_FILE

            os.environ[PASSWORD_FILE] = os.path.abspath(self.db_password_file)  # noqa: PTH100
        if "-" not in self.paths and _spoken("stdin_filename"):
            raise click.UsageError("--stdin-filename names standard input: give it as a PATH, -")
        if _spoken("sample") and not any(map(is_database, self.paths)):
            raise click.UsageError("--sample is about tables of databases: give one by its URL")
        if not self.git_history:
            return self
        if self.diff is not None or "-" in self.paths:
            raise click.UsageError("--git-history reads repositories: not with --diff, and not from standard input")
        return replace(self, paths=tuple(f"{HISTORY}{path}" for path in self.paths))

    def public(self) -> dict[str, object]:
        """What the report's header says beside the configuration; not the workers, who change no result."""
        names = (
            "exclude",
            "include",
            "one_file_system",
            "stdin_filename",
            "fail_on",
            "fail_on_residency",
            "baseline",
            "no_ignore_files",
            "diff",
            "git_history",
            "sample",
            "fail_on_kind",
            "fail_on_count",
            "allow_unread",
        )
        values = {name: getattr(self, name) for name in names}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _spoken(name: str) -> bool:
    """Whether an option stands on the command line: what a file of settings says is for other runs, too."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE
