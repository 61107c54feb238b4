"""Addresses of crypto wallets, and what stands for an account of a payment service (SPEC §9: review).

Sources: Bitcoin's base58check (version byte, 20 bytes of hash, four bytes of a double SHA-256) and BIP 173 and 350
(bech32, a checksum of six characters); Ethereum's 0x and 40 hex digits (EIP-55 only sets their case). Services know
people by their e-mail address, Venmo by a name of 5 to 30 letters, digits and dashes behind @, Cash App by one of up to
20 behind $, with a letter in it.

Stance: only below a header or behind a label that says so: an address is public by its nature, and whether it gives
access to money is not to be seen. So nothing here is ever more than something to be reviewed.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from operator import mul

from piiscan.detectors.lexicon import split_key
from piiscan.later import later

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_OF_BASE58 = bytes.maketrans(_BASE58.encode(), bytes(range(58)))
_POWERS = tuple(58**place for place in range(64))
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUMS = (1, 0x2BC830A3)  # of bech32 and bech32m
_OLD = later(rf"[13][{_BASE58}]{{25,34}}")
_NEW = later(rf"bc1[{_BECH32}]{{11,71}}")
_ETHEREUM = later(r"0x[0-9A-Fa-f]{40}")
_MAIL = later(r"[\w.+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}")
_LONGEST_ACCOUNT = 17  # of a bank, see `financial_account`; the shortest address has 26
_COINS = frozenset(("wallet", "wallets", "bitcoin", "btc", "ethereum", "eth", "crypto", "cryptocurrency"))
_SERVICES = frozenset(("paypal", "venmo", "zelle", "cashapp", "cashtag"))
_HANDLES = {"venmo": later(r"@[A-Za-z0-9][\w-]{4,29}"), "cash": later(r"\$[A-Za-z]\w{0,19}")}


@lru_cache(maxsize=4096)
def said_by(header: str) -> str:
    """What the cells below a header may be: "coins", "mail" where it names a service that knows people by their mail.

    Of a service that knows them by a name as well, "venmo" or "cash".

    >>> said_by("wallet_address"), said_by("PayPal e-mail"), said_by("Account No."), said_by("Cash App")
    ('coins', 'mail', '', 'cash')
    """
    words = split_key(header).replace("pay pal", "paypal").replace("cash app", "cashapp").split()
    named = next((name for name in _HANDLES if any(word.startswith(name) for word in words)), "")
    if named and not _SERVICES.isdisjoint(words):
        return named
    return "mail" if not _SERVICES.isdisjoint(words) else "coins" if not _COINS.isdisjoint(words) else ""


def validate(raw: str, what: str) -> str | None:
    """The address as it is written, None where it is none of those that `said_by` named.

    >>> validate("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "coins"), validate("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "coins")
    ('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', None)
    >>> validate("ann.lee@example.com", "mail"), validate("ann.lee@example.com", "coins")
    ('ann.lee@example.com', None)
    >>> validate("@ann-lee", "venmo"), validate("$annlee", "cash"), validate("$annlee", "mail")
    ('@ann-lee', '$annlee', None)
    """
    handle = _HANDLES.get(what)
    if handle is not None and handle.fullmatch(raw):
        return raw
    if what == "mail" or handle is not None:
        return raw if _MAIL.fullmatch(raw) else None
    if what != "coins":
        return None
    if _ETHEREUM.fullmatch(raw):
        return raw
    if _OLD.fullmatch(raw):
        return raw if _is_base58check(raw) else None
    return raw if _NEW.fullmatch(raw.lower()) and (raw.islower() or raw.isupper()) and _is_bech32(raw.lower()) else None


@lru_cache(maxsize=1024)
def _is_base58check(raw: str) -> bool:
    number: int = sum(map(mul, reversed(raw.encode().translate(_OF_BASE58)), _POWERS))
    if number.bit_length() > 25 * 8:
        return False
    data = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(data[:21]).digest()).digest()[:4] == data[21:]


def _is_bech32(raw: str) -> bool:
    prefix, _, rest = raw.partition("1")
    values = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    check = 1
    for value in (*values, *map(_BECH32.index, rest)):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check in _CHECKSUMS


def shape(value: str) -> str:
    """The reason code of the shape of an address, "" of the number of an account.

    >>> shape("ann.lee@example.com"), shape("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"), shape("12345678")
    ('shape:email', 'shape:wallet', '')
    """
    if value[:1] in {"@", "$"}:
        return "shape:handle"
    return "shape:email" if "@" in value else "shape:wallet" if len(value) > _LONGEST_ACCOUNT else ""
