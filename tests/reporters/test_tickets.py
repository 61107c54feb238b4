"""Tickets: golden files for each tracker, ids that stay, severity and action by facts, nothing active, flat memory."""

import csv
import importlib
import io
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from piiscan import exposure as exposed
from piiscan.model import Classification, Duty, Encryption, Reason, Residency
from piiscan.reporters.advice import BY_CLAUSE
from piiscan.tickets import write
from piiscan.tickets.action import action
from piiscan.tickets.case import Case, Wanted, cases
from piiscan.tickets.spool import gathered
from piiscan.tickets.ticket import DUE, Terms, identity, ticket

from .test_golden import HISTORY

options = importlib.import_module("piiscan.cli.tickets")

GOLDEN = Path(__file__).parent / "golden" / "tickets"
ODD = '=odd|<b>"`@all`\x1b[2J\u202e\n\udcff.xlsx'
OPEN = (Duty("17.04(2)(a)", "mode 0644: every user may read it"),)
WEB = (Duty("17.04(6)", "is in the web folder www"), *OPEN)


def exposure(level="narrow", owner="ann", mode="0600", why=(), **changes):
    return {
        "level": level,
        "why": list(why),
        "mode": mode,
        "acl": False,
        "readers": "everyone" if mode == "0644" else "owner",
        "writers": "owner",
        "uid": 1001,
        "owner": owner,
        "gid": 50,
        "group": "hr",
        "modified": "2019-05-01T12:00:00Z",
        "volume": {"type": "ext4", "network": False, "portable": "", "encrypted": False},
        **changes,
    }


LYING = {
    "hr/staff.xlsx": exposure("wide", mode="0644", why=["mode 0644: every user may read it"]),
    "www/list.xlsx": exposure("wide", "bob", "0644", ["is in the web folder www"]),
    "hr/gone.xlsx": exposure("some", None, why=["its owner, number 1001, has no account any more"]),
    ODD: exposure("some"),
}


