"""The frozen options of a run, and the budgets that keep one file from costing all the others."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Literal

ResidencyDefault = Literal["unknown", "resident", "nonresident"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets, shared by all nested members of one source. Sizes in bytes, times in seconds.

    Every limit that is hit becomes part of an outcome with its name and value: nothing is dropped in silence.
    """

    depth: int = 10  # containers inside containers
    expanded: int = 4 << 30  # bytes produced by decompression
    members: int = 100_000
    pages: int = 50_000
    cells: int = 20_000_000  # non-empty cells of one workbook
    member_memory: int = 64 << 20  # a member larger than this is spooled to an unlinked temporary file
    document: int = 512 << 20  # documents that must be read whole (PDF, workbook, message)
    deadline: float = 60.0  # for one source of up to 64 MiB; grows with its size, see engines.deadline
    field: int = 1 << 20  # one table record longer than this is read as prose


@dataclass(frozen=True, slots=True)
class Config:
    """What decides the result of a scan. Picklable: it goes to every worker as it is."""

    limits: Limits = field(default_factory=Limits)
    residency_default: ResidencyDefault = "unknown"
    max_findings_per_file: int = 1000  # listed in the stream; counts stay exact. 0: all
    reveal: bool = False
    key: bytes = field(default=b"", repr=False)  # for the HMAC fingerprints

    def public(self) -> dict[str, object]:
        """The options as they are echoed in the report header: everything but the key."""
        options = asdict(self)
        del options["key"]
        return options

    def fingerprint(self) -> str:
        """A short hash of every option that changes results, to tell runs apart that cannot be compared."""
        return hashlib.sha256(json.dumps(self.public(), sort_keys=True).encode()).hexdigest()[:16]
