"""What is explained is what the scan does: each candidate once, with the class it has, and nothing raw in it."""

import functools
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from piiscan.config import Config, Declared, PublicRecords, Rule
from piiscan.explain import codes, explain, records, render
from piiscan.matcher import KIND_OF
from piiscan.model import Finding, Kind, Source
from piiscan.reporters.terminal import Look
from piiscan.scan import scan_one
from piiscan.stream import tell_apart, to_record

ROOT = Path(__file__).parent.parent.parent
SHARE = ROOT / "fixtures" / "share"
TRUTH = json.loads((ROOT / "fixtures" / "truth.json").read_text(encoding="utf-8"))
FILES = sorted(path.relative_to(SHARE).as_posix() for path in SHARE.rglob("*") if path.is_file())
CONFIG = Config(max_findings_per_file=0, key=bytes(32))
SCHEMA = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))


def source_of(path, root):
    return Source(str(root), path, str(root / path), (root / path).stat().st_size)


@functools.cache
def told_of(file):
    """What is explained of a file of the share; nobody changes it."""
    return list(explain(source_of(file, SHARE), CONFIG))


class Lines(list):
    """A sink."""

    def write(self, text):
        self.append(text)


class Hits:
    """Looks on at a scan and counts the matcher's candidates by container and kind."""

    def __init__(self):
        self.found = Counter()

    def segment(self, _segment, hits, at):
        for kind in hits.kind.tolist():
            if kind in KIND_OF:  # else no number yet, see `matcher.titled`
                self.found[
                    tuple(step.at for step in at if step.axis in {"MEMBER", "DECODED"}), records.CANDIDATES[kind]
                ] += 1

    planned = passed_over = proved = unit = lambda *_: None


@pytest.fixture
def explained(tmp_path):
    """The explanations and the summary of some bytes as a file."""

    def run(data, name="file.txt", config=CONFIG, **options):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        records = list(explain(source_of(name, tmp_path), config, **options))
        return records[:-1], records[-1]

    return run


def by_element(records):
    """(finding, kind, masked, place, class, residency, grades) of every element of findings."""
    found = Counter()
    for record in records:
        for element in record["elements"]:
            place = json.dumps([record["container"], element["location"]["steps"]])
            grades = json.dumps(record["grades"])
            atoms = element["kind"], element["masked"], place, record["classification"], record["residency"], grades
            found[record["id"], *atoms] += 1
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_candidate_is_explained_once_and_has_the_class_of_the_scan(file):
    source, hits = source_of(file, SHARE), Hits()
    events = list(scan_one(source, CONFIG, hits))
    findings = [
        record for record in tell_apart(to_record(event, CONFIG) for event in events) if record["type"] == "finding"
    ]
    records = told_of(file)
    explanations = [record for record in records if record["type"] == "explanation"]
    seen = Counter((tuple(one["container"]), one["candidate"]) for one in explanations if one["candidate"])
    assert seen == hits.found
    told = Counter()
    for one in explanations:
        if one["finding"]:
            place = json.dumps([one["container"], one["location"]["steps"]])
            atoms = one["kind"], one["masked"], place, one["result"], one["residency"], json.dumps(one["grades"])
            told[one["finding"], *atoms] += 1
        else:
            assert one["result"] in {codes.WEAK, *codes.NO_ELEMENT}
    assert told == by_element(findings)
    assert records[-1]["type"] == "explained"
    assert sum(records[-1]["results"].values()) == len(explanations)
    assert "no-rule" not in records[-1]["refused_by"]
    places = [
        (one["container"], [step for step in one["location"]["steps"] if step[0] == "LINE"]) for one in explanations
    ]
    if file.endswith((".txt", ".log")):
        assert places == sorted(places)


def planted(file):
    """The raw values and names of the people in a file."""
    values, names = set(), set()
    for entry in TRUTH["planted"]:
        if entry["file"] == file:
            values |= {element["value"] for element in entry["elements"]}
            names |= {entry["name"]} - {None}
    return values, names


@pytest.mark.long
@pytest.mark.parametrize("file", sorted({entry["file"] for entry in TRUTH["planted"]}))
def test_nothing_raw_is_told_and_the_records_fit_their_schema(file):
    records = told_of(file)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in records:
        validator.validate(record)
    sink = Lines()
    render.write(records, sink, Look(100))
    values, names = planted(file)
    assert values
    for text in ("\n".join(map(json.dumps, records)), "".join(sink)):
        squeezed = re.sub(r"(?<=\w)[- .](?=\w)", "", text).upper()
        assert not [value for value in values if value in squeezed]
        assert not [name for name in names if name.upper() in text.upper()]


