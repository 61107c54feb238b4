"""Where the columns of fixed-width records begin and end, or that a text has none.

Rule: a column ends where the first lines have a blank, all but one in twenty. Careful, because prose, logs and code
have lines too: under a line of labels one blank is enough, without one there must be two between the columns, or one
beside a column whose values are all written alike; entries of a log have none. A form with a short table in it is
text, in which the fields above ("Client Name: Ann Lee") tell whose its rows are. What is longer than all that was seen
may fill the padding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from piiscan.formats.segments.cell_labels import is_label
from piiscan.formats.tables.titled_columns import by_titles
from piiscan.later import later

_SAMPLE = 200  # lines
_WIDEST = 2000
_TITLES = 5  # lines, the blank one behind them too
_SHORT = 60  # lines
_FOOT = 3  # lines of totals or the like below the last blank line or rule
_FIELD = later(r"\s*[A-Za-z][^:]{1,40}:\s+[A-Za-z][^\d:]{3,60}")
_NUMBER = later(r"\d[\d./-]{3,}")
_TYPE = r"<[a-z][a-z0-9,]{1,7}>"  # of a column, as R prints it below its title
RULER = later(
    rf"(?=[-=_ ]*?(?:--|==|__))[-=_ ]++|\s*{_TYPE}(?:\s+{_TYPE})+\s*|# (?:A (?:tibble|data frame)|[\u2139\u2026] ).*"
)
_RULER_BEGINS = "-=_<#"
_PARTS = later(r" *(?:--+|==+)(?: +(?:--+|==+)){2,} *")
_PART = re.compile(r"[-=]+")
_ART = later(r"[|+][-=]|\t|[{}<>;\\]|\|.*\|")
_GROUPS = r"(?:\d{4}(?: \d{4}){3}|\d{4} \d{6} \d{5}|\d{3} \d\d \d{4})"  # a card, an SSN
_GROUPED = later(_GROUPS, re.ASCII)
_GROUPED_ANYWHERE = later(rf"(?<![\d.,]){_GROUPS}(?![\d.,])", re.ASCII)
_PARTED = re.compile(r"\d \d", re.ASCII)  # in all of these
_MOST_GROUPS = 4
_TITLE = later(r"\S+(?: \S+)*+")
_STAMP = later(
    r"[\[(]?(?:\d{4}[-/.]\d\d[-/.]\d\d[T ]|[A-Z][a-z]{2} [ \d]\d |\d\d/\d\d/\d{4} )?\d\d:\d\d:\d\d", re.ASCII
)
STATE = (
    "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]"
    "|W[AIVY])"
)
"""The code of a state, or of DC, as a pattern."""
_STATE_ZIP = re.compile(rf"{STATE}\d{{5}}(?:-?\d{{4}})?")
_SSN = later(r"(?<![\d-])\d{3}-\d\d-\d{4}(?![\d-])", re.ASCII)
_SSN_WIDTH = 11
_FEWEST_CUT = 5  # lines
_WORDS = later(rf"[^\W\d_]+(?:[ ,.'\u2019-]+[^\W\d_]+)*\.?|{_STATE_ZIP.pattern}")
_SHAPES = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "9" * 10 + "A" * 26)
_ENOUGH_ALIKE = 10  # lines

Columns = tuple[tuple[int, int], ...]


def columns_of(lines: Sequence[str]) -> Columns | None:
    """Where the columns of these lines begin and end, None where they have none.

    >>> columns_of(["NAME     SSN          ST", "ANN LEE  010-94-0001  MA", "BOB RAY  010-94-0002  NY"])
    ((0, 8), (9, 21), (22, 24))
    >>> columns_of(["This is no table", "but three lines", "of running text 1234"]) is None
    True
    """
    above = _above_foot(lines)
    found = _ruled(lines) or (columns_of(above) if above else None)
    if found is not None:
        return found
    found = _columns_of(lines) or by_titles(lines)
    blank = next((at for at, line in enumerate(lines[:_TITLES]) if at and not line.strip()), 0)
    if found is not None or not blank:
        return found
    if len(lines) <= _SHORT and any(map(_FIELD.fullmatch, lines[:blank])):
        return None
    return _columns_of(lines[blank:])  # a title stands above


def _ruled(lines: Sequence[str]) -> Columns | None:
    """The columns that a rule in parts draws below their titles, as reports of databases and mainframes do.

    A letter with such a table in it is text.
    """
    at = next((at for at, line in enumerate(lines[: 2 * _TITLES]) if at and _PARTS.fullmatch(line)), 0)
    if not at:
        return None
    end = next((row for row in range(at + 1, min(len(lines), _SAMPLE)) if not _is_text(lines[row])), len(lines))
    body = lines[at + 1 : end]
    if not body or 2 * len(body) < sum(map(_is_text, lines[:_SAMPLE])) - 1 or any(map(_ART.search, body)):
        return None
    columns = tuple(match.span() for match in _PART.finditer(lines[at]))
    titles = [lines[at - 1][start:stop].strip() for start, stop in columns]
    if sum(map(is_label, titles)) * 2 < len(columns) or any(map(_NUMBER.search, titles)):
        return None
    between = [(before, start) for (_, before), (start, _) in pairwise((*columns, (_WIDEST, _WIDEST)))]
    held = sum(not any(line[start:stop].strip() for start, stop in between) for line in body)
    numbers = any(_most([line[start:stop].strip() for line in body], _NUMBER, 0.8) for start, stop in columns)
    return columns if numbers and held * 10 >= len(body) * 9 else None


def _above_foot(lines: Sequence[str]) -> Sequence[str]:
    """The lines above what stands below a short list: in so few lines, "TOTAL RECORDS 4" would join columns."""
    if len(lines) > _SAMPLE:
        return ()
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    at = next((at for at in range(end - 1, max(0, end - _FOOT - 2), -1) if not _is_text(lines[at])), 0)
    blank = sum(not line.strip() for line in lines[:at])
    return lines[:at] if at < end - 1 and blank <= 1 else ()  # more are between the paragraphs of a letter


def _is_text(line: str) -> bool:
    begun = line.strip()[:1]
    return bool(begun) and (begun not in _RULER_BEGINS or not RULER.fullmatch(line))


def _columns_of(lines: Sequence[str]) -> Columns | None:
    lines = [line.rstrip() for line in lines[:_SAMPLE] if _is_text(line)]
    if len(lines) < 3 or sum("  " in line for line in lines) * 2 < len(lines):  # no padding, no columns
        return None
    if any(map(_ART.search, lines)) or max(map(len, lines)) > _WIDEST:
        return None
    width = max(map(len, lines))
    padded = b"".join(line.encode("latin-1", "replace").ljust(width) for line in lines)
    filled_by = np.count_nonzero(np.frombuffer(padded, np.uint8).reshape(-1, width) != 0x20, axis=0)
    used = "".join("1" if count * 20 > len(lines) else "0" for count in filled_by.tolist())
    runs = [match.span() for match in re.finditer("1+", used)]
    head = [lines[0][start:end].strip() for start, end in runs]
    columns = _joined(runs, lines[1:], lines[0])
    begins = [start for start, _ in columns]
    cells = [lines[0][start:end].strip() for start, end in pairwise((*begins, width))]  # a title may be the widest
    labelled = sum(map(is_label, cells)) * 2 >= len(columns) and not any(map(_NUMBER.search, head))
    columns = _as_titled(columns, lines[0]) if labelled else _words_joined(columns, lines)
    body = lines[1:] if labelled else lines
    if len(columns) < 3 or not (labelled or (_apart(columns, lines) and not _is_log(lines))):
        return None
    columns = _cut(columns, body)
    values = [[line[start:end].strip() for line in body] for start, end in columns]
    numbers = any(_most(column, _NUMBER, 0.8) for column in values)
    filled = all(sum(map(bool, column)) * 4 >= len(body) for column in values[:3])
    if not numbers or not filled or sum(cuts_number(columns, line) for line in body) * 20 > len(body):
        return None
    return _padded(columns, body)


def titles_over(columns: Columns, line: str) -> list[tuple[str, int]] | None:
    """The titles in a line over the columns, each with where it begins, where there is one over each.

    A title may be wider than all below it, and stand over a part of it: "Qty" over 4.

    >>> titles_over(((0, 8), (9, 21), (22, 24)), "Name     Item no.    State")
    [('Name', 0), ('Item no.', 9), ('State', 21)]
    >>> titles_over(((0, 8), (9, 21), (22, 24)), "Ann Lee  010-94-0001  MA") is None
    True
    """
    found = [(match[0], match.start()) for match in _TITLE.finditer(line)]
    if len(found) != len(columns) or any(map(str.isdigit, line)):
        return None
    over = all(at < end and start < at + len(title) for (title, at), (start, end) in zip(found, columns, strict=True))
    return found if over else None


def cuts_number(columns: Columns, line: str) -> bool:
    """Whether a column begins inside a number of several groups: then they are none of this line.

    >>> cuts_number(((0, 8), (9, 14), (15, 20)), "Ann Lee  010 94 0001")
    True
    """
    if _PARTED.search(line) is None:  # most lines: no group, in a fraction of the time
        return False
    return any(
        number.start() < start < number.end() for number in _GROUPED_ANYWHERE.finditer(line) for start, _ in columns
    )


def _most(values: Sequence[str], pattern: re.Pattern[str], share: float) -> bool:
    return sum(bool(pattern.fullmatch(value)) for value in values) >= share * len(values)


def _words_joined(columns: Columns, lines: Sequence[str]) -> Columns:
    """Columns, where the words of one ("12 ELM ST", every number of two digits) are none of their own.

    One blank parts columns only beside values that are all written alike.
    """
    alike = [_are_alike(lines, start, end) for start, end in columns]
    found = list(columns[:1])
    for at, (start, end) in enumerate(columns[1:], 1):
        if start - found[-1][1] < 2 and not (alike[at - 1] or alike[at]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _as_titled(columns: Columns, titles: str) -> Columns:
    """Columns, those that have no title and stand one blank behind another as parts of it, if each then has a title.

    Words of addresses begin at one place by chance: "429 Granite Ave, Chicopee", "478 Orchard Ter, Salem".
    """
    found = list(columns[:1])
    for start, end in columns[1:]:
        if start - found[-1][1] < 2 and not titles[start:end].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found) if len(found) == sum(1 for _ in _TITLE.finditer(titles)) else columns


def _is_log(lines: Sequence[str]) -> bool:
    """Whether most lines begin with a time: entries of a log, whose words stand in columns by chance."""
    return 2 * sum(_STAMP.match(line) is not None for line in lines) > len(lines)


def _are_alike(lines: Sequence[str], start: int, end: int) -> bool:
    return len({line[start:end].translate(_SHAPES) for line in lines}) == 1


def _apart(columns: Columns, lines: Sequence[str]) -> bool:
    """Whether columns without labels stand so far apart that running text would not do it by chance."""
    gaps = [after[0] - before[1] for before, after in pairwise(columns)]
    if min(gaps) >= 2:
        return len(lines) >= 5
    if len(lines) < _ENOUGH_ALIKE or sum(gap >= 2 for gap in gaps) < 2:
        return False
    alike = [_are_alike(lines, start, end) for start, end in columns]
    near = (at for at, gap in enumerate(gaps) if gap < 2)
    return all(
        (alike[at] or alike[at + 1]) and all(not line[columns[at][1] : columns[at + 1][0]].strip() for line in lines)
        for at in near
    )


def _cut(columns: Columns, body: Sequence[str]) -> Columns:
    """Columns, a state and the ZIP that runs on behind it as two, and a name that runs into an SSN as well."""
    found: list[tuple[int, int]] = []
    for start, end in (part for column in columns for part in _cut_at_numbers(column, body)):
        values = [value for line in body if (value := line[start:end].rstrip())]
        if values and _most(values, _STATE_ZIP, 0.9):
            found += [(start, start + 2), (start + 2, end)]
        else:
            found.append((start, end))
    return tuple(found)


def _cut_at_numbers(column: tuple[int, int], body: Sequence[str]) -> Columns:
    """A column in parts, where nearly all lines have an SSN at one place of it, and words right before or behind.

    Digits alone are not cut out: nothing tells where such a number would begin.
    """
    start, end = column
    values = [value for line in body if (value := line[start:end]).strip()]
    numbers = Counter(match.start() for value in values for match in _SSN.finditer(value))
    at, count = numbers.most_common(1)[0] if numbers else (0, 0)
    if len(values) < _FEWEST_CUT or count * 10 < len(values) * 9 or _most(list(map(str.strip, values)), _SSN, 0.5):
        return (column,)
    parts = tuple((one, other) for one, other in ((0, at), (at, at + _SSN_WIDTH), (at + _SSN_WIDTH, end - start)))
    beside = [value[one:other].strip() for value in values for one, other in (parts[0], parts[2])]
    if not _most([text for text in beside if text], _WORDS, 0.9):
        return (column,)
    return tuple((start + one, start + other) for one, other in parts if one < other)


def _padded(columns: Columns, body: Sequence[str]) -> Columns:
    """Columns with the padding behind those that are flush left: a longer value than all seen goes there."""
    found = []
    for (start, end), (following, _) in pairwise((*columns, (0, 0))):
        flush = sum(not line[start : start + 1].isspace() for line in body) * 10 >= 9 * len(body)
        found.append((start, max(end, following - 1) if flush else end))
    return tuple(found)


def _joined(runs: Sequence[tuple[int, int]], body: Sequence[str], first: str) -> Columns:
    """Columns, where neither the second word of a label ("LAST NAME") nor a group of digits makes one of its own.

    Nor do words one blank behind others where the first line has none, a list of a family: "Lee, Ann" and "Lee, Bob".
    """
    columns: list[tuple[int, int]] = []
    at = 0
    while at < len(runs):
        start, _ = runs[at]
        at += _groups(runs[at : at + _MOST_GROUPS], body)
        end = runs[at - 1][1]
        empty = sum(not line[start:end].strip() for line in body) * 2 > len(body)
        if not (empty or first[start:end].strip()):
            empty = not any(map(str.isdigit, "".join(line[start:end] for line in body)))
        if columns and start - columns[-1][1] == 1 and empty:
            columns[-1] = (columns[-1][0], end)
        else:
            columns.append((start, end))
    return tuple(columns)


def _groups(runs: Sequence[tuple[int, int]], body: Sequence[str]) -> int:
    """How many of some runs are the groups of one number: 4024 0071 0002 7456. 1 if they are none."""
    near = 1
    while near < len(runs) and runs[near][0] - runs[near - 1][1] == 1:
        near += 1
    for count in range(near, 1, -1):
        if _most([line[runs[0][0] : runs[count - 1][1]].strip() for line in body], _GROUPED, 0.8):
            return count
    return 1
