"""Lists of the values of a statement, as logs of programs have them: ["Ann", "1"], [('Ann', '1'), …], [["ssn", "1"]].

Rule: a list begins behind a word for parameters, behind how old a compiled statement is (SQLAlchemy), or right behind
the statement (Ecto). Of a list of lists, the innermost one is meant; one of pairs whose first texts are names says of
each value what it is.
"""

from __future__ import annotations

from piiscan.later import later

_BEGINS = later(
    r"(?:(?:PARAMETERS|[Pp]arameters|[Pp]arams|[Bb]indings|[Aa]rgs|[Vv]alues)\"?\s?[:=]?\s?\"?"
    r"|\[(?:generated in|cached since|no key|raw sql|insertmanyvalues)[^\]\n]{0,80}\] |(?<=[\w\"`)]) {1,2}"
    r"|(?<=['\"`],) ?)"
    r"(?:array)?(?=[\[(]|\{\"1\":)"
)
_BEHIND = later(r"; (?=\"[^\"\n]*\"(?:, |\s*$))")  # of Sequelize
_ITEM = later(
    r"\s*+(?:\"\d{1,3}\":\s?)?(?:[NEbu]?(?P<quoted>'(?:[^'\\\n]|''|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\")(?:::\w+)?"
    r"|(?P<bare>(?:~[A-Z]\[[^\]\n]{0,80}\]|\w[\w.]{0,60}\([^()\n]{0,80}\)|[^,\[\](){}\n\"']){0,200}))\s*"
)
_NAME = later(r"[A-Za-z_]\w{0,80}")
_REACH = 1000  # characters between where a list begins and a value in it
_MOST = 400
_CLOSING = {"[": "]", "(": ")", "{": "}"}
Span = tuple[int, int]


def list_at(text: str, line: Span, at: int) -> tuple[list[Span], tuple[str, ...]]:
    """Where the values of the list round a place are, and their names, where it gives these.

    >>> text = 'VALUES ($1) [["ssn", "010-94-0001"], ["state", "MA"]]'
    >>> list_at(text, (0, len(text)), 25)
    ([(22, 33), (48, 50)], ('ssn', 'state'))
    """
    for begun in _BEGINS.finditer(text, max(0, line[0] - _REACH), at):
        spans, names = _lists(text, begun.end(), at)
        if any(start <= at < end for start, end in spans):
            return spans, names
    behind = _BEHIND.search(text, line[0], at)
    if behind is None:
        return [], ()
    spans, end = _items(text, behind.end(), "\n")
    return (spans, ()) if end >= 0 else ([], ())


def _lists(text: str, begin: int, at: int) -> tuple[list[Span], tuple[str, ...]]:
    """The innermost list round a place, of those that begin at another one; of pairs all that stand beside it."""
    place = begin
    rows: list[list[Span]] = []
    outer = text[begin : begin + 1] if text[begin + 1 : begin + 2] in set("[(") else ""
    place += len(outer)
    while place < len(text) and text[place] in _CLOSING and len(rows) < _MOST:
        spans, end = _items(text, place + 1, _CLOSING[text[place]])
        if end < 0:
            return [], ()
        rows.append(spans)
        place = end + 1
        while place < len(text) and text[place] in ", \n":
            place += 1
        if not outer:
            break
    if outer and all(len(row) == 2 and _NAME.fullmatch(text, *row[0]) for row in rows):
        return [row[1] for row in rows], tuple(text[slice(*row[0])] for row in rows)
    return next((row for row in rows if any(start <= at < end for start, end in row)), []), ()


def _items(text: str, at: int, closing: str) -> tuple[list[Span], int]:
    """The items of a list up to its end, and where that is; -1 where there is none."""
    found: list[Span] = []
    while len(found) < _MOST:
        item = _ITEM.match(text, at)
        assert item is not None  # noqa: S101 - it may be empty
        which = "quoted" if item["quoted"] is not None else "bare"
        start, end = item.span(which)
        if which == "quoted":
            start, end = start + 1, end - 1
        else:
            end = start + len(item["bare"].rstrip())
        if which == "quoted" or start < end:
            found.append((start, end))
        at = item.end()
        if closing == "\n" and (at >= len(text) or text[at - 1 : at] == "\n" or text[at] == "\n"):
            return found, at
        if at >= len(text) or text[at] != ",":
            return found, at if at < len(text) and text[at] == closing else -1
        at += 1
    return found, -1
