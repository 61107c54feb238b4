"""ACH files: entries as rows with exact places, addenda with their entry, nothing lost."""

import random

import pytest
from format_samples import blob, read

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.records.nacha import SIZE, extract_nacha
from piiscan.model import Shape

PI = "personal_information"
ABA = "011000015"
FILE = f"101 021000021 011000015251125{'0900'}A094101{'BANK OF EXAMPLES':<23}{'ACME PAYROLL':<23}{'':<8}"
TOTALS = "9000001000001000000010001100001000000000000000000100000".ljust(94)


def batch(sec="PPD"):
    return f"5200ACME PAYROLL                        1042103594{sec}PAYROLL         251126   1011000010000001".ljust(94)


def entry(account="12345678", name="LEE, ANN M", number="EMP0001", aba=ABA, addenda=0):
    return f"622{aba}{account:<17}0000100000{number:<15}{name:<22}  {addenda}011000010000001"


def addenda(text, kind="05"):
    return f"7{kind}{text:<80}00010000001"


def nacha(*records, end="\n"):
    return end.join((FILE, *records, TOTALS)) + end


def elements(scanned):
    return [
        (finding.classification.value, finding.person.normal if finding.person else None, element.value, element.grade)
        for finding in scanned.findings
        for element in finding.elements
    ]


def test_the_samples_are_right():
    assert {len(record) for record in (FILE, TOTALS, batch(), entry(), addenda("x"))} == {SIZE}


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_an_entry_is_a_strong_account_of_its_name(scan, end):
    found = scan(nacha(batch(), entry(), entry("87654321", "BOB RAY"), end=end), "PAY.ACH")
    assert elements(found) == [(PI, "ann lee", "12345678", 3), (PI, "bob ray", "87654321", 3)]
    steps = [tuple((step.axis.value, step.at) for step in finding.at) for finding in found.findings]
    if end:
        assert steps == [(("LINE", 3), ("COLUMN", 13)), (("LINE", 4), ("COLUMN", 13))]
    else:
        assert steps[0][-1] == ("BYTE", 2 * SIZE + 12)


def test_the_place_is_where_the_account_is():
    data = nacha(batch(), entry(" 0012345"), entry("X12-3456"))
    source = data.split("\n")
    for segment in extract_nacha(blob(data.encode()), new_context(Limits())):
        if segment.shape is Shape.TABLE:
            for number in (b"0012345", b"X12-3456", b"LEE, ANN M", ABA.encode()):
                at = {step.axis.value: step.at for step in segment.locate(segment.data.find(number))}
                assert source[at["LINE"] - 1][at["COLUMN"] - 1 :].startswith(number.decode())


def test_addenda_belong_to_the_entry_above(scan):
    found = scan(nacha(batch(), entry(addenda=1), addenda("SSN 010-94-0001 SUPPORT"), entry("87654321", "BOB RAY")))
    assert (PI, "ann lee", "010940001", 3) in elements(found)
    assert not any(person == "bob ray" and value == "010940001" for _, person, value, _ in elements(found))


def test_companies_have_accounts_too(scan):
    found = scan(nacha(batch("CTX"), entry(name="0001ACME TOOLS INC   ")))
    assert [one[:3:2] for one in elements(found)] == [("element_only", "12345678")]


def test_international_entries_have_the_name_in_an_addenda(scan):
    head = f"622{ABA}0007{'':<13}0000100000{'DE75512108001245126199':<35}    1011000010000001"
    assert len(head) == SIZE
    name = "710ANN" + " " * 18 + " " * 22 + "Lee, Ann".ljust(35) + " " * 6 + "0000001"
    found = scan(nacha(batch("IAT"), head, name))
    assert elements(found) == [(PI, "ann lee", "DE75512108001245126199", 3)]


def test_identified_by_content_and_nothing_lost():
    result = read(nacha(batch(), entry(), addenda("REMIT 7")).encode(), "pay.txt")
    assert (result.format, result.media_type) == ("nacha", "text/x-nacha")
    for text in ("BANK OF EXAMPLES", "ACME PAYROLL", "12345678", "LEE, ANN M", "REMIT 7", "EMP0001"):
        assert text in result.text
    assert read(b"101 dogs\n", "a.txt").format == "text"


@pytest.mark.parametrize("cut", range(0, 600, 37))
def test_damaged_files_are_read(cut):
    data = nacha(batch(), entry(), entry()).encode()
    result = read(data[:cut] + b"\xff\x00" + data[cut + 3 :], "a")
    assert result.refused is None


def test_random_bytes_behind_the_header():
    rng = random.Random(5)
    data = (FILE + "\n").encode() + b"6" * 300_000 + bytes(rng.randrange(32, 127) for _ in range(200_000))
    total = sum(len(segment.data) for segment in extract_nacha(blob(data), new_context(Limits())))
    assert total >= 490_000


def test_large_files_come_in_blocks():
    data = nacha(batch(), *(entry(f"{10**9 + index}") for index in range(30_000))).encode()
    segments = list(extract_nacha(blob(data), new_context(Limits())))
    tables = [segment for segment in segments if segment.shape is Shape.TABLE]
    assert len(tables) > 2
    assert sum(segment.data.count(b"\x1e") for segment in tables) == 30_001
    assert max(len(segment.data) for segment in segments) < 600_000