def test_planted_numbers_are_explained_as_what_they_are():
    kinds = Counter()
    for file in ("hr/staff.xlsx", "payroll/dependants.csv"):
        for record in told_of(file):
            kinds[record.get("kind"), record.get("result")] += 1
    assert kinds["ssn", "personal_information"] >= 78


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("666-12-3456", "area-666"),
        ("000-12-3456", "area-000"),
        ("900-01-3456", "area-9xx"),
        ("010-00-3456", "group-00"),
        ("010-12-0000", "serial-0000"),
        ("4024-0071-0002-7455", "luhn"),
        ("9999999999999995", "no-network"),
        ("0.4024007100027456", "decimal"),
        ("+4024007100027456", "telephone"),
        ("1010-94-0001", "part-of-longer"),
        ("cafe-010-94-0001", "uuid"),
        ("x010-94-0001", "inside-a-word"),
        ("10 20 010 94 0001 30 40", "row-of-numbers"),
        ("010-94 0001", "separators-differ"),
        ("ticket 010940001", "no-label"),
        ("item 4222222222222", "no-label:length"),
        ("12345678901234567890", "too-long"),
        ("license /12345678", "not-a-value"),
    ],
)
def test_a_refused_number_says_which_rule_refuses_it(explained, text, reason):
    records, summary = explained(f"Ann Lee {text}\n")
    assert [record["result"] for record in records] == ["refused"]
    assert reason in records[0]["reasons"]
    assert records[0]["why"] == [codes.code(one) for one in records[0]["reasons"]]
    assert summary["results"] == {"refused": 1}


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("ITIN 900-70-1234", "a.txt", "itin"),
        ("900-93-1234", "a.txt", "atin"),
        ("***-**-0001", "a.txt", "masked-ssn"),
        ("Ann Lee, order no. 010-94-0001", "a.txt", "label:order"),
        ("order_number,name\n010-94-0001,Ann Lee\n", "a.csv", "column:other"),
        ('{"order_number": "010-94-0001", "name": "Ann Lee"}', "a.json", "key:other"),
        ("Ann Lee, routing no. 011000015, account", "a.txt", "aba"),
    ],
)
def test_what_is_something_else_says_what(explained, text, name, reason):
    records, _ = explained(text + "\n", name)
    assert "lookalike" in {record["result"] for record in records}
    assert reason in {one for record in records for one in record["reasons"]}


def test_the_atoms_of_a_finding_are_told_in_words(explained):
    records, summary = explained("name,ssn,state\nAnn Lee,010-94-0001,MA\n", "a.csv")
    (one,) = records
    assert (one["result"], one["residency"], one["candidate"]) == (
        "personal_information",
        "massachusetts",
        "ssn_delimited",
    )
    assert one["pair"] == {"grade": 3, "by": "the same row"}
    assert one["person"]["masked"] == "A… L…"
    assert [why.partition(":")[0] for why in one["why"]] == ["element", "label", "person", "pair", "residency", "class"]
    assert "the column header says Social Security number" in one["why"][1]
    assert "Massachusetts by the state" in one["why"][4]
    assert summary["results"] == {"personal_information": 1}


def test_a_number_without_zeros_in_a_typed_column_is_told_though_the_matcher_saw_none(explained):
    records, _ = explained("name,ssn\nAnn Lee,10940001\n", "a.csv")
    (one,) = records
    assert (one["result"], one["candidate"], one["shape"]) == ("personal_information", None, "a cell as a whole")
    assert "restored:leading-zero" in one["element"]["evidence"]


def test_a_cell_of_a_list_in_running_text_is_told_as_one(explained):
    rows = (
        "00412  AMARAL, ROSA         010-94-0001  210   2,140.00  1,611.20  CK 8811409273\n"
        "00415  BOUDREAU, GUY        010-94-0002  210   2,400.00  1,790.44  SV 4410029918\n"
    )
    titles = "PAYROLL REGISTER           PERIOD ENDING 06/30/2024        PAGE 1\n"
    titles += "EMP#   NAME                 SSN          DEPT  GROSS     NET       BANK ACCT\n"
    records, _ = explained(titles + rows, "a.txt")
    accounts = [one["shape"] for one in records if one["kind"] == "financial_account" and one["element"]]
    assert accounts == ["a cell as a whole"] * 2


def test_a_header_says_why_a_column_of_digits_is_none_though_the_table_is_not_read(explained):
    records, _ = explained("order_number,name\n010940001,Ann Lee\n", "a.csv")
    (one,) = records
    assert (one["result"], one["reasons"]) == ("refused", ["no-label", "column:other"])
    assert one["location"]["text"] == "line 2 › column 1 (order_number)"


def test_the_label_that_decided_is_named(explained):
    records, _ = explained("Ann Lee SSN: 010-94-0001\norder no. 010-94-0002\n")
    assert [record["label"] for record in records] == [
        {"text": "ssn", "side": "before", "grade": 3},
        {"text": "order no", "side": "before", "grade": 3},
    ]
    assert records[1]["why"] == ['the label "order no" before it says an order or invoice (grade 3)']


def test_the_label_of_a_document_is_named_with_the_title_that_decided(explained):
    form = "Employee: Ann Lee\nDocument Title: {}\nIssuing Authority: Department of State\nDocument Number: S12345678\n"
    (one,), _ = explained(form.format("Driver's License"))
    assert (one["result"], one["label"]["text"]) == ("personal_information", "document number")
    assert "document-title" in one["element"]["evidence"]
    (one,), _ = explained(form.format("U.S. Passport"))
    assert (one["result"], one["label"]["text"]) == ("lookalike", "document number")


