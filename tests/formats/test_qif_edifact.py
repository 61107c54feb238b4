"""Records of letters (QIF) and of parties (EDIFACT)."""

from __future__ import annotations

import pytest
from format_samples import blob, objects, read
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.records.edifact import Signs, extract_edifact, signs_of
from piiscan.formats.records.marks import record_kind
from piiscan.formats.records.qif import extract_qif

EDI = "UNA:+.? 'UNB+UNOC:3+A+B+240101:1200+1'UNH+1+MEDREQ:0:912'"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "!Type:Bank\nD1/2\nPAnn Lee\nMnote\nA1 Elm St\nALynn\n^\nD1/3\nPBob Ray\n^\n",
            [
                {"date": "1/2", "full_name": "Ann Lee", "memo": "note", "address": ["1 Elm St", "Lynn"]}
                | {"lines": "!Type:Bank"},
                {"date": "1/3", "full_name": "Bob Ray"},
            ],
        ),
        (
            "!Account\nNChecking\nDMine\n^\n!Type:Cash\nD1/2\nPAnn\n",
            [
                {"account name": "Checking", "description": "Mine", "lines": "!Account"},
                {"date": "1/2", "full_name": "Ann", "lines": "!Type:Cash"},
            ],
        ),
        (
            "!Type:Invoice\nD1/2\nXAAnn Lee\nXI1\nwhat\n^\n",
            [{"date": "1/2", "address": "Ann Lee", "price": "1", "lines": ["!Type:Invoice", "what"]}],
        ),
    ],
)
def test_each_record_of_letters_is_an_object(text, wanted):
    assert objects(text, "qif") == wanted
    assert objects(text.replace("\n", "\r\n"), "qif") == wanted
    assert objects(text.replace("\n", "\r"), "qif") == wanted


def test_each_party_is_an_object():
    text = (
        f"{EDI}NAD+PAT+7++LEE:ANN+1 ELM ST+LYNN+MA+01901+US'RFF+SS:010-94-0001'FTX+AAI+++it?'s'"
        "NAD+BY+++ACME CORP OF BOSTON'FII+OR+12345678:ANN LEE+BANK'PNA+PAT+9++++SU:RAY+FO:BOB'UNT+5+1'"
    )
    found = objects(text, "edifact")
    assert found[2:] == [
        {
            "party id": "7",
            "address": "1 ELM ST",
            "city": "LYNN",
            "state": "MA",
            "zip": "01901",
            "family_name": "LEE",
            "given_name": "ANN",
            "ssn": "010-94-0001",
            "lines": "FTX+AAI+++it?'s",
        },
        {"full_name": "ACME CORP OF BOSTON", "bank account number": "12345678", "lines": ["ANN LEE", "BANK"]},
        {"party id": "9", "family_name": "RAY", "given_name": "BOB"},
        {"lines": "UNT+5+1"},
    ]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_places_are_those_of_the_file(end):
    text = f"{EDI}NAD+PAT+++LEE:ANN'RFF+SS:010-94-0001'FTX+AAI+++SSN 010-94-0002'".replace("'", f"'{end}")
    places = read(text.encode(), "a.edi").places
    for number in ("010-94-0001", "010-94-0002"):
        before = text[: text.index(number)].replace("\r\n", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert places[number] == [f"LINE {line} COLUMN {column}"]


def test_a_segment_may_go_on_in_the_next_line():
    text = f"{EDI}\nNAD+PAT+++\nLEE:ANN'RFF+SS:010-94-\n0001'"
    assert objects(text, "edifact")[-1]["given_name"] == "ANN"


def test_signs_are_the_ones_that_are_said():
    assert signs_of("UNA^*.\\ ~UNB*") == Signs("^", "*", "\\", "~")
    assert signs_of("UNB+UNOC:3") == Signs()
    text = "UNA^*.\\ ~UNB*UNOC^3*A*B~NAD*PAT***LEE^ANN~RFF*SS^010-94-0001~"
    assert objects(text, "edifact")[-1]["ssn"] == "010-94-0001"


@pytest.mark.parametrize(
    "text",
    ["UNAble to do\n", "UNB 1\n", "!Type: what\n", "!Account\n", "! Type:Bank\nD1\n", "UNB+x\n"],
)
def test_running_text_is_neither(text):
    assert record_kind(text.encode()) == ""


@given(st.lists(st.sampled_from(["NAD", "PNA", "RFF", "FII", "+", ":", "'", "?", "\n", "1", "^", "!", "SS", "010-94"])))
@example(["NAD", "\n", "010-94"])
@example(["FII", ":", "010-94", "+", "1"])
def test_no_text_makes_it_raise_and_no_number_is_lost(pieces):
    text = "".join(pieces)
    for extract, data in ((extract_qif, text), (extract_edifact, EDI + text)):
        found = b"".join(bytes(segment.data) for segment in extract(blob(data.encode()), new_context(Limits())))
        assert found.count(b"010-94") >= text.replace("?", "").count("010-94")
