"""Hashes of SSNs under a header or key that says so are for review: nine digits are tried in minutes."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from piiscan.config import Config
from piiscan.pairing.tables.hashes import HASHED, hashes_in, is_ssn_hash
from piiscan.stream import to_record

NUMBER = b"773-01-0001"
SHA256 = hashlib.sha256(NUMBER).hexdigest()
SHA1 = hashlib.sha1(NUMBER, usedforsecurity=False).hexdigest()
MD5 = hashlib.md5(NUMBER, usedforsecurity=False).hexdigest()
BASE64 = base64.b64encode(hashlib.sha256(NUMBER).digest()).decode()


@pytest.mark.parametrize(
    "header",
    [
        "ssn_sha256",
        "ssn_hash",
        "hashed_ssn",
        "md5(ssn)",
        "SSN_MD5",
        "ssnHash",
        "ssn_sha_256",
        "ssn hash (salted)",
        "ssn_bcrypt",
        "ssnhash",
        "hashedssn",
        "ssnsha256",
        "ssnmd5",
    ],
)
def test_headers_of_hashes(header):
    assert is_ssn_hash(header)


@pytest.mark.parametrize("header", ["ssn", "sha256", "password_hash", "ssn_hmac", "ssn_token", "order_hash", "hash"])
def test_other_headers(header):
    assert not is_ssn_hash(header)


@pytest.mark.parametrize("value", [SHA256, SHA256.upper(), SHA1, MD5, BASE64])
def test_a_column_of_hashes(scan, value):
    (finding,) = scan(f"name,ssn_sha256,state\nAnn Lee,{value},MA\n", "a.csv").findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert "reversible-hash" in finding.reasons
    assert value not in json.dumps(to_record(finding, Config()))
    assert value[-4:] not in json.dumps(to_record(finding, Config())["elements"][0]["masked"])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"name,ssn_hash\nAnn Lee,sha256:{SHA256}\n", "a.csv"),
        (f"name,ssn\nAnn Lee,{MD5.upper()}\nBob Ray,\n", "a.csv"),
        (json.dumps([{"name": "Ann Lee", "ssn": SHA1, "state": "MA"}]), "a.json"),
        (f"INSERT INTO t (name, ssn_hash) VALUES ('Ann Lee', '\\x{SHA256}');\n", "a.sql"),
        (f"INSERT [dbo].[T] ([Name], [SSNHash]) VALUES (N'Ann Lee', 0x{SHA1.upper()})\nGO\n", "a.sql"),
    ],
)
def test_hashes_in_place_of_the_number_and_as_databases_write_them(scan, data, name):
    (finding,) = scan(data, name).findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert "reversible-hash" in finding.reasons


def test_what_a_cipher_makes_of_a_number_is_no_hash(scan):
    assert not scan(f"name,ssn\nAnn Lee,{BASE64}\n", "a.csv").findings
    assert not scan(json.dumps([{"name": "Ann Lee", "ssn": "9f" * 24}]), "a.json").findings


@pytest.mark.parametrize("value", ["", "n/a", SHA256[:-1], "zz" + SHA256[2:], "0" * 12])
def test_what_is_no_hash(scan, value):
    assert not scan(f"name,ssn_hash\nAnn Lee,{value}\nBob Ray,\n", "a.csv").findings


def test_without_a_person(scan):
    (finding,) = scan(f"id,ssn_sha256\n7,{SHA256}\n", "a.csv").findings
    assert finding.classification.value == "element_only"


def test_a_key_of_json_and_xml(scan):
    record = {"name": "Ann Lee", "ssnHash": SHA256, "password_hash": MD5}
    (finding,) = scan(json.dumps([record]), "a.json").findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert [element.value for element in finding.elements] == [SHA256]
    (finding,) = scan(f"<r><p><name>Ann Lee</name><ssn_md5>{MD5}</ssn_md5></p></r>", "a.xml").findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")


def test_counts_do_not_depend_on_how_many_are_listed(scan):
    rows = "".join(
        f"{name},{hashlib.sha256(str(n).encode()).hexdigest()},773-01-{n + 1:04d}\n"
        for n, name in enumerate(["Ann Lee", "", "Bob Ray", "Cy Orr"] * 20)
    )
    data = "name,ssn_sha256,ssn\n" + rows
    few, all_of_it = (scan(data, "a.csv", config=Config(max_findings_per_file=most)) for most in (1, 0))
    assert few.outcomes[-1].counts == all_of_it.outcomes[-1].counts
    assert few.outcomes[-1].counts["review"]["ssn"] == 60


def test_keys_in_json_text_are_found_wherever_they_stand():
    member = b'"SocialHash": "%s"' % SHA256.encode()
    for before in (0, 1, (1 << 16) - 10, (1 << 16) - 3, (1 << 16) - 2, (1 << 16) - 1, 1 << 16, 70_000):
        data = b"." * before + member + b', "ssn": "associated society", "class_sha256": "' + SHA256.encode() + b'"'
        first = before + member.index(SHA256.encode())
        for text in (data, bytearray(data)):
            assert list(hashes_in(text, 0, len(text))) == [(HASHED, first, first + 64)]
        assert not list(hashes_in(data, first + 1, len(data)))
        assert not list(hashes_in(data, 0, first))
    assert list(hashes_in(b'{"ssn_hash":"' + SHA256.encode() + b'"}', 0, 99))
    assert [hit[1] for hit in hashes_in(b'{"social_ssn_hash":"' + SHA256.encode() + b'"}', 0, 99)] == [20]
    assert not list(hashes_in(b"", 0, 0)) + list(hashes_in(b"ss", 0, 2)) + list(hashes_in(b"ssn", 0, 3))


@pytest.mark.parametrize("key", ["ssn_hash", "hash of ssn", "SSN_SHA256", "ssn"])
def test_keys_that_are_no_more_than_a_number_are_many(key):
    many = b'{"ssn": "010-94-0001", "social": 1},' * 200
    data = many + b'{"' + key.encode() + b'": "' + SHA256.encode() + b'"},' + many
    assert [data[start:end] for _, start, end in hashes_in(data, 0, len(data))] == [SHA256.encode()]


SLOW = (
    "$2b$12$KIXQ4G0H8rX4c9V0lW1oEu3nV1v0q6Qw7m1n9n5T8r0Y2zZ6kQh9e",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b27dWRJJTmaaQ",
    "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
    "$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/",
)


@pytest.mark.parametrize("value", SLOW)
def test_a_hash_that_takes_its_time_is_for_review_too(scan, value):
    for name, data in (
        ("a.csv", f'name,ssn_hash\nAnn Lee,"{value}"\n'),
        ("a.json", f'{{"name": "Ann Lee", "ssn_hash": "{value}", "age": 3}}'),
    ):
        (finding,) = scan(data, name).findings
        assert (finding.classification.value, finding.elements[0].value) == ("review", value)
    assert scan(f'name,password_hash\nAnn Lee,"{value}"\n', "a.csv").findings == []


@pytest.mark.parametrize(
    "header",
    ["ssn_encrypted", "Encrypted SSN", "ssn_hash", "SSN Hashed", "ssn_token", "ssn_masked", "hmac_sha256(ssn)"],
)
def test_a_number_that_can_be_read_is_found_whatever_its_header_says_was_done_to_it(scan, header):
    """SPEC §10: what looks like a live number is a finding unless the operator declares it."""
    for name, data in (
        ("a.csv", f"name,{header}\nAnn Lee,773-01-0001\n"),
        ("b.csv", f"name,{header}\n" + "Ann Lee,773010001\n" * 5),
        ("a.json", json.dumps({"name": "Ann Lee", header: "773-01-0001"})),
        ("a.txt", f"Name: Ann Lee\n{header}: 773-01-0001\n"),
    ):
        finding = scan(data, name).findings[0]
        assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee"), name
        assert finding.elements[0].value == "773010001"


def test_few_bare_digits_below_such_a_header_are_for_review(scan):
    """They may as well be a token."""
    for name, data in (
        ("a.csv", "name,ssn_hash\nAnn Lee,773010001\n"),
        ("a.json", '{"name": "Ann Lee", "ssn_hash": "773010001"}'),
        ("b.json", '{"name": "Ann Lee", "card_token": "4539578763621486"}'),
        ("a.txt", "Ann Lee, SSN token: 773010001\n"),
    ):
        (finding,) = scan(data, name).findings
        assert (finding.classification.value, finding.person.normal) == ("review", "ann lee"), name
        assert "clear-value" in finding.elements[0].evidence


@pytest.mark.parametrize(
    "cells",
    [
        ["a1b2c3", "77301000", "7730100012", "773010001.5", "***-**-0001"],
        ["1773010001", "2773010001", "3773010001", "4773010001", "773010001"],
        ["77301000", "7730100"],
    ],
)
def test_tokens_that_have_not_the_form_of_the_number_are_none(scan, cells):
    rows = "".join(f"Ann Lee,{cell}\n" for cell in cells)
    assert not scan(f"name,ssn_token\n{rows}", "a.csv").findings


@pytest.mark.parametrize("header", ["ssn_last4", "ssn_hash_last_4", "ssn_hash_date", "password_hash", "session token"])
def test_headers_of_other_things_are_no_such_ones(scan, header):
    assert not scan(f"name,{header}\nAnn Lee,773010001\n", "a.csv").findings


def test_rows_of_such_columns_are_counted_alike_when_the_list_is_full(scan):
    data = "name,ssn_hash\n" + "".join(f"Ann Lee,773-01-{at:04d}\n" for at in range(1, 41))
    counts = {limit: scan(data, "a.csv", Config(max_findings_per_file=limit)).counts for limit in (2, 100)}
    assert counts[2]["personal_information"] == counts[100]["personal_information"] == {"ssn": 40}
    assert counts[2]["persons"] == counts[100]["persons"]
