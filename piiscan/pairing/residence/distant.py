"""Telephone numbers of Massachusetts in a text, which say little of where somebody lives; other states, and abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.grade import Strength, given_entry, strength
from piiscan.pairing.names.table import by_names, fold
from piiscan.pairing.residence.places import places
from piiscan.pairing.tables.residency_cells import Evidence, elsewhere, here

_AREA_CODES = frozenset(("339", "351", "413", "508", "617", "774", "781", "857", "978"))
_PHONE = later(r"[0-9]{3}(?:\) ?|[\-. ])[0-9]{3}[\-. ][0-9]{4}(?![\w\-])")
_PREFIX = later(r"(?:^|[^\w.\-])\+?1[\-. ]$")  # of a telephone number
_NAMED = later(r", ([A-Z][a-z]{2,12}(?: (?:[A-Z][a-z]{3,9}|of Columbia))?)")
_DOTTED = later(r", ((?:N\.[ ]?[HYJCMD]|R\.[ ]?I|S\.[ ]?[CD]|D\.[ ]?C|P\.[ ]?R)\.|UK|U\.K\.)(?![\w-])")  # Newport, R.I.
_CANADIAN = later(r"[A-Z]{2}(?<!\w[A-Z]{2})[, ]{1,2}[ABCEGHJ-NPRSTVXY][0-9][A-Z][ \-]?[0-9][A-Z][0-9]\b")

_COUNTRY = later(  # in small letters; not "Country of birth"
    r"(?:^|[\n\t;|,(]|  )[ ]?(?:(?:home|mailing|address|residence)[ _])?country(?: of residence)?[\"']?[ \t]{0,2}[:=]"
    r"[ \t]{0,8}[\"']?([a-z]+(?: [a-z]+){0,2})"
)
_LIVES = later(  # "who lives in São Paulo, Brazil", "Address: Toronto, Ontario, Canada"; not "born in Toronto, Canada"
    r"\b(?:(?:lives?|living|resid(?:es?|ing)|domiciled) (?:in|at)|resident of|(?:home |mailing )?address(?: is)?:?)[ ]"
    r"[^.;:\n]{0,48}\Z",
    re.IGNORECASE,
)
_TO_COUNTRY = 80  # characters from there to the comma before a country
_CAPITALS = later(r"[A-Z]{2}")  # in each code of a state
_FOUR = later(r"[0-9]{4}")  # in each ZIP code and each telephone number
_MANY = 4096
"""From so many characters on arrays take a fifth of the time that patterns do."""


def phones(text: str) -> Iterator[Evidence]:
    """Telephone numbers of Massachusetts."""
    for match in _PHONE.finditer(text):
        if match[0][:3] not in _AREA_CODES:
            continue
        start = match.start()
        before = text[max(0, start - 4) : start]
        if not before or not (before[-1].isalnum() or before[-1] in "._-") or _PREFIX.search(before):
            start -= before.endswith("(")
            yield here(Grade.WEAK, "ma-area-code", (start, match.end()))


def named_states(text: str) -> Iterator[Evidence]:
    """Names of other states and countries behind a comma."""
    for match in _NAMED.finditer(text):
        named = _named(match[1])
        if named is not None:
            length, grade, reason = named
            lives = grade < Grade.FAIR and _LIVES.search(text, max(0, match.start() - _TO_COUNTRY), match.start())
            grade = Grade.FAIR if lives else grade
            yield elsewhere(grade, reason, (match.start(1), match.start(1) + length))
    for match in _DOTTED.finditer(text) if "." in text or "UK" in text else ():
        yield elsewhere(Grade.FAIR, "foreign-address" if "K" in match[1] else "other-state", match.span(1))


@by_names
@lru_cache(maxsize=1 << 10)  # most are towns, and come again
def _named(said: str) -> tuple[int, int, str] | None:
    """The length of the state or country that one or two words begin with, and what it says; None of others."""
    known = places()
    if fold(said) not in known.states and fold(said) not in known.countries:
        said = said.split(maxsplit=1)[0]
    folded = fold(said)
    if folded == "massachusetts" or (folded not in known.states and folded not in known.countries):
        return None
    # "Lee, Virginia" and "born in Toronto, Canada" are not addresses.
    fair = folded in known.states and strength(given_entry(said), surname=False) < Strength.WORDY
    reason = "other-state" if folded in known.states else "foreign-address"
    return len(said), Grade.FAIR if fair else Grade.WEAK, reason


def abroad(text: str, lower: str, *, capitals: bool) -> Iterator[Evidence]:
    """Addresses in Canada, and what a label calls the country of an address. `lower`: the text in small letters.

    >>> [item.reason for item in abroad("Country: Canada", "country: canada", capitals=False)]
    ['foreign-address']
    """
    if capitals:
        yield from _canadian(text)
    for match in _COUNTRY.finditer(lower) if "country" in lower else ():
        said = match[1].split()
        if any(fold(" ".join(said[:count])) in places().countries for count in range(1, len(said) + 1)):
            yield elsewhere(Grade.FAIR, "foreign-address", match.span(1))


def _canadian(text: str) -> Iterator[Evidence]:
    """Addresses in Canada, by province and postal code."""
    for match in _CANADIAN.finditer(text):
        if match[0][:2].lower() in places().provinces:
            yield elsewhere(Grade.FAIR, "foreign-address", match.span())


def capitals_and_digits(text: str) -> tuple[bool, bool]:
    """Whether two capitals stand in a row anywhere, and four digits: of many records that is asked at once."""
    if len(text) < _MANY or not text.isascii():
        return _CAPITALS.search(text) is not None, _FOUR.search(text) is not None
    codes = np.frombuffer(text.encode(), np.uint8)
    capital, digit = codes - np.uint8(ord("A")) < 26, codes - np.uint8(ord("0")) < 10
    two = digit[1:] & digit[:-1]
    return bool((capital[1:] & capital[:-1]).any()), bool((two[2:] & two[:-2]).any())
