"""Whether a line is a finding or an outcome as the schema has it, decided by msgspec.

Rule: what passes here passes `shape` too, and is the record that `json` reads; tests demand it. Whatever
does not (or is not sure to) is None here, and goes the long way, where it is read and told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from piiscan.reporters.shape import definitions

Record = dict[str, Any]

_TYPES = {"string": str, "integer": int, "boolean": bool, "null": None}
_SAFE = r"\A[ -~]*\Z"  # narrower than `shape`: the rest goes the long way


def decoder() -> Callable[[bytes], Record | None]:
    """What reads a line: the record, or None."""
    from msgspec import convert, json

    known = definitions()
    types = {kind: _type(known[kind], known) for kind in ("finding", "outcome")}
    read = json.Decoder().decode

    def decode(line: bytes) -> Record | None:
        try:
            record: Record = read(line)
            convert(record, types[record["type"]])
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            return None
        return record

    return decode


def _type(node: Mapping[str, Any], known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a table; a type
    """The type of what fits a part of the schema, or of less."""
    from typing import Annotated, Literal, Union

    from msgspec import Meta

    if "$ref" in node:
        return _type(known[node["$ref"].rpartition("/")[2]], known)
    if "oneOf" in node:
        return Union[tuple(_type(one, known) for one in node["oneOf"])]  # noqa: UP007 - of as many as there are
    if "enum" in node:
        return Literal[tuple(node["enum"])]
    named = node.get("type", [])
    if named == "array":
        return list[_type(node["items"], known)] if isinstance(node.get("items"), Mapping) else list  # type: ignore[misc]
    if not named:
        return Any
    choices = [named] if isinstance(named, str) else named
    bare = [_object(node, known) if one == "object" else _TYPES[one] for one in choices]
    if "pattern" in node:
        bare = [Annotated[str, Meta(pattern=_SAFE)] if one is str else one for one in bare]
    return Union[tuple(bare)]  # noqa: UP007


def _object(node: Mapping[str, Any], known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a type
    from typing import Annotated

    from msgspec import UNSET, Meta, UnsetType, defstruct

    others = node.get("additionalProperties")
    if isinstance(others, Mapping):
        if node.get("properties"):
            raise AssertionError("an object with names of its own and others, which no type of msgspec asks both")
        return dict[Annotated[str, Meta(pattern=_SAFE)], _type(others, known)]  # type: ignore[misc]
    fields: list[Any] = []
    names = {}
    for number, (name, of) in enumerate(node.get("properties", {}).items()):
        field, kind = f"field_{number}", _type(of, known)
        names[field] = name
        fields.append((field, kind) if name in node.get("required", ()) else (field, kind | UnsetType, UNSET))
    return defstruct("Fits", fields, rename=names, kw_only=True, gc=False)
