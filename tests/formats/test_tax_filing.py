"""Files for tax agencies: whose a number is, what a firm's is, and what is none of these files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from format_samples import read

sys.path.append(str(Path(__file__).parents[1] / "planted"))
from planted_filings import efw2, payee, pub_1220, record, wages

A, B = "010-94-0001", "010-94-0002"
EFW2, PAYEES, CORRECTIONS = 512, 750, 1024


def file_of(size, fields, end="\r\n"):
    return "".join(record(size, one) + end for one in fields)


def found(scanned):
    return [
        (one.classification.value, one.person.normal if one.person else None, *(e.value for e in one.elements))
        for one in scanned.findings
    ]


def test_the_number_of_a_firm_is_its_own(scan):
    rows = [payee(A, "Ann Lee"), payee("123456789", "Acme Tools", kind="1"), payee(B, "Bob Ray", kind=" ")]
    scanned = scan(file_of(PAYEES, pub_1220(*rows)), "IRSTAX")
    assert found(scanned) == [
        ("personal_information", "ann lee", "010940001"),
        ("review", "bob ray", "010940002"),  # nobody says whether it is one
    ]


@pytest.mark.parametrize("since_2023", [False, True])
@pytest.mark.parametrize("surname_first", [False, True])
def test_which_word_is_the_surname_the_filer_says(scan, since_2023, surname_first):
    row = payee(A, "Lee Scott", since_2023=since_2023, surname_first=surname_first)
    assert found(scan(file_of(PAYEES, pub_1220(row)), "IRSTAX")) == [("personal_information", "lee scott", "010940001")]


def test_a_correction_of_the_number_alone_is_of_the_same_person(scan):
    fields = {1: "RCW", **wages(13, 72, 144, B, "Ann Lee"), 4: A.replace("-", "")}
    scanned = scan(file_of(CORRECTIONS, [{1: "RCA123456789"}, {1: "RCE2024123456789"}, fields]), "W2C")
    assert {(person, number) for _, person, *numbers in found(scanned) for number in numbers} == {
        ("ann lee", "010940001"),
        ("ann lee", "010940002"),
    }


def test_the_address_says_where_somebody_lives(scan):
    away = {1: "RW", **wages(3, 12, 88, A, "Ann Lee"), 110: "NASHUA", 132: "NH03060"}
    assert found(scan(file_of(EFW2, efw2(away)), "W2"))[0][0] == "non_resident"


def test_lines_that_lost_their_blanks_are_read(scan):
    lines = [record(EFW2, one).rstrip() for one in efw2({1: "RW", **wages(3, 12, 88, A, "Ann Lee")})]
    assert found(scan("\n".join(lines), "W2.txt")) == [("personal_information", "ann lee", "010940001")]


def test_other_records_are_text():
    data = file_of(EFW2, [*efw2({1: "RW", **wages(3, 12, 88, A, "Ann Lee")})[:-2], {1: "RO", 12: "call Bob Ray"}])
    result = read(data.encode(), "W2")
    assert (result.format, result.media_type) == ("tax-filing", "text/x-tax-filing")
    assert "call Bob Ray" in result.text
    assert "010940001\x1fANN\x1f\x1fLEE\x1f12 ELM ST\x1fLOWELL\x1fMA\x1f01852\x1e" in result.text


@pytest.mark.parametrize(
    "text",
    [
        "RA123456789 is the part number\nRE: your order of 2024\n",
        "A2024 budget\nB2024 budget, second half\n",
        "T2024 123456789\nAnd more\n",
        "E1234567890123\nS is for Sunday\n",
    ],
)
def test_what_only_begins_like_one_is_text(text):
    assert read(text.encode(), "a.txt").format == "text"


def test_names_stand_where_they_do_since_2023_where_amounts_are_left_blank(scan):
    row = {**payee(A, "Ann Lee", since_2023=True), 55: "000000045000"}
    assert found(scan(file_of(PAYEES, pub_1220(row)), "IRSTAX")) == [("personal_information", "ann lee", "010940001")]
