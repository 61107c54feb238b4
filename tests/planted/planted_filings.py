"""Files as they are filed with the SSA, the IRS and the states: a person in each record, at fixed places."""

from __future__ import annotations

from collections.abc import Callable

from people import owner
from planted import Case, Plant

Fields = dict[int, str]
"""Text by its first place in a record, from 1."""


def record(size: int, fields: Fields) -> str:
    """A record of that size."""
    out = [" "] * size
    for first, text in fields.items():
        out[first - 1 : first - 1 + len(text)] = text
    assert len(out) == size
    return "".join(out)


def wages(ssn: int, name: int, home: int, number: str, whose: str) -> Fields:
    """A person of EFW2: where the number, the given name and the address begin."""
    given, surname = whose.upper().split()
    return {
        ssn: number.replace("-", ""),
        name: given,
        name + 30: surname,
        home: "12 ELM ST",
        home + 22: "LOWELL",
        home + 44: "MA01852",
    }


def payee(number: str, whose: str, *, since_2023: bool = False, surname_first: bool = False, kind: str = "2") -> Fields:
    """The B record of a payee."""
    given, surname = whose.upper().split()
    name = f"{surname} {given}" if surname_first else f"{given} {surname}"
    amounts = "0" * (216 if since_2023 else 192)
    return {
        1: "B2024",
        7: surname[:4],
        11: kind,
        12: number.replace("-", ""),
        55: amounts,
        288 if since_2023 else 248: name,
        368: "12 ELM ST",
        448: "LOWELL",
        488: "MA01852",
    }


def efw2(*people: Fields) -> list[Fields]:
    """A whole file."""
    return [{1: "RA123456789PIN"}, {1: "RE2024 123456789", 40: "ACME TOOLS INC"}, *people, {1: "RT0000003"}, {1: "RF"}]


def pub_1220(*people: Fields) -> list[Fields]:
    """The same of payees."""
    return [{1: "T2024 123456789TCC01"}, {1: "A2024 123456789"}, *people, {1: "C00000001"}, {1: "F00000001"}]


def _place(end: str, number: int, first: int) -> str:
    return f"line {number} › column {first}" if end else f"row {number} › column 1 (ssn)"


def _file(
    size: int, end: str, make: Callable[[Callable[[str, int, int], str]], list[Fields]]
) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        def number(name: str, line: int, first: int) -> str:
            return plant(name, _place(end, line, first))

        return (end.join(record(size, fields) for fields in make(number)) + end).encode()

    return build


Number = Callable[[str, int, int], str]


def _efw2(number: Number) -> list[Fields]:
    first = number("RW", 3, 3)
    second = number("RS", 4, 10)
    return efw2(
        {1: "RW", **wages(3, 12, 88, first, owner(first))},
        {1: "RS25MASS", **wages(10, 19, 95, second, owner(second))},
    )


def _efw2c(number: Number) -> list[Fields]:
    wrong, right, state = number("RCW as told", 3, 4), number("RCW as it is", 3, 13), number("RCS", 4, 20)
    told = wages(4, 22, 144, wrong, owner(wrong))
    now = wages(13, 72, 144, right, owner(right))
    return [
        {1: "RCA123456789"},
        {1: "RCE2024123456789"},
        {1: "RCW", **told, **now},
        {1: "RCS25MASS", **wages(20, 79, 151, state, owner(state))},
        {1: "RCT0000001"},
        {1: "RCF"},
    ]


def _1099(number: Number) -> list[Fields]:
    one, two = number("B until 2022", 3, 12), number("B since 2023, surname first", 4, 12)
    return pub_1220(payee(one, owner(one)), payee(two, owner(two), since_2023=True, surname_first=True))


def _icesa(number: Number) -> list[Fields]:
    one, two = number("S", 3, 2), number("S, the next", 4, 2)
    people = []
    for ssn in (one, two):
        given, surname = owner(ssn).upper().split()
        people.append({1: "S" + ssn.replace("-", ""), 11: surname, 31: given, 44: "25", 64: "00000000500000"})
    return [{1: "A2024123456789UTAX"}, {1: "E2024123456789"}, *people, {1: "T0000002"}]


