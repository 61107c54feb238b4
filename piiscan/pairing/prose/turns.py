"""Several names and several numbers in one form: whose turn it is, by count, by place, or by column (SPEC §5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher.hits import KIND_OF, SSN_DELIMITED
from piiscan.model import Grade, Kind
from piiscan.pairing.prose.brackets import are_nested, outside
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.line_persons import PAYEE
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.numbers import ONE_EACH, Hit, Numbers
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.others import is_told
from piiscan.pairing.prose.owners import group_of, has_died, is_part, of_name, shares

AMBIGUOUS = ("ambiguous-subject",)
_LINE_BREAK = 2  # bytes
_CARD = 6  # lines
_PARENTS = frozenset(("father", "mother", "parent"))
_LETTER = later(r"[^\W\d_]")
_BORN = later(r"\b(?:dob|d\.o\.b\.?|born|birth ?date|date of birth)\b", re.IGNORECASE)


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


def unless_told(here: Here, named: list[Opening]) -> list[Opening]:
    """Those of some persons whose names are sure, without who was only told the number of a line further on in it."""
    named = [one for one in named if one.mention.person.grade >= Grade.FAIR] or named
    at = here.lines.characters(here.line, here.hit[1])
    told = [one for one in named if one.where is here.line and is_told(one.where.text, at, one.mention)]
    return [one for one in named if one not in told] or named if told else named


def off_rows(named: list[Opening], lines: Lines, line: Line) -> list[Opening]:
    """The persons of a form without those of a table's rows, which tell nothing of what stands below the table.

    A row has titles above it, and another row below; the only row of some titles is that of a form. And without those
    in brackets that have ended.
    """
    left = [one for one in named if one.where is line or not _is_first_row(one, lines, line)]
    return outside(left if any(one.where.start <= line.start for one in left) else named, lines, line)


def _is_first_row(one: Opening, lines: Lines, line: Line) -> bool:
    above, below = lines.before(one.where), lines.after(one.where)
    if above is None or below is None or below.start >= line.start or len(above.persons.heads) != 1:
        return False
    return len(below.mentions) == 1 and below.mentions[0].at == one.mention.at and not below.mentions[0].labelled


def by_column(here: Here, above: Sequence[Opening]) -> Opening:
    """Of the names in the last line that has some, the one in the number's column: by count, or by place."""
    beside = _in_one_line(above)
    if len(beside) == 1 or beside[0].where is here.line:
        return above[-1]
    same = here.beside()
    if len(same) == len(beside) and here.hit in same:
        return beside[_first(here, same)]
    return _under(beside, here.lines.characters(here.line, here.hit[1]))


def born(named: Sequence[Opening]) -> list[Opening]:
    """The one of some who has a date of birth in the line: of a record the subject, whoever is named below it.

    In papers of a court the complainant, for one, is named last and with a label.
    """
    found = [one for one in named if _BORN.search(one.where.text, one.mention.at)]
    return found if len({one.mention.person.normal for one in found}) == 1 else []


def doubt(here: Here, mention: Mention, named: Sequence[Opening], openings: Openings) -> tuple[str, ...]:
    """What makes the person of a number doubtful: a check's payee, or one of several who have not a number each."""
    if PAYEE in mention.person.evidence:
        return AMBIGUOUS
    beside = _in_one_line(named) if named else []
    if len(beside) > 1 and here.line is not beside[0].where:
        same = here.beside()
        if len(same) == len(beside) and here.hit in same:
            return ()
        if mention.listed or _is_between(here, beside):
            return AMBIGUOUS
    elif (
        mention.listed
        or _is_stacked(named, openings)
        or _is_of_next_column(here)
        or is_all_told(here, named, openings)
        or _is_without_role(here, named, openings)
    ):
        return AMBIGUOUS
    return ()


