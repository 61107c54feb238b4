"""The properties of a compound document (MS-OLEPS): title, author, company, and what its users added.

They stand as lines "name: value" in the part "properties", as those of the newer formats do.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator

from piiscan.formats.compound.ole import Compound
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Segment, Step

_SUMMARY = {2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 7: "template", 8: "last author",
            18: "application"}  # fmt: skip
_DOCUMENT = {
    2: "category",
    3: "format",
    12: "kinds of titles",
    13: "titles",
    14: "manager",
    15: "company",
    26: "content type",
    27: "content status",
    29: "version",
}
_STREAMS = (("\x05SummaryInformation", _SUMMARY), ("\x05DocumentSummaryInformation", _DOCUMENT))
_MOST = 4096  # properties of a set, and elements of a list
_CODEPAGES = {1200: "utf-16-le", 65001: "utf-8", 10000: "mac-roman", 20127: "ascii", 20866: "koi8-r", 21866: "koi8-u",
              50220: "iso2022-jp", 51932: "euc-jp", 51949: "euc-kr", 54936: "gb18030"}  # fmt: skip


def properties(compound: Compound) -> Iterator[Segment]:
    """The properties of the whole document."""
    flow = Flow()
    for name, names in _STREAMS:
        for label, value in property_lines(compound.read(compound.find(name)), names):
            flow.write(f"{label}: {value}", (Step(Axis.PART, "properties"),))
            flow.end_line()
    yield from flow.finish()


def property_lines(data: bytes, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    """(name, value) of each property with text or a number, over all sets of a stream."""
    try:
        (count,) = struct.unpack_from("<I", data, 24)
        for index in range(min(count, 8)):
            (start,) = struct.unpack_from("<I", data, 28 + index * 20 + 16)
            yield from _of_set(data[start:], names if index == 0 else {})
    except struct.error:
        return


def _of_set(data: bytes, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", data, 4)
    offsets = dict(struct.unpack_from("<II", data, 8 + index * 8) for index in range(min(count, _MOST)))
    page = struct.unpack_from("<h", data, offsets[1] + 4)[0] & 0xFFFF if 1 in offsets else 1252
    encoding = codepage(page)
    named = dict(names)
    if 0 in offsets:
        named |= _dictionary(data, offsets[0], encoding)
    for number, offset in offsets.items():
        if number > 1:
            for value in _values(data, offset, encoding):
                if number in named or not value.isdigit():  # numbers without a name count pages and words
                    yield named.get(number, f"property {number}"), value


def codepage(number: int) -> str:
    """The name Python has for a Windows code page; cp1252 for one it does not know.

    >>> codepage(1251), codepage(65001), codepage(28592), codepage(9)
    ('cp1251', 'utf-8', 'iso8859-2', 'cp1252')
    """
    iso = 28590 < number <= 28606
    name = f"iso8859-{number - 28590}" if iso else _CODEPAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _dictionary(data: bytes, offset: int, encoding: str) -> dict[int, str]:
    """The names users gave to properties (2.17)."""
    names = {}
    (count,) = struct.unpack_from("<I", data, offset)
    offset += 4
    for _ in range(min(count, _MOST)):
        number, length = struct.unpack_from("<II", data, offset)
        size = length * 2 if encoding == "utf-16-le" else length
        names[number] = _text(data[offset + 8 : offset + 8 + size], encoding)
        offset += 8 + size
        if encoding == "utf-16-le":
            offset += -offset % 4
    return names


def _values(data: bytes, offset: int, encoding: str) -> Iterator[str]:
    """The texts of a value, or of the values of a list (2.15)."""
    (kind,) = struct.unpack_from("<I", data, offset)
    offset += 4
    if kind & 0x1000:
        (count,) = struct.unpack_from("<I", data, offset)
        offset += 4
        for _ in range(min(count, _MOST)):
            inner = kind & 0xFFF
            if inner == 0x0C:
                (inner,) = struct.unpack_from("<I", data, offset)
                offset += 4
            text, end = _value(data, inner, offset, encoding)
            # Texts of a list follow each other without padding, whatever 2.15 says; those of variants have it.
            offset = end + -end % 4 if kind & 0xFFF == 0x0C else end
            if text.strip():
                yield text
        return
    text, _ = _value(data, kind, offset, encoding)
    if text.strip():
        yield text


def _value(data: bytes, kind: int, offset: int, encoding: str) -> tuple[str, int]:
    if kind in {0x08, 0x1E, 0x1F}:
        (length,) = struct.unpack_from("<I", data, offset)
        size = length * 2 if kind == 0x1F else length
        end = offset + 4 + size
        text = _text(data[offset + 4 : end], "utf-16-le" if kind == 0x1F else encoding)
        return text, end
    form = {0x02: "<h", 0x03: "<i", 0x12: "<H", 0x13: "<I", 0x14: "<q", 0x15: "<Q", 0x05: "<d"}.get(kind)
    if form is None:
        return "", offset + 4
    (number,) = struct.unpack_from(form, data, offset)
    whole = isinstance(number, float) and number.is_integer()
    return str(int(number) if whole else number), offset + max(4, struct.calcsize(form))


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace").partition("\0")[0]
