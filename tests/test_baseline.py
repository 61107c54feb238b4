"""What was decided about a file goes with it to another name in its folder, and nowhere else."""

from datetime import date

import pytest

from piiscan.baseline import Baseline
from piiscan.marks import Mark, MarksError
from piiscan.reporters import words

ID, SUBJECT = "a" * 32, "5" * 32


def mark(kind="test-data", identity=ID, **changes):
    said = {"file": "hr/old.csv", "subject": SUBJECT} | changes
    return Mark(identity, kind, "why", "J. Doe", "2026-01-02T00:00:00Z", None, **said)


@pytest.fixture
def told(tmp_path):
    """What is said of a finding in hr/new.csv, by these marks."""
    (tmp_path / "hr").mkdir()
    (tmp_path / "hr" / "new.csv").touch()

    def told(*marks, **changes):
        against = Baseline(date(2026, 11, 26), "k")
        for one in marks:
            against.mark(one)
        finding = {"id": "f" * 32, "subject": SUBJECT, "root": str(tmp_path), "file": "hr/new.csv", "container": []}
        return against.of(finding | changes)

    return told


def test_a_mark_goes_with_its_file(told):
    said = told(mark())
    assert (said["as"], said["settled"], said["was"]) == ("test-data", True, "hr/old.csv")
    assert told(mark(), history={"commit": "0" * 40}) is None  # what is gone here is there in a commit
    assert told(mark(), subject=None) is None


def test_of_marks_that_differ_one_that_lets_the_finding_count_goes_with_it(told):
    one, other = mark(), mark("confirmed", "b" * 32)
    assert told(one, other)["settled"] is told(other, one)["settled"] is False


def test_a_mark_that_is_made_anew_goes_with_its_file_though_the_one_before_did_not_say_whose_it_is(told):
    assert told(mark(subject="", file=""), mark("accepted"))["as"] == "accepted"


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_what_cannot_be_looked_for_is_not_gone(told, name):
    assert told(mark(file=f"hr/{name}")) is None


def test_a_name_that_was_escaped_is_not_looked_for(told, tmp_path):
    (tmp_path / "hr" / "\udcff.csv").touch()
    assert told(mark(file="hr/\\xff.csv")) is None  # it is there, under the name that it has in bytes


def test_a_subject_that_is_none_is_refused(tmp_path):
    path = tmp_path / "marks.toml"
    path.write_text(mark().toml().replace(SUBJECT, "Ann Lee"))
    with pytest.raises(MarksError, match="subject must be the 32 characters") as error:
        Baseline(date(2026, 11, 26), "k").add(str(path))
    assert "Ann" not in str(error.value)


def test_under_what_name_it_was_decided_is_said_in_words(told):
    assert words.mark({"mark": told(mark())}).endswith("when its file was hr/old.csv: why")
