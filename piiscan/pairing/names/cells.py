"""Names in cells and values that are supposed to hold one: structure decides, the lists only refuse (SPEC §3b).

A labelled name off every list, in any case, is as good as one on them. Refused are companies, placeholders,
numbers, addresses of any sort, single words and sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from piiscan.later import later, later_regex
from piiscan.model import Grade
from piiscan.pairing.names import words
from piiscan.pairing.names.grade import Name, Strength, given_entry, pair_grade, strength, surname_entry
from piiscan.pairing.names.latin import LETTER, SPACE, is_latin
from piiscan.pairing.names.partners import names_firm
from piiscan.pairing.names.pieces import Kind
from piiscan.pairing.names.table import by_names, fold, lookup
from piiscan.pairing.names.tokens import BLANK, Token, tokens_of
from piiscan.pairing.residence.places import places

_LONGEST = 120  # characters; ISO/IEC 7813 gives a name 26, AAMVA 40 for each part
_MOST = 6  # words; more is a sentence
_MOST_EAST_ASIAN = 3  # Nguyễn Văn An
_PARTS = 2  # words: one given name, one surname
_WITH_INITIAL = 2  # words: Ann M
_GIVEN_ONLY = 3  # James T may be somebody James
_HARDLY = 3  # frequency classes from a given name to what is more a surname
_MOST_OF_FIRM = 4  # words of its trade and form behind the name of a person
_JOINT = later(rf"[{SPACE}]+(?:and|or|et|y|e|&)[{SPACE}]+", re.IGNORECASE)  # two holders of one account
_INITIALS = frozenset("eyEY")  # "and" in Portuguese and Spanish; Robert E Thibodeau is one person
_NOT_IN_NAMES = later(r"[_:\]{}=\\|!?%*~^+\x00-\x1f\x7f-\x9f]|//")
_NICKNAME = later_regex(r"""(?<=\s)(?:\(\p{L}++\)|"\p{L}++"|“\p{L}++”|'\p{L}++')(?=\s)""")
_LATIN_NICKNAME = later(rf"""(?<=[{SPACE}])(?:\({LETTER}++\)|"{LETTER}++"|“{LETTER}++”|'{LETTER}++')(?=[{SPACE}])""")
# What may follow a name in its field: an address, a date, an e-mail address, a note.
_TAIL = later(rf"[\d#(;<\[]|[{SPACE}][-–—]+[{SPACE}]|(?<![^{SPACE}])[^{SPACE}@]*+@")
_NO_SPACES = later_regex(r"\s*(?:(\p{Han})(\p{Han}{1,3})|(\p{Hangul})(\p{Hangul}{1,3}))\s*")
# The same for ASCII text alone, by `re`: twice as fast, and the other library need not be loaded.
_ASCII_JOINT = later(rf"[{BLANK}]+(?:and|or|et|y|e|&)[{BLANK}]+", re.IGNORECASE)
# Words and blanks, with a comma or a dot: nothing of what is looked for above. Most names are so.
_SIMPLE = later(r"[A-Za-z]+[,.]?(?: [A-Za-z]+[,.]?)*")
_TRADING = later(r"[ ,(]+(?:d/?b/?a|d\.b\.a\.?|t/a)\b", re.IGNORECASE)
_PRONOUN = later(r"I [a-z]")  # of a sentence: "Hi, I want to pay"
_CARRIAGE = later(r"[01+-][A-Z][A-Z',]")  # a printer's control, before the first column of a line: "0LEE, ANN"
_FILED = later(r"[A-Z][A-Z &'-]*<[A-Z '-]+(?:<[A-Z &'-]*)?")  # as the IRS has it: "ANN B & BOB<LEE<JR"
_ROW = later(r"\d{1,2}[.)]?[ ]+(?=[^\W\d_])")
_LABELLED = "name:labelled"


@by_names
@lru_cache(maxsize=1 << 8)  # a value behind a key is often behind a label too
def labelled_name(text: str) -> Name | None:
    """The person in a text that a header, a key or a label calls a name."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]
    if (row := _ROW.match(text)) is not None:  # "18 Ann Lee": the line of a form, before a name that is on the lists
        name = labelled_name(" " * row.end() + text[row.end() :])
        sure = name and "name:listed" in name.evidence and fold(name.surname) not in words.SOFT_STREETS
        return name if sure else None  # not "6 Cedar Lane"
    text = as_filed(text)
    if text.isascii() and _SIMPLE.fullmatch(text) is not None:
        return _of_value(text, text) or _in_business(text)
    latin = is_latin(text)
    compact = None if latin else _NO_SPACES.fullmatch(text)
    if compact is not None:  # 王小明, 김민수: the surname is the first character
        family, given = (1, 2) if compact[1] else (3, 4)
        return Name(compact.start(family), compact.end(given), compact[given], compact[family], 3, (_LABELLED,))
    if _CARRIAGE.match(text) is not None:
        text = " " + text[1:]
    text = (_LATIN_NICKNAME if latin else _NICKNAME).sub(lambda match: " " * len(match[0]), text)
    tail = _TAIL.search(text)
    value = text[: tail.start()] if tail else text
    return _in_business(text) if _NOT_IN_NAMES.search(value) else _of_value(text, value) or _in_business(text)


