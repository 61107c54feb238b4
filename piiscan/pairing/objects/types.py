"""What a number in an object is, where its own key says nothing: by a type named beside it, or by the keys outside.

Rule: {"type": "SSN", "value": ...} is an SSN, {"PersonSSNIdentification": {"IdentificationID": ...}} as well, however
many keys that say nothing are in between. Types are also named by the codes of standards (HL7, ISO 20022) and OIDs.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.headers import Role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.names.in_text import known_name
from piiscan.pairing.names.table import by_names
from piiscan.pairing.objects.records import TYPE_KEYS, Leaf, Record, Texts, role_of
from piiscan.pairing.tables.column_roles import DRIVING, TRADES

_NOTHING = frozenset(
    (
        *("value", "val", "v", "number", "no", "num", "nbr", "#", "id", "ids", "identifier", "identification", "ident"),
        "answer",
        *("descriptor", "content", "data", "text", "extension", "othr", "other", "details", "info", "item", "prvt"),
    )
)
"""Words of keys that say nothing of a value."""
_CODES = {
    "ss": Kind.SSN,  # HL7 table 0203
    "sb": Kind.SSN,
    "sose": Kind.SSN,  # ISO 20022, ExternalPersonIdentification1Code
    "dl": Kind.DRIVERS_LICENSE,
    "drlc": Kind.DRIVERS_LICENSE,
    **dict.fromkeys(("mc", "vi", "ax", "ds"), Kind.PAYMENT_CARD),  # as clerks and tickets write a network
}
_TAXPAYERS = {"s": "ssn", "e": "ein", "f": "fein", "i": "itin", "a": "atin", "1": "ein", "2": "ssn"}
"""What the kind of a taxpayer's number is cut short to, beside one of these alone: "TIN", "TIN_TYP".

The digits are those of IRS Publication 1220, as who imports 1099s and 1098s has them.
"""
_TYPE_WORDS = frozenset(
    ("type", "system", "kind", "code", "cd", "coding", "scheme", "schme", "nm", "typ", "tp", "name")
)
_TYPE_LETTERS = TYPE_KEYS | {"t", "k"}  # {"t": "DL", "v": …}: as messages are kept short
_TYPE_OF = frozenset((("type", "of"), ("kind", "of")))
_TITLE_WORDS = frozenset(("title", "doc", "document"))  # behind another word: "Doc Title", "List C Doc"
_IDS = frozenset(("id", "identification"))
_SHOWN = frozenset(("shown", "presented", "used", "seen", "provided", "produced", "examined", "checked"))
"""What was done with somebody's card, in the title of which one it was: "ID Shown"."""
SSN_OID = "2.16.840.1.113883.4.1"
LICENSE_OID = "2.16.840.1.113883.4.3."  # and the number of the state
_FOREIGN = later(r"https?://\S{1,60}/sid/(?!us-)[a-z]{2,3}-|urn:oid:2\.16\.840\.1\.113883\.4\.330\.")
"""Systems of numbers that another country gives out, as FHIR writes them: /sid/ca-sin."""
_OF_OTHERS = Role("other", Grade.STRONG, "")
_LAST_FOUR = frozenset(("ssn", "last", "4"))
_BOARDS = frozenset(("npi", "dea", "taxonomy", "specialty", "credential", "credentials"))
"""Words of keys beside the licence of who treats others."""
_OUTWARDS = 4
_LONGEST = 100  # characters


def oid_kind(text: str) -> Kind | None:
    """The kind of number whose issuer an OID names (HL7 registry).

    >>> oid_kind("2.16.840.1.113883.4.1"), oid_kind("urn:oid:2.16.840.1.113883.4.3.25"), oid_kind("2.16.840.1.1138")
    (<Kind.SSN: 'ssn'>, <Kind.DRIVERS_LICENSE: 'drivers_license'>, None)
    """
    oid = text.removeprefix("urn:oid:")
    return Kind.SSN if oid == SSN_OID else Kind.DRIVERS_LICENSE if oid.startswith(LICENSE_OID) else None


