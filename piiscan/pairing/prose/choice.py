"""Whose number it is, of several persons in one line or paragraph: by braces, by sentences, by what is next to it.

A number belongs to the person of its own object, else of its own sentence. Of several in one sentence it is that of
whom a label names, or of the first where they are as many as the numbers, or of whom the number stands right behind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.in_text import VALUES
from piiscan.pairing.prose import others, starts
from piiscan.pairing.prose.firms import pays_firm
from piiscan.pairing.prose.in_a_row import are_in_turn, with_own
from piiscan.pairing.prose.joint import are_joined, holders
from piiscan.pairing.prose.kin import KIN, SOMEBODY, is_kins, may_speak_of_somebody
from piiscan.pairing.prose.letters import is_called, speaks_to_reader, titled
from piiscan.pairing.prose.lines import Line, Mention
from piiscan.pairing.prose.others import is_actor, is_of_another, is_of_role, is_paid, is_told, meant_at, only_label
from piiscan.pairing.prose.own import is_own, signs
from piiscan.pairing.prose.readers import is_yours, spoken_to
from piiscan.pairing.prose.role_words import of_said_role
from piiscan.pairing.prose.sentences import clause, opening, sentence, within_braces
from piiscan.pairing.prose.tellers import declarant, teller

_AMBIGUOUS = ("ambiguous-subject",)
_OF_SOMEBODY = later(  # whom the sentence before names
    rf"\b(?:his|her|their)\b(?! (?:\w+ )?(?:{KIN})\b)",
    re.IGNORECASE,
)
_BELONGS = later(
    r"[\w-]+(?:[ -]\d+){0,4},? ?(?:\(|(?:(?:is|was|which is|who is)? ?(?:that |the one |the number )?"
    r"(?:of|for|belongs to|belonging to|issued to|in the name of|held by)"
    r"(?: (?!by |from |to |with |and )[a-z]+){0,2}(?: (?:Mr|Mrs|Ms|Dr)\.?)? ))"
)
_HIS_AND_HERS = later(  # "Ann Lee: hers 773-01-0001, his "
    r"[Hh](?<!\w.)(?i:ers?[ :]+(?:is )?[\d-]{9,11}[,;]? (?:and )?his"
    r"|is[ :]+(?:is )?[\d-]{9,11}[,;]? (?:and )?hers?)[ :]+(?i:is )?\Z"
)
_KEYS = later(r"[\w-]+[\"'] ?: ?[\[({]? ?[\"']")  # "773-01-0001": ["Ann Lee"]
_AS = later(r"[\w-]+(?:[ -]\d+){0,4},? (?:to be|as) (?:(?:one|a|an|the|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) )?")
_IDENTIFIED = later(r"\b(?:identified|ID'd|known)\b[^.;\d]*\Z")  # "identified by license 1 as Ann Lee"
_IDENTIFIED_REACH = 80
_QUOTED = later(r"[\"\u201c\u2018]|(?<!\w)'")
_AT = attrgetter("at")  # the persons of a line stand in order: where many do, each number is sought among them


def is_elsewhere(line: Line, at: int) -> bool:
    """Whether a number is of no person of a line: of who writes, of another Mr. or Ms., of whom it calls "him"."""
    if _behind(line.text, at, line.mentions) is not None:
        return False  # "I have card 1 for Ann Lee": who speaks of it need not own it
    if all(one.at > at and is_actor(line.text, one) for one in line.mentions):
        return True  # "Checking acct: 1    Nearest relative: Ann Lee"
    if all(one.at > at and not one.labelled for one in line.mentions):
        if all(is_told(line.text, at, one) for one in line.mentions):
            return True
        start, end = sentence(line, at)
        later_on = all(one.at >= end for one in line.mentions)
        if is_own(line.text, at):
            return not (_single(line.mentions) and signs(line.text, line.mentions[-1]))
        if later_on and _OF_SOMEBODY.search(line.text, start, at) is not None:
            return True
        if later_on and (speaks_to_reader(line.text[start:end]) or is_of_role(line.text, start, at)):
            return True
    if all(is_kins(line.text, one.at) for one in line.mentions) and _goes_on(line, at):
        return True
    called = _called(line, at)
    return bool(called) and not any(is_called(one.person, called) for one in line.mentions)


def _goes_on(line: Line, at: int) -> bool:
    """Whether the sentence of a number, behind those that name persons, speaks of nobody: "SSN on file: 1"."""
    start = sentence(line, at)[0]
    return all(one.at < start for one in line.mentions) and SOMEBODY.search(line.text, start, at) is None


def is_among_others(line: Line, at: int) -> bool:
    """Whether those whom a line names are values, and a number is among others: ("Kevin", "Doyle"), (…, "773-01-0001").

    Whom it is of instead nobody can tell who does not know that name.
    """
    if not all(VALUES in one.person.evidence for one in line.mentions):
        return False
    bracket = opening(line, at)
    return all(opening(line, one.at) != bracket for one in line.mentions)


def is_of_writer(line: Line, at: int) -> bool:
    """Whether who writes calls a number theirs in a sentence that names nobody, and nobody else is quoted there."""
    if not is_own(line.text, at) or teller(line, at) is not None:
        return False
    start, end = sentence(line, at)
    named = any(start <= one.at < end for one in line.mentions)
    return not named and _QUOTED.search(line.text, start, at) is None


def _is_of_firm(line: Line, at: int) -> bool:
    """Whether the sentence of an account names nobody and pays a firm: who is named behind it only answers for that."""
    start, end = sentence(line, at)
    return not any(one.at < end for one in line.mentions) and pays_firm(line.text, start, at)


def _called(line: Line, at: int) -> frozenset[str]:
    """The surnames in a sentence that names nobody but by title and surname: "Ms. Pham's SSN is 1"."""
    start, end = sentence(line, at)
    return frozenset() if any(start <= one.at < end for one in line.mentions) else titled(line.text[start:end])


def zone(line: Line, mention: Mention, at: int) -> tuple[int, int]:
    """The part of a line that is about one of its persons, whose number stands at a character."""
    mentions, normal = line.mentions, mention.person.normal
    if all(one.person.normal == normal for one in mentions):
        return 0, len(line.text)
    start, _ = sentence(line, min(mention.at, at))
    first, last = bisect_left(mentions, start, key=_AT), bisect_left(mentions, mention.at, key=_AT)
    begins = any(mentions[index].person.normal != normal for index in range(last - 1, first - 1, -1))
    behind = bisect_right(mentions, max(mention.at, at), key=_AT)
    others = (mentions[index].at for index in range(behind, len(mentions)) if mentions[index].person.normal != normal)
    return mention.at if begins else start, next(others, len(line.text))


def choose(line: Line, at: int, numbers: Sequence[int], *, account: bool = False) -> tuple[Mention, tuple[str, ...]]:
    """The person of a number at a character of a line, and what makes that doubtful.

    `numbers`: where the numbers of its kind stand in the line, in order, itself among them; `account`: it is one.
    """
    mention, reasons = _chosen(line, at, numbers)
    if reasons and account and mention in (both := holders(line)):
        mention, reasons = both[0], ()
    several = not _single(line.mentions) and not _single(of_said_role(line, at, list(line.mentions)))
    start = sentence(line, at)[0]
    if not reasons and is_of_another(line.text, start, at, mention, several=several) and not is_own(line.text, at):
        reasons = _AMBIGUOUS
    if not reasons and not is_own(line.text, at) and _speaks_of_another(line, start, at, mention):
        reasons = _AMBIGUOUS
    if not reasons and mention.at < start and is_yours(line.text, at) and spoken_to(line, at) is None:
        reasons = _AMBIGUOUS  # it is that of whom the letter greets
    key = _KEYS.match(line.text, at) if not reasons and ('"' in line.text or "'" in line.text) else None
    if key is not None and key.end() != mention.at:
        reasons = _AMBIGUOUS  # it is of whom its value names, and that is no name we know
    braced = within_braces(line, at, line.mentions) if not reasons else ()
    if 0 < len(braced) < len(line.mentions) and mention not in braced:
        reasons = _AMBIGUOUS  # beside somebody whose name is weak
    if not reasons and mention.at < at and _HIS_AND_HERS.search(line.text, mention.at, at) is not None:
        reasons = _AMBIGUOUS
    if not reasons and account and _is_of_firm(line, at):
        reasons = _AMBIGUOUS
    return mention, reasons


def _speaks_of_another(line: Line, start: int, at: int, mention: Mention) -> bool:
    """Whether the sentence of a number calls it his or hers, and names nobody but who speaks, or somebody behind it."""
    if mention.at > at:
        if not may_speak_of_somebody(line.text) or _behind(line.text, at, line.mentions) is not None:
            return False
        return _OF_SOMEBODY.search(line.text, start, at) is not None
    span = starts.speaker(line.text)
    if span is None and not mention.at and mention.person.name.isupper():
        ends = len(mention.person.name)  # "ANN LEE: her SSN is 1" of a transcript
        span = (0, ends) if line.text.startswith(": ", ends) else None
    if span is None or not span[0] <= mention.at < span[1]:
        return False
    return SOMEBODY.search(line.text, max(start, span[1]), at) is not None


def _chosen(line: Line, at: int, numbers: Sequence[int]) -> tuple[Mention, tuple[str, ...]]:
    mentions = line.mentioned(_fair) or line.mentions
    called = _called(line, at)
    mentions = meant_at(line, at, mentions)
    if called:
        mentions = [one for one in mentions if is_called(one.person, called)] or mentions
    start, end = sentence(line, at)
    acting = _acting(line, mentions, at)
    mentions = ([one for one in mentions if one not in acting] if acting else mentions) or mentions
    if _single(mentions):
        one = _last_before(mentions, at)
        apart = not start <= mentions[0].at < end or others.deals_with(line.text, mentions[0], at)
        doubtful = (mentions[0] in acting and apart) or one in line.mentioned(_payees)
        return one, _AMBIGUOUS if doubtful else ()
    told = _by_speech(line, at)
    if told is not None:
        return told, ()
    inside = within_braces(line, at, mentions)
    if _single(inside):
        return _last_before(inside, at), ()
    start, end = clause(line.text, start, end, at, inside)
    near = list(inside[_before(inside, start) : _before(inside, end)])
    if not near or (near[0].at > at and _OF_SOMEBODY.search(line.text, start, at) is not None):
        near = _sentence_above(line, start, inside) or near or list(inside)
    if (chosen := _by_label(line.text, near, at, numbers)) is not None:
        return _of_list(chosen, mentions, at, numbers) if chosen.listed else (chosen, ())
    span = starts.speaker(line.text) or (0, 0)
    told_of, among_all = ([one for one in few if not span[0] <= one.at < span[1]] for few in (near, mentions))
    for few, among in ((told_of, [one for one in numbers if start <= one < end]), (among_all, numbers)):
        turns = len(few) == len(among) == len({one.person.normal for one in few}) and at in among
        if turns and are_in_turn(line.text, few, among[0]):
            return few[among.index(at)], ()
    beside = _behind(line.text, at, near) or _beside(line.text, at, near) or with_own(line.text, near, at)
    if beside is None and _before(near, at) == 1 and near[0].at >= start:
        beside = near[0]  # the others come up later
    return (beside, ()) if beside is not None else (_last_before(near, at), _AMBIGUOUS)


def _by_label(text: str, near: Sequence[Mention], at: int, numbers: Sequence[int]) -> Mention | None:
    """The person that a label names, or the only one; not one with a number before somebody right before this one.

    "Ann Lee (SSN: 1) | Guardian: Bob Ray (SSN: 2)", "Tenants: Ann Lee (SSN 1) and Bob Ray (SSN 2)".
    """
    labelled = [one for one in near if one.labelled]
    if not labelled:
        return _last_before(near, at) if _single(near) else None
    one, beside = _last_before(labelled, at), _beside(text, at, near)
    has_own = beside is not None and any(one.at < number < beside.at for number in numbers)
    return beside if beside is not None and (labelled[0].at > at or has_own) else one


def _of_list(
    chosen: Mention, mentions: Sequence[Mention], at: int, numbers: Sequence[int]
) -> tuple[Mention, tuple[str, ...]]:
    """Of several persons behind one label the one whose turn it is, where they have a number each: "Name: A, B"."""
    few = [one for one in mentions if one.listed]
    among = [number for number in numbers if number > few[0].at]
    if len(few) == len(among) and at in among:
        return few[among.index(at)], ()
    return chosen, _AMBIGUOUS


def _acting(line: Line, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Those of some persons who only dealt with the matter, not right before the number, or are paid by a check."""
    text = line.text
    acting, paid = line.mentioned(_actors), line.mentioned(_payees)
    if not acting and not paid:
        return []
    acted = [one for one in acting if _beside(text, at, [one]) is None]
    return [one for one in mentions if one in acted or one in paid]


