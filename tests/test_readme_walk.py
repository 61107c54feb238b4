"""The walk of the README, from a first scan to closed tickets and a clean scan: its very commands, and what they say."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).parent.parent
BLOCK = re.search(r"<!-- walk -->\n```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
STEPS = [step.partition("\n") for step in re.split(r"^\$ ", BLOCK[1], flags=re.MULTILINE)[1:]]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A directory as the walk begins in, with the program on the path."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(ROOT / "fixtures" / "share" / "finance", folder / "fixtures" / "share" / "finance")
    shutil.copytree(ROOT / "fixtures" / "share" / "secure", folder / "fixtures" / "share" / "secure")
    for file in folder.glob("fixtures/share/*/*"):
        file.chmod(0o644)
    (folder / "bin").mkdir()
    program = folder / "bin" / "piiscan"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m piiscan "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def walked(place):
    """What each command of the walk said, its exit code, and the tickets as they were then."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PIISCAN_", "XDG_"))},
        "HOME": str(place),
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1767225600",  # before any mark of it expires
    }
    results, tickets = [], []
    for command, _, _ in STEPS:
        done = subprocess.run(
            ["sh", "-c", f"umask 022\n{command}"],
            cwd=place,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        results.append((done.returncode, done.stdout))
        if command.startswith("piiscan tickets"):
            text = (place / "tickets.csv").read_text("utf-8-sig")
            tickets.append({row["id"]: row for row in csv.DictReader(text.splitlines(keepends=True))})
    return results, tickets


def without_ids(text):
    """Ids depend on a key that is made on first use."""
    return re.sub(r"\b[0-9a-f]{8}\b", "(id)", text)


def test_every_command_says_what_the_walk_shows(walked):
    results, _ = walked
    for (command, _, shown), (_, said) in zip(STEPS, results, strict=True):
        at = 0
        for part in without_ids(shown).split("…\n"):
            at = without_ids(said).find(part.strip("\n"), at)
            assert at >= 0, (command, part, said)
        if "…\n" not in shown:
            assert without_ids(said).strip() == without_ids(shown).strip(), command


def test_the_exit_codes_are_those_it_tells(walked):
    results, _ = walked
    codes = {command: code for (command, _, _), (code, _) in zip(STEPS, results, strict=True)}
    failed = {command: code for command, code in codes.items() if code}
    assert list(failed.values()) == [1, 1]
    assert all(command.startswith("piiscan scan share -f") for command in failed)
    assert sum("piiscan scan" in command for command in codes) == 3


def test_a_second_import_updates_closes_and_duplicates_nothing(walked):
    _, (monday, wednesday, friday) = walked
    assert monday.keys() == wednesday.keys()
    assert {row["state"] for row in monday.values()} == {"new"}
    tracker = {own: dict(row) for own, row in monday.items()}
    for imported in (wednesday, friday):
        for own, row in imported.items():
            tracker[own] |= row
    assert {row["state"] for row in tracker.values()} == {"closed"}
    closed = {row["path"]: row["closed_because"] for row in tracker.values()}
    assert closed == {
        "share/direct-deposit.csv": "By the last scan its file is gone.",
        "share/payroll.ach": "By the last scan its file is gone.",
        "share/refund.txt": "Decided: test-data by R. Officer (made for a demo).",
        "share/wire.txt": "Decided: accepted until 2027-06-30 by CISO (the bank asks for it).",
    }


def test_what_was_closed_to_others_is_less_urgent(walked):
    _, (monday, wednesday, _) = walked
    (own,) = (own for own, row in monday.items() if row["path"] == "share/wire.txt")
    assert (monday[own]["mode"], wednesday[own]["mode"]) == ("0644", "0600")
    assert monday[own]["severity"] != wednesday[own]["severity"] == "low"
