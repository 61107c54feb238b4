"""Signed messages: S/MIME in one piece or beside the text, as mail and as Outlook keeps it."""

from __future__ import annotations

import base64

import pytest
from format_samples import SSN, read
from mapi_samples import msg
from sealed_samples import sample

from piiscan.model import Reason

CLASS, SUBJECT, LONG_NAME, MIME = 0x001A, 0x0037, 0x3707, 0x370E
# As Outlook writes the content of IPM.Note.SMIME.MultipartSigned: the whole part with its header (MS-OXOSMIME 2.1.2).
PART = (
    b'Content-Type: multipart/signed;\r\n\tprotocol="application/x-pkcs7-signature";\r\n\tboundary="=_1"\r\n\r\n'
    b"This is a multi-part message in MIME format.\r\n\r\n--=_1\r\nContent-Type: text/plain\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nAnn Lee, SSN 010-94-0=\r\n001\r\n\r\n--=_1\r\n"
    b'Content-Type: application/x-pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(sample("detached.p7s"))
    + b"\r\n--=_1--\r\n"
)


def outlook(kind: str, data: bytes) -> bytes:
    attachment = ({LONG_NAME: "smime.p7m", MIME: "multipart/signed"}, data)
    return msg({CLASS: f"IPM.Note.SMIME{kind}", SUBJECT: "Signed"}, (), [attachment])


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes([tag]) + size + body


def opaque(content: bytes) -> bytes:
    """Signed data with its content inside and, as far as reading goes, no signer (RFC 5652, 5.1)."""
    data, signed = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    inner = der(0x30, data, der(0xA0, der(0x04, content)))
    return der(0x30, signed, der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), inner, der(0x31))))


def test_outlook_signed_beside_the_text():
    result = read(outlook(".MultipartSigned", PART), "a.msg")
    (child,) = result.children
    assert child.format == "eml"
    assert child.places == {SSN: ["PART body 2 LINE 1 COLUMN 14"]}


def test_outlook_signed_in_one_piece():
    entity = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(
        b"Ann Lee, SSN 010-94-0001\r\n"
    )
    result = read(outlook("", opaque(entity)), "a.msg")
    inner = result.children[0].children[0]
    assert (inner.format, inner.places) == ("eml", {SSN: ["PART body LINE 1 COLUMN 14"]})


def test_a_mail_signed_in_one_piece_with_an_attachment():
    entity = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the list.\r\n'
        b'--b\r\nContent-Type: text/csv; name="pay.csv"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="pay.csv"\r\n\r\n'
        + base64.encodebytes(b"name,ssn\nAnn Lee,010-94-0001\n")
        + b"--b--\r\n"
    )
    head = b"From: a@b\r\nTo: c@d\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    head += b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
    mail = head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(opaque(entity))
    found = [each for each in read(mail, "a.eml").each() if SSN in each.places]
    assert [each.at for each in found] == ["MEMBER smime.p7m DECODED cms MEMBER pay.csv"]


def test_outlook_encrypted():
    result = read(outlook("", sample("cms-aes128.der")), "a.msg")
    assert result.children[0].refused.reason is Reason.ENCRYPTED
    assert result.children[0].encryption.verdict == "encrypted"


@pytest.mark.parametrize(
    "text", [b"Content-Type: text/html\n", b"Content-Type is a header.\n", b"Content-Type:\n\nabc\n"]
)
def test_a_text_about_types_is_read_as_well(text):
    assert SSN in read(text + b"\nAnn Lee, SSN 010-94-0001\n", "notes.txt").text
