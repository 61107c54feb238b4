"""Addresses: towns of Massachusetts with their ZIP codes, and towns elsewhere. Streets and house numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_HERE = (
    "Boston 02118|Boston 02127|Dorchester 02125|Worcester 01604|Springfield 01108|Lowell 01851|Lowell 01854|Cambridge 02139|"
    "Brockton 02301|New Bedford 02740|Fall River 02721|Quincy 02169|Lynn 01902|Lawrence 01841|Newton 02458|Somerville 02143|"
    "Framingham 01702|Haverhill 01830|Malden 02148|Medford 02155|Taunton 02780|Chicopee 01020|Weymouth 02188|Revere 02151|"
    "Peabody 01960|Methuen 01844|Barnstable 02630|Pittsfield 01201|Attleboro 02703|Everett 02149|Salem 01970|Westfield 01085|"
    "Leominster 01453|Fitchburg 01420|Holyoke 01040|Beverly 01915|Marlborough 01752|Woburn 01801|Amherst 01002|Chelsea 02150|"
    "Randolph 02368|Watertown 02472|Natick 01760|Falmouth 02540|Plymouth 02360|North Adams 01247|Gloucester 01930|Milton 02186"
)
_ELSEWHERE = (
    "New York NY 10025|Brooklyn NY 11226|Albany NY 12203|Providence RI 02906|Pawtucket RI 02860|Nashua NH 03060|Concord NH 03301|"
    "Manchester NH 03104|Hartford CT 06106|New Haven CT 06511|Portland ME 04103|Burlington VT 05401|Miami FL 33125|Orlando FL 32801|"
    "Newark NJ 07104|Philadelphia PA 19143|Chicago IL 60614|Detroit MI 48227|Houston TX 77036|San Diego CA 92115|Oakland CA 94601|"
    "Seattle WA 98118|Atlanta GA 30310|Charlotte NC 28205|Baltimore MD 21218|Milwaukee WI 53215|Minneapolis MN 55407|Denver CO 80219|"
    "Columbus OH 43211|Richmond VA 23223|Phoenix AZ 85031"
)
STATES = dict(
    pair.split(" ", 1)
    for pair in (
        "MA Massachusetts|NY New York|CT Connecticut|RI Rhode Island|NH New Hampshire|ME Maine|VT Vermont|PA Pennsylvania|TX Texas|"
        "CA California|GA Georgia|NC North Carolina|VA Virginia|OH Ohio|AZ Arizona|CO Colorado|WA Washington|FL Florida|IL Illinois|"
        "MI Michigan|MD Maryland|MN Minnesota|WI Wisconsin|NJ New Jersey"
    ).split("|")
)
_STREETS = (
    "Maple Elm Washington Main Pleasant Chestnut Harvard Centre Blue_Hill Summer Winter Pearl High School Walnut Cross Mill Church "
    "Beacon Union Highland Grove Forest Salem Essex Merrimack Dutton Acushnet Rock Tremont"
).split()
_KINDS = ("Street", "St", "St.", "Avenue", "Ave", "Road", "Rd", "Lane", "Drive", "Court")


@dataclass(frozen=True, slots=True)
class Place:
    """One address."""

    street: str
    city: str
    state: str
    zip: str
    home: str  # "massachusetts" or "elsewhere"

    @property
    def line(self) -> str:
        """On one line."""
        return f"{self.street}, {self.city}, {self.state} {self.zip}"


def place(rng: Random, home: str, *, plus4: bool = True) -> Place:
    """An address here or elsewhere."""
    street = f"{rng.randrange(2, 990)} {rng.choice(_STREETS).replace('_', ' ')} {rng.choice(_KINDS)}"
    if rng.random() < 0.2:
        street += rng.choice(
            (f", Apt {rng.randrange(1, 40)}", f" #{rng.randrange(1, 20)}", f", Unit {rng.choice('ABCD')}")
        )
    if home == "massachusetts":
        city, code = rng.choice(_HERE.split("|")).rsplit(" ", 1)
        state = "MA"
    else:
        city, state, code = rng.choice(_ELSEWHERE.split("|")).rsplit(" ", 2)
    if plus4 and rng.random() < 0.15:
        code += f"-{rng.randrange(1, 9999):04}"
    return Place(street, city, state, code, home)
