"""Licenses of Washington since 2018 in running text, with their label."""

import pytest
from pairs import people

from piiscan import matcher

N = "WDL36B7EAB32"


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, Washington driver's license {N}\n",
        f"Name: Ann Lee\nDriver's license: {N}   DOB: 01/02/1980\n",
        f'user="Ann Lee" dl_number={N}\n',
        f"{N} is the driver's license of Ann Lee.\n",
        "License class D, no points, renewed in person.\n" * 300 + f"Name: Ann Lee\nDL#: {N}\n",
    ],
)
def test_it_is_found_with_its_label(scan, text):
    assert people(scan(text)) == [("ann lee", N)]


def test_under_a_key(scan):
    assert people(scan(f'{{"name": "Ann Lee", "dl_number": "{N}"}}', "a.json")) == [("ann lee", N)]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee ordered {N}.",
        f"Ann Lee, driver's license X{N}",
        f"Ann Lee, driver's license {N}7",
        f"Ann Lee, driver's license {N[:-1]}",
        f"Ann Lee, driver's license {N.lower()}",
        "Ann Lee, driver's license WDM36B7EAB32",
        f"Ann Lee, driver's license: see /{N}",
    ],
)
def test_else_it_is_none(scan, text):
    assert scan(text + "\n").findings == []


@pytest.mark.parametrize("number", ["WDLFPAYT1XBS", "WDLABCDEFGH9"])
def test_one_digit_is_enough_wherever_the_text_begins(number):
    for blanks in range(130):
        data = b" " * blanks + f"Ann Lee, WA driver's license {number}\n".encode()
        assert [data[start:end].decode() for start, end in zip(*matcher.look(data)[1:3], strict=True)] == [number]
