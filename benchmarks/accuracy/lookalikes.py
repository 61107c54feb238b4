"""Numbers that are something else: what stands beside names in every office and is not in 201 CMR 17.02.

Each maker gives one token in the shape its issuer uses, check digits included, so that only the label or the shape tells it apart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from accuracy.valid import PUBLISHED_CARDS, PUBLISHED_SSN, digits, luhn_digit, routing

_ITIN_GROUPS = [*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)]
_EIN = "01 02 03 04 05 06 10 11 12 13 14 15 16 20 22 25 26 27 33 35 36 42 45 46 47 52 61 81 82 83 84 85".split()


def _luhn(prefix: str, length: int) -> Callable[[Random], str]:
    def make(rng: Random) -> str:
        payload = prefix + "".join(rng.choices("0123456789", k=length - 1 - len(prefix)))
        return payload + luhn_digit(payload)

    return make


def _isbn(rng: Random) -> str:
    body = f"978{rng.randrange(10)}{rng.randrange(10**8):08}"
    check = -sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body)) % 10
    return f"{body[:3]}-{body[3]}-{body[4:8]}-{body[8:12]}-{check}" if rng.random() < 0.5 else f"{body}{check}"


def _npi(rng: Random) -> str:
    payload = f"1{rng.randrange(10**8):08}"
    return payload + luhn_digit("80840" + payload)


def _hex(count: int) -> Callable[[Random], str]:
    return lambda rng: f"{rng.getrandbits(count * 4):0{count}x}"


def _uuid(rng: Random) -> str:
    h = f"{rng.getrandbits(128):032x}"
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def _itin(rng: Random) -> str:
    return f"9{rng.randrange(100):02}-{rng.choice(_ITIN_GROUPS)}-{rng.randrange(1, 10000):04}"


def _masked_ssn(rng: Random) -> str:
    last = f"{rng.randrange(1, 10000):04}"
    return rng.choice(("***-**-{}", "XXX-XX-{}", "xxx-xx-{}", "•••-••-{}", "###-##-{}", "*****{}")).format(last)


def _masked_card(rng: Random) -> str:
    last, first = f"{rng.randrange(1, 10000):04}", f"4{rng.randrange(10**5):05}"
    return rng.choice(
        (
            "**** **** **** {1}",
            "XXXX-XXXX-XXXX-{1}",
            "{0}******{1}",
            "{0}xxxxxx{1}",
            "************{1}",
            "•••• {1}",
            "Visa ending in {1}",
        )
    ).format(first, last)


def _ups(rng: Random) -> str:
    return "1Z" + "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=6)) + digits(rng, 10)


def _vin(rng: Random) -> str:
    return "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=11)) + digits(rng, 6)


def _date(rng: Random) -> str:
    year, month, day = rng.randrange(2015, 2026), rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice((f"{month:02}/{day:02}/{year}", f"{year}-{month:02}-{day:02}", f"{month}/{day}/{year % 100:02}"))


def _dob(rng: Random) -> str:
    return f"{rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}/{rng.randrange(1945, 2004)}"


def _phone(rng: Random) -> str:
    area, rest = rng.choice("617 508 978 781 413 857 774 401 603".split()), f"555-{rng.randrange(100, 10000):04}"
    return rng.choice(("({0}) {1}", "{0}-{1}", "{0}.{2}", "+1 {0} {1}")).format(area, rest, rest.replace("-", "."))


def _bad_ssn(rng: Random) -> str:
    area = rng.choice(("000", "666", f"9{rng.randrange(100):02}"))
    return rng.choice(
        (
            f"{area}-{rng.randrange(1, 49):02}-{rng.randrange(1, 10000):04}",
            f"{rng.randrange(1, 600):03}-00-{rng.randrange(1, 10000):04}",
        )
    )


def _bad_card(rng: Random) -> str:
    payload = f"4{rng.randrange(10**14):014}"
    number = payload + str((int(luhn_digit(payload)) + rng.randrange(1, 10)) % 10)
    return " ".join(number[at : at + 4] for at in range(0, 16, 4))


def _bad_iban(rng: Random) -> str:
    body = f"{rng.choice(('DE', 'PT', 'FR'))}{rng.randrange(10**20):020}"
    value = "".join(str(int(c, 36)) for c in body[4:] + body[:4])
    return body if int(value) % 97 != 1 else _bad_iban(rng)


LOOKALIKES: dict[str, Callable[[Random], str]] = {
    **{f"n{size}": partial(digits, count=size) for size in (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20)},
    "ssn_shape": lambda rng: f"{rng.randrange(1, 660):03}-{rng.randrange(1, 100):02}-{rng.randrange(1, 10000):04}",
    "part": lambda rng: f"{rng.choice('ABKMPRTX')}{rng.choice('ACDX')}-{digits(rng, 5)}-{digits(rng, 2)}",
    "s8": lambda rng: f"S{digits(rng, 8)}",
    "invoice": lambda rng: f"INV-{rng.randrange(2018, 2026)}-{rng.randrange(10**5):05}",
    "po": lambda rng: f"PO{digits(rng, 8)}",
    "isbn": _isbn,
    "imei": _luhn("35", 15),
    "iccid": _luhn("89014", 19),
    "npi": _npi,
    "ein": lambda rng: f"{rng.choice(_EIN)}-{rng.randrange(10**7):07}",
    "itin": _itin,
    "atin": lambda rng: f"9{rng.randrange(100):02}-93-{rng.randrange(1, 10000):04}",
    "aba": routing,
    "phone": _phone,
    "zip4": lambda rng: f"0{rng.randrange(1001, 2792)}-{rng.randrange(1, 10000):04}",
    "zip9": lambda rng: f"0{rng.randrange(1001, 2792)}{rng.randrange(1, 10000):04}",
    "duns": lambda rng: f"{digits(rng, 2)}-{digits(rng, 3)}-{digits(rng, 4)}",
    "epoch": lambda rng: str(rng.randrange(1_500_000_000, 1_760_000_000)),
    "epoch_ms": lambda rng: str(rng.randrange(1_500_000_000_000, 1_760_000_000_000)),
    "stamp": lambda rng: f"{_date(rng)} {rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}",
    "iso": lambda rng: f"20{rng.randrange(18, 26)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}.{rng.randrange(1000):03}Z",
    "compact": lambda rng: f"20{rng.randrange(18, 26)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(24):02}{rng.randrange(60):02}{rng.randrange(60):02}",
    "uuid": _uuid,
    "hex8": _hex(8),
    "hex16": _hex(16),
    "git": _hex(40),
    "sha": _hex(64),
    "decimal": lambda rng: f"{rng.randrange(1000)}.{rng.randrange(10**9):09}",
    "float": lambda rng: f"{rng.random():.16f}",
    "geo": lambda rng: f"{41 + rng.random() * 2:.7f}, {-70 - rng.random() * 3:.7f}",
    "amount": lambda rng: f"{rng.randrange(1, 9000):,}.{rng.randrange(100):02}",
    "serial": lambda rng: f"SN{rng.choice('ABCDEFG')}{digits(rng, 9)}",
    "meter": lambda rng: digits(rng, 9),
    "usps": lambda rng: f"9400{rng.randrange(10**18):018}",
    "fedex": lambda rng: digits(rng, 12),
    "ups": _ups,
    "vin": _vin,
    "plate": lambda rng: f"{rng.randrange(1, 10)}{''.join(rng.choices('ABCDEFGHKLMNPRSTVWXYZ', k=3))}{rng.randrange(10, 100)}",
    "passport": lambda rng: digits(rng, 9),
    "ip": lambda rng: ".".join(str(rng.randrange(1, 255)) for _ in range(4)),
    "date": _date,
    "dob": _dob,
    "time": lambda rng: f"{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}",
    "masked_ssn": _masked_ssn,
    "masked_card": _masked_card,
    "last4": lambda rng: f"{rng.randrange(1, 10000):04}",
    "bad_ssn": _bad_ssn,
    "bad_card": _bad_card,
    "bad_iban": _bad_iban,
    "test_ssn": lambda rng: rng.choice(PUBLISHED_SSN[:3]),
    "test_card": lambda rng: rng.choice(PUBLISHED_CARDS),
    "cas": lambda rng: f"{rng.randrange(100, 9999)}-{rng.randrange(10, 100)}-{rng.randrange(10)}",
    "upc": lambda rng: digits(rng, 12),
    "ndc": lambda rng: f"{rng.randrange(10**5):05}-{rng.randrange(10**4):04}-{rng.randrange(100):02}",
    "docket": lambda rng: f"{rng.randrange(15, 26)}{rng.randrange(10, 99)}CV{rng.randrange(10**5):05}",
    "parcel": lambda rng: f"{rng.randrange(100):02}-{rng.randrange(1000):03}-{rng.randrange(10**4):04}",
    "mrn": lambda rng: digits(rng, rng.choice((7, 8, 9))),
    "policy": lambda rng: rng.choice((f"HO{digits(rng, 8)}", f"{digits(rng, 3)}-{digits(rng, 7)}", digits(rng, 10), f"PAC {digits(rng, 7)}")),
    "badge": lambda rng: digits(rng, rng.choice((4, 5, 6))),
    "cents": lambda rng: str(rng.randrange(10**5, 10**9)),
}  # fmt: skip

COMPANIES = (
    "Bay State Fuel Inc.|Charles River Dental LLC|Merrimack Valley Credit Union|Pioneer Roofing Co.|Harbor Light Books LLC|"
    "Quabbin Insurance Agency, Inc.|Cape Tip Seafood Co.|Old Colony Plumbing Supply|Blue Hills Software Corp.|Mystic Freight Lines|"
    "John Hancock Life|Lee Company Machine Shop|Brigham Street Bakery|Nashua River Paper Co.|Tufts Field Landscaping LLC"
).split("|")
