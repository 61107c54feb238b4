"""The compiled ways of objects of one form give what the pattern of the form gives, on any bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.pairing.objects import alike
from piiscan.pairing.objects.forms import is_utf8
from piiscan.pairing.tables import kernel

pytestmark = pytest.mark.skipif(kernel.objects is None, reason="the kernel was not built here")

_STRINGS = st.one_of(
    st.sampled_from(["", "Lee", "N\\u00fa\\u00f1ez", "\\u1E00", "\\u024f\\u0250", "a\\u00e", "\\n", "a#b", "{", "}", "[1]", "Zoë", "\x1f"]),
    st.text("ab,:1\\u00e9", max_size=8),
)  # fmt: skip
_BARES = st.sampled_from(
    ["0", "-0", "00", "7", "-12.50", "123456789", "123456789.5", "1234567890", "1234567890.5", "1" * 18, "1" * 19,
     "0.12345678901234567", "0.123456789012345678", "1.", ".5", "-", "1e5", "true", "null", "12a"]
)  # fmt: skip
_LISTS = st.sampled_from(
    [
        "[]",
        "[1, 2]",
        '["a", "b"]',
        '["a]"]',
        "[[1]]",
        '[{"a": 1}]',
        '["\\u00e9"]',
        '["a\nb"]',
        "[\n1]",
        "[1",
        '["a]',
        "[#]",
    ]
)
_VALUE = st.one_of(_STRINGS.map('"{}"'.format), _BARES, _LISTS)
_SHAPES = [
    '{{"a": {}, "b": {}}}',
    '{{"a": {}, "b": {{"c": {}}}}}',
    '{{"a":{},\n "b":{}}}',
    '{{ "é.(": {} , "b": {}, "c": {}}}',
]
_BETWEEN_OBJECTS = st.sampled_from(
    ["\n", "\r\n", "\n\n", ",", ", ", " ,\n", "]", "[", " " * 64 + ",", " " * 65 + ",", "x\n", "\r", "\f", ""]
)


@st.composite
def _objects(draw):
    """Text of objects, most of one form or two."""
    shapes = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=2))
    texts = [draw(_BETWEEN_OBJECTS)]
    for _ in range(draw(st.integers(1, 8))):
        shape = draw(st.sampled_from(shapes))
        texts += [shape.format(*(draw(_VALUE) for _ in range(3))), draw(_BETWEEN_OBJECTS)]
    return "".join(texts).encode()


@settings(max_examples=500, deadline=None)
@given(_objects(), st.integers(0, 60), st.integers(0, 60), st.sampled_from(alike._WAYS))
def test_the_objects_of_one_form(data, first, behind, way):
    end = max(first, len(data) - behind)
    first = min(first, end)
    for one in way.any.finditer(data):
        form = alike._form_of(one.group(), way)
        if form is not None:
            found = alike.spans_of(form, data, first, end)
            assert found.tolist() == alike.spans_by_pattern(form, data, first, end).tolist()
            columns = list(range(1, found.shape[1]))
            pieces = np.ascontiguousarray(found[:, columns])
            parts = data, pieces, len(columns), b", ", b"\x1e"
            assert kernel.joined(*parts) == alike.joined_by_slices(*parts)


@pytest.mark.parametrize(
    ("end", "literals", "kinds"),
    [(3, (b"{", b"}"), b"s"), (2, (b"{",), b"s"), (2, (b"", b"}"), b"s"), (-1, (b"{}",), b"")],
)
def test_the_parts_of_a_form_that_do_not_fit(end, literals, kinds):
    with pytest.raises(ValueError, match=r"fit|range"):
        kernel.objects(b"{}", 0, end, literals, kinds, 0)


@pytest.mark.parametrize(("spans", "width"), [([0, 3], 1), ([1, 0], 1), ([0, 1], 2), ([0, 1], 0)])
def test_pieces_that_are_not_in_the_text(spans, width):
    with pytest.raises(ValueError, match="pieces"):
        kernel.joined(b"{}", np.array(spans, np.int64), width, b"", b"")


_PIECES = st.one_of(
    st.text(max_size=12).map(str.encode),
    st.binary(max_size=6),
    st.sampled_from([b"\xc0\x80", b"\xc1\xbf", b"\xc2\x80", b"\xe0\x9f\xbf", b"\xe0\xa0\x80", b"\xed\x9f\xbf", b"\xed\xa0\x80",
                     b"\xef\xbf\xbf", b"\xf0\x8f\xbf\xbf", b"\xf0\x90\x80\x80", b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80",
                     b"\xf5\x80\x80\x80", b"\xc3", b"\xe2\x82", b"\x80", b"\xc3\xa9\x80", b"abcdefgh"]),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=5).map(b"".join))
def test_what_is_utf_8(data):
    assert kernel.is_utf8(data) is is_utf8(data)
