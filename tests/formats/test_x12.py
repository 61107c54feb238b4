"""X12: the numbers, address and day of birth behind a name are that name's."""

from __future__ import annotations

import tracemalloc

import pytest
from format_samples import blob, objects, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context

ISA = "ISA*00*          *00*          *ZZ*123456789      *ZZ*010940001      *240101*1253*^*00501*010940001*0*P*:~"
ENROLL = (
    ISA + "GS*BE*SENDER*RECEIVER*20240101*1253*1*X*005010X220A1~ST*834*0001*005010X220A1~BGN*00*1*20240101~"
    "N1*P5*Acme Corp*FI*042103594~N1*IN*Health Co*FI*042103595~"
    "INS*Y*18*021*28*A***FT~REF*0F*010940009~REF*1L*G1~DTP*356*D8*20240101~"
    "NM1*IL*1*LEE*ANN*Q***34*010940001~PER*IP**HP*6175550100~N3*1 ELM ST~N4*BOSTON*MA*02139~DMG*D8*19700101*F~"
    "HD*021**HLT~DTP*348*D8*20240101~"
    "INS*N*01*021~REF*0F*010940009~REF*SY*010-94-0002~NM1*IL*1*RAY*BOB~N3*9 OAK ST~N4*ALBANY*NY*12207~HD*021**DEN~"
    "INS*N*19*021~REF*0F*010940009~NM1*IL*1*ORR*CY~N3*2 ELM ST~N4*SALEM*MA*01970~HD*021**DEN~"
    "SE*20*0001~GE*1*1~IEA*1*010940001~"
)
CLAIM = (
    ISA
    + "GS*HC*SENDER*RECEIVER*20240101*0802*1*X*005010X222A1~ST*837*987654*005010X222A1~BHT*0019*00*0123*20240101*0932~"
    "NM1*41*2*BILLING CO*****46*999999999~PER*IC*DAVID ROE*TE*3016809770~"
    "HL*1**20*1~NM1*85*2*MEDICAL GROUP*****XX*1234567890~N3*39 HIGH ST~N4*LYNN*MA*01901~REF*EI*010940003~"
    "HL*2*1*22*0~SBR*P*18~NM1*IL*1*LEE*ANN****MI*010940004~N3*1 ELM ST~N4*BOSTON*MA*02139~DMG*D8*19700101*F~"
    "REF*SY*010940001~NM1*PR*2*HEALTH INSURANCE COMPANY*****PI*11122333~CLM*A37*500***11:B:1*Y~REF*D9*010940005~"
    "NTE*ADD*OLD SSN 010-94-0006~HI*BK:8901~NM1*82*1*DOC*JAY****XX*1234567891~REF*SY*010940007~LX*1~SV1*HC:99211*12~"
    "HL*3*1*22*0~NM1*IL*1*FOX*DEE~N3*3 ELM ST~N4*LYNN*MA*01901~CLM*A38*500~SE*25*987654~GE*1*1~IEA*1*000000905~"
)


def records(text: str) -> list[dict[str, object]]:
    return objects(text, "x12")


def shaped(text: str, how: str) -> str:
    if how == "lines":
        return text.replace("~", "~\n")
    if how == "crlf":
        return text.replace("~", "\r\n")
    if how == "cut":  # into lines that end anywhere
        return ISA + text.removeprefix(ISA).replace("*D", "\n*D").replace("REF*", "REF*\n").replace("*0", "*\n0")
    if how == "other":
        return text.replace("*", "|").replace("~", "'").replace(":", ">")
    return text


HOW = ["one line", "lines", "crlf", "other"]


@pytest.mark.parametrize("how", HOW)
def test_enrolment(scan, how):
    assert scan(shaped(ENROLL, how), "a.txt").classes() == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940002",)),
    ]


@pytest.mark.parametrize("how", HOW)
def test_claims(scan, how):
    found = scan(shaped(CLAIM, how), "a.txt").classes()
    assert sorted(found) == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940006",)),
        ("personal_information", "unknown", "jay doc", ("ssn:010940007",)),
    ]


