"""`piiscan` from the outside: exit codes, where the report goes, what is kept back, and that names cannot act."""

import json
import os
import re
import subprocess
import sys

import click
import pytest

from piiscan.cli import Failure, cli
from piiscan.cli.limits import size
from piiscan.sources.db_connect import PASSWORD_FILE

RAW = ("010-94-0001", "010940001", "Quillfeather", "quillfeather")
ODD = "q\x1b[2J\u202efdp.exe\n\udcff.csv"
STAFF = b"name,ssn,state\nXanthippe Quillfeather,010-94-0001,MA\n"


def kinds(records):
    return [record["type"] for record in records]


# Exit codes


def test_0_everything_read_and_nothing_found(piiscan, clean):
    result = piiscan("scan", "-j0", "-f", "jsonl", clean)
    assert result.code == 0
    assert kinds(result.records) == ["run", "outcome", "summary"]
    assert result.records[-1]["complete"] is True


def test_1_findings_at_the_gate(piiscan, share):
    result = piiscan("scan", "-j0", "-f", "jsonl", share)
    assert result.code == 1
    findings = [record for record in result.records if record["type"] == "finding"]
    assert {(finding["file"], finding["residency"]) for finding in findings} == {
        ("hr/staff.csv", "massachusetts"),
        ("hr/list.csv", "unknown"),
    }
    assert result.records[-1]["exit_code"] == 1
    assert result.records[-1]["persons"] == {"massachusetts": 1, "unknown": 1, "elsewhere": 0}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "none"], 0),
        (["--fail-on", "any"], 1),
        (["--fail-on-residency", "massachusetts"], 1),
        (["--fail-on-residency", "massachusetts", "--exclude", "staff.csv"], 0),
        (["--exclude", "staff.csv"], 1),
        (["--exclude", "hr/"], 0),
        (["--include", "*.txt"], 0),
        (["--exclude", "staff.csv", "--residency-default", "nonresident"], 0),
        (
            [
                "--exclude",
                "staff.csv",
                "--residency-default",
                "resident",
                "--fail-on-residency",
                "massachusetts",
            ],
            1,
        ),
    ],
)
def test_the_gate_and_the_filters_decide(piiscan, share, arguments, code):
    assert piiscan("scan", "-j0", "-q", share, *arguments).code == code


def test_3_nothing_found_but_something_not_read(piiscan, clean):
    (clean / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more that makes sense")
    result = piiscan("scan", "-j0", "-f", "jsonl", clean)
    assert result.code == 3
    assert result.records[-1]["complete"] is False
    assert "not read" in result.err


def test_findings_go_before_gaps(piiscan, share):
    (share / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more that makes sense")
    assert piiscan("scan", "-j0", "-q", share).code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say what to do: scan, "),
        (["ledger"], "say what to do: status, clear"),
        (["tickets", "x"], "missing option '--for'. choose from: jira, jira-csv, "),
        (["scan", "-", "--stdin-filename"], "try 'piiscan scan --help'"),
        (["scan", ".", "--stdin-filename", "a.csv"], "--stdin-filename names standard input: give it as a PATH, -"),
        (["scan", ".", "--sample", "3"], "--sample is about tables of databases: give one by its URL"),
        (["scan", ".", "--limit", "cells"], "'cells' is not like cells=1000000 (a limit, and a number)"),
        (["scan", ".", "-j", "many"], "'many' is not a valid whole number."),
        (["scan", ".", "--deadline", "soon"], "'soon' is not a valid number."),
        (["scan", ""], "no such file or directory: ''"),
        (["scan", "ftp://host/x"], "ftp:// is none of the URLs read: s3, "),
        (["scan", "sqlite:///none.db"], "none.db (an absolute path has a slash of its own"),
        (["scan", ".", "--max-rate", "fast"], "'fast' is no rate such as 50M or 200files"),
        (["scan", ".", "-o", "."], "is a directory"),
        (["scan"], "Missing argument"),
        (["scna"], "No such command"),
        (["scan", "--no-such-option", "."], "no such option"),
        (["scan", "-f", "xml", "."], "'xml' is not one of"),
        (["scan", "/no/such/path"], "no such file or directory: /no/such/path"),
        (["scan", ".", "--max-expanded", "much"], "is not a size"),
        (["scan", ".", "--max-expanded", "0"], "is not a size"),
        (["scan", ".", "-j", "-1"], "-1"),
        (["scan", ".", "--deadline", "0"], "0"),
        (["scan", ".", "--deadline", "nan"], "nan is not a number of seconds"),
        (["scan", ".", "--deadline", "inf"], "inf is not a number of seconds"),
        (["scan", ".", "--max-expanded", "9999999999999T"], "is not a size"),
        (["scan", ".", "--limit", f"cells={'9' * 5000}"], "is not a size"),
        (["scan", ".", "-o", "/"], "is a directory"),
        (["scan", ".", "--key-file", "/"], "key file /: is not a regular file"),
        (["scan", ".", "--exclude", "#"], "--exclude"),
        (["scan", ".", "--key-file", "/no/such/key"], "key file /no/such/key"),
        (["scan", ".", "-o", "/no/such/directory/report"], "no such file or directory"),
    ],
)
def test_2_wrong_usage(piiscan, arguments, words):
    result = piiscan(*arguments)
    assert result.code == 2
    assert words.lower() in result.err.lower()
    assert not result.out
    assert all(line.startswith("piiscan: ") for line in result.err.splitlines())
    assert "\\x" not in result.err  # nothing of what click lays out is shown as it must not be


