"""Papers of people and small offices: wills and funerals, clubs, yards of towed cars, cards to sign."""

import pytest

from tests.pairing.pairs import CARD, LEE, RAY, A, B, numbers

OF_CARD = [("ann lee", CARD)]


@pytest.mark.parametrize("label", ["Name of deceased", "Deceased", "Name of the deceased"])
def test_who_has_died_is_named_by_that(scan, label):
    text = f"{label}   Ann Lee          Age  84\nSoc Sec No   {A}\nFather  Bob Ray      Mother  Eve Stone\n"
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize("label", ["Add-on member", "Additional member", "Additional driver"])
def test_a_card_is_not_of_whom_a_contract_adds(scan, label):
    text = f"Member: Ann Lee\nAddress: 7 Elm St, Salem, MA 01970\n{label}: Bob Ray\nBilling\nCard on file: {CARD}\n"
    assert numbers(scan(text)) == OF_CARD


def test_the_id_shown_is_of_whom_a_car_is_released_to(scan):
    text = "Registered owner  Bob Ray\nReleased to  Ann Lee\nID shown  MA license S12345678\n"
    assert numbers(scan(text)) == [("ann lee", "S12345678")]


def test_words_on_lines_to_write_on(scan):
    assert numbers(scan(f"Print name _Ann Lee______  Soc Sec _{A}____\n")) == [LEE]
    assert numbers(scan(f"Soc Sec _{A}_ Name _Ann Lee_\n")) == [LEE]


@pytest.mark.parametrize(
    "behind", ["gasket (was {})", "(formerly {})", "/ {}", ", replaces {}", "(old no. {})", "({})"]
)
def test_what_a_part_was_called_before_is_no_ssn(scan, behind):
    assert numbers(scan(f"Part no. {A} {behind.format(B)} - ask Bob Ray\n")) == []
    assert numbers(scan(f"Bob Ray SSN (was {A}) {B}\n")) == [("bob ray", "773010001"), RAY]
