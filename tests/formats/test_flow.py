"""Long text is cut so that nothing at a border is lost or found twice, and places stay exact."""

from __future__ import annotations

from itertools import pairwise

from format_samples import NUMBER, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.base import Located
from piiscan.formats.plain.windows import AHEAD, BACK
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Segment, Shape, Step

PAGE = (Step(Axis.PAGE, 7),)


def test_line_and_column_are_counted_inside_a_piece():
    located = Located()
    located.add("é one\ntwo ünd three".encode(), PAGE, 3, 5)
    assert shown(located.locate(0)) == "PAGE 7 LINE 3 COLUMN 5"
    assert shown(located.locate(located.data.find(b"one"))) == "PAGE 7 LINE 3 COLUMN 7"
    assert shown(located.locate(located.data.find(b"three"))) == "PAGE 7 LINE 4 COLUMN 9"


def test_without_a_line_the_place_is_the_whole_answer():
    located = Located()
    located.add(b"a\nb", PAGE)
    located.glue(b"\n")
    located.add(b"c", (Step(Axis.PAGE, 8),))
    assert shown(located.locate(2)) == "PAGE 7"
    assert shown(located.locate(4)) == "PAGE 8"
    assert Located().locate(0) == ()


def test_dropping_the_beginning_moves_the_piece_it_ends_in():
    located = Located()
    located.add("ab\ncdé fg".encode(), (), 1, 1)
    located.add(b"next", (), 9, 1)
    located.drop(len("ab\ncdé".encode()))
    assert bytes(located.data) == b" fgnext"
    assert shown(located.locate(1)) == "LINE 2 COLUMN 5"
    assert shown(located.locate(3)) == "LINE 9 COLUMN 1"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("ab é\n", max_size=400) | st.integers(0, 99), max_size=300),
    st.integers(200, 3000),
)
def test_every_number_is_found_once_and_in_its_place(parts, size):
    flow = Flow(size)
    wanted, source, segments = [], "", []
    line = column = 1
    for part in parts:
        text = part if isinstance(part, str) else f" 010-94-{part:04} "
        if isinstance(part, int):
            wanted.append((text.strip(), f"LINE {line} COLUMN {column + 1}"))
        flow.write(text, (), line, column)
        source += text
        line += text.count("\n")
        column = len(text) - text.rfind("\n") if "\n" in text else column + len(text)
        segments += flow.drain()
    segments += flow.finish()
    found, text = [], b""
    for segment in segments:
        found += [
            (hit[0].decode(), shown(segment.locate(hit.start())))
            for hit in NUMBER.finditer(segment.data)
            if segment.start <= hit.start() < segment.end
        ]
        text += bytes(segment.data[segment.start : segment.end])
    assert found == wanted
    assert text.decode().strip() == source.strip()  # only blank ends may be left out


def test_a_window_round_a_hit_is_whole():
    flow = Flow(20_000)
    for number in range(3000):
        flow.write(f"line {number} of some text\n", (), number + 1)
    segments = [*flow.drain(), *flow.finish()]
    assert len(segments) > 2
    for before, after in pairwise(segments):
        assert len(before.data) - before.end == AHEAD
        assert after.start == BACK
        joint = bytes(before.data[before.end - BACK :])
        assert bytes(after.data[: len(joint)]) == joint[: len(after.data)]


def test_a_piece_of_megabytes_is_cut_up():
    flow = Flow()
    flow.write("x" * 3_000_000 + " 010-94-0001", (), 1, 1)
    segments = [*flow.drain(), *flow.finish()]
    assert max(len(segment.data) for segment in segments) < 700_000
    last = segments[-1]
    assert shown(last.locate(bytes(last.data).find(b"010-"))) == "LINE 1 COLUMN 3000002"


def test_what_stands_below_a_table_is_read_with_what_stands_above_it():
    flow = Flow()
    flow.write("x" * 3000 + "\nName: Ann Lee\n", PAGE, 1, 1)
    table = Segment(b"a\x1fb\x1e", Shape.TABLE, lambda _: ())
    flow.table(table, within=True)
    flow.table(table, within=True)
    flow.write("SSN: 010-94-0001\n", PAGE, 9, 1)
    above, *_, below = flow.finish()
    assert bytes(below.data).lstrip() == b"Name: Ann Lee\n\nSSN: 010-94-0001\n"
    assert bytes(below.data[below.start :]).strip() == b"SSN: 010-94-0001"
    assert shown(below.locate(below.data.find(b"Ann"))) == "PAGE 7 LINE 2 COLUMN 7"
    assert len(list(flow.finish())) == 0
    assert above.start == 0
