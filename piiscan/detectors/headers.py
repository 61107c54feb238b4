"""What a whole column header or JSON key says about its cells. The only file that knows column groups.

Rule: the longest phrase of the lexicon in the header decides the kind (the rightmost of equals: English puts
the noun last); the words left over say whose it is (`spouse_ssn`: group "spouse", `ssn_2`: group "2"), or
turn the meaning (`ssn_hash`, `license type`, `ssn last 4` are not the number).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from piiscan.detectors import license_states
from piiscan.detectors.lexicon import CUSTOM_FIELD, Entry, entries, folded, split_key
from piiscan.later import later

_BOX = later(r"\s*\((?:\d{1,2}|[a-z])\)\s+(?=[^\W\d_])")  # of a form: "(2) Social security number"
_BRACED = later(r"\(([^()]+)\)\s*$")
NAME_HALVES = frozenset(("name.given", "name.surname"))
"""What makes a name together."""
NUMBER_KINDS = frozenset({"ssn", "drivers_license", "payment_card", "financial_account", "account.review"})
CONCEALED = {"ssn": "ssn.concealed", "payment_card": "payment_card.concealed"}
"""What a header says that names one of our numbers and a process that hides it: `ssn_encrypted`, `card_token`."""
VETO_KINDS = frozenset({"other", "document", "name.veto", "routing", *CONCEALED.values()})
"""What a column with such a header holds is none of our numbers; of those that are concealed, unless it shows one."""
HOME_KINDS = frozenset({"state", "zip", "city", "address"})

_NUMBERED = later(r"([a-z]{2,})(\d{1,2})")
_ORDER = frozenset(("first", "second", "third", "fourth", "main", "new", "former", "additional", "other"))
_MOST_WORDS = 12
_MOST_UNKNOWN = 2
_SHORTEST_JOINED = 3  # letters; below, words run together make accidents ("c o", of letters, and "co-buyer")
_SHORTEST_PERSON = 2  # letters of a person whom no blank parts from what is theirs
_NAMES = NAME_HALVES | {"name.full"}
_MOST_BEFORE = 2  # words before a person: "permit holder", "registered vehicle owner"
_HEADS = frozenset(("holder", "owner", "driver", "operator", "worker", "signer", "signatory", "individual"))
"""Persons who need a word before them to be somebody of the record; so do all that are persons beyond doubt."""
_ASKING = frozenset(("what's", "whats", "please", "enter", "provide", "your"))
_NOBODY = frozenset(
    ("no", "non", "new", "per", "total", "by", "to", "number", "type", "each", "data", "process", "system")
)
_HIDING = frozenset(
    (
        *("hash", "hashed", "sha", "sha1", "sha256", "sha512", "md5", "hmac", "mask", "masked", "masking", "redacted"),
        *("encrypted", "encryption", "enc", "cipher", "ciphertext", "token", "tokens", "tokenized", "tokenised"),
    )
)
"""Words of a header for what makes a number unreadable. A value that can be read is none of that (SPEC §10)."""
_CODE = "code"
_SIZES = frozenset(("128", "224", "256", "384", "512"))
_ANY_LICENSE = frozenset(("{license}", "license", "licence", "lic", "{number}", "number", "id", "permit"))
"""Words of labels that every kind of licence has."""


class Role(NamedTuple):
    """What a column holds, how sure its header is (1 to 3), and which of the record's people it is about."""

    kind: str
    grade: int
    group: str


class _Vocabulary(NamedTuple):
    phrases: dict[str, Entry]
    people: dict[str, int]  # roles, and words that only group (0)
    derived: frozenset[str]
    noise: frozenset[str]
    elsewhere: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    phrases: dict[str, Entry] = {}
    people: dict[str, int] = {}
    words: dict[str, set[str]] = {"header.derived": set(), "header.noise": set(), "header.elsewhere": set()}
    for entry in entries():
        for spelled in folded(entry.phrase):
            joined = spelled.replace(" ", "")
            for form in (spelled, joined) if len(joined) >= _SHORTEST_JOINED else (spelled,):
                if entry.kind in words:
                    words[entry.kind].add(form)
                elif entry.kind == "person":
                    people[form] = entry.grade
                elif entry.kind == "group":
                    people.setdefault(form, 0)
                else:
                    phrases.setdefault(form, entry)
    return _Vocabulary(phrases, people, *(frozenset(found) for found in words.values()))


