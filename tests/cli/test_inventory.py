"""`piiscan inventory`: from a scan, and the one before, to the record."""

import json


def scanned(piiscan, share, stream):
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", stream, share)
    return stream


def test_the_changes_since_the_scan_before_are_counted(piiscan, share, tmp_path):
    old = scanned(piiscan, share, tmp_path / "old.jsonl")
    first = json.loads(piiscan("inventory", old, "-f", "json").out)
    assert first["changes"] is None
    assert first["folders"]
    (share / "more.csv").write_text("name,ssn,state\nAnn Lee,010-94-0009,MA\n")
    new = scanned(piiscan, share, tmp_path / "new.jsonl")
    result = piiscan("inventory", new, "--previous", old, "-f", "json")
    assert result.code == 0
    changes = json.loads(result.out)["changes"]
    assert (changes["new"], changes["resolved"]) == (1, 0)
    assert changes["persisting"] > 0
    back = json.loads(piiscan("inventory", old, "--previous", new, "-f", "json").out)["changes"]
    assert (back["new"], back["resolved"]) == (0, 1)


def test_a_scan_before_that_was_cut_off_is_named_where_what_it_lacks_is_called_new(piiscan, share, tmp_path):
    new = scanned(piiscan, share, tmp_path / "new.jsonl")
    records = [json.loads(line) for line in new.read_text().splitlines()]
    records[-1] |= {"interrupted": True, "complete": False}
    old = tmp_path / "old.jsonl"
    kept = [one for one in records if one["type"] in {"run", "summary"}]
    old.write_text("".join(json.dumps(one) + "\n" for one in kept))
    told = "its scan was interrupted, or lacks parts: what lies where it did not read is called new"
    result = piiscan("inventory", new, "--previous", old)
    assert result.code == 0
    assert f"{old}: {told}" in result.err
    assert "interrupted, or lacks parts: what lies where it did not read is called new" in result.out
    assert [
        one["interrupted"]
        for one in json.loads(piiscan("inventory", new, "--previous", old, "-f", "json").out)["previous"]
    ] == [True]
    assert f"{old}: {told}" in piiscan("tickets", new, "--since", old, "--for", "csv").err
    whole = piiscan("inventory", new, "--previous", new)
    assert "interrupted" not in whole.err + whole.out
    assert "interrupted" not in piiscan("tickets", new, "--since", new, "--for", "csv").err
    last = piiscan("inventory", old, "--previous", new)  # the last one: what it did not read is unknown
    assert "is called new" not in last.err + last.out
    assert "The scan was interrupted" in last.out


def test_a_file_of_its_own(piiscan, share, tmp_path):
    stream, target = scanned(piiscan, share, tmp_path / "a.jsonl"), tmp_path / "inventory.md"
    assert piiscan("inventory", "-", "-o", target, stdin=stream.read_bytes()).code == 0
    assert target.read_text().startswith("# Inventory of personal information")
    assert piiscan("inventory", stream, "-o", stream).code == 2


def test_wrong_usage(piiscan, share, tmp_path):
    stream = scanned(piiscan, share, tmp_path / "a.jsonl")
    assert piiscan("inventory", "-", "--previous", stream, stdin=b"").code == 2
    assert piiscan("inventory", stream, "--previous", tmp_path / "none").code == 2
    stream.write_bytes(stream.read_bytes()[:-100])
    assert piiscan("inventory", stream).code == 2
    part = piiscan("inventory", stream, "--incomplete")
    assert (part.code, "The scan was interrupted" in part.out) == (0, True)


def test_what_was_decided_and_done_is_documented(piiscan, share, tmp_path):
    old, file = scanned(piiscan, share, tmp_path / "old.jsonl"), tmp_path / "marks.toml"
    findings = [one for one in map(json.loads, old.read_text().splitlines()) if one["type"] == "finding"]
    gone = findings[0]
    for kind, why in (("confirmed", "is real"), ("remediated", "deleted with the owner")):
        mark = ("mark", "--as", kind, "--reason", why, "--by", "R. Officer", "--report", old, "--marks", file)
        assert piiscan(*mark, gone["id"]).code == 0
    (share / gone["file"]).unlink()
    new = scanned(piiscan, share, tmp_path / "new.jsonl")
    options = ("inventory", new, "--previous", old, "--marks", file)
    found = json.loads(piiscan(*options, "-f", "json").out)
    assert found["actions"]["decisions"] == {"in_force": 1, "expired": 0, "superseded": 1}
    assert [(one["as"], one["state"], one["found"]) for one in found["decisions"]] == [
        ("confirmed", "superseded", "resolved"),
        ("remediated", "in_force", "resolved"),
    ]
    assert ("deleted", gone["file"], "R. Officer") in [
        (one["action"], one["file"], one["marked_remediated_by"]) for one in found["done"]
    ]
    page = piiscan(*options).out
    assert "## Responsive actions (17.03(2)(j))" in page
    assert "deleted with the owner" in page
    assert "010-94" not in page
    alone = json.loads(piiscan("inventory", new, "--marks", file, "-f", "json").out)
    assert (alone["changes"], alone["done"], len(alone["decisions"])) == (None, [], 2)


def test_marks_of_another_key_or_that_are_none_are_refused(piiscan, share, tmp_path):
    stream, file = scanned(piiscan, share, tmp_path / "a.jsonl"), tmp_path / "marks.toml"
    identity = next(one["id"] for one in map(json.loads, stream.read_text().splitlines()) if one["type"] == "finding")
    mark = ("mark", "--as", "open", "--reason", "x", "--by", "x", "--report", stream, "--marks", file, identity)
    assert piiscan(*mark).code == 0
    text = file.read_text()
    file.write_text(text.replace('key_id = "', 'key_id = "0'))
    result = piiscan("inventory", stream, "--marks", file)
    assert (result.code, result.out) == (2, "")
    assert "another key" in result.err
    file.write_text("[[mark]")
    assert piiscan("inventory", stream, "--marks", file).code == 2
