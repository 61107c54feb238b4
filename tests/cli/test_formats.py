"""`piiscan formats`: what it lists is what scans files, whatever is installed; and it is quick to say it."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from piiscan.cli import formats_shown
from piiscan.formats import BY_NAME, FORMATS
from piiscan.formats.base import Format
from piiscan.formats.catalog import DISTRIBUTION, LISTED, MISSING, READ, VERDICT, catalog, install, installed
from piiscan.formats.notes import NOTES
from piiscan.formats.signatures import known_types, locked_types

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HEAVY = "pyarrow fastavro py7zr pypff tesserocr PIL numpy hyperscan pypdfium2 python_calamine olefile magic openpyxl"


def lines(entries):
    out = []
    formats_shown.write(list(entries), type("Sink", (), {"write": staticmethod(out.append)}), formats_shown.Look(80))
    return "".join(out).splitlines()


def names(requirements):
    return {re.match(r"[A-Za-z0-9._-]+", one)[0] for one in requirements}


def makes_verdicts(module):
    """Whether a module of a format names a cipher itself, or says that something needs a key."""
    tree = ast.parse((ROOT / "piiscan" / "formats" / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    calls = {getattr(node.func, "id", "") for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return bool(calls & {"Encryption", "graded", "legacy_verdict"})


def modules():
    """Format → the module that FORMATS names for it."""
    tree = ast.parse((ROOT / "piiscan" / "formats" / "__init__.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Format"]
    return {call.args[0].value: call.args[2].args[0].value for call in calls}


# The list and the registry


def test_every_line_of_the_registry_is_listed_once_and_in_its_order():
    assert [entry.name for entry in catalog() if entry.name in BY_NAME] == [form.name for form in FORMATS]
    for entry in catalog():
        if entry.name in BY_NAME:
            form = BY_NAME[entry.name]
            assert entry.media_types[0] == form.media_type
            assert (entry.library, entry.extra) == (form.library, form.extra)


def test_a_new_format_is_listed_without_a_note(monkeypatch):
    new = Format("new", "application/x-new", BY_NAME["text"].extract, "newlib", "newextra")
    monkeypatch.setattr("piiscan.formats.catalog.FORMATS", (*FORMATS, new))
    monkeypatch.setitem(BY_NAME, "new", new)
    entry = next(entry for entry in catalog() if entry.name == "new")
    assert (entry.state, entry.media_types, entry.library) == (MISSING, ("application/x-new",), "newlib")
    assert any(line.startswith("  new  ") for line in lines(catalog()))


def test_every_format_has_a_note_and_every_note_a_format():
    assert NOTES.keys() == BY_NAME.keys()
    assert all(note.files and note.missing is not None for note in NOTES.values())


def test_what_first_bytes_show_is_listed_as_read_or_as_not_read():
    listed = {kind for entry in catalog() for kind in entry.media_types}
    assert {kind for _, kind in (*known_types(), *((0, kind) for kind, _ in locked_types()))} <= listed
    unread = [kind for entry in catalog() if entry.state == LISTED for kind in entry.media_types]
    assert len(set(unread)) == len(unread)
    assert not set(unread) & {form.media_type for form in FORMATS}


def test_every_extra_and_every_library_is_in_the_project():
    extras = PROJECT["optional-dependencies"]
    for entry in catalog():
        needed = [(entry.library, entry.extra), *((part.library, part.extra) for part in entry.parts)]
        for library, extra in needed:
            assert not extra or library in names(extras[extra]), entry.name
            assert extra or not library or library in names(PROJECT["dependencies"]), entry.name
            assert not extra or library in names(extras["all"]), entry.name
    assert PROJECT["name"] == DISTRIBUTION


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_format_whose_module_judges_locks_says_so(name):
    # Not all: SQLite's log and the like share a module with what does. These judge what is locked themselves.
    if makes_verdicts(modules()[name]) and name not in {"orc", "arrow"}:
        assert NOTES[name].verdict


def test_what_only_gets_a_verdict_is_never_read():
    only = {name for name, note in NOTES.items() if not note.reads}
    assert {name for name, module in modules().items() if module == "locks.volumes"} | {"pkcs12"} == only
    assert all(NOTES[name].verdict for name in only)


# What is installed


def test_without_libraries_all_is_listed_and_says_what_to_install():
    entries = list(catalog(lambda _: ""))
    for entry in entries:
        assert (entry.state == MISSING) == bool(entry.library and NOTES[entry.name].reads)
    text = "\n".join(lines(entries))
    for extra in {form.extra for form in FORMATS if form.extra}:
        assert install(extra) in text


def test_with_all_libraries_nothing_is_missing():
    entries = list(catalog(lambda _: "1.2"))
    assert {entry.state for entry in entries} == {READ, VERDICT, LISTED}
    assert "not installed" not in "\n".join(lines(entries))


def test_a_version_is_that_of_the_package():
    assert installed("click").split(".")[0].isdigit()
    assert installed("no-such-package-at-all") == ""


# How it is shown


@pytest.mark.parametrize("version", ["", "20231205.1"])
def test_the_table_fits_80_columns(version):
    assert max(map(len, lines(catalog(lambda _: version)))) <= 80


def test_it_exits_0_and_shows_the_table(piiscan):
    result = piiscan("formats")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("piiscan ")
    assert "\n  pdf             .pdf                       pypdfium2 " in result.out


def test_the_document_fits_the_schema(piiscan):
    import json

    result = piiscan("formats", "--format", "json")
    document = json.loads(result.out)
    schema = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert result.code == 0
    assert len(document["formats"]) == len(list(catalog()))
    assert {"name": "eml", "state": "read"}.items() <= next(
        one for one in document["formats"] if one["name"] == "eml"
    ).items()


def test_nothing_heavy_is_loaded_to_say_it():
    code = (
        "import sys; from piiscan.cli import cli\n"
        "try: cli.main(['formats'])\n"
        f"except SystemExit: print(*(set({HEAVY.split()}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""
    assert "READ\n" in done.stdout
