"""What a whole column header or JSON key says about its cells. The only file that knows column groups.

Rule: the longest phrase of the lexicon in the header decides the kind (the rightmost of equals: English puts
the noun last); the words left over say whose it is (`spouse_ssn`: group "spouse", `ssn_2`: group "2"), or
turn the meaning (`ssn_hash`, `license type`, `ssn last 4` are not the number).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from piiscan.detectors import license_states
from piiscan.detectors.header_forms import has_both, is_account_first, undressed
from piiscan.detectors.header_words import NAMES, NUMBER_KINDS, WHOLE, vocabulary, words_of
from piiscan.detectors.lexicon import Entry
from piiscan.later import later

_BRACED = later(r"\(([^()]+)\)\s*$")
CONCEALED = {"ssn": "ssn.concealed", "payment_card": "payment_card.concealed"}
"""What a header says that names one of our numbers and a process that hides it: `ssn_encrypted`, `card_token`."""
VETO_KINDS = frozenset({"other", "document", "name.veto", "routing", *CONCEALED.values()})
"""What a column with such a header holds is none of our numbers; of those that are concealed, unless it shows one."""
HOME_KINDS = frozenset({"state", "zip", "city", "address"})

_ORDER = frozenset(("first", "second", "third", "fourth", "main", "new", "former", "additional", "other"))
_MOST_WORDS = 12
_MOST_UNKNOWN = 2
_STANDING = frozenset(("on", "per", "as"))
"""What stands between a name and where it can be read."""
_BOTH = later(r"[/&(+|]|\band\b", re.IGNORECASE)  # of a name and a number in one header
_MOST_BEFORE = 2  # words before a person: "permit holder", "registered vehicle owner"
_HEADS = frozenset(("holder", "owner", "driver", "operator", "worker", "signer", "signatory", "individual"))
"""Persons who need a word before them to be somebody of the record; so do all that are persons beyond doubt."""
_NOBODY = frozenset(
    ("no", "non", "new", "per", "total", "by", "to", "number", "type", "each", "data", "process", "system")
)
_REMARKS = frozenset(("notes", "comments", "remarks", "narrative", "memos"))
_VAGUE = frozenset(("other", "financial_account", "account.review"))
_CATEGORY = ["c", "name"]  # of Epic's Clarity: STATE_C_NAME is a state
_TOLD = frozenset(("note", "comment", "description", "details", "summary", "memo"))
_MATTERS = frozenset(
    ("case", "ticket", "incident", "issue", "request", "claim", "call", "complaint", "matter", "account")
)
_HIDING = frozenset(
    (
        *("hash", "hashed", "sha", "sha1", "sha256", "sha512", "md5", "hmac", "mask", "masked", "masking", "redacted"),
        *("bcrypt", "scrypt", "argon2", "pbkdf2"),
        *("encrypted", "encryption", "enc", "cipher", "ciphertext", "token", "tokens", "tokenized", "tokenised"),
    )
)
"""Words of a header for what makes a number unreadable. A value that can be read is none of that (SPEC §10)."""
_CODE = "code"
_SIZES = frozenset(("128", "224", "256", "384", "512"))
_OF_HOME = frozenset(
    ("adr", "addr", "perm", "mail", "pri", "prim", "primary", "pref", "prf", "preferred", "curr", "cur", "cn")
)
"""Words of a header for an address of the record's own person, as programs cut them short: CnAdrPrf_State."""
_MAILED = frozenset(("mail", "perm", "adr", "addr", "curr", "resid"))
"""Those of them that are never part of whose it is: "Employee Mail State"."""
_FIRMS = frozenset(("business", "company", "firm", "organization", "organisation", "entity", "corporate"))
"""Words of a header for the name of a firm."""
_HALVES = frozenset(("last", "first"))
_ANY_LICENSE = frozenset(("{license}", "license", "licence", "lic", "{number}", "number", "id", "permit"))
"""Words of labels that every kind of licence has."""


class Role(NamedTuple):
    """What a column holds, how sure its header is (1 to 3), and which of the record's people it is about."""

    kind: str
    grade: int
    group: str


