r"""Numbers that are known by how they are written: with letters, in groups, masked. Few, so looked at one by one.

Rule: said once, for `reference` and for the fast way, which calls these on the surroundings of what `anchors`
found. Each answer depends on the bytes within `REACH` of the number alone, and each pattern is linear.

  tokens    licences and accounts with letters or in groups; they count beside a label (see `reference`)
  ibans     two letters, two check digits, and what the country of the letters has, mod 97 (ISO 13616)
  claims    an SSN with the letters of a Medicare claim number, on cards until 2018: A, B6, D, T, M, W...
  not_ssns  the shape of an SSN from 900 on
  masked    an SSN or card of which all but the first and last digits were made X, * or a bullet
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from piiscan.detectors import drivers_license, financial_account, license_shapes
from piiscan.later import later, later_regex
from piiscan.matcher.hits import ACCOUNT, IBAN, LICENSE, MASKED_CARD, MASKED_SSN

REACH = 48
"""No such number is longer."""
ANCHOR = 7
"""So many digits in a row anchor a token; else its first digit, of groups of four and four, of three, three and two or
three (telephone numbers have four), or, behind a letter, of three and four. Tokens without either are too costly to be
sought in running text."""

BEHIND_ESCAPE = rb"(?<=\\[nrt])|(?<=\\u[0-9A-Fa-f]{4})"
"""Pattern: behind an escape, whose last letter is no part of a word."""
NOT_JOINED = rb"(?<![0-9][.-])(?<![0-9A-Fa-f]{4}-)"
"""Pattern: what stands before is no part of the number, nor of a UUID with it."""
_BEFORE = (
    rb"(?:(?<![0-9A-Za-z_])|" + BEHIND_ESCAPE + rb")" + NOT_JOINED + rb"(?<![+@])"
    rb"(?<![A-Za-z][.'\x92])(?<!\xe2\x80\x99)(?:(?=[A-Za-z])|(?<![0-9] )(?<![.]))"
)
_AFTER = rb"(?![0-9A-Za-z_@])(?![.-][0-9])(?!-[0-9A-Fa-f]{4})"
_DIGITS = re.compile(rb"[0-9]{%d,}" % ANCHOR)
_GROUPS = re.compile(
    rb"[0-9]{3}[^0-9][0-9]{4}(?![0-9])|[0-9]{4}[^0-9][0-9]{4}|[0-9]{3}([ -])[0-9]{3}\1[0-9]{2,3}(?![0-9])"
)
_SEVEN = re.compile(rb"[0-9]{3}[^0-9][0-9]{4}(?![0-9])")
"""Without a letter before it a telephone number."""
_DIGIT = re.compile(rb"[0-9]")
_ONE_RUN = re.compile(rb"[0-9]+[A-Za-z]*")
_MORE = re.compile(rb" [0-9]")
_LESS = re.compile(rb"[0-9] ")
_MASSACHUSETTS = re.compile(rb"[Ss][ -]?[0-9]{4}[ -]?[0-9]{4}|[Ss][Aa][ -]?[0-9]{3}[ -]?[0-9]{4}")
"""has rules of its own, see `reference`"""


def _compiled(tokens: tuple[bytes, ...]) -> tuple[re.Pattern[bytes], ...]:
    """What begins where `_BEGIN` matched."""
    return tuple(later(rb"(?:" + token + rb")" + _AFTER) for token in tokens)


def _begin(tokens: tuple[bytes, ...]) -> Any:  # noqa: ANN401
    """Where any of some tokens begins: `lastindex` is the number of the first of them that is there, from 1."""
    several = rb"|".join(rb"(" + token + rb")" + _AFTER for token in tokens)
    return later_regex(
        rb"(?=[A-Za-z]{0,4}+[ -]?[0-9])" + _BEFORE + rb"(?=[0-9A-Za-z -]{7})(?=" + several + rb")"
    )  # fmt: skip


_TOKENS = tuple(
    (kind, _begin(tokens), _compiled(tokens), validate)
    for kind, tokens, validate in (
        (LICENSE, license_shapes.TOKENS, drivers_license.validate),
        (ACCOUNT, financial_account.TOKENS, financial_account.validate),
    )
)
_Kind = tuple[int, Any, tuple[re.Pattern[bytes], ...], Callable[[str], str | None]]
_ANCHORED = re.compile(rb"[0-9]{3}(?:[0-9]{4}|[0-9]?[^0-9][0-9]{4}|[ -][0-9]{3}[ -][0-9]{2})")
"""a part of every token"""
_IBAN = later_regex(
    rb"(?<![0-9A-Za-z_])[A-Z]{2}[0-9]{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![0-9A-Za-z_])"
)
Token = tuple[int, int, int, int]
"""Kind, start, end, and the place of the anchor."""


def tokens(data: bytes, start: int, last: int, kinds: tuple[int, ...] = (LICENSE, ACCOUNT)) -> Iterator[Token]:
    """Licences and accounts with letters or in groups, label or not, that start in [start, last)."""
    if _ANCHORED.search(data, start, last + REACH) is None:
        return
    for of_kind in _TOKENS:
        for found in of_kind[1].finditer(data, start, last + REACH, overlapped=True) if of_kind[0] in kinds else ():
            if found.start() >= last:
                break
            yield from _token(data, found, last + REACH, of_kind)


def tokens_at(data: bytes, start: int) -> Iterator[Token]:
    """Those that begin right there."""
    for of_kind in _TOKENS:
        if (found := of_kind[1].match(data, start)) is not None:
            yield from _token(data, found, len(data), of_kind)


def _token(data: bytes, found: Any, last: int, of_kind: _Kind) -> Iterator[Token]:  # noqa: ANN401
    """The first of some tokens that is one, where one or more of them begin."""
    kind, _, patterns, validate = of_kind
    first, index = found.start(), found.lastindex
    others = (pattern.match(data, first, last) for pattern in patterns[index:])
    for behind in chain((found.end(index),), (match.end() for match in others if match)):
        token = data[first:behind]
        # "53427-999" has no more shape than its first group; of "1234 5678 9" a part is none
        cut = b" " in token and (_MORE.match(data, behind) or _LESS.match(data, max(0, first - 2)))
        plain = _DIGITS.match(token) is not None and not _ONE_RUN.fullmatch(token)
        at = _anchor(token)
        if (
            at >= 0
            and not (cut or plain or _MASSACHUSETTS.fullmatch(token))
            and validate(token.decode("ascii")) is not None
        ):
            yield kind, first, behind, first + at
            return


def _anchor(token: bytes) -> int:
    """The offset of the part of a token that is sought first; -1 if there is none."""
    if match := _DIGITS.search(token):
        return int(match.start())
    first = _DIGIT.search(token)
    if first is None or (first.start() == 0 and _SEVEN.match(token)):
        return -1
    return int(first.start()) if _GROUPS.match(token, first.start()) else -1


def ibans(data: bytes, start: int, last: int) -> Iterator[Token]:
    """IBANs that start in [start, last), with mod 97 and the length of their country right."""
    for _, first, behind, anchor in like_ibans(data, start, last):
        if financial_account.iban(data[first:behind].replace(b" ", b"").decode("ascii")):
            yield IBAN, first, behind, anchor


def like_ibans(data: bytes, start: int, last: int) -> Iterator[Token]:
    """What begins as they do and has their length, whatever its check digits."""
    for match in _IBAN.finditer(data, start, last + REACH, overlapped=True):
        first = match.start()
        if first >= last:
            break
        text = match.group().decode("ascii")
        size = financial_account.iban_reach(text)  # words in capitals behind may look like groups of it
        if size and text[size : size + 1] in {"", " "}:
            yield IBAN, first, first + size, first


_MAY_BE_DATE = re.compile(rb"(?<![0-9])[0-9]{1,4}[ -][0-9]{1,4}(?![0-9])")


def tells_digits(kind: int, around: bytes) -> bool:
    """Whether the digits themselves may tell if something is a token of a kind: an account is no date."""
    return kind == ACCOUNT and _MAY_BE_DATE.search(around) is not None


ASCII_SIGNS = (b"*", b"X")
SIGNS = (*ASCII_SIGNS, b"\x95", b"\xe2")
"""What masks are made of, the first bytes. Small x is not among them: every text is full of it."""
MASK = rb"(?:[*X\x95]|\xe2\x80\xa2)"
_UNMASKED = rb"(?<![0-9A-Za-z_*\x95\xa2])"
_MASKED_SSN = later_regex(_UNMASKED + MASK + rb"{3}([- .]?)" + MASK + rb"{2}\1[0-9]{4}(?![0-9A-Za-z_])")
_MASKED_CARD = later_regex(
    _UNMASKED + rb"(?:(?:[0-9]{4}([- ]?)(?:[0-9]{2}" + MASK + rb"{2}|" + MASK + rb"{4})\1|" + MASK
    + rb"{4}([- ]?)" + MASK + rb"{4}\2)" + MASK + rb"{4}(?:\1|\2)?[0-9]{4}"
    + rb"|(?:[0-9]{6}|[0-9]{4})" + MASK + rb"{5,9}[0-9]{4}|" + MASK + rb"{8,15}[0-9]{4})(?![0-9A-Za-z_])"
)  # fmt: skip
_MASKED = re.compile(rb"[*X\x95\xa2][ .-]?[0-9]{4}")
"""a part of every masked number"""
_FIRST_MASK = b"".join(SIGNS)


def masked(data: bytes, start: int, last: int) -> Iterator[Token]:
    """Masked numbers whose first masked character is in [start, last)."""
    if _MASKED.search(data, max(0, start - REACH), last + REACH) is None:
        return
    for kind, pattern in ((MASKED_SSN, _MASKED_SSN), (MASKED_CARD, _MASKED_CARD)):
        for match in pattern.finditer(data, max(0, start - REACH), last + REACH, overlapped=True):
            first = next(at for at in range(match.start(), match.end()) if data[at] in _FIRST_MASK)
            if start <= first < last:
                yield kind, match.start(), match.end(), first