def _in_business(text: str) -> Name | None:
    """The person who does business under the name of a firm: Ann Lee dba Lee Carpentry."""
    found = _TRADING.search(text)
    return labelled_name(text[: found.start()]) if found is not None else None


def as_filed(text: str) -> str:
    """A name without the signs round the surname in returns that are filed with the IRS, each where it was.

    >>> as_filed("ANN B & BOB<LEE<JR"), as_filed("Ann Lee <ann@lee.example>")
    ('ANN B & BOB LEE JR', 'Ann Lee <ann@lee.example>')
    """
    return text.replace("<", " ") if "<" in text and _FILED.fullmatch(text) is not None else text


def _of_value(text: str, value: str) -> Name | None:
    """The person in a value, which is where a text begins, without what is in no name."""
    if (joint := (_ASCII_JOINT if value.isascii() else _JOINT).search(value)) is not None:
        both = _joint(value, joint.start(), joint.end())
        if both is not None or joint[0].strip() not in _INITIALS:
            return both
    parts = _parts(tokens_of(value), lower=value.islower())
    if not parts or any(token.folded in words.NO_NAMES for part in parts for token in part):
        return None
    if len(parts) > 1 and _is_given_part(parts[0], parts[1]):
        if _PRONOUN.match(text, parts[1][0].start):
            return None
        return _graded(text, [parts[1][0]], parts[0])
    return _straight(text, parts[0])


@by_names
@lru_cache(maxsize=1 << 8)  # many numbers may stand in one record
def parse_parts(given: str, surname: str) -> Name | None:
    """The person of two labelled cells. The given name may be an initial. The span is (0, 0): of two texts.

    >>> parse_parts("J.", "de la Cruz").surname
    'de la Cruz'
    """
    first, last = _cell(given), _cell(surname)
    if not first or not last:
        return None
    folded = [token.folded for token in (*first, *last)]
    if any(word in words.NO_NAMES for word in folded) or _one_letter(last):
        return None
    if {"first", "last", "name", "given", "surname"}.issuperset({folded[0], folded[-1]}):
        return None  # a header repeated in the data
    written = sum(len(word) > 1 for word in folded)  # Robert E, Church
    if written > _PARTS and any(token.kind is Kind.ORGANISATION for token in last):
        return None
    if any(len(word) > 2 and len(set(word)) == 1 for word in folded):
        return None  # one letter over and over is a placeholder
    shown = surname[last[0].start : last[-1].end]
    listed = ("name:listed",) if pair_grade(first[0].text, shown) == 3 else ()
    return Name(0, 0, first[0].text, shown, 3, (_LABELLED, *listed))


@by_names
@lru_cache(maxsize=1 << 10)  # the unusual names of a table come up with many others beside them
def _cell(text: str) -> tuple[Token, ...]:
    """The words of a labelled cell that holds a part of a name, without titles and suffixes."""
    if len(text) > _LONGEST or _NOT_IN_NAMES.search(text) or _TAIL.search(text):
        return ()
    tokens = [token for token in tokens_of(text) if token.kind is not Kind.TITLE or len(text.split()) == 1]
    while len(tokens) > 1 and tokens[-1].kind is Kind.SUFFIX:
        tokens.pop()
    return tuple(tokens) if len(tokens) <= _MOST else ()


