"""Which of several persons in a line a number is of: where many are named, each number is sought among them in order."""

from hypothesis import given
from hypothesis import strategies as st

from piiscan.model import Grade, Person
from piiscan.pairing.prose.choice import zone
from piiscan.pairing.prose.line_persons import Mention
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.prose.sentences import sentence

TEXT = "Ann. Bob? " * 12
PLACES = st.integers(0, len(TEXT) - 1)
PEOPLE = [Person(name, name.lower(), Grade.STRONG, ()) for name in ("Ann Lee", "Bob Ray", "Cy Day")]


@given(st.lists(st.tuples(PLACES, st.sampled_from(PEOPLE)), min_size=1, max_size=8), st.data())
def test_the_part_of_a_line_that_is_about_one_of_its_persons(named, choose):
    line = Line(0, len(TEXT), TEXT)
    line.mentions = [
        Mention(at, person, labelled=False, scope=False) for at, person in sorted(named, key=lambda one: one[0])
    ]
    mention, at = choose.draw(st.sampled_from(line.mentions)), choose.draw(PLACES)
    others = [one.at for one in line.mentions if one.person != mention.person]
    start = sentence(line, min(mention.at, at))[0]
    begins = any(start <= one < mention.at for one in others)
    behind = [one for one in others if one > max(mention.at, at)]
    wanted = mention.at if begins else start, min(behind, default=len(TEXT))
    assert zone(line, mention, at) == (wanted if others else (0, len(TEXT)))


def test_a_semicolon_in_brackets_parts_nobody_from_a_number_in_them(scan):
    text = (
        'by and between Ann Lee, of Lowell, Massachusetts (hereinafter the "Wife"; Social Security number 773-01-0001)'
        ' and Bob Doyle, of Lynn, Massachusetts (hereinafter the "Husband"; Social Security number 773-01-0002).\n'
    )
    assert scan(text).owners() == {"773010001": "ann lee", "773010002": "bob doyle"}
