"""Where labels stand in a text: what names a number or a name, and what names something else.

Rule: whole words only, and on overlap the longest phrase wins, so that `Order Number` is not a number's label
and `Software License` not a driver's. A word ends at anything but a letter or digit, at a hump of camelCase
(`employeeSSN`, `ssnValue`, `SSNValue`), and before a digit (`ssn1`); behind one it begins in capitals alone, with a
colon (`01/01/1970NAME:`). Meant for the windows round a candidate and for headers, not for whole documents: that is
`piiscan.matcher`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import ahocorasick

from piiscan.detectors.blind import blind
from piiscan.detectors.header_forms import has_both
from piiscan.detectors.header_words import NUMBER_KINDS, is_person
from piiscan.detectors.headers import Role, column_role
from piiscan.detectors.lexicon import Entry, entries, fold, folded, split_key
from piiscan.later import later

__all__ = ["Label", "Role", "column_role", "find_labels", "split_key"]


class Label(NamedTuple):
    """A phrase of the lexicon at [`start`, `end`). `veto`: a number beside it is something else."""

    kind: str
    start: int
    end: int
    grade: int
    veto: bool


Meaning = tuple[int, str, int, bool]
"""Length of the phrase, then kind, grade (below 0: of a label of a form alone) and veto."""

_FIELD_ENDS = later(r" {0,2}[:\t\n_|]| {2}|\.\.")  # behind its name
_WIDE_GAP = later(" {2,3}")  # a wider one does not join the words of a phrase: it parts columns
_BEGUN_NAME = later(r"[^\w][^\W\d_]['\u2019][^\W\d_]{2}")  # of which one letter is no word: C. O'Connor
_PLAIN_ENDS = frozenset(' :=,;.#\t\n"()_-/')  # what stands behind most words
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
_SET_OFF = later(r"[ \t]?[:=]|\t|  |[ ]?(?:\.{3}|_{3})|[ ][-\u2013\u2014][ ]|[ \t]*(?:\r?\n|\Z)")
_BEGUN = later(r"(?:\A|[\n\t;,|>\x1f]|  )[ ]?(?:[-*\u2022][ ])?(?:\d{1,2}[.)][ ])?\**\Z")
_BOX = 8  # characters: a bullet, the number of a field
_START = attrgetter("start")
_PLANS = frozenset(("401", "403", "457"))
_PLAN = later(r"\b(401|403|457) ?\(([kb])\)")  # of the code on taxes: the law's own way to write 401k
_DIGITS = later(r"[0-9]+")
_DIGITS_ALONE = bytes(byte if 0x30 <= byte <= 0x39 else 0x20 for byte in range(256))
_BEHIND_KEYS = frozenset("=:>\"'")
_SHORTEST_TOUCHING = 3  # letters; shorter ones are the end of a code
_SHORTEST_JOINED = 4  # letters; below, words run together make accidents ("s n", "a c")


def _phrases() -> dict[str, Meaning]:
    """Every spelling of every phrase that may stand in running text, folded."""
    found: dict[str, Meaning] = {}
    people: list[Entry] = []
    for entry in entries():
        if entry.kind == "person":
            people.append(entry)
        elif not entry.header:
            _add(found, folded(entry.phrase), entry.kind, -entry.grade if entry.field else entry.grade, veto=entry.veto)
    for entry in people:  # after the rest: a line of the table about "customer name" goes first
        _add(found, folded(entry.phrase), "name.full", entry.grade, veto=False)
        for pattern in ("{} name", "{}'s name", "name of {}", "name of the {}"):
            _add(found, folded(pattern.format(entry.phrase)), "name.full", 3, veto=False)
    return found


def _add(found: dict[str, Meaning], phrase: tuple[str, ...], kind: str, grade: int, *, veto: bool) -> None:
    """A phrase in all its spellings; of several words also with its sign beside the word before it, and run together.

    What has a meaning keeps it: here twenty thousand forms are made before the first number is judged.
    """
    for spelled in phrase:
        if spelled not in found:
            found[spelled] = len(spelled), kind, grade, veto
        if " " not in spelled:
            continue
        if " #" in spelled and (beside := spelled.replace(" #", "#")) not in found:
            found[beside] = len(beside), kind, grade, veto
        joined = spelled.replace(" ", "")
        if joined not in found and len(joined) >= _SHORTEST_JOINED:
            found[joined] = len(joined), kind, grade, veto


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase, meaning in _phrases().items():
        automaton.add_word(phrase, meaning)
    automaton.make_automaton()
    return automaton


def _whole(text: str, start: int, end: int) -> bool:
    """Whether [start, end) begins and ends where words do (see the module's rule)."""
    if start and text[start - 1].isalnum() and not (text[start - 1].islower() and text[start].isupper()):
        return _touches(text, start, end)
    if end == len(text) or text[end] in _PLAIN_ENDS:
        return True
    if not text[end].isalnum():
        return end < 2 or _BEGUN_NAME.match(text, end - 2) is None
    last, following = text[end - 1], text[end]
    if following.isdigit():  # the value, or a number of several; not as in "CnH2n"
        return not last.isdigit() and not text[end + 1 : end + 2].islower()
    acronym = following.isupper() and text[max(0, end - 2) : end].isupper() and text[end + 1 : end + 2].islower()
    return last == "#" or last.isdigit() or (last.islower() and following.isupper()) or acronym


def _touches(text: str, start: int, end: int) -> bool:
    """Whether a label touches the value of the field before it, where blanks are lost: "01/01/1970NAME: "."""
    if not text[start - 1].isdigit() or text[end : end + 1] != ":" or end - start < _SHORTEST_TOUCHING:
        return False
    return text[start:end].isupper() and text[start].isalpha()


def _is_of_person(folded: str, start: int, end: int) -> bool:
    """Whether a label runs together with the person before it, as the key of what follows: `EMPSSN=`, `custacctno:`."""
    if folded[end : end + 1] not in _BEHIND_KEYS or end - start < _SHORTEST_TOUCHING:
        return False
    first = start
    while first and folded[first - 1] in _SMALL:
        first -= 1
    return start - first > 1 and not folded[first - 1 : first].isalnum() and is_person(folded[first:start])


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether words begin a field of a form and are set off from its value: "Social: ", "7. Social ......"."""
    return _SET_OFF.match(text, end) is not None and _BEGUN.search(text, max(0, start - _BOX), start) is not None


def find_labels(text: str) -> list[Label]:
    """The labels in a text, in order, none overlapping another.

    >>> [(label.kind, label.grade) for label in find_labels("Soc. Sec. No: 010-94-0001, Order Number 7")]
    [('ssn', 3), ('other', 3)]
    """
    return list(labels_in(blind(text)))


@lru_cache(maxsize=1 << 10)  # the lines round a number are asked for their labels in turns, for the next number again
def labels_in(text: str) -> tuple[Label, ...]:
    """The same of a text that is blind already, see `blind`."""
    return _told(_DIGITS.sub(_without_digits, text))


@lru_cache(maxsize=1 << 10)  # and the same text stands round a thousand numbers, but for digits
def _told(text: str) -> tuple[Label, ...]:
    found = tuple(_found(text))
    return tuple(_of_both(text, label) for label in found) if "/" in text else found


def _without_digits(number: re.Match[str]) -> str:
    """Nines for the digits of a number that is in no phrase: as words are whole, what is part of it is in none."""
    return number[0] if number[0] in _numbers() else "9" * len(number[0])


@cache
def _numbers() -> frozenset[str]:
    """All that phrases have in digits: "SHA-256", "401(k)"."""
    phrases = " ".join(entry.phrase for entry in entries()).encode("ascii", "replace").translate(_DIGITS_ALONE)
    return frozenset(phrases.decode("ascii").split()) | _PLANS


def _of_both(text: str, label: Label) -> Label:
    both = label.kind == "license.state" and has_both(text[label.start : label.end])
    return label._replace(kind="drivers_license") if both else label


def _found(text: str) -> list[Label]:
    folded = fold(text)
    if "(k)" in folded or "(b)" in folded:
        folded = _PLAN.sub(lambda plan: f"{plan[1]} {plan[2]}".ljust(len(plan[0])), folded)
    gaps = [(gap.start() + 1, gap.end()) for gap in _WIDE_GAP.finditer(folded)] if "  " in folded else []
    if not gaps:
        found = []
        for last, (length, kind, grade, veto) in _automaton().iter(folded):
            start = last + 1 - length
            # Most are inside of longer words ("id" in "said"): not worth a call.
            inside = start and folded[start - 1] in _SMALL and text[start] in _SMALL
            if (inside or not _whole(text, start, last + 1)) and not (
                grade > 1 and kind in NUMBER_KINDS and _is_of_person(folded, start, last + 1)
            ):
                continue
            if (grade > 0 or _is_field(text, start, last + 1)) and not _is_apart(text, start, last + 1, kind):
                found.append(Label(kind, start, last + 1, abs(grade), veto))
        return _without_overlap(found) if len(found) > 1 else found
    folded = _WIDE_GAP.sub(" ", folded)
    shifts = [0, *accumulate(end - start for start, end in gaps)]
    # Where in the folded text the first character after a gap now is.
    turns = [end - shift for (_, end), shift in zip(gaps, shifts[1:], strict=True)]

    found = []
    for last, (length, kind, grade, veto) in _automaton().iter(folded):
        first = last - length + 1
        start = first + shifts[bisect_right(turns, first)]
        end = last + 1 + shifts[bisect_right(turns, last)]
        if not _whole(text, start, end) or "\n\n" in text[start:end]:  # another paragraph is no part of a phrase
            continue
        if (grade > 0 or _is_field(text, start, end)) and not _is_apart(text, start, end, kind):
            found.append(Label(kind, start, end, abs(grade), veto))
    return _without_overlap(found)


def _is_apart(text: str, start: int, end: int, kind: str) -> bool:
    r"""Whether the name of a thing is a title and the label of a field behind it: "INTAKE FORM  Name: Ann Lee".

    >>> _is_apart("FORM  Name", 0, 10, "name.veto"), _is_apart("FORM\nName", 0, 9, "name.veto")
    (True, True)
    """
    return kind == "name.veto" and ("\n" in text[start:end] or "  " in text[start:end])


def in_their_lines(text: str, found: list[Label]) -> list[Label]:
    r"""Labels, of each over a line end those of its last line where that begins the name of a field.

    >>> text = "SIGNATURE CARD\nAccount Number: "
    >>> [text[one.start : one.end] for one in in_their_lines(text, find_labels(text))]
    ['SIGNATURE', 'Account Number']
    """
    if "\n" not in text:
        return found
    kept: list[Label] = []
    for label in found:
        start = text.rfind("\n", label.start, label.end) + 1
        own = find_labels(text[start : label.end]) if start and _FIELD_ENDS.match(text, label.end) else []
        kept += [one._replace(start=one.start + start, end=one.end + start) for one in own] or [label]
    return kept


def _without_overlap(found: list[Label]) -> list[Label]:
    """The longest first, each only where nothing chosen before stands; in order of place."""
    found.sort(key=_START)
    chosen: list[Label] = []
    hanging: list[Label] = []  # together, by overlapping
    reach = -1
    for label in found:
        if label.start >= reach:
            chosen += _longest(hanging, reach) if len(hanging) > 1 else hanging
            hanging, reach = [label], label.end
        else:
            hanging.append(label)
            reach = max(reach, label.end)
    return chosen + (_longest(hanging, reach) if len(hanging) > 1 else hanging)


def _longest(found: list[Label], reach: int) -> list[Label]:
    for label in found:
        if label.end == reach and label.start == found[0].start:  # mostly one phrase holds the others
            return [label]
    chosen: list[Label] = []
    for label in sorted(found, key=lambda label: (label.start - label.end, label.start)):
        if all(label.end <= other.start or other.end <= label.start for other in chosen):
            chosen.append(label)
    chosen.sort(key=_START)
    return chosen
