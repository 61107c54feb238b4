"""Counting records on arrays gives what reading them one by one gives."""

import io
import random
from collections import Counter
from datetime import date
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.config import Config, Limits, NameList, PublicRecords, Rule
from piiscan.formats.base import new_context
from piiscan.formats.tables.delimited import extract_delimited
from piiscan.model import Blob, Kind, Source
from piiscan.pairing import Exclusion, Reader, Tally, finish
from piiscan.pairing.names.in_text import BETWEEN
from piiscan.pairing.names.table import fold, key, use
from piiscan.pairing.tables import reader
from piiscan.pairing.tables.bulk import Bulk
from piiscan.pairing.tables.cells import Text

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
    "Bernadette",
    "Christophersonlong",
    "Bartholomew-é",
    "Ann\tMary",
    "Mary Ann-Elizabeth",
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
    "Featherstonehaugh",
    "Abernathy",
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
CARDS += ["4539578763621480", "4.53957876362148E+15", "4539578763621480.0", "4.5395787636215E15", "4539578763621470"]
ACCOUNTS = [
    "12345678", "0012345678", "0012-3456-789", "X12-345678", "GB82 WEST 1234 5698 7654 32", "", "n/a", "1234", "123",
    "4539578763621486", "12345678901234567", "123456789012345678", "000000", "1234567890", "12345678.0", "1.2345678E7",
    "1.2E11", "Checking", "1,234.56", "****5678", "2024-12-31", "4539 5787 6362 1486", "DE89370400440532013000",
]  # fmt: skip
SSNS += ["010-94-0001; 010-94-0002", "010-94-0001 (old)", '"010940001, 010940002"', "***-**-0001 / 010-94-0001"]
CARDS += ["4539578763621486|371449635398431", "visa 4539 5787 6362 1486", "4242424242424242; 4539578763621486"]
LICENSES += ["S99999999", "s99988801", "D7777777", "77", "S00000000", "000000000"]
LICENSES += ["S12345678; S12345679", "S12345678 expired", "MA S12345678", "S12345678 (MA)", "NY: 123456789"]
ACCOUNTS += ["12345678; 23456789", "12345678 (closed)"]
FULL += ["Ann Lee; Bob Ray", '"Ann Lee, Bob Ray"', '"Lee, Ann / Ray, Bob"', "Ann Lee and Bob Ray"]
NUMBERS = ["12345678", "0012345678", "123456789012", "000123456789", "55512345", "9876543210", ""]
ROUTINGS = ["011000015", "11000015", "021000021", "", "011000016"]
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
ADDRESSES = [
    "",
    "12 Oak St",
    "1 Main St, Boston, MA 02108",
    "5 Elm, Albany, NY 12207",
    "9 Oak St Apt 2, Lowell, MA 01852",
]
ADDRESSES += [
    "3 State St, Nashua, NH 03060",
    "Boston, MA 02108",
    "1 Main St Boston MA",
    "PO Box 7, Lynn, MA 01901, USA",
]

COLUMNS = {
    "first_name": GIVEN, "last_name": SURNAME, "name": FULL, "spouse_name": FULL, "ssn": SSNS, "spouse_ssn": SSNS,
    "card_number": CARDS, "drivers_license": LICENSES, "license": LICENSES, "dl_state": STATES, "state": STATES, "zip": ZIPS, "notes": NOTES,
    "order_number": SSNS, "address": ADDRESSES, "city": ["", "Boston", "Albany"], "tin": SSNS,
    "bank_account_number": ACCOUNTS, "acct_no": NUMBERS, "account": [*NUMBERS, "GB82WEST12345698765432"],
    "policy_number": NUMBERS, "routing_number": ROUTINGS, "spouse_iban": ACCOUNTS,
}  # fmt: skip

MASKED = [
    "***-**-0001", "XXX-XX-1234", "xxx-xx-1234", "xxxxx1234", "411111******1111", "************1234", "\u2022" * 4 + "1234",
    "\u2022\u2022\u2022-\u2022\u2022-0001", "4111 11** **** 1111", "XXXX-XXXX-XXXX-1111", "###-##-1234", "****5678", "XXXX1234",
    "SSN ***-**-0001", "***-**-****", "X12-345678", "**1234", "*" * 15 + "1234", "*" * 20 + "1234", "* * * *1234", " ****1234 ",
    "a***-**-0001", "***-**-00012", "12345678******1234",
]  # fmt: skip
for typed in (
    "ssn",
    "spouse_ssn",
    "tin",
    "card_number",
    "drivers_license",
    "license",
    "bank_account_number",
    "policy_number",
):
    COLUMNS[typed] = [*COLUMNS[typed], *MASKED]
COLUMNS["ma_dl"] = COLUMNS["ny_license_no"] = COLUMNS["license"]
COLUMNS["x1"] = ["222-22-2221", "123-45-6780", "773-01-0001", "010-94-0001", "010-11-0001", "078-05-1120", ""]
COLUMNS["dob"] = COLUMNS["spouse_dob"] = ["1985-03-04", "3/4/1985", "2015-01-02", "6/25/2011", "", "n/a"]
COLUMNS["notes"] = [*NOTES, "SSN ***-**-0001", "card 411111******1111"]