def options_with_numbers():
    """Every option of every command that takes a number, as the arguments before its name."""
    commands = [((), cli)]
    while commands:
        words, command = commands.pop()
        commands += [((*words, name), under) for name, under in getattr(command, "commands", {}).items()]
        for option in command.params:
            if isinstance(option, click.Option) and (
                isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
                or option.metavar in {"SIZE", "RATE", "NAME=N"}
            ):
                yield pytest.param(words, option, id=" ".join((*words, option.opts[0])))


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "-1", "-0.5", "1e400", "", " ", "0x10", "9" * 5000])
@pytest.mark.parametrize(("words", "option"), list(options_with_numbers()))
def test_2_a_number_that_is_none(piiscan, words, option, number):
    result = piiscan(*words, f"{option.opts[-1]}={number}", ".")
    assert (result.code, result.out) == (2, "")
    assert "internal" not in result.err


@pytest.mark.parametrize("place", [["-o"], ["-o", "other", "--report"]])
def test_2_a_report_in_the_place_of_what_is_scanned(piiscan, share, monkeypatch, place):
    # `scan pay.csv -o pay.csv` read nothing, left itself out, and wrote its report over the file.
    monkeypatch.chdir(share)
    data = (share / "pay.csv").write_bytes(b"name,ssn\nAnn Lee,010-94-0001\n")
    target = f"{'json=' if len(place) > 1 else ''}{share}/pay.csv"
    result = piiscan("scan", "pay.csv", *place, target)
    assert (result.code, "a report would take the place of what is to be scanned" in result.err) == (2, True)
    assert len((share / "pay.csv").read_bytes()) == data


@pytest.mark.parametrize("place", [["-o"], ["-o", "other", "--report"]])
@pytest.mark.parametrize(
    "option", ["--key-file", "--ledger", "--names-file", "--password-file", "--public-records", "--db-password-file"]
)
def test_2_a_report_in_the_place_of_a_file_that_the_run_needs(piiscan, share, tmp_path, monkeypatch, place, option):
    # The report took the place of the key, so that no later report had the same fingerprints; a ledger and a report
    # that were to be one file ended as an internal error.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PASSWORD_FILE, "")  # and not what the run leaves there, for the tests behind this one
    kept = (tmp_path / "kept").write_bytes(b"k" * 32)
    target = f"{'json=' if len(place) > 1 else ''}{tmp_path}/kept"
    result = piiscan("scan", option, "kept", share, *place, target)
    assert (result.code, f"{option} kept: a report would take its place" in result.err) == (2, True)
    assert len((tmp_path / "kept").read_bytes()) == kept


def test_no_error_of_ours_has_clicks_own_exit_code():
    assert Failure("x").exit_code == 2


@pytest.mark.parametrize("debug", [False, True])
def test_2_an_unexpected_error_tells_its_class_and_nothing_it_holds(piiscan, clean, monkeypatch, debug):
    def fail(*_, **__):
        raise ValueError("010-94-0001")

    monkeypatch.setattr("piiscan.cli.run.Tally", fail)
    if debug:
        monkeypatch.setenv("PIISCAN_DEBUG", "1")
    result = piiscan("scan", "-j0", clean)
    assert result.code == 2
    assert "internal error: ValueError" in result.err
    assert "010-94-0001" not in result.err
    assert ("in fail" in result.err) is debug


