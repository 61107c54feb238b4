"""Pictures made of pictures in a PDF (form XObjects, ISO 32000-2, 8.10) that would be drawn without end.

PDFium follows a form in a form forty deep. One that draws itself twice is drawn 2**40 times, and nothing stops that: so
before it is given a document, such forms are made something that nobody draws. Their bytes are looked at only as far as
they stand in the open, which streams always do.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

_FORM = re.compile(rb"/Subtype\s{0,8}/(Form)\b")
_HEAD = re.compile(rb"([0-9]{1,8})[ \r\n\t]{1,4}[0-9]{1,5}[ \r\n\t]{1,4}obj\b")
_REFERENCE = re.compile(rb"\b([0-9]{1,8})[ \r\n\t]{1,4}[0-9]{1,5}[ \r\n\t]{1,4}R\b")
_ELSEWHERE = re.compile(rb"/(?:Resources|XObject)\s{0,8}([0-9]{1,8})[ \r\n\t]{1,4}[0-9]{1,5}[ \r\n\t]{1,4}R\b")
_DRAW = re.compile(rb"[\s\]>)]Do\b")
_LEVELS, _MOST = 40, 1_000_000  # of forms in forms that PDFium follows; drawings that a form may come to
_LARGEST = 128 << 20  # bytes of a document that is looked at
_BACK, _LONGEST, _CONTENT = 64 << 10, 64 << 10, 4 << 20  # bytes of dictionaries and of decoded content
_NOT_A_FORM = b"F0rm"
_UNKNOWN = 4  # drawings in content that is packed in another way


class _Form(NamedTuple):
    place: int  # of the word that makes it a form
    draws: int  # how often its content draws something
    named: frozenset[int]  # objects in its resources


def defused(stream: BinaryIO) -> tuple[bytes, int] | None:
    """The document without the forms that are drawn without end, and how many these are; None if there are none."""
    if stream.seek(0, io.SEEK_END) > _LARGEST:
        return None
    stream.seek(0)
    data = stream.read()
    stream.seek(0)
    forms = _forms(data) if b"/Form" in data else {}
    places = []
    while forms and (worst := _endless(forms)):
        places += [forms.pop(number).place for number in worst]
    if not places:
        return None
    out = bytearray(data)
    for place in places:
        out[place : place + len(_NOT_A_FORM)] = _NOT_A_FORM
    return bytes(out), len(places)


def _forms(data: bytes) -> dict[int, _Form]:
    """The forms of a document by their numbers."""
    found: dict[int, tuple[re.Match[bytes], bytes, set[int], int]] = {}
    index: dict[int, int] = {}
    for mark in _FORM.finditer(data):
        word = data.rfind(b"obj", max(0, mark.start() - _BACK), mark.start())
        head = _HEAD.search(data, max(0, word - 24), word + 3) if word >= 0 else None
        end = data.find(b"stream", mark.end(), mark.end() + _LONGEST)
        if head is None or end < 0:
            continue
        about = data[head.end() : end]
        named = {int(number) for number in _REFERENCE.findall(about)}
        for number in map(int, _ELSEWHERE.findall(about)):
            index = index or {int(head[1]): head.end() for head in _HEAD.finditer(data)}
            start = index.get(number, len(data))
            named |= set(map(int, _REFERENCE.findall(data, start, _end_of_object(data, start))))
        found[int(head[1])] = (mark, about, named, end)
    forms = {}
    for number, (mark, about, named, end) in found.items():
        inside = frozenset(named & found.keys())
        forms[number] = _Form(mark.start(1), len(_DRAW.findall(_content(data, about, end))) if inside else 0, inside)
    return forms


def _end_of_object(data: bytes, start: int) -> int:
    end = data.find(b"endobj", start, start + _LONGEST)
    return end if end >= 0 else start + _LONGEST


def _content(data: bytes, about: bytes, word: int) -> bytes:
    """The content of a form, decoded; as many drawings as may be in it where it is packed in a way of its own."""
    start = word + len(b"stream")
    start += data.startswith(b"\r\n", start) + 1
    end = data.find(b"endstream", start)
    raw = data[start : end if end >= 0 else len(data)]
    if b"/Filter" not in about:
        return raw[:_CONTENT]
    if about.count(b"Decode") == 1 and b"/FlateDecode" in about:
        try:
            return zlib.decompressobj().decompress(raw, _CONTENT)
        except zlib.error:
            return b""
    return b" Do" * _UNKNOWN


def _endless(forms: Mapping[int, _Form]) -> set[int]:
    """Forms that come to too many drawings, though nothing they draw does, or else all of a circle."""
    cost = dict.fromkeys(forms, 1)
    for _ in range(_LEVELS):
        cost = {
            number: min(1 + form.draws * max((cost.get(name, 0) for name in form.named), default=0), _MOST + 1)
            for number, form in forms.items()
        }
    heavy = {number for number, value in cost.items() if value > _MOST}
    lowest = {number for number in heavy if not forms[number].named & heavy}
    return lowest or {number for number in heavy if _reaches_itself(number, forms)}


def _reaches_itself(number: int, forms: Mapping[int, _Form]) -> bool:
    seen: set[int] = set()
    todo = set(forms[number].named)
    while todo:
        name = todo.pop()
        if name == number:
            return True
        if name not in seen:
            seen.add(name)
            todo |= forms[name].named & forms.keys()
    return False
