"""The tables of the accuracy bench: a count stands beside every rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from accuracy.score import Found, Score, Verdict
from accuracy.truth import ELSEWHERE, PERSONAL, Item

_CORNER = f"  {'expected / reported':<22}"
BARS = {True: (0.99, 0.98), False: (0.95, 0.95)}  # structured or not: recall, precision
CLASSES = (PERSONAL, ELSEWHERE, "review", "element_only", "test_value", "none")
_COLUMNS = (*CLASSES, "wrong person")
_SHORT = {
    PERSONAL: "PI",
    ELSEWHERE: "non_res",
    "element_only": "elem_only",
    "test_value": "test",
    "wrong person": "wrong name",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """One when there is nothing to be wrong about."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:7.4f} {f'{self.part}/{self.whole}':>11}" if self.whole else f"{'-':>7} {'':>11}"


@dataclass(frozen=True, slots=True)
class Line:
    """Recall and precision of personal information in one group."""

    name: str
    recall: Rate
    precision: Rate

    def __str__(self) -> str:
        return f"  {self.name:<22} {self.recall}   {self.precision}"


def grouped(
    score: Score, of_verdict: Callable[[Verdict], str], of_false: Callable[[Found, Item | None], str]
) -> list[Line]:
    """Recall and precision by a property."""
    due = Counter(of_verdict(v) for v in score.verdicts if v.expected.classification == PERSONAL)
    hits = Counter(of_verdict(v) for v in score.verdicts if v.hit)
    false = Counter(of_false(*one) for one in score.false)
    names = sorted(due | false, key=lambda name: (-due[name], name))
    return [Line(n, Rate(hits[n], due[n]), Rate(hits[n], hits[n] + false[n])) for n in names]


def totals(score: Score) -> list[Line]:
    """Structured data, free text, and both."""
    free = {False: "free text", True: "structured"}
    both = grouped(score, lambda v: free[v.item.structured], lambda f, i: free[_structured(f, i, score)])
    return [*both, *(grouped(score, lambda _: "all", lambda *_: "all") or [Line("all", Rate(0, 0), Rate(0, 0))])]


def _structured(found: Found, item: Item | None, score: Score) -> bool:
    if item:
        return item.structured
    return next((v.item.structured for v in score.verdicts if v.item.file == found.file), False)


def by_class(score: Score) -> Iterator[str]:
    """Recall and precision of each class: same number, same class, right person where one is named."""
    for name in CLASSES[:-1]:
        mine = [v for v in score.verdicts if v.expected.classification == name]
        right = sum(v.class_right and (not v.expected.person or v.reported == "none" or v.person_right) for v in mine)
        told = sum(v.got is not None and v.got.classification == name for v in score.verdicts)
        told += sum(f.classification == name for f in _unmatched(score))
        said = sum(v.got is not None and v.got.classification == name and v.class_right for v in mine)
        yield str(Line(_SHORT.get(name, name), Rate(right, len(mine)), Rate(said, told)))


def _unmatched(score: Score) -> list[Found]:
    """What the report tells of numbers that are not in the truth."""
    matched = {id(v.got) for v in score.verdicts}
    return [f for f, _ in (*score.extra, *score.false) if id(f) not in matched]


def confusion(score: Score) -> Iterator[str]:
    """Expected class by reported class, numbers."""
    yield _CORNER + "".join(f"{_SHORT.get(c, c):>11}" for c in _COLUMNS)
    table = Counter((v.expected.classification, v.reported) for v in score.verdicts)
    table.update(("none", found.classification) for found in _unmatched(score))
    for row in CLASSES:
        yield f"  {_SHORT.get(row, row):<22}" + "".join(f"{table[row, c] or '.':>11}" for c in _COLUMNS)


def residency(score: Score) -> Iterator[str]:
    """Of what was found rightly: where the person lives, expected by reported."""
    table = Counter((v.expected.residency, v.got.residency) for v in score.verdicts if v.hit and v.got)
    columns = ("massachusetts", "unknown", "elsewhere")
    yield _CORNER + "".join(f"{c:>15}" for c in columns)
    for row in (*columns, "any"):
        yield f"  {row:<22}" + "".join(f"{table[row, c] or '.':>15}" for c in columns)


def places(score: Score) -> str:
    """How many numbers stand where the report says."""
    told = [v.place_right for v in score.verdicts if v.got]
    wrong = [v for v in score.verdicts if v.place_right is False]
    where = f"; the first in {wrong[0].item.file}" if wrong else ""
    return f"places: {told.count(True)} right, {len(wrong)} wrong, {told.count(None)} not compared{where}"


def missed_bars(score: Score) -> list[str]:
    """The bars of personal information that are not reached."""
    out = []
    for line in totals(score)[:-1]:
        recall, precision = BARS[line.name == "structured"]
        for what, rate, bar in (("recall", line.recall, recall), ("precision", line.precision, precision)):
            if rate.value < bar:
                out.append(f"{what} in {line.name} {rate.value:.4f} < {bar}")
    if score.unread:
        out.append(f"{len(score.unread)} files not read to the end")
    return out


def tables(score: Score) -> Iterator[str]:
    """All of them."""

    def part(title: str, lines: list[Line]) -> Iterator[str]:
        yield f"\n{title:<24} {'recall':>7} {'found/due':>11}   {'precis.':>7} {'right/told':>11}"
        yield from map(str, lines)

    yield from part("personal information", totals(score))
    yield from part("by kind", grouped(score, lambda v: v.number.kind, lambda f, _: f.kind))
    yield from part(
        "by container",
        grouped(score, lambda v: v.item.container, lambda f, i: i.container if i else f.file.split("/")[0]),
    )
    yield from part("by form of the name", grouped(score, lambda v: v.expected.form, lambda _, i: _first(i, "form")))
    yield from part("by kind of name", grouped(score, lambda v: v.expected.trait, lambda _, i: _first(i, "trait")))
    yield f"\n{'by class':<24} {'recall':>7} {'right/due':>11}   {'precis.':>7} {'right/told':>11}"
    yield from by_class(score)
    yield "\nclasses"
    yield from confusion(score)
    yield "\nresidency of what was found"
    yield from residency(score)
    yield "\n" + places(score)


def _first(item: Item | None, what: str) -> str:
    named = [one for one in item.expected if one.person] if item else []
    return str(getattr(named[0], what)) if named else "(no such person)"


def worst(score: Score) -> Iterator[str]:
    """Templates by what they lose and make up."""
    lost = Counter(v.item.template for v in score.verdicts if v.expected.classification == PERSONAL and not v.hit)
    false = Counter(item.template if item else f"? {found.file}" for found, item in score.false)
    due = Counter(v.item.template for v in score.verdicts if v.expected.classification == PERSONAL)
    for name, _ in (lost + false).most_common():
        yield f"  lost {lost[name]:>4} of {due[name]:<4} made up {false[name]:>4}   {name!r}"
