"""What every test may use: scan some bytes as a file, and say in one line what came out; how much is tried at random."""

import gc
import os
import signal
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import settings

from piiscan import compiled
from piiscan.config import Config
from piiscan.copies import COPIES
from piiscan.formats import glance, identify
from piiscan.model import Finding, Outcome, Source
from piiscan.scan import scan_one

# A machine that does other things must not fail a test: what takes too long is ended by the runner's own limit.
# What must pass before a change lands asks the same twice; it is the night that looks for what nobody has thought of.
settings.register_profile("quick", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=2000)  # by --hypothesis-profile=nightly
settings.load_profile("quick")
# What a shell starts in the background is deaf to an interrupt, and what `nohup` starts to a hangup: and so would be all
# that the tests start.
for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(number, usual)


def pytest_configure(config):
    """All processes of the tests have one place for compiled patterns, and it is not the user's."""
    if not hasattr(config, "workerinput"):
        place = tempfile.TemporaryDirectory(prefix="piiscan-patterns-")
        config.add_cleanup(place.cleanup)
        os.environ[compiled.VARIABLE] = place.name


def pytest_collection_modifyitems(items):
    """What a test says of itself is how many examples it wants of a hundred: the profile decides how many it gets."""
    usual = settings.default.max_examples
    for test in {item.function for item in items if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)}:
        own = test._hypothesis_internal_use_settings  # as Hypothesis's own plugin reads them
        if own.max_examples != usual:
            test._hypothesis_internal_use_settings = settings(
                own, max_examples=max(min(10, own.max_examples), own.max_examples * usual // 100)
            )


def pytest_collection_finish():
    """Ten thousand tests are no garbage, and need not be looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def glances_are_checked():
    """Whatever any test has identified: what a glance says of it is what all other rules say."""

    def checked(head, name):
        found = glance.plain_format(head, name)
        assert found is None or found == identify.by_all(head, name)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identify, "plain_format", checked)
        yield


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

    def persons(self):
        """(person, number) of each number that is personal information, in order."""
        return sorted(
            (finding.person.normal, element.value)
            for finding in self.findings
            if finding.person is not None and finding.classification.value == "personal_information"
            for element in finding.elements
        )

    def owners(self):
        """Whose each number is, None where nobody is named."""
        return {
            element.value: finding.person.normal if finding.person else None
            for finding in self.findings
            for element in finding.elements
        }


@pytest.fixture(autouse=True)
def _no_copies_of_other_tests():
    COPIES.forget()


@pytest.fixture
def scan(tmp_path):
    """Scan `data` as a file called `name`."""

    def scan_bytes(data, name="file.txt", config=None):
        path = Path(tmp_path) / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        source = Source(str(tmp_path), name, str(path), path.stat().st_size)
        return Scanned(list(scan_one(source, config or Config())))

    return scan_bytes
