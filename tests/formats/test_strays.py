"""Lines that a program appended in another encoding, behind tables, pages, dumps and records: none is lost."""

from __future__ import annotations

import json
import re

import pytest
from format_samples import blob, new_context, read
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.plain import strays
from piiscan.formats.plain.strays import wide_parts
from piiscan.formats.plain.text import extract_text
from piiscan.formats.plain.windows import WINDOW
from piiscan.model import Axis, Step

PART = "Bob Smith, SSN 010-95-0001, and a line\n"
HEADS = {"a.html": "<html><body>\n", "a.xml": "<r>", "a.csv": "name,ssn\n", "a.sql": "CREATE TABLE t (a text);\n"}
ROWS = {
    "a.csv": "Ann Lee,010-94-0001\n",
    "a.html": "<p>Ann Lee 010-94-0001</p>\n",
    "a.yaml": "- name: Ann Lee\n  ssn: 010-94-0001\n",
    "a.sql": "INSERT INTO t VALUES ('Ann Lee, 010-94-0001');\n",
    "a.md": "- Ann Lee 010-94-0001\n",
    "a.dat": "Ann Lee             010-94-0001   000001\n",
    "a.ldif": "dn: cn=Ann,dc=x\ncn: Ann Lee\nssn: 010-94-0001\n\n",
    "a.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nNOTE:SSN 010-94-0001\nEND:VCARD\n",
    "a.jsonl": json.dumps({"name": "Ann Lee", "ssn": "010-94-0001"}) + "\n",
    "a.eml": "From: a@example.com\nSubject: x\n\nSSN 010-94-0001\n",
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("times", [30, 400])
def test_a_line_in_another_encoding_behind_a_text(name, times):
    text = HEADS.get(name, "") + ROWS[name] * (times if name != "a.eml" else 1)
    text += "and on and on\n" * (times if name == "a.eml" else 0)
    for data, at in (
        (text.encode() + PART.encode("utf-16-le"), len(text) + 2 * PART.index("0")),
        (text.encode("utf-16") + PART.encode(), 2 + 2 * len(text) + PART.index("0")),
    ):
        result = read(data, name)
        assert result.refused is None
        assert set(result.places) == {"010-94-0001", "010-95-0001"}
        places = result.places["010-95-0001"]
        assert len(places) == 1
        assert f"BYTE {at}" in places[0]


def test_a_cell_in_another_encoding():
    cell = "Bob Smith".encode("utf-16-le") + b"," + "010-95-0001".encode("utf-16-le")
    result = read(b"name,ssn\n" + b"Ann Lee,010-94-0001\n" * 400 + cell + b"\nCy Lee,010-94-0002\n", "a.csv")
    assert result.format == "delimited"
    assert set(result.places) == {"010-94-0001", "010-94-0002", "010-95-0001"}


def test_a_dash_parts_no_line():
    text = "Bob Smith \u2013 SSN 010-95-0001, and a line\n"
    data = b"log\n" + text.encode("utf-16-le")
    (segment,) = wide_parts(data, 0, len(data), lambda at: (Step(Axis.BYTE, at),))
    assert bytes(segment.data).decode() == text


def test_a_mark_of_the_encoding_is_no_column():
    result = read(b"a line of a log\n" * 30 + b"\xff\xfe" + PART.encode("utf-16-le"), "a.txt")
    (place,) = result.places["010-95-0001"]
    assert f"LINE 31 COLUMN {PART.index('0') + 1} " in place


@given(st.lists(st.sampled_from([b"a\0", b"\0b", b"c", b"\0", b"\x80", b"d\0" * 8, b"\0e" * 8, b"\n"]), max_size=60))
@example([b"a\0" * 9, b"\0b" * 9])
def test_runs_are_those_of_a_pattern(pieces):
    """What is looked for as a fixed string, for speed, is what the pattern says."""
    data = b"".join(pieces)
    char = rb"[\t\n\r\x20-\x7e]"
    pattern = re.compile(rb"(?P<little>(?:%s\0){8,})|(?:\0%s){8,}" % (char, char))
    wanted = [(*run.span(), "utf-16-le" if run["little"] else "utf-16-be") for run in pattern.finditer(data)]
    assert [*strays._runs(data)] == wanted
    assert strays.has_wide(data) == bool(wanted)


def test_windows_of_padding_between_numbers():
    """Zeros that fill whole windows are passed over, and nothing beside them is lost."""
    padding = bytes(2 * WINDOW + 5)
    text, wide = b"and a line\n" * 6000 + b"SSN 010-95-0001\n", "SSN 010-96-0001\n".encode("utf-16-le")
    data = text + padding + b"x\n" + wide
    segments = list(extract_text(blob(data, "a.log"), new_context(Limits())))
    assert len(segments) == 3  # the first window, the last one, and what is wide in it
    result = read(data, "a.log")
    assert set(result.places) == {"010-95-0001", "010-96-0001"}
    assert f"BYTE {data.index(wide) + 8}" in result.places["010-96-0001"][0]
