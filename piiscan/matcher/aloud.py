r"""Numbers as they are said in transcripts: in words ("seven seven three, oh one, …"), or over several turns.

Rule: "Caller: 4539 5787" and below, behind what somebody else says, "Caller: 6362 1486", of one speaker throughout;
only beside a label of such a number, with as many digits as it has, and cards with their check digit. Words are sought
by their letters: hardly any text has no others for so long. Turns are sought by the runs of digits of the area
(see `area`). Both are proved by a pattern where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from piiscan.detectors import payment_card, ssn
from piiscan.distinct import distinct
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import Mask, Text, where
from piiscan.matcher.hits import CARD_SAID, MARGIN, SSN_SAID, Found, found_of
from piiscan.matcher.patterns import CARD_LABEL, SSN_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places

_WORDS = (b"zero", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"oh", b"o")
_DIGIT_OF = {word: b"%d" % (number if number < 10 else 0) for number, word in enumerate(_WORDS)}
_FILLER = b"dash"
_LEAST = 30
"""Bytes of the shortest number in words, of which all have only the letters of such words."""
_SEPARATORS = b" ,.-\r\n"
_WORD = rb"(?:zero|one|two|three|four|five|six|seven|eight|nine|oh?)"
_APART = rb"(?:[ ]?(?:[,.]|-{1,2})?[ ]?\r?\n?[ ]?(?:" + _FILLER + rb"[ ])?)"
_SAID = later(
    rb"(?<![A-Za-z'-])" + _WORD + rb"(?:" + _APART + rb"(?<=[ ,.\n-])" + _WORD + rb"){8,15}(?![A-Za-z'])",
    re.IGNORECASE,
)
IN_WORDS = later(rb"(?:" + _WORD + rb"[ ,.\r\n-]{1,4}){3}", re.IGNORECASE)
"""A part of every number in words."""
_SPOKEN = later(_WORD, re.IGNORECASE)

_TIME = rb"[\[(]?(?:[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4},?[ ])?[0-9]{1,2}:[0-9:.]{2,9}(?:[ ][AP]M)?[\])]?[ ]?"
_TIME += rb"(?:-[ ])?"
_SPEAKER = rb"[ \t>]{0,4}(?:" + _TIME + rb")?(?P<%b>[A-Za-z][^:\n0-9]{0,30}(?:[0-9]{1,2})?):[ ]"
_ANYBODY = rb"[ \t>]{0,4}(?:" + _TIME + rb")?[A-Za-z][^:\n0-9]{0,30}(?:[0-9]{1,2})?:[ ][^\n0-9]{0,60}\r?\n"
_PART = rb"[0-9](?:[ -]?[0-9]){1,15}"
_ENDS = rb"[.,?]{0,3}[ ]?\r?\n(?:[ \t]*\r?\n)?"
_BETWEEN = rb"(?:" + _ANYBODY + rb"(?:[ \t]*\r?\n)?)?"
_AND = rb"(?:(?:and|then|yes|okay|ok)[, ]+){0,2}"
_NEXT = _ENDS + _BETWEEN + rb"[ \t>]{0,4}(?:" + _TIME + rb")?(?P=one):[ ]" + _AND + _PART
_MOST_TURNS = 5
_TURN_LEAST, _TURN_MOST = 4, 100  # bytes between two runs of digits
_TURNS = tuple(
    later(
        _PART
        + (_ENDS + _BETWEEN + _SPEAKER % b"one" + _AND + _PART)
        + _NEXT * more
        + rb"(?![0-9A-Za-z_])(?![ .-]{0,2}[0-9])",
        re.IGNORECASE,
    )
    for more in range(_MOST_TURNS - 1)
)
_MAY_TURN = later(
    rb"\n(?<=[0-9.,? \r]\n)(?=(?s:.){1,%d}?:[ ](?:[a-z]{2,4}[, ]+){0,2}[0-9])" % _TURN_MOST, re.IGNORECASE
)
"""A part of every number over several turns: asked of small texts, whose runs of digits cost more to find."""
_BEGINS = later(_SPEAKER % b"one" + rb"[^\n]*\Z")
_HEAD = later(_SPEAKER % b"who")
_BEFORE = later(rb"(?:[0-9A-Za-z_][-.]?|[0-9][ .,|-]{1,3})\Z")
_LINE_BREAK = ord("\n")
_LONGEST = 1 << 16
"""Bytes of a text in which numbers are sought as they are said: longer ones are seldom transcripts."""
_SIZES = {SSN_SAID: (9,), CARD_SAID: (16, 15)}
_LABEL_OF = {SSN_SAID: SSN_LABEL, CARD_SAID: CARD_LABEL}
_VALIDATE = {SSN_SAID: ssn.validate, CARD_SAID: payment_card.validate}


def _letters(*words: bytes) -> bytes:
    """For `bytes.translate`: one for what some words and what parts them are made of, zero for all else."""
    inside = {*_SEPARATORS, *(byte for word in words for form in (word, word.upper()) for byte in form)}
    return bytes(byte in inside for byte in range(256))


_IN_WORDS = _letters(*_WORDS)
_WITH_FILLER = _letters(*_WORDS, _FILLER)
_RUN = b"\1" * _LEAST


def aloud(area: Area) -> list[Found]:
    """The numbers of an area that are said in words, or over several turns."""
    if area.text.size > _LONGEST and not area.several:
        return []
    kinds = [kind for kind, label in _LABEL_OF.items() if area.may_have(label)]
    if not kinds:
        return []
    spans = [*_spelled(area.text), *_over_turns(area)]
    found: list[Found] = []
    for kind in kinds if spans else ():
        mine = [
            (first, last)
            for first, last, digits in spans
            if len(digits) in _SIZES[kind] and _VALIDATE[kind](digits) is not None
        ]
        if mine:
            start, end = np.array(mine, np.int64).T
            named = area.labelled(start, end, _LABEL_OF[kind])[0].tolist()
            found += found_of(kind, (span for span, is_named in zip(mine, named, strict=True) if is_named))
    return found


def as_said(raw: str) -> str:
    r"""The digits of a number as it is said, without who says it and when.

    >>> as_said("Seven seven three, oh one, zero zero zero one")
    '773010001'
    >>> as_said("4539 5787\n[00:01:12] Agent: Okay.\n[00:01:14] Speaker 2: 6362 1486")
    '4539578763621486'
    """
    return _digits(raw.encode()).decode()


def _digits(raw: bytes) -> bytes:
    first, *lines = raw.split(b"\n")
    told = [first, *(line[head.end() :] if (head := _HEAD.match(line)) else line for line in lines)]
    if any(map(bytes.isdigit, (line[-1:] for line in told))):
        return b"".join(re.findall(rb"[0-9]", b" ".join(told)))
    return b"".join(
        _DIGIT_OF[word.lower()] for word in _SPOKEN.findall(raw.replace(b"hyphen", b"").replace(b"dash", b""))
    )


def _spelled(text: Text) -> list[tuple[int, int, str]]:
    """Where numbers in words begin and end, and their digits."""
    raw = text.tobytes()
    inside = raw.translate(_WITH_FILLER if _FILLER in raw.lower() else _IN_WORDS)
    found = (match for start, end in _runs(raw, inside) for match in _SAID.finditer(raw, start, end))
    return [(*match.span(), as_said(match[0].decode())) for match in found]


def _runs(raw: bytes, inside: bytes) -> Iterator[tuple[int, int]]:
    """Where nothing stands but letters of such words, and what parts them, for as long as a number has."""
    end = 0
    while (start := inside.find(_RUN, end)) >= 0:
        end = inside.find(b"\0", start)
        end = end if end >= 0 else len(raw)
        if raw[start:end].strip(_SEPARATORS):  # else blanks, as between small files
            yield start, end + 1


def _over_turns(area: Area) -> list[tuple[int, int, str]]:
    """Where numbers over several turns begin and end, and their digits."""
    if (area.is_small and _MAY_TURN.search(area.text.data) is None) or has_no_pieces(area):
        return []
    spans: list[tuple[int, int, str]] = []
    for at in _ending_lines(area).tolist():
        first = max(0, at - MARGIN)
        around = area.text[first : at + MARGIN].tobytes()
        begun = _BEGINS.match(around, around.rfind(b"\n", 0, at - first) + 1, at - first)
        if begun is None or _BEFORE.search(around, 0, at - first):
            continue
        for turns in _TURNS:
            match = turns.match(around, at - first)
            if match is None:
                break
            digits = as_said(match[0].decode("latin-1"))
            if begun["one"].lower() == match["one"].lower() and _is_one(digits):
                spans.append((at, first + match.end(), digits))
                break
    return spans


def _is_one(digits: str) -> bool:
    """Whether digits are as many as one of these numbers has, and those of one."""
    return any(len(digits) in _SIZES[kind] and validate(digits) is not None for kind, validate in _VALIDATE.items())


def _ending_lines(area: Area) -> Places:
    """Where groups of digits begin of which the last ends its line, and others follow soon, not at once."""
    start, size = area.runs()
    if start.size < 2:
        return start[:0]
    end = start + size
    gap = start[1:] - end[:-1]
    last = where((gap >= _TURN_LEAST) & (gap <= _TURN_MOST))
    last = last.take(where(_breaks(area.text, end.take(last))))
    while True:  # back to the first of its groups
        more = where((last > 0) & (gap.take(last - 1) == 1))
        if not more.size:
            return distinct(start.take(last))
        last[more] -= 1


def _breaks(text: Text, end: Places) -> Mask:
    """Whether a line ends at some places, or soon behind them."""
    found = np.zeros(end.size, dtype=np.bool_)
    for further in range(4):
        found |= text.take(end + further) == _LINE_BREAK
    return found
