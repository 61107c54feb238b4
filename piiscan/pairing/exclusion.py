"""Which public-record rule covers a finding (17.02, proviso; SPEC §11). Decides, and counts nothing.

How information was obtained cannot be seen in it: the operator says so, for named files and kinds of elements.
One rule must cover every element of a finding, or the finding stands. The first one in the rules file that does
gives its name. Outcomes are out of its reach: what was not read stays not read.

Nor can be seen whether a number is one, or a token or encrypted in its form, with the key elsewhere (SPEC §10): the
operator declares the columns of tables and the keys of objects, by their names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from piiscan.config import Declared, PublicRecords, Rule
from piiscan.model import Classification, Kind
from piiscan.sources.globs import compiled

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# A published sample number is nobody's, and what is weak is not listed: neither needs an excuse.
_EXCLUDABLE = frozenset(
    {
        Classification.PERSONAL_INFORMATION,
        Classification.NON_RESIDENT,
        Classification.REVIEW,
        Classification.ELEMENT_ONLY,
    }
)


@cache
def pattern(path: str) -> GitIgnoreSpec:
    """The compiled path of a rule. ValueError: it is none, can never match, or would match everything."""
    if path.startswith("!") or not path.strip("*?/ "):
        raise ValueError(path)
    spec = compiled([path])
    if not spec.patterns or spec.patterns[0].include is None:
        raise ValueError(path)
    return spec


def folded(title: str) -> str:
    """A title of a column, or a key, as it is compared: small letters, single blanks.

    >>> folded(" SSN  Token ")
    'ssn token'
    """
    return " ".join(title.casefold().split())


class Exclusion:
    """The rules that cover one file. `digest` gives its SHA-256, and is asked only if a rule needs it."""

    def __init__(self, records: PublicRecords | None, path: str, digest: Callable[[], str]) -> None:
        self._records = records
        self._path = path
        self._digest = digest
        self._found: tuple[Rule, ...] | None = None if records is not None else ()

    def rules(self, classification: Classification | None) -> tuple[Rule, ...]:
        """The rules that may exclude a finding of some class in this file."""
        if self._found is None and classification in _EXCLUDABLE:
            self._found = self._find()
        return self._found or () if classification in _EXCLUDABLE else ()

    def rule(self, classification: Classification | None, kinds: Collection[Kind]) -> str:
        """The id of the rule that excludes a finding with elements of these kinds; "": none does."""
        rules = self.rules(classification)  # mostly there are none
        return next((rule.id for rule in rules if all(kind in rule.elements for kind in kinds)), "") if rules else ""

    @cached_property
    def declared(self) -> Mapping[str, str]:
        """The ids of the rules by the titles and keys (`folded`) that they declare in this file."""
        if self._records is None:
            return {}
        found: dict[str, str] = {}
        for rule in self._records.declared:
            if not self._records.expired(rule) and self._covers(rule):
                for title in rule.columns:
                    found.setdefault(folded(title), rule.id)
        return found

    def _covers(self, rule: Rule | Declared) -> bool:
        return bool(pattern(rule.path).check_file(self._path).include)

    def _find(self) -> tuple[Rule, ...]:
        assert self._records is not None  # noqa: S101 - for the type checker
        valid = [rule for rule in self._records.rules if not self._records.expired(rule)]
        digest = self._digest() if any(rule.sha256 for rule in valid) else ""
        return tuple(rule for rule in valid if (self._covers(rule) if rule.path else rule.sha256 == digest))


NOTHING = Exclusion(None, "", str)
