"""The inventory: golden files, persons counted once, what is cut or cannot be told apart is said, nothing active."""

import importlib
import io
import json
import os
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from piiscan.inventory import write
from piiscan.inventory.trail import Trail
from piiscan.marks import Mark
from piiscan.model import Axis, Classification, Element, Encryption, Kind, Person, Reason, Residency, Step

from .test_tickets import LYING, ODD
from .test_tickets import records as tickets_of

GOLDEN = Path(__file__).parent / "golden" / "inventory"


def made(records, form="json", depth=2, changes=None, trail=None):
    out = io.StringIO()
    write(records, out, form, depth, changes, trail)
    return out.getvalue()


def said(records, **options):
    return json.loads(made(records, **options))


def decided(identity):
    """A mark that was taken back, one that is over, and one of what nobody finds."""
    who = "R. Officer <b>|\x1b[2J@all"
    return [
        Mark(identity, "accepted", "moves in June", who, "2025-01-02T03:04:05Z", date(2025, 6, 30)),
        Mark(identity, "open", "moved? no", "CISO", "2025-07-01T00:00:00Z"),
        Mark("0" * 32, "test-data", "samples", who, "2025-01-02T03:04:05Z", date(2025, 6, 30), file="\udcff.csv"),
    ]


def before(records):
    """The scan before: with a file that is gone since, and one that lay more open."""
    for one in records:
        if one["type"] == "run":
            yield {**one, "started": "2025-01-01T00:00:00Z"}
            continue
        yield {**one, "exposure": LYING["www/list.xlsx"]} if one.get("exposure") else one
        if one["type"] == "outcome" and one["file"] == ODD:
            finding = next(other for other in records if other["type"] == "finding")
            yield {**finding, "file": f"gone/{ODD}", "id": "f" * 32, "subject": None}
            yield {**one, "file": f"gone/{ODD}"}


@pytest.mark.parametrize("form", importlib.import_module("piiscan.cli.inventory").FORMS)
def test_the_inventory_is_as_it_was(share, form):
    records = [
        {**one, "tool": {"name": "piiscan", "version": "0"}} if one["type"] == "run" else one
        for one in tickets_of(share)
    ]
    records[-1]["network"] = {"cifs": 2, "nfs4": 1_000}
    identity = next(one["id"] for one in records if one["type"] == "finding")
    with Trail(decided(identity)) as trail:
        trail.compare([lambda _wants: nullcontext(before(records)), lambda _wants: nullcontext(records)], one_root=True)
        text = made(records, form, 1, {"new": 3, "resolved": 1}, trail)
    path = GOLDEN / f"inventory.{'md' if form == 'markdown' else 'json'}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text("utf-8")
    assert "010-94" not in text
    assert not any(char in text for char in "\x1b\u202e\udcff")


def test_a_person_counts_once_whatever_the_files(share):
    built = share(("/s",)).found("a/1.xlsx", 3).found("a/2.xlsx", 3).found("b/3.xlsx", 1)
    found = said(built.records())
    assert found["persons"]["distinct"]["massachusetts"] == 3
    assert found["persons"]["in_each_file"]["massachusetts"] == 7
    assert found["persons"]["distinct_is_exact"] is True
    assert [(one["folder"], one["persons"]["distinct"]["massachusetts"]) for one in found["folders"]] == [
        ("/s/a", 3),
        ("/s/b", 1),
    ]


def test_copies_of_a_person_in_other_files_are_told_as_what_is_to_be_disposed_of(share):
    lock = Encryption("encrypted", "AES", 256, opened=True)
    built = (
        share(("/s",))
        .found("a/1.xlsx", 3)
        .found("a/2.xlsx", 3)
        .found("b/3.xlsx", 1)
        .found("b/4.xlsx", 3, encryption=lock)
    )
    found = list(built.records())
    assert said(found)["persons"]["in_several_files"] == {"persons": 3, "copies": 4}
    assert "3 persons stand with the same numbers in more than one file, 4 times beside the first" in made(
        found, "markdown"
    )
    found = list(share(("/s",)).found("a/1.xlsx", 2).found("b/3.xlsx", person=Person("Bo Ray", "bo ray", 3)).records())
    assert said(found)["persons"]["in_several_files"] == {"persons": 0, "copies": 0}
    assert "more than one file" not in made(found, "markdown")
    for record in found:
        if record["type"] == "finding":
            record["subject"] = None
    assert said(found)["persons"]["in_several_files"] is None


def test_a_person_twice_in_one_file_is_no_copy_elsewhere(share):
    found = list(share(("/s",)).found("a/1.xlsx", 2).records())
    one = next(record["subject"] for record in found if record["type"] == "finding")
    for record in found:
        if record["type"] == "finding":
            record["subject"] = one
    assert said(found)["persons"]["in_several_files"] == {"persons": 0, "copies": 0}


def test_a_residency_shown_once_is_that_of_the_person(share):
    built = share().found("1.xlsx", residency=Residency.UNKNOWN).found("2.xlsx")
    assert said(built.records())["persons"]["distinct"] == {"massachusetts": 1, "unknown": 0, "elsewhere": 0}


