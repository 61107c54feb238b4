"""Records to report, made by the real encoder and checked against the published schema."""

import json
from importlib import resources

import jsonschema
import pytest

from piiscan.config import Config
from piiscan.model import (
    Axis,
    Classification,
    Element,
    Encryption,
    Finding,
    Kind,
    Outcome,
    Person,
    Reason,
    Residency,
    Source,
    Status,
    Step,
)
from piiscan.severity import told
from piiscan.stream import run_record, tell_apart, to_record
from piiscan.tally import Tally

SCHEMA = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))
CONFIG = Config(key=bytes(range(32)))
WHEN = "2026-01-01T00:00:00Z"


class Share:
    """Builds the events of a run, file by file."""

    def __init__(self, roots=("/share",)):
        self.roots = roots
        self.events = []

    def found(self, path, rows=1, classification=Classification.PERSONAL_INFORMATION, member=None, **changes):
        """A workbook with findings in column F, and its own outcome."""
        source = Source(self.roots[0], path, path, 2_000_000)
        for row in range(2, rows + 2):
            at = (Step(Axis.SHEET, "Payroll"), Step(Axis.ROW, row), Step(Axis.COLUMN, 6))
            values = {
                "person": Person(f"Ann Lee{row}", f"ann lee{row}", 3, ("name:column",)),
                "elements": (Element(Kind.SSN, f"01094{row:04}", 0, 9, 3, ("column:ssn", "rule:ssn-area")),),
                "residency": Residency.MASSACHUSETTS,
                "grades": {"element": 3, "name": 3, "pair": 3, "residency": 3},
                "reasons": ("residency:zip",),
            }
            values |= changes
            places = (at,) * len(values["elements"])
            self.events.append(Finding(source=source, at=at, places=places, classification=classification, **values))
        counts = {classification.value: {"ssn": rows}}
        if classification is Classification.PERSONAL_INFORMATION:
            counts["persons"] = {"massachusetts": rows}
        if member is not None:
            self.events.append(Outcome(source, member, Status.SCANNED, counts=counts, listed=rows))
            counts = {}
        self.events.append(Outcome(source, (), Status.SCANNED, size=2_000_000, counts=counts, listed=rows))
        return self

    def unread(self, path, reason=Reason.UNSUPPORTED, detail="an image", at=(), verdict=None, **changes):
        source = Source(self.roots[0], path, path, 10)
        encryption = None if verdict is None else Encryption(verdict, "AES", 256)
        status = changes.get("status", Status.NOT_SCANNED)
        self.events.append(Outcome(source, at, status, reason, detail, size=10, encryption=encryption))
        return self

    def records(self, code=1, why="something was found", *, interrupted=False):
        tally = Tally()
        validator = jsonschema.Draft202012Validator(SCHEMA)
        records = [run_record(CONFIG, self.roots, {}, WHEN)]
        for record in told(tell_apart(to_record(event, CONFIG) for event in self.events)):
            records.append(record)
            tally.add(record)
        records.append(tally.summary_record(code, why, WHEN, interrupted=interrupted))
        for record in [*records[:40], *records[40:-1:20], records[-1]]:  # hundreds of one kind differ in their numbers
            validator.validate(json.loads(json.dumps(record)))
        return iter(records)


@pytest.fixture
def share():
    return Share


@pytest.fixture
def validator():
    return jsonschema.Draft202012Validator(SCHEMA)
