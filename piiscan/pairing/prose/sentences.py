"""The part of a line that a place belongs to: its sentence, the clause between semicolons, the brackets round it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from piiscan.later import later
from piiscan.pairing.prose.lines import Line, Mention

_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")
_BRACKET, _BRACKETS = later(r"[{}()\[\]]"), tuple("()[]{}")  # of most lines it is soon seen that they have none
_MOST_DEEP = 8
_BEFORE_END = 16
_END = later(  # the look behind stands second, so that the engine can search for the first character alone
    r"[.!?\n](?:(?<=\n)|(?<=[\w)\]\"'%\u201d\u2019].)[\"')\]\u201d]*\s+(?=[\"'(\[\u201c]*[A-Z0-9\u00c0-\u00de])"
    r"|(?<=\d{4}\.)\s+(?=[a-z]))"  # behind a number, whatever the next one begins with
)
_NO_END = later(
    r"(?:^|[^\w'])(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|St|Ste|Jr|Sr|Rev|Hon|Sgt|Lt|Capt|Prof|No|Nos|Num|Nr|Acct|Acc|Ave|Rd|Blvd|Ln|Apt"
    r"|Inc|Ltd|Co|Corp|vs|v|Lic|Soc|Sec|Tel|Ext|Dept|Mass|approx|Atty|Ste|Hwy|Sq|Mt|ca|cf|al|Exp|exp|Rte"
    r"|(?:account|acct|card|sec|security|lic|license|loan|policy|claim|check|serial|id|phone|case|docket|a/c) nos?"
    r"|lic|acct|soc|sec|tel|ext)$"
)
_AND = later(r",?\s+(?:and|or|&)\s+")
# "to 12 Elm St. Ms. Lee said": the full stop is that of the sentence, too.
_STREETS = ("St", "ve", "Rd", "vd", "Ln", "Sq", "wy")
_AFTER_STREET = later(r"(?:Mr|Mrs|Ms|Mx|Dr|He|She|They|The|It|His|Her|Their|We|On|At|When|Then|A|An)\b")


def sentence(line: Line, at: int) -> tuple[int, int]:
    """Where the sentence round a place in a line begins and ends.

    >>> sentence(Line(0, 28, "See St. John. Ann Lee has 7. So."), 20)
    (14, 29)
    """
    known = line.sentences.get(at)
    if known is None:  # each number asks some times for its own
        ends = line.places(_sentence_ends)
        index = bisect_right(ends, at)
        known = (ends[index - 1] if index else 0), (ends[index] if index < len(ends) else len(line.text))
        line.sentences[at] = known
    return known


def _sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end."""
    return [
        match.end()
        for match in _END.finditer(text)
        if not _NO_END.search(text, max(0, match.start() - _BEFORE_END), match.start())
        or (text[match.start() - 2 : match.start()] in _STREETS and _AFTER_STREET.match(text, match.end()))
    ]


def clause(text: str, start: int, end: int, at: int, mentions: Sequence[Mention]) -> tuple[int, int]:
    """The part of a sentence between semicolons round a place, if it names somebody; else the whole sentence.

    A semicolon in brackets parts what is said of one person: Ann Lee, of Lynn ("Wife"; SSN 1) and Bob Ray.
    """
    opened = text.rfind("(", start, at)
    inside = opened >= 0 and text.find(")", opened, at) < 0
    closed = text.find(")", at, end) if inside else -1
    closed = -1 if any(opened < one.at < closed for one in mentions) else closed
    begin = text.rfind("; ", start, opened if closed >= 0 else at) + 1 or start
    until = text.find("; ", max(at, closed), end)
    until = end if until < 0 else until
    return (begin, until) if any(begin <= one.at < until for one in mentions) else (start, end)


def joins(text: str, start: int, end: int) -> bool:
    """Whether nothing but "and" stands in a part of a text, between two persons.

    >>> joins("Ann Lee and Bob Ray", 7, 12), joins("Ann Lee, Bob Ray", 7, 9)
    (True, False)
    """
    return _AND.fullmatch(text, start, end) is not None


def within_braces(line: Line, at: int, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The persons of the innermost brackets round a place that hold any; all of them where none do.

    >>> within_braces(Line(0, 3, "{1}"), 1, [])
    []
    """
    start, end = at, at
    for _ in range(_MOST_DEEP):
        start = opening(line, start)
        if start < 0:
            return mentions
        end = _closing(line, end)
        inside = [one for one in mentions if start < one.at < end]
        if inside:
            return inside
    return mentions


def _brackets(text: str) -> list[int]:
    """Where the brackets of a text stand."""
    return [match.start() for match in _BRACKET.finditer(text)] if any(map(text.__contains__, _BRACKETS)) else []


def opening(line: Line, at: int) -> int:
    """The bracket before a place that is not closed before it, -1 if there is none."""
    depth = 0
    text, places = line.text, line.places(_brackets)
    for index in reversed(places[: bisect_left(places, at)]):
        if text[index] in _CLOSE:
            depth += 1
        elif not depth:
            return index
        else:
            depth -= 1
    return -1


def _closing(line: Line, at: int) -> int:
    """The bracket behind a place that is not opened behind it, else the end."""
    depth = 0
    text, places = line.text, line.places(_brackets)
    for index in places[bisect_left(places, at) :]:
        if text[index] in _OPEN:
            depth += 1
        elif not depth:
            return index + 1
        else:
            depth -= 1
    return len(line.text)
