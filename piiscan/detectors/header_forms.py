"""What forms put round the label of a field: the number of its box, how its name is to be written."""

from __future__ import annotations

import re

from piiscan.later import later

# of a form: "(2) Social security number", "Step 1: (a) First name"; of Form W-2: "a Employee's social security number",
# "Box a Employee's …"; of Form 1040: "If joint return, spouse's first name"; of a history in Salesforce: "Parent.Name"
_BOX = later(
    r"\s*(?:(?:step \d{1,2}|dependents):? {1,2})?\((?:\d{1,2}|[a-z])\)\s+(?=[^\W\d_])|(?-i:[a-f] {1,2}(?=[A-Z][a-z]))"
    r"|custom field ?[:-] ?|parent\.(?=name$)"
    r"|box (?:\d{1,2}[a-z]?|[a-f])[ .:-]{1,3}(?=[^\W\d_]{2})|if (?:a )?joint return, ",
    re.IGNORECASE,
)
_INITIAL = later(
    r"(?<=first name)(?: and|/| &)? ?(?:middle )?(?:initial|m\.?i\b\.?)", re.IGNORECASE
)  # beside the surname
_PARTS = later(  # "Name (Last, First, MI)", "Name of insured (First, Middle, Last)"
    r"\bname.{0,24}?(\s*\((?:(?:first|last|middle|initial|m\.?i\.?|given|family|surname|maiden|suffix|jr\.?|sr\.?)"
    r"(?:[,/&. ]{1,3}(?:and |or )?|(?=\)))){2,6}\)?)$",
    re.IGNORECASE,
)


def undressed(header: str) -> tuple[str, bool]:
    """A header without its box and what it says of parts of a name, and whether it names all the parts of one.

    >>> undressed("(2) SSN"), undressed("a Employee's SSN"), undressed("Name (Last, First, MI)")
    (('SSN', False), ("Employee's SSN", False), ('Name', True))
    """
    box = _BOX.match(header)
    header = header[box.end() :] if box is not None else header
    parts = _PARTS.search(header) if header.endswith(")") else None
    if parts is not None:
        return header[: parts.start(1)], True
    return _INITIAL.sub("", header), False
