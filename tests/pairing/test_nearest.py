"""The nearest lines that name somebody: the same as found by a walk from each line, and walked but once."""

from hypothesis import given
from hypothesis import strategies as st

from piiscan.model import Segment, Shape
from piiscan.pairing.prose.lines import Lines
from piiscan.pairing.prose.nearest import Nearest

LINES = st.lists(st.sampled_from(["", "Ann Lee came", "no one", "x" * 90, "\f", "Bob Ray and Ann Lee"]), max_size=40)


def lines_of(text):
    return Lines(Segment(text.encode(), Shape.PROSE, lambda _: ()))


def walked(lines, line, reach):
    above, below = lines.before(line), lines.after(line)
    while above is not None and line.start - above.end <= reach and not above.mentions:
        above = lines.before(above)
    while below is not None and below.start - line.end <= reach and not below.mentions:
        below = lines.after(below)
    return (
        above.start if above is not None and line.start - above.end <= reach else None,
        below.start if below is not None and below.start - line.end <= reach else None,
    )


@given(LINES, st.integers(0, 300), st.data())
def test_they_are_those_of_a_walk(texts, reach, data):
    text = "\n".join(texts) + "\n"
    lines = lines_of(text)
    starts = sorted(data.draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=15)))
    nearest = Nearest(lines)
    for at in starts:
        line = lines.at(at)
        above, below = nearest.above(line, reach), nearest.below(line, reach)
        found = (above.start if above else None, below.start if below else None)
        assert found == walked(lines, line, reach)


def test_a_thousand_numbers_cost_one_walk(monkeypatch):
    text = "no one is named\n" * 1000
    lines = lines_of(text)
    asked = 0

    def counted(line, find=lines.before):
        nonlocal asked
        asked += 1
        return find(line)

    monkeypatch.setattr(lines, "before", counted)
    nearest = Nearest(lines)
    for at in range(0, len(text), 16):
        assert nearest.above(lines.at(at), 500) is None
    assert asked < 5000
