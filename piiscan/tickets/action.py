"""What to do about a case, chosen by the paragraphs its facts touch.

Rule: the first of `BY_CLAUSE` that is touched is the action, the others follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from piiscan.reporters.advice import BY_CLAUSE

_ELSE = ("encrypt", "Delete it if nobody needs it; else encrypt it, or confirm that it belongs here")
_HISTORY = (
    "rewrite",
    "Rewrite the history of the repository without it (git filter-repo), and have every clone replaced",
)
_REVIEW = ("review", "Look whether it is personal information; then delete, move, encrypt or redact it")
_ACTS = [(act.word, act.step) for act in BY_CLAUSE.values()]
_WORD = {step: word for word, step in (_HISTORY, *_ACTS, _ELSE, _REVIEW)}
_ORDER = list(_WORD)  # of steps that as many files need
WORDS = tuple(dict.fromkeys((_REVIEW[0], *_WORD.values())))


class Action(NamedTuple):
    """One word to sort by, and what to do, in order."""

    word: str
    steps: tuple[str, ...]


def steps(clauses: Mapping[str, object], *, counts: bool, history: bool) -> list[str]:
    """What to do with one file, in order.

    `counts`: something in it counts by 17.02 for sure; `history`: git holds it.
    """
    found = [act.step for clause, act in BY_CLAUSE.items() if clause in clauses] or [_ELSE[1]]
    if history:  # to delete a file leaves it there
        found.insert(0, _HISTORY[1])
    if not counts:
        found.insert(0, _REVIEW[1])
    return list(dict.fromkeys(found))


def action(clauses: Mapping[str, object], *, counts: bool, history: bool = False) -> Action:
    """The action for one file by the clauses touched.

    >>> action({"17.04(2)(a)": 0, "17.03(2)(b)": 0}, counts=True).word, action({}, counts=False).word
    ('delete', 'review')
    """
    found = steps(clauses, counts=counts, history=history)
    return Action(_WORD[found[0]], tuple(found))


def of_many(todo: Mapping[str, Sequence[Any]], files: int) -> Action:
    """The action for several files, the one that most of them need first. `todo`: see `Case.todo`."""
    found = sorted(todo.items(), key=lambda one: (-one[1][0], _ORDER.index(one[0])))

    def said(step: str, some: int, name: str) -> str:
        about = f": {name}" if some == 1 else f", the worst: {name}"
        return f"{step} ({some:,} of {files:,} files{about})"

    texts = [step if some == files else said(step, some, name) for step, (some, _, name) in found]
    return Action(_WORD[found[0][0]], tuple(texts))
