"""What was done about findings: what scans in a row show of each file, and what became of each decision."""

from contextlib import nullcontext
from datetime import date

import pytest

from piiscan.inventory.trail import Trail
from piiscan.marks import Mark
from piiscan.model import Encryption, Reason

from .test_tickets import exposure

LOCK = Encryption("encrypted", "AES", 256, opened=True)


def scan(built, day, **lies):
    """The records of a scan of a day; `lies`: the exposure of each file by its stem."""
    records = []
    for one in built.records():
        if one["type"] == "run":
            one["started"] = f"2026-01-{day:02}T00:00:00Z"
        elif one["type"] == "outcome":
            one["exposure"] = exposure(lies.get(one["file"].partition(".")[0], "some"))
        records.append(one)
    return records


@pytest.fixture
def trail():
    def trail(*scans, marks=()):
        made = Trail(marks)
        made.compare([lambda _wants, one=one: nullcontext(iter(one)) for one in scans], one_root=True)
        list(made.noting(scans[-1]))
        return made

    return trail


def done(trail):
    return [(one.action, one.file, one.findings) for one in trail.done()]


def ids(records, file):
    return [one["id"] for one in records if one["type"] == "finding" and one["file"] == file]


def test_each_file_has_what_was_done_to_it(share, trail):
    old = share()
    for name in ("gone", "held", "locked", "less", "moved", "narrow", "opened", "same", "unread"):
        old.found(f"{name}.xlsx", 2)
    new = share().found("held.xlsx", 2, encryption=LOCK)
    new.unread("locked.xlsx", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
    new.found("less.xlsx").found("narrow.xlsx", 2).found("opened.xlsx", 2).found("same.xlsx", 2).unread("unread.xlsx")
    first, last = scan(old, 1, opened="narrow", narrow="wide"), scan(new, 2, opened="wide", narrow="narrow")
    for one in last:  # the fixture says the lock of the findings alone
        if one["type"] == "outcome" and one["file"] == "held.xlsx":
            one["encryption"] = {"verdict": "encrypted", "algorithm": "AES", "bits": 256, "opened": True}
    made = trail(first, last)
    assert done(made) == [
        ("deleted", "gone.xlsx", 2),
        ("encrypted", "held.xlsx", 2),
        ("redacted", "less.xlsx", 1),
        ("encrypted", "locked.xlsx", 2),
        ("deleted", "moved.xlsx", 2),
        ("restricted", "narrow.xlsx", 2),
        ("opened", "opened.xlsx", 2),
    ]
    counts = made.counts("2026-01-02")
    assert counts["done"] == {
        "deleted": 4, "encrypted": 4, "redacted": 1, "moved": 0, "restricted": 2, "opened": 2,
    }  # fmt: skip
    assert counts["without_a_decision"] == 11


def test_what_moved_has_both_places(share, trail):
    first = scan(share().found("a/1.xlsx"), 1)
    (old,) = ids(first, "a/1.xlsx")
    made = trail(
        first, scan(share().found("b/1.xlsx"), 2), marks=[Mark(old, "confirmed", "seen", "Bo", first[0]["started"])]
    )
    (one,) = made.done()
    assert (one.action, one.file, one.now) == ("moved", "a/1.xlsx", "b/1.xlsx")
    assert [one.finding for one in made.decisions("2026-01-02")] == ["moved"]


def test_what_is_gone_and_may_be_in_a_locked_file_beside_it_says_so(share, trail):
    old = share().found("a/pay.csv").found("a/other.csv").found("a/was.csv").unread("a/was.zip", verdict="encrypted")
    new = share().unread("a/was.zip", verdict="encrypted").unread("a/pay.csv.gpg", verdict="encrypted")
    new.unread("a/other.zip", verdict="weak").unread("b/other.zip", verdict="encrypted")
    made = trail(scan(old, 1), scan(new, 2))
    assert [(one.file, one.why) for one in made.done()] == [
        ("a/other.csv", "its file is gone"),
        ("a/pay.csv", "its file is gone; new beside it and encrypted: pay.csv.gpg"),
        ("a/was.csv", "its file is gone"),
    ]


def test_a_key_beside_a_lock_and_an_exposure_that_nobody_knew_are_nothing_done(share, trail):
    first, last = (scan(share().found("a.xlsx", 2).found("b.xlsx", 2), day) for day in (1, 2))
    for one in first + last:
        if one["type"] == "outcome" and one["file"] == "b.xlsx":
            one["exposure"]["level"] = "unknown" if one in first else "wide"
    for one in last:
        if one["type"] == "outcome" and one["file"] == "a.xlsx":
            one["encryption"] = {"verdict": "encrypted", "algorithm": "AES", "bits": 256, "key_beside": True}
    assert done(trail(first, last)) == []


def test_of_several_scans_each_step_is_told(share, trail):
    scans = [share().found("a.xlsx").found("b.xlsx"), share().found("b.xlsx"), share()]
    made = trail(*(scan(built, day) for day, built in enumerate(scans, 1)))
    told = [(one.since[8:10], one.until[8:10], one.file) for one in made.done()]
    assert told == [("01", "02", "a.xlsx"), ("02", "03", "b.xlsx")]


def test_who_did_it_is_who_marked_it_remediated(share, trail):
    first, last = scan(share().found("a.xlsx", 2).found("b.xlsx", 2), 1), scan(share().found("b.xlsx"), 2)
    one, two = ids(first, "a.xlsx")
    at = "2026-01-01T12:00:00Z"
    made = trail(first, last, marks=[Mark(one, "remediated", "deleted", "Ops", at), Mark(two, "open", "?", "Bo", at)])
    assert [(one.file, one.by, one.findings) for one in made.done()] == [
        ("a.xlsx", "", 1),
        ("a.xlsx", "Ops", 1),
        ("b.xlsx", "", 1),
    ]
    assert made.counts("2026-01-02")["without_a_decision"] == 2


def test_each_decision_says_whether_it_counts_and_what_became_of_its_finding(share, trail):
    first = scan(share().found("a.xlsx").found("b.xlsx").found("c.xlsx"), 1)
    last = scan(share().found("b.xlsx").unread("c.xlsx"), 2)
    (gone,), (there,), (unread,) = (ids(first, f"{name}.xlsx") for name in "abc")
    early, late = "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"
    marks = [
        Mark(gone, "confirmed", "seen", "Bo", early),
        Mark(there, "accepted", "for now", "Bo", early, date(2026, 1, 1)),
        Mark(gone, "remediated", "deleted", "Bo", late),
        Mark(unread, "accepted", "for now", "Bo", early, date(2026, 1, 2)),
        Mark("0" * 32, "open", "what", "Bo", early),
    ]
    made = trail(first, last, marks=marks)
    assert [(one.state, one.superseded, one.finding) for one in made.decisions("2026-01-02")] == [
        ("superseded", late, "resolved"),
        ("expired", "", "there"),
        ("in_force", "", "resolved"),
        ("in_force", "", "unknown"),
        ("in_force", "", "not_found"),
    ]
    assert made.counts("2026-01-02")["decisions"] == {"in_force": 3, "expired": 1, "superseded": 1}


def test_samples_and_what_was_marked_as_nothing_were_no_reason_to_act(share, trail):
    first = scan(share().found("a.xlsx"), 1)
    for one in first:
        if one["type"] == "finding":
            one["mark"] = {"as": "test-data", "settled": True}
    assert done(trail(first, scan(share(), 2))) == []
