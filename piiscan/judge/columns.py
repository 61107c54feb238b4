"""Which labels in the line above a number are titles of other columns than the one it stands in.

"Social Security Number     Sex     Marital Status" over 010-94-0001 in the first column: the last label is the nearest,
and of another box. Rule: a title stands over a value if the two have a character in common, or nearly; between
tabs, if as many are before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.detectors.labels import Label, find_labels
from piiscan.detectors.lexicon import split_key
from piiscan.later import later

_OFF = 3  # characters that a value may end before its title begins
_PARTING = ("  ", "\t")
_CELL = later(r"\S+(?: \S+)*+")
_REST_OF_LIST = later(r"(?:\s*,\s*[\w.\"`\[\]]+)*+\s*\)[ \t]*\r?\n")  # of columns: "(id, ssn, last_nm)"
_SLASHED = later(r"(?:[ ]/[ ][^/\n]{1,40})*+\r?\n[ \t]*")  # rest of titles: "(claim / insured / ssn / state)"
# Behind a column of a statement of SQL: the rest of its columns, and the values up to the number.
_INSERTED = later(r"(?:[\w.\"`\[\]]|\s*,\s*)*+\s*\)\s*values?\s*\(((?:'(?:[^'\n]|'')*+'|[^()'])*+)'?\Z", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
# Behind a value: what it is called, where others follow it.
_CALLED = later(r"'?\s+(?:AS|as)\s+[\[\"`]?(\w{1,60})[\]\"`]?\s*(?:,|FROM\b|from\b)")


def without_other_columns(found: Sequence[Label], before: str, size: int) -> Sequence[Label]:
    r"""The labels before a number of some size, without those over columns to its right.

    >>> said = Label("ssn", 0, 3, 3, veto=False), Label("other", 20, 23, 3, veto=True)
    >>> [one.kind for one in without_other_columns(said, "SSN                 Sex\n  ", 11)]
    ['ssn']
    >>> [one.kind for one in without_other_columns(said, "SSN                \tSex\n", 11)]
    ['ssn']
    >>> len(without_other_columns(said, "SSN                 Sex\n                    ", 11))
    2
    """
    broken = before.rfind("\n")
    if broken < 0 or not found:
        return found
    begin = before.rfind("\n", 0, broken) + 1  # cut off, it is as far to the right as seen, or further
    if "\t" in before[begin:broken]:
        cell = before.count("\t", broken)
        over = [one for one in found if begin <= one.start < broken and before.count("\t", begin, one.start) > cell]
        return [one for one in found if one not in over]
    if "\t" in before[broken:]:
        return found
    end = len(before) - broken - 1 + size
    return [one for one in found if not (begin <= one.start < broken and _column(before, begin, one) > end + _OFF)]


def title_above(above: str) -> str:
    r"""The title of the column that a number stands in, in the line right above it; `above`: the text before.

    >>> title_above("\nBalance     Account Number    Due\n$ 12.00     "), title_above("\nsee the Account Number\nand ")
    ('Account Number', '')
    """
    broken = above.rfind("\n")
    at = len(above) - broken - 1
    if broken < 0 or above.find("\n", 0, broken) < 0 or not (at == 0 or above.endswith(_PARTING)):
        return ""
    for cell in _CELL.finditer(above, above.rfind("\n", 0, broken) + 1, broken):
        column = cell.start() - above.rfind("\n", 0, broken) - 1
        if abs(column - at) <= _OFF:
            return cell[0]
    return ""


def _column(before: str, begin: int, label: Label) -> int:
    """How far from the beginning of its line the cell of a label begins; -1: it is in the first, or in a sentence."""
    cut = max(before.rfind(parting, begin, label.start) + len(parting) for parting in _PARTING)
    return cut - begin if cut > begin + 1 else -1


def is_in_list(before: str, at: int, gap: str, after: str) -> bool:
    r"""Whether a label is one of the columns that a program lists in brackets, and the number stands further down.

    Or one of titles with slashes between, not the first, where the number is the first in a line with slashes; or the
    column of another value of an INSERT; or the value has a name of its own behind it (SELECT 1 AS id, …).

    >>> is_in_list("(MBR_ID, MBR_SSN, MBR_NM)\n", 13, ", MBR_NM)\n", ""), is_in_list("Name (and SSN)\n", 10, ")\n", "")
    (True, False)
    >>> is_in_list("Case / SSN\n", 7, "\n", " / Ann Lee"), is_in_list("TIN / SSN\n", 6, "\n", "\n")
    (True, False)
    """
    if _is_anothers_value(before, at, gap, after):
        return True
    if after.startswith(" / ") and before.endswith(" / ", 0, at) and _SLASHED.fullmatch(gap) is not None:
        return True
    rest = _REST_OF_LIST.match(gap)
    begin = before.rfind("(", 0, at) if rest is not None else -1
    return rest is not None and begin >= 0 and "_" in before[begin:at] + rest[0]


def _is_anothers_value(before: str, at: int, gap: str, after: str) -> bool:
    r"""Whether a label is a column of a statement of SQL, and the number the value of another one.

    >>> said = "INSERT INTO t (id, nm, ssn) VALUES ("
    >>> [_is_anothers_value(said + row, 23, said[26:] + row, "") for row in ("", "7, 'Lee, Ann', '")]
    [True, False]
    >>> _is_anothers_value("ssn, b) SELECT ", 0, ", b) SELECT ", " AS id, ")
    True
    """
    values = _INSERTED.fullmatch(gap) if ")" in gap else None
    if values is not None:
        begin = before.rfind("(", 0, at)
        return begin >= 0 and before.count(",", begin, at) != _QUOTED.sub("", values[1]).count(",")
    called = _CALLED.match(after)
    return called is not None and all(one.veto for one in find_labels(split_key(called[1])))
