"""Latin letters for `re`: of a Latin text, and of what is blank in any, it says what `regex` says."""

import re
import subprocess
import sys
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from piiscan.pairing.names import cells, pieces, tokens
from piiscan.pairing.names.latin import LETTER, SPACE, capital, is_latin

EVERY = [chr(code) for code in range(0x3100)] + ["\ufffd", "\U0001f600"]
LATIN = [char for char in EVERY if is_latin(char)]


def test_most_signs_and_every_latin_letter_are_of_latin_texts() -> None:
    assert set("Ann Lee\u2019s \u201cMaria\u201d \u2013 Nguyễn Ørsted ß ŁĆ \u00a0€").issubset(LATIN)
    assert not set("½²³¹ИΑ王\u0301\u200d\x1f").intersection(LATIN)


@pytest.mark.parametrize("kind", [r"\w", r"\s", r"\d"])
def test_both_engines_have_the_same_characters_in_latin_texts(kind: str) -> None:
    one, two = re.compile(kind), regex.compile(kind)
    assert [char for char in LATIN if (one.match(char) is None) != (two.match(char) is None)] == []


@pytest.mark.parametrize(("ours", "theirs"), [(LETTER, r"[\p{L}\p{M}]"), (LETTER, r"\p{L}"), (capital(), r"\p{Lu}")])
def test_letters_are_those_of_unicode(ours: str, theirs: str) -> None:
    one, two = re.compile(ours), regex.compile(theirs)
    assert [char for char in LATIN if (one.match(char) is None) != (two.match(char) is None)] == []


@pytest.mark.parametrize(("ours", "theirs"), [(f"[{SPACE}]", r"\s"), (r"[\x00-\x1f\x7f-\x9f]", r"\p{Cc}")])
def test_what_is_blank_or_controls_is_so_in_any_text(ours: str, theirs: str) -> None:
    one, two = re.compile(ours), regex.compile(theirs)
    assert [char for char in EVERY if (one.match(char) is None) != (two.match(char) is None)] == []


def test_digits_are_those_that_both_know() -> None:
    known = [char for char in EVERY if unicodedata.category(char) == "Nd"]
    assert [char for char in known if re.match(r"\d", char) is None or regex.match(r"\p{Nd}", char) is None] == []


WORDS = st.sampled_from(
    [
        "Ann",
        "José",
        "Peña",
        "de la",
        "O\u2019Brien",
        "(Bo)",
        "\u201cBo\u201d",
        "J.",
        "Łucja",
        "Nguyễn",
        "1",
        "-",
        ",",
        "é",
        "&",
    ]
)
TEXTS = st.lists(WORDS | st.sampled_from(LATIN), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)


@given(TEXTS)
def test_runs_of_names_are_the_same(text: str) -> None:
    ours = [match.span() for match in pieces._latin().finditer(text)]
    assert ours == [match.span() for match in pieces._UNICODE.finditer(text)]


@given(TEXTS)
def test_words_and_nicknames_are_the_same(text: str) -> None:
    for ours, theirs in ((tokens._LATIN_WORD, tokens._WORD), (cells._LATIN_NICKNAME, cells._NICKNAME)):
        assert [match.span() for match in ours.finditer(text)] == [match.span() for match in theirs.finditer(text)]
    assert cells._NO_SPACES.fullmatch(text) is None


@given(st.lists(WORDS | st.sampled_from(EVERY), max_size=12).map("".join))
def test_what_is_in_no_name_is_the_same_in_any_text(text: str) -> None:
    for ours, theirs in (
        (tokens._GAP, r"""[\s.,/'’"“”)&\-–—]*+"""),
        (cells._TAIL, r"[\p{Nd}#(;<\[]|\s[-–—]+\s|(?<!\S)[^\s@]*+@"),
        (cells._NOT_IN_NAMES, r"[_:\]{}=\\|!?%*~^+\p{Cc}]|//"),
        (cells._JOINT, r"(?i)\s+(?:and|or|et|y|e|&)\s+"),
    ):
        assert [match.span() for match in ours.finditer(text)] == [
            match.span() for match in regex.finditer(theirs, text)
        ]


def test_latin_names_are_read_without_the_other_library() -> None:
    code = (
        "import sys; from piiscan.pairing.names.in_text import find_names; from piiscan.pairing.names.cells import *;"
        "assert find_names('José Gonçalves, née Núñez') and labelled_name('Seán O’Brien') and parse_parts('Zoë', 'Peña');"
        "assert 'regex' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=pieces.__file__.rpartition("/piiscan/")[0])
