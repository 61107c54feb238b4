"""Patterns as in .gitignore are matched in a time that grows with the name and no faster, and match what they did."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from piiscan.sources.globs import compiled


@pytest.mark.parametrize(
    "pattern", ["*-*-*-*-*-*.log", "*" * 3000 + "a", "/x/*-*-*-*-*y*-*/z", "*-?-*[-a]*-*-*b", "-*-*-*-*-*-*"]
)
def test_no_name_takes_long(pattern):
    # By this a file with such a name held the whole scan up, for good.
    began = time.process_time()
    for name in ("-" * 250, "x/" + "-" * 250, "x/" + "-" * 250 + "/z", "-a" * 120):
        compiled([pattern]).check_file(name)
    assert time.process_time() - began < 0.5


PIECES = [
    "*",
    "*",
    "*",
    "**",
    "**/",
    "/",
    "a",
    "b",
    "-",
    "?",
    "[a-]",
    "[!a]",
    "[^b]",
    ".",
    "\\*",
    "\\[",
    "a/",
    "(",
    "+",
]


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9), st.lists(st.text("ab-*./[(+\n", max_size=9), min_size=1)
)
def test_what_is_matched_is_what_git_would_match(pieces, names):
    pattern = "".join(pieces)
    try:
        plain = GitIgnoreSpec.from_lines([pattern], backend="simple")
    except ValueError:
        return
    ours = compiled([pattern])
    for name in names:
        assert ours.check_file(name).include == plain.check_file(name).include, (pattern, name)
