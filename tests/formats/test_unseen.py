"""What is written into a text and not seen on the screen: colours of a terminal, signs without width, prefixes of hex."""

from __future__ import annotations

import base64
import gzip
import json
import zlib

import pytest
from test_encoded import taken

A = "773-01-0001"
LEE = [("ann lee", "773010001")]
RELEASE = json.dumps({"owner": {"name": "Ann Lee", "ssn": A}, "filler": [f"{at} filler" for at in range(99)]}).encode()
SIGNS = ("\u00ad", "\u200b", "\u200e", "\u202a", "\u2060", "\u2066", "\ufeff")


COLOURED = [
    f"\x1b[1mAnn Lee\x1b[0m ssn=\x1b[31m{A}\x1b[0m\x1b[K\n",
    f"\x1b[36mname\x1b[0m=Ann Lee \x1b[36mssn\x1b[0m={A}\n",
    "Ann Lee SSN: 773-\x1b[7m01\x1b[27m-0001\n",
    f"a.txt:Ann Lee SSN \x1b[01;31m\x1b[K{A[:3]}\x1b[m\x1b[K{A[3:]}\n",  # grep --color=always 773
    json.dumps({"log": f"\x1b[32mAnn Lee\x1b[0m SSN: \x1b[1m{A}\x1b[0m"}),
    f'echo -e "Ann Lee SSN: \\033[1m{A}\\033[0m"\n',
]  # fmt: skip


@pytest.mark.parametrize("text", COLOURED, ids=range(len(COLOURED)))
def test_colours_of_a_terminal_part_nothing(scan, text):
    assert scan(text, "a.log").persons() == LEE


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_signs_without_width_part_nothing(scan, sign):
    assert scan(f"Ann Lee SSN {sign}{A}{sign}\n", "a.txt").persons() == LEE
    assert scan(f"Ann Lee SSN 773{sign}-01-{sign}0001\n", "a.txt").persons() == LEE
    assert scan(f"Ann Lee SSN {sign.join(A)}\n", "a.txt").persons() == LEE
    assert scan(f"name,ssn\nAnn Lee,{sign}{A}{sign}\nBob,{sign}773-01-0002\n", "a.csv").persons() == LEE
    assert scan(f"name,ssn\nAnn Lee,{sign}773010001{sign}\n", "a.csv").persons() == LEE
    page = f"<p>Ann Lee SSN 773&#{ord(sign)};-01-0001</p>"
    assert scan(page, "a.html").persons() == LEE


def test_where_the_number_is_stays_exact(scan):
    (found,) = scan(f"Ann Lee\n\u200b \u202a SSN \u202a{A}\n", "a.txt").findings
    assert [(step.axis.name, step.at) for step in found.places[0]] == [("LINE", 2), ("COLUMN", 10), ("BYTE", 23)]


def test_hyphens_of_full_width_between_usual_digits(scan):
    assert scan(f"Ann Lee SSN {A.replace('-', chr(0xFF0D))}\n", "a.txt").persons() == LEE


@pytest.mark.parametrize("literal", ["0x{}", "X'{}'", "'\\x{}'", "'\\\\x{}'"])
def test_literals_of_sql_in_hexadecimal(scan, literal):
    text = f"INSERT INTO p (id, name, ssn) VALUES (1, 'Ann Lee', {literal.format(A.encode().hex())});\n"
    assert scan(text, "a.sql").persons() == LEE


PACKED = [
    base64.b64encode(base64.b64encode(gzip.compress(RELEASE))),  # a release of Helm, as Kubernetes keeps it
    base64.b64encode(zlib.compress(RELEASE)),
    base64.b64encode(zlib.compress(RELEASE, 9)),
    base64.b64encode(zlib.compress(RELEASE, 1)),
]


@pytest.mark.parametrize("packed", PACKED, ids=range(len(PACKED)))
def test_base64_of_what_is_packed(scan, packed):
    for text, name in (
        (b"kind: Secret\ndata:\n  release: " + packed, "a.yaml"),
        (json.dumps({"a": packed.decode()}), "a.json"),
    ):
        found = scan(text, name)
        assert found.persons() == LEE
        assert "base64" in [step.at for step in found.findings[0].at]


@pytest.mark.parametrize(
    "text",
    [
        b"nothing of colour \x1b[31mred\x1b[0m here",
        "a soft\u00adly hyphenated word 7\u00ad".encode(),
        b"eJw and eJx begin " + b"eJx" + b"A" * 60 + b" no stream",
        b"SDRzS" + b"A" * 60,
    ],
)
def test_what_hides_no_number_stays(text):
    assert taken(text) == ([text], [], [])
