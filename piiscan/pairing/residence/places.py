"""Names of places, read once from `data/places.txt`: the only file that knows its form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from piiscan.pairing.names.table import fold


class Places(NamedTuple):
    """All keys are folded: lower case, letters only ("southhadley")."""

    municipalities: frozenset[str]  # the 351 cities and towns of Massachusetts
    towns: frozenset[str]  # and its villages and parts of cities with a post office of their own
    states: dict[str, str]  # "ny", "newyork" → "NY", other states and territories as well as Massachusetts
    zip_states: dict[str, str]  # "100" → "NY", by the first three digits
    provinces: dict[str, str]  # of Canada, as states
    countries: frozenset[str]  # foreign ones
    country_codes: frozenset[str]  # and their codes of two and three letters (ISO 3166), but for MA
    compounds: frozenset[str]  # places of two words or more that could be taken for a person


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    items: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            items = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            items += [item.strip() for item in line.split("|")]
    return found


def _abbreviated(items: list[str]) -> dict[str, str]:
    pairs = [item.split(" ", 1) for item in items]
    return {fold(key): short for short, name in pairs for key in (short, name)}


def _zip_states(items: list[str]) -> dict[str, str]:
    found = {}
    for state, *ranges in map(str.split, items):
        for part in ranges:
            first, _, last = part.partition("-")
            found.update({f"{prefix:03}": state for prefix in range(int(first), int(last or first) + 1)})
    return found


@cache
def places() -> Places:
    """The table, read on the first call."""
    sections = _sections((files("piiscan") / "data" / "places.txt").read_text("utf-8"))
    municipalities = sections["municipalities of Massachusetts"]
    towns = municipalities + sections["villages of Massachusetts"]
    states = sections["states"]
    several = [name for name in towns + sections["countries"] if " " in name]
    several += [name for _, name in (state.split(" ", 1) for state in states) if " " in name]
    return Places(
        municipalities=frozenset(map(fold, municipalities)),
        towns=frozenset(map(fold, towns)),
        states=_abbreviated(states),
        zip_states=_zip_states(sections["first three digits of ZIP codes"]),
        provinces=_abbreviated(sections["provinces of Canada"]),
        countries=frozenset(map(fold, sections["countries"])),
        country_codes=frozenset(map(fold, sections["codes of countries"])),
        compounds=frozenset(map(fold, several + sections["other places of two or more words"])),
    )
