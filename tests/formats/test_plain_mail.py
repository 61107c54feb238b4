"""A message that is one plain text has the texts that the reader of all messages gives, to the byte."""

from __future__ import annotations

import pytest
from format_samples import blob
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.mail.eml import extract_eml
from piiscan.formats.mail.plain_mail import plain_mail
from piiscan.model import Segment

SEVERAL = 'From: a@b.org\nContent-Type: multipart/alternative; boundary="x"'
HEADERS = [
    "From: Karen Walsh <k@example.com>",
    'From: "Walsh, Karen (HR)" <k@example.com>',
    "FROM: " + "(" * 300,
    "To: p@example.com,\n\tq@example.com",
    "Subject: budget 7",
    "Subject:budget",
    "Subject:",
    "Subject: ",
    "Subject:\n folded",
    "Subject: \t two blanks  ",
    "Subject: =?utf-8?q?Jos=C3=A9?= and =?utf-8?b?w6k=?=",
    "Subject: =?utf-8?q?a=0Ab: c?=",
    "Subject: =?nonsense?q?=E9?= =?utf-8?b?!?=",
    "Subject: José",
    "Received: from a (10.2.3.4) by b id 12ab;\n\tMon, 1 Jan 2024 10:00:00 +0000",
    "X-Long: a\n  b\n \n\tc",
    "Content-Type: text/plain",
    "Content-Type: text/plain; charset=utf-8",
    'Content-type: TEXT/PLAIN;\n charset="iso-8859-1"; format=flowed;',
    "Content-Type: text/plain; charset=windows-1252; delsp=yes",
    "Content-Type: text/plain; name=a.txt",
    "Content-Type: text/html; charset=utf-8",
    'Content-Type: multipart/mixed; boundary="x"',
    "Content-Type: text",
    "Content-Transfer-Encoding: 7bit",
    "Content-Transfer-Encoding: 8BIT",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Transfer-Encoding: quoted-printable ",
    "Content-Transfer-Encoding: base64",
    "Content-Disposition: inline",
    "Content-Disposition: attachment; filename=a.txt",
    "Content-Language: en",
    ": no name",
    "no header",
    "From here on",
    "a b: c",
    "X: a\rY: b",
    "\x0bX: y\x0c",
]
BODY = [
    "Dear Ann,",
    "",
    "SSN 010-94-0001",
    "010-94-0001\nSocial Security Number",
    "Jos\u00e9 =\n=C3=A9 = end",
    "--x",
    "a\rb",
    "x\r\n",
    "From here",
    "c2VjcmV0IDAxMC05NC0wMDAx",
    "-----BEGIN PGP MESSAGE-----",
    "\x00",
    "  ",
]


PARTS = [
    "--x\nContent-Type: text/plain; charset=utf-8\n\n",
    "--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>",
    "--x \nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n",
    "--x\n\n",
    "--x\n",
    "--y\n",
    "--xy\n",
    "<table><tr><td>a<td>b</table>",
    "--x--",
    "--x--\n",
    "This is a message in several parts.\n",
]


def messages() -> st.SearchStrategy[bytes]:
    heads = st.lists(st.sampled_from(HEADERS), max_size=6).map("\n".join)
    bodies = st.lists(st.sampled_from(BODY), max_size=6).map("\n".join)
    parts = st.lists(st.sampled_from([*PARTS[:3], *PARTS, *BODY]), max_size=9).map("\n".join)
    several = st.lists(st.sampled_from(HEADERS), max_size=1).map(lambda more: "\n".join([SEVERAL, *more]))
    ended = st.tuples(parts, st.sampled_from(["\n--x--\n", "\n--x--", ""])).map("".join)
    ends = st.sampled_from(["\n\n", "\n\n", "\n", "\n \n", ""])
    texts = st.tuples(heads, ends, bodies).map("".join) | st.tuples(several, st.just("\n\n"), ended).map("".join)
    return st.tuples(texts, st.sampled_from(["\n", "\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8", "latin-1"])).map(
        lambda made: made[0].replace("\n", made[1]).encode(made[2])
    )


@settings(max_examples=600)
@given(messages())
def test_the_texts_are_those_of_the_reader_of_all_messages(data: bytes) -> None:
    found = plain_mail(data)
    if found is None or b"\0" in data:
        return
    context = new_context(Limits())
    given = list(extract_eml(blob(data, "a.eml"), context))
    texts = [bytes(item.data) for item in given if isinstance(item, Segment)]
    assert texts == [text for text in found.texts if text.strip()]
    assert len(texts) == len(given)
    assert (context.budget.members, context.budget.expanded) == (found.parts, found.characters)


@pytest.mark.parametrize("line", [header for header in HEADERS[:19] if header[:1] == header[:1].upper()])
def test_usual_ones_are_read_so(line: str) -> None:
    taken = plain_mail(f"From: a@b.org\n{line}\n\nDear Ann,\n".encode())
    assert (taken is None) == (line == "Subject:\n folded")


def test_the_two_forms_of_a_text_are_two_texts() -> None:
    parts = [f"{PARTS[0]}Dear Ann,", f"{PARTS[1]}Dear =\nAnn,", "--x--\n"]
    found = plain_mail("\n".join([SEVERAL, "", *parts]).encode())
    assert found is not None
    assert found.texts[1:] == (b"Dear Ann,", b"Dear Ann,")
    assert found.parts == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\nDear Ann,\n",
        b"From: a@b.org\n",
        b"From a@b.org Mon Jan  1 10:00:00 2024\nFrom: a@b.org\n\nDear Ann,\n",
        b"From: a@b.org\nContent-Type: text/plain\nContent-Type: text/html\n\n<p>Dear Ann,\n",
        b"From: a@b.org\nContent-Disposition: inline\n\nDear Ann,\n",
        b"From: a@b.org\n\n-----BEGIN PGP MESSAGE-----\n",
        b"From: a@b.org\nSubject: \xe9\n\nDear Ann,\n",
        b"From: " + b"a:" * 300 + b"\n\nDear Ann,\n",
    ],
)
def test_others_are_not(data: bytes) -> None:
    assert plain_mail(data) is None
