"""Collections of YAML in brackets, over as many lines as they have (YAML 1.2.2, chapter 7.4). JSON is one of them.

Rule: by a stack of its own, so that no depth is too much; what never ends is given up by who reads the lines.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from piiscan.formats.markup.xml_records import Records
from piiscan.formats.objects.yaml_scalars import PROPERTIES, Part, quoted_end, unquoted

_PLAIN = re.compile(r"(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<!\s)#|[ \t]+(?![\s#]|$)(?=[^,\[\]{}:\s]))+")
_BLANK = re.compile(r"\s*(?:(?:(?<=\s)|^)#.*)?")


class Flow(Struct):
    """A collection under way."""

    records: Records
    tag: str
    stack: list[tuple[str, str]] = field(default_factory=list)  # "{" or "[", and the tag of what is in it
    key: str | None = None  # of the member under way
    value: list[Part] | None = None  # the scalar read last
    quote: str = ""  # of a scalar that goes on in the next line
    ended: bool = False

    def feed(self, part: Part) -> None:
        """Read a line, or what is left of one."""
        text, line, _ = part
        at = 0
        if self.quote:
            at = self._quoted(part, 0)
        while at < len(text) and not self.ended:
            blank = _BLANK.match(text, at)
            at = blank.end() if blank else at
            if at >= len(text):
                break
            sign = text[at]
            if sign in "{[":
                self._open(sign, line)
                at += 1
            elif sign in "}],":
                self._close(sign, line)
                at += 1
            elif sign == "?" and text[at + 1 : at + 2].isspace():
                at += 1
            elif sign == ":":
                self.key, self.value = self._said(), None
                at += 1
            elif sign in "\"'":
                self.quote, self.value = sign, []
                at = self._quoted(part, at + 1)
            else:
                at = self._plain(part, at)

    def give_up(self, line: int) -> None:
        """End what has not ended."""
        self._member()
        while self.stack:
            self._close("}" if self.stack[-1][0] == "{" else "]", line)

    def _quoted(self, part: Part, at: int) -> int:
        end = quoted_end(part.text, self.quote, at)
        piece = Part(part.text[at:] if end < 0 else part.text[at:end], part.line, part.column + at)
        if self.value:
            self.value.append(Part(" ", part.line, part.column))
        self.value = [*(self.value or ()), *unquoted(piece, self.quote)]
        if end < 0:
            return len(part.text)
        self.quote = ""
        return end + 1

    def _plain(self, part: Part, at: int) -> int:
        properties = PROPERTIES.match(part.text, at)
        if properties:
            return properties.end()
        match = _PLAIN.match(part.text, at)
        if match is None:
            return at + 1
        if not match[0].startswith("*"):  # an alias is never followed
            more = [Part(" ", part.line, part.column + at)] if self.value else []
            self.value = [*(self.value or ()), *more, Part(match[0], part.line, part.column + at)]
        return match.end()

    def _open(self, sign: str, line: int) -> None:
        tag = self._tag()
        if sign == "{":
            self.records.start(tag, {}, line)
        self.stack.append((sign, tag))
        self.key = self.value = None

    def _close(self, sign: str, line: int) -> None:
        self._member()
        if sign == ",":
            return
        if self.stack:
            opened, _ = self.stack.pop()
            if opened == "{":
                self.records.end(line)
        self.ended = not self.stack

    def _member(self) -> None:
        if self.value and (self.key is not None or not self.stack or self.stack[-1][0] == "["):
            self.records.leaf(self._tag(), self.value)
        elif self.value:  # a set, {a, b}
            self.records.leaf(self.stack[-1][1], self.value)
        self.key = self.value = None

    def _tag(self) -> str:
        if self.key is not None:
            return self.key
        return self.stack[-1][1] if self.stack else self.tag

    def _said(self) -> str:
        return "".join(part.text for part in self.value or ())
