"""Patterns where `re` is broken: none with a possessive group is left to it, and each says the same by either engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from piiscan import later

_WALK = """
import importlib, pkgutil, re, sys
from piiscan import later
later.BROKEN = True
import piiscan

def patterns(one, depth=0):
    if isinstance(one, later._Later):
        one = one._make()
    if isinstance(one, re.Pattern):
        yield one
    elif isinstance(one, (tuple, list, set, frozenset, dict)) and depth < 4:
        for inner in one.values() if isinstance(one, dict) else one:
            yield from patterns(inner, depth + 1)

for module in pkgutil.walk_packages(piiscan.__path__, "piiscan."):
    if module.name.endswith("__main__") or ".data." in module.name:
        continue
    for name, value in vars(importlib.import_module(module.name)).items():
        for pattern in patterns(value):
            text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
            if later._POSSESSIVE_GROUP.search(text):
                print(module.name, name)
"""


@pytest.mark.long
def test_no_possessive_group_is_left_to_a_broken_engine():
    done = subprocess.run(
        [sys.executable, "-c", _WALK],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert done.stdout.splitlines() == []


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.DOTALL | re.MULTILINE, re.ASCII])
@pytest.mark.parametrize("source", [r"(?:ab?c)*+d", rb"(?:ab?c)*+d", r"(?>a|ab)c\w", r"^(?:a.b|\w){2,4}+$"])
def test_either_engine_says_the_same(source, flags, monkeypatch):
    text = "abcacd aBc\u00e9 ac\nb\nabcacd"
    if isinstance(source, bytes):
        text, flags = text.encode(), flags & ~re.ASCII
    ours = [match.span() for match in later.compiled(source, flags).finditer(text)]
    monkeypatch.setattr(later, "BROKEN", True)
    theirs = later.compiled(source, flags)
    assert not isinstance(theirs, re.Pattern)
    assert [match.span() for match in theirs.finditer(text)] == ours


def test_what_has_no_such_group_stays_with_re(monkeypatch):
    monkeypatch.setattr(later, "BROKEN", True)
    assert isinstance(later.compiled(r"[a-z]++(?:ab)+"), re.Pattern)
