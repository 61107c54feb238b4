"""Whether a table is of the one person whom the fields above it name: "Employee: Ann Lee", then accounts of banks.

Rule: the table has numbers that may be somebody's, and no column that names anybody. It is read as the lines below the
name then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.later import later

_WHO = later(
    r"(?:(?:employee|member|patient|client|customer|tenant|student|participant|donor|volunteer|resident|worker|borrower"
    r"|insured|subscriber|account ?holder|cardholder|owner|claimant|taxpayer)(?:'s)?(?: name)?|(?:full )?name)\s*:\s*",
    re.IGNORECASE,
)
_NAMES = later(
    r"\b(?:(?<!bank )(?<!plan )names?|first|last|surname|employees?|spouse|dependents?|members?|patients?|clients?"
    r"|customers?|payees?|tenants?|students?|drivers?|participants?|beneficiary|vendors?|holder|owner)\b(?!\W*(?:id|#|no))",
    re.IGNORECASE,
)
_NUMBERS = later(r"\b(?:ssn|soc|social|acct|accounts?|cards?|licen[sc]e|lic|tax id|tin|dl)\b", re.IGNORECASE)


def is_of_one(above: Sequence[Sequence[str]], header: Sequence[str]) -> bool:
    """Whether the table with a header is of whom the rows above it name.

    >>> is_of_one([["Employee:", "Lee, Ann"]], ["Bank", "Routing #", "Account #"])
    True
    >>> is_of_one([["Employee:", "Lee, Ann"]], ["Name", "SSN"]), is_of_one([["Employee:", "Lee, Ann"]], ["Day", "In"])
    (False, False)
    """
    named = [value for row in above for label, value in _fields(row) if _WHO.fullmatch(label)]
    if not any(" " in value.strip() and not any(map(str.isdigit, value)) for value in named):
        return False
    return any(map(_NUMBERS.search, header)) and not any(map(_NAMES.search, header))


def _fields(row: Sequence[str]) -> list[tuple[str, str]]:
    cells = [cell for cell in row if cell]
    return list(zip(cells[::2], cells[1::2], strict=False))
