"""A license may have the form of a Social Security number, which some states took as theirs: its label names it."""

import pytest

PERSON = "Name: Ann Lee\n{}\nAddress: 5 Elm St, Boston, MA 02108\n"


@pytest.mark.parametrize(
    "line",
    [
        "Driver's License No.: 010-94-0001",
        "License No: 010-94-0001",
        "MA driver license # 010 94 0001",
        "State ID No. 010-94-0001",
        "Licencia de conducir: 010-94-0001",
    ],
)
def test_a_number_under_the_label_of_a_license_is_somebodys(scan, line):
    scanned = scan(PERSON.format(line), "a.txt")
    assert scanned.persons() == [("ann lee", "010940001")]
    assert "label:drivers_license" in scanned.findings[0].elements[0].evidence


@pytest.mark.parametrize(
    "line",
    [
        "Electrician License No: 010-94-0001",
        "Software license: 010-94-0001",
        "License plate 010-94-0001",
        "Invoice for the driver's license class\nInvoice No: 010-94-0001",
    ],
)
def test_one_of_another_thing_is_not(scan, line):
    assert scan(PERSON.format(line), "a.txt").persons() == []
