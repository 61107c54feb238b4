"""Reports of unclaimed property: whose a number is, at the places of one version of the standard and of others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.records.unclaimed import size_of

sys.path.append(str(Path(__file__).parents[1] / "planted"))
from planted_filings import naupa, owner_of_property, record

A, B = "010-94-0001", "010-94-0002"
FOUND = {("ann lee", "massachusetts", "010940001"), ("bob ray", "massachusetts", "010940002")}


def report(*owners, size=625, end="\r\n"):
    return "".join(record(size, one) + end for one in naupa(*owners))


def found(scanned):
    return {
        (one.person.normal, one.residency.value, element.value)
        for one in scanned.findings
        if one.person is not None
        for element in one.elements
    }


def moved(owner, by):
    """An owner whose names are as long as ever, and all behind them is further on."""
    return {first + by if first > 110 else first: text for first, text in owner.items()}


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
@pytest.mark.parametrize("size", [625, 577])
def test_each_owner_has_their_own_number(scan, size, end):
    owners = [owner_of_property(A, "Ann Lee", 1), owner_of_property(B, "Bob Ray", 1, "3")]
    assert found(scan(report(*owners, size=size, end=end), "report.txt")) == FOUND


@pytest.mark.parametrize("by", [-4, 6, 30])
def test_the_address_may_stand_elsewhere(scan, by):
    owners = [moved(owner_of_property(A, "Ann Lee", 1), by), moved(owner_of_property(B, "Bob Ray", 2), by)]
    assert found(scan(report(*owners), "report.txt")) == FOUND


def test_blanks_at_the_end_may_be_gone(scan):
    owners = [owner_of_property(A, "Ann Lee", 1), owner_of_property(B, "Bob Ray", 2)]
    text = "".join(line.rstrip() + "\n" for line in report(*owners).splitlines())
    assert found(scan(text, "report.txt")) == FOUND


def test_the_number_of_a_firm_is_not_that_of_a_person(scan):
    firm = {**owner_of_property(A, "Ann Lee", 1), 10: "ACME TOOLS INC", 50: " " * 30}
    assert not found(scan(report(firm, owner_of_property("", "Bob Ray", 2)), "report.txt"))


def test_what_an_owner_is_owed_for_is_said(scan):
    told = {**owner_of_property(A, "Ann Lee", 1), 450: "REFUND OF SSN 010-94-0003"}
    assert ("ann lee", "massachusetts", "010940003") in found(scan(report(told), "report.txt"))


def test_the_holder_is_text():
    result = read(report(owner_of_property(A, "Ann Lee", 1)).encode(), "a")
    assert (result.format, result.media_type) == ("unclaimed", "text/x-naupa")
    assert "CHRIS CLERK" in result.text


@pytest.mark.parametrize(
    "text",
    [
        "1234567890" + " " * 600 + "\n2000001" + " " * 600,
        "1" + "0" * 1300,
        record(625, {1: "1041234567"}) + "\n" + record(625, {1: "2000001LEE", 250: "XX01852    USA010940001"}),
        record(625, {1: "1041234567"}) + "\n" + record(625, {1: "3000001LEE", 250: "MA01852    USA010940001"}),
        "1. first\n2. second MA01852\n",
    ],
)
def test_other_files_are_none(text):
    assert size_of(text.encode()) == 0


@given(st.text("123 MALE\n\r", max_size=700), st.booleans())
def test_anything_is_taken_or_refused(text, begun):
    head = (report(owner_of_property(A, "Ann Lee", 1))[:627] if begun else "1") + text
    assert size_of(head.encode()) in {0, 577, 625}
