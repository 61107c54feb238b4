"""Patterns as in `.gitignore`, compiled. The only file that knows how `pathspec` writes them as regular expressions.

Rule: linear in the name, which is whoever made it. Several `*` in one name would be tried in all their combinations: by
four of them in `*-*-*-*.log` a name of 250 dashes takes minutes. What stands between two of them has one length, so
that where it fits first leaves the most room for what follows: each but the last is settled when it has matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from piiscan.later import later

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Not what is negated: it would match the end of a name, too.
_INNER = later(
    r"""\[\^/\]\*                                              # any characters of a name, but
        ((?: \\. | \[\^/\](?!\*) | \[(?!\^)(?:\\.|[^\]\\])+\] | [^\\\[\]()*+?{}|^$./] )*)
        (?=\[\^/\]\*)                                          # only where there are such behind it""",
    re.VERBOSE,
)


def compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of these lines. Raises ValueError.

    The other back-ends of pathspec (google-re2, Hyperscan) refuse names that are not UTF-8, and which one is taken by
    default depends on what is installed.
    """
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(lines, backend="simple")
    for pattern in spec.patterns:
        if pattern.regex is not None and (settled := linear(pattern.regex.pattern)) != pattern.regex.pattern:
            pattern.regex = later(settled)
    return spec


def linear(expression: str) -> str:
    """An expression that matches the same, without going back to any but the last `*` of a name.

    >>> linear(r"^[^/]*a[^/]*b[^/]*/")
    '^(?>[^/]*?a)(?>[^/]*?b)[^/]*/'
    """
    return str(_INNER.sub(r"(?>[^/]*?\1)", expression))
