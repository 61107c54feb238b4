"""No pattern of this package goes back without end: each is tried on texts that its own parts are repeated in.

A repeat inside a repeat, where a text can be shared out between the two in many ways, takes twice the time for each
sign more ("-----… x" for `(?:-{2,} *)+`): the scan of a file with such a line would not end before its deadline.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from re import _constants as code  # what a pattern is made of; there is no public way to it
from re import _parser as parser
from typing import Any

import pytest
import regex

import piiscan
from piiscan import later

AGAIN = (8, 16, 24, 32, 40, 60)  # times a part is repeated
SECONDS = 2.0  # of processor time; a pattern that ends takes a thousandth of it, one that does not takes years
COMMON = (
    " ",
    "-",
    "_",
    "=",
    ".",
    "*",
    "a",
    "A",
    "1",
    "\n",
    "\t",
    "a ",
    "Ann ",
    "1 ",
    "a.",
    "a-",
    "- ",
    " \n",
    "| ",
    "é",
)
ENDINGS = ("\x00", "!", " x")  # so that the whole does not match, and every way is tried
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
ONE_OF_EACH = {code.CATEGORY_DIGIT: "1", code.CATEGORY_WORD: "a", code.CATEGORY_SPACE: " "}
LIKELY = "a1 -.\nA_,:=\"'/<>é"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no timer of processor time")


class TooLongError(Exception):
    """The timer has rung."""


def patterns() -> Iterator[tuple[str, Any]]:
    """The patterns that stand in the modules, by themselves or in tuples, lists and dictionaries."""
    for module in pkgutil.walk_packages(piiscan.__path__, "piiscan."):
        if module.name.endswith(("__main__", "build_kernel")):
            continue
        for name, value in list(vars(importlib.import_module(module.name)).items()):
            yield from ((f"{module.name}.{name}", pattern) for pattern in inside(value))


def inside(value: object, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, re.Pattern | regex.Pattern | later._Later):
        yield value
    elif depth <= 2 and isinstance(value, tuple | list | frozenset | set | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from inside(each, depth + 1)


def text_of(parsed: Any, turn: int) -> str:
    """A text that a part of a pattern matches; another for each turn, where there is a choice."""
    text = ""
    for kind, value in parsed:
        if kind is code.LITERAL:
            text += chr(value)
        elif kind is code.NOT_LITERAL:
            text += "x" if value != ord("x") else "y"
        elif kind is code.IN:
            text += sign_of(value, turn)
        elif kind is code.ANY:
            text += "x"
        elif kind in REPEATS:
            text += text_of(value[2], turn) * value[0]
        elif kind is code.BRANCH:
            text += text_of(value[1][turn % len(value[1])], turn)
        elif kind in {code.SUBPATTERN, code.ATOMIC_GROUP}:
            text += text_of(value[3] if kind is code.SUBPATTERN else value, turn)
    return text


def sign_of(parsed: Any, turn: int) -> str:
    """A sign of a class of signs."""
    if parsed[0][0] is code.NEGATE:
        without = {chr(value) for kind, value in parsed if kind is code.LITERAL}
        spaces = any(kind is code.CATEGORY and value is code.CATEGORY_SPACE for kind, value in parsed)
        return next((sign for sign in LIKELY if sign not in without and not (spaces and sign.isspace())), "\x01")
    signs = [
        chr(value if kind is code.LITERAL else value[0]) if kind is not code.CATEGORY else ONE_OF_EACH.get(value, "-")
        for kind, value in parsed
    ]
    return signs[turn % len(signs)]


def repeated(parsed: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What may be repeated in a pattern, each with what stands before it."""
    for kind, value in parsed:
        if kind in REPEATS:
            yield from ((before, text_of(value[2], turn) or "a") for turn in range(4))
            yield from repeated(value[2], before)
        elif kind is code.BRANCH:
            for branch in value[1]:
                yield from repeated(branch, before)
        elif kind in {code.SUBPATTERN, code.ATOMIC_GROUP}:
            yield from repeated(value[3] if kind is code.SUBPATTERN else value, before)
        before += text_of([(kind, value)], 0)


def attacks(pattern: Any) -> set[tuple[str, str]]:
    """What stands before, and what comes again and again."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    found = {("", part) for part in COMMON}
    try:
        return found | set(
            repeated(
                parser.parse(source, pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII))
            )
        )
    except re.error:  # of `regex`, which has more
        return found


def ends(pattern: Any, before: str, part: str, ending: str) -> bool:
    for times in AGAIN:
        text = before + part * times + ending
        data = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            pattern.fullmatch(data)
            pattern.search(data)
        except TooLongError:
            return False
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return True


@pytest.fixture
def timer() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, ring)
    yield
    signal.signal(signal.SIGPROF, before)


@pytest.mark.long
@pytest.mark.usefixtures("timer")
@pytest.mark.parametrize("source", [r"(?:[-=]{2,}[ ]*)+", r"(?:(?:a|b)?[ ]?(?:a|ab)[ ]*)+", r"(\w+\s?)*:"])
def test_a_pattern_that_goes_back_without_end_is_told(source):
    pattern = re.compile(source)
    assert not all(ends(pattern, *attack, ending) for attack in attacks(pattern) for ending in ENDINGS)


@pytest.mark.long
@pytest.mark.usefixtures("timer")
def test_every_pattern_comes_to_an_end():
    tried: set[tuple[object, int]] = set()
    endless = set()
    for name, pattern in patterns():
        if (pattern.pattern, pattern.flags) in tried:
            continue
        tried.add((pattern.pattern, pattern.flags))
        if not all(ends(pattern, *attack, ending) for attack in sorted(attacks(pattern)) for ending in ENDINGS):
            endless.add(name)
    assert not endless
    assert len(tried) > 900
