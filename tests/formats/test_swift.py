"""SWIFT MT messages: accounts get their label, fields stand apart, places are the file's."""

import random
import re

import pytest
from format_samples import blob, read

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.swift import extract_swift

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