def _one_letter(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and len(tokens[0].folded) == 1 and tokens[0].folded.isascii()


def _joint(value: str, end: int, start: int) -> Name | None:
    """The first person of two: John and Mary Smith, Ann Lee & Bob Day. Not Smith and Sons, Ernst & Young."""
    if names_firm(value, len(value[:end].rstrip())):
        return None
    left = tokens_of(value[:end])
    initial = len(left) == _WITH_INITIAL and len(left[1].text) == 1  # Ann M & Bob Lee
    if sum(token.kind is not Kind.TITLE for token in left) > 1 and not (initial and _is_first(left[0])):
        return labelled_name(value[:end])
    right = labelled_name(value[start:])
    if right is not None and left and left[-1].kind is Kind.TITLE:  # Mr. and Mrs. John Smith
        return right._replace(start=right.start + start, end=right.end + start)
    given = left[0] if initial else left[-1] if left else None
    if right is None or given is None or not _is_first(given):
        return None
    return right._replace(start=given.start, end=right.end + start, given=given.text)


def _is_first(token: Token) -> bool:
    """Whether a word is a given name, and hardly a surname."""
    if token.kind is not Kind.WORD:
        return False
    entry = lookup(token.text)
    return strength(entry, surname=False) >= Strength.EITHER and entry.surname - entry.given <= _HARDLY


def _parts(tokens: list[Token], *, lower: bool) -> list[list[Token]]:
    """The words between commas or a slash, without titles and suffixes, up to a word that is of no name.

    Such a word ends a name ("Ann Lee DOB", "Ann Lee was hired"); where no name is before it, it makes all of
    it none. So does any word of an organisation, and its legal form behind such words.
    """
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind in {Kind.STOP, Kind.ORGANISATION, Kind.STREET} and not _surname_after_all(tokens, index):
            if token.kind is not Kind.STOP or lower or sum(map(len, parts)) < 2 or _ends_firm(tokens[index:]):
                return []
            break
        suffix = token.kind is Kind.SUFFIX and (sum(map(len, parts)) > 0 or len(tokens) < 3)
        title = token.kind is Kind.TITLE and not _surname_after_all(tokens, index)
        if not title and not suffix:
            parts[-1].append(token)
        if ("," in token.gap or "/" in token.gap) and parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _ends_firm(rest: list[Token]) -> bool:
    """Whether what stands behind a name makes it that of a firm: Marine Supply, Inc."""
    if len(rest) > _MOST_OF_FIRM or rest[-1].folded not in words.LEGAL_FORMS:
        return False
    apart = any("/" in token.gap or ("," in token.gap and token is not rest[-2]) for token in rest[:-1])
    return not apart and not any(token.text[0].islower() or token.folded in words.RELATING for token in rest)


def _surname_after_all(tokens: list[Token], index: int) -> bool:
    """Whether an ordinary word is the surname of a person with a common first name: Eric Holder, Ann Church.

    Or either name of a person from East Asia, by the one beside it: An Nguyen, Thu Do, Wei He. Not "To Do".
    """
    token = tokens[index]
    if token.folded in words.SMALL_NAMES and _is_east_asian(tokens, index):
        return True
    others = [one for at, one in enumerate(tokens) if at != index and not _is_beside(one)]
    if len(others) != 1 or not token.folded or token.folded in words.PLACEHOLDERS:
        return False
    other = others[0]
    family = token.start > other.start or "," in token.gap
    parted = len(tokens) > 2 and tokens[1].kind is Kind.INITIAL and tokens[0].kind is Kind.WORD  # Agim P. Church
    sure = (parted and family) or strength(lookup(other.text), surname=not family) == Strength.SURE
    entry = lookup(token.text)
    unknown = not entry.surname and token.folded not in words.STOPS and token.kind is Kind.STOP
    return sure and (unknown or (entry.surname >= 8 and family))


def _is_beside(token: Token) -> bool:
    """Whether a word is none of the two of a name: a middle initial, a title or a suffix."""
    return len(token.text) == 1 or token.kind in {Kind.INITIAL, Kind.SUFFIX, Kind.TITLE}


def _is_east_asian(tokens: list[Token], index: int) -> bool:
    """Whether a small word of English stands beside a name of one of the languages that have it as a name, too."""
    others = [token for at, token in enumerate(tokens) if at != index]
    if len(tokens) > _MOST_EAST_ASIAN or all(token.folded in words.ENGLISH for token in tokens):
        return False
    return any(token.folded in words.EAST_ASIAN | words.SMALL_NAMES for token in others)


def _is_given_part(one: list[Token], two: list[Token]) -> bool:
    """Whether the second part holds the given name: Last, First. Not so in Ann Lee, Boston."""
    if len(one) < 2 or all(token.kind is Kind.PARTICLE or token.folded in words.PARTICLES for token in one[:-1]):
        return True
    if pair_grade(one[0].text, one[-1].text) < 2:
        return True
    if _is_whole(one) and _is_whole(two):  # Ann Lee, Kevin Doyle
        return False
    entry = lookup(two[0].text)
    if two[0].folded in places().towns and entry.given < 10:
        return False
    return strength(entry, surname=False) == Strength.SURE and entry.given >= entry.surname


def _is_whole(part: list[Token]) -> bool:
    """Whether a part between commas is a person by itself: given name and surname, each met as what it is."""
    if len(part) < 2 or pair_grade(part[0].text, part[-1].text) < Grade.STRONG:
        return False
    return _lean(part[0]) > 0 > _lean(part[-1])


def _lean(token: Token) -> int:
    """Above 0: met more as a given name than as a surname."""
    entry = lookup(token.text)
    return entry.given - entry.surname


def _straight(text: str, part: list[Token]) -> Name | None:
    """A name without a comma: First [M] Last, and where the lists are clear about it, Last First [M]."""
    if not 2 <= len(part) <= _MOST:
        return None
    ends = part[-1].kind is Kind.INITIAL  # VAN HOUTEN ANN M, VO TUAN M: the surname is first
    if ends and len(part) == 2 and _lean(part[0]) > _GIVEN_ONLY:
        return None  # "Priya G." keeps the surname back: a first name, and no name by 17.02
    if part[0].folded in words.VIETNAMESE and len(part) > 2 and part[-1].folded not in words.EAST_ASIAN and not ends:
        return _graded(text, [part[-1]], part[:1])  # Nguyễn Văn Minh: the given name is the last
    front = 0  # de la Cruz Maria
    most = len(part) - (3 if ends and part[0].folded in words.PARTICLES else 2)
    while front < most and part[front].folded in (words.PARTICLES if ends else words.BOUND):
        front += 1
    turned = part[front + 1 :] and (front > 1 or _lean(part[front + 1]) > 2) if front else _reversed(part)
    if turned or ends:
        return _graded(text, [part[front + 1]], part[: front + 1])
    family = len(part) - 1
    while family > 1 and (part[family - 1].kind is Kind.PARTICLE or part[family - 1].folded in words.BOUND):
        family -= 1
    return _graded(text, [part[0]], part[family:])


def _reversed(part: list[Token]) -> bool:
    """Whether the first word is far more a surname, and the second far more a given name."""
    if len(part) > 3 or any(token.kind is Kind.INITIAL for token in part[:2]):
        return False
    return _lean(part[0]) < -2 and _lean(part[1]) > 2 and _lean(part[-1]) > -3


def _graded(text: str, given: list[Token], family: list[Token]) -> Name | None:
    """The name, unless the two parts are no words of a name at all."""
    first, last = given[0], family[-1]
    if len(family) > _MOST or last.kind is Kind.INITIAL or _one_letter(family):
        return None
    if any(len(token.folded) > 2 and len(set(token.folded)) == 1 for token in (first, last)):
        return None  # a placeholder
    if first.folded + family[0].folded in words.NOBODY and not text[first.end : family[0].start].strip():
        return None
    surname = " ".join(text[family[0].start : last.end].split())  # a nickname in between is blanks by now
    start, end = min(first.start, family[0].start), max(first.end, last.end)
    if first.kind is Kind.INITIAL:
        return Name(start, end, first.text, surname, 3, (_LABELLED, "name:initial"))
    if first.folded + fold(surname) in places().compounds:
        return None
    one = strength(given_entry(first.text), surname=False)
    two = strength(surname_entry(surname), surname=True)
    weak = {Strength.NO, Strength.WORDY}
    if Strength.NO in (one, two) and Strength.SURE not in (one, two):
        # A word that also is a name of few ("Touch"), beside one that is no word of English.
        listed = given_entry(first.text).given if one is Strength.NO else surname_entry(surname).surname
        if not listed or max(one, two) not in {Strength.UNKNOWN, Strength.OTHER}:
            return None
    if pair_grade(first.text, surname) == 3:
        return Name(start, end, first.text, surname, 3, (_LABELLED, "name:listed"))
    organisation = last.kind in {Kind.ORGANISATION, Kind.STREET} or first.folded + last.folded in words.FIRMS
    grade = 1 if organisation else 2 if Strength.NO in (one, two) or {one, two} <= weak else 3
    return Name(start, end, first.text, surname, grade, (_LABELLED,))
