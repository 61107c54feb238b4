"""What keeps the matches of Hyperscan: one answer, compiled or not."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan import matches
from piiscan.later import kernel

hyperscan = pytest.importorskip("hyperscan")


def patterns():
    made = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SOM_LEFTMOST
    made.compile(expressions=[b"ab", b"b+", b"[0-9]a"], ids=[0, 1, 7], elements=3, flags=flags)
    return made


WAYS = [matches.limited, matches.by_calls]


@pytest.mark.parametrize("way", WAYS)
def test_each_match_is_three_numbers(way):
    search = way(patterns())
    assert search(b"xab 1a", -1) == array("q", [0, 1, 3, 1, 2, 3, 7, 4, 6])
    assert search(b"x", 0) == array("q")


@pytest.mark.parametrize("way", WAYS)
def test_more_than_are_asked_for_are_none(way):
    search = way(patterns())
    assert search(b"ab ab", 3) is None
    assert len(search(b"ab ab", 4)) == 12


@given(st.binary(max_size=300) | st.text("ab1 ", max_size=300).map(str.encode), st.integers(-1, 40))
def test_the_kernel_keeps_what_calls_do(text, most):
    first, second = (way(patterns())(text, most) for way in WAYS)
    assert first == second


def test_many_are_kept():
    assert len(matches.search_of(patterns())(b"1a" * 10_000)) == 30_000


def test_the_kernel_takes_nothing_else():
    built = kernel("matcher")
    if built is None:
        pytest.skip("no kernel")
    keep = built.keeper(-1)
    for given_ in ((), (1, 2), (1, 2, "3"), (1, 2, 1 << 70)):
        with pytest.raises((TypeError, OverflowError)):
            keep(*given_)
    assert built.kept(keep) == b""
    for other in (len, None, matches.limited):
        with pytest.raises(TypeError):
            built.kept(other)
    with pytest.raises(TypeError):
        built.keeper("x")