def _w4(number: Number) -> list[Fields]:
    people = []
    for line, name in enumerate(("W4", "W4, the next"), 1):
        ssn = number(name, line, 3)
        given, surname = owner(ssn).upper().split()
        people.append(
            {1: "W4" + ssn.replace("-", ""), 12: given, 44: surname, 74: "12 ELM ST", 194: "LOWELL", 219: "MA01852"}
        )
    return people


def _ssnvs(number: Number) -> list[Fields]:
    people = []
    for line, name in enumerate(("number to be verified", "the next"), 1):
        ssn = number(name, line, 1)
        given, surname = owner(ssn).upper().split()
        people.append({1: ssn.replace("-", "") + "TPV214", 16: surname, 29: given, 46: "03141970", 124: "ACME000"})
    return people


def consumer(number: str, whose: str, at: int = 0) -> Fields:
    """A consumer of Metro 2: of the base segment, or of one that begins `at` characters into the record."""
    given, surname = whose.upper().split()
    ssn, first, last = (at + 70, at + 29, at + 4) if at else (298, 257, 232)
    return {last: surname, first: given, ssn: number.replace("-", "") + "031419709785550100"}


def metro_2(*people: Fields) -> list[Fields]:
    """A whole file; what is alike in all records is added."""
    base = {5: "1", 73: "R18", 76: "01012010", 330: "12 ELM ST", 394: "LOWELL", 414: "MA01852    "}
    return [
        {1: "0726HEADER", 80: "ACME CREDIT UNION"},
        *({1: "0726", **base, **one} for one in people),
        {1: "0726TRAILER000000002"},
    ]


def _metro_2(number: Number) -> list[Fields]:
    one, joint, other = number("base segment", 2, 298), number("J1", 2, 426 + 70), number("J2", 2, 526 + 70)
    alone = number("the next record", 3, 298)
    first = {**consumer(one, owner(one)), 427: "J1", **consumer(joint, owner(joint), 426), 527: "J2"}
    first |= {**consumer(other, owner(other), 526), 526 + 102: "1 PINE RD", 526 + 166: "NASHUA", 526 + 186: "NH03060"}
    return metro_2(first, consumer(alone, owner(alone)))


def applicant(number: str, whose: str, *, joint: bool = False) -> Fields:
    """Who applies for a mortgage."""
    given, surname = whose.upper().split()
    return {1: "03AQZ" if joint else "03ABW", 6: number.replace("-", ""), 15: given, 85: surname, 152: "19700314"}


def home_of(number: str, kind: str = "ZG") -> Fields:
    """Where an applicant lives, or has lived."""
    return {1: "03C" + number.replace("-", "") + kind, 15: "12 ELM ST", 65: "LOWELL", 100: "MA01852"}


def asset_of(number: str, account: str) -> Fields:
    """What an applicant has at a bank."""
    return {1: "06C" + number.replace("-", "") + "03 ", 16: "ACME BANK", 132: account, 162: "14500.00"}


def debt_of(number: str, account: str) -> Fields:
    """What an applicant owes."""
    return {1: "06L" + number.replace("-", "") + "M ", 15: "ACME BANK", 131: account, 161: "1903.00"}


def application(*records: Fields) -> list[Fields]:
    """A whole file."""
    begin = [{1: "EH ", 34: "20240315"}, {1: "TH T100099-002"}, {1: "TPI1.00 01"}, {1: "000  1  3.20  W"}, {1: "00AN"}]
    return [*begin, *records, {1: "TT T100099-002"}, {1: "ET 001"}]


def _application(number: Number) -> list[Fields]:
    one, two = number("03A", 6, 6), number("03A, the next", 7, 6)
    return application(
        applicant(one, owner(one)),
        applicant(two, owner(two), joint=True),
        home_of(one),
        home_of(two),
        home_of(two, "F4"),
    )


def naupa(*owners: Fields) -> list[Fields]:
    """A whole report; what is alike in all records is added."""
    told = {305: "AC01", 309: "0000012345", 319: "AP", 450: "SAVINGS ACCOUNT"}
    return [
        {1: "1041234567", 13: "2026", 60: "ACME CREDIT UNION", 200: "CHRIS CLERK"},
        *({**told, **owner} for owner in owners),
        {1: "9000002", 8: "0000024690"},
    ]


