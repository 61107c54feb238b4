"""Values of JSON with more said of them: {"ssn": {"value": "010-94-0001", "confidence": 0.9}}, as of pages.

Rule: where a key has a meaning, and nothing beside the value has one of its own, the value stands right at the key, and
what else is said before and behind it. Texts and their order stay as they are.
"""

from __future__ import annotations

from typing import Any

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.headers import HOME_KINDS, column_role

LABELS = frozenset(
    (*NUMBER_KINDS, *HOME_KINDS, "name.full", "name.given", "name.surname", "other", "document", "birth")
)
"""Kinds of keys that say what a value is."""
LONGEST = 100
"""Characters of a label."""
ANCHOR = "textAnchor"
"""Key of a value in what Document AI read."""
_HOLDING = ("value", "content", ANCHOR)
_VAGUE = frozenset(("other", "document"))
_FEW = 8  # values of one key: more are records


def is_held(child: Any) -> bool:  # noqa: ANN401
    """Whether a value has more said of it: how sure it is, where it stands."""
    if isinstance(child, list):
        return bool(child) and all(map(is_held, child)) and len(child) < _FEW
    return isinstance(child, dict) and (len(child) > 1 or ANCHOR in child) and _holder(child) != ""


def _holder(child: dict[str, Any]) -> str:
    return next((key for key in _HOLDING if isinstance(child.get(key), str) or (key == ANCHOR and key in child)), "")


def lifted(value: dict[str, Any]) -> dict[str, Any]:
    """An object whose values have more said of them: {"ssn": {"value": …, "confidence": 0.9}} is {"ssn": …, …}.

    >>> lifted({"ssn": {"page": "1", "value": "010-94-0001", "confidence": 0.9}})
    {'ssn ': {'page': '1'}, 'ssn': '010-94-0001', 'ssn  ': {'confidence': 0.9}}
    """
    made: dict[str, Any] = {}
    for key, child in value.items():
        role = column_role(key) if len(key) <= LONGEST and is_held(child) else None
        if role is None or role.kind not in LABELS - _VAGUE:
            made[key] = child
        elif isinstance(child, list):
            made[key] = [_lift(key, one).get(key, one) for one in child]
        else:
            made |= _lift(key, child)
    return made


def _lift(key: str, child: dict[str, Any]) -> dict[str, Any]:
    """A value under its key, and round it what else is said of it."""
    if isinstance(anchor := child.get(ANCHOR), dict):
        child = {**anchor, **{name: one for name, one in child.items() if name != ANCHOR}}
    names = list(child)
    held = _holder(child)
    if not held or any(_means(name) for name in names if name != held):
        return {key: child}
    at = names.index(held)
    before, behind = ({name: child[name] for name in some} for some in (names[:at], names[at + 1 :]))
    return ({f"{key} ": before} if before else {}) | {key: child[held]} | ({f"{key}  ": behind} if behind else {})


def _means(key: str) -> bool:
    role = column_role(key) if len(key) <= LONGEST else None
    return role is not None and role.kind in LABELS - _VAGUE
