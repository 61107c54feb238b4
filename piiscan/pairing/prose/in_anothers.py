"""Persons whom a form names in the record of somebody else: family, beneficiaries, whom to call.

Rule: an account or a card further down, in the part of the form on payment, is of whom the form is about. By the
label of the name they are the spouse, a child, or added to a contract; or beneficiary, dependent, family member, and a
field below the name asks what they are to that person ("Relationship: Brother"), or a title above the row they are
named in does. In an order to pay, where no field asks so, a beneficiary is whom it pays.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.matcher.hits import KIND_OF
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.lines import ACTING, SERVING, Line, Lines
from piiscan.pairing.prose.numbers import ONE_EACH, Hit
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.owners import is_family, unless_passed

_FOR_OTHERS = frozenset((ACTING, SERVING))
_NAMED_IN = later(r"(?i)\b(?:beneficiar(?:y|ies)|family member|dependents?|relative|contact|next of kin|occupant)\b")
_RELATION = "relation"
_SELF = later(r"(?i)\b(?:self|subscriber|employee|insured|member|policyholder)\b")
_LINES = 6  # from a name down, and up to the titles over its row
_TITLE = 64


def is_in_anothers(one: Opening, openings: Openings, lines: Lines) -> bool:
    """Whether a form names a person only for what they are to the one it is about."""
    if is_family(one, openings):
        return True
    above, below = lines.before(one.where), lines.after(one.where)
    if _is_in_table(one.where, lines):
        return True
    said_there = one.where.text.strip()  # the name, or its last part below the label of that
    alone = said_there != "" and one.mention.person.name.endswith(said_there)
    if alone and below is not None and below.text.lstrip().lower().startswith(_RELATION):
        return True
    said = [one.where.text[: one.mention.at or len(one.where.text)]]
    said += [line.text for line in (above, below if alone else None) if line is not None and len(line.text) < _TITLE]
    if not any(map(_NAMED_IN.search, said)):
        return False
    at: Line | None = one.where
    for _ in range(_LINES):
        if at is None:
            break
        if _RELATION in at.text.lower():
            return True
        at = lines.after(at)
    return False


def is_relatives(found: Found, line: Line, hit: Hit, lines: Lines) -> bool:
    """Whether an account of a line would be that of a relative, named in a row of a table above it."""
    below = KIND_OF[hit[0]] not in ONE_EACH and found.where.start < line.start
    return below and _is_in_table(found.where, lines)


def _is_in_table(row: Line, lines: Lines) -> bool:
    """Whether a row is below titles, one of which asks what somebody is to the person of the form."""
    at = lines.before(row)
    for _ in range(_LINES):
        if at is None or at.blank:
            return False
        if at.persons.heads:
            return _RELATION in at.text.lower() and _SELF.search(row.text) is None
        at = lines.before(at)
    return False


def is_of_form(one: Opening, openings: Openings, lines: Lines) -> bool:
    """Whether a form is about a person, as far as their label says."""
    return _FOR_OTHERS.isdisjoint(one.mention.person.evidence) and not is_in_anothers(one, openings, lines)


def pays(found: Found, hit: Hit, openings: Openings, lines: Lines) -> bool:
    """Whether an account or a card would be of somebody named in another's record, so that who that is may have it."""
    if KIND_OF[hit[0]] in ONE_EACH or not found.mention.labelled:
        return False
    return is_in_anothers(Opening(found.mention, found.where), openings, lines)


def who_pays(
    labelled: list[Opening], named: list[Opening], line: Line, hit: Hit, openings: Openings, lines: Lines
) -> list[Opening]:
    """Those of the persons of a block that an account or a card may be of; all of them, where it has no other above.

    And of those whom it has not passed: `named` are all that it names, with a label or without.
    """
    left = labelled
    if KIND_OF[hit[0]] not in ONE_EACH and len(labelled) > 1:
        left = [one for one in labelled if not is_in_anothers(one, openings, lines)]
        left = left if any(one.where.start <= line.start for one in left) else labelled
    return unless_passed(left, named, hit, openings)
