"""Which set of characters a text is in that is neither ASCII nor UTF-8. The only file that guesses between sets.

Only sets that cannot be read byte by byte are told apart: those of East Asia, where the second byte of a character
may be an ASCII letter, a backslash or (GB18030) a digit, and EBCDIC. In all other sets digits and Latin letters are
those of ASCII, so that they are read as they are. Asked only for what is not valid UTF-8, or has the escapes of
ISO 2022; what it costs is bounded by a sample of some KiB.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache

from msgspec import Struct

from piiscan.formats.plain.alphabets import set_of
from piiscan.formats.plain.ebcdic import Layout, is_ebcdic, layout_of, padded_layout
from piiscan.formats.plain.strays import has_wide

_WORD = 32  # bytes in front of it, at most, that are of the same word
_JUDGED = 8 << 10  # bytes from the first one above ASCII on

_ESCAPE = re.compile(rb"\x1b\$(?:[@AB]|\([CDOPQ])")  # to two bytes a character (RFC 1468, RFC 1554, RFC 2237)
_KOREAN = b"\x1b$)C"  # RFC 1557: once, at the beginning of a line; then SO and SI
_RUNS = bytes([0x20] * 128 + [0x80] * 128)
_LOW = bytes(range(0x80, 0xA5))
_HIGH = bytes(range(0x80, 0x100))
_TEXT = bytes({*range(0x20, 0x7F), *b"\b\t\n\v\f\r\x0e\x0f\x1b\x1c\x1d\x1e\x1f", *range(0x80, 0x100)})
_BACK = re.compile(rb"\x1b\([BJ]")
_ENOUGH = 0.8
_LEAST = 16  # letters that a share of them says something of
_FREQUENTLY = 0.45
# The letters that make up more than half of every text of the language, by its own counts.
_FREQUENT = {
    "cp1251": "оеаинтсрвл",
    "koi8_r": "оеаинтсрвл",
    "cp855": "оеаинтсрвл",
    "cp1253": "αοιετσνηυρς",
    "cp1255": "יוהלארתבש",
    "cp1256": "اليمنوترب",
    "cp874": "านรอกเงมยล่้ว",
}
# Sets like these in most letters, by pairs of bytes that are more frequent in them than those of the latter.
_ALIKE = {
    "koi8_r": (
        "koi8_u",
        rb"[\xc0-\xff][\xa4\xa6\xa7\xad]|[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd][\xc0-\xff]",
        rb"[^\x00-\xff]",
    ),
    "cp1253": ("iso8859_7", rb"\xb6[\xc1-\xfe]", rb"\xa2[\xc1-\xfe]"),
    "cp1251": ("mac_cyrillic", rb"[\x80-\x9f][\xe0-\xfe]", rb"[\xc0-\xdf][\xe0-\xff]"),
}
# Accented letters inside of words, by the code points the sets do not share: of Mac Roman, of DOS, of Latin-1.
_INSIDE = re.compile(rb"[\x80-\xff][A-Za-z]|[A-Za-z][\x80-\xff]")
_MAC = re.compile(rb"[\x8d-\x8f\x92\x96\x97\x9a\x9f](?<=[A-Za-z].)(?=[a-z])")
_DOS = re.compile(rb"[\x81\x82\x84\x85\x8b\x94\xa0-\xa4](?<=[A-Za-z].)(?=[a-z])")
_LATIN = re.compile(rb"[\xc0-\xff](?=[a-z])")
_ALONE = re.compile("(?<![\u1100-\U0010ffff])[\u1100-\U0010ffff](?![\u1100-\U0010ffff])")
_FIRST = re.compile(rb"[\x80-\xff]")
_MARKS = frozenset(
    "\u3000\u3001\u3002\u3005\u300c\u300d\u300e\u300f\u3010\u3011\u30fb\u30fc\u2026\u2015\u2212\u25cf\u25cb\u3012"
) | {chr(code) for code in range(0xFF01, 0xFF5F)}
_KANA = frozenset(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)]))


class Coding(Struct, frozen=True):
    """How bytes become text: a codec of Python, or tables and records of EBCDIC."""

    codec: str = ""
    layout: Layout | None = None


PLAIN = Coding()
"""Read as it is."""


class _Set(Struct, frozen=True):
    codec: str
    first: range  # lead bytes of its common ideographs, by frequency or by being of the first level
    second: tuple[range, ...]
    kana: bool


_TRAILS = (range(0xA1, 0xFF),)
_SETS = (
    # JIS X 0208, level 1: rows 16 to 47
    _Set("cp932", range(0x88, 0x99), (range(0x40, 0x7F), range(0x80, 0xFD)), kana=True),
    _Set("euc_jp", range(0xB0, 0xD0), _TRAILS, kana=True),
    # KS X 1001: the syllables, rows 16 to 40
    _Set("cp949", range(0xB0, 0xC9), _TRAILS, kana=False),
    # GB 2312, level 1: rows 16 to 55
    _Set("gb18030", range(0xB0, 0xD8), _TRAILS, kana=False),
    # Big5, level 1
    _Set("big5hkscs", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)), kana=False),
)


def coding_of(head: bytes, size: int | None = None, *, padded: bool = False) -> Coding:
    """How to read a text that begins so and is neither ASCII nor UTF-8. `size` is that of the text, if known.

    With `padded` zero bytes may stand for blanks.

    >>> coding_of("日本語のテキスト".encode("cp932")).codec
    'cp932'
    >>> coding_of("naïve café".encode("cp1252"))
    Coding(codec='', layout=None)
    """
    if not head.isascii() and is_ebcdic(head):
        return Coding("", layout_of(head, size))
    if padded and is_padded(head):
        return PLAIN if has_wide(head) else Coding("", padded_layout(head, size))
    if head.count(0) * 200 > len(head) or len(head.translate(None, _TEXT)) * 100 > len(head):
        return PLAIN  # no text, as `sniff` has it
    if head.isascii():
        return Coding(_escaped(head))
    first = _FIRST.search(head)
    start = first.start() if first else 0
    sample = head[start : start + _JUDGED]
    high = len(sample) - len(sample.translate(None, _HIGH))
    words = head[max(0, start - _WORD) : start + _JUDGED]
    if len(sample.translate(_RUNS).split()) * 5 > high * 4:  # accented letters here and there
        return Coding(set_of(words, _western(words)))
    return Coding(_multibyte(sample) or _single(sample, high) or set_of(words))


def is_padded(head: bytes) -> bool:
    r"""Whether bytes are text but for zero bytes between, as fields of fixed length and strings of C have them.

    >>> is_padded(b"Ann Lee\0\0\0Lynn\0\0\0"), is_padded(b"\0\1\0\2Ann Lee")
    (True, False)
    """
    rest = head
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0"):
        rest = rest.replace(mark, b"")
    controls = len(rest.translate(None, _TEXT))
    high = len(rest) - len(rest.translate(None, _HIGH))
    return len(rest) < len(head) and len(rest) > 8 and controls * 50 <= len(rest) and high * 4 <= len(rest)


def _escaped(head: bytes) -> str:
    if _KOREAN in head and b"\x0e" in head:
        return "iso2022_kr"
    return "iso2022_jp_2" if _ESCAPE.search(head) and _BACK.search(head) else ""


def _multibyte(head: bytes) -> str:
    """The set whose common characters fill the text best, "" if none does."""
    best, chosen = _ENOUGH, ""
    for one in _SETS:
        found = _score(one, head)
        # Korean is a part of what GB 2312 has at level 1, so it must come first and stand if it is nearly all.
        if found > best:
            best, chosen = found + (0.1 if one.codec == "cp949" else 0), one.codec
    return chosen


def _score(one: _Set, head: bytes) -> float:
    text = codecs.getincrementaldecoder(one.codec)("replace").decode(head)
    bad = text.count("\ufffd")
    counts = {char: count for char, count in Counter(text).items() if char > "\x7f" and char != "\ufffd"}
    wide = sum(count for char, count in counts.items() if char >= "\u1100")
    # An accented letter that swallows the next letter of its word stands alone; ideographs and kana do not.
    if wide < 2 or bad > max(1, wide // 50) or len(_ALONE.findall(text)) * 3 > wide:
        return 0.0
    kana = sum(count for char, count in counts.items() if char in _KANA)
    if one.codec == "euc_jp" and kana * 10 < wide:
        return 0.0  # the same bytes are as common in Korean and Chinese; without kana it does not matter which it is
    common = _common(one)
    return sum(count for char, count in counts.items() if char in common) / (sum(counts.values()) + bad)


@cache
def _common(one: _Set) -> frozenset[str]:
    pairs = (bytes((first, second)) for first in one.first for part in one.second for second in part)
    found = b"".join(pairs).decode(one.codec, "ignore")
    return frozenset(char for char in found if char > "\u1100") | _MARKS | (_KANA if one.kana else frozenset())


def _single(head: bytes, high: int) -> str:
    """The set of one byte a character whose most frequent letters are those of the text, "" if none is."""
    runs = len(head.translate(_RUNS).split())
    if high < _LEAST or len(_INSIDE.findall(head)) * 2 > runs:  # "ção": letters of a word in Latin ones
        return ""
    best, chosen = _FREQUENTLY, ""
    for codec, letters in _FREQUENT.items():
        share = (len(head) - len(head.translate(None, letters.encode(codec)))) / high
        if share > best:
            best, chosen = share, codec
    if chosen in _ALIKE:
        other, its, usual = _ALIKE[chosen]
        return other if len(re.findall(its, head)) > len(re.findall(usual, head)) else chosen
    return chosen


def _western(head: bytes) -> str:
    """The set of accented letters inside of words: that of the Macintosh, that of DOS, or "" for that of Windows.

    The first two have them from 0x80 on, where the last has quotes and marks and few letters.
    """
    low = len(head) - len(head.translate(None, _LOW))
    if low * 2 < len(head) - len(head.translate(None, _HIGH)):
        return ""
    mac, dos, latin = (len(pattern.findall(head)) for pattern in (_MAC, _DOS, _LATIN))
    if max(mac, dos) < 2 or max(mac, dos) <= 3 * latin:
        return ""
    return "mac_roman" if mac > dos else "cp850"


def codec_of(data: bytes) -> str:
    r"""The codec for a text that says nothing of its encoding and is not UTF-8: cp1252 where nothing shows another.

    >>> codec_of("日本語のテキスト".encode("euc-jp")), codec_of(b"caf\xe9")
    ('euc_jp', 'cp1252')
    """
    coding = coding_of(data)
    return coding.codec or ("cp037" if coding.layout else "cp1252")
