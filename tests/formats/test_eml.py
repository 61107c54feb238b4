"""Headers, bodies, attachments and messages inside, each at a place of its own; nothing lost at a limit."""

from __future__ import annotations

import base64
import time
import tracemalloc
from email.message import EmailMessage

import pytest
from format_samples import SSN, blob, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.mail.eml import _parsed, extract_eml
from piiscan.formats.mail.mbox import extract_mbox
from piiscan.model import Reason, Segment


def message(subject: str = "Your SSN") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "HR <hr@example.com>"
    mail["To"] = "Zoë Lee <zoe@example.com>"
    mail["Subject"] = subject
    return mail


def test_the_parts_of_a_message():
    mail = message()
    mail.set_content("Dear Zoë\nSSN 010-94-0001\n" + "x" * 300)
    mail.add_alternative("<p>Dear</p>\n<p>SSN 010-94-<b>0002</b></p>", subtype="html")
    mail.add_attachment("name,ssn\nAnn Lee,010-94-0003\n", subtype="csv", filename="list.csv")
    mail.add_attachment(zipped({"a.txt": b"010-94-0004"}), maintype="application", subtype="zip", filename="Zoë.zip")
    mail.add_attachment("010-94-0005", filename="list.csv")
    inner = message("Inner")
    inner.set_content("010-94-0006")
    mail.add_attachment(inner)
    result = read(mail.as_bytes(), "a.eml")
    assert result.format == "eml"
    assert result.gaps == []
    assert "To: Zoë Lee <zoe@example.com>\nSubject: Your SSN\n" in result.text
    assert result.places == {
        "010-94-0001": ["PART body LINE 2 COLUMN 5"],
        "010-94-0002": ["PART body 2 LINE 2 COLUMN 8"],
    }
    assert [child.at for child in result.children] == [
        "MEMBER list.csv",
        "MEMBER Zoë.zip",
        "MEMBER list.csv (2)",
        "MEMBER message 6",
    ]
    assert result.child("Zoë.zip").child("a.txt").at == "MEMBER Zoë.zip MEMBER a.txt"
    assert result.child("message 6.eml").places == {"010-94-0006": ["PART body LINE 1 COLUMN 1"]}


def test_headers_are_decoded_and_have_places():
    source = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?b?" + base64.b64encode(SSN.encode())
    result = read(source + b"?=\r\nX-Note: folded\r\n 010-94-0002\r\n\r\nbody", "a.eml")
    assert result.places == {SSN: ["PART headers LINE 3"], "010-94-0002": ["PART headers LINE 4"]}


def test_the_heading_is_a_hint_for_the_body():
    mail = message("Ann Lee")
    mail.set_content("text")
    segments = [item for item in extract_eml(blob(mail.as_bytes()), new_context(Limits())) if isinstance(item, Segment)]
    assert segments[-1].hint == "Ann Lee\nZoë Lee <zoe@example.com>"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_encodings_of_bodies(encoding, charset):
    mail = message()
    mail.set_content("Zoë 010-94-0001\n", charset=charset, cte=encoding)
    assert "Zoë 010-94-0001" in read(mail.as_bytes(), "a.eml").text


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: text/plain; charset=nonsense\n",
        b"Content-Type: text/plain; charset=utf-16\n",
        b"Content-Type: text/html; charset=UTF_16LE\n",
        b"Content-Type: text/plain; charset=utf-32\n",
        b"Content-Type: text/plain; charset=ascii\n",
        b"Content-Type: nonsense\n",
        b"Content-Transfer-Encoding: base65\n",
        b"Content-Type: multipart/mixed\n",
        b"Content-Type: multipart/mixed; boundary=never\n",
        b"Content-Type: text/plain; charset*=x''%ff\n",
        b"X: =?utf-8?b?###?=\nY: =?nonsense?q?=ff?=\n",
    ],
)
def test_broken_headers_do_not_lose_the_body(head):
    result = read(b"From: a@b\nTo: c@d\nSubject: x\n" + head + b"\nZo\xeb 010-94-0001\n", "a.eml")
    assert SSN in result.everywhere()


def test_text_round_the_parts_is_read():
    mail = message()
    mail.set_content("one")
    mail.make_mixed()
    source = mail.as_bytes().replace(b"\n\n--", b"\n\nbefore 010-94-0001\n--", 1) + b"\nafter 010-94-0002\n"
    assert {"010-94-0001", "010-94-0002"} <= set(read(source, "a.eml").places)


def test_nesting_without_end_is_a_limit_and_nothing_is_lost():
    """A16: two thousand messages in each other."""
    source = b"From: a\nTo: b\nSubject: x\n" + b"Content-Type: message/rfc822\n\nFrom: a\nTo: b\n" * 2000
    result = read(source + b"\n010-94-0001\n", "a.eml")
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    assert SSN in result.places


def test_nested_multiparts_beyond_the_limit():
    source = b"From: a\nTo: b\nSubject: x\n"
    for depth in range(120):
        source += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
    result = read(source + b"\n010-94-0001\n", "a.eml")
    assert Reason.LIMIT in {gap.reason for gap in result.gaps}
    assert SSN in result.places


