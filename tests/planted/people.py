"""People for planted numbers: each number has a person of its own, so that who it is given to can be checked."""

from __future__ import annotations

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
