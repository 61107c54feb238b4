"""People for planted numbers: each number has a person of its own, so that who it is given to can be checked."""

from __future__ import annotations

import re
from collections.abc import Callable

from planted import Plant

_NAMES = (
    "Ann Lee,Bob Ray,Carl Poe,Dora Fox,Eve Orr,Flora Kay,Gus Hay,Helen Day,Ida Coe,Jon Dow,Kate Ely,Lou Fay,Max Gee,"
    "Nora Hill,Oscar Dent,Paul Bell,Rita Cole,Sam Ford,Tina Gray,Hugo Marsh,Vera Stone,Walt Reed,Alma Wood,Yale Park,"
    "Zora Lake"
)
NAMES = tuple(_NAMES.split(","))


def owner(ssn: str) -> str:
    """Whose number it is."""
    return NAMES[int(ssn[-4:]) - 1]


def person(plant: Plant, place: str, where: str) -> tuple[str, str]:
    """A name and the next number."""
    ssn = plant(place, where)
    return owner(ssn), ssn


def says(plant: Plant, place: str, where: str) -> str:
    """A person with the next number, as running text."""
    name, ssn = person(plant, place, where)
    return f"{name}, SSN {ssn}"


def marked(text: str, end: str = "\n", encoding: str = "utf-8") -> Callable[[Plant], bytes]:
    """A text in which «place» or «place|where» stands for a number, in the order of their owners.

    In `where`, "@" is the line and the column where the number stands, "%" the line alone, and "@ssn" stands for
    "@ (ssn)"; "@" is what is meant if nothing is said.
    """

    def build(plant: Plant) -> bytes:
        out = ""
        for before, place, where in _MARK.findall(text):
            out += before
            if not place:
                continue
            line = f"line {out.count(chr(10)) + 1}"
            spot = f"{line} › column {len(out) - out.rfind(chr(10))}"
            shown = _KEYED.sub(rf"{spot} (\1)", where or "@").replace("@", spot).replace("%", line)
            out += plant(place, shown)
        return out.replace("\n", end).encode(encoding)

    return build


_MARK = re.compile(r"([^«]*)(?:«([^|»]+)\|?([^»]*)»)?", re.DOTALL)
_KEYED = re.compile(r"@(\w[\w. /:-]*)")