def _fair(_text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return [one for one in mentions if one.person.grade >= Grade.FAIR]


def _actors(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return [one for one in mentions if is_actor(text, one)]


def _payees(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return [one for one in mentions if is_paid(text, one)]


def _by_speech(line: Line, at: int) -> Mention | None:
    """Who says in a line who they are and calls a number theirs, or states all of it; or is told that it is theirs."""
    if is_own(line.text, at):
        return teller(line, at) or _speaker(line, at)
    return spoken_to(line, at) if is_yours(line.text, at) else declarant(line, at)


def _speaker(line: Line, at: int) -> Mention | None:
    """Who says a line of a chat, if a person is named there; not where another's name is right before the number."""
    span = starts.speaker(line.text)
    one = next((one for one in line.mentions if span is not None and span[0] <= one.at < span[1]), None)
    beside = _beside(line.text, at, line.mentions) if one is not None else None
    gap = line.text[beside.at + len(beside.person.name) : at] if beside is not None else ""
    return one if beside is None or is_own(f"{gap}0", len(gap)) else None


def _single(mentions: Sequence[Mention]) -> bool:
    normal = mentions[0].person.normal if mentions else ""
    return bool(mentions) and all(one.person.normal == normal for one in mentions)


def _last_before(mentions: Sequence[Mention], at: int) -> Mention:
    return mentions[_before(mentions, at) - 1]  # the last of all where none is


def _before(mentions: Sequence[Mention], at: int) -> int:
    """How many of some persons are named before a character."""
    return bisect_left(mentions, at, key=_AT)


def _sentence_above(line: Line, start: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The persons of the nearest sentence before one that names any."""
    above = mentions[: _before(mentions, start)]
    if not above:
        return []
    begin, end = sentence(line, above[-1].at)
    return [one for one in above if begin <= one.at < end]


def _beside(text: str, at: int, mentions: Sequence[Mention]) -> Mention | None:
    """The person whose number it must be as nothing but its label stands between the two."""
    before = _before(mentions, at)
    if not before:
        return None
    last = mentions[before - 1]
    gap = text[last.at + len(last.person.name) : at]
    joined = before > 1 and are_joined(text, mentions[before - 2], last)
    if joined and not gap.startswith(("'s", "\u2019s")):
        return None  # it may be either's
    return last if only_label(gap) else None


def _behind(text: str, at: int, mentions: Sequence[Mention]) -> Mention | None:
    """The person said to be that of a number directly behind it: "card 1 for Ann Lee", "1 (Ann Lee)"."""
    after = bisect_right(mentions, at, key=_AT)
    if after == len(mentions):
        return None
    end = mentions[after].at
    told = (
        _BELONGS.fullmatch(text, at, end)
        or _KEYS.fullmatch(text, at, end)
        or (
            _AS.fullmatch(text, at, mentions[after].at) and _IDENTIFIED.search(text, max(0, at - _IDENTIFIED_REACH), at)
        )
    )
    return mentions[after] if told else None
