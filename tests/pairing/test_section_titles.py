"""The title over a line is the nearest one within some lines, however many lines were asked for theirs before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model import Segment, Shape
from piiscan.pairing.prose import lines as lines_of_text
from piiscan.pairing.prose import sections
from piiscan.pairing.prose.lines import Line, Lines

_LINES = (
    *("4. References", "EMERGENCY CONTACT", "Physician", "Doctor", "Witness", "Vehicle Information", "== Spouse =="),
    *("Ann Lee", "Name: Bob Ray", "12 Elm St, Lynn, MA 01902", "", "x" * 70, "SSN 773-01-0001", "of " * 60),
)
TEXTS = st.lists(st.sampled_from(_LINES), min_size=1, max_size=40).map("\n".join)


def _over(lines: Lines, line: Line) -> Line | None:
    """What `sections.over` finds, line by line from each one on."""
    at, named = lines.before(line), False
    for _ in range(sections._LINES):
        if at is None or line.start - at.start > sections._BYTES:
            break
        kind = sections._kind(at)
        if kind == sections._OF_ONE and (first := lines.before(at)) is not None and sections._kind(first) == kind:
            at = first
        if kind:
            return at if kind == sections._OF_SEVERAL or (kind == sections._OF_ONE and not named) else None
        named = named or bool(at.mentions)
        at = lines.before(at)
    return None


@given(TEXTS, st.randoms(use_true_random=False), st.sampled_from([2, 3, 5, 4096]))
@settings(max_examples=150)
def test_a_title_is_the_nearest_one_whoever_was_asked_before(text: str, order, kept: int) -> None:
    """And however many lines are kept at a time: they are forgotten while others are looked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines_of_text, "_CACHED", kept)
        _ask(text.encode(), order)


def _ask(data: bytes, order) -> None:
    lines = Lines(Segment(data, Shape.PROSE, lambda _: ()))
    starts = [0, *(at + 1 for at, byte in enumerate(data) if byte == 0x0A)]
    order.shuffle(starts)
    for start in starts:
        line = lines.at(min(start, len(data)))
        found, due = sections.over(lines, line), _over(lines, line)
        assert (found and found.start) == (due and due.start)
