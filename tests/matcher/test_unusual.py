"""Texts full of numbers whose bytes are not plain: found as `reference` says, in no time."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.matcher import reference, unusual

PARTS = (
    "010", "94", "0001", "000", "900", "70", "4024", "0071", "0002", "7456", "007100", "02745", "123", "\uff10\uff11\uff10",
    "\uff19\uff14", "\uff10\uff10\uff10\uff11", "\u2011", "\u2011", "\u00a0", "\u00a0", "\\u2011", "\\u2011", "\\u00e9", "\\u00e9", "\\n",
    "-", " ", "\uff0d", "S", "S12345678", "SA", "AB", "x", ", ", "\n", "ssn ", " ssn", "acct ", "license no. ", "card ", '"',
    "123456789", "4222222222222", "010940001A", "medicare ", "1234567", " " * 70,
)  # fmt: skip


def both(text: bytes) -> None:
    found, plain = matcher.find(text), reference.find(text)
    assert [column.tolist() for column in found] == [column.tolist() for column in plain]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 40), st.integers(2, 12), st.integers(16, 40))
def test_many_of_few_forms(seed, length, times):
    rng = random.Random(seed)
    forms = ["".join(rng.choices(PARTS, k=length)) for _ in range(3)]
    both("".join(rng.choice(forms) for _ in range(times)).encode())


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 40))
def test_numbers_of_these_forms_and_others_behind_escapes(seed):
    rng = random.Random(seed)
    rows = []
    for _ in range(30):
        before = rng.choice(["", "\\u00e9", "\\u00e9", "x", "9-", "\\n", "ssn \\u00e9", "a\\u00e9", "beef-\\u0020"])
        parting = rng.choice(["\u2011", "\u00a0", "\\u2011", "-", " ", "", "\u202f", "\x97"])
        digits = rng.choice(
            [("010", "94", f"{rng.randrange(3):04}"), ("4024", "0071", "0002", "7456"), ("4024", "007100", "02745")]
        )
        rows.append(
            before + parting.join(digits) + rng.choice(["", " ", "x", "-1", "\\u00e9", "\u00a01", " ssn", " card"])
        )
    both(rng.choice(["", " ", ", "]).join(rows).encode("latin-1", "ignore") + " ".join(rows).encode())


@pytest.mark.parametrize(
    "piece",
    [
        "000\u201112\u20111234 ",
        "\uff10\uff10\uff10-\uff11\uff12-\uff11\uff12\uff13\uff14 ",
        "\\u00e9123456789 ",
        "\\u00e9AB 123 ",
    ],
)
def test_what_is_none_is_told_without_a_look_at_each(piece, monkeypatch):
    looked = []
    monkeypatch.setattr(
        reference, "found_at", lambda *at, of=reference.found_at, **how: looked.append(at) or of(*at, **how)
    )
    data = piece.encode() * 20_000
    begun = time.process_time()
    assert not matcher.find(data).kind.size
    assert time.process_time() - begun < 5
    assert len(looked) < 10
    assert any(unusual.triggers()(data))
