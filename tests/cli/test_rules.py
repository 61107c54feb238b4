"""Public-record rules from the outside: the file, what it may not say, and what a run tells of it."""

import hashlib
from datetime import date

import pytest

from piiscan.cli.rules import RulesError, read_rules
from piiscan.model import Kind

TODAY = date(2001, 9, 9)  # of the clock that the tests set (SOURCE_DATE_EPOCH)
GOOD = {
    "id": '"deeds"',
    "path": '"hr/"',
    "elements": '["ssn"]',
    "basis": '"M.G.L. c. 4, § 7, cl. 26"',
    "source": '"registry of deeds, book 7, page 11"',
    "approved_by": '"General Counsel"',
    "expires": "2001-12-31",
}


DECLARED = {
    "id": '"vault"',
    "path": '"hr/*.csv"',
    "columns": '["SSN", "card_token"]',
    "basis": '"tokens of the vault; the key is in the HSM"',
    "approved_by": '"CISO"',
    "expires": "2001-12-31",
}


def toml(*rules, of="rule"):
    return "\n".join(f"[[{of}]]\n" + "".join(f"{key} = {value}\n" for key, value in rule.items()) for rule in rules)


def declares(**changes):
    return toml({key: value for key, value in (DECLARED | changes).items() if value is not None}, of="declared")


def but(**changes):
    return {key: value for key, value in (GOOD | changes).items() if value is not None}


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "rules.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_rule_is_read_as_it_stands(written):
    path = written(
        toml(GOOD, but(id='"court"', path=None, sha256=f'"{"0a" * 32}"', elements='["payment_card", "ssn"]'))
    )
    records = read_rules(str(path), TODAY)
    assert records.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    deeds, court = records.rules
    assert (deeds.id, deeds.path, deeds.elements, deeds.expires) == ("deeds", "hr/", (Kind.SSN,), date(2001, 12, 31))
    assert (court.path, court.sha256, court.elements) == ("", "0a" * 32, (Kind.PAYMENT_CARD, Kind.SSN))
    assert deeds.basis == "M.G.L. c. 4, § 7, cl. 26"
    assert deeds.approved_by == "General Counsel"


def test_a_declared_column_is_read_as_it_stands_beside_rules_or_alone(written):
    for text in (declares(), toml(GOOD) + declares()):
        (vault,) = read_rules(str(written(text)), TODAY).declared
        assert (vault.id, vault.path, vault.columns) == ("vault", "hr/*.csv", ("SSN", "card_token"))
        assert (vault.basis, vault.approved_by) == ("tokens of the vault; the key is in the HSM", "CISO")
        assert vault.expires == date(2001, 12, 31)


@pytest.mark.parametrize(
    ("today", "expired"), [(date(2001, 12, 30), False), (date(2001, 12, 31), False), (date(2002, 1, 1), True)]
)
def test_a_rule_applies_to_the_end_of_its_last_day(written, today, expired):
    records = read_rules(str(written(toml(GOOD))), today)
    assert records.expired(records.rules[0]) is expired


