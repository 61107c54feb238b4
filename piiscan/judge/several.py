"""Several numbers behind one label: "checking accounts 4471882910 and 4471882936".

Rule: as many digits, and nothing but "and", "or" or "&" between. A comma may as well begin another field.
"""

from __future__ import annotations

from piiscan.later import later

_JOINED = ("and ", "or ", "& ", "#")
_OTHERS = later(r"(?<![^\W_])(?<!-)(?:\d{6,19},? (?:and|or|&) #?){1,3}\Z")
_DIGITS = later(r"\d+")


def without_others(raw: str, before: str) -> str:
    """What stands before a number, without as many digits that "and" or "or" joins to it: they have one label.

    >>> without_others("4471882936", "checking accounts 4471882910 and ")
    'checking accounts '
    >>> without_others("4471882936", "account 12345678 and "), without_others("010940002", "in 2010 or ")
    ('account 12345678 and ', 'in 2010 or ')
    """
    if not before.endswith(_JOINED) or not raw.isdigit():
        return before
    others = _OTHERS.search(before)
    if others is None or {len(raw)} != set(map(len, _DIGITS.findall(others[0]))):
        return before
    return before[: others.start()]
