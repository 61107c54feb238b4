"""What to do about a finding or about something not read, in a short sentence for people.

Rule: advice names the act, never a value. A word of a later version gets the advice that is right for anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from piiscan.tally import is_gap, settled
from piiscan.titles import HERE

Record = Mapping[str, Any]

ACCESS = "17.04(2)(a)"  # the duty to let in only who needs it
_DELETE, _ENCRYPT = "delete it for good unless somebody needs it", "encrypt it, or its volume"
_MOVE = "move it to where only who needs it may enter"
REMEDY = "Delete it if nobody needs it, move it where only those who do may read it, or encrypt it."
_STORE = "Move it to a store that only those may enter who need it for their job, and delete it here"


class Act(NamedTuple):
    """What a paragraph asks for that is touched: in a few words, a word to sort tickets by, and a step of a ticket."""

    short: str
    word: str
    step: str


BY_CLAUSE: Mapping[str, Act] = {  # the most urgent first
    "17.03(2)(b)": Act(_DELETE, "delete", "Delete it for good if nobody needs it (M.G.L. c. 93I); else say who does"),
    "17.04(6)": Act("take it off the web folder", "move", "Take it off the web folder, and look who has fetched it"),
    "17.03(2)(c)": Act(_MOVE, "move", _STORE),
    "17.03(2)(f)": Act(_MOVE, "move", f"{_STORE}; what a service provider may have, its contract must say"),
    "17.04(3)": Act(_MOVE, "move", f"{_STORE}; send it encrypted only"),
    "17.04(4)": Act(
        "redact it, and keep such numbers out of it",
        "redact",
        "Redact it, and have the program leave such numbers out",
    ),
    "17.04(1)(c)": Act("keep the key away from what it opens", "move", "Keep the key away from what it locks"),
    "17.04(5)": Act(_ENCRYPT, "encrypt", "Encrypt it, or the volume it is on"),
    ACCESS: Act(
        "restrict who reads it",
        "restrict",
        "Restrict it to those who need it for their job (chmod o-rwx, a smaller group or list, no open share)",
    ),
    "17.03(2)(e)": Act(
        "give it an owner who works here",
        "restrict",
        "Give it an owner who works here, and close what the old account may enter",
    ),
    "17.04(1)(d)": Act(
        "see that the account of its owner is closed or in use",
        "restrict",
        "Make sure that the account of its owner is closed or in use",
    ),
}
_CLASSES: Mapping[str, str] = {
    "personal_information": "delete what is not needed, encrypt or move the rest",
    "review": "look at it: piiscan explain says why it is not sure",
    "element_only": "look whose number it is, and treat it as theirs",
    "non_resident": "see what the law of the person's own state asks",
    "excluded": "nothing while the rule of the operator holds",
    "test_value": "nothing: the number is a published sample",
    "masked": "nothing: most digits are not there",
    "lookalike": "nothing: it is another kind of number",
}
_HISTORY = "rewrite the history without it (git filter-repo), and have every clone replaced"
_RENAME = "give it a name without the number, which everybody reads who may list the folder"
_NAME = [[step.axis.value, step.at] for step in HERE]
_SETTLED = "nothing while what was decided about it holds"
_PROTECTED = "nothing while the key stays away from it"
_LOCKED = "nothing while its key is kept well"
_KEY_BESIDE = "move the key away from what it opens, or read it with --password-file"
_AGAIN = "lock it again with AES of 128 bits or more, or delete it"
_WEAK = f"read it with --password-file; {_AGAIN}"
_OPAQUE = "ask its owner what it is: it looks random, and nothing proves that it is encrypted"
_UNREAD: Mapping[str, tuple[str, str]] = {
    "encrypted": ("", _WEAK),
    "unsupported": (
        "no reader for this kind of content is installed, or there is none",
        "look at it by hand; piiscan formats says what an extra or --ocr would read",
    ),
    "corrupt": ("it is damaged or not what it says it is", "ask its owner for a copy that opens, or delete it"),
    "unreadable": (
        "the system did not let it be read",
        "see that it can be reached, by a user who may read it",
    ),
    "limit": ("it is larger or deeper than the limits of the scan", "scan it with the limit raised that it names"),
    "excluded": ("the operator left it out", "nothing, as long as that is still meant"),
    "timeout": ("it took too long", "scan it with a longer --deadline"),
    "crashed": ("it ended the process that read it", "look at it by hand, and report the fault"),
    "changed": ("it changed while it was read", "scan it again when nobody writes to it"),
    "special": ("it is a link, a device or the like, not a file", "nothing: it holds nothing of its own"),
    "bug": ("piiscan made a mistake with it", "look at it by hand, and report the fault"),
}
_ANY = "look at it by hand"


def finding(record: Record) -> str:
    """What to do about a finding."""
    if settled(record):
        return _SETTLED
    if record.get("protected"):
        return _PROTECTED
    kind = record["classification"]
    if kind != "personal_information":
        return _CLASSES.get(kind, _ANY)
    touched = {duty["clause"] for duty in record.get("duties", ())}
    acts = list(dict.fromkeys(act.short for clause, act in BY_CLAUSE.items() if clause in touched))
    if record["location"]["steps"][-1:] == _NAME:
        acts.insert(0, _RENAME)
    return "; ".join([*acts, *([_HISTORY] if "history" in record else _rest(acts))])


def _rest(acts: Collection[str]) -> Iterator[str]:
    """What is to be done with any personal information, as far as it is not said already."""
    if _DELETE in acts:
        return
    if _ENCRYPT in acts:
        yield "delete what is not needed"
    elif _MOVE in acts:
        yield "delete what is not needed, encrypt the rest"
    else:
        yield _CLASSES["personal_information"]


def unread(record: Record) -> str:
    """What to do about something that was not read, or not to its end."""
    lock = record["encryption"]
    if record["reason"] == "encrypted" and lock is not None:
        if not is_gap(record):
            return _LOCKED
        if lock.get("key_beside"):
            return f"{_KEY_BESIDE}; {_AGAIN}" if lock["verdict"] == "weak" else _KEY_BESIDE
        return _OPAQUE if lock["verdict"] == "opaque" else _WEAK
    return _UNREAD.get(str(record["reason"]), ("", _ANY))[1]


def meaning(reason: str) -> str:
    """What a reason not to read means; "" where that is not known."""
    return _UNREAD.get(reason, ("", ""))[0]