def test_help_and_version_exit_0(piiscan):
    for arguments in (["--help"], ["scan", "-h"], ["--version"], ["schema"]):
        result = piiscan(*arguments)
        assert (result.code, result.err) == (0, "")
        assert result.out


@pytest.mark.parametrize("arguments", [["--help"], ["ledger", "--help"]])
def test_the_list_of_commands_says_a_whole_sentence_of_each(piiscan, monkeypatch, arguments):
    monkeypatch.setenv("COLUMNS", "80")
    told = piiscan(*arguments).out.partition("Commands:\n")[2].splitlines()
    assert told
    assert all(re.match(r"  [a-z]+ +[A-Z].*[a-z)]\.\Z", line) for line in told), told


def test_sizes():
    assert [size(text) for text in ("1", "2k", "3 MiB", "4G", "1TB")] == [
        1,
        2 << 10,
        3 << 20,
        4 << 30,
        1 << 40,
    ]


# Where the report goes, and what is in it


def test_a_report_file_says_the_same_as_standard_output(piiscan, share, tmp_path):
    printed = piiscan("scan", "-j0", "-f", "jsonl", share)
    written = piiscan("scan", "-j0", "-f", "jsonl", share, "-o", tmp_path / "report.jsonl")
    assert (tmp_path / "report.jsonl").read_text() == printed.out
    assert written.out == ""
    assert written.code == printed.code == 1
    assert "exit 1: 2 findings" in written.err


def test_a_dash_is_standard_output(piiscan, share):
    assert kinds(piiscan("scan", "-j0", "-f", "jsonl", "-o", "-", share).records)[0] == "run"


def test_a_report_inside_the_scanned_tree_is_not_scanned(piiscan, share, checked):
    report = share / "report.jsonl"
    for _ in range(2):  # the second time there is an old report as well
        piiscan("scan", "-j0", "-f", "jsonl", share, "-o", report)
        own = [
            record
            for record in checked(report.read_text())
            if record.get("file", "").endswith(("report.jsonl", "draft"))
        ]
        assert own
        assert {(record["status"], record["reason"]) for record in own} == {("not_scanned", "excluded")}
    assert sorted(path.name for path in share.iterdir()) == ["hr", "readme.txt", "report.jsonl"]


def test_a_failed_run_leaves_the_old_report(piiscan, share, tmp_path):
    report = tmp_path / "report"
    report.write_text("old")
    assert piiscan("scan", "-j0", share, "/no/such/path", "-o", report).code == 2
    assert report.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "share"]


def test_the_document_and_the_lines_hold_the_same(piiscan, share):
    lines = piiscan("scan", "-j0", "-f", "jsonl", share).records
    document = json.loads(piiscan("scan", "-j0", "-f", "json", share).out)
    assert [document["run"], *document["findings"], *document["outcomes"], document["summary"]] == sorted(
        lines, key=lambda record: ["run", "finding", "outcome", "summary"].index(record["type"])
    )


def test_the_table_is_the_default(piiscan, share):
    result = piiscan("scan", "-j0", share)
    assert "FINDINGS, worst files first" in result.out
    assert result.out.splitlines()[-2].startswith("exit 1: ")
    assert max(map(len, result.out.splitlines())) <= 80


@pytest.mark.parametrize("form", ["table", "jsonl", "json"])
def test_values_and_names_are_masked_everywhere(piiscan, share, form):
    result = piiscan("scan", "-j0", "-f", form, share)
    for raw in RAW:
        assert raw not in result.out
        assert raw not in result.err
    assert "X" in result.out


@pytest.mark.parametrize(
    "arguments",
    [[], ["-f", "jsonl"], ["-o", "-", "-f", "json"], ["-o", "FILE"], ["-o", "FILE", "-f", "table"]],
)
def test_reveal_is_refused_for_anything_but_a_json_file(piiscan, share, tmp_path, arguments):
    arguments = [str(tmp_path / "report") if argument == "FILE" else argument for argument in arguments]
    result = piiscan("scan", "-j0", share, "--reveal", *arguments)
    assert result.code == 2
    assert "--reveal" in result.err
    assert not result.out
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_reveal_puts_values_into_a_file_for_its_owner(piiscan, share, tmp_path, form, checked):
    report = tmp_path / "report"
    report.write_text("old, and readable by all")
    report.chmod(0o644)
    result = piiscan("scan", "-j0", share, "--reveal", "-f", form, "-o", report)
    assert result.code == 1
    assert '"010940001"' in report.read_text()
    assert "Quillfeather" in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    assert "010" not in result.err
    if form == "jsonl":
        checked(report.read_text())


