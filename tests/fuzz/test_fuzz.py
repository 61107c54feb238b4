"""What was found by fuzzing stays mended; every format has a target; and what a target demands can be missed."""

import io
import sys
from pathlib import Path

import pytest

from piiscan.formats import FORMATS
from piiscan.formats.base import Format
from piiscan.model import Axis, Blob, Gap, Reason, Segment, Shape, Step

sys.path.insert(0, str(Path(__file__).parent))
import targets
from parsers import PARSERS
from targets import CASES, LEFT_OUT, TARGETS, TooMuch, check


def test_each_format_is_fuzzed_or_its_library_is_named():
    assert {form.name for form in FORMATS} == {*TARGETS, *LEFT_OUT} - {"encoded"}
    assert not set(TARGETS) & {*LEFT_OUT, *PARSERS}


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_did_harm_does_none(case):
    check(case.parent.name, case.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_a_valid_file_and_a_cut_one_are_read(target):
    for _, data in targets.seeds().get(target, [("", b"a")])[:2]:
        check(target, data)
        check(target, data[: len(data) // 2])


@pytest.mark.parametrize("target", PARSERS)
def test_what_a_parser_is_begun_with_is_read_whole_and_cut(target):
    data = targets.begin_with(target)[0]
    check(target, data)
    check(target, data[: len(data) // 2])


@pytest.mark.long
@pytest.mark.parametrize("target", ["parts-text", "parts-table"])
def test_what_is_read_in_parts_is_compared(monkeypatch, target):
    import test_parts

    monkeypatch.setattr(test_parts, "whole", lambda *_: [])
    with pytest.raises(AssertionError):
        check(target, targets.begin_with(target)[0])


def prose(data, locate):
    return Segment(data, Shape.PROSE, locate)


def spin():
    while True:
        pass


@pytest.mark.parametrize(
    ("give", "raised"),
    [
        (lambda: [prose(b"a", lambda at: (Step(Axis.BYTE, at),))], None),
        (lambda: [{}[0]], KeyError),
        (lambda: [prose(b"a", lambda _: (Step(Axis.LINE, -1),))], AssertionError),
        (lambda: [prose(b"a", lambda at: {}[at])], KeyError),
        (lambda: [Segment(b"a", Shape.PROSE, lambda _: (), end=2)], AssertionError),
        (lambda: [prose(bytes(1 << 20), lambda _: ())] * 64, TooMuch),
        (lambda: [Gap(Reason.CORRUPT, 7)], AssertionError),
        (lambda: [Blob("a", lambda: io.BytesIO().read(), at=(Step(Axis.MEMBER, "a"),))], (AttributeError, TypeError)),
        (spin, TooMuch),
    ],
    ids=["good", "raises", "line -1", "locate", "end", "text", "detail", "member", "time"],
)
def test_what_a_reader_does_wrong_is_seen(monkeypatch, give, raised):
    def extract(_blob, _context):
        yield from give()

    monkeypatch.setattr(targets, "form_of", lambda _: Format("a", "a/a", extract))
    if raised is None:
        check("text", b"a", 0.2)
        return
    with pytest.raises(raised):
        check("text", b"a", 0.2)
