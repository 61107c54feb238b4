"""What the cells of a workbook refer to: sheets and their parts, number formats, shared strings."""

from __future__ import annotations

import posixpath
import re
from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.formats.ooxml import Package
from piiscan.model import Gap, Reason

# A format that writes a number with leading zeros: 000-00-0000, 000\-00\-0000, 000000000, 00000 (a ZIP code).
_ZEROS = re.compile(r'(?:\[[^\]]*\])?(?=(?:[^0]*0){5})(?:[0 /-]|\\.|"[^"]*"|_.)+')


class Sheet(NamedTuple):
    """A sheet by its title, and the part its cells are in ("" where it cannot be told)."""

    title: str
    part: str


@dataclass(slots=True)
class Styles:
    """By number of a cell's style: the code of its number format."""

    formats: list[str] = field(default_factory=list)

    def zeros(self) -> frozenset[int]:
        """The styles that show leading zeros a stored number does not have."""
        return frozenset(style for style, code in enumerate(self.formats) if zero_format(code))


def zero_format(code: str) -> bool:
    r"""Whether a format writes nothing but zeros and separators, and five zeros at least.

    >>> [zero_format(code) for code in ("000-00-0000", "000\\-00\\-0000;@", "00000", "0.00", "yyyy-mm-dd")]
    [True, True, True, False, False]
    """
    return _ZEROS.fullmatch(code.partition(";")[0]) is not None


def with_zeros(number: float, code: str) -> str:
    r"""A whole number as such a format shows it.

    >>> with_zeros(10940001, "000-00-0000")
    '010-94-0001'
    """
    pattern = re.sub(r'\[[^\]]*\]|"([^"]*)"|\\(.)|_.', lambda found: found[1] or found[2] or "", code.partition(";")[0])
    digits = str(abs(int(number))).rjust(pattern.count("0"), "0")
    extra, digits = digits[: len(digits) - pattern.count("0")], digits[len(digits) - pattern.count("0") :]
    following = iter(digits)
    return extra + "".join(next(following) if sign == "0" else sign for sign in pattern)


def sheets(package: Package) -> list[Sheet]:
    """The sheets in the order of the workbook, hidden ones as well."""
    found: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    books = package.named("sheet.main+xml", "template.main+xml", "macroEnabled.main+xml") or ["xl/workbook.xml"]

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" sheet"):
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            found.append((attributes.get("name", ""), relation))

    def relation(_tag: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        targets[attributes.get("Id", "")] = posixpath.normpath(absolute)

    book = books[0]
    folder = posixpath.dirname(book)
    relations = f"{folder}/_rels/{posixpath.basename(book)}.rels"
    for part, handler in ((book, sheet), (relations, relation)):
        if part in package.entries:
            for _ in package.read(part, (handler, _nothing, _nothing)):
                pass
    return [
        Sheet(title, part if (part := targets.get(identity, "")) in package.entries else "")
        for title, identity in found
    ]


def styles(package: Package) -> Styles:
    """The number formats of the cells, by openpyxl's table where they are built in."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    found: list[int] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        name = tag.rpartition(" ")[2]
        if name == "numFmt" and _is_int(attributes.get("numFmtId")):
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            found.append(int(number) if _is_int(number) else 0)

    def end(tag: str) -> None:
        nonlocal inside
        if tag.endswith(" cellXfs"):
            inside = False

    for part in package.named("styles+xml"):
        for _ in package.read(part, (start, end, _nothing)):
            pass
    return Styles([codes.get(number, "General") for number in found])


@dataclass(slots=True)
class Strings:
    """The shared strings in one piece of memory: ten million of them are megabytes, not gigabytes."""

    data: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("Q"))

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self.ends):
            return ""
        return self.data[self.ends[index - 1] if index else 0 : self.ends[index]].decode("utf-8")


def shared_strings(package: Package) -> Strings:
    """All shared strings, as far as the limit for documents goes."""
    strings = Strings()
    take = hidden = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal take, hidden
        name = tag.rpartition(" ")[2]
        hidden = hidden or name == "rPh"  # how the text is pronounced
        take = name == "t" and not hidden

    def text(text: str) -> None:
        if take:
            strings.data += text.encode("utf-8", "replace")

    def end(tag: str) -> None:
        nonlocal take, hidden
        take = False
        if tag.endswith(" si"):
            strings.ends.append(len(strings.data))
        elif tag.endswith(" rPh"):
            hidden = False

    for part in package.named("sharedStrings+xml"):
        for _ in package.read(part, (start, end, text)):
            if len(strings.data) > package.context.limits.document:
                detail = f"shared strings of more than {package.context.limits.document} bytes (limit: document)"
                package.gaps.append(Gap(Reason.LIMIT, detail))
                return strings
    return strings


def _nothing(_anything: str) -> None:
    return None


def _is_int(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit() and len(text) < 10
