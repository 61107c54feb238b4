"""Lines of titles over columns in running text, and where their rows have the cells of each.

Rule: titles lie above a row within `REACH`, with nothing but rows, rulers and one blank line between, so that how a
text is cut into segments changes nothing. Of a record of several lines some hold its first column alone (`goes_on`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from piiscan.detectors.account_labels import is_bank, says_account
from piiscan.detectors.header_words import is_person
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.matcher.titled import REACH
from piiscan.pairing.prose import starts
from piiscan.pairing.prose.column_titles import CELLS
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.tables.header_row import ELEMENT_ROLES

MOST_BLANK = 1
"""Blank lines between titles and rows, and between rows."""
MOST_ALONE = 3
"""Lines one below the other that are of the first column alone."""
REMEMBERED = 4096
"""Lines."""
_LONGEST = 400
_LONGEST_TITLE = 40
_LONGEST_ASKED = 60  # of Form 1040: "If joint return, spouse's first name and middle initial"
_FEWEST = 2  # columns
_QUOTED = 8
_COLON = later(r":(?=\s|$)")
_RULER = later(r"[ \t|+]*+(?:[-=_]{2,}+[ \t|+]*+)++")
_PART_OF_FORM = later(r"\s*(?:step \d{1,2}|dependents): ", re.IGNORECASE)
_NO_TITLE = later(r"[:=;{}<>|@]|\d{3}")

Span = tuple[int, int]


class Titles:
    """The lines of titles in one segment."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._of: dict[int, Line | None] = {}  # by the start of a line
        self._last: tuple[Line, Line | None] | None = None

    def of(self, line: Line) -> Line | None:
        """The titles that a line is a row below: of our numbers, or of other things."""
        if self._last is None or self._last[0] is not line:  # many numbers may stand in one line
            self._last = line, self._find(line)
        return self._last[1]

    def _find(self, line: Line) -> Line | None:
        passed: list[Line] = []
        found = known = None
        at: Line | None = line
        blanks = alone = 0
        while at is not None and line.start - at.start <= REACH:
            if at is not line and at.start in self._of:
                found, known = self._of[at.start], at
                break
            text = plain(at.text)
            if at.blank:
                blanks += 1
                if blanks > MOST_BLANK:
                    break
            elif at is not line and (is_titles(text) or are_of_others(text)):
                found = None if self._is_signed(at) else at
                break
            elif not is_ruler(text):
                alone = alone + 1 if may_go_on(text) else 0
                if alone > MOST_ALONE or not (alone or is_row(text)):
                    break
                blanks = 0
            passed.append(at)
            at = self._lines.before(at)
        if len(self._of) > REMEMBERED:
            self._of.clear()
        kept = _rows_below(found, known, passed) if found is not None else 0
        for index, one in enumerate(passed):
            mine = found is not None and len(passed) - index <= kept and one.start - found.start <= REACH
            self._of[one.start] = found if mine else None
        return self._of.get(line.start)

    def _is_signed(self, titles: Line) -> bool:
        """Whether titles stand below values on lines to write on: they are of these, and not of what is below."""
        rule, under = self._lines.before(titles), self._lines.after(titles)
        if rule is None or "__" not in rule.text or not is_ruler(plain(rule.text)):
            return False
        if under is not None and is_ruler(plain(under.text)):
            return False
        over = self._lines.before(rule)
        return over is not None and not over.blank and is_row(plain(over.text))


def may_go_on(text: str) -> bool:
    """Whether a line may be more of the first column of the record above: the street below a name, and nothing else.

    >>> may_go_on("12 Elm Street"), may_go_on("SSN: 773-01-0001"), may_go_on("Lee, Ann      773-01-0001")
    (True, False, False)
    """
    inner = text.strip()
    return 0 < len(inner) <= _LONGEST_TITLE and not ("  " in inner or "\t" in inner or ":" in inner)


