r"""How the cells of a delimited text are written: by which sign they are parted, and which sign stands round them.

Rule: what pairing reads is a single byte between cells. A sign of several bytes (`||`, `¦`), or a sign round each
cell that is no quote (`~a~|~b~`, the þ of a Concordance load file), becomes blanks and one such byte, of the same
length, so that offsets stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from piiscan.later import compiled

COMMA, QUOTE, APOSTROPHE = 0x2C, 0x22, 0x27
UNIT = 0x1F
_USUAL = b",;\t|"
# What systems write where commas stand in the values: Hive (0x01), Concordance (0x14), US of ASCII, mainframes.
RARE = b"^~\x01\x02\x14\x1f"
_NAMED = b":!#"  # believed where the name of the file says that it is a table
_DOUBLED = tuple(bytes([one, one]) for one in b"|:^~@#$;!*")
WIDE = ("¦".encode(), "¬".encode(), "§".encode(), "¶".encode(), "\u241f".encode())
_SAID = re.compile(rb'(?:\xef\xbb\xbf)?"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)  # Excel's own line
_OBJECT = compiled(rb'\{"[^{}\n]*+(?:\{[^{}\n]*+\}[^{}\n]*+)*+\}')  # of JSON: what stands in it parts no cells
_LINES = 100
_SIGNS = re.compile(rb"[^\w\s\"'().+/-]", re.ASCII)

Blanks = tuple[tuple[bytes, bytes], ...]


class Written(NamedTuple):
    """The byte between cells, the byte of quotes, and what is to be put instead of what, length for length."""

    cell: int = COMMA
    quote: int = QUOTE
    instead: Blanks = ()

    def plain(self, data: bytes) -> bytes:
        """A block as pairing is to see it. A zero byte is padding, or damage."""
        data = data.replace(b"\0", b" ")
        for sign, blank in self.instead:
            data = data.replace(sign, blank)
        return data


def written(head: bytes) -> Written:
    r"""How the table is written that begins with `head`; with commas, where nothing tells.

    >>> written(b"a;b;c\n1;2,5;3\n").cell == ord(";")
    True
    >>> written(b"~a~|~b~\n~1~|~2~\n").plain(b"~1~|~2~")
    b' 1 | 2 '
    >>> written(b"a||b\n1||2\n").plain(b"1||2")
    b'1 |2'
    """
    if b'{"' in head:
        head = _OBJECT.sub(b"{}", head)
    said = _SAID.match(head)
    if said:
        cell = said[1][0]
        lines = _lines(head[said.end() :])
    else:
        lines = _lines(head)
        # What stands outside all quotes tells best, if no lone one misleads: then all its lines agree.
        outside = _lines(b"".join(head.split(b'"')[::2])) if b'"' in head else []
        cell = _steady(outside, _USUAL + RARE, least=1) or _cell(lines)
        wide = _wide(lines, cell)
        if wide is not None:
            return wide
        cell = cell or _steady(lines, _NAMED) or _below(lines) or COMMA
    quote = _quote(lines, cell)
    return Written(cell, quote, (*(_round(lines, cell) or _escaped(lines, cell)), *_formulas(head, cell)))


def _lines(head: bytes) -> list[bytes]:
    lines = [line for line in head.replace(b"\r", b"\n").split(b"\n") if line.strip(b" ")]
    if len(lines) > 1 and not head.endswith((b"\n", b"\r")):
        lines.pop()  # cut off by the look at the head
    return lines[:_LINES]


def _cell(lines: Sequence[bytes]) -> int:
    usual = _steady(lines, _USUAL)
    if usual and _round(lines, usual):
        return usual
    return _steady(lines, _USUAL + RARE) or 0


def _steady(lines: Sequence[bytes], delimiters: Iterable[int], least: float = 0.75) -> int | None:
    """The byte that cuts lines into a steady number of cells; None where none does.

    It is believed where so many of the lines that have it at all (with `least` of 1: of all lines) have the same number
    of it outside quotes, and more than half of all lines have one.
    """
    best: tuple[float, int, int] | None = None
    outside = [_outside_quotes(line) for line in lines]
    there = set(b"".join(outside))
    for delimiter in delimiters:
        if delimiter not in there:
            continue
        counts = Counter([line.count(delimiter) for line in outside])
        none = counts.pop(0, 0)
        (usual, times), total = counts.most_common(1)[0], counts.total()
        if times >= least * (total if least < 1 else total + none) and none < total:
            score = (times / (total + none), usual, delimiter)
            best = max(best, score) if best else score
    return best[2] if best else None


def _below(lines: Sequence[bytes]) -> int:
    """The delimiter of a short table below a title: from the first line that has it on, all have as many."""
    for delimiter in _USUAL:
        counts = [_outside_quotes(line).count(delimiter) for line in lines]
        begins = next((number for number, count in enumerate(counts) if count), len(counts))
        if len(counts) - begins > 1 and len(set(counts[begins:])) == 1:
            return delimiter
    return 0


def _outside_quotes(line: bytes) -> bytes:
    return b"".join(line.split(b'"')[::2]) if b'"' in line else line


def _wide(lines: Sequence[bytes], cell: int) -> Written | None:
    """A delimiter of several bytes, by the same rule; a single one must never stand by itself."""
    for sign in (*_DOUBLED, *WIDE):
        if cell and sign[0] != cell and sign not in WIDE:
            continue
        counts = Counter(line.count(sign) for line in lines if sign in line)
        total = counts.total()
        if total * 2 <= len(lines) or counts.most_common(1)[0][1] < 0.75 * total:
            continue
        doubled = sign[0] == sign[1]
        if doubled and any(line.count(sign) * 2 != line.count(sign[:1]) for line in lines):
            continue
        byte = sign[0] if doubled else UNIT
        return Written(byte, QUOTE, ((sign, b" " * (len(sign) - 1) + bytes([byte])),))
    return None


def _quote(lines: Sequence[bytes], cell: int) -> int:
    """The byte of quotes: the apostrophe, where it stands round cells and the quotation mark does not."""
    between = b"'" + bytes([cell]) + b"'"
    quoted = sum(line.lstrip().startswith(b"'") or between in line for line in lines)
    if quoted * 2 <= len(lines) or any(b'"' in line for line in lines):
        return QUOTE
    return APOSTROPHE


def _round(lines: Sequence[bytes], cell: int) -> Blanks:
    """The sign, not a quote, that stands on both sides of every delimiter, as (sign, blanks)."""
    by = bytes([cell])
    between = [line for line in lines if by in line]
    for sign in _candidates(between, by):
        if between and all(line.count(sign + by + sign) == line.count(by) for line in between):
            return ((sign, b" " * len(sign)),)
    return ()


def _escaped(lines: Sequence[bytes], cell: int) -> Blanks:
    r"""A backslash before a delimiter that is a letter, as MySQL writes it: where only so all lines agree.

    A backslash may as well be the last letter of a cell ("C:\").
    """
    sign = bytes([0x5C, cell])
    if not any(sign in line for line in lines):
        return ()
    usual = Counter(_outside_quotes(line).count(cell) for line in lines if sign not in line)
    agree = all(_outside_quotes(line).count(cell) - line.count(sign) in usual for line in lines if sign in line)
    return ((sign, b"\\ "),) if agree else ()


def _formulas(head: bytes, cell: int) -> Blanks:
    """What Excel keeps its zeros by: the text ="010", a formula; in a quoted cell its quotes are doubled."""
    if b'="' not in head:
        return ()
    by = bytes([cell])
    # Of the first kind the quotes stand in odd places, and are apostrophes when this is asked.
    return ((b'"=""', b'"   '), (by + b"='", by + b"  "), (b"\n='", b"\n  "))


def _candidates(lines: Sequence[bytes], by: bytes) -> list[bytes]:
    if not lines:
        return []
    at = lines[0].find(by)
    before = lines[0][:at]
    one = before[-1:]
    found = [b"\xc3\xbe"] if before.endswith(b"\xc3\xbe") else []  # þ
    return found + ([one] if one and one != by and _SIGNS.fullmatch(one) else [])
