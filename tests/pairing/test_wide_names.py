"""Names beside codes and banks, and those whose words stand far apart."""

import pytest

from piiscan.pairing.names.in_text import find_names
from tests.pairing.pairs import LEE, A, numbers, people

LICENSE = "S10000001"


@pytest.mark.parametrize(
    "text", ["1099-R Edmund (code 7)", "acct 1 (TOD Gerald) -", "savings, POD Brian", "HOLYOKE CU"]
)
def test_codes_before_a_name_are_no_part_of_one(text):
    assert find_names(text) == []


@pytest.mark.parametrize("text", ["TOD BROWNING", "3-A. Lee", "1-Ann Lee", "TOD Gerald Ford", "Tod Browning"])
def test_names_beside_such_codes_are_found(text):
    assert [name.surname.lower() for name in find_names(text)] in (["browning"], ["lee"], ["ford"])


def test_a_name_with_wide_gaps_is_one(scan):
    found = scan(f"Name :   Harriet   Blumenthal            Date :  1 / 3 / 24\nSSN :  {A}\n")
    assert [one.person.normal.split() for one in found.findings] == [["harriet", "blumenthal"]]


def test_a_word_in_the_next_column_is_no_surname(scan):
    text = f"First name: Ann    Female     Lynn\nLast name: Lee\nSSN: {A}\n"
    assert numbers(scan(text)) == [LEE]


def test_patrons_of_a_library(scan):
    text = f"Patron               Barcode          ID shown       Owes\nLee, Sterling        2132000441882    lic {LICENSE}  $118.20\n"
    assert [one[0] for one in people(scan(text))] == ["sterling lee"]
