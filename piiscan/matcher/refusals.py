"""Why a text that looks like a number is no candidate: the rules of `reference`, asked one by one.

For explanations alone: slow beside `find`, but linear. Rule: a shape here is looser than a number there (any borders,
separators that differ, too many digits), and what refuses it is said by the pieces of `reference` itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import regex

from piiscan.detectors import license_shapes, payment_card, ssn
from piiscan.detectors.labels import find_labels
from piiscan.matcher import reference
from piiscan.matcher.hits import LABEL_AFTER, LABEL_BEFORE, MARGIN, Hits
from piiscan.matcher.labels import searcher
from piiscan.matcher.patterns import ACCOUNT_LABEL, CARD_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.rows import cuts_through_digits, cuts_through_groups
from piiscan.matcher.value import in_its_place, in_value_position, may_be_ssn
from piiscan.matcher.written import ANCHOR

MOST = 1000
"""Shapes told of one segment, unless all are wanted."""

_SEPARATOR = rb"(?:[._/" + reference.SINGLE_SEPARATORS + rb"]|" + reference.MULTI_SEPARATORS + rb")"
_WIDE = rb"(?:" + reference.WIDE_DIGIT + rb")"
_WIDE_SEPARATOR = rb"(?:" + _SEPARATOR + rb"|" + reference.WIDE_SEPARATORS + rb")"


def _groups(*sizes: bytes, digit: bytes = b"[0-9]", separator: bytes = _SEPARATOR) -> bytes:
    return separator.join(digit + b"{" + size + b"}" for size in sizes)


_SHAPES = {
    "grouped-card": rb"(?<![0-9])(?:"
    + b"|".join(
        (_groups(b"4,8", b"4", b"4", b"4") + rb"(?:" + _SEPARATOR + rb"[0-9]{3})?", _groups(b"4", b"6", b"4,5"))
    )
    + rb")[0-9]{0,8}",
    "3-2-4": rb"(?<![0-9])(?:" + _groups(b"3,8", b"2", b"4,12") + rb")",
    "wide": _groups(b"3", b"2", b"4", digit=_WIDE, separator=_WIDE_SEPARATOR),
    "letters": rb"(?<![0-9A-Za-z])[A-Za-z]{1,2}[ -]?[0-9]{6,14}(?![0-9])",
    "digits": rb"(?<![0-9])[0-9]{7,40}(?![0-9])",
}
_BRANCHES = b"|".join(b"(?P<%s>%s)" % (f"s{at}".encode(), shape) for at, shape in enumerate(_SHAPES.values()))
_ANY = re.compile(rb"(?=[0-9\xef]|[A-Za-z]{1,2}[ -]?[0-9]{6})(?:" + _BRANCHES + rb")")
_RUN = re.compile(rb"[0-9]{3,}|\xef")
_LETTERED = 6  # digits in a row of a number with letters before them
_LETTERS_OR_SIGN = frozenset(bytes([byte]) for byte in string.ascii_letters.encode() + b" -")
_NAMES = tuple(_SHAPES)
_KINDS = (SSN_LABEL, LICENSE_LABEL, CARD_LABEL, ACCOUNT_LABEL)

# The borders of `reference`, whole and by parts: what a part of them refuses is a reason.
_MAY_BEGIN = {bare: regex.compile(reference._BEFORE_BARE if bare else reference._BEFORE) for bare in (False, True)}  # noqa: SLF001
_MAY_END = regex.compile(reference._AFTER)  # noqa: SLF001 - said once, there
_BEFORE = (
    ("uuid", regex.compile(rb"(?<=[0-9A-Fa-f]{4}-)")),
    ("decimal", regex.compile(rb"(?<=[0-9]\.)")),
    ("part-of-longer", regex.compile(rb"(?<=[0-9]|[0-9]-)")),
    ("inside-a-word", regex.compile(rb"(?<=[A-Za-z_])")),
    ("telephone", regex.compile(rb"(?<=\+)")),
    ("decimal", regex.compile(rb"(?<=\.)")),
    ("negative", regex.compile(rb"(?<=-)")),
)
_AFTER = (
    ("uuid", regex.compile(rb"-[0-9A-Fa-f]{4}(?![0-9])")),
    ("part-of-longer", regex.compile(rb"[0-9]|-[0-9]")),
    ("decimal", regex.compile(rb"\.[0-9]")),
    ("uuid", regex.compile(rb"-[0-9A-Fa-f]{4}")),
    ("inside-a-word", regex.compile(rb"[A-Za-z_]")),
)
_CARD_GROUPS = regex.compile(
    rb"[0-9]{4}(?:[^0-9]+[0-9]{4}){3}(?:[^0-9]+[0-9]{3})?|[0-9]{4}[^0-9]+[0-9]{6}[^0-9]+[0-9]{4,5}"
)
_SSN_GROUPS = regex.compile(rb"[0-9]{3}[^0-9]+[0-9]{2}[^0-9]+[0-9]{4}")
_WIDE_BEFORE, _WIDE_AFTER = regex.compile(rb"(?<=" + _WIDE + rb")"), regex.compile(_WIDE)
_SEPARATORS = regex.compile(_WIDE_SEPARATOR)


class Refusal(NamedTuple):
    """A text at [start, end) that looks like a number of some shape, and every rule that refuses it."""

    start: int
    end: int
    shape: str
    reasons: tuple[str, ...]


def refusals(data: bytes | bytearray, start: int, end: int, hits: Hits, most: int = MOST) -> tuple[list[Refusal], int]:
    """What looks like a number and starts in [start, end) but is no part of a hit; and how many more there are."""
    text = bytes(data)
    near = _Near(text, start, end)
    found: list[Refusal] = []
    more = 0
    for match in _shapes(text, start, end, hits, near):
        if len(found) >= most:
            more += 1
            continue
        first, behind = match.span()
        shape = _NAMES[(match.lastindex or 0) - 1]
        reasons = tuple(dict.fromkeys(_reasons(text, near, first, behind, shape)))
        found.append(Refusal(first, behind, _told(behind - first, shape), reasons or ("no-rule",)))
    return found, more


def _shapes(text: bytes, start: int, end: int, hits: Hits, near: _Near) -> Iterator[re.Match[bytes]]:
    """The shapes that are to be told: those that no hit touches, and bare digits only where they may be something."""
    order = np.argsort(hits.start, kind="stable")
    starts = hits.start.take(order)
    reach = np.maximum.accumulate(hits.end.take(order)) if order.size else hits.end
    for match in _matches(text, start, min(len(text), end + MARGIN)):
        first, behind = match.span()
        if first >= end:
            return
        before = int(np.searchsorted(starts, behind)) - 1  # the last hit that begins before this one ends
        if before >= 0 and int(reach[before]) > first:
            continue
        if _is_told(near, first, behind, _NAMES[(match.lastindex or 0) - 1]):
            yield match


def _matches(text: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
    """What `_ANY` finds one after the other, asked only where digits begin: it is slow at every letter."""
    last = start
    for run in _RUN.finditer(text, start, end):
        first = run.start()
        lettered = run.end() - first >= _LETTERED and text[first - 1 : first] in _LETTERS_OR_SIGN
        for place in range(first - 3 if lettered else first, first + 1):
            match = _ANY.match(text, place, end) if place >= last else None
            if match is not None:
                last = match.end()
                yield match
                break


def _is_told(near: _Near, start: int, end: int, shape: str) -> bool:
    """Whether a reader would take it for a number of ours: of other lengths, and with letters, only beside a label."""
    size = end - start
    if shape == "digits" and (size == 9 or size >= payment_card.SHORTEST):
        return True
    if shape == "letters":
        return near(LICENSE_LABEL, start, end) or near(ACCOUNT_LABEL, start, end)
    if shape == "digits":
        return any(near(kind, start, end) for kind in _KINDS)
    return True


def _told(size: int, shape: str) -> str:
    if shape == "digits":
        return f"{size} digits"
    return {"wide": "3-2-4", "letters": "letters and digits", "grouped-card": "groups"}.get(shape, shape)


class _Near:
    """Where labels stand in a stretch: searched for once, because asking `reference` for each shape takes minutes."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        first = max(0, start - MARGIN)
        found = searcher(frozenset(_KINDS))(b"\n" + text[first : end + 2 * MARGIN] + b"\n")
        self._starts = {kind: np.sort(found.start[found.kind == kind]) + first - 1 for kind in _KINDS}
        self._ends = {kind: np.sort(found.end[found.kind == kind]) + first - 1 for kind in _KINDS}

    def __call__(self, kind: int, start: int, end: int) -> bool:
        """Whether a label of a kind is near the number at [start, end), by the distances of `hits`."""
        ends, starts = self._ends[kind], self._starts[kind]
        before = int(ends.searchsorted(start - LABEL_BEFORE)) < int(ends.searchsorted(start, side="right"))
        return before or int(starts.searchsorted(end)) < int(starts.searchsorted(end + LABEL_AFTER, side="right"))


