"""The one address over a table of a household: of everybody in its rows (SPEC §4).

Applications for benefits, leases and camps ask once where a family lives, and then for each of its members in a row.
Rule: a title asks what somebody is to the applicant, a line near it speaks of a household or family, and the nearest
address above is in a field of its own. A row or a line below it that has another address is asked first. And who lives
at the "same address" lives at the one that stands last above.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.residence.around import residence
from piiscan.pairing.residence.evidence import Evidence

_RELATION = later(r"\b(?:rel|relation(?:ship)?)\b")
_HOUSEHOLD = later(
    r"\b(?:household|famil(?:y|ies)|people (?:in|living|who)|(?:who|persons?) liv(?:es?|ing)|living (?:with|in)"
    r"|in (?:your|the|this) home|occupants?)\b"
)
_ADDRESS = later(
    r"\W{0,4}(?:\d{1,2}[a-z]?[.)] )?(?:(?:home|street|unit|mailing|household|residen(?:ce|tial)|current|present)"
    r" )?(?:address|residence)\b"
)
_SAME = later(
    r"(?i)\bsame (?:home )?(?:address|addr\b|residence|household)"
    r"|\b(?:address|home|residence)[ \t]*[:.]?[ \t]{1,12}same\b"
    r"|\bmesmo endere[c\u00e7]o|\bmisma direcci[o\u00f3]n|\bmenm adr[e\u00e8]s"
)
_SAME_WORDS = (b"same", b"mesm", b"mism", b"menm")  # soon seen to be missing, as they are from most texts
_SAME_WITHIN = 4  # lines
_ROWS, _ABOVE = 12, 10  # lines
_REACH = 2400  # bytes
_TITLE = 160  # characters
_NUMBER = later(r"\d{3}-\d{2}-\d{4}")


def of_household(lines: Lines, where: Line) -> list[Evidence]:
    """What the address over the table of a household says of whom a row of it names."""
    asked = b"rel" in lines.lower(where.start - _REACH, where.start)
    titles = _titles(lines, where) if asked else None
    if titles is None:
        return []
    said = _HOUSEHOLD.search(titles.text.lower()) is not None
    found: list[Evidence] = []
    at = lines.before(titles)
    for _ in range(_ABOVE):
        if at is None or at.depth != where.depth or where.start - at.start > _REACH:
            break
        lower = at.text.lower()
        said = said or _HOUSEHOLD.search(lower) is not None
        if not found and _ADDRESS.match(lower) is not None:
            found = [one for one in residence([at], (at, 0)) if one.grade >= Grade.FAIR]
        elif not found and at.residence:
            break
        if found and said:
            return found
        at = lines.before(at)
    return []


def of_same(lines: Lines, where: Line, normal: str) -> list[Evidence]:
    """What the last address above says of somebody of whom a line, or one right below it, says "same address"."""
    near = lines.lower(where.start, where.end + _REACH)
    if not any(map(near.__contains__, _SAME_WORDS)):
        return []
    at: Line | None = where
    for _ in range(_SAME_WITHIN):
        if at is None or at.blank or any(one.person.normal != normal for one in at.mentions):
            return []
        if _SAME.search(at.text):
            break
        at = lines.after(at)
    else:
        return []
    above = lines.before(where)
    for _ in range(_ABOVE):
        if above is None or above.depth != where.depth or where.start - above.start > _REACH:
            break
        if found := [one for one in residence([above], (above, 0)) if one.grade >= Grade.FAIR]:
            return found
        above = lines.before(above)
    return []


def _titles(lines: Lines, row: Line) -> Line | None:
    """The titles over a row, of which one asks what somebody is to the applicant."""
    at = lines.before(row)
    for _ in range(_ROWS):
        if at is None or at.blank:
            return None
        if len(at.text) <= _TITLE and _NUMBER.search(at.text) is None and _RELATION.search(at.text.lower()):
            return at
        at = lines.before(at)
    return None
