"""JUnit XML, as every CI shows it: a test suite for each root, a test case for each file.

A file with a finding at the gate of the scan has failed, one that could not be read is an error, one that was left out
or needs a key is skipped. A suite says at its head how many of them it has, so its cases wait in a temporary file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from typing import IO, Any
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from msgspec import Struct, field

from piiscan.reporters import words
from piiscan.reporters.parts import spooled
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Standing
from piiscan.tally import at_gate, by_file, is_gap

FINDINGS = 100  # told of one file; the others are counted

Record = Mapping[str, Any]


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Write a suite when its root is done."""
    with spooled() as spool:
        run: Record = {}
        suite = _Suite("", spool)
        for file in by_file(records):
            its: _Case | None = None
            for record in file:
                match record["type"]:
                    case "run":
                        run = record
                        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="piiscan">\n')
                    case "summary":
                        suite.write(run, out)
                        out.write("</testsuites>\n")
                    case _:
                        if record["root"] != suite.root:
                            suite.write(run, out)
                            suite = _Suite(record["root"], spool)
                        its = its or _Case(words.file_name(record))
                        its.add(record, run["options"])
            if its is not None:
                suite.add(its)


class _Case(Struct):
    """A file: the first of its findings at the gate, the number of all, and why something of it was not read."""

    name: str
    lines: list[str] = field(default_factory=list)
    caught: int = 0
    gaps: list[str] = field(default_factory=list)
    left_out: str = ""
    unread: int = 0
    standing: Standing = field(default_factory=Standing)

    def add(self, record: Record, options: Record) -> None:
        self.standing.take(record)
        if record["type"] == "finding":
            if at_gate(record, options):
                self.caught += 1
                if len(self.lines) < FINDINGS:
                    self.lines.append(_line(record))
        elif words.unread(record):
            inside = words.container(record)
            why = (f"{inside}: " if inside else "") + words.why_unread(record)
            if not is_gap(record):
                self.left_out = self.left_out or why
                return
            self.unread += 1
            if len(self.gaps) < FINDINGS:
                self.gaps.append(why)

    def write(self, out: IO[str], classname: str) -> None:
        out.write(f"<testcase classname={quoteattr(classname)} name={quoteattr(self.name)}")
        if not (self.caught or self.unread or self.left_out):
            out.write("/>\n")
            return
        out.write(">\n")
        if self.caught:
            why = escape(self.standing.grade().text)
            out.write(_result("failure", "finding", f"{_many(self.caught, 'finding')}; {why}", self.lines, self.caught))
        if self.unread:
            message = self.gaps[0] if self.unread == 1 else _many(self.unread, "part") + " not read"
            out.write(_result("error", "not read", message, self.gaps, self.unread))
        if self.left_out and not self.caught and not self.unread:
            out.write(_result("skipped", "not read", self.left_out, [], 0))
        out.write("</testcase>\n")


class _Suite:
    """The files of a root, in the order of the stream."""

    def __init__(self, root: str, spool: IO[str]) -> None:
        self.root = root
        self._spool = spool
        self._tests = self._failures = self._errors = self._skipped = 0

    def add(self, case: _Case) -> None:
        """Take in a file."""
        self._tests += 1
        self._failures += bool(case.caught)
        self._errors += bool(case.unread)
        self._skipped += bool(case.left_out and not case.caught and not case.unread)
        case.write(self._spool, escape(self.root))

    def write(self, run: Record, out: Sink) -> None:
        """Write the suite, and leave the temporary file empty for the next one."""
        if not self._tests:
            return
        numbers = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}" skipped="{self._skipped}"'
        when = quoteattr(escape(run["started"]).removesuffix("Z"))
        out.write(f'<testsuite name={quoteattr(escape(self.root))} {numbers} time="0" timestamp={when}>\n')
        self._spool.seek(0)
        shutil.copyfileobj(self._spool, out)
        self._spool.seek(0)
        self._spool.truncate()
        out.write("</testsuite>\n")


def _result(name: str, kind: str, message: str, lines: list[str], total: int) -> str:
    more = [f"… and {total - len(lines):,} more (all of them: -f jsonl)"] if total > len(lines) else []
    return f'<{name} type="{kind}" message={quoteattr(message)}>{xml(chr(10).join([*lines, *more]))}</{name}>\n'


def _line(record: Record) -> str:
    where = " › ".join(filter(None, [words.container(record), words.place(record)]))
    text = ", ".join(filter(None, [words.who(record), words.numbers(record)]))
    told = words.history(record)
    return f"{where or 'the file'}: {words.what(record)}: {text} [{record['id']}]" + (f"; {told}" if told else "")


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
