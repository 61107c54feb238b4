"""A file that changes while it is read (C7): read once more, nothing told twice, nothing that was found lost."""

import os
import random
import threading
from pathlib import Path

import pytest

from piiscan import again
from piiscan.config import Config
from piiscan.model import Finding, Outcome, Reason, Source, Status
from piiscan.scan import scan_one
from piiscan.sources import look_again
from piiscan.sources import walk as walk_module

LEE, ROE, POE = ("Ann Lee,010-94-7001\n", "Bob Roe,010-94-7002\n", "Cal Poe,010-94-7003\n")
HEAD = "name,ssn\n"


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "tree" / "sub" / "list.csv"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + LEE + ROE)
    os.utime(path, (1, 1))
    return path


def listed(path: Path) -> Source:
    (source,) = walk_module.walk([str(path.parent.parent)])
    return source


@pytest.fixture
def scanned(target, monkeypatch):
    """Scan the target. The given function disturbs it after each reading but for the last look at the file."""

    def scan(*disturbances, config=Config(reveal=True), before=None):  # noqa: B008
        source = listed(target)
        if before:
            before(target)
        left, changed = list(disturbances), again.changed

        def disturbed(source, stream):
            if left:
                left.pop(0)(target)
            return changed(source, stream)

        monkeypatch.setattr(again, "changed", disturbed)
        *events, outcome = scan_one(source, config)
        assert isinstance(outcome, Outcome)
        assert outcome.at == ()
        found = [event.elements[0].value for event in events if isinstance(event, Finding)]
        assert outcome.listed == len(found)
        return found, outcome

    return scan


def total(outcome):
    return sum(kinds.get("ssn", 0) for name, kinds in outcome.counts.items() if name != "persons")


def rewrite(*lines):
    return lambda path: path.write_text(HEAD + "".join(lines))


def test_what_does_not_change_is_read_once(scanned):
    found, outcome = scanned()
    assert (found, outcome.status, outcome.detail) == (["010947001", "010947002"], Status.SCANNED, "")


def test_a_file_that_grew_is_read_again_and_then_known(scanned):
    found, outcome = scanned(rewrite(LEE, ROE, POE))
    assert found == ["010947001", "010947002", "010947003"]
    assert (outcome.status, outcome.reason) == (Status.SCANNED, None)
    assert outcome.detail == "changed while it was read, and was read again"
    assert total(outcome) == 3


def test_what_was_found_before_it_was_cut_off_stays(scanned):
    found, outcome = scanned(lambda path: os.truncate(path, 0))
    assert found == ["010947001", "010947002"]
    assert outcome.status is Status.SCANNED


def test_a_line_put_in_above_makes_no_finding_twice(scanned):
    assert scanned(rewrite(POE, LEE, ROE))[0] == ["010947001", "010947002", "010947003"]


def test_a_line_that_is_there_twice_is_told_twice(scanned):
    assert scanned(rewrite(LEE, LEE, ROE))[0] == ["010947001", "010947002", "010947001"]


def test_what_changes_each_time_is_changed_with_all_that_was_found(scanned):
    found, outcome = scanned(rewrite(LEE, ROE, POE), rewrite(POE))
    assert found == ["010947001", "010947002", "010947003"]
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)
    assert outcome.detail.endswith("changed while it was read, twice")


def test_a_deleted_file_keeps_what_was_found(scanned):
    found, outcome = scanned(Path.unlink)
    assert found == ["010947001", "010947002"]
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)


def replaced(path):
    other = path.with_name("other")
    other.write_text(HEAD + POE)
    other.rename(path)


def test_what_was_replaced_before_it_was_read_is_read_and_said_to_be_another(scanned):
    found, outcome = scanned(before=replaced)
    assert found == ["010947003"]
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)
    assert "replaced by another file" in outcome.detail


def test_a_log_that_is_rotated_while_it_is_read_is_read_in_both_parts(scanned):
    def rotate(path):
        path.rename(path.with_name("list.csv.1"))
        path.write_text(HEAD + POE)

    found, outcome = scanned(rotate)
    assert found == ["010947001", "010947002", "010947003"]
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)


def test_what_is_gone_is_not_read(scanned):
    assert scanned(before=Path.unlink)[1].detail == "gone since it was listed"


def test_a_large_file_is_not_read_twice(scanned, monkeypatch):
    monkeypatch.setattr(again, "LARGEST", 10)
    found, outcome = scanned(rewrite(LEE, ROE, POE))
    assert found == ["010947001", "010947002"]
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)


def test_more_than_can_be_remembered_is_not_read_twice(scanned, monkeypatch):
    monkeypatch.setattr(again, "_MOST", 1)
    assert scanned(rewrite(LEE, ROE, POE))[1].reason is Reason.CHANGED


def test_the_list_of_findings_stays_as_short_as_it_may_be(scanned):
    found, outcome = scanned(rewrite(POE, ROE, LEE), config=Config(max_findings_per_file=2))
    assert found == ["010947001", "010947002"]
    assert total(outcome) == 3


@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_link_put_in_its_place_leads_nowhere(scanned, tmp_path, where):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "list.csv").write_text(HEAD + POE)

    def swap(path):
        if where == "file":
            path.unlink()
            path.symlink_to(outside / "list.csv")
        else:
            path.parent.rename(tmp_path / "moved")
            path.parent.symlink_to(outside)

    found, outcome = scanned(before=swap)
    assert found == []
    assert outcome.status is Status.NOT_SCANNED


def test_a_member_of_an_archive_has_one_outcome(tmp_path, monkeypatch):
    import zipfile

    path = tmp_path / "a.zip"

    def write(names):
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(f"{name}.csv", HEAD + LEE)

    write("ab")
    os.utime(path, (1, 1))
    (source,) = walk_module.walk([str(path)])
    changed, left = again.changed, [write]
    monkeypatch.setattr(
        again, "changed", lambda source, stream: (left and left.pop()("abc"), changed(source, stream))[1]
    )
    events = list(scan_one(source, Config()))
    members = [event.at[0].at for event in events if isinstance(event, Outcome) and event.at]
    assert members == ["a.csv", "b.csv", "c.csv"]
    assert sum(isinstance(event, Finding) for event in events) == 3
    assert events[-1].status is Status.SCANNED


@pytest.mark.long
def test_hundreds_of_changes_never_lose_a_line_that_stays(target):
    """A file is rewritten, cut, replaced and grown all the time; one line is in all of its versions."""
    stop, rng = threading.Event(), random.Random(7)

    def disturb():
        while not stop.is_set():
            text = HEAD + LEE + "".join(rng.choices([ROE, POE, "x,y\n"], k=rng.randrange(5)))
            if rng.random() < 0.5:
                other = target.with_name(".other")
                other.write_text(text)
                other.rename(target)
            else:
                with target.open("r+") as file:
                    file.write(text)
                    file.truncate()

    thread = threading.Thread(target=disturb)
    thread.start()
    ends = []
    try:
        for _ in range(200):
            source = look_again(Source(str(target.parent), "list.csv", str(target), 0))
            if source is None:
                continue
            *events, outcome = scan_one(source, Config())
            found = {event.elements[0].value for event in events if isinstance(event, Finding)}
            ends.append((outcome.status, outcome.reason))
            assert "010947001" in found or outcome.status is Status.NOT_SCANNED
            assert outcome.reason in {None, Reason.CHANGED}
    finally:
        stop.set()
        thread.join()
    assert (Status.PARTIAL, Reason.CHANGED) in ends
    assert (Status.SCANNED, None) in ends
