"""JSON written and read the quick way is what the plain way writes and reads, or goes the plain way."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan import dense
from piiscan.model import Classification
from piiscan.reporters import jsonl
from piiscan.reporters.quick import decoder
from piiscan.reporters.shape import checks
from piiscan.reporters.terminal import Look
from tests.reporters.conftest import Share

ANY = st.text(st.characters(exclude_categories=()), max_size=6) | st.text(
    'a\\x"/\x7f\x80\u0100\uffff\U00010000\ud800\n'
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=12,
)
PLAIN = {False: json.JSONEncoder(separators=(",", ":")).encode, True: json.dumps}
READ = decoder()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(dense, "FEW", 1)


@given(VALUES, st.booleans())
def test_what_is_written_is_the_same(value, spaced):
    encode = dense.encoder(spaced=spaced)
    written = encode(value)
    assert [written, encode(value)] == [PLAIN[spaced](value)] * 2
    decode = dense.decoder()
    assert [decode(written.encode()), decode(written.encode())] == [value] * 2


@pytest.mark.parametrize("spaced", [False, True])
def test_what_a_record_has_is_written_the_quick_way(spaced):
    value = {"place": "line 2 › column 3", "masked": "•••-••-0002", "person": "A… L… × é", "none": None, "rank": 25.0}
    assert dense._quick(spaced=spaced)(value) == PLAIN[spaced](value)


def _lines():
    class Out(list):
        write = list.append

    out = Out()
    share = Share().found("a.xlsx").found("ü.zip", classification=Classification.REVIEW).unread("b.png", verdict="weak")
    jsonl.write(share.records(), out, Look())
    return [line.encode() for line in out[1:-1]]


LINES = _lines()


def test_records_are_read_the_quick_way():
    assert [READ(line) for line in LINES] == [json.loads(line) for line in LINES]


def _parts(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _parts(inner, (*path, key))


@given(st.data())
def test_what_is_taken_fits_and_is_the_same(data):
    record = json.loads(data.draw(st.sampled_from(LINES)))
    *way, last = data.draw(st.sampled_from([path for path in _parts(record) if path]))
    inner = record
    for key in way:
        inner = inner[key]
    what = data.draw(st.sampled_from(["drop", "change", "add"]))
    if what == "drop":
        del inner[last]
    elif what == "add" and isinstance(inner, dict):
        inner[data.draw(ANY)] = data.draw(VALUES)
    else:
        inner[last] = data.draw(VALUES | st.floats(allow_nan=False))
    line = json.dumps(record).encode()
    taken = READ(line)
    if taken is not None:
        assert taken == json.loads(line)
        assert repr(taken) == repr(json.loads(line))
        assert not checks()[taken["type"]](taken)


@given(st.data())
def test_damaged_bytes_are_not_read_otherwise(data):
    line = data.draw(st.sampled_from(LINES))
    at = data.draw(st.integers(0, len(line)))
    noise = data.draw(st.binary(max_size=3) | st.sampled_from([b"NaN", b"1e400", b"-0", b'"', b"\\ud800", b"0" * 20]))
    line = line[:at] + noise + line[at + data.draw(st.integers(0, 3)) :]
    taken = READ(line)
    if taken is not None:
        with contextlib.suppress(ValueError):
            assert taken == json.loads(line.decode())
            return
        pytest.fail("what is no JSON was taken")
