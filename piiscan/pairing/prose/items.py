"""Items of a list below a title that names one person: a number in one of them is of that person, whoever others name.

"Interview notes: Ann Lee", and below "- references: Bob Ray", "- SSN: 1". An item that begins with a name, or has a
label of one, is a record of its own; who is named further on in an item, or only acts or serves, is not.
"""

from __future__ import annotations

import re

from piiscan.later import later
from piiscan.matcher.hits import KIND_OF
from piiscan.model import Grade
from piiscan.pairing.prose import starts
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.line_persons import ACTING, SERVING
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.numbers import ONE_EACH, Hit, Numbers
from piiscan.pairing.prose.others import is_actor

_MOST = 20  # lines
_REACH = 2000  # bytes
_LONGEST = 100  # characters of a title
_SENTENCE = later(r"[.!?;,]\s*\Z")
_DOES = later(  # before a name in a title: who has to see to the list, and is not what it is about
    r"\b(?:for|by|from|to|cc|via|per|with|assigned|owner|hosted|attendees|team of|dear|hi|hello)\b\W{0,3}\Z",
    re.IGNORECASE,
)
_DOES_REACH = 24
_FIRST = later(r"[\W_]*(?:0?1|[AaIi])(?![^\W_])")  # "5." goes on from what stands above it, which is no title
_BEFORE_NAME = later(r"[\W\d_]*")  # a bullet, a box to check, the marks of bold letters


def of_list(lines: Lines, numbers: Numbers, line: Line, hit: Hit) -> Found | None:
    """Whom the title of a list names that a number's line is an item of, which names nobody itself."""
    mark = starts.bullet(line.text)
    title = None if not mark or line.mentions else _title(lines, line, mark)
    if title is None or title.blank or len(title.text) > _LONGEST or _SENTENCE.search(title.text):
        return None
    named = [one for one in title.mentions if one.person.grade >= Grade.FAIR]
    if len(named) != 1 or len(title.mentions) > 1 or _is_another(title.text, named[0]):
        return None
    if KIND_OF[hit[0]] in ONE_EACH and len(numbers.within(hit[0], title.start, line.end)) > 1:
        return None
    return Found(named[0], title, (), [title, *_others(lines, title, line, mark), line])


def _title(lines: Lines, line: Line, mark: str) -> Line | None:
    """The line above a list, one blank line between or none; None where an item above is a record of its own."""
    at, item = lines.before(line), line
    for _ in range(_MOST):
        if at is None or line.start - at.start > _REACH or at.depth != line.depth:
            return None
        if at.blank:
            above = lines.before(at)
            return None if above is None or starts.bullet(above.text) else above
        if starts.bullet(at.text) != mark:
            return at if "#" not in mark or _FIRST.match(item.text) is not None else None
        item = at
        if any(_is_record(at, one) for one in at.mentions):
            return None
        at = lines.before(at)
    return None


def _is_record(item: Line, one: Mention) -> bool:
    """Whether an item of a list is the record of somebody named in it."""
    if one.labelled:
        return not {ACTING, SERVING}.intersection(one.person.evidence)
    return _BEFORE_NAME.fullmatch(item.text, 0, one.at) is not None


def _is_another(title: str, one: Mention) -> bool:
    """Whether a title names somebody who has to do with the list, and is not what it is about."""
    goes_on = title[one.at + len(one.person.name) :].strip(
        " *_#\t\r"
    )  # "Interview -- Ann Lee -- 2nd round": no signature
    if {ACTING, SERVING}.intersection(one.person.evidence) or (is_actor(title, one) and not goes_on.startswith("-")):
        return True
    return _DOES.search(title, max(0, one.at - _DOES_REACH), one.at) is not None


def _others(lines: Lines, title: Line, line: Line, mark: str) -> list[Line]:
    """The other items of a list that name nobody: they may say where the person lives."""
    found: list[Line] = []
    at = lines.before(line)
    while at is not None and at.start > title.start:
        found.append(at)
        at = lines.before(at)
    at = lines.after(line)
    while at is not None and starts.bullet(at.text) == mark and at.start - line.end < _REACH:
        found.append(at)
        at = lines.after(at)
    return [one for one in found if not one.mentions]
