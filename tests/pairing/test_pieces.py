"""Social Security numbers broken by the end of a line, or with blanks between their digits: only beside a label."""

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
    "every digit, no dash": "Name: Ann Lee\nSSN: 7 7 3 0 1 0 0 0 1\n",
    "boxes": "a Employee's social security number\n| 7 | 7 | 3 | 0 | 1 | 0 | 0 | 0 | 1 |\nName: Ann Lee\n",
}
NONE = {
    "another line": "Name: Ann Lee\nSSN: ___ - __ - ____\nLottery 7 7 3 0 1 0 0 0 1\n",
    "another sentence": "Ann Lee: SSN missing. Lottery numbers 7 7 3 0 1 0 0 0 1\n",
    "its own value": "Name: Ann Lee\nSSN: see below\n773 01 00 01 are the rooms\n",
    "another thing": "Ann Lee, order no. 773-01-\n0001\n",
    "no label": "Ann Lee called 773 - 01 - 0001\n",
    "more digits": "Ann Lee SSN: 773 01 00 01 02\nSSN 7 7 3 0 1 0 0 0 1 4 5\n",
    "not issued": "Ann Lee SSN: 0 0 0 - 0 1 - 0 0 0 1\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_number_in_pieces_is_found_beside_its_label(scan, name):
    assert people(scan(BROKEN[name])) == [("ann lee", N)]


@pytest.mark.parametrize("name", NONE)
def test_pieces_without_a_label_of_their_own_are_none(scan, name):
    assert people(scan(NONE[name])) == []


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_words_it_is_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + b" SSN 773-01-\n0001 " + words
    hits = matcher.look(data)
    assert [(kind, data[start:end]) for kind, start, end in zip(*hits, strict=True)] == [
        (matcher.SSN_PIECES, b"773-01-\n0001")
    ]


def test_in_a_long_text_full_of_digits_pieces_are_numbers():
    data = b"12 345 6 78 90123 " * 20_000 + b" SSN 773-01-\n0001 "
    assert matcher.SSN_PIECES not in matcher.look(data).kind
