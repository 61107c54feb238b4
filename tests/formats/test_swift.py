"""SWIFT MT messages: accounts get their label, fields stand apart, places are the file's."""

import random
import re

import pytest
from format_samples import blob, read

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.records.swift import extract_swift

STATEMENT = """:20:STMT1
:25:011000015/12345678
:28C:1/1
:60F:C251124USD1000,00
:61:2511251125D50,00NTRFNONREF
:86:TRANSFER TO ANN LEE RENT
:62F:C251125USD950,00
-
"""
PAYMENT = """{1:F01BANKUS33AXXX0000000000}{2:I103BANKUS44XXXXN}{4:
:20:PAY1
:23B:CRED
:32A:251125USD50,00
:50K:/12345678
ANN LEE
12 OAK ST
BOSTON MA 02108
:59:/DE75512108001245126199
BOB RAY
:71A:SHA
-}
"""


@pytest.mark.parametrize("text", [STATEMENT, PAYMENT])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_identified_by_content(text, end):
    result = read(text.replace("\n", end).encode(), "a.txt")
    assert result.format == "swift"
    for word in re.split(r"[/:\s]+", text):
        assert word in result.text


def test_other_texts_are_none():
    assert read(b":20:\nhello\n", "a.txt").format == "text"


def test_places_are_those_of_the_file():
    for text, numbers in ((STATEMENT, ("011000015", "12345678")), (PAYMENT, ("12345678", "DE75512108001245126199"))):
        lines = text.split("\n")
        (segment,) = extract_swift(blob(text.encode()), new_context(Limits()))
        for number in numbers:
            at = {step.axis.value: step.at for step in segment.locate(segment.data.find(number.encode()))}
            assert lines[at["LINE"] - 1][at["COLUMN"] - 1 :].startswith(number)


@pytest.mark.long
def test_random_text_behind_the_head():
    rng = random.Random(3)
    noise = "".join(rng.choice("/:ABC123 \n") for _ in range(300_000))
    result = read((STATEMENT + noise + "\n:86:SSN 010-94-0001").encode(), "a")
    assert result.refused is None
    assert "010-94-0001" in result.text


def test_whose_account_it_is(scan):
    found = scan(PAYMENT).classes()
    assert sorted(one[2:] for one in found) == [
        ("ann lee", ("financial_account:12345678",)),
        ("bob ray", ("financial_account:DE75512108001245126199",)),
    ]
    (statement,) = scan(STATEMENT).findings
    assert [(element.value, element.grade) for element in statement.elements] == [("12345678", 3)]
    assert (statement.classification.value, statement.grades["pair"]) == ("review", 1)  # a name is near, no more


GERMAN = """:20:STARTUMS
:25:51210600/9223382012EUR
:28C:1/1
:60F:C170418EUR25,10
:61:2511251125D50,00NTRFNONREF
:86:166?00GUTSCHRIFT?100399?20SVWZ+Rent?30COBADEFFXXX?31DE7551210800
1245126199?32Ann        L?33ee?34992
:61:2511251125D50,00NTRFNONREF
:86:166?00GUTSCHRIFT?30COBADEFFXXX?314005287001?32Lee GmbH
:62F:C251125EUR950,00
-
:20:STARTUMS
:25:51210600/9223382013/HUF
"""
DUTCH = """:940:
:20:940A110615
:25:1291.99.348EUR
:28:00000/00
:61:130101D000000000025,00N102EREF
:86:/EREF/01-01-2013/BENM//NAME/ANN LEE/IBAN/DE75512108001245126199/REM
I/Rent
"""


def test_the_other_side_of_a_payment_is_no_holder_of_the_statement(scan):
    found = {value: (of, who) for of, _, who, values in scan(GERMAN).classes() for value in values}
    assert {value.partition(":")[2]: said for value, said in found.items()} == {
        "9223382012": ("element_only", None),
        "DE75512108001245126199": ("personal_information", "ann lee"),
        "4005287001": ("element_only", None),
        "9223382013": ("element_only", None),
    }


def test_codes_of_the_netherlands(scan):
    found = {value: (of, who) for of, _, who, values in scan(DUTCH).classes() for value in values}
    assert {value.partition(":")[2]: said for value, said in found.items()} == {
        "129199348": ("element_only", None),
        "DE75512108001245126199": ("personal_information", "ann lee"),
    }


@pytest.mark.parametrize(
    "before", ["ABNANL2A\n940\nABNANL2A\n", "0000 01INGBNL2AXXXX00001\n940 00\n", ":940:\n", "\x01\n"]
)
def test_banks_put_lines_of_their_own_before(before):
    assert read((before + STATEMENT).encode(), "a.txt").format == "swift"


def test_numbers_cut_by_lines_have_their_first_place():
    (segment,) = extract_swift(blob(GERMAN.encode()), new_context(Limits()))
    at = {step.axis.value: step.at for step in segment.locate(segment.data.find(b"DE7551"))}
    assert (at["LINE"], at["COLUMN"]) == (6, GERMAN.split("\n")[5].index("DE7551") + 1)
    at = {step.axis.value: step.at for step in segment.locate(segment.data.find(b"1245126199"))}
    assert (at["LINE"], at["COLUMN"]) == (7, 1)


def test_the_account_of_a_firm_is_not_that_of_who_pays(scan):
    of_firm = PAYMENT.replace("/DE75512108001245126199\nBOB RAY", "/98765432\nACME SUPPLY INC\nDALLAS TX")
    found = {value: (of, who) for of, _, who, values in scan(of_firm).classes() for value in values}
    assert found["financial_account:12345678"] == ("personal_information", "ann lee")
    assert found["financial_account:98765432"][0] == "review"
