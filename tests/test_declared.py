"""Columns and keys declared to be encrypted: their numbers are no elements, and are counted, to the number (SPEC §10)."""

import contextlib
import hashlib
import json
import random
import sqlite3
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config, Declared, PublicRecords, Rule
from piiscan.model import Kind
from piiscan.pairing.exclusion import Exclusion
from tests import test_public_records as public_records
from tests.pairing.test_table_bulk import COLUMNS, count, table
from tests.test_public_records import LICENSES, SHARE, by_kind, records_of, totals

TODAY = date(2026, 6, 1)
TOKENS = "name,ssn,state\nAnn Lee,773-01-0001,MA\nBob Ray,773-01-0002,MA\nEva Falk,773-01-0003,NY\n"
CLASSES = ["personal_information", "non_resident", "review", "element_only", "test_value", "weak"]


def declared(name, path, *columns, **changes):
    values = {"basis": "b", "approved_by": "a", "expires": date(2027, 1, 1), **changes}
    return Declared(id=name, path=path, columns=columns or ("ssn",), **values)


def config(*rules, also=(), **options):
    options = {"max_findings_per_file": 0, "key": bytes(32)} | options
    return Config(
        public_records=PublicRecords(tuple(also), "0" * 64, TODAY, rules) if rules or also else None, **options
    )


RULES = (
    declared("payroll", "/payroll/", "SSN", "Tax ID"),
    declared("licenses", str(LICENSES.relative_to(SHARE)), "license", "dl", "license_number", "dl_number"),
    declared("all", "*.*", "ssn", "number", "card_number", "tax_id", "account"),
)

plain, ruled = public_records.plain, public_records.ruled


@pytest.mark.long
def test_numbers_conserve(plain, ruled):
    before, after = totals(plain), totals(ruled)
    assert by_kind(after, ["declared"]).total() > 50
    assert by_kind(before, CLASSES) == by_kind(after, [*CLASSES, "declared"])
    assert by_kind(before, ["masked", "lookalike"]) == by_kind(after, ["masked", "lookalike"])
    assert by_kind(after, ["declared"]).total() == by_kind(after, ["declared_by"]).total()


