"""What the one pass over a text tells: enough of the turns of base64, and what may be a stream of zlib."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.encoded import triggers
from piiscan.formats.encoded.triggers import BASE64, SIGNATURE, ZLIB_LETTERS, searcher

BESIDE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=6)
NUMBERS = (r"[0-9]{4}", r"[0-9]{9}", r"[0-9]{3}[ ./-][0-9]{3}[ ./-][0-9]{3}", r"[0-9]{3}[ -][0-9]{2}[ -][0-9]{4}")
SEARCHES = [pytest.param(searcher, id="searcher"), pytest.param(triggers._plain, id="plain")]
STREAM = base64.b64encode(
    zlib.compress(b"Ann Lee has the number that is asked for on this form, which nobody reads.", 9)
)


@pytest.mark.parametrize("search", SEARCHES)
@given(BESIDE, st.one_of([st.from_regex(number, fullmatch=True) for number in NUMBERS]), BESIDE)
def test_two_turns_of_base64_are_in_whatever_has_a_number(search, before, number, behind):
    text = base64.b64encode(f"{before}{number}{behind}".encode())
    assert BASE64 in {kind for kind, _, _ in search()(text)}


def zlibs(search, text):
    return [end for kind, end, turn in search()(text) if kind == SIGNATURE and turn == ZLIB_LETTERS]


@pytest.mark.parametrize("search", SEARCHES)
def test_a_stream_of_zlib_ends_with_all_its_letters(search):
    assert len(STREAM) > ZLIB_LETTERS
    assert zlibs(search, b'"' + STREAM + b'"') == [1 + ZLIB_LETTERS]
    assert zlibs(search, STREAM) == [ZLIB_LETTERS]
    assert zlibs(search, b"x-" + STREAM) == [2 + ZLIB_LETTERS]


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"x" + STREAM, id="in a word"),
        pytest.param(STREAM[: ZLIB_LETTERS - 1], id="too short"),
        pytest.param(STREAM[:40] + b"+-" + STREAM[42:], id="of two alphabets"),
    ],
)
def test_what_is_no_stream_of_zlib(search, text):
    assert zlibs(search, text) == []


@pytest.mark.parametrize("search", SEARCHES)
def test_one_stream_behind_what_only_begins_like_one(search):
    text = b"typeNo-" + STREAM
    assert zlibs(search, text) == [7 + ZLIB_LETTERS]


@pytest.mark.parametrize("search", SEARCHES)
def test_triggers_are_in_order_of_their_ends(search):
    text = b" ".join([STREAM[: ZLIB_LETTERS - 8] + b"MDEwO" + STREAM, STREAM, b"MDEwOTQwMDAx", STREAM])
    ends = [end for _, end, _ in search()(text)]
    assert ends == sorted(ends)
    assert len(ends) > 4


@pytest.mark.parametrize("search", SEARCHES)
@given(st.binary(min_size=40, max_size=400), st.integers(0, 9), st.integers(9, 15), st.sampled_from([0, 2, 3, 4]))
def test_whatever_zlib_writes_is_seen(search, data, level, window, strategy):
    packing = zlib.compressobj(level, zlib.DEFLATED, window, 8, strategy)
    packed = base64.b64encode((packing.compress(data) + packing.flush()).ljust(60, b"\0"))
    assert zlibs(search, packed) == ([ZLIB_LETTERS] if window == 15 else [])


@pytest.mark.parametrize("search", SEARCHES)
def test_a_block_of_no_type_begins_no_stream(search):
    assert zlibs(search, b"eJw_" * 40) == zlibs(search, b"eJyG" * 40) == []
