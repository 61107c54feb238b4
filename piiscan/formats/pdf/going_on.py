"""Pages that go on with the document of the page before: they are no text of their own.

Rule: pages do not run into each other, because a file may be the print of many persons. A page goes on where both are
numbered as the next pages of one document ("Page 1 of 2", "Page 2 of 2"), it has a number that may matter and names
nobody by a label; and where the page before ends with a label without its value, and the page begins with one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from piiscan.formats.segments.cell_labels import is_title
from piiscan.later import later

_PAGE = later(r"\b(?:page|pg\.?)[ ]{0,3}(\d{1,3})[ ]{0,3}(?:of|/)[ ]{0,3}(\d{1,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3}[-. ]?\d\d[-. ]?\d\d")
_PERSON = later(
    r"^[^:\n]{0,40}\b(?:names?|employee|member|patient|insured|borrower|applicant|taxpayer|customer|client|student"
    r"|claimant|subscriber|policyholder|owner|recipient|account holder|resident|tenant|subject|re|attn)\b[^:\n]{0,30}:"
    r"|^\s*dear\b",
    re.IGNORECASE | re.MULTILINE,
)
_VALUE = re.compile(r"[A-Z]{0,2}\d[\d .-]{5,24}\d|[A-Z]\d{7,8}")
_MOST = 20_000  # characters of a page that are looked at
_NEAR = 200  # characters of its ends


def goes_on(before: str, following: Callable[[], str]) -> str:
    r"""The text of the page that follows, if it goes on with the one before; "" if it does not.

    >>> bool(goes_on("Member: Ann Lee\nPage 1 of 2\n", lambda: "SSN: 773-01-0001\nPage 2 of 2\n"))
    True
    >>> bool(goes_on("Member: Ann Lee\nPage 1 of 2\n", lambda: "Member: Bob Ray\nSSN: 773-01-0001\nPage 2 of 2\n"))
    False
    >>> bool(goes_on("Member: Ann Lee\nSSN:\n", lambda: "773-01-0001\n")), goes_on("SSN:\n", lambda: "Plan 773\n")
    (True, '')
    """
    numbered = _numbers(before)
    waiting = _label(before)
    if not waiting and (numbered is None or numbered[0] >= numbered[1]):
        return ""
    text = following()
    if waiting and _begins_with_value(text):
        return text
    if numbered is None or _numbers(text) != (numbered[0] + 1, numbered[1]):
        return ""
    return text if _NUMBER.search(text, 0, _MOST) and not _PERSON.search(text, 0, _MOST) else ""


def _numbers(text: str) -> tuple[int, int] | None:
    """The number of a page and how many there are, where it says so once or more, and always the same."""
    found = {(int(one[1]), int(one[2])) for one in _PAGE.finditer(text, 0, _MOST)}
    return found.pop() if len(found) == 1 else None


def _label(text: str) -> bool:
    """Whether a page ends with a label, and nothing behind it but its number."""
    for line in reversed(text[-_NEAR:].splitlines()):
        said = line.strip()
        if said and _PAGE.search(said) is None and not said.isdigit():
            return said.endswith(":") and is_title(said)
    return False


def _begins_with_value(text: str) -> bool:
    for line in text[:_NEAR].splitlines():
        said = line.strip()
        if said and _PAGE.search(said) is None:
            return _VALUE.fullmatch(said) is not None
    return False
