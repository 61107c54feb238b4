"""`--exclude` and `--include`: the semantics of .gitignore, with the pattern named."""

import pytest

from piiscan.sources import compile_filters


def test_nothing_given_leaves_everything_in():
    filters = compile_filters()
    assert filters.against_file("a/b") is None
    assert filters.against_directory("a/") is None


@pytest.mark.parametrize(
    ("pattern", "path", "out"),
    [
        ("*.log", "a/b/x.log", True),
        ("*.log", "x.logs", False),
        ("/top", "top", True),
        ("/top", "a/top", False),
        ("a/**/z", "a/b/c/z", True),
        ("build/", "build", False),
        ("build/", "src/build/x", True),
        ("tmp", "a/tmp/x", True),
        ("[ab].txt", "b.txt", True),
        ("*.log", "bad\udcff.log", True),
    ],
)
def test_patterns_mean_what_they_mean_to_git(pattern, path, out):
    reason = compile_filters(exclude=[pattern]).against_file(path)
    assert reason == (f"--exclude {pattern}" if out else None)


def test_the_last_matching_pattern_decides_and_is_named():
    filters = compile_filters(exclude=["*.log", "!keep.log", "/a/keep.log"])
    assert filters.against_file("keep.log") is None
    assert filters.against_file("a/keep.log") == "--exclude /a/keep.log"


def test_with_an_include_everything_else_is_out():
    filters = compile_filters(include=["*.csv", "hr/"])
    assert filters.against_file("x/a.csv") is None
    assert filters.against_file("hr/notes.txt") is None
    assert filters.against_file("x/a.txt") == "matches no --include"
    assert filters.against_directory("x/") is None


def test_exclude_is_stronger_than_include():
    filters = compile_filters(exclude=["secret*"], include=["*.csv"])
    assert filters.against_file("secret.csv") == "--exclude secret*"


@pytest.mark.parametrize("bad", ["!", "a\\", "", "# comment", "["])
@pytest.mark.parametrize("option", ["exclude", "include"])
def test_a_pattern_that_can_never_match_is_an_error_that_names_it(option, bad):
    with pytest.raises(ValueError, match=f"--{option}") as caught:
        compile_filters(**{option: ["*.ok", bad]})
    assert repr(bad) in str(caught.value)
