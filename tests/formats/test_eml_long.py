"""A large message stays in its file: whatever is left out of what is parsed comes out as if it had been parsed whole."""

from __future__ import annotations

import base64
import io
import tracemalloc
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP

import pytest
from format_samples import blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.mail import eml, eml_long
from piiscan.formats.mail.eml import extract_eml
from piiscan.model import Blob, Gap, Reason, Segment

SSN = "010-94-0001"
RARE = ("quoted-printable", "x-uuencode", "base32")
LINE = st.sampled_from(
    [
        "Dear Ann",
        "",
        "SSN 010-94-0001",
        "a: b",
        " folded",
        "-- ",
        "--",
        "--b1",
        "From here on",
        ">From",
        "é ü",
        "x" * 90,
    ]
)
TEXT = st.lists(LINE, max_size=40).map("\n".join)


def told(data: bytes) -> list:
    """All that a message gives: texts with the places of numbers in them, children with their bytes, gaps."""
    found: list = []
    for item in extract_eml(blob(data, "a.eml"), new_context(Limits())):
        if isinstance(item, Segment):
            text = bytes(item.data[item.start : item.end if item.end >= 0 else None])
            places = [str(item.locate(at)) for at in range(len(item.data)) if item.data[at : at + 11] == SSN.encode()]
            found.append((text, places))
        elif isinstance(item, Blob):
            with item.open() as stream:
                found.append((str(item.at), stream.read()))
        elif isinstance(item, Gap):
            found.append((item.reason, item.detail))
    return found


def cut_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(eml, "_LONG", 80)
    patch.setattr(eml_long, "_HEAD", 64)
    patch.setattr(eml_long, "_BLOCK", 48)
    patch.setattr(eml_long, "_TAIL", 3)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_long_is_read_as_what_is_short(data):
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["To"] = "x", "Ann Lee <ann@example.com>"
    mail.set_content(data.draw(TEXT), cte=data.draw(st.sampled_from(["base64", "quoted-printable", "8bit"])))
    if data.draw(st.booleans()):
        mail.add_alternative(f"<p>{data.draw(TEXT)}</p>", subtype="html")
    for number in range(data.draw(st.integers(0, 3))):
        content = data.draw(st.one_of(st.binary(max_size=900), TEXT.map(str.encode)))
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    if data.draw(st.booleans()):
        inner = EmailMessage(policy=SMTP)
        inner["Subject"] = "inner"
        inner.set_content(data.draw(TEXT))
        inner.add_attachment(data.draw(st.binary(max_size=500)), maintype="a", subtype="b", filename="c")
        mail.add_attachment(inner)
    source = mail.as_bytes()
    before = told(source)
    with pytest.MonkeyPatch.context() as patch:
        cut_early(patch)
        after = told(source)
    # A message inside comes with the line ends of its own, where the parser makes others of them.
    assert [_in_lines(item) for item in after] == [_in_lines(item) for item in before]


def _in_lines(item: tuple) -> tuple:
    return tuple(part.replace(b"\r\n", b"\n") if isinstance(part, bytes) else part for part in item)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(LINE, st.sampled_from(["Content-Type: multipart/mixed; boundary=b1", "--b1--"])), max_size=60)
)
def test_no_message_loses_text_for_being_long(lines):
    source = "\r\n".join(lines).encode()
    before = b"".join(part for item in told(source) for part in item if isinstance(part, bytes)).split()
    with pytest.MonkeyPatch.context() as patch:
        cut_early(patch)
        after = b"".join(part for item in told(source) for part in item if isinstance(part, bytes)).split()
    assert after == before


def test_of_a_short_end_nothing_is_left_out():
    """A mark that stands for nothing would take a part the long way, to be read piece by piece."""
    heads = b"".join(b"X-Header-%d: %s\n" % (number, b"x" * 70) for number in range(300))
    source = heads + b"Subject: x\n\nthe text begins here\nand ends\n--b--\n"
    message = eml_long.LongMessage(io.BytesIO(source))
    assert b"".join(message.short(0, len(source))) == source