def _words(header: str) -> list[str]:
    """The header's words, with a counter taken off what it counts: `buyer2` is "buyer", "2"."""
    vocabulary = _vocabulary()
    words: list[str] = []
    for word in split_key(header.removesuffix(CUSTOM_FIELD)).replace("'s", "").replace("'", "").split():
        numbered = _NUMBERED.fullmatch(word)
        if numbered is None or word in vocabulary.phrases:
            words += _parted(word)
            continue
        stem, digits = numbered.groups()
        entry = vocabulary.phrases.get(stem)
        if entry is not None and entry.kind in NUMBER_KINDS and digits == "4":
            words += [stem, "last4"]  # ssn4, card4: by custom the last four digits
        elif entry is not None or stem in vocabulary.people or len(_parted(stem)) > 1:
            words += [*_parted(stem), digits]
        else:
            words.append(word)
    return _asked(words)


def _parted(word: str) -> tuple[str, ...]:
    """A person and what is theirs where the two run together, as old systems write them: "EMPSSN", "customername".

    What is theirs is taken as long as it can be: the last name in "EMPLNAME" and not the name of an "empl".
    """
    phrases, people = _vocabulary()[:2]
    if word in phrases or word in people:
        return (word,)
    for cut in range(_SHORTEST_PERSON, len(word) - _SHORTEST_JOINED + 1):
        entry = phrases.get(word[cut:]) if word[:cut] in people else None
        if entry is not None and entry.grade > 1 and (entry.kind in NUMBER_KINDS or entry.kind in _NAMES):
            return (word[:cut], word[cut:])
    return (word,)


def _asked(words: list[str]) -> list[str]:
    """The words of a header without those of a question: "What is your SSN?", "Please enter your SSN"."""
    at = 2 if words[:2] in (["what", "is"], ["what", "are"]) else 0
    while at < len(words) and words[at] in _ASKING:
        at += 1
    return words[at:]


def _core(words: list[str]) -> tuple[int, int, Entry] | None:
    """The longest run of words that is a phrase, the rightmost of equals."""
    phrases = _vocabulary().phrases
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length, -1, -1):
            entry = phrases.get(" ".join(words[start : start + length]))
            if entry is not None:
                return start, start + length, entry
    return None


def _of_what(words: list[str], core: tuple[int, int, Entry]) -> tuple[int, int, Entry]:
    """The phrase that decides, where the last word only says that it is a code or number: "Dept Code", "Ward No"."""
    start, end, entry = core
    if (entry.kind, entry.grade) != ("other", 1) or not start or end < len(words):
        return core
    before = _core(words[:start])
    return (before[0], before[1], before[2]) if before is not None and before[2].kind == "other" else core


def _group(words: list[str]) -> str:
    """The words of a group as one name: a counter stays attached to what it counts."""
    text = ""
    for word in words:
        text += word if not text or word.isdigit() else " " + word
    return text


def _turned(kind: str, before: list[str], after: list[str]) -> str:
    """The kind of a column whose header has more words than the phrase: they may turn its meaning."""
    phrases, people, derived, noise, elsewhere = _vocabulary()
    beside = phrases.get(before[-1]) if before and before[-1] not in people else None
    later = phrases.get(after[0]) if after and after[0] not in people else None
    if kind in NUMBER_KINDS or kind in CONCEALED.values():
        if derived.intersection(before + after) or (later is not None and later.veto):
            return "other"
    elif kind == "card.context":
        if any(phrases[word].kind == "drivers_license" for word in before if word in phrases):
            return "other"
    elif kind.startswith("name."):
        if (
            kind == "name.full"
            and beside is not None
            and before[-1] not in noise
            and (beside.veto or beside.kind in NUMBER_KINDS)
        ):
            return "name.veto"
        if derived.intersection(after):
            return "other"
    elif kind in HOME_KINDS and (
        derived.intersection(after) or (beside is not None and beside.veto) or elsewhere.intersection(before[-1:])
    ):
        return "other"
    return kind


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether words, folded and in one blank's distance, are a role of a person, or a short form of one."""
    return text in _vocabulary().people


def is_role(text: str) -> bool:
    """Whether words, folded and in one blank's distance, are a role of a person in running text.

    >>> is_role("taxpayer"), is_role("billing")
    (True, False)
    """
    return _vocabulary().people.get(text, 0) > 0