def test_a_weak_number_is_told_though_no_scan_lists_it(explained):
    records, summary = explained("TIN 010940001\n")
    assert [record["result"] for record in records] == ["weak"]
    assert records[0]["finding"] is None
    assert summary["results"] == {"weak": 1}


def test_a_public_record_rule_is_told(explained):
    from datetime import date

    rule = Rule("deeds", (Kind.SSN,), "law", "registry", "counsel", date(2030, 1, 1), path="/file.txt")
    config = Config(key=bytes(32), public_records=PublicRecords((rule,), "0" * 64, date(2026, 1, 1)))
    records, _ = explained("Ann Lee SSN 010-94-0001\n", config=config)
    assert records[0]["result"] == "excluded"
    assert {"excluded:deeds", "else:personal_information"} <= set(records[0]["reasons"])
    assert "the public-record rule deeds covers it" in records[0]["why"][-1]


@pytest.mark.parametrize("title", ["ssn", "vault entry"])
def test_a_declared_column_is_told(explained, title):
    from datetime import date

    rule = Declared("vault", "*.csv", (title,), "key in the HSM", "CISO", date(2030, 1, 1))
    config = Config(key=bytes(32), public_records=PublicRecords((), "0" * 64, date(2026, 1, 1), (rule,)))
    text = f"name,{title},card_number\nAnn Lee,010-94-0001,4539578763621486\nBob Ray,card 4539578763621486,\n"
    records, _ = explained(text, name="file.csv", config=config)
    assert [record["result"] for record in records] == ["lookalike", "personal_information", "lookalike"]
    for record in (records[0], records[2]):
        assert record["reasons"] == ["declared:vault"]
        assert record["why"] == ["the operator declares the column or key to be encrypted, by the rule vault"]


def test_a_declared_key_is_told(explained):
    from datetime import date

    rule = Declared("vault", "*.json", ("vault",), "key in the HSM", "CISO", date(2030, 1, 1))
    config = Config(key=bytes(32), public_records=PublicRecords((), "0" * 64, date(2026, 1, 1), (rule,)))
    text = '{"name": "Ann Lee", "vault": "010-94-0001", "card": "4539578763621486"}'
    records, _ = explained(text, name="file.json", config=config)
    assert [record["result"] for record in records] == ["lookalike", "personal_information"]
    assert records[0]["why"] == ["the operator declares the column or key to be encrypted, by the rule vault"]


def test_refused_shapes_are_capped_and_the_rest_is_counted(explained):
    text = "\n".join(f"ticket {number}" for number in range(300_000_000, 300_000_050))
    records, summary = explained(text, most=20)
    assert (len(records), summary["left_out"]) == (20, 30)
    assert len(explained(text, most=1000)[0]) == 50


def test_persons_held_across_windows_are_told_in_order(explained):
    filler = "Nothing to see here, go on.\n" * 100_000  # more than one window
    text = f"Ann Lee SSN 010-94-0001\n{filler}Bob Stone SSN 010-94-0002\n{filler}Tim Reed SSN 010-94-0003\n"
    records, _ = explained(text)
    assert [record["location"]["line"] for record in records] == [1, 100_002, 200_003]
    assert {record["result"] for record in records} == {"personal_information"}


def test_a_file_with_nothing_in_it_is_explained(explained):
    records, summary = explained("Nothing to see here.\n")
    assert records == []
    assert summary["results"] == {}
    sink = Lines()
    render.write([summary], sink, Look(80))
    assert "Nothing in it looks like a number of a person." in "".join(sink)


def test_what_cannot_be_read_is_told(explained):
    records, _ = explained(b"%PDF-1.7\nnot a document", "broken.pdf")
    assert records[-1]["type"] == "outcome"
    assert records[-1]["status"] == "not_scanned"


def test_what_was_not_judged_as_the_reading_broke_down_is_told(explained, monkeypatch):
    monkeypatch.setattr("piiscan.pairing.prose.reader.Text.pair", lambda *_: {}["no such key"])
    (*told, outcome), end = explained("Ann Lee, SSN 010-94-0001\n")
    assert outcome["reason"] == "bug"
    assert [one["reasons"] for one in told] == [["undecided"]]
    assert end["refused_by"] == {"undecided": 1}


def test_the_words_name_every_candidate_and_kind():
    assert set(records.CANDIDATES) == set(KIND_OF)
    assert {kind.value for kind in Kind} <= set(codes.KINDS)


def test_codes_of_the_share_have_words():
    """A code that the scan gives and that nobody put into words would be shown as it is."""
    plain = re.compile(r"[a-z]+(-[a-z]+)*(:[a-z-]+)?")
    bare = set()
    for file in FILES:
        for event in scan_one(source_of(file, SHARE), CONFIG):
            if isinstance(event, Finding):
                said = {code for element in event.elements for code in element.evidence} | set(event.reasons)
                said |= set(event.person.evidence) if event.person else set()
                bare |= {code for code in said if codes.code(code) == code and plain.fullmatch(code)}
    assert bare == set()