def _core(words: list[str]) -> tuple[int, int, Entry] | None:
    """The longest run of words that is a phrase, the rightmost of equals."""
    phrases = vocabulary().phrases
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length, -1, -1):
            entry = phrases.get(" ".join(words[start : start + length]))
            if entry is not None:
                return start, start + length, entry
    return None


def _of_name(header: str, words: list[str]) -> list[str]:
    """The words of a header that names persons by their number or where they stand, without what only says that.

    "SSN Name", "Name on SSN card", "Name as shown on SSN" are names; "SSN / Name" has both, and the number decides.
    """
    core = _core(words)
    if core is not None and core[2].kind in NUMBER_KINDS:
        at = next((at for at in range(1, core[0]) if words[at] in _STANDING), 0)
        named = _core(words[:at])
        if named is not None and named[2].kind in NAMES:
            return words[:at]
    own = _core(words[:-1]) if words[-1] in WHOLE else None
    if own is None or own[2].kind != "ssn" or own[1] != len(words) - 1:
        return words
    return words[:-1] if _BOTH.search(header) else [*words[: own[0]], words[-1]]


def _of_what(words: list[str], core: tuple[int, int, Entry]) -> tuple[int, int, Entry]:
    """The phrase that decides, where the last word only says that it is a code or number: "Dept Code", "Ward No"."""
    start, end, entry = core
    if (entry.kind, entry.grade) != ("other", 1) or not start or end < len(words):
        return core
    before = _core(words[:start])
    return (before[0], before[1], before[2]) if before is not None and before[2].kind == "other" else core


def _counted(words: list[str]) -> list[str]:
    """The words, a counter that stands inside of a number's name behind it: "Account 1 Number"."""
    if not any(map(str.isdigit, words[1:-1])):
        return words
    core, whole = _core(words), _core(turned := sorted(words, key=str.isdigit))
    vague = core is None or core[2].kind == "other"
    return turned if vague and whole is not None and whole[2].kind in NUMBER_KINDS else words


def _group(words: list[str]) -> str:
    """The words of a group as one name: a counter stays attached to what it counts."""
    text = ""
    for word in words:
        text += word if not text or word.isdigit() else " " + word
    return text


def _turned(kind: str, before: list[str], after: list[str]) -> str:
    """The kind of a column whose header has more words than the phrase: they may turn its meaning."""
    phrases, people, derived, noise, elsewhere = vocabulary()
    beside = phrases.get(before[-1]) if before and before[-1] not in people else None
    following = next((word for word in after if not word.isdigit()), "")  # "Direct Deposit 1 Routing"
    later = phrases.get(following) if following not in people else None
    if kind in NUMBER_KINDS or kind in CONCEALED.values():
        if later is not None and later.kind == "routing":
            return later.kind
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


def _is_home(words: list[str]) -> bool:
    """Whether the words beside a part of an address say that it is one, and that of nobody else."""
    known = vocabulary()
    left = [word for word in words if (entry := known.phrases.get(word)) is None or entry.kind != "address"]
    meant = len(left) < len(words) or not _OF_HOME.isdisjoint(left)
    return meant and all(word in _OF_HOME or word in known.noise for word in left)


def _person(words: list[str]) -> int:
    """The grade of a header that is a person with words before that tell of several (`primary taxpayer`), 0 if none."""
    known = vocabulary()
    bare = [word for word in words if not word.isdigit() and word not in known.noise]
    for length in range(len(bare) - 1, 0, -1):
        before = bare[:-length]
        grade = known.people.get(" ".join(bare[-length:]), 0)
        if all(word in known.people or word in _ORDER for word in before):
            return grade
        named = grade > 1 or bare[-length:][0] in _HEADS
        if named and len(before) <= _MOST_BEFORE and (known.derived | _NOBODY).isdisjoint(before):
            return 1
    return 0


def _either(header: str, words: list[str]) -> int:
    """The grade of a header that offers several persons, each in words we know: "Spouse/Co-Head". 0: it does not."""
    people = vocabulary().people
    if "/" not in header or not all(word in people for word in words):
        return 0
    return max((people[word] for word in words), default=0)


