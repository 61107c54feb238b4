"""YAML as JSON records: never loaded, each value at its line and column."""

from __future__ import annotations

import json
import time

import pytest
from format_samples import blob, objects, read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.objects.yaml_text import extract_yaml
from piiscan.formats.sniff import text_kind


def records(text: str) -> list[object]:
    segments = extract_yaml(blob(text.encode()), new_context(Limits()))
    lines = b"".join(bytes(segment.data) for segment in segments).decode().split("\n")
    return [value for line in lines if line for value in json.loads(line).values()]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a: 1", {"a": "1"}),
        ("a: 1 # c", {"a": "1", "comment": "c"}),
        ("a:\n  b: 1\n  c: 2\nd: 3", {"a": {"b": "1", "c": "2"}, "d": "3"}),
        ("a:\n- 1\n- 2\nb: 3", {"a": ["1", "2"], "b": "3"}),
        ("a:\n  - n: 1\n    m: 2\n  - n: 3", {"a": [{"n": "1", "m": "2"}, {"n": "3"}]}),
        ("a:\n  -\n    n: 1\n  - \n    n: 2", {"a": [{"n": "1"}, {"n": "2"}]}),
        ("a:\n- - 1\n  - 2\n- - 3", {"a": ["1", "2", "3"]}),
        ("a: {b: 1, c: [2, 3], d: {e: 'f, g'}}", {"a": {"b": "1", "c": ["2", "3"], "d": {"e": "f, g"}}}),
        ("a: [1,\n  2, # c\n  {b: 3}]\nd: 4", {"a": ["1", "2", {"b": "3"}], "d": "4"}),
        ('a: {"b":1,"c":"x: y"}', {"a": {"b": "1", "c": "x: y"}}),
        ("a: |\n  b\n   c\n\n  d\ne: 1", {"a": "b\n c\n\nd", "e": "1"}),
        ("a: >-\n  b\n  c\ne: 1", {"a": "b c", "e": "1"}),
        ("a: |2\n    b\n   c\ne: 1", {"a": "  b\n c", "e": "1"}),
        ("a: b\n  c d\ne: 1", {"a": "b c d", "e": "1"}),
        ("a: \"b \\\"c\\\" \\u0041\"\ne: 'it''s'", {"a": 'b "c" A', "e": "it's"}),
        ('a: "b\n  c"\ne: 1', {"a": "b c", "e": "1"}),
        ('"a b": 1\n\'c\': 2\n? d\n: 3', {"a b": "1", "c": "2", "d": "3"}),
        ("a: &x !!str 1\nb: *x\n<<: *x\nc: !t\n  d: 2", {"a": "1", "c": {"d": "2"}}),
        ("a: http://x/y#z\nb: 10:20", {"a": "http://x/y#z", "b": "10:20"}),
        ("a:\nb: ~\nc: ''", {"b": "~", "c": ""}),
        ("# about the first\na: 1\n# and\n# this\nb: 2", {"comment": ["about the first\n", "and\nthis\n"], "a": "1", "b": "2"}),
    ],
)  # fmt: skip
def test_a_document_as_json(source, wanted):
    assert records(source) == [{key: value for key, value in wanted.items() if value != ""}] or records(source) == [
        wanted
    ]


def test_each_document_is_a_record_and_so_is_a_comment_with_a_number():
    found = records("%YAML 1.2\n---\na: 1\n---\n# SSN 010-94-0001\nb: 2\n...\n--- c\n---\n- d\n- e: f\n")
    assert found == ["%YAML 1.2\n", {"a": "1"}, "SSN 010-94-0001\n", {"b": "2"}, "c", "d", {"e": "f"}]


def test_each_value_has_its_line_and_column():
    source = (
        "a:\n  - s: 010-94-0001\n    é: x 010-94-0002\n  - {s: 010-94-0003}\nb: |\n   x\n   y 010-94-0004\n"
        'c: "\\" 010-94-0005"\nd: p\n   010-94-0006 # 010-94-0007\n# 010-94-0008\ne: >\n  f\n  010-94-0009\n'
    )
    places = read(source.encode(), "a.yml").places
    lines = source.split("\n")
    for number, where in places.items():
        (line,) = (index for index, text in enumerate(lines) if number in text)
        assert where == [f"LINE {line + 1} COLUMN {lines[line].index(number) + 1}"]
    assert len(places) == 9


def test_an_alias_is_never_followed():
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 200)]
    begun = time.process_time()
    text = read("\n".join([*lines, "ssn: 010-94-0001"]).encode(), "a.yaml").text
    assert len(text) < 100
    assert "010-94-0001" in text
    assert time.process_time() - begun < 1


def test_no_object_is_made_of_a_tag():
    source = "!!python/object/apply:os.system ['false']\n"
    assert "false" in read(source.encode(), "a.yaml").text


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a: [1, 2\nb: 010-94-0001\n", {"a": ["1", "2"], "b": "010-94-0001"}),
        ('a: "open\nb: 010-94-0001\n', {"a": "open", "b": "010-94-0001"}),
        ("a: {{ x }}\nb: 010-94-0001\n", {"a": "{{ x }}", "b": "010-94-0001"}),
        ("a: 1\n\tb: 010-94-0001\n", {"a": "1", "b": "010-94-0001"}),
        ("a: 1\n}b]: 010-94-0001\nc: 2\n", {"a": ["1", "}b]: 010-94-0001"], "c": "2"}),
    ],
)
def test_what_is_no_yaml_is_text_and_the_next_line_is_read(source, kept):
    assert records(source) == [kept]


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_depth_does_not_matter(sign):
    data = sign * 20_000 + "010-94-0001"
    assert "010-94-0001" in read(data.encode(), "a.yaml").text


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (b"a: 1\n", "a.yaml", "yaml"),
        (b"- 1\n", "a.yml", "yaml"),
        (b"%YAML 1.2\n---\na: 1\n", "a", "yaml"),
        (b"no yaml at all\n", "a.yaml", "text"),
        (b"a: 1\n", "a.txt", "text"),
    ],
)
def test_what_yaml_is(text, name, kind):
    assert text_kind(text, name) == kind


WORDS = st.text(st.sampled_from("ab 1-:#'\"[]{}|>&*!%@,?\\é"), max_size=12)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)


def leaves(value: object, key: str = "record") -> list[tuple[str, str]]:
    match value:
        case dict():
            return [leaf for name, inner in value.items() for leaf in leaves(inner, name)]
        case list():
            return [leaf for inner in value for leaf in leaves(inner, key)]
    return [(key, str(value))]


@given(st.dictionaries(WORDS.filter(bool), VALUES, max_size=4), st.sampled_from([None, False, True]))
def test_what_is_well_written_is_read_as_it_was_meant(value, flow):
    yaml = pytest.importorskip("yaml")
    source = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=1000, sort_keys=False)
    found = [leaf for record in records(source) for leaf in leaves(record)]
    wanted = [leaf for leaf in leaves(value) if leaf[1]]
    assert sorted(leaf for leaf in found if leaf[1]) == sorted(wanted)


@given(st.text(st.sampled_from("ab1 \n\t-:#'\"[]{}|>&*!%@,?\\"), max_size=200))
def test_no_text_makes_it_raise(text):
    for _ in extract_yaml(blob(text.encode()), new_context(Limits())):
        pass


def test_objects_are_objects():
    assert objects("%YAML 1.2\n---\na: 1\n", "yaml") == [{"comment": "%YAML 1.2\n"}, {"record": {"a": "1"}}]
