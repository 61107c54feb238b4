"""Where labels without a shape are sought: near what begins them, to the same end as in the whole text."""

import random

import pytest

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