def records(share):
    built = share(("/srv/share",))
    built.found("hr/staff.xlsx", 12, duties=OPEN)
    built.found("hr/gone.xlsx", residency=Residency.UNKNOWN, duties=(Duty("17.03(2)(e)", "its owner has no account"),))
    built.found("review.xlsx", classification=Classification.REVIEW)
    built.found("numbers.xlsx", classification=Classification.ELEMENT_ONLY, person=None)
    built.found("samples.xlsx", classification=Classification.TEST_VALUE)
    built.found("locked.xlsx", encryption=Encryption("encrypted", "AES", 256, opened=True))
    built.found("www/list.xlsx", 2, duties=WEB)
    built.found(ODD)
    built.unread("scan.png").unread("secret.zip", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
    for record in built.records():
        if record["type"] == "outcome" and record["file"] in LYING:
            record["exposure"] = LYING[record["file"]]
        yield record


def made(records, target="github", wanted=Wanted(), terms=Terms()):  # noqa: B008 - frozen
    out = io.StringIO()
    counts = write(records, out, target, wanted, terms)
    return counts.total(), out.getvalue()


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_the_options_name_what_there_is():
    assert set(options.SEVERITIES) == set(DUE)


def test_every_paragraph_that_a_fact_can_touch_has_its_act():
    sources = [path.read_text() for path in Path(exposed.__file__).parent.glob("*.py")]
    given = {clause for source in sources for clause in re.findall(r'"(17\.0\d(?:\(\w\))+)"', source)}
    assert given == set(BY_CLAUSE)


@pytest.mark.long
@pytest.mark.parametrize("group", options.GROUPS)
@pytest.mark.parametrize("target", options.TARGETS)
def test_the_tickets_are_as_they_were(share, target, group):
    _, text = made(records(share), target, Wanted(group, "review"), Terms(site="files-1", labels=("hr audit",)))
    path = GOLDEN / f"{target}.{group}.{'csv' if target.endswith('csv') else 'jsonl'}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        assert text == file.read()
    assert "010-94" not in text
    assert "01094" not in text
    assert not any(char in text for char in "\x1b\u202e\udcff")


def test_the_class_decides_what_makes_a_ticket(share):
    counts = [
        made(records(share), wanted=Wanted("file", least))[0] for least in ("personal_information", "review", "any")
    ]
    assert counts == [4, 5, 8]  # any takes what is locked, and test numbers


def test_an_id_is_that_of_the_place_alone(share):
    before, after = share(("/srv/share",)).found("a.xlsx", 1), share(("/srv/share",)).found("a.xlsx", 99)
    (one,), (other,) = (list(cases(built.records(), Wanted())) for built in (before, after))
    assert identity(one, "") == identity(other, "")
    assert identity(one, "") != identity(one, "files-2")
    assert ticket(one, Terms()).due < ticket(one, Terms(due={**DUE, "medium": 400})).due


def test_known_tickets_are_written_to_be_updated(share):
    (case,) = cases(share().found("a.xlsx").records(), Wanted())
    own = identity(case, "")

    def first(target, key):
        return lines(made(share().found("a.xlsx").records(), target, terms=Terms(known={own: key}))[1])[0]

    jira = first("jira", "SEC-12")
    assert jira["issueIdOrKey"] == "SEC-12"
    assert {"add": own} in jira["update"]["labels"]
    assert "project" not in jira["fields"]
    assert first("github", "12")["issue_number"] == 12
    assert first("gitlab", "7")["issue_iid"] == 7
    (record,) = first("servicenow", "INC1")["records"]
    assert (record["correlation_id"], record["seen_before"]) == (own, "true")


def test_bulk_requests_are_no_larger_than_the_trackers_take(share):
    one = list(share().found("a.xlsx").records())

    def many():
        for number in range(401):
            yield from ({**record, "file": f"{number}.xlsx"} for record in one[1:-1])

    assert [len(line["issueUpdates"]) for line in lines(made(many(), "jira")[1])] == [50] * 8 + [1]
    assert [len(line["records"]) for line in lines(made(many(), "servicenow")[1])] == [200, 200, 1]


def test_a_spreadsheet_opens_no_formula_and_keeps_its_rows(share):
    built = share(("=cmd|x!A1",)).found("b.xlsx")
    rows = list(csv.DictReader(io.StringIO(made(built.records(), "csv")[1].lstrip("\ufeff"))))
    assert [row["path"] for row in rows] == ["'=cmd|x!A1/b.xlsx"]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_no_name_can_act_in_a_tracker(share):
    name = "@all /close\n/label ~x\n<!-- --> [a](http://b) ![c](d) `e` #1.xlsx"
    built = share(("/srv",)).found(name)
    for target in ("github", "gitlab"):
        (issue,) = lines(made(built.records(), target)[1])
        text = issue.get("body") or issue["description"]
        assert not any(line.startswith("/") for line in text.splitlines())
        assert "@all" not in text + issue["title"]
        assert text.count("<!-- ") == 1 + text.count("<!-- -->")
        assert "](" not in text


def test_no_fact_is_mark_up_in_a_journal_of_servicenow(share):
    records = [
        {**one, "exposure": exposure("wide", why=["is in the cloud folder Dropbox[code]<b>x[/CODE]"])}
        if one["type"] == "outcome"
        else one
        for one in share().found("a.xlsx").records()
    ]
    (record,) = lines(made(records, "servicenow")[1])[0]["records"]
    assert "Dropbox(code)<b>x(/code)" in record["work_notes"]


def test_a_long_path_can_be_found_by_its_ticket(share):
    path = "/".join([*(f"a folder with a long name {number}" for number in range(20)), "pay.xlsx"])
    built = share(("/srv",)).found(path)
    (record,) = lines(made(built.records(), "servicenow")[1])[0]["records"]
    assert f"{record['file_location']}/{record['file_name']}" == f"/srv/{path}"
    assert len(record["short_description"]) <= 160
    for target in ("github", "csv", "jira", "gitlab"):
        assert f"/srv/{path}" in made(built.records(), target)[1]


def of(level, persons, personal=1, **changes):
    return Case("file", "a", "a", "2026-01-01T00:00:00Z", level=level, persons=persons, personal=personal, **changes)


@pytest.mark.parametrize(
    ("level", "persons", "word"),
    [
        ("narrow", {"massachusetts": 9}, "low"),
        ("narrow", {"massachusetts": 5, "unknown": 5}, "medium"),
        ("narrow", {"massachusetts": 1000}, "high"),
        ("some", {"unknown": 1}, "medium"),
        ("some", {"unknown": 10}, "high"),
        ("some", {"unknown": 1000}, "critical"),
        ("unknown", {"unknown": 1}, "medium"),
        ("wide", {"massachusetts": 1}, "high"),
        ("wide", {"massachusetts": 10}, "critical"),
        ("wide", {"elsewhere": 5000}, "high"),
    ],
)
def test_severity_is_exposure_times_persons(level, persons, word):
    found = of(level, persons).grade()
    assert found.severity.word == word
    assert len(found.factors) == 2
    less = of(level, persons, personal=0, classes=Counter(review=1)).grade()
    assert less.severity == max(1, found.severity - 1)
    assert of(level, persons, personal=0).grade().severity.word == "low"  # nothing in it counts


@pytest.mark.parametrize(
    ("clauses", "word"),
    [
        (["17.04(2)(a)", "17.03(2)(b)"], "delete"),
        (["17.04(2)(a)", "17.04(6)"], "move"),
        (["17.04(4)", "17.04(2)(a)"], "redact"),
        (["17.04(5)", "17.04(2)(a)"], "encrypt"),
        (["17.04(2)(a)"], "restrict"),
        ([], "encrypt"),
    ],
)
def test_the_action_is_chosen_by_facts(clauses, word):
    assert action(dict.fromkeys(clauses, ()), counts=True).word == word
    assert action(dict.fromkeys(clauses, ()), counts=False).word == "review"


def test_a_folder_has_the_worst_of_its_files(share):
    found = {case.key: case for case in _folders(share)}
    case = found["/srv/share/hr"]
    assert (case.files, case.level, case.persons) == (2, "wide", {"massachusetts": 13})
    assert (case.said("owner"), case.said("volume")) == ("ann (1 file), number 1001 (1 file)", "ext4, not encrypted")
    assert [name for _, _, name in case.worst] == ["/srv/share/hr/staff.xlsx", "/srv/share/hr/gone.xlsx"]


def test_a_group_says_what_lies_how_and_what_to_do_with_which_of_its_files(share):
    built = share(("/srv",))
    for number in range(9):
        built.found(f"a/{number}.xlsx", 2, duties=OPEN)
    built.found("a/bin.xlsx", 5, duties=(Duty("17.03(2)(b)", "is in the bin"), *OPEN))
    built.found("a/review.xlsx", classification=Classification.REVIEW)
    lies = {f"a/{number}.xlsx": exposure("wide", f"user{number}", "0644") for number in range(9)}
    lies |= {"a/bin.xlsx": exposure(mode="0640"), "a/review.xlsx": exposure()}

    def lying():
        for one in built.records():
            if one["type"] == "outcome":
                one["exposure"] = lies[one["file"]]
                locked = one["file"] in {"a/0.xlsx", "a/1.xlsx", "a/2.xlsx"}
                one["encryption"] = {"verdict": "weak", "algorithm": "ZipCrypto", "bits": None} if locked else None
            yield one

    (row,) = csv.DictReader(
        io.StringIO(made(lying(), "csv", Wanted("folder", "review"))[1].lstrip("\ufeff"), newline="")
    )
    assert row["action"] == "restrict"  # what most of its files need, not what one of them does
    words = [step.partition(" ")[0] for step in row["steps"].split("; ")]
    assert words == ["Restrict", "Delete", "else", "Delete", "else", "Look", "then"]  # two steps begin alike
    assert "a smaller group or list, no open share) (10 of 11 files, the worst: /srv/a/bin.xlsx)" in row["steps"]
    assert "say who does (1 of 11 files: /srv/a/bin.xlsx)" in row["steps"]
    assert "encrypt or redact it (1 of 11 files: /srv/a/review.xlsx)" in row["steps"]
    assert row["mode"] == "0644 (9 files), 0640 (1 file), 0600 (1 file)"
    assert row["lock"] == "none (8 files), weak, ZipCrypto (3 files)"
    assert row["owner"] == (
        "ann (2 files), user0 (1 file), user1 (1 file), user2 (1 file), user3 (1 file) and 5 others (5 files)"
    )
    samples = [line for line in row["description"].splitlines() if " › F" in line]
    assert len(samples) == 15
    assert len({sample.partition(" ›")[0] for sample in samples}) == 10  # each file with something that counts
    assert samples[0].startswith("- a/bin.xlsx")  # the worst first


def test_of_a_file_with_many_samples_the_gravest_are_shown(share):
    built = share().found("a.xlsx", 20, Classification.REVIEW).found("b.xlsx", 1)
    head, *others, _, _ = built.records()
    *doubtful, outcome, grave = others
    (case,) = cases([head, *doubtful, {**grave, "file": "a.xlsx"}, outcome], Wanted("file", "review"))
    assert [sample[-2].startswith("personal information") for sample in case.samples] == [True] + [False] * 14


def test_a_group_says_how_many_of_its_files_git_does_not_hold(share):
    records = list(share().found("a/1.xlsx").found("a/2.xlsx").found("a/3.xlsx").records())
    records[1]["history"] = HISTORY
    (case,) = gathered(cases(records, Wanted("folder", "review")))
    assert case.said("history").startswith("none (2 files), ")
    assert case.said("history").endswith(" (1 file)")


def test_what_a_group_keeps_does_not_grow_with_it():
    whole = of("wide", {}, facts={"owner": {"0": 1}})
    for number in range(1, 9_000):
        whole.add(of("wide", {}, facts={"owner": {str(number): 1}}))
    assert whole.said("owner").endswith("others (8,995 files)")
    assert len(json.dumps(whole.as_dict())) < 2_000


def _folders(share):
    return list(gathered(cases(records(share), Wanted("folder"))))


def test_what_is_kept_of_a_file_does_not_grow_with_it(share):
    head, found, outcome, _ = share().found("a.xlsx").records()
    (case,) = cases([head, *[found] * 3000, outcome], Wanted())
    assert (case.listed, case.persons) == (3000, {"massachusetts": 1})
    assert len(json.dumps(case.as_dict())) < 6000


def test_a_stream_that_was_cut_off_keeps_its_last_file(share):
    kept = [record for record in share().found("a.xlsx").records() if record["type"] in {"run", "finding"}]
    (case,) = cases(kept, Wanted())
    assert (case.listed, case.level, case.said("owner")) == (1, "unknown", "not known")


@pytest.mark.parametrize("target", options.TARGETS)
def test_what_git_holds_is_rewritten_and_not_just_deleted(share, target):
    records = [{**one, "history": HISTORY} if one["type"] == "finding" else one for one in share().found("a").records()]
    _, text = made(records, target)
    assert "1,204 commits, 111111111111 of 2019" in text.replace("\\", "")
    assert "git filter-repo" in text.replace("\\", "")


def test_a_folder_of_which_git_holds_some_files_says_several(share):
    built = share().found("a.csv").found("b.csv")
    records = [
        {**one, "history": HISTORY} if one["type"] == "finding" and one["file"] == "a.csv" else one
        for one in built.records()
    ]
    (ticket,) = lines(made(records, wanted=Wanted("folder"))[1])
    assert "git history" in ticket["body"]
