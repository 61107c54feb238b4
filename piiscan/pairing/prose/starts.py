"""Lines that begin a record of their own in running text: no name above them speaks for what stands below (SPEC §5).

A line of a log begins with its time, a section of an INI or TOML file with `[section]`, an item of a YAML list with
`- key:`, one of several mappings in YAML with a key alone. Forms and letters have none of these.
"""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"\d{1,2}:\d\d:\d\d"
# Within the first words of a line, a day with a time: ISO 8601, syslog (RFC 3164), the common log format, 3/14/25 9:05.
_STAMP = later(
    rf"(?:^|[\s\[(<\"'=])(?:\d{{4}}[-/.]\d\d[-/.]\d\d[T _,]{{1,2}}{_CLOCK}"
    rf"|{_MONTH} {{1,2}}\d{{1,2}} (?:\d{{4}} )?{_CLOCK}"
    rf"|\d\d[/-](?:{_MONTH}|\d\d)[/-]\d{{4}}[: T]{_CLOCK}|\d{{1,2}}/\d{{1,2}}/(?:\d\d){{1,2}},? {_CLOCK})"
)
_LONGEST_HEAD = 90
_NEAR = 64  # characters of a line in which its time stands: behind a level, an address, a host
_CHAT = later(
    rf"[\[(]?{_CLOCK}(?:\.\d{{1,6}})?(?: ?[AP]M)?[\])]? ?[-|]? ?(?:<[^<>\n]{{2,40}}>|[^\W\d_][^:\n]{{1,40}}: )"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?: ?[AaPp]\.?[Mm]\.?)?"
_DATE = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},? ?(?:at )?T?)?"
_DAY = rf"{_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?,? (?:at )?"
_NAME = r"([^\W\d_][^:<>\[\]\n\d=\"{}]{2,40}?)"
_NICK = r"([^\W\d_][^:<>\[\]\n={}\"]{2,40}?)"
_SPEAKER = later(  # [10:02:11] Ann Lee: hello; Ann Lee (10:02 AM): hello
    rf"[\[(]?{_DATE}{_TIME}Z?[\])]? ?[-|\u2013]? ?(?:<{_NICK}>|{_NAME}(?: ?\([^()\n]{{1,30}}\))?: )"
    rf"|{_NAME} [\[(]{_DATE}{_TIME}[\])]:? "
)
_HEAD = later(  # Ann Lee  10:02 AM; [3/4/2025 10:02 AM] Lee, Ann
    rf"\s*{_NAME} {{1,8}}(?:APP )?[\[(]?(?:{_DAY}|{_DATE}){_TIME}[\])]?:?\s*(?:\([^()\n]{{2,24}}\)\s*)?"
    rf"|\s*[\[(]{_DATE}{_TIME}[\])] {{1,2}}{_NAME}:?\s*"
)
_ENTRY = later(  # Ann Lee added a comment - 3/4/25; 2025-03-04 09:01:11 - Ann Lee (Work notes); Comment by Ann Lee:
    rf"\s*{_NAME} (?:added a comment|commented|added a note|made changes|added a reply|replied)\b"
    r"(?:[ :(]|-(?= )|on |at |[\d/.,:]|AM|PM|[A-Z][a-z]{2}\b|-\d|days? |hours? |minutes? |ago|/[A-Z][a-z]{2}/){0,24}"
    rf"|\s*{_DATE}{_TIME} - {_NAME} \((?:Additional |Public |Internal |Private |Customer )?"
    r"(?:[Ww]ork |[Cc]lose )?(?:[Nn]otes?|[Cc]omments?|[Rr]eply|[Rr]epl(?:ied|y))[^()\n]{0,24}\)\s*"
    r"|\s*(?:(?:[Pp]ublic|[Ii]nternal|[Pp]rivate|[Ww]ork) )?"
    rf"(?:[Cc]omment|[Rr]eply|[Nn]ote|[Uu]pdate|[Mm]essage) (?:by|from) {_NAME}(?: \([^()\n]{{2,24}}\))?:\s*",
)
_ROLES = (
    "agent|caller|customer|rep|representative|csr|operator|member|client|patient|user|bot|assistant|visitor|host|advisor"
    "|adviser|banker|collector|debtor|registrar|nurse|dispatcher|dispatch|interviewer|interviewee|applicant|employee"
    "|support|speaker [a-z\\d]|speaker|mother|father|clerk|teller|officer|counsel|witness|specialist|borrower|insured"
    "|claimant|system|human|guest|them|you|me"
)
_ROLE = later(
    rf"[ \t>]{{0,4}}[\[(]?(?:{_DATE}{_TIME})?Z?[\])]?[ \t]?(?:\[[^\[\]\n]{{1,30}}\][ \t])?[-|]?[ \t]?"
    rf"(?:\*\*)?(?:({_ROLES})(?: \([^()\n]{{1,24}}\))?(?:\*\*)?:(?:\*\*)?[ \t]|\[({_ROLES})\][ \t])",
    re.IGNORECASE,
)
_BEHIND_ROLE = (": ", ":\t", ":**", "] ", "]\t")
"""One of them is behind each word for who speaks."""
_INTERNAL = later(r"\((?:internal|private)[^()\n]{0,16}\)\s*\Z", re.IGNORECASE)
_BULLET = later(r"([ \t]{0,12}(?:[-*+\u2022\u2013]|\(?(?:\d{1,3}|[A-Za-z])[.)]))[ \t]")
_SECTION = later(r"\s*\[{1,2}[\w .:\"'/@-]{1,80}\]{1,2}\s*")
_SETTING = later(r"\s*(?:[#;]|[\w.\"-]+(?: [\w.\"-]+){0,3}\s*=)")
_RULER = later(r"\s*([=*_~#-])(?:\1{2,}|(?: \1){2,})\s*")
_LONG_RULER = 20
_KEY = later(r"( *)([\w\"'.-]{1,80}):[ \t\r]*")
_LABELS = later(r"([A-Za-z_][\w.-]{0,40}+)[\"']?[ ]?[:=](?!/)")  # behind each of which a value stands
_FIRST_LABEL = later(r"\s*([\w /#.'\u2019-]{2,40}[:=])")
_DIGITS = later(r"\d+")
_COUNT = later(r"\d+(?:st|nd|rd|th\b)?")
_COUNTED = later(r"\s*((?:\d{1,3}(?:st|nd|rd|th)?|[^\W\d_]{2,20} #?\d{1,3})\b[^:\n]{0,30}):\s")
_HOUR = later(r":(?<=\d:)\d\d")  # in every time; it is soon seen that most lines have none
_ITEM = later(r"(\s*)- +[\w\"'-]+:(?:\s|$)")


