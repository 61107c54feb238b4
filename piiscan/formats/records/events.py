"""Events of security logs (CEF, LEEF): those with a label for a number of ours as records, all else as text.

An event has fields of its own in pairs: cs1Label=SSN cs1=773-01-0001, in any order and however far apart. Rule: what a
field is called is its label, if it has one, else its key; whom the event is about is who a label says it is, else the
user. Events without such a label are read as the text they are, as are the lines between.
Sources: ArcSight, Implementing ArcSight Common Event Format; IBM, QRadar Log Event Extended Format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import BLOCK, open_text
from piiscan.formats.segments.keyed import TEXT, Record, Records, blocks
from piiscan.later import later
from piiscan.model import Blob, Segment, Shape

_HEAD = r"(?:[^|\\\n]|\\.){0,200}+\|"
_BEGINS = later(
    rf"CEF:[01]\|(?:{_HEAD}){{6}}|LEEF:1(?:\.0)?\|(?:{_HEAD}){{4}}"
    rf"|LEEF:2(?:\.0)?\|(?:{_HEAD}){{4}}(?:(?P<mark>[^\w\s|=]|0?x[0-9A-Fa-f]{{2}})?\|)?"
)
_LINE = later(rb"^[\w<>:.()@/+\[\] -]{0,200}(?:CEF:[01]|LEEF:[12](?:\.0)?)\|(?:[^|\n]{0,200}\|){4}", re.MULTILINE)
_LABELLED = later(r"Label=([^=\n]{1,60})")
_TELLING = later(
    r"ss[n#]|soc|segur|tax|\btin\b|licen|permit|\bd\.?l\b|card|tarjeta|\bpan\b|acc(?:oun)?t|iban|medicare|national",
    re.IGNORECASE,
)
_KEYS = ("ssn=", "SSN=", "Ssn=")
_GROUPS = later(r"=\d{3}-\d{2}-\d{4}(?!\d)")  # what it is, its label may say
_PAIR = later(r"(?<=[\s|])([A-Za-z][\w.\[\]-]{0,60})=")
_KIND = later(rf"EF:[012](?:\.0)?\|(?:{_HEAD}){{3}}([^|\n]*[0-9]{{7}}[^|\n]*)\|")  # with digits enough to be looked at
_LABEL = "label"
_USERS = frozenset(("suser", "duser", "usrname", "accountname"))
"""Keys of who did something, or to whom it was done."""
_USER = "user"
_DIGITS = re.compile(r"\d{7}")


def are_events(text: bytes) -> bool:
    r"""Whether some line of a text is an event.

    >>> are_events(b"<13>Nov 27 10:00:00 host CEF:0|Acme|HR|1.0|100|Viewed|3|suser=ann\n"), are_events(b"about CEF:0|")
    (True, False)
    """
    return text.find(b"EF:") >= 0 and _LINE.search(text) is not None


def extract_events(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The events that have labels as segments of shape OBJECT, and what else there is as text."""
    opened, _ = open_text(blob)
    records, other, base = Records(), Located(), 0
    with opened() as stream:
        for text, number, column in blocks(stream):
            if _is_telling(text):
                _take(text, number, column, records, other)
            else:
                other.add(text.encode("utf-8", "replace"), (), number, column)
            yield from records.drain()
            if len(other.data) >= BLOCK:
                yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)
                base, other = base + len(other.data), Located()
    yield from records.finish()
    if other.data:
        yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)


def _is_telling(text: str) -> bool:
    """Whether a label or key in some events, or one of the numbers, says that they have to be read."""
    labels = set(_LABELLED.findall(text))
    return any(map(_tells, labels)) or any(key in text for key in _KEYS) or _GROUPS.search(text) is not None


@lru_cache(maxsize=1 << 10)
def _tells(label: str) -> bool:
    return _TELLING.search(label) is not None


def _take(text: str, first: int, column: int, records: Records, other: Located) -> None:
    """Take the lines of a block one by one."""
    for number, line in enumerate(text.splitlines(keepends=True), first):
        record = _record(line, number, column)
        if record is None:
            other.add(line.encode("utf-8", "replace"), (), number, column)
        else:
            records.put(record)
        column = 1


def _record(line: str, number: int, column: int) -> Record | None:
    """An event with a telling label or key as a record; None for any other line."""
    begins = _BEGINS.search(line) if _is_telling(line) else None
    if begins is None:
        return None
    made = Record()
    _add_head(made, line[: begins.end()], number, column)
    pairs = list(_pairs(line, begins))
    labels = {key[: -len(_LABEL)]: value for key, value, _ in pairs if key.lower().endswith(_LABEL)}
    for key, value, at in pairs:
        if key[: -len(_LABEL)] not in labels or not key.lower().endswith(_LABEL):
            called = labels.get(key) or (_USER if key.lower() in _USERS else key)
            made.add(called, value, number, column + at)
        elif _DIGITS.search(value):
            made.add(TEXT, value, number, column + at)
    return made


def _add_head(made: Record, head: str, number: int, column: int) -> None:
    """What stands before the fields: the number of the kind of event is one, though its name may be "SSN in a mail"."""
    told = _KIND.search(head)
    if told is None:
        made.add(TEXT, head, number, column)
        return
    made.add(TEXT, head[: told.start(1)], number, column)
    made.add("event_id", told[1], number, column + told.start(1))
    made.add(TEXT, head[told.end(1) :], number, column + told.end(1))


def _pairs(line: str, begins: re.Match[str]) -> Iterator[tuple[str, str, int]]:
    """The keys of an event, their values, and where these begin in the line."""
    if line.startswith("LEEF", begins.start()):
        yield from _parted(line, begins.end(), _mark(begins["mark"]))
        return
    keys = [found for found in _PAIR.finditer(line, begins.end()) if line[found.end() - 2] != "\\"]
    ends = [*(found.start() for found in keys[1:]), len(line)]
    for found, end in zip(keys, ends, strict=False):  # without keys there is one end
        yield found[1], line[found.end() : end].rstrip(), found.end()


def _parted(line: str, at: int, mark: str) -> Iterator[tuple[str, str, int]]:
    """Pairs with a mark of their own between."""
    for piece in line[at:].rstrip("\r\n").split(mark):
        key, _, value = piece.partition("=")
        yield key.strip(), value, at + len(key) + 1
        at += len(piece) + len(mark)


def _mark(told: str | None) -> str:
    """What stands between the pairs, as the header of an event tells it: a tab, where it tells nothing.

    >>> _mark("^"), _mark("0x5e"), len(_mark(None))
    ('^', '^', 1)
    """
    if not told:
        return "\t"
    return told if len(told) == 1 else chr(int(told.lower().lstrip("0").removeprefix("x"), 16) or 9)
