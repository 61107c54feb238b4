"""The whole program on the fixture share: what is found, where, and that nothing leaks.

`golden/share.tsv` holds one line for each finding and outcome: file, container, what, where. After a change that
is meant, make it anew: `PIISCAN_GOLDEN=write python -m pytest tests/test_share.py`.
"""

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from piiscan.cli import cli

ROOT = Path(__file__).parent.parent
SHARE = ROOT / "fixtures" / "share"
GOLDEN = Path(__file__).parent / "golden" / "share.tsv"
SCHEMA = json.loads((ROOT / "piiscan" / "data" / "schema.json").read_text("utf-8"))


def run(folder, name, *options):
    key = folder / "key"
    if not key.exists():
        key.touch(0o600)
        key.write_bytes(bytes(range(32)))
    report = folder / name
    command = [sys.executable, "-m", "piiscan", "scan", "fixtures/share", "-q", "-f", "jsonl"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1000000000"}
    done = subprocess.run(
        [*command, "-o", report, "--key-file", key, *options], cwd=ROOT, env=environment, check=False, timeout=100
    )
    assert done.returncode == 1
    return report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("share")


@pytest.fixture(scope="module")
def report(folder):
    return run(folder, "report.jsonl", "-j", "0")


@pytest.fixture(scope="module")
def records(report):
    return [json.loads(line) for line in report.read_text("utf-8").splitlines()]


def line_of(record):
    if record["type"] == "finding":
        what = [record["classification"], record["residency"], record["confidence"]]
        what.append("+".join(element["kind"] for element in record["elements"]))
        return [record["file"], " > ".join(record["container"]), *what, record["location"]["text"]]
    reason = record["reason"] or ""
    counts = json.dumps(record["counts"], sort_keys=True)
    return [record["file"], " > ".join(record["container"]), record["status"], reason, counts]


def test_the_findings_are_those_of_the_golden_file(records):
    lines = ["\t".join(line_of(record)) for record in records if record["type"] in {"finding", "outcome"}]
    text = "\n".join(lines) + "\n"
    if os.environ.get("PIISCAN_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_the_first_report_in_the_readme_is_what_is_said(report, monkeypatch):
    if not (SHARE / "hr" / "staff.xlsx").stat().st_mode & stat.S_IROTH:
        pytest.skip("this clone is closed to others, and the report says so")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True))
    with pytest.raises(SystemExit):
        cli.main(["report", "--no-config", str(report)])
    said = sys.stdout.buffer.getvalue().decode()
    section = (ROOT / "README.md").read_text("utf-8").split("What the first one prints (shortened):\n\n```\n")[1]
    at = 0
    for block in section.partition("```")[0].split("  …\n"):
        at = said.find(block.strip("\n"), at)
        assert at >= 0, block


@pytest.mark.long
def test_every_record_is_valid_by_the_published_schema(records):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in records:
        validator.validate(record)


def test_recall_precision_and_places_are_above_the_bars(folder):
    report = run(folder, "revealed.jsonl", "-j", "0", "--reveal")
    bars = ["--recall", "0.99", "--precision", "0.98", "--places", "0.99"]
    done = subprocess.run(
        [sys.executable, "fixtures/score.py", report, *bars], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_file_has_exactly_one_outcome(records):
    own = [record["file"] for record in records if record["type"] == "outcome" and not record["container"]]
    files = sorted(str(path.relative_to(SHARE)) for path in SHARE.rglob("*") if path.is_file())
    assert sorted(own) == files


def test_no_planted_value_and_no_name_is_in_the_report(report):
    text = report.read_text("utf-8")
    truth = json.loads((ROOT / "fixtures" / "truth.json").read_text("utf-8"))
    for planted in truth["planted"]:
        for element in planted["elements"]:
            value = element["value"]
            assert value not in text
            assert f"{value[:3]}-{value[3:5]}-{value[5:]}" not in text
        if planted.get("name"):
            assert planted["name"] not in text


@pytest.mark.long
@pytest.mark.parametrize("workers", ["3", *(pytest.param(few, marks=pytest.mark.slow) for few in ("1", "2", "8"))])
def test_the_stream_is_the_same_for_any_number_of_workers(folder, report, workers):
    assert run(folder, f"workers{workers}.jsonl", "-j", workers).read_bytes() == report.read_bytes()
