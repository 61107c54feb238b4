"""Messages of HL7 in the logs of what passes them on."""

import pytest
from pairs import LEE, RAY, people

HEAD = "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.3"


def segment(name, number, identifiers="773010009"):
    return f"PID|1||{identifiers}||{name}||19800101|F|||1 ELM^^LYNN^MA^01902||||||||{number}"


LEES, RAYS = segment("LEE^ANN", "773010001"), segment("RAY^BOB", "773-01-0002")


@pytest.mark.parametrize("end", ["\\r", "\r", "\n", "\r\n", "<CR>", "&#xd;", "\n  "])
def test_each_message_has_its_patient(scan, end):
    lines = [f"10:00 RECV {end.join([HEAD, one, 'PV1|1|I'])}{end}\n10:01 INFO sent 773010019\n" for one in (LEES, RAYS)]
    found = scan("".join(lines), "engine.log")
    assert people(found) == [LEE, RAY]
    assert {one.residency.value for one in found.findings} == {"massachusetts"}


def test_at_the_end_of_a_log(scan):
    assert people(scan(f"10:00 INFO RECV:\n{HEAD}\n{LEES}", "engine.log")) == [LEE]


def test_identifiers_with_their_type(scan):
    typed = segment("LEE^ANN", "", "7^^^A^MR~773010001^^^SSA^SS")
    assert people(scan(f"10:00 RECV {HEAD}\r{typed}\r\n", "engine.log")) == [LEE]


def test_what_has_no_number_stays_in_its_text(scan):
    plain = segment("LEE^ANN", "")
    text = f"10:00 RECV {HEAD}\n{plain}\n10:01 SSN of Bob Ray: 773-01-0002\n"
    found = scan(text, "engine.log")
    assert people(found) == [RAY]
    assert len(found.outcomes) == 1
