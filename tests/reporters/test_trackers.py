"""GitLab's code quality report and DefectDojo's generic import, by what their importers ask for and refuse.

Their importers are programs of other languages or frameworks; what they check is written down here from their
documentation and behaviour: keys, types, lengths, and that ids are each of one finding.
"""

import io
import json
import re

import jsonschema
import pytest

from piiscan.model import Axis, Classification, Reason, Residency, Step
from piiscan.reporters import defectdojo, gitlab
from piiscan.reporters.terminal import Look

ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": "^[^/]|^/share"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
# What "Generic Findings Import" takes in a finding; a key that is not here fails the whole file.
TAKEN = {
    "date",
    "cwe",
    "cve",
    "epss_score",
    "epss_percentile",
    "cvssv3",
    "cvssv3_score",
    "cvssv4",
    "cvssv4_score",
    "mitigation",
    "impact",
    "steps_to_reproduce",
    "severity_justification",
    "references",
    "active",
    "verified",
    "false_p",
    "out_of_scope",
    "risk_accepted",
    "under_review",
    "is_mitigated",
    "thread_id",
    "mitigated",
    "numerical_severity",
    "param",
    "payload",
    "line",
    "file_path",
    "component_name",
    "component_version",
    "static_finding",
    "dynamic_finding",
    "scanner_confidence",
    "unique_id_from_tool",
    "vuln_id_from_tool",
    "sast_source_object",
    "sast_sink_object",
    "sast_source_line",
    "sast_source_file_path",
    "nb_occurences",
    "publish_date",
    "service",
    "planned_remediation_date",
    "planned_remediation_version",
    "effort_for_fixing",
    "tags",
    "kev_date",
    "known_exploited",
    "ransomware_used",
    "fix_available",
    "fix_version",
    "title",
    "severity",
    "description",
    "endpoints",
    "files",
    "vulnerability_ids",
    "cwes",
}
LENGTHS = {"title": 511, "file_path": 4000, "unique_id_from_tool": 500, "vuln_id_from_tool": 500}
ODD = "hr/\x1b[2J\u202e\n\udcff<b>|`@all [x](http://e.example).xlsx"


def written(reporter, records):
    out = io.StringIO()
    reporter.write(records, out, Look())
    assert out.getvalue().isascii()
    assert "\\ud" not in out.getvalue()
    return json.loads(out.getvalue())


def issues(records):
    found = written(gitlab, records)
    for issue in found:
        jsonschema.validate(issue, ISSUE)
    assert len({issue["fingerprint"] for issue in found}) == len(found)
    return found


def imported(records):
    """The findings as DefectDojo's importer takes them in."""
    document = written(defectdojo, records)
    assert set(document) <= {"name", "type", "version", "description", "static_tool", "dynamic_tool", "findings"}
    for item in document["findings"]:
        assert set(item) >= {"title", "severity", "description"}
        assert set(item) <= TAKEN
        assert item["severity"] in {"Info", "Low", "Medium", "High", "Critical"}
        assert item["title"]
        assert item["description"]
        for key, length in LENGTHS.items():
            assert len(item[key]) <= length
        for key in ("line", "nb_occurences", "scanner_confidence"):
            assert isinstance(item.get(key, 1), int)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", item["date"])
    ids = [item["unique_id_from_tool"] for item in document["findings"]]
    assert len(set(ids)) == len(ids)
    return document["findings"]


def everything(share):
    built = share()
    for number, kind in enumerate(Classification):
        built.found(f"{number}.xlsx", 2, classification=kind, residency=Residency.UNKNOWN)
    built.found("alone.xlsx", classification=Classification.ELEMENT_ONLY, person=None)
    for reason in Reason:
        if reason not in {Reason.LOOKALIKE, Reason.MASKED}:
            built.unread(f"{reason.value}.bin", reason)
    at = (Step(Axis.MEMBER, "in.csv"),)
    return built.unread("b.zip", Reason.ENCRYPTED, "needs a password", at, verdict="encrypted").found(ODD).unread(ODD)


@pytest.mark.parametrize("read", [issues, imported])
def test_everything_there_is_gets_in(share, read):
    records = list(everything(share).records())
    wanted = [one for one in records if one["type"] == "finding" or one.get("status", "scanned") != "scanned"]
    assert len(read(iter(records))) == len(wanted)


@pytest.mark.parametrize("read", [issues, imported])
def test_nothing_gets_in_where_there_is_nothing(share, read):
    assert read(share().found("a.xlsx", 0).records()) == []


def test_an_issue_of_gitlab(share):
    records = list(share(("exports",)).found("a.xlsx").unread("b.png").records())
    first, second = issues(iter(records))
    assert first["check_name"] == "piiscan/personal_information"
    assert first["severity"] == "major"
    assert first["description"] == (
        'personal information, Massachusetts: A… L…, ssn •••-••-0002, at sheet "Payroll" › F2'
        " (medium: who may read it is not known × 1 person)"
    )
    assert first["location"] == {"path": "exports/a.xlsx", "lines": {"begin": 1}}
    assert second["severity"] == "major"
    assert second["description"] == "not read: unsupported: an image"


@pytest.mark.parametrize(("read", "key"), [(issues, "fingerprint"), (imported, "unique_id_from_tool")])
def test_the_same_file_below_two_roots_is_two_findings(share, read, key):
    one, other = list(share().found("a.xlsx").records()), list(share(("/other",)).found("a.xlsx").records())
    assert one[1]["id"] == other[1]["id"]
    head = one[0] | {"roots": ["/share", "/other"]}
    stream = [head, *one[1:-1], *other[1:-1], one[-1]]
    if read is issues:
        other[1]["root"] = "/share2"
    assert len({item[key] for item in read(iter(stream))}) == 2


@pytest.mark.long
def test_the_ids_of_a_second_scan_are_those_of_the_first(share):
    for read, key in ((issues, "fingerprint"), (imported, "unique_id_from_tool")):
        first, second = (read(everything(share).records()) for _ in range(2))
        assert [item[key] for item in first] == [item[key] for item in second]


def test_a_finding_of_defectdojo(share):
    (item,) = imported(share().found("a.xlsx").records())
    assert item["severity"] == "Medium"
    assert item["severity_justification"] == "medium: who may read it is not known × 1 person"
    assert item["title"] == "personal information, Massachusetts: ssn in /share/a.xlsx"
    assert "- person: <code>A… L…</code>" in item["description"]
    assert item["date"] == "2026-01-01"
    assert item["scanner_confidence"] == 1


def test_a_name_cannot_be_mark_up_in_a_description(share):
    (item, _) = imported(share().found(ODD).unread(ODD).records())
    assert "<b>" not in item["description"]
    assert "](" not in item["description"]
    assert "@all" not in item["description"]


def test_a_very_long_name_fits(share):
    (item,) = imported(share().found("a/" * 4_000 + "b").records())
    assert len(item["title"]) == 511
