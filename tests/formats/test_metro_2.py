"""Credit reporting files: whose the account and the numbers are, and where the consumers of one account live."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.records.metro_2_packed import digits_in, is_packed

sys.path.append(str(Path(__file__).parents[1] / "planted"))
from planted_filings import consumer, metro_2, metro_2_packed, record

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


PACKED = [{}, {"code": "cp037"}, {"blocked": True}, {"binary": True}, {"code": "cp037", "blocked": True}]


@pytest.mark.parametrize("how", PACKED, ids=range(len(PACKED)))
def test_packed_numbers_are_those_of_the_consumers(scan, how):
    data = metro_2_packed((A, "Ann Lee"), (B, "Bob Ray"), **how)
    assert found(scan(data, "METRO2.DAT")) == {
        ("ann lee", "massachusetts", "010940001"),
        ("bob ray", "massachusetts", "010940002"),
    }


def test_segments_behind_a_packed_one_are_in_characters(scan):
    data = metro_2_packed((A, "Ann Lee"))
    at = len(data) - 2 * 366
    away = {1: "J2", 102: "1 PINE RD", 166: "NASHUA", 186: "NH03060"}
    joint = record(100, {1: "J1", **moved(consumer(B, "Bob Ray", 1))}) + record(
        200, away | moved(consumer(C, "Carl Poe", 1))
    )
    base = (366 + 300).to_bytes(2, "big") + data[at + 2 : at + 366] + joint.encode()
    assert found(scan(data[:at] + base + data[at + 366 :], "METRO2.DAT")) == {
        ("ann lee", "massachusetts", "010940001"),
        ("bob ray", "massachusetts", "010940002"),
        ("carl poe", "elsewhere", "010940003"),
    }


def moved(fields):
    return {first - 1: text for first, text in fields.items()}


@pytest.mark.parametrize("cut", [10, 366, 500, 700, 732])
def test_a_packed_file_that_is_cut_short_is_read_as_far_as_it_goes(scan, cut):
    data = metro_2_packed((A, "Ann Lee"), (B, "Bob Ray"))[:cut]
    scanned = scan(data, "METRO2.DAT")
    assert (("ann lee", "massachusetts", "010940001") in found(scanned)) == (cut >= 732)


def test_a_packed_field_that_is_no_number_is_none(scan):
    data = metro_2_packed((A, "Ann Lee")).replace(bytes.fromhex("010940001c"), bytes.fromhex("ffffffffff"))
    assert not found(scan(data, "METRO2.DAT"))


@given(st.integers(0, 10**9 - 1), st.sampled_from("cdf"))
def test_a_number_is_the_same_in_either_form(number, sign):
    assert digits_in(bytes.fromhex(f"{number:09}{sign}"), 9) == f"{number:09}"
    told = digits_in(number.to_bytes(5, "big"), 9)
    halves = f"{number:010x}"
    assert told == (halves[:9] if halves[:9].isdigit() and halves[9] > "9" else f"{number:09}")


@given(st.binary(max_size=400))
def test_whatever_follows_is_read_or_left(scan_bytes_of, tail):
    data = metro_2_packed()[:366] + tail
    assert is_packed(data)
    assert scan_bytes_of(data) == "metro-2-packed"


@pytest.fixture(scope="module")
def scan_bytes_of():
    return lambda data: read(data, "METRO2.DAT").format
