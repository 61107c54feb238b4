"""Compare our tables of card networks and licence shapes with those of other projects, and print where they differ.

    python benchmarks/oracles.py

The other tables come from npm (credit-card-type, usdl-regex, driver-license-validator, all MIT), fetched into a
temporary folder, never kept. A difference is no fault by itself: the others may be wrong, older, or lenient on purpose.
`oracle_reasons.py` says why each one is, and it is printed with its reason. Exit code 1 where one has none, 2 where npm
or node is missing.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import oracle_reasons

from piiscan.detectors import license_shapes, payment_card

LENGTHS = range(12, 20)
NEW = "NEW: nobody has said why"
NAMES = {"american-express": "amex", "diners-club": "diners"}  # theirs, ours
CARDS = """
const cards = require(process.argv[1]);
console.log(JSON.stringify(Object.values(cards.types).map(type => cards.getTypeInfo(type))));
"""
LICENCES = """
import(process.argv[1]).then(module => console.log(JSON.stringify(Object.fromEntries(Object.entries(module.US_DL)
    .map(([state, shapes]) => [state, shapes.map(shape => shape.regex.source).join("|")])))));
"""


class Range(NamedTuple):
    """Prefixes of one network, as strings of equal length, and its lengths."""

    name: str
    low: str
    high: str
    lengths: tuple[int, ...]

    def takes(self, number: str) -> bool:
        """Whether a number is of this range."""
        return self.low <= number[: len(self.low)] <= self.high and len(number) in self.lengths


def fetch(package: str, folder: Path) -> Path:
    """The unpacked package."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / package
    with tarfile.open(folder / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def node(script: str, argument: Path) -> Any:  # noqa: ANN401 - whatever JSON says
    """What a script prints, as JSON."""
    command = ["node", "-e", script, str(argument)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def fetch_all(folder: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
    """The card networks, and by package the pattern of every state's licences."""
    cards = node(CARDS, fetch("credit-card-type", folder) / "dist" / "index.js")
    usdl = json.loads((fetch("usdl-regex", folder) / "regex.json").read_text(encoding="utf-8"))
    source = fetch("driver-license-validator", folder) / "dist" / "regex" / "us-dl.js"
    validator = node(LICENCES, source.rename(source.with_suffix(".mjs")))  # it does not say that it is a module
    rules = {state: entry["rule"] for state, entry in usdl.items()}
    return cards, {"usdl-regex": rules, "driver-license-validator": validator}


def their_ranges(types: Iterable[dict[str, Any]]) -> list[Range]:
    """The table of credit-card-type."""
    out = []
    for info in types:
        name = NAMES.get(info["type"], info["type"])
        for pattern in info["patterns"]:
            low, high = pattern if isinstance(pattern, list) else (pattern, pattern)
            out.append(Range(name, str(low), str(high), tuple(info["lengths"])))
    return out


def samples(ranges: Iterable[Range]) -> Iterator[str]:
    """Prefixes of eight digits at both ends of every range, inside and outside."""
    seen = set()
    for row in ranges:
        scale = 10 ** (8 - len(row.low))
        low, high = int(row.low) * scale, (int(row.high) + 1) * scale - 1
        seen.update(value for value in (low - 1, low, (low + high) // 2, high, high + 1) if 10**7 <= value < 10**8)
    yield from map(str, sorted(seen))


def compare_cards(theirs: list[Range]) -> dict[tuple[str, str, str], dict[str, set[int]]]:
    """(difference, their network, ours) to prefixes with lengths. The longest prefix of theirs names the card."""
    ours = [Range(row.name, str(row.low), str(row.high), row.lengths) for row in payment_card.NETWORKS]
    out: dict[tuple[str, str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for prefix, length in product(samples([*theirs, *ours]), LENGTHS):
        number = prefix.ljust(length, "0")
        named = sorted((row for row in theirs if row.takes(number)), key=lambda row: len(row.low))
        mine = payment_card.network(number)
        their = named[-1].name if named else None
        if their and not mine:
            out["theirs only", their, "-"][prefix].add(length)
        elif mine and not their:
            sure = payment_card.network(number, vague=False)
            out["ours only" if sure else "ours only, and beside a label", "-", mine][prefix].add(length)
        elif mine and their and mine not in {row.name for row in named}:
            out["another name", their, mine][prefix].add(length)
        elif mine and their and their != "maestro" and not payment_card.network(number, vague=False):
            out["ours beside a label only", their, mine][prefix].add(length)
    return out


def masks() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Shapes of licences, A for a letter and N for a digit, each with the texts that stand for it."""
    for head, first, middle, last in product(range(4), range(20), range(4), range(7)):
        if (middle == 0 and last) or not first:
            continue
        letters = ["A", "E", "H", "R", "S", "V", "X"]
        texts = [f"{letter * head}{'1' * first}{letter * middle}{'1' * last}" for letter in letters]
        texts += [f"{start}{'1' * first}{'A' * middle}{'1' * last}" for start in ("SA", "WDL") if len(start) == head]
        texts.append("0" + texts[0][1:] if not head else texts[0])
        yield "A" * head + "N" * first + "A" * middle + "N" * last, tuple(dict.fromkeys(texts))


def short(mask: str) -> str:
    """A mask with its runs counted.

    >>> short("ANNNNNNNN")
    'AN8'
    """
    return re.sub(r"(.)\1+", lambda run: f"{run[1]}{len(run[0])}", mask)


def compare_licences(theirs: dict[str, str], ours: dict[str, str]) -> Iterator[str]:
    """For every state the shapes that only one of two tables has; both are patterns for the whole number."""
    everything = list(masks())
    for state in sorted(theirs.keys() | ours.keys()):
        if state not in theirs or state not in ours:
            yield f"{state}: only {'theirs' if state in theirs else 'ours'}"
            continue
        shapes = [
            {mask for mask, texts in everything if any(re.fullmatch(table[state], text) for text in texts)}
            for table in (theirs, ours)
        ]
        only = [sorted(shapes[0] - shapes[1], key=len), sorted(shapes[1] - shapes[0], key=len)]
        pairs = zip(("theirs", "ours"), only, strict=True)
        told = [f"{whose} {' '.join(map(short, shapes))}" for whose, shapes in pairs if shapes]
        if told:
            yield f"{state}: " + "; ".join(told)


_TOKEN = re.compile(r"'(?P<text>[A-Z0-9]+)'|(?P<class>[ANX])|(?P<rest>\{[\d,]+\}|[?|])")
_CLASSES = {"A": "[A-Z]", "N": "[0-9]", "X": "[A-Z0-9]"}


def pattern(shapes: Iterable[str]) -> str:
    """Shapes as our table writes them, as one pattern.

    >>> pattern(("'S'N{8}", "N{9}"))
    'S[0-9]{8}|[0-9]{9}'
    """
    tokens = _TOKEN.finditer("|".join(shapes))
    return "".join(token["text"] or _CLASSES.get(token["class"]) or token["rest"] for token in tokens)


def our_shapes() -> dict[str, str]:
    """Our table of licences, by state."""
    return {state: pattern(shapes) for state, shapes in license_shapes.SHAPES.items()}


def print_cards(differences: dict[tuple[str, str, str], dict[str, set[int]]], most: int) -> int:
    """A line for each pair of names that differ and the reason for it; the number of prefixes without one."""
    new = 0
    for (kind, their, mine), prefixes in sorted(differences.items()):
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for prefix, found in prefixes.items():
            reason = oracle_reasons.of_card(kind, their, mine, prefix)
            new += not reason
            groups[",".join(map(str, sorted(found))), reason or NEW].append(prefix)
        for (lengths, reason), group in groups.items():
            more = f" and {len(group) - most} more" if len(group) > most else ""
            print(f"  {kind}: theirs {their}, ours {mine}, length {lengths}: {' '.join(group[:most])}{more}")
            print(f"      {reason}")
    return new


def print_licences(package: str, lines: Iterable[str]) -> int:
    """The lines that differ with the reason for each; the number of those without one."""
    new = 0
    for line in lines:
        reason = oracle_reasons.of_licence(package, line)
        new += not reason
        print(f"  {line}\n      {reason or NEW}")
    return new


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--most", type=int, default=4, help="prefixes to show of one difference (default: %(default)s)")
    options = parser.parse_args()
    missing = [program for program in ("npm", "node") if shutil.which(program) is None]
    if missing:
        print(f"not here: {', '.join(missing)}; there is nothing to compare with", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        try:
            cards, tables = fetch_all(Path(temporary))
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(error.cmd[:2])} failed: {error.stderr.strip()}", file=sys.stderr)
            return 2
    print("card networks, credit-card-type (the longest prefix of theirs names the card):")
    new = print_cards(compare_cards(their_ranges(cards)), options.most)
    ours = our_shapes()
    for name, theirs in tables.items():
        print(f"licence shapes, {name} (A a letter, N a digit, with counts):")
        new += print_licences(name, compare_licences(theirs, ours))
    print(f"{new} differences without a reason")
    return int(new > 0)


if __name__ == "__main__":
    sys.exit(main())