ALL = 10**9
KINDS = (Kind.SSN, Kind.PAYMENT_CARD, Kind.DRIVERS_LICENSE)


def count(data, listed, config=None):
    """The counts of a table when so many findings are listed one by one. `ALL`: each record is read by itself."""
    if listed == ALL:
        with patch.object(Bulk, "weak", lambda _, block: np.zeros(len(block.rows), bool)):
            return _count(data, listed, config)
    return _count(data, listed, config)


def _count(data, listed, config):
    config = config or Config()
    source = Source("r", "t.csv", "/r/t.csv", len(data))
    tally = Tally(Exclusion(config.public_records, source.path, str))
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


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=8, unique=True), st.integers(0, 10**6))
def test_bulk_counts_what_single_records_give(header, seed):
    data = table(header, 60, random.Random(seed))
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["drivers_license", "license", "ma_dl", "ny_license_no"]), st.booleans(), st.integers(0, 10**6))
def test_licenses_beside_their_states_count_alike(header, home, seed):
    beside = [] if header in {"ma_dl", "ny_license_no"} else ["dl_state"]
    columns = ["name", header, *beside, *(["state"] if home else [])]
    data = table(columns, 80, random.Random(seed))
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["resident", "nonresident"]), st.integers(0, 10**6))
def test_the_declared_residency_counts_alike(default, seed):
    data = table(["name", "ssn", "state", "card_number"], 40, random.Random(seed))
    config = Config(residency_default=default)
    assert count(data, 0, config=config) == count(data, ALL, config=config)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=8, unique=True),
    st.lists(st.sets(st.sampled_from(KINDS), min_size=1), min_size=1, max_size=3),
    st.integers(0, 10**6),
)
def test_public_records_count_alike_and_conserve(header, covered, seed):
    data = table(header, 40, random.Random(seed))
    rules = tuple(
        Rule(f"r{n}", tuple(kinds), "b", "s", "a", date(2027, 1, 1), path="t.csv") for n, kinds in enumerate(covered)
    )
    config = Config(public_records=PublicRecords(rules, "", date(2026, 1, 1)))
    singly = count(data, ALL, config)
    assert count(data, 0, config) == singly
    before = Counter()
    after = Counter()
    for counts, plain in ((before, count(data, 0)), (after, singly)):
        for name in ("personal_information", "non_resident", "review", "element_only", "excluded"):
            counts.update(plain.get(name, {}))
    assert before == after


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
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert sum(singly["persons"].values()) > 10


WORDS = [
    *["12 Oak St, Boston, MA 02108", "Boston MA 02108", "Boston", "MA", "ma", "Mass.", "02139", "Virginia", "Georgia Smith", "NY"],
    *["5 Elm, Albany, NY 12207", "ZIP 2139", "zip: 02139", "state: MA", "State: NY", "MA license", "license: S12345678", "DL no. (MA)"],
    *["617-555-0123", "ON", "K1A 0B1", "Toronto, Canada", "O'Brien", "Martha's Vineyard, MA", "Montr\u00e9al, QC", 'said "MA" 02139', "x"],
    *["12345", "123456789", "010940001", "12345-6789", "Commonwealth of Massachusetts", "New York", "Lee", "", "", " Boston ", "a\x1eb"],
]  # fmt: skip


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.sampled_from([1, 3, 12, len(WORDS)]), st.integers(1, 4))
def test_words_of_records_without_a_header_count_alike(seed, named, kinds, width):
    rng = random.Random(seed)
    some = rng.sample(WORDS, kinds)

    def row():
        ssn = f"0{rng.randrange(10, 35)}-{rng.randrange(10, 99)}-{rng.randrange(1000, 9999)}"
        cells = [rng.choice(["Ann Lee", "Bob Ray", "Maria Silva", "Ana Virginia"])] * named + [ssn]
        for _ in range(width):
            cells.insert(rng.randrange(len(cells) + 1), rng.choice(some))
        return ",".join(quoted(cell, rng) for cell in cells)

    data = "\n".join(row() for _ in range(40)).encode()
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


@pytest.mark.parametrize("beside", ["", ",12345678", ",MA", ",x y"])
def test_numbers_of_nobody_are_all_counted(beside):
    """What has no room for a name is counted on arrays, and is counted alike."""
    data = "\n".join(
        ["ssn" + ",c" * bool(beside), *(f"{100 + n % 500}-{1 + n % 99:02}-{1 + n:04}{beside}" for n in range(900))]
    )
    found = count(data.encode(), 0)
    assert found == count(data.encode(), ALL)
    assert found == {"element_only": {"ssn": 900}}


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["dob", "spouse_dob", "spouse_name", "notes", "state", "ssn"]), unique=True),
    st.integers(0, 10**6),
)
def test_unlabelled_numbers_beside_births_count_alike(columns, seed):
    data = table(["name", "x1", *columns], 60, random.Random(seed))
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly


