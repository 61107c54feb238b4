"""What a glance says of a text is what all the other rules say of it, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats import BY_NAME, glance, kernel
from piiscan.formats.glance import plain_format, signs_by_search
from piiscan.formats.identify import HEAD, by_all, identify
from piiscan.formats.own_report import MARKS
from piiscan.formats.signatures import prefixes

NAMES = ["a.txt", "a", "a.log", "a.json", "a.jsonl", "a.csv", "a.md", "a.yml", "a.py", "a.sql", "a.eml", "a.emlx", "a.mht",
         "a.html", "a.xml", "a.cbor", "a.tar", "a.conf", "A.TXT", "a.b.Log", ".x"]  # fmt: skip
# Beginnings, and pieces of what is within, of every kind of text there is.
PIECES = [
    b"", b"a", b"words and words\n", b"Words, more of them; and a|bar\n", b"2024-01-01T10:20:30Z INFO id=1 took=2ms\n", b"x" * 90,
    "Zoë, ½ | ¦\n".encode(), b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", "é".encode()[:1], b"\0", b"\x1b$B", b"\x0c", b"\r", b"\r\n", b"\n",
    b" ", b"  ", b"\t", b"a\tb\tc\n1\t2\t3\n4\t5\t6\n", b"a,b\n1,2\n3,4\n", b"a~b~c\n1~2~3\n4~5~6\n", b"a^b^c\n1^2^3\n4^5^6\n",
    b'{"a": 1}\n', b"{}", b"[1, 2]\n", b'[{"a": "b"}]', b"{", b"[", b'{"protected": "eyJhbGciOiJub25lIn0", "ciphertext": "x"}',
    b"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln", b"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
    b"From: a@example.com\nTo: b@example.com\nSubject: x\n\n", b"From a@example.com\n", b"123\n", b"Content-Type: text/plain\n\n",
    b"Note: x\n", b"Subject:", b"<", b"<html><body>", b"<?xml version='1.0'?><a/>", b"| a | b |\n|---|---|\n", b"+---+\n| a |\n+---+\n",
    b"%YAML 1.2\n---\n", b"key: value\n- item\n", b"# Title\n", b"-----BEGIN PGP MESSAGE-----\n", b"-----BEGIN RSA PRIVATE KEY-----\n",
    b"$ANSIBLE_VAULT;1.1;AES256\n6162\n", b"age-encryption.org/v1\n", b"U2FsdGVkX18AAAAA\n", b"YWdlLWVuY3J5cHRpb24=", b"QUJD" * 30 + b"\n",
    b"=ybegin line=128 size=1 name=x\n", b"%PDF-1.4 1 0 obj", b":20:STMT\n:25:011000015/12345678\n", b"{1:F01}{4:\n:20:A\n:25:B\n",
    b"OFXHEADER:100\n", b"MSH|^~\\&|A|B\n", b"ISA*00*", b"GS*PO*a*b*c*d*e*X*1*", b"ST*850*0001~", b"UNA:+.? 'UNB", b"UNB+UNOA:1",
    b"!Type:Bank\nD1\n", b"BEGIN:VCARD\n", b"begin:vcalendar\n", b"dn: uid=ann,dc=example\nobjectClass: person\n", b"version: 1\n\ndn: x\nou: y\n",
    b"INSERT INTO t VALUES (1);\n", b"create table t (\n", b"COPY t (a) FROM stdin;\n1\n", b"SET x = 1;\nINSERT INTO t VALUES (1);\n",
    b"UPDATE t SET a = 1;\n", b"REM x\nINSERT INTO t VALUES (1);\n", b"/* x */ INSERT INTO t VALUES (1);\n", b"-- x\nCREATE TABLE t (\n",
    b"101 091000019 0910000190001010101A094101\n", b"0426HEADER", b"RA123456789" + b" " * 501, b"RE2024" + b" " * 506, b"A" + b" " * 20,
    b"123456789TPV", b"abcdftyp", b"abcdftypheic", b"FORM", b"RIFFabcdWAVE", b"PuTTY-User-Key-File-2: ssh-rsa\n", b"0707", b"GIF89a",
    b"ASCII SPSS PORT FILE" + b"x" * 436 + b"SPSSPORT", b"SPSSPORT", b"BM", b"MZ", b"ID3", b"PAR1", b"PARE", b"Name   SSN\nAnn    1\nBob    2\n",
    b"CEF:0|Acme|HR|1.0|100|Viewed|3|suser=ann\n", b"1970010100", b"1" + b" " * 40,
    *MARKS, *prefixes(),
]  # fmt: skip
HEADS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.binary(max_size=5)), max_size=6)
LONG = st.sampled_from([b"", b"", b"words and, commas\n" * 113, b"y" * 2047, b"z" * 4090])


@pytest.fixture(autouse=True, scope="module")
def seen_with_and_without_the_kernel():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glance, "signs", kernel.signs or signs_by_search)
        yield


@settings(max_examples=600, deadline=None)
@given(HEADS, LONG, st.sampled_from(NAMES))
def test_a_glance_says_what_all_other_rules_say(pieces, more, name):
    head = (b"".join(pieces) + more)[:HEAD]
    said = plain_format(head, name) if head else None
    assert said is None or said == by_all(head, name)


@pytest.mark.parametrize("name", NAMES)
def test_so_it_does_of_everything_that_begins_with_a_mark(name):
    for piece in PIECES:
        for head in (piece, piece + b"words, and words\n" * 9, b"words\n" + piece + b"\nwords\n"):
            said = plain_format(head, name) if head else None
            assert said is None or said == by_all(head, name), (head, said)


@pytest.mark.parametrize("begins", [b"The ", b"At ", b"A ", b"He is ", b"Report ", b"I, ", b"We, "])
def test_a_word_that_begins_as_a_record_does_is_no_reason_to_ask_on(begins):
    assert plain_format(begins + b"list of what was sent, and to whom.\n", "a.txt") is not None


@pytest.mark.parametrize("begins", [b"RA1", b"RCA1", b"T2024", b"A2024", b"E1", b"W41", b"H4", b"1", b"101"])
def test_what_may_be_the_number_of_a_record_is(begins):
    assert plain_format(begins + b"1111111111, and more.\n", "a.txt") is None


@pytest.mark.skipif(kernel.signs is None, reason="the kernel was not built here")
@settings(max_examples=600, deadline=None)
@given(HEADS, LONG, HEADS)
def test_the_kernel_sees_what_its_twin_sees(pieces, more, others):
    head = b"".join(pieces) + more + b"".join(others)
    assert kernel.signs(head) == signs_by_search(head)


@pytest.mark.parametrize("see", [signs_by_search, kernel.signs or signs_by_search])
@pytest.mark.parametrize(
    ("head", "signs"),
    [
        (b"", 0),
        (b"QUJD\n", 0),
        (b"a b", 0),
        (b"a.", glance.WORDS),
        (b"a\x7f", glance.ODD | glance.WORDS),
        ("é.".encode(), glance.HIGH | glance.WORDS | (glance.PARTS if "é".encode()[0] in b"\xc2\xe2" else 0)),
        ("½".encode(), glance.HIGH | glance.WORDS | glance.PARTS),
        (b"x" * 2047 + b",", glance.WORDS | glance.PARTS),
        (b"x" * 2048 + b",", glance.WORDS),
        (b"," + b"x" * 2048, glance.WORDS | glance.PARTS),
        (b"a  b", glance.BLANKS),
        (b"Ann:", glance.FIELD | glance.WORDS),
        (b"1\nX-a:", glance.FIELD | glance.WORDS),
        (b"1\n:", glance.WORDS),
        (b"at 10:20:30", glance.WORDS),
        (b":20:", glance.MARK | glance.WORDS),
        (b"4::20:", glance.MARK | glance.WORDS),
        (b"<|", glance.ANGLE | glance.BAR | glance.PARTS | glance.WORDS),
    ],
)
def test_what_is_seen_of_a_text(see, head, signs):
    assert see(head) == signs


@pytest.mark.parametrize(
    ("head", "name", "wanted"),
    [
        (b"Some words, with commas, in one line.\n", "a.txt", "text"),
        ("Größe und Gewicht.\n".encode(), "a", "text"),
        (b"2024-01-01T10:20:30Z INFO id=1 took=2ms\n", "a.log", "text"),
        (b"int a;\nint b;\n", "a.c", "text"),
        (b'{"ts": 1, "id": 2}\n{"ts": 3, "id": 4}\n', "a.jsonl", "json"),
        (b'[{"a": "Zo\xc3\xab"}]', "a", "json"),
    ],
)
def test_nearly_all_texts_are_told_so(head, name, wanted):
    assert plain_format(head, name) is BY_NAME[wanted]
    assert identify(head, name) is BY_NAME[wanted]


def test_without_the_kernel_no_glance_is_cast(monkeypatch):
    monkeypatch.setattr(glance, "signs", None)
    assert plain_format(b"Some words, with commas.\n", "a.txt") is None
    assert identify(b"Some words, with commas.\n", "a.txt") is BY_NAME["text"]
