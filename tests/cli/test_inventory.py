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
    assert (part.code, "Not everything" in part.out or "Everything" in part.out) == (0, True)