@lru_cache(maxsize=4096)
def says_nothing(key: str) -> bool:
    """Whether a key leaves open what its value is.

    >>> says_nothing("IdentificationID"), says_nothing("account_id")
    (True, False)
    """
    return len(key) <= _LONGEST and _NOTHING.issuperset(split_key(key).split())


@lru_cache(maxsize=4096)
def is_type(key: str) -> bool:
    """Whether a key says that its value is a type.

    >>> is_type("ID Type"), is_type("id"), is_type("schemeID")
    (True, False, True)
    >>> is_type("Document Title"), is_type("Document"), is_type("ID shown")
    (True, False, True)
    >>> is_type("Type of ID"), is_type("Kind of Document")
    (True, True)
    """
    if key.lower() in _TYPE_LETTERS or len(key) > _LONGEST:
        return key.lower() in _TYPE_LETTERS
    words = split_key(key).split()
    if len(words) > 1 and words[0] in _IDS and words[-1] in _SHOWN:
        return True
    titled = len(words) > 1 and words[-1] in _TITLE_WORDS
    return titled or not _TYPE_WORDS.isdisjoint(words[-1:]) or words[:1] == ["scheme"] or tuple(words[:2]) in _TYPE_OF


def taxpayer_type(text: str) -> str:
    """A type of numbers of taxpayers, written out where it is a letter or digit for one.

    >>> taxpayer_type("S"), taxpayer_type("2"), taxpayer_type("SSN")
    ('ssn', 'ssn', 'SSN')
    """
    return _TAXPAYERS.get(text.lower(), text) if len(text) == 1 else text


@by_names
@lru_cache(maxsize=4096)
def type_role(text: str) -> Role | None:
    """The kind of number that a type names."""
    kind = oid_kind(text) or _CODES.get(text.lower())
    if kind is not None:
        return Role(kind.value, Grade.STRONG, "")
    role = role_of(text.rsplit("/", 1)[-1])
    if role is not None and role.kind == "other" and " " in text and known_name(text) is not None:
        return None  # somebody who is called like a thing: Jennifer Price, Mark Page
    return role._replace(group="") if role is not None and role.kind in {*NUMBER_KINDS, "other", "document"} else None


class NumberKey(NamedTuple):
    """What the keys say of a number in a leaf: the leaves that may name its type, and what it is where none does.

    `keys` lead to it, those of the objects round it, too.
    """

    types: list[Leaf]
    otherwise: Role | None
    keys: tuple[str, ...]
    last: tuple[Leaf, ...] = ()  # the number, and what stands beside it as the last digits of an SSN

    def role(self, said: Texts) -> Role | None:
        """What the number is by its key, by the type beside it, or by the key outside."""
        texts = [text for text in map(said, self.types) if len(text) <= _LONGEST]
        if any(map(_FOREIGN.match, texts)):
            return _OF_OTHERS
        if self.otherwise is not None and self.otherwise[:2] == (Kind.SSN.value, Grade.WEAK):
            texts = list(map(taxpayer_type, texts))
        if self.last and (four := said(self.last[1])).isdigit() and said(self.last[0]).endswith(four):
            return Role(Kind.SSN.value, Grade.STRONG, "")
        return next(filter(None, map(type_role, texts)), self.otherwise)


def number_key(records: list[Record], leaf: Leaf) -> NumberKey:
    """What the keys round the number in a leaf say of it."""
    role = leaf.role()
    keys = _outwards(records, leaf)
    if role is not None and role.kind == Kind.DRIVERS_LICENSE.value:
        if _is_of_trade(keys, leaf):
            role = role._replace(grade=min(role.grade, Grade.WEAK))
        if role.grade == Grade.WEAK and _is_of_board(records[0], leaf):
            role = _OF_OTHERS
    weak = role is None or role.grade == Grade.WEAK
    of_any = weak and role is not None and role.kind == Kind.SSN.value  # of taxpayers: <TIN type="SSN">
    if not leaf.path or not (of_any or _is_value(leaf.path[-1])):
        return NumberKey([], role, keys)
    types = _types(records[0], leaf, any_type=weak or says_nothing(leaf.path[-1]))
    last = _last_digits(records[0], leaf) if says_nothing(leaf.path[-1]) else ()
    return NumberKey(types, _by_outer_key(keys, leaf, role) if weak else role, keys, last)


