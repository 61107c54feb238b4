"""Decoded JSON without what programs put round the values of a record, so that a key stands right at its value.

Rule: what only says of which type a value is goes ({"ssn": {"S": "010-94-0001"}} of DynamoDB, {"stringValue": ...} of
Firestore, {"$numberLong": ...} of MongoDB, {"value": ...} and {"valueString": ...} of FHIR, {"type": "literal",
"value": ...} of SPARQL, whose type is one of data); an object that names its value is a key
({"label": "SSN", "value": "010-94-0001"}: {"SSN": ...}), and a list of those one object; rows below a list of
columns are objects. Texts and their order stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from piiscan.detectors.headers import column_role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.pairing.objects.held_values import ANCHOR, LABELS, LONGEST, is_held, lifted

_TYPES_WORDS = (
    "S N B BOOL M L SS NS BS s n stringValue integerValue doubleValue booleanValue timestampValue mapValue arrayValue"
    " $numberLong $numberInt $numberDouble $numberDecimal $oid $date $uuid string int long double float boolean"
    " $ value Value @value #text _text __text _value $value $t"
    " valueString valueInteger valueDecimal valueUri valueCode valueDate valueDateTime valueBoolean"
)
_TYPES = frozenset(_TYPES_WORDS.split())
_DATA_TYPES = frozenset(("literal", "typed-literal", "string", "text", "str", "varchar", "number", "integer"))
_TYPED = frozenset(("type", "value", "datatype", "xml:lang", "sensitive"))  # of SPARQL, NGSI, outputs of Terraform
_INSIDE = {"mapValue": "fields", "arrayValue": "values"}  # Firestore
_NAMES = frozenset(
    (
        *("label", "name", "key", "field", "question", "title", "prompt", "heading", "attribute", "property"),
        *("type", "id", "q", "k"),
    )
)
_VALUES = frozenset(("value", "v", "answer", "a", "response", "val", "answers", "values", "text", "content"))
_REFERENCES = ("title", "label", "text", "name", "key", "ref", "slug", "content")  # what is read by people goes first
_TEXTS = frozenset(("text", "content"))
_ANSWERS = frozenset(("answer", "a", "answers", "response"))  # of these a text is the question
_COLUMNS = frozenset(("columns", "cols", "fields", "header", "headers", "columnnames", "fieldnames", "schema"))
_ROWS = frozenset(("rows", "data", "values", "records", "body", "items", "results"))
_NAME, _VALUE, _COLUMN, _TEXT, _ANSWER = 1, 2, 4, 8, 16
_PAIR = _NAME | _VALUE
_ASKED = _TEXT | _ANSWER
_DEEP = 60
_FEWEST = 2
_MARKED = ("mrkdwn", "plain_text")  # of Slack's Block Kit
_FIELD = later(r"\s*\*([^*\n:]{1,60}):?\*:?\s{1,3}(\S[^\n]{0,200}?)\s*")
_SETTING = later(r"([A-Za-z_][\w.-]{0,60})=")  # an item of the environment of a container, or of the options of one


def is_wrapper(value: dict[str, Any]) -> bool:
    """Whether an object only says of which type a value is.

    >>> is_wrapper({"S": "010-94-0001"}), is_wrapper({"ssn": "010-94-0001"})
    (True, False)
    >>> is_wrapper({"type": "literal", "value": "010-94-0001"}), is_wrapper({"type": "SSN", "value": "010-94-0001"})
    (True, False)
    """
    if len(value) == 1:
        return not _TYPES.isdisjoint(value)
    if "value" not in value or not isinstance(kind := value.get("type"), str):
        return False
    return kind.lower() in _DATA_TYPES and _TYPED.issuperset(value)


def plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value without wrappers, with the names of its values as keys.

    >>> plain({"tabs": [{"label": "Name", "value": "Ann Lee"}, {"label": "SSN", "value": {"S": "010-94-0001"}}]})
    {'tabs': {'Name': 'Ann Lee', '0': {'label': 'Name'}, 'SSN': '010-94-0001', '1': {'label': 'SSN'}}}
    >>> plain({"columns": ["name", "ssn"], "rows": [["Ann Lee", "010-94-0001"]]})["rows"]
    [{'name': 'Ann Lee', 'ssn': '010-94-0001'}]
    """
    if depth > _DEEP:
        return value
    if isinstance(value, dict):
        if is_wrapper(value):
            key = next(iter(value)) if len(value) == 1 else "value"
            inner = value[key]
            if isinstance(inner, dict) and inner.keys() == {_INSIDE.get(key)}:
                inner = next(iter(inner.values()))
            return plain(inner, depth + 1)
        if value.get("type") in _MARKED and (field := _field_of(value)) is not None:
            return field
        said = reduce(or_, map(_said, value), 0)
        shape = _table_of(value) if said & _COLUMN else []
        if shape:
            value = {key: _objects(shape, child) if key.lower() in _ROWS else child for key, child in value.items()}
        made = {
            key: plain(child, depth + 1) if isinstance(child, dict | list) else child for key, child in value.items()
        }
        made = _named(made) if _may_be_pair(said) else made
        return lifted(made) if any(map(is_held, made.values())) else made
    if isinstance(value, list):
        if _may_be_settings(value):
            return _settings(value)
        value = _inside(value)
        items = [plain(item, depth + 1) for item in value]
        return _joined(value, items)
    return value