def goes_on(columns: Sequence[Span], text: str) -> bool:
    """Whether a line that may be more of the first column ends before the second one."""
    return len(columns) > _FEWEST and len(text.rstrip()) < columns[1][0] and may_go_on(text)


def _rows_below(titles: Line, known: Line | None, passed: Sequence[Line]) -> int:
    """How many of the lines between a row and its titles, from these or a line known to be of the table, are.

    Behind a line that is of the first column alone, a row has a cell in each column but one. Titles of other things
    speak for no more than the rows right below them.
    """
    columns = [match.span() for match in CELLS.finditer(plain(titles.text))]
    ours = is_titles(plain(titles.text))
    begun = known is not None
    broken = known is not None and may_go_on(plain(known.text))
    for count, line in enumerate(reversed(passed)):
        text = plain(line.text)
        if line.blank or is_ruler(text):
            continue
        if may_go_on(text):
            if not (ours and goes_on(columns, text)):
                return count
            broken = begun
        elif (broken and sum(1 for _ in CELLS.finditer(text)) < len(columns) - 1) or _names_value(text, len(columns)):
            return count
        else:
            begun = True
    return len(passed)


def _names_value(text: str, columns: int) -> bool:
    """Whether a row of two begins with a label of what stands in it: it is a field, and so are the titles above.

    >>> _names_value("Vendor Number    2706490", 2), _names_value("Ann Lee    2706490", 2)
    (True, False)
    """
    first = CELLS.search(text) if columns == _FEWEST else None
    role = column_role(first[0]) if first is not None else None
    return role is not None and not role.kind.startswith("name.")


def plain(text: str) -> str:
    r"""A line without the marks of a quotation: they become blanks; and with tabs for bars.

    Titles that all end with a colon, as in forms with the values below, lose it.

    >>> plain("> > Name   SSN"), plain("> | Name | SSN |"), plain("Name:   SSN:")
    ('    Name   SSN', '  \t Name \t SSN \t', 'Name    SSN ')
    """
    if "|" in text:
        text = text.replace("|", "\t")
    if text.count(":") >= _FEWEST and all(cell[0][-1] == ":" for cell in CELLS.finditer(text)):
        text = _COLON.sub(" ", text)
    if ">" not in text[:_QUOTED]:
        return text
    rest = text.lstrip("> \t")
    return text[: len(text) - len(rest)].replace(">", " ") + rest


def is_titles(text: str) -> bool:
    """Whether a line holds the titles of columns, one of them of numbers that may be an element.

    >>> is_titles("Name        SSN      DOB"), is_titles("Name: Ann     SSN: 773-01-0001"), is_titles("SSN  is here")
    (True, False, False)
    """
    return any(role.kind in ELEMENT_ROLES for role in _roles(text))


def are_of_others(text: str) -> bool:
    """Whether a line holds the titles of columns, none of them of numbers that may be an element, one of others.

    >>> are_of_others("Item no.       Ordered by"), are_of_others("Item no.      SSN      Qty")
    (True, False)
    >>> are_of_others("Ann Lee        Lynn"), are_of_others("Item: hinge       Qty: 4")
    (False, False)
    """
    fewest = 1 if text.lstrip(" ").startswith("\t") else _FEWEST  # as a bar in front says, there are columns
    kinds = {role.kind for role in _roles(text, fewest)}
    return kinds.isdisjoint(ELEMENT_ROLES) and not kinds.isdisjoint(VETO_KINDS)


