"""Several names and several numbers in one form: whose turn it is, by count, by place, or by column (SPEC §5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from piiscan.pairing.line_persons import PAYEE
from piiscan.pairing.lines import Line, Lines, Mention
from piiscan.pairing.numbers import Hit, Numbers
from piiscan.pairing.openings import Opening


class Here(NamedTuple):
    """A number, its line, and what stands round it."""

    lines: Lines
    numbers: Numbers
    line: Line
    hit: Hit

    def beside(self) -> list[Hit]:
        """The numbers of its kind in its line."""
        return list(self.numbers.within(self.hit[0], self.line.start, self.line.end))


def _in_one_line(named: Sequence[Opening]) -> list[Opening]:
    return [pair for pair in named if pair.where.start == named[-1].where.start]


def by_column(here: Here, above: Sequence[Opening]) -> Opening:
    """Of the names in the last line that has some, the one in the number's column: by count, or by place."""
    beside = _in_one_line(above)
    if len(beside) == 1 or beside[0].where is here.line:
        return above[-1]
    same = here.beside()
    if len(same) == len(beside) and here.hit in same:
        return beside[same.index(here.hit)]
    column = here.lines.characters(here.line, here.hit[1])
    return min(beside, key=lambda pair: abs(pair.mention.at - column))


def doubt(here: Here, mention: Mention, named: Sequence[Opening]) -> tuple[str, ...]:
    """What makes the person of a number doubtful: one in a list of which not each has a number; or a check's payee."""
    if PAYEE in mention.person.evidence:
        return ("ambiguous-subject",)
    if not mention.listed:
        return ()
    same = here.beside()
    return () if len(same) == len(_in_one_line(named)) and here.hit in same else ("ambiguous-subject",)


def are_apart(here: Here, labelled: Sequence[Opening], block: Sequence[Line]) -> bool:
    """Whether the names of a form stand below the first number, or all of them above it."""
    first, last = labelled[0].where, labelled[-1].where
    if first.start > here.line.start or here.numbers.within(here.hit[0], block[0].start, first.start):
        return True
    return not here.numbers.within(here.hit[0], block[0].start, last.end)


def by_place(here: Here, named: Sequence[Opening], block: Sequence[Line]) -> Opening | None:
    """N names and N numbers in one block: the first belongs to the first (SPEC §5)."""
    held = {where.start for _, where in named}
    numbers = [
        number
        for number in here.numbers.within(here.hit[0], block[0].start, block[-1].end)
        if (at := here.lines.at(number[1])).start in held or not at.mentions  # else a record of its own
    ]
    if len(numbers) != len(named) or len(named) < 2 or here.hit not in numbers:
        return None
    return named[numbers.index(here.hit)]
