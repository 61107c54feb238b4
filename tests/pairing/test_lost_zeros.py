"""Social Security numbers whose zeros in front are lost, as programs log values: right behind their key alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher

N = "010940001"
LOGGED = {
    "python": "INFO created {'name': 'Ann Lee', 'ssn': 10940001, 'zip': '01901'}",
    "python, printed small": "INFO created {'name':'Ann Lee','ssn':10940001}",
    "json": 'INFO created {"name": "Ann Lee", "ssn": 10940001}',
    "pairs": "level=info name='Ann Lee' ssn=10940001 ok=true",
    "dataclass": "DEBUG Employee(name='Ann Lee', employee_ssn=10940001, id=7)",
    "ruby": 'Parameters: {"name"=>"Ann Lee", "ssn"=>10940001}',
    "ruby since 3.4": 'Parameters: {"name" => "Ann Lee", "ssn" => 10940001}',
    "javascript": "received { name: 'Ann Lee', ssn: 10940001 }",
    "javascript, more behind": "received {name: 'Ann Lee', socialSecurityNumber:10940001, age: 7}",
    "at the end": "name: Ann Lee, SSN=10940001",
    "end of a sentence": "For name 'Ann Lee' the request had ssn=10940001.",
}
NONE = {
    "a string keeps its zeros": "{'name': 'Ann Lee', 'ssn': '10940001'}",
    "a sentence": "Ann Lee, SSN: 10940001",
    "a sentence with members": "Ann Lee, SSN: 10940001, born 1970",
    "another key": "name='Ann Lee' ssn=None user_id=10940001",
    "a key about it": "name='Ann Lee' ssn_count=10940001",
    "its hash": "{'name': 'Ann Lee', 'ssn_hash': 10940001}",
    "a key that ends like it": "name='Ann Lee' lssn=10940001 session=10940002 passn=10940003",
    "a weak key": "{'name': 'Ann Lee', 'tax_id': 10940001}",
    "six digits": "{'name': 'Ann Lee', 'ssn': 109401}",
    "more digits": "{'name': 'Ann Lee', 'ssn': 1094000123}",
    "a fraction": "{'name': 'Ann Lee', 'ssn': 10940001.5}",
    "a unit": "name='Ann Lee' ssn=10940001ms",
    "no serial": "{'name': 'Ann Lee', 'ssn': 10940000}",
    "no group": "{'name': 'Ann Lee', 'ssn': 10000001}",
    "negative": "{'name': 'Ann Lee', 'ssn': -10940001}",
    "a sentence in brackets": "{draft} Ann Lee, SSN: 10940001, born 1970",
    "behind an object": "{a: 1}, name: Ann Lee, SSN: 10940001, born 1970",
    "a date": "name='Ann Lee' ssn=2024-01-01 10940001",
    "far off": "name='Ann Lee' ssn=   10940001",
    "compared": "name='Ann Lee' where ssn >= 10940001",
}


@pytest.mark.parametrize("name", LOGGED)
def test_a_number_without_its_zeros_is_found_behind_its_key(scan, name):
    assert people(scan(f"2024-01-01 10:00:00 {LOGGED[name]}\n")) == [("ann lee", N)]


def test_two_zeros_may_be_lost(scan):
    assert people(scan("{'name': 'Ann Lee', 'ssn': 1094001}\n")) == [("ann lee", "001094001")]


@pytest.mark.parametrize("name", NONE)
def test_what_only_looks_like_one_is_none(scan, name):
    assert people(scan(f"2024-01-01 10:00:00 {NONE[name]}\n")) == []


KEYS = ("ssn", "'ssn'", '"SSN"', "ssn_id", "=", ":", ": ", "=>", " => ", " ", ",", "{", "}", "(", "-", ".", "x", "\n")
VALUES = ("10940001", "1094001", "109400010", "0", "'")


@given(st.lists(st.sampled_from(KEYS + VALUES), max_size=12).map("".join))
def test_wherever_it_is_found_it_stands_behind_a_key(text):
    data = text.encode()
    for kind, start, end in zip(*(column.tolist() for column in matcher.look(data)), strict=True):
        if kind == matcher.SSN_SHORT:
            assert end - start in {7, 8}
            assert text[start:end].isdigit()
            assert text[:start].rstrip(" ").endswith(("=", ":", "=>"))
            assert not text[end : end + 1].isalnum()


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_numbers_it_is_seen(around):
    words = b"took=12345678 ms " * (around // 17) + b"x" * (around % 17)
    data = words + b" 'ssn': 10940001, " + words
    hits = matcher.look(data)
    seen = [data[start:end] for kind, start, end in zip(*hits, strict=True) if kind == matcher.SSN_SHORT]
    assert seen == [b"10940001"]


@pytest.mark.long
def test_many_lines_that_are_alike_are_told_as_each_of_them():
    """What a rule says of one of them it says of all, but for what the digits say themselves."""
    lines = [*LOGGED.values(), *NONE.values(), "{'name': 'Ann Lee', 'ssn': 1094001}"]
    text, wanted = b"", []
    for number in range(40):
        for line in lines:
            one = f"2024-01-01 10:00:00 {line.replace('10940001', f'1094{number:04}')}\n".encode()
            alone = matcher.look(b" " * 200 + one)
            wanted += (alone.start[alone.kind == matcher.SSN_SHORT] - 200 + len(text)).tolist()
            text += one
    found = matcher.look(text)
    assert found.start[found.kind == matcher.SSN_SHORT].tolist() == wanted
    assert len(wanted) > 400