def _field_of(value: dict[str, Any]) -> dict[str, Any] | None:
    r"""A text of Slack with a title in bold and one value, as an object with the title as key; None for others.

    >>> _field_of({"type": "mrkdwn", "text": "*SSN:*\n010-94-0001"}), _field_of({"type": "mrkdwn", "text": "Hi *Ann*"})
    ({'type': 'mrkdwn', 'SSN': '010-94-0001'}, None)
    """
    text = value.get("text")
    found = _FIELD.fullmatch(text) if isinstance(text, str) else None
    role = column_role(found[1]) if found is not None else None
    if found is None or role is None or role.kind not in LABELS:
        return None
    return {key: child for key, child in value.items() if key != "text"} | {found[1]: found[2]}


def _inside(value: list[Any]) -> list[Any]:
    """The pairs of a list that has each in an object of its own: [{"column": {"name": "ssn", "value": …}}, …]."""
    first = value[0] if len(value) >= _FEWEST else None
    if not isinstance(first, dict) or len(first) != 1:
        return value
    (key,) = first
    made = [one.get(key) if isinstance(one, dict) and len(one) == 1 else None for one in value]
    pairs = [one for one in made if isinstance(one, dict) and is_pair(one)]
    return pairs if len(pairs) == len(value) else value


def _may_be_settings(value: list[Any]) -> bool:
    """Whether a list may be one of settings, by its first item: soon seen."""
    return len(value) >= _FEWEST and isinstance(value[0], str) and _SETTING.match(value[0]) is not None


def _settings(value: list[Any]) -> Any:  # noqa: ANN401
    """The environment of a program as an object, each name a key; any other list as it is.

    >>> _settings(["FIRST=Ann", "SSN=010-94-0001"]), _settings(["a=b", "c=d", "a=e"])
    ({'FIRST': 'Ann', 'SSN': '010-94-0001'}, ['a=b', 'c=d', 'a=e'])
    """
    found = [_SETTING.match(item) if isinstance(item, str) else None for item in value]
    made = {one[1]: one.string[one.end() :] for one in found if one is not None}
    return made if len(made) == len(value) else value


def is_pair(value: dict[str, Any]) -> bool:
    """Whether an object may be the name of a value and the value.

    >>> is_pair({"key": "ssn", "value": "010-94-0001"}), is_pair({"ssn": "010-94-0001"})
    (True, False)
    """
    return _may_be_pair(reduce(or_, map(_said, value), 0))


def _may_be_pair(said: int) -> bool:
    return said & _PAIR == _PAIR or said & _ASKED == _ASKED


def goes_by_keys(value: Any) -> bool:  # noqa: ANN401
    """Whether `plain` goes by the keys of a value alone, and would be the same with other texts in it.

    >>> goes_by_keys({"name": "Ann Lee", "ssn": {"S": ""}}), goes_by_keys({"label": "SSN", "value": "010-94-0001"})
    (True, False)
    """
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            said = reduce(or_, map(_said, node), 0)
            if said & _COLUMN or _may_be_pair(said):
                return False
            stack.extend(node.values())
        elif isinstance(node, list):
            if _may_be_settings(node):
                return False
            stack.extend(node)
    return True


@lru_cache(maxsize=4096)
def _said(key: str) -> int:
    """What a key may be in an object that dresses something up: that of a value, of its name, of a list of columns."""
    last = _last_word(key)
    named = (_NAME if last in _NAMES else 0) | (_VALUE if last in _VALUES else 0)
    named |= (_TEXT if last == "text" else 0) | (_ANSWER if last in _ANSWERS else 0)
    return named | (_COLUMN if key.lower().replace("_", "") in _COLUMNS else 0)


