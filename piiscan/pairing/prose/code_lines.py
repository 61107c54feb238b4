"""A record as source code has it, or as programs print one, read as the fields of a form.

Dumps, setters, builders, and what tests of web pages type into fields.

Rule: no place changes. What is the language's own becomes blanks, and a colon stands between a key and its value.
"""

from __future__ import annotations

import re

from piiscan.later import later

_KEY = r"[A-Za-z_][\w-]{1,60}"
# 'first_name' => 'Ann', / [first_name] => Ann / ["first_name"]=> / user['first_name'] = 'Ann'
_ENTRY = later(
    rf"^(?P<before>[ \t]*(?:\$?[A-Za-z_]\w{{0,40}}(?=\[))?\[?[\"']?){_KEY}"
    r"(?P<between>(?P<quote>[\"']?)\]?[ \t]*(?:=>|(?<=\])[ \t]*=(?!=))[ \t]*)(?!.*=>)"
)
# 'first_name': 'Ann', / [{'first_name': 'Ann',
_MEMBER = later(rf"^(?P<before>[ \t]*[\[({{]{{0,4}}[ \t]*'){_KEY}(?P<between>'[ \t]?:[ \t]*)(?!.*'[ \t]?:)")
_CALL = later(rf"(?P<before>\.){_KEY}(?P<between>\(([\"']))[^\"'\n]{{1,80}}(?P<behind>\3\))")  # p.setFirstName("Ann")
# :first-name "Ann" of Clojure; foaf:givenName "Ann" of RDF
_WORD = later(rf"(?P<before>(?<![\w:])(?:[a-z]\w{{0,20}})?:){_KEY}(?P<between>[ \t])[ \t]{{0,8}}(?=\")")
_COLON = later(r":[A-Za-z_]")  # in each of them
_SERIALIZED = later(rf"(?P<before>s:\d{{1,3}}:\"){_KEY}(?P<between>\";s:\d{{1,4}}:\")[^\"\n]{{1,120}}(?P<behind>\";)")
_DUMPED = later(r"^(?P<before>[ \t]*string\(\d{1,4}\)[ \t]+\")[^\"\n]{1,120}(?P<behind>\")[ \t]*\r?$")
# first_name { "Ann" } of factories in Ruby
_BLOCK = later(rf"^(?P<before>[ \t]*){_KEY}(?P<between>[ \t]*\{{[ \t]*([\"']))[^\"'\n]{{1,80}}(?P<behind>\3[ \t]*\}})")
# cy.get('#ssn').type('1'), page.getByLabel("SSN").fill("1"), find_element(By.ID, "ssn").send_keys("1"),
# fill_in 'SSN', with: '1', I fill in "SSN" with "1"
_TITLE = r"[A-Za-z_](?:[\w-]|[ ](?=\w)){1,60}"
_ASKED_BY = r"(?:[#.]|(?:input)?\[?(?:name|id|data-[a-z-]{1,16})=[\"']?)?"
_ENTERED = later(
    rf"(?P<before>\((?:By\.\w{{2,12}}[,(] ?)?[\"']{_ASKED_BY}){_TITLE}"
    r"(?P<between>[\"']?\]?[\"']\){1,2}\.(?:type|fill|send_?[kK]eys|val|set_?[vV]alue|typeText)\(([\"']))"
    r"[^\"'\n]{1,80}(?P<behind>\3)"
)
_FILLED = later(
    rf"(?P<before>\b(?:fill_in|fill in|fill|type|fillField)[ (][\"']{_ASKED_BY}){_TITLE}"
    r"(?P<between>[\"']?\]?[\"'],? ?(?:with:? ?)?([\"']))[^\"'\n]{1,80}(?P<behind>\3)"
)
# What a line has in it that one of them may be in, which is soon seen.
_FORMS = (
    ((".type(", ".fill(", "end_keys(", "endKeys(", ".val(", "et_value(", "etValue(", ".typeText("), _ENTERED),
    (("fill", ".type("), _FILLED),
    (("=>", "'] =", '"] ='), _ENTRY),
    (("':", "' :"), _MEMBER),
    (('("', "('"), _CALL),
    ((' "',), _WORD),
    (('";s:',), _SERIALIZED),
    (("string(",), _DUMPED),
    (("{ ", '{"', "{'"), _BLOCK),
)


def as_fields(text: str) -> str:
    """A line of code as the labels and values of a form, each where it was; any other line as it is.

    >>> as_fields("  'first_name' => 'Ann',"), as_fields('p.setLastName("Lee");'), as_fields(':ssn "1"')
    ("   first_name:    'Ann',", 'p setLastName: Lee; ;', ' ssn:"1"')
    """
    if '"' not in text and "=>" not in text and "'" not in text:  # one of them is in each
        return text
    for marks, form in _FORMS:
        if any(map(text.__contains__, marks)) and (form is not _WORD or _COLON.search(text) is not None):
            for found in form.finditer(text):
                text = _dressed(text, found)
    return text


def _dressed(text: str, found: re.Match[str]) -> str:
    """The text with a colon between the key and the value that were found, and an end behind the value."""
    groups = found.groupdict()
    for name in ("before", "between", "behind"):
        if groups.get(name):
            start, end = found.span(name)
            text = text[:start] + _MARKS[name].ljust(end - start) + text[end:]
    return text


_MARKS = {"before": "", "between": ":", "behind": ";"}
