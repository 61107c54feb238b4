"""Tickets as their importers take them: readers written from what the documentation of each says it takes and refuses.

Each is a small tracker: it makes, changes and closes issues as the requests or rows say, and refuses what the real one
refuses. Where each limit comes from stands in the module of the target.
"""

import csv
import io
import json
import re
from contextlib import nullcontext
from importlib import import_module
from itertools import pairwise

import pytest
from msgspec.structs import replace

from piiscan.reporters.parts import ReportError
from piiscan.tickets import write
from piiscan.tickets.case import Case, Wanted
from piiscan.tickets.since import Since
from piiscan.tickets.ticket import Terms, due_of, identity, ticket

from .test_tickets import exposure, options

DATE = re.compile(r"\d{4}-\d\d-\d\d")
OURS = re.compile(r"piiscan-[0-9a-f]{20}")
INSIDE = {"doc": {"heading", "bulletList", "paragraph"}, "bulletList": {"listItem"}, "listItem": {"paragraph"}}
WORDS = {"heading": {"text"}, "paragraph": {"text"}}


def document(node):
    """The text of a node in Atlassian's document format; what the format does not know fails."""
    if node["type"] == "text":
        assert node["text"]
        assert set(node) <= {"type", "text", "marks"}
        return node["text"]
    allowed = (INSIDE | WORDS)[node["type"]]
    assert {child["type"] for child in node["content"]} <= allowed
    assert node["content"]
    return "".join(map(document, node["content"]))


class Tracker:
    """Issues by our id: whether they are closed, and how often each was made."""

    def __init__(self):
        self.closed, self.made, self.due, self.labels = {}, [], {}, {}

    def put(self, text, key, *, closed=False, due="", labels=None, add=(), remove=()):
        (own,) = set(OURS.findall(text))
        self.due[own] = due or self.due.get(own, "")  # what is not given stays as it was
        self.labels[own] = set(self.labels.get(own, ()) if labels is None else labels) - set(remove) | set(add)
        if not key:
            assert not closed
            self.made.append(own)
        self.closed[own] = closed


def jira(tracker, text):
    for line in map(json.loads, text.splitlines()):
        if "transition" in line:
            assert set(line) == {"issueIdOrKey", "transition"}
            assert isinstance(line["transition"]["id"], str)
            continue
        key = line.get("issueIdOrKey")
        issues = [line] if key else line["issueUpdates"]
        assert 1 <= len(issues) <= 50
        for issue in issues:
            fields, update = issue.get("fields", {}), issue.get("update", {})
            closed = "comment" in update
            assert not fields.keys() & update.keys()  # Jira takes a field in one of them
            assert bool(key) is ("labels" in update)
            assert ("project" in fields) is not bool(key)
            changes = [next(iter(change.items())) for change in update.get("labels", ())]
            assert {verb for verb, _ in changes} <= {"add", "remove"}
            labels = [*fields.get("labels", ()), *(label for _, label in changes)]
            assert all(label and not re.search(r"\s", label) and len(label) <= 255 for label in labels)
            if closed:
                assert document(issue["update"]["comment"][0]["add"]["body"])
            else:
                assert 1 <= len(fields["summary"]) <= 255
                assert "\n" not in fields["summary"]
                assert fields["description"]["version"] == 1
                assert len(document(fields["description"])) <= 32_767
                assert key or "duedate" in fields
                assert "duedate" not in fields or DATE.fullmatch(fields["duedate"])
            verbs = {verb: [label for other, label in changes if other == verb] for verb in ("add", "remove")}
            text, due = " ".join([*fields.get("labels", ()), *verbs["add"]]), fields.get("duedate", "")
            tracker.put(text, key, closed=closed, due=due, labels=fields.get("labels"), **verbs)


def jira_rows(tracker, text):
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert "Summary" in head
    assert all(re.fullmatch(r"[A-Za-z ]+", name) for name in head)
    assert len(rows) <= 10_000
    for row in rows:
        assert len(row) == len(head)
        cells = dict(zip(head, row, strict=True))
        assert 1 <= len(cells["Summary"]) <= 255
        assert not cells["Due Date"] or DATE.fullmatch(cells["Due Date"])
        assert len(cells["Description"]) <= 32_767
        assert cells["Description"].count("{noformat}") == 2  # nothing within it can end it
        assert cells["Description"].startswith("{noformat}")
        labels = [cell for name, cell in zip(head, row, strict=True) if name == "Labels"]
        assert all(label and not re.search(r"\s", label) for label in labels)
        key = cells["Issue Key"]
        tracker.put(" ".join(labels), key, closed=bool(cells["Comment Body"]), due=cells["Due Date"], labels=labels)


