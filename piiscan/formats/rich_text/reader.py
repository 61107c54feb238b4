"""What the tokens of RTF say: which groups hold text of the document, in which code page, and which hold data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from piiscan.formats.base import Context
from piiscan.formats.held import Held
from piiscan.formats.rich_text import words
from piiscan.formats.rich_text.objects import Ended
from piiscan.formats.rich_text.story import RtfStory
from piiscan.formats.rich_text.tokens import Tokens

_DEEPEST = 10_000  # groups in groups that have a state of their own
_NO_HEX = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))

Action = Callable[[int | None], None]


class _Group(Struct):
    """What a group inherits from the one round it, and what ends with it."""

    codec: str | None = None
    instead: int = 1  # how many characters stand for one of \\u in readers that do not know it
    drop: bool = False  # its text is no text of the document
    deleted: bool = False
    inserted: bool = False
    begun: str = ""  # "part", "name", "object" or "picture": what ends with it


class RtfReader:
    """The state between two tokens. `ended` are the objects that are complete."""

    def __init__(self, story: RtfStory, context: Context) -> None:
        self.story = story
        self.ended: list[Ended] = []
        self.tokens = Tokens()
        self._context = context
        self._group = _Group()
        self._outer: list[_Group] = []
        self._deeper = 0  # groups beyond `_DEEPEST`
        self._star = False
        self._instead = 0  # characters that stand for one that has been read
        self._high = 0  # the first half of a character beyond U+FFFF
        self._bytes = bytearray()  # characters in the code page of their font
        self._ansi = "cp1252"
        self._fonts: dict[int, str | None] = {}
        self._font = self._default_font = 0
        self._property = ""
        self._held: Held | None = None
        self._digit = b""
        self._suffix = ""
        self._counts = {"object": 0, "picture": 0}
        self._actions = self._table()

    @property
    def is_open(self) -> bool:
        """Whether a group has not ended."""
        return bool(self._outer) or self.tokens.is_skipping

    def end(self) -> None:
        """No more bytes."""
        self._flush()
        self.story.close()

    def release(self) -> None:
        """Let go of objects that were not given out."""
        for held in [*(done.held for done in self.ended), self._held]:
            if held is not None:
                held.close()

    def open(self) -> None:
        """A group begins."""
        self._flush()
        self._instead = 0
        if len(self._outer) >= _DEEPEST:
            self._deeper += 1
            return
        self._outer.append(self._group)
        self._group = replace(self._group, begun="")

    def close(self) -> None:
        """A group ends."""
        self._flush()
        self._instead, self._star = 0, False
        if self._deeper:
            self._deeper -= 1
        elif self._outer:
            begun, self._group = self._group.begun, self._outer.pop()
            if begun == "part":
                self.story.end_part()
            elif begun == "name":
                self._property = self.story.drop_part().strip()
            elif begun:
                self._end_data(begun)
            elif self.story.frames[-1].label == words.VARIABLE:
                self.story.add(" ")  # its name and its value are two groups

    def word(self, word: bytes, parameter: bytes | None) -> None:
        """A control word. Those without an action say how text looks; a group that begins so may be ignored."""
        action = self._actions.get(word)
        if action is not None:
            if word in words.CHARACTERS and self._instead:
                self._instead -= 1
                return
            action(int(parameter) if parameter else None)
            self._star = False
        elif self._star:
            self._skip()

    def symbol(self, symbol: bytes) -> None:
        """A control symbol."""
        if symbol == b"*":
            self._star = True
        elif self._instead:
            self._instead -= 1
        elif symbol in b"\r\n":
            self._paragraph()
        elif symbol in words.SYMBOLS:
            self._say(words.SYMBOLS[symbol])

    def characters(self, text: bytes) -> None:
        """Characters in the code page of their font, or digits of data."""
        if self._group.begun in {"object", "picture"}:
            digits = self._digit + text.translate(None, _NO_HEX)
            self._digit = digits[len(digits) & ~1 :]
            self.raw(bytes.fromhex(digits[: len(digits) & ~1].decode("ascii")))
            return
        if self._instead:
            taken = min(self._instead, len(text))
            self._instead -= taken
            text = text[taken:]
        if not self._group.drop:
            self._bytes += text

    def raw(self, data: bytes) -> None:
        """Bytes of a picture or an object. Raises `Unscannable` beyond the budget."""
        if self._held is not None:
            self._held.write(data)

    # Text ------------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Tell of the characters so far. A character of two bytes may be written as two."""
        if self._bytes:
            text = self._bytes.decode(self._group.codec or self._ansi, "replace")
            self._bytes.clear()
            self.story.add(text, deleted=self._group.deleted, inserted=self._group.inserted)

    def _say(self, text: str) -> None:
        """A character that no code page is needed for."""
        self._flush()
        if not self._group.drop:
            self.story.add(text, deleted=self._group.deleted, inserted=self._group.inserted)

    def _unicode(self, number: int | None) -> None:
        self._flush()
        code = (number or 0) & 0xFFFF
        self._instead = self._group.instead
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self._say(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = 0
        elif code:
            self._say(chr(code))

    def _paragraph(self) -> None:
        self._flush()
        if not self._group.drop:
            self.story.end_paragraph()

    def _cell(self, level: int, *, row: bool = False) -> None:
        self._flush()
        if row:
            self.story.end_row(level)
        else:
            self.story.end_cell(level)

    def _frame_level(self) -> int:
        return max(2, self.story.frames[-1].level)

    def _in_table(self, level: int | None) -> None:
        r"""\pard, \intbl and \itap say whether a paragraph stands in a table, and in how many."""
        frame = self.story.frames[-1]
        frame.in_table = bool(level)
        frame.level = max(level or 1, 1)

    # Groups and data -------------------------------------------------------------------------------------------

    def _skip(self) -> None:
        self._star = False
        self.tokens.skip()

    def _part(self, name: str, *, inside: bool = False, label: str = "", begun: str = "part") -> None:
        self._flush()
        if self._group.begun:
            self._skip()  # a second one in the same group: no writer does that
            return
        self.story.part(name, inside=inside, label=label)
        self._group.begun = begun
        self._group.drop = False

    def _value(self, label: str) -> None:
        self._part("properties", label=label or self._property or "value")

    def _shape_value(self) -> None:
        if self._property in words.SHAPE_TEXTS:
            self._part("text box", inside=True)
        else:
            self._skip()

    def _begin_data(self, begun: str) -> None:
        self._flush()
        if self._held is not None or self._group.begun:
            self._skip()
            return
        self._held, self._digit, self._suffix = Held(self._context), b"", ""
        self._group.begun = begun
        self._group.drop = True

    def _end_data(self, begun: str) -> None:
        if self._held is not None:
            self._counts[begun] += 1
            suffix = self._suffix if begun == "picture" else ""
            self.ended.append(Ended(self._held, f"{begun} {self._counts[begun]}{suffix}"))
        self._held = None

    # Fonts -----------------------------------------------------------------------------------------------------

    def _use_font(self, number: int | None) -> None:
        self._flush()
        self._font = number or 0
        self._group.codec = self._fonts.get(self._font)

    def _plain(self) -> None:
        self._use_font(self._default_font)
        self._group.deleted = self._group.inserted = False

    def _font_codec(self, codec: str | None) -> None:
        if codec is not None:
            self._fonts[self._font] = codec

    def _set(self, name: str, number: int | None) -> None:
        """A property of the group: 0 switches it off."""
        self._flush()
        setattr(self._group, name, number != 0)

    def _document(self, codec: str | None) -> None:
        self._ansi = codec or self._ansi

    def _default(self, number: int | None) -> None:
        self._default_font = number or 0

    def _fallback(self, number: int | None) -> None:
        self._group.instead = min(max(number if number is not None else 1, 0), 100)

    def _blip(self, suffix: str) -> None:
        self._suffix = suffix

    def _table(self) -> dict[bytes, Action]:
        """What is to be done at each control word that is not about looks."""
        simple: dict[bytes, Callable[[], None]] = {
            b"par": self._paragraph, b"sect": self._paragraph, b"plain": self._plain, b"sv": self._shape_value,
            b"cell": partial(self._cell, 1), b"row": partial(self._cell, 1, row=True),
            b"nestcell": lambda: self._cell(self._frame_level()),
            b"nestrow": lambda: self._cell(self._frame_level(), row=True),
            b"pard": lambda: self._in_table(0), b"intbl": lambda: self._in_table(self.story.frames[-1].level),
            b"mac": lambda: self._document("mac_roman"), b"pc": lambda: self._document("cp437"),
            b"pca": lambda: self._document("cp850"), b"ud": lambda: self._set("drop", 0),
            b"fonttbl": lambda: self._set("drop", 1), b"upr": lambda: self._set("drop", 1),
            b"objdata": lambda: self._begin_data("object"), b"pict": lambda: self._begin_data("picture"),
            b"propname": lambda: self._part("name", begun="name"), b"sn": lambda: self._part("name", begun="name"),
            **dict.fromkeys(words.SKIPPED, self._skip),
            **dict.fromkeys(words.TRANSPARENT, lambda: None),
            **{word: partial(self._say, text) for word, text in words.CHARACTERS.items()},
            **{word: partial(self._part, name) for word, name in words.PARTS.items()},
            **{word: partial(self._part, name, inside=True) for word, name in words.INSIDE.items()},
            **{word: partial(self._value, label) for word, label in words.PROPERTIES.items()},
            **{word: partial(self._blip, suffix) for word, suffix in words.BLIPS.items()},
        }  # fmt: skip
        numbered: dict[bytes, Action] = {
            b"u": self._unicode, b"uc": self._fallback, b"f": self._use_font, b"deff": self._default,
            b"itap": self._in_table, b"bin": lambda number: self.tokens.take(number or 0),
            b"ansicpg": lambda number: self._document(words.code_page(number or 0)),
            b"cpg": lambda number: self._font_codec(words.code_page(number or 0)),
            b"fcharset": lambda number: self._font_codec(words.charset(number or 0)),
            b"deleted": partial(self._set, "deleted"), b"revised": partial(self._set, "inserted"),
        }  # fmt: skip
        return {**{word: _ignoring(action) for word, action in simple.items()}, **numbered}


def _ignoring(action: Callable[[], None]) -> Action:
    """The action of a word whose number says nothing."""
    return lambda _number: action()
