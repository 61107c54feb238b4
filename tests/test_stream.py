"""The records: their shape against the published schema, what they keep back, and ids that stay the same."""

import copy
import json
from datetime import date
from importlib import resources

import jsonschema
import pytest
from msgspec.structs import replace

from piiscan.config import Config, PublicRecords, Rule
from piiscan.engines.base import nothing_in
from piiscan.engines.frames import nothing_frame, to_frame
from piiscan.model import (
    Axis,
    Classification,
    Element,
    Encryption,
    Finding,
    Kind,
    Outcome,
    Person,
    Reason,
    Residency,
    Source,
    Status,
    Step,
)
from piiscan.stream import clock, mask_name, nothing_record, ruleset, run_record, tell_apart, to_record
from piiscan.tally import Tally, is_gap

SCHEMA = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CONFIG = Config(key=bytes(range(32)))
SOURCE = Source("/share", "hr/a.zip", "/share/hr/a.zip", 1000)
SSN, CARD = "010940001", "4929000000006"
NAME = "Xanthippe Quillfeather"
MEMBER = Step(Axis.MEMBER, "staff.xlsx")
F17 = (MEMBER, Step(Axis.SHEET, "Payroll"), Step(Axis.ROW, 17), Step(Axis.COLUMN, 6))
G17 = (*F17[:-1], Step(Axis.COLUMN, 7))


def finding(**changes):
    values = {
        "source": SOURCE,
        "at": F17,
        "person": Person(NAME, NAME.lower(), 3, ("name:column",)),
        "elements": (
            Element(Kind.SSN, SSN, 0, 9, 3, ("column:ssn", "rule:ssn-area")),
            Element(Kind.PAYMENT_CARD, CARD, 10, 23, 2, ("check:luhn",)),
        ),
        "places": (F17, G17),
        "classification": Classification.PERSONAL_INFORMATION,
        "residency": Residency.MASSACHUSETTS,
        "grades": {"element": 3, "name": 3, "pair": 3, "residency": 2},
        "reasons": ("residency:zip",),
    }
    return Finding(**values | changes)


def outcome(**changes):
    values = {
        "source": SOURCE,
        "at": (),
        "status": Status.SCANNED,
        "media_type": "application/zip",
        "size": 1000,
    }
    return Outcome(**values | changes)


def checked(record):
    """The record as a reader gets it, after it passed the schema."""
    record = json.loads(json.dumps(record))
    VALIDATOR.validate(record)
    return record


def test_the_schema_is_a_schema_and_names_itself():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"]


def test_a_finding_in_full():
    record = checked(to_record(finding(), CONFIG))
    assert record["file"] == "hr/a.zip"
    assert record["container"] == ["staff.xlsx"]
    assert record["location"] == {
        "text": 'sheet "Payroll" › F17',
        "steps": [["MEMBER", "staff.xlsx"], ["SHEET", "Payroll"], ["ROW", 17], ["COLUMN", 6]],
        "line": None,
        "page": None,
        "byte": None,
        "sheet": "Payroll",
        "cell": "F17",
    }
    assert record["person"] == {"masked": "X… Q…", "grade": 3, "evidence": ["name:column"]}
    assert [element["location"]["cell"] for element in record["elements"]] == ["F17", "G17"]
    assert record["confidence"] == "high"
    assert record["duties"] == []


@pytest.mark.parametrize("reveal", [False, True])
def test_values_are_there_only_where_the_operator_asked(reveal):
    config = Config(key=CONFIG.key, reveal=reveal)
    text = json.dumps(checked(to_record(finding(), config)), ensure_ascii=False)
    for raw in (SSN, CARD, NAME, NAME.lower()):
        assert (raw in text) is reveal or raw == NAME.lower()
    assert NAME.lower() not in text
    assert SSN[:5] not in text.replace(SSN, "")


def test_revealed_values_stand_in_their_own_keys():
    record = checked(to_record(finding(), Config(key=CONFIG.key, reveal=True)))
    assert record["person"]["name"] == NAME
    assert [element["value"] for element in record["elements"]] == [SSN, CARD]


