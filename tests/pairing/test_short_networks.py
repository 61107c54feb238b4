"""Cards beside the short name of their network, and fields of messages of the police."""

import pytest

from piiscan.detectors import payment_card
from tests.pairing.pairs import CARD, numbers, people

MASTERCARD = "5425233430109903"


@pytest.mark.parametrize(
    "text",
    [
        f"LEE, ANN   2 orch   MC{MASTERCARD} 0926\n",
        f"01 LEE/ANN MS\nFOP-VI{CARD}/0627  APVL\n",
        f"#  Donor        Amt    Type  Number                 Exp\n2  Ann Lee      50.00  MC    {MASTERCARD}       03/26\n",
    ],
)
def test_short_names_of_networks(scan, text):
    assert [one[0] for one in people(scan(text))] == ["ann lee"]


@pytest.mark.parametrize(
    "said", [f"MC{CARD}", f"XMC{MASTERCARD}", f"MC{MASTERCARD[:-1]}8", f"mc{MASTERCARD}", f"VI{CARD}-1"]
)
def test_another_network_or_a_part_of_a_word_is_none(scan, said):
    assert people(scan(f"LEE, ANN   2 orch   {said} 0926\n")) == []


def test_a_type_of_card_in_an_object(scan):
    text = f'{{"payment": {{"type": "MC", "number": "{MASTERCARD}", "holder": "ANN LEE"}}}}'
    assert people(scan(text, "x.json")) == [("ann lee", MASTERCARD)]
    assert payment_card.network(MASTERCARD) == "mastercard"
    assert people(scan(text.replace(MASTERCARD, MASTERCARD[:-1] + "8"), "x.json")) == []


@pytest.mark.parametrize("field", ["SOC", "SSN"])
def test_fields_of_a_message_of_the_police(scan, field):
    text = f"NAM/LEE, ANN M  DOB/19810204\n{field}/773010001 ADR/22 ELM ST, LYNN MA 01902\n"
    assert numbers(scan(text)) == [("ann lee", "773010001")]


def test_dots_part_the_fields_of_a_message(scan):
    text = "DRV.MA.NAM/LEE,ANN M.SEX/F.DOB/19810204.SOC/773010001.OLN/S41234567.OLS/MA\n"
    assert numbers(scan(text)) == [("ann lee", "773010001"), ("ann lee", "S41234567")]


@pytest.mark.parametrize("name", ["LEE, ANN A", "LEE,ANN", "LEE, ANN"])
def test_dots_part_the_name_of_a_message_from_its_fields(scan, name):
    text = f"1N01548284.EW.MA0134490.NAM/{name}.SEX/M.RAC/W.DOB/19750802.SOC/773010001.OFF/1313\n"
    assert people(scan(text)) == [("ann lee", "773010001")]


@pytest.mark.parametrize("name", ["NAMUBIRU, WAIRIMU P", "TOUCH,SOKHA", "ĐỖ, ĐỨC P", "O'XYLE-QARTH, SOKHA"])
def test_the_name_of_a_message_may_be_on_no_list(scan, name):
    text = f"1N01548284.EW.MA0134490.NAM/{name}.DOB/19750802.SEX/M.RAC/W.SOC/773010001.OFF/1313\n"
    other = text.replace(name, "LEE, ANN M").replace("0001.", "0002.")
    assert numbers(scan(text + other))[0] != ("ann lee", "773010001")
    assert len(people(scan(text + other))) == 2
    assert len(people(scan(text.replace(".", "  ")))) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "", ".\n"])
def test_the_number_may_end_the_message(scan, end):
    text = f"1N01815418.QW.MA0132505.NAM/LEE, ANN M.DOB/19800314.SEX/F.RAC/W.SOC/773010001{end}"
    assert people(scan(text)) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "said",
    [
        *("ASOC/773010001", "DOC/773010001", "SOC/773010001/7", "SOC/7730100011", "soc/773010001"),
        *("SOC/773010001.5", "XSOC/773010001.OLN/1"),
    ],
)
def test_other_slashes_are_none(scan, said):
    assert people(scan(f"NAM/LEE, ANN M  DOB/19810204\n{said} \n")) == []
