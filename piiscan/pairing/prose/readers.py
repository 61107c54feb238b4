"""Whom a letter calls "you": the one it greets, whoever it is about (SPEC §5: the label names the subject).

"Re: Kevin Doyle. Dear Ann Lee: your SSN is 1" tells of Ann Lee. Of somebody near to the reader ("your son's SSN", "your
client") nothing is said here, nor where nobody is greeted by name: then it is of whom the letter is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import words
from piiscan.pairing.names.couples import JOINED
from piiscan.pairing.names.table import fold
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.sentences import sentence
from piiscan.pairing.unit import person_of

if TYPE_CHECKING:
    from piiscan.pairing.prose.openings import Openings

Named = tuple[Mention, Line]
"""A person, and the line that names this person."""

_WITHIN = 96  # characters between "your" and the number
_MOST = 40  # lines between a salutation and a number
_REACH = 3000  # bytes
_HEAD_REACH = 1200  # bytes above a salutation in which the addressee stands

_YOUR = later(r"\b[Yy]our(s?)\b")
_ONLY = later(  # between "your" and the label of a number, or the number: what does not name another owner
    r" (?:(?:own|full|new|old|current|former|correct|complete|entire|personal|primary|individual|valid|existing) ){0,2}"
    r"(?:[A-Z][\w&.'-]* ){0,3}"
)
_YOU_GAVE = later(  # the reader, before the label: "On your application you wrote SSN 1"
    r"\b[Yy]ou (?:(?:have|had) )?(?:wrote|written|gave|given|listed|entered|stated|reported|submitted|supplied|provided"
    r"|put down|sent)(?: (?:us|me|an?|the|this|as|your|full)){0,3} "
)
_AS_YOUR = later(r"[A-Za-z]{0,2}\d[\d .-]{5,22}\d[\"')]?,? (?:as|is) your(?= )")  # the number, and what is said of it
_IT = later(  # behind a sentence that speaks of the number: "I have it as 1", "It is 1"
    r"(?:\b(?:have|had|see|shows?|lists?|find|got) it(?: (?:listed|recorded|entered|down|on file|here))?(?: as)?"
    r"|(?:^|[.!?] )It (?:is|was|reads|ends?)|\b[Ww]e have"
    r"|(?:^|[.!?] )The (?:one|number) (?:that )?(?:we|I) have(?: (?:on file|here|listed))?(?: for you)? is)[ :]{0,2}\Z"
)
_YOURS = later(
    r"Yours (?:should|must|may|will|would|is|was|has)\b(?:[^.!?;\d]|\d(?!\d)){0,40}:? ?(?:is it |it is |as |is )?"
)
_SAYS = later(r",? ?(?:numbers? )?(?:is|was|are|as|:)?[ :#]*")
_DEAR = later(
    r"\b(?:dear|hello|hi|estimad[oa]|querid[oa]|prezad[oa]|car[oa]|ch[eè]re?)(?: (?:mr|mrs|ms|mx|miss|dr)\.?)?,? \Z",
    re.IGNORECASE,
)
_DEAR_REACH = 24
_COPY = later(r"\s*(?:cc|copy|copies|encl?\.? to)\b[ :.]", re.IGNORECASE)


def is_yours(text: str, at: int) -> bool:
    """Whether who writes says of a number at a place that it is the reader's.

    >>> is_yours("We have your full Social Security number as 1", 44), is_yours("yours is 1", 9)
    (True, True)
    >>> is_yours("We have 010-94-0001 as your Social Security number", 8)
    True
    >>> is_yours("She needs your SSN. I have it as 1", 33), is_yours("She needs her SSN. I have it as 1", 32)
    (True, False)
    >>> is_yours("your son's SSN is 1", 18), is_yours("your records show an SSN of 1", 28)
    (False, False)
    """
    if "our" not in text and "ou " not in text:  # soon seen, and so it is of most lines
        return False
    behind = _AS_YOUR.match(text, at)
    if behind is not None and _is_of_label(text, behind.end(), behind.end() + _WITHIN):
        return True
    start = max(0, at - _WITHIN)
    gave = _YOU_GAVE.search(text, start, at)
    if gave is not None and _label_in(text, gave.end(), at) == gave.end():
        return not any(mark in text[gave.end() : at] for mark in ".!?;\n")
    it = _IT.search(text, start, at)
    if it is not None:
        return _told_before(text, it.start())
    said = [*_YOUR.finditer(text, start, at)]
    if not said or any(mark in text[said[-1].end() : at] for mark in ".!?;\n"):
        return False
    your = said[-1]
    if not your[1] and _is_of_label(text, your.end(), at):
        return True
    label = _label_in(text, your.end(), at)
    if label >= 0 and not your[1]:
        return False
    end = at if label < 0 else label
    return _SAYS.fullmatch(text, your.end(), end) is not None or _YOURS.fullmatch(text, your.start(), at) is not None


def _told_before(text: str, at: int) -> bool:
    """Whether the sentence that ends right before the one of a place speaks of a number that is the reader's."""
    ends = max(text.rfind(mark, 0, at + len(". ")) for mark in (". ", "? ", "! "))
    begins = max(text.rfind(mark, 0, max(0, ends)) for mark in (". ", "? ", "! "))
    return ends > 0 and any(
        not your[1] and _is_of_label(text, your.end(), ends)
        for your in _YOUR.finditer(text, max(begins, ends - 2 * _WITHIN, 0), ends)
    )


