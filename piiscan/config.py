"""The frozen options of a run, and the budgets that keep one file from costing all the others."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import asdict

from piiscan.hidden import Hidden
from piiscan.model import Kind

_YEAR = 31_556_952  # seconds, on average of the Gregorian calendar

ResidencyDefault = Literal["unknown", "resident", "nonresident"]


class Limits(Struct, frozen=True):
    """Budgets, shared by all nested members of one source. Sizes in bytes, times in seconds.

    Every limit that is hit becomes part of an outcome with its name and value: nothing is dropped in silence.
    """

    depth: int = 10  # containers inside containers
    expanded: int = 4 << 30  # bytes produced by decompression
    members: int = 100_000
    pages: int = 50_000
    cells: int = 20_000_000  # non-empty cells of workbooks
    parts: int = 10_000  # of one message
    mime: int = 50  # parts of a message inside parts
    member_memory: int = 64 << 20  # a member larger than this is spooled to an unlinked temporary file
    document: int = 512 << 20  # documents that must be read whole (PDF, workbook, message)
    spooled: int = 4 << 30  # bytes of a file from a server that is fetched to a temporary one, to be leapt about in
    deadline: float = 60.0  # for one source of up to 64 MiB; grows with its size, see engines.deadline
    field: int = 1 << 20  # one table record longer than this is read as prose

    def told(self, detail: str) -> str:
        """What is said of a limit that was hit, with the option that raises it.

        >>> Limits().told("more than 10 containers deep (limit: depth)")
        'more than 10 containers deep (limit: depth), raised by --max-depth'
        >>> Limits().told("more than 9 cells (limit: cells)"), Limits().told("too many (limit: objects)")
        ('more than 9 cells (limit: cells), raised by --limit cells=N', 'too many (limit: objects)')
        >>> Limits().told(Limits().told("exceeded 3 s (limit: deadline)"))  # told by whom it stopped, and as the reason
        'exceeded 3 s (limit: deadline), raised by --deadline'
        """
        return _NAMED.sub(lambda named: named[0] + _option(named[1]), detail)


_NAMED = re.compile(r"\(limit: (\w+)\)(?!, raised by )")
_OPTIONS = {name: f"--max-{name}" for name in ("depth", "members", "expanded", "document")} | {"deadline": "--deadline"}
LIMITS = Limits.__struct_fields__


def _option(name: str) -> str:
    if name not in LIMITS:
        return ""  # it is fixed
    return f", raised by {_OPTIONS.get(name) or f'--limit {name}=N'}"


class Rule(Struct, frozen=True):
    """An operator's word that some files hold public records (17.02, proviso): which, of what, and on what ground.

    Exactly one of `path` (a pattern as in .gitignore, relative to the root) and `sha256` (of the file) is set.
    """

    id: str
    elements: tuple[Kind, ...]
    basis: str
    source: str
    approved_by: str
    expires: date  # the last day it applies
    path: str = ""
    sha256: str = ""


class Declared(Struct, frozen=True):
    """An operator's word that columns of tables, or keys of objects, hold ciphertext or tokens, with the key elsewhere.

    SPEC §10. `path` is as that of a `Rule`; `columns` are titles of columns or names of keys.
    """

    id: str
    path: str
    columns: tuple[str, ...]
    basis: str
    approved_by: str
    expires: date  # the last day it applies


class PublicRecords(Struct, frozen=True):
    """The rules of a run, the hash of their file, and the day (UTC) that decides which of them still apply."""

    rules: tuple[Rule, ...]
    sha256: str
    today: date
    declared: tuple[Declared, ...] = ()

    def expired(self, rule: Rule | Declared) -> bool:
        """Whether a rule no longer applies."""
        return rule.expires < self.today

    def standing(self) -> dict[str, bool]:
        """The rules by their ids, and whether each has expired."""
        declared = {rule.id: self.expired(rule) for rule in self.declared}
        return {rule.id: self.expired(rule) for rule in self.rules} | declared

    def public(self) -> dict[str, object]:
        """The rules as the report's header shows them."""
        declared = {"declared": [self._declared(rule) for rule in self.declared]} if self.declared else {}
        return {"sha256": self.sha256, "rules": [self._public(rule) for rule in self.rules], **declared}

    def _public(self, rule: Rule) -> dict[str, object]:
        place = {name: value for name in ("path", "sha256") if (value := getattr(rule, name))}
        ground = {name: getattr(rule, name) for name in ("basis", "source", "approved_by")}
        elements = [kind.value for kind in rule.elements]
        return {"id": rule.id, **place, "elements": elements, **ground, **self._until(rule)}

    def _declared(self, rule: Declared) -> dict[str, object]:
        said = {name: getattr(rule, name) for name in ("id", "path", "basis", "approved_by")}
        return {**said, "columns": list(rule.columns), **self._until(rule)}

    def _until(self, rule: Rule | Declared) -> dict[str, object]:
        return {"expires": rule.expires.isoformat(), "expired": self.expired(rule)}


