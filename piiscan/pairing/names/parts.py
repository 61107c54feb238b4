"""Names that only the lines round a value tell: below the label or the title of a column, or beside the surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.in_text import parse_name
from piiscan.pairing.prose import column_titles, fields
from piiscan.pairing.prose.lines import Line, Lines, Mention, mention_of_parts
from piiscan.pairing.unit import person_of

_SEVERAL = 2
_TO_FILL_IN = later(r"[ \t]*+(?:_{3,}+[ \t]*+)++")
_APART = later(r" {3,}")
_FIELD = later(r" (?:code|no\.?|number|id|date|type|#)\Z", re.IGNORECASE)  # the next label, and no name
_NUMBER = later(r"[ \t](?=[\d*X#]*\d)")
_NOM = later(r"\s*Nom\b", re.IGNORECASE)
_ANSWERS = later(r"\A(?:(?:A|Ans|Answer|R)[ ]?(?:\d{1,2}[.:)]?|[:)])|[-*>])[ \t]+", re.IGNORECASE)


def beside_surname(lines: Lines, line: Line) -> Mention | None:
    """The person whose given name a line has behind a word for "name", and the one above or below the surname.

    Behind "Nom", beside "Prénom", it is the surname.
    """
    for other in (lines.before(line), lines.after(line)):
        parts = other.persons.parts if other is not None else {}
        if list(parts) == ["name.surname"]:
            return mention_of_parts({**parts, "name.given": line.persons.given}, 0)
        if list(parts) == ["name.given"] and _NOM.match(line.text) is not None:
            return mention_of_parts({**parts, "name.surname": line.persons.given}, 0)
    return None


def first_of(lines: Lines, above: Line, line: Line) -> Mention | None:
    """The person of whom a line has the given name and initial, and the line below the next title the surname.

    "Employee's first name and initial", as boxes of a form come out of a page one by one: the label is of a whole name.
    """
    title = lines.after(line) if above.persons.awaits == "name.full" and "first" in above.folded else None
    surname = lines.after(title) if title is not None and title.persons.awaits == "name.surname" else None
    if surname is None:
        return None
    parts = {"name.given": line.text.strip(), "name.surname": surname.text.strip()}
    whole = all(column_titles.is_part(part) and not fields.has_label(part) for part in parts.values())
    return mention_of_parts(parts, 0) if whole else None


def over_titles(lines: Lines, line: Line) -> Mention | None:
    """The person whose surname and given name stand over their titles, as forms print them below the lines to fill in.

    Titles with names below them are those of a table; without a line to write on, the lists must know the name.
    """
    above, below = lines.before(line), lines.after(line)
    ruled = below is not None and _TO_FILL_IN.fullmatch(below.text.rstrip()) is not None
    below = lines.after(below) if ruled and below is not None else below
    heads = below.persons.heads if below is not None else []
    if not {kind for kind, _ in heads} >= NAME_HALVES or (above is not None and above.persons.heads):
        return None
    under = lines.after(below) if below is not None else None
    parts = column_titles.below_titles(heads, line.text)
    if not parts.keys() >= NAME_HALVES or (under is not None and column_titles.below_titles(heads, under.text)):
        return None
    known = parse_name(f"{parts['name.given']} {parts['name.surname']}", labelled=False)
    return mention_of_parts(parts, 0) if ruled or (known is not None and known.grade >= Grade.FAIR) else None


def mentioned(text: str, at: int) -> Mention | None:
    """The person whom a part of a line names below a label or the title of a column."""
    name = parse_name(text, labelled=True)
    if name is None:
        return None
    return Mention(at, person_of(name, text, "label:name", grade=Grade.STRONG), labelled=True, scope=True)


def beside_each_other(above: Line, text: str) -> list[tuple[str, int]]:
    """What stands below titles of whole names in one line, and where: "Taxpayer      Spouse"; nothing below one.

    Titles that came out of a page as one, "BORROWER SELLER", have several names below them all the same.
    """
    heads = above.persons.heads
    one = len(heads) < _SEVERAL and above.persons.awaits == "name.full" and _APART.search(text.strip()) is not None
    if not one and (len(heads) < _SEVERAL or any(kind != "name.full" for kind, _ in heads)):
        return []
    cells = [(cell[0], cell.start()) for cell in column_titles.CELLS.finditer(text)]
    if len(cells) != len(heads) and not (one and len(cells) >= _SEVERAL):
        return []
    named = all(" " in cell and column_titles.is_part(cell.replace(",", "")) for cell, _ in cells)
    return cells if named and not fields.has_label(text) else []


def are_below(lines: Lines, titles: Line) -> bool:
    """Whether titles stand below a line to write on, on which something is written: they are of that."""
    if not (titles.persons.heads or titles.persons.awaits):
        return False
    rule = lines.before(titles)
    over = lines.before(rule) if rule is not None and _TO_FILL_IN.fullmatch(rule.text.rstrip()) is not None else None
    return over is not None and not over.blank


def below_label(above: Line, text: str, *, apart: bool) -> Iterator[tuple[str, int]]:
    """What a line may name in full, and where: all of it below a label alone, or its cell below the title of one."""
    several = beside_each_other(above, text)
    if several and not apart:
        yield from several[:1]
    elif above.persons.awaits == "name.full" and not fields.has_label(text):
        # "Ann Lee 773-01-0001" below "Name", and "Number" behind it; "A1. Ann Lee" below the question
        said = text.strip().strip("_").strip()  # of a line to write on
        said = _ANSWERS.sub("", said, count=1) if above.text.rstrip().endswith("?") else said
        whole = _NUMBER.split(said, 1)[0].rstrip(" ,")
        if (not apart or fields.is_listed(whole)) and _FIELD.search(whole) is None:
            yield whole, text.find(whole)
    if above.persons.heads and not apart:
        cell = column_titles.below_titles(above.persons.heads, text).get("name.full")
        if cell:
            yield cell, text.find(cell)
