"""Objects round a place in JSON text, without reading the document."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.pairing.objects import enclosing as module
from piiscan.pairing.objects.enclosing import enclosing
from piiscan.pairing.objects.records import Bond, Leaf, Record
from piiscan.pairing.objects.strings import versions

MARK = "@@"


def leaves(text):
    data = text if isinstance(text, bytes) else text.encode()
    at = data.index(MARK.encode())
    return [{leaf.path: leaf.text for leaf in record.leaves} for record in enclosing(data, at, at + len(MARK))]


def test_objects_come_innermost_first():
    assert leaves('{"a": 1, "b": {"c": "@@", "d": 2.5}, "e": null, "f": true}') == [
        {("c",): "@@", ("d",): "2.5"},
        {("a",): "1", ("b", "c"): "@@", ("b", "d"): "2.5"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"x": "}"}, {"k": "@@"}]',
        '[{"x": "{"}, {"k": "@@"}]',
        '[{"x": "\\"{\\""}, {"k": "@@"}]',
        '{"k": "@@", "x": "{ } }"}',
        '{\n  "k":\n  "@@"\n}',
        'var data = [{"k": "@@"}];',
        '{"k": "@@"}\n{"other": 1}',
    ],
)
def test_braces_in_strings_and_what_stands_round(text):
    assert leaves(text)[0][("k",)] == "@@"


@pytest.mark.parametrize("text", ["@@", '{"k": @@}', '{"k": "@@"', "{k: '@@'}", '"@@"', '["@@"]', "{@@}"])
def test_no_object(text):
    assert leaves(text) == []


def test_an_object_of_another_line_is_not_round_it():
    assert leaves('{"a": 1,\n{"k": "@@"}\n}') == [{("k",): "@@"}]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_end_is_counted_in_bytes(encoding):
    data = '{"é": "ü", "k": "@@"}, "tail'.encode(encoding)
    at = data.index(b"@@")
    (record,) = enclosing(data, at, at + 2)
    assert data[record.start : record.end] == data[: data.index(b"}") + 1]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_an_object_in_any_document_is_found(around, indent, ascii_only):
    inner = {"before": around, "k": MARK, "after": around}
    text = json.dumps([around, inner, around], indent=indent, ensure_ascii=ascii_only)
    data = text.encode("utf-8", "replace")
    at = data.index(f'"k": "{MARK}'.encode()) + 6
    found = enclosing(data, at, at + 2)
    text_of = {leaf.path: leaf.text for record in found for leaf in record.leaves}
    # A string with a brace in it may hide the object; it may never make up another value.
    assert not found or text_of.get(("k",)) == MARK or "{" in text.replace(json.dumps(inner), "") or "}" in text
    if not any(brace in json.dumps(around) for brace in "{}"):
        assert text_of[("k",)] == MARK


def test_what_has_no_end_near_is_not_decoded(monkeypatch):
    data = b'{"name": "Ann Lee", "ssn": "773-01-0001", "a": ' * 900
    at = data.rindex(b"773")
    monkeypatch.setattr(module, "decode", lambda *_args, **_options: pytest.fail("decoded"))
    assert enclosing(data, at, at + 11) == []


@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_are_no_error(data, at):
    for record in enclosing(data, min(at, len(data)), min(at + 5, len(data))):
        assert record.start <= at
        assert record.end <= len(data)


def record_of(value):
    text = json.dumps(value)
    at = text.index(MARK)
    return enclosing(text.encode(), at, at + 2)[-1]


def bond(value):
    record = record_of(value)
    by_text = {leaf.text: leaf for leaf in record.leaves}
    return by_text["Ann"].bond(by_text[MARK])


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"name": "Ann", "x": MARK}, Bond.SAME),
        ({"name": "Ann", "x": [1, {"y": MARK}]}, Bond.SAME),
        ({"p": ["Ann"], "x": [1, MARK]}, Bond.SAME),
        ({"name": ["Ann", "A", "B"], "x": [1, MARK]}, Bond.SAME),
        ({"p": [{"n": "Ann"}, 2], "x": [MARK, 1]}, Bond.PARALLEL),
        ({"p": [{"n": "Ann"}, 2], "x": [1, MARK]}, Bond.NONE),
        ({"p": [{"n": "Ann"}, {"y": MARK}]}, Bond.NONE),
        ({"p": [{"n": "Ann", "y": [1, MARK]}, 2]}, Bond.SAME),
        ({"p": [{"n": "Ann"}, 2], "x": MARK}, Bond.NONE),
    ],
)
def test_how_a_leaf_stands_to_another(value, wanted):
    assert bond(value) is wanted


def test_the_leaf_is_chosen_by_how_often_the_text_came_before():
    record = Record(0, 9, (Leaf(("a",), "x 12 12"), Leaf(("b",), "3"), Leaf(("c",), "12")))
    found = [record.leaf_of("12", before) for before in range(4)]
    assert [(leaf.path[0], at) for leaf, at in found] == [("a", 2), ("a", 5), ("c", 0), ("a", 2)]
    assert record.leaf_of("77", 0) == (None, -1)


def test_where_no_object_ends_near_enough_none_is_sought(monkeypatch):
    """In the middle of deep nesting each number would be met by all the objects that begin before it."""
    data = b'{"name":"Ann Lee","ssn":"@@","a":' * 2000 + b"1" + b"}" * 2000
    middle = data.index(b"@@", 30_000)
    monkeypatch.setattr(module, "_unclosed", lambda *_: pytest.fail("sought"))
    assert enclosing(data, middle, middle + 2) == []


@pytest.mark.parametrize(("more", "wanted"), [(0, 1), (1, 0)])
def test_an_object_that_ends_at_the_last_place_that_is_read_is_found(more, wanted):
    size = module.FURTHEST
    data = b'{"a":"@@","b":"' + b"x" * (size - 17 + more) + b'"}'
    assert (len(data), len(enclosing(data, 6, 8))) == (size + more, wanted)


def test_what_is_called_a_version_is_looked_for_once():
    creator = [Leaf(("creator", "name"), "Ann Lee"), Leaf(("creator", "version"), "1.2"), Leaf(("version",), "7")]
    record = Record(0, 9, tuple(creator))
    assert versions(record, creator[0]) == creator[1:2]
    assert record.version_leaves() is record.version_leaves()
    assert versions(record, creator[2]) == []  # nothing is round it
