"""JSON written and read the quick way is what the plain way writes and reads, or goes the plain way."""

import contextlib
import copy
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan import dense
from piiscan.model import Classification
from piiscan.reporters import jsonl
from piiscan.reporters.quick import decoder
from piiscan.reporters.shape import checks, definitions
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


@example(value=["\\x80é"], spaced=False)
@example(value="\x7f", spaced=False)
@given(value=VALUES, spaced=st.booleans())
def test_what_is_written_is_the_same(value, spaced):
    written = dense.encoder(spaced=spaced)(value)
    assert written == PLAIN[spaced](value)
    assert dense.decoder()(written.encode()) == value


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


def _full(node):
    """A value with all that the schema knows of."""
    if "$ref" in node:
        return _full(definitions()[node["$ref"].rpartition("/")[2]])
    if "oneOf" in node:
        return next(value for value in map(_full, node["oneOf"]) if value is not None)
    if "enum" in node:
        return node["enum"][0]
    if "const" in node:
        return node["const"]
    kind = node.get("type", "null")
    if "object" in kind:
        others = node.get("additionalProperties")
        more = {"further": _full(others)} if isinstance(others, dict) else {}
        return {name: _full(of) for name, of in node.get("properties", {}).items()} | more
    if "array" in kind:
        return [_full(node["items"])] if isinstance(node.get("items"), dict) else []
    return "0" if "string" in kind else 1 if "integer" in kind else False if "boolean" in kind else None


ODD = (None, True, 0, 1.0, 1.5, "x", "\x1b[2J", "a\n", [], {}, [None], ["\x1b"], {"a": None}, {"\x1b": 1}, {"a": 1.5})


def _spoilt(record):
    """The record with each of its parts left out, something else, or with something beside it; and whether left out."""
    for *way, last in [path for path in _parts(record) if path]:
        for odd in ("left out", *ODD):
            spoilt = copy.deepcopy(record)
            inner = spoilt
            for key in way:
                inner = inner[key]
            if odd == "left out":
                del inner[last]
            else:
                inner[last] = odd
            yield spoilt, odd == "left out"
    for way in _parts(record):
        for key, odd in (("a", "x"), ("a", 1.5), ("a", 2), ("\x1b", 1)):
            spoilt = copy.deepcopy(record)
            inner = spoilt
            for step in way:
                inner = inner[step]
            if isinstance(inner, dict):
                inner[key] = odd
                yield spoilt, False


@pytest.mark.parametrize("kind", ["finding", "outcome"])
def test_whatever_the_schema_knows_is_asked(kind):
    record = _full(definitions()[kind])
    assert READ(json.dumps(record).encode()) == record
    for spoilt, left_out in _spoilt(record):
        taken, fits = READ(json.dumps(spoilt).encode()), not checks()[kind](spoilt)
        assert taken == spoilt if taken is not None else not (fits and left_out)
        assert fits or taken is None


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
