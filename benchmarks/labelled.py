"""Score a scan by labelled samples of other projects: recall by kind, and what was reported that should not be.

    python benchmarks/labelled.py [--misses] [FOLDER]

Without a folder the sets of `labelled_sets.py` are fetched by pip, scored and deleted.

`labels.jsonl` in a folder says what is in its files, one number a line: {file, kind, value, name?, neg?, invalid?}.
`neg`: no such number, or one of a kind that 17.02 does not name; it must not be reported as personal
information. `invalid`: made-up digits that no rule accepts, said so or seen here; counted apart. What has neither a
label nor groups is weak by the law of SPEC 2: counted by the scan and not listed, so the table tells how many of the
kind were weak in these files. A file is known by the end of its path.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import labelled_sets

KINDS = {  # of labels, and what reports call them; routing numbers, ITINs and the like are none that 17.02 names
    "ssn": "ssn",
    "card": "payment_card",
    "account": "financial_account",
    "iban": "financial_account",
    "license": "drivers_license",
}
PERSONAL = "personal_information"
FEWEST_DIGITS = 7  # of the part of a labelled account that is the account


@dataclass(frozen=True)
class Label:
    """One line of a labels.jsonl."""

    set: str  # the folder
    file: str
    kind: str
    value: str
    name: str | None
    negative: bool
    invalid: bool
    line: int  # in that labels.jsonl

    @property
    def sort(self) -> str:
        """What kind of label it is, nothing for the usual one."""
        return "negative" if self.negative else "invalid" if self.invalid else ""


class Found(NamedTuple):
    """One element that a scan reported."""

    path: Path
    line: int | None
    kind: str
    classification: str
    person: str | None

    def of(self, name: str | None) -> bool:
        """Whether it was given to a person of that name."""
        words = set((self.person or "").casefold().replace(",", " ").split())
        return name is not None and words.issuperset(name.casefold().split())

    def written(self, value: str) -> bool:
        """Whether the value stands there as labelled: 1112-23333 is not 111-22-3333, found elsewhere in the file."""
        if self.line is None:
            return True
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            return any(number == self.line and value in line for number, line in enumerate(lines, 1))


def plain(value: str) -> str:
    """A number without what people put between its digits."""
    return re.sub(r"[\s.\-/~]", "", value).upper()


def is_impossible(kind: str, value: str) -> bool:
    """Whether what another project labels, by its position or to test one of its rules, is no such number at all.

    >>> is_impossible("card", "5421"), is_impossible("iban", "NL71RABO0123456789"), is_impossible("account", "ACXXXX01")
    (True, True, True)
    """
    text = plain(value)
    match kind:
        case "card":
            return not 12 <= len(text) <= 19  # ISO/IEC 7812-1
        case "iban":
            return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 != 1
        case "account":
            masked = "XXXX" in text.rpartition("/")[2]
            return masked or sum(map(str.isdigit, text)) < 4 or len(text) > 34 + len("UBRTHUHB")
    return False


def spellings(label: Label) -> set[str]:
    """How a labelled number may be told: of an account also without the bank before it and the currency behind it."""
    whole = {plain(label.value)}
    if label.kind != "account":
        return whole
    parts = [plain(part) for part in re.split(r"[/ ~]", label.value)]
    last = [part for part in parts if sum(map(str.isdigit, part)) >= FEWEST_DIGITS][-1:]
    return whole | {re.sub(r"(?<=\d)[A-Z]{3}$", "", number) for number in (*last, *whole)}


def read_labels(folder: Path) -> Iterator[Label]:
    """The labels below a folder."""
    for file in sorted(folder.rglob("labels.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            entry = json.loads(line)
            negative = bool(entry.get("neg"))
            impossible = not negative and is_impossible(entry["kind"], entry["value"])
            flags = (negative, bool(entry.get("invalid")) or impossible)
            what = (entry["file"], entry["kind"], entry["value"], entry.get("name"))
            yield Label(file.parent.name, *what, *flags, number)


def without_contradictions(labels: list[Label]) -> list[Label]:
    """Without negatives that are labelled as numbers in the same file: valid, and refused by an option there."""
    positive = {(label.file, plain(label.value)) for label in labels if not label.negative}
    return [label for label in labels if not label.negative or (label.file, plain(label.value)) not in positive]


def scan(folder: Path, report: Path) -> list[dict[str, Any]]:
    """The records of a scan, with the values; the labels themselves are left out."""
    command = [sys.executable, "-m", "piiscan", "scan", "-f", "jsonl", "-o", str(report), "--reveal", "--quiet"]
    command += ["--max-findings-per-file", "0", "--exclude", "labels.jsonl", str(folder)]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(report.parent)}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode not in {0, 1, 3}:
        sys.exit(f"piiscan ended with {done.returncode}")
    with report.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def reported(records: Iterable[dict[str, Any]]) -> dict[str, list[Found]]:
    """What was listed, by the plain value."""
    out: dict[str, list[Found]] = defaultdict(list)
    for record in records:
        if record["type"] == "finding":
            person = record["person"]["name"] if record["person"] else None
            path = Path(record["root"], record["file"])
            for element in record["elements"]:
                found = Found(path, element["location"]["line"], element["kind"], record["classification"], person)
                out[plain(element["value"])].append(found)
    return out


def match(label: Label, found: dict[str, list[Found]]) -> Found | None:
    """What a scan says of a labelled number: the same value of the same kind in that file, the gravest class first."""
    wanted = KINDS.get(label.kind, label.kind)
    here = [
        entry
        for spelled in sorted(spellings(label))
        for entry in found.get(spelled, ())
        if str(entry.path).endswith("/" + label.file)
        and (entry.written(label.value) if label.negative else entry.kind == wanted)
    ]
    return min(here, key=lambda entry: (entry.classification != PERSONAL, entry.classification), default=None)


def weak(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How many of each kind were too weak to be listed, by the path of the file."""
    outcomes = (record for record in records if record["type"] == "outcome")
    return {f"/{record['file']}": record["counts"].get("weak", {}) for record in outcomes}


