"""Records in every layout: the same persons and numbers under titles, keys and labels in any order, and whose each is.

    python benchmarks/accuracy/layouts.py [--seed 1] [--records 600] [--keep FOLDER] [--show 20]

Where the sets of templates ask how well papers are read that somebody wrote, this asks whether anything depends on the
order of columns, on how their titles are spelled (acct_no, AcctNo, "Acct No"), on who else stands in the record, or on
what parts a label from its value. Every number is somebody's who is named in its record, and says what it is.
Exit code 1 where a number is said to be somebody else's, or fewer are right than `BAR`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from accuracy.people import Person, letters, person
from accuracy.places import Place, place
from accuracy.valid import card, digits, license_number, routing, ssn

BAR = 0.98
_MAIN = ("", "", "employee", "patient", "member", "borrower", "customer", "insured", "applicant", "student", "tenant")
_OTHERS = ("spouse", "co borrower", "dependent", "guarantor", "co applicant", "beneficiary")
_NAMES = (
    ("name",),
    ("full name",),
    ("first name", "last name"),
    ("last name", "first name"),
    ("surname", "given name"),
)
_NUMBERS = {
    "ssn": ("ssn", "ssn nbr", "soc sec no", "social security number", "ss no"),
    "drivers_license": ("dl number", "drivers license", "driver license number", "dl num"),
    "payment_card": ("card number", "credit card", "credit card no", "card no"),
    "financial_account": ("bank account number", "checking account", "direct deposit acct", "bank acct"),
}
_BESIDE = {
    "drivers_license": ("dl state", "license state"),
    "financial_account": ("routing number", "aba", "bank routing"),
}
_THINGS = ("record id", "invoice no", "phone", "dob", "hire date", "department", "amount", "ein", "status", "manager")


@dataclass(frozen=True, slots=True)
class Records:
    """Some records of one form: the words of their titles, the values, and the numbers with who has them, and where."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    truth: tuple[tuple[str, str, Person, str], ...]  # kind, number, whose, and where they live or ""


def records(rng: Random) -> Records:
    """Records of one or two persons each, with their numbers, an address and other things, in any order."""
    groups = [rng.choice(_MAIN), *([rng.choice(_OTHERS)] if rng.random() < 0.3 else [])]
    blocks: list[list[tuple[str, str, int]]] = []
    for who, group in enumerate(groups):
        kinds = rng.sample(sorted(_NUMBERS), rng.choice((1, 1, 2, 3))) if not who else ["ssn"]
        blocks.append([(f"{group} {part}".strip(), part, who) for part in rng.choice(_NAMES)])
        for kind in kinds:
            block = [(f"{group} {rng.choice(_NUMBERS[kind])}".strip(), kind, who)]
            if kind in _BESIDE:
                beside = rng.choice(_BESIDE[kind])
                block.insert(rng.randrange(2), (f"{group} {beside}".strip(), beside, who))
            blocks.append(block)
    home = rng.choice((("home state",), ("address", "city", "state", "zip"), ("city", "state", "zip"), ()))
    blocks.append([(title, title, 0) for title in home])
    blocks.extend([(title, title, 0)] for title in rng.sample(_THINGS, rng.randrange(4)))
    if rng.random() < 0.6:
        rng.shuffle(blocks)
    columns = [column for block in blocks for column in block]
    rows, truth = [], []
    for number in range(rng.choice((1, 2, 3, 8))):
        row, found = _record(rng, columns, len(groups), number)
        rows.append(row)
        truth += [(kind, value, who, lives if home else "") for kind, value, who, lives in found]
    return Records(tuple(title for title, _, _ in columns), tuple(rows), tuple(truth))


_Found = list[tuple[str, str, Person, str]]


def _record(
    rng: Random, columns: Sequence[tuple[str, str, int]], count: int, number: int
) -> tuple[tuple[str, ...], _Found]:
    """One record, and its numbers."""
    persons = [person(rng) for _ in range(count)]
    while count > 1 and letters(persons[0].surname) == letters(persons[1].surname):
        persons[1] = person(rng)
    licensed = any(kind == "drivers_license" for _, kind, _ in columns)  # a license of Massachusetts speaks for a home
    where = place(rng, "massachusetts" if licensed or rng.random() < 0.7 else "elsewhere", plus4=False)
    values, found = [], []
    for _, kind, who in columns:
        values.append(_value(rng, kind, persons[who], where, number))
        if kind in _NUMBERS:
            found.append((kind, values[-1], persons[who], where.home))
    return tuple(values), found


