"""Which duty of 201 CMR 17.03 and 17.04 a finding touches, by facts that can be seen (SPEC §12).

Rule: a duty is named with the fact observed, never without one. So far one fact is looked at: who may read the file.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from piiscan.model import Classification, Duty

_TOUCHED = frozenset(
    {
        Classification.PERSONAL_INFORMATION,
        Classification.NON_RESIDENT,
        Classification.REVIEW,
        Classification.ELEMENT_ONLY,
    }
)


class Facts(NamedTuple):
    """What was seen of a file beside its content."""

    mode: int  # as os.stat gives it; 0: not known


def _readable_by_all(facts: Facts) -> str:
    return f"mode {stat.S_IMODE(facts.mode):04o}: every user may read it" if facts.mode & stat.S_IROTH else ""


_DUTIES: tuple[tuple[str, Callable[[Facts], str]], ...] = (
    ("17.04(2)(a)", _readable_by_all),  # restrict access to those who need it for their job
)


@lru_cache(maxsize=64)  # the facts of a file are the same for all its findings
def duties_of(facts: Facts, classification: Classification) -> tuple[Duty, ...]:
    """The duties that a finding of some class in a file touches.

    >>> duties_of(Facts(0o100644), Classification.PERSONAL_INFORMATION)
    (Duty(clause='17.04(2)(a)', fact='mode 0644: every user may read it'),)
    >>> duties_of(Facts(0o100600), Classification.PERSONAL_INFORMATION)
    ()
    """
    if classification not in _TOUCHED:
        return ()
    return tuple(Duty(clause, fact) for clause, look in _DUTIES if (fact := look(facts)))
