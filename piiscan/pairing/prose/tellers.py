"""Who says in a line, or further up, who they are: "My name is Ann Lee", "I, Ann Lee, appoint Bob Ray"."""

from __future__ import annotations

from piiscan.detectors.header_words import is_role
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose import starts
from piiscan.pairing.prose.kin import SOMEBODY
from piiscan.pairing.prose.letters import is_closing
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.others import only_label
from piiscan.pairing.prose.own import OF_OTHERS, is_own
from piiscan.pairing.prose.sentences import sentence

_I_AM = later(r"(?:\b[Mm]y (?:full |legal )?name(?: is|'s)|\bI,|\bI am|\bI'm|\b[Tt]his is)(?: (?:Mr|Mrs|Ms|Dr)\.?)? $")
_I_AM_REACH = 28
_PARTS_OF_I_AM = ("name is", "name's", "I,", "I am", "I'm", "his is")
"""One of which is in all of it."""
_TOLD_WITHIN = 20  # lines
_LISTED_WITHIN = 8  # lines
_FIELD = later(r"[ \t>*-]{0,6}[^\W\d_][\w/#.'()-]{0,20}(?: [\w/#.'()-]{1,20}){0,3} ?(?:[:=][ \t]*\S|- |(?<= )[\dX*])")
_STATES = later(r"\s*I, (?:the undersigned, )?(?:(?:Mr|Mrs|Ms|Dr)\.? )?\Z")


def teller(line: Line, at: int) -> Mention | None:
    """Who says in a line, before a character, who they are: "My name is Ann Lee"."""
    if not any(map(line.text.__contains__, _PARTS_OF_I_AM)):
        return None  # most say nothing of that, and nobody need be looked for in them
    told = [
        one for one in line.mentions if one.at < at and _I_AM.search(line.text, max(0, one.at - _I_AM_REACH), one.at)
    ]
    return told[-1] if told else None


def told_above(lines: Lines, line: Line) -> tuple[Mention, Line] | None:
    """Who said further up in the same letter or statement who they are."""
    at = lines.before(line)
    for _ in range(_TOLD_WITHIN):
        if at is None or is_closing(at.text) or starts.is_stamped(at.text):
            break
        mention = teller(at, len(at.text))
        if mention is not None and mention.person.grade >= Grade.FAIR:
            return mention, at
        at = lines.before(at)
    return None


def lists_own(lines: Lines, line: Line, at: int) -> bool:
    """Whether a number at a place of a line is a field of a list that who speaks calls theirs: "My bank details:".

    Neither that line nor a field between names anybody, or speaks of somebody else: "My tenant's details:".
    """
    if line.mentions or not only_label(line.text[:at]):
        return False
    over, blanks = lines.before(line), 0
    for _ in range(_LISTED_WITHIN):
        if over is None or over.depth != line.depth or over.mentions or blanks > 1:
            return False
        if not over.blank and _FIELD.match(over.text) is None:
            break
        blanks += over.blank
        over = lines.before(over)
    said = over.text.rstrip(" :.-") if over is not None and not over.blank else ""
    mine = said.lower().rfind("my ")
    others = any(map(is_role, said[mine:].lower().split())) if mine >= 0 else False
    return said != "" and not (others or OF_OTHERS.search(said)) and is_own(f"{said} 0", len(said) + 1)


def gives_own(line: Line, at: int) -> bool:
    """Whether who speaks calls a number at a place of a line theirs, and does not say in it who they are."""
    return is_own(line.text, at) and teller(line, at) is None


def declarant(line: Line, at: int) -> Mention | None:
    """Who states all that a line says, where the sentence of a number names nobody and speaks of nobody.

    "I, Ann Lee, appoint Bob Ray. Identification shown: license 1".
    """
    one, start = line.mentions[0], sentence(line, at)[0]
    if one.at >= start or _STATES.fullmatch(line.text, 0, one.at) is None:
        return None
    silent = all(other.at < start for other in line.mentions) and SOMEBODY.search(line.text, start, at) is None
    return one if silent else None