def _label_in(text: str, start: int, end: int) -> int:
    """Where the first label of a number begins in a stretch of a text, -1 if there is none."""
    labels = [label.start for label in find_labels(text[start:end]) if label.kind in NUMBER_KINDS]
    return start + labels[0] if labels else -1


def _is_of_label(text: str, your: int, end: int) -> bool:
    """Whether the label of a number follows the word "your", up to a place, and names no other owner."""
    label = _label_in(text, your, end)
    return label >= 0 and _ONLY.fullmatch(text, your, label) is not None


def spoken_to(line: Line, at: int) -> Mention | None:
    """Who is greeted in a line before a place of it: "Dear Ann Lee, your SSN is 1"."""
    greeted = [
        one for one in line.mentions if one.at < at and _DEAR.search(line.text, max(0, one.at - _DEAR_REACH), one.at)
    ]
    return greeted[-1] if greeted else None


def letterhead(lines: Lines, line: Line) -> list[Line]:
    """The lines above a salutation that are of its letter, the nearest first."""
    above: list[Line] = []
    at = lines.before(line)
    while at is not None and len(above) < letters.ABOVE and line.start - at.start < _HEAD_REACH:
        if letters.is_closing(at.text) or letters.greeted(at.text) is not None:
            break
        if not at.blank:
            above.append(at)
        at = lines.before(at)
    return above


def addressee(said: str, above: list[Line]) -> Named | None:
    """The person whom a salutation greets in some words, in full in one of the lines above it."""
    for one in above if said else ():
        person = letters.addressee(said, [one.text])
        if person is not None:
            return Mention(0, person, labelled=True, scope=True), one
    return None


def addressed_below(openings: Openings, lines: Lines, line: Line, said: str) -> Named | None:
    """The person whom a salutation calls by a part of the name, and whose address stands at the end of the letter."""
    wanted = {fold(word) for word in said.split()} - words.TITLES
    at = lines.after(line) if wanted else None
    for _ in range(_MOST):
        if at is None or at.start - line.end > _REACH or letters.greeted(at.text) is not None:
            break
        opening = openings.of(at) if letters.alone(at.text) is not None else None
        if opening is not None and "letter:address" in opening.mention.person.evidence:
            return opening if wanted.intersection(map(fold, opening.mention.person.name.split())) else None
        at = lines.after(at)
    return None


