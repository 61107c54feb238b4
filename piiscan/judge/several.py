"""Several numbers behind one label: "checking accounts 4471882910 and 4471882936".

Rule: as many digits, and nothing but "and", "or" or "&" between. A comma may as well begin another field. Of two
numbers in the groups of a Social Security number the second may also be what the first was before, or is now: "Part
no. 773-01-0001 gasket (was 773-01-0002)".
"""

from __future__ import annotations

from piiscan.later import later

_JOINED = ("and ", "or ", "& ", "#")
_OTHERS = later(r"(?<![^\W_])(?<!-)(?:\d{6,19},? (?:and|or|&) #?){1,3}\Z")
_DIGITS = later(r"\d+")
_INSTEAD = ("was ", "formerly ", "previously ", "replaces ", "now ", "/ ", "/", "old no. ", "old ", "(", *_JOINED[:-1])
_GROUPED = later(
    r"(?<![\w-])\d{3}-\d{2}-\d{4}[a-z ,]{0,40}[(/&]? ?"
    r"(?:(?:was|formerly|previously|replaces|now|old|old no\.|and|or) )?\Z"
)
_IN_GROUPS, _REACH = 11, 80  # characters


def without_others(raw: str, before: str) -> str:
    """What stands before a number, without as many digits that "and" or "or" joins to it: they have one label.

    >>> without_others("4471882936", "checking accounts 4471882910 and ")
    'checking accounts '
    >>> without_others("4471882936", "account 12345678 and "), without_others("010940002", "in 2010 or ")
    ('account 12345678 and ', 'in 2010 or ')
    >>> without_others("773-01-0002", "Part no. 773-01-0001 gasket (was "), without_others("773-01-0002", "SSN (was ")
    ('Part no. ', 'SSN (was ')
    """
    if len(raw) == _IN_GROUPS and before.endswith(_INSTEAD):
        first = _GROUPED.search(before, max(0, len(before) - _REACH))
        return before if first is None else before[: first.start()]
    if not before.endswith(_JOINED) or not raw.isdigit():
        return before
    others = _OTHERS.search(before)
    if others is None or {len(raw)} != set(map(len, _DIGITS.findall(others[0]))):
        return before
    return before[: others.start()]
