"""Which set of one byte a character the accented words of a text are in, told by the alphabets of languages.

A list of names has too few of them for the frequency of letters to say anything, but "Wójcik" is no word of any
language in the other sets. Rule: a word counts for a set if all its letters are of one language that is written in
it; a set is believed only if it explains more words than that of Western Europe does, in which texts are read
otherwise. What is a letter there stays one (`characters_of`), so that a wrong guess cuts no name.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from msgspec import Struct

_WORDS = 64  # different ones that are looked at
_OF_EACH = 4  # with one and the same byte
# A number whose parts are set apart by a dash, a blank or a soft hyphen of Windows: letters in sets of DOS.
_SEPARATED = re.compile(rb"[0-9][\x91-\x97\xa0\xad][0-9]")
_RUN = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")

_WEST = "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ"  # one alphabet: lists of names mix these languages
_ICELANDIC = "áðéíóúýþæö"
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß")
_TURKISH = ("çğıöşüâîûi\u0307",)
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
_CYRILLIC = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_NO_LATIN = frozenset(_CYRILLIC + _GREEK)
# Those of Windows and ISO first: where two sets explain as much, the first stands.
_SETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", (_WEST, _ICELANDIC)),
    ("cp1250", _CENTRAL),
    ("iso8859_2", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1257", _BALTIC),
    ("iso8859_4", _BALTIC[:2]),
    ("cp1251", _CYRILLIC),
    ("iso8859_5", _CYRILLIC),
    ("cp1253", _GREEK),
    ("iso8859_7", _GREEK),
    ("cp850", (_WEST,)),
    ("mac_roman", (_WEST,)),
    ("cp852", _CENTRAL),
    ("cp857", _TURKISH),
    ("cp775", _BALTIC),
    ("cp866", _CYRILLIC),
    ("cp737", _GREEK),
    ("mac_latin2", _CENTRAL),
    ("koi8_u", _CYRILLIC),
)
_OF_WINDOWS = frozenset(codec for codec, _ in _SETS[: [codec for codec, _ in _SETS].index("cp850")])

# What may stand beside a letter, by side: quotes, marks of what is owned, of ordinals and of money.
_OPENING = "“„‘‚«‹¿¡£€$(#§©"
_CLOSING = "”’»›…®™°ºª“€©†‡—–·"
_BETWEEN = "–—/·•…"
_ENDS = re.compile("[’](?:s|t|d|m|ll|re|ve)?$")


class _Told(Struct, frozen=True):
    codec: str
    points: float
    letters: int  # words that are of one of its languages


def set_of(sample: bytes, likely: str = "") -> str:
    """The codec of the set that explains the accented words best, "" where that is the one of Western Europe.

    `likely` is the one that something else speaks for, where there is such a thing.

    >>> set_of("Agnieszka Dąbrowska, Świętosława".encode("iso8859-2")), set_of("José Muñoz".encode("cp1252"))
    ('iso8859_2', '')
    """
    runs = _runs(sample)
    if not runs:
        return ""
    of_windows = _SEPARATED.search(sample) is not None
    usual = _told("cp1252", _SETS[0][1], runs)
    if usual.points >= len(runs):
        return ""
    best, most = usual, usual.points
    for codec, alphabets in _SETS[1:]:
        if of_windows and codec not in _OF_WINDOWS:
            continue
        told = _told(codec, alphabets, runs)
        points = told.points + (0.5 if codec == likely else 0.0)
        if points > most + 0.01 and told.letters:
            best, most = told, points
    more = best.points - usual.points
    # One word may be anything in a set of DOS or of the Macintosh, whose letters are the quotes and marks of others.
    enough = 0.75 if best.codec in _OF_WINDOWS or more >= 1.75 else 1.5
    return best.codec if best.points >= enough and more >= enough else "" if of_windows else likely


def _runs(sample: bytes) -> list[bytes]:
    """Words with bytes above ASCII: a few for each of the bytes, so that rare letters are among them."""
    found: dict[bytes, None] = {}
    seen = bytearray(256)
    for run in _RUN.finditer(sample):
        word = run[0]
        if word in found or min(seen[byte] for byte in word if byte > 0x7F) >= _OF_EACH:
            continue
        found[word] = None
        for byte in word:
            seen[byte] = min(seen[byte] + 1, _OF_EACH)
        if len(found) >= _WORDS:
            break
    return list(found)


def _told(codec: str, alphabets: tuple[str, ...], runs: list[bytes]) -> _Told:
    """The points of a set: those of the language that explains most, a part of them for words of another."""
    words = [run.decode(codec, "replace") for run in runs]
    by_language = [0.0] * len(alphabets)
    neither, letters = 0.0, 0
    for word in words:
        worth, of = _judged(word, alphabets)
        if not of:
            neither += worth
            continue
        letters += 1
        for at in range(len(alphabets)):
            by_language[at] += worth if at in of else worth / 3
    return _Told(codec, neither + max(by_language), letters)


def _judged(word: str, alphabets: tuple[str, ...]) -> tuple[float, tuple[int, ...]]:
    """What a word is worth, and which of the languages it may be of: none if it has no letter of their own."""
    worth, own = 1.0, ""
    last = len(word) - 1
    for at, char in enumerate(word):
        if char < "\x80":
            continue
        if char.isalpha():
            own += char
        else:
            worth = min(worth, _of_mark(word, at, last))
    if not own:
        return worth, ()
    if _is_broken(word):
        worth = min(worth, -0.5)
    lower = set(own.lower())
    of = tuple(at for at, letters in enumerate(alphabets) if lower <= _letters(letters) and _fits(word, letters))
    return (worth, of) if of else (min(worth, -0.5), ())


@cache
def _letters(alphabet: str) -> frozenset[str]:
    return frozenset(alphabet)


_ODD = {
    # "õ" is Portuguese, and stands before "e" there; "ç" stands before a dark vowel, "ù" at the end
    _WEST: re.compile("õ(?![ei])|Õ(?![EI])|ç(?![aouáãâéêó])|ù(?=[a-z])|û(?![tlrncmb])|ß[a-z]*ß"),
    _ICELANDIC: re.compile(r"^[ðÐ]|[þÞ]$|ý.*ý"),
}
_TWICE = re.compile("ý.*ý")
_LATIN = re.compile("[A-Za-z]")


def _fits(word: str, alphabet: str) -> bool:
    """Whether nothing in a word of these letters is never written so."""
    odd = _LATIN if alphabet in _NO_LATIN else _ODD.get(alphabet, _TWICE)
    return odd.search(word) is None


def _is_broken(word: str) -> bool:
    """Whether a capital stands behind a small letter: "wÓjcik"."""
    upper = [char.isupper() for char in word if char.isalpha()]
    return any(high and not before for before, high in pairwise(upper))


def _of_mark(word: str, at: int, last: int) -> float:
    """What a character that is no letter says of a word: 1 where it may stand there."""
    char = word[at]
    before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
    if char in "\xa0\xad":
        return 1.0 if not (before.islower() and after.islower()) or char == "\xad" else 0.0
    if char == "\ufffd" or char < "\xa0":
        return -1.0
    alone = not before.isalpha() and not after.isalpha()
    if alone:
        return 1.0
    if "\u2500" <= char <= "\u259f":  # a frame that touches a word
        return 0.0
    if not before.isalpha():
        return 1.0 if char in _OPENING or char in _BETWEEN else -1.0
    if not after.isalpha():
        return 1.0 if char in _CLOSING else -1.0
    if char == "’":
        return 1.0 if at == 1 or _ENDS.search(word[at : last + 1]) else 0.0
    return 1.0 if char in _BETWEEN and not (before.islower() and after.islower()) else 0.0 if char in _BETWEEN else -1.0


@cache
def characters_of(codec: str) -> str:
    """The characters of a set of Windows or ISO by their bytes, "" for any other.

    A byte that is a letter in that of Western Europe, and none in it, stays that letter.

    >>> characters_of("iso8859_2")[0xB3], characters_of("iso8859_2")[0x9C], characters_of("cp852")
    ('ł', 'œ', '')
    """
    if codec not in _OF_WINDOWS:
        return ""
    chars = [bytes((byte,)).decode(codec, "replace") for byte in range(256)]
    for byte in range(0x80, 0x100):
        usual = bytes((byte,)).decode("cp1252", "replace")
        if not chars[byte].isalpha() and (usual.isalpha() or not chars[byte].isprintable()):
            chars[byte] = usual
    return "".join(chars)