def _is_without_role(here: Here, named: Sequence[Opening], openings: Openings) -> bool:
    """Whether an account or card may be of the form's own person again, though another is named last above it.

    "Co-applicant: Bob", "Co-applicant SSN: 1", and then "Checking acct: 2"; or the last is a parent of who has died.
    """
    if len(named) < 2 or KIND_OF[here.hit[0]] in ONE_EACH or named[-1].where is here.line:
        return False
    role = of_name(named[-1], openings)
    if has_died(named[0]) and role in _PARENTS:
        return True
    where = named[-1].where
    own = here.numbers.within(SSN_DELIMITED, where.end, here.line.start) if shares(named[-1], openings) else ()
    told = [(line, here.lines.characters(line, one[1])) for one in own for line in (here.lines.at(one[1]),)]
    at = here.lines.characters(here.line, here.hit[1])
    return any(group_of(line.text, place) == role for line, place in told) and not group_of(here.line.text, at)


def is_all_told(here: Here, named: Sequence[Opening], openings: Openings) -> bool:
    """Whether all that is said of the last person of a form is in their line: a beneficiary, named with the SSN there.

    What the lines below it have may be of the form's own person again, if it names one.
    """
    if len(named) < 2 or named[-1].where is here.line or not shares(named[-1], openings):
        return False
    where, first = named[-1].where, named[0]
    own = here.numbers.within(SSN_DELIMITED, where.start + named[-1].mention.at, where.end)
    return bool(own) and not shares(first, openings) and KIND_OF[here.hit[0]] is not Kind.SSN


def _is_of_next_column(here: Here) -> bool:
    """Whether another number of a kind that nobody has two of stands before one in its line, and only blanks between.

    So the form has a column for each of several persons: "Taxpayer    Spouse".
    """
    same = here.beside() if KIND_OF[here.hit[0]] in ONE_EACH else []
    at = same.index(here.hit) if here.hit in same else 0
    if not at or here.numbers.are_same(same[at - 1], here.hit):
        return False
    return not here.numbers.text(same[at - 1][2], here.hit[1]).strip()


def _is_between(here: Here, beside: Sequence[Opening]) -> bool:
    """Whether a number stands under one name, and its field begins under another: it is in no column of theirs."""
    column = here.lines.characters(here.line, here.hit[1])
    text = here.line.text
    begin = max(text.rfind("  ", 0, column) + 2 if "  " in text[:column] else 0, text.rfind("\t", 0, column) + 1)
    return _under(beside, column) is not _under(beside, begin)


def _under(beside: Sequence[Opening], column: int) -> Opening:
    return min(beside, key=lambda pair: abs(pair.mention.at - column))


def _is_stacked(named: Sequence[Opening], openings: Openings) -> bool:
    """Whether the last person of a form stands right below one whose record they share: borrower and co-borrower."""
    if len(named) < 2 or named[-1].mention.person.normal == named[-2].mention.person.normal:
        return False
    return named[-1].where.start - named[-2].where.end <= _LINE_BREAK and shares(named[-1], openings)


def are_apart(here: Here, labelled: Sequence[Opening], block: Sequence[Line]) -> bool:
    """Whether the names of a form stand below the first number, or all of them above it; not in brackets."""
    if are_nested(labelled, block):
        return False
    first, last = labelled[0].where, labelled[-1].where
    if first.start > here.line.start or here.numbers.within(here.hit[0], block[0].start, first.start):
        return True
    return not here.numbers.within(here.hit[0], block[0].start, last.end)


def by_place(here: Here, named: Sequence[Opening], block: Sequence[Line], openings: Openings) -> Opening | None:
    """N names and N numbers in one block: the first belongs to the first (SPEC §5).

    Where a label says of some of the numbers whose they are, the others are of the other persons, in their order.
    """
    held = {where.start for _, where in named}
    numbers = [
        number
        for number in here.numbers.within(here.hit[0], block[0].start, block[-1].end)
        if (at := here.lines.at(number[1])).start in held or not at.mentions  # else a record of its own
    ]
    if len(numbers) != len(named) or len(named) < 2 or here.hit not in numbers:
        return None
    if KIND_OF[here.hit[0]] not in ONE_EACH and len(held) > 1 and len(here.beside()) == len(numbers):
        return None  # checking and savings in one line are one person's
    left, persons = _unless_owned(here, numbers, named, openings)
    return persons[_first(here, left)] if here.hit in left else named[_first(here, numbers)]


