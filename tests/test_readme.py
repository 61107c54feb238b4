"""The README says what the program does: its options, its exit codes, its commands."""

import re
from pathlib import Path

import click

from piiscan.cli import cli, gate

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def option_table():
    """The table of options as the README has it, made from the command itself."""
    command = cli.commands["scan"]
    context = click.Context(command)
    rows = ["| option | meaning |", "|---|---|"]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            names, text = parameter.get_help_record(context)
            names, text = names.replace("|", "\\|"), " ".join(text.split()).replace("|", "\\|")
            rows.append(f"| `{names}` | {text} |")
    return "\n".join(rows)


def test_every_option_is_in_the_readme_as_help_has_it():
    assert option_table() in README


def test_every_exit_code_is_in_the_readme():
    for code in (gate.OK, gate.FOUND, gate.ERROR, gate.INCOMPLETE):
        assert re.search(rf"^\| {code} \|", README, re.MULTILINE)


def test_every_command_is_in_the_readme():
    for name in cli.commands:
        assert f"piiscan {name}" in README


def test_the_test_command_is_where_the_continuous_integration_looks_for_it():
    block = re.search(r"<!-- test-command -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block
    assert "pytest" in block[1]
