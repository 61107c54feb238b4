"""Where a text may hold something encoded: a few short patterns, in one pass that nearly all text leaves empty-handed.

Rule: every number this package looks for has four digits in a row or the like, and these look like little else in
any encoding. In base64 the four letters of three digits are each of a small set, in a fixed turn: by which of them
comes first, the turn also says where the groups of four begin. So no long word is ever decoded to see what comes out
(one of 70 bytes of mail or code is in such a word; one of a million is in such a turn). Of the four turns two are
enough: wherever four digits in a row begin, or two times three with a sign between, one of these is there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from piiscan.compiled import database
from piiscan.formats.locks.values import ROUGH, TRIGGERS
from piiscan.hash_labels import HASH_LABELS, HASH_PARTS
from piiscan.later import later
from piiscan.matches import limited, search_of

if TYPE_CHECKING:
    from piiscan.formats.encoded.crowds import Crowd

Buffer = bytes | bytearray

(BASE64, WIDE, SIGNATURE, HEX, HEX_FILE, HEX_ARRAY, ESCAPED, QUOTED, UU, DUMP, ROT13, BASE32, ARCHIVE, ARMOR, BARCODE,
 ALLOW, LOCKED, STRING, SHAPELESS, MARKUP, PRINTED, MESSAGE) = range(22)  # fmt: skip
KINDS = 22

# Three ASCII digits are 0011xxxx 0011xxxx 0011xxxx: in sextets 0011xx, xx0011, xxxx00, 11xxxx (RFC 4648, section 4).
_TURN = (b"[MNO]", b"[DTjz]", b"[AEIMQUYcgk]", b"[0-5w-z]")
_ENOUGH = (0, 2)  # by its first letter
# The same with a zero byte behind each digit, as UTF-16 has it: six bytes to the turn.
_WIDE_TURN = (b"[MNO]", b"[AQgw]", b"A", b"[0-5w-z]", b"A", b"D", b"[AEIMQUYcgk]", b"A")

# The first bytes of files, in base64. What begins so and goes on for long is a file in it.
_FILES = (
    b"JVBERi0",  # PDF
    b"UEsDB",  # ZIP and all that is one
    b"H4sI",  # gzip
    b"Qlpo[MNO]",  # bzip2
    b"/Td6WFoA",  # XZ
    b"KLUv/",  # Zstandard
    b"N3q8ryc",  # 7z
    b"UmFyIRoH",  # RAR
    b"0M8R4KGxGu",  # OLE2: DOC, XLS, MSG
    b"e1xydG",  # RTF
    b"iVBORw0KGgo",  # PNG
    b"/9j/[2-7]",  # JPEG
    b"R0lGOD",  # GIF
    b"SUkqA",  # TIFF
    b"TU0AK",
    b"U1FMaXRlIGZvcm1hd",  # SQLite
    b"SDRzS",  # gzip in base64 once more, as Kubernetes keeps a release of Helm
)
ZLIB_LETTERS = 48
# A stream of zlib has two bytes at its beginning: a run has to be as long as one with a number in it. What Hyperscan
# seeks is less, at the fewest letters that cost it nothing: with all of them the whole pass takes half as long again.
_ZLIB_BEGINS = rb"e(?:J[w-z]|N[o-r]|A[E-H]|F[4-7])"
ZLIB_SEEN = 32
# The fourth letter has the type of the first block, of which one is none (RFC 1951, section 3.2.3).
_BLOCK = rb"[A-FI-NQ-VYZa-dg-lo-tw-z014-9]"
_ZLIB = _ZLIB_BEGINS + _BLOCK + rb"[A-Za-z0-9+/_-]{28}"
_NO_LETTER = rb"(?<![A-Za-z0-9+/])"
_IS_ZLIB = later(_NO_LETTER + _ZLIB_BEGINS + _BLOCK + rb"(?:[A-Za-z0-9+/]{44}|[A-Za-z0-9_-]{44})")
# The queries of a workbook (MS-QDEFF, 2.2): a version of zero, the size of a package, and the package, which is a ZIP.
MASHUP_LETTERS = 16
_MASHUP = rb"(?:^|[^A-Za-z0-9+/])AAAAA[A-Za-z0-9+/]{5}BQSwME"
_HEX_FILES = (
    b"255044462[Dd]",  # PDF
    b"504[Bb]0304",  # ZIP
    b"1[Ff]8[Bb]08",  # gzip
    b"[Dd]0[Cc][Ff]11[Ee]0[Aa]1",  # OLE2
    b"89504[Ee]470[Dd]0[Aa]",  # PNG
    b"[Ff]{2}[Dd]8[Ff]{2}[DdEe]",  # JPEG
)


# What is in a text and not seen on the screen. UTF-8 of the signs without width (soft hyphen, U+200B to U+200F, U+202A
# to U+202E, U+2060 to U+2064, U+2066 to U+2069, U+FEFF), and how a terminal is told a colour (ECMA-48, 8.3.117).
UNSEEN_BEHIND = {
    rb"\xc2": rb"\xad",
    rb"\xe2": rb"(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xa9])",
    rb"\xef": rb"\xbb\xbf",
}
"""By their first byte."""
UNSEEN = rb"(?:" + rb"|".join(first + rest for first, rest in UNSEEN_BEHIND.items()) + rb")"
COLOUR_BEHIND = {rb"\x1b": rb"", rb"\\": rb"(?:u001[bB]|x1[bB]|033|e)"}
COLOURED = rb"\[[0-9;]{0,16}[mK]"
COLOUR = rb"(?:" + rb"|".join(first + rest for first, rest in COLOUR_BEHIND.items()) + rb")" + COLOURED
WIDE_HYPHEN = rb"\xef\xbc\x8d"


# The end of the titles of a table in a string of JSON, by the last of them: to seek all of them costs too much.
_TITLES = (
    rb"(?i:ssn|security|number|num|no|nbr|#|id|acc(?:oun)?t|card|licen[sc]e|iban|routing|name|first|last|zip|code|state|city"
    rb"|county|country|street|address|phone|e-?mail|dob|birth|date|age|sex|gender|amount|balance|salary|type|status|notes?"
    rb"|comments?|department|dept|title|role|active|expiry)(?:\\\"|)(?:\\r|)\\n"
)
# A label of a wallet or of an account at a payment service, and what may begin its address: see `matcher.purses`.
_PURSES = (
    rb"(?i:pay ?pal|venmo|zelle|wallet|bitcoin|ethereum|btc|eth|crypto)"
    rb"(?i:[ _](?:account|id|e[ -]?mail|address|wallet)){1,3}(?i: is|)[ :=#\"'(]{1,6}[A-Za-z0-9]"
    rb"|(?i:venmo|cash ?app|cashtag)(?i:[ _](?:account|id|address|handle|user ?name)){0,3}"
    rb"(?i: is|)[ :=#\"'(]{1,6}[@$][A-Za-z0-9]"
)


ANYWHERE = {ALLOW, BARCODE, BASE32, SHAPELESS}
"""Kinds of which nothing matters but that there is one: a text that is full of them has a million."""


class Trigger(NamedTuple):
    """A place where something encoded may be: of which kind, where it ends, and for base64 which of the turn began.

    Of the mark of a file `turn` is how many letters of it were seen, 0 where they begin behind what is no letter.

    Of what is locked `turn` is the number of `TRIGGERS`.
    """

    kind: int
    end: int
    turn: int


def _turns(turn: tuple[bytes, ...]) -> list[bytes]:
    return [b"".join(turn[first:] + turn[:first]) for first in range(len(turn))]


PATTERNS: tuple[tuple[int, int, bytes], ...] = (
    *((BASE64, first, pattern) for first, pattern in enumerate(_turns(_TURN)) if first in _ENOUGH),
    *((WIDE, first, pattern) for first, pattern in enumerate(_turns(_WIDE_TURN))),
    *((SIGNATURE, 0, rb"(?:^|[^A-Za-z0-9+/])(?:" + file + rb")") for file in _FILES),
    (SIGNATURE, ZLIB_LETTERS, _ZLIB),  # and what is asked then, see `_zlib`
    (SIGNATURE, MASHUP_LETTERS, _MASHUP),
    # Four digits, and three characters before them, as before the last four of any number: of digits alone there
    # are too many that look so.
    (HEX, 0, rb"(?:[2-7][0-9A-Fa-f][ :]?){3}(?:3[0-9][ :]?){3}3[0-9]"),
    *((HEX_FILE, 0, rb"(?:^|[^0-9A-Fa-f])(?:" + file + rb")") for file in _HEX_FILES),
    (HEX_ARRAY, 0, rb"(?:0x3[0-9], ?){2}0x3[0-9]"),
    (ESCAPED, 0, rb"\\x3[0-9](?:\\x[23][0-9A-Fa-f])"),
    (ESCAPED, 0, rb"\\06[0-7]\\[0-7]{3}"),
    (ESCAPED, 0, rb"\\u003[0-9]"),
    (ESCAPED, 0, rb"%3[0-9](?:%[23][0-9A-Fa-f])"),
    (ESCAPED, 0, rb"[0-9]{2}%2[0Dd][0-9]{2}"),  # the separator of a number
    # Right before one, which it hides. Logs of web servers have a million before smaller numbers.
    (ESCAPED, 0, rb"%[2-7][0-9A-Fa-f][0-9]{3}(?:[0-9]{4}|[0-9]?[ +.-][0-9]{2})"),
    # The bracket that ends a key, as forms send it: applicant%5Bssn%5D=.
    (ESCAPED, 0, rb"%5[Dd]=(?:[0-9]{3}|[A-Za-z]{1,2}[0-9])(?:[0-9]{4}|[0-9]?[ +.-][0-9]{2})"),
    (ESCAPED, 0, rb"\\x2[0-9A-Fa-f][0-9]{3}(?:[0-9]{4}|[0-9]?[ +.-][0-9]{2})"),  # quotes in what nginx logs
    (ESCAPED, 0, rb"&#(?:[xX]0{0,4}3[0-9]|0{0,4}(?:4[89]|5[0-7]));"),
    (ESCAPED, 0, UNSEEN + rb"[0-9]{2}"),
    (ESCAPED, 0, rb"[0-9](?:" + UNSEEN + rb"-?|" + WIDE_HYPHEN + rb")[0-9]"),
    # Every line of some logs has its time and other numbers in colours: only what may be one that is looked for.
    (ESCAPED, 0, COLOUR + rb"[=: \"']{0,3}[0-9]{3}(?:[ -]?[0-9]{2}[ -]?[0-9]{4}|[0-9][ -][0-9]{4})"),
    (ESCAPED, 0, rb"[0-9]-?(?:" + COLOUR + rb"){1,2}-?[0-9]"),
    (QUOTED, 0, rb"=3[0-9](?:=[23][0-9A-F]){2}"),
    (QUOTED, 0, rb"[0-9-]=\r?\n[0-9-]"),
    (UU, 0, rb"(?:^|\n)begin [0-7]{3,4} [!-~]"),
    (DUMP, 0, rb"(?:^|\n)(?:0{7,8}|0x0{4,8}):? {1,2}[0-9A-Fa-f]{2} ?[0-9A-Fa-f]{2} "),  # of a file from its beginning
    (ARCHIVE, 0, rb"PK\x05\x06"),  # the end of a ZIP archive, behind the text
    (ARMOR, 0, rb"-----BEGIN (?:PGP MESSAGE|CMS|PKCS7)-----"),
    (ROT13, 0, rb"[Rr][Oo][Tt]-?13[\"']?[:=(]"),
    (BASE32, 0, rb"(?:[Bb](?:ase|ASE)[-_]?|(?:^|[^A-Za-z0-9])[Bb])32[^0-9A-Za-z]"),
    (BARCODE, 0, rb"A(?:NSI|AMVA)"),  # the header of a licence's barcode: no encoding, but one pass sees both
    (BARCODE, 0, rb";6360[0-6][0-9]"),  # track 2 of its magnetic stripe
    (ALLOW, 0, rb"piiscan: allow\["),  # neither; see `allows`
    (STRING, 0, _TITLES),
    (MARKUP, 0, rb"(?:<|\\u003[cC])table"),  # a table in a string of JSON
    (PRINTED, 0, rb'"text(?:/plain|)": ?\[\s{0,64}"'),  # what a notebook shows, a string for each line
    (MESSAGE, 0, rb'"(?:\\u000[bB])?MSH\|\^~\\\\(?:&|\\u0026)\|'),  # HL7 in a string of JSON
    (MESSAGE, 1, rb"MSH\|\^~\\&\|"),  # and in running text
    (SHAPELESS, 0, _PURSES),  # nor one; HASH_LABELS neither, see `_hyperscan`
    *((LOCKED, number, pattern) for number, pattern in enumerate(TRIGGERS)),  # nor one that anybody could read
)

# Each of these has one of the following in it, which is built sooner and slower to run.
_ROUGH = later(
    b"|".join(
        (
            *(_turns(_TURN)[first] for first in _ENOUGH),
            rb"AD[AEIMQUYcgk]A|A[0-5w-z]A",
            *(file[:4] for file in _FILES),
            rb"BQSwME",
            _ZLIB,
            rb"(?:3[0-9][ :]?){3}3[0-9]|25504|504[Bb]0|1[Ff]8[Bb]|[Dd]0[Cc][Ff]|89504|[Ff]{2}[Dd]8|0x3[0-9],",
            UNSEEN,
            COLOUR,
            WIDE_HYPHEN,
            rb"\\(?:x3|x2[0-9A-Fa-f][0-9]{3}|0|u003|[nr])|%[2-7]|&#|=3[0-9]=|=\r?\n|begin [0-7]|0000|PK\x05|[Tt]-?13",
            rb"BEGIN (?:PGP|CMS|PKCS7)|(?:[Ss][Ee][-_]?|[Bb])32",
            rb"MSH\|\^|A(?:NSI|AMVA)|;6360|piiscan: |(?:<|\\u003[cC])table|\"text(?:/plain|)\":",
            rb"(?i:pay ?pal|venmo|zelle|cash ?app|cashtag|wallet|bitcoin|btc|eth[e _]|crypto)",
            *HASH_LABELS,
            ROUGH,
        )
    )
)
_FEW = 32 << 10
"""In so many bytes of a process in all it is looked for these first: one small file takes less than the building."""

Found = tuple[int, int, int]
"""What a `Trigger` is made of. One is made only of what has to be looked at: texts of nothing else have a million."""
Triggers: TypeAlias = "list[Found] | Crowd"

END = itemgetter(1)
_CROWD, _CLOSE = 1024, 128
"""So many triggers, as close as so many bytes, are a crowd: each takes as long as to seek all patterns in 200 bytes."""


def _hyperscan() -> Callable[[Buffer], Triggers]:
    # Where each of the parts of a label of hashes first stands costs nothing, and few texts have both: a text that is
    # full of labels of numbers took ten times as long as others.
    patterns = database([*(pattern for _, _, pattern in PATTERNS), *HASH_PARTS], flags_of(PATTERNS))
    look = limited(patterns)

    def search(data: Buffer) -> Triggers:
        matched = look(data, max(_CROWD, len(data) // _CLOSE))
        if matched is None:
            from piiscan.formats.encoded.crowds import crowd_in

            return crowd_in(data)
        if not matched:
            return []
        return _zlib(data, told(data, matched, PATTERNS))

    return search


def told(data: Buffer, matched: array[int], patterns: Sequence[tuple[int, int, bytes]]) -> list[Found]:
    """The triggers of some of `PATTERNS` by what was matched, of the parts of labels of hashes behind them as well."""
    size = len(patterns)
    which = matched[::3]
    found = [
        (patterns[one][0], end, patterns[one][1]) for one, end in zip(which, matched[2::3], strict=True) if one < size
    ]
    if len(which) - len(found) == len(HASH_PARTS):
        found += ((SHAPELESS, end, 0) for end in _hash_labels()(data)[2::3])
        found.sort(key=END)
    return found


def flags_of(patterns: Iterable[tuple[int, int, bytes]]) -> list[int]:
    """How Hyperscan seeks some of `PATTERNS`, and the parts of labels of hashes behind them."""
    import hyperscan

    once = hyperscan.HS_FLAG_SINGLEMATCH
    return [once if kind in ANYWHERE else 0 for kind, _, _ in patterns] + [once] * len(HASH_PARTS)


@cache
def _hash_labels() -> Callable[[Buffer], array[int]]:
    import hyperscan

    return search_of(database(HASH_LABELS, hyperscan.HS_FLAG_SINGLEMATCH))


def _zlib(data: Buffer, found: list[Found]) -> list[Found]:
    """The triggers, with what began as a stream of zlib told by all its letters, or left out."""
    seen = [end for kind, end, turn in found if turn == ZLIB_LETTERS and kind == SIGNATURE]
    if not seen:
        return found
    kept = [trigger for trigger in found if trigger[2] != ZLIB_LETTERS or trigger[0] != SIGNATURE]
    ends = (match.end() for end in seen if (match := _IS_ZLIB.match(data, end - ZLIB_SEEN)))
    return sorted([*kept, *((SIGNATURE, end, ZLIB_LETTERS) for end in ends)], key=END)


def _plain() -> Callable[[Buffer], list[Found]]:
    # `re` goes on behind what it found: only what may be one is to be found.
    apart = {_ZLIB: _NO_LETTER + _ZLIB}
    every = (*PATTERNS, *((SHAPELESS, 0, pattern) for pattern in HASH_LABELS))
    searched = ((kind, turn, apart.get(pattern, pattern)) for kind, turn, pattern in every)
    patterns = [(kind, turn, re.compile(pattern)) for kind, turn, pattern in searched]

    def search(data: Buffer) -> list[Found]:
        found = [(kind, match.end(), turn) for kind, turn, pattern in patterns for match in pattern.finditer(data)]
        return _zlib(data, sorted(found, key=END))

    return search


@cache
def searcher() -> Callable[[Buffer], Triggers]:
    """What finds the triggers of a text, in order of their ends; Hyperscan, or `re` where there is none."""
    try:
        return _hyperscan()
    except ImportError:
        return _plain()


_looked_at = 0


def triggers_in(data: Buffer) -> Triggers:
    """The triggers of a text, in order of their ends."""
    global _looked_at  # noqa: PLW0603 - of the process, as the search itself is
    if _looked_at < _FEW:
        _looked_at += len(data)
        if _looked_at < _FEW and _ROUGH.search(data) is None:
            return []
        _looked_at = _FEW
    return searcher()(data)