@pytest.mark.long
@pytest.mark.parametrize("listed", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_what_is_only_counted_is_declared_alike(ruled, listed):
    assert totals(records_of(config(*RULES, max_findings_per_file=listed))) == totals(ruled)


@pytest.mark.long
def test_every_engine_declares_alike(ruled):
    assert records_of(config(*RULES), 2) == ruled


def test_outcomes_are_as_without_rules_but_for_the_counts(plain, ruled):
    def outcomes(records):
        return [
            {**{key: value for key, value in record.items() if key not in {"counts", "listed", "severity", "exposure"}}}
            for record in records
            if record["type"] == "outcome"
        ]

    assert outcomes(ruled) == outcomes(plain)


# One file


def test_a_declared_column_holds_no_elements(scan):
    for listed in (0, 1):
        found = scan(TOKENS, "f.csv", config(declared("r", "f.csv"), max_findings_per_file=listed))
        assert found.findings == []
        assert found.counts == {"declared": {"ssn": 3}, "declared_by": {"r": 3}}


@pytest.mark.parametrize(
    "rule",
    [
        declared("r", "g.csv"),
        declared("r", "f.csv", "ssn_token"),
        declared("r", "f.csv", "name"),
        declared("r", "f.csv", "s*"),
        declared("r", "f.csv", expires=date(2026, 5, 31)),
    ],
)
def test_another_file_another_column_or_an_expired_rule_declares_nothing(scan, rule):
    found, plain = scan(TOKENS, "f.csv", config(rule)), scan(TOKENS, "f.csv", config())
    assert (found.counts, found.findings) == (plain.counts, plain.findings)
    assert "declared" not in found.counts


def test_the_other_columns_count_as_before(scan):
    data = "name,ssn,card_number,state\nAnn Lee,773-01-0001,4539578763621486,MA\n" + "Bob Ray,773-01-0002,,MA\n" * 3
    for listed in (0, 1):
        found = scan(data, "f.csv", config(declared("r", "f.csv"), max_findings_per_file=listed))
        assert found.counts["personal_information"] == {"payment_card": 1}
        assert found.counts["declared"] == {"ssn": 4}
        assert found.counts["persons"] == {"massachusetts": 1, "unknown": 0, "elsewhere": 0}
        assert [[element.kind for element in finding.elements] for finding in found.findings] == [[Kind.PAYMENT_CARD]]


@pytest.mark.parametrize("title", ["SSN", " ssn ", "Ssn"])
def test_titles_are_compared_without_case_and_blanks_round_them(scan, title):
    assert scan(TOKENS, "f.csv", config(declared("r", "*.csv", title))).counts["declared"] == {"ssn": 3}


def test_a_title_that_says_nothing_makes_a_header(scan):
    """Format-preserving encryption looks like a live number, below whatever title."""
    data = "Ann Lee,773-01-0001\nBob Ray,773-01-0002\nEva Falk,773-01-0003\n"
    for head in ("who,vault entry\n", "who,x,vault entry\n"):
        rows = data if head.count(",") == 1 else data.replace(",", ",x,")
        assert scan(head + rows, "f.csv", config()).counts["personal_information"] == {"ssn": 3}
        found = scan(head + rows, "f.csv", config(declared("r", "*.csv", "vault entry")))
        assert found.counts == {"declared": {"ssn": 3}, "declared_by": {"r": 3}}


def test_every_kind_of_number_in_it_is_covered_and_counted_as_what_it_seems(scan):
    data = "name,ssn\nAnn Lee,773-01-0001\nBob Ray,4539 5787 6362 1486\nEva Falk,card 4539 5787 6362 1486 of Ann Lee\n"
    found = scan(data, "f.csv", config(declared("r", "f.csv")))
    assert found.counts["declared"] == {"ssn": 1, "payment_card": 2}
    assert found.findings == []


def test_a_license_in_it_says_nothing_of_where_somebody_lives(scan):
    data = "name,drivers_license,ssn\n" + "Ann Lee,S12345678,773-01-0001\n" * 3
    for listed in (0, 1):
        options = {"max_findings_per_file": listed}
        assert scan(data, "f.csv", config(**options)).counts["persons"]["massachusetts"] == 1
        found = scan(data, "f.csv", config(declared("r", "f.csv", "drivers_license"), **options))
        assert found.counts["persons"] == {"massachusetts": 0, "unknown": 1, "elsewhere": 0}


def test_masked_numbers_and_look_alikes_stay_what_they_are(scan):
    data = "name,ssn,order_number\nAnn Lee,***-**-0001,773-01-0001\nBob Ray,773-01-0002,773-01-0003\n"
    found = scan(data, "f.csv", config(declared("r", "f.csv", "ssn", "order_number")))
    assert found.counts["masked"] == {"ssn": 1}
    assert found.counts["lookalike"] == {"column:other": 2}
    assert found.counts["declared"] == {"ssn": 1}


def test_the_first_rule_in_the_file_gives_its_name(scan):
    rules = config(declared("z", "*.csv", "x", "SSN"), declared("a", "f.csv"))
    assert scan(TOKENS, "f.csv", rules).counts["declared_by"] == {"z": 3}


def test_a_number_that_is_declared_is_not_excluded_as_well(scan):
    rule = Rule("pub", (Kind.SSN, Kind.PAYMENT_CARD), "b", "s", "a", date(2027, 1, 1), path="f.csv")
    data = "name,ssn,card_number\nAnn Lee,773-01-0001,4539578763621486\n"
    for listed in (0, 1):
        found = scan(data, "f.csv", config(declared("r", "f.csv"), also=[rule], max_findings_per_file=listed))
        assert (found.counts["declared"], found.counts["excluded"]) == ({"ssn": 1}, {"payment_card": 1})
        assert found.counts["excluded_by"] == {"pub": 1}


ROWS = [["name", "ssn", "state"], ["Ann Lee", "773-01-0001", "MA"], ["Bob Ray", "773-01-0002", "MA"]]


def sqlite(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE people (name, ssn, state)")
        connection.executemany("INSERT INTO people VALUES (?, ?, ?)", ROWS[1:])


def workbook(path):
    book = pytest.importorskip("openpyxl").Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)


def parquet(path):
    arrow, files = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    files.write_table(arrow.table(dict(zip(ROWS[0], zip(*ROWS[1:], strict=True), strict=True))), path)


def written(text):
    return lambda path: path.write_text(text)


FILES = {
    "t.db": sqlite,
    "t.xlsx": workbook,
    "t.parquet": parquet,
    "t.tsv": written("".join("\t".join(row) + "\n" for row in ROWS)),
    "t.json": written(json.dumps({"columns": ROWS[0], "rows": ROWS[1:]})),
    "t.sql": written("INSERT INTO p (name, ssn, state) VALUES\n" + ",\n".join(str(tuple(r)) for r in ROWS[1:]) + ";\n"),
    "t.html": written("<table>" + "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in ROWS) + "</table>"),
    "t.md": written("\n".join("| " + " | ".join(row) + " |" for row in [ROWS[0], ["---"] * 3, *ROWS[1:]])),
    "t.txt": written("".join("".join(cell.ljust(14) for cell in row) + "\n" for row in ROWS)),
}


@pytest.mark.parametrize("name", FILES)
def test_tables_of_every_format_are_covered(tmp_path, name):
    FILES[name](tmp_path / name)
    assert by_kind(totals(records_of(config(), root=tmp_path)), ["personal_information"]) == {"ssn": 2}
    found = totals(records_of(config(declared("r", name)), root=tmp_path))
    assert found == {("declared", "ssn"): 2, ("declared_by", "r"): 2}


def test_running_text_and_tables_with_a_line_for_each_field_are_not(scan):
    rules = config(declared("r", "f.*"))
    for data, name in [
        ("name: Ann Lee\nssn: 773-01-0001\n", "f.txt"),
        ("field,value\nname,Ann Lee\nssn,773-01-0001\n", "f.csv"),
    ]:
        found = scan(data, name, rules)
        assert found.counts["personal_information"] == {"ssn": 1}
        assert "declared" not in found.counts


# Objects

OBJECTS = {
    "f.json": json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]),
    "f.jsonl": "".join(json.dumps(dict(zip(ROWS[0], row, strict=True))) + "\n" for row in ROWS[1:]),
    "f.yaml": "".join(f"- name: {name}\n  ssn: {ssn}\n  state: {state}\n" for name, ssn, state in ROWS[1:]),
    "f.xml": "<r>" + "".join(f"<p><name>{n}</name><ssn>{s}</ssn></p>" for n, s, _ in ROWS[1:]) + "</r>",
    "g.xml": "<r>" + "".join(f'<p name="{n}" ssn="{s}"/>' for n, s, _ in ROWS[1:]) + "</r>",
}


