"""The file of public-record rules and declared columns: TOML to frozen rules, mistakes told before anything is scanned.

A rule takes findings out of what counts, so nothing is guessed: no key may be missing, unknown or empty, no
kind of element and no column may be meant without being named, and no rule lasts for ever.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from piiscan import given
from piiscan.cli import Told
from piiscan.config import Declared, PublicRecords, Rule
from piiscan.model import Kind

_PLACES = ("path", "sha256")
_WORDS = ("basis", "source", "approved_by")
_KEYS = ("id", *_PLACES, "elements", *_WORDS, "expires")
_DECLARED_WORDS = ("path", "basis", "approved_by")
_DECLARED = ("id", *_DECLARED_WORDS, "columns", "expires")
_KINDS = tuple(kind.value for kind in Kind)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 1 << 20  # bytes; nobody approves so many rules


class RulesError(Told):
    """A file of rules that cannot be used, and why."""


def read_rules(path: str, today: date) -> PublicRecords:
    """The rules of a file. Raises `RulesError` at its first mistake."""
    try:
        data = given.read_whole(path, _LARGEST)
    except given.TooLargeError as error:
        raise RulesError(f"public records {path}: {error}, this is no file of rules") from None
    except given.GivenError as error:
        raise RulesError(f"public records {path}: {error}") from None
    try:
        rules, declared = _all(given.toml(data))
    except (given.GivenError, RulesError) as error:
        raise RulesError(f"public records {path}: {error}") from None
    return PublicRecords(rules, hashlib.sha256(data).hexdigest(), today, declared)


def remarks(summary: Mapping[str, Any]) -> Iterator[str]:
    """What the operator should know of the rules after a run, in words."""
    used = summary.get("public_records", {})
    for rule in used.get("expired", ()):
        yield f"--public-records: rule {rule} has expired and was not applied"
    for rule in used.get("unmatched", ()) if not summary["interrupted"] else ():
        yield f"--public-records: rule {rule} matched nothing"


def _all(document: Mapping[str, Any]) -> tuple[tuple[Rule, ...], tuple[Declared, ...]]:
    _known(document, ("rule", "declared"), "the file")
    seen: set[str] = set()  # ids
    rules, declared = tuple(_rules(document, seen)), tuple(_declared(document, seen))
    if not (rules or declared):
        raise RulesError("no [[rule]] and no [[declared]] in it")
    return rules, declared


def _tables(document: Mapping[str, Any], key: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The tables of a name, and what each is called in a message."""
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RulesError(f"no [[{key}]] in it, but another {key!r}")
    return ((table, f"{key} {number}") for number, table in enumerate(tables, 1))


def _rules(document: Mapping[str, Any], seen: set[str]) -> Iterator[Rule]:
    for table, called in _tables(document, "rule"):
        yield _rule(table, called, seen)


def _declared(document: Mapping[str, Any], seen: set[str]) -> Iterator[Declared]:
    for table, called in _tables(document, "declared"):
        name, where = _named(table, called, _DECLARED, seen)
        words = {key: _text(table, key, where) for key in _DECLARED_WORDS}
        _check_place("path", words["path"], where)
        yield Declared(id=name, columns=_columns(table, where), expires=_expires(table, where), **words)


def _columns(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = _required(table, "columns", where)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise RulesError(
            f"{where}: columns must be a list of titles of columns or of keys, and neither it nor one of them empty"
        )
    for one in value:
        if not any(map(str.isalnum, one)):
            raise RulesError(f"{where}: {one!r} is no title of a column nor a key: each is to be named")
    return tuple(value)


def _named(table: Mapping[str, Any], where: str, keys: Iterable[str], seen: set[str]) -> tuple[str, str]:
    """The id of a rule, no other's, and what the rule is called in a message. It has no key but the known ones."""
    name = _text(table, "id", where)
    if not _ID.fullmatch(name):
        raise RulesError(f"{where}: the id {name!r} is not of letters, digits, '.', '_' and '-' (64 at most)")
    if name in seen:
        raise RulesError(f"{where}: the id {name!r} is there twice")
    seen.add(name)
    where = f"{where} ({name})"
    _known(table, keys, where)
    return name, where


def _rule(table: Mapping[str, Any], called: str, seen: set[str]) -> Rule:
    name, where = _named(table, called, _KEYS, seen)
    places = [key for key in _PLACES if key in table]
    if len(places) != 1:
        raise RulesError(f"{where}: needs exactly one of path and sha256")
    place = _text(table, places[0], where)
    _check_place(places[0], place, where)
    elements = _elements(table, where)
    words = {key: _text(table, key, where) for key in _WORDS}
    return Rule(id=name, elements=elements, expires=_expires(table, where), **words, **{places[0]: place})


def _known(table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in table:
        if key not in keys:
            raise RulesError(f"{where}: unknown key {key!r}{_near(key, keys)}")


def _near(word: str, words: Iterable[str]) -> str:
    found = difflib.get_close_matches(word.lower().replace("-", "_"), list(words), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _required(table: Mapping[str, Any], key: str, where: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    if key not in table:
        other = next((one for one in table if one not in {*_KEYS, *_DECLARED} and _near(one, (key,))), None)
        raise RulesError(f"{where}: {key} is missing" + (f"; there is {other!r}" if other else ""))
    return table[key]


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = _required(table, key, where)
    if not isinstance(value, str) or not value.strip():
        raise RulesError(f"{where}: {key} must be a text and not empty")
    return value


def _check_place(key: str, place: str, where: str) -> None:
    from piiscan.pairing.exclusion import pattern

    if key == "sha256":
        if not _SHA256.fullmatch(place):
            raise RulesError(f"{where}: sha256 must be 64 hexadecimal digits in small letters")
        return
    try:
        pattern(place)
    except ValueError:
        raise RulesError(f"{where}: path {place!r} is no pattern as in .gitignore that names some files") from None


def _elements(table: Mapping[str, Any], where: str) -> tuple[Kind, ...]:
    value = _required(table, "elements", where)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise RulesError(f"{where}: elements must be a list of kinds ({', '.join(_KINDS)}), and not empty")
    for one in value:
        if one not in _KINDS:
            raise RulesError(f"{where}: {one!r} is no kind of element{_near(one, _KINDS)} ({', '.join(_KINDS)})")
    if len(set(value)) < len(value):
        raise RulesError(f"{where}: a kind stands in elements twice")
    if len(value) == len(_KINDS):
        raise RulesError(f"{where}: a rule may not cover all kinds of elements")
    return tuple(Kind(one) for one in value)


def _expires(table: Mapping[str, Any], where: str) -> date:
    value = _required(table, "expires", where)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RulesError(f"{where}: expires must be a date without quotes, such as 2027-06-30")
    return value