def servicenow(tracker, text):
    for line in map(json.loads, text.splitlines()):
        assert set(line) == {"records"}
        assert len(line["records"]) <= 200
        for record in line["records"]:
            assert all(isinstance(value, str) for value in record.values())
            assert len(record["short_description"]) <= 160
            assert len(record["description"]) <= 4_000
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", record.get("due_date", "2026-01-01 00:00:00"))
            assert record.get("state", "1") in {"1", "3", "7"}
            own = record["correlation_id"]  # coalesced on: the same again is an update
            closed = record.get("state", "1") != "1"
            tracker.put(own, own in tracker.closed, closed=closed, due=record.get("due_date", "")[:10])


def github(tracker, text):
    for issue in map(json.loads, text.splitlines()):
        assert set(issue) <= {"issue_number", "title", "body", "labels", "state", "state_reason"}
        assert 1 <= len(issue["title"]) <= 256
        assert len(issue["body"]) <= 65_536
        assert ("labels" in issue) is not bool(issue.get("issue_number"))  # they would take the place of all others
        assert len(issue.get("labels", ())) <= 100
        assert all(1 <= len(label) <= 50 for label in issue.get("labels", ()))
        assert issue.get("state", "open") in {"open", "closed"}
        assert issue.get("state_reason", "completed") in {"completed", "not_planned", "reopened"}
        due = re.search(r"Due: (\S{10})\.", issue["body"])
        closed, labels = issue.get("state") == "closed", issue.get("labels")
        number = issue.get("issue_number")
        tracker.put(issue["body"], number, closed=closed, due=due[1] if due else "", labels=labels)


def gitlab(tracker, text):
    for issue in map(json.loads, text.splitlines()):
        assert 1 <= len(issue["title"]) <= 255
        assert len(issue["description"]) <= 1_048_576
        key = issue.get("issue_iid")
        names = ("add_labels", "remove_labels") if key else ("labels",)
        assert [name for name in issue if name.endswith("labels")] == list(names)
        given = [issue[name].split(",") for name in names]
        assert not issue.get("due_date") or DATE.fullmatch(issue["due_date"])
        assert issue.get("state_event", "close") in {"close", "reopen"}
        closed = issue.get("state_event") == "close"
        due, said = issue.get("due_date", ""), issue["description"]
        labels = {"add": given[0], "remove": given[1]} if key else {"labels": given[0]}
        tracker.put(said, key, closed=closed, due=due, **labels)


def gitlab_rows(tracker, text):
    assert len(text.encode()) <= 10_000_000
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert set(rows.fieldnames) <= {"title", "description", "due_date", "milestone"}
    for row in rows:
        assert 1 <= len(row["title"]) <= 255
        assert DATE.fullmatch(row["due_date"])
        actions = [line for line in row["description"].splitlines() if line.startswith("/")]
        assert [action.partition(" ")[0] for action in actions] == ["/label", "/confidential"]
        tracker.put(row["description"], "")


def rows(tracker, text):
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")):
        assert all(len(cell) <= 32_767 for cell in row.values())
        known = row["id"] in tracker.closed  # whoever imports looks for it
        tracker.put(row["id"], known, closed=row["state"] == "closed", due=row["due_date"])


READERS = {
    "jira": jira,
    "jira-csv": jira_rows,
    "servicenow": servicenow,
    "github": github,
    "gitlab": gitlab,
    "gitlab-csv": gitlab_rows,
    "csv": rows,
}


def before(share):
    built = share(("/srv",))
    for name in ("stays", "gone", "emptied", "decided", "unread"):
        built.found(f"{name}.xlsx", 2)
    return list(built.records())


def after(share):
    built = share(("/srv",)).found("stays.xlsx", 1).found("emptied.xlsx", 0).found("decided.xlsx", 2)
    records = list(built.unread("unread.xlsx").found("new.xlsx").records())
    for record in records:
        if record["type"] == "finding" and record["file"] == "decided.xlsx":
            record["mark"] = {"as": "accepted", "settled": True, "reason": "r", "by": "b", "expires": "2027-06-30"}
    return records


def made(old, new, target, terms, wanted=Wanted(), unknown=1):  # noqa: B008 - frozen
    out = io.StringIO()
    if old is None:
        return write(iter(new), out, target, wanted, terms), out.getvalue()
    before = (lambda: nullcontext(iter(old)), wanted, lambda case: identity(case, terms.site))
    with Since(*before, lambda case: due_of(case, terms)) as since:
        counts = write(iter(new), out, target, wanted, terms, since)
        assert since.unknown == unknown
    return counts, out.getvalue()