@pytest.mark.long
@pytest.mark.parametrize("encoding", ["7bit", "base64", *(pytest.param(rare, marks=pytest.mark.slow) for rare in RARE)])
def test_parts_of_megabytes(encoding):
    text = f"{'nothing of note stands in this line' * 2}\r\n".encode() * 40_000 + SSN.encode() + b"\r\n"
    coded = {
        "7bit": lambda: text,
        "base64": lambda: base64.encodebytes(text),
        "quoted-printable": lambda: text.replace(b" note", b" n=6Fte").replace(b"line\r", b"li=\r\nne\r"),
        "x-uuencode": lambda: uuencoded(text),
        "base32": lambda: b"\n".join(batched(base64.b32encode(text), 76)),
    }[encoding]()
    head = (
        b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Transfer-Encoding: '
        + encoding.encode()
    )
    result = read(
        head + b"\nContent-Type: text/plain\n\n" + coded + b"\n--b\nX: y\n\nlast 010-94-0002\n--b--\n", "a.eml"
    )
    assert result.gaps == []
    assert result.places[SSN] == ["PART body LINE 40001 COLUMN 1"]
    assert "010-94-0002" in result.places
    attached = b'\nContent-Disposition: attachment; filename="a.txt"\n\n'
    child = read(head + attached + coded + b"\n--b--\n", "a.eml").child("a.txt")
    assert child.places[SSN] == ["LINE 40001 COLUMN 1 BYTE 2880000"]


def batched(letters: bytes, size: int) -> list[bytes]:
    return [letters[at : at + size] for at in range(0, len(letters), size)]


def test_a_short_part_in_base32():
    mail = b"Subject: x\nFrom: a@b.example\nContent-Transfer-Encoding: base32\n\nGAYTALJZGQWTAMBQGE======\n"
    assert read(mail, "a.eml").places == {SSN: ["PART body LINE 1 COLUMN 1"]}


