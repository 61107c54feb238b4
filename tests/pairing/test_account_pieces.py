"""Numbers of accounts one digit to a box, as forms have them: only behind a label of an account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher
from piiscan.detectors.routing_beside import has_routing

ACCOUNT, ROUTING = "12045678", "011000138"


def boxed(number, parted=" | ", ends=("| ", " |")):
    return ends[0] + parted.join(number) + ends[1]


BOXES = {
    "bars": boxed(ACCOUNT),
    "bars alone": boxed(ACCOUNT, "|", ("|", "|")),
    "brackets": boxed(ACCOUNT, "][", ("[", "]")),
    "brackets and blanks": boxed(ACCOUNT, " ] [ ", ("[ ", " ]")),
    "brackets apart": boxed(ACCOUNT, "] [", ("[", "]")),
    "blanks": boxed(ACCOUNT, " ", ("", "")),
}
BEFORE = {
    "label": "Name: Ann Lee\nSavings account number: {}\n",
    "label above": "Name: Ann Lee\nChecking account number\n{}\n",
    "sentence": "Ann Lee wants her pay in her bank account no. {} from May.\n",
}
NONE = {
    "no label": "Name: Ann Lee\nLottery {}\n",
    "another number": "Name: Ann Lee\nMeter number: {}\n",
    "another field": "Name: Ann Lee\nBank account: none\nLottery {}\n",
    "another sentence": "Ann Lee has no bank account. The numbers {} were drawn.\n",
    "label behind": "Ann Lee {} (bank account number)\n",
    "of a table": "Name: Ann Lee\nBank accounts:\n{0}\n{0}\n{0}\n",
}
NO_NUMBERS = {
    "a scale": "Name: Ann Lee\nHow do you like your bank account? 1 2 3 4 5 6 7 8 9\n",
    "a scale from zero": "Ann Lee, bank account: 0 1 2 3 4 5 6 7 8 9\n",
    "few": "Ann Lee, bank account: | 1 | 2 | 0 | 4 | 5 | 6 |\n",
    "too many": "Ann Lee, bank account: | " + " | ".join("120456789012345678") + " |\n",
    "numbers of two digits": "Ann Lee, bank account: 1 2 0 4 5 6 7 18\n",
    "other marks": "Ann Lee, bank account: 1 2 0 4|5 6 7 8\n",
    "commas": "Ann Lee, bank account: 1, 2, 0, 4, 5, 6, 7, 8\n",
    "letters": "Ann Lee, bank account: 1 2 0 4 5 6 7 8A\n",
    "a row of numbers": "Ann Lee, bank account: 350 1 2 0 4 5 6 7 8\n",
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", BEFORE)
def test_an_account_in_boxes_is_found_behind_its_label(scan, name, box):
    scanned = scan(BEFORE[name].format(BOXES[box]))
    assert [finding.elements[0].value for finding in scanned.findings] == [ACCOUNT]
    assert "restored:pieces" in scanned.findings[0].elements[0].evidence


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", NONE)
def test_boxes_of_anything_else_are_no_account(scan, name, box):
    assert scan(NONE[name].format(BOXES[box])).findings == []


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_what_is_no_number_is_none(scan, name):
    assert scan(NO_NUMBERS[name]).findings == []


@pytest.mark.parametrize("box", BOXES)
def test_a_routing_number_in_boxes_speaks_for_the_account_beside_it(scan, box):
    account = BOXES[box]
    parted = account[account.index("1") + 1 : account.index("2")]
    routing = account[: account.index("1")] + parted.join(ROUTING) + account[account.index("8") + 1 :]
    text = f"Name: Ann Lee\nRouting number: {routing}\nAccount number: {account}\n"
    assert people(scan(text)) == [("ann lee", ACCOUNT)]


def test_boxes_with_a_check_digit_that_is_wrong_are_no_routing_number():
    assert has_routing(boxed(ROUTING))
    assert not has_routing(boxed("011000139"))
    assert not has_routing(boxed(ROUTING + "1"))


def test_an_ssn_in_boxes_is_none_of_an_account(scan):
    text = f"Name: Ann Lee\nBank account: yes\nSSN: {boxed('773010001')}\n"
    assert people(scan(text)) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "text",
    ["[7][7][3]-[0][1]-[0][0][0][1]", "[7][7][3][0][1][0][0][0][1]", "[7] [7] [3] [0] [1] [0] [0] [0] [1]"],
)
def test_an_ssn_in_brackets_is_found(scan, text):
    assert people(scan(f"Name: Ann Lee\nSSN: {text}\n")) == [("ann lee", "773010001")]


@given(
    st.lists(st.sampled_from(["1", "2", "30", " ", "|", " | ", "][", "[", "]", "x", "\n"]), max_size=40).map("".join)
)
def test_what_is_found_has_one_digit_to_a_box(text):
    data = b"account number: " + text.encode()
    for kind, start, end in zip(*(column.tolist() for column in matcher.look(data)), strict=True):
        if kind == matcher.ACCOUNT_PIECES:
            raw = data[start:end].decode()
            digits = [char for char in raw if char.isdigit()]
            assert 7 <= len(digits) <= 17
            parted = raw[1 : raw.index(digits[1], 1)]
            assert raw == parted.join(digits)


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_they_stand_among_words_they_are_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    hits = matcher.look(words + b" account number: |1|2|0|4|5|6|7|8| " + words)
    assert [kind for kind in hits.kind.tolist() if kind == matcher.ACCOUNT_PIECES] == [matcher.ACCOUNT_PIECES]


def test_in_a_long_text_full_of_digits_boxes_are_numbers():
    data = b"12 345 6 78 90123 " * 20_000 + b" account number: |1|2|0|4|5|6|7|8| "
    assert matcher.ACCOUNT_PIECES not in matcher.look(data).kind
