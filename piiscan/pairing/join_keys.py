"""Which columns of a table are keys that stand for persons, by their headers and the name of the table (SPEC §5).

Rule: `person_id`, `PersonKey` and `EMP_NO` say it themselves; a bare `id` means whom the table is a list of: that of
`people` is what `person_id` of another table means. The key of who only works on a record (`manager_id`) says whose
the record is nowhere but in a list of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from piiscan.detectors.header_words import is_role
from piiscan.detectors.lexicon import split_key
from piiscan.model import Axis, Segment
from piiscan.pairing.tables.column_owner import ACTING

_OWNERS = {
    **dict.fromkeys(("employee", "emp", "empl", "ee", "staff", "worker", "personnel", "associate"), "employee"),
    **dict.fromkeys(("customer", "cust", "client", "cli", "clt"), "customer"),
    **dict.fromkeys(("member", "mbr", "memb", "subscriber", "subscr"), "member"),
    **dict.fromkeys(("patient", "pt", "pat"), "patient"),
    **dict.fromkeys(("account", "acct"), "account"),
    **dict.fromkeys(("student", "stu", "stud", "pupil"), "student"),
    **dict.fromkeys(("person", "people", "pers", "individual", "contact", "party"), "person"),
    **dict.fromkeys(("vendor", "vend", "supplier"), "vendor"),
    **dict.fromkeys(("claimant", "clmt", "clmnt"), "claimant"),
}
_IDS = frozenset(("id", "no", "nbr", "num", "number", "nr", "#", "key", "code", "uid", "fk", "pk", "ref", "sk", "guid"))
_IDS |= {"uuid", "identifier", "hk", "bk"}  # those of a data vault
_BARE = frozenset(("id", "key", "uid", "pk", "sk", "guid", "uuid"))
"""What a table of persons calls its own key, where the name of the table says the rest."""
_RUN_TOGETHER = {owner + mark: owner for owner in _OWNERS for mark in ("id", "no", "num", "nbr", "key")}
_OF_SYSTEMS = {
    "pidm": "person",  # Banner
    "pernr": "employee",  # SAP
    "emplid": "employee",  # PeopleSoft
    **dict.fromkeys(("cif", "cifno", "cifnbr", "cifnum"), "customer"),  # of a bank
    **dict.fromkeys(("mrn", "patnum"), "patient"),
    **dict.fromkeys(("sasid", "lasid"), "student"),
}
"""Keys of persons as systems call them, at the end of a name of a column: SPRIDEN_PIDM."""
_NOISE = frozenset(
    """tbl tb t table dim stg dbo public hr app crm core v vw raw src master mst mstr list info data base basic main all
    active detail details record records profile profiles directory roster file demographics""".split()  # noqa: SIM905
)
"""Words of the name of a table that say how it is kept, and not what of."""
_PLURALS = {"people": "person", "children": "child", "staff": "employee"}


class Key(NamedTuple):
    """A column whose values stand for persons: what the header means, and how it is written."""

    column: int
    meaning: str
    title: str


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> str:
    """What the values of a key column stand for, "" where the header names no such key.

    >>> meaning_of("EMP_NO"), meaning_of("Employee ID"), meaning_of("empid"), meaning_of("employee"), meaning_of("zip")
    ('employee', 'employee', 'employee', '', '')
    >>> meaning_of("PersonKey"), meaning_of("tenant_fk"), meaning_of("order_id"), meaning_of("SPRIDEN_PIDM")
    ('person', 'tenant', '', 'person')
    """
    words = split_key(header).split()
    if words and words[-1] in _OF_SYSTEMS:
        return _OF_SYSTEMS[words[-1]]
    if len(words) == 1 and words[0] in _RUN_TOGETHER:
        return _OWNERS[_RUN_TOGETHER[words[0]]]
    if len(words) < 2 or words[-1] not in _IDS:
        return ""
    rest = [word for word in words if word not in _IDS]
    return _owner(rest[0]) if len(rest) == 1 else ""


def _owner(word: str) -> str:
    """The person whom a word of a key is about, "" where it is about none."""
    return _OWNERS.get(word, word if is_role(word) else "")


@lru_cache(maxsize=1024)
def persons_of(table: str) -> str:
    """Whom the records of a table are of, by its name: "" where that names a thing, or a thing of somebody.

    >>> persons_of("people"), persons_of("tbl_Employees"), persons_of("dbo.vendor_master"), persons_of("employee_badge")
    ('person', 'employee', 'vendor', '')
    """
    words = [word for word in split_key(table).split() if word not in _NOISE and not word.isdigit()]
    if not words:
        return ""
    last = words[-1]
    singular = _PLURALS.get(last) or next(
        (stem for stem in (last, last.removesuffix("s"), last.removesuffix("es")) if _owner(stem)), ""
    )
    return "" if singular == "account" else _owner(singular)


def keys_of(header: Sequence[str], table: str = "", *, of_sheet: bool = False) -> tuple[Key, ...]:
    """The key columns of a table by its header and name.

    The only "ID" of a sheet is also what it is in all sheets of a workbook; in a database each table has its own.
    """
    whose = persons_of(table) if table else ""
    bare = [at for at, title in enumerate(header) if of_sheet and split_key(title) in _BARE]
    found = []
    for at, title in enumerate(header):
        said = meaning_of(title) if title else ""
        if not said and whose and split_key(title) in _BARE:
            said = whose
        if said:
            found.append(Key(at, said, title))
    found += [Key(at, "id", header[at]) for at in bare[:1] if len(bare) == 1]
    return tuple(one for one in found if not _works_on(one, found, whose))


def is_of_sheet(segment: Segment) -> bool:
    """Whether a segment is of a sheet of a workbook."""
    return not segment.table and any(step.axis is Axis.SHEET for step in segment.locate(0))


def _works_on(key: Key, keys: Sequence[Key], whose: str) -> bool:
    """Whether a key is of somebody who works on the record, which is somebody else's by another key or the table."""
    others = whose or any(other.meaning not in ACTING for other in keys)
    return key.meaning in ACTING and key.meaning != whose and bool(others)


def name_of(segment: Segment) -> str:
    """The name of the table or sheet that a segment is of, as far as its format or its places say it."""
    return segment.table or next(
        (str(step.at) for step in segment.locate(0) if step.axis in {Axis.TABLE, Axis.SHEET}), ""
    )
