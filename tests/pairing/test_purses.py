"""Addresses of wallets, and of accounts at payment services, in running text: to be reviewed, with their label alone."""

import pytest
from pairs import people

from piiscan import matcher
from piiscan.detectors.financial_account import mask

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
    "venmo by name": ("Venmo: @ann-lee", "@ann-lee"),
    "venmo by name in a sentence": ("Her Venmo is @annlee_88, she says.", "@annlee_88"),
    "cash app": ("Cash App: $annlee", "$annlee"),
    "cashtag": ("Cashtag $AnnLee2", "$AnnLee2"),
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
    "a name of another service": "Ann Lee, twitter: @ann-lee",
    "a sum": "Ann Lee, Cash App: $500",
    "a name of the other": "Ann Lee, Venmo: $annlee and Cash App: @ann-lee",
    "a variable": "Ann Lee, paypal = $paypal_address",
    "a word of it": "Ann Lee wrote of her venmo, @ann-lee wrote back",
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
    hits = matcher.with_shapeless(data, 0, len(data), matcher.look(data, 0, len(data)))
    assert hits.kind.tolist() == [matcher.SSN_DELIMITED, matcher.PURSE, matcher.CARD]


def test_what_begins_beyond_a_stretch_belongs_to_the_next():
    data = f"PayPal account {MAIL} and so on".encode()
    at = data.index(MAIL.encode())
    cut = [
        matcher.with_shapeless(data, *part, matcher.look(data, *part)).start.tolist()
        for part in ((0, at), (at, len(data)))
    ]
    assert cut == [[], [at]]


def test_digits_inside_of_an_address_are_no_account(scan):
    text = "Name: Ann Lee\nBank account or PayPal account: 12345678@example.com\n"
    assert people(scan(text)) == [("review", "ann lee", "12345678@example.com")]


IN_OBJECTS = {
    "a wallet": (f'{{"name": "Ann Lee", "bitcoin_address": "{WALLETS[0]}"}}', WALLETS[0]),
    "a wallet below": (f'{{"name": "Ann Lee", "pay": {{"wallet_address": "{WALLETS[2]}"}}}}', WALLETS[2]),
    "mail": (f'{{"name": "Ann Lee", "paypal_email": "{MAIL}"}}', MAIL),
    "a name": ('{"name": "Ann Lee", "venmo": "@ann-lee"}', "@ann-lee"),
}


@pytest.mark.parametrize("name", IN_OBJECTS)
def test_a_key_says_so_as_well(scan, name):
    text, address = IN_OBJECTS[name]
    assert people(scan(text, "a.json")) == [("review", "ann lee", address)]


@pytest.mark.parametrize("key", ["email", "note", "hash"])
def test_a_key_of_another_thing_does_not(scan, key):
    for value in (WALLETS[0], MAIL, "@ann-lee"):
        assert scan(f'{{"name": "Ann Lee", "{key}": "{value}"}}', "a.json").findings == []


def test_a_column_of_names_at_a_service(scan):
    table = "name,venmo,cash app\nAnn Lee,@ann-lee,$annlee\nBob Ray,none,$bobray\n"
    found = [(one.person.normal, [e.value for e in one.elements]) for one in scan(table, "a.csv").findings]
    assert found == [("ann lee", ["@ann-lee", "$annlee"]), ("bob ray", ["$bobray"])]


def test_nothing_of_a_name_is_shown():
    assert set(mask("@ann-lee")) == {"•"}
