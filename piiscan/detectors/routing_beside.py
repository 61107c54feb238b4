"""Routing numbers in a text beside an account, and numbers of nine digits that are called something else.

Rule: nine digits with the check digit of the ABA, that no word right before them calls another thing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.detectors.financial_account import aba
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Grade, Kind

RECORDS = 8  # texts that are remembered: a record with thousands of accounts is looked through once
CLAIM = 30
"""Characters between a number and the beginning of a label that says it is another thing."""
BETWEEN = frozenset({"routing", "name.veto"})  # "Savings account: Eastern Bank, acct. #"
# The look behind stands second, so that the engine can search for the first character alone.
_NINE = later(r"\d(?<![\w.-]\d)\d{8}(?!\w|-(?!\Z|[\s\x1f]|\d{5,17}(?![\w-]))|\.\d)", re.ASCII)  # or its account
_BOX = later(r"[][ |]")
_BOXED = later(
    r"\d(?<!\w\d)(?<!\d[ |]\d)(?<!\d[ |\]][ |\[]\d)(?<!\d \| \d)(?<!\d\] \[\d)(?<!\d \] \[ \d)"
    r"(?P<parted> | ?\| ?| ?\] ?\[ ?)\d(?:(?P=parted)\d){7}(?!\w|(?P=parted)\d)",
    re.ASCII,
)
"""Nine digits one to a box, as `matcher.account_pieces` has them."""
# "Guarantor ID: "
_SOMEBODYS = later(r"(?<!bank )(?<!routing )(?<!aba )(?<!institution )\bid[ :#.]{0,3}\Z", re.IGNORECASE)
_LETTER = later(r"[^\W\d_]")
_ID = later(r"\A_id(?=\W)", re.IGNORECASE)  # account_id=: of a key


def without_routing(text: str) -> str:
    """The text between a label and a number without routing numbers and what parts the last of them from the number."""
    left = _NINE.sub(lambda match: "" if aba(match[0]) else match[0], text)
    return left if left == text else left.rstrip(" /-")


def has_routing(text: str, value: str = "") -> bool:
    """Whether a routing number other than `value` stands in a text.

    >>> has_routing("ABA 011000015, acct 12345678"), has_routing("011000015", "011000015"), has_routing("011000016")
    (True, False, False)
    >>> has_routing("account_id=615374859 ok"), has_routing("Acct# 294190933", "12345678")
    (False, False)
    >>> has_routing("Routing & acct no. 011000015 12345678", "12345678")
    True
    """
    return any(one != value for one in _routing(text))


@lru_cache(RECORDS)
def _routing(text: str) -> tuple[str, ...]:
    """The routing numbers of a text, two at most: a record with thousands of accounts is asked once."""
    if _BOXED.search(text) is not None:
        text = _BOXED.sub(lambda match: _BOX.sub("", match[0]), text)
    every = (one[0] for one in _NINE.finditer(text) if aba(one[0]) and not is_of_another(text, one.start()))
    first = next(every, "")
    return tuple(filter(None, (first, next((one for one in every if one != first), ""))))


def is_of_another(text: str, at: int) -> bool:
    """Whether a number is called something else right before: a meter, an order, an account and not its bank's."""
    before = text[max(0, at - CLAIM) : at]
    if _SOMEBODYS.search(before):
        return True
    labels = find_labels(before)
    if not labels or _LETTER.search(_ID.sub("", before[labels[-1].end :])):
        return False
    if labels[-1].veto:
        return labels[-1].kind not in BETWEEN
    called = labels[-1].kind == Kind.FINANCIAL_ACCOUNT.value and labels[-1].grade <= Grade.FAIR
    return called and all(one.kind != "routing" for one in labels)
