"""Pairs of hexadecimal digits: what few of them tell is what all of them do."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.encoded import hex_runs
from piiscan.formats.encoded.hex_runs import hex_text
from piiscan.formats.encoded.runs import NEAR, Run, stretch
from piiscan.formats.encoded.triggers import HEX, HEX_ARRAY, Trigger, triggers_in

NUMBER = b"Ann Lee, SSN 010-94-0001"


def slowly(data: bytes, trigger: Trigger) -> Run | None:
    """What `hex_text` gave pair by pair, of all within its reach."""
    array = trigger.kind == HEX_ARRAY
    before, whole = (hex_runs._ARRAY_BEFORE, hex_runs._ARRAY) if array else (hex_runs._HEX_BEFORE, hex_runs._HEX)
    begun = trigger.end - (4 if array else 2)
    found = before.match(data[max(0, begun - 8 * NEAR) : begun][::-1])
    match = whole.match(data, begun - (found.end() if found else 0), min(len(data), begun + 8 * NEAR))
    if match is None:
        return None
    pairs = [(at.start(), at[1]) for at in re.finditer(rb"0x(..)" if array else rb"([0-9A-Fa-f]{2})", match[0])]
    raw = bytes.fromhex(b"".join(digits for _, digits in pairs).decode("ascii"))
    held = stretch(raw, sum(at < begun - match.start() for at, _ in pairs))
    if held is None:
        return None
    end = match.start() + pairs[held[1] - 1][0] + (4 if array else 2)
    first = match.start() + pairs[held[0]][0]
    if not array and not held[0] and (mark := hex_runs._LITERAL.search(data[max(0, first - 4) : first])) is not None:
        first -= len(mark[0])
    return Run(first, end, "hex", raw[slice(*held)])


def written(rng: random.Random, raw: bytes, form: int) -> bytes:
    if form == 0:
        return raw.hex().encode()
    if form == 1:
        return raw.hex(rng.choice(" :")).upper().encode()
    if form == 2:
        return b"".join(b"%02x" % byte + rng.choice((b"", b" ", b":")) for byte in raw)
    return b"".join(b"0x%02X," % byte + rng.choice((b"", b" ", b"\n   ")) for byte in raw)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 40), st.integers(0, 3), st.sampled_from([0, 3, 40, 79, 80, 81, 160, 400, 9000]))
def test_few_pairs_tell_what_all_do(seed, form, size):
    rng = random.Random(seed)
    parts = [
        rng.choice((NUMBER, b"1234567", b"0001 ", "\u00e9 1234".encode(), b"\xe9 12345678"))
        for _ in range(rng.randrange(1, 5))
    ]
    noise = (rng.randbytes, lambda count: bytes(rng.choices(b"0123456789 .", k=count)))
    parts += [rng.choice(noise)(rng.randrange(size + 1)) for _ in range(3)]
    rng.shuffle(parts)
    data = (
        rng.choice((b"0x", b"\\x", b" ", b"a", b""))
        + written(rng, b"".join(parts), form)
        + rng.choice((b"", b" end", b"0"))
    )
    triggers = [Trigger(*one) for one in triggers_in(data) if one[0] in {HEX, HEX_ARRAY}]
    for trigger in rng.sample(triggers, min(len(triggers), 12)):
        assert hex_text(data, trigger) == slowly(data, trigger)


@pytest.mark.parametrize("piece", [b"4539578763621487 ", b"DE00123412341234123412 "])
def test_few_pairs_are_looked_at_where_they_tell(piece, monkeypatch):
    looked = []
    monkeypatch.setattr(
        hex_runs, "hex_unpacked", lambda digits, of=hex_runs.hex_unpacked: looked.append(len(digits)) or of(digits)
    )
    data = b"".join(
        piece.translate(bytes.maketrans(b"1234567", bytes(random.Random(n).sample(b"0123456789", 7))))
        for n in range(3000)
    )
    triggers = [Trigger(*one) for one in triggers_in(data) if one[0] == HEX]
    for trigger in triggers:
        assert hex_text(data, trigger) == slowly(data, trigger)
    assert not looked or sum(looked) / len(looked) < 1000
