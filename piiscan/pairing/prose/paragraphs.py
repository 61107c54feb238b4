"""Sentences that go on over line ends: the lines of a paragraph as one. The only file that knows how text is wrapped.

A line is gone on with if the next word did not fit in: so it is long, and the line below it begins no label, item
or row. What is indented, quoted with `>` or a comment is unwrapped too. Rows and lists are left as they are.
"""

from __future__ import annotations

from functools import lru_cache

from piiscan.later import later
from piiscan.pairing.prose import fields, letters, starts
from piiscan.pairing.prose.lines import Line, Lines, decode

_MOST = 4  # lines, either way
_REACH = 900  # bytes, either way
_SHORTEST = 24  # characters: what is shorter was not wrapped
_LONG = 36  # what is shorter, and holds a label, is hardly of a sentence
_WIDEST = 140
_KEPT = 1024
_SLACK = 2  # characters that a line may be shorter than the longest, beyond the word that did not fit in
_MARGIN = r"[ \t]{0,8}(?:(?:>[ \t]?){1,4}|#[ \t]+|//[ \t]?|\*[ \t]+|;[ \t]+|--[ \t]+)?[ \t]{0,8}"
_LINE_END = later(rf"[ \t]*\r?\n{_MARGIN}")
_OWN_MARGIN = later(_MARGIN)
_WORDS = later(r"(?<![\w@])[a-z]{2,}(?![\w@=:])")
_FEWEST_WORDS = 3
_JOINING = frozenset(  # behind these a sentence goes on with a name that has a line of its own
    (
        *("of", "for", "by", "to", "and", "or", "with", "from", "is", "was", "are", "as", "at", "in", "on", "that"),
        *("named", "called", "contact", "see", "tell", "told", "ask", "asked", "mr", "mrs", "ms", "dr", "the", "my"),
    )
)
_COLUMNS = later(r"\S(?:\t| {3,}|  (?=[^A-Z\d\"'(]))\S")
_LEADERS = ("|", "....", "____")
_BEGINS = later(
    r"(?:[-*\u2022\u2013+o]|\(?[\dA-Za-z]{1,2}[.)])[ \t]|\||#|=|-{3}|[\w /#.'\u2019-]{2,40}:(?:\s|$)|[QA]\d*[.:)] "
)
_COMMAND_ENDS = ("}'", '}"', ")'", ')"', ';"', ";'", "'\"")  # of a shell: curl -d '{"ssn": 1}'
_OPEN_NAME = later(r"[\s,(](?:[A-Z]|Mr|Mrs|Ms|Dr|Rev|Hon|Prof)\.\Z")
_LONGEST_OPEN = len(" Prof.")
_MARK = later(r" [-\u2013\u2014](?= )|:|  | \(|\t")  # behind the name of an item
_LABEL = later(r"[A-Z][\w /#.'\u2019-]{1,40}:(?:\s|$)")


