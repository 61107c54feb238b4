r"""Field 86 of a SWIFT statement: whose account a payment went to or came from, where banks say it in parts.

Two ways are in use. Banks in Germany and its neighbours write "?" and two digits before each part: ?30 the bank,
?31 the account, ?32 and ?33 the name, ?20 to ?29 the purpose, cut after 27 characters each (Deutsche Kreditwirtschaft,
DFUE-Abkommen, Anlage 3, chapter 8). Banks in the Netherlands write codes of SWIFT: /IBAN/...//NAME/.../REMI/...
Lines are cut after 65 characters, in words and numbers too, and are joined here. The parts get a label each and stand
on a page of their own: the account of the statement is not that of the other side, whose name stands here.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

from piiscan.formats.segments.flow import Flow

LONGEST = 1 << 12
"""Characters of a field. Six lines of 65 are allowed; what is longer is none."""
_BY_DIGITS = re.compile(r"\?(\d\d)")
_BY_CODE = re.compile(r"/([A-Z]{3,4})/")
_PARTS = {"30": "bank", "31": "account", "32": "name", "33": "name", "IBAN": "account", "BIC": "bank", "NAME": "name"}
_LABELS = {"bank": b"routing number ", "account": b"bank account number ", "name": b"name: "}
_WORDS = re.compile(r"[^\s/]+(?: [^\s/]+)*")  # a part by code ends with one slash or two

Lines = list[tuple[str, int]]
"""Texts of lines and their numbers."""


def write_details(flow: Flow, lines: Lines) -> None:
    """Write the lines of a field 86, in parts if an account is among these."""
    text = "".join(line for line, _ in lines)
    parts = _parts(text) if len(text) <= LONGEST else []
    if all(what != "account" for what, _, _ in parts):
        for line, number in lines:
            flow.write(line, (), number, 1)
            flow.end_line()
        return
    _write(flow, lines, 0, parts[0][1])
    flow.text.glue(b"\n\f\n")
    for what, several in groupby(parts, itemgetter(0)):
        flow.text.glue(_LABELS.get(what, b""))
        for at, (_, start, end) in enumerate(several):
            if what in _LABELS:
                words = list(_WORDS.finditer(text, start, end))
                for word in words:
                    if word is not words[0] or (at and text[start].isspace()):
                        flow.text.glue(b" ")
                    _write(flow, lines, *word.span())
            else:
                _write(flow, lines, start, end)
        flow.end_line()
    flow.text.glue(b"\f\n")


def _parts(text: str) -> list[tuple[str, int, int]]:
    """What each part says, or the first digit or letter of its name, and where it stands."""
    for pattern in (_BY_DIGITS, _BY_CODE):
        names = list(pattern.finditer(text))
        ends = [*(name.start() for name in names[1:]), len(text)][: len(names)]
        parts = [(_PARTS.get(name[1], name[1][0]), name.end(), end) for name, end in zip(names, ends, strict=True)]
        if any(what == "account" for what, _, _ in parts):
            return parts
    return []


def _write(flow: Flow, lines: Lines, start: int, end: int) -> None:
    """Write [`start`, `end`) of the joined lines, each piece with its place in the file."""
    at = 0
    for line, number in lines:
        first, last = max(start - at, 0), min(end - at, len(line))
        if first < last:
            flow.write(line[first:last], (), number, first + 1)
        at += len(line)
