"""What stands in the files of `formats.py`: rows and sentences with a person in every twentieth, seeded, all invented.

The numbers are of areas and groups that had not been given out when the SSA closed its list (see
`../fixtures/company/people.py`), 23,998 of each area.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

HEADER = ("id", "first_name", "last_name", "street", "city", "state", "zip", "amount", "updated", "remark")
EVERY = 20  # rows to a person with a number
_GIVEN = ("Maria", "John", "Linda", "David", "Susan", "James", "Karen", "Robert", "Nancy", "Thomas")
_SURNAMES = ("Lopez", "Murphy", "Nguyen", "Sullivan", "Silva", "Johnson", "Walsh", "Baptiste", "Cohen", "Kelly")
_STREETS = ("Elm Street", "Maple Avenue", "Pleasant Street", "School Road", "Mill Lane")
_TOWNS = (("Boston", "02118"), ("Lowell", "01852"), ("Lynn", "01902"), ("Worcester", "01604"), ("Quincy", "02169"))
_REMARKS = ("shipped", "on hold", "returned by carrier", "paid in full", "")
_PROSE = (
    "Batch {0} of the minutes was read and nothing was decided; the next meeting is in room {1}.",
    "The parcel of order {0} was weighed at {1} grams and left the warehouse on time.",
    "Revision {0} of the drawing replaces sheet {1}, and the supplier has been told.",
)


def planted(rows: int) -> int:
    """How many of so many rows or sentences have a number."""
    return len(range(0, rows, EVERY))


def number(at: int) -> str:
    """The number of the person in row `at`."""
    nth = at // EVERY
    area, rest = divmod(nth, 2 * 9999)
    return f"{10 + area % 12:03}-{(96, 98)[rest // 9999]}-{rest % 9999 + 1:04}"


def rows(count: int, seed: int = 1) -> Iterator[tuple[int, str, str, str, str, str, str, float, str, str]]:
    """So many rows, as `HEADER` names their cells."""
    rng = Random(seed)
    for at in range(count):
        town, code = _TOWNS[rng.randrange(5)]
        remark = _REMARKS[rng.randrange(5)] if at % EVERY else f"SSN {number(at)}"
        yield (
            100000 + at,
            _GIVEN[rng.randrange(10)],
            _SURNAMES[rng.randrange(10)],
            f"{rng.randrange(1, 999)} {_STREETS[rng.randrange(5)]}",
            town,
            "MA",
            code,
            rng.randrange(10**6) / 100,
            f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
            remark,
        )


def sentences(count: int, seed: int = 1) -> Iterator[str]:
    """So many sentences."""
    rng = Random(seed)
    for at in range(count):
        if at % EVERY:
            yield _PROSE[rng.randrange(3)].format(rng.randrange(10**5), rng.randrange(10**3))
        else:
            town, code = _TOWNS[rng.randrange(5)]
            name = f"{_GIVEN[rng.randrange(10)]} {_SURNAMES[rng.randrange(10)]}"
            yield f"{name}, SSN {number(at)}, {rng.randrange(1, 999)} {_STREETS[rng.randrange(5)]}, {town}, MA {code}."


def table_text(count: int) -> bytes:
    """The rows as CSV."""
    lines = [",".join(HEADER), *(",".join(map(str, row)) for row in rows(count))]
    return "\n".join(lines).encode() + b"\n"


def prose(count: int) -> str:
    """The sentences, one a line."""
    return "".join(f"{line}\n" for line in sentences(count))
