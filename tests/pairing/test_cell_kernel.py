"""The compiled ways of loops over cells give what their twins with numpy give, on any bytes that these are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.pairing.names import book, words
from piiscan.pairing.subjects import MULTIPLIER
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Cells, Text, trimmed, trimmed_by_numpy
from piiscan.pairing.tables.word_cells import read_words, words_by_numpy

pytestmark = pytest.mark.skipif(kernel.words is None, reason="the kernel was not built here")

_WORDS = ["Ann", "LEE", "de", "van", "Jr", "Dr", "A", "B.", "x.", "Maria", "Bartholomew", "Wolfeschlegelstein", "O'Brien", "Zoë",
          "Mary-Jane", "Lee,", ",", ".", "a,", "1", "N/A", "Bank", min(words.TITLES), "abcdefgh", "abcdefghi",
          "abcdefghijklmnop", "abcdefghijklmnopq", "\x7f", "[", "`", "{", "@", "ÿÿ"]  # fmt: skip
_BLANKS = st.sampled_from(["", "", "", " ", "  ", "\t", '"', '" ', "     ", "\r"])
_CELLS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join),
    st.lists(st.sampled_from([*_WORDS, " "]), max_size=5).map("".join),
    st.text(max_size=20),
)
_ROWS = st.lists(st.tuples(_BLANKS, _CELLS, _BLANKS).map("".join).map(str.encode), min_size=1, max_size=12)


def spans(rows, between):
    """A text of the cells, and where each begins and ends in it."""
    sizes = np.array([len(row) for row in rows])
    ends = np.cumsum(sizes + len(between)) - len(between)
    return Text(between.join(rows), int(ends[-1])), ends - sizes, ends


@settings(max_examples=200, deadline=None)
@given(_ROWS, st.sampled_from([b",", b" ", b"", b"\n"]))
def test_cells_without_the_blanks_round_them(rows, between):
    text, start, end = spans(rows, between)
    if len(text.codes):
        for one, other in zip(trimmed(text.codes, start, end), trimmed_by_numpy(text.codes, start, end), strict=True):
            assert (one.dtype, one.tolist()) == (other.dtype, other.tolist())


@settings(max_examples=400, deadline=None)
@given(_ROWS, st.sampled_from([b",", b" ", b"", b"\n"]), st.booleans())
def test_the_words_of_names(rows, between, trim):
    text, start, end = spans(rows, between)
    if len(text.codes):
        cells = Cells(text, start, end, trim=trim)
        for one, other in zip(read_words(cells), words_by_numpy(cells), strict=True):
            assert np.array(one).dtype == np.array(other).dtype
            assert np.array(one).tolist() == np.array(other).tolist()


@settings(max_examples=200, deadline=None)
@given(_ROWS, st.integers(0, 5))
def test_the_keys_of_cells(rows, rounds):
    text, start, end = spans(rows, b",")
    if len(text.codes):
        cells = Cells(text, start, end)
        keys = np.arange(1, len(rows) + 1, dtype=np.uint64)
        expected = book.mixed_by_numpy(keys.copy(), cells, rounds)
        assert kernel.keys(keys, text.codes, cells.start, cells.start + cells.length, rounds, MULTIPLIER)
        assert keys.tolist() == expected.tolist()


@pytest.mark.parametrize(("start", "end"), [([-1], [1]), ([0], [4]), ([2], [1]), ([4], [4]), ([0, 1], [1])])
def test_cells_that_do_not_lie_in_the_text_are_left_to_numpy(start, end):
    codes, special = np.frombuffer(b"abc", np.uint8), bytes(65536)
    first, last, keys = np.array(start), np.array(end), np.ones(len(start), np.uint64)
    assert kernel.trimmed(codes, first, last, bytes(256), 4) is None
    assert kernel.words(codes, first, last, special, MULTIPLIER) is None
    assert kernel.keys(keys, codes, first, last, 1, MULTIPLIER) is False
    assert keys.tolist() == [1] * len(start)


def test_tables_of_another_size_are_refused():
    codes, one = np.frombuffer(b"abc", np.uint8), np.ones(1, np.int64)
    for wrong in (
        lambda: kernel.trimmed(codes, one, one, bytes(255), 4),
        lambda: kernel.words(codes, one, one, bytes(65535), MULTIPLIER),
        lambda: kernel.keys(np.ones(2, np.uint64), codes, one, one, 1, MULTIPLIER),
    ):
        with pytest.raises(ValueError, match=r"size|many"):
            wrong()
