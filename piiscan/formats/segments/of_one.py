"""Whether a table is of the one person whom the fields above it name: "Employee: Ann Lee", then accounts of banks.

Rule: the table has numbers that may be somebody's, and no column that names anybody. The field is a column of it then.
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


def owner_above(above: Sequence[Sequence[str]], header: Sequence[str]) -> tuple[str, str]:
    """The field of the rows above a header that names whom the table is of: its label and value. Empty: there is none.

    >>> owner_above([["Employee:", "Lee, Ann"]], ["Bank", "Routing #", "Account #"])
    ('Employee', 'Lee, Ann')
    >>> owner_above([["Employee:", "Lee, Ann"]], ["Name", "SSN"]), owner_above([["Name:", "Lee, Ann"]], ["Day", "In"])
    (('', ''), ('', ''))
    """
    fields = [(label, value) for row in above for label, value in _fields(row) if _WHO.fullmatch(label)]
    named = [(label.rstrip(": "), value) for label, value in fields if _is_name(value)]
    mine = len(named) == 1 and any(map(_NUMBERS.search, header)) and not any(map(_NAMES.search, header))
    return named[0] if mine else ("", "")


def _is_name(value: str) -> bool:
    return " " in value.strip() and not any(map(str.isdigit, value))


def _fields(row: Sequence[str]) -> list[tuple[str, str]]:
    cells = [cell for cell in row if cell]
    return list(zip(cells[::2], cells[1::2], strict=False))
