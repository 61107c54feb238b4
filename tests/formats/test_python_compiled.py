"""Compiled Python: its texts by their lengths, in time that its size bounds; the compiled way and its twin say the same."""

from __future__ import annotations

import io
import marshal
import struct
import sys
import tracemalloc
from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import kernel
from piiscan.formats.base import new_context
from piiscan.formats.datasets import compiled
from piiscan.formats.datasets.compiled import constants, constants_of, extract_compiled
from piiscan.model import Blob, Reason, Segment

needs_kernel = pytest.mark.skipif(kernel.constant_texts is None, reason="the kernel was not built here")


def by_pattern(data):
    """`constants` where there is no compiled way."""
    return compiled.by_pattern(data, 16, -1, sys.maxsize)[:2]


_LENGTHS = st.integers(0, 12).map(lambda size: b"s" + size.to_bytes(4, "little"))
_PIECES = st.one_of(
    st.sampled_from([b"z", b"Z", b"\xda", b"\xfa", b"u", b"\xf5", b"\xc1", b"A", b"\xc2", b"\xe1", b"s\0\0\0\4"]),
    _LENGTHS,
    st.integers(0, 9).map(lambda size: b"z%c" % size),
    st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text("aé€𝔸\x1b\x00\x7f\x1c\n", max_size=6).map(str.encode),
    st.binary(max_size=5),
)
_DATA = st.lists(_PIECES, max_size=30).map(b"".join)


@needs_kernel
@settings(max_examples=600, deadline=None)
@given(_DATA)
def test_the_compiled_way_says_what_the_pattern_says(data):
    assert constants(bytes(16) + data) == by_pattern(bytes(16) + data)


@pytest.mark.parametrize("compiled_way", [False, pytest.param(True, marks=needs_kernel)])
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=_DATA, most=st.integers(1, 60))
def test_in_parts_it_is_the_same(compiled_way, data, most):
    with pytest.MonkeyPatch.context() as patched:
        if not compiled_way:
            patched.setattr(kernel, "constant_texts", None)
        text, places = constants(bytes(16) + data)
        whole, all_places = b"", array("q")
        for part, at in constants_of(bytes(16) + data, most):
            assert len(part) + 8 * len(at) < most or len(part[:-1]) - part[:-1].rfind(b"\n") + 16 + most > len(part)
            for start, byte in zip(at[::2], at[1::2], strict=True):
                all_places.extend((len(whole) + start, byte))
            whole += part
    assert (whole, all_places) == (text, places)


def _plainly(data):
    """The rule, without what saves time."""
    texts, at = [], 16
    while at < len(data):
        width = 1 if data[at] in b"zZ\xda\xfa" else 4 if data[at] in b"uaAts\xf5\xe1\xc1\xf4\xf3" else 0
        begin = at + 1 + width
        size = int.from_bytes(data[at + 1 : begin], "little")
        text = data[begin : begin + size]
        at += 1
        if not width or not size or begin > len(data) or len(text) < size:
            continue
        if any(sign < 9 or 13 < sign < 28 or sign == 127 for sign in text[:200]):
            continue
        try:
            text.decode()
        except UnicodeDecodeError:
            continue
        texts.append((begin, text))
        at = begin + size
    return texts


@settings(max_examples=300, deadline=None)
@given(_DATA)
def test_what_is_not_read_twice_changes_nothing(data):
    text, places = by_pattern(bytes(16) + data)
    expected = _plainly(bytes(16) + data)
    assert text == b"".join(one + b"\n" for _, one in expected)
    assert places[1::2].tolist() == [begin for begin, _ in expected]


@pytest.mark.parametrize("way", [by_pattern, pytest.param(constants, marks=needs_kernel)])
def test_lengths_inside_of_lengths_are_read_once(way):
    """Each of these texts is a mebibyte long and broken at its end: read anew for each, it would take minutes."""
    text = (b"s\xff\xff\x0f\x00" + b"a" * 203) * 4_000
    found, places = way(bytes(16) + text + b"\xff" * 8)
    assert len(places) == 2 * found.count(b"\n")


@pytest.mark.parametrize("way", [by_pattern, pytest.param(constants, marks=needs_kernel)])
@pytest.mark.parametrize("size", [0, 1, 48, 57, 199, 200, 201, 255, 256, 70_000])
def test_each_length_is_read(way, size):
    text = "7" + "é" * (size // 2) if size else ""
    data = struct.pack("<HHI", 3495, 0x0A0D, 0) + bytes(8) + marshal.dumps((text, b"Ann", 3, "Lee"))
    found, places = way(data)
    assert found.decode().split("\n") == [*([text] if size else []), "Ann", "Lee", ""]
    assert [data[at : at + 3] for at in places[1::2]][-2:] == [b"Ann", b"Lee"]


@needs_kernel
def test_a_start_that_is_none():
    with pytest.raises(ValueError, match="negative"):
        kernel.constant_texts(b"abc", -1, -1, 200, 9)
    assert kernel.constant_texts(b"abc", 16, -1, 200, 9) == (b"", b"", 3, -1)


def _extracted(data, **limits):
    return list(extract_compiled(Blob("a.pyc", lambda: io.BytesIO(data), (), len(data)), new_context(Limits(**limits))))


def test_numbers_behind_many_constants_have_their_own_bytes():
    """More than is given to one segment at a time: each piece counts from where it begins."""
    constants = tuple(f"{at} é {'words of a constant ' * 9}" for at in range(900))
    data = bytes(16) + marshal.dumps((*constants, "SSN 773-01-0001"))
    segments = _extracted(data)
    assert len(data) > 150_000
    whole = segments[-1]
    assert whole.locate(whole.data.index(b"773"))[0].at == data.index(b"773")
    assert whole.locate(whole.data.index(b"850 "))[0].at == data.index(b"850 ")


@needs_kernel
def test_as_many_constants_as_there_can_be_take_little_memory():
    """A text of one letter takes three bytes, and its places sixteen."""
    data = bytes(16) + b"z\x01a" * (2 << 20)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in extract_compiled(Blob("a.pyc", lambda: io.BytesIO(data), (), len(data)), new_context(Limits())):
            pass
        assert tracemalloc.get_traced_memory()[1] - before < 4 * len(data)
    finally:
        tracemalloc.stop()


def test_what_is_larger_than_a_document_may_be_is_told():
    data = bytes(16) + marshal.dumps(("Ann Lee", "Lynn"))
    assert [type(one) for one in _extracted(data)] == [Segment]
    told, segment = _extracted(data, document=len(data) - 5)
    assert (told.reason, segment.data) == (Reason.LIMIT, b"Ann Lee\n")
