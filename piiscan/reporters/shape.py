"""Whether a record has what a reader relies on: the keys the schema requires, with values of their types.

Made from `data/schema.json`, which stays the only definition. What it forbids is let through here (further keys,
further words in a list): a later version within the same major number may have added it. But a word of a list is a
word, and an id, a time or the name of a count has no character that could act on a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

Check = Callable[[object], str]
"""Gives "" for a value that fits, else what is wrong with it. Never says what the value is."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}

_OTHER = "is of another type than the schema says"
_NOT_SAFE = "has characters that cannot be in it"


@cache
def checks() -> Mapping[str, Check]:
    """The check of each type of record that a stream holds."""
    known = definitions()
    return {name: _check(known[name], known) for name in ("run", "finding", "outcome", "summary")}


def definitions() -> Mapping[str, Any]:
    """What the schema says of each type."""
    schema = json.loads(resources.files("piiscan").joinpath("data", "schema.json").read_text(encoding="utf-8"))
    found: Mapping[str, Any] = schema["$defs"]
    return found


def _check(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Check:
    if "$ref" in node:
        merged = definitions[node["$ref"].rpartition("/")[2]]
        return _check(merged, definitions)
    if "oneOf" in node:
        return _any([_check(choice, definitions) for choice in node["oneOf"]])
    types = _types(node)
    if types == (dict,):
        return _object(node, definitions)
    if dict in types:
        return _any([_object(node, definitions), _plain(tuple(kind for kind in types if kind is not dict), safe=False)])
    if types == (list,) and isinstance(node.get("items"), Mapping):
        of = node["items"]
        return _alike(_types(of)) if _bare(of) else _list(_check(of, definitions))
    if "enum" in node:
        return _word(frozenset(node["enum"]))
    return _plain(types, safe="pattern" in node)


def _types(node: Mapping[str, Any]) -> tuple[type, ...]:
    named = node.get("type", [])
    return tuple(kind for name in ([named] if isinstance(named, str) else named) for kind in _TYPES[name])


def _bare(node: Mapping[str, Any]) -> bool:
    """Whether its type is all that is asked of a value: an object asks such by itself, without a call for each."""
    types = _types(node)
    more = ("$ref", "oneOf", "enum", "pattern", "items")
    return bool(types) and types != (dict,) and not any(name in node for name in more)


def _word(known: frozenset[object]) -> Check:
    types = tuple({type(word) for word in known})

    def check(value: object) -> str:
        if not isinstance(value, types):
            return _OTHER
        if isinstance(value, str) and value not in known and not (value.isidentifier() and value.isascii()):
            return _NOT_SAFE
        return ""

    return check


def _plain(types: tuple[type, ...], *, safe: bool) -> Check:
    if not types:
        return lambda _value: ""
    if safe:
        return lambda value: _OTHER if not isinstance(value, types) else "" if str(value).isprintable() else _NOT_SAFE
    return lambda value: "" if isinstance(value, types) else _OTHER


def _any(choices: list[Check]) -> Check:
    def check(value: object) -> str:
        faults = []
        for choice in choices:
            fault = choice(value)
            if not fault:
                return ""
            faults.append(fault)
        return next((fault for fault in faults if not fault.startswith("is ")), faults[0])

    return check


def _list(of: Check) -> Check:
    def check(value: object) -> str:
        if not isinstance(value, list):
            return _OTHER
        for one in value:
            if fault := of(one):
                return fault
        return ""

    return check


def _alike(types: tuple[type, ...]) -> Check:
    def check(value: object) -> str:
        return "" if isinstance(value, list) and all(isinstance(one, types) for one in value) else _OTHER

    return check


def _object(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Check:
    required = frozenset(node.get("required", ()))
    properties = node.get("properties", {})
    bare = [(name, _types(of)) for name, of in properties.items() if _bare(of)]
    keys = [(name, _check(of, definitions)) for name, of in properties.items() if not _bare(of)]
    others = node.get("additionalProperties")
    rest = _check(others, definitions) if isinstance(others, Mapping) else None
    known = frozenset(properties)

    def check(value: object) -> str:
        if not isinstance(value, dict):
            return _OTHER
        if not required <= value.keys():
            return f"has no {min(required - value.keys())}"
        for name, types in bare:
            if name in value and not isinstance(value[name], types):
                return f"{name} {_OTHER}"
        for name, of in keys:
            if name in value and (fault := of(value[name])):
                return f"{name} {fault}"
        return "" if rest is None else _others(value, value.keys() - known, rest)

    return check


def _others(value: Mapping[str, object], names: Iterable[str], rest: Check) -> str:
    """Of keys that have no name in the schema: counts, by what is counted."""
    for name in names:
        fault = rest(value[name]) if name.isprintable() else _NOT_SAFE
        if fault:
            return f"has a key whose value or name {fault}"
    return ""