def _reasons(text: bytes, near: _Near, start: int, end: int, shape: str) -> Iterator[str]:
    """Every rule that refuses the shape at [start, end)."""
    bare = shape == "digits"
    yield from _borders(text, start, end, bare=bare)
    raw = text[start:end]
    digits = reference.digits_of(raw)
    match shape:
        case "3-2-4" | "wide":
            yield from _of_ssn(text, start, end, raw, digits)
        case "grouped-card":
            yield from _of_groups(text, start, end, raw, digits)
        case "letters":
            yield from _of_letters(text, start, end)
        case _:
            yield from _of_digits(text, near, start, end, digits)


def _borders(text: bytes, start: int, end: int, *, bare: bool) -> Iterator[str]:
    if _MAY_BEGIN[bare].match(text, start) is None:
        yield next((name for name, pattern in _BEFORE if pattern.match(text, start)), "part-of-longer")
    if _MAY_END.match(text, end) is None:
        yield next((name for name, pattern in _AFTER if pattern.match(text, end)), "part-of-longer")


def _differ(raw: bytes) -> bool:
    """Whether the separators of groups are not the same throughout."""
    return len({match.group().lower() for match in _SEPARATORS.finditer(raw)}) > 1


def _of_ssn(text: bytes, start: int, end: int, raw: bytes, digits: str) -> Iterator[str]:
    if len(digits) != 9 or (raw[:1].isdigit() and not _SSN_GROUPS.fullmatch(raw)):
        yield "part-of-longer"
        return
    if _WIDE_AFTER.match(text, end) or _WIDE_BEFORE.match(text, start):
        yield "part-of-longer"
    if _differ(raw):
        yield "separators-differ"
    elif b"_" in raw or b"/" in raw:
        yield "no-separator"
    yield from _area(digits)
    if b" " in raw and cuts_through_digits(*reference._beside(text, start, end)):  # noqa: SLF001
        yield "row-of-numbers"