def _person(words: list[str]) -> int:
    """The grade of a header that is a person with words before that tell of several (`primary taxpayer`), 0 if none."""
    vocabulary = _vocabulary()
    bare = [word for word in words if not word.isdigit() and word not in vocabulary.noise]
    for length in range(len(bare) - 1, 0, -1):
        before = bare[:-length]
        grade = vocabulary.people.get(" ".join(bare[-length:]), 0)
        if all(word in vocabulary.people or word in _ORDER for word in before):
            return grade
        named = grade > 1 or bare[-length:][0] in _HEADS
        if named and len(before) <= _MOST_BEFORE and (vocabulary.derived | _NOBODY).isdisjoint(before):
            return 1
    return 0


def _either(header: str, words: list[str]) -> int:
    """The grade of a header that offers several persons, each in words we know: "Spouse/Co-Head". 0: it does not."""
    people = _vocabulary().people
    if "/" not in header or not all(word in people for word in words):
        return 0
    return max((people[word] for word in words), default=0)


def _is_any_license(entry: Entry, own: list[str]) -> bool:
    """Whether a header may be of any kind of licence, by a word before it that we do not know ("RE License #")."""
    people = _vocabulary().people
    known = all(word in people or word.isdigit() or license_states.state_code(word) for word in own)
    return entry.kind == "drivers_license" and _ANY_LICENSE.issuperset(entry.phrase.split()) and not known


@lru_cache(maxsize=1 << 14)
def column_role(header: str) -> Role | None:
    """The meaning of a column header or JSON key, None where it has none for us. What stands in braces may be plainer.

    >>> column_role("Tax ID (SSN)"), column_role("Tax ID")
    (Role(kind='ssn', grade=3, group=''), Role(kind='ssn', grade=1, group=''))
    """
    role = _role_of(header)
    braced = _BRACED.search(header) if role is not None and role.kind in NUMBER_KINDS else None
    plainer = _role_of(braced[1]) if braced is not None else None
    if role is None or plainer is None or plainer.kind != role.kind:
        return role
    return role._replace(grade=max(role.grade, plainer.grade))


def _role_of(header: str) -> Role | None:
    """The meaning of a header as a whole.

    >>> column_role("emp_ssn"), column_role("SSN Last 4")
    (Role(kind='ssn', grade=3, group='emp'), Role(kind='other', grade=3, group=''))
    >>> column_role("emp_ssn_encrypted")
    Role(kind='ssn.concealed', grade=3, group='emp')
    >>> column_role("Employee"), column_role("(2) SSN")
    (Role(kind='name.full', grade=2, group=''), Role(kind='ssn', grade=3, group=''))
    """
    box = _BOX.match(header)
    words = _words(header[box.end() :] if box is not None else header)
    if not words or len(words) > _MOST_WORDS:
        return None
    return _concealed(words) or _role_of_words(header, words)


def _concealed(words: list[str]) -> Role | None:
    """The meaning of a header that names a number and what hides it; None where it is no such one."""
    left = [word for word in words if word not in _HIDING]
    if len(left) == len(words) or not left:
        return None
    left = [word for word in left if word not in _SIZES]
    role = _role_of_words(" ".join(left), left)
    if role is None or role.kind not in CONCEALED or role.grade < 2:
        return None
    return role._replace(kind=CONCEALED[role.kind])


def _role_of_words(header: str, words: list[str]) -> Role | None:
    phrases, people, _, noise, _ = _vocabulary()
    bare = [word for word in words if not word.isdigit()]
    if grade := people.get(" ".join(bare)):
        return Role("name.full", grade, _group(words) if len(bare) < len(words) else "")
    core = _core(words)
    if grade := (_person(words) or _either(header, words)) if core is None else 0:
        return Role("name.full", grade, _group(words))
    if core is None:
        return None
    start, end, entry = _of_what(words, core)
    before, after = words[:start], words[end:]
    kind = _turned(entry.kind, before, after)
    if kind != entry.kind:
        return Role(kind, 2, "")
    rest = [word for word in before + after if word not in noise]
    if not rest:
        return Role(kind, entry.grade, "")
    whose = people.get(" ".join(word for word in rest if not word.isdigit()))
    if whose is not None or all(map(str.isdigit, rest)):
        grade = 3 if kind == "name.full" and whose == 2 else entry.grade
        return Role(kind, grade, _group(rest))
    own = [word for word in rest if word not in phrases]
    if own and entry.phrase == _CODE and before and not after:
        return Role(kind, 2, "")  # of something, and nobody's: "Job Code"
    if len(own) > _MOST_UNKNOWN:
        return Role(kind, 1, "") if kind in NUMBER_KINDS else None
    vague = kind in {"name.full", "state"} and not any(word in people for word in own)
    vague = vague or _is_any_license(entry, own)
    return Role(kind, 1 if vague else entry.grade, _group(own))
