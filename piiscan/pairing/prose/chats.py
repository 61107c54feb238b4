"""A chat in which a name is asked for and given: the answers of the same speaker further down are of this person.

"10:02 Agent: Your name? 10:02 Customer: Ann Lee 10:03 Customer: 773-01-0001". The speaker is told by a word or a nick.
Who answers with a number alone when asked for somebody else's gives that person's: "10:02 bob: and Ann Lee?".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.prose import letters, senders, starts
from piiscan.pairing.prose.entered import entered
from piiscan.pairing.prose.kin import SOMEBODY, names_kin
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.others import is_given
from piiscan.pairing.prose.readers import is_yours
from piiscan.pairing.prose.sentences import sentence
from piiscan.pairing.unit import person_of

_WITHIN = 1500  # bytes
_MOST = 30  # lines
_HOME_WITHIN = 8  # lines below a number
_ASKS_FOR_SELF = later(r"\b(?:your|you|who|whom)\b", re.IGNORECASE)
_ASKED_WITHIN = 3  # lines
_WHO = later(r"\bwho(?:m)? (?:am I|is this|is calling|do I have|are you)\b|\bspeaking (?:with|to)\b", re.IGNORECASE)
_SLACK = 4  # characters of a full stop and the like that are taken off what is said
_QUESTION = later(
    r"\?|\b(?:and|what about|send|need|give|get|social|ssn|number|card|account|licen[cs]e)\b", re.IGNORECASE
)
_NUMBER = later(
    r"(?:(?:sure|yes|yep|yeah|ok|okay|here(?: you go)?|it'?s|it is|that'?s|ssn|social|card|acct|account|is|the|number"
    r"|M[Aa](?:ss)?\.?(?= [SA\d]))[ ,:.!-]*){0,5}[A-Z]{0,2}\d[\d -]{5,22}",
    re.IGNORECASE,
)
_LABEL_MOST = 32  # characters of a label and the like
_WITH_NUMBER = later(r"(?<=[^\W\d_])[,;.]? {1,2}(?:and )?\d[\d -]{6,22}\d\Z")  # Ann Lee, 773-01-0001
_LONG = later(r"\d[\d -]{6,22}\d")  # a number of somebody, not a time
_OWN = later(r"\b(?:I|I'm|[Mm]y|[Mm]ine)\b")
_NAMED = later(
    r"\b(?:[Mm]y (?:full |legal )?name(?:'s| is)|[Tt]his is|[Ii]t's|I'm|I am) ([^\W\d_][\w'\u2019-]{1,20}(?: [A-Z]\.)?"
    r"(?: (?:de|van|von|la|del|St\.|[A-Z][\w'\u2019-]{1,20})){1,3})\s*(?:[.,;!]|\Z)"
)
_SPELLED = later(  # this is Ann, last name is spelled L-E-E
    r"\b(?:[Nn]ame(?:'s| is)|[Tt]his is|[Ii]t's|I'm|I am) ([A-Z][a-z]{1,15})[,.;]? (?:and )?(?:my |the )?"
    r"(?:[Ll]ast name|[Ss]urname)(?:'s| is)?,? ?(?:(?:spelled|spelt|that's)[:,]? )?"
    r"([A-Za-z](?:[- .]{1,2}[A-Za-z]){1,15})\b"
)
_NO_LETTER = later(r"[^A-Za-z]+")
_READ_BACK = later(r"\?|\b(?:I|we|I've|we've) (?:have|got|see|show)\b|\byou(?:rs?)?\b", re.IGNORECASE)
_POSSESSIVE = later(r"\b([A-Z][a-z]{2,14})['\u2019]s\b")
_YOUR = later(r"\byours?\b", re.IGNORECASE)
_ANSWER = later(r"(?:(?:it'?s|it is|yes|sure|hi|hello|okay|ok)[,.!]? ){0,2}", re.IGNORECASE)


def is_number(words: str) -> bool:
    """Whether what somebody says is a number and little else.

    >>> is_number("sure, it's 773010001"), is_number("ticket 773010001 is done")
    (True, False)
    """
    said = words.strip(" .!")
    return (said[-1:].isdecimal() or said[-1:] == "-") and _NUMBER.fullmatch(said) is not None


def asks(words: str) -> bool:
    """Whether somebody asks for something, by a mark or by a word."""
    return _QUESTION.search(words) is not None


def asks_for_self(words: str) -> bool:
    """Whether somebody asks for something of whom they talk to."""
    return _ASKS_FOR_SELF.search(words) is not None


def answered(lines: Lines, line: Line, at: int) -> tuple[Mention, Line] | None:
    """The person who says a line of a chat, where they gave the name further up: it is their number, if nobody else's.

    "Agent: Your name? Caller: Ann Lee.", "Caller: my name's Ann Lee". Not what is read back, or asked of a husband.
    """
    speaks = speakers(lines, line, at)
    return None if speaks is None else _named_by(lines, line, speaks, back=is_yours(line.text, at))


def speakers(lines: Lines, line: Line, at: int) -> Callable[[str], bool] | None:
    """Who is the one whose number stands at a place of a line of a chat, of those who speak; None where it is nobody.

    It is of whom the speaker talks to where it says "your".
    """
    who, said = spoken(line.text)
    above = lines.before(line) if who else None
    if above is None or _speaks_of_another(said) or _asks_of_another(spoken(above.text)[1]):
        return None
    back = is_yours(line.text, at)
    return lambda speaker: speaker not in {"", who} if back else speaker == who


def _named_by(lines: Lines, line: Line, speaks: Callable[[str], bool], *, back: bool) -> tuple[Mention, Line] | None:
    """The name that one of the speakers above a line of a chat gave last as theirs. `back`: it is said to them."""
    said = spoken(line.text)[1]
    at = lines.before(line)
    for _ in range(_MOST):
        if at is None or line.start - at.start > _WITHIN:
            break
        above = lines.before(at)
        speaker, words = spoken(at.text)
        if speaks(speaker) and above is not None:
            asked = _asks(above.text, speaker)
            given = _given(words, asked=asked)
            name = letters.alone(given) if given and (asked or back or not _READ_BACK.search(said)) else None
            if name is not None:
                person = person_of(name, given, "speaker:answer", grade=max(name.grade, Grade.FAIR))
                return Mention(0, person, labelled=False, scope=False), at
        if (told := entered(at.text)) is not None and speaks(told[0]):
            return told[1], at
        at = above
    return None


def around(lines: Lines, line: Line, told: Line) -> list[Line]:
    """The lines of a chat that may tell where who says one of them lives: theirs, and those that ask for the address.

    From where they gave their name on, up to where a name is asked for again. Of a statement those that say so.
    """
    who, _ = spoken(line.text)
    found = [line, told] if who else [line, told, *senders.homes(lines, line)]
    at = lines.before(line) if who else None
    while at is not None and at.start > told.start and line.start - at.start <= _WITHIN:
        if _is_of_home(at.text, who):
            found.append(at)
        at = lines.before(at)
    at = lines.after(line) if who else None
    for _ in range(_HOME_WITHIN):
        if at is None or at.start - line.end > _WITHIN or _asks(at.text, who):
            break
        if _is_of_home(at.text, who):
            found.append(at)
        at = lines.after(at)
    return found


def told_home(lines: Lines, line: Line) -> list[Line]:
    """A line, and where it is of a chat and names nobody but who says it, what they say below it of where they live."""
    span = starts.speaker(line.text)
    theirs = span is not None and all(span[0] <= one.at < span[1] for one in line.mentions)
    return around(lines, line, line)[1:] if theirs else [line]


def _is_of_home(text: str, who: str) -> bool:
    """Whether a line of a chat is of somebody, or asks them whether an address is theirs; not of another's."""
    speaker, words = spoken(text)
    theirs = speaker == who or (speaker != "" and "address" in words.lower() and _QUESTION.search(words) is not None)
    return theirs and not _speaks_of_another(words)


