"""Who writes, where a text speaks of "my" number: who signs below it, else the sender by a header above it.

What is quoted or forwarded was written by somebody else.
"""

from __future__ import annotations

import re

from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Element, Grade, Kind, Person, Segment
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.others import only_label
from piiscan.pairing.prose.own import OF_OTHERS, is_own
from piiscan.pairing.unit import person_of

_REACH = 3000  # bytes
_HOME_WITHIN = 8  # lines
_LIVES = later(
    r"\b(?:I|[Ww]e)(?:'ve| have)? (?:now |still |currently )?(?:live|moved|reside)\b|\b[Mm]y (?:\w+ )?address\b"
)
_TOLD_OF_CARD = frozenset(("expiry-date", "security-code"))
_OWN_WORDS = later(r"\b(?:I|[Ww]e|my|me|us|our)\b")
_MY = later(
    r"\b[Mm]y (?:(?!(?:and|or)\b)[a-z]+ ){0,3}(?:direct deposits?|deposit|DD|accounts?|bank(?:ing)?|checking"
    r"|savings|pay(?:check)?|refund|social|SSN|ssn|licen[cs]e|card|info(?:rmation)?|details)\b(?!['\u2019])"
)
_FIELDS_BETWEEN = 5  # lines
_SIGNED_WITHIN = 12  # lines
_LAST_BYTES = 400  # of the last lines of a letter, below the name of who signs
_FORWARDED = later(
    r"\s*(?:-{2,} ?(?:Original|Forwarded)|Begin forwarded|(?:From|Von|De|Da|Sent) ?: |On .{4,90} wrote:"
    r"|Am .{4,90} schrieb .{3,90}:"
    r"|(?:Le|El|Em|Il) .{4,110} (?:a \u00e9crit|escribi\u00f3|escreveu|ha scritto) ?:)",
    re.IGNORECASE,
)
_WROTE = later(  # behind the day and time, if any
    r"(?:\A|[\d,>](?: ?[AaPp]\.?[Mm]\.?)?(?: [+-]\d{4}| [A-Z]{2,4})?,? |\A[> \t]*(?:On|Le|El|Em|Il) )"
    r"([^\W\d_][^\d<>:\n]{3,50}?),? ?(?:\(?<[^<>\n]{3,80}>\)?)? ?"
    r"(?:wrote|a \u00e9crit|escribi\u00f3|escreveu|ha scritto) ?:\s*\Z"
    r"|\bschrieb ([^\W\d_][^\d<>:\n]{3,50}?) ?(?:<[^<>\n]{3,80}>)? ?:\s*\Z"
)
_SENT = later(
    r"[ \t>*_]*(?:Sent|Gesendet|Envoy\u00e9|Enviad[ao](?: em)?|Inviato)[*_]* ?:", re.IGNORECASE
)  # of a header as Outlook writes it: below who sent it
_TO = later(r"[ \t>*_]*(?:To|Cc|An|Para|\u00c0|A)[*_]* ?:", re.IGNORECASE)
_MOST_HEADERS = 8  # lines of a header above the one that says to whom
_FROM = later(r"[ \t>*_]*(?:From|Von|De|Da)[*_]* ?:[*_]*[ \t]*([^<\[\n]{3,60}?)[ \t]*(?:[<\[\n]|$)", re.IGNORECASE)


def writer(sender: str, lines: Lines, line: Line) -> Person | None:
    """Who wrote what a line says: `sender` of the mail that it is of, or whom a header above it names."""
    return _sender(sender, lines, line) or _memo_writer(lines, line)


def homes(lines: Lines, line: Line, person: Person | None = None) -> list[Line]:
    """The lines near one of a mail in which who writes says where they live, or has it below the name at its end."""
    found: list[Line] = _signed_home(lines, line, person.normal) if person is not None else []
    for step in (lines.before, lines.after):
        at = step(line)
        for _ in range(_HOME_WITHIN):
            if at is None or at.depth != line.depth or begins_quoted(at.text):
                break
            if _LIVES.search(at.text):
                found.append(at)
            at = step(at)
    return found


def _signed_home(lines: Lines, line: Line, normal: str) -> list[Line]:
    """The lines of the address below the name of who writes, at the end of what a line is of."""
    at, passed = lines.after(line), 0
    while at is not None and passed < _SIGNED_WITHIN and at.depth == line.depth and not begins_quoted(at.text):
        name = letters.alone(at.text)
        if name is not None and names.normal(name) == normal:
            return _below(lines, at)
        at, passed = lines.after(at), passed + 1
    return []


def _below(lines: Lines, line: Line) -> list[Line]:
    """The lines right below a name, up to a blank one."""
    found: list[Line] = []
    at = lines.after(line)
    while at is not None and len(found) <= letters.BELOW and at.depth == line.depth and not at.blank:
        found.append(at)
        at = lines.after(at)
    return found


