"""A record of fields with a key each: whether its keys tell whose a number in it is, and where that person lives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from piiscan.detectors.header_words import NAME_HALVES, is_person
from piiscan.detectors.headers import HOME_KINDS
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.pairing.names.in_text import parse_name
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.tables.column_owner import ACTING, BESIDE, SHARING
from piiscan.pairing.tables.header_row import ELEMENT_ROLES

MADE = re.compile(r"[A-Za-z\d][_.-][A-Za-z\d]|[a-z][A-Z]")
"""In a key of several words, without blanks."""
_NAME = " name"
_NEXT = later(rb"[\"'],[ \t]*[\"']?([A-Za-z_]\w{1,60})[\"']?[ \t]*(?:=>|:)[ \t]*(?=[\"'])")


class FieldRecord(NamedTuple):
    """A record: where it begins and ends, its fields, and the bytes of their values."""

    start: int
    end: int
    record: Record
    spans: list[tuple[int, int]]
    again: bool  # the next record, or the one before, begins with the same key
    in_line: bool = False  # it is keys of one line


def leaf_of(key: str, value: str) -> Leaf:
    """A field. A key that is nothing but a role of another names who has it: "Manager", beside a "Name"."""
    said = split_key(key)
    return Leaf((key + _NAME if is_person(said) and not BESIDE.isdisjoint(said.split()) else key,), value)


def parts_of(field: re.Match[bytes]) -> list[tuple[bytes, tuple[int, int]]]:
    """The keys of a line and where their values stand: code may have several, 'state' => 'MA', 'zip' => '01852'."""
    start, end = field.span("value")
    key, found = bytes(field["key"]), []
    for behind in _NEXT.finditer(field["value"]) if b"," in field["value"] else ():
        at = field.start("value") + behind.start() + 1
        found.append((key, (start, at)))
        key, start = behind[1], field.start("value") + behind.end()
    return [*found, (key, (start, end))]


def tells(lines: FieldRecord, own: Leaf) -> bool:
    """Whether the keys of a record are a program's and name a person, or the number's own says whose of them it is.

    Or it says nothing of that, where one is named who has another beside: the number is that one's, as in a table.
    """
    record = lines.record
    roles = [(leaf, role) for leaf in record.leaves if leaf.text and (role := column_role(leaf.path[0])) is not None]
    made = any(MADE.search(leaf.path[0]) for leaf in record.leaves)
    if not (lines.again or made or any(role.group for _, role in roles)):
        return False
    named: dict[str, set[str]] = {}
    for leaf, role in roles:
        if role.kind.startswith("name.") and (role.kind != "name.full" or parse_name(leaf.text, labelled=True)):
            named.setdefault(role.group, set()).add(role.kind)
    groups = {group for group, kinds in named.items() if "name.full" in kinds or kinds >= NAME_HALVES}
    if not groups:
        return False
    mine: Role | None = next((role for leaf, role in roles if leaf is own), None)
    if mine is not None and mine.group not in groups and any(map(str.isdigit, mine.group)):
        return False  # employee.7.ssn beside employee.3.name
    if mine is not None and not mine.group and _is_of_second(roles, groups):
        return False
    if mine is not None and (mine.group in groups - {""} or lines.again):
        return True
    if mine is not None and lines.in_line and not SHARING.isdisjoint(mine.group.split()):
        return True  # nobody else's: spouse_ssn='1' member_name='Ann Lee'
    if mine is not None and not mine.group and any(not BESIDE.isdisjoint(group.split()) for group in groups):
        having = {role.group for _, role in roles if role.kind in ELEMENT_ROLES}
        sharing = {group for group in groups if not SHARING.isdisjoint(group.split())}
        alone = sum((role.kind, role.group) == (mine.kind, "") for _, role in roles) == 1
        return alone and len(groups) > 1 and sharing <= having  # else it may be that one's: "Name, Spouse, SSN"
    keys = [leaf.path[0].removesuffix(_NAME) for leaf in record.leaves]
    return not any(" " in key for key in keys) and any(map(MADE.search, keys))


def _is_of_second(roles: Sequence[tuple[Leaf, Role]], groups: set[str]) -> bool:
    """Whether the part of a form that people fill in names one, above all numbers: "Co-Applicant Name"."""
    told = ((leaf, role) for leaf, role in roles if role.kind.startswith("name.") or role.kind in ELEMENT_ROLES)
    leaf, role = next(told)
    return len(groups) == 1 and role.kind == "name.full" and role.group in groups - {""} and " " in leaf.path[0]


def stands_alone(lines: FieldRecord) -> bool:
    """Whether a record needs no text round it to say where its person lives, or who that is.

    Its keys are a program's, or in one line, or come again, or it names several, whom only it can tell apart.
    """
    leaves = lines.record.leaves
    roles = [role for leaf in leaves if (role := column_role(leaf.path[0])) is not None]
    several = len({role.group for role in roles if role.kind.startswith("name.")}) > 1
    alone = lines.again or lines.in_line or several
    return alone or not any(" " in leaf.path[0].removesuffix(_NAME) for leaf in leaves)


def is_home_of_another(lines: FieldRecord) -> bool:
    """Whether the address of a form stands right below the name of another party: "Landlord", "Address"."""
    above = ""
    for leaf in () if lines.again else lines.record.leaves:
        role = column_role(leaf.path[0])
        if role is not None and role.kind in HOME_KINDS and not role.group:
            return above.endswith(_NAME) and not (BESIDE - ACTING).isdisjoint(split_key(above).split())
        above = leaf.path[0]
    return False
