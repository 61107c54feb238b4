"""Small texts are looked at with less: the answer is that of the way through large ones, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.matcher.misread import _OF_LICENSE, _OF_SSN, _most, _most_of
from piiscan.matcher.pieces import _in_few, _places
from piiscan.matcher.shapes import Block, as_number, bits_of, near_digits, places

area = import_module("piiscan.matcher.area")

_WORDS = (
    *(
        "SSN",
        "Social Security No.",
        "ssn:",
        "EMPSSN=",
        "Driver's License #",
        "License",
        "DL#",
        "account",
        "Acct no",
        "a/c ",
    ),
    *(
        "card",
        "VISA",
        "Visa ",
        "MC",
        "Medicare claim no",
        "mail",
        "email: ",
        "Chapman",
        "Rockland Trust ",
        "bank",
        "ID",
        "cc",
    ),
    *("010-94-0001", "010 94 0001", "010-94-\n0001", "O10-94-0OO1", "0 1 0 9 4 0 0 0 1", "010940001", "S12345678"),
    *("S1234567O", "SA1234567", "12-345-6789", "4539148803436467", "4539 1488 0343 6467", "4539-1488-\n0343-6467"),
    *("211371447/4619825618", "8812004771", "88-1200-4771", "617-555-0123", "2024-01-12", "02118", "7", "12", "345"),
    *(" ", " ", "\n", ": ", "-", "\t", "|", ", ", '"', "<", ">", "=", "/", "é", "\u2013", ".", "x", "A", "S"),
)


@contextmanager
def as_large() -> Iterator[None]:
    """No text is small."""
    small = area._SMALL
    area._SMALL = 0
    try:
        yield
    finally:
        area._SMALL = small


def _told(hits: matcher.Hits) -> list[tuple[int, int, int]]:
    return list(zip(*(column.tolist() for column in hits), strict=True))


@pytest.mark.parametrize(
    "text",
    [b"Rockland Trust 211371447/4619825618", b"by mail: Five 211371447 / 4619825618", b"VISA4539148803436467", b"cc 1"],
)
def test_what_no_label_stands_near_is_found_in_a_small_text_too(text: bytes) -> None:
    with as_large():
        large = _told(matcher.look(text))
    assert _told(matcher.look(text)) == large


@given(st.lists(st.sampled_from(_WORDS), max_size=24))
@settings(max_examples=400, deadline=None)
def test_a_small_text_is_answered_as_a_large_one(words: list[str]) -> None:
    text = "".join(words).encode()
    small = _told(matcher.look(text))
    with as_large():
        assert small == _told(matcher.look(text))


@given(st.text(alphabet="0123456789- O|\n", max_size=300))
@settings(max_examples=200, deadline=None)
def test_the_bits_of_a_number_say_what_words_do(written: str) -> None:
    block = Block(1 << 10)
    data = np.frombuffer(written.encode(), np.uint8)
    text = block.load(data, 0, data.size)
    block.shapes(text)
    d = as_number(block.digits)
    assert set(bits_of(d)) == set(places(block.digits).tolist())
    assert set(_places(block.digits).tolist()) <= set(_in_few(d))
    near, kept = near_digits(block.digits, 5)
    for offsets in (_OF_SSN, _OF_LICENSE):
        of_words = set(places(_most(near, offsets), kept).tolist())
        assert of_words <= set(bits_of(_most_of(d, offsets)))