@lru_cache(maxsize=1 << 10)  # lines of an export are like one another
def is_stamped(text: str) -> bool:
    """Whether a line begins with a day and a time, as those of logs do.

    >>> is_stamped("2025-03-04T10:12:44Z INFO started"), is_stamped("Date: 2025-03-04")
    (True, False)
    >>> is_stamped("ts=2025-03-04T10:12:44Z level=info"), is_stamped("opened=2025-03-04")
    (True, False)
    >>> is_stamped("03:11:53 <Ann Lee> hello"), is_stamped("[10:02:11] Ann Lee: hello")
    (True, True)
    """
    if ":" not in text or _HOUR.search(text) is None:
        return False
    if _STAMP.search(text, 0, _NEAR) is not None or _CHAT.match(text) is not None:
        return True
    return any(map(str.isdigit, text[:_NEAR])) and (speaker(text) is not None or heads(text) is not None)


@lru_cache(maxsize=1 << 8)  # of the lines round a number, asked for in turns
def speaker(text: str) -> tuple[int, int] | None:
    """Where the name of who says a line of a chat stands in it.

    >>> speaker("[3/4/25, 10:11:12 AM] Ann Lee: hello"), speaker("3/4/25, 10:11 - Ann Lee: hello")
    ((22, 29), (16, 23))
    >>> speaker("Ann Lee (10:02 AM): hello"), speaker("10:02:11 <Ann Lee> hello"), speaker("at 10:02 she left: why")
    ((0, 7), (10, 17), None)
    """
    ends = ": " in text or "<" in text or " (" in text or " [" in text  # one of them is behind or before each name
    found = _SPEAKER.match(text) if ends and ":" in text and _HOUR.search(text) is not None else None
    return next((found.span(group) for group in (1, 2, 3) if found[group]), None) if found is not None else None


