"""The README and the pages beside what they describe say what the program does: its options, exit codes, commands."""

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
PAGES = {path: path.read_text("utf-8") for path in (ROOT / "README.md", *sorted(ROOT.glob("piiscan/*/README.md")))}
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def section(heading):
    """What stands under a heading of one of the pages."""
    (found,) = [page.split(f"\n{heading}\n")[1] for page in PAGES.values() if f"\n{heading}\n" in page]
    return found.partition("\n## ")[0]


def anchors(path):
    """The names GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


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
    assert f"### piiscan {name}\n\n{option_table(name)}\n" in README, option_table(name)


def explained(path):
    """What `explain` says for people, but for the ids, which depend on a key."""
    source = Source(path, Path(path).name, str(ROOT / path), (ROOT / path).stat().st_size)
    lines = []
    render.write(explain(source, Config()), Sink(lines.append), Look(100))
    return "".join(line for line in lines if not line.startswith("  finding"))


def test_the_explanations_in_the_readme_are_what_is_said():
    said = section("## Why a number is a finding, or is not")
    mail, masked = re.findall(r"```\n(.*?)```", said.partition("```\n\n")[2], re.DOTALL)
    assert "".join(line for line in mail.splitlines(keepends=True) if not line.startswith("  finding")) in explained(
        "fixtures/share/mail/refund.eml"
    )
    for block in masked.split("\n\n"):
        assert block in explained("fixtures/share/payroll/masked.csv")


def test_the_formats_in_the_readme_are_what_is_said_without_extras():
    shown = re.search(r":\n\n```\n(.*?)```", section("## What this installation reads"), re.DOTALL)[1]
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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", PAGES[path]))
    local = [link for link in links if "://" not in link]
    assert local
    for link in local:
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_and_section_is_among_the_contents():
    contents = README.partition("\n## ")[0]
    listed = {(ROOT / name).resolve() for name in re.findall(r"\]\(([\w/]+\.md)\)", contents)}
    assert set(PAGES) - {ROOT / "README.md"} <= listed
    for heading in re.findall(r"^## (.+)$", FENCE.sub("", README), re.MULTILINE):
        assert f"(#{heading.lower().replace(' ', '-')})" in contents, heading
    for path, page in list(PAGES.items())[1:]:
        for heading in re.findall(r"^## (.+)$", FENCE.sub("", page), re.MULTILINE):
            assert f"- [{heading}](#" in page, path
