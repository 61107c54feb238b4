"""Labels above their values become fields of one line, only where nobody can doubt which belong together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.segments.stacked import unstacked
from piiscan.model import Axis, Segment, Shape, Step


def of(text: str, start: int = 0, end: int = -1) -> Segment:
    segment = Segment(text.encode(), Shape.PROSE, lambda at: (Step(Axis.BYTE, at),), start=start, end=end)
    return next(unstacked([segment]))


def folded(text: str) -> str:
    return of(text).data.decode()


FORM = "Applicant\n\nFirst name\nAnn\nLast name:\n  Lee\nMrn\n93492867\nSSN\n 010-94-0001\nMi\nB\nCity\nLynn\n"


def test_labels_and_values_in_turns_are_fields():
    wanted = "First name: Ann\nLast name: Lee\nMrn: 93492867\nSSN: 010-94-0001\nMi: B\nCity: Lynn\n"
    assert folded(FORM) == f"Applicant\n\n{wanted}"
    assert folded(FORM.replace("\n", "\n \n\n")) == f"Applicant\n \n\n\n \n\n{wanted} \n\n"


def test_places_and_what_counts_are_those_of_the_text_before():
    at = FORM.index("010-94")
    found = of(FORM, start=FORM.index("Last"), end=FORM.index("Mi\n"))
    here = found.data.index(b"010-94")
    assert [found.locate(here + step)[0].at for step in (0, 5, 10)] == [at, at + 5, at + 10]
    assert found.start <= found.data.index(b"Last") < here < found.end <= found.data.index(b"Mi:")
    assert found.locate(found.data.index(b"Last"))[0].at == FORM.index("Last")


def test_fields_with_blank_lines_between_stand_close():
    text = "Name: Ann Lee\n\nSSN: 010-94-0001\n\nCity: Lynn\n\n\n\nName: Bob Ray\n\nSSN: 010-94-0002\n\n"
    assert folded(text) == "Name: Ann Lee\nSSN: 010-94-0001\nCity: Lynn\n\nName: Bob Ray\nSSN: 010-94-0002\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Name\nSSN\nAnn Lee\n010-94-0001\n", "Name: Ann Lee\nSSN: 010-94-0001\n"),
        ("Name\nSSN\nCity\nAnn Lee\n010-94-0001\nLynn\n", "Name: Ann Lee\nSSN: 010-94-0001\nCity: Lynn\n"),
    ],
)
def test_a_column_of_titles_above_one_of_values_is_a_row(text, wanted):
    assert folded(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "SSN\n010-94-0001\n010-94-0002\n",
        "Name\nAnn Lee\nBob Ray\nSSN\n010-94-0001\n010-94-0002\n",
        "Home\nEmployees\nReports\nLog out\n\n617-555-0100\n",
        "The number of the account is below.\n\n010-94-0001\n\nThe name of the customer is Ann.\n",
        "Ann Lee\n010-94-0001\nBob Ray\n010-94-0002\n",
        "SSN\n\n" + "words of a text " * 20 + "\n010-94-0001\nName\nAnn Lee\n",
        "Name: Ann Lee\nSSN: 010-94-0001\n\nName: Bob Ray\nSSN: 010-94-0002\n\n",
    ],
)
def test_what_may_belong_together_otherwise_is_left(text):
    assert folded(text) == text


FIELDS = st.sampled_from(["SSN/010-94-0001", "Account number/93492867", "Name/Ann Lee", "Name/B", "SSN: 010-94-0002"])
REST = st.sampled_from(
    [
        *("SSN", "City:", "", "/", "Name Ann Lee", "  010-94-0003 ", "a@b.example", "2 3 4 5 6 7 8", "Ann Lee", "B"),
        *("Été", "It ends here, as any sentence does.", "words of a text " * 20),
    ]
)


@given(st.lists(FIELDS | REST, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
@settings(max_examples=400)
def test_any_lines_keep_their_words_and_where_they_stand(pieces, between):
    text = between.join(pieces).replace("/", between)
    made = of(text)
    now = made.data.decode()
    assert re.findall(r"[^\s:]+", now) == re.findall(r"[^\s:]+", text)
    for was, word in zip(re.finditer(r"[^\s:]+", text), re.finditer(r"[^\s:]+", now), strict=True):
        place = made.locate(len(now[: word.start()].encode()))[0].at
        assert place == len(text[: was.start()].encode())


@pytest.mark.parametrize(
    "ending", ["", "\n", "\nA longer line than all of these, and of no form at all: " + "words " * 20]
)
def test_a_text_may_end_behind_the_first_number_and_a_line_of_neither_kind(ending):
    text = f"SSN\n010-94-0001\nAnn Lee{ending}"
    assert folded(text) == text


def test_no_text_is_slow():
    import time

    for text in (
        "SSN\n010-94-0001\n" * 20_000,
        "ssn 1234567\n\n" * 20_000,
        "x\n" * 200_000,
        "SSN\n" + "\n" * 200_000 + "1234567\n",
    ):
        start = time.process_time()
        folded(text)
        assert time.process_time() - start < 3