def test_the_counts_of_a_notice(share):
    card = {"elements": (Element(Kind.PAYMENT_CARD, "4111111111111111", 0, 16, 3),), "residency": Residency.UNKNOWN}
    built = share().found("1.xlsx", 2).found("2.xlsx", person=Person("Bo Ray", "bo ray", 3), **card)
    built.found("3.xlsx", 4, Classification.NON_RESIDENT, residency=Residency.ELSEWHERE)
    notice = said(built.records())["notice"]
    assert (notice["residents"], notice["residents_or_unknown"]) == (2, 3)
    assert notice["types"] == ["payment_card", "ssn"]
    assert notice["social_security_numbers"] == 2


def test_what_lies_behind_a_good_lock_is_counted_apart(share):
    lock = Encryption("encrypted", "AES", 256, opened=True)
    found = said(share().found("1.xlsx", 2, encryption=lock).records())
    assert found["persons"]["distinct"]["massachusetts"] == 0
    assert found["persons"]["protected"]["massachusetts"] == 2
    assert found["folders"][0]["protected_findings"] == 2
    assert found["folders"][0]["severity"] == "low" or found["folders"][0]["exposure"] == "unknown"


def test_what_is_locked_and_not_read_is_counted(share):
    built = share().unread("a.zip", Reason.ENCRYPTED, "locked", verdict="encrypted").unread("b.png").unread("c.png")
    built.unread("d.zip", Reason.ENCRYPTED, "locked", verdict="weak")
    found = said(built.records())
    assert found["locked"] == {"encrypted": 1, "weak": 1}
    assert found["not_read"] == {"encrypted": 2, "unsupported": 2}
    assert found["scan"]["complete"] is False
    assert "Not everything was read" in made(built.records(), "markdown")


def test_a_list_that_was_cut_is_a_lower_bound(share):
    records = list(share().found("1.xlsx", 2).records())
    records[0]["options"]["max_findings_per_file"] = 2
    found = said(records)["persons"]
    assert (found["distinct_is_exact"], found["files_not_listed_whole"]) == (False, 1)
    assert "at least so many" in made(records, "markdown")


def test_a_notice_does_not_give_a_lower_bound_as_the_number(share):
    built = share(("/s",)).found("a/1.xlsx", 2).found("b/2.xlsx", person=Person("Bo Ray", "bo ray", 3))
    built.found("b/3.xlsx", 3, Classification.REVIEW)
    whole = said(built.records())
    assert (whole["notice"]["exact"], whole["notice"]["to_be_reviewed"]) == (True, 3)
    assert "at most" not in made(built.records(), "markdown")
    records = list(built.records())
    records[0]["options"]["max_findings_per_file"] = 2
    for one in records:
        if one["type"] == "outcome" and one["file"] == "a/1.xlsx":
            one["counts"]["persons"]["massachusetts"] = 70  # of which the list has two
    records[-1]["persons"]["massachusetts"] = 71
    found = said(records)
    assert (found["notice"]["residents"], found["notice"]["residents_at_most"]) == (3, 71)
    assert found["notice"]["exact"] is False
    assert [(one["folder"], one["persons"]["distinct_is_exact"]) for one in found["folders"]] == [
        ("/s/a", False),
        ("/s/b", False),  # three of its findings are to be reviewed, and no more are listed of a file
    ]
    text = made(records, "markdown")
    assert "at least 3, at most 71" in text
    assert "| ≥ 2 / ≥ 0 / ≥ 0 |" in text
    assert "3 numbers are still to be reviewed" in text
    assert "reporting agency): at least 3." in text
    assert "reporting agency): 3." in made(built.records(), "markdown")
    assert "Social Security number" in text


def test_an_interrupted_scan_is_no_record_of_the_whole(share):
    records = list(share().found("1.xlsx").records())
    records[-1] |= {"interrupted": True, "complete": False}
    assert said(records)["scan"]["interrupted"] is True
    text = made(records, "markdown")
    assert "The scan was interrupted" in text
    assert "0 gaps" not in text


def test_without_a_key_nobody_is_told_apart(share):
    records = [
        {**one, "subject": None} if one["type"] == "finding" else one for one in share().found("1.xlsx", 2).records()
    ]
    found = said(records)
    assert found["persons"]["distinct"] is None
    assert found["notice"]["residents"] == 2
    assert found["notice"]["counted"] == "once in each file"
    assert [one["persons"]["distinct_is_exact"] for one in found["folders"]] == [False]
    assert "≥" not in made(records, "markdown")  # what counts once in each file is no lower bound


def test_a_false_positive_is_nobody(share):
    records = list(share().found("1.xlsx", 2).records())
    records[1] = {**records[1], "mark": {"as": "false-positive", "settled": True}}
    assert said(records)["persons"]["distinct"]["massachusetts"] == 1


def test_folders_below_the_depth_are_counted_with_those_above(share):
    built = share(("/s",)).found("a/b/c/d/1.xlsx").found("a/b/2.xlsx").found("3.xlsx")
    for depth, folders in (
        (0, ["/s"]),
        (1, ["/s", "/s/a"]),
        (2, ["/s", "/s/a/b"]),
        (9, ["/s", "/s/a/b", "/s/a/b/c/d"]),
    ):
        assert [one["folder"] for one in said(built.records(), depth=depth)["folders"]] == folders


def test_members_count_with_their_forms(share):
    member = (Step(Axis.MEMBER, "inner/list.csv"),)
    (folder,) = said(share().found("box.zip", 2, member=member).records())["folders"]
    assert folder["files"] == 1
    assert folder["persons"]["in_each_file"] == {"massachusetts": 2}


def test_nothing_found_is_said(share):
    records = list(share().records())
    assert said(records)["folders"] == []
    assert "Nothing was found." in made(records, "markdown")
