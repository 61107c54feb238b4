"""What a Word document says in attributes: alternative texts, lists to choose from, fields, mail merge.

Rule: what is written by hand is always given; names, codes and settings only where they hold a number.
Chapters are those of ECMA-376 part 1 unless another is named.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d\D{0,2}\d\D{0,2}\d\D{0,2}\d\D{0,2}\d")
_ALTERNATIVE = "alternative text"
# By element: what it is, and the attributes that say it.
_WRITTEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "docPr": (_ALTERNATIVE, ("title", "descr")),  # 20.4.2.5
    "cNvPr": (_ALTERNATIVE, ("title", "descr")),  # 20.1.2.2.8
    "tblCaption": (_ALTERNATIVE, ("val",)),  # 17.4.60
    "tblDescription": (_ALTERNATIVE, ("val",)),
    "listItem": ("choice", ("displayText", "value")),  # 17.5.2.21
    "listEntry": ("choice", ("val",)),  # 17.16.25
    "default": ("form field", ("val",)),  # 17.16.12
    "helpText": ("form field", ("val",)),
    "statusText": ("form field", ("val",)),
    "hyperlink": ("tooltip", ("tooltip",)),  # 17.16.22
    "hlinkClick": ("tooltip", ("tooltip",)),
    "hlinkHover": ("tooltip", ("tooltip",)),
    "textpath": ("word art", ("string",)),  # part 4, 19.1.2.23: watermarks
    "mailSubject": ("mail merge", ("val",)),  # 17.14.23
    "query": ("mail merge", ("val",)),  # 17.14.26
    "connectString": ("mail merge", ("val",)),  # 17.14.8
    "udl": ("mail merge", ("val",)),
}
_NUMBERED: dict[str, tuple[str, tuple[str, ...]]] = {
    "fldSimple": ("field", ("instr",)),  # 17.16.19
    "alias": ("content control", ("val",)),  # 17.5.2.1
    "tag": ("content control", ("val",)),
    "attr": ("attribute", ("name", "val")),  # 17.5.1.1: of smart tags and custom XML
    "lvlText": ("numbering", ("val",)),  # 17.9.11
    "comment": ("author", ("author",)),
    "person": ("author", ("author",)),
    "bookmarkStart": ("bookmark", ("name",)),
    "style": ("style", ("styleId",)),
}
_VML = "urn:schemas-microsoft-com:vml"
_NAMES = frozenset(_WRITTEN) | frozenset(_NUMBERED)
_PICTURES = ("Wingdings", "Webdings", "ZapfDingbats", "Marlett")


def said(tag: str, name: str, attributes: dict[str, str]) -> tuple[str, str] | None:
    """What an element says in its attributes, and what kind of text that is.

    >>> said("x docPr", "docPr", {"id": "1", "descr": "Card of Ann"})
    ('alternative text', 'Card of Ann')
    >>> said("x alias", "alias", {"w val": "Name"}) is None
    True
    """
    if name in _NAMES:
        kind, wanted = _WRITTEN.get(name) or _NUMBERED[name]
    elif tag.startswith(_VML) and attributes:
        kind, wanted = _ALTERNATIVE, ("title", "alt")  # part 4, 19.1.2: of any shape
    else:
        return None
    local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    values = [local[key] for key in wanted if local.get(key)]
    text = " ".join(dict.fromkeys(values))  # a choice that is called what it is worth is said once
    if not text.strip() or (name in _NUMBERED and not numbered(text)):
        return None
    return kind, text


def numbered(text: str) -> bool:
    """Whether a text holds a number that is worth a look.

    >>> numbered(' QUOTE "010-94-0001" '), numbered(' PAGE 12 ')
    (True, False)
    """
    return _NUMBER.search(text) is not None


def symbol(attributes: dict[str, str]) -> str:
    """The character of w:sym (17.3.3.30), "" for a picture from a font of pictures.

    >>> symbol({"w font": "Symbol", "w char": "F030"}), symbol({"w font": "Wingdings", "w char": "F030"})
    ('0', '')
    """
    local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    try:
        code = int(local.get("char", ""), 16)
    except ValueError:
        return ""
    if local.get("font", "").startswith(_PICTURES):
        return ""
    code -= 0xF000 if 0xF000 <= code < 0xF100 else 0
    return chr(code) if 0x20 <= code < 0xD800 else ""
