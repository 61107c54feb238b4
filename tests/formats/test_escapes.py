"""Runs of escapes are found by their first byte, as one pattern of all of them finds them; and not before any number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.encoded.escapes import _matches
from piiscan.formats.encoded.triggers import COLOUR, ESCAPED, UNSEEN, WIDE_HYPHEN, searcher

_ALL = re.compile(
    rb"(?P<unseen>(?:" + UNSEEN + rb"|" + COLOUR + rb")+)|(?P<hyphen>" + WIDE_HYPHEN + rb")"
    rb"|(?:\\x[0-9A-Fa-f]{2})+|(?:\\[0-3][0-7]{2})+|(?:\\u00[2-7][0-9A-Fa-f])+|(?:%[0-9A-Fa-f]{2})+"
    rb"|(?:&#(?:[xX]0{0,4}[2-7][0-9A-Fa-f]|0{0,4}(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]));)+"
)
_PIECES = (
    *(
        b"%41",
        b"%2",
        b"%",
        b"&#65;",
        b"&#x41;",
        b"&",
        b"\\x41",
        b"\\101",
        b"\\u0041",
        b"\\",
        b"\\x1b[31m",
        b"\\u001b[0m",
    ),
    *(
        b"\\033[1m",
        b"\\e[K",
        b"\x1b[31m",
        b"\x1b",
        b"\xc2\xad",
        b"\xc2",
        b"\xe2\x80\x8b",
        b"\xe2\x81\xa0",
        b"\xe2\x80\x99",
    ),
    *(b"\xef\xbb\xbf", b"\xef\xbc\x8d", b"\xef", b"a", b"1", b" ", b"["),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.integers(0, 3), st.integers(0, 3))
def test_runs_are_those_of_one_pattern(pieces: list[bytes], before: int, behind: int) -> None:
    data = b"".join(pieces)
    last = max(before, len(data) - behind)
    found = [(match.span(), match.lastgroup) for match in _matches(data, before, last)]
    assert found == [(match.span(), match.lastgroup) for match in _ALL.finditer(data, before, last)]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (b"?q=Ann%20Lee%20010-94-0001", True),
        (b"ssn%3D010940001", True),
        (b"ssn%3D010%2D94%2D0001", True),
        (b"a%5Bssn%5D=010940001", True),
        (b"a%5Bssn%5D=01094", False),
        (b"card%3A4539+1488+0343+6467", True),
        (b"GET /search?q=chair%20120%2Cpage%3A12345&n=5%201", False),
        (b"%2F2024%2F03%2F12?a=1%2D2", False),
    ],
)
def test_only_what_may_be_a_number_is_looked_at(text: bytes, *, seen: bool) -> None:
    assert any(kind == ESCAPED for kind, _, _ in searcher()(text)) is seen
