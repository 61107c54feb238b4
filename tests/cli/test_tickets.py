"""`piiscan tickets`: from a scan to a file that a tracker imports."""

import csv
import json
import stat


def scanned(piiscan, share, tmp_path):
    stream = tmp_path / "findings.jsonl"
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", stream, share).code == 1
    return stream


def test_a_scan_becomes_tickets(piiscan, share, tmp_path):
    stream, target = scanned(piiscan, share, tmp_path), tmp_path / "tickets.jsonl"
    result = piiscan("tickets", stream, "--for", "jira", "-o", target, "--project", "SEC", "--due", "low=1")
    assert (result.code, result.out) == (0, "")
    assert "2 tickets" in result.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    issues = json.loads(target.read_text())["issueUpdates"]
    assert [issue["fields"]["project"] for issue in issues] == [{"key": "SEC"}] * 2
    again = piiscan("tickets", "-", "--for", "jira", "--project", "SEC", "--due", "low=1", stdin=stream.read_bytes())
    assert again.out == target.read_text()


def test_a_ticket_about_nothing_that_counts_is_the_least_urgent(piiscan, share, tmp_path):
    for file in share.rglob("*.csv"):
        file.write_text("name,ssn\nAnn Lee,078-05-1120\n")  # a published sample
    run = piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", tmp_path / "all.jsonl", share)
    tickets = piiscan("tickets", tmp_path / "all.jsonl", "--for", "csv", "--at-least", "any").out
    rows = list(csv.DictReader(tickets.lstrip("\ufeff").splitlines(keepends=True)))
    assert (run.code, [row["severity"] for row in rows]) == (0, ["low", "low"])


def test_the_tickets_that_are_there_are_given(piiscan, share, tmp_path):
    stream, known = scanned(piiscan, share, tmp_path), tmp_path / "known"

    def issues(*more):
        return [json.loads(line) for line in piiscan("tickets", stream, "--for", "gitlab", *more).out.splitlines()]

    first = issues()[0]
    own = first["description"][5:33]
    known.write_text(f"# id key\n{own} 17\n")
    assert [issue.get("issue_iid") for issue in issues("--known", known)] == [17, None]
    known.write_text(f"{own} 17 2026-01-31\npiiscan-{'0' * 20} 18 2026-01-31\n")
    assert issues("--known", known)[0]["due_date"] == "2001-09-23"  # which is earlier
    known.write_text(f"{own} 17 2001-09-10\npiiscan-{'0' * 20} 18\n")
    assert issues("--known", known)[0]["due_date"] == "2001-09-10"
    told = piiscan("tickets", stream, "--for", "gitlab", "--known", known, "--since", stream).err
    assert "1 of --known is in neither scan: piiscan-00000000000000000000 (18)" in told
    known.write_text("".join(f"piiscan-{number:020} {number}\n" for number in range(12)))
    told = piiscan("tickets", stream, "--for", "gitlab", "--known", known, "--since", stream).err
    assert f"12 of --known are in neither scan: piiscan-{0:020} (0), " in told
    assert f"piiscan-{9:020} (9) and 2 more: see" in told
    known.write_text("something else\n")
    result = piiscan("tickets", stream, "--for", "gitlab", "--known", known)
    assert result.code == 2
    assert "line 1" in result.err
    assert "something" not in result.err


def test_the_tickets_of_the_scan_before_are_closed(piiscan, share, tmp_path):
    old = scanned(piiscan, share, tmp_path).rename(tmp_path / "old.jsonl")
    (share / "hr" / "list.csv").unlink()
    new = scanned(piiscan, share, tmp_path)
    result = piiscan("tickets", new, "--since", old, "--for", "csv", "-o", tmp_path / "tickets.csv")
    assert (result.code, result.err) == (0, "piiscan: 2 tickets: 1 as before, 1 to be closed\n")
    assert "By the last scan its file is gone." in (tmp_path / "tickets.csv").read_text()
    piped = piiscan("tickets", "-", "--since", old, "--for", "csv", stdin=new.read_bytes())  # it is read once
    assert piped.out.encode() == (tmp_path / "tickets.csv").read_bytes()
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", new, share, "--exclude", "hr/").code == 0
    result = piiscan("tickets", new, "--since", old, "--for", "csv", "-o", tmp_path / "tickets.csv")
    assert result.err == "piiscan: 0 tickets; 2 not closed: what they are about was not read to its end\n"


def test_what_a_tracker_cannot_be_told_is_refused(piiscan, share, tmp_path):
    stream = scanned(piiscan, share, tmp_path)
    for options, said in (
        (("--for", "jira", "--since", stream), "needs --known"),
        (("--for", "gitlab-csv", "--since", stream), "use --for gitlab"),
        (("--for", "csv", "--since", "-"), "is a file"),
        (("--for", "github", "--label", "x" * 51), "50 characters"),
    ):
        result = piiscan("tickets", stream, *options)
        assert result.code == 2
        assert said in result.err


def test_wrong_usage_and_streams_that_are_none(piiscan, share, tmp_path):
    stream = scanned(piiscan, share, tmp_path)
    assert piiscan("tickets", stream).code == 2
    assert piiscan("tickets", stream, "--for", "csv", "--due", "urgent=1").code == 2
    assert piiscan("tickets", tmp_path / "none", "--for", "csv").code == 2
    assert piiscan("tickets", stream, "--for", "csv", "-o", stream).code == 2
    stream.write_bytes(stream.read_bytes()[:-100])
    assert piiscan("tickets", stream, "--for", "csv").code == 2
    assert piiscan("tickets", stream, "--for", "csv", "--incomplete").code == 0
