"""The label lexicon of `data/labels.tsv`, with its short hands written out. The only file that reads it.

Rule: what a phrase means stands in the table, how text is compared with it stands in `fold`: letter case and
accents do not count, one separator is as good as another, so `Soc. Sec. No`, `soc_sec_no` and
`Soc-Sec No` are one phrase.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from piiscan.later import later

NUMBER_WORDS = ("number", "no", "num", "nbr", "#")
LICENSE_WORDS = ("license", "licence", "lic")
CUSTOM_FIELD = "__c"
"""The end of the key of a field that a firm has added to those of Salesforce."""
SEPARATORS = " \t\r\n_./-\u00a0\u00ad\u202f\u2010\u2011\u2012\u2013\u2014\u2015"
_SHORT_HAND = later(r"\{|licen[cs]e|'s")  # what one of those that `spellings` writes out has


class Entry(NamedTuple):
    """One line of the table. `header`: counts only as a whole header or key; `field`: so, or as a label of a form."""

    kind: str
    phrase: str
    grade: int
    veto: bool
    header: bool
    field: bool


@cache
def entries() -> tuple[Entry, ...]:
    """The lines of `labels.tsv`, in its order."""
    text = (files("piiscan") / "data" / "labels.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Entry(kind, phrase, int(grade), flag == "veto", flag == "header", flag == "field")
        for kind, phrase, grade, flag, _note in rows
    )


@cache
def folded(phrase: str) -> tuple[str, ...]:
    """The `spellings` of a phrase of the table, folded. Of most phrases they are so already, which costs least.

    >>> folded("número de tarjeta"), len(folded("dl {number}"))
    (('numero de tarjeta',), 5)
    """
    if "{" not in phrase and "'s" not in phrase and "licen" not in phrase:  # one of these is in each short hand
        return (fold(phrase),)
    spelled = spellings(phrase)
    return tuple(spelled if fold(phrase) == phrase else map(fold, spelled))


def spellings(phrase: str) -> Iterator[str]:
    """A phrase of the table with its short hands written out, not folded.

    >>> list(spellings("driver's {license}"))[:3]
    ["driver's license", "driver's licence", "driver's lic"]
    """
    if _SHORT_HAND.search(phrase) is None:
        yield phrase
        return
    choices: list[tuple[str, ...]] = []
    for word in phrase.split(" "):
        if word == "{number}":
            choices.append(NUMBER_WORDS)
        elif word == "{license}":
            choices.append(LICENSE_WORDS)
        elif word in {"license", "licence"}:
            choices.append(("license", "licence"))
        elif word.endswith("'s"):
            choices.append((word, word[:-2] + "s"))
        else:
            choices.append((word,))
    for words in product(*choices):
        yield " ".join(words)


class _FoldTable(dict[int, str]):
    """For `str.translate`: each character to exactly one, looked up once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in SEPARATORS:
            folded = " "
        elif char in "\u2018\u2019\u02bc`\u00b4":
            folded = "'"
        else:
            base = unicodedata.normalize("NFD", char)[0].lower()
            folded = base if len(base) == 1 else char
        self[code] = folded
        return folded


@cache
def _fold_table() -> _FoldTable:
    return _FoldTable()


@cache
def _fold_bytes() -> bytes:
    """The same of bytes: those that are ASCII fold to one that is."""
    folded = fold_by_characters("".join(map(chr, range(128))))
    return folded.encode("ascii") + bytes(range(128, 256))


def fold(text: str) -> str:
    """The form in which texts and phrases are compared. As long as `text`, character for character.

    >>> fold("Número_de SEGURO-social")
    'numero de seguro social'
    """
    if text.isascii():  # bytes are translated several times as fast
        return text.encode("ascii").translate(_fold_bytes()).decode("ascii")
    return fold_by_characters(text)


def fold_by_characters(text: str) -> str:
    """The same of any text."""
    return text.translate(_fold_table())


_ACRONYM_OR_HUMP = later(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])")
_NOT_WORD = later(r"[^\w'#]+|(?=#)|(?<=#)")
_OWNING = later(  # "driver's", as keys are made of titles
    r"\b(driver|operator|employee|applicant|patient|student|spouse|parent|guardian|mother|father|owner|member|borrower"
    r"|insured|claimant|payee|recipient|payer|tenant|buyer|seller|debtor|decedent|child|dependent|taxpayer) s (?=\w)"
)


@lru_cache(maxsize=1 << 14)  # of the headers of a table, each of which is asked for in turns
def split_key(key: str) -> str:
    """The words of a key or column header, folded, with one blank between them.

    >>> split_key("employeeSSN"), split_key("SSNLast4"), split_key("DL#"), split_key("DriversLicense_No")
    ('employee ssn', 'ssn last4', 'dl #', 'drivers license no')
    >>> split_key("driver_s_license_no"), split_key("class_s_no")
    ("driver's license no", 'class s no')
    """
    words = " ".join(_NOT_WORD.sub(" ", fold(_ACRONYM_OR_HUMP.sub(" ", key))).split())
    return _OWNING.sub(r"\1's ", words) if " s " in words else words