def is_for_another(lines: Lines, line: Line, found: Line) -> bool:
    """Whether a line of a chat, or the one it answers, speaks of him or her or a wife, and another line named somebody.

    "Agent: And your wife's social? Caller: 773-01-0001". Or it says "your" to whom it does not name.
    """
    who, words = spoken(line.text)
    above = lines.before(line) if who else None
    if above is None or found is line or found is above:
        return False
    asker, asked = spoken(above.text)
    if _YOUR.search(words) and spoken(found.text)[0] == who:
        return True
    return _speaks_of_another(words) or (asker not in {"", who} and _asks_of_another(asked))


def _asks_of_another(words: str) -> bool:
    """Whether somebody asks for a number of him or her, of kin, or of whom they call by the first name: "Ann's"."""
    return _speaks_of_another(words) or any(is_given(found[1]) for found in _POSSESSIVE.finditer(words))


def _speaks_of_another(words: str) -> bool:
    """Whether somebody speaks of a number of him or her, or of a husband, wife or child."""
    return SOMEBODY.search(words) is not None or names_kin(words, 0, len(words))


def _given(words: str, *, asked: bool) -> str:
    """The name that somebody gives as theirs in a line of a chat: alone, where it was asked for, or in a sentence."""
    spelled = _SPELLED.search(words)
    if spelled is not None:
        return f"{spelled[1]} {_NO_LETTER.sub('', spelled[2]).title()}"
    named = _NAMED.search(words)
    if named is not None:
        return named[1]
    words = _WITH_NUMBER.sub("", words) if asked else words
    first, _, rest = words.partition(". ")
    return (first if rest and letters.alone(first) is not None else words) if asked else ""


