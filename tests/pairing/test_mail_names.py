"""Persons whom only an e-mail address names: to be reviewed (SPEC §1)."""

import pytest

from piiscan.config import Config
from piiscan.pairing.prose.mail_names import named_by_mail

A, B = "773-01-0001", "773-01-0002"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"ann.lee@example.com, SSN {A}\n"),
        ("a.txt", f"Email: ann.lee@example.com\nSSN: {A}\n"),
        ("a.csv", f"email,ssn\nann.lee@example.com,{A}\n"),
        ("a.csv", f"ann.lee@example.com,{A}\n"),
        ("a.json", f'{{"email": "ann.lee@example.com", "ssn": "{A}"}}'),
        ("a.json", f'{{"user": {{"email": "ann.lee@example.com"}}, "ssn": "{A}"}}'),
        ("a.xml", f"<r><p><email>ann.lee@example.com</email><ssn>{A}</ssn></p></r>"),
        ("a.sql", f"INSERT INTO t (email, ssn) VALUES ('ann.lee@example.com','{A}');\n"),
    ],
)
def test_who_is_named_by_an_address_of_mail_alone_is_for_review(scan, name, text):
    (finding,) = scan(text, name).findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert "weak-name" in finding.reasons
    assert "email" in finding.person.evidence


@pytest.mark.parametrize(
    ("name", "text", "who"),
    [
        ("a.txt", f"Bob Ray (ann.lee@example.com), SSN {A}\n", "bob ray"),
        ("a.csv", f"name,email,ssn\nBob Ray,ann.lee@example.com,{A}\n", "bob ray"),
        ("a.json", f'{{"name": "Bob Ray", "email": "ann.lee@example.com", "ssn": "{A}"}}', "bob ray"),
    ],
)
def test_a_name_goes_before_an_address(scan, name, text, who):
    (finding,) = scan(text, name).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", who)


@pytest.mark.parametrize(
    "address",
    [
        "help.desk@example.com",
        "no-reply@example.com",
        "info@example.com",
        "annlee@example.com",
        "x.lee.ray.cole@example.com",
        "front.office@example.com",
        "sales.boston@example.com",
        "q.widget@example.com",
        "ann.lee@",
    ],
)
def test_addresses_of_nobody(scan, address):
    assert named_by_mail(address) is None
    (finding,) = scan(f"{address}, SSN {A}\n").findings
    assert (finding.classification.value, finding.person) == ("element_only", None)


def test_addresses_of_two_mean_nobody(scan):
    (finding,) = scan(f"ann.lee@example.com, bob.ray@example.com: SSN {A}\n").findings
    assert finding.person is None


def test_rows_are_counted_alike_when_the_list_is_full(scan):
    rows = "".join(f"{at},ann.lee@example.com,773-01-{at:04d}\n" for at in range(1, 31))
    rows += "".join(f"{at},info@example.com,773-02-{at:04d}\n" for at in range(1, 31))
    for header in ("id,email,ssn\n", "id,reached_at,ssn\n", "id,contact,ssn\n"):
        counts = scan(header + rows, "a.csv", Config(max_findings_per_file=2)).counts
        assert counts == {"element_only": {"ssn": 30}, "review": {"ssn": 30}}


def test_a_long_list_of_lines_is_read_as_a_short_one(scan):
    text = "".join(f"SSN 773-01-{at:04d} ann.lee@example.com\n\nSSN 773-02-{at:04d}\n\n" for at in range(1, 400))
    assert scan(text).counts["review"]["ssn"] >= 399
