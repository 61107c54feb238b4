"""Fedwire: the beneficiary and the originator have the account that their field says is one."""

import pytest

from piiscan.formats import BY_NAME
from piiscan.formats.identify import identify

ONE = (
    "{{1500}}30        P {{1510}}1000{{2000}}000001250000{{3100}}011000138ROCKLAND TRUST*{{3320}}204817335*"
    "{{3400}}011075150CITIZENS BK*{{4200}}D9354928210*BOB RAY*8 KING ST*NASHUA NH 03060*{{5000}}D7048872286*ANN LEE*12 ELM ST*"
    "LOWELL MA 01852*{{6000}}INVOICE {}*\n"
)
PRINTED = (
    "{{1500}} Sender Supplied Information: 30\n{{3320}} Sender Reference: 204817335\n{{3400}} Receiver DI: 011075150 CITIZENS\n"
    "{{4200}} Beneficiary: D 9354928210\n         BOB RAY\n         8 KING ST\n         NASHUA, NH 03060\n"
    "{{5000}} Originator: D 7048872286\n         ANN LEE\n         12 ELM ST\n         LOWELL, MA 01852\n{{6000}} OBI: {}\n"
)


@pytest.mark.parametrize("message", [ONE, PRINTED], ids=["sent", "printed"])
def test_each_party_has_its_account(scan, message):
    found = scan("".join(message.format(reference) for reference in (104817335, 104817336)), name="wire.txt")
    assert {
        (one.person.normal, one.residency.value, element.value) for one in found.findings for element in one.elements
    } == {("ann lee", "massachusetts", "7048872286"), ("bob ray", "elsewhere", "9354928210")}


def test_an_identifier_of_another_kind_is_no_account(scan):
    assert not scan(ONE.format(1).replace("D9354928210", "99354928210").replace("D7048872286", "17048872286")).findings


def test_places_are_those_of_the_file(scan):
    found = scan(PRINTED.format(1), name="wire.txt").findings
    assert {(step.axis.name, step.at) for step in found[0].at} >= {("LINE", 4), ("COLUMN", 23)}


@pytest.mark.parametrize("text", [ONE, "see {{1500}}{{1510}} {}", "{{1500}} and no more {}"])
def test_what_a_message_begins_with(text):
    told = identify(text.format(1).encode(), "a.txt")
    assert (told == BY_NAME["fedwire"]) is (text is ONE)
