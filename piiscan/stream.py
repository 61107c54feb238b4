"""Values to the JSON records of the stream: run, finding, outcome. `data/schema.json` defines them.

The only file that knows the shape of a record. Findings and outcomes are turned into records in the worker
that made them: what leaves it is a kind, a place, a masked preview and keyed fingerprints, and the raw values
only where the operator asked for them (`Config.reveal`).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from piiscan import __version__, place
from piiscan.config import Config
from piiscan.dense import encoder
from piiscan.keys import key_id
from piiscan.model import Element, Encryption, Event, Exposure, Finding, Kind, Outcome, Person, Source
from piiscan.titles import told, told_place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Record = dict[str, object]

SCHEMA_VERSION = "1.3"
_CONFIDENCE = {3: "high", 2: "medium", 1: "low", 0: "low"}
BESIDE = "_beside"  # in a record on its way from a worker, see `Outcome.beside`; `tell_apart` takes it out
_TELL_APART = 100_000  # ids remembered of one file, so that memory stays bounded
_KINDS = {kind: kind.value for kind in Kind}  # a look-up costs less than asking the member
_dumps = encoder(spaced=True)  # what fingerprints are made of: byte for byte what `json.dumps` writes


def to_record(event: Event, config: Config) -> Record:
    """The record of one event, as the worker gives it. `tell_apart` makes its id unique."""
    return _finding(event, config) if isinstance(event, Finding) else _outcome(event)


def tell_apart(records: Iterable[Record]) -> Iterator[Record]:
    """Number the findings of one file that are alike (same person, same values), so that ids are unique.

    A number stays the same when lines are inserted above. Past a bound, which only an unlimited list of
    findings of a huge file can reach, the place takes its part. Records of one file come in a row.
    """
    seen: dict[object, int] = {}
    file: object = None
    for record in records:
        if file != (file := (record["root"], record["file"])):
            seen.clear()
        if record["type"] == "finding":
            identity = record["id"]
            number = seen.get(identity, 0) + 1
            if number > 1 or len(seen) < _TELL_APART:
                seen[identity] = number
            if number > 1 or identity not in seen:  # the first keeps its id
                mark = number if identity in seen else record["location"]
                record["id"] = hashlib.sha256(_dumps([identity, mark]).encode()).digest()[:16].hex()
        else:
            record.pop(BESIDE, None)
        yield record


def _finding(finding: Finding, config: Config) -> Record:
    source, person, at = finding.source, finding.person, told_place(finding.at)
    named = zip(finding.elements, finding.places, strict=True)
    location, reveal = place.keys(at), config.reveal
    grades = dict(finding.grades)
    identifier, subject = _fingerprints(finding, config.key)
    lock = finding.encryption
    behind: Record = {} if lock is None else {"encryption": _encryption(lock), "protected": lock.protects}
    return {
        "type": "finding",
        "id": identifier,
        "subject": subject,
        "root": source.root,
        "file": told(source.path),
        "container": place.container(at),
        "location": location,
        "classification": str(finding.classification),
        "residency": str(finding.residency),
        "confidence": _CONFIDENCE[min(grades.get("element", 0), grades.get("name", 0), grades.get("pair", 0))],
        "grades": grades,
        "person": None if person is None else _person(person, reveal=reveal),
        "elements": [
            _element(element, dict(location) if its == finding.at else place.keys(told_place(its)), reveal=reveal)
            for element, its in named
        ],
        "reasons": list(finding.reasons),
        "duties": [{"clause": clause, "fact": fact} for clause, fact in finding.duties],
        **behind,
        **({"mark": {"as": "allowed", "settled": True}} if finding.allowed else {}),
    }


def _person(person: Person, *, reveal: bool) -> Record:
    record: Record = {
        "masked": mask_name(person.normal),
        "grade": person.grade,
        "evidence": list(person.evidence),
    }
    if reveal:
        record["name"] = person.name
    return record


def _element(element: Element, location: Record, *, reveal: bool) -> Record:
    record: Record = {
        "kind": _KINDS[element.kind],
        "masked": mask_element(element),
        "grade": element.grade,
        "evidence": list(element.evidence),
        "test_value": element.test_value,
        "review": element.review,
        "location": location,
    }
    if reveal:
        record["value"] = element.value
    return record


def _outcome(outcome: Outcome) -> Record:
    record = nothing_record(outcome.source, outcome.media_type)
    if outcome.at:  # a blob that is a part of another one and no member has a name here too: empty is the file itself
        record["container"] = place.named(told_place(outcome.at))
    record["bytes"] = outcome.size
    if outcome.is_nothing:
        return record
    encryption = outcome.encryption
    return {
        **record,
        "status": outcome.status.value,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "detail": outcome.detail,
        "encryption": None if encryption is None else _encryption(encryption),
        "counts": _plain(outcome.counts),
        "listed": outcome.listed,
        **({BESIDE: list(outcome.beside)} if outcome.beside else {}),
        **({"exposure": _exposure(outcome.exposure)} if outcome.exposure is not None else {}),
    }


def nothing_record(source: Source, media_type: str | None) -> Record:
    """The record of a small source that was read whole and has nothing in it: in shares of such they are the most."""
    return {
        "type": "outcome",
        "root": source.root,
        "file": told(source.path),
        "container": [],
        "status": "scanned",
        "reason": None,
        "detail": "",
        "media_type": media_type,
        "bytes": source.size,
        "encryption": None,
        "counts": {},
        "listed": 0,
    }


def _encryption(lock: Encryption) -> Record:
    return {
        "verdict": lock.verdict,
        "algorithm": lock.algorithm,
        "bits": lock.bits,
        "key_beside": lock.key_beside,
        "opened": lock.opened,
    }


def _exposure(seen: Exposure) -> Record:
    return {
        "level": seen.level,
        "why": list(seen.why),
        "mode": None if seen.mode is None else f"{seen.mode:04o}",
        "acl": seen.acl,
        "readers": seen.readers,
        "writers": seen.writers,
        "uid": seen.uid,
        "owner": seen.owner,
        "gid": seen.gid,
        "group": seen.group,
        "modified": _time(seen.modified),
        "volume": {
            "type": seen.volume,
            "network": seen.network,
            "portable": seen.portable,
            "encrypted": seen.encrypted,
        },
        **({"exported": [share._asdict() for share in seen.exported]} if seen.exported else {}),
    }


def _time(seconds: int) -> str | None:
    """A time in UTC; None for one that no calendar has."""
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)) if seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def _plain(counts: Mapping[str, object]) -> Record:
    return {str(key): _plain(value) if isinstance(value, Mapping) else value for key, value in counts.items()}


def mask_name(normal: str) -> str:
    """The initials of a folded "given surname", which is what people need to find the row.

    >>> mask_name("ann lee"), mask_name("maria de la cruz"), mask_name("")
    ('A… L…', 'M… D…', '')
    """
    return " ".join(f"{word[0].upper()}…" for word in normal.split()[:2])


def mask_all(value: str) -> str:
    """The mask where no detector says which characters may be shown: none."""
    return "•" * len(value)


def mask_element(element: Element) -> str:
    """The form of an element for reports. Of a hash that can be undone nothing: any part singles out the number."""
    return "•" * 4 if element.review == "reversible-hash" else _masks()[element.kind](element.value)


@cache
def _masks() -> dict[Kind, Callable[[str], str]]:
    from piiscan.detectors import DETECTORS

    masks: dict[Kind, Callable[[str], str]] = dict.fromkeys(Kind, mask_all)
    masks.update((detector.KIND, detector.mask) for detector in DETECTORS)
    return masks


def _fingerprints(finding: Finding, key: bytes) -> tuple[str, str | None]:
    """The id of a finding and of its subject. Without a key neither is made of the values, see `keys`."""
    where = [finding.source.path, place.layers(finding.at)]
    if not key:
        where = [told(finding.source.path), place.layers(told_place(finding.at))]
        steps = [[step.axis.value, step.at] for step in finding.at]
        kinds = sorted(element.kind.value for element in finding.elements)
        parts = ["piiscan/1/place", *where, steps, kinds]
        return hashlib.sha256(_dumps(parts).encode()).digest()[:16].hex(), None
    # The person and the values, in a form that does not depend on their order.
    values = sorted([f"{_KINDS[element.kind]}:{element.value}" for element in finding.elements])
    what = _dumps([finding.person.normal if finding.person else "", values])[1:]
    begun = _dumps(["piiscan/1/finding", *where])[:-1]
    return _keyed(key, f"{begun}, {what}"), _keyed(key, f'["piiscan/1/subject", {what}')


def _keyed(key: bytes, parts: str) -> str:
    """A keyed hash of some parts, as the JSON of their list: so no two lists run together to the same bytes."""
    digest = _hasher(key).copy()
    digest.update(parts.encode())
    return digest.hexdigest()[:32]


@lru_cache(maxsize=4)
def _hasher(key: bytes) -> hmac.HMAC:
    """What the keyed hashes of a run begin with: a copy of it costs a fraction of beginning anew."""
    return hmac.new(key, digestmod="sha256")


def clock() -> str:
    """The time of day in UTC; the one of SOURCE_DATE_EPOCH where reproducible reports are wanted."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isascii() and epoch.isdigit() else time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def ruleset() -> str:
    """A short hash of the rules and tables that decide what is found."""
    digest = hashlib.sha256()
    package = resources.files("piiscan")
    for room in ("data", "detectors", "matcher", "judge", "pairing"):
        for name, file in _files(package.joinpath(room), room):
            content = file.read_bytes()
            digest.update(f"{name}:{len(content)}:".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The files below a folder of the package, in the order of their names, without what was compiled of them.

    A kernel in C gives what its twin in Python gives: a machine without a compiler has the same rules.
    """
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{name}/{entry.name}")
        elif not entry.name.endswith((".pyc", ".so", ".pyd")):
            yield f"{name}/{entry.name}", entry


def run_record(config: Config, roots: Iterable[str], options: Mapping[str, object], started: str) -> Record:
    """The head of a stream. `options`: those of the command that change a result and are not in `config`."""
    return {
        "type": "run",
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "piiscan", "version": __version__},
        "ruleset": ruleset(),
        "roots": list(roots),
        "options": {**config.public(), **options},
        "fingerprint": config.fingerprint(),
        "key_id": key_id(config.key) if config.key else None,
        "started": started,
    }
