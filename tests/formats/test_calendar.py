"""Calendars: folded lines, escapes, names of those who come."""

from __future__ import annotations

from format_samples import objects, read
from hypothesis import given
from hypothesis import strategies as st

EVENT = (
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Ann\\, 010-94-\r\n 0001\r\nATTENDEE;CN="Bob Ray":mailto:b@x.com\r\n'
    "X-SSN:010-94-0002\r\nnonsense\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_event_is_a_record():
    first, second = objects(EVENT, "calendar")
    assert first == {"VERSION".lower(): "2.0"}
    assert second == {
        "attendee": ["Bob Ray", "mailto:b@x.com"],
        "ssn": "010-94-0002",
        "lines": ["Ann,  010-94-0001", "nonsense"],
    }


def test_places_are_those_of_the_lines():
    assert read(EVENT.encode(), "a.ics").places == {"010-94-0001": ["LINE 4"], "010-94-0002": ["LINE 7 COLUMN 7"]}


def test_a_calendar_cut_short_gives_what_it_has():
    assert "010-94-0002" in read(EVENT[:160].encode() + b"\r\n", "a.ics").places


@given(st.text(alphabet=':;=\\"\r\n ,ABEGIN', max_size=80))
def test_no_calendar_raises(text):
    read(f"BEGIN:VCALENDAR\r\n{text}".encode(), "a.ics")
