"""Labels of forms that go on with sentences on how to fill them in: "1 Name. An entry is required.: Ann Lee" (W-9).

Rule: the label begins the line and ends with a full stop; sentences follow, up to a colon behind a full stop. What
stands there is the value of the label, and nothing of what the sentences name.
"""

from __future__ import annotations

from piiscan.later import later

_FORM = later(  # a label, and sentences; neither ends as "Robert J. Walsh Jr.:" does
    r"(\W{0,4}(?:\d{1,2}[a-z]?[.)]? )?[^\W\d_][^.:?!\n]{2,80})(?<! [A-Z])\. [^:\n]{8,300}?(?<![JS]r)\.\)?:(?=\s|\Z)"
)
_COUNTED = later(r"(?<![\w.])(?:i{1,3}|iv|v)[.)] (?=[A-Z])")

_REQUIRED = later(r"^(\W{0,4}[^\W\d_][\w .'/()#-]{1,60}?) ?\*(?=[ \t]{2,}|\t|[ \t]*:|\s*\Z)")


def without_instructions(text: str) -> str:
    """A line with a colon right behind such a label and blanks for the sentences, as long as it was.

    And with blanks for what counts the labels of a line: "i. First name   ii. Middle initial   iii. Last name"; with a
    colon for the star of an answer that has to be given.

    >>> without_instructions("1 Name. Required here.: Ann"), without_instructions("Name. Ask Ann: Bob")
    ('1 Name:                 Ann', 'Name. Ask Ann: Bob')
    >>> without_instructions("Name *    Ann Lee"), without_instructions("Name *: Ann Lee")
    ('Name :    Ann Lee', 'Name  : Ann Lee')
    """
    if " ii" in text:
        text = _COUNTED.sub(lambda found: " " * len(found[0]), text)
    if "*" in text and (mark := _REQUIRED.match(text)) is not None:
        sign = " " if ":" in text[mark.end() :] else ":"
        text = f"{mark[1]}{sign:>{mark.end() - mark.end(1)}}{text[mark.end() :]}"
    found = _FORM.match(text) if ".:" in text or ".):" in text else None
    return text if found is None else f"{found[1]}:".ljust(found.end()) + text[found.end() :]
