"""Each report as it was when it was last looked at: a change of one must be meant. UPDATE_GOLDEN=1 writes them anew."""

import io
import os
import re
from pathlib import Path

import pytest

from piiscan.cli.shared import FORMATS
from piiscan.model import Axis, Classification, Duty, Encryption, Reason, Residency, Step
from piiscan.reporters import REPORTERS
from piiscan.reporters.terminal import Look
from piiscan.severity import told

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {
    "table": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "sarif": "sarif",
    "ocsf": "jsonl",
    "defectdojo": "json",
    "gitlab": "json",
    "junit": "xml",
    "markdown": "md",
    "html": "html",
}


HISTORY = {
    "object": "0123456789abcdef0123456789abcdef01234567",
    "commits": 1_204,
    "first": {"commit": "11" * 20, "time": "2019-05-01T12:00:00Z"},
    "last": {"commit": "22" * 20, "time": "2024-02-29T08:00:00Z"},
    "paths": ["hr/unknown.xlsx", "old/<b>|\x1b[2J\udcff.xlsx"],
    "more_paths": 3,
    "refs": ["refs/heads/main", "refs/tags/v1"],
    "more_refs": 0,
    "reachable": True,
}
LYING = {
    "hr/staff.xlsx": ("wide", "0644", "mode 0644: every user may read it"),
    "hr/unknown.xlsx": ("narrow", "0600", "not changed since 2019-05-01: whether it is still needed is to be reviewed"),
    "mail/box.zip": ("some", "0640", "is in the mail folder mail"),
}


def lying(record):
    """The record; that of a file which lies more or less open says so."""
    if record["type"] == "outcome" and record["file"] in LYING and not record["container"]:
        level, mode, fact = LYING[record["file"]]
        who = {"readers": "everyone" if level == "wide" else "owner", "writers": "owner", "acl": False, "mode": mode}
        whose = {"uid": 1001, "owner": "clerk", "gid": 50, "group": "hr", "modified": "2019-05-01T12:00:00Z"}
        volume = {"type": "ext4", "network": False, "portable": "", "encrypted": False}
        record["exposure"] = {"level": level, "why": [fact], **who, **whose, "volume": volume}
    return record


def records(share):
    """A bit of everything: classes, members, locks, gaps, odd names, two roots."""
    member = (Step(Axis.MEMBER, "inner/list.csv"),)
    built = share(("/srv/share", "exports"))
    built.found("hr/staff.xlsx", 2, duties=(Duty("17.04(2)(a)", "mode 0644: every user may read it"),))
    built.found("hr/unknown.xlsx", residency=Residency.UNKNOWN)
    built.found("hr/elsewhere.xlsx", classification=Classification.NON_RESIDENT, residency=Residency.ELSEWHERE)
    built.found("review.xlsx", classification=Classification.REVIEW)
    built.found("numbers.xlsx", classification=Classification.ELEMENT_ONLY, person=None)
    built.found("samples.xlsx", classification=Classification.TEST_VALUE)
    lock = Encryption("encrypted", "AES", 256, opened=True)
    built.found("locked.xlsx", classification=Classification.PERSONAL_INFORMATION, encryption=lock)
    built.found("mail/box.zip", member=member)
    built.unread("mail/box.zip", Reason.CORRUPT, "ends early", member)
    built.found('=odd|<b>"`@all`\x1b[2J\u202e\n\udcff.xlsx')
    built.unread("scan.png").unread("secret.zip", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
    for record in told(map(lying, built.records())):
        if record["type"] == "finding" and record["file"] == "hr/unknown.xlsx":
            record["history"] = HISTORY
        if record["type"] == "run":
            record |= {"ruleset": "0" * 16, "tool": {"name": "piiscan", "version": "0.0.0"}}
        yield record


def test_every_report_has_a_golden_file():
    assert set(SUFFIXES) == set(FORMATS) == {reporter.name for reporter in REPORTERS}


@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_a_report_is_as_it_was(share, reporter):
    out = io.StringIO()
    reporter.write(records(share), out, Look())
    text = out.getvalue()
    path = GOLDEN / f"{reporter.name}.{SUFFIXES[reporter.name]}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


@pytest.mark.parametrize(("form", "suffix"), SUFFIXES.items())
def test_no_report_holds_a_value_or_a_name(form, suffix):
    text = (GOLDEN / f"{form}.{suffix}").read_text("utf-8")
    assert not re.search(r"010-?94-?\d{4}|\b[Aa]nn\b|\b[Ll]ee\d", text)
    assert "\x1b" not in text


@pytest.mark.parametrize("form", sorted(SUFFIXES.keys() - {"json", "jsonl"}))
def test_what_git_holds_is_told_by_its_commits(form):
    text = (GOLDEN / f"{form}.{SUFFIXES[form]}").read_text("utf-8")
    assert "in 1,204 commits, 111111111111 of 2019-05-01" in " ".join(text.split())
