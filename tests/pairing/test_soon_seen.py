"""What is asked before a pattern, so that most texts need not be searched, lets pass all that the pattern takes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.detectors.account_labels import MICR
from piiscan.judge import things
from piiscan.model import Person
from piiscan.pairing.objects import whose
from piiscan.pairing.prose import cheques, choice, kin, others, tellers
from piiscan.pairing.prose.line_persons import Mention

_PIECES = (
    *(" ", "  ", "\t", "\n", ". ", ", ", ": ", "#", "-", "'s ", "\u2019s ", "(", ")", "7", "773-01-0001", "211370545"),
    *("Ann Lee", "ANN", "lee", "is ", "was ", "his", "Her", "THEIR", "h\u0130s", "h\u0131s", "she", "daughter", "and "),
    *("decedent", "Deceased", "dece\u017fed", "testator", "TE\u017fTATOR", "late", "estate"),
    *("given to ", "per ", "verified with ", "faxed to ", "from ", "investigator ", "the ", "Dr. ", "w/"),
    *("My name", " is", "'s", "my full name", "I,", "I am", "I'm", "This is", "this"),
    *("policy ", "bag ", "frame", "file", "on ", "bank", "locker", "abcdefghijklmnop", "pol.", "doc. ", "a.b"),
    *("|:", ":|", "\u2446", "A"),
)
TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def _mention(at: int) -> Mention:
    return Mention(at, Person("Ann Lee", "ann lee", 3, ()), labelled=False, scope=False)


@given(TEXTS)
@settings(max_examples=400)
def test_a_thing_is_what_the_longer_pattern_says(before: str) -> None:
    found = things._WORD.search(before, max(0, len(before) - things._REACH))
    known = found is not None and things._is_word(found[2].lower())
    if found is not None and not known:
        assert not things.ends_with_thing(before)
    if known:
        last = things._LAST.search(before, max(0, len(before) - things._REACH))
        assert last is not None
        assert things._is_word(last[1].lower())


@given(TEXTS, st.integers(0, 120))
@settings(max_examples=400)
def test_a_remark_goes_back_within_reach(text: str, at: int) -> None:
    whole = whose._GOES_BACK.search(text, 0, at)
    near = whose._GOES_BACK.search(text, max(0, at - whose._GOES_BACK_REACH), at)
    assert (whole is None) == (near is None)


def test_the_longest_way_back_is_within_reach() -> None:
    said = "SSN 773-01-0001    and hers" + " " * 12
    assert whose._GOES_BACK.search(said) is not None
    assert whose._GOES_BACK.search(said, len(said) - whose._GOES_BACK_REACH) is not None


@given(TEXTS)
@settings(max_examples=400)
def test_words_are_in_all_that_patterns_take(text: str) -> None:
    if choice._OF_SOMEBODY.search(text):
        assert kin.may_speak_of_somebody(text)
    if others._OF_THE_DEAD.search(text):
        assert others._may_name_the_dead(text)
    if tellers._I_AM.search(text):
        assert any(part in text for part in tellers._PARTS_OF_I_AM)


@given(TEXTS, st.integers(0, 60))
@settings(max_examples=400)
def test_who_is_told_a_number_may_be_told_one(text: str, at: int) -> None:
    for place in range(len(text)):
        if others.is_told(text, at, _mention(place)):
            assert others.may_be_told(text, [_mention(place)])


@given(TEXTS, st.integers(0, 120))
@settings(max_examples=400)
def test_magnetic_ink_ends_within_reach(text: str, at: int) -> None:
    near = MICR.search(text[max(0, at - cheques._LONGEST) : at])
    assert (MICR.search(text[:at]) is None) == (near is None)
