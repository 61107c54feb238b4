"""What was decided about findings, put together for people: as what, by whom, until when, and what it takes out of
the gate; marks that have expired, that say remediated of what is there, and that matched nothing.

Rule: decisions that are alike are one row with a few examples, and rows have a bound: the same memory for any stream.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field

from piiscan.reporters import words
from piiscan.reporters.terminal import clip, escape
from piiscan.tally import at_gate

ROWS = 200  # decisions told apart; beyond, the others are one
EXAMPLES = 5  # of each
_LONGEST = 200
_EXPIRED, _BACK, _OUT, _COUNTS, _MISSING = range(5)
STATES = (
    "expired: it counts again",
    "it is there again, and counts",
    "taken out of the gate",
    "counts as before",
    "matched nothing",
)

Record = Mapping[str, Any]


class Told(NamedTuple):
    """One decision, escaped. `warn`: it asks for somebody to look."""

    what: str
    by: str
    until: str
    state: str
    warn: bool


class Row(Struct):
    """How many findings one decision is about."""

    told: Told
    findings: int = 0
    out: int = 0  # of the gate
    examples: list[str] = field(default_factory=list)


class Marked(Struct):
    """The decisions that a stream shows."""

    findings: int = 0
    out: int = 0
    _rows: dict[tuple[int, Told], Row] = field(default_factory=dict)

    def take(self, finding: Record, options: Record, name: str) -> None:
        """Take in a finding. `options`: of the run, whose gate it is; `name`: of its file."""
        found = finding.get("mark")
        if not found:
            return
        kind = str(found["as"])
        state = _OUT if found["settled"] is True else _EXPIRED if found.get("expired") else _COUNTS
        if state == _COUNTS and kind == "remediated":
            state = _BACK
        out = state == _OUT and at_gate({**finding, "mark": None}, options)
        self.findings += 1
        self.out += out
        row = self._row(state, kind, str(found.get("by") or ""), str(found.get("expires") or ""))
        row.findings += 1
        row.out += out
        if len(row.examples) < EXAMPLES:
            where = " › ".join(filter(None, [name, words.place(finding)]))
            who = ", ".join(filter(None, [words.who(finding), words.numbers(finding)]))
            why = f" ({escape(str(found['reason']))})" if found.get("reason") else ""
            row.examples.append(clip(f"{where}: {who}{why}", _LONGEST))

    @property
    def again(self) -> int:
        """Findings that somebody has to decide about anew."""
        return sum(row.findings for (state, _), row in self._rows.items() if state < _OUT)

    def _row(self, state: int, kind: str, by: str, until: str) -> Row:
        what = words.OF_MARKS.get(kind) or words.kind(kind).replace("-", " ")
        told = _told(what, by, until, state, warn=state < _OUT)
        if (state, told) not in self._rows and len(self._rows) >= ROWS:
            told = Told("other marks", "several", "", STATES[state], state < _OUT)
        return self._rows.setdefault((state, told), Row(told))

    def rows(self, summary: Record) -> Iterator[Row]:
        """Those that ask for somebody to look come first; those that matched nothing last."""
        for _, row in sorted(self._rows.items(), key=lambda item: (item[0][0], -item[1].findings, item[0][1])):
            yield row
        yield from _missing(summary)

    def short(self, summary: Record) -> str:
        """How many there are and what that means for the gate; "" where nothing was decided."""
        used = summary.get("marks") or {}
        if not self.findings and not used.get("unmatched") and not used.get("known_unmatched"):
            return ""
        listed = f"{self.findings:,} finding{' has a mark' if self.findings == 1 else 's have a mark'}"
        return f"{listed}; {self.out:,} of them would be at or above the gate, and {_is(self.out)} taken out of it"


def _told(what: str, by: str, until: str, state: int, *, warn: bool) -> Told:
    what, by, until = (clip(escape(text), _LONGEST) for text in (what, by, until))
    return Told(what, by, until, STATES[state], warn)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _missing(summary: Record) -> Iterator[Row]:
    used = summary.get("marks")
    if not used or summary["interrupted"]:  # of what was not reached nothing is known
        return
    rows: dict[Told, Row] = {}
    for mark in used.get("missing", ()):
        what = words.kind(mark["as"]).replace("-", " ")
        told = _told(what, mark["by"], mark.get("expires", ""), _MISSING, warn=True)
        row = rows.setdefault(told, Row(told))
        if len(row.examples) < EXAMPLES:
            where = f" in {escape(mark['file'])}" if mark.get("file") else ""
            row.examples.append(clip(f"the mark of {mark['id'][:8]}{where}", _LONGEST))
    yield from rows.values()
    more = len(used["unmatched"]) - len(used.get("missing", ()))
    if more > 0:
        said = f"{more:,} mark{'' if more == 1 else 's'}{' more' if rows else ''}"
        yield Row(Told(said, "", "", STATES[_MISSING], warn=True))
    if used["known_unmatched"]:
        said = f"{used['known_unmatched']:,} of an earlier report"
        yield Row(Told(said, "", "", "gone: they were in the baseline, and are not found any more", warn=False))
