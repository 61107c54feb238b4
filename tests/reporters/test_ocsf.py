"""OCSF: every event is valid by the schema of the version it names."""

import io
import json

import jsonschema
import pytest

ocsf = pytest.importorskip("ocsf_json_schema", reason="carries the published schema")

from piiscan.model import Axis, Classification, Reason, Residency, Step  # noqa: E402
from piiscan.reporters import ocsf as reporter  # noqa: E402
from piiscan.reporters.terminal import Look  # noqa: E402


@pytest.fixture(scope="module")
def validators():
    schema = ocsf.OcsfJsonSchemaEmbedded(ocsf.get_ocsf_schema(version=reporter.VERSION))
    return {
        uid: jsonschema.Draft202012Validator(schema.get_class_schema(name))
        for uid, name in ((2006, "data_security_finding"), (6007, "scan_activity"), (6008, "application_error"))
    }


@pytest.fixture
def events(validators):
    def written(records):
        out = io.StringIO()
        reporter.write(records, out, Look())
        found = [json.loads(line) for line in out.getvalue().splitlines()]
        for event in found:
            validators[event["class_uid"]].validate(event)
        return found

    return written


def test_the_schema_refuses_what_is_wrong(share, events, validators):
    (finding, _) = events(share().found("a.xlsx").records())
    assert not validators[2006].is_valid(finding | {"severity_id": "high"})
    assert not validators[2006].is_valid(finding | {"finding_info": {}})


def test_a_finding_is_a_data_security_finding(share, events):
    records = list(share().found("hr/a.xlsx").records())
    (finding, scan) = events(iter(records))
    assert (finding["class_uid"], finding["type_uid"], finding["metadata"]["version"]) == (2006, 200601, "1.6.0")
    assert finding["finding_info"]["uid"] == records[1]["id"]
    assert finding["severity_id"] == 3
    assert finding["finding_info"]["desc"].endswith("(medium: who may read it is not known × 1 person)")
    assert finding["file"] == {"name": "a.xlsx", "path": "/share/hr/a.xlsx", "type_id": 1}
    assert finding["data_security"]["category_id"] == 1
    assert finding["data_security"]["discovery_details"][0]["occurrences"] == [{"cell_name": "F2"}]
    assert finding["time"] == 1767225600000
    assert (scan["class_uid"], scan["activity_id"], scan["num_detections"], scan["num_files"]) == (6007, 2, 1, 1)


def test_every_class_of_finding_is_valid(share, events):
    built = share()
    for number, kind in enumerate(Classification):
        built.found(f"{number}.xlsx", classification=kind, residency=Residency.UNKNOWN)
        if kind is Classification.ELEMENT_ONLY:
            built.found("alone.xlsx", classification=kind, person=None)
    severities = {event["finding_info"]["title"]: event["severity_id"] for event in events(built.records())[:-1]}
    assert severities["personal information, residency unknown"] == 3
    assert severities["number without a person"] == 2
    assert severities["published test number, residency unknown"] == 1


def test_what_was_not_read_is_an_event_each(share, events):
    at = (Step(Axis.MEMBER, "in.csv"),)
    built = share().unread("a.png").unread("b.zip", Reason.ENCRYPTED, "needs a password", at, verdict="encrypted")
    first, second, scan = events(built.records(3, interrupted=True))
    assert (first["class_uid"], first["severity_id"], first["status_code"]) == (6008, 3, "unsupported")
    assert (second["severity_id"], second["unmapped"]["container"]) == (1, "in.csv")
    assert (scan["activity_id"], scan["num_skipped_items"]) == (3, 1)


def test_no_name_can_act(share, events):
    finding, _ = events(share().found("hr/\x1b[2J\u202e\n\udcff.xlsx").records())
    assert finding["file"]["name"] == "\\x1b[2J\\u202e\\x0a\\xff.xlsx"
