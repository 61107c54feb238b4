"""What every test may use: scan some bytes as a file, and say in one line what came out."""

from pathlib import Path

import pytest
from hypothesis import settings

from piiscan.config import Config
from piiscan.model import Finding, Outcome, Source
from piiscan.scan import scan_one

# A machine that does other things must not fail a test: what takes too long is ended by the runner's own limit.
settings.register_profile("piiscan", deadline=None)
settings.load_profile("piiscan")


class Scanned:
    """The findings and outcomes of one file, with the comparisons tests want."""

    def __init__(self, events):
        self.findings = [event for event in events if isinstance(event, Finding)]
        self.outcomes = [event for event in events if isinstance(event, Outcome)]

    @property
    def counts(self):
        return self.outcomes[-1].counts

    def classes(self):
        """(class, residency, person, elements) of each finding."""
        return [
            (
                finding.classification.value,
                finding.residency.value,
                finding.person.normal if finding.person else None,
                tuple(f"{element.kind.value}:{element.value}" for element in finding.elements),
            )
            for finding in self.findings
        ]


@pytest.fixture
def scan(tmp_path):
    """Scan `data` as a file called `name`."""

    def scan_bytes(data, name="file.txt", config=None):
        path = Path(tmp_path) / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        source = Source(str(tmp_path), name, str(path), path.stat().st_size)
        return Scanned(list(scan_one(source, config or Config())))

    return scan_bytes
