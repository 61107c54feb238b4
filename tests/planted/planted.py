"""Numbers planted at named places of files of every format: what a case is, and how one is checked.

A module `planted_<group>.py` beside this one holds the cases of a group as CASES. `test_planted.py` scans each and
wants every number at exactly the place that was said; `python tests/planted/table.py` writes the table of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from piiscan import place
from piiscan.model import Location

HERE = Path(__file__).parent


@dataclass
class Plant:
    """Hands out a number for each place of a file, and remembers where it has to be found.

    `where` is the place as a report shows it, members of containers first: "a.csv › line 2". The numbers lie above
    what was ever given out (see `fixtures/README.md`), and are 010-94-0001, 010-94-0002 and so on.
    """

    places: dict[str, tuple[str, str]] = field(default_factory=dict)  # number: (name of the place, where)

    def __call__(self, name: str, where: str) -> str:
        """The next number, as it is to be written."""
        ssn = f"010-94-{len(self.places) + 1:04}"
        self.places[ssn] = (name, where)
        return ssn

    def record(self, name: str, where: str) -> str:
        """A person with the next number, as running text."""
        return f"Ann Lee, SSN {self(name, where)}"


@dataclass(frozen=True)
class Case:
    """A file of a format. `variant` says what is special about it, or what made it."""

    format: str
    variant: str
    name: str
    build: Callable[[Plant], bytes]
    gaps: bool = False  # whether a part of it is rightly said not to be read

    @property
    def id(self) -> str:
        """A name for the test."""
        return f"{self.format}-{self.variant}".replace(" ", "_")


def cases() -> list[Case]:
    """All cases of all groups, in the order of their formats."""
    modules = sorted(path.stem for path in HERE.glob("planted_*.py"))
    found = [case for module in modules for case in import_module(module).CASES]
    return sorted(found, key=lambda case: (case.format.lower(), case.variant.lower()))


def shown(at: Location) -> str:
    """A place as a report shows it, the members of containers in front."""
    return place.ARROW.join([*place.container(at), *filter(None, [place.text(at)])])
