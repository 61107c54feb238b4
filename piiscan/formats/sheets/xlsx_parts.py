"""What the cells of a workbook refer to: sheets and their parts, number formats."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from piiscan.formats.office.ooxml import Package
from piiscan.formats.sheets.number_formats import NumberFormats, built_in


class Sheet(NamedTuple):
    """A sheet by its title, and the part its cells are in ("" where it cannot be told)."""

    title: str
    part: str


def sheets(package: Package) -> tuple[list[Sheet], bool]:
    """The sheets in the order of the workbook, hidden ones as well; whether its days are counted from 1904 on."""
    since_1904 = False
    found: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    books = package.named("sheet.main+xml", "template.main+xml", "macroEnabled.main+xml") or ["xl/workbook.xml"]

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if tag.endswith(" workbookPr"):
            since_1904 = attributes.get("date1904") in {"1", "true"}
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
    listed = [
        Sheet(title, part if (part := targets.get(identity, "")) in package.entries else "")
        for title, identity in found
    ]
    return listed, since_1904


def styles(package: Package, *, since_1904: bool) -> NumberFormats:
    """The number formats of the cells."""
    codes = built_in()
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
    return NumberFormats([codes.get(number, "General") for number in found], since_1904)


def _nothing(_anything: str) -> None:
    return None


def _is_int(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit() and len(text) < 10
