"""Units to findings: the class, the exact counts, the list."""

import pytest

from piiscan.config import Config
from piiscan.model import Axis, Element, Kind, Person, Residency, Source, Step
from piiscan.pairing.residence.evidence import state_evidence
from piiscan.pairing.unit import Tally, Unit, finish, lane

SOURCE = Source("r", "f", "/r/f", 1)
LEE = Person("Ann Lee", "ann lee", 3)
PLACE = (Step(Axis.LINE, 1),)


def element(value="773010001", kind=Kind.SSN, grade=3, **options):
    return Element(kind, value, 0, 9, grade, **options)


def done(unit, config=None):
    tally = Tally()
    finding = finish(unit, SOURCE, (), config or Config(), tally)
    return finding, tally.result()


def test_a_person_with_an_element_is_counted():
    finding, counts = done(Unit(LEE, [element()], [PLACE], 3))
    assert finding.classification == "personal_information"
    assert counts == {
        "personal_information": {"ssn": 1},
        "persons": {"massachusetts": 0, "unknown": 1, "elsewhere": 0},
    }


@pytest.mark.parametrize(
    ("unit", "name", "counted"),
    [
        (Unit(None, [element()], [PLACE]), "element_only", True),
        (Unit(None, [element(grade=1)], []), "weak", False),
        (Unit(LEE, [element(grade=1)], [PLACE], 3), "review", True),
        (Unit(LEE, [element()], [PLACE], 1), "review", True),
        (Unit(LEE, [element()], [PLACE], 3, reasons=("ambiguous-subject",)), "review", True),
        (Unit(LEE, [element(review="precision-lost")], [PLACE], 3), "review", True),
        (Unit(LEE, [element(test_value=True)], [PLACE], 3), "test_value", True),
        (Unit(LEE, [element()], [PLACE], 3, [state_evidence("NY")]), "non_resident", True),
        (Unit(LEE, [element()], [PLACE], 3, [state_evidence("NY"), state_evidence("MA")]), "review", True),
    ],
)
def test_every_unit_is_counted_once(unit, name, counted):
    finding, counts = done(unit)
    assert counts[name] == {"ssn": 1}
    assert (finding is not None) == counted
    assert ("persons" in counts) == (name == "non_resident")


def test_a_unit_without_a_place_is_counted_but_not_listed():
    finding, counts = done(Unit(LEE, [element(), element("773010002")], [], 3))
    assert finding is None
    assert counts["personal_information"] == {"ssn": 2}
    assert counts["persons"]["unknown"] == 1


def test_what_elements_say_of_the_residency():
    finding, _ = done(Unit(LEE, [element("S12345678", Kind.DRIVERS_LICENSE)], [PLACE], 3))
    assert finding.residency is Residency.MASSACHUSETTS
    finding, _ = done(Unit(LEE, [element("010940001")], [PLACE], 3))
    assert finding.residency is Residency.UNKNOWN
    assert "ssn-area" in finding.reasons


def test_lanes_keep_apart_what_may_not_share_a_class():
    assert [lane(element()), lane(element(grade=1)), lane(element(test_value=True, grade=1))] == [0, 1, 2]


def test_the_place_in_the_source_goes_before_the_place_in_the_blob():
    member = (Step(Axis.MEMBER, "a.csv"),)
    finding = finish(Unit(LEE, [element()], [PLACE], 3), SOURCE, member, Config(), Tally())
    assert finding.at == (*member, *PLACE)
    assert finding.places == ((*member, *PLACE),)
