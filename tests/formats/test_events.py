"""Events of security logs: what a field is stands in another one, and whose in a third."""

from __future__ import annotations

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.records.events import _BEGINS, _pairs
from piiscan.formats.sniff import text_kind

CEF = "CEF:0|Acme|HR|1.0|100|Record viewed|3|"
LEEF = "LEEF:2.0|Acme|HR|1.0|100|"
ANN = [("ann lee", "773010001")]


@pytest.mark.parametrize("number", ["773-01-0001", "773010001"])
@pytest.mark.parametrize(
    "said",
    [
        "cs1Label=SSN cs1={} cs2Label=Name cs2=Ann Lee",
        "cs1={} cs1Label=SSN cs2=Ann Lee cs2Label=Name",
        "cs2=Ann Lee cs1={} src=10.0.0.1 request=https://hr.example/app/v1/records?id=7 cs1Label=SSN cs2Label=Employee Name",
        "duser=Ann Lee cs1Label=Social Security Number cs1={} outcome=ok",
        "suser=Ann Lee cs1Label=SSN cs1={}",
        "suser=bob.ray cs2Label=Name cs2=Ann Lee cs1Label=SSN cs1={}",
        "cn1Label=SSN cn1={} cs2Label=Name cs2=Ann Lee",
        "ssn={} name=Ann Lee",
    ],
    ids=range(8),
)
def test_the_label_says_what_a_field_is(scan, said, number):
    event = CEF + said.format(number)
    for text in (event, f"<134>Nov 27 10:00:00 host {event}\n", f"Nov 27 10:00:00 host app[7]: started\n{event}\n"):
        assert scan(text, "a.log").persons() == ANN


@pytest.mark.parametrize(
    "said", ["cs1={}^cs1Label=SSN^cs2=Ann Lee^cs2Label=Name", "usrName=Ann Lee^cs1Label=SSN^cs1={}"]
)
def test_pairs_of_leef_are_parted_as_their_header_says(scan, said):
    said = said.format("773010001")
    assert scan(f"{LEEF}^|{said}\n", "a.log").persons() == ANN
    assert scan(f"{LEEF}0x5E|{said}\n", "a.log").persons() == ANN
    assert scan((LEEF + said).replace("^", "\t") + "\n", "a.log").persons() == ANN
    assert scan((LEEF + said).replace("^", "\t").replace("2.0", "1.0") + "\n", "a.log").persons() == ANN


def test_each_event_is_of_its_own_person(scan):
    text = "".join(
        f"{CEF}cs1=77301000{at} cs1Label=SSN cs2={name} cs2Label=Name\n"
        for at, name in enumerate(("Ann Lee", "Bob Ray", "Carl Poe"), 1)
    )
    assert scan(text, "a.log").persons() == [
        ("ann lee", "773010001"),
        ("bob ray", "773010002"),
        ("carl poe", "773010003"),
    ]


def test_of_two_users_it_is_to_be_reviewed(scan):
    found = scan(f"{CEF}suser=Bob Ray duser=Ann Lee cs1Label=SSN cs1=773-01-0001", "a.log")
    assert [one[0] for one in found.classes()] == ["review"]


@pytest.mark.parametrize(
    "said",
    [
        "cs1Label=Order No cs1=773-01-0001 cs2Label=Name cs2=Ann Lee",
        "cs1=773-01-0001 cs1Label=Order No cs2=Ann Lee cs2Label=Name",
        "cs1Label=Order No cs1=773010001 cs2Label=SSN Status cs2=Ann Lee",
        "cs1Label=Name cs1=Ann Lee cs2Label=SSN cs2=none cn1Label=Session cn1=773010001",
        "suser=Ann Lee cs1Label=Policy cs1=Default externalId=773010001 rt=1711234567890",
    ],
    ids=range(5),
)
def test_other_numbers_are_no_evidence(scan, said):
    assert not scan(CEF + said, "a.log").findings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{CEF}suser=ann", "events"),
        (f"<13>1 2026-11-27T10:00:00Z host app - - {CEF}suser=ann", "events"),
        ("see CEF:0| in the manual", "text"),
        ('{"message": "' + CEF + 'suser=ann"}', "json"),
        ("REF:77 | 12 | 13 | 14 | 15 | 16 |", "text"),
    ],
)
def test_what_are_events(text, kind):
    assert text_kind(text.encode(), "a.log") == kind


def test_what_has_no_label_of_ours_is_text_as_it_stands():
    text = f"{CEF}suser=ann.lee cs1Label=Policy cs1=Default\nsshd: closed\n" * 3
    result = read(text.encode(), "a.log")
    assert (result.format, result.media_type, result.text) == ("events", "text/x-security-events", text)


_words = st.text("abc =.|", min_size=0, max_size=8)


@given(st.lists(st.tuples(st.from_regex(r"[a-z]{1,5}\d?", fullmatch=True), _words), max_size=6))
def test_pairs_stand_where_they_are_said_to(pairs):
    line = CEF + " ".join(f"{key}={value}" for key, value in pairs)
    begins = _BEGINS.match(line)
    for key, value, at in _pairs(line, begins):
        assert line[:at].endswith(f"{key}=")
        assert line[at:].startswith(value)
