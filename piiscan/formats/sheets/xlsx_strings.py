"""The shared strings of a workbook (ECMA-376 part 1, 18.4.9)."""

from __future__ import annotations

import re

from msgspec import Struct, field

from piiscan.formats.markup.xml_batches import Batches
from piiscan.formats.office.ooxml import Package
from piiscan.formats.references import unescape
from piiscan.formats.sheets.text_table import TextTable
from piiscan.model import Gap, Reason

_ITEM = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_BEGIN = re.compile(rb"<sst(?:\s[^>]*[^/])?>")
_LONGEST = 8 << 20  # characters of one; a program that makes workbooks allows 32,767


def shared_strings(package: Package) -> TextTable:
    """All shared strings."""
    found = _Strings()
    batches = Batches(_BEGIN, b"</si>", b"</sst", b"</sst>", found.usual, found.forget)
    for part in package.named("sharedStrings+xml"):
        for _ in package.read(part, (found.start, found.end, found.text), batches.parse):
            found.give()
    found.give()
    if found.cut:
        detail = f"a shared string of more than {_LONGEST} characters (limit: cell)"
        package.gaps.append(Gap(Reason.LIMIT, detail))
    return found.table


class _Strings(Struct):
    """Strings under way."""

    table: TextTable = field(default_factory=TextTable)
    cut: bool = False
    _waiting: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _size: int = 0
    _take: bool = False
    _hidden: bool = False

    def give(self) -> None:
        """What was read counts."""
        self.table.extend(self._waiting)
        self._waiting = []

    def forget(self) -> None:
        """What was not given does not count."""
        self._waiting, self._texts, self._size = [], [], 0
        self._take = self._hidden = False

    def usual(self, batch: bytes) -> bool:
        """Read strings without runs."""
        parts = _ITEM.split(batch)
        if any(parts[::2]):
            return False
        try:
            texts = b"\x1e".join(parts[1::2]).decode().split("\x1e")
        except UnicodeDecodeError:
            return False
        if len(texts) != len(parts) // 2:
            return False
        if b"&" in batch:
            texts = [unescape(text) if "&" in text else text for text in texts]
        self.table.extend(texts)
        return True

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self._hidden = self._hidden or name == "rPh"  # how the text is pronounced
        self._take = name == "t" and not self._hidden

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self._take:
            self._size += len(text)
            if self._size > _LONGEST:
                self.cut = True
            else:
                self._texts.append(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        self._take = False
        if tag.endswith(" si"):
            self._waiting.append("".join(self._texts))
            self._texts, self._size = [], 0
        elif tag.endswith(" rPh"):
            self._hidden = False