@pytest.mark.parametrize("target", [target for target in options.TARGETS if target != "gitlab-csv"])
def test_a_second_import_updates_and_closes_and_makes_nothing_twice(share, target):
    tracker, terms = Tracker(), Terms(transition="31")
    old, new = before(share), after(share)
    READERS[target](tracker, made(None, old, target, terms)[1])
    names = {identity(Case("file", f"/srv/{name}.xlsx", "", ""), ""): name for name in NAMES}
    assert [names[own] for own in tracker.made] == ["stays", "gone", "emptied", "decided", "unread"]
    known = {own: str(number) for number, own in enumerate(tracker.made, 7)}
    counts, text = made(old, new, target, replace(terms, known=known))
    READERS[target](tracker, text)
    assert {names[own]: closed for own, closed in tracker.closed.items()} == {
        "stays": False,
        "gone": True,
        "emptied": True,
        "decided": True,
        "unread": False,  # nobody knows
        "new": False,
    }
    assert len(tracker.made) == len(set(tracker.made)) == 6
    assert counts == {"open": 1, "new": 1, "closed": 3}
    if target == "github":  # what was decided on is still there
        assert (text.count('"not_planned"'), text.count('"completed"')) == (1, 2)


def lying(records, day, level="some"):
    """The same, scanned on a day of January, and as open as that."""
    for one in records:
        if one["type"] == "outcome":
            one = {**one, "exposure": exposure(level)}  # noqa: PLW2901
        yield {**one, "started": f"2026-01-{day:02}T00:00:00Z"} if one["type"] == "run" else one


@pytest.mark.parametrize("target", [target for target in options.TARGETS if target != "gitlab-csv"])
def test_an_update_neither_puts_off_what_is_due_nor_takes_away_what_people_put_there(share, target):
    """Of three scans each is given the one before; the last finds it more open."""
    records = list(share(("/srv",)).found("a.xlsx", 2).records())
    tracker, terms = Tracker(), Terms(labels=("hr audit",))

    def imported(old, new, **known):
        READERS[target](tracker, made(old, new, target, replace(terms, **known), unknown=0)[1])

    first, second, third = (list(lying(records, *how)) for how in ((1,), (11,), (12, "wide")))
    imported(None, first)
    (own,) = tracker.made
    assert tracker.due[own] == "2026-01-31"
    tracker.labels[own] |= {
        "ours",
        "severity-high",
        "piiscan-resolved",
    }  # one of people, and two that are not true any more
    known = {"known": {own: "7"}}
    imported(first, second, **known)
    assert tracker.due[own] == "2026-01-31"
    again = list(lying(records, 21))
    if target in {"csv", "github"}:  # which have no date of their own: it has to be given
        known["due_known"] = {own: "2026-01-31"}
    imported(second, again, **known)
    assert tracker.due[own] == "2026-01-31"
    imported(second, third, **known)
    assert tracker.due[own] == "2026-01-26"  # it has become more urgent
    if target in {"jira", "gitlab"}:
        assert {label for label in tracker.labels[own] if "severity" in label or label == "ours"} == {
            "ours",
            "severity-high",
        }
        assert "piiscan-resolved" not in tracker.labels[own]
        imported(second, again, **known)
        assert {label for label in tracker.labels[own] if "severity" in label} == {"severity-medium"}
        assert {"ours", own} <= tracker.labels[own] | {own}


def test_a_folder_that_is_updated_was_due_by_all_of_its_files(share):
    """Alone the first one would be due long after the second, and the update would put the folder off till then."""
    built = list(share(("/srv",)).found("a/first.xlsx", 2).found("a/second.xlsx", 2).records())

    def scanned(day):
        for one in lying(built, day, "wide"):
            first = one["type"] == "outcome" and one["file"] == "a/first.xlsx"
            yield {**one, "exposure": exposure()} if first else one

    old, new = list(scanned(1)), list(scanned(3))
    own = identity(Case("folder", "/srv/a", "", ""), "")
    _, text = made(old, new, "gitlab", Terms(known={own: "7"}), Wanted("folder"), unknown=0)
    assert "due_date" not in json.loads(text)


def test_of_the_tickets_that_are_known_those_are_named_that_neither_scan_has(share):
    known = [identity(Case("file", f"/srv/{name}.xlsx", "", ""), "") for name in (*NAMES, "of long ago")]
    terms = Terms(known=dict.fromkeys(known, "7"))
    old = lambda: nullcontext(iter(before(share)))  # noqa: E731
    with Since(old, Wanted(), lambda case: identity(case, ""), lambda case: due_of(case, terms)) as since:
        write(iter(after(share)), io.StringIO(), "gitlab", Wanted(), terms, since)
        assert since.neither == known[-1:]  # what was not read is in the scan before, what is new in the last


NAMES = ("stays", "gone", "emptied", "decided", "unread", "new")


