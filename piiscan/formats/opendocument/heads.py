"""What stands between the texts of plain cells: the tags of a row, understood once and remembered by their text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from piiscan.formats.opendocument.cells import SEEN, Cell, repeats, stored_value

_ATTRIBUTES = r'((?:[ \t\r\n]+(?!xmlns)[\w:.-]+="[^"<>\t\r\n]*")*)[ \t\r\n]*'
CELL_END = "</text:p></table:table-cell>"
TEXT = "><text:p>"
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_ROW = re.compile(f"<table:table-row{_ATTRIBUTES}>")
_EMPTY = re.compile(f"<table:(?:covered-)?table-cell{_ATTRIBUTES}/>")
_CELL = re.compile(f"<table:table-cell{_ATTRIBUTES}")
VALUE = 'value="'  # office:value, office:date-value, and others that do not matter
_FORMULA = re.compile(r' table:formula="[^"&<>\t\r\n]*"')  # no text in it: it says nothing
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SPACE = re.compile(r"[ \t\r\n]+")
_WRONG = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f<\ufffe\uffff]|\]\]>")
_AS_IS = re.compile(r"\d{1,15}\.\d{0,9}[1-9]|\d{4}-\d\d-\d\d", re.ASCII)
_MOST = 4096
_WIDEST = 1000
_SAYS = frozenset({"value", "date-value", "string-value", "formula"})
_NUMBERS = frozenset({"float", "currency", "percentage"})


class Head(NamedTuple):
    """The tags in front of one text, or behind the last."""

    rows: int  # how often the row is repeated, where they begin it
    skipped: int  # empty cells before
    repeated: int  # of the cell
    kind: str  # of a value that is stored beside the text, "" for none


_NEW = Head(0, 0, 0, "new")


class Heads:
    """The tags seen so far, a few for each column of a sheet."""

    def __init__(self) -> None:
        self._known: dict[str | tuple[str, str], Head | None] = {}
        self._texts: set[str] = set()  # tags of one cell of text
        self._firsts: set[str] = set()  # of the first cell of text in its row

    def row(self, parts: list[str]) -> tuple[list[str], int] | None:
        """The cells of a row and how often it stands, from its tags and texts in turns; None if it is not plain."""
        if len(parts) % 2 == 0:
            return None
        tail = parts.pop()
        heads, texts = parts[::2], parts[1::2]
        texts = cleaned(texts) or []
        if len(texts) < len(heads):
            return None
        if not tail and heads and heads[0] in self._firsts and self._texts.issuperset(heads[1:]):
            return texts, 1
        return self._assembled(heads, texts, tail)

    def _assembled(self, heads: list[str], texts: list[str], tail: str) -> tuple[list[str], int] | None:
        rows = 0
        wide: dict[int, Head] = {}
        plain = self._texts
        for index in [index for index, head in enumerate(heads) if head not in plain]:
            found = self._cell(heads[index], texts[index])
            if found is None:
                return None
            head, texts[index] = found
            if bool(head.rows) == bool(index):
                return None  # a row begins where none can, or does not where it must
            rows = rows or head.rows
            if head.skipped or head.repeated > 1:
                wide[index] = head
        if tail or not heads:
            end = self._end(tail, first=not heads)
            if end is None or bool(end.rows) == bool(heads):
                return None
            rows = rows or end.rows
        return (spread(texts, wide) if wide else texts, rows) if rows else None

    def known(self, tags: str) -> Head:
        """What tags say that have been seen."""
        before, mark, after = tags.partition(VALUE)
        return self._known.get((before, after.partition('"')[2]) if mark else tags) or Head(0, 0, 1, "")

    def _cell(self, tags: str, text: str) -> tuple[Head, str] | None:
        """What the tags in front of a text say, and what the cell shows."""
        # What is another in each row is taken out: the value, which the text repeats or shortens.
        before, mark, after = tags.partition(VALUE)
        stored, _, after = after.partition('"')
        head = self._known.get((before, after) if mark else tags, _NEW)
        if head is _NEW:
            head = self._learn(before, mark, after)
        if head is None or head.skipped + head.repeated > _WIDEST:
            return None
        if head.kind and not (stored == text and text.isdigit()):
            if not stored or "&" in stored or not stored.isprintable():
                return None
            text = shown(head.kind, stored, text)
        return head, text

    def _learn(self, before: str, mark: str, after: str) -> Head | None:
        if len(self._known) > _MOST:
            self._known.clear()
            self._texts.clear()
            self._firsts.clear()
        tags = f'{before}{mark}" {after}' if mark else before
        # A formula without a text in it says nothing, and is another in each row.
        found = _understood(_FORMULA.sub("", tags), first=before.startswith("<table:table-row"))
        if mark:
            self._known[before, after] = found
            return found
        self._known[before] = found
        if found == (0, 0, 1, ""):
            self._texts.add(before)
        elif found == (1, 0, 1, ""):
            self._firsts.add(before)
        return found

    def _end(self, tail: str, *, first: bool) -> Head | None:
        found = self._known.get(tail, _NEW)
        if found is _NEW:
            found = self._known[tail] = _understood(f"{tail}<table:table-cell", first=first)
        return found


def _understood(tags: str, *, first: bool) -> Head | None:
    rows = skipped = at = 0
    if not tags.isprintable():
        return None
    if first:
        row = _ROW.match(tags)
        if row is None:
            return None
        local = _local(row[1])
        if local is None:
            return None
        rows, at = repeats(local, "number-rows-repeated"), row.end()
    while empty := _EMPTY.match(tags, at):
        local = _local(empty[1])
        if local is None or local.keys() & _SAYS:
            return None
        skipped, at = skipped + repeats(local, "number-columns-repeated"), empty.end()
    cell = _CELL.fullmatch(tags, at)
    local = _local(cell[1]) if cell else None
    if local is None or local.keys() & {"formula", "string-value"}:
        return None
    kind = local.get("value-type", local.get("type", ""))
    stored = {"date-value"} if kind == "date" else {"value"}
    if kind not in _NUMBERS | {"date"}:
        kind = ""
    elif local.keys() & _SAYS != stored or local[stored.pop()]:
        return None  # not the one value that was taken out
    return Head(rows, skipped, _repeated(local), kind)


def spread(texts: list[str], wide: dict[int, Head]) -> list[str]:
    """Texts with the empty and the repeated cells between them."""
    cells: list[str] = []
    for index, text in enumerate(texts):
        head = wide.get(index)
        if head is None:
            cells.append(text)
        else:
            cells += [""] * head.skipped + [text] * min(head.repeated, SEEN) + [""] * (head.repeated - SEEN)
    return cells


def _repeated(local: dict[str, str]) -> int:
    return repeats(local, "number-columns-repeated")


def _local(attributes: str) -> dict[str, str] | None:
    """Attributes by their local names, None if a name comes twice or a value needs expat."""
    found = _ATTRIBUTE.findall(attributes)
    if "&" in attributes or len({name for name, _ in found}) < len(found):
        return None
    return {name.rpartition(":")[2]: text for name, text in found}


def shown(kind: str, stored: str, text: str) -> str:
    """What a cell says of a value it stores, by the text that shows it."""
    return text if stored == text and _AS_IS.fullmatch(text) else _differs(kind, stored, text)


@lru_cache(maxsize=4096)
def _differs(kind: str, stored: str, text: str) -> str:
    stored = stored_value({"value-type": kind, "value": stored, "date-value": stored})
    return Cell([text] if text.strip() else [], stored).shown()


def _is_plain(joined: str, separators: int) -> bool:
    """Whether texts put together with "<" are what they look like: no tags, references or white space to fold."""
    if not joined.isprintable() or joined.count("<") != separators or "&" in joined or "]]>" in joined:
        return False
    return not ("  " in joined or " <" in joined or "< " in joined or joined[0] == " " or joined[-1] == " ")


def are_plain(texts: list[str]) -> bool:
    """Whether all of these texts are what they look like."""
    joined = "<".join(texts)
    return bool(joined) and _is_plain(joined, len(texts) - 1)


def cleaned(texts: list[str]) -> list[str] | None:
    """Texts as expat and `OdfStory` make them, None if one is theirs to tell."""
    joined = "<".join(texts)
    if not joined or _is_plain(joined, len(texts) - 1):
        return texts
    found = [_clean(text) for text in texts]
    return [text or "" for text in found] if None not in found else None


def _clean(text: str) -> str | None:
    """A text as expat and `OdfStory` make it, None if that is theirs to tell."""
    if text.isprintable() and "&" not in text and "  " not in text and ">" not in text and "<" not in text:
        return text.strip()
    if _WRONG.search(text):
        return None
    text = _SPACE.sub(" ", text)
    if "&" in text:
        if any(not name for name in _REFERENCE.findall(text)):
            return None
        text = _REFERENCE.sub(lambda found: _NAMED[found[1]], text)
    return text.strip()
