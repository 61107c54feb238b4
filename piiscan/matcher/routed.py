"""Numbers of accounts that a stroke or dash parts from their routing number: "011000138/9750478584", "… - 88120047".

Rule: nine digits with the check digit and the district of a routing number (SPEC §9), one stroke or dash, perhaps with
blanks, and five to seventeen digits that nothing touches; a label of an account near ("Routing/Acct #:"), or the name
of a bank right before; behind that a comma, a bar, blanks or a tab will do. What the sign parts would else be the parts
of a path or of one number. Sought by the runs of digits of the area (see `area`), and not in long texts full of them;
proved by a pattern.
"""

from __future__ import annotations

import numpy as np

from piiscan.detectors import financial_account
from piiscan.detectors.routed_at_bank import CALLED, NAME, PARTED
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import table, where
from piiscan.matcher.hits import ACCOUNT, Found, found_of
from piiscan.matcher.patterns import ACCOUNT_LABEL
from piiscan.matcher.pieces import has_no_pieces

_DIGITS = 9
_PLACES = np.arange(_DIGITS)[:, None]
_ZERO = 0x30
_SIGN, _SPARE = table(b"/-"), table(b"/-,| \t")
_BLANK = 0x20
_LONGEST = 56
_NUMBER = later(rb"([0-9]{9})%s([0-9]{5,17})(?![0-9A-Za-z_@/%%*-])(?![.,:][0-9])" % PARTED.encode())
_BANK = later(rb" / (?<=[A-Za-z.] / )([0-9]{7,17})(?![0-9A-Za-z_@/%*-])(?![.,:][0-9])")
_BEFORE_BANK = 40  # bytes
_BANK_NAME = later(rb"%s%s\Z" % (NAME.encode(), CALLED.encode()))
_BEFORE = later(rb"[0-9A-Za-z_/.-]\Z")


def routed(area: Area) -> list[Found]:
    """Such numbers of an area, without those of their banks."""
    if has_no_pieces(area) or not (area.may_have(ACCOUNT_LABEL) or _has_nine(area.bits())):
        return []
    start, size = area.runs()
    start = start.take(where(size == _DIGITS))
    start = start.take(where(_SPARE.take(area.text.take(start + _DIGITS))))
    if start.size:
        start = start.take(where(financial_account.aba_digits(area.text.take(start + _PLACES) - _ZERO)))
    behind = start + _DIGITS
    behind += area.text.take(behind) == _BLANK
    labelled = area.labelled(start, start + _DIGITS, ACCOUNT_LABEL)[0] & _SIGN.take(area.text.take(behind))
    for at in where(~labelled).tolist():
        labelled[at] = _is_behind_bank(area, int(start[at]))
    start = start.take(where(labelled))
    found = found_of(ACCOUNT, (span for at in start.tolist() if (span := _proved(area, at)) is not None))
    return found + _behind_bank(area)


def _has_nine(digits: int) -> bool:
    """Whether there are nine digits in a row, beside which a bank may be named, in a small text."""
    pairs = digits & digits >> 1
    fours = pairs & pairs >> 2
    return bool(fours & fours >> 4 & digits >> 8)


def _behind_bank(area: Area) -> list[Found]:
    """Accounts that a stroke parts from the name of their bank: "Bank / Account #:  Melrose Bank / 4619825618"."""
    text = area.text.data
    spans = np.array([match.span(1) for match in _BANK.finditer(text)], dtype=np.int64).reshape(-1, 2)
    start, end = spans.T
    named = [_is_behind_bank(area, at) for at in start.tolist()]
    start, end = start[named], end[named]
    kept = where(area.labelled(start, end, ACCOUNT_LABEL)[0]) if start.size else start
    return found_of(ACCOUNT, zip(start.take(kept).tolist(), end.take(kept).tolist(), strict=True))


def _is_behind_bank(area: Area, at: int) -> bool:
    """Whether the name of a bank ends shortly before a place, in its line."""
    return _BANK_NAME.search(area.text[max(0, at - _BEFORE_BANK) : at].tobytes()) is not None


def _proved(area: Area, at: int) -> tuple[int, int] | None:
    """Where the account behind a place begins and ends."""
    if _BEFORE.search(area.text[at - 1 : at].tobytes()) is not None:
        return None
    match = _NUMBER.match(area.text[at : at + _LONGEST].tobytes())
    return None if match is None else (at + match.start(2), at + match.end(2))