@pytest.mark.parametrize(
    ("target", "said"),
    [("github", '"state_reason": "reopened"'), ("gitlab", '"state_event": "reopen"'), ("servicenow", '"state": "1"')],
)
def test_what_was_closed_and_is_back_is_opened_again(share, target, said):
    old, new = after(share), before(share)
    own = identity(Case("file", "/srv/gone.xlsx", "", ""), "")
    counts, text = made(
        old, [one for one in new if one.get("file") != "new.xlsx"], target, Terms(known={own: "7"}), unknown=0
    )
    assert counts["reopened"] == 1
    assert text.count(said) == 1


def test_the_ticket_of_a_file_that_was_renamed_is_closed_with_the_name_it_has_now(share):
    old, new = (list(share(("/srv",)).found(f"{name}.xlsx", 2).records()) for name in ("a", "=b"))
    _, text = made(old, new, "csv", Terms(), unknown=0)
    (row, closed) = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    assert (row["state"], closed["state"]) == ("new", "closed")
    assert closed["closed_because"] == "By the last scan its file is gone; what was in it is in /srv/=b.xlsx now."


@pytest.mark.parametrize("group", ["folder", "owner"])
def test_a_group_with_something_unread_stays_open(share, group):
    old, new = before(share), [one for one in after(share) if one.get("file") not in {"stays.xlsx", "new.xlsx"}]
    counts, _ = made(old, new, "csv", Terms(), Wanted(group))
    assert counts == {}


def test_what_has_no_key_is_left_out_and_counted(share):
    counts, text = made(before(share), after(share), "github", Terms())
    assert counts == {"open": 1, "new": 1, "left out": 3}
    assert '"state"' not in text


def test_what_only_makes_new_ones_gets_new_ones_only(share):
    own = identity(Case("file", "/srv/gone.xlsx", "", ""), "")
    tracker = Tracker()
    counts, text = made(None, before(share), "gitlab-csv", Terms(known={own: "3"}, milestone="Q3"))
    gitlab_rows(tracker, text)
    assert counts == {"new": 4, "left out": 1}
    assert text.startswith('"title","description","due_date","milestone"\r\n')


def test_a_label_ends_no_quotes_of_a_quick_action(share):
    _, text = made(None, before(share), "gitlab-csv", Terms(labels=('hr"~"audit',)))
    (action, *_) = re.findall(
        r"^/label (.*?)\r?$", next(csv.DictReader(io.StringIO(text)))["description"], re.MULTILINE
    )
    assert re.fullmatch(r'(~"[^"~]+" ?)+', action)
    assert '~"hraudit"' in action


@pytest.mark.parametrize("target", options.TARGETS)
def test_the_longest_ticket_there_can_be_is_taken(monkeypatch, target):
    bad = "<@|{noformat}[x]" * 15
    case = Case("file", "/srv/" + bad, bad, "2026-01-01T00:00:00Z", listed=99, personal=9, level="wide")
    case.samples = [[0, 0, 0, bad, bad]] * 15
    case.duties = {f"17.04({number})": [f"{fact}{bad}"[:240] for fact in range(12)] for number in range(15)}
    case.why = [bad] * 12
    monkeypatch.setattr("piiscan.tickets._tickets", lambda *_: iter([ticket(case, Terms())]))
    tracker, out = Tracker(), io.StringIO()
    write(iter(()), out, target, Wanted(), Terms())
    READERS[target](tracker, out.getvalue())
    assert len(tracker.made) == 1
    assert target == "gitlab" or "more lines are left out" in out.getvalue()


@pytest.mark.parametrize(
    ("target", "limit", "most"), [("jira-csv", "ROWS", 2), ("gitlab-csv", "LARGEST", 3_000), ("csv", "ROWS", 2)]
)
def test_more_than_a_file_holds_goes_on_in_another(share, monkeypatch, target, limit, most):
    class Parts(io.StringIO):
        def another(self):
            parts.append(Parts())
            return parts[-1]

    monkeypatch.setattr(import_module(f"piiscan.tickets.{target.replace('-', '_')}"), limit, most)
    parts = [Parts()]
    write(iter(before(share)), parts[0], target, Wanted(), Terms())
    tracker = Tracker()
    for part in parts:
        READERS[target](tracker, part.getvalue())
    assert len(parts) >= 3
    assert len(tracker.made) == 5
    if target == "gitlab-csv":  # none is begun while there is room
        sizes = [len(part.getvalue().encode()) for part in parts]
        assert min(map(sum, pairwise(sizes))) > most
    if target != "csv":  # on standard output a program reads it, which takes any number of rows
        with pytest.raises(ReportError, match="use -o FILE"):
            write(iter(before(share)), io.StringIO(), target, Wanted(), Terms())