WRONG = [
    ("", "no [[rule]]"),
    ("rule = 1", "no [[rule]]"),
    ("rule = []", "no [[rule]]"),
    ("[[rules]]\nid = 1", "unknown key 'rules'; did you mean 'rule'?"),
    (toml(GOOD) + "[other]", "unknown key 'other'"),
    (toml(GOOD) + "oops", "Expected '='"),
    (b"\xff", "not UTF-8"),
    (b"#" * ((1 << 20) + 1), "no file of rules"),
    (toml(GOOD, GOOD), "rule 2: the id 'deeds' is there twice"),
    (toml(but(elments='["ssn"]', elements=None)), "rule 1 (deeds): unknown key 'elments'; did you mean 'elements'?"),
    (toml(but(**{"approved-by": '"X"'})), "unknown key 'approved-by'; did you mean 'approved_by'?"),
    (toml(but(colour='"red"')), "unknown key 'colour'"),
    (toml(but(id=None)), "rule 1: id is missing"),
    (toml(but(id=None, Id='"deeds"')), "rule 1: id is missing; there is 'Id'"),
    *((toml(but(**{key: None})), f"rule 1 (deeds): {key} is missing") for key in GOOD if key not in {"id", "path"}),
    *((toml(but(**{key: "7"})), key) for key in GOOD),
    *((toml(but(**{key: '" "'})), key) for key in GOOD),
    (toml(but(id='"a b"')), "the id 'a b'"),
    (toml(but(id=f'"{"a" * 65}"')), "64 at most"),
    (toml(but(path=None)), "exactly one of path and sha256"),
    (toml(but(sha256=f'"{"0" * 64}"')), "exactly one of path and sha256"),
    (toml(but(path=None, sha256='"0"')), "64 hexadecimal digits"),
    (toml(but(path=None, sha256=f'"{"A" * 64}"')), "small letters"),
    *((toml(but(path=f'"{path}"')), "no pattern") for path in ("#x", "!x", "[", "*", "**", "/", "**/*", "/*")),
    (toml(but(elements='"ssn"')), "must be a list"),
    (toml(but(elements="[]")), "not empty"),
    (toml(but(elements="[1]")), "must be a list"),
    (toml(but(elements='["*"]')), "'*' is no kind of element"),
    (toml(but(elements='["ssns"]')), "'ssns' is no kind of element; did you mean 'ssn'?"),
    (toml(but(elements='["ssn", "ssn"]')), "twice"),
    (
        toml(but(elements='["ssn", "drivers_license", "payment_card", "financial_account"]')),
        "may not cover all kinds",
    ),
    (toml(but(expires='"2001-12-31"')), "a date without quotes"),
    (toml(but(expires="2001-12-31T00:00:00Z")), "a date without quotes"),
    (toml(but(expires="2001-02-30")), "public records"),
    ("declared = 1", "no [[declared]]"),
    ("[[declare]]\nid = 1", "unknown key 'declare'; did you mean 'declared'?"),
    (declares() + declares(), "declared 2: the id 'vault' is there twice"),
    (toml(GOOD) + declares(id='"deeds"'), "declared 1: the id 'deeds' is there twice"),
    (declares(elements='["ssn"]'), "declared 1 (vault): unknown key 'elements'"),
    (declares(column='"ssn"', columns=None), "unknown key 'column'; did you mean 'columns'?"),
    *((declares(**{key: None}), f"declared 1 (vault): {key} is missing") for key in DECLARED if key != "id"),
    *((declares(**{key: "7"}), key) for key in DECLARED),
    *((declares(**{key: '" "'}), key) for key in DECLARED),
    *((declares(columns=value), "list of titles") for value in ("[]", "[1]", '[""]', '["ssn", " "]')),
    *((declares(columns=f'["ssn", "{value}"]'), "is no title") for value in ("*", "**", "?")),
    *((declares(path=f'"{path}"'), "no pattern") for path in ("*", "**/*", "!x")),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told(written, text, words):
    with pytest.raises(RulesError) as caught:
        read_rules(str(written(text)), TODAY)
    assert words in str(caught.value)


def test_2_before_anything_is_scanned(piiscan, share, written, tmp_path):
    report = tmp_path / "report.jsonl"
    result = piiscan("scan", "-j0", share, "-o", report, "--public-records", written(toml(but(basis=None))))
    assert (result.code, result.out) == (2, "")
    assert "rule 1 (deeds): basis is missing" in result.err
    assert not report.exists()
    result = piiscan("scan", "-j0", share, "--public-records", tmp_path / "none.toml")
    assert result.code == 2
    assert "No such file" in result.err


def test_excluded_findings_are_listed_masked_and_open_the_gate(piiscan, share, written):
    result = piiscan("scan", "-j0", "-f", "jsonl", share, "--public-records", written(toml(GOOD)), "--fail-on", "any")
    assert result.code == 0
    run, *middle, summary = result.records
    findings = [record for record in middle if record["type"] == "finding"]
    assert [finding["classification"] for finding in findings] == ["excluded"] * 2
    for finding in findings:
        assert {"excluded:deeds", "else:personal_information"} <= set(finding["reasons"])
        assert finding["elements"][0]["masked"] == "•••-••-" + finding["elements"][0]["masked"][-4:]
    assert "010-94-0001" not in result.out
    assert "Quillfeather" not in result.out
    assert summary["counts"] == {"excluded": {"ssn": 2}}
    assert summary["persons"] == {"massachusetts": 0, "unknown": 0, "elsewhere": 0}
    assert summary["public_records"] == {
        "excluded_by": {"deeds": 2},
        "excluded_persons": {"massachusetts": 1, "unknown": 1, "elsewhere": 0},
        "expired": [],
        "unmatched": [],
    }
    said = run["options"]["public_records"]
    assert said["sha256"] == hashlib.sha256(written(toml(GOOD)).read_bytes()).hexdigest()
    (rule,) = said["rules"]
    assert rule == {
        "id": "deeds",
        "path": "hr/",
        "elements": ["ssn"],
        "basis": "M.G.L. c. 4, § 7, cl. 26",
        "source": "registry of deeds, book 7, page 11",
        "approved_by": "General Counsel",
        "expires": "2001-12-31",
        "expired": False,
    }


def test_without_the_option_nothing_is_excluded(piiscan, share):
    result = piiscan("scan", "-j0", "-f", "jsonl", share)
    assert result.records[0]["options"]["public_records"] is None
    assert "public_records" not in result.records[-1]


def test_rules_that_do_nothing_are_told(piiscan, share, written):
    rules = toml(but(id='"old"', expires="2001-09-08"), but(id='"idle"', path='"court/"'))
    result = piiscan("scan", "-j0", "-f", "jsonl", share, "--public-records", written(rules))
    assert result.code == 1
    assert "rule old has expired and was not applied" in result.err
    assert "rule idle matched nothing" in result.err
    summary = result.records[-1]
    assert (summary["public_records"]["expired"], summary["public_records"]["unmatched"]) == (["old"], ["idle"])
    assert summary["counts"] == {"personal_information": {"ssn": 2}}
    assert [rule["expired"] for rule in result.records[0]["options"]["public_records"]["rules"]] == [True, False]
    quiet = piiscan("scan", "-q", "-j0", "-f", "jsonl", share, "--public-records", written(rules))
    assert quiet.err == ""


def test_a_day_changes_the_fingerprint_only_where_a_rule_expires(piiscan, share, written, monkeypatch):
    def fingerprint(epoch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        rules = written(toml(GOOD))
        result = piiscan("scan", "-j0", "-q", "-f", "jsonl", share, "--public-records", rules)
        return result.records[0]["fingerprint"], result.code

    first, next_day, next_year = fingerprint(1_000_000_000), fingerprint(1_000_086_400), fingerprint(1_031_536_000)
    assert first == next_day
    assert (first[1], next_year[1]) == (0, 1)
    assert first[0] != next_year[0]


def test_the_table_says_what_each_rule_did(piiscan, share, written):
    rules = toml(but(path='"list.csv"'), but(id='"old"', expires="2001-01-01"), but(id='"idle"', path='"court/"'))
    text = " ".join(piiscan("scan", "-j0", share, "--public-records", written(rules)).out.split())
    assert "excluded by rule: 1 ssn" in text
    assert "EXCLUDED as public records persons in each file: 0 Massachusetts, 1 residency unknown, 0 elsewhere" in text
    assert "deeds (ssn): 1 number; M.G.L. c. 4, § 7, cl. 26; registry of deeds, book 7, page 11;" in text
    assert "approved by General Counsel; expires 2001-12-31" in text
    assert "old (ssn): expired, not applied" in text
    assert "idle (ssn): matched nothing" in text
    assert "exit 1: 1 finding at or above the gate" in text


@pytest.mark.long
def test_the_name_of_standard_input_is_its_path(piiscan, written):
    rules = written(toml(but(path='"deeds.csv"')))
    data = b"name,ssn\nWilliam Brown,010-94-0002\n"
    assert piiscan("scan", "-q", "-", "--stdin-filename", "deeds.csv", "--public-records", rules, stdin=data).code == 0
    assert piiscan("scan", "-q", "-", "--public-records", rules, stdin=data).code == 1


def test_what_is_not_read_stays_not_read(piiscan, share, written):
    (share / "hr" / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more that makes sense")
    result = piiscan("scan", "-j0", "-f", "jsonl", share, "--public-records", written(toml(GOOD)))
    assert result.code == 3
    assert result.records[-1]["gaps"] == 1


def test_declared_columns_are_counted_and_told(piiscan, share, written):
    result = piiscan("scan", "-j0", "-f", "jsonl", share, "--public-records", written(declares(path='"list.csv"')))
    assert result.records[-1]["counts"].keys() == {"personal_information", "declared"}
    run, summary = result.records[0], result.records[-1]
    assert summary["counts"]["declared"] == {"ssn": 1}
    used = summary["public_records"]
    assert (used["declared_by"], used["excluded_by"]) == ({"vault": 1}, {})
    assert (used["expired"], used["unmatched"]) == ([], [])
    (rule,) = run["options"]["public_records"]["declared"]
    assert rule == {
        "id": "vault",
        "path": "list.csv",
        "columns": ["SSN", "card_token"],
        "basis": "tokens of the vault; the key is in the HSM",
        "approved_by": "CISO",
        "expires": "2001-12-31",
        "expired": False,
    }
    assert run["fingerprint"] != piiscan("scan", "-j0", "-f", "jsonl", share).records[0]["fingerprint"]


def test_declared_columns_that_do_nothing_are_told(piiscan, share, written):
    rules = written(declares(expires="2001-09-08") + declares(id='"idle"', path='"court/"'))
    result = piiscan("scan", "-j0", "-f", "jsonl", share, "--public-records", rules)
    assert result.code == 1
    assert "rule vault has expired and was not applied" in result.err
    assert "rule idle matched nothing" in result.err
    assert result.records[-1]["counts"] == {"personal_information": {"ssn": 2}}
    assert "declared_by" not in result.records[-1]["public_records"]


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_reports_say_what_was_declared(piiscan, share, written, form):
    rules = written(declares(path='"list.csv"') + declares(id='"old"', expires="2001-01-01"))
    text = " ".join(piiscan("scan", "-j0", "-f", form, share, "--public-records", rules).out.split())
    assert "declared to be encrypted" in text
    if form == "table":
        assert "DECLARED to be encrypted, by column or key" in text
        assert "EXCLUDED" not in text
        assert "vault (SSN, card_token): 1 number; tokens of the vault; the key is in the HSM; approved by CISO" in text
        assert "old (SSN, card_token): expired, not applied" in text
    if form == "html":
        assert "Columns and keys declared to be encrypted" in text
        assert "SSN, card_token" in text
