"""The outside checks count right: real text by class and GB, labelled samples by kind, tables by difference."""

import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
import accuracy_real  # noqa: E402
import labelled  # noqa: E402
import labelled_sets  # noqa: E402
import oracle_reasons  # noqa: E402
import oracles  # noqa: E402


def run(script, *arguments):
    command = [sys.executable, BENCHMARKS / script, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def text(tmp_path):
    folder = tmp_path / "text"
    folder.mkdir()
    (folder / "manual.txt").write_text("A manual of 2024 pages.\n" * 400)
    (folder / "form.txt").write_text("Name: Ann Lee\nSSN: 773-01-0001\n")
    (folder / "note.txt").write_text("It was 773-01-0002 in the sample.\n")
    return folder


@pytest.mark.long
def test_findings_in_real_text_are_counted_by_class_and_gb(text, tmp_path):
    report = tmp_path / "report.jsonl"
    done = run("accuracy_real.py", "--show", "--workers", "0", "--report", report, text)
    size = sum(file.stat().st_size for file in text.iterdir())
    assert done.returncode == 1
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["personal_information", "1", f"{1e9 / size:.1f}"] in rows
    assert ["element_only", "1", f"{1e9 / size:.1f}"] in rows
    assert f"personal_information  {text}/form.txt › line 2" in done.stdout
    assert "773-01" not in done.stdout
    assert run("accuracy_real.py", "--bar", "1e12", "--report", report, "not read again").returncode == 0


def test_what_was_not_read_is_no_part_of_a_gb():
    outcome = {"type": "outcome", "container": [], "reason": None, "media_type": "text/plain"}
    tally = accuracy_real.count(
        iter(
            [
                outcome | {"status": "scanned", "bytes": 10**9},
                outcome | {"status": "scanned", "bytes": 5, "container": ["a.zip"]},
                outcome | {"status": "not_scanned", "bytes": 10**9, "reason": "unsupported"},
                {"type": "finding", "classification": "review", "elements": [{"kind": "ssn"}, {"kind": "ssn"}]},
            ]
        )
    )
    assert (tally.size, tally.per_gb("review"), tally.per_gb("test_value")) == (10**9, 1.0, 0.0)
    assert (tally.files, tally.elements) == ({"scanned": 1, "not_scanned": 1}, {"review ssn": 2})


LABELS = [
    {"file": "form.txt", "kind": "ssn", "value": "773-01-0001", "name": "Ann Lee"},
    {"file": "form.txt", "kind": "ssn", "value": "773-01-0009", "name": "Ann Lee"},
    {"file": "note.txt", "kind": "ssn", "value": "7730-1-0002", "neg": True},
    {"file": "form.txt", "kind": "ssn", "value": "773010001", "neg": True},  # contradicts the first
    {"file": "note.txt", "kind": "ssn", "value": "73-01-0002", "invalid": True, "name": "Bo Ray"},
]


def cells(done, *start):
    row = next(line.split() for line in done.stdout.splitlines() if line.split()[: len(start)] == list(start))
    return row[len(start) :]


@pytest.mark.long
def test_labelled_samples_are_scored_by_kind(text):
    (text / "labels.jsonl").write_text("".join(json.dumps(label) + "\n" for label in LABELS))
    done = run("labelled.py", "--misses", text)
    assert done.returncode == 0
    assert cells(done, "text", "ssn", "2") == ["2", "1", "1", "0.500", "1", "personal_information"]
    assert cells(done, "text", "ssn", "negative") == ["1", "0", "0", "0"]  # 773-01-0002 is there, not 7730-1-0002
    assert cells(done, "text", "ssn", "invalid") == ["1", "1", "0", "0"]
    misses = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    assert "4 labels, 1 left out" in done.stdout
    assert misses == ["  text form.txt: 1 ssn of a person, not found; labels 2 to 2"]


def test_sets_of_others_are_labelled_where_their_templates_have_a_number():
    assert doctest.testmod(labelled_sets) == (0, 1)
    who = dict.fromkeys(("EmailAddress", "StreetAddress", "City", "State", "ZipCode"), "x")
    who |= {"GivenName": "Ann", "Surname": "Lee"}
    makers = {"ssn": ("ssn", lambda: "773-01-0001")}
    found = labelled_sets.filled("I am {{person}}, SSN {{ssn}}, of {{city}}", who, makers)
    assert found == (
        "I am Ann Lee, SSN 773-01-0001, of x\n",
        [{"kind": "ssn", "value": "773-01-0001", "name": "Ann Lee"}],
    )
    assert labelled_sets.filled("{{first_name}}: {{ssn}}", who, makers)[1] == [{"kind": "ssn", "value": "773-01-0001"}]


@pytest.mark.long
def test_a_negative_that_is_reported_fails(text):
    (text / "labels.jsonl").write_text(json.dumps(LABELS[0] | {"neg": True}) + "\n")
    assert run("labelled.py", text).returncode == 1


def test_card_tables_differ_where_they_do():
    theirs = [
        oracles.Range("visa", "4", "4", (16, 18)),
        oracles.Range("amex", "34", "34", (15,)),
        oracles.Range("diners", "37", "37", (15,)),
        oracles.Range("maestro", "6", "6", (16,)),
        oracles.Range("elo", "636368", "636368", (16,)),
    ]
    found = oracles.compare_cards(theirs)
    assert set(found["ours beside a label only", "visa", "visa"]["40000000"]) == {18}
    assert set(found["ours only", "-", "visa"]["40000000"]) == {13, 19}
    assert set(found["another name", "diners", "amex"]["37000000"]) == {15}
    assert set(found["ours beside a label only", "elo", "maestro"]["63636800"]) == {16}
    assert not any("34000000" in prefixes for prefixes in found.values())


def test_licence_tables_differ_where_they_do():
    assert doctest.testmod(oracles) == (0, 2)
    ours = {"CA": oracles.pattern(("AN{7}",)), "MA": oracles.pattern(("'S'N{8}", "N{9}")), "NY": "[0-9]{9}"}
    theirs = {"CA": "^[A-Z][0-9]{7,8}$", "MA": "(^[A-Z][0-9]{8}$)|(^[0-9]{9}$)", "PR": "^[0-9]{7}$"}
    assert list(oracles.compare_licences(theirs, ours)) == ["CA: theirs AN8", "NY: only ours", "PR: only theirs"]


def test_a_difference_is_told_with_its_reason_and_a_new_one_counts(capsys):
    assert doctest.testmod(oracle_reasons) == (0, 2)
    known = {("another name", "visa", "dankort"): {"45710000": {16}}}
    assert oracles.print_cards(known, 4) == 0
    assert "Visa/Dankort" in capsys.readouterr().out
    assert oracles.print_cards(known | {("theirs only", "visa", "-"): {"45710000": {16}}}, 4) == 1
    assert oracles.NEW in capsys.readouterr().out
    assert oracles.print_licences("usdl-regex", ["RI: theirs N8", "RI: theirs N8 N9", "XX: only theirs"]) == 2
    assert capsys.readouterr().out.count(oracles.NEW) == 2


def test_without_npm_there_is_nothing_to_compare_with(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("oracles.py")
    assert (done.returncode, done.stdout) == (2, "")
    assert "npm, node" in done.stderr


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("51210600/9223382012EUR", "9223382012"),
        ("1291.99.348EUR", "129199348"),
        ("UBRTHUHB/12345678915/HUF", "12345678915"),
        ("BPHKPLPK/320000546101", "320000546101"),
        ("12300 000012345678", "000012345678"),
    ],
)
def test_an_account_is_labelled_with_its_bank_and_currency(value, told):
    label = labelled.Label("mt940", "a.sta", "account", value, None, negative=False, invalid=False, line=1)
    assert told in labelled.spellings(label)
    assert value.partition("/")[0] not in labelled.spellings(label)