@pytest.mark.parametrize("name", OBJECTS)
def test_keys_of_objects_are_covered(scan, name):
    for listed in (0, 1):
        options = {"max_findings_per_file": listed}
        assert scan(OBJECTS[name], name, config(**options)).counts["personal_information"] == {"ssn": 2}
        found = scan(OBJECTS[name], name, config(declared("r", "*.*", " SSN"), **options))
        assert (found.counts, found.findings) == ({"declared": {"ssn": 2}, "declared_by": {"r": 2}}, [])


@pytest.mark.parametrize(
    "value",
    [
        '"773-01-0001"',
        '["773-01-0001"]',
        '{"value": "773-01-0001"}',
        '{"details": [{"value": "773-01-0001"}]}',
        '"her SSN is 773-01-0001"',
        f'"{hashlib.sha256(b"773010001").hexdigest()}"',
    ],
)
def test_a_key_covers_its_value_and_what_stands_in_it_under_keys_that_say_nothing(scan, value):
    key = "ssn_hash" if len(value) > 60 else "vault"
    data = f'{{"name": "Ann Lee", "{key}": {value}, "card_number": "4539578763621486"}}'
    found = scan(data, "f.json", config(declared("r", "*.json", key)))
    assert found.counts["declared"] == {"ssn": 1}
    assert [[element.kind for element in finding.elements] for finding in found.findings] == [[Kind.PAYMENT_CARD]]


@pytest.mark.parametrize("key", ["account", "vault", "name", "s*"])
def test_a_key_covers_no_key_with_a_meaning_in_it_nor_beside_it(scan, key):
    data = '{"name": "Ann Lee", "account": {"ssn": "773-01-0001"}, "vault": "x"}'
    found, plain = scan(data, "f.json", config(declared("r", "*.json", key))), scan(data, "f.json", config())
    assert found.counts == plain.counts
    assert found.counts["personal_information"] == {"ssn": 1}


def exclusion(*rules):
    return Exclusion(PublicRecords((), "0" * 64, TODAY, rules), "f.csv", str)


def test_the_columns_of_a_file_are_those_of_its_rules_in_force():
    rules = [
        declared("a", "f.csv", "One  Two"),
        declared("b", "g.csv", "three"),
        declared("c", "*.csv", "ONE two", "4th"),
    ]
    assert exclusion(*rules).declared == {"one two": "a", "4th": "c"}
    assert exclusion(declared("d", "f.csv", "x", expires=date(2026, 5, 31))).declared == {}
    assert exclusion(declared("d", "f.csv", "x", expires=TODAY)).declared == {"x": "d"}


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(COLUMNS)), min_size=3, max_size=8, unique=True),
    st.integers(1, 3),
    st.integers(0, 10**6),
)
def test_bulk_declares_what_single_records_do_and_nothing_is_lost(header, some, seed):
    data = table(header, 60, random.Random(seed))
    rules = Config(public_records=PublicRecords((), "0" * 64, TODAY, (declared("r", "*.csv", *header[:some]),)))
    singly = count(data, 10**9, rules)
    assert count(data, 0, rules) == singly
    assert count(data, 7, rules) == singly
    if "name" in header and "ssn" in header:  # titles enough to be a header without the operator's word
        plain = count(data, 10**9)
        assert kinds(singly, [*CLASSES, "declared"]) == kinds(plain, CLASSES)
        assert singly.get("masked") == plain.get("masked")


def kinds(counts, names):
    found = Counter()
    for name in names:
        found.update(counts.get(name, {}))
    return found