def asked_for(lines: Lines, line: Line) -> tuple[Mention, Line] | None:
    """The one person whom somebody else asks about right above a line of a chat that is a number and little else."""
    who, words = spoken(line.text)
    if not who:
        return _asked_plainly(lines, line)
    if _NUMBER.fullmatch(words) is None:
        return None
    at = lines.before(line)
    for _ in range(_ASKED_WITHIN):
        if at is None:
            break
        speaker, asked = spoken(at.text)
        if speaker and speaker != who:
            begins = len(at.text.rstrip()) - len(asked)
            role = starts.role(at.text) is not None  # "Nurse: I need Ann's" names nobody by a label
            named = [one for one in at.mentions if not (role and one.labelled)]
            named = [one for one in named if one.at >= begins - _SLACK and one.person.grade >= Grade.FAIR]
            return (named[0], at) if len(named) == 1 and _QUESTION.search(asked) else None
        at = lines.before(at)
    return None


def _asked_plainly(lines: Lines, line: Line) -> tuple[Mention, Line] | None:
    """The same where nothing but their names says who speaks: "Bob Ray: I need Ann Lee's SSN", "Carl Fox: 1"."""
    answerer, number = _parted(line)
    if answerer is None or _NUMBER.fullmatch(number) is None:
        return None  # as of most lines: the one above is not looked at
    above = lines.before(line)
    asker, asked = _parted(above) if above is not None else (None, "")
    if above is None or asker is None or answerer.person.normal == asker.person.normal:
        return None
    named = [one for one in above.mentions if one is not asker and one.person.grade >= Grade.FAIR]
    asks = _QUESTION.search(asked) is not None and _LONG.search(asked) is None
    return (named[0], above) if asks and len(named) == 1 else None


