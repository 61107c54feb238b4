"""Mail as files of its own, in boxes of several kinds, in saved pages, and inside each other without end."""

from __future__ import annotations

import pytest
from format_samples import SSN, read

from piiscan.config import Limits
from piiscan.model import Reason

HEAD = b"From: a@example.com\nTo: b@example.com\nSubject: x\n"
MAIL = HEAD + b"\nSSN 010-94-0001\n"
FROM = b"From a@example.com Mon Jan  1 10:00:00 2024\n"
PAGE = (
    b'From: <Saved by Blink>\nSubject: Page\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="b1"\n\n\n'
    b"--b1\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>SSN 010-94=\n-0001</p>\n--b1--\n"
)


@pytest.mark.parametrize("first", [b"", b"Return-Path: <a@example.com>\nReceived: from x\n\tby y;\n", b"X-UIDL: 4\n"])
def test_a_maildir_is_plain_files(first):
    result = read(first + MAIL, "1700000000.M1P2.host:2,S")
    assert result.format == "eml"
    assert result.places == {SSN: ["PART body LINE 1 COLUMN 5"]}


@pytest.mark.parametrize("name", ["page.mht", "page.mhtml", "page"])
def test_a_page_saved_with_its_parts_is_a_mail(name):
    result = read(PAGE, name)
    assert result.format == "eml"
    assert result.places == {SSN: ["PART body LINE 1 COLUMN 8"]}


def test_a_page_with_that_name_that_is_none():
    assert read(b"<html><p>SSN 010-94-0001</p></html>", "page.mht").format == "html"


def test_a_box_without_empty_lines():
    box = FROM + MAIL + FROM.replace(b"a@example.com", b"-") + MAIL.replace(b"0001", b"0002")
    result = read(box, "Inbox")
    assert [list(child.places) for child in result.children] == [[SSN], ["010-94-0002"]]


def test_a_line_like_that_in_a_text_is_text():
    box = FROM + HEAD + b"\nas said\n" + FROM + b"SSN 010-94-0001\n"
    assert [list(child.places) for child in read(box, "Inbox").children] == [[SSN]]


def test_quoted_lines_lose_one_sign():
    box = FROM + HEAD + b"\n>From here\n>>From there\n"
    assert "From here\n>From there" in read(box, "Inbox").children[0].text


def test_a_mail_of_apple_mail():
    source = b"%-10d\n" % len(MAIL) + MAIL + b'<?xml version="1.0"?>\n<plist><string>010-94-0002</string></plist>\n'
    result = read(source, "1.emlx")
    assert result.format == "eml"
    assert result.places == {SSN: ["PART body LINE 1 COLUMN 5"], "010-94-0002": ["PART properties LINE 2"]}
    assert SSN in read(b"99999\n" + MAIL, "1.emlx").places


def test_messages_too_deep_are_read_as_text():
    source = MAIL
    for number in range(4):
        head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        source = HEAD + head + b"Content-Type: message/rfc822\n\n" + source + b"\n--b%d--\n" % number
    result = read(source, "a.eml", Limits(depth=2))
    innermost = list(result.each())[-1]
    assert [gap.reason for gap in innermost.gaps] == [Reason.LIMIT]
    assert innermost.places[SSN][0].startswith("MEMBER message 1 LINE")
