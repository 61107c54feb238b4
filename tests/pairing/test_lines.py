"""Lines round a place, who is named in them, and which labels have their value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.matcher import SSN_DELIMITED
from piiscan.model import Segment, Shape
from piiscan.pairing.prose import line_persons, lines
from piiscan.pairing.prose.blocks import Blocks, Numbers
from piiscan.pairing.prose.lines import STRETCH, Lines, decode
from piiscan.pairing.residence.around import address_above


def of(data, base=0):
    return Lines(Segment(data, Shape.PROSE, lambda _: (), 0, -1, base))


def persons(text):
    (line,) = [of(text.encode()).at(0)]
    return line.persons


@given(st.lists(st.text(st.sampled_from("ab é\r"), max_size=9), min_size=1, max_size=8), st.data())
def test_lines_are_those_of_the_text(parts, choose):
    data = "\n".join(parts).encode()
    at = choose.draw(st.integers(0, len(data)))
    index = data.count(b"\n", 0, at)
    found = of(data)
    line = found.at(at)
    assert line.text == parts[index]
    above, below = found.before(line), found.after(line)
    assert above.text == parts[index - 1] if index else above is None
    if index + 1 < len(parts) and line.end + 1 < len(data):
        assert below.text == parts[index + 1]
    else:
        assert below is None


@given(st.integers(0, 5000), st.integers(0, 3000))
def test_a_stretch_of_a_long_line_is_at_the_same_place_in_any_window(at, cut):
    data = b"word and " * 600
    cut = min(cut, max(0, at - 2 * STRETCH))
    one, other = of(data).bounds(at), of(data[cut:], cut).bounds(at - cut)
    assert one == (other[0] + cut, other[1] + cut)
    assert one[0] <= at <= one[1]
    assert one[1] - one[0] <= 3 * STRETCH


def test_many_places_of_a_long_line_share_a_stretch():
    found = of(b"773-01-0001, " * 4000)
    assert len({found.bounds(at) for at in range(0, 52_000, 13)}) <= 52_000 / STRETCH + 1


def test_the_line_above_a_long_one_is_found():
    data = b"Dear Ann\n" + b"x " * 900 + b"end\nlast"
    found = of(data)
    line = found.at(1700)
    assert found.before(line).text == "Dear Ann"
    assert found.after(line).text == "last"


def test_the_ends_of_a_line_are_sought_so_far_and_no_further():
    """Beyond what is seen of a line, 2500 bytes are sought through on either side, and 4000 are not."""
    for half, wanted in ((3400, ("Dear Ann", "last")), (4600, (None, None))):
        found = of(b"Dear Ann\n" + b"x " * (half // 2) + b"773-01-0001 " + b"x " * (half // 2) + b"end\nlast")
        line = found.at(9 + half)
        assert tuple(beside and beside.text for beside in (found.before(line), found.after(line))) == wanted


def test_a_line_is_searched_once(monkeypatch):
    calls = []
    monkeypatch.setattr(line_persons, "_read", line_persons._read.__wrapped__)  # nothing is kept beyond this test
    monkeypatch.setattr(line_persons.names, "find_names", lambda text: calls.append(text) or [])
    monkeypatch.setattr(lines, "find_residency", lambda text: calls.append(text) or [])
    found = of(b"Ann Lee, Boston\nBob Ray\n")
    for at in (0, 3, 9):
        assert found.at(at).persons is found.at(0).persons
        assert found.at(at).residence == []
    assert calls == ["Ann Lee, Boston"] * 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Name: Ann Lee", ("ann lee", True)),
        ("Name = Ann Lee", ("ann lee", True)),
        ("Employee name   Ann Lee", ("ann lee", True)),
        ('name="Ann Lee" id=7', ("ann lee", True)),
        ("Name: ann lee   DOB: 1 May", ("ann lee", True)),
        ("Name (last, first): Lee, Ann", ("ann lee", True)),
        ("First name: Ann  Last name: Lee", ("ann lee", True)),
        ("Dear Ann Lee,", ("ann lee", True)),
        ("we saw Ann Lee there", ("ann lee", False)),
    ],
)
def test_who_is_named(text, wanted):
    found = [(mention.person.normal, mention.scope) for mention in persons(text).mentions]
    assert found == [wanted]


@pytest.mark.parametrize(
    ("text", "parts", "awaits"),
    [
        ("Last Name (Family Name): Lee", {"name.surname": "Lee"}, ""),
        ("First name and initial: Ann M", {"name.given": "Ann M"}, ""),
        ("Name", {}, "name.full"),
        ("Name:", {}, "name.full"),
        ("Last name", {}, "name.surname"),
        ("Last name:", {}, "name.surname"),
        ("Name: Ann Lee", {}, ""),
        ("nothing here", {}, ""),
    ],
)
def test_what_waits_for_more(text, parts, awaits):
    found = persons(text)
    assert found.parts == parts
    assert found.awaits == awaits


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        ("Zoë".encode(), "Zoë"),
        ("Zoë Lee".encode("cp1252"), "Zoë Lee"),
        ("ëZoë".encode()[1:], "Zoë"),
        ("Zoëë".encode()[:-1], "Zoë"),
        (b"", ""),
        (b"\x81\x8d", "��"),
    ],
)
def test_decoding(raw, text):
    assert decode(raw, cut=not raw.startswith(b"\x81")) == text


def test_a_whole_line_of_an_old_character_set_keeps_its_last_letter():
    assert of("SSN\nAnn Lé\nSSN".encode("cp1252")).at(5).text == "Ann Lé"


@given(st.binary(max_size=40), st.booleans())
def test_any_bytes_are_decoded(raw, cut):
    assert len(decode(raw, cut=cut)) <= len(raw)


def test_what_belongs_to_a_line_is_the_same_for_each_of_its_numbers():
    """The block of a line is kept for its next number, and is not added to when one asks what is about its person."""
    text = b"see below\nAnn Lee 773-01-0001, 773-01-0002\n5 Elm St, Lynn, MA 01901\n"
    hits = [(SSN_DELIMITED, at, at + 11) for at in (18, 31)]
    segment = Segment(text, Shape.PROSE, lambda _: ())
    lines = Lines(segment)
    blocks = Blocks(lines, Numbers(segment, hits), segment.data)
    line = lines.at(18)
    said = [[one.text for one in blocks.own(line, hit)] for hit in hits]
    assert said == [["see below", "5 Elm St, Lynn, MA 01901"]] * 2
    assert [one.text for one in blocks.block(line)[0]] == ["see below"]


@given(st.lists(st.integers(0, 700), min_size=2, max_size=9), st.integers(0, 3), st.data())
def test_what_is_beside_a_line_is_the_same_however_one_came_to_it(sizes, cut, choose):
    data = b"\n".join(b"ab c"[: 1 + size % 4] * (size // 4) for size in sizes)
    walked = of(data, cut * 512)
    line = walked.at(choose.draw(st.integers(0, len(data))))
    for down in choose.draw(st.lists(st.booleans(), max_size=12)):
        line = (walked.after(line) if down else walked.before(line)) or line
    fresh = of(data, cut * 512)
    same = fresh.at(line.start)
    if (same.start, same.end) == (line.start, line.end):
        for one, other in ((walked.before(line), fresh.before(same)), (walked.after(line), fresh.after(same))):
            assert (one and (one.start, one.end)) == (other and (other.start, other.end))


def test_a_line_is_folded_once_for_all_who_are_named_below_it(monkeypatch):
    folded = []
    monkeypatch.setattr(lines, "fold", lambda text, real=lines.fold: folded.append(text) or real(text))
    address = "Ann Lee\n12 Elm Street\nLynn, MA 01902\n\n"
    data = (address + "".join(f"{number} Dear Ann Lee:\n" for number in range(9))).encode()
    found = of(data)
    for number in range(9):
        above = address_above(found, found.at(data.index(b"%d Dear" % number)), "ann lee")
        assert [line.text for line in above] == ["Ann Lee", "12 Elm Street", "Lynn, MA 01902"]
    assert len(folded) == len(set(folded)) == 3 + 8
