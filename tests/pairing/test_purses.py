"""Addresses of wallets, and of accounts at payment services, in running text: to be reviewed, with their label alone."""

import pytest
from pairs import people

from piiscan import matcher

WALLETS = (
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",  # the examples of Bitcoin's documentation and of BIP 173
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
)
MAIL = "ann.lee@example.com"
LABELLED = {
    **{f"wallet {wallet[:3]}": (f"Wallet address: {wallet}", wallet) for wallet in WALLETS},
    "bitcoin": (f"Her Bitcoin address is {WALLETS[0]}.", WALLETS[0]),
    "short": (f"BTC wallet {WALLETS[2]}", WALLETS[2]),
    "paypal": (f"Please pay her PayPal account ({MAIL}).", MAIL),
    "paypal, a field": (f"PayPal e-mail: {MAIL}", MAIL),
    "zelle": (f"Zelle email: {MAIL}", MAIL),
    "venmo": (f"venmo account = '{MAIL}'", MAIL),
}
NONE = {
    "no label": f"Ann Lee: {WALLETS[0]}",
    "a transaction": f"Ann Lee, bitcoin transaction: {WALLETS[0]}",
    "a hash": "Ann Lee, ethereum block 0x742d35Cc6634C0532925a3b844Bc454e4438f44e742d35Cc6634C0532925",
    "a check that fails": f"Ann Lee, wallet address: {WALLETS[0][:-1]}3",
    "another check that fails": f"Ann Lee, wallet address: {WALLETS[2][:-1]}p",
    "mail behind the label of a wallet": f"Ann Lee, wallet address: {MAIL}",
    "mail alone": f"Ann Lee, e-mail address: {MAIL}",
    "a service alone": f"Ann Lee wrote to PayPal: {MAIL}",
    "its support": "Ann Lee, see the PayPal address book. Mail: help@example.com",
    "further off": f"Ann Lee, PayPal account: none. E-mail: {MAIL}",
    "a handle": "Ann Lee, PayPal account: none@",
}


@pytest.mark.parametrize("name", LABELLED)
def test_an_address_behind_its_label_is_for_review(scan, name):
    text, address = LABELLED[name]
    assert people(scan(f"Name: Ann Lee\n{text}\n")) == [("review", "ann lee", address)]


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_such_address_is_none(scan, name):
    assert scan(f"{NONE[name]}\n").findings == []


def test_it_is_found_beside_other_numbers_and_in_order():
    data = f"SSN 010-94-0001, PayPal account {MAIL}, card 4539 5787 6362 1486".encode()
    hits = matcher.with_purses(data, 0, len(data), matcher.look(data, 0, len(data)))
    assert hits.kind.tolist() == [matcher.SSN_DELIMITED, matcher.PURSE, matcher.CARD]


def test_what_begins_beyond_a_stretch_belongs_to_the_next():
    data = f"PayPal account {MAIL} and so on".encode()
    at = data.index(MAIL.encode())
    cut = [
        matcher.with_purses(data, *part, matcher.look(data, *part)).start.tolist()
        for part in ((0, at), (at, len(data)))
    ]
    assert cut == [[], [at]]


def test_digits_inside_of_an_address_are_no_account(scan):
    text = "Name: Ann Lee\nBank account or PayPal account: 12345678@example.com\n"
    assert people(scan(text)) == [("review", "ann lee", "12345678@example.com")]
