"""Tables with a row for each field of a record: id, attribute, value."""

import io

import openpyxl
import pytest
from pairs import A, B, digits, people

from piiscan.config import Config
from piiscan.model import Axis
from piiscan.pairing.prose.attribute_rows import Columns, columns_of

ROWS = [
    (17, "first_name", "Ann"),
    (17, "last_name", "Lee"),
    (17, "ssn", A),
    (17, "state", "MA"),
    (18, "first_name", "Bob"),
    (18, "last_name", "Ray"),
    (18, "ssn", digits(B)),
    (18, "state", "NY"),
]
HEADER = ("id", "attribute", "value")
WANTED = [("ann lee", "massachusetts", "773010001"), ("bob ray", "elsewhere", "773010002")]


def csv(rows):
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def sheet():
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def told(scanned):
    return [(f.person.normal, f.residency.value, f.elements[0].value) for f in scanned.findings]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", csv([HEADER, *ROWS])),
        ("a.csv", csv(ROWS)),
        ("a.csv", csv([("umeta_id", "user_id", "meta_key", "meta_value"), *((n, *row) for n, row in enumerate(ROWS))])),
        ("a.csv", csv([("user_id", "field", "changed", "value"), *((a, b, 2024, c) for a, b, c in ROWS)])),
        ("a.csv", csv([("attribute", "value", "id"), *((b, c, a) for a, b, c in ROWS)])),
        ("a.csv", csv([HEADER, *sorted(ROWS, key=lambda row: row[1])])),
        (
            "a.sql",
            "INSERT INTO attrs (id, attribute, value) VALUES "
            + ",".join(f"({one},'{name}','{value}')" for one, name, value in ROWS)
            + ";\n",
        ),
        ("a.xlsx", sheet()),
    ],
)
def test_rows_with_the_same_id_are_one_record(scan, name, data):
    found = scan(data, name)
    assert sorted(told(found)) == WANTED
    assert found.outcomes[-1].status.value == "scanned"


def test_the_value_has_its_place(scan):
    first = scan(csv([HEADER, *ROWS]), "a.csv").findings[0]
    at = dict(first.at)
    assert (at[Axis.LINE], at[Axis.COLUMN], at[Axis.KEY]) == (4, 3, "ssn")


def test_numbers_of_every_kind_and_in_words(scan):
    rows = [
        *ROWS[:2],
        (17, "drivers_license", "D1234562"),
        (17, "dl_state", "CA"),
        (17, "notes", "José's card 4539578763621486 was renewed"),
        (17, "order_number", "773-01-0003"),
        (17, "ssn_last4", "0001"),
        (17, "ssn", "not given"),
    ]
    found = scan(csv([HEADER, *rows]), "a.csv")
    assert people(found) == [("ann lee", "D1234562", "4539578763621486")]
    assert found.counts["lookalike"] == {"key:other": 1}


def test_a_record_that_names_nobody(scan):
    found = scan(csv([HEADER, *ROWS, (19, "ssn", "773-01-0003")]), "a.csv")
    assert people(found)[-1] == ("element_only", None, "773010003")


def test_counts_are_exact_when_the_list_is_full_and_records_stand_apart(scan):
    rows = [(0, "name", "Ann Lee"), (0, "ssn", "773-01-0001")]
    rows += [(one, name, value) for one in range(1, 300) for name, value in (("name", "Ann Lee"), ("city", "x"))]
    rows += [(one, "ssn", f"773-01-{one + 1:04d}") for one in range(1, 300)]
    found = scan(csv([HEADER, *rows]), "a.csv", Config(max_findings_per_file=5))
    assert found.counts["personal_information"] == {"ssn": 300}
    assert found.counts["persons"]["unknown"] == 300
    assert len(found.findings) == 5


@pytest.mark.parametrize(
    "rows",
    [
        [["name", "ssn"], ["Ann Lee", A]],
        [["Name", "ID Type", "ID Number"], ["Ann Lee", "SSN", A], ["Bob Ray", "Passport", "C12345678"]],
        [["17", "first_name", "Ann"], ["17", "last_name", "Lee"]],
        [["17", "ssn", A], ["18", "ssn", B]],
        [["1", "first_name", "Ann"], ["2", "last_name", "Lee"], ["3", "ssn", A]],
        [["Ann", "Lee"], ["Bob", "Ray"]],
        [[]],
        [],
    ],
)
def test_what_is_no_such_table(rows):
    assert columns_of(rows) is None


def test_which_columns():
    assert columns_of([[str(one), *map(str, row)] for one, row in enumerate(ROWS)]) == Columns(1, 2, 3)
