r"""The matcher said plainly, with `regex`: what counts as a number and where it ends. Slow; the last word.

`piiscan.matcher.find` gives the same for every input; there the rules are written a second time, as
arithmetic.

Bytes, not text: any superset of ASCII. Bytes above 127 are no letters (they may be quotation marks).

Borders of every number
  before  no letter, digit or underscore, except as part of an escape (`\n`, `\t`, `\r`, `\uXXXX` in JSON);
          no digit and full stop, no digit and dash (`1.010-94-0001`, `9-010-94-0001`: a piece of something
          longer), no four hex digits and a dash (a UUID or key)
  after   no letter, digit or underscore; no full stop or dash with a digit; no dash and four hex digits
  One underscore on either side of what is as wide as an SSN in groups marks it: _010-94-0001_.
  Anything else may stand there: a comma, a quote, `|`, `;`, `<`, U+001E, U+001F, a full stop that ends the
  sentence, a blank (so that of two numbers side by side both are found).
A number written without separators also has no `+` before it, and a full stop or dash only after a letter
(`No.`, `Visa-`): else it is a decimal, a negative number or a telephone. Before a bare card number `%B` may
stand (track 1), after it `D` and seven digits (track 2 as dumps have it).

Shapes
  SSN_DELIMITED  3-2-4 digits, the same separator twice; digits all ASCII or all full-width
  SSN_BARE       9 digits, with an SSN label near, or right behind a key of `joined`
  CARD           4-4-4-4, 4-6-5, 4-6-4, 4-4-4-4-3 with one separator throughout, or 12 to 19 digits. At one
                 place the first that proves good, in this order. Prefix, length and Luhn must agree; vague
                 prefixes, and bare numbers of 12, 13 and of 17 to 19 digits, need a card label near
  SSN_SHORT      7 or 8 digits as the value of a JSON key, right behind `":`, with an SSN label near
  SSN_CLAIM      an SSN (both forms), then one letter and perhaps one more letter or digit, with a label of
                 a Medicare number near
  NOT_SSN        the shape of an SSN, from 900 on, or nine such digits with an SSN label near
  ACCOUNT        7 to 17 digits, with an account label near; or a token of `written`
  IBAN, MASKED_* see `written`; an ACCOUNT in the magnetic ink line of a cheque: see `micr`
  LICENSE        S and 8, SA and 7 digits, in two groups or one, any blank or dash the same throughout, and
                 after a blank or dash no "'S" that belongs to a word and no two years; not the name of a
                 mail address; or 9 digits. All with a licence label near: columns of part numbers have the
                 same shapes. Of other states 7 to 14 or 16 digits, and the tokens of `written`
Numbers written with blanks must not be a stretch of a row of numbers: see `rows`.
Separators: dash, blank, NBSP, soft hyphen, U+2000 to 200A, U+2010 to 2015, U+202F, U+2212, in UTF-8, in cp1252
or as a JSON escape; for the SSN also the full stop. A label is near that ends at most `LABEL_BEFORE` bytes before
the number or begins at most `LABEL_AFTER` bytes behind it; for the tokens of `written`, before and behind their
anchor. A licence or account inside another number is none (`hits.settle`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np

from piiscan.detectors import payment_card, ssn
from piiscan.later import later_regex
from piiscan.matcher import written
from piiscan.matcher.hits import (
    ACCOUNT,
    CARD,
    LABEL_AFTER,
    LABEL_BEFORE,
    LICENSE,
    MARGIN,
    NOT_SSN,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    SSN_SHORT,
    Hits,
    gather,
)
from piiscan.matcher.joined import is_behind_joined
from piiscan.matcher.micr import micr
from piiscan.matcher.patterns import (
    ACCOUNT_LABEL,
    CARD_LABEL,
    LICENSE_LABEL,
    MEDICARE_LABEL,
    SSN_LABEL,
    first_words,
)
from piiscan.matcher.rows import REACH, cuts_through_digits, cuts_through_groups
from piiscan.matcher.tree import tree_of
from piiscan.matcher.value import in_its_place, in_value_position, may_be_ssn
from piiscan.matcher.written import BEHIND_ESCAPE, NOT_JOINED

_BEFORE = rb"(?:(?<![0-9A-Za-z_])|" + BEHIND_ESCAPE + rb")" + NOT_JOINED
_MARK_BEGINS, _MARK_ENDS = rb"(?<=(?<![0-9A-Za-z_])_", rb"_(?![0-9A-Za-z])"
_MARKED = _MARK_BEGINS + rb")(?=[\x00-\xff]{11}" + _MARK_ENDS + rb")"  # as wide as an SSN in groups: _010-94-0001_
# A line to write on, too.
_BEFORE_FILLED = rb"(?:(?<![0-9A-Za-z_])|(?<=__)|" + _MARKED + rb"|" + BEHIND_ESCAPE + rb")" + NOT_JOINED
_BEFORE_BARE = rb"(?<![+])(?:(?<![.-])|(?<=[A-Za-z][.-]))" + _BEFORE_FILLED
_DIGIT_NEXT = rb"(?=[0-9])"  # tells most places from numbers before any look back
_AFTER = rb"(?![0-9A-Za-z]|_(?!_))(?![.-][0-9])(?!-[0-9A-Fa-f]{4})"
_AFTER = rb"(?:" + _AFTER + rb"|" + _MARK_BEGINS + rb"[\x00-\xff]{11})(?=" + _MARK_ENDS + rb"))"

SINGLE_SEPARATORS = rb" \x96\x97\xa0\xad-"  # the bytes, for a character class
MULTI_SEPARATORS = (
    rb"\xc2[\xa0\xad]|\xe2\x80[\x80-\x8a\x90-\x95\xaf]|\xe2\x88\x92"
    rb"|\\u(?:00[aA][0dD]|20(?:0[0-9aA]|1[0-5]|2[fF])|2212)"
)
WIDE_DIGIT = rb"\xef\xbc[\x90-\x99]"
WIDE_SEPARATORS = rb"\xef\xbc\x8d|\xe3\x80\x80"
_SEPARATOR = rb"([" + SINGLE_SEPARATORS + rb"]|" + MULTI_SEPARATORS + rb")"
_SSN_SEPARATOR = rb"([." + SINGLE_SEPARATORS + rb"]|" + MULTI_SEPARATORS + rb")"
_WIDE_SEPARATOR = _SSN_SEPARATOR[:-1] + rb"|" + WIDE_SEPARATORS + rb")"


def _wide(count: int) -> bytes:
    return rb"(?:" + WIDE_DIGIT + rb"){%d}" % count


_SSN = later_regex(_DIGIT_NEXT + _BEFORE_FILLED + rb"[0-9]{3}" + _SSN_SEPARATOR + rb"[0-9]{2}\1[0-9]{4}" + _AFTER)
_SSN_WIDE = later_regex(
    rb"(?=\xef)(?<!" + WIDE_DIGIT + rb")" + _BEFORE + _wide(3) + _WIDE_SEPARATOR + _wide(2) + rb"\1" + _wide(4)
    + rb"(?!" + WIDE_DIGIT + rb")" + _AFTER
)  # fmt: skip
_BARE = later_regex(_DIGIT_NEXT + _BEFORE_BARE + rb"[0-9]{7,17}" + _AFTER)
_VALUE = later_regex(rb"(?:(?<=\":)|(?<=\": ))[0-9]{7,8}" + _AFTER)
_SUFFIX = rb"[A-Za-z][0-9A-Za-z]?(?![0-9A-Za-z_-])"
_CLAIM = tuple(
    later_regex(_DIGIT_NEXT + before + shape + _SUFFIX)
    for before, shape in (
        (_BEFORE, rb"[0-9]{3}([ -])[0-9]{2}\1[0-9]{4}[ -]?"),
        (_BEFORE_BARE, rb"[0-9]{9}[ -]?"),
    )
)
LICENSE_LENGTHS = frozenset((7, 8, 9, 10, 11, 12, 13, 14, 16))
_CARDS = tuple(
    later_regex(_DIGIT_NEXT + _BEFORE_FILLED + shape + _AFTER)
    for shape in (
        rb"[0-9]{4}" + _SEPARATOR + rb"[0-9]{4}\1[0-9]{4}\1[0-9]{4}",
        rb"[0-9]{4}" + _SEPARATOR + rb"[0-9]{6}\1[0-9]{5}",
        rb"[0-9]{4}" + _SEPARATOR + rb"[0-9]{6}\1[0-9]{4}",
        rb"[0-9]{4}" + _SEPARATOR + rb"[0-9]{4}\1[0-9]{4}\1[0-9]{4}\1[0-9]{3}",
    )
)
_BY_FOUR = (_CARDS[0], _CARDS[3])
_CARD_BARE = later_regex(
    _DIGIT_NEXT + rb"(?:" + _BEFORE_BARE + rb"|(?<=%[Bb])|(?<=[^0-9A-Za-z_][Bb])(?=[0-9]{12,19}\^))[0-9]{12,19}"
    rb"(?:" + _AFTER + rb"|(?=[Dd][0-9]{7}))"
)
_LICENSE = tuple(
    later_regex(rb"(?=[Ss])" + before + _BEFORE + shape + _AFTER + rb"(?!@)")
    for before, shape in (
        (rb"", rb"(?:[Ss][0-9]{4}[ -]?[0-9]{4}|[Ss][Aa][0-9]{3}[ -]?[0-9]{4})"),
        (
            rb"(?<![A-Za-z][.'\x92])(?<!\xe2\x80\x99)",
            rb"(?:[Ss]([ -])(?!(?:19|20)[0-9]{2}\1(?:19|20))[0-9]{4}\1?[0-9]{4}|[Ss][Aa]([ -])[0-9]{3}\2?[0-9]{4})",
        ),
    )
)
_GROUPED = later_regex(rb"[0-9][ -]")
_JSON_ESCAPE = later_regex(rb"\\u[0-9A-Fa-f]{4}")
_LABEL_OF = {LICENSE: LICENSE_LABEL, ACCOUNT: ACCOUNT_LABEL}
_WIDE = later_regex(rb"\xef\xbc([\x90-\x99])")
_NOT_DIGIT = later_regex(rb"[^0-9]")

Span = tuple[int, int, int]
Last = int | None
"""Up to where numbers may begin; None: all that begin right at the start."""


def digits_of(raw: bytes) -> str:
    """The digits of a number as found, full-width ones as plain ones."""
    if b"\xef" in raw:
        raw = _WIDE.sub(lambda match: bytes([match[1][0] - 0x60]), raw)
    digits: bytes = _NOT_DIGIT.sub(b"", _JSON_ESCAPE.sub(b"", raw))
    return digits.decode("ascii")


def _beside(data: bytes, start: int, end: int) -> tuple[bytes, bytes]:
    return data[max(0, start - REACH) : start], data[end : end + REACH]


def _labelled(data: bytes, kind: int, start: int, end: int) -> bool:
    """Whether a label of `kind` stands near the number at [start, end)."""
    first = max(0, start - MARGIN)
    return any(
        0 <= start - first - behind <= LABEL_BEFORE or 0 <= first + begin - end <= LABEL_AFTER
        for begin, behind in tree_of(kind).spans(data[first : end + MARGIN])
    )


def _of_ssn(data: bytes, start: int, end: int) -> bool:
    """Whether a label of an SSN stands near a number, or right before it a key that is one for a person."""
    return _labelled(data, SSN_LABEL, start, end) or is_behind_joined(data, start)


def _of_other(data: bytes, kind: int, start: int, end: int) -> bool:
    """The same of a label of a licence or account."""
    return _labelled(data, kind, start, end) or is_behind_joined(data, start, kind)


def _is_card(data: bytes, start: int, end: int) -> bool:
    value = digits_of(data[start:end])
    if not payment_card.luhn(value):
        return False
    bare = end - start == len(value)
    sure = payment_card.network(value, vague=False) is not None
    if sure and not (bare and len(value) in payment_card.LABEL_LENGTHS):
        return True
    return payment_card.network(value) is not None and _labelled(data, CARD_LABEL, start, end)


def _matches(pattern: Any, data: bytes, start: int, last: Last) -> Iterable[Any]:  # noqa: ANN401
    if last is not None:
        return cast("Iterable[Any]", pattern.finditer(data, start, last, overlapped=True))
    match = pattern.match(data, start)
    return () if match is None else (match,)


def _ssns(data: bytes, start: int, last: Last) -> Iterator[Span]:
    for pattern in (_SSN, _SSN_WIDE):
        for match in _matches(pattern, data, start, last):
            digits = digits_of(match.group())
            sure = ssn.validate(digits)
            if (sure or ssn.is_other(digits)) and not (
                match[1] == b" " and cuts_through_digits(*_beside(data, *match.span()))
            ):
                yield SSN_DELIMITED if sure else NOT_SSN, match.start(), match.end()


def _bare(data: bytes, start: int, last: Last) -> Iterator[Span]:
    for match in _BARE.finditer(data, start, last) if last is not None else _matches(_BARE, data, start, last):
        span = match.span()
        digits = match.group().decode("ascii")
        sure = ssn.validate(digits)
        nine = len(digits) == 9 and (sure or ssn.is_other(digits)) and may_be_ssn(data, span[0])
        if nine and _of_ssn(data, *span):
            yield SSN_BARE if sure else NOT_SSN, *span
        if not in_value_position(data, span[0]):
            continue
        if len(digits) in LICENSE_LENGTHS and _of_other(data, LICENSE_LABEL, *span):
            yield LICENSE, *span
        if _of_other(data, ACCOUNT_LABEL, *span):
            yield ACCOUNT, *span
    for match in _VALUE.finditer(data, start, last) if last is not None and b'":' in data else ():
        if ssn.validate(match.group().decode("ascii").zfill(9)) and _of_ssn(data, *match.span()):
            yield SSN_SHORT, *match.span()


def claims(data: bytes, start: int, last: Last) -> Iterator[Span]:
    """Numbers of old Medicare cards that start in [start, last)."""
    near = data[max(0, start - MARGIN) : (start if last is None else last) + MARGIN].lower()
    if not any(word in near for word in first_words(MEDICARE_LABEL)):
        return
    for first, end in written_as_claims(data, start, last):
        if _labelled(data, MEDICARE_LABEL, first, end):
            yield SSN_CLAIM, first, end


def written_as_claims(data: bytes, start: int, last: Last) -> Iterator[tuple[int, int]]:
    """What is written as they are in [start, last), label or not."""
    for pattern in _CLAIM:
        for match in _matches(pattern, data, start, last):
            if ssn.validate(digits_of(match.group())[:9]):
                yield match.span()


def _tokens(data: bytes, start: int, last: Last) -> Iterator[Span]:
    tokens = written.tokens_at(data, start) if last is None else written.tokens(data, start, last)
    for kind, first, behind, anchor in tokens:
        if in_its_place(data, anchor) and _labelled(data, _LABEL_OF[kind], anchor, anchor):
            yield kind, first, behind


def _others(data: bytes, start: int, last: int) -> Iterator[Span]:
    yield from (found[:3] for found in written.ibans(data, start, last))
    yield from (found[:3] for found in written.masked(data, start, last))


def _is_grouped(data: bytes, pattern: Any, match: Any) -> bool:  # noqa: ANN401
    """Whether a match of a pattern of `_cards` is a card, and no stretch of a row of numbers."""
    if not _is_card(data, *match.span()):
        return False
    row = pattern in _BY_FOUR and match[1] == b" "
    return not (row and cuts_through_groups(*_beside(data, *match.span())))


def _cards(data: bytes, start: int, last: Last) -> Iterator[Span]:
    ends: dict[int, int] = {}
    for pattern in (*_CARDS, _CARD_BARE):
        for match in _matches(pattern, data, start, last):
            if match.start() not in ends and _is_grouped(data, pattern, match):
                ends[match.start()] = match.end()
    for first, behind in ends.items():
        yield CARD, first, behind


def _licenses(data: bytes, start: int, last: Last) -> Iterator[Span]:
    for pattern in _LICENSE:
        for match in _matches(pattern, data, start, last):
            parted = match.lastindex is not None
            near = _labelled if _GROUPED.search(match.group()) else _of_other
            if near(data, LICENSE_LABEL, *match.span()) and not (
                parted and cuts_through_digits(*_beside(data, *match.span()))
            ):
                yield LICENSE, *match.span()


_AT = (_ssns, _bare, claims, _cards, _licenses, _tokens)


def found_at(data: bytes, start: int, *, grouped: bool = False) -> Iterator[Span]:
    """The numbers that begin right there, but IBANs and masks; `grouped`: only SSNs and cards, as in groups."""
    for spans in (_ssns, _cards) if grouped else _AT:
        yield from spans(data, start, None)


def find(data: bytes | bytearray, start: int = 0, end: int | None = None) -> Hits:
    """The numbers in `data` that start in [start, end)."""
    end = len(data) if end is None else min(end, len(data))
    last = min(len(data), end + MARGIN)
    text = bytes(data)
    found: list[Span] = []
    if start < end:
        first = max(0, start - written.REACH)  # what begins there may hold what begins here
        for spans in (*_AT, _others, micr):
            found += spans(text, first, last)
    if not found:
        return gather([], start, end)
    rows = np.array(found, dtype=np.int64).reshape(-1, 3)
    return gather([(kind, *rows[rows[:, 0] == kind, 1:].T) for kind in sorted(set(rows[:, 0].tolist()))], start, end)
