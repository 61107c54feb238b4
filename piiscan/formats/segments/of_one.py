"""Whether a table is of the one person whom the fields above it name: "Employee: Ann Lee", then accounts of banks.

Rule: the table has numbers that may be somebody's, and no column that names anybody. The field is a column of it then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.later import later
from piiscan.model import Axis, Location

_WHO = later(
    r"(?:(?:employee|member|patient|client|customer|tenant|student|participant|donor|volunteer|resident|worker|borrower"
    r"|insured|subscriber"
    r"|applicant|veteran|head of household|account ?holder|cardholder|owner|claimant"
    r"|taxpayer|decedent|deceased)(?:'s)?(?: name)?|(?:full )?name|estate of)\s*:\s*",
    re.IGNORECASE,
)
_NAMES = later(
    r"\b(?:(?<!bank )(?<!plan )names?|first|last|surname|employees?|spouse|dependents?|members?|patients?|clients?"
    r"|customers?|payees?|tenants?|students?|drivers?|participants?|beneficiary|vendors?|holder|owner)\b(?!\W*(?:id|#|no))",
    re.IGNORECASE,
)
_ABOVE = 2 << 10  # bytes of the text over a table that may say whose it is
# The number of a box, and how to fill it in.
_DRESS = later(r"\A[\s*>]*(?:\(?\d{1,3}[a-z]?[.)]?\s+|[a-z][.)]\s+)?|\([^()]*\)")
_NAMED = later(
    r"\b(?:names?|employee|borrower|applicant|client|member|patient|insured|owner|spouse|head of household|estate of"
    r"|decedent|deceased)\b",
    re.IGNORECASE,
)
_ACTS = later(
    r"\b(?:landlord|contact|physician|doctor|supervisor|manager|bank|company|plan|employer|school|program|agency|firm|file)\b",
    re.IGNORECASE,
)
_ASSETS = later(r"\b(?:description|assets?|property)\b", re.IGNORECASE)
_ESTATE = later(r"(?:estate of|decedent|deceased)", re.IGNORECASE)
"""Who has all that an inventory lists, whatever its columns are called."""
_RELATION = later(r"\b(?:rel|relation(?:ship)?)\b", re.IGNORECASE)
_HOUSEHOLD = later(
    r"\b(?:household|famil(?:y|ies)|people (?:in|living|who)|(?:who|persons?) liv(?:es?|ing)|living (?:with|in)"
    r"|in (?:your|the|this) home|occupants?)\b",
    re.IGNORECASE,
)
_HOME = later(
    r"(?mi)^\W{0,4}(?:\d{1,2}[a-z]?[.)] )?(?:(?:home|street|unit|mailing|household|residen(?:ce|tial)|current|present)"
    r" )?(?:address|residence)[ \t]*[:\t][ \t]*(\d[^\n:]{8,90})$"
)
_PARTING = later(r"\t| \| | {3,}")
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


def owner_in(text: bytes | bytearray, at: Location, header: Sequence[str]) -> tuple[str, str]:
    r"""The same of the lines of text above a table of a document, which name one person and nobody beside.

    >>> from piiscan.model import Step
    >>> at, header = (Step(Axis.TABLE, 1),), ["Type", "Bank", "Account Number"]
    >>> owner_in(b"1a. Name (First, Last): Ann Lee\nCity: Lowell\n", at, header)
    ('Name', 'Ann Lee')
    >>> owner_in(b"Name: Ann Lee\nSpouse's name: Bob Ray\n", at, header)
    ('', '')
    """
    apart = not any(step.axis is Axis.TABLE for step in at)
    if apart or not (any(map(_NUMBERS.search, header)) or any(map(_ASSETS.search, header))):
        return "", ""
    said = text[-_ABOVE:].decode("utf-8", "replace").replace(":\t", ": ")
    if any(map(_NAMES.search, header)):
        return home_of_all(said) if any(map(_RELATION.search, header)) else ("", "")
    named: dict[str, str] = {}
    for line in said.splitlines():
        for field in _PARTING.split(line):
            label, colon, value = field.partition(":")
            label = _DRESS.sub("", label).strip()
            if colon and _is_name(value) and _NAMED.search(label) and not _ACTS.search(label):
                named.setdefault(value.strip(), label)
    value, label = next(iter(named.items()), ("", ""))
    mine = any(map(_NUMBERS.search, header)) or _ESTATE.match(label) is not None
    return (label, value) if mine and len(named) == 1 and _WHO.fullmatch(f"{label}:") else ("", "")


def home_of_all(said: str) -> tuple[str, str]:
    r"""The field of the one address over a table of a household, which is that of everybody in its rows.

    >>> home_of_all("Household list\nHome address: 7 Elm St, Lynn MA 01902\n")
    ('Home address', '7 Elm St, Lynn MA 01902')
    >>> home_of_all("Beneficiaries\nHome address: 7 Elm St, Lynn MA 01902\n")
    ('', '')
    """
    found = _HOME.findall(said)
    return ("Home address", found[0].strip()) if len(found) == 1 and _HOUSEHOLD.search(said) else ("", "")


def _is_name(value: str) -> bool:
    return " " in value.strip() and not any(map(str.isdigit, value))


def _fields(row: Sequence[str]) -> list[tuple[str, str]]:
    cells = [cell for cell in row if cell]
    return list(zip(cells[::2], cells[1::2], strict=False))
