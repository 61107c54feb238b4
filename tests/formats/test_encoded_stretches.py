"""Long runs of base64: where there is no text is told without taking the run apart at each place."""

import base64
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_encoded import taken

from piiscan.formats.encoded import here as encoded_here
from piiscan.formats.encoded import runs as encoded_runs
from piiscan.formats.encoded import triggers as encoded_triggers
from piiscan.formats.encoded.runs import base64_span, base64_text
from piiscan.formats.encoded.stretches import LEAST, Stretches
from piiscan.formats.encoded.triggers import BASE64, Trigger, triggers_in

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
    data = b"eJw_" * times
    assert len(encoded_triggers.triggers_in(data)) >= times - 20  # the last are too short for a file
    taken(data)
    assert 0 < sum(alphabet == encoded_runs.SAFE for _, _, alphabet in looked) < 10
