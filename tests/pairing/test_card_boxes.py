"""Card numbers one digit to a box, as forms have them: only behind a label of a card."""

import pytest
from pairs import CARD

BOXES = {
    "blanks": " ".join(CARD),
    "bars": f"| {' | '.join(CARD)} |",
    "brackets": f"[{'] ['.join(CARD)}]",
}


@pytest.mark.parametrize("boxes", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("before", ["Card number: {}", "Credit card no.\n{}", "Visa card # {}  Exp 09/28"])
def test_the_card_is_found(scan, before, boxes):
    found = scan(f"Name on card: Ann Lee\n{before.format(boxes)}\n")
    assert found.persons() == [("ann lee", CARD)]


@pytest.mark.parametrize("boxes", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize(
    "text",
    ["Name: Ann Lee\nLottery {}\n", "Name on card: Ann Lee\nCard number: {}\n".replace("{}", "{0}1"), "Ann Lee: {}\n"],
)
def test_others_are_none(scan, text, boxes):
    assert scan(text.format(boxes)).persons() == []


def test_without_the_check_digit_it_is_no_card(scan):
    wrong = " ".join(CARD[:-1] + str((int(CARD[-1]) + 1) % 10))
    assert scan(f"Name on card: Ann Lee\nCard number: {wrong}\n").persons() == []


def test_rows_of_digits_are_a_table(scan):
    row = " ".join(CARD)
    assert scan(f"Ann Lee\nCard numbers:\n{row}\n{row}\n{row}\n").persons() == []