SAID = [
    *("Ann Lee", "Lee, Ann", "LEE,ANN", "J Smith", "J. Smith", "ann lee", "Mr. Lee", "Lee", "\u00c9mile Zola", "Ana/Maria Silva"),
    *('{"first": "ann", "last": "lee"}', '{"first": "Ann", "last": "Lee"}', "North Branch", "In Progress", "OPEN", "open", ""),
    *("ann.lee@example.com", "Ann Lee & Bob Ray", "Acme Inc", 'said "Ann Lee"', "O'Brien Ann", "2020-01-02", "A-1 B/2", "x y"),
]  # fmt: skip


@pytest.mark.long
@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["ssn", "acct_no", "card_number"]), st.sampled_from([1, 3, len(SAID)]))
def test_names_in_tables_without_a_column_for_them_count_alike(seed, header, kinds):
    rng = random.Random(seed)
    some = rng.sample(SAID, kinds)
    lines = [f"{header},x7,x8"]
    for _ in range(40):
        cells = [rng.choice(COLUMNS[header]), rng.choice(some), rng.choice(some)]
        lines.append(",".join(quoted(cell, rng) for cell in cells))
    data = "\n".join(lines).encode()
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly
    assert count(data, ALL - 1) == singly


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_tables_of_accounts_count_alike(seed, routed):
    header = ["name", "acct_no", "bank_account_number", "policy_number", "card_number", "state"]
    data = table([*header, "routing_number"] if routed else header, 40, random.Random(seed))
    singly = count(data, ALL)
    assert count(data, 0) == singly
    assert count(data, 7) == singly
    assert count(data, ALL - 1) == singly


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


GIVEN_OFF, SURNAMES_OFF = ["Xanvira", "Zworda", "Quillix"], ["Quorblat", "Vrondsky", "de la Brazzq", "O'Zzyzx"]


def operators():
    """The names above as `--names-file` would give them."""
    words = [GIVEN_OFF, [*SURNAMES_OFF, "Brazzq"]]
    given, surnames = (np.sort(np.array([key(fold(one).encode()) for one in some], np.uint64)) for some in words)
    return NameList(7, surnames.tobytes(), given.tobytes())


@pytest.fixture
def own_names():
    yield operators()
    use(None)


@pytest.mark.parametrize("header", ["", "name,ssn,state", "first,last,ssn,state", "note,ssn,state"])
def test_names_of_the_operator_count_alike_in_bulk(own_names, header):
    rng = random.Random(7)
    lines = [header] if header else []
    for number in range(60):
        given, surname = rng.choice(GIVEN_OFF), rng.choice(SURNAMES_OFF)
        name = f"{given},{surname}" if header.startswith("first") else f"{given} {surname}"
        lines.append(f"{name},773-01-{1000 + number},MA")
    data = "\n".join(lines).encode()
    by_header = "name" in header or "first" in header
    plain = count(data, ALL)
    assert plain == count(data, 0)
    assert plain.get("personal_information", {}).get("ssn", 0) == (60 if by_header else 0)
    use(own_names)
    named = count(data, ALL)
    assert named == count(data, 0)
    assert named["personal_information"] == {"ssn": 60}
    assert named["persons"]["massachusetts"] == 60


@pytest.mark.parametrize("listed", [1, 3])
def test_of_a_row_that_is_only_counted_nobody_asks_the_place(scan, monkeypatch, listed):
    asked = []
    place = reader.cell_place
    monkeypatch.setattr(reader, "cell_place", lambda *given: asked.append(given) or place(*given))
    rows = [f"Ann Lee,010-94-{number:04},MA,02860" for number in range(1, 60)]  # a ZIP code of another state: by itself
    found = scan("\n".join(["name,ssn,state,zip", *rows]), "a.csv", Config(max_findings_per_file=listed))
    assert len(found.findings) == len(asked) == listed
    assert sum(number for kinds in found.counts.values() for number in kinds.values()) == len(rows)


@given(
    st.lists(st.sampled_from(["Ann", "AL", "A", " ", ",", "{", "-", "a@b", "12", "é", "\n"]), max_size=30), st.data()
)
def test_what_may_name_somebody_is_told_of_many_spans_as_of_each(pieces, data):
    raw = "".join(pieces).encode()
    text = Text(raw, len(raw))
    ends = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    spans = list(zip([0, *ends], [*ends, len(raw)], strict=True))
    start, end = np.array(spans, np.int64).T

    def may_name(span):
        capitals = sum(65 <= byte < 91 or byte >= 128 for byte in span)
        return (capitals > 1 and any(chr(byte) in BETWEEN for byte in span if byte < 128)) or b"{" in span

    assert text.may_name(start, end).tolist() == [may_name(raw[first:last]) for first, last in spans]
    assert text.mails(start, end).tolist() == [b"@" in raw[first:last] for first, last in spans]