def _value(rng: Random, kind: str, who: Person, where: Place, number: int) -> str:
    """What stands under a title."""
    made: dict[str, Callable[[], str]] = {
        "name": lambda: who.written("First Last"),
        "full name": lambda: who.written("First Last"),
        "first name": lambda: who.given,
        "given name": lambda: who.given,
        "last name": lambda: who.surname,
        "surname": lambda: who.surname,
        "ssn": lambda: ssn(rng),
        "drivers_license": lambda: license_number(rng, "MA", who),
        "payment_card": lambda: card(rng),
        "financial_account": lambda: digits(rng, rng.randrange(9, 12)),
        "dl state": lambda: "MA",
        "license state": lambda: "MA",
        "home state": lambda: where.state,
        "state": lambda: where.state,
        "address": lambda: where.street,
        "city": lambda: where.city,
        "zip": lambda: where.zip,
        "record id": lambda: str(number + 1),
        "invoice no": lambda: digits(rng, 9),
        "phone": lambda: f"617-555-01{rng.randrange(10, 99)}",
        "dob": lambda: f"{rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}/{rng.randrange(1950, 2004)}",
        "hire date": lambda: f"20{rng.randrange(12, 26)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        "department": lambda: rng.choice(("Sales", "Finance", "Operations")),
        "amount": lambda: f"{rng.randrange(10, 9000)}.{rng.randrange(100):02}",
        "ein": lambda: f"04-{digits(rng, 7)}",
        "status": lambda: rng.choice(("ok", "open", "closed")),
        "manager": lambda: person(rng).written("First Last"),
    }
    return made.get(kind, lambda: routing(rng))()


SPELLINGS: dict[str, Callable[[str], str]] = {
    "words": str,
    "Title": str.title,
    "CAPITALS": str.upper,
    "snake": lambda title: title.replace(" ", "_"),
    "SNAKE": lambda title: title.replace(" ", "_").upper(),
    "camel": lambda title: title[0] + title.title().replace(" ", "")[1:],
}
Write = Callable[[Sequence[str], Sequence[Sequence[str]]], str]


def _parted(mark: str) -> Write:
    def write(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=mark, lineterminator="\n").writerows([titles, *rows])
        return out.getvalue()

    return write


