"""Keys in which a person and their Social Security number run together: "EMPSSN": ..., <CUSTSSN>, employeessn=...

Rule: no label stands there, as nothing parts "SSN" from what is before it; "LESSN" and "assn" end like that too. So the
whole key is asked what it means, by the rule for the headers of columns. That is work for every number: only those are
asked about that stand right behind a key that ends as a label of an SSN does.
"""

from __future__ import annotations

import numpy as np

from piiscan.detectors.headers import column_role
from piiscan.matcher.borders import IN_WORD, Mask, Text, table, where
from piiscan.matcher.shapes import Places
from piiscan.matcher.value import QUOTE, SSN, ends_as_label, may_be_ssn

LONGEST_KEY = 40
_SIGNS = b"=:>"
_SIGN = table(_SIGNS)
_BLANK = table(b" ")
_LEAST_GRADE = 2


def behind_joined(text: Text, start: Places) -> Mask:
    """Whether numbers that begin at some places of a padded text are the values of such keys."""
    good = np.zeros(start.size, dtype=np.bool_)
    if not start.size:
        return good
    end = start - 1
    for skipped in (QUOTE, _BLANK):
        end -= skipped.take(text.take(end))
    signed = _SIGN.take(text.take(end))
    end -= 1
    for skipped in (_BLANK, QUOTE):
        end -= skipped.take(text.take(end))
    some = where(signed)
    some = some.take(where(ends_as_label(text, end.take(some), SSN)))
    data = text.data
    good[some] = [_names(bytes(data[at - LONGEST_KEY : at + 1])) for at in end.take(some).tolist()]
    return good


def is_behind_joined(data: bytes, start: int) -> bool:
    """The same for one number of plain bytes, which may begin or end anywhere."""
    end = start - 1
    for skipped in (b"\"'", b" "):
        end -= data[end : end + 1] in skipped if end >= 0 else 0
    if end < 0 or data[end] not in _SIGNS:
        return False
    end -= 1
    for skipped in (b" ", b"\"'"):
        end -= end >= 0 and data[end] in skipped
    key = data[max(0, end - LONGEST_KEY) : end + 1]
    return may_be_ssn(key + b"=", len(key) + 1) and _names(key)


def _names(before: bytes) -> bool:
    """Whether the word that ends some bytes is such a key."""
    size = len(before)
    while size and IN_WORD[before[size - 1]]:
        size -= 1
    key = before[size:]
    if not 0 < len(key) < LONGEST_KEY:
        return False
    role = column_role(key.decode("ascii"))
    return role is not None and role.kind == "ssn" and role.grade >= _LEAST_GRADE
