"""Tables whose records are of people they do not name: "MRN, SSN, Attending", "Student, SSN, Teacher" with first names.

Rule: all whom a table names work on records by their titles, and another title says whose or what these are. A number
there is for review with whom the row names, but where its own title says that it is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.lexicon import split_key
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.tables.column_owner import ACTING

WORKING = ACTING | {"assigned", "enumerator", "advisor", "advisors", "staff", "assignee", "inspector", "handler"}
"""Words of titles and keys for who works on records, or is told to."""
RECORDS = frozenset(
    """patient client student pupil claim claimant case ticket visit encounter mrn chart applicant application customer
    member respondent participant subject juror incident inmate resident tenant caller initials enrollee recipient
    consumer employee donor victim child minor complainant insured beneficiary
    """.split()  # noqa: SIM905 - as a list, 30 lines
)
"""And for whose or what these are."""


def are_of_others(header: Sequence[str], subjects: Sequence[Subject]) -> bool:
    """Whether the records of a table are of others than all whom it names.

    >>> are_of_others(["MRN", "SSN", "Attending"], [Subject("", full=2)])
    True
    >>> are_of_others(["Teacher", "SSN", "School"], [Subject("teacher", full=0)])
    False
    """
    named = {at for one in subjects for at in (one.full, one.given, one.surname) if 0 <= at < len(header)}
    titles = [frozenset(split_key(title).split()) for title in header]
    if not named or not all(WORKING & titles[at] for at in named):
        return False
    return any(RECORDS & words and not WORKING & words for at, words in enumerate(titles) if at not in named)


def is_theirs(group: str, header: Sequence[str], subjects: Sequence[Subject]) -> bool:
    """Whether the title of a number says that it is of somebody whom such a table names: "Agent SSN"."""
    words = set(split_key(group).split())
    return bool(words) and any(words & set(split_key(header[one.column]).split()) for one in subjects)