def _unless_owned(
    here: Here, numbers: list[Hit], named: Sequence[Opening], openings: Openings
) -> tuple[list[Hit], Sequence[Opening]]:
    """The numbers and persons of a form without those of which a label says that they are one another's."""
    left, persons = list(numbers), list(named)
    for number in numbers if KIND_OF[here.hit[0]] in ONE_EACH else ():
        line = here.lines.at(number[1])
        group = group_of(line.text, here.lines.characters(line, number[1]))
        owner = [one for one in persons if group and (role := of_name(one, openings)) and _is_of(group, role)]
        if len(owner) == 1 and not here.numbers.within(here.hit[0], owner[0].where.start, owner[0].where.end):
            left.remove(number)
            persons.remove(owner[0])
    return left, persons


def _is_of(group: str, role: str) -> bool:
    return group == role or is_part(group, role)


def _first(here: Here, numbers: Sequence[Hit]) -> int:
    """Which of some numbers one is; the same again is of the same person."""
    return next(at for at, one in enumerate(numbers) if one == here.hit or here.numbers.are_same(one, here.hit))


def part_of(one: Opening, named: Sequence[Opening], block: Sequence[Line]) -> list[Line]:
    """The lines of a block with several persons that tell of one of them: from the name up to the next one.

    What stands above all names is of all; so is where they live, if it is said below the last of them and of none else.
    """
    starts = sorted({pair.where.start for pair in named})
    following = next((start for start in starts if start > one.where.start), block[-1].end)
    part = [at for at in block if at.start < starts[0] or one.where.start <= at.start < following]
    said = any(at.residence for at in part) or any(at.residence for at in block if starts[0] <= at.start < starts[-1])
    return part if said else list(block)


def is_under_label(lines: Lines, line: Line) -> bool:
    """Whether a line holds a number alone, and its label stands above."""
    if _LETTER.search(line.text):
        return False
    above = lines.before(line)
    over = lines.before(above) if above is not None and above.blank else above
    return over is not None and bool(find_labels(over.text))


def below_title(here: Here, openings: Openings) -> Opening | None:
    """Who is named below a line that has the title of the name before its number: "Name          SSN 010-94-0001"."""
    titles = [place for kind, place in here.line.persons.heads if kind == "name.full"]
    if not titles or titles[0] > here.lines.characters(here.line, here.hit[1]) or len(here.beside()) > 1:
        return None
    below = here.lines.after(here.line)
    opening = openings.of(below) if below is not None else None
    alone = (
        opening is not None and opening.where is below and not here.numbers.within(here.hit[0], below.start, below.end)
    )
    return opening if alone else None


def right_below_name(here: Here) -> Found | None:
    """The person whose name is all there is in the line above a number that begins its own with a label.

    So are the cards of a list, as they come out of a page with no line between them. Where the line above the name has
    such a number, too, names may stand below their numbers.
    """
    above = here.lines.before(here.line)
    over = here.lines.before(above) if above is not None else None
    if above is None or len(above.mentions) != 1 or above.text.strip() != above.mentions[0].person.name:
        return None
    if above.mentions[0].person.grade < Grade.FAIR or not _begins_labelled(here):
        return None
    if over is not None and here.numbers.within(here.hit[0], over.start, over.end):
        return None
    around = [above, here.line]
    at = here.lines.after(here.line)
    while at is not None and not (at.blank or at.mentions) and len(around) < _CARD:
        around.append(at)
        at = here.lines.after(at)
    return Found(above.mentions[0], above, (), around)


def _begins_labelled(here: Here) -> bool:
    text = here.line.text.lstrip()
    return any(label.start == 0 and label.kind == KIND_OF[here.hit[0]].value for label in find_labels(text))
