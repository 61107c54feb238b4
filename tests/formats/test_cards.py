"""vCard and LDIF: one person a card or entry, with folding, base64 and quoted-printable."""

from __future__ import annotations

import base64
import tracemalloc

import pytest
from format_samples import blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.formats.records.marks import record_kind
from piiscan.model import Shape

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann;Q;Dr.;\nFN:Dr. Ann Q. Lee\nORG:Acme;Sales\nTITLE:Manager\n"
    "item1.ADR;TYPE=home:;;1 Elm St;Boston;MA;02139;USA\nTEL;TYPE=cell:617-555-0100\n"
    "X-SSN:010-94-0001\nNOTE:she wrote\\, once\\nSSN 010-9\n 4-0002\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Ray\nADR:;;9 Oak St;Albany;NY;12207;\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:2.1\nN:Orr;Cy\nNOTE;ENCODING=QUOTED-PRINTABLE:SSN=3A 010-=\n94-0003=20x\n"
    "item2.X-VALUE:010940004\nitem2.X-ABLabel:SSN\nPHOTO;ENCODING=BASE64:/9j/4AAQSkZJRgABAQAA\nEND:VCARD\n"
)
ENTRIES = (
    "version: 1\n# people\ndn: uid=ann,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\ncn: Ann Lee\nsn: Lee\n"
    "givenName: Ann\nuidNumber: 010940009\nl: Boston\nst: MA\npostalCode: 02139\nemployeeSSN: 010-94-0001\n"
    f"description:: {base64.b64encode(b'old SSN 010-94-0002').decode()}\n\n"
    "dn: uid=bob,ou=people,dc=example,dc=com\nobjectClass: person\ncn: Bob Ray\nsn: Ray\nst: NY\n"
    "description: SSN 010-9\n 4-0003\n\n"
    "dn: uid=cy,ou=people,dc=example,dc=com\nobjectClass: person\ncn: Cy Orr\nsn: Orr\nst: MA\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cards(scan, end):
    assert scan(CARDS.replace("\n", end), "a.txt").classes() == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001", "ssn:010940002")),
        ("personal_information", "unknown", "cy orr", ("ssn:010940003", "ssn:010940004")),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entries(scan, end):
    assert scan(ENTRIES.replace("\n", end), "a.txt").classes() == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001", "ssn:010940002")),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940003",)),
    ]


def test_places():
    assert read(CARDS.encode(), "a").places["010-94-0001"] == ["LINE 9 COLUMN 7"]
    assert read(CARDS.encode(), "a").places["010-94-0002"] == ["LINE 10"]
    places = read(ENTRIES.encode(), "a").places
    assert places["010-94-0001"] == ["LINE 12 COLUMN 14"]
    assert places["010-94-0002"] == ["LINE 13 DECODED base64"]
    assert places["010-94-0003"] == ["LINE 20"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dn: x\n", "text"),
        ("dn: the old name\nand more words\n", "text"),
        ("# note\ndn: cn=a\nchangetype: modify\nreplace: mail\nmail: a@example.com\n-\n", "ldif"),
        ("begin:vcard\r\nversion:4.0\r\n", "vcard"),
        ("BEGIN:VCALENDAR\r\n", "calendar"),
        ("we say BEGIN:VCARD\n", "text"),
    ],
)
def test_told_by_content(text, wanted):
    assert read(text.encode(), "a.txt").format == wanted


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.binary(max_size=20), st.sampled_from([("vcard", CARDS), ("ldif", ENTRIES)]))
def test_damage_never_raises_and_keeps_what_was_read(cut, garbage, which):
    name, text = which
    data = text.encode()
    damaged = data[:cut] + garbage + data[cut:]
    segments = list(BY_NAME[name].extract(blob(damaged), new_context(Limits())))
    assert {segment.shape for segment in segments} == {Shape.OBJECT}
    kept = b"".join(segment.data for segment in segments)
    assert cut < 30 or b"010" in kept
    list(BY_NAME[name].extract(blob(data[:cut] + garbage), new_context(Limits())))


@pytest.mark.long
@pytest.mark.parametrize(("name", "text"), [("vcard", CARDS), ("ldif", ENTRIES)])
def test_large_file_flat_memory(name, text):
    one = (text + "\n").encode()
    data = one * (700_000 // len(one))
    tracemalloc.start()
    numbers = 0
    for segment in BY_NAME[name].extract(blob(data), new_context(Limits())):
        numbers += segment.data.count(b"010-94-0001")
        place = segment.locate(segment.data.rfind(b"010-94-0001"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == data.count(b"010-94-0001")
    line, column = int(place[0].at), int(place[1].at)
    assert data.split(b"\n")[line - 1][column - 1 :].startswith(b"010-94-0001")
    assert peak < 6_000_000  # it is the same at 2 MB; all of it held would be 9


def test_comments_with_carriage_returns_cost_no_more_than_a_look():
    """Each could end in two ways; a hundred of them would take until the end of time."""
    assert record_kind(b"# a comment\r\n" * 300 + b"no entry\r\n") == ""