class NameList(Hidden, Struct, frozen=True):
    """An operator's own names: hashes of their words (`pairing.names.table.key`), 8 bytes each, sorted. In memory only.

    So short a hash of so short a word can be turned back by trying: it may go to a worker, and nowhere else.
    """

    count: int  # of names
    surnames: bytes
    given: bytes

    def digest(self, key: bytes) -> str:
        """What tells two lists apart for whoever has the key; without one there is nothing to hide it behind."""
        words = b"%d:" % len(self.surnames) + self.surnames + self.given
        return hmac.digest(key, b"piiscan/1/names:" + words, "sha256").hex() if key else ""


class Passwords(Hidden, Struct, frozen=True):
    """An operator's passwords, to be tried on what is locked. In memory and in the workers only."""

    each: tuple[str, ...]

    def digest(self, key: bytes) -> str:
        """What tells two lists apart for whoever has the key, as for names."""
        return hmac.digest(key, b"piiscan/1/passwords:" + "\n".join(self.each).encode(), "sha256").hex() if key else ""


class Config(Hidden, Struct, frozen=True):
    """What decides the result of a scan. Picklable: it goes to every worker as it is."""

    limits: Limits = field(default_factory=Limits)
    residency_default: ResidencyDefault = "unknown"
    max_findings_per_file: int = 1000  # listed in the stream; counts stay exact. 0: all
    reveal: bool = False
    also: tuple[str, ...] = ()  # classes listed though they are no elements: "lookalike", "masked"
    list_test_values: bool = True  # they are counted in any case
    key: bytes = b""  # for the HMAC fingerprints
    public_records: PublicRecords | None = None  # None: no finding is excluded
    names: NameList | None = None  # known as well as the most common ones of the lists
    ocr: bool = False  # read the words in pictures
    passwords: Passwords | None = None  # tried on what is locked
    inline_allow: bool = True  # lines of texts may say that what is in them is meant to be there
    stale_years: int = 0  # 0: how long a file lies unchanged is not looked at
    stale_before: int = 0  # what that is on the day, in seconds of the epoch

    @property
    def asides(self) -> tuple[str, ...]:
        """The classes of what is no element, as far as they are listed: samples that nobody can have, too."""
        return (*self.also, "test_value") if self.list_test_values else self.also

    def public(self) -> dict[str, object]:
        """The options as they are echoed in the report header: everything but the key, the names and the passwords.

        Of the names it says how many there are. Of the day only what it decides: which rules have expired. Else no
        two days could be compared.
        """
        options = {option: getattr(self, option) for option in self.__struct_fields__}
        del options["key"], options["names"], options["passwords"], options["stale_before"]
        options["names_file"] = self.names and {"names": self.names.count}
        records = self.public_records and self.public_records.public()
        return {**options, "limits": asdict(self.limits), "also": list(self.also), "public_records": records}

    def rules(self) -> dict[str, bool] | None:
        """The public-record rules by their ids, and whether each has expired; None: there are none."""
        return None if self.public_records is None else self.public_records.standing()

    def fingerprint(self) -> str:
        """A short hash of every option that changes results, to tell runs apart that cannot be compared.

        Two lists of names must not look alike, and a plain hash of one could be tried out with a guessed list. So
        names come in by an HMAC: with names the fingerprint depends on the key, as the ids of findings do.
        """
        parts = [json.dumps(self.public(), sort_keys=True)]
        if self.names is not None:
            parts.append(self.names.digest(self.key))
        if self.passwords is not None:
            parts.append(self.passwords.digest(self.key))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def stale_before(now: str, years: int) -> int:
    """Seconds of the epoch: what was last changed before then is stale, years after. 0 for none.

    >>> stale_before("2026-01-01T00:00:00Z", 7) // 86_400
    17897
    """
    return int(datetime.fromisoformat(now).timestamp() - years * _YEAR) if years else 0
