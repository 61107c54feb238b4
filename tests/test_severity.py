"""One severity, made of how open a file lies and how many persons are in it, and the same wherever it is shown."""

import csv
import html
import io
import json
import re

import pytest
from reporters.conftest import Share, share  # noqa: F401 - a fixture

from piiscan.model import Axis, Classification, Encryption, Step
from piiscan.reporters import REPORTERS, graded
from piiscan.reporters.terminal import Look
from piiscan.severity import Severity, Standing, grade, told

FACT = "mode 0644: every user may read it"


def written(form, records):
    out = io.StringIO()
    next(reporter for reporter in REPORTERS if reporter.name == form).write(records, out, Look())
    return out.getvalue()


def lying(built, level="wide", why=(FACT,)):
    """The records of a share whose files all lie so."""
    for record in told(built.records()):
        if record["type"] == "outcome" and not record["container"]:
            record["exposure"] = {"level": level, "why": list(why), "owner": "ann", "uid": 1, "readers": "everyone"}
        yield record


@pytest.mark.parametrize(
    ("level", "persons", "word"),
    [
        ("narrow", 9, "low"),
        ("narrow", 10, "medium"),
        ("narrow", 1000, "high"),
        ("some", 9, "medium"),
        ("some", 10, "high"),
        ("some", 1000, "critical"),
        ("unknown", 1, "medium"),
        ("of a later version", 1, "medium"),
        ("wide", 0, "high"),
        ("wide", 10, "critical"),
        ("wide", 1000, "critical"),
    ],
)
def test_it_is_exposure_times_persons(level, persons, word):
    found = grade(level, [FACT], persons, 0)
    assert found.severity.word == word
    for step in (1, 2):
        assert grade(level, [FACT], persons, step).severity == max(Severity.LOW, found.severity - step)
    assert grade(level, [FACT], persons, None).severity is Severity.INFO


def test_it_says_why():
    assert grade("wide", [FACT], 34, 0).text == "critical: every user may read it × 34 persons"
    assert grade("narrow", [FACT], 1, 0).text == "low: its owner and a small group may read it × 1 person"
    assert grade("some", ["is in the mail folder Sent"], 1200, 1).text == (
        "high: it is in the mail folder Sent × 1,200 persons; a step less: nothing that counts by 17.02 for sure"
    )


def test_a_finding_has_that_of_its_file_or_less(share):  # noqa: F811
    built = share()
    for kind in Classification:
        built.found("all.xlsx", 30, kind, person=None)
    lock = Encryption("encrypted", "AES", 256, opened=True)
    built.found("all.xlsx", encryption=lock)
    *records, _ = [record for record in lying(built) if record["type"] != "run"]
    one = records[-1]  # the outcomes of one file as one
    standing = Standing(one["exposure"]["level"], tuple(one["exposure"]["why"]), 30, 0)
    words, less = {}, {}
    for record in records:
        if record["type"] == "finding":
            key = "protected" if record.get("protected") else record["classification"]
            given = standing.of(record)
            words[key], less[key] = given.severity.word, given.why.partition("; ")[2]
    assert words == {
        "personal_information": "critical",
        "review": "high",
        "non_resident": "high",
        "element_only": "medium",
        **dict.fromkeys(["excluded", "test_value", "masked", "lookalike", "protected"], "info"),
    }
    assert {key: said for key, said in less.items() if said} == {
        "review": "a step less: to be reviewed",
        "non_resident": "a step less: a person living elsewhere",
        "element_only": "two steps less: a number without a person",
    }
    settled = records[0] | {"mark": {"as": "accepted", "settled": True}}
    assert standing.of(settled).severity is Severity.INFO


def test_findings_of_one_kind_are_graded_apart_where_one_was_settled(share):  # noqa: F811
    records = list(lying(share().found("a.xlsx", 12)))
    records[2]["mark"] = {"as": "accepted", "settled": True}
    words = [given.severity.word for record, given in graded.graded(records) if record["type"] == "finding"]
    assert (words[:3], words.count("info")) == (["critical", "info", "critical"], 1)


