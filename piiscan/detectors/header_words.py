"""The words of a column header or JSON key, and what the lexicon knows of them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from piiscan.detectors.lexicon import CUSTOM_FIELD, Entry, entries, folded, split_key
from piiscan.later import later

NAME_HALVES = frozenset(("name.given", "name.surname"))
"""What makes a name together."""
NUMBER_KINDS = frozenset({"ssn", "drivers_license", "payment_card", "financial_account", "account.review"})
NAMES = NAME_HALVES | {"name.full"}
WHOLE = frozenset(("name", "names"))
"""What stands for all of a name."""

_NUMBERED = later(r"([a-z]{2,})(\d{1,2})")
_OF_TEXTS = "account.short"  # says nothing as a header: "Sav", "Chk"
_ALSO_PERSONS = ("prov",)  # provinces, and providers: "Prov Name"
_PREFIXED = later(r"([a-z]{1,4}[b-df-hj-np-rtv-xz])ssn")  # not "issn", "classn", "lessn"
_HIDDEN = later(  # what dumps make of SSNHash and hashedSsn, whose columns have no capitals
    r"(hashed|encrypted|masked)(ssn)|(ssn)(hash(?:ed)?|md5|sha[0-9]{0,3}|bcrypt|enc(?:rypted)?|token|masked)"
)
_SHORTEST_JOINED = 3  # letters; below, words run together make accidents ("c o", of letters, and "co-buyer")
_SHORTEST_PERSON = 2  # letters of a person whom no blank parts from what is theirs
_HOMES = frozenset(("state", "stcd", "zip", "zipcd", "zipcode", "city"))
"""What is theirs of an address; not "stat", which is as often a status."""
_TALK = frozenset(
    """hi hello hey thanks thank you ok okay great perfect and now also finally next first so what what's whats is are
    please enter provide field tell us""".split()  # noqa: SIM905 - as a list, 26 lines
)
"""What a form says that talks before it asks: "Hi! What's your first name?"."""
_MERGED = later(r"\{\{[^{}]{1,40}\}\}")  # an answer that a question repeats: "And your last name, {{field:1}}?"
_ASKING = frozenset(("what's", "whats", "please", "enter", "provide", "your"))


class Vocabulary(NamedTuple):
    """The lexicon by what its phrases are for a header; words that belong together in one, too."""

    phrases: dict[str, Entry]
    people: dict[str, int]  # roles, and words that only group (0)
    derived: frozenset[str]
    noise: frozenset[str]
    elsewhere: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The lexicon as headers are read by it."""
    phrases: dict[str, Entry] = {}
    people: dict[str, int] = {}
    words: dict[str, set[str]] = {"header.derived": set(), "header.noise": set(), "header.elsewhere": set()}
    for entry in entries():
        kind = entry.kind
        if kind == _OF_TEXTS:
            continue
        forms = folded(entry.phrase)
        joined = [spelled.replace(" ", "") for spelled in forms if " " in spelled]
        forms = (*forms, *[form for form in joined if len(form) >= _SHORTEST_JOINED]) if joined else forms
        if kind in words:
            words[kind].update(forms)
        elif kind == "person":
            people.update(dict.fromkeys(forms, entry.grade))
        elif kind == "group":
            for form in forms:
                people.setdefault(form, 0)
        else:
            for form in forms:
                phrases.setdefault(form, entry)
    people.update(dict.fromkeys(_ALSO_PERSONS, 0))
    return Vocabulary(phrases, people, *(frozenset(found) for found in words.values()))


def words_of(header: str) -> list[str]:
    """The header's words, with a counter taken off what it counts: `buyer2` is "buyer", "2"."""
    known = vocabulary()
    words: list[str] = []
    header = _MERGED.sub("", header) if "{{" in header else header
    for word in (
        split_key(header.removesuffix(CUSTOM_FIELD).replace("(s)", "")).replace("'s", "").replace("'", "").split()
    ):
        if (hidden := _HIDDEN.fullmatch(word)) is not None:
            words += [part for part in hidden.groups() if part]
            continue
        numbered = _NUMBERED.fullmatch(word)
        if numbered is None or word in known.phrases:
            words += _parted(word)
            continue
        stem, digits = numbered.groups()
        entry = known.phrases.get(stem)
        if entry is not None and entry.kind in NUMBER_KINDS and digits == "4":
            words += [stem, "last4"]  # ssn4, card4: by custom the last four digits
        elif entry is not None or stem in known.people or len(_parted(stem)) > 1:
            words += [*_parted(stem), digits]
        else:
            words.append(word)
    return _asked(words)


def _parted(word: str) -> tuple[str, ...]:
    """A person and what is theirs where the two run together, as old systems write them: "EMPSSN", "customerzip".

    What is theirs is taken as long as it can be: the last name in "EMPLNAME" and not the name of an "empl".
    """
    phrases, people = vocabulary()[:2]
    if word in phrases or word in people:
        return (word,)
    for cut in range(_SHORTEST_PERSON, len(word) - _SHORTEST_JOINED + 1):
        entry = phrases.get(word[cut:]) if word[:cut] in people else None
        if entry is None or entry.grade < 2:
            continue
        if entry.kind in NUMBER_KINDS or entry.kind in NAMES or word[cut:] in _HOMES:
            return (word[:cut], word[cut:])
    own = _PREFIXED.fullmatch(word)  # CFSSN: the words of a system's own, run together
    return (own[1], "ssn") if own is not None else (word,)


def _asked(words: list[str]) -> list[str]:
    """The words of a header without those of a question: "What is your SSN?", "Please enter your SSN".

    Nor those that say what it is wanted for, or when, and not whose it is: "SSN for background check", "SSN (if any)",
    not "SSN for spouse".
    """
    people = vocabulary().people
    if "for" in words and (aim := words[words.index("for") + 1 :]) and people.keys().isdisjoint(aim):
        words = words[: words.index("for")]
        words = words[:-1] if words[-1:] in (["needed"], ["required"], ["used"]) else words
    if "your" in words and _TALK.issuperset(words[: (at := words.index("your"))]):
        words = words[at:]
    if "if" in words[1:] and not any(map(people.get, words[words.index("if", 1) :])):
        words = words[: words.index("if", 1)]
    at = 2 if words[:2] in (["what", "is"], ["what", "are"]) else 0
    while at < len(words) and words[at] in _ASKING:
        at += 1
    return words[at:]


@lru_cache(maxsize=4096)
def names_person(header: str) -> bool:
    """Whether a header of numbers names who has them, too: "Name / SSN", "Employee (SSN)".

    >>> names_person("Name / SSN"), names_person("Employee (SSN)"), names_person("SSN")
    (True, True, False)
    """
    words = words_of(header)
    return not WHOLE.isdisjoint(words) or any(is_role(word) for word in words)


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether words, folded and in one blank's distance, are a role of a person, or a short form of one."""
    return text in vocabulary().people


def is_role(text: str) -> bool:
    """Whether words, folded and in one blank's distance, are a role of a person in running text.

    >>> is_role("taxpayer"), is_role("billing")
    (True, False)
    """
    return vocabulary().people.get(text, 0) > 0