@pytest.mark.parametrize(
    ("grades", "confidence"),
    [((3, 3, 3), "high"), ((3, 2, 3), "medium"), ((1, 3, 3), "low"), ((3, 3, 1), "low"), ((3, 0, 0), "low")],
)
def test_confidence_is_the_weakest_atom_whatever_the_residency(grades, confidence):
    atoms = dict(zip(("element", "name", "pair"), grades, strict=True))
    for residency in (0, 3):
        record = checked(to_record(finding(grades=atoms | {"residency": residency}), CONFIG))
        assert record["confidence"] == confidence


def test_a_number_without_a_person():
    record = checked(to_record(finding(person=None, classification=Classification.ELEMENT_ONLY), CONFIG))
    assert record["person"] is None


def test_places_of_text():
    at = (Step(Axis.LINE, 12), Step(Axis.COLUMN, 5), Step(Axis.BYTE, 400))
    location = checked(to_record(finding(at=at, places=(at, at)), CONFIG))["location"]
    assert location["text"] == "line 12 › column 5"
    assert (location["line"], location["byte"], location["cell"]) == (12, 400, None)


def test_ids_are_128_bits_in_hex_and_say_nothing_without_the_key():
    first = to_record(finding(), CONFIG)
    other = to_record(finding(), Config(key=bytes(32)))
    assert len(first["id"]) == len(first["subject"]) == 32
    assert {first["id"], first["subject"]}.isdisjoint({other["id"], other["subject"]})


def test_an_id_does_not_depend_on_the_place_in_the_file_or_on_order():
    moved = (*F17[:2], Step(Axis.ROW, 99), Step(Axis.COLUMN, 6))
    swapped = finding(at=moved, places=(moved, moved), elements=finding().elements[::-1])
    assert to_record(swapped, CONFIG)["id"] == to_record(finding(), CONFIG)["id"]


@pytest.mark.parametrize(
    "changes",
    [
        {"source": Source("/share", "hr/b.zip", "/share/hr/b.zip", 1000)},
        {"at": F17[1:]},
        {"person": Person("Ann Lee", "ann lee", 3)},
        {"person": None},
        {"elements": finding().elements[:1], "places": (F17,)},
        {"elements": (Element(Kind.SSN, "010940002", 0, 9, 3), finding().elements[1])},
    ],
)
def test_an_id_depends_on_file_container_person_and_values(changes):
    assert to_record(finding(**changes), CONFIG)["id"] != to_record(finding(), CONFIG)["id"]


def test_of_a_file_with_nothing_in_it_the_same_is_said_as_of_others():
    for path in ("a.txt", "hr/Ann Lee 773-01-0001.txt"):
        source = replace(SOURCE, path=path)
        assert nothing_record(source, "text/csv") == checked(to_record(nothing_in(source, "text/csv"), CONFIG))


@pytest.mark.parametrize("at", [(), (MEMBER,), (MEMBER, Step(Axis.PART, "header")), (Step(Axis.LINE, 2), MEMBER)])
@pytest.mark.parametrize(
    "more",
    [
        {"reason": Reason.CHANGED, "detail": "x"},
        {"detail": "changed while it was read, and was read again"},
        {"encryption": Encryption("plain")},
        {"counts": {"persons": {"massachusetts": 1}}},
        {"listed": 1},
        {"beside": ("key.txt",)},
        {"status": Status.PARTIAL},
    ],
)
def test_of_a_member_with_nothing_in_it_the_same_is_said_as_of_others(at, more):
    nothing = Outcome(SOURCE, at, Status.SCANNED, media_type="text/plain", size=9)
    assert nothing.is_nothing
    record = to_record(nothing, CONFIG)
    assert nothing_frame(record) == to_frame(record)
    other = replace(nothing, **more)
    assert not other.is_nothing
    said = to_record(other, CONFIG)
    assert list(said)[: len(record)] == list(record)
    assert {key for key in record if said[key] != record[key]} <= set(more)
    assert said != record


def test_a_subject_is_the_same_in_every_file():
    elsewhere = finding(
        source=Source("/other", "copy.csv", "/other/copy.csv", 1), at=F17[1:], places=(F17[1:], G17[1:])
    )
    assert to_record(elsewhere, CONFIG)["subject"] == to_record(finding(), CONFIG)["subject"]
    assert to_record(finding(person=None), CONFIG)["subject"] != to_record(finding(), CONFIG)["subject"]


def ids_of(events, config=CONFIG):
    records = list(tell_apart(to_record(event, config) for event in events))
    for record in records:
        checked(record)
    return [record["id"] for record in records if record["type"] == "finding"]