_TURN = later(r"[ \t]*+([QA])(?:\.[ \t]{2,24}|\.?\t[ \t]*|[ ]{3,24})(?=\S)")  # of a hearing or deposition
_TURNED = frozenset(("  ", " \t", "\t ", "\t\t", "\tQ", "\tA", "Q.", "A.", "Q\t", "A\t", "Q ", "A ", " Q", " A"))


@lru_cache(maxsize=1 << 8)
def role(text: str) -> tuple[int, int] | None:
    """Where the word for who says a line of a transcript stands in it.

    >>> role("Caller: hello"), role("2025-03-04 10:00:11 [chat 7] USER: hello"), role("[Agent] hi"), role("Note: hi")
    ((0, 6), (29, 33), (1, 6), None)
    >>> role("     A.   Ann Lee."), role("A. Lee")
    ((5, 6), None)
    """
    if text[:2] in _TURNED and (turn := _TURN.match(text)) is not None:
        return turn.span(1)
    begun = (":" in text or text[:1] == "[") and any(map(text.__contains__, _BEHIND_ROLE))
    found = _ROLE.match(text) if begun else None
    return found.span(1 if found[1] else 2) if found is not None else None


@lru_cache(maxsize=1 << 10)
def heads(text: str) -> str | None:
    """Who says what stands below a line that is a name and a time, as chats are copied.

    >>> heads("Ann Lee  10:02 AM"), heads("[3/4/2025 10:02 AM] Lee, Ann"), heads("Start 10:02 AM sharp")
    ('Ann Lee', 'Lee, Ann', None)
    """
    timed = ":" in text and len(text) < _LONGEST_HEAD and _HOUR.search(text) is not None
    found = _HEAD.fullmatch(text) if timed else None
    return found[1] or found[2] if found is not None else enters(text)


@lru_cache(maxsize=1 << 10)
def enters(text: str) -> str | None:
    """Who wrote the entry of a ticket that stands below a line.

    >>> enters("2025-03-04 09:01:11 - Ann Lee (Work notes)"), enters("Ann Lee added a comment - 04/Mar/25 10:01 AM")
    ('Ann Lee', 'Ann Lee')
    >>> enters("Ann Lee added a comment that we lost her form"), enters("Comment by Ann Lee (internal):")
    (None, 'Ann Lee')
    """
    ends = len(text) < _LONGEST_HEAD and any(
        map(text.__contains__, (" (", "omment", " added ", "repli", " by ", " from "))
    )
    found = _ENTRY.fullmatch(text) or (_HEAD.fullmatch(text) if _INTERNAL.search(text) else None) if ends else None
    return next(filter(None, found.groups()), None) if found is not None else None


def quotes(text: str) -> int:
    """How deep a line is quoted in a thread of messages.

    >>> quotes("> > hello"), quotes("hello")
    (2, 0)
    """
    return text[: len(text) - len(text.lstrip("> \t"))].count(">")


def unquoted(text: str) -> str:
    """The same line with blanks for the marks of a quotation.

    >>> unquoted("> > hello"), unquoted("a > b")
    ('    hello', 'a > b')
    """
    said = text.lstrip("> \t")
    return text[: len(text) - len(said)].replace(">", " ") + said


def bullet(text: str) -> str:
    """The indent and mark of an item of a list, "" where a line is none.

    >>> bullet("  - SSN 1"), bullet("3. SSN 1"), bullet("SSN 1")
    ('  -', '#.', '')
    """
    found = _BULLET.match(text)
    return re.sub(r"\d+|[A-Za-z]", "#", found[1]) if found is not None else ""


def is_section(text: str, below: str) -> bool:
    """Whether a line is the name of a section, and settings stand below it.

    >>> is_section("[db]", "user = bob"), is_section("[x]", "I agree")
    (True, False)
    """
    return _SECTION.fullmatch(text) is not None and _SETTING.match(below) is not None


def table_in(text: str) -> str:
    """The table that a line of TOML begins a part of, which may be an item of a list: "[borrower.bank]".

    >>> table_in("[borrower.bank]"), table_in("[[borrower.child]]"), table_in("[db]")
    ('borrower', '', '')
    """
    name = text.strip()
    return name[1:-1].rpartition(".")[0] if name[:2] != "[[" and _SECTION.fullmatch(text) is not None else ""


