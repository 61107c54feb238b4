"""The compiled ways of loops over cells give what their twins with numpy give, on any bytes that these are given."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.detectors import payment_card
from piiscan.model import Dialect, Segment, Shape
from piiscan.pairing.names import book, words
from piiscan.pairing.subjects import MULTIPLIER, mix, mix_some
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Cells, Text, trimmed, trimmed_by_numpy
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.number_cells import (
    card_numbers,
    card_numbers_by_numpy,
    ssn_numbers,
    ssn_numbers_by_numpy,
    valid_cards,
)
from piiscan.pairing.tables.reader import begin, begin_by_numpy
from piiscan.pairing.tables.word_cells import read_words, words_by_numpy

pytestmark = pytest.mark.skipif(kernel.numbers is None, reason="the kernel was not built here")

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


_DIGITS = st.text("0123456789", min_size=1, max_size=20)
_SIGN = st.sampled_from(["-", " ", ".", "", "–"])
_NUMBERS = st.one_of(
    _DIGITS,
    st.builds(lambda parts, sign: sign.join(parts), st.lists(_DIGITS.map(lambda run: run[:4]), max_size=4), _SIGN),
    st.from_regex(r"[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}", fullmatch=True),
    st.from_regex(r"[0-9]{4}([- ][0-9]{4}){3}|[0-9]{4}[- ][0-9]{6}[- ][0-9]{5}", fullmatch=True),
    st.from_regex(r"[0-9]{7,9}|[0-9]{12,20}", fullmatch=True),
    st.sampled_from(["", "x", "010-94-000O", "0-10-940001", "4111-1111-1111-111", "6011000000000000000x"]),
)
_NUMBER_ROWS = st.lists(st.tuples(_BLANKS, _NUMBERS, _BLANKS).map("".join).map(str.encode), min_size=1, max_size=12)
_U64 = st.integers(0, 2**64 - 1)


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


def alike(one, other):
    """Whether arrays are of one type and have the same in them."""
    return all((np.array(a).dtype, np.array(a).tolist()) == (np.array(b).dtype, np.array(b).tolist())
               for a, b in zip(one, other, strict=True))  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_NUMBER_ROWS, st.sampled_from([b",", b"", b"\n"]), st.booleans())
def test_the_numbers_of_ssns_and_cards(rows, between, trim):
    text, start, end = spans(rows, between)
    if len(text.codes):
        cells = Cells(text, start, end, trim=trim)
        assert alike(ssn_numbers(cells), ssn_numbers_by_numpy(cells))
        assert alike(card_numbers(cells), card_numbers_by_numpy(cells))


def test_the_numbers_that_are_meant():
    rows = [b"010-94-0001", b"10940001", b"", b"4024-0071-0002-7456", b"3714 496353 98431", b"4024007100027456", b"12"]
    cells = Cells(*spans(rows, b","))
    assert ssn_numbers(cells)[0].tolist() == [10940001, 10940001, 0, 0, 0, 0, 0]
    assert ssn_numbers(cells)[1].tolist() == [True, True, True, False, False, False, False]
    number, digits, known = card_numbers(cells)
    assert number.tolist() == [0, 0, 0, 4024007100027456, 371449635398431, 4024007100027456, 0]
    assert digits.tolist() == [0, 0, 0, 16, 15, 16, 0]
    assert known.tolist() == [False, False, True, True, True, True, False]
    assert valid_cards(number, digits).tolist() == [False, False, False, True, True, True, False]


_CARDS = st.one_of(
    st.tuples(_U64, st.integers(-1, 21)),
    st.integers(12, 19).flatmap(lambda size: st.tuples(st.integers(10 ** (size - 1), 10**size - 1), st.just(size))),
    st.tuples(st.integers(4_000_000_000_000_000, 4_000_000_000_000_050), st.just(16)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_CARDS, min_size=1, max_size=20))
def test_the_check_of_cards(cards):
    numbers, digits = np.array([card[0] for card in cards], np.uint64), np.array([card[1] for card in cards], np.int64)
    assert alike([valid_cards(numbers, digits)], [payment_card.valid_array(numbers, digits)])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 60), max_size=12).map(sorted),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=12),
)
def test_where_cells_begin(places, sizes):
    start, end, at = [], [], 0
    for gap, size in sizes:
        start.append(at + gap)
        end.append(at + gap + size)
        at = end[-1] + 1
    arrays = np.array(places, np.int64), np.array(start, np.int64), np.array(end, np.int64)
    assert alike([begin(*arrays)], [begin_by_numpy(*arrays)])


def test_what_does_not_ascend_is_left_to_numpy():
    up, down = np.array([1, 2], np.int64), np.array([2, 1], np.int64)
    assert kernel.begin(down, up, up + 1) is None
    assert kernel.begin(up + 8, down, down + 1) is None
    assert kernel.begin(up, up, up[:1]) is None
    assert begin(down, up, up + 1).tolist() == [True, True]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_U64, _U64, _U64, st.booleans()), min_size=1, max_size=12))
def test_the_keys_of_subjects(rows):
    one, other, number = (np.array([row[at] for row in rows], np.uint64) for at in range(3))
    some = np.array([row[3] for row in rows])
    expected = mix(one[some], other[some], number[some], "payment_card")
    assert alike([mix_some(one, other, number, some, "payment_card")], [expected])


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.lists(st.lists(_NUMBERS | _CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
        st.lists(st.lists(_NUMBERS | _CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
    ),
    st.booleans(),
    st.integers(0, 63),
)
def test_the_columns_of_a_table(rows, closed, wanted):
    lines = [[re.sub("[\t\n]", " ", cell) for cell in row] for row in rows]
    data = "\n".join(map("\t".join, lines)).encode() + b"\n" * closed
    grid = Grid(Segment(data, Shape.TABLE, lambda _: (), dialect=Dialect(0x09, 0x0A, 0)))
    every = np.arange(len(grid))
    text = Text(grid.data, grid.size)
    for some in (every, every[(wanted >> every) & 1 == 1]):
        for column in range(5):
            cells, expected = Cells.of(text, grid, some, column), Cells(text, *grid.columns(some, column))
            assert alike((cells.start, cells.length), (expected.start, expected.length))


@pytest.mark.parametrize(("start", "end"), [([-1], [1]), ([0], [4]), ([2], [1]), ([4], [4]), ([0, 1], [1])])
def test_cells_that_do_not_lie_in_the_text_are_left_to_numpy(start, end):
    codes, special = np.frombuffer(b"abc", np.uint8), bytes(65536)
    first, last, keys = np.array(start), np.array(end), np.ones(len(start), np.uint64)
    assert kernel.trimmed(codes, first, last, bytes(256), 4) is None
    assert kernel.words(codes, first, last, special, MULTIPLIER) is None
    assert kernel.keys(keys, codes, first, last, 1, MULTIPLIER) is False
    assert keys.tolist() == [1] * len(start)
    assert kernel.numbers(codes, first, last, True) is None  # noqa: FBT003
    nothing, one = np.zeros(1, np.int64), np.ones(1, np.int64)
    assert kernel.column(codes, np.array([4]), nothing, one, nothing, 0, bytes(256), 4) is None
    assert kernel.column(codes, np.array([2]), nothing, one, one, 0, bytes(256), 4) is None
    assert kernel.column(codes, np.array([2]), nothing, np.array([9]), nothing, 8, bytes(256), 4) is None


def test_tables_of_another_size_are_refused():
    codes, one = np.frombuffer(b"abc", np.uint8), np.ones(1, np.int64)
    for wrong in (
        lambda: kernel.trimmed(codes, one, one, bytes(255), 4),
        lambda: kernel.words(codes, one, one, bytes(65535), MULTIPLIER),
        lambda: kernel.keys(np.ones(2, np.uint64), codes, one, one, 1, MULTIPLIER),
        lambda: kernel.column(codes, one, one, one[:0], one, 0, bytes(256), 4),
        lambda: kernel.column(codes, one, one, one, one, -1, bytes(256), 4),
        lambda: kernel.column(codes, one, one, one, one, 0, bytes(255), 4),
        lambda: kernel.valid_cards(one, one, bytes(10)),
        lambda: kernel.valid_cards(one, np.ones(2, np.int64), bytes(1_000_000)),
        lambda: kernel.subjects(one, one, one, bytes(2), 1, MULTIPLIER),
    ):
        with pytest.raises(ValueError, match=r"size|many"):
            wrong()