def test_a_file_has_one_severity_whatever_is_packed_in_it(share):  # noqa: F811
    built = share().found("a.zip", 2, member=(Step(Axis.MEMBER, "b.xlsx"),))
    outcomes = [record for record in built.records() if record["type"] == "outcome"]
    assert ["severity" in outcome for outcome in outcomes] == [False, True]


def test_what_was_settled_makes_no_file_severe(share):  # noqa: F811
    standing = Standing()
    for record in lying(share().found("a.xlsx", 20)):
        if record["type"] == "finding":
            record["mark"] = {"as": "false-positive", "settled": True}
        if record["type"] in {"finding", "outcome"}:
            standing.take(record)
    assert standing.grade().severity is Severity.INFO


SHOWN = {
    "csv": lambda text: {(row["severity"], row["severity_why"]) for row in csv.DictReader(io.StringIO(text[1:]))},
    "ocsf": lambda text: {
        (("", "info", "low", "medium", "high", "critical")[event["severity_id"]], event["unmapped"]["severity"]["why"])
        for event in map(json.loads, text.splitlines())
        if event["class_uid"] == 2006
    },
    "defectdojo": lambda text: {
        (item["severity"].lower(), item["severity_justification"].partition(": ")[2])
        for item in json.loads(text)["findings"]
    },
    "gitlab": lambda text: {
        (
            {"info": "info", "minor": "low", "major": "medium", "critical": "high", "blocker": "critical"}[
                item["severity"]
            ],
            re.search(r"\(\w+: ([^()]*)\)$", item["description"])[1],
        )
        for item in json.loads(text)
    },
    "sarif": lambda text: {
        (result["ruleId"].rpartition("-")[2], result["message"]["text"].rpartition(": ")[2])
        for result in json.loads(text)["runs"][0]["results"]
    },
    "json": lambda text: {
        (record["severity"]["word"], record["severity"]["why"]) for record in json.loads(text)["outcomes"]
    },
}


@pytest.mark.long
@pytest.mark.parametrize(("level", "word"), [("wide", "critical"), ("narrow", "medium")])
def test_every_report_shows_the_same(level, word):
    why = {
        "wide": "every user may read it × 34 persons",
        "narrow": "its owner and a small group may read it × 34 persons",
    }
    for form, shown in SHOWN.items():
        text = written(form, told(list(lying(Share().found("a.xlsx", 34), level))))
        assert shown(text) == {(word, why[level])}, form
    for form in ("table", "markdown", "html", "junit"):
        text = written(form, told(list(lying(Share().found("a.xlsx", 34), level))))
        plain = html.unescape(re.sub(r"<[^>]+>", "", text) if form == "html" else text)
        assert re.search(rf"{word}:? {why[level]}", plain), form


def test_github_ranks_a_result_as_its_rule(share):  # noqa: F811
    (run,) = json.loads(written("sarif", told(list(lying(share().found("a.xlsx", 34))))))["runs"]
    rule = run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]
    assert float(rule["properties"]["security-severity"]) > 9
    assert run["results"][0]["level"] == "error"


@pytest.mark.parametrize("reveal", [False, True])
def test_more_findings_than_wait_in_memory_come_in_their_order(share, monkeypatch, reveal):  # noqa: F811
    records = list(lying(share().found("a.xlsx", 25).unread("b.png").found("c.xlsx", 2)))
    whole = list(graded.graded(records))
    monkeypatch.setattr(graded, "WAITING", 4)
    if reveal:  # raw values wait in no file
        monkeypatch.setattr("tempfile.TemporaryFile", None)
    found = list(graded.graded(iter(records), reveal=reveal))
    assert found == whole
    assert [record for record, _ in found] == records
    assert [given.severity.word for record, given in found if record["type"] == "finding"] == ["critical"] * 25 + [
        "high"
    ] * 2


def test_a_stream_that_was_cut_off_gives_what_it_has(share):  # noqa: F811
    records = list(share().found("a.xlsx", 3).records())[:3]
    assert [given.text for _, given in graded.graded(records)][1:] == [
        "medium: who may read it is not known × no person counted"
    ] * 2
