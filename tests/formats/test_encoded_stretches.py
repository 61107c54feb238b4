"""Long runs of base64: where there is no text is told without taking the run apart at each place."""

import base64
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_encoded import taken

from piiscan.formats.encoded import file_marks
from piiscan.formats.encoded import here as encoded_here
from piiscan.formats.encoded import runs as encoded_runs
from piiscan.formats.encoded import triggers as encoded_triggers
from piiscan.formats.encoded.base64_text import zlib_begins
from piiscan.formats.encoded.runs import base64_span, base64_text
from piiscan.formats.encoded.stretches import LEAST, Stretches
from piiscan.formats.encoded.triggers import BASE64, ZLIB_LETTERS, Trigger, triggers_in
from piiscan.formats.signatures import signature

NUMBER = b"Ann Lee, SSN 010-94-0001"


def run_of(seed: int, texts: int) -> bytes:
    """A run of base64, most of which stands for no text, and some of it for a number."""
    rng = random.Random(seed)
    parts = [rng.randbytes(rng.randrange(1, 300)) for _ in range(8)]
    for _ in range(texts):
        parts.insert(rng.randrange(len(parts)), NUMBER[rng.randrange(len(NUMBER)) :])
    letters = base64.b64encode(b"".join(parts))
    return letters.translate(bytes.maketrans(b"+/", b"-_")) if seed % 2 else letters


@settings(max_examples=40)
@given(st.integers(0, 1 << 30), st.integers(0, 6), st.integers(0, 5))
def test_where_it_says_there_is_none_there_is_none(seed, texts, letters):
    data = b" " + b"A" * letters + run_of(seed, texts) + b" "
    span = base64_span(data, 10)
    stretches = Stretches(data, *span)
    for kind, end, turn in triggers_in(data):
        if kind == BASE64 and span[0] < end <= span[1]:
            found = base64_text(data, Trigger(kind, end, turn), span)
            assert found is None or stretches.may_hold(Trigger(kind, end, turn))


@settings(max_examples=40)
@given(st.integers(0, 1 << 30), st.integers(0, 6), st.integers(0, 5))
def test_what_is_passed_over_holds_none(seed, texts, letters):
    data = b" " + b"A" * letters + run_of(seed, texts) + b" "
    span = base64_span(data, 10)
    stretches = Stretches(data, *span)
    triggers = [Trigger(*found) for found in triggers_in(data) if found[0] == BASE64 and span[0] < found[1] <= span[1]]
    for trigger in triggers:
        if not stretches.may_hold(trigger):
            until = stretches.barren(trigger.end)
            assert trigger.end <= until <= span[1]
            assert not any(stretches.may_hold(other) for other in triggers if trigger.end < other.end <= until)


def test_what_only_looks_like_a_file_is_told_by_its_first_letters(monkeypatch):
    heads = []
    for module in (encoded_here, file_marks):
        monkeypatch.setattr(module, "signature", lambda head, **text: heads.append(head) or signature(head, **text))
    data = b"SUkqA_" * 500 + b" " + b"eJwA_" * 500
    assert len(encoded_triggers.triggers_in(data)) > 900
    taken(data)
    assert len(heads) < 20
    assert max(map(len, heads)) < 50


@settings(max_examples=200)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"x\x9c", b"x\x9c\x01", b"x\x01\x03", b"x\xda\x05"]),
    st.integers(0, 9),
)
def test_a_stream_of_zlib_is_one_by_its_first_letters(data, first, level):
    for raw in (zlib.compress(data, level), first + data, first + zlib.compress(data, level)[2:]):
        long = raw.ljust(40, b"\0")  # what is behind a short one is read with it
        if signature(long, text=False) == ("zlib", "application/zlib"):
            assert zlib_begins(base64.b64encode(long)[:ZLIB_LETTERS])


def test_a_number_between_noise_is_seen():
    noise = random.Random(5).randbytes(2001)
    data = base64.b64encode(noise + b"\0" + NUMBER + b"\0" + noise)
    (text,), _, _ = taken(b"key " + data + b" end")
    assert NUMBER in text


@pytest.mark.parametrize("times", [200, 800])
def test_what_only_looks_so_is_not_decoded_each_by_each(times, monkeypatch):
    decoded = []
    for module in (encoded_runs, encoded_here.runs):
        monkeypatch.setattr(module, "unpacked", lambda data, of=encoded_runs.unpacked: decoded.append(data) or of(data))
    data = b"-MDEw_" * times
    assert len(data) >= LEAST
    assert len(encoded_triggers.triggers_in(data)) >= times
    taken(data)
    assert len(decoded) < 10


@pytest.mark.parametrize("times", [200, 800])
def test_the_end_of_a_run_is_sought_once_for_all_marks_of_files_in_it(times, monkeypatch):
    looked = []
    monkeypatch.setattr(encoded_runs, "span", lambda *at, of=encoded_runs.span: looked.append(at) or of(*at))
    data = b"SUkqA_" * times
    monkeypatch.setattr(encoded_here, "may_begin", lambda *_, **__: True)
    assert len(encoded_triggers.triggers_in(data)) >= times - 20  # the last are too short for a file
    taken(data)
    assert 0 < sum(alphabet == encoded_runs.SAFE for _, _, alphabet in looked) < 10
