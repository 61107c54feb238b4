"""Quotes in odd places of delimited text: what is told of all of them at once is what was told of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.tables import quotes

PIECES = (b'"', b'"', b'""', b"a", b",", b"\n", b"\r\n", b" ", b"\t", b";", b'x"y', b'a,"b\n', b'"a",', b"\xef\xbb\xbf")


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join),
    st.sampled_from(b",;\t"),
    st.sampled_from([0x22, 0x27]),
    st.booleans(),
)
def test_as_one_by_one(data, delimiter, quote, ended):
    data = data.replace(b'"', bytes([quote]))
    quick, slow = (quotes._Walk(data, delimiter, quote) for _ in range(2))
    quick.read(ended=ended)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quotes._Walk, "_never", lambda _self, found: [0] * len(found))
        slow.read(ended=ended)
    assert (quick.letters, quick.spans, quick.open, quick.last_end()) == (
        slow.letters,
        slow.spans,
        slow.open,
        slow.last_end(),
    )