def is_table(text: str, name: str) -> bool:
    """Whether a line of TOML begins an item of a list with a name: "[[borrower]]"."""
    return text.strip() == f"[[{name}]]"


def is_item(above: str, text: str, below: str) -> bool:
    r"""Whether a line begins an item of several keys, in a list of such: what stands indented below it is its own.

    >>> is_item("", "- ssn: 1", "  city: Lynn"), is_item("- name: Ann", "- ssn: 1", "")
    (True, False)
    """
    item = _ITEM.match(text)
    if item is None:
        return False
    indent = len(item[1])
    return any(_deeper(other, indent) for other in (above, below))


def is_ruler(text: str, *, alone: bool) -> bool:
    """Whether a line is nothing but a rule, as between documents: a short one only if it stands `alone`.

    >>> is_ruler("=" * 40, alone=False), is_ruler("-----", alone=False), is_ruler("* * *", alone=True)
    (True, False, True)
    """
    if text[-1:].isalnum():  # spares most lines the look
        return False
    return _RULER.fullmatch(text) is not None and (alone or len(text.strip()) >= _LONG_RULER)


def is_inside(key: str, text: str) -> bool:
    """Whether a line stands deeper than one that is only a key.

    >>> is_inside("ann:", "  ssn: 1"), is_inside("ann:", "bob:"), is_inside("Dear Ann:", "  ssn: 1")
    (True, False, False)
    """
    found = _KEY.fullmatch(key)
    return found is not None and len(text) - len(text.lstrip(" ")) > len(found[1])


def are_alike(one: str, inside: str, other: str, inside_other: str) -> bool:
    """Whether two keys hold records of one kind: they stand equally deep, and differ by a count, or begin alike inside.

    >>> are_alike("ann:", "  ssn: 1", "bob:", "  ssn: 2"), are_alike("home:", "  city: Lynn", "bank:", "  aba: 1")
    (True, False)
    """
    first, second = _KEY.fullmatch(one), _KEY.fullmatch(other)
    if first is None or second is None or len(first[1]) != len(second[1]):
        return False
    counted = _DIGITS.sub("", first[2]) == _DIGITS.sub("", second[2]) != second[2]
    return counted or inside.partition(":")[0] == inside_other.partition(":")[0]


def are_records(one: str, other: str) -> bool:
    """Whether two lines begin with the same label, or have the same ones: what they hold is of two persons.

    >>> are_records("employee: Ann Lee, ssn: 1", "employee: Bob, ssn: 2"), are_records("Name: Ann", "SSN: 1")
    (True, False)
    >>> are_records("at 1 - ssn=1 name=system", "at 2 - ssn=2 name=Bob"), are_records("a: ssn=1 name=Ann", "b: ssn=2")
    (True, False)
    """
    first, second = _FIRST_LABEL.match(one), _FIRST_LABEL.match(other)
    if first is not None and second is not None and first[1] == second[1]:
        return True
    keys = _LABELS.findall(one)
    return len(keys) > 1 and keys == _LABELS.findall(other)


def are_events(one: str, other: str) -> bool:
    """Whether two lines are records of one kind, or each has its own time."""
    return are_records(one, other) or (is_stamped(one) and is_stamped(other))


def are_counted(one: str, other: str) -> bool:
    """Whether two lines begin with the same title but for the number in it.

    >>> are_counted("1st place, $500: Ann Lee", "2nd place, $250: Bob"), are_counted("at 10: she", "at ten")
    (True, False)
    """
    if ":" not in one or ":" not in other:
        return False
    first, second = _COUNTED.match(one), _COUNTED.match(other)
    if first is None or second is None:
        return False
    return _COUNT.sub("", first[1]) == _COUNT.sub("", second[1]) != ""


def _deeper(text: str, indent: int) -> bool:
    """Whether a line is indented by more, and is no item of a list itself."""
    rest = text.lstrip(" \t")
    return len(text) - len(rest) > indent and rest.strip() != "" and not rest.startswith("-")


def indent(text: str) -> int:
    """The blanks and tabs that a line begins with."""
    return len(text) - len(text.lstrip(" \t"))
