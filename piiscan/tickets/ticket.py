"""A ticket as every tracker gets it: an id, a title, sections of text, a date. Plain escaped text; no mark-up yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.reporters import words
from piiscan.reporters.html_text import many
from piiscan.severity import Grade
from piiscan.tickets.action import WORDS, Action, action, of_many
from piiscan.tickets.case import Case

DUE: Mapping[str, int] = {"critical": 7, "high": 14, "medium": 30, "low": 90}  # days after the scan

_MAYBE = "201 CMR 17.02 asks for a name together with one of these numbers: whether both are there is to be looked at"
_LAW = "201 CMR 17.02: a name together with one of these numbers is personal information of a resident of Massachusetts"


class Terms(Struct, frozen=True):
    """What the operator says of all tickets. `known`: the keys of those that are there already, by our ids."""

    due: Mapping[str, int] = field(default_factory=lambda: DUE)
    site: str = ""
    project: str = "PII"
    issue_type: str = "Task"
    labels: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    due_known: Mapping[str, str] = field(default_factory=dict)  # by our ids, where it was given with them
    transition: str = ""  # Jira's id of the one that closes an issue
    milestone: str = ""


_TOLD = ("decided", "resolved")
STATES = ("new", "open", "reopened", "closed")


class Section(NamedTuple):
    """A heading, and lines of a label (or "") and a text."""

    title: str
    lines: tuple[tuple[str, str], ...]


class Ticket(NamedTuple):
    """All that a tracker may want. `key`: the tracker's own, where the ticket is there already."""

    id: str
    key: str
    title: str
    sections: tuple[Section, ...]
    due: str  # in words; "" where it was set before, and nobody said as what
    date: str  # for the tracker's own field; "" leaves there what is there
    severity: Grade
    action: Action
    case: Case
    labels: tuple[str, ...]
    state: str  # one of STATES
    closed: str = ""  # why it is to be closed
    decided: bool = False  # closed by a mark: what it was about is still there


def ticket(case: Case, terms: Terms, *, had: bool | None = None, before: str = "") -> Ticket:
    """The ticket of a case. `had`: whether the scan before had it; None: nobody was asked. `before`: when due by that.

    One that is there is never put off: its date goes by the scan that made it, or is earlier.
    """
    own = identity(case, terms.site)
    key = terms.known.get(own, "")
    state = "open" if had or (key and had is None) else "reopened" if key else "new"
    grave, todo = case.grade(), _action(case)
    due = written = due_of(case, terms)
    if state == "open":
        first = terms.due_known.get(own, "")
        written = min(first, due) if first else due if due < before else ""
        due = min(filter(None, [first or before, due]), default="") if first or before else ""
    return Ticket(
        id=own,
        key=key,
        title=_title(case, terms),
        sections=tuple(_sections(case, grave, todo, terms.site)),
        due=due,
        date=written,
        severity=grave,
        action=todo,
        case=case,
        labels=("piiscan", f"severity-{grave.severity.word}", f"action-{todo.word}", *terms.labels),
        state=state,
    )


def _action(case: Case) -> Action:
    if case.files > 1 and case.todo:
        return of_many(case.todo, case.files)
    return action(case.duties, counts=bool(case.personal), history=bool(case.said("history")))


def closing(case: Case, terms: Terms, why: str, *, decided: bool) -> Ticket:
    """The ticket that closes that of a case of the scan before."""
    own, grave = identity(case, terms.site), case.grade()
    told = _TOLD[0] if decided else _TOLD[1]
    return Ticket(
        id=own,
        key=terms.known.get(own, ""),
        title=_title(case, terms),
        sections=(Section("To be closed", (("", why),)), Section("Where", tuple(_lines(_where(case, terms.site))))),
        due="",
        date="",
        severity=grave,
        action=Action("close", ("Close it: nothing is left to do",)),
        case=case,
        labels=("piiscan", f"severity-{grave.severity.word}", f"piiscan-{told}", *terms.labels),
        state="closed",
        closed=why,
        decided=decided,
    )


def outdated(ticket: Ticket) -> list[str]:
    """The labels of ours that a ticket may have from before, and that are not true any more."""
    severities = [f"severity-{word}" for word in DUE]
    return [
        label
        for label in (*severities, *(f"action-{word}" for word in WORDS), *(f"piiscan-{told}" for told in _TOLD))
        if label not in ticket.labels
    ]


def _title(case: Case, terms: Terms) -> str:
    return f"{_what(case)} in {_of(case)}{f' on {terms.site}' if terms.site else ''}"


def identity(case: Case, site: str) -> str:
    """The same in every run: of what the ticket is about and where that is, and nothing else."""
    return f"piiscan-{hashlib.sha256(json.dumps([site, case.by, case.key]).encode()).hexdigest()[:20]}"


def due_of(case: Case, terms: Terms) -> str:
    """When what a case is about is to be done, by its scan alone; "" for never."""
    try:
        days = timedelta(days=terms.due[case.grade().severity.word])
        return (date.fromisoformat(case.started[:10]) + days).isoformat()
    except (ValueError, OverflowError):  # a year that no calendar has
        return ""


def _what(case: Case) -> str:
    return "Personal information" if case.personal else "Possible personal information"


def _of(case: Case) -> str:
    return case.name if case.by == "file" else f"files of {case.name}" if case.by == "owner" else f"folder {case.name}"


def _sections(case: Case, grave: Grade, todo: Action, site: str) -> Iterator[Section]:
    yield Section("What to do", tuple(("", step) for step in todo.steps))
    yield Section("Where", tuple(_lines(_where(case, site))))
    yield Section("What", tuple(_lines(_counts(case))))
    yield Section(f"Samples, masked ({len(case.samples)} of {case.listed:,})", tuple(_samples(case)))
    duties = [(clause, fact) for clause, facts in sorted(case.duties.items()) for fact in facts]
    law = [("", _LAW if case.personal else _MAYBE)]
    yield Section("Why it counts", (*law, *((f"201 CMR {clause}", fact) for clause, fact in duties)))
    yield Section(f"Severity: {grave.text}", tuple(("", factor) for factor in grave.factors))
    if case.by != "file":
        worst = tuple(
            (f"{many(persons, 'person')}, {many(found, 'finding')}", name) for persons, found, name in case.worst
        )
        yield Section(f"Files ({len(worst)} of {case.files:,}, worst first)", worst)


def _where(case: Case, site: str) -> Iterator[tuple[str, str]]:
    yield "site", site
    yield case.by, case.where
    if case.by != "file":
        yield "files", f"{case.files:,}"
    if case.by != "owner":
        yield "owner", case.said("owner")
    yield "group", case.said("group")
    yield "mode", case.said("mode")
    yield "last change", case.modified
    yield "volume", case.said("volume")
    yield "lock", case.said("lock")
    yield "git history", case.said("history")


def _counts(case: Case) -> Iterator[tuple[str, str]]:
    for residency, text in words.RESIDENCIES.items():
        number = case.persons.get(residency, 0)
        yield f"persons, {text}", f"{number:,}" if number else ""
    for kind, number in sorted(case.kinds.items()):
        yield f"distinct numbers, {words.kind(kind)}", f"{number:,}" if number else ""
    for name, number in sorted(case.classes.items()):
        yield f"listed, {words.CLASSES.get(name, words.kind(name))}", f"{number:,}"


def _samples(case: Case) -> Iterator[tuple[str, str]]:
    for *_severity, what, where in case.samples:
        yield where, what


def _lines(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (pair for pair in pairs if pair[1])
