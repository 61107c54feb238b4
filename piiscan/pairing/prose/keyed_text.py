r"""Keys with values inside of running text: query strings, logfmt, JSON in a line of a log, printed objects, commands.

`?fn=Ann&ln=Lee`, `first=Ann last="Lee"`, `{"name":"Ann Lee"}`, `{\"name\": \"Ann Lee\"}`, `Person(name='Ann Lee')`.
A key means here what it means as the header of a column. What a colon alone parts is a label, which `lines` knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_plus

from piiscan.detectors.header_words import NAMES, NUMBER_KINDS, is_person
from piiscan.detectors.labels import Role, column_role
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import words
from piiscan.pairing.names.table import by_names
from piiscan.pairing.tables.residency_cells import Evidence, state_evidence, zip_evidence

_SIGNS = ("=", '":', "':", ": '", ': "')  # one of them is in each pair
_FEWEST = 2  # pairs: a single "x = y" in a sentence is none
_PAIR = later(
    r"""(?<![\w.\]-])(?<!\w\[)(?:\\?["'])?(?P<key>[A-Za-z_](?:[\w.\[\]-]|%5[BD]){0,60})"""
    r"""(?:\\?["']\s?(?::|=>?)\s?|\s?=>?\s?|:\s?(?=\\?["']))(?!(?:[\w.\[\]-]|%5[BD]){1,60}=(?!=))"""  # body=first=Ann
    r"""(?:\\?"(?P<double>[^"\\\n]{0,120})\\?"|(?:N|\\)?'(?P<single>(?:[^'\\\n]|(?<=\w)''?(?=\w)){0,120}?)\\?'(?![\w'])"""
    r"""|(?P<bare>(?:[^\s&;,"'`(){}\[\]<>|=\\~^]|[~^](?!\w{1,60}=))+(?:'\w+)?"""
    r"""(?: (?![\w.\[\]-]+=)(?:[^\s&;,"`(){}\[\]<>|=\\~^]|[~^](?!\w{1,60}=))+){0,5}))"""
)
_GIVEN_BEHIND = later(  # EMPNAME=LEE,ANN M EMPNO=7: the comma ends no value here
    r",[ ]?([A-Za-z][A-Za-z'-]{1,30}(?: [A-Z]\.?)?)(?=\s*(?:$|[;&|)\]}]|[ \t,][ \t]*[\w.\[\]-]{1,60}[=:]))"
)
_INSERT = later(r"\(([\w\s,.`\"\[\]]{3,400})\)\s*VALUES?\s*\(", re.IGNORECASE)
_VALUE = later(r"""\s*+(?:N?'((?:[^']|'')*+)'\s*+|"([^"]*+)"\s*+|([^,()'"]*+))([,)])""")
_TAG = later(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})(?: [^<>]{0,120})?>([^<>]{1,120})</")
_NAMED_TAG = later(  # <Data Name="SSN">1</Data> of Windows' events, <property name="ssn" value="1"/>
    r"<[A-Za-z][\w:.-]{0,40} (?:[^<>\n]{0,60} )?[Nn]ame=\"(?P<key>[A-Za-z][\w.-]{0,60})\""
    r"(?:[^<>\n]{0,60}? value=\"|[^<>\n/]{0,60}>)(?P<value>[^<>\"\n]{1,120})"
)
_ALIAS = later(  # SELECT 'Ann' first_name, '1' AS ssn FROM dual
    r"'(?P<value>[^'\n]{1,120})' (?:AS |as )?(?P<key>[A-Za-z_]\w{1,60})(?=[ \t]*(?:[,)\r\n]|$|FROM\b|from\b))"
)
_COUPLE = later(  # ('ssn', '1') of lists in Python
    r"\(\s?(?P<quote>['\"])(?P<key>[A-Za-z_][\w.-]{0,60})(?P=quote),\s?u?(?P<end>['\"])(?P<value>[^'\"\\\n]{1,120})(?P=end)"
)
_ARGUMENT = later(r"\"(?P<key>[A-Za-z_][\w.-]{0,60})\" (?=\"(?P<value>[^\"\\\n]{1,120})\")")
_SYMBOL = later(  # {:person/first-name "Ann"} of Clojure, (:first-name . "Ann") of Lisp
    r"(?<![\w:]):(?:[A-Za-z][\w.-]{0,60}/)?(?P<key>[A-Za-z][\w-]{0,60}) (?:\. )?\"(?P<value>[^\"\\\n]{1,120})\""
)
_FLAG = later(
    r"(?<!\S)--?(?P<key>[A-Za-z][\w-]{1,60})[ ](?:\"(?P<double>[^\"\n]{1,120})\"|'(?P<single>[^'\n]{1,120})'"
    r"|(?<=[\w-]{3} )(?P<bare>[^\s\"'<>|&;$-][^\s\"'<>|&;]{0,60}))"
)
_SERIALIZED = later(  # of PHP: s:10:"first_name";s:3:"Ann";
    r"s:\d{1,3}:\\?\"(?P<key>[A-Za-z_][\w.-]{0,60})\\?\";s:\d{1,3}:\\?\"(?P<value>[^\"\\\n]{1,120})\\?\";"
)
_SETTING = later(r"(?:^|(?<=\s))(?:HM?SET|hm?set|MSET|mset) +(?=\S)")  # of Redis, and of its clients
_WORD = later(r"\"((?:[^\"\\\n]|\\.)*+)\"|'([^'\n]*+)'|(\S++)")
_HOLDER = later(r"[ \t]{0,60}([A-Za-z][\w .-]{1,40}?)[ \t]{0,60}[:=][ \t]*(?:CN|cn|UID|uid)=")
_MOST_VALUES = 64
_ENDING = "*~"  # of what is set in bold letters
_READERS = {"zip": zip_evidence, "state": state_evidence}
_GIVEN, _SURNAME, _FULL = "name.given", "name.surname", "name.full"
_OWNED = NAMES | NUMBER_KINDS
_WORD_BEFORE = later(r"(?<![\w='\"])([A-Za-z][A-Za-z-]{1,20}) $")
_LOGINS = frozenset(("username", "loginname"))
_SHORT = (words.INITIALS, {"first": _GIVEN, "last": _SURNAME})  # together; alone, they are anything


class Pair(NamedTuple):
    """A key, what it means, its value, and where that begins."""

    key: str
    role: Role
    value: str
    at: int


@by_names
@lru_cache(maxsize=1 << 6)  # asked for the persons of a line, and for the numbers in it
def pairs(text: str) -> tuple[Pair, ...]:
    """The keys of a text that have a meaning, with their values.

    >>> [(pair.role.kind, pair.value) for pair in pairs("GET /x?fn=Jos%C3%A9&ln=Van+Houten&ssn=1")]
    [('name.given', 'José'), ('name.surname', 'Van Houten'), ('ssn', '1')]
    """
    inserted = _inserted(text) + _tagged(text) + _arguments(text) + _serialized(text) + _set(text)
    if not any(map(text.__contains__, _SIGNS)):
        return tuple(inserted)
    found = list(_PAIR.finditer(text))
    if len(found) < _FEWEST:
        return tuple(inserted)
    keys = {match["key"].lower() for match in found}
    short = next((pair for pair in _SHORT if pair.keys() <= keys), {})
    read: list[Pair] = []
    end = 0
    for match in found:
        which = match.lastgroup or "bare"  # the key is matched first
        key, value = match["key"], match[which]
        if which == "bare" and text[match.start() - 1 : match.start()] in {"?", "&"}:
            value = value.partition(" ")[0]  # behind it stands what the query is of: HTTP/1.1
        if which == "bare" and ("%" in value or "+" in value or "&" in text):
            value = unquote_plus(value)
        role = (
            Role(short[key.lower()], 3, "")
            if key.lower() in short
            else column_role(unquote_plus(key) if "%" in key or "+" in key else key)
        )
        if role is not None:
            key, role = _whose(text[end : match.start()], key, role)
            value = value.replace("''", "'") if which == "single" else value  # of SQL: 'O''Connor'
            role = _role_of_login(key, role, value.strip())
            if which == "bare":
                value = _with_given(text, match.end(), value) if role.kind == _FULL else value
                value = value.rstrip(_ENDING if role.kind in NAMES else _ENDING + "./")  # "J." is an initial
            read.append(Pair(key, role, value.strip(), match.start(which)))
        end = match.end()
    return (*inserted, *read)


def _with_given(text: str, end: int, value: str) -> str:
    """A name up to `end`, with the given name behind a comma where it is a surname alone."""
    behind = _GIVEN_BEHIND.match(text, end) if text[end : end + 1] == "," else None
    whole = f"{value}, {behind[1]}" if behind is not None and names.parse_name(value, labelled=True) is None else value
    return whole if whole is value or names.parse_name(whole, labelled=True) is not None else value


def _whose(before: str, key: str, role: Role) -> tuple[str, Role]:
    """A key and its meaning with the word for a person before it: Spouse SSN='1', Spouse Name='Ann Lee'."""
    word = _WORD_BEFORE.search(before) if not role.group and role.kind in _OWNED else None
    whole = column_role(f"{word[1]} {key}") if word is not None and is_person(fold(word[1])) else None
    return (f"{word[1]} {key}", whole) if word and whole and whole.kind == role.kind else (key, role)


def _role_of_login(key: str, role: Role, value: str) -> Role:
    """What the name of a login is: that of a person, where the whole name is on the lists."""
    if role.kind != "other" or " " not in value or key.lower().replace("_", "") not in _LOGINS:
        return role
    name = names.known_name(value)
    return Role(_FULL, 1, role.group) if name is not None and name.grade > Grade.FAIR else role


def _tagged(text: str) -> list[Pair]:
    """Elements of XML with a text of their own, as a program prints them into a line."""
    found: list[Pair] = []
    for match in _TAG.finditer(text) if "</" in text else ():
        role = column_role(match[1])
        if role is not None:
            found.append(Pair(match[1], role, match[2].strip(), match.start(2)))
    return found + (_all_of(_NAMED_TAG, text) if 'ame="' in text and "<" in text else [])


def _all_of(form: re.Pattern[str], text: str) -> list[Pair]:
    """All keys and values of a form, of keys that have a meaning; none where it is but one."""
    read = [(match["key"], column_role(match["key"]), match) for match in form.finditer(text)]
    found = [Pair(key, role, match["value"].strip(), match.start("value")) for key, role, match in read if role]
    return found if len(found) >= _FEWEST else []


def _arguments(text: str) -> list[Pair]:
    """Keys and values as the quoted words of a command: HMSET "user:7" "name" "Ann Lee", Add-User -Name "Ann Lee"."""
    found: list[Pair] = []
    parted = [
        *(_ARGUMENT.finditer(text) if '" "' in text else ()),
        *(_SYMBOL.finditer(text) if "(:" in text or "{:" in text else ()),
    ]
    for match in parted:
        role = column_role(match["key"])
        if role is not None:
            found.append(Pair(match["key"], role, match["value"].strip(), match.start("value")))
    flags = list(_FLAG.finditer(text)) if " -" in text else []
    keys = {match["key"].lower() for match in flags}
    short = next((pair for pair in _SHORT if pair.keys() <= keys), {})
    for match in flags:
        key, which = match["key"].lower(), match.lastgroup or "double"
        role = Role(short[key], 3, "") if key in short else column_role(key)
        if role is not None:
            found.append(Pair(match["key"], role, match[which].strip(), match.start(which)))
    found = found if len(found) >= _FEWEST else []
    found += _all_of(_COUPLE, text) if "('" in text or '("' in text else []
    return found + (_all_of(_ALIAS, text) if "' " in text and ("ELECT " in text or "elect " in text) else [])


def _serialized(text: str) -> list[Pair]:
    """Keys and values of an object as PHP writes it."""
    found: list[Pair] = []
    for match in _SERIALIZED.finditer(text) if '";s:' in text or '\\";s:' in text else ():
        role = column_role(match["key"])
        if role is not None:
            found.append(Pair(match["key"], role, match["value"].strip(), match.start("value")))
    return found


def _set(text: str) -> list[Pair]:
    """Keys and values as words of a command, with quotes or without: HSET user:7 name "Ann Lee" ssn 1."""
    found: list[Pair] = []
    command = _SETTING.search(text) if "SET " in text or "set " in text else None
    words = [] if command is None else list(_WORD.finditer(text, command.end()))[: 2 * _MOST_VALUES]
    first = 0 if command is not None and command[0].lstrip().lower().startswith("mset") else 1  # behind what is set
    for key, value in zip(words[first::2], words[first + 1 :: 2], strict=False):
        which = value.lastindex or 0
        said = (key[key.lastindex or 0] or "").rpartition(":")[2]  # MSET user:7:name "Ann Lee"
        role = column_role(said) if said else None
        if role is not None:
            found.append(Pair(said, role, value[which].strip(), value.start(which)))
    return found if len(found) >= _FEWEST else []


def _inserted(text: str) -> list[Pair]:
    """The columns and values of a statement of SQL: INSERT INTO t (name, ssn) VALUES ('Ann Lee', '1')."""
    found: list[Pair] = []
    for match in _INSERT.finditer(text) if "alues" in text or "ALUES" in text else ():
        at = match.end()
        for column in match[1].split(",")[:_MOST_VALUES]:
            value = _VALUE.match(text, at)
            if value is None:
                break
            which = next(group for group in (1, 2, 3) if value[group] is not None)
            role = column_role(column.strip(' \t\r\n`"[]'))
            if role is not None:
                found.append(Pair(column, role, value[which].replace("''", "'").strip(), value.start(which)))
            at = value.end()
            if value[4] == ")":
                break
    return found


def entry_of(text: str) -> str:
    """The label of a line whose value is the name of an entry in a directory: Manager : CN=Ann Lee,OU=Staff."""
    found = _HOLDER.match(text) if "=" in text else None
    return found[1] if found is not None else ""


class Named(NamedTuple):
    """A person that keys name, how that is written, where it begins, and the group of the keys (spouse, 2)."""

    name: names.Name
    shown: str
    at: int
    group: str


def persons(read: Sequence[Pair]) -> list[Named]:
    """The persons that some pairs name; a key that comes again begins the next one."""
    found: list[Named] = []
    parts: dict[tuple[str, str], Pair] = {}
    for pair in read:
        kind, group = pair.role.kind, pair.role.group
        if kind == _FULL and pair.value:
            name = names.parse_name(pair.value, labelled=True)
            if name is not None:
                found.append(Named(name, pair.value[name.start : name.end], pair.at, group))
        elif kind in {_GIVEN, _SURNAME}:
            parts[group, kind] = pair
            given, surname = parts.get((group, _GIVEN)), parts.get((group, _SURNAME))
            if given is None or surname is None:
                continue
            del parts[group, _GIVEN], parts[group, _SURNAME]
            name = names.parse_parts(given.value, surname.value)
            if name is not None:
                found.append(Named(name, f"{given.value} {surname.value}", min(given.at, surname.at), group))
    return found


def residency(read: Sequence[Pair]) -> list[Evidence]:
    """What the keys of an address say, as far as they are of nobody in particular, or of the only one named."""
    found: list[Evidence] = []
    named = {pair.role.group for pair in read if pair.role.kind in NAMES}
    groups = {"", *named} if len(named) == 1 else {""}  # EMP_NAME, EMP_ST: the only one who is named
    for pair in read:
        reader = _READERS.get(pair.role.kind)
        evidence = reader(pair.value) if reader is not None and pair.role.group in groups else None
        if evidence is not None:
            found.append(evidence._replace(start=pair.at, end=pair.at + len(pair.value)))
    return found
