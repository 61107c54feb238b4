"""Titles of the parts of a form that say whom the fields below are about: "Section 2. Spouse", "EMERGENCY CONTACT"."""

from __future__ import annotations

import re

from piiscan.later import later

_LONGEST = 64
_WHO = (
    r"(?:co[- ]?)?(?:applicants?|borrowers?|buyers?|insureds?|owners?|tenants?|signers?|makers?|debtors?)|spouses?"
    r"|employees?|employers?|patients?|guarantors?|subscribers?|members?|participants?|beneficiar(?:y|ies)"
    r"|dependents?|child(?:ren)?|students?|parents?|guardians?|physicians?|doctors?|witness(?:es)?|preparers?|notary"
    r"|landlords?|references?|emergency contacts?|next of kin|sellers?|claimants?|veterans?|clients?|persons?"
    r"|informants?|decedents?|taxpayers?|drivers?|operators?|party|parties|head of household|vehicle|payee"
)
_TITLE = later(
    r"\W*(?:(?:(?:section|part|step) (?:\d{1,2}|[a-z]|[ivx]{1,4})\b|\d{1,2}\.|[a-z]\.)\W*)?"
    r"(?:(?:primary|secondary|joint|contingent|additional|other|personal|current|previous|former|responsible|referring"
    r"|attending|paid|authorized|in case of|second|first|minor|legal|custodial|about (?:you|the)|the|your) ){0,3}"
    rf"(?:(?:{_WHO})(?:['\u2019]?s)?(?:[ /]{{1,3}}(?:and |or |& )?|\b)){{1,4}}"
    r"(?:(?:\d|[a-d]|i{1,3})\b)?\W*(?:information|details|data|section|history|representative|use only|statement)?"
    r"\W*(?:\([^()]{0,48}\))?\W*",
    re.IGNORECASE,
)
_NOTIFY = later(r"\W*(?:in case of |person to notify in )[^:\n]{0,30}emergency\b[^:\n]{0,40}", re.IGNORECASE)
_STEP = later(r"\W*(?:section|part|step) (?:\d{1,2}|[a-z]|[ivx]{1,4}|one|two|three|four)\b[^:\n]*", re.IGNORECASE)
_ENDS = later(
    r"[^:\n]{0,40}\b(?:information|insurance|payment|deposit|details|use only|owner|children|household|individuals?"
    r"|verification|certification|consent|history|composition|references)\W*(?:\([^()]{0,48}\))?\W*",
    re.IGNORECASE,
)
_PATTERNS = (_TITLE, _NOTIFY, _STEP, _ENDS)


def is_part_title(line: str) -> bool:
    """Whether a line of a page is nothing but the title of a part of a form.

    >>> [is_part_title(line) for line in ("CO-APPLICANT INFORMATION", "Section 2. Spouse", "Joint Owner", "PATIENT")]
    [True, True, True, True]
    >>> is_part_title("Patient Name DOB Sex SSN"), is_part_title("Ann Lee")
    (False, False)
    """
    if not 3 < len(line) < _LONGEST:
        return False
    return any(pattern.fullmatch(line) is not None for pattern in _PATTERNS)
