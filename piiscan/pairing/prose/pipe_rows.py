"""Rows of a table drawn in running text, with bars: Markdown, and what database clients print.

A rule (`|---|`, `+---+`) parts the header from the rows. A row is a record: its name and where that person lives are
told by the headers, and nothing outside of it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from piiscan.detectors.header_words import NAME_HALVES, NUMBER_KINDS
from piiscan.detectors.labels import Role, column_role
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.residence.evidence import Evidence, city_evidence, state_evidence, zip_evidence
from piiscan.pairing.unit import person_of

_RULE = later(r"\s*+(?:[|+]\s*+)?:?-{2,}+:?\s*+(?:[|+]\s*+:?-{2,}+:?\s*+)++(?:[|+]\s*+)?")
_MOST_ROWS = 60
_REACH = 3000  # bytes between a row and its header
_KEPT = 64
_FEWEST = 2  # columns
_READERS: dict[str, Callable[[str], Evidence | None]] = {
    "zip": zip_evidence,
    "state": state_evidence,
    "city": city_evidence,
}


class Row(NamedTuple):
    """Whom a row names, and what it says of where the person lives."""

    person: Person | None
    residence: list[Evidence]


class PipeRows:
    """The rows of tables in one segment."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._headers: dict[int, list[Role | None] | None] = {}

    def of(self, line: Line, column: int) -> Row | None:
        """What a line says as a row with the header of its table, for a number at a character; None: it is no row."""
        if line.text.count("|") < _FEWEST - 1 or is_rule(line.text):
            return None
        roles = self._header(line)
        cells = _cells(line.text)
        if roles is None or len(cells) != len(roles):
            return None
        at = next((index for index, (start, text) in enumerate(cells) if start <= column <= start + len(text)), -1)
        own = roles[at] if at >= 0 else None
        return _read(cells, roles, own.group if own is not None else "")

    def _header(self, line: Line) -> list[Role | None] | None:
        """The meaning of the columns of the table that a line is in."""
        above, top = self._lines.before(line), line
        passed = 0
        while above is not None and passed < _MOST_ROWS and line.start - above.start < _REACH:
            if above.start in self._headers:
                return self._headers[above.start]
            if is_rule(above.text):
                head = self._lines.before(above)
                roles = None
                if head is not None and head.text.count("|") >= _FEWEST - 1:
                    roles = [column_role(text.strip(" *_`")) for _, text in _cells(head.text)]
                if len(self._headers) >= _KEPT:
                    self._headers.clear()
                self._headers[above.start] = roles
                return roles
            if "|" not in above.text:
                break
            top = above
            above = self._lines.before(top)
            passed += 1
        return _without_rule(top.text) if top is not line and passed < _MOST_ROWS else None


def _without_rule(text: str) -> list[Role | None] | None:
    """The meaning of columns whose titles no rule parts from the rows, as in the examples of a Gherkin scenario.

    It has to have titles for a name and for a number, and is then a header of nothing else.
    """
    roles = [column_role(title.strip(" *_`")) for _, title in _cells(text)]
    kinds = {role.kind for role in roles if role is not None}
    return roles if kinds & NUMBER_KINDS and kinds & {"name.full", *NAME_HALVES} else None


def is_rule(text: str) -> bool:
    """Whether a line parts the header of a table from its rows.

    >>> is_rule("|---|:--:|"), is_rule("| 1 | 2 |")
    (True, False)
    """
    return _RULE.fullmatch(text) is not None


def _cells(text: str) -> list[tuple[int, str]]:
    """Where the cells of a row begin, and what is in them."""
    body = text.rstrip()
    start = len(body) - len(body.lstrip())
    start += body[start : start + 1] == "|"
    end = len(body) - (body.endswith("|") and len(body) > start)
    found = []
    for cell in body[start:end].split("|"):
        found.append((start, cell))
        start += len(cell) + 1
    return found


def _read(cells: list[tuple[int, str]], roles: list[Role | None], group: str) -> Row:
    """The person and residency of a row, of a group of columns where that has a name of its own."""
    named: dict[str, dict[str, str]] = {}
    residence: list[Evidence] = []
    for (start, text), role in zip(cells, roles, strict=True):
        said = text.strip(" \t*_`")
        if role is None or not said:
            continue
        if role.kind.startswith("name."):
            named.setdefault(role.group, {}).setdefault(role.kind, said)
        elif role.kind in _READERS and role.group in {"", group}:
            evidence = _READERS[role.kind](said)
            if evidence is not None:
                residence.append(evidence._replace(start=start, end=start + len(text)))
    parts = named.get(group) or named.get("") or next(iter(named.values()), {})
    return Row(_person(parts), residence)


def _person(parts: dict[str, str]) -> Person | None:
    if "name.full" in parts:
        said = parts["name.full"]
        name = names.parse_name(said, labelled=True)
        return person_of(name, said, "column:name", grade=Grade.STRONG) if name is not None else None
    if parts.keys() >= NAME_HALVES:
        name = names.parse_parts(parts["name.given"], parts["name.surname"])
        shown = f"{parts['name.given']} {parts['name.surname']}"
        if name is not None:
            return Person(shown, names.normal(name), Grade.STRONG, ("column:name", *name.evidence))
    return None
