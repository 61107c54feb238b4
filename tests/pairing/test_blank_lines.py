"""Values on lines to write on: SSN: __773-01-0001____, as forms are filled in with a typewriter or a word processor."""

import pytest
from pairs import CARD, A, people

FILLED = {
    "an SSN": (f"SSN: __{A}____", "773010001"),
    "only behind": (f"SSN: {A}______", "773010001"),
    "digits alone": ("SSN: ___773010001___", "773010001"),
    "a card": ("Card no: __4539 5787 6362 1486__", CARD),
    "a licence": ("Driver's License No: ____S12345678____", "S12345678"),
    "an account": ("Checking account no: __9505921381__", "9505921381"),
}


@pytest.mark.parametrize("name", FILLED)
def test_what_stands_on_a_line_is_a_value(scan, name):
    text, value = FILLED[name]
    assert people(scan(f"Name: __Ann Lee________   {text}\n")) == [("ann lee", value)]
    assert people(scan(f"Name: Ann Lee\n{text}\n")) == [("ann lee", value)]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, Lynn, MA: file_{A}_copy\n",
        f"Ann Lee, Lynn, MA: x_{A}\n",
        "Ann Lee, Lynn, MA: ssn_773010001_x\n",
        "Ann Lee, Lynn, MA: __773010001__\n",
        "Name: __Ann Lee__  SSN: ___-__-____\n",
    ],
)
def test_the_parts_of_words_are_none(scan, text):
    assert not scan(text).findings