def _parted(line: Line) -> tuple[Mention | None, str]:
    """Who is named at the beginning of a line and followed by a colon, and what stands behind it."""
    said = line.text.lstrip(" >")
    first = next(iter(line.mentions), None) if ": " in said else None
    if first is None or not said.startswith(f"{first.person.name}: "):
        return None, ""
    words = said[len(first.person.name) + 2 :].strip(" .!\t\r")
    return first, words[_skipped(words) :]


def told_of(lines: Lines, line: Line, *, own: bool) -> tuple[Mention, Line] | None:
    """The person whom a line of a chat is about that names nobody but who says it, and right above it said the like.

    "bob: Ann Lee, SSN 773-01-0001", and below "bob: license is S12345678". `own`: it says that the number is theirs.
    """
    who, _ = ("", "") if own else spoken(line.text)
    above = lines.before(line) if who else None
    if above is None or spoken(above.text)[0] != who:
        return None
    begins = [len(one.text) - len(one.text.partition(who)[2]) for one in (line, above)]
    here, there = (_LONG.search(one.text, begin) for one, begin in zip((line, above), begins, strict=True))
    if here is None or any(one.at >= begins[0] for one in line.mentions):
        return None
    if there is None or not above.mentions:
        return _named_last(lines, line, who)
    if sum(map(str.isdigit, here[0])) == sum(map(str.isdigit, there[0])):
        return None  # two of a kind are not of one person
    named = [one for one in above.mentions if one.at >= begins[1] and one.person.grade >= Grade.FAIR]
    return (named[0], above) if len(named) == 1 and not _OWN.search(above.text, begins[1]) else None


def _named_last(lines: Lines, line: Line, who: str) -> tuple[Mention, Line] | None:
    """The one person whose name ends what somebody said right above a line that is a number and its label, or the like.

    "bob: it is for Ann Lee", and below "bob: routing 211370545", "bob: account 1".
    """
    at: Line | None = line
    for _ in range(_ASKED_WITHIN):
        if at is None or not _is_labelled_number(spoken(at.text)[1]):
            return None
        at = lines.before(at)
        if at is None or spoken(at.text)[0] != who:
            return None
        begins = len(at.text) - len(at.text.partition(who)[2])
        named = [one for one in at.mentions if one.at >= begins]
        if named:
            ends = at.text[named[0].at + len(named[0].person.name) :].strip(" .,:!-\r")
            sure = len(named) == 1 and not ends and named[0].person.grade >= Grade.FAIR
            return (named[0], at) if sure else None
    return None


def _is_labelled_number(words: str) -> bool:
    """Whether what somebody says is a number with its label and little else: "account number 1", "and routing 1"."""
    found = _LONG.search(words)
    return found is not None and len(words) - len(found[0]) < _LABEL_MOST and not _OWN.search(words)


def is_anothers(line: Line, at: int, person: Person, where: Line) -> bool:
    """Whether a number at a place of what somebody wrote below their name is another's: of whom the words call "him".

    In the entry of a ticket it is so whatever the words say: who works on it writes of others.
    """
    if "speaker" not in person.evidence or where is line or is_number(line.text):
        return False
    return starts.enters(where.text) is not None or SOMEBODY.search(line.text[slice(*sentence(line, at))]) is not None


def spoken(text: str) -> tuple[str, str]:
    """Who says a line of a chat, and the words; "" twice where a line is none."""
    span = starts.speaker(text) or starts.role(text)
    if span is None:
        return "", ""
    words = text[span[1] :].lstrip(" >:.\t").strip(" .!\t\r")
    return text[slice(*span)], words[_skipped(words) :]


def _skipped(words: str) -> int:
    found = _ANSWER.match(words)
    return found.end() if found is not None else 0


def _asks(text: str, who: str) -> bool:
    """Whether somebody else asks in a line of a chat for the name of whom they talk to."""
    speaker, words = spoken(text)
    named = "name" in words.lower() and _ASKS_FOR_SELF.search(words) is not None
    return speaker not in {"", who} and (named or _WHO.search(words) is not None)
