"""Titles of columns that hold names, and the names below them, in forms and small tables of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from piiscan.detectors.header_words import NAME_HALVES, is_person
from piiscan.detectors.labels import Label, find_labels
from piiscan.later import later
from piiscan.pairing.prose.fields import has_label

PART_WORDS = 3
_LONGEST_TITLES = 160
_FEWEST_TITLES = 2
_FILLING = later(
    r"(?:[\W_]|(?:\d{1,2}[a-z]?|[a-z]|and|or|middle|initials?|m\.?i|suff(?:ix)?|your|his|her|spouse|employee"
    r"|if joint return|family name|given name|other last names used|maiden name|bmf)(?![a-z\d]))*",
    re.IGNORECASE,
)
_MIDDLE = "name.middle"
_OFF = 2  # characters that a value may begin before its title
_WITHIN = 12  # characters behind the beginning of its title that a value begins at most
_NO_LETTERS = later(r"[ \-'\u2019.]")
_COLUMN = later(  # also "Last name/BMF company name" (Form 4506-C)
    r"""['\u2019]?s?(?:/(?:bmf|business|company|entity)(?:[ ]company)?[ ]name)?"""
    r"""(?:[ ](?:and|&|or)[ ](?:middle[ ])?(?:initials?|name|m\.?i\.?))?[ ]?(?:\([^()\n]{0,60}\))?:?"""
    r"""(?:[ ]{2,}|\t|[ ]\||[ ]*\r?$)""",
    re.IGNORECASE,
)
_WHOSE = later("(?:['\u2019]?[sS])?['\u2019]? ")
_SPECKS = "~_'|[ "  # what a scan makes of the lines of a box
CELLS = later(r"[^\s]+(?:[ ][^\s]+)*+")
"""What stands in columns: words with one blank between them."""


def titles(text: str, labels: list[Label]) -> list[tuple[str, int]]:
    """The titles of columns that hold names. "First name and initial" beside a surname is a part of the name.

    >>> titles("First name and initial   Last name", find_labels("First name and initial   Last name"))
    [('name.given', 0), ('name.surname', 25)]
    """
    kinds = {"name.full", _MIDDLE, *NAME_HALVES}
    found = [label for label in labels if label.kind in kinds and _COLUMN.match(text, label.end)]
    of_parts = {label.kind for label in found} >= NAME_HALVES  # a middle name has a column beside those of both
    found = [one for one in found if one.kind != _MIDDLE or (of_parts and one.start == _column(text, one.start))]
    parted = any(label.kind == "name.surname" for label in found)
    return [
        ("name.given" if parted and label.kind == "name.full" else label.kind, _column(text, label.start))
        for label in found
    ]


def run_together(text: str) -> bool:
    """Whether a line is nothing but titles of a name and its parts, with one blank between them, as a PDF is read.

    >>> run_together("e Employee's first name and initial Last name"), run_together("Last name: Lee, first name: Ann")
    (True, False)
    >>> run_together("Spouse's first name")  # one part, and whose it is
    False
    """
    if len(text) > _LONGEST_TITLES or "ame" not in text.lower():
        return False
    labels = find_labels(text)
    kinds = {label.kind for label in labels}
    if len(labels) < _FEWEST_TITLES or not ({"name.surname"} < kinds or "name.full" in kinds) or kinds & {"other"}:
        return False
    if len(kinds & NAME_HALVES) == 1 and _is_whose(text, labels):
        return False
    for label in reversed(labels):
        text = text[: label.start] + " " + text[label.end :]
    return _FILLING.fullmatch(text) is not None


def _is_whose(text: str, labels: Sequence[Label]) -> bool:
    """Whether the only whole name of some titles is the role of a person right before the part of theirs.

    >>> _is_whose("Spouse's first name", find_labels("Spouse's first name"))
    True
    """
    whole = [index for index, label in enumerate(labels) if label.kind == "name.full"]
    if len(whole) != 1 or whole[0] + 1 == len(labels):
        return False
    role, part = labels[whole[0] : whole[0] + 2]
    said = text[role.start : role.end].lower()
    return part.kind in NAME_HALVES and is_person(said) and _WHOSE.fullmatch(text, role.end, part.start) is not None


def below_titles(heads: Sequence[tuple[str, int]], text: str) -> dict[str, str]:
    """The names, and parts of one, that stand in the columns below their titles.

    >>> below_titles([("name.given", 0), ("name.surname", 25)], "  Margaret T             Lee   12 Elm St")
    {'name.given': 'Margaret T', 'name.surname': 'Lee'}

    As many cells as titles are in their order, however they are set; so are as many in a row that may be names.
    """
    found: dict[str, str] = {}
    cells = [(cell.start(), cell[0].lstrip(_SPECKS)) for cell in CELLS.finditer(text)]
    in_turn = len(cells) == len(heads)
    for titles_of in () if in_turn else (heads, [head for head in heads if head[0] != _MIDDLE]):  # few tell the middle
        groups = [list(group) for lettered, group in groupby(cells, _may_name) if lettered]
        beside = next((group for group in groups if len(group) == len(titles_of) > 1), [])
        heads = titles_of
        if beside or len(cells) == len(heads):
            cells, in_turn = beside or cells, True
            break
    for place, (at, cell) in enumerate(cells):
        over = [kind for kind, column in heads if column <= at + _OFF and at < column + _WITHIN]
        over = [heads[place][0]] if in_turn else over
        if not over or has_label(cell):
            continue
        whole = over[-1] == "name.full"
        if is_part(cell.replace(",", "") if whole else cell) and len(cell.split()) <= PART_WORDS + 2 * whole:
            found.setdefault(over[-1], cell)
    return found


def _may_name(cell: tuple[int, str]) -> bool:
    return is_part(cell[1].replace(",", ""))


def is_part(text: str) -> bool:
    """Whether a text may be a part of a name: letters, and what stands between them in names."""
    return _NO_LETTERS.sub("", text).isalpha()


def _column(text: str, at: int) -> int:
    """Where the cell begins that a place of a line is in: behind two blanks, a tab, or the beginning."""
    return max(text.rfind("  ", 0, at) + 2 if "  " in text[:at] else 0, text.rfind("\t", 0, at) + 1)
