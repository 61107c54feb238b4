"""The survey of a block: the compiled way gives the places of the numpy way, on any bytes, and so do whole searches."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.matcher import area, borders, kernel, reference, shapes, survey
from piiscan.matcher.seldom import FEW_SIGNS
from piiscan.matcher.shapes import PAD
from piiscan.matcher.survey import Survey

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
import worst

needs_kernel = pytest.mark.skipif(not kernel.BUILT, reason="the kernel was not built here")

PIECES = st.one_of(
    st.sampled_from(
        [
            b"010-94-0001",
            b"010 94 0001",
            b"010940001",
            b"4111 1111 1111 1111",
            b"4111-1111-1111-1111",
            b"3782 822463 10005",
            b"378282246310005",
            b"4111111111111111",
            b"30569309025904",
            b"S12345678",
            b"SA1234567",
            b"SA 123 4567",
            b"sa-123-4567",
            b"DE89370400440532013000",
            b"GB82 WEST 1234 5698 7654 32",
            b"XXX-XX-1234",
            b"****1234",
            b"XXXX XXXX XXXX 1234",
            "••••1234".encode(),
            b"010-94-0001A",
            b"010940001 A",
            b"|:011000015:|",
            b"12ABC34567",
            b"123-4567",
            b"1234-56789",
            b"10940001",
            b"1094001",
        ]
    ),
    st.sampled_from(
        [
            b'"ssn": ',
            b'"ssn":"',
            b"ssn=",
            b"'ssn' => ",
            b" ssn: ",
            b'"EMPSSN":"',
            b'"memberssn": ',
            b"<CUSTSSN>",
            b"lessn=",
            b"acct=",
            b'"account": {"n": "',
            b"license no ",
            b"/",
            b"=",
            b"(",
            b'"id": "',
            b"'value': '",
            b"\n",
            b",\n",
            b"1\n",
            b"x,",
            b"1,",
            b"a: ",
            b"\\u0041",
            b"\\n",
            b"+",
            b"%B",
            b"^",
            b"D2512101",
            b"abc-",
            b"beef-",
            b"-beef",
        ]
    ),
    st.sampled_from(
        [
            bytes([c])
            for c in b"0123456789 -.,_/\\nrtuSsAaBbDdEeFfxX*+%'\"|;:<>=#()\n\t\x1e\x1f\x92\x95\x96\xa0\xa2\xe2\x80"
        ]
    ),
    st.integers(0, 10**19).map(lambda n: str(n).encode()),
    st.binary(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=60).map(b"".join)


def both_ways(data: bytes, first: int = 0, last: int | None = None) -> tuple[Survey, Survey]:
    """The surveys of both ways, having made sure that they say the same of what is unusual."""
    block = matcher._block()
    text = block.load(np.frombuffer(data, dtype=np.uint8), first, len(data) if last is None else last)
    masks, odd = survey.by_masks(block, text)
    digits = block.digits.copy()
    rows, seen = kernel.survey(block, text)
    assert (block.digits[: digits.size] == digits).all()
    assert not odd or seen & survey.ESCAPED_OR_WIDE or seen & survey.JOINED == survey.JOINED
    return masks, Survey._make(rows)


def assert_one(data: bytes, first: int = 0, last: int | None = None) -> Survey:
    masks, compiled = both_ways(data, first, last)
    for name, expected, got in zip(Survey._fields, masks, compiled, strict=True):
        assert got.tolist() == expected.tolist(), name
    return masks


@needs_kernel
@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_both_ways_give_the_same_places(data):
    assert_one(data)


@needs_kernel
@given(TEXTS, st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_in_a_part_of_a_text_too(data, one, other):
    first, last = sorted((min(one, len(data)), min(other, len(data))))
    assert_one(b"\n" * 3 + data + b" 1" * 300, first, last)


@needs_kernel
@pytest.mark.parametrize("name", worst.TEXTS)
def test_on_texts_made_to_be_slow(name):
    assert_one(worst.TEXTS[name](20_000)[:20_000])


@needs_kernel
def test_every_column_has_places_somewhere():
    # else the tests above would compare nothing with nothing
    rng = random.Random(1702)
    pieces = [
        *(
            b"010-94-0001",
            b"SSN 010940001 A",
            b'"ssn": 10940001',
            b"4111 1111 1111 1111",
            b"3782 822463 10005",
            b"4111111111111111",
        ),
        *(
            b"3056 930902 5904",
            b"6304 0000 0000 0000 000",
            b"S12345678",
            b"SA 123-4567",
            b"SA1234567",
            b"GB82WEST12345698765432",
            b"XXX-XX-1234",
            b"$2 = '10940001'",
            b"WDL1",
            b"12345678\tx",
        ),
    ]
    places = assert_one(b" \n".join(rng.choice(pieces) for _ in range(2000)))
    assert [name for name, column in zip(Survey._fields, places, strict=True) if not column.size] == []


@needs_kernel
def test_signs_beyond_a_few_are_said_to_be_too_many():
    for data in (b"****1234 " * 2000, "\u2022\u20221234 ".encode() * 2000):
        masks, compiled = both_ways(data)
        assert masks.sign.size == compiled.sign.size == FEW_SIGNS + 1


@needs_kernel
def test_a_buffer_that_is_too_small_is_refused():
    from piiscan.matcher import _kernel

    text, digits, rows = np.zeros(64 * 10, np.uint8), np.zeros(10, np.uint64), np.zeros((kernel.ROWS, 2000), np.int64)
    good = (text, PAD, 300, digits, kernel._tables(), rows)
    assert len(_kernel.survey(*good)) == kernel.ROWS + 1
    for place, wrong in (
        (0, text[:-1]),
        (1, 0),
        (1, PAD + 1),
        (2, 100),
        (2, 600),
        (3, digits[:-1]),
        (4, b"x"),
        (4, kernel._tables()[:-4]),
        (5, rows[0]),
    ):
        arguments = list(good)
        arguments[place] = wrong
        with pytest.raises(ValueError, match="size"):
            _kernel.survey(*arguments)


def test_a_binary_of_another_source_is_left_alone():
    assert len(Survey._fields) == kernel.ROWS
    for other in (None, SimpleNamespace(), SimpleNamespace(ROWS=kernel.ROWS - 1)):
        assert kernel.fitting(other) is None
    assert kernel.fitting(kernel.kernel("matcher")) is kernel._kernel


def test_without_the_kernel_all_is_found_as_well(monkeypatch):
    monkeypatch.setattr(kernel, "BUILT", False)
    for data in (
        b"Ann Lee, 010-94-0001",
        b"x" * 3000 + b" Ann Lee, 010-94-0001",
        b"***-**-1234 and \\u0020 010-94-0001",
    ):
        found = [column.tolist() for column in matcher.find(data)]
        assert found == [column.tolist() for column in reference.find(data, 0, len(data))]
        assert found[0]


@given(st.text(alphabet=',\n "ab', max_size=300).map(str.encode), st.sampled_from([b",\n", b"  ", b"\xff,"]))
def test_places_of_two_bytes(data, either):
    text = np.frombuffer(data + data[::-1], np.uint8)
    wanted = [at for at, byte in enumerate(text.tolist()) if byte in either]
    assert kernel.places_by_masks(text, *either).tolist() == wanted
    assert kernel.places(text, *either).tolist() == wanted


LINES = st.lists(
    st.one_of(
        st.sampled_from([b"\n", b"\n ", b"\n   ", b"\n    ", b" ", b"\t", b"a", b"x" * 50, b"\n" * 30]),
        st.integers(1, 130).map(lambda count: b"7" * count),
        st.integers(6, 18).map(lambda count: b"\n" + b"7" * count + b"\n"),
    ),
    max_size=40,
)


@needs_kernel
@given(LINES)
def test_runs_of_digits_that_begin_a_line_and_a_cell(pieces):
    data = b"".join(pieces)
    begun = re.finditer(rb"(?<=\n)(?: {2,3}([0-9]{7,17}+)(?![0-9])|([0-9]{7,17}+)(?=\t|  ))", b"\n" + data)
    wanted = {PAD + max(match.start(1), match.start(2)) - 1 for match in begun}
    assert wanted <= set(assert_one(data).cell.tolist())


@needs_kernel
@given(st.lists(st.sampled_from([*" \t|\n'\"[](),:=N", "AB", "ABC", "1234567", "12345678901234567890"]), max_size=40))
def test_values_and_cells_are_the_same_both_ways(pieces):
    assert_one("".join(pieces).encode())


@needs_kernel
@given(st.binary(min_size=300, max_size=400), st.lists(st.integers(area.MARGIN, 300 - area.MARGIN), max_size=5))
def test_windows_round_places(data, places):
    text, start = np.frombuffer(data, np.uint8), np.array(places, np.int64)
    found = kernel.windows(text, start, area.MARGIN, area._WINDOW)
    assert found.tolist() == area.windows_by_numpy(text, start).tolist()
    assert found.size == len(places) * area._WINDOW


@needs_kernel
def test_a_window_that_is_not_in_the_text_is_refused():
    text = np.zeros(300, np.uint8)
    for at, before, size in ((10, 20, 30), (290, 10, 30), (-1, 0, 5), (10, 5, 0), (10, 5, 301)):
        with pytest.raises(ValueError, match="text"):
            kernel.windows(text, np.array([at]), before, size)


@needs_kernel
def test_a_tiny_text_with_no_part_of_a_number_is_not_surveyed(monkeypatch):
    monkeypatch.setattr(matcher, "by_blocks", lambda *_, **__: pytest.fail("surveyed"))
    for text in (b"", b"a\n", b"Ann Lee, room 1234"):
        assert not matcher.look(text).start.size


@given(st.text("SN DL:-.*X\\u%01249\n\uff11\u2022", max_size=matcher.TINY), st.integers(0, 9))
def test_asking_first_changes_nothing(text, start):
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "TINY", -1)
        wanted = matcher.look(data, start)
    assert [column.tolist() for column in matcher.look(data, start)] == [column.tolist() for column in wanted]


WORDS = st.one_of(
    st.sampled_from([0, 1, 1 << 63, 3 << 62, 2**64 - 1, 2**64 - 2, 0xF, 0xF << 60, 0x7F, 0xFF << 56]),
    st.integers(0, 2**64 - 1),
)


@needs_kernel
@given(st.lists(WORDS, max_size=12), st.integers(1, 9))
def test_runs_of_digits_that_have_others_near(words, fewest):
    block = matcher._block()
    block.digits = np.array([*words, 0], np.uint64)  # the padding has none
    found = kernel.runs(block, fewest)
    for one, other in zip(found, area.runs_by_numpy(block, fewest), strict=True):
        assert (one.dtype, one.tolist()) == (other.dtype, other.tolist())


@given(st.lists(WORDS, max_size=6), st.integers(1, 9), st.integers(0, 63))
def test_runs_are_the_same_wherever_a_text_begins(words, fewest, further):
    together = sum(word << (64 * at) for at, word in enumerate(words))

    def begun(moved):
        block = matcher._block()
        bits = (together << moved).to_bytes(8 * len(words) + 16, "little")
        block.digits = np.frombuffer(bits, np.uint64)
        return area.runs_by_numpy(block, fewest)[0].tolist()

    assert begun(further) == [at + further for at in begun(0)]


@needs_kernel
@given(st.lists(WORDS, max_size=12), st.booleans())
def test_places_of_bits(words, in_text):
    mask = np.array(words, np.uint64)
    which = np.arange(mask.size) * 3 if in_text else None
    one, other = shapes.places(mask, which), shapes.places_by_numpy(mask, which)
    assert (one.dtype, one.tolist()) == (other.dtype, other.tolist())


@needs_kernel
def test_fewer_words_than_masks_are_refused():
    with pytest.raises(ValueError, match="words"):
        shapes.places(np.zeros(2, np.uint64), np.zeros(1, np.int64))


@needs_kernel
@given(st.binary(min_size=1, max_size=80), st.data())
def test_digits_at_places(data, draw):
    text = np.frombuffer(data, np.uint8)
    offsets = draw.draw(st.lists(st.integers(0, text.size - 1), min_size=1, max_size=9))
    start = np.array(draw.draw(st.lists(st.integers(0, text.size - 1 - max(offsets)), max_size=9)), np.int64)
    found, expected = borders.digits_at(text, start, offsets), borders.digits_by_numpy(text, start, offsets)
    assert (found.dtype, found.shape, found.tolist()) == (expected.dtype, expected.shape, expected.tolist())
    with pytest.raises(ValueError, match="text"):
        borders.digits_at(text, np.array([text.size]), offsets)
