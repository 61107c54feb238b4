"""Hashes of Social Security numbers in running text are for review, with whose they are (SPEC, case 35, outside of tables)."""

import hashlib

import pytest

from piiscan import matcher
from piiscan.model import Classification

SHA256 = hashlib.sha256(b"010-94-0001").hexdigest()
MD5 = hashlib.md5(b"010-94-0001", usedforsecurity=False).hexdigest()
BCRYPT = "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"


def told(result):
    return [
        (one.classification, one.person.normal if one.person else None, one.elements[0].value, one.reasons)
        for one in result.findings
    ]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (f"Ann Lee's SSN (SHA-256): {SHA256}\n", "ann lee", SHA256),
        (f'2026-03-14T09:26:53Z INFO user="Kevin Doyle" ssn_sha256={SHA256} ok\n', "kevin doyle", SHA256),
        (f"Name: Mary Stone\nSSN hash: {MD5}\n", "mary stone", MD5),
        (f"We spoke with Carlos Vega. The MD5 of his SSN is {MD5}.\n", "carlos vega", MD5),
        (f"Member: Bob Ray\nhashed social security number = 0x{MD5.upper()}\n", "bob ray", f"0x{MD5.upper()}"),
        (f"Patient: Rosa Diaz\nbcrypt of ssn: {BCRYPT}\n", "rosa diaz", BCRYPT),
    ],
)
def test_a_hash_beside_its_label_is_for_review(scan, text, name, value):
    (one,) = told(scan(text))
    assert one[:3] == (Classification.REVIEW, name, value)
    assert "reversible-hash" in one[3]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee ssn_hmac_sha256={SHA256}\n",
        f"Fix of the SSN check by Tom Reed, commit {SHA256[:40]}\n",
        f"sha256 {SHA256} ssn.csv by Ann Lee\n",
        f"Ann Lee, SSN on file. Backup sha256: {SHA256}\n",
        f"Ann Lee SSN hash: {SHA256[:50]}\n",
    ],
)
def test_what_is_no_hash_of_one_is_not_told(scan, text):
    assert told(scan(text)) == []


def test_the_number_beside_is_told_as_before(scan):
    found = told(scan(f"SSN 010-94-0009 of Jane Roe, file sha256 {SHA256}\n"))
    assert [one[:3] for one in found] == [(Classification.PERSONAL_INFORMATION, "jane roe", "010940009")]


@pytest.mark.parametrize("size", [0, 3000, 200_000])
def test_found_in_texts_of_any_size(size):
    data = b"word and " * (size // 9) + b"\nSSN hash: " + MD5.encode() + b"\n"
    hits = matcher.with_shapeless(data, 0, len(data), matcher.look(data))
    at = data.index(MD5.encode())
    assert (matcher.SSN_HASHED, at, at + 32) in list(
        zip(hits.kind.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    ("between", "found"),
    [(": ", True), (" by ", True), (" = ", False), (" of the member, as was agreed upon, ", False)],
)
@pytest.mark.parametrize("beside", ["", f"SSN hash: {MD5}\n"])
def test_whether_it_is_found_does_not_depend_on_what_stands_elsewhere(scan, beside, between, found):
    told = scan(f"{beside}{'and the minutes were read. ' * 20}\nAnn Lee SSN{between}sha256 {SHA256}\n")
    values = [element.value for one in told.findings for element in one.elements]
    assert (SHA256 in values) is found
