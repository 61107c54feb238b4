"""The account on a check is the drawer's, and not that of whom it is written to."""

import pytest

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
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")


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