def print_table(labels: list[Label], verdicts: list[Found | None], unlisted: dict[str, dict[str, int]]) -> None:
    """A line for each set and kind."""
    head = ("labelled", "with name", "found", "its person", "recall")
    print(f"{'set':<20}{'kind':<10}{'':<9}" + "".join(f"{title:>11}" for title in head) + "  classes")
    groups: dict[tuple[str, str, str], list[tuple[Label, Found | None]]] = defaultdict(list)
    for label, found in zip(labels, verdicts, strict=True):
        groups[label.set, label.kind, label.sort].append((label, found))
    for (where, kind, what), pairs in sorted(groups.items()):
        classes = Counter(found.classification for _, found in pairs if found)
        named = sum(label.name is not None for label, _ in pairs)
        hits = classes.total()
        person = sum(found is not None and found.of(label.name) for label, found in pairs)
        rate = f"{hits / len(pairs):.3f}" if not what and kind in KINDS else ""
        told = ", ".join(f"{number} {name}" for name, number in classes.most_common())
        if not what and kind in KINDS:
            ends = tuple({f"/{label.file}" for label, _ in pairs})
            files = [path for path in unlisted if path.endswith(ends)]
            faint = sum(unlisted[path].get(KINDS[kind], 0) for path in files)
            told += f"{', ' if told else ''}{faint} weak" if faint else ""
        print(f"{where:<20}{kind:<10}{what:<9}{len(pairs):>11}{named:>11}{hits:>11}{person:>11}{rate:>11}  {told}")


def print_misses(labels: list[Label], verdicts: list[Found | None]) -> None:
    """What was not found, and negatives that were: by file, with the lines of labels.jsonl, no values."""
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for label, found in zip(labels, verdicts, strict=True):
        if (found is None) != label.negative and not (found is None and label.invalid):
            person = " of a person" if label.name else ""
            told = found.classification if found else "not found"
            lines[label.set, label.file, f"{label.sort} {label.kind}{person}".strip(), told].append(label.line)
    for (where, file, kind, told), numbers in lines.items():
        print(f"  {where} {file}: {len(numbers)} {kind}, {told}; labels {numbers[0]} to {numbers[-1]}")


def main() -> int:
    """The command: 1 if a negative was reported as personal information, 2 if nothing could be fetched."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="default: the sets of labelled_sets.py, fetched by pip")
    parser.add_argument("--misses", action="store_true", help="list what was not found, and negatives that were")
    options = parser.parse_args()
    if options.folder is not None:
        return score(options.folder, misses=options.misses)
    with tempfile.TemporaryDirectory() as folder:
        try:
            labelled_sets.write(Path(folder))
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(map(str, error.cmd[:4]))} failed: nothing to score", file=sys.stderr)
            return 2
        return score(Path(folder), misses=options.misses)


def score(folder: Path, *, misses: bool) -> int:
    """Scan what is labelled below a folder and print how it was found."""
    everything = list(read_labels(folder))
    if not everything:
        sys.exit(f"no labels.jsonl below {folder}")
    labels = without_contradictions(everything)
    with tempfile.TemporaryDirectory() as temporary:  # values are in this report: it must not stay
        records = scan(folder, Path(temporary) / "report.jsonl")
    found = reported(records)
    verdicts = [match(label, found) for label in labels]
    print_table(labels, verdicts, weak(records))
    if misses:
        print_misses(labels, verdicts)
    wrong = sum(
        verdict is not None and label.negative and verdict.classification == PERSONAL
        for label, verdict in zip(labels, verdicts, strict=True)
    )
    listed = Counter(record["classification"] for record in records if record["type"] == "finding")
    left_out = len(everything) - len(labels)
    print(f"\n{len(labels)} labels, {left_out} left out (negatives labelled as numbers too)")
    print(f"{wrong} negatives as personal information")
    print("all that the scan listed: " + ", ".join(f"{number} {name}" for name, number in listed.most_common()))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