def _is_of_last(key: str) -> bool:
    return _LAST_FOUR.issubset(split_key(key).replace("last4", "last 4").split())


def _last_digits(record: Record, leaf: Leaf) -> tuple[Leaf, ...]:
    """A number that is only called one, and the last four digits of an SSN beside it: `id_number`, `ssn_last_4`."""
    beside = (one for one in record.leaves if one.path[:-1] == leaf.path[:-1] and one.path != leaf.path)
    four = next((one for one in beside if _is_of_last(one.path[-1])), None)
    return () if four is None else (leaf, four)


def _is_of_trade(keys: tuple[str, ...], leaf: Leaf) -> bool:
    """Whether a licence that may be of any kind stands in the object of one who works with one: agent, nurse."""
    own = split_key(leaf.path[-1]).split()
    if not DRIVING.isdisjoint(own) or "state" in own:
        return False
    return any(not TRADES.isdisjoint(split_key(key).split()) for key in keys[-3:-1])


def _is_of_board(record: Record, leaf: Leaf) -> bool:
    """Whether beside a licence that may be of any kind stands what only those have who treat others."""
    beside = (one.path[-1] for one in record.leaves if one.path[:-1] == leaf.path[:-1])
    return any(not _BOARDS.isdisjoint(split_key(key).split()) for key in beside)


def _outwards(records: list[Record], leaf: Leaf) -> tuple[str, ...]:
    """The keys that lead to a leaf in the outermost of a few objects round it."""
    return records[min(_OUTWARDS, len(records)) - 1].again(leaf).path


def _by_outer_key(keys: tuple[str, ...], leaf: Leaf, role: Role | None) -> Role | None:
    """What a number is whose own key says little: by the next key outwards that says something."""
    if says_nothing(leaf.path[-1]):
        path = keys[::-1]
        silent = len(list(takewhile(says_nothing, path)))
        named = role_of(path[silent]) if silent < len(path) else None
        if named is not None and named.kind in NUMBER_KINDS:
            return named
        whole = role_of(f"{path[silent]} {leaf.path[-1]}") if silent < len(path) else None
        if whole is not None and whole.kind == "other" and whole.grade > Grade.WEAK:
            return whole  # {"claim": {"number": ...}}
    return role


@lru_cache(maxsize=4096)
def _is_value(key: str) -> bool:
    """Whether a key says of its value that it is one, and perhaps of what: `TaxpayerIdentifierValue`."""
    return len(key) <= _LONGEST and split_key(key).rpartition(" ")[2] in _NOTHING


def _types(record: Record, leaf: Leaf, *, any_type: bool) -> list[Leaf]:
    """The leaves beside one that may name its kind, under a key for types, or deeper: {"type": {"code": "SS"}}.

    Beside a key with a meaning of its own, only a type of the same thing: `documentType` of `documentNumber`.
    """
    found: list[Leaf] = []
    beside = leaf.path[:-1]
    at = len(beside)
    head = split_key(leaf.path[-1]).rpartition(" ")[0]
    for one in record.leaves:
        if one.path[:at] != beside or len(one.path) <= at or not is_type(one.path[at]):
            continue
        if not all(is_type(key) or says_nothing(key) or _is_value(key) for key in one.path[at:]):
            continue
        if not any_type and split_key(one.path[at]).rpartition(" ")[0] != head:
            continue
        if one.listed[: len(leaf.listed)] == leaf.listed:
            found.append(one)
    return found
