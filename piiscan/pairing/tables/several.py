"""Cells of a typed column that hold several numbers, or one among words, and the persons of such a list.

Rule: "747-11-1768; 747-11-1769" under "ssn" is two of them, "747-11-1768 (old)" one. A number that has no check digit
and no form of its own (an account, a license) is one only where every part of the cell is. Names in a list of as many
are paired by position (SPEC §5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from piiscan.detectors.license_states import state_code
from piiscan.later import later
from piiscan.model import Kind
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import together
from piiscan.pairing.names.grade import Name

_LONGEST = 2_000  # characters; more is a text
_MOST = 50
_FEWEST_DIGITS = 7
_SHORT = 40  # characters of a cell in which nine digits alone are what the header says

_BETWEEN = later(r"[,;/|\r\n\t]+|\s+(?:and|or|y|e|&)\s+|[()\[\]]")
_BLANKS = r"(?:(?<!\s)\s++)?"  # from the first of them on alone: else many would be looked at as often
_ORDERS = tuple(
    later(one)
    for one in (
        r"(?:(?<!\s)[^\S\r\n]++)?[;|\r\n]+\s*",
        _BLANKS + r"/\s*",
        r"(?<!\s)\s++(?:and|y|e|&)\s+",
        _BLANKS + r",\s*",
    )
)
"""What parts the names of a list, the surest first: a comma stands inside of names, too."""
_SSN = later(r"(?<![\w.-])\d{3}([-. ])\d\d\1\d{4}(?![\w-])")
_NINE = later(r"(?<![\w.-])\d{9}(?![\w-])")
_CARD = later(r"(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w-])")

Read = tuple[str, tuple[str, ...]]
"""The value of a cell, and what was restored, as `typed_cells.read_typed` gives it."""


_STATE_FIRST = later(r"(?P<state>[A-Za-z][A-Za-z. ]{1,19}?)[ :#/-]{1,3}(?P<number>[A-Za-z]{0,3}\d[\w -]{4,24})")
_STATE_LAST = later(r"(?P<number>[\w-]{5,25})[ ,/-]{0,3}\(?(?P<state>[A-Za-z][A-Za-z. ]{1,19})\)?")


class Part(NamedTuple):
    """A number in a cell: its characters, as they are and as they are read; of a license, the state the cell names."""

    start: int
    end: int
    text: str
    read: Read
    state: str | None = None

    def bytes_in(self, cell: str, span: tuple[int, int]) -> tuple[int, int]:
        """Its bytes, in those of its cell; the whole cell where its bytes are not those of its characters."""
        start, end = span
        if end - start != len(cell) or self.end - self.start == len(cell):
            return span
        return start + self.start, start + self.end


def with_state(cell: str) -> tuple[int, int, str] | None:
    """Where the number of a license is in a cell that names its state as well, and the state.

    >>> with_state("MA S12345678"), with_state("S12345678 (Mass.)"), with_state("S12345678")
    ((3, 12, 'MA'), (0, 9, 'MA'), None)
    """
    for order in (_STATE_FIRST, _STATE_LAST):
        match = order.fullmatch(cell)
        if match is not None and (state := state_code(match["state"])) is not None:
            return *match.span("number"), state
    return None


def parts_of(kind: Kind, cell: str, read: Callable[[str], Read | None]) -> list[Part]:
    """The numbers in a cell that is none as a whole. `read`: what a whole cell of the column is."""
    if len(cell) > _LONGEST or sum(map(str.isdigit, cell)) < _FEWEST_DIGITS:
        return []
    found: list[Part] = []
    whole = True
    for start, end in _pieces(cell):
        text = cell[start:end]
        if (value := read(text)) is not None:
            found.append(Part(start, end, text, value))
            continue
        whole = False
        found.extend(
            Part(start + match.start(), start + match.end(), match[0], value)
            for match in _among_words(kind, text, short=len(cell) <= _SHORT)
            if (value := read(match[0])) is not None
        )
    if kind not in {Kind.SSN, Kind.PAYMENT_CARD} and not whole:
        return []
    return found[:_MOST]


def persons_of(cell: str, count: int) -> list[Name]:
    """The persons that a cell lists, if they are so many; each with its place in the cell.

    >>> [name.surname for name in persons_of("Lee, Ann; Doyle, Kevin", 2)], persons_of("Lee, Ann", 2)
    (['Lee', 'Doyle'], [])
    >>> [name.given for name in persons_of("John and Mary Smith", 2)]
    ['John', 'Mary']
    """
    for order in _ORDERS:
        starts = [0, *(match.end() for match in order.finditer(cell))]
        ends = [*(match.start() for match in order.finditer(cell)), len(cell)]
        if len(starts) != count:
            continue
        parts = [_moved(cell[start:end], start) for start, end in zip(starts, ends, strict=True)]
        if all(parts):
            return [name for name in parts if name is not None]
    found = list(names.all_names(cell)) if together.names_several(cell) else []
    return found if len(found) == count else []


def _moved(text: str, start: int) -> Name | None:
    name = names.parse_name(text, labelled=True)
    return None if name is None else name._replace(start=name.start + start, end=name.end + start)


def _pieces(cell: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in (*_BETWEEN.finditer(cell), None):
        end = len(cell) if match is None else match.start()
        piece = cell[at:end]
        if piece.strip():
            yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        if match is not None:
            at = match.end()


def _among_words(kind: Kind, text: str, *, short: bool) -> Iterator[re.Match[str]]:
    if kind is Kind.SSN:
        yield from _SSN.finditer(text)
        if short:
            yield from _NINE.finditer(text)
    elif kind is Kind.PAYMENT_CARD:
        yield from _CARD.finditer(text)