def reader(openings: Openings, lines: Lines, line: Line, place: int) -> tuple[Named, tuple[str, ...]] | None:
    """Whom the letter greets that says in a line of a number there that it is the reader's; and what is doubtful.

    Doubtful is whom the letter is about, where somebody else is greeted of whom it says no whole name.
    """
    yours = is_yours(line.text, place) and spoken_to(line, place) is None
    at = lines.before(line) if yours else None
    for _ in range(_MOST):
        if at is None or line.start - at.start > _REACH or letters.is_closing(at.text) or openings.starts(at):
            return None
        said = letters.greeted(at.text)
        if said is not None:
            mention = next((one for one in at.mentions if one.scope), None)
            above = letterhead(lines, at) if mention is None or fold(said.partition(" ")[0]) in words.TITLES else []
            greeted = addressee(said, above)  # first: "Dear Ms. Rivera Lopez" may be Luz Rivera Lopez above
            greeted = greeted or ((mention, at) if mention is not None else _named_in(said, above))
            greeted = greeted or _copied(lines, line, said)
            about = openings.of(at) if greeted is None and said else None
            if about is None or _is_named(about.mention.person, said):
                return None if greeted is None else (greeted, ("ambiguous-subject",) if _are_two(*greeted, at) else ())
            return about, ("ambiguous-subject",)
        at = lines.before(at)
    return None


def _are_two(mention: Mention, where: Line, greeting: Line) -> bool:
    """Whether a salutation greets somebody beside a person: "Dear Ann and Bob Lee", "Dear Ann Lee and Bob Ray"."""
    if any(JOINED in one.person.evidence for one in where.mentions):
        return True
    whole = set(map(fold, mention.person.name.split()))  # "Luz Rivera Maldonado", and "Dear Ms. Rivera Maldonado"
    return any(
        one.person.normal != mention.person.normal and not whole.issuperset(map(fold, one.person.name.split()))
        for one in greeting.mentions
        if one.person.grade >= Grade.FAIR
    )


def _named_in(said: str, above: list[Line]) -> Named | None:
    """Whom a field of the letterhead names, whom a salutation greets: "Member: Ann Lee"."""
    for one in above:
        for mention in one.mentions:
            if mention.labelled and mention.person.grade >= Grade.FAIR and _is_named(mention.person, said):
                return mention, one
    return None


def _copied(lines: Lines, line: Line, said: str) -> Named | None:
    """Whom a copy of a letter goes to, further down, whom its salutation greets by title and surname."""
    called = letters.titled(said)
    at = lines.after(line) if called else None
    while at is not None and at.start - line.end < _REACH:
        if _COPY.match(at.text):
            for mention in at.mentions:
                if letters.is_called(mention.person, called):
                    return mention, at
        at = lines.after(at)
    return None


def _is_named(person: Person, said: str) -> bool:
    """Whether a salutation has a name of a person in it."""
    parts = person.normal.split()
    return any(fold(word) in parts for word in said.split())


def greets_another(lines: Lines, line: Line, found: Named, place: int) -> bool:
    """Whether a letter calls a number at a place of a line its reader's, and who is named below it only signs.

    That is who has no name that the salutation has: "Dear Ann: you gave us SSN 1", and below it "Bob Ray, Chair".
    """
    if found[1].start <= line.start or not is_yours(line.text, place):
        return False
    at = lines.before(line)
    for _ in range(_MOST):
        if at is None or line.start - at.start > _REACH or letters.is_closing(at.text):
            return False
        said = letters.greeted(at.text)
        if said is not None:
            return not _is_named(found[0].person, said) and "letter:address" not in found[0].person.evidence
        at = lines.before(at)
    return False


def by_header(hint: str, lines: Lines, line: Line, place: int) -> Person | None:
    """Whom a mail is for and greets by a part of the name, where a line says that a number there is the reader's.

    Not where the sentence names somebody. `hint`: the subject of the mail and to whom it goes.
    """
    yours = hint != "" and is_yours(line.text, place)
    start, end = sentence(line, place) if yours else (0, 0)
    at = lines.before(line) if yours and not any(start <= one.at < end for one in line.mentions) else None
    for _ in range(_MOST):
        if at is None or line.start - at.start > _REACH or at.depth != line.depth or letters.is_closing(at.text):
            return None
        said = letters.greeted(at.text)
        if said is not None:
            called = [name for name in names.find_names(hint) if _is_named(person_of(name, hint), said)]
            one = len({names.normal(name) for name in called}) == 1
            return person_of(called[0], hint, "mail:to", grade=Grade.FAIR) if one else None
        at = lines.before(at)
    return None
