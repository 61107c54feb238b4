"""The lines of the corpus: prose, orders, events, logs, and the dense export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bulk import CARD_BARE, CARD_GROUPED, DIGIT, HEX, SSN_DASHED, Line

sys.path.insert(0, str(Path(__file__).parent.parent / "fixtures"))
from company.people import ELSEWHERE, GIVEN, STREETS, SURNAMES, TOWNS

SPARSE = 48 * 1024  # one planted person in so many bytes
BLOCK = 2 << 20
TURN = 64 * 1024  # of each kind in turn, in the interleaved file

PERSONAL, ELSEWHERE_CLASS = "personal_information", "non_resident"
_SSN_HERE = ((PERSONAL, "ssn"),)
_CARD_HERE = ((PERSONAL, "payment_card"),)

ORDERS_HEAD = "order_id,placed,customer,street,city,state,zip,item,trace,total,card_number\n"
DENSE_HEAD = "first_name,last_name,street,city,state,zip,phone,email,ssn,card_number,balance,updated\n"

_COMMON = """
the of and to in for that with this from report meeting review quarter delivery warehouse customer price
schedule contract team site order plan budget project supplier shipment result change note agreed until
before after between about under over will may can should must has was were been open closed late early
"""
_WORDS = _COMMON.split()

Lines = Iterator[Line]


def _id(rng: Random, count: int) -> str:
    return str(rng.randrange(1, 10)) + DIGIT * (count - 1)


def _uuid() -> str:
    return f"{HEX * 8}-{HEX * 4}-4{HEX * 3}-a{HEX * 3}-{HEX * 12}"


def _name(rng: Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def _address(rng: Random, *, local: bool) -> tuple[str, str, str, str]:
    """Street, town, state, ZIP code."""
    street = f"{rng.randrange(1, 900)} {rng.choice(STREETS)} Street"
    if local:
        town, code = rng.choice(TOWNS)
        return street, town, "MA", code
    return street, *rng.choice(ELSEWHERE)


def _stamp(rng: Random) -> str:
    date = f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return f"{date}T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}"


def prose(rng: Random) -> Lines:
    """Letters and minutes, one paragraph a line, with an empty line between."""
    while True:
        words = [rng.choice(_WORDS) for _ in range(rng.randrange(25, 90))]
        for at in range(0, len(words), rng.randrange(9, 16)):
            words[at] = words[at].capitalize()
            words[at - 1] += "."
        extra = (
            f"{_name(rng)} of {rng.choice(TOWNS)[0]}",
            f"{_id(rng, 6)} units",
            f"ref. {_id(rng, 5)}-{DIGIT * 3}",
        )
        words.insert(rng.randrange(len(words)), rng.choice(extra))
        yield Line(" ".join(words))
        yield Line("")


def prose_person(rng: Random) -> Line:
    """A paragraph about somebody."""
    street, town, state, code = _address(rng, local=True)
    where = f"{street}, {town}, {state} {code}"
    return Line(f"Please note that {_name(rng)}, SSN {SSN_DASHED}, of {where}, has changed banks.\n", _SSN_HERE)


def _order(rng: Random, card: str, *, local: bool) -> str:
    street, town, state, code = _address(rng, local=local)
    return (
        f"{_id(rng, 9)},{_stamp(rng)},{_name(rng)},{street},{town},{state},{code},"
        f"SKU-{DIGIT * 5}-{DIGIT * 2},{_uuid()},{rng.randrange(900)}.{DIGIT * 2},{card}"
    )


def orders(rng: Random) -> Lines:
    """Rows of orders, paid by something that is no card number."""
    while True:
        yield Line(_order(rng, "", local=rng.random() < 0.8))


def order_with_card(rng: Random) -> Line:
    """A row with a card; some of the people live elsewhere."""
    local = rng.random() < 0.75
    mark = PERSONAL if local else ELSEWHERE_CLASS
    return Line(_order(rng, CARD_BARE, local=local), ((mark, "payment_card"),))


def order_in_text(rng: Random) -> Line:
    """The same where there is no header to say what the number is: in groups, as cards are written."""
    return Line(_order(rng, CARD_GROUPED, local=True), _CARD_HERE)


def events(rng: Random) -> Lines:
    """JSON lines with stamps in milliseconds, floats, and identifiers of nine digits."""
    while True:
        place = f'"lat": 42.{DIGIT * 13}, "lon": -71.{DIGIT * 13}'
        kind = f'"kind": "{rng.choice(_WORDS)}", "trace": "{_uuid()}", "load": 0.{DIGIT * 16}'
        yield Line(f'{{"ts": 17{DIGIT * 11}, "id": {_id(rng, 9)}, {place}, {kind}, "n": {_id(rng, 5)}}}')


def event_with_person(rng: Random) -> Line:
    """An event that carries somebody."""
    return Line(
        f'{{"ts": 17{DIGIT * 11}, "id": {_id(rng, 9)}, "kind": "signup", "user": {{"name": "{_name(rng)}", '
        f'"ssn": "{SSN_DASHED}"}}}}',
        _SSN_HERE,
    )


def log(rng: Random) -> Lines:
    """Log lines: addresses, stamps, UUIDs, identifiers of 63 bits."""
    while True:
        head = f"{_stamp(rng)}.{DIGIT * 6}Z"
        address = f"10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}"
        yield Line(f"{head} INFO request={_uuid()} from={address} took={DIGIT * 3}ms n={_id(rng, 7)}")
        page = f"user={_id(rng, 9)} page=/o/{_id(rng, 9)}"
        yield Line(f"{head} DEBUG span={_id(rng, 19)} parent={_id(rng, 19)} {page}")
        yield Line(f"{head} WARN retry at=17{DIGIT * 11} sha1={HEX * 40} build={DIGIT * 6}")


def log_leak(rng: Random) -> Line:
    """A log line that says too much."""
    return Line(f'{_stamp(rng)}.{DIGIT * 6}Z WARN payload name="{_name(rng)}" ssn={SSN_DASHED} retry=1', _SSN_HERE)


def dense(rng: Random) -> Lines:
    """An export with a Social Security number and a card on every row of about 155 bytes."""
    while True:
        local = rng.random() < 0.7
        street, town, state, code = _address(rng, local=local)
        mark = PERSONAL if local else ELSEWHERE_CLASS
        person = f"{rng.choice(GIVEN)},{rng.choice(SURNAMES)},{street},{town},{state},{code}"
        contact = f"617-555-01{DIGIT * 2},m{DIGIT * 8}@example.com"
        rest = f"{rng.randrange(1, 90_000)}.{DIGIT * 2},{_stamp(rng)}Z"
        yield Line(
            f"{person},{contact},{SSN_DASHED},{CARD_BARE},{rest}",
            ((mark, "ssn"), (mark, "payment_card")),
        )


def people(rng: Random) -> Lines:
    """JSON lines with a Social Security number and a card in every object of about 260 bytes."""
    while True:
        local = rng.random() < 0.7
        street, town, state, code = _address(rng, local=local)
        mark = PERSONAL if local else ELSEWHERE_CLASS
        values = {
            "first_name": rng.choice(GIVEN),
            "last_name": rng.choice(SURNAMES),
            "street": street,
            "city": town,
            "state": state,
            "zip": code,
            "phone": f"617-555-01{DIGIT * 2}",
            "ssn": SSN_DASHED,
            "card_number": CARD_BARE,
            "updated": f"{_stamp(rng)}Z",
        }
        row = ", ".join(f'"{key}": "{value}"' for key, value in values.items())
        yield Line(f'{{"id": {_id(rng, 6)}, {row}}}', ((mark, "ssn"), (mark, "payment_card")))


def told(rng: Random) -> Lines:
    """Log lines with a name and a Social Security number in each of about 120 bytes, of two messages."""
    while True:
        local = rng.random() < 0.7
        _, town, state, _ = _address(rng, local=local)
        name = f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"
        mark = PERSONAL if local else ELSEWHERE_CLASS
        beside = f'city="{town}" state={state}' if rng.random() < 0.5 else f"state={state} took={DIGIT * 2}ms"
        yield Line(
            f"{_stamp(rng)} INFO  c.e.hr.Members - saved name={name} ssn={SSN_DASHED} {beside} id={_id(rng, 6)}",
            ((mark, "ssn"),),
        )


def take(lines: Lines, person: Callable[[Random], Line] | None, size: int, rng: Random) -> list[Line]:
    """Lines of about `size` bytes; a planted person in the middle of each 48 KiB, and at least one."""
    out: list[Line] = []
    done = 0
    due = min(SPARSE, size) // 2
    while done < size:
        line = next(lines)
        if person and done >= due:
            line = person(rng)
            due += SPARSE
        out.append(line)
        done += len(line.text.encode()) + 1
    return out


def interleaved(size: int, rng: Random, *, busy: bool) -> list[Line]:
    """All four kinds, a turn of each after the other; a person in every turn (`busy`), or in one turn of four."""
    kinds = (
        (prose(rng), prose_person),
        (orders(rng), order_in_text),
        (events(rng), event_with_person),
        (log(rng), log_leak),
    )
    out: list[Line] = []
    turn = min(TURN, max(size // 4, 1))
    for lap in range(max(1, size // (4 * turn))):
        for index, (lines, person) in enumerate(kinds):
            out += take(lines, person if busy or index == lap % 4 else None, turn, rng)
            out.append(Line(""))
    return out
