"""HL7 version 2: the patient, the relative, the guarantor and the insured each with their own numbers."""

from __future__ import annotations

import tracemalloc

import pytest
from format_samples import blob, objects, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.model import Segment

MSH = "MSH|^~\\&|ADM|HOSP|LAB|HOSP|202401010800||ADT^A01|1|P|2.5"
PID = "PID|1||889010101^^^HOSP^MR||Lee^Ann^Q||19700101|F|||1 Elm St^^Boston^MA^02139||6175550100|||||400010101|010-94-0001"
NK1 = "NK1|1|Ray^Bob|SPO|9 Oak St^^Albany^NY^12207" + "|" * 33 + "010940002"
GT1 = "GT1|1||Orr^Cy^^Jr||2 Elm St^^Salem^MA^01970|||||||010940003"
IN1 = "IN1|1|PLAN|77|Acme Health||||G1||||||||Fox^Dee|SEL|19600101|3 Elm St^^Lynn^MA^01901" + "|" * 17 + "010940009"
IN2 = "IN2|E77|010940004"
MESSAGE = f"{MSH}\rEVN|A01|20240101\r{PID}\r{NK1}\rPV1|1|I|W^1||||1^Attend^Doc\r{GT1}\r{IN1}\r{IN2}\r"


def records(text: str) -> list[dict[str, object]]:
    return objects(text, "hl7")


def test_each_person_has_a_record():
    relative, guarantor, patient, insured = records(MESSAGE)
    assert (patient["given_name"], patient["family_name"]) == ("Ann", "Lee")
    assert patient["ssn"] == "010-94-0001"
    assert (patient["city"], patient["state"], patient["zip"]) == ("Boston", "MA", "02139")
    assert patient["medical_record_number"] == "889010101"
    assert (relative["family_name"], relative["ssn"], relative["state"]) == ("Ray", "010940002", "NY")
    assert (guarantor["family_name"], guarantor["name_suffix"], guarantor["ssn"]) == ("Orr", "Jr", "010940003")
    assert (insured["family_name"], insured["ssn"], insured["policy_number"]) == ("Fox", "010940004", "010940009")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_right_person_with_right_number(scan, end):
    found = scan(MESSAGE.replace("\r", end), "adt.txt").classes()
    assert sorted(found, key=lambda one: one[3]) == [
        ("review", "massachusetts", "dee fox", ("financial_account:010940009",)),  # a policy
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940002",)),
        ("personal_information", "massachusetts", "cy orr", ("ssn:010940003",)),
        ("personal_information", "massachusetts", "dee fox", ("ssn:010940004",)),
    ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_the_line_holds_the_value_at_the_column(end):
    text = "\x0b" + MESSAGE.replace("\r", end) + "\x1c" + end + "OBX|1|TX|||SSN 010-94-0005" + end
    places = read(text.encode(), "a").places
    lines = text.replace("\x0b", "").replace("\x1c", "").split(end)
    for number in ("010-94-0001", "010-94-0005"):
        ((_, line, _, column),) = [place.split() for place in places[number]]
        assert lines[int(line) - 1].find(number) == int(column) - 1


def test_a_patient_without_a_number_gets_none_of_another(scan):
    pid = "PID|1||5^^^H^MR||Lee^Ann||19700101|F|||1 Elm St^^Boston^MA^02139"
    found = scan(f"{MSH}\r{pid}\rGT1|1|||||||||||010-94-0003\r", "a").classes()
    assert [(one[0], one[2]) for one in found] == [("element_only", None)]


def test_identifier_types(scan):
    pid = "PID|1||7^^^H^MR~010940001^^^USA^SS~S12345678^^^MA^DL||Lee^Ann||19700101|F|||1 Elm St^^Boston^MA^02139"
    found = scan(MSH + "\r" + pid + "\r", "a").classes()
    assert found[0][2:] == ("ann lee", ("ssn:010940001", "drivers_license:S12345678"))


def test_a_license_with_its_state(scan):
    pid = "PID|1||||Lee^Ann||||||1 Elm St^^Boston^MA^02139" + "|" * 9 + "S12345678^MA^20300101"
    ((_, residency, person, elements),) = scan(MSH + "\r" + pid + "\r", "a").classes()
    assert (residency, person, elements) == ("massachusetts", "ann lee", ("drivers_license:S12345678",))


def test_medical_record_and_account_numbers_are_nothing(scan):
    pid = "PID|1|010940001|010940002^^^H^MR|010940003|Lee^Ann||19700101|F|||1 Elm St^^Boston^MA^02139|||||||010940004"
    assert scan(MSH + "\r" + pid + "\rIN1|1|010940005|010940006|||||010940007\r", "a").findings == []


def test_other_separators_and_escapes():
    text = "MSH$*-#!$A$B\rPID$1$$$$O#F#Hara*Ann$$$$$$1 Elm#T#2 St**Boston*MA*02139\r"
    _, patient = [{}, *records(text)]
    assert (patient["family_name"], patient["address"], patient["state"]) == ("O$Hara", "1 Elm!2 St", "MA")


def test_notes_belong_to_the_patient_and_nothing_is_lost(scan):
    text = MESSAGE + "NTE|1||old SSN 010-94-0007\rZZZ|1|abc\r"
    assert ("personal_information", "massachusetts", "ann lee", ("ssn:010940001", "ssn:010940007")) in scan(
        text, "a"
    ).classes()
    assert "ZZZ|1|abc" in read(text.encode(), "a").text


def test_two_messages_never_share(scan):
    bare = "PID|1||||Ray^Bob||||||9 Oak St^^Boston^MA^02139"
    text = f"FHS|^~\\&|A\rBHS|^~\\&|A\r{MSH}\r{PID}\r{MSH}\r{bare}\rNTE|1||nothing\rBTS|2\rFTS|1\r"
    assert [one[2] for one in scan(text, "a").classes()] == ["ann lee"]


def test_long_results_keep_the_name(scan):
    notes = "".join(f"OBX|{n}|TX|||some words of a long result\r" for n in range(500))
    text = MSH + "\r" + PID.rpartition("|")[0] + "\r" + notes + "NTE|1||SSN 010-94-0008\r"
    ((_, _, person, _),) = scan(text, "a").classes()
    assert person == "ann lee"
    one_line = MSH + "\r" + PID.rpartition("|")[0] + "\rOBX|1|TX|||" + "words " * 9000 + " SSN 010-94-0008\r"
    ((_, _, person, _),) = scan(one_line, "a").classes()
    assert person == "ann lee"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(MESSAGE)), st.binary(max_size=20))
