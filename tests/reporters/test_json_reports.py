"""The two reports for programs: every record, in order, as JSON that validates."""

import io
import json

import pytest

from piiscan.cli.shared import FORMATS
from piiscan.model import Axis, Step
from piiscan.reporters import REPORTERS, json_document, jsonl, parts
from piiscan.reporters.terminal import Look

ODD = "hr/\x1b[2J\u202efdp.exe\n\udcff.xlsx"


def written(reporter, records):
    out = io.StringIO()
    reporter.write(records, out, Look())
    return out.getvalue()


def test_the_command_line_offers_every_reporter():
    assert tuple(reporter.name for reporter in REPORTERS) == FORMATS


def test_only_these_reports_have_a_place_for_values():
    assert [reporter.name for reporter in REPORTERS if reporter.carries_values] == ["jsonl", "json", "csv"]


def test_lines_are_the_records(share):
    built = share().found("a.xlsx", 3).unread("b.png").found(ODD)
    lines = written(jsonl, built.records()).splitlines()
    assert [json.loads(line) for line in lines] == list(built.records())


def test_lines_are_written_as_the_records_come(share):
    out = io.StringIO()
    records = share().found("a.xlsx", 3).records()
    seen = []

    def watched():
        for record in records:
            seen.append(out.getvalue().count("\n"))
            yield record

    jsonl.write(watched(), out, Look())
    assert seen == list(range(len(seen)))


@pytest.mark.parametrize("reporter", [jsonl, json_document])
def test_nothing_in_a_name_can_act_on_a_terminal(share, reporter):
    text = written(reporter, share().found(ODD).records())
    assert text.isascii()
    assert text.replace("\n", "").isprintable()


def test_the_document_holds_the_same_records(share, validator):
    built = share().found("a.xlsx", 2).unread("b.png").found("c.xlsx").unread("d.zip", at=(Step(Axis.MEMBER, "x"),))
    document = json.loads(written(json_document, built.records()))
    validator.validate(document)
    records = list(built.records())
    assert document["run"] == records[0]
    assert document["summary"] == records[-1]
    assert document["findings"] == [record for record in records if record["type"] == "finding"]
    assert document["outcomes"] == [record for record in records if record["type"] == "outcome"]


def test_a_document_without_anything_is_one_too(share, validator):
    document = json.loads(written(json_document, share().records()))
    validator.validate(document)
    assert document["findings"] == document["outcomes"] == []


def test_outcomes_that_do_not_fit_in_memory_wait_on_disk(share, monkeypatch):
    monkeypatch.setattr(parts, "_IN_MEMORY", 100)
    built = share()
    for number in range(50):
        built.unread(f"{number}.png")
    document = json.loads(written(json_document, built.records()))
    assert [outcome["file"] for outcome in document["outcomes"]] == [f"{number}.png" for number in range(50)]


def test_the_document_refuses_a_surprise(share, validator):
    document = json.loads(written(json_document, share().found("a.xlsx").records()))
    assert not validator.is_valid(document | {"surprise": 1})
    del document["summary"]
    assert not validator.is_valid(document)
