"""Fill the places of a template, and write down the truth while doing it.

A place is {field} or {field:style}, and {2.field} is about the second person of the record. Which fields there are stands
in _FIELDS and in lookalikes.LOOKALIKES. A template that names a person and one of their numbers is personal information
by what it says, unless the template itself says otherwise (`cls`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from urllib.parse import quote_plus

from accuracy import people, places, valid
from accuracy.lookalikes import COMPANIES, LOOKALIKES
from accuracy.places import STATES
from accuracy.template import PLACE, T, Taken
from accuracy.truth import ELSEWHERE, PERSONAL, Expected, Number

_STRONG = {"addr", "state", "zip", "zip5"}  # what shows where somebody lives (a town alone does not)
_LOOSE = {"prose", "letter", "email", "log", "form"}  # where records have no borders but blank lines
_TYPED = {"prose", "letter"}
_PUBLISHED = {"test_card": "payment_card", "test_ssn": "ssn"}


class Record:
    """One item in the making."""

    def __init__(
        self,
        rng: Random,
        taken: Taken,
        template: T,
        *,
        where: str = "free",
        forms: dict[str, str] | None = None,
        container: str = "",
    ) -> None:
        self.rng, self.taken, self.template, self.where = rng, taken, template, where
        self.container = container
        fields = {match[2] for match in PLACE.finditer(template.text)}
        self.strong = bool(fields & _STRONG)
        self.vague = bool(fields & {"city", "dl", "dlstate", "phone"}) and not self.strong
        local = not self.strong or "{dl:MA}" in template.text  # who has a license of Massachusetts lives there
        home = template.home or ("massachusetts" if local or rng.random() < 0.7 else "elsewhere")
        self.home = places.place(rng, home)
        self.people: dict[str, people.Person] = {}
        self.forms: dict[str, str] = dict(forms or {})
        self.named: set[str] = set()
        self.split: dict[str, set[str]] = {}
        self.numbers: dict[str, list[Number]] = {}
        self.apart: list[Expected] = []  # what is not a person's number
        self.license_state = "MA" if home == "massachusetts" else self.home.state
        if self.license_state == "MA" and rng.random() < 0.3:
            self.license_state = rng.choice(valid.OTHER_STATES)

    def person(self, who: str) -> people.Person:
        """The person of that number in this record; everybody in it is somebody else."""
        if who not in self.people:
            while True:
                one = people.person(self.rng)
                if all(one.given != other.given and one.surname != other.surname for other in self.people.values()):
                    break
            self.people[who] = one
        return self.people[who]

    def fill(self, text: str | None = None) -> str:
        """The text with every place filled."""
        return PLACE.sub(
            lambda match: self._field(match[1] or "1", match[2], match[3] or ""),
            self.template.text if text is None else text,
        )

    def _field(self, who: str, name: str, style: str) -> str:
        if name in _FIELDS:
            return _FIELDS[name](self, who, style)
        value = LOOKALIKES[name](self.rng)
        if name in _PUBLISHED:
            canonical = re.sub(r"\W", "", value)
            self.apart.append(Expected("test_value", (Number(_PUBLISHED[name], canonical, value),), also=("none",)))
        return value

    def own(self, who: str, kind: str, value: str, written: str) -> str:
        """Note a number of a person."""
        self.numbers.setdefault(who, []).append(Number(kind, value, written))
        return written

    def expected(self) -> tuple[Expected, ...]:
        """The truth about all that was filled."""
        out = list(self.apart)
        for who, found in self.numbers.items():
            one = self.people.get(who)
            shown = one if one and (who in self.named or self.split.get(who, set()) >= {"first", "last"}) else None
            cls = self.template.cls or ("element_only" if not shown else self._class())
            residency = self.template.residency or (
                self.home.home if self.strong else "any" if self.vague else "unknown"
            )
            form = self.forms.get(who, "split") if who in self.named else "split"
            out.append(
                Expected(
                    cls,
                    tuple(found),
                    person=(shown.given, shown.middle, shown.surname) if shown else (),
                    # Near somebody's name a number without one may be for review (weak pair), but not across records.
                    also=("review",) if cls == "element_only" and self.container in _LOOSE else self.template.also,
                    residency=residency if shown else "any",
                    form=form if shown else "",
                    trait=shown.trait if shown else "",
                )
            )
        return tuple(out)

    def _class(self) -> str:
        return ELSEWHERE if self.strong and self.home.home == "elsewhere" else PERSONAL


def _name(record: Record, who: str, style: str) -> str:
    one = record.person(who)
    if style:
        record.forms[who] = style
    elif who not in record.forms:
        record.forms[who] = people.form(record.rng, record.where)
    if not style and record.where == "free" and record.forms[who] == "Last, First" and one.surname[0].islower():
        record.forms[who] = "First Last"  # nobody writes "we saw dos Santos, Maria"
    record.named.add(who)
    return one.written(record.forms[who])


def _part(part: str, shape: Callable[[people.Person], str]) -> Callable[[Record, str, str], str]:
    def fill(record: Record, who: str, style: str) -> str:
        record.split.setdefault(who, set()).add(part)
        text = shape(record.person(who))
        if style == "url":
            return quote_plus(text)
        if style == "sql":
            return text.replace("'", "''")
        return people.bare(text).upper() if style == "upper" else text.lower() if style == "lower" else text

    return fill


def _ssn(record: Record, who: str, style: str) -> str:
    value = record.taken.new(lambda: valid.ssn(record.rng))
    dashed = f"{value[:3]}-{value[3:5]}-{value[5:]}"
    if style == "any":
        style = record.rng.choice(("", "", "", "bare", "space"))
    if not style and record.container in _TYPED and record.rng.random() < 0.06:  # what word processors make of a hyphen
        style = record.rng.choice("\u2011\u2013\u00a0")
        return record.own(who, "ssn", value, dashed.replace("-", style))
    spaced = dashed.replace("-", " ")
    written = {"": dashed, "bare": value, "space": spaced, "num": value.lstrip("0"), "dot": dashed.replace("-", ".")}[
        style
    ]
    return record.own(who, "ssn", value, written)


def _card(record: Record, who: str, style: str) -> str:
    value = record.taken.new(lambda: valid.card(record.rng))
    if not style:
        style = record.rng.choices(("space", "dash", "bare"), (55, 15, 30))[0]
    if style == "grouped":
        style = record.rng.choice(("space", "dash"))
    written = {"space": valid.grouped(value), "dash": valid.grouped(value, "-"), "bare": value}[style]
    return record.own(who, "payment_card", value, written)


def _license(record: Record, who: str, style: str) -> str:
    state = style or record.license_state
    record.license_state = state
    value = record.taken.new(lambda: valid.license_number(record.rng, state, record.person(who)))
    written = value
    if state in {"FL", "IL", "MI", "MD", "WI", "MN"} and record.rng.random() < 0.5:  # as the card prints it
        written = f"{value[:4]}-{value[4:7]}-{value[7:10]}-{value[10:]}"
    return record.own(who, "drivers_license", value, written)


def _bank(record: Record, who: str, style: str) -> str:
    del style
    value = record.taken.new(lambda: valid.account(record.rng))
    return record.own(who, "financial_account", value, value)


def _iban(record: Record, who: str, style: str) -> str:
    value = record.taken.new(lambda: valid.iban(record.rng))
    written = value if style == "bare" or record.rng.random() < 0.4 else " ".join(re.findall(".{1,4}", value))
    return record.own(who, "financial_account", value, written)


def _reviewed(make: str) -> Callable[[Record, str, str], str]:
    def fill(record: Record, who: str, style: str) -> str:
        del who, style
        written = record.taken.new(lambda: LOOKALIKES[make](record.rng))
        number = Number("financial_account", re.sub(r"\W", "", written), written)
        record.apart.append(Expected("review", (number,), also=("none",)))
        return written

    return fill


def _other(record: Record, who: str, style: str) -> str:
    """Somebody who has no number here: a clerk, an officer, a manager."""
    del style
    return record.person(f"other {who}").written("First Last")


def _license_state(record: Record, who: str, style: str) -> str:
    del who
    return record.license_state if not style else STATES[record.license_state]


_FIELDS: dict[str, Callable[[Record, str, str], str]] = {
    "name": _name,
    "first": _part("first", lambda p: p.given),
    "last": _part("last", lambda p: p.surname),
    "middle": lambda r, who, _: r.person(who).middle,
    "mi": lambda r, who, _: r.person(who).middle[0],
    "given": lambda r, who, _: r.person(who).given,
    "surname": lambda r, who, _: r.person(who).surname,
    "mrs": lambda r, who, _: f"{'Ms.' if r.person(who).female else 'Mr.'} {r.person(who).surname}",
    "they": lambda r, who, style: (("she", "her", "her") if r.person(who).female else ("he", "his", "him"))[
        int(style or 0)
    ],
    "They": lambda r, who, _: "She" if r.person(who).female else "He",
    "user": lambda r, who, _: people.letters(r.person(who).given[0] + r.person(who).surname),
    "email": lambda r, who, _: (
        f"{people.letters(r.person(who).given)}.{people.letters(r.person(who).surname)}@example.com"
    ),
    "other": _other,
    "ssn": _ssn,
    "card": _card,
    "dl": _license,
    "dlstate": _license_state,
    "bank": _bank,
    "iban": _iban,
    "policy_no": _reviewed("policy"),
    "gaccount": _reviewed("n10"),
    "addr": lambda r, _, __: r.home.line,
    "street": lambda r, _, __: r.home.street,
    "city": lambda r, _, __: r.home.city,
    "state": lambda r, _, __: r.home.state,
    "zip": lambda r, _, __: r.home.zip,
    "zip5": lambda r, _, __: r.home.zip[:5],
    "company": lambda r, _, __: r.rng.choice(COMPANIES),
    "street2": lambda r, _, __: places.place(r.rng, "massachusetts").street,
    "expiry": lambda r, _, __: f"{r.rng.randrange(1, 13):02}/{r.rng.randrange(26, 31)}",
    "cvv": lambda r, _, __: f"{r.rng.randrange(1000):03}",
    "pick": lambda r, _, style: r.rng.choice(style.split("|")),
}