def _area(digits: str) -> Iterator[str]:
    """Which rule of `ssn.validate` nine digits break."""
    if ssn.validate(digits) is not None or ssn.is_other(digits) is not None:
        return
    if digits[0] == "9":
        yield "area-9xx"
    elif digits[:3] in {"000", "666"}:
        yield f"area-{digits[:3]}"
    if digits[3:5] == "00":
        yield "group-00"
    if digits[5:] == "0000":
        yield "serial-0000"


def _of_groups(text: bytes, start: int, end: int, raw: bytes, digits: str) -> Iterator[str]:
    if not _CARD_GROUPS.fullmatch(raw):
        yield "part-of-longer"
        return
    if _differ(raw):
        yield "separators-differ"
    elif any(sign in raw for sign in b"._/"):
        yield "no-separator"
    yield from _card(text, start, end, digits, bare=False)
    if b" " in raw and cuts_through_groups(*reference._beside(text, start, end)):  # noqa: SLF001
        yield "row-of-numbers"


def _card(text: bytes, start: int, end: int, digits: str, *, bare: bool) -> Iterator[str]:
    """Which rule of a card number is broken: network, length, Luhn, label."""
    if payment_card.network(digits) is None:
        yield "no-network"
    elif not payment_card.luhn(digits):
        yield "luhn"
    elif not reference._is_card(text, start, end):  # noqa: SLF001
        wanted = bare and len(digits) in payment_card.LABEL_LENGTHS
        yield "no-label:length" if wanted else "no-label:network"


def _of_letters(text: bytes, start: int, end: int) -> Iterator[str]:
    raw = text[start:end].decode("ascii")
    if not (license_shapes.written(raw) or license_shapes.tells(license_shapes.compact(raw))):
        yield "no-such-license"
    digits = next(at for at in range(start, end) if text[at : at + 1].isdigit())
    if not in_its_place(text, digits):
        yield "not-a-value"
    elif end - digits < ANCHOR:
        yield "too-short"
    else:
        yield from _no_label(text, start)  # it is near the whole, and not near the digits


def _no_label(text: bytes, start: int) -> Iterator[str]:
    """That no label of ours is near; and the one of another thing that is, in the words of the lexicon."""
    yield "no-label"
    before = text[max(0, start - LABEL_BEFORE) : start].decode("utf-8", "replace")
    for label in reversed(find_labels(before)):
        if label.veto and "\n" not in before[label.end :]:
            yield f"called:{' '.join(before[label.start : label.end].lower().split())}"
        return


def _of_digits(text: bytes, near: _Near, start: int, end: int, digits: str) -> Iterator[str]:
    size = len(digits)
    if size > payment_card.LONGEST:
        yield "too-long"
        return
    if size >= payment_card.SHORTEST:
        yield from _card(text, start, end, digits, bare=True)
    elif size == 9:
        yield from _area(digits)
        if not near(SSN_LABEL, start, end):
            yield from _no_label(text, start)
        elif not may_be_ssn(text, start):
            yield "not-a-value"
    license_label, account_label = near(LICENSE_LABEL, start, end), near(ACCOUNT_LABEL, start, end)
    if (license_label or account_label) and not in_value_position(text, start):
        yield "not-a-value"
    elif license_label and not account_label and size not in reference.LICENSE_LENGTHS:
        yield "no-such-license"
    elif size < payment_card.SHORTEST and size != 9 and not (license_label or account_label):
        yield "too-short"