@lru_cache(maxsize=1 << 8)  # the titles are asked for each of their rows
def _roles(text: str, fewest: int = _FEWEST) -> tuple[Role, ...]:
    """What the titles of columns in a line say, as far as they are known; nothing where it holds none."""
    if len(text) > _LONGEST or not ("  " in text or "\t" in text):
        return ()
    part = _PART_OF_FORM.match(text) if ":" in text else None
    if _NO_TITLE.search(text, part.end() if part is not None else 0):
        return ()
    titles = [match[0] for match in CELLS.finditer(text)]
    if len(titles) < _FEWEST or max(map(len, titles)) > _LONGEST_ASKED or _is_of_bank(titles):
        return ()
    roles = tuple(role for role in map(column_role, titles) if role is not None)
    begun = all(title[0].isalpha() or title[0] in "#(" for title in titles)
    persons = sum(is_person(split_key(title)) for title in titles if column_role(title) is None)  # "Ordered by"
    return roles if begun and len(roles) + persons >= fewest else ()


def _is_of_bank(titles: Sequence[str]) -> bool:
    """Whether cells are the label of a bank and names of banks, which end as titles of accounts do: Peoples Savings."""
    return is_bank(titles[0]) and all(" " in one and not says_account(one) for one in titles[1:])


def is_ruler(text: str) -> bool:
    """Whether a line only parts titles from rows."""
    return _RULER.fullmatch(text.rstrip()) is not None


def is_row(text: str) -> bool:
    """Whether a line has cells, and is no entry of a log."""
    return len(text) <= _LONGEST and ("  " in text.strip() or "\t" in text.strip()) and not starts.is_stamped(text)


def _may_go_over(text: str) -> bool:
    """Whether a line may hold the first words of titles that a second line ends."""
    inner = text.strip()
    return "  " in inner and not any(map(str.isdigit, text)) and ":" not in text and len(text) <= _LONGEST


def joined(over: str, text: str, *, tabs: bool) -> tuple[tuple[Span, ...], list[str]]:
    """The columns of a line of titles, with what the line over it begins, and the titles."""
    if tabs:
        return tuple(_tabbed(text)), [text[start:end] for start, end in _tabbed(text)]
    over = over if _may_go_over(over) else ""
    columns = [match.span() for match in CELLS.finditer(text)]
    titles = [match[0] for match in CELLS.finditer(text)]
    for match in CELLS.finditer(over):
        below = [index for index, span in enumerate(columns) if _shared(span, match.span()) > 0]
        if len(below) == 1:
            index = below[0]
            titles[index] = f"{match[0]} {titles[index]}"
            columns[index] = min(columns[index][0], match.start()), max(columns[index][1], match.end())
    return tuple(columns), titles


def _tabbed(text: str) -> list[Span]:
    """Where the cells between tabs stand, without blanks round them."""
    found, at = [], 0
    for cell in text.rstrip("\r\n").split("\t"):
        begin = at + len(cell) - len(cell.lstrip())
        found.append((begin, max(begin, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return found


def spans_of(columns: Sequence[Span], text: str, *, tabs: bool) -> list[Span] | None:
    """Where the cells of a row stand, one for each column, empty where it has none."""
    if tabs:
        cells = _tabbed(text)
        return [*cells, *[(len(text), len(text))] * (len(columns) - len(cells))] if len(cells) <= len(columns) else None
    cells = [match.span() for match in CELLS.finditer(text)]
    if len(cells) < _FEWEST:
        return None
    first = text[slice(*cells[0])].rstrip(".):")
    if len(cells) == len(columns) + 1 and cells[0][1] < columns[0][0] and first.isdigit():
        del cells[0]  # the number of the row, which has no title
    if len(cells) == len(columns):
        return cells
    found: list[Span | None] = [None] * len(columns)
    for cell in cells:
        index = max(range(len(columns)), key=lambda at: _shared(columns[at], cell))
        known = found[index]
        found[index] = cell if known is None else (known[0], cell[1])
    placed = [span for span in found if span is not None]
    if any(one[0] >= other[0] for one, other in pairwise(placed)):
        return None
    return [(len(text), len(text)) if span is None else span for span in found]


def _shared(column: Span, cell: Span) -> int:
    """How many characters two spans have in common; below zero, how far they are apart."""
    return min(column[1], cell[1]) - max(column[0], cell[0])
