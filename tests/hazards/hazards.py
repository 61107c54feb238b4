"""Inputs made to make a scanner fall over, by their numbers A1 to A23 (A24 is a deed): what a case is, and how one is run.

A module `hazards_<group>.py` beside this one holds the cases of a group as CASES. `test_hazards.py` runs each through
the pool of workers, with its deadline; `python tests/hazards/write_table.py` runs the heavy ones, too, and writes the table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
for folder in ("formats", "planted"):
    sys.path.append(str(HERE.parent / folder))  # also outside pytest

import probe  # noqa: E402
from planted import Plant  # noqa: E402

from piiscan import engines, place  # noqa: E402
from piiscan.config import Config, Limits  # noqa: E402
from piiscan.model import Source  # noqa: E402

SLOWER = 5  # times the bound on time: it is there for what hangs, not for a busy machine

__all__ = ["HERE", "Hazard", "Plant", "Ran", "cases", "complaints", "run"]


@dataclass(frozen=True)
class Hazard:
    """One input, and what must come out.

    `build` plants numbers and gives the bytes, at once or piece by piece. Each is to be found where `Plant` was told
    it stands ("": anywhere), but for those whose place in the file is named in `beyond`: these stand behind a limit or
    in what is damaged. `says` are pieces of what the outcomes of the file and of its members have to tell.
    """

    id: str
    variant: str
    name: str
    build: Callable[[Plant], bytes | Iterable[bytes]]
    status: str = "scanned"
    reason: str | None = None
    says: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    seconds: float = 10.0
    memory: float = 512.0  # MiB
    slow: bool = False
    limits: Limits = field(default_factory=Limits)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    alone: bool = False  # in a worker that has read nothing else: what it keeps of others is not of this file

    @property
    def key(self) -> str:
        """A name for the test, and for the folder."""
        return f"{self.id}-{self.variant}".translate({ord(sign): "_" for sign in " /,.'\"()<>:*"})


@dataclass(frozen=True)
class Ran:
    """What came out."""

    planted: Mapping[str, tuple[str, str]]
    found: Mapping[str, set[str]]  # number: places
    outcomes: Sequence[Mapping[str, object]]  # the file's own last

    @property
    def own(self) -> Mapping[str, object]:
        """The outcome of the file itself."""
        return self.outcomes[-1]

    @property
    def seconds(self) -> float:
        """How long the worker was at it; -1 where it did not live to say so."""
        return float(str(self.own.get("seconds", -1)))

    @property
    def peak(self) -> float:
        """MiB of its memory at the highest, -1 as above."""
        return float(str(self.own.get("peak", -1)))

    @property
    def told(self) -> str:
        """All that the outcomes say."""
        return "\n".join(f"{one['reason']}: {one['detail']}" for one in self.outcomes if one["reason"] or one["detail"])


def cases() -> list[Hazard]:
    """All cases of all groups, in the order of their numbers."""
    modules = sorted(path.stem for path in HERE.glob("hazards_*.py"))
    return sorted(
        (case for module in modules for case in import_module(module).CASES), key=lambda case: int(case.id[1:])
    )


def run(chosen: Sequence[Hazard], folder: Path) -> dict[str, Ran]:
    """Run cases in one worker, one after the other; those with limits of their own, or alone, in one of their own."""
    ran: dict[str, Ran] = {}
    for limits, own in dict.fromkeys((case.limits, case.key if case.alone else "") for case in chosen):
        group = [case for case in chosen if case.limits == limits and (case.key if case.alone else "") == own]
        plants = {case.key: Plant() for case in group}
        sources = (_written(case, plants[case.key], folder) for case in group)
        config = Config(limits=limits, reveal=True, max_findings_per_file=0)
        records: dict[str, list[Mapping[str, object]]] = {case.key: [] for case in group}
        for record in engines.run(sources, config, scan=probe.scan, encode=probe.encode, workers=1):
            records[record["file"].partition("/")[0]].append(record)
        ran |= {key: _ran(plants[key], records[key]) for key in records}
    return ran


def _written(case: Hazard, plant: Plant, folder: Path) -> Source:
    """The file in a folder of its own."""
    own = folder / case.key
    own.mkdir()
    for name, data in case.beside.items():
        (own / name).write_bytes(data)
    made = case.build(plant)
    with (own / case.name).open("wb") as file:
        for piece in [made] if isinstance(made, bytes) else made:
            file.write(piece)
    path = own / case.name
    return Source(str(folder), f"{case.key}/{case.name}", str(path), path.stat().st_size)


def _ran(plant: Plant, records: Sequence[Mapping[str, object]]) -> Ran:
    found: dict[str, set[str]] = {}
    for record in records:
        if record["type"] == "finding":
            for number, at in _elements(record):
                found.setdefault(number, set()).add(at)
    return Ran(plant.places, found, [record for record in records if record["type"] == "outcome"])


def _elements(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for element in record["elements"]:  # type: ignore[attr-defined]
        value = element["value"]
        number = f"{value[:3]}-{value[3:5]}-{value[5:]}" if element["kind"] == "ssn" else value
        yield number, place.ARROW.join([*record["container"], *filter(None, [element["location"]["text"]])])  # type: ignore[misc]


def complaints(case: Hazard, ran: Ran) -> list[str]:
    """Everything that is not as it must be."""
    wrong = []
    if [case.status, case.reason] != [ran.own["status"], ran.own["reason"]]:
        wrong.append(f"outcome {ran.own['status']} ({ran.own['reason']}: {ran.own['detail']})")
    wrong += [f"not said: {words}" for words in case.says if words not in ran.told]
    for number, (name, where) in ran.planted.items():
        places = ran.found.get(number)
        if name not in case.beyond and (places is None or (where and where not in places)):
            wrong.append(f"{name}: {places or 'not found'}, not {where or 'anywhere'}")
    wrong += [f"found and not planted: {places}" for number, places in ran.found.items() if number not in ran.planted]
    wrong += [
        f"a bug: {one['detail']}" for one in ran.outcomes if one["reason"] == "bug" or "Error at " in str(one["detail"])
    ]
    if ran.seconds > SLOWER * case.seconds:
        wrong.append(f"{ran.seconds:.1f} s, more than {SLOWER} times {case.seconds} s")
    if ran.peak > case.memory:
        wrong.append(f"{ran.peak:.0f} MiB, more than {case.memory:.0f}")
    return wrong