def _named(value: dict[str, Any]) -> dict[str, Any]:
    """An object whose value has the name for a key that another value of it is."""
    parts = label_keys(value)
    label = value[parts[0]] if parts is not None else ""
    label = label if isinstance(label, str) else _inner_label(label)
    its_own = parts is not None and label == parts[0]  # {"name": "name", "value": "Ann Lee"}
    role = column_role(label) if parts is not None and (its_own or label not in value) else None
    if parts is None or role is None or role.kind not in LABELS:
        return value
    if its_own:
        return {label: value[parts[1]]} | {key: child for key, child in value.items() if key not in parts}
    return {label if key == parts[1] else key: child for key, child in value.items()}


def label_keys(value: dict[str, Any]) -> tuple[str, str] | None:
    """The keys of the name and of the value in an object that has one of each.

    >>> label_keys({"id": 7, "field": "ssn", "value": "010-94-0001"})
    ('field', 'value')
    """
    name = held = ""
    known = False  # what the name means
    asked = any(_last_word(key) in _ANSWERS for key in value)
    for key, child in value.items():
        last = _last_word(key)
        if last in _VALUES and not (asked and last == "text"):
            held = key if not held or _last_word(held) in _TEXTS else held
        elif (last in _NAMES or last == "text") and isinstance(child, str) and 0 < len(child) <= LONGEST:
            role = column_role(child)
            means = role is not None and role.kind in LABELS
            if not name or (means and not known):
                name, known = key, means
        elif last in _NAMES and isinstance(child, dict) and not known and _inner_label(child):
            name, known = key, True
    return (name, held) if name and held and name != held else None


def _inner_label(value: dict[str, Any]) -> str:
    """The name of a field that is an object: {"field": {"id": "b", "ref": "ssn"}, "text": ...}."""
    anchor = value.get(ANCHOR)
    value = anchor if isinstance(anchor, dict) else value
    said = {key.lower(): child for key, child in value.items() if isinstance(child, str)}
    for child in filter(None, map(said.get, _REFERENCES)):
        role = column_role(child) if len(child) <= LONGEST else None
        if role is not None and role.kind in LABELS:
            return child
    return ""


@lru_cache(maxsize=4096)
def _last_word(key: str) -> str:
    before, _, last = split_key(key).rpartition(" ") if len(key) <= LONGEST else ("", "", "")
    return last if len(last) > 1 or not before else ""  # "a" is an answer, "option_a" none


def _joined(before: Sequence[Any], items: list[Any]) -> Any:  # noqa: ANN401
    """A list of named values as one object, or as several with the same names in the same order.

    What else is said of each value stands behind it. Names that come again in any other way say of nothing whose it is.
    """
    if len(items) < _FEWEST or not all(isinstance(item, dict) for item in (*before, *items)):
        return items
    labels = [_label(old, item) for old, item in zip(before, items, strict=True)]
    named = [label for label in labels if label]
    asks = {parts[0] for label, old in zip(labels, before, strict=True) if label and (parts := label_keys(old))}
    like = sum(  # one that holds no value, or under another key, is one of them all the same
        label != "" or label_keys(old) is not None or not asks.isdisjoint(old)
        for label, old in zip(labels, before, strict=True)
    )
    if not named or like < len(items):
        return items
    if len(set(named)) == len(named):
        return _one(labels, items)
    size = labels.index(labels[0], 1) if labels[0] in labels[1:] else len(labels)
    if size < _FEWEST or len(set(labels[:size])) < size or labels != labels[:size] * (len(labels) // size):
        return items
    return [_one(labels[at : at + size], items[at : at + size]) for at in range(0, len(items), size)]


def _one(labels: Sequence[str], items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Named values as one object."""
    made: dict[str, Any] = {}
    for at, (label, item) in enumerate(zip(labels, items, strict=True)):
        if label:
            made[label] = item[label]
        made[str(at)] = {key: child for key, child in item.items() if key != label}
    return made


def _label(before: dict[str, Any], item: dict[str, Any]) -> str:
    """The key that an object got for its value, "" for none."""
    made = next((key for key in item if key not in before and not key.endswith(" ")), "")  # see `held_values`
    parts = None if made or len(item) == len(before) else label_keys(before)
    return made if parts is None else parts[0]


def _table_of(value: dict[str, Any]) -> list[str]:
    """The names of the columns that an object lists for the rows in it, none if it does not."""
    for key, listed in value.items():
        if key.lower().replace("_", "") in _COLUMNS and isinstance(listed, list) and len(listed) >= _FEWEST:
            names = [one.get("name", one.get("label")) if isinstance(one, dict) else one for one in listed]
            texts = [name for name in names if isinstance(name, str)]
            if len(set(texts)) == len(listed):
                return texts
    return []


def _objects(columns: Sequence[str], rows: Any) -> Any:  # noqa: ANN401
    """Rows of as many cells as there are columns, as objects."""
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        return rows
    return [dict(zip(columns, row, strict=True)) for row in rows]
