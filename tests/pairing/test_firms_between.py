"""Accounts of firms among those of persons: words that begin the names of organisations, and the label of a name again."""

import pytest
from pairs import people

WIRES = """WIRE/ACH INSTRUCTIONS

NAME  ANN LEE
BANK  CITIZENS SAVINGS
ABA   011343028
ACCT  8063689296
{gap}NAME  {firm}
BANK  CITIZENS SAVINGS
ABA   011019006
ACCT  4317893691
{gap}NAME  BOB RAY
BANK  CITIZENS SAVINGS
ABA   011019006
ACCT  5528801124
"""


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("firm", ["STICHTING ZONNEHOF", "FUNDACIÓN ALAMEDA", "ACME HOLDINGS LLC", "HARBOR LIGHT BOOKS"])
def test_a_firm_behind_the_label_of_a_name_is_not_the_person_above(scan, gap, firm):
    told = people(scan(WIRES.format(gap=gap, firm=firm)))
    assert told[::2] == [("ann lee", "8063689296"), ("bob ray", "5528801124")]
    assert told[1][0] == "review"


@pytest.mark.parametrize("value", ["same as above", "LEE", "_______", "SEE OTHER SIDE"])
def test_a_value_that_names_nobody_new_ends_nothing(scan, value):
    text = f"NAME: ANN LEE\nTOWN: LYNN\nNAME: {value}\nABA: 011343028\nCHECKING ACCT: 8063689296\n"
    assert people(scan(text)) == [("ann lee", "8063689296")]


@pytest.mark.parametrize(
    "name",
    [
        *("Stichting Waterfonds Noord", "Fondation Belcourt", "Asociación Marta Ruiz", "Iglesia San Juan"),
        *("stichting ICCF Holland", "the fundación Marta Ruiz"),
    ],
)
def test_what_an_organisation_is_called_by_is_nobody(scan, name):
    told = people(scan(f"Remit by ACH to {name}, routing 011019006, account 4317893691.\n"))
    assert told == [("element_only", None, "4317893691")]
