"""The type of a deposit, cut short: an account's beside a bank, a check's or a word's elsewhere."""

import pytest
from pairs import people

NUMBER = "4411209812"


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee BK OF AMER chk {}",
        "Ann Lee, Citizens Bank svgs {}",
        "Ann Lee: TD Bank ckg #{}",
        "Ann Lee Metro CU sav: {}",
        "Name: Ann Lee\nBank: Citizens sav {}",
        "Ann Lee chkg {} Eastern Bank",
        "Ann Lee Eastern Bank CHKG {}, due Friday",
        "Ann Lee, Metro Credit Union sav. {}",
    ],
)
def test_an_account_beside_a_bank(scan, line):
    expected = [("ann lee", NUMBER)]
    assert people(scan(line.format(NUMBER), "a.txt")) == expected
    cell = line.replace("\n", " ").replace("Name: ", "").replace("Ann Lee", "").strip(" ,:").format(NUMBER)
    assert people(scan(f'name,notes\nAnn Lee,"{cell}"\n', "a.csv")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee chk {}",
        "Ann Lee sav {} on orders",
        "Ann Lee Eastern Bank chk #{} $250.00",
        "Ann Lee Eastern Bank chk 104212 $250.00",
        "Ann Lee\nEastern Bank\nchk {}",
        "Ann Lee food bank sav {}",
        "Ann Lee Avidia Bank check {}",
        "Ann Lee Avidia Bank sav $4411209",
        "Ann Lee Avidia Bank chk for order {}",
    ],
)
def test_no_account(scan, line):
    assert people(scan(line.format(NUMBER), "a.txt")) == []


def test_as_headers_they_say_nothing(scan):
    assert people(scan("name,bank,chk,sav\nAnn Lee,x,10421042,88120047\n", "a.csv")) == []


def test_a_certificate_of_deposit_beside_its_bank(scan):
    text = (
        "Applicant's name: ANN LEE\nBank accounts as of July 1:\n"
        "  Melrose Cooperative Bank, CD 128916143, $12,000\n  Everett Co-op, passbook 361436450, $4,118\n"
    )
    assert scan(text).owners() == {"128916143": "ann lee", "361436450": "ann lee"}