def uuencoded(data: bytes) -> bytes:
    import binascii

    lines = (binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 a.txt\n" + b"".join(lines) + b"`\nend\n"


def test_an_encoded_part_that_is_cut_short_says_so():
    data = base64.encodebytes(b"name,ssn\n" + b"Ann Lee,010-94-0001\n" * 100_000)
    head = b'Content-Type: text/csv; name="a.csv"\nContent-Transfer-Encoding: base64\n\n'
    digits = data.rstrip(b"=\n")
    *_, child, gap = told(head + digits[: -1 if len(digits.replace(b"\n", b"")) % 4 == 2 else -2] + b"\n")
    assert gap == (Reason.CORRUPT, "an encoded part of the message is damaged")
    assert child[1].count(SSN.encode()) >= 99_999


def test_a_message_inside_a_message_stays_in_the_file_too():
    inner = b"Subject: inner\n\nDear Ann\n" + b"nothing here\n" * 100_000 + b"010-94-0001\n"
    source = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n" + inner + b"\n--b--\n"
    )
    child = read(source, "a.eml").child("message 1.eml")
    assert child.places == {SSN: ["PART body LINE 100002 COLUMN 1"]}


@pytest.mark.long
@pytest.mark.parametrize("lines", [False, True])
def test_a_large_message_is_read_in_flat_memory(lines):
    table = base64.encodebytes(b"name,ssn\nBob Ray,order 12345\n" * 400_000)
    coded = table if lines else table.replace(b"\n", b"")
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nDear Ann\n"
    source = head + b"nothing here, nothing there, a line of mail\n" * 200_000 + b"--b\nContent-Transfer-Encoding: "
    source += b"base64\nContent-Type: application/octet-stream\n\n" + coded + b"\n--b--\n"
    assert len(source) > 20_000_000
    whole = blob(source, "a.eml")
    size = 0
    tracemalloc.start()
    try:
        for item in extract_eml(whole, new_context(Limits())):
            if isinstance(item, Blob):
                with item.open() as stream:
                    while block := stream.read(1 << 16):
                        size += len(block)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == 400_000 * 29
    assert peak < 9_000_000


def test_apple_mail_and_mail_boxes_wrap_large_messages_too():
    text = b"Subject: x\n\nDear Ann\n" + b"nothing here\n" * 100_000 + b"010-94-0001\n"
    plist = b'<?xml version="1.0"?>\n<plist><string>010-94-0002</string></plist>\n'
    result = read(b"%d\n" % len(text) + text + plist, "a.emlx")
    assert result.places[SSN] == ["PART body LINE 100002 COLUMN 1"]
    assert "010-94-0002" in result.places
    result = read(b"From ann@example.com Tue Mar  5 10:00:00 2024\n" + text, "a.eml")
    assert result.places == {SSN: ["PART body LINE 100002 COLUMN 1"]}


def test_openpgp_without_mime_is_a_child_however_long():
    armor = b"-----BEGIN PGP MESSAGE-----\nX: y\n\nhQEMA\n" + b"A" * 64 + b"\n" + (b"B" * 64 + b"\n") * 30_000
    *_, child = told(b"Subject: x\n\n" + armor)
    assert child == ("(Step(axis=<Axis.PART: 'PART'>, at='body'),)", armor)


@pytest.mark.parametrize("block", range(40, 60))
def test_a_line_of_hyphens_behind_the_only_line_of_a_part_is_seen(block):
    source = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>some line</p>\n'
    source += b'--b\nContent-Type: text/plain; name="a.txt"\n\nother\n--b--\n'
    before = told(source)
    with pytest.MonkeyPatch.context() as patch:
        cut_early(patch)
        patch.setattr(eml_long, "_BLOCK", block)
        assert told(source) == before


def test_many_attachments_of_some_hundred_kilobytes_are_left_in_the_file_too():
    photo = base64.encodebytes(bytes(range(256)) * 600)
    source = (
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: a/b\nContent-Transfer-Encoding: base64\n\n".join([b"", *[photo] * 60])
    )
    kept = b"".join(eml_long.LongMessage(io.BytesIO(source)).short(0, len(source)))
    assert len(source) > 12_000_000
    assert len(kept) < 1_000_000
    children = [item for item in told(source + b"--b--\n") if b"\0\1\2" in item[-1]]
    assert [content for _, content in children] == [bytes(range(256)) * 600] * 60


KINDS = ["multipart/mixed; boundary=b1", "message/rfc822", "message/delivery-status", "multipart/digest; boundary=b1"]
PARTS = st.sampled_from(["--b1", "--b1--", "Content-Transfer-Encoding: base64", *(f"Content-Type: {k}" for k in KINDS)])


def made(message: Message) -> list:
    """All that a parser makes of a message."""
    found: list = []
    for part in message.walk():
        text = part.get_payload()
        found += [part.get_unixfrom(), part.items(), part.preamble, part.epilogue, list(map(type, part.defects))]
        found += [text if isinstance(text, str) else len(text or ()), part.get_payload(decode=True)]
    return found


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.lists(st.one_of(st.just("plain words"), LINE, PARTS), max_size=60),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_message_without_its_texts_is_parsed_as_it_is_with_them(kind, lines, end):
    source = end.join(["Subject: x", f"Content-Type: {kind}", "", *lines]).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eml_long, "_WORTH", 8)
        patch.setattr(eml_long, "_TAIL", 3)
        assert made(eml_long.parsed(source, message_from_bytes)) == made(message_from_bytes(source))


def test_the_texts_of_a_message_are_not_parsed():
    text = "nothing of note stands in this line\n" * 40
    seen = []

    def parse(data: bytes) -> Message:
        seen.append(data)
        return message_from_bytes(data)

    head = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
    source = f"{head}{text}\n--b\nContent-Type: text/plain\n\nlast {SSN}\n--b--\n".encode()
    message = eml_long.parsed(source, parse)
    assert [len(data) < 300 for data in seen] == [True]
    assert [part.get_payload() for part in message.walk()][1:] == [text, f"last {SSN}"]


def test_blocks_that_empty_lines_part_are_parsed_whole():
    blocks = "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; b\nno header\n\nAction: failed\n" + "more of it\n" * 90
    source = f"Content-Type: Message/Delivery-Status\n\n{blocks}".encode()
    assert made(eml_long.parsed(source, message_from_bytes)) == made(message_from_bytes(source))
    assert len(list(eml_long.parsed(source, message_from_bytes).walk())) == 4
