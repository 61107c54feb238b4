"""Cards that touch the name of their network: of this very network, and whole."""

import pytest
from pairs import CARD, people

from piiscan import matcher

FOUND = {
    "capitals": f"Ann Lee paid by VISA{CARD} today\n",
    "small letters": f"Ann Lee, visa{CARD}.\n",
    "in groups": "Ann Lee Visa4539 5787 6362 1486\n",
    "another": "Ann Lee AMEX374245455400126\n",
}
NONE = {
    "another network": "Ann Lee MASTERCARD4539578763621486\n",
    "a wrong check digit": "Ann Lee VISA4539578763621487\n",
    "a longer word": f"Ann Lee PREVISA{CARD}\n",
    "longer": f"Ann Lee VISA{CARD}7\n",
    "a part": f"Ann Lee VISA{CARD}-2\n",
    "a word behind": f"Ann Lee VISA{CARD}x\n",
    "no network": f"Ann Lee ORDER{CARD}\n",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_card_behind_the_name_of_its_network_is_found(scan, name):
    (found,) = people(scan(FOUND[name]))
    assert found[0] == "ann lee"


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_card_of_that_network_is_none(scan, name):
    assert people(scan(NONE[name])) == []


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_words_it_is_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + f" VISA{CARD} ".encode() + words
    assert [data[start:end] for _, start, end in zip(*matcher.look(data), strict=True)] == [CARD.encode()]
