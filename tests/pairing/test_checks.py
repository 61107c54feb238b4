"""The account on a check is the drawer's, and not that of whom it is written to."""

import pytest
from pairs import people

MICR = "|:011000015|: 12345678|| 0101\n"


@pytest.mark.parametrize(
    "text",
    [
        "Pay to the order of Bob Ray\nDrawer: Ann Lee\nRouting: 011000015 Account: 12345678\n",
        "Drawer: Ann Lee\nPay to the order of: Bob Ray\nRouting: 011000015 Account: 12345678\n",
        "Check 101, drawer Ann Lee, pay to the order of Bob Ray, routing 011000015 account 12345678\n",
    ],
)
def test_who_draws_a_check_has_the_account(scan, text):
    (finding,) = scan(text).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


def test_the_face_of_a_check(scan):
    text = "ANN LEE                    101\n12 ELM ST\nBOSTON MA 02139\n\nPAY TO THE\nORDER OF  BOB RAY      $100.00\n\nEASTERN BANK\n"
    (finding,) = scan(text + MICR).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")
    (without,) = scan(text.replace("12 ELM ST\nBOSTON MA 02139\n", "") + MICR).findings
    assert without.classification.value == "review"  # no address shows who draws it


@pytest.mark.parametrize(
    "text",
    [
        "Pay to the order of: Bob Ray\nRouting: 011000015 Account: 12345678\n",
        "Pay to the order of Bob Ray, routing 011000015, account 12345678\n",
    ],
)
def test_where_nobody_else_is_named_it_is_doubtful(scan, text):
    (finding,) = scan(text).findings
    assert finding.classification.value == "review"


def test_a_payment_to_an_account_names_its_holder(scan):
    (finding,) = scan("Payee: Bob Ray\nRouting: 011000015 Account: 12345678\n").findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "bob ray")


@pytest.mark.parametrize("drawer", ["ANN LEE                                   1001", "Ann Lee"])
def test_whom_a_printed_check_pays_is_not_who_draws_it(scan, drawer):
    text = f"{drawer}\n5 ELM ST\nBOSTON MA 02118\n\nPAY TO THE ORDER OF Bob Ray     $100.00\n{MICR}"
    (finding,) = scan(text).findings
    assert finding.person.normal == "ann lee"


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
