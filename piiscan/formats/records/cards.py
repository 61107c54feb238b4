"""vCard and LDIF: one record for each card or directory entry.

Rule: both are lines "name: value" that a blank at the start of the next line goes on with; a value in base64 or
quoted-printable is decoded. The parts of N and ADR, and the names that directories use (sn, l, st), get the keys
that pairing knows; every other property keeps its own name, X- taken off (RFC 6350, RFC 2849, RFC 4519).
"""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import CITY, FAMILY, FULL, GIVEN, STATE, STREET, TEXT, ZIP, Record, Records, blocks
from piiscan.formats.segments.promising import Block, promising
from piiscan.model import Axis, Blob, Location, Step

_LDAP = {
    "sn": FAMILY,
    "surname": FAMILY,
    "givenname": GIVEN,
    "gn": GIVEN,
    "cn": FULL,
    "commonname": FULL,
    "displayname": FULL,
    "l": CITY,
    "localityname": CITY,
    "st": STATE,
    "stateorprovincename": STATE,
    "postalcode": ZIP,
    "street": STREET,
    "streetaddress": STREET,
    "postaladdress": STREET,
    "homepostaladdress": STREET,
    "o": "organization",
    "ou": "department name",
    "mail": "email",
}
_VCARD = {"fn": FULL, "org": "organization", "tel": "phone", "uid": "card uid", "rev": "revision", "title": "job"}
_PARTS = {
    "n": (FAMILY, GIVEN, "middle_name", "prefix", "name_suffix"),
    "adr": (STREET, STREET, STREET, CITY, STATE, ZIP, "country"),
}
PROPERTY = re.compile(r"(?:([\w-]+)\.)?([\w-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w.-]*)((?:;[\w-]+)*):([:<]?)[ \t]*(.*)", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([nN,;:\\])")
# What is shown of records before they are read (`promising`).
_END_OF_ENTRY = re.compile(r"(?<!\n)\n\n++(?![ \t])")
_END_OF_CARD = re.compile(r"^END:VCARD[ \t]*\n(?![ \t])", re.IGNORECASE | re.MULTILINE)
_GOES_ON = re.compile(r"\n[ \t]")
_CODED = re.compile(r"^([A-Za-z][\w.-]*(?:;[\w-]+)*)::[ \t]*(.*)", re.MULTILINE)
_CODED_VALUE = re.compile(r"^(?=[^:\n]*(?:BASE64|ENCODING=B))([^:\n]*+):(.*)", re.IGNORECASE | re.MULTILINE)
_OWN_LABEL = re.compile(r"X-ABLABEL:(?!_\$!<)")
_ENTRY_LINE = re.compile(r"^(?=.)(?:([A-Za-z][\w.-]*+)(?:;[\w-]++)*:<?[ \t]*+)?(.*)", re.MULTILINE)
_CARD_LINE = re.compile(
    r"^(?=.)(?:(?:[\w-]++\.)?(?:[Xx]-)?([\w-]++)(?:;[^:\"\n]*(?:\"[^\"\n]*\"[^:\"\n]*)*)?:)?(.*)", re.MULTILINE
)
_OWN_NAMES = (('"TEL": "', '"phone": "'), ('"UID": "', '"card uid": "'))


class Line(NamedTuple):
    """A line put together, where it begins, and whether it is all in one line of the file."""

    text: str
    line: int
    whole: bool


def extract_vcard(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The cards of a file as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records = Records()
    card: list[Line] = []
    with opened() as stream:
        for line in put_together(promising(blocks(stream), context, _END_OF_CARD, _cards_shown), quoted=True):
            word = line.text.strip().upper()
            if word in {"BEGIN:VCARD", "END:VCARD"}:
                records.put(_card(card))
                yield from records.drain()
                card = []
            else:
                card.append(line)
    records.put(_card(card))
    yield from records.finish()


def extract_ldif(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The entries of a directory export as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records, record = Records(), Record()
    with opened() as stream:
        for line in put_together(promising(blocks(stream), context, _END_OF_ENTRY, _entries_shown), quoted=False):
            attribute = _ATTRIBUTE.fullmatch(line.text)
            if not line.text or (attribute and attribute[1].lower() == "dn"):
                records.put(_one_name(record))
                record = Record()
                yield from records.drain()
            if line.text.startswith("#"):  # of the file, not of the entry
                comment = Record()
                comment.add(TEXT, line.text, line.line, 1)
                records.put(comment)
            elif attribute is None:
                record.add(TEXT, line.text, line.line, 1)
            else:
                _attribute(record, attribute, line)
    records.put(_one_name(record))
    yield from records.finish()


def _attribute(record: Record, attribute: re.Match[str], line: Line) -> None:
    key = _LDAP.get(attribute[1].lower(), attribute[1])
    if attribute[3] == ":":
        _decoded(record, key, attribute[4], line.line)
    else:
        record.add(key, attribute[4], line.line, attribute.start(4) + 1 if line.whole else None)


def put_together(texts: Iterable[Block], *, quoted: bool) -> Iterator[Line]:
    """Lines with what goes on in the next ones, by a blank there or (`quoted`) by a "=" at the end."""
    held: list[str] = []
    begun = 1
    for text, first, _ in texts:
        for line, one in enumerate(text.removesuffix("\n").split("\n"), first):
            if held and one[:1] in {" ", "\t"}:
                held.append(one[1:])
            elif quoted and held and held[-1].endswith("=") and "QUOTED-PRINTABLE" in held[0].upper():
                held[-1] = held[-1][:-1]
                held.append(one)
            else:
                if held:
                    yield Line("".join(held), begun, len(held) == 1)
                held, begun = [one], line
            if len(held) > 1000:  # a picture, in lines of 75 characters
                held = ["".join(held)]
    if held:
        yield Line("".join(held), begun, len(held) == 1)


def unfolded(text: str) -> str:
    """A text in which lines do not go on in the next ones by a blank there."""
    return _GOES_ON.sub("", text) if "\n " in text or "\n\t" in text else text


def _card(lines: list[Line]) -> Record:
    """The properties of one card. A label beside a property of the same group is its name."""
    found = [(line, PROPERTY.fullmatch(line.text)) for line in lines]
    labels = {
        match[1].lower(): match[4] for _, match in found if match and match[1] and match[2].upper() == "X-ABLABEL"
    }
    record = Record()
    for line, match in found:
        if match is None:
            record.add(TEXT, line.text, line.line, 1)
            continue
        group, name, parameters, value = match[1], match[2].lower(), match[3].upper(), match[4]
        key = labels.get((group or "").lower()) or _VCARD.get(name) or name.removeprefix("x-")
        column = match.start(4) + 1 if line.whole else None
        if "QUOTED-PRINTABLE" in parameters:
            value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
            value, column = " ".join(value.split()), None
        if "BASE64" in parameters or "ENCODING=B" in parameters:
            _decoded(record, key, value, line.line)
        elif name in _PARTS:
            _structured(record, _PARTS[name], value, line.line, column)
        elif name != "x-ablabel":
            record.add(key, meant(value), line.line, column)
    return _one_name(record)


def _structured(record: Record, keys: tuple[str, ...], value: str, line: int, column: int | None) -> None:
    for index, part in enumerate(_SPLIT.split(value)):
        record.add(keys[index] if index < len(keys) else TEXT, meant(part), line, column)
        if column is not None:
            column += len(part) + 1


def meant(value: str) -> str:
    """A value without its escapes, as long as before, so that columns stay; no line of the file ends in it."""
    return (
        value
        if "\\" not in value
        else _ESCAPED.sub(lambda escape: "  " if escape[1] in "nN" else f"{escape[1]} ", value)
    )


def _decoded(record: Record, key: str, value: str, line: int) -> None:
    """A value in base64, if it holds text: a picture or a key does not."""
    at: Location = (Step(Axis.LINE, line), Step(Axis.DECODED, "base64"))
    record.add(key, _text_of(value), None, None, at)


def _text_of(value: str) -> str:
    """The text that a value in base64 is, "" if it is none."""
    try:
        return b64decode("".join(value.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _one_name(record: Record) -> Record:
    """The record with one name: the written-out form says the same as the parts, in another order."""
    if FULL in record.fields:
        if FAMILY in record.fields and GIVEN in record.fields:
            record.fields.setdefault("as written", []).extend(record.fields.pop(FULL))
        elif len(record.fields[FULL]) > 1:
            first, *others = record.fields[FULL]
            record.fields[FULL] = [first]
            record.fields.setdefault("as written", []).extend(others)
    for key in (FAMILY, GIVEN):
        if len(record.fields.get(key, ())) > 1:
            first, *others = record.fields[key]
            record.fields[key] = [first]
            record.fields.setdefault("as written", []).extend(others)
    return record


def named_lines(line: re.Pattern[str], text: str) -> str | None:
    """Lines as members of an object, by a pattern of name and value; None: one has no name and is no comment."""
    shown = '", "' + '", "'.join(map('": "'.join, line.findall(text))) + '"'
    return None if shown.count('", "": "') > shown.count('", "": "#') else shown


def _entries_shown(text: str) -> str | None:
    """What some entries of a directory will say."""
    text = unfolded(text)
    if "::" in text:
        text = _CODED.sub(lambda coded: f"{coded[1]}: {_text_of(coded[2])}", text)
    return named_lines(_ENTRY_LINE, text)


def _cards_shown(text: str) -> str | None:
    """What some cards will say."""
    text = unfolded(text)
    said = text.upper()
    if "QUOTED-PRINTABLE" in said or ("X-ABLABEL" in said and _OWN_LABEL.search(said) is not None):
        return None
    if "BASE64" in said or "ENCODING=B" in said:
        text = _CODED_VALUE.sub(lambda coded: f"{coded[1]}:{_text_of(coded[2])}", text)
    shown = named_lines(_CARD_LINE, meant(text))
    if shown is not None:
        for name, key in _OWN_NAMES:
            shown = shown.replace(name, key)
        shown = shown.replace(";", '", "')
    return shown
