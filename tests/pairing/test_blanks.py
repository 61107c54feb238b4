"""Blanks at which no line is broken stand between the parts of a name as blanks do."""

from __future__ import annotations

import pytest

BLANKS = ("\u00a0", "\u202f", "\u2009", "\u2007")


@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"U+{ord(blank):04X}")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee, SSN 010-94-0001", "a.txt"),
        ("The SSN of Ann Lee is 010-94-0001, as she said.", "a.txt"),
        ("Dear Ann Lee: your SSN is 010-94-0001.", "a.txt"),
        ("Name: Ann Lee\nSSN: 010-94-0001\n", "a.txt"),
        ("<p>Ann Lee, SSN 010-94-0001</p>", "a.html"),
        ("name,ssn\nAnn Lee,010-94-0001\n", "a.csv"),
        ('{"name": "Ann Lee", "ssn": "010-94-0001"}', "a.json"),
    ],
)
def test_a_name_is_found(scan, blank, text, name):
    (as_usual,) = scan(text, name).findings
    (found,) = scan(text.replace("Ann Lee", f"Ann{blank}Lee"), name).findings
    assert (found.classification, found.grades) == (as_usual.classification, as_usual.grades)
    assert found.person.name.replace(blank, " ") == as_usual.person.name == "Ann Lee"


def test_a_name_is_found_in_a_set_of_one_byte_a_character(scan):
    (found,) = scan("Ann\xa0Lee, n\xe9e Ray, SSN 010-94-0001".encode("cp1252"), "a.txt").findings
    assert found.person.name == "Ann Lee"


def test_a_name_of_an_entity_of_html_is_found(scan):
    (found,) = scan("<p>Ann&nbsp;Lee, SSN 010-94-0001</p>", "a.html").findings
    assert found.person.name == "Ann Lee"
