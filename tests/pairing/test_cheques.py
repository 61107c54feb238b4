"""The account in the magnetic ink line of a cheque is that of who is printed over an address at its top."""

import pytest
from pairs import people

TOP = "ANN LEE                                   1025\n5 ELM ST\nLOWELL MA 01850\n\nDATE ________\n"
PAID = "PAY TO THE\nORDER OF  Bob Ray                 $ 120.00\n\nEASTERN BANK\nMEMO ______   ______________\n\n"
LINES = ("|:011000015|: 12345678|| 1025", "\u2446011000015\u2446 12345678\u2448 1025", "A011000015A 12345678C 1025")


@pytest.mark.parametrize("ink", LINES)
def test_the_account_is_of_the_drawer(scan, ink):
    scanned = scan(f"{TOP}{PAID}{ink}\n")
    assert people(scanned) == [("ann lee", "12345678")]
    assert scanned.findings[0].residency.value == "massachusetts"


def test_each_cheque_has_its_drawer(scan):
    other = TOP.replace("ANN LEE", "BOB RAY")
    text = f"{TOP}VOID\n{LINES[0]}\n\n{other}VOID\n{LINES[0].replace('12345678', '87654321')}\n"
    assert people(scan(text)) == [("ann lee", "12345678"), ("bob ray", "87654321")]


def test_whom_it_pays_is_not_whose_account_it_is(scan):
    found = people(scan(f"{PAID}{LINES[0]}\n"))
    assert ("bob ray", "12345678") not in found


def test_an_account_in_another_line_is_as_before(scan):
    found = people(scan(f"{TOP}{PAID}Account No. 12345678\n"))
    assert ("ann lee", "12345678") not in found
