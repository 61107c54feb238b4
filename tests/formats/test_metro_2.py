"""Credit reporting files: whose the account and the numbers are, and where the consumers of one account live."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from format_samples import read

sys.path.append(str(Path(__file__).parents[1] / "planted"))
from planted_filings import consumer, metro_2, record

A, B, C = "010-94-0001", "010-94-0002", "010-94-0003"


def file_of(size, *people):
    return "".join(record(size, one) + "\n" for one in metro_2(*people))


def found(scanned):
    return {
        (one.person.normal, one.residency.value, element.value) for one in scanned.findings for element in one.elements
    }


def test_the_account_is_that_of_the_first_and_each_lives_where_it_is_said(scan):
    joint = {427: "J1", **consumer(B, "Bob Ray", 426), 527: "J2", **consumer(C, "Carl Poe", 526)}
    away = {526 + 102: "1 PINE RD", 526 + 166: "NASHUA", 526 + 186: "NH03060"}
    scanned = scan(file_of(726, {43: "4412007812"} | consumer(A, "Ann Lee") | joint | away), "METRO2.txt")
    assert found(scanned) == {
        ("ann lee", "massachusetts", "010940001"),
        ("ann lee", "massachusetts", "4412007812"),
        ("bob ray", "massachusetts", "010940002"),
        ("carl poe", "elsewhere", "010940003"),
    }


def test_segments_that_name_nobody_are_passed_over(scan):
    more = {427: "J1", 527: "K1OLD LENDER", 561: "J1", **consumer(B, "Bob Ray", 560)}
    assert ("bob ray", "massachusetts", "010940002") in found(scan(file_of(726, consumer(A, "Ann Lee") | more), "a"))


@pytest.mark.parametrize("cut", [200, 430, 500])
def test_a_record_that_is_cut_short_is_read_as_far_as_it_goes(scan, cut):
    joint = {427: "J1", **consumer(B, "Bob Ray", 426)}
    data = file_of(726, consumer(A, "Ann Lee") | joint)
    scanned = scan(data[: 727 + cut], "METRO2.txt")
    assert scanned.outcomes[-1].status.value == "scanned"
    assert (("ann lee", "massachusetts", "010940001") in found(scanned)) == (cut > 306)


def test_the_reporter_is_text():
    result = read(file_of(726, consumer(A, "Ann Lee")).encode(), "a")
    assert (result.format, result.media_type) == ("metro-2", "text/x-metro-2")
    assert "ACME CREDIT UNION" in result.text