def _is_any_license(entry: Entry, own: list[str]) -> bool:
    """Whether a header may be of any kind of licence, by a word before it that we do not know ("RE License #")."""
    people = vocabulary().people
    known = all(word in people or word.isdigit() or license_states.state_code(word) for word in own)
    return entry.kind == "drivers_license" and _ANY_LICENSE.issuperset(entry.phrase.split()) and not known


@lru_cache(maxsize=1 << 14)
def column_role(header: str) -> Role | None:
    """The meaning of a column header or JSON key, None where it has none for us. What stands in braces may be plainer.

    >>> column_role("Tax ID (SSN)"), column_role("Tax ID")
    (Role(kind='ssn', grade=3, group=''), Role(kind='ssn', grade=1, group=''))
    """
    role = _role_of(header)
    if role is not None and role.kind == "license.state" and has_both(header):
        return role._replace(kind="drivers_license", grade=3)
    if role is not None and role.kind == "routing" and is_account_first(header):
        return role._replace(kind="financial_account", grade=1)  # of both in one cell: "Acct / Routing"
    braced = _BRACED.search(undressed(header)[0]) if role is not None and role.kind in NUMBER_KINDS else None
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
    plain, whole = undressed(header)
    words = words_of(plain)
    if not words or len(words) > _MOST_WORDS:
        return None
    words = _of_either(words)
    role = _concealed(words) or _role_of_words(plain, words)
    if whole and role is not None and role.kind == "name.full":
        return role._replace(grade=3)
    return None if role is not None and role.kind in _VAGUE and _is_of_remarks(words) else role


def _of_either(words: list[str]) -> list[str]:
    """The words for a person in a header of what may as well be a firm's, or that says where a suffix stands.

    >>> _of_either(["last", "name", "or", "business", "name"]), _of_either(["name", "last", "suffix", "first"])
    (['last', 'name'], ['name', 'last', 'first'])
    """
    if len(words) > len(_HALVES) and _HALVES.issubset(words) and "suffix" in words:
        return [word for word in words if word != "suffix"]
    if len(words) > 3 and words[-1] == "name" and words[-2] in _FIRMS:
        left = words[: -3 if words[-3] == "or" else -2]
        core = _core(left)
        return left if core is not None and core[2].kind == "name.surname" else words
    return words


def _is_of_remarks(words: list[str]) -> bool:
    """Whether a header says that its cells are what somebody wrote of a thing, and not its number: "Case Notes"."""
    told = words[-1] in _REMARKS or (words[-1] in _TOLD and not _MATTERS.isdisjoint(words[:-1]))
    return told and len(words) > 1


def _concealed(words: list[str]) -> Role | None:
    """The meaning of a header that names a number and what hides it; None where it is no such one."""
    left = [word for word in words if word not in _HIDING]
    if len(left) == len(words):
        return None
    left = [word for word in left if word not in _SIZES]
    if not left:  # "SHA-256"
        return None
    role = _role_of_words(" ".join(left), left)
    if role is None or role.kind not in CONCEALED or role.grade < 2:
        return None
    return role._replace(kind=CONCEALED[role.kind])


def _role_of_words(header: str, words: list[str]) -> Role | None:
    phrases, people, _, noise, _ = vocabulary()
    bare = [word for word in words if not word.isdigit()]
    if grade := people.get(" ".join(bare)):
        return Role("name.full", grade, _group(words) if len(bare) < len(words) else "")
    words = words[:-2] if words[-2:] == _CATEGORY and len(words) > len(_CATEGORY) else words
    words = _of_name(header, _counted(words))
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
    if kind in HOME_KINDS and _is_home(before + after):
        return Role(kind, entry.grade, "")
    rest = [word for word in before + after if word not in noise and not (kind in HOME_KINDS and word in _MAILED)]
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
        last = kind == "ssn" and end == len(words) and " " not in header  # a key: stateEduPersonCurrentSSN
        return Role(kind, entry.grade if last else 1, "") if kind in NUMBER_KINDS else None
    vague = kind in {"name.full", "state"} and not any(word in people for word in own)
    vague = vague or _is_any_license(entry, own)
    return Role(kind, 1 if vague else entry.grade, _group(own))
