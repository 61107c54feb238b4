"""Valid numbers, by the rules of who issues them: an oracle of its own, apart from the code under test.

Social Security numbers: 20 CFR and POMS RM 10201.035. Cards: ISO/IEC 7812 ranges and Luhn. Routing numbers: ABA check.
IBAN: ISO 13616. License shapes: the states' own, with the Soundex code of the surname where the state puts it in.
Rule: none is a number published as a sample.
"""

from __future__ import annotations

from random import Random

from accuracy.people import Person, letters

PUBLISHED_SSN = ("078-05-1120", "219-09-9999", "457-55-5462", "123-45-6789", "111-11-1111")
PUBLISHED_CARDS = (
    "4111111111111111 4242424242424242 5555555555554444 5105105105105100 378282246310005 6011111111111117 3530111333300000 "
    "4012888888881881 2223003122003222 4000056655665556 371449635398431 30569309025904"
).split()


_AREAS = tuple(area for area in range(1, 900) if area != 666)


def luhn_digit(payload: str) -> str:
    """The check digit that makes payload + digit pass.

    >>> luhn_digit("411111111111111")
    '1'
    """
    total = sum(sum(divmod(int(d) * (2 - at % 2), 10)) for at, d in enumerate(reversed(payload)))
    return str(-total % 10)


def digits(rng: Random, count: int) -> str:
    """So many, the first not zero."""
    return str(rng.randrange(1, 10)) + "".join(rng.choices("0123456789", k=count - 1))


def ssn(rng: Random) -> str:
    """Nine digits; half of them of the areas that once meant Massachusetts."""
    while True:
        area = rng.randrange(10, 35) if rng.random() < 0.5 else rng.choice(_AREAS)
        number = f"{area:03}{rng.randrange(1, 100):02}{rng.randrange(1, 10_000):04}"
        if f"{number[:3]}-{number[3:5]}-{number[5:]}" not in PUBLISHED_SSN and len(set(number)) > 2:
            return number


_NETWORKS = (
    ("4", 16, 45),
    ("5", 16, 28),
    ("2", 16, 5),
    ("34", 15, 4),
    ("37", 15, 8),
    ("6011", 16, 6),
    ("65", 16, 2),
    ("36", 14, 1),
    ("3589", 16, 1),
)


def card(rng: Random) -> str:
    """A card number of one of the networks, in the proportions of US wallets."""
    prefix, length, _ = rng.choices(_NETWORKS, [n[2] for n in _NETWORKS])[0]
    if prefix == "5":
        prefix = f"5{rng.randrange(1, 6)}"
    elif prefix == "2":
        prefix = f"{rng.randrange(2221, 2721)}"
    while True:
        payload = prefix + "".join(rng.choices("0123456789", k=length - 1 - len(prefix)))
        number = payload + luhn_digit(payload)
        if number not in PUBLISHED_CARDS and not payload.endswith("00000"):
            return number


def grouped(number: str, mark: str = " ") -> str:
    """A card number as it stands on the card: 4-4-4-4, 4-6-5 or 4-6-4."""
    if len(number) == 16:
        return mark.join(number[at : at + 4] for at in range(0, 16, 4))
    return mark.join((number[:4], number[4:10], number[10:]))


def routing(rng: Random) -> str:
    """A routing number with its check digit; of the Boston district in four of five."""
    head = (
        rng.choice(("0110", "0113", "2113", "2110", "0119"))
        if rng.random() < 0.8
        else rng.choice(("0210", "0310", "1210", "0910"))
    )
    body = head + "".join(rng.choices("0123456789", k=4))
    total = sum(int(d) * w for d, w in zip(body, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return body + str(-total % 10)


def account(rng: Random) -> str:
    """A deposit account: no standard, mostly eight to twelve digits."""
    return digits(rng, rng.choices((7, 8, 9, 10, 11, 12, 13), (5, 15, 20, 25, 8, 22, 5))[0])


# Country, letters, then digits of the account part.
_IBANS = (
    ("DE", 0, 18),
    ("FR", 0, 23),
    ("PT", 0, 21),
    ("ES", 0, 20),
    ("GB", 4, 14),
    ("IE", 4, 14),
    ("IT", 1, 22),
    ("NL", 4, 10),
    ("GR", 0, 23),
)


def iban(rng: Random) -> str:
    """An IBAN with its check digits."""
    country, head, count = rng.choice(_IBANS)
    bban = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=head)) + "".join(rng.choices("0123456789", k=count))
    value = "".join(str(int(c, 36)) for c in f"{bban}{country}00")
    return f"{country}{98 - int(value) % 97:02}{bban}"


_SOUNDEX = {c: str(d) for d, group in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for c in group}


def soundex(name: str) -> str:
    """American Soundex.

    >>> soundex("Tymczak"), soundex("Pfister"), soundex("Lee")
    ('T522', 'P236', 'L000')
    """
    folded = [c for c in letters(name) if c.isascii()]
    code, last = folded[0].upper(), _SOUNDEX.get(folded[0], "")
    for c in folded[1:]:
        digit = _SOUNDEX.get(c, "")
        if digit and digit != last:
            code += digit
        if c not in "hw":
            last = digit
    return (code + "000")[:4]


# "A" a letter, "#" a digit, "?" either; the states whose numbers carry the surname are below.
_SHAPES = {
    "NY": "#########", "CT": "0########", "RI": "#######", "NH": "NHL########", "ME": "#######", "VT": "########",
    "PA": "########", "TX": "########", "CA": "A#######", "GA": "#########", "NC": "########", "VA": "A########",
    "OH": "AA######", "AZ": "A########", "CO": "#########", "WA": "WDL?????????",
}  # fmt: skip
_FIXED = {"NH": 3, "WA": 3}
_CODED = {"FL": 13, "IL": 12, "MI": 13, "MD": 13, "MN": 13, "WI": 14}
OTHER_STATES = (*_SHAPES, *_CODED, "NJ")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def license_number(rng: Random, state: str, who: Person) -> str:
    """A driver's license of the state."""
    if state == "MA":
        return f"S{digits(rng, 8)}" if rng.random() < 0.6 else f"SA{digits(rng, 7)}"
    if state in _CODED:
        code = soundex(who.surname)
        return code + digits(rng, _CODED[state] - len(code))
    if state == "NJ":
        return letters(who.surname)[0].upper() + digits(rng, 14)
    shape, fixed = _SHAPES[state], _FIXED.get(state, 0)
    pools = {"A": _LETTERS, "#": "123456789", "?": _LETTERS + "0123456789"}
    return shape[:fixed] + "".join(rng.choice(pools.get(mark, mark)) for mark in shape[fixed:])