def test_keys():
    people = {one.get("family_name", one.get("organization")): one for one in reversed(records(CLAIM))}
    lee = people["LEE"]
    assert (lee["given_name"], lee["state"], lee["zip"]) == ("ANN", "MA", "02139")
    assert people["MEDICAL GROUP"]["ein"] == "010940003"


@pytest.mark.parametrize("how", [*HOW, "cut"])
def test_the_line_holds_the_value_at_the_column(how):
    text = shaped(CLAIM + ENROLL, how)
    places = read(text.encode(), "a").places
    lines = text.replace("\r\n", "\n").split("\n")
    for number in ("010-94-0002", "010-94-0006"):
        ((_, line, _, column),) = [place.split() for place in places[number]]
        assert lines[int(line) - 1].find(number) == int(column) - 1


def test_payment():
    text = (
        ISA + "GS*HP*A*B*20240101*0802*1*X*005010X221A1~ST*835*1~"
        "BPR*I*150*C*ACH*CCP*01*011000015*DA*12345678*1512345678**01*011000015*DA*87654321*20240101~TRN*1*1*1~"
        "N1*PR*Health Co~N3*1 MAIN ST~N4*BOSTON*MA*02139~N1*PE*LEE, ANN*FI*010940008~N3*1 ELM ST~N4*LYNN*MA*01901~"
        "LX*1~CLP*77*1*150~NM1*QC*1*RAY*BOB****34*010940001~SE*9*1~GE*1*1~IEA*1*1~"
    )
    payment = next(one for one in records(text) if "payee_bank_account_number" in one)
    assert payment["payee_bank_account_number"] == "87654321"
    assert payment["payee_name"] == "LEE, ANN"
    assert payment["payer_bank_account_number"] == "12345678"
    assert payment["payee_ein"] == "010940008"


def test_remittance_of_members(scan):
    text = ISA + "ST*820*1~BPR*C*10*C*CHK~ENT*1*2J*34*010940001~NM1*QE*1*LEE*ANN~RMR*AZ*7**10~SE*5*1~IEA*1*1~"
    assert [one[2:] for one in scan(text, "a").classes()] == [("ann lee", ("ssn:010940001",))]


def test_interchanges_of_different_separators(scan):
    text = ENROLL + "\n" + shaped(CLAIM, "other")
    assert {one[2] for one in scan(text, "a").classes()} >= {"ann lee", "bob ray"}
    assert "010940006" in str(scan(text, "a").classes())


def test_without_an_envelope(scan):
    text = CLAIM[CLAIM.index("GS*") :]
    assert ("ann lee", ("ssn:010940001",)) in [one[2:] for one in scan(text, "a").classes()]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(CLAIM)), st.binary(max_size=20))
def test_damage_never_raises_and_keeps_what_was_read(cut, garbage):
    data = CLAIM.encode()
    for damaged in (data[:cut] + garbage, data[:cut] + garbage + data[cut:]):
        text = b"".join(segment.data for segment in BY_NAME["x12"].extract(blob(damaged), new_context(Limits())))
        if cut > 200:
            assert b"SENDER" in text
            assert damaged[180:cut].count(b"02139") <= text.count(b"02139")


@pytest.mark.long
@pytest.mark.parametrize("how", ["one line", "lines"])
def test_large_file_flat_memory(how):
    one = shaped(ENROLL + CLAIM, how)
    data = (one * (700_000 // len(one))).encode()
    tracemalloc.start()
    numbers = 0
    for segment in BY_NAME["x12"].extract(blob(data), new_context(Limits())):
        numbers += segment.data.count(b"010-94-0002")
        place = segment.locate(segment.data.rfind(b"010-94-0002"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == data.count(b"010-94-0002")
    line, column = int(place[0].at), int(place[1].at)
    assert data.split(b"\n")[line - 1][column - 1 :].startswith(b"010-94-0002")
    assert peak < 8_500_000  # it is the same at 2 MB; all of it held would be 12
