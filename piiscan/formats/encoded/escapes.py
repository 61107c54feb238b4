"""Characters written as escapes, each by itself: of C, of JSON, of URLs, of HTML, and of quoted-printable.

So are signs without width and colours of a terminal, which stand for nothing, and are taken out of a number.

Rule: what stands for a control character, or for no text at all, is left as it is.
"""

from __future__ import annotations

import binascii
import re
from functools import lru_cache

from piiscan.formats.encoded.runs import Run, reads
from piiscan.formats.encoded.triggers import (
    COLOUR,
    COLOUR_BEHIND,
    COLOURED,
    UNSEEN,
    UNSEEN_BEHIND,
    WIDE_HYPHEN,
    Buffer,
)
from piiscan.later import later

_MORE = rb"(?:" + UNSEEN + rb"|" + COLOUR + rb")*"


def _again(first: bytes, rest: bytes) -> bytes:
    """What is behind the first byte of a run of escapes."""
    return rest + rb"(?:" + first + rest + rb")*"


_REFERENCE = rb"#(?:[xX]0{0,4}[2-7][0-9A-Fa-f]|0{0,4}(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]));"
_OF_C = (rb"x[0-9A-Fa-f]{2}", rb"[0-3][0-7]{2}", rb"u00[2-7][0-9A-Fa-f]")
_BY_FIRST = {
    b"%": later(rb"%" + _again(rb"%", rb"[0-9A-Fa-f]{2}")),
    b"&": later(rb"&" + _again(rb"&", _REFERENCE)),
    b"\\": later(
        rb"\\(?:(?P<unseen>" + COLOUR_BEHIND[rb"\\"] + COLOURED + _MORE + rb")|"
        + rb"|".join(_again(rb"\\", rest) for rest in _OF_C) + rb")"
    ),
    b"\x1b": later(rb"\x1b(?P<unseen>" + COLOURED + _MORE + rb")"),
    b"\xc2": later(rb"\xc2(?P<unseen>" + UNSEEN_BEHIND[rb"\xc2"] + _MORE + rb")"),
    b"\xe2": later(rb"\xe2(?P<unseen>" + UNSEEN_BEHIND[rb"\xe2"] + _MORE + rb")"),
    b"\xef": later(
        rb"\xef(?:(?P<unseen>" + UNSEEN_BEHIND[rb"\xef"] + _MORE + rb")|(?P<hyphen>" + WIDE_HYPHEN[4:] + rb"))"
    ),
}  # fmt: skip
"""A pattern for each byte that escapes begin with: one that begins with a byte is sought at the speed of memory."""
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_SHORT = 12
_QUOTED = later(rb"(?:=[0-9A-F]{2}|=\r?\n)+")


def escapes(data: Buffer, start: int, end: int) -> list[Run]:
    """The runs of escapes in a stretch of text: of C, of JSON, of URLs, of HTML; what is not seen runs to nothing."""
    found: list[Run] = []
    make, add = tuple.__new__, found.append  # a text may be full of them: a `Run` as such takes three times as long
    for match in _matches(data, start, end):
        first, last = match.span()
        label = match.lastgroup
        if label is not None:
            add(make(Run, (first, last, label, b"" if label == "unseen" else b"-")))
            continue
        written = bytes(data[first:last])
        text, label = _short_text(written) if last - first <= _SHORT else _text(written)
        if text:
            add(make(Run, (first, last, label, text)))
    return found


def _matches(data: Buffer, start: int, end: int) -> list[re.Match[bytes]]:
    """All runs of escapes, in order; what begins inside of another is none."""
    of_each = [
        list(pattern.finditer(data, start, end))
        for first, pattern in _BY_FIRST.items()
        if data.find(first, start, end) >= 0
    ]
    if len(of_each) <= 1:
        return of_each[0] if of_each else []
    kept: list[re.Match[bytes]] = []
    for match in sorted((match for some in of_each for match in some), key=re.Match.start):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _text(written: bytes) -> tuple[bytes, str]:
    """What a run of escapes stands for, nothing where that is no text, and the name of its kind."""
    text, label = _unescaped(written)
    return (text, label) if len(text.translate(None, _CONTROLS)) == len(text) and reads(text) else (b"", label)


_short_text = lru_cache(1024)(_text)  # a text of nothing but escapes has few kinds of them, again and again


def _unescaped(written: bytes) -> tuple[bytes, str]:
    match written[:2]:
        case b"\\x":
            return _of_hex(written.translate(None, b"\\x")), "hex"
        case b"\\u":
            return _of_hex(written.replace(b"\\u00", b"")), "unicode"
        case b"&#":
            codes = [code.strip(b"#;") for code in written.split(b"&")[1:]]
            return bytes(int(code[1:], 16) if code[:1] in b"xX" else int(code) for code in codes), "html"
    if written.startswith(b"%"):
        return _of_hex(written.translate(None, b"%")), "url"
    return bytes(int(written[at + 1 : at + 4], 8) for at in range(0, len(written), 4)), "octal"


def _of_hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def quoted_printable(data: Buffer, start: int, end: int) -> list[Run]:
    """The escapes of quoted-printable in a stretch of text, and the line ends that only wrap it."""
    found: list[Run] = []
    make, add = tuple.__new__, found.append
    for match in _QUOTED.finditer(data, start, end):
        first, last = match.span()
        text = _short_quoted(match[0]) if last - first <= _SHORT else _quoted(match[0])
        if text is not None:
            add(make(Run, (first, last, "quoted-printable", text)))
    return found


def _quoted(written: bytes) -> bytes | None:
    """What escapes of quoted-printable stand for, None where that is no text."""
    text = binascii.a2b_qp(written)
    return text if reads(text) else None


_short_quoted = lru_cache(1024)(_quoted)
