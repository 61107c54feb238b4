"""Words for those who stand close to somebody: a number behind one of them is hardly that of who is named by a row."""

from __future__ import annotations

from piiscan.later import later

KIN = "husband|wife|spouse|son|daughter|mother|father|partner|brother|sister"
"""For patterns."""
_BEFORE = later(rf"\b(?:{KIN}|child|dependent)(?:['\u2019]s)?(?![\w-])[^.;|\n\d]{{0,40}}\Z")
_REACH = 64  # characters; a text may be as long as a file, and hold thousands of numbers


def is_of_kin(before: str) -> bool:
    """Whether a number behind some text of a remark is that of somebody's husband, wife, child.

    >>> is_of_kin("see file; spouse Nina SSN "), is_of_kin("spouse: see file. SSN ")
    (True, False)
    """
    return _BEFORE.search(before, max(0, len(before) - _REACH)) is not None
