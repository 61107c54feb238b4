"""The README says what the program does: its options, its exit codes, its commands."""

import re
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from piiscan.cli import cli, formats_shown, gate
from piiscan.config import Config
from piiscan.explain import explain, render
from piiscan.formats.catalog import catalog
from piiscan.model import Source
from piiscan.reporters.terminal import Look

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


class Sink(NamedTuple):
    """Takes lines."""

    write: object


def option_table(name):
    """The table of options as the README has it, made from the command itself."""
    command = cli.commands[name]
    context = click.Context(command)
    rows = ["| option | meaning |", "|---|---|"]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            names, text = parameter.get_help_record(context)
            names, text = names.replace("|", "\\|"), " ".join(text.split()).replace("|", "\\|")
            rows.append(f"| `{names}` | {text} |")
    return "\n".join(rows)


@pytest.mark.parametrize(
    "name", ["scan", "explain", "formats", "report", "compare", "mark", "tickets", "inventory", "merge", "plan"]
)
def test_every_option_is_in_the_readme_as_help_has_it(name):
    assert option_table(name) in README


def explained(path):
    """What `explain` says for people, but for the ids, which depend on a key."""
    source = Source(path, Path(path).name, str(ROOT / path), (ROOT / path).stat().st_size)
    lines = []
    render.write(explain(source, Config()), Sink(lines.append), Look(100))
    return "".join(line for line in lines if not line.startswith("  finding"))


def test_the_explanations_in_the_readme_are_what_is_said():
    section = README.split("### Why a number is a finding, or is not")[1].split("\n### ")[0]
    mail, masked = re.findall(r"```\n(.*?)```", section.partition("```\n\n")[2], re.DOTALL)
    assert "".join(line for line in mail.splitlines(keepends=True) if not line.startswith("  finding")) in explained(
        "fixtures/share/mail/refund.eml"
    )
    for block in masked.split("\n\n"):
        assert block in explained("fixtures/share/payroll/masked.csv")


def test_the_formats_in_the_readme_are_what_is_said_without_extras():
    section = README.split("### What this installation reads")[1].split("\n## ")[0]
    shown = re.search(r":\n\n```\n(.*?)```", section, re.DOTALL)[1]
    versions = dict(re.findall(r"(\S+) (\d[\d.]+) +(?:yes|no)$", shown, re.MULTILINE))
    extra = {one.library for entry in catalog() for one in (entry, *entry.parts) if one.extra}
    lines = []
    here = catalog(lambda library: versions.get(library, "" if library in extra else "1.0"))
    formats_shown.write(list(here), Sink(lines.append), Look(80))
    for block in shown.split("  …\n"):
        assert block in "".join(lines)


def test_every_exit_code_is_in_the_readme():
    for code in (gate.OK, gate.FOUND, gate.ERROR, gate.INCOMPLETE, gate.NOT_WRITTEN):
        assert re.search(rf"^\| {code} \|", README, re.MULTILINE)


def test_every_command_is_in_the_readme():
    for name in cli.commands:
        assert f"piiscan {name}" in README


def test_the_test_command_is_where_the_continuous_integration_looks_for_it():
    block = re.search(r"<!-- test-command -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block
    assert "pytest" in block[1]
