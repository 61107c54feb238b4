"""Counting records on arrays gives what reading them one by one gives."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.config import Config, Limits
from piiscan.formats.base import new_context
from piiscan.formats.delimited import extract_delimited
from piiscan.model import Blob, Source
from piiscan.pairing import Reader, Tally, finish

GIVEN = [
    "Ann",
    "ann",
    "José",
    "A.",
    "MARY ANN",
    "Jean-Pierre",
    "",
    "N/A",
    "Dr. Ann",
    "X",
    "Sokha",
    "Bob 2",
    "Li",
]
SURNAME = [
    "Lee",
    "O'Brien",
    "de la Cruz",
    "LEE",
    "Nguyễn",
    "",
    "unknown",
    "Lee Jr.",
    "Park",
    "L",
    "Phoeung",
    "Bank",
]
FULL = [
    "Ann Lee", "Lee, Ann", "LEE, ANN M", "A. Lee", "Ann M. Lee", "Ann Marie Lee", "Maria da Silva", "O Brien", "Lee",
    "Acme Inc", "Ann Lee & Bob Ray", "", "N/A", "Mr Bob Ray", "Bob Ray III", "ann lee", "John Q Public Smith", "2 Lee",
    "Pierre-Louis, Jean", "Wu, X", "Lee,Ann", "Ann  Lee", "test user", "Ann Lee (deceased)",
]  # fmt: skip
SSNS = [
    "010-94-0001", "010 94 0001", "010940001", "10940001", "1094001", "10940001.0", "1.0940001E7", "078-05-1120",
    "666-12-3456", "***-**-0001", "", "N/A", "900-70-1234", "899-01-0001", "see note", "12345", "010-94 0001",
    '"010-94-0001"', "010-94-0001x",
]  # fmt: skip
CARDS = [
    "4539578763621486", "4539 5787 6362 1486", "4539-5787-6362-1486", "4242424242424242", "4539578763621487", "",
    "371449635398431", "3714 496353 98431", "n/a", "4539578763621486.0", "30569309025904", "4539 5787-6362 1486",
]  # fmt: skip
LICENSES = [
    "S12345678",
    "s12345678",
    "SA1234567",
    "123456789",
    "",
    "D1234562",
    "S 1234 5678",
    "S-12345678",
    "none",
    "L000123456789",
    "S123-456-78-901-0",
    "AB12345",
    "A123456R",
    "12ABC34567",
    "1234567",
    "123456",
    "12345678.0",
    "1.2E9",
    "PERSONAL",
    "WDLABC12345X",
    "ABC123456",
    "12345678901234",
    "123456789012345",
    "123 456 789",
    "617-555-0123",
    "010-94-0001",
]
STATES = ["MA", "ma", "NY", "Massachusetts", "Mass.", "New York", "", "XX", "Ontario", "M", "Florida "]
ZIPS = ["02139", "2139", "02139-1234", "10001", "", "021391234", "99999", "0213", "K1A 0B1", "1234", "00000"]
NOTES = [
    "",
    "ok",
    "spouse Bob Ray 011-94-0002",
    "ref 123456789",
    "SSN 012-94-0003 on file",
    "card 4539578763621486",
]
ADDRESSES = ["", "12 Oak St", "1 Main St, Boston, MA 02108", "5 Elm, Albany, NY 12207"]

COLUMNS = {
    "first_name": GIVEN, "last_name": SURNAME, "name": FULL, "spouse_name": FULL, "ssn": SSNS, "spouse_ssn": SSNS,
    "card_number": CARDS, "drivers_license": LICENSES, "license": LICENSES, "dl_state": STATES, "state": STATES, "zip": ZIPS, "notes": NOTES,
    "order_number": SSNS, "address": ADDRESSES, "city": ["", "Boston", "Albany"], "tin": SSNS,
}  # fmt: skip


def count(data, listed, config=None):
    """The counts of a table when so many findings are listed one by one, and the subjects of all findings."""
    config = config or Config()
    source = Source("r", "t.csv", "/r/t.csv", len(data))
    tally = Tally()
    state = {"listed": 0}
    reader = Reader(tally, lambda: state["listed"] < listed, config.residency_default)
    blob = Blob("t.csv", lambda: io.BytesIO(data))
    for segment in extract_delimited(blob, new_context(Limits())):
        end = len(segment.data) if segment.end < 0 else segment.end
        for unit in reader.read(segment, matcher.find(segment.data, segment.start, end)):
            state["listed"] += finish(unit, source, (), config, tally) is not None
    for unit in reader.close():
        finish(unit, source, (), config, tally)
    return tally.result()


# Of the states that issue numbers of many shapes and lengths.
COLUMNS["dl_state"] = [*STATES, "CA", "ca", "AK", "KS", "OH", "FL", "MO", "TX", "California"]


def quoted(cell, rng):
    if "," in cell or '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if rng.random() < 0.1 else cell


def table(header, rows, rng):
    lines = [",".join(header)]
    lines += [",".join(quoted(rng.choice(COLUMNS[column]), rng) for column in header) for _ in range(rows)]
    return "\n".join(lines).encode() + rng.choice([b"", b"\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=8, unique=True), st.integers(0, 10**6))
def test_bulk_counts_what_single_records_give(header, seed):
    data = table(header, 60, random.Random(seed))
    singly = count(data, 10**9)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["drivers_license", "license"]), st.booleans(), st.integers(0, 10**6))
def test_licenses_beside_their_states_count_alike(header, home, seed):
    columns = ["name", header, "dl_state", *(["state"] if home else [])]
    data = table(columns, 80, random.Random(seed))
    singly = count(data, 10**9)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["resident", "nonresident"]), st.integers(0, 10**6))
def test_the_declared_residency_counts_alike(default, seed):
    data = table(["name", "ssn", "state", "card_number"], 40, random.Random(seed))
    config = Config(residency_default=default)
    assert count(data, 0, config=config) == count(data, 10**9, config=config)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_tables_without_a_header_count_alike(seed):
    rng = random.Random(seed)
    rows = [
        f"{rng.choice(['Ann Lee', 'Bob Ray', 'Maria Silva'])},0{rng.randrange(10, 35)}-{rng.randrange(10, 99)}-"
        f"{rng.randrange(1000, 9999)},{rng.choice(['MA', 'NY'])}"
        for _ in range(50)
    ]
    data = "\n".join(rows).encode()
    singly = count(data, 10**9)
    assert count(data, 0) == singly
    assert sum(singly["persons"].values()) > 10


def test_the_usual_records_are_all_counted():
    lines = ["first,last,ssn,state,zip"]
    lines += [f"Ann,Lee,{100 + i % 500:03}-{1 + i % 99:02}-{1 + i:04},MA,02139" for i in range(9000)]
    found = count("\n".join(lines).encode(), 0)
    assert found == {
        "personal_information": {"ssn": 9000},
        "persons": {"massachusetts": 9000, "unknown": 0, "elsewhere": 0},
    }


@pytest.mark.parametrize("copies", [1, 3])
def test_the_same_person_twice_is_one_person(copies):
    line = "Ann,Lee,010-94-0001,MA\n" * copies
    for listed in (0, 1, 100):
        found = count(f"first,last,ssn,state\n{line}".encode(), listed)
        assert found["persons"]["massachusetts"] == 1
        assert found["personal_information"]["ssn"] == copies