def test_the_list_is_capped_and_the_counts_are_not(piiscan, share):
    rows = "".join(f"Ann Lee,010-94-{number:04}\n" for number in range(1, 31))
    (share / "hr" / "staff.csv").write_text("name,ssn\n" + rows)
    records = piiscan(
        "scan", "-j0", "-f", "jsonl", "--max-findings-per-file", 5, share, "--include", "staff.csv"
    ).records
    closing = next(record for record in records if record.get("file") == "hr/staff.csv" and record["type"] == "outcome")
    assert kinds(records).count("finding") == closing["listed"] == 5
    assert closing["counts"]["personal_information"] == {"ssn": 30}


# Names


@pytest.mark.parametrize("form", ["table", "jsonl", "json"])
def test_a_file_name_cannot_act_on_a_terminal_or_forge_a_line(piiscan, tmp_path, form):
    root = tmp_path / "odd"
    root.mkdir()
    (root / ODD).write_bytes(STAFF)
    (root / (ODD + ".zip")).write_bytes(b"PK\x03\x04 broken")
    result = piiscan("scan", "-j0", "-f", form, root)
    assert result.code == 1
    assert result.out.replace("\n", "").isprintable()
    if form == "jsonl":
        assert {record["file"] for record in result.records if "file" in record} == {ODD, ODD + ".zip"}
    if form == "table":
        assert "q\\x1b[2J\\u202efdp.exe\\x0a\\xff.csv" in result.out


def test_an_error_with_an_odd_name_is_escaped(piiscan):
    result = piiscan("scan", "/no/\x1b[2J\nx")
    assert "\x1b" not in result.err
    assert len(result.err.splitlines()) <= 2


def test_standard_input(piiscan):
    result = piiscan("scan", "-j0", "-f", "jsonl", "-", "--stdin-filename", "export.csv", stdin=STAFF)
    assert result.code == 1
    assert {record["file"] for record in result.records if "file" in record} == {"export.csv"}


# Keys


def test_the_key_is_made_once_and_ids_stay_the_same(piiscan, share, home):
    first, second = (piiscan("scan", "-j0", "-f", "jsonl", share) for _ in range(2))
    assert "made a key" in first.err
    assert "made a key" not in second.err
    assert first.out == second.out
    (key,) = home.rglob("key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_bytes().hex() not in first.out


def test_another_key_gives_other_ids_and_nothing_else(piiscan, share, tmp_path, home):
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)
    own = piiscan("scan", "-j0", "-f", "jsonl", share).records
    given = piiscan("scan", "-j0", "-f", "jsonl", share, "--key-file", key).records
    for ours, theirs in zip(own, given, strict=True):
        differ = {name for name in ours if ours[name] != theirs[name]}
        assert differ == {"run": {"key_id"}, "finding": {"id", "subject"}}.get(ours["type"], set())
    assert list(home.rglob("key"))


def test_a_given_key_makes_none(piiscan, clean, tmp_path, home):
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    result = piiscan("scan", "-j0", clean, "--key-file", key)
    assert result.code == 2
    assert "others can read it" in result.err
    assert not list(home.rglob("key"))


# Colour and noise


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(piiscan, share, monkeypatch, arguments, environment, coloured):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in piiscan("scan", "-j0", share, *arguments).out) is coloured


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({}, False),
    ],
)
def test_colour_on_a_terminal(environment, coloured):
    from piiscan.cli.look import _coloured

    assert bool(_coloured("auto", environment, terminal=True, file=False)) is coloured


def test_a_file_has_no_colour_unless_asked(piiscan, share, tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    piiscan("scan", "-j0", share, "-o", tmp_path / "report")
    assert "\x1b" not in (tmp_path / "report").read_text()


def test_quiet_is_quiet(piiscan, share):
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", share).err == ""


# The schema, and what the help costs


def test_the_schema_is_printed(piiscan):
    assert json.loads(piiscan("schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_command_line_imports_click_and_little_else():
    heavy = "numpy hyperscan regex lxml pathspec jsonschema openpyxl ahocorasick pypdfium2 magic multiprocessing"
    code = f"import piiscan.cli, sys; print(*(set({heavy.split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == ""
    assert {
        "scan",
        "compare",
        "explain",
        "formats",
        "ledger",
        "mark",
        "merge",
        "plan",
        "report",
        "schema",
        "tickets",
        "inventory",
    } == set(cli.commands)