def test_findings_alike_are_told_apart_and_come_out_the_same_again():
    other = finding(source=Source("/share", "else.csv", "/share/else.csv", 1))
    ids = ids_of([finding(), finding(), outcome(at=(MEMBER,)), finding(), outcome(), other])
    assert len(set(ids)) == 4
    assert ids[0] == to_record(finding(), CONFIG)["id"]
    assert ids_of([other, finding(), finding(), finding()]) == [ids[3], *ids[:3]]


def test_a_file_of_another_root_is_another_file():
    other = finding(source=Source("/other", SOURCE.path, "/other", 1))
    assert ids_of([finding(), other])[1] == to_record(finding(), CONFIG)["id"]


def test_past_the_bound_of_memory_the_place_tells_findings_apart(monkeypatch):
    monkeypatch.setattr("piiscan.stream._TELL_APART", 1)
    at = [(Step(Axis.LINE, line),) for line in (1, 2)]
    others = [finding(person=None, at=place, places=(place, place)) for place in at]
    ids = ids_of([finding(), *others, finding()])
    assert len(set(ids)) == 4
    monkeypatch.undo()
    assert ids_of([finding(), *others, finding()])[3] == ids[3]


def test_without_a_key_no_id_is_made_of_a_value():
    record = checked(to_record(finding(), Config()))
    other = (Element(Kind.SSN, "987654320", 0, 9, 3), Element(Kind.PAYMENT_CARD, "1", 10, 23, 2))
    assert record["subject"] is None
    assert to_record(finding(elements=other, person=Person("B C", "b c", 3)), Config())["id"] == record["id"]
    assert to_record(finding(at=G17), Config())["id"] != record["id"]


def test_names_are_masked_to_two_initials():
    assert mask_name("ann marie lee") == "A… M…"
    assert mask_name("a lee") == "A… L…"
    assert mask_name("o'brien") == "O…"


def test_an_outcome_in_full():
    record = checked(
        to_record(
            outcome(
                at=(MEMBER, Step(Axis.DECODED, "gzip")),
                status=Status.NOT_SCANNED,
                reason=Reason.ENCRYPTED,
                detail="needs a password",
                encryption=Encryption("encrypted", "AES", 256),
                counts={"personal_information": {"ssn": 3}, "persons": {"massachusetts": 2}},
                listed=3,
            ),
            CONFIG,
        )
    )
    assert record["container"] == ["staff.xlsx", "gzip"]
    assert record["encryption"] == {
        "verdict": "encrypted",
        "algorithm": "AES",
        "bits": 256,
        "key_beside": None,
        "opened": False,
    }
    assert record["counts"] == {"personal_information": {"ssn": 3}, "persons": {"massachusetts": 2}}


def test_the_outcome_of_a_part_is_not_taken_for_the_files_own():
    part = outcome(at=(Step(Axis.PAGE, 3),), status=Status.PARTIAL, reason=Reason.UNSUPPORTED)
    assert checked(to_record(part, CONFIG))["container"] == ["page 3"]


def test_names_that_are_not_utf8_come_through_exactly():
    odd = Source("/share", "a\udcff\u202e\x1b[2J\n.csv", "/share/x", 1)
    text = json.dumps(to_record(outcome(source=odd), CONFIG))
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["file"] == odd.path
    checked(json.loads(text))


