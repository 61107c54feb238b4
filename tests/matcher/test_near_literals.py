"""Where labels without a shape are sought: near what begins them, to the same end as in the whole text."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.matcher import hashed, literals, purses

WORDS = [
    b"SSN", b"ssn_", b"social-sec", b" (", b"hash", b"SHA-256", b"sha1: ", b"md5=", b"digest of ", b"eth", b"ETH: ", b"btc=", b"PayPal ",
    b"wallet address: ", b"venmo @ann-lee ", b"0x" + b"ab12" * 10, b"9f86d081884c7d659a2feaa0c55ad015", b"1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
    b"ann@example.com ", b"cash app $annlee ", b"\n", b" ", b"x" * 70, b"crypto account ", b"bank of ", b"=", b": ",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_the_same_is_found(monkeypatch, seed):
    rng = random.Random(seed)
    data = b"".join(rng.choices(WORDS, k=rng.choice((5, 60, 400))))
    first = rng.randrange(len(data) // 3 + 1)
    last = len(data) - rng.randrange(len(data) // 3 + 1)
    found = [list(sought(data, first, last)) for sought in (purses.purses, hashed.hashes)]
    monkeypatch.setattr(literals, "_ends", lambda _: None)
    assert found == [list(sought(data, first, last)) for sought in (purses.purses, hashed.hashes)]


def test_parts_that_touch_are_one():
    data = b"a ssn b" + b"." * 100 + b"ssn ssn"
    assert list(literals.near((b"ssn",), data, (0, len(data)), (4, 2))) == [(1, 7), (106, len(data))]
    assert list(literals.near((b"ssn",), b"none", (0, 4), (4, 2))) == []


@pytest.mark.parametrize(
    "written",
    [
        *("0123456789abcdef" * 2, "0x" + "0123456789ABCDEF" * 4, "A" * 22 + "==", "b" * 43 + "=", "c" * 86 + "=="),
        *("$2b$12$" + "x" * 53, "$argon2id$v=19$m=65536,t=3,p=4$" + "y" * 40, "$pbkdf2-sha256$29000$" + "z" * 40),
        *("$pbkdf2$131000$" + "z" * 40, "$6$rounds=5000$" + "w" * 40, "$scrypt$ln=16,r=8,p=1$" + "v" * 40),
    ],
)
def test_hashes_of_all_forms_are_sought(written):
    data = b"his ssn hash: " + written.encode() + b"\n"
    assert list(hashed.hashes(data, 0, len(data))) == [(14, len(data) - 1)]


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 60))
def test_parts_are_those_of_a_walk(ends, back, ahead, first):
    last = 300
    parts, begun, until = [], first, first
    for end in sorted(end for end in ends if first <= end <= last):
        low, high = max(first, end - back), min(last, end + ahead)
        if low > until:
            parts.append((begun, until))
            begun = low
        until = high
    parts.append((begun, until))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(literals, "_ends", lambda _: lambda _text: [end - first for end in ends if first <= end <= last])
        found = list(literals.near((b"x",), bytes(400), (first, last), (back, ahead)))
    assert [one for one in found if one[0] < one[1]] == [one for one in parts if one[0] < one[1]]
