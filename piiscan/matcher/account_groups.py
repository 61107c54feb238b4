r"""Numbers of accounts in groups that `written` does not know, right behind a label: "0441-882-0917", "00-418820-7".

Rule: two or three groups of digits, six to seventeen in all, with one dash or blank between, the same throughout; of
two with a dash the first may have letters before it, as brokers write theirs ("X12-345678"). A strong label of an
account stands right before them ("checking account", "acct no."), or a weak one that a colon or # parts from eight
digits or more ("Acct: "), or that names a broker. Dates, ranges, ZIP+4 and the shape of a Social Security number are
none; that of a telephone number only where the label says "number". With blanks nothing may go on behind: it may be
another number, an address. Sought by masks of the digits (see `shapes`), of the words alone that have some, and not
in long texts full of them; proved by a pattern.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from piiscan.detectors import financial_account
from piiscan.detectors.brokers import at_broker
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher.alike import ANY_DIGITS
from piiscan.matcher.area import Area
from piiscan.matcher.borders import BLANK_OR_DASH, CAPITAL, Mask, Text, table, where
from piiscan.matcher.hits import ACCOUNT, Found, found_of
from piiscan.matcher.patterns import ACCOUNT_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, further, near_digits, places
from piiscan.matcher.value import LOOSE, ends_as_label
from piiscan.model import Grade

_FEWEST, _MOST = 6, 17
_FEWEST_WEAK = 8
"""Digits behind a label that is weak alone: charts of accounts have shorter ones."""
_LONGEST_GROUP = 12
_LONGEST_GAP = 6
_BEFORE, _AROUND = 80, 32
"""Bytes before a number that hold its label, and from its first one on."""
_BLANK, _I, _S = b" is"
_IN_GAP = table(b" \t\r\n\"'.:#=>)([")
_LETTERS = 3
"""before the first group: of a broker"""
_NUMBER = later(
    rb"(?:[A-Z]{1,3}(?=[0-9]{1,4}-[0-9]{5,8}(?![0-9-])))?"
    rb"[0-9]{1,12}(?P<parted>[ -])[0-9]{1,12}(?:(?P=parted)[0-9]{1,12})?"
    rb"(?![0-9A-Za-z_@/%*])(?![.,:][0-9])(?!-\S)(?! [0-9]+(?![0-9/.:,-]))"
)
_NO_MORE = later(rb"[ ]?(?:[^\w\s$-]|[\t\r\n]|[ ]{2}|\Z|(?:and|at|for|from|is|on|or|was|with)\b)")
"""What may be behind groups with blanks."""
_LINE_ENDS = later(rb"[ \t\"'.,;]*(?:[\r\n]|\Z)")
_GAP = later(
    r"(?P<number> (?:number|num|nbr|no)\b)?[ \t\"'.:#=>)(\[]{0,6}(?:is[ :]{1,2})?(?P<line>\r?\n[ \t>]{0,4})?",
    re.IGNORECASE,
)
_HARD = later(r"[:#]")
_OF_ACCOUNT = later(r"acc|\ba[ /]?c\b|cuenta|\bcta\b|conta|kont", re.IGNORECASE)
_SEVERAL = later(r"(?:accounts|accts|numbers|nos|no's)\W*\Z", re.IGNORECASE)
_SAYS_NUMBER = later(r"num|n\u00fam|n\u00ba|nimewo|\b(?:no|nbr|nr|nro)\b|acct?no|#", re.IGNORECASE)
_OTHER = later(
    rb"[0-9]{3}([ -])[0-9]{2}\1[0-9]{4}|[0-9]{5}[ -][0-9]{4}|[0-9]+ [0-9]{1,2}|[0-9]{1,2} [0-9]+"
    rb"|(?:[0-9]{1,2}[ -]){1,2}[0-9]{1,2}|(?:[0-9]{1,2}[ -]){1,2}(?:19|20)[0-9]{2}"
    rb"|(?:19|20)[0-9]{2}(?:[ -][0-9]{1,2}){1,2}"
)
"""Of a person, ZIP+4, a number and a small one, dates, years and months."""
_TELEPHONE = later(rb"(?:[2-9][0-9]{2}[ -])?[2-9][0-9]{2}[ -][0-9]{4}")
_PARTED = re.compile(rb"[ -]")
_RANGE = later(rb"([0-9]+[01])-([0-9]+[09])")


def account_groups(area: Area) -> list[Found]:
    """Such numbers of an area."""
    if has_no_pieces(area) or not area.may_have(ACCOUNT_LABEL):
        return []
    start = _places(area.block.digits)
    if start.size:
        start = start.take(where(BLANK_OR_DASH.take(area.text.take(start + area.block.run_lengths(start)))))
    if start.size:
        start = _with_letters(area.text, start)
        start = start.take(where(_behind_tails(area.text, start)))
    start = start.take(where(area.labelled(start, start, ACCOUNT_LABEL)[0]))
    text = area.text
    sizes = (
        (at, size_of(text[at - _BEFORE : at].tobytes(), text[at : at + _AROUND].tobytes())) for at in start.tolist()
    )
    return found_of(ACCOUNT, ((at, at + size) for at, size in sizes if size))


def _places(digits: Words) -> Places:
    """Where digits begin that one byte parts from more, and no byte alone from some before."""
    d, kept = near_digits(digits, _FEWEST)
    run = d[:-1] & ~(d[:-1] << np.uint64(1)) & ~(d[:-1] << np.uint64(2))
    found = np.zeros_like(run)
    for size in range(1, _LONGEST_GROUP + 1):
        more = further(d, size)
        found |= run & ~more & further(d, size + 1)
        run &= more
        if not run.any():
            break
    return places(found, kept)


def _with_letters(text: Text, start: Places) -> Places:
    """Where the numbers begin, with the letters before their digits."""
    for _ in range(_LETTERS):
        start = start - CAPITAL.take(text.take(start - 1))
    return start


def _behind_tails(text: Text, start: Places) -> Mask:
    """Which places have the end of a label before them, by its last letters."""
    at = _back(text, start - 1)
    said = (text.take(at) == _S) & (text.take(at - 1) == _I) & (text.take(at - 2) == _BLANK)
    if said.any():
        at = np.where(said, _back(text, at - 2), at)
    return np.asarray((at < start - 1) & ends_as_label(text, at, LOOSE))


def _back(text: Text, at: Places) -> Places:
    """The last byte at or before each place that stands in no gap, or that is too far off."""
    for _ in range(_LONGEST_GAP):
        at = at - _IN_GAP.take(text.take(at))
    return at


def size_of(before: bytes, behind: bytes) -> int:
    """How long the number is that `behind` begins with, 0 if it begins with none or `before` does not say so.

    >>> size_of(b"Acct # ", b"88120047-01"), size_of(b"Order # ", b"88120047-01")
    (11, 0)
    """
    match = _NUMBER.match(behind)
    said = _said(before.translate(ANY_DIGITS)) if match is not None and _is_account(match[0]) else None
    if match is None or said is None or (said.line and not _LINE_ENDS.match(behind, match.end())):
        return 0
    if not said.number and (_TELEPHONE.fullmatch(match[0]) or (said.weak and _digits(match[0]) < _FEWEST_WEAK)):
        return 0
    if match["parted"] == b" " and not ((said.number or said.hard) and _NO_MORE.match(behind, match.end())):
        return 0
    return match.end()


def _digits(raw: bytes) -> int:
    return sum(map(len, _PARTED.split(raw)))


def _is_account(raw: bytes) -> bool:
    """Whether groups of digits may be an account by themselves."""
    if not _FEWEST <= _digits(raw) <= _MOST or _OTHER.fullmatch(raw):
        return False
    ends = _RANGE.fullmatch(raw)
    if ends is not None and len(ends[1]) == len(ends[2]) and ends[1] < ends[2]:
        return False
    return financial_account.validate(raw.decode("ascii")) is not None


class _Said(NamedTuple):
    """What the label right before a number says."""

    number: bool
    """that a number follows"""
    weak: bool
    """that it is an account, of whatever kind"""
    hard: bool
    """by a colon or #"""
    line: bool
    """in the line above"""


@lru_cache(maxsize=1 << 10)  # records differ by their numbers
def _said(around: bytes) -> _Said | None:
    """The label of one account that ends right before a number, if it is strong enough."""
    before = around.decode("utf-8", "replace")
    label = next(reversed(find_labels(before)), None)
    gap = _GAP.fullmatch(before, label.end) if label is not None else None
    if label is None or gap is None or label.kind != financial_account.KIND.value:
        return None
    phrase = before[label.start : label.end]
    if not _OF_ACCOUNT.search(phrase) or _SEVERAL.search(phrase):
        return None
    number = gap["number"] is not None or _SAYS_NUMBER.search(phrase) is not None
    hard = _HARD.search(gap[0]) is not None or phrase.endswith("#")
    weak = label.grade < Grade.FAIR and not number
    return None if weak and not hard and not at_broker(before) else _Said(number, weak, hard, gap["line"] is not None)
