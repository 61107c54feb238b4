"""The office files of the corpus: workbooks, letters, PDFs, mails, archives, by what writes the fixtures."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

from bulk import Tally
from lines import ELSEWHERE_CLASS, PERSONAL

sys.path.insert(0, str(Path(__file__).parent.parent / "fixtures"))
from company.archives import zip_of
from company.mail import message
from company.office import Sheet, letter, workbook
from company.pdf import flow, pdf
from company.people import People, Person, dashed
from company.share import delimited


def _workbook(people: list[Person], rng: Random) -> bytes:
    head = ["Last name", "First name", "SSN", "Street", "City", "State", "ZIP", "Badge"]
    rows = [[p.surname, p.given, dashed(p.ssn), p.street, p.town, p.state, p.zip, rng.randrange(10**9)] for p in people]
    filler = [[f"S{rng.randrange(10**8):08}", rng.randrange(10**9), rng.random()] for _ in range(500)]
    return workbook(Sheet("Staff", [head, *rows]), Sheet("Parts", [["Part", "Lot", "Rate"], *filler]))


def _letter(people: list[Person], rng: Random) -> bytes:
    body = [f"Batch {rng.randrange(10**9)}, page {at} of the minutes; nothing was decided." for at in range(40)]
    grid = [["Name", "SSN", "City", "State"], *([p.name, dashed(p.ssn), p.town, p.state] for p in people)]
    return letter(body, heading="Enrolment", table=grid)


def _pdf(people: list[Person], rng: Random) -> bytes:
    pages = []
    for at, p in enumerate(people):
        text = [f"Section {at}.{line}: lot {rng.randrange(10**9)} passed." for line in range(30)]
        pages.append(flow([*text, f"Name: {p.name}", f"SSN: {dashed(p.ssn)}", f"Address: {p.address}"]))
    return pdf(pages, rng.randbytes(16))


def _table(people: list[Person]) -> bytes:
    rows = [[p.name, dashed(p.ssn), p.town, p.state, p.zip] for p in people]
    return delimited(["name", "ssn", "city", "state", "zip"], rows).encode()


def _mail(people: list[Person], rng: Random) -> bytes:
    text = "".join(f"Line {at}: parcel {rng.randrange(10**12)} arrived.\n" for at in range(30))
    parts = [("text/plain", "", text.encode()), ("text/csv", "list.csv", _table(people))]
    return message("list", parts)


def _archive(people: list[Person], rng: Random) -> bytes:
    log = "".join(f"{at} span={rng.getrandbits(63)} n={rng.randrange(10**9)}\n" for at in range(2000))
    return zip_of({"app.log": log, "people.csv": _table(people)})


# What writes it, how many of a hundred files, and how many people are in each.
_KINDS = (
    ("xlsx", _workbook, 25, 40),
    ("docx", _letter, 25, 6),
    ("pdf", _pdf, 25, 5),
    ("eml", _mail, 15, 20),
    ("zip", _archive, 10, 60),
)

_NAMES = 9000  # people of different names


def write_documents(root: Path, count: int, seed: int) -> Tally:
    """Write about `count` files into `root`."""
    rng = Random(seed)
    people, named = People(rng), 0
    tally = Tally(planted=Counter())
    for suffix, write, share, inside in _KINDS:
        for at in range(max(1, count * share // 100)):
            if named + inside > _NAMES:  # of twice as many one would soon look for the next for ever
                people, named = People(rng), 0
            named += inside
            group = people.many(inside, latin=True)
            path = root / suffix / f"{at:04}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            tally.bytes += path.write_bytes(write(group, rng))
            tally.files += 1
            for person in group:
                tally.planted[PERSONAL if person.local else ELSEWHERE_CLASS, "ssn"] += 1
    return tally
