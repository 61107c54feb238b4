"""Stretches of a page that are text and tags without a say. The only file that makes text of HTML without tokens.

Most of a page is such a stretch, and a pass of compiled patterns over it is several times quicker than a token for
each tag. Rule: the text is to the byte what the tokens give, and a stretch with anything in it that might be told from
an attribute, an element with a reading of its own, or an entity that is not closed, is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats import kernel
from piiscan.formats.markup.html_breaks import BREAK, unbroken
from piiscan.formats.markup.html_sides import CLOSED, KEPT, OPENED, parted
from piiscan.formats.references import unescape
from piiscan.formats.segments.cell_labels import is_title
from piiscan.later import compiled, later

LONGEST = 16 << 10  # characters: of each that a number is found in, tokens are made to say where it stands
_WORTH = 150
_FEW = 24
_BLOCK_WORDS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main"
    " menu nav ol option optgroup p pre script section select style summary table tbody td textarea"
    " tfoot th thead title tr ul"
)
BLOCK = frozenset(_BLOCK_WORDS.split())  # what ends the line
_BLOCKS = b"".join(word.encode().ljust(kernel.WORD, b"\0") for word in sorted(BLOCK))
_SILENT = (
    "id href src rel lang dir width height align valign target type role border cellspacing cellpadding bgcolor color"
    " face size name for scope headers itemprop itemscope itemtype tabindex loading clear hidden"
    " nowrap aria-hidden xmlns xml:lang"
)


def _words(words: str) -> str:
    """A pattern for one of some words, by their first letters, which is quicker than one after the other."""
    groups = groupby(sorted(words.split(), key=lambda word: (word[0], -len(word))), key=lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(re.escape(word[1:]) for word in many)})" for first, many in groups)


def _quoted(value: str) -> str:
    """A value in quotes of either kind; `value` has "Q" where the quote is."""
    return "|".join(quote + value.replace("Q", quote) + quote for quote in "\"'")


# A value with no address that says something in it, no file, and never seven digits (`html` says what counts).
_QUIET = "(?:https?:)?+(?:[^Q<>?@:&0-9]++|[0-9]{1,6}+(?![0-9 .-]))*+"
_BARE = "(?:[A-Za-z#/_%]++|[0-9]{1,6}+(?![0-9 .-]))++(?=[\\s>])"
_ATTRIBUTES = (
    rf"(?:\s++(?:(?:class|style)=(?:{_quoted('[^Q<>]*+')})"
    rf"|(?:alt|title|value)=(?:\"\"|'')|(?:{_words(_SILENT)})(?![\w:.-])(?:=(?:{_quoted(_QUIET)}|{_BARE}))?+))*+\s*+/?+"
)
# Elements that are in no stretch: whose content is raw, of tables, of fields. Most tags begin with another letter.
_NONE = "(?=[IiLlOoSsTt])(?i:t(?:itle|extarea|able|[rdh])|s(?:cript|tyle|elect)|label|option|input)"
_DEFINES = re.compile(r"</?dt(?=[\s/>])", re.IGNORECASE)
_DEFINED = later(r"<dt(?=[\s/>])[^>]*+>((?:[^<]++|<(?!/?d[dt][\s/>]))*+)(<?)", re.IGNORECASE)
_NAME = r"[A-Za-z][A-Za-z0-9:-]*+"
_TAG = rf"</?+(?!{_NONE}[\s/>]){_NAME}{_ATTRIBUTES}>"
_STRETCH = compiled(rf"(?:[^<]*+{_TAG})*+")
_TR, _TD = (rf"<(?i:{name}){_ATTRIBUTES}>" for name in ("tr", "t[dh]"))
_ROWS = compiled(rf"(?:\s*+{_TR}\s*+(?:{_TD}(?:[^<]*+{_TAG})*+[^<]*+</(?i:t[dh])\s*+>\s*+)++</(?i:tr)\s*+>)++")
_RUN = compiled(r"(?:<[^>]++>\s*+)++")
_EACH = re.compile(r"<[^>]++>")
_TAG_NAME = re.compile(r"(?<=<)/?+[^\s/>]++")
# Marks of tags. They are no text of a page: what has one in it is no stretch.
_LINE, _CELL, _BEHIND, _ROW, _OPENED, _CLOSED = _MARKS = "\0\1\2\3\4\5"
_SIDES = re.compile("([\4\5]+)")
_ROUND_LINE = later("(?:[\4\5]*+\0)++")

_IN_CELL = re.compile("\1[^\2]*+\2")
_BLANK = re.compile("[\1-\3]\\s|\\s[\1-\3]")
_BLANKS = re.compile("(?<=[\1-\3])\\s++|\\s++(?=[\1-\3])")
_EMPTY = re.compile("\3\1*+\3")
_OF_ROWS = {"tr": "", "/tr": _ROW, "td": _CELL, "th": _CELL, "/td": _BEHIND, "/th": _BEHIND}
# An entity that may end in the next piece of text, or that is the end of a line.
_OPEN = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*+|#[0-9]++|#[xX][0-9A-Fa-f]++);|\s)|&(?:#0*+10|#[xX]0*+[aA]|NewLine);")


def stretch(buffer: str, at: int, reach: int) -> tuple[str, int]:
    """What begins at `at`, "plain" or "rows" (whole ones of a table), and its end; "" where it is not worth it.

    Not more than `reach` is looked at.
    """
    for kind, pattern in (("plain", _STRETCH), ("rows", _ROWS)):
        found = pattern.match(buffer, at, at + reach)
        end = found.end() if found else at
        if end - at >= _WORTH and (bad := _bad(buffer, at, end)) >= 0:
            found = pattern.match(buffer, at, bad)
            end = found.end() if found else at
        if end - at >= _WORTH:
            return kind, end
    return "", at


def _bad(buffer: str, start: int, end: int) -> int:
    """Where something stands that is in no stretch; -1 if nothing does."""
    places = [place for mark in _MARKS if (place := buffer.find(mark, start, end)) >= 0]
    entity = buffer.find("&", start, end)
    if entity >= 0 and (found := _OPEN.search(buffer, entity, end)) is not None:
        places.append(found.start())
    return min(places, default=-1)


class Flowing(NamedTuple):
    """The text of a stretch, with entities as they are."""

    ended: bool  # whether the end of a line stands before it
    text: str
    side: int  # behind it, as of `html_sides`
    defines: bool  # whether there is a list of definitions


def defines(source: str) -> bool:
    """Whether there is a list of definitions in a stretch."""
    return _DEFINES.search(source) is not None


def definitions(marks: Marks, source: str) -> Iterator[int]:
    """Where labels begin in a stretch that have their value in a list of definitions, or may have it."""
    for found in _DEFINED.finditer(source):
        inside, closed = found.groups()
        text = flowing(marks, inside).text if "<" in inside else inside
        if not closed or is_title(" ".join((unescape(text) if "&" in text else text).split()).rstrip(" :*")):
            yield found.start()


def flowing(marks: Marks, source: str, before: str = "", side: int = 0) -> Flowing:
    """The text of a stretch. `marks`: those of `in_lines`. `before`, `side`: what stands before, as of `html_sides`."""
    source, before = unbroken(source, before), "" if before == BREAK else before
    if kernel.untagged:
        with suppress(UnicodeEncodeError):  # half a pair of UTF-16, as mail in sets unknown may bring along
            return Flowing(*kernel.untagged(source, _BLOCKS, before, side))
    return untagged(marks, source, before, side)


def untagged(marks: Marks, source: str, before: str, side: int) -> Flowing:
    """The same. `_kernel.c` has it, too."""
    text = in_lines(marks.text(source))
    ended = text.startswith(_LINE)
    if ended:
        before, side = "", 0
    pieces: list[str] = []
    for number, piece in enumerate(_SIDES.split(text.replace(_LINE, "\n")[ended:])):
        if number % 2:
            for mark in piece:
                side = (CLOSED if mark == _CLOSED else OPENED)[side]
        elif piece:
            pieces.append(f" {piece}" if parted(side, before, piece) else piece)
            before, side = (before + pieces[-1])[-KEPT:], 0
    return Flowing(ended, "".join(pieces), side, defines(source))


def in_cell(source: str) -> str:
    """The text of a stretch that stands in a cell, where each tag that ends a line does."""
    text = _marked(source).replace(_LINE, "\n")
    return unescape(text) if "&" in text else text


def rows(source: str) -> Iterator[tuple[list[str], str]]:
    """The cells of each row, and the row for `between`."""
    *rows, _ = _marked(source, cells=True).replace(_LINE, "\n").split(_ROW)
    for row in rows:
        cells = [cell.partition(_BEHIND)[0] for cell in row.split(_CELL)[1:]]
        if "&" in row:
            cells = list(map(unescape, cells))
        yield list(map(str.strip, cells)), row


def between(row: str) -> str:
    """The blanks of a row outside of its cells."""
    return _IN_CELL.sub("", row)


def records(marks: Marks, source: str) -> str:
    """Rows as records of a table segment, `marks` being those of `in_records`.

    "" where each is to be looked at: one is empty, or has a separator in it.
    """
    if "\x1e" in source or "\x1f" in source:
        return ""
    text = marks.text(source)
    text = in_records((unescape(text) if "&" in text else text).strip())[1:]
    if text[0] in "\1\3" or (("\3\1" in text or "\3\3" in text) and _EMPTY.search("\3" + text)):
        return ""
    return text.replace(_CELL, "\x1f").replace(_ROW, "\x1e")


def in_lines(source: str) -> str:
    """A stretch, or a run of tags in it, with one mark for tags that end a line, and none where it is at its end."""
    text = _ROUND_LINE.sub(_LINE, _marked(source, sides=True))
    return text.replace("\n\0", "\n")


def in_records(source: str) -> str:
    """The same for rows: a mark between cells and one behind each row, and no blanks beside them."""
    text = _marked(source, cells=True).replace(_LINE, "\n")
    if _BLANK.search(text):
        text = _BLANKS.sub("", text)
    return text.replace("\2\1", "\1").replace("\2\3", "\3").replace("\3\1", "\3") if _BEHIND in text else text


class Marks(Struct):
    """What the runs of tags met become: they are the same over and over, and quicker to search for than a pattern.

    `mark` must give the same for a run as for its parts one after the other, and again for what it gave.
    """

    mark: Callable[[str], str]
    runs: list[tuple[str, str]] = field(default_factory=list)
    many: bool = False  # so many that it is not worth it

    def text(self, source: str) -> str:
        """The source with marks in place of its tags."""
        if not self.many:
            text = self._replaced(source)
            if "<" not in text:
                return text
            found = set(_RUN.findall(source))
            self.runs = sorted(((run, self.mark(run)) for run in found), key=lambda one: -len(one[0]))
            self.many = len(found) > _FEW
        return self._replaced(source) if not self.many else self.mark(source)

    def _replaced(self, source: str) -> str:
        for run, mark in self.runs:
            source = source.replace(run, mark)
        return source


def _marked(source: str, *, cells: bool = False, sides: bool = False) -> str:
    """The text, with a mark for each tag that ends a line, and for those of rows and cells."""
    if "<" not in source:
        return source
    marks = {tag: _mark(tag, cells=cells, sides=sides) for tag in set(_EACH.findall(source))}
    if len(marks) > _FEW:
        return _EACH.sub(lambda tag: marks[tag[0]], source)
    for tag, mark in marks.items():
        source = source.replace(tag, mark)
    return source


def _mark(tag: str, *, cells: bool, sides: bool) -> str:
    found = _TAG_NAME.match(tag, 1)
    name = found[0].lower() if found else ""
    if cells and name in _OF_ROWS:
        return _OF_ROWS[name]
    if name.removeprefix("/") in BLOCK:
        return _LINE
    return "" if not sides else _CLOSED if name.startswith("/") else _OPENED
