"""The quick way to find a word of a label finds what the pattern does."""

from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.segments.label_words import LABEL, has_label_word

PIECES = (
    *("SSN", "name", "names", "e-mail", "E-Mail", "the-mail", "expires", "unexpired", "EMPNO", "acctnbr", "ss", "ssx"),
    *("fname", "xlname", "#", "\u2116", "n\u00f3", "id1", "no.", "x_id", "driver's", "MI", "a", "7"),
    *(" ", "-", "_", ".", "/", ""),
)


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_the_same_as_by_the_pattern(text):
    assert has_label_word(text) == (LABEL.search(text) is not None)