class Paragraphs:
    """The lines of one segment, joined where a sentence goes on."""

    def __init__(self, lines: Lines, data: bytes | bytearray) -> None:
        self._lines = lines
        self._data = data
        self._joined: dict[tuple[int, int], Line] = {}
        self._characters: dict[tuple[int, int], int] = {}  # by the start of a paragraph and a place in it
        self._last: tuple[Line, Line] | None = None
        self._links: dict[int, bool] = {}  # of a line and the one below, by the start of that

    def at(self, line: Line) -> Line:
        """The paragraph that a line is in, as one line; the line itself where it is not wrapped.

        Some lines either way of this one, so that it is the same for any cut of the text into segments.
        """
        if self._last is None or self._last[0] is not line:  # many numbers may stand in one line
            self._last = line, self._at(line)
        return self._last[1]

    def _at(self, line: Line) -> Line:
        content = _content(line.text)
        if not content or _is_apart(content):
            return line
        first = last = line
        for _ in range(0 if starts.is_stamped(line.text) else _MOST):  # what begins with its time goes on from nothing
            above = self._lines.before(first)
            if above is None or line.start - above.start > _REACH or not self._linked(above, first):
                break
            first = above
        for _ in range(_MOST):
            below = self._lines.after(last)
            if below is None or below.end - line.end > _REACH or not self._linked(last, below):
                break
            last = below
        if first is last:
            return line
        key = first.start, last.end
        if key not in self._joined:
            if len(self._joined) >= _KEPT:
                self._joined.clear()
            self._joined[key] = Line(*key, self._text(*key))
        return self._joined[key]

    def _linked(self, line: Line, below: Line) -> bool:
        if below.start not in self._links:
            if len(self._links) >= _KEPT:
                self._links.clear()
            self._links[below.start] = self._is_one(line, below)
        return self._links[below.start]

    def characters(self, line: Line, offset: int) -> int:
        """The place of a byte offset in the text of a line or paragraph, in characters."""
        if self._joined.get((line.start, line.end)) is line:
            key = line.start, offset
            known = self._characters.get(key)
            if known is None:  # each number of a paragraph is asked for where all are
                if len(self._characters) >= _KEPT:
                    self._characters.clear()
                known = self._characters[key] = len(self._text(*key))
            return known
        return self._lines.characters(line, offset)

    def _text(self, start: int, end: int) -> str:
        return _LINE_END.sub(" ", decode(self._data[start:end], cut=True))

    def _is_one(self, line: Line, below: Line) -> bool:
        """Whether two lines are of one paragraph: a sentence goes on, or another one does right before or behind."""
        if not self._goes_on(line, below):
            return False
        if not _ends_sentence(line.text) or _content(below.text)[:1].islower():
            return True
        above, after = self._lines.before(line), self._lines.after(below)
        before_it = above is not None and not _ends_sentence(above.text) and self._goes_on(above, line)
        return before_it or (after is not None and not _ends_sentence(below.text) and self._goes_on(below, after))

    def _goes_on(self, line: Line, below: Line) -> bool:
        """Whether a sentence goes on from a line to the one below."""
        text, rest = line.text.rstrip(), _content(below.text)
        size = len(text)
        if not rest or starts.is_stamped(below.text) or not may_go_on(text) or _is_apart(rest):
            return False
        own = _content(text)
        if _BEGINS.match(rest) and not (rest[0].islower() and own[-1] not in ".:;"):
            return False
        if (
            _begin_alike(line, below)
            or starts.are_records(own, rest)
            or starts.are_counted(own, rest)
            or _stands_out(text, below.text)
        ):
            return False
        if _LABEL.match(own) and fields.has_label(own[: own.find(":")]) and rest[0].isupper():
            return False
        if size < _LONG and own[-1] != "," and (fields.has_label(own) or fields.has_label(rest)):
            return False
        if own[-1].isalnum() and own.split()[-1].lower() not in _JOINING and letters.alone(rest) is not None:
            return False  # the next person of a list, or who speaks next
        if own[-1] == ":" or line.depth != below.depth or _margin(text) != _margin(below.text):
            return False
        word = rest.split(None, 1)[0]
        return size + 1 + len(word) + _SLACK >= min(self._width(line, below), _WIDEST)

    def _width(self, line: Line, below: Line) -> int:
        """The length of the longest of some lines round two."""
        found = [len(line.text.rstrip()), len(below.text.rstrip())]
        above, after = self._lines.before(line), self._lines.after(below)
        found += [len(one.text.rstrip()) for one in (above, after) if one is not None and not one.blank]
        return max(found)


def may_go_on(text: str) -> bool:
    """Whether a sentence may go on from a line to the next, as far as the line itself tells.

    >>> may_go_on("the number of the customer is"), may_go_on("From a@b Thu Jan  1 00:00:00 2020"), may_go_on("the")
    (True, False, False)
    """
    text = text.rstrip()
    own = _content(text)
    if not own or not _SHORTEST <= len(text) <= _WIDEST or _is_apart(own) or own.endswith(_COMMAND_ENDS):
        return False
    fewest = _FEWEST_WORDS if own[-1] in ".!?;:)" or any(map(str.isdigit, own[-4:])) else 1
    return len(_WORDS.findall(own)) >= fewest


def _is_apart(content: str) -> bool:
    """Whether the content of a line is of a form, a table or a program: cells, leaders, a bracket at the end."""
    if content[-1] in "{};" or any(map(content.__contains__, _LEADERS)):
        return True
    return ("\t" in content or "  " in content) and _COLUMNS.search(content) is not None


def _ends_sentence(text: str) -> bool:
    """Whether a sentence ends with a line: behind an initial or a title the name goes on ("the buyer, Maria T.")."""
    text = text.rstrip()
    ends = text.rstrip(")\"'\u201d")[-1:] in {".", "!", "?", ""}
    return ends and not (text.endswith(".") and _OPEN_NAME.search(text, len(text) - _LONGEST_OPEN) is not None)


@lru_cache(maxsize=1 << 8)  # of the lines round a number, asked for in turns
def _content(text: str) -> str:
    """A line without its margin and the blanks at its end."""
    margin = None if text[:1].isalnum() else _OWN_MARGIN.match(text)
    return text[margin.end() if margin else 0 :].rstrip()


def _begin_alike(line: Line, below: Line) -> bool:
    """Whether two lines begin with somebody's name and the same mark: they are items of a list."""
    marks = []
    for one in (line, below):
        first = starts.indent(one.text)
        named = next((mention for mention in one.mentions if mention.at == first), None)
        behind = None if named is None else _MARK.match(one.text, named.at + len(named.person.name))
        marks.append(behind and behind[0])
    return marks[0] is not None and marks[0] == marks[1]


def _stands_out(item: str, below: str) -> bool:
    """Whether a line begins further out than the item of a list above it: it goes on from none.

    >>> _stands_out(" - Ann Lee, license", "They want"), _stands_out("- Ann Lee, license", "who wants")
    (True, False)
    """
    mark = starts.bullet(item)
    return bool(mark) and starts.indent(below) < starts.indent(mark)


def _margin(text: str) -> str:
    """The mark in the margin of a line: that of a comment, none of a list."""
    mark = text.lstrip()[:1]
    return mark if mark in {"#", "/", ";"} else ""
