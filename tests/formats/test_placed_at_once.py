"""Runs put in the place of what they stand for: every offset is that of the run, or of the same byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.encoded.place import placed
from piiscan.formats.encoded.runs import Run
from piiscan.model import Axis, Segment, Shape, Step


@settings(max_examples=300)
@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.binary(max_size=5)), max_size=12),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_each_byte_is_from_where_it_was(data, spans, start, end):
    runs = [Run(first, min(first + size, len(data)), "x", text) for first, size, text in spans if first <= len(data)]
    start, end = sorted((min(start, len(data)), min(end, len(data))))
    segment = Segment(data, Shape.PROSE, lambda at: (Step(Axis.BYTE, at),), start, end)
    after = placed(segment, runs)

    text, origins, old = b"", [], 0  # one by one
    for run in sorted(runs):
        if run.start < old:
            continue
        text += data[old : run.start] + run.data
        origins += [(at, False) for at in range(old, run.start)] + [(run.start, True)] * len(run.data)
        old = run.end
    text += data[old:]
    origins += [(at, False) for at in range(old, len(data))]
    assert after.data == text
    for offset, (at, is_decoded) in enumerate(origins):
        steps = after.locate(offset)
        assert steps[0].at == at
        assert (len(steps) > 1) is is_decoded
    assert 0 <= after.start <= after.end <= len(text)


@pytest.mark.parametrize(
    ("shape", "text", "data"),
    [(Shape.OBJECT, b'"', b'{"a": "\\""}'), (Shape.TABLE, b"\x1f", b'{"a": " "}'), (Shape.PROSE, b'"', b'{"a": """}')],
)
def test_what_would_end_a_cell_is_written_so_that_it_does_not(shape, text, data):
    segment = Segment(b'{"a": "%22"}', shape, lambda _: (), 0, -1)
    assert placed(segment, [Run(7, 10, "url", text)]).data == data
