"""Numbers broken by the end of a line, or with blanks between their digits: only beside a label."""

import pytest
from pairs import people

from piiscan import matcher

N = "773010001"
BROKEN = {
    "end of line": "Ann Lee\nSocial Security Number: 773-01-\n0001\nAddress: 5 Elm St, Lynn, MA 01901\n",
    "in a sentence": "The applicant, Ann Lee, gave us her Social Security number (773-\n01-0001) on the phone.\n",
    "before the dash": "The applicant, Ann Lee, gave us her SSN 773-01\n-0001 on the phone.\n",
    "quoted": "> The applicant, Ann Lee, gave us her Social Security number 773-01-\n> 0001 on the phone.\n",
    "other line ends": "Ann Lee, SSN 773-\r\n01-0001\r\n",
    "blanks round dashes": "Name: Ann Lee\nSocial Security No. 773 - 01 - 0001\n",
    "one blank": "Name: Ann Lee\nSSN: 773- 01-0001\n",
    "in twos": "Name: Ann Lee\nSSN: 773 01 00 01\n",
    "every digit": "Name: Ann Lee\nSSN: 7 7 3 - 0 1 - 0 0 0 1\n",
    "every digit, en dashes": "Name: Ann Lee\nSocial security number\n7 7 3 – 0 1 – 0 0 0 1\n",
    "every digit, en dashes and no blanks round them": "Name: Ann Lee\nSocial security number: 7 7 3–0 1–0 0 0 1\n",
    "every digit, a number behind": "Name: Ann Lee\nSSN: 7 7 3 - 0 1 - 0 0 0 1 - 12 Elm Street\n",
    "every digit, em dashes": "Name: Ann Lee\nSSN: 7 7 3 — 0 1 — 0 0 0 1\n",
    "every digit, boxes and en dashes": "Name: Ann Lee\nSSN: [7] [7] [3] – [0] [1] – [0] [0] [0] [1]\n",
    "every digit, bars and en dashes": "Name: Ann Lee\nSSN: | 7 | 7 | 3 – 0 | 1 – 0 | 0 | 0 | 1 |\n",
    "blanks round en dashes": "Name: Ann Lee\nSocial Security No. 773 – 01 – 0001\n",
    "end of line behind an en dash": "Name: Ann Lee\nSocial Security Number: 773–01–\n0001\n",
    "every digit, no dash": "Name: Ann Lee\nSSN: 7 7 3 0 1 0 0 0 1\n",
    "bars, dashes in cells of their own": "Name: Ann Lee\nSSN: 7 | 7 | 3 | - | 0 | 1 | - | 0 | 0 | 0 | 1\n",
    "boxes": "a Employee's social security number\n| 7 | 7 | 3 | 0 | 1 | 0 | 0 | 0 | 1 |\nName: Ann Lee\n",
}
NONE = {
    "another line": "Name: Ann Lee\nSSN: ___ - __ - ____\nLottery 7 7 3 0 1 0 0 0 1\n",
    "another sentence": "Ann Lee: SSN missing. Lottery numbers 7 7 3 0 1 0 0 0 1\n",
    "its own value": "Name: Ann Lee\nSSN: see below\n773 01 00 01 are the rooms\n",
    "another thing": "Ann Lee, order no. 773-01-\n0001\n",
    "no label": "Ann Lee called 773 - 01 - 0001\n",
    "no label, en dashes": "Ann Lee called 7 7 3 – 0 1 – 0 0 0 1\n",
    "another thing, en dashes": "Ann Lee, order no. 7 7 3 – 0 1 – 0 0 0 1\n",
    "more digits, en dashes": "Ann Lee SSN: 7 7 3 – 0 1 – 0 0 0 1 4\nSSN 773 – 01 – 00015\nSSN 7 7 3 – 0 1 – 0 0 0 1–5\n",
    "not issued, en dashes": "Ann Lee SSN: 0 0 0 – 0 1 – 0 0 0 1\n",
    "more digits": "Ann Lee SSN: 773 01 00 01 02\nSSN 7 7 3 0 1 0 0 0 1 4 5\n",
    "not issued": "Ann Lee SSN: 0 0 0 - 0 1 - 0 0 0 1\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_number_in_pieces_is_found_beside_its_label(scan, name):
    assert people(scan(BROKEN[name])) == [("ann lee", N)]


@pytest.mark.parametrize("dash", "-–—")
def test_a_number_in_one_piece_is_none_in_pieces(scan, dash):
    one, two = (f"773{dash}01{dash}000{last}" for last in "12")
    text = f"Ann Lee and Bob Ray filed jointly. Their Social Security numbers are {one} and {two}, in this order.\n"
    assert matcher.SSN_PIECES not in matcher.look(text.encode()).kind.tolist()
    assert people(scan(text)) == [("ann lee", N), ("bob ray", "773010002")]


@pytest.mark.parametrize("name", NONE)
def test_pieces_without_a_label_of_their_own_are_none(scan, name):
    assert people(scan(NONE[name])) == []


CARD, AMEX = "4539578763621486", "379354508102302"
BROKEN_CARDS = {
    "second group": (
        "Ann Lee asked us to charge the balance to her credit card number 4539 5787\n6362 1486 before Friday.\n",
        CARD,
    ),
    "first group": ("> Please use my Visa card for the deposit, number 4539\n> 5787 6362 1486.\n> Ann Lee\n", CARD),
    "last group": ("Name: Ann Lee\nCard number: 4539-5787-6362-\r\n1486\nExpires 04/29\n", CARD),
    "before the dash": ("Name: Ann Lee\nCard number: 4539-5787-6362\n-1486\n", CARD),
    "groups of six and five": ("Name: Ann Lee\nAmerican Express card no. 3793 545081\n02302\n", AMEX),
}
NO_CARDS = {
    "no label": "Ann Lee wrote 4539 5787\n6362 1486 on the board.\n",
    "another thing": "Ann Lee, by card; order number 4539 5787\n6362 1486\n",
    "another field": "Name: Ann Lee\nCard number: ____\nRooms 4539 5787\n6362 1486\n",
}
NO_PIECES = {
    "no label": "Ann Lee wrote 4539 5787\n6362 1486 on the board.\n",
    "no card": "Card number 4539 5787\n6362 1487\n",
    "columns": "Card numbers 4539 5787\n6362 1486\n1234 5678\n",
    "columns, before": "Card numbers\n1234 5678\n4539 5787\n6362 1486\n",
    "two breaks": "Card number 4539\n5787 6362\n1486\n",
    "a blank line": "Card number 4539 5787\n\n6362 1486\n",
    "more digits": "Card number 4539 5787\n6362 1486 1111\n",
    "more digits before": "Card number 1111 4539 5787\n6362 1486\n",
    "in a word": "Card number 4539 5787\n6362 1486B\n",
    "other separators": "Card number 4539 5787\n6362-1486\n",
}


@pytest.mark.parametrize("name", BROKEN_CARDS)
def test_a_card_over_two_lines_is_found_beside_its_label(scan, name):
    text, number = BROKEN_CARDS[name]
    assert people(scan(text)) == [("ann lee", number)]


@pytest.mark.parametrize("name", NO_CARDS)
def test_groups_over_two_lines_without_a_label_of_their_own_are_no_card(scan, name):
    assert people(scan(NO_CARDS[name])) == []


@pytest.mark.parametrize("name", NO_PIECES)
def test_groups_that_go_on_or_have_other_breaks_are_no_card(name):
    assert matcher.CARD_PIECES not in matcher.look(NO_PIECES[name].encode()).kind


@pytest.mark.parametrize(
    "ending", ["\n", "\r\n", " \r\n", "-\n", "- \r\n", "\n>  >", "\r\n    ", "\n-", " \n> \t ", "\r\n> > -"]
)
@pytest.mark.parametrize("behind", [4, 8, 12])
def test_a_card_is_seen_behind_whichever_group_and_however_its_line_ends(behind, ending):
    groups = [CARD[at : at + 4] for at in range(0, 16, 4)]
    first, last = "-".join(groups[: behind // 4]), "-".join(groups[behind // 4 :])
    hits = matcher.look(f"Card number: {first}{ending}{last}.\n".encode())
    assert matcher.CARD_PIECES in hits.kind


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_words_it_is_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + b" SSN 773-01-\n0001 and card no. 4539 5787\n6362 1486 " + words
    hits = matcher.look(data)
    assert [(kind, data[start:end]) for kind, start, end in zip(*hits, strict=True)] == [
        (matcher.SSN_PIECES, b"773-01-\n0001"),
        (matcher.CARD_PIECES, b"4539 5787\n6362 1486"),
    ]


def test_in_a_long_text_full_of_digits_pieces_are_numbers():
    data = b"12 345 6 78 90123 " * 20_000 + b" SSN 773-01-\n0001 "
    assert matcher.SSN_PIECES not in matcher.look(data).kind


def test_in_a_long_text_full_of_groups_of_four_at_the_ends_of_lines_there_are_no_broken_cards():
    data = b"1234 5678,\n9012 3456;\n" * 20_000 + b" card number 4539 5787\n6362 1486 "
    assert matcher.CARD_PIECES not in matcher.look(data).kind