def test_damage_never_raises_and_keeps_what_was_read(cut, garbage):
    data = MESSAGE.encode()
    for damaged in (data[:cut] + garbage, data[:cut] + garbage + data[cut:]):
        segments = list(BY_NAME["hl7"].extract(blob(damaged), new_context(Limits())))
        text = b"".join(segment.data for segment in segments)
        if cut > 200:
            assert b"ADT^A01" in text


@pytest.mark.long
def test_large_file_flat_memory():
    one = MESSAGE.encode()
    data = one * (700_000 // len(one))
    tracemalloc.start()
    numbers = 0
    for segment in BY_NAME["hl7"].extract(blob(data), new_context(Limits())):
        assert isinstance(segment, Segment)
        numbers += segment.data.count(b"010-94-0001")
        place = segment.locate(segment.data.rfind(b"010-94-0001"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == data.count(b"010-94-0001")
    assert data.split(b"\r")[int(place[0].at) - 1].find(b"010-94-0001") == int(place[1].at) - 1
    assert peak < 9_000_000  # it is the same at 2 MB; all of it held would be 12


@pytest.mark.parametrize("fields", [2, 3, 4, 18])
def test_a_number_in_the_form_of_an_ssn_is_one_in_the_field_of_another_identifier(scan, fields):
    pid = ["PID", *[""] * 20]
    pid[5], pid[fields] = "Lee^Ann", "773-01-0001"
    (finding,) = scan(f"{MSH}\r{'|'.join(pid)}\r", "a.hl7").findings
    assert finding.person is not None
    assert (finding.person.normal, finding.elements[0].value) == ("ann lee", "773010001")
    pid[fields] = "773010001"
    assert not scan(f"{MSH}\r{'|'.join(pid)}\r", "a.hl7").findings