def owner_of_property(number: str, whose: str, sequence: int, code: str = "2") -> Fields:
    """The record of an owner, of a property or further."""
    given, surname = whose.upper().split()
    return {
        1: f"{code}{sequence:06}NM{surname}",
        50: given,
        116: "12 ELM ST",
        206: "LOWELL",
        236: "MIDDLESEX",
        256: "MA01852    USA" + number.replace("-", ""),
        281: "19700314",
    }


def _naupa(number: Number) -> list[Fields]:
    one, more, two = number("owner", 2, 270), number("further owner", 3, 270), number("the next property", 4, 270)
    return naupa(
        owner_of_property(one, owner(one), 1),
        owner_of_property(more, owner(more), 1, "3"),
        owner_of_property(two, owner(two), 2),
    )


def packed(number: int, size: int) -> bytes:
    """Digits by halves of bytes, and a sign."""
    return bytes.fromhex(f"{number:0{size}}c")


def metro_2_packed(
    *people: tuple[str, str], code: str = "latin-1", blocked: bool = False, binary: bool = False
) -> bytes:
    """A whole file, the second consumer of each account in a segment."""

    def told(number: int, size: int) -> bytes:
        return number.to_bytes((size + 2) // 2, "big") if binary else packed(number, size)

    records = [f"{'HEADER':<75}{'ACME CREDIT UNION':<287}".encode(code)]
    for ssn, whose in people:
        given, surname = whose.upper().split()
        records.append(
            b"".join(
                (
                    "1".encode(code) + packed(1012026101010, 15) + f"{'':<23}{'ACCT':<30}R18".encode(code),
                    packed(1012010, 9) + told(500, 9) + told(600, 9) + "001M".encode(code) + told(20, 9) * 2,
                    f"110{'B' * 24}    ".encode(code) + told(300, 9) * 3 + packed(1012020, 9) * 4 + b" " * 18,
                    f"{surname:<25}{given:<20}{'':<21}".encode(code) + told(int(ssn.replace("-", "")), 9),
                    packed(3141970, 9)
                    + told(9785550100, 11)
                    + f"1  US{'12 ELM ST':<64}{'LOWELL':<20}MA01852    YO".encode(code),
                )
            )
        )
    records.append(f"{'TRAILER':<362}".encode(code))
    out = b"".join((len(one) + 4).to_bytes(2, "big") + b"\0\0" + one for one in records)
    return (len(out) + 4).to_bytes(2, "big") + b"\0\0" + out if blocked else out


def _packed(plant: Plant) -> bytes:
    one = plant("base segment, packed", "row 2 › column 2 (ssn)")
    two = plant("the next record", "row 3 › column 2 (ssn)")
    return metro_2_packed((one, owner(one)), (two, owner(two)))


CASES = [
    Case("credit reporting", "Metro 2, packed", "METRO2.DAT", _packed),
    Case("unclaimed property", "NAUPA", "NAUPA.txt", _file(625, "\r\n", _naupa)),
    Case("unclaimed property", "NAUPA without line ends", "NAUPA", _file(625, "", _naupa)),
    Case("loan application", "1003", "1003.fnm", _file(250, "\r\n", _application)),
    Case("credit reporting", "Metro 2", "METRO2.txt", _file(726, "\n", _metro_2)),
    Case("tax filing", "W-4 of new hires", "newhire.txt", _file(801, "\r\n", _w4)),
    Case("tax filing", "SSNVS", "verify.txt", _file(130, "\r\n", _ssnvs)),
    Case("tax filing", "EFW2", "W2REPORT.txt", _file(512, "\r\n", _efw2)),
    Case("tax filing", "EFW2 without line ends", "W2REPORT", _file(512, "", _efw2)),
    Case("tax filing", "EFW2C", "W2C.txt", _file(1024, "\r\n", _efw2c)),
    Case("tax filing", "Publication 1220", "IRSTAX.txt", _file(750, "\n", _1099)),
    Case("tax filing", "Publication 1220 without line ends", "IRSTAX", _file(750, "", _1099)),
    Case("tax filing", "ICESA", "wages.dat", _file(275, "\r\n", _icesa)),
]