def test_the_head_says_what_decides_the_result_and_never_the_key(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    record = checked(run_record(CONFIG, ["/share", "-"], {"exclude": ["*.log"]}, clock()))
    assert record["started"] == "1970-01-02T00:00:00Z"
    assert record["options"]["exclude"] == ["*.log"]
    assert record["options"]["limits"]["depth"] == CONFIG.limits.depth
    assert len(record["key_id"]) == 8
    assert CONFIG.key.hex() not in json.dumps(record)
    assert repr(CONFIG.key) not in json.dumps(record)
    assert run_record(Config(), [], {}, clock())["key_id"] is None


def test_the_rules_have_a_steady_name():
    assert len(ruleset()) == 16
    assert ruleset() == ruleset()


def test_the_rules_are_named_by_every_file_of_theirs(tmp_path, monkeypatch):
    for room in ("data", "detectors", "matcher", "judge", "pairing"):
        (tmp_path / room / "names").mkdir(parents=True)
    monkeypatch.setattr("piiscan.stream.resources.files", lambda _: tmp_path)
    names = {ruleset()}
    deep = tmp_path / "pairing" / "names" / "grade.py"
    for place in (deep, deep.with_name("words.py"), tmp_path / "judge" / "verdict.py"):
        place.write_text("one")
        names.add(ruleset())
        place.write_text("two")
        names.add(ruleset())
    assert len(names) == 7
    (deep.parent / "grade.pyc").write_text("what Python made of it")
    (deep.parent / "_kernel.abi3.so").write_text("what a compiler made of it, which not every machine has")
    assert ruleset() in names


@pytest.mark.parametrize(
    ("status", "reason", "encryption", "gap"),
    [
        (Status.SCANNED, None, None, False),
        (Status.SCANNED, None, Encryption("plain"), False),
        (Status.PARTIAL, Reason.CORRUPT, None, True),
        (Status.NOT_SCANNED, Reason.UNSUPPORTED, None, True),
        (Status.NOT_SCANNED, Reason.LIMIT, None, True),
        (Status.NOT_SCANNED, Reason.EXCLUDED, None, False),
        (Status.NOT_SCANNED, Reason.SPECIAL, None, False),
        (Status.NOT_SCANNED, Reason.ENCRYPTED, Encryption("encrypted", "AES", 256), False),
        (Status.NOT_SCANNED, Reason.ENCRYPTED, Encryption("weak", "RC4", 40), True),
        (Status.NOT_SCANNED, Reason.ENCRYPTED, Encryption("opaque"), True),
        (Status.NOT_SCANNED, Reason.ENCRYPTED, None, True),
        (Status.PARTIAL, Reason.CORRUPT, Encryption("encrypted"), True),
    ],
)
def test_what_leaves_the_coverage_incomplete(status, reason, encryption, gap):
    record = checked(to_record(outcome(status=status, reason=reason, encryption=encryption), CONFIG))
    assert is_gap(record) is gap
    tally = Tally()
    tally.add(record)
    assert checked(tally.summary_record(0, "", "2026-01-01T00:00:00Z"))["complete"] is not gap


def test_the_summary_adds_up_files_and_members():
    tally = Tally()
    counts = {
        "personal_information": {"ssn": 3},
        "weak": {"ssn": 1},
        "lookalike": {"label:other": 2},
        "persons": {"massachusetts": 2, "unknown": 1},
    }
    other = Source("/share", "b.csv", "/share/b.csv", 24)
    events = [
        finding(),
        finding(),
        outcome(at=(MEMBER,), counts=counts, status=Status.PARTIAL, reason=Reason.CORRUPT, size=5000),
        outcome(listed=2),
        outcome(source=other, size=24, counts={"personal_information": {"ssn": 1, "payment_card": 2}}),
    ]
    for event in events:
        tally.add(checked(to_record(event, CONFIG)))
    record = checked(tally.summary_record(1, "why", "2026-01-01T00:00:00Z"))
    assert record["files"] == {
        "total": 2,
        "scanned": 2,
        "partial": 0,
        "not_scanned": 0,
        "reasons": {},
        "bytes": 1024,
    }
    assert record["members"] == {
        "total": 1,
        "scanned": 0,
        "partial": 1,
        "not_scanned": 0,
        "reasons": {"corrupt": 1},
    }
    assert record["counts"] == {
        "lookalike": {"label:other": 2},
        "personal_information": {"payment_card": 2, "ssn": 4},
        "weak": {"ssn": 1},
    }
    assert record["persons"] == {"massachusetts": 2, "unknown": 1, "elsewhere": 0}
    assert (record["listed"], record["gaps"], record["complete"]) == (2, 1, False)
    assert record["exit_reason"] == "why"


def test_an_interrupted_run_is_not_complete():
    record = checked(Tally().summary_record(130, "", "2026-01-01T00:00:00Z", interrupted=True))
    assert (record["complete"], record["interrupted"]) == (False, True)


RULE = Rule("deeds", (Kind.SSN,), "statute", "book 7", "counsel", date(2026, 6, 30), path="deeds/")
RECORDS = PublicRecords((RULE, replace(RULE, id="old", expires=date(2025, 1, 1))), "0" * 64, date(2026, 1, 1))
EXPIRED = {rule.id: RECORDS.expired(rule) for rule in RECORDS.rules}


def test_the_summary_tells_what_became_of_each_rule():
    tally = Tally()
    counts = {"excluded": {"ssn": 2}, "excluded_by": {"deeds": 2}, "excluded_persons": {"unknown": 1}}
    for size in (1, 2):
        tally.add(to_record(outcome(counts=counts, size=size), CONFIG))
    record = checked(tally.summary_record(0, "", "2026-01-01T00:00:00Z", EXPIRED))
    assert record["counts"] == {"excluded": {"ssn": 4}}
    assert record["public_records"] == {
        "excluded_by": {"deeds": 4},
        "excluded_persons": {"massachusetts": 0, "unknown": 2, "elsewhere": 0},
        "expired": ["old"],
        "unmatched": [],
    }
    record = checked(Tally().summary_record(0, "", "2026-01-01T00:00:00Z", EXPIRED))
    assert record["public_records"]["unmatched"] == ["deeds"]


def wrong_records():
    good = json.loads(json.dumps(to_record(finding(), CONFIG)))
    end = json.loads(json.dumps(to_record(outcome(), CONFIG)))
    run = json.loads(json.dumps(run_record(CONFIG, [], {}, "2026-01-01T00:00:00Z")))
    summary = json.loads(json.dumps(Tally().summary_record(0, "", "2026-01-01T00:00:00Z")))

    def with_change(record, *path, value):
        record = copy.deepcopy(record)
        inner = record
        for key in path[:-1]:
            inner = inner[key]
        if value is KeyError:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
        return record

    yield from (with_change(good, key, value=KeyError) for key in good)
    yield from (with_change(end, key, value=KeyError) for key in end)
    yield from (with_change(run, key, value=KeyError) for key in run)
    yield from (with_change(summary, key, value=KeyError) for key in summary)
    yield with_change(good, "surprise", value=1)
    yield with_change(good, "type", value="found")
    yield with_change(good, "classification", value="PI")
    yield with_change(good, "id", value="0001")
    yield with_change(good, "elements", value=[])
    yield with_change(good, "elements", 0, "kind", value="passport")
    yield with_change(good, "elements", 0, "raw", value=SSN)
    yield with_change(good, "person", "surname", value="Lee")
    yield with_change(good, "grades", "element", value=4)
    yield with_change(good, "location", "line", value=0)
    yield with_change(good, "location", "steps", value=[["ROOM", 1]])
    yield with_change(good, "location", "cell", value="17F")
    yield with_change(end, "status", value="clean")
    yield with_change(end, "reason", value="corrupt")  # beside "scanned"
    yield with_change(end, "status", value="partial")  # without a reason
    yield with_change(end, "counts", value={"personal_information": {"passport": 1}})
    yield with_change(end, "encryption", value={"verdict": "maybe", "algorithm": None, "bits": None})
    yield with_change(run, "options", "key", value="00")
    yield with_change(run, "options", "names", value="00")
    yield with_change(run, "options", "names_file", value={"names": 2, "digest": "00"})
    ruled = json.loads(json.dumps(run_record(replace(CONFIG, public_records=RECORDS), [], {}, "2026-01-01T00:00:00Z")))
    assert VALIDATOR.is_valid(ruled)
    rules = ("options", "public_records", "rules")
    yield with_change(ruled, "options", "public_records", "sha256", value=KeyError)
    yield from (
        with_change(ruled, *rules, 0, key, value=KeyError) for key in ruled["options"]["public_records"]["rules"][0]
    )
    yield with_change(ruled, *rules, 0, "sha256", value="0" * 64)  # beside a path
    yield with_change(ruled, *rules, 0, "elements", value=["passport"])
    yield with_change(run, "schema_version", value="2.0")
    yield with_change(summary, "exit_code", value=4)
    used = json.loads(json.dumps(Tally().summary_record(0, "", "2026-01-01T00:00:00Z", EXPIRED)))
    assert VALIDATOR.is_valid(used)
    yield from (with_change(used, "public_records", key, value=KeyError) for key in used["public_records"])
    yield with_change(used, "public_records", "excluded_persons", value={"mars": 1})
    yield {}
    yield []


@pytest.mark.parametrize("record", list(wrong_records()))
def test_the_schema_refuses_what_is_not_a_record(record):
    assert not VALIDATOR.is_valid(record)
