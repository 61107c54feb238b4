"""Lines that begin a record of their own in running text: no name above them speaks for what stands below (SPEC §5).

A line of a log begins with its time, a section of an INI or TOML file with `[section]`, an item of a YAML list with
`- key:`. Forms and letters have none of these.
"""

from __future__ import annotations

import re

from piiscan.later import later

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"\d{1,2}:\d\d:\d\d"
# Within the first words of a line, a day with a time: ISO 8601, syslog (RFC 3164), the common log format, 3/14/25 9:05.
_STAMP = later(
    rf"(?:^|[\s\[(<\"'])(?:\d{{4}}[-/.]\d\d[-/.]\d\d[T _,]{{1,2}}{_CLOCK}"
    rf"|{_MONTH} {{1,2}}\d{{1,2}} (?:\d{{4}} )?{_CLOCK}"
    rf"|\d\d[/-](?:{_MONTH}|\d\d)[/-]\d{{4}}[: T]{_CLOCK}|\d{{1,2}}/\d{{1,2}}/(?:\d\d){{1,2}},? {_CLOCK})"
)
_NEAR = 64  # characters of a line in which its time stands: behind a level, an address, a host
_CHAT = re.compile(
    rf"[\[(]?{_CLOCK}(?:\.\d{{1,6}})?(?: ?[AP]M)?[\])]? ?[-|]? ?(?:<[^<>\n]{{2,40}}>|[^\W\d_][^:\n]{{1,40}}: )"
)
_SECTION = re.compile(r"\s*\[{1,2}[\w .:\"'/@-]{1,80}\]{1,2}\s*")
_SETTING = re.compile(r"\s*(?:[#;]|[\w.\"-]+(?: [\w.\"-]+){0,3}\s*=)")
_ITEM = re.compile(r"(\s*)- +[\w\"'-]+:(?:\s|$)")


def is_stamped(text: str) -> bool:
    """Whether a line begins with a day and a time, as those of logs do.

    >>> is_stamped("2025-03-04T10:12:44Z INFO started"), is_stamped("Date: 2025-03-04")
    (True, False)
    >>> is_stamped("03:11:53 <Ann Lee> hello"), is_stamped("[10:02:11] Ann Lee: hello")
    (True, True)
    """
    return _STAMP.search(text, 0, _NEAR) is not None or _CHAT.match(text) is not None


def is_section(text: str, below: str) -> bool:
    """Whether a line is the name of a section, and settings stand below it.

    >>> is_section("[db]", "user = bob"), is_section("[x]", "I agree")
    (True, False)
    """
    return _SECTION.fullmatch(text) is not None and _SETTING.match(below) is not None


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


def _deeper(text: str, indent: int) -> bool:
    """Whether a line is indented by more, and is no item of a list itself."""
    rest = text.lstrip(" \t")
    return len(text) - len(rest) > indent and rest.strip() != "" and not rest.startswith("-")
