"""Barcodes of licences in dumps and logs: one record, one person."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model import Segment, Shape
from piiscan.pairing.aamva import cards_in, units

CARD = (
    "@\n\x1e\rANSI 636002090002DL00410273ZM03140021DLDAQS12345678\nDCSLEE\nDDEN\nDACANN\nDADM\nDBB01011980\nDBA01012030\n"
    "DAG12 MAIN ST\nDAIBOSTON\nDAJMA\nDAK021390000  \nDCGUSA\nDCF12345678901234\nZMZMA01\r"
)
OLD = "@\n\x1c\rAAMVA6360020101DL00290179DL\nDAALEE,ANN,M\nDAQ010940001\nDAJMA\nDAK02139\nDBK010940001\n"
PI, MA, UNKNOWN = "personal_information", "massachusetts", "unknown"
NUMBER = "drivers_license:S12345678"


def classes(scanned):
    return scanned.classes()


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        CARD.replace("\n", "\r\n"),
        CARD.replace("\n", "\r"),
        CARD.replace("\n", " ").replace("\r", " "),
        "2026-01-01 12:00 INFO scanned " + json.dumps({"raw": CARD}) + "\n2026-01-01 12:01 INFO done\n",
        "2026-01-01 12:00 INFO scanned " + CARD.replace("\n", "\\n") + "\nnext line\n",
        CARD.replace("DLDAQ", "DL\nDAQ"),
        CARD.replace("DACANN", "DCTANN,M"),
        CARD.replace("DCSLEE\n", "DABLEE\n"),
        CARD.replace("DCSLEE\n", "").replace("DACANN", "DAALEE,ANN,M"),
        CARD.replace("DAQS12345678", "DAQS 1234 5678"),
    ],
)
def test_a_card_in_text(scan, text):
    found = scan(text)
    assert classes(found) == [(PI, MA, "ann lee", (NUMBER,))]
    assert "aamva-barcode" in found.findings[0].reasons
    assert found.findings[0].grades == {"element": 3, "name": 3, "pair": 3, "residency": 3}


@pytest.mark.parametrize("document", [{"scan": CARD}, {"name": "Bob Ray", "barcode": CARD}, {"list": [CARD]}])
def test_a_card_in_json(scan, document):
    found = scan(json.dumps(document), "a.json")
    assert classes(found) == [(PI, MA, "ann lee", (NUMBER,))]


def test_a_card_in_a_table(scan):
    found = scan(f'id,barcode\n1,"{CARD}"\n', "a.csv")
    assert classes(found) == [(PI, MA, "ann lee", (NUMBER,))]


def test_the_ssn_of_the_first_version(scan):
    found = scan(OLD)
    assert classes(found) == [(PI, MA, "ann lee", ("drivers_license:010940001", "ssn:010940001"))]


def test_the_place_is_that_of_the_number(scan):
    found = scan("log\n" + CARD)
    byte = next(step.at for step in found.findings[0].places[0] if step.axis == "BYTE")
    assert ("log\n" + CARD)[byte:].startswith("S12345678")


def test_another_state_and_the_home(scan):
    found = scan(CARD.replace("636002", "636014").replace("DAQS12345678", "DAQD1234562"))
    assert classes(found) == [(PI, MA, "ann lee", ("drivers_license:D1234562",))]
    found = scan(CARD.replace("DAJMA", "DAJNY").replace("021390000", "100010000").replace("636002", "636001"))
    assert found.findings[0].residency.value == "elsewhere"


def test_two_cards_are_two_persons(scan):
    other = CARD.replace("LEE", "RAY").replace("ANN", "BOB").replace("S12345678", "S12345679")
    found = classes(scan(CARD + "\n" + other))
    assert [(person, values) for _, _, person, values in found] == [
        ("ann lee", (NUMBER,)),
        ("bob ray", ("drivers_license:S12345679",)),
    ]


def test_text_about_the_standard_is_nothing(scan):
    assert not scan("ANSI 636002090002DL00410273 is the header, DAQ the number, DCS the family name\n").findings


def test_a_foreign_card_is_for_review(scan):
    found = scan(CARD.replace("636002", "636012").replace("DCGUSA", "DCGCAN").replace("DAJMA", "DAJON"))
    assert found.findings[0].classification.value == "review"
    assert "foreign-license" in found.findings[0].reasons


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(CARD)), st.integers(0, 300))
def test_nothing_raises(noise, at, cut):
    data = CARD.encode()[:at] + noise + CARD.encode()[at + cut :]
    for card in cards_in(Segment(data, Shape.PROSE, lambda _: ())):
        assert 0 <= card.start < card.end <= len(data)
        list(units(card, None))


@pytest.mark.parametrize(
    "unit", [b"ANSI 636002090002DL00410273", b"ANSI 636002090002DL00410273DLDAQ1\n", b"ANSI ", b"A"]
)
def test_time_is_linear(unit):
    data = (unit * (1 << 18))[: 1 << 18]
    start = time.process_time()
    cards_in(Segment(data, Shape.PROSE, lambda _: ()))
    assert time.process_time() - start < 5


STRIPE = (
    '%MABOSTON^LEE$ANN$M^12 ELM ST^?\n;6360021912345678=281119800101=?\n%"  02108      M1              1506135BRNBLU?\n'
)


@pytest.mark.parametrize(
    "text",
    [
        STRIPE,
        "swiped: " + STRIPE.replace("\n", "") + "\n",
        json.dumps({"at": 1, "swipe": STRIPE}),
        STRIPE.replace("BOSTON^", "NEWTON CENTRE"),
        STRIPE.replace("LEE$ANN$M", "LEE ANN M").replace("=?\n", "?\n"),
    ],
)
def test_the_magnetic_stripe_of_a_licence(scan, text):
    found = scan(text)
    assert classes(found) == [(PI, MA, "ann lee", (NUMBER,))]
    assert "aamva-stripe" in found.findings[0].reasons


def test_track_2_alone_is_nobodys_and_other_issuers_are_no_licences(scan):
    assert classes(scan(STRIPE.split("\n", 1)[1])) == [("element_only", MA, None, (NUMBER,))]
    assert classes(scan(STRIPE.replace(";636002", ";636999"))) == []
    assert classes(scan(STRIPE.replace("=2811", "-2811"))) == []