def gives(lines: Lines, line: Line, at: int, element: Element) -> bool:
    """Whether a mail gives a card, with when it expires, in a paragraph of its own: that of who writes and says "we".

    Not where it speaks to the reader of "your" card, or of him or her, as who has charged it does.
    """
    if element.kind is not Kind.PAYMENT_CARD or _TOLD_OF_CARD.isdisjoint(element.evidence) or line.mentions:
        return False
    if not find_labels(line.text[:at]) or not only_label(line.text[:at]) or OF_OTHERS.search(line.text):
        return False
    above, below = lines.before(line), lines.after(line)
    if above is None or not above.blank or (below is not None and not below.blank):
        return False
    said = False
    for _ in range(_HOME_WITHIN):
        if above is None or above.depth != line.depth or begins_quoted(above.text) or above.mentions:
            break
        if OF_OTHERS.search(above.text):
            return False
        said = said or _OWN_WORDS.search(above.text) is not None
        above = lines.before(above)
    return said


def says_mine(segment: Segment, lines: Lines, line: Line, at: int, kind: Kind) -> bool:
    """Whether a mail calls the number of a line that of who sends it: in the subject, "My SSN", or in a line above."""
    if not segment.sender or line.depth:
        return False
    if only_label(line.text[:at]) and _mine_above(lines, line):
        return True
    subject = segment.hint.partition("\n")[0]
    if not is_own(f"{subject} 0", len(subject) + 1):
        return False
    return any(label.kind == kind.value for label in find_labels(subject))


def _mine_above(lines: Lines, line: Line) -> bool:
    """Whether the sentence above some fields speaks of what is the writer's: "Please update my direct deposit."."""
    above = lines.before(line)
    for _ in range(_FIELDS_BETWEEN):
        if above is None or above.depth or above.mentions or OF_OTHERS.search(above.text):
            return False
        if _MY.search(above.text):
            return True
        if not above.blank and not find_labels(above.text):
            return False
        above = lines.before(above)
    return False


def _sender(said: str, lines: Lines, line: Line) -> Person | None:
    """Who sent the mail that a line is of, by the display name in its header."""
    name = letters.alone(said) if said and not _is_quoted(lines, line) else None
    if name is None or name.grade < Grade.FAIR:
        return None
    return person_of(name, said.strip(), "mail:from")


def _memo_writer(lines: Lines, line: Line) -> Person | None:
    """Who wrote the memo or the forwarded message that a line is of, by the "From:" above it."""
    deep = line.depth
    at = lines.before(line)
    while at is not None and line.start - at.start < _REACH:
        if deep and at.depth != deep:
            # Who quotes it is somebody else, and so is who is quoted in it; right above it may be said who wrote it.
            return _quoted(at.text) if at.depth == deep - 1 else None
        told = _FROM.match(at.text)
        if told is not None:
            name = letters.alone(told[1])
            return None if name is None or name.grade < Grade.FAIR else person_of(name, told[1].strip(), "memo:from")
        if (begins_quoted(at.text) and not _SENT.match(at.text)) or letters.is_closing(at.text):
            break
        at = lines.before(at)
    return None


def _quoted(text: str) -> Person | None:
    """Who wrote what is quoted below a line, where it says so: "On Mon, Mar 4, 2024 at 9:12 AM Ann Lee wrote:"."""
    told = _WROTE.search(text) if text.rstrip().endswith(":") else None
    said = (told[1] or told[2]).strip(" ,\"'") if told is not None else ""
    name = letters.alone(said)
    return None if name is None or name.grade < Grade.FAIR else person_of(name, said, "memo:from")


def begins_quoted(text: str) -> bool:
    """Whether a line says who wrote what follows, as it is quoted or forwarded.

    >>> begins_quoted("On Mon, Mar 4, 2024 at 9:12 AM Brian Walsh wrote:"), begins_quoted("On Monday Ann Lee called")
    (True, False)
    """
    return _FORWARDED.match(text) is not None


def is_forwarded_to(lines: Lines, line: Line) -> bool:
    """Whether a line says to whom a forwarded mail was sent, which tells nothing of whom it is about.

    A memo, whose "To:" may be all that names its person, has no address of mail and stands below no such words.
    """
    if _TO.match(line.text) is None:
        return False
    at, mailed = lines.before(line), "@" in line.text
    for _ in range(_MOST_HEADERS):
        if at is None or at.blank:
            return False
        mailed = mailed or "@" in at.text
        if _FORWARDED.match(at.text) and (mailed or not _FROM.match(at.text)):
            return True
        at = lines.before(at)
    return False


def _is_quoted(lines: Lines, line: Line) -> bool:
    if line.depth:
        return True
    at = lines.before(line)
    while at is not None and line.start - at.start < _REACH:
        if begins_quoted(at.text):
            return True
        at = lines.before(at)
    return at is not None  # too far down to tell


def signs_last(lines: Lines, line: Line) -> bool:
    """Whether the last lines of a text begin with a line: a name, and an address or the like below it."""
    above, at = lines.before(line), lines.after(line)
    if above is None or not above.blank:
        return False
    ended = False  # by a blank line
    while at is not None and (at.blank or not ended) and at.start - line.end < _LAST_BYTES:
        ended = ended or at.blank
        at = lines.after(at)
    return at is None