def test_too_many_parts_are_all_read_as_text():
    parts = b"".join(b"--b\n\npart %d\n" % number for number in range(10_050))
    source = (
        b"From: a\nTo: b\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b\n\n010-94-0001\n"
    )
    result = read(source, "a.eml")
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    assert SSN in result.places


def test_a_message_beyond_the_limit_is_read_as_text():
    mail = message()
    mail.set_content("010-94-0001\n" * 500)
    result = read(mail.as_bytes(), "a.eml", Limits(document=1000))
    assert len(result.places[SSN]) == 500
    assert "limit: document" in result.gaps[0].detail


def test_the_budget_counts_attachments():
    mail = message()
    mail.set_content("x")
    mail.add_attachment(b"y" * 5000, maintype="application", subtype="octet-stream", filename="y.bin")
    result = read(mail.as_bytes(), "a.eml", Limits(expanded=2000))
    assert result.child("y.bin").refused.reason is Reason.LIMIT


def test_a_mail_box_is_cut_into_its_messages():
    mails = b""
    for number in range(1, 4):
        mail = message(f"number {number}")
        mail.set_content(f"010-94-000{number}\n\n>From the start\nFrom here on\n")
        mails += b"From hr@example.com Mon Jan  1 10:00:00 2024\n" + mail.as_bytes() + b"\n"
    result = read(mails, "inbox")
    assert result.format == "mbox"
    assert [child.at for child in result.children] == [f"MEMBER message {number}" for number in (1, 2, 3)]
    assert result.children[1].places == {"010-94-0002": ["PART body LINE 1 COLUMN 1"]}
    assert "\nFrom the start\nFrom here on\n" in result.children[2].text


def test_a_message_that_begins_with_the_line_of_a_box_ends_somewhere():
    source = b"From a@b Mon Jan  1 10:00:00 2024\n>From a@b Mon Jan  1 10:00:00 2024\nFrom: a\nTo: b\n\n010-94-0001\n"
    assert SSN in read(source, "box").everywhere()


def test_a_name_in_a_character_set_that_cannot_be_is_none():
    for field in (b"Type: text/plain; charset*=", b"Disposition: inline; filename*="):
        head = b"From: a\nTo: b\nSubject: c\nContent-" + field + b"\x00tf-8''%C3%A9\n\n"
        assert SSN in read(head + b"010-94-0001\n" * 50, "a.eml").everywhere()


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    mail = message()
    mail.set_content("Zoë 010-94-0001\n")
    mail.add_attachment(b"x" * 50, maintype="application", subtype="octet-stream", filename="é.bin")
    source = bytearray(mail.as_bytes())
    for _ in range(data.draw(st.integers(1, 10))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.eml")
    read(bytes(source[: data.draw(st.integers(0, len(source)))]), "a.eml")


def test_many_headers_take_time_by_their_number():
    data = b"From: a@b.c\nTo: d@e.f\n" + b"X-A: b\n" * 40_000 + b"Subject: 010-94-0001\n\nbody\n"
    began = time.process_time()
    assert "010-94-0001" in read(data, "a.eml").text
    assert time.process_time() - began < 15


def test_a_message_is_not_held_many_times_over_while_it_is_parsed():
    data = b"Subject: x\r\n\r\n" + b"nothing here, nothing there, a line of mail\r\n" * 5000
    tracemalloc.start()
    try:
        message_text = _parsed(data).get_payload()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert message_text == data.partition(b"\r\n\r\n")[2].decode()
    assert peak < 5 * len(data)


def test_a_long_message_of_a_mail_box_stays_in_its_file():
    mails = b""
    for number in range(1, 4):
        mails += b"From hr@example.com Mon Jan  1 10:00:00 2024\nSubject: x\n\nDear Ann\n>From here\n"
        mails += b"nothing here, nothing there, a line of mail\n" * (60_000 if number == 2 else 5)
        mails += b">From there 010-94-000%d\n\n" % number
    tracemalloc.start()
    try:
        result = list(sizes(blob(mails, "inbox")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [text.count(b"\nFrom ") for text in result] == [2, 2, 2]
    assert [text.count(b"010-94-000%d\n" % number) for number, text in enumerate(result, 1)] == [1, 1, 1]
    assert peak < 8_000_000


def sizes(box):
    for item in extract_mbox(box, new_context(Limits())):
        with item.open() as stream:
            yield stream.read()


@pytest.mark.parametrize("size", [1, 60_000])
def test_a_body_that_says_it_is_wider_than_it_is(size):
    text = f"SSN {SSN}\n" + "of usual letters \n" * size
    for data in (text.encode(), text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        head = b"From: a@x.example\nSubject: x\nContent-Type: text/plain; charset=utf-16\n"
        mail = head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)
        assert read(mail, "a.eml").places == {SSN: ["PART body LINE 1 COLUMN 5"]}