def _fields(line: str, between: str = "\n") -> Write:
    def write(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        width = max(map(len, titles))
        said = ("".join(line.format(t, v, width) for t, v in zip(titles, row, strict=True)) for row in rows)
        return between.join(said)

    return write


def _aligned(gap: str, ruler: str = "") -> Write:
    def write(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        lines = [titles, *rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
        said = [gap.join(f"{cell:<{w}}" for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines]
        return "\n".join([said[0], *([gap.join(ruler * w for w in widths)] if ruler else []), *said[1:]]) + "\n"

    return write


def _objects(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return json.dumps([dict(zip(titles, row, strict=True)) for row in rows], indent=1)


def _statements(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def quoted(row: Sequence[str]) -> str:
        return ", ".join("'" + cell.replace("'", "''") + "'" for cell in row)

    columns = ", ".join(title.replace(" ", "_") for title in titles)
    start = f"INSERT INTO people ({columns}) VALUES"
    return "".join(f"{start} ({quoted(row)});\n" for row in rows)


def _web(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in [titles, *rows])
    return f"<html><body><table>{''.join(lines)}</table></body></html>"


def _bars(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |\n" for row in [titles, *rows]]
    return "".join([lines[0], "|" + "---|" * len(titles) + "\n", *lines[1:]])


def _log(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    keys = [title.replace(" ", "_") for title in titles]
    said = (" ".join(f'{key}="{cell}"' for key, cell in zip(keys, row, strict=True)) for row in rows)
    return "".join(f"2026-03-04T10:11:{at % 60:02}Z INFO {line}\n" for at, line in enumerate(said))


LAYOUTS: dict[str, tuple[str, Write]] = {
    "CSV": ("csv", _parted(",")),
    "tabs": ("tsv", _parted("\t")),
    "bars": ("txt", _parted("|")),
    "JSON": ("json", _objects),
    "SQL": ("sql", _statements),
    "HTML": ("html", _web),
    "Markdown": ("md", _bars),
    "log": ("log", _log),
    "columns": ("txt", _aligned("  ")),
    "ruled columns": ("txt", _aligned("   ", "-")),
    "fields": ("txt", _fields("{0}: {1}\n")),
    "fields, rulers": ("txt", _fields("{0}: {1}\n", "-" * 40 + "\n")),
    "rows of MySQL": ("txt", _fields("{0:>{2}}: {1}\n", "*" * 27 + " 2. row " + "*" * 27 + "\n")),
    "bold fields": ("md", _fields("- **{0}**: {1}\n", "\n## Record\n\n")),
    "equals": ("txt", _fields("{0} = {1}\n")),
}


def written(rng: Random, count: int, folder: Path) -> Iterator[tuple[str, str, Records]]:
    """Write so many files of records; the name, layout and spelling, and truth of each."""
    for number in range(count):
        made = records(rng)
        layout, spelling = rng.choice(list(LAYOUTS)), rng.choice(list(SPELLINGS))
        ending, write = LAYOUTS[layout]
        titles = [SPELLINGS[spelling](title) for title in made.titles]
        name = f"{number:04}.{ending}"
        (folder / name).write_text(write(titles, made.rows), encoding="utf-8")
        yield name, f"{layout}, {spelling}", made


def judged(made: Records, findings: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """What became of each number of a file: right, or what is wrong; and what is found that is none."""
    told = {
        (element["kind"], letters_and_digits(element["value"])): finding
        for finding in findings
        for element in finding["elements"]
    }
    due = {(kind, letters_and_digits(value)) for kind, value, _, _ in made.truth}
    for kind, value, who, lives in made.truth:
        finding = told.get((kind, letters_and_digits(value)))
        name = letters((finding or {}).get("person", {}).get("name", "") if finding and finding["person"] else "")
        if finding is None:
            yield "missing", kind
        elif finding["classification"] not in {"personal_information", "non_resident"}:
            yield finding["classification"], kind
        elif letters(who.given) not in name or letters(who.surname) not in name:
            yield "somebody else", kind
        elif lives and finding["residency"] != lives:
            yield "residency", kind
        else:
            yield "right", kind
    yield from (("false", kind) for kind, value in told if (kind, value) not in due)


def letters_and_digits(value: str) -> str:
    """A number without what parts its groups.

    >>> letters_and_digits("010-94-0001")
    '010940001'
    """
    return "".join(filter(str.isalnum, value))


def scanned(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The findings of a scan of a folder, by file."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.json"
        options = ["-f", "json", "--reveal", "-q", "--max-findings-per-file", "0", "-o", str(report)]
        subprocess.run([sys.executable, "-m", "piiscan", "scan", str(folder), *options], check=False)
        found = defaultdict(list)  # without a report the next line says so
        for finding in json.loads(report.read_text(encoding="utf-8"))["findings"]:
            found[finding["file"]].append(finding)
        return found


def measured(seed: int, count: int, folder: Path, show: int = 0) -> Counter[str]:
    """Write and scan so many files; how many numbers ended how."""
    files = list(written(Random(seed), count, folder))
    found = scanned(folder)
    total: Counter[str] = Counter()
    for name, called, made in files:
        ends = Counter(judged(made, found.get(name, [])))
        wrong = {end: times for end, times in ends.items() if end[0] != "right"}
        for (end, _), times in ends.items():
            total[end] += times
        if wrong and show > 0:
            show -= 1
            print(name, called, list(made.titles), dict(wrong))
    return total


def main() -> int:
    """Print how the numbers ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=600, help="files")
    parser.add_argument("--keep", type=Path, help="write the files there, and leave them")
    parser.add_argument("--show", type=int, default=0, help="files in which something is wrong")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        total = measured(given.seed, given.records, folder, given.show)
    due = sum(times for end, times in total.items() if end != "false")
    print(f"{total['right']} of {due} numbers right ({total['right'] / due:.4f}): {dict(total)}")
    return int(total["somebody else"] > 0 or total["false"] > 0 or total["right"] < BAR * due)


if __name__ == "__main__":
    sys.exit(main())
