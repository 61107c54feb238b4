"""A copy of a file is told as if it were read, to the last field, and is not read."""

import gzip
import os
import zipfile

import pytest

from piiscan import copies
from piiscan import scan as scan_module
from piiscan.config import Config
from piiscan.model import Source
from piiscan.scan import scan_one
from piiscan.stream import to_record

CONFIG = Config(key=b"k" * 32)
ROWS = b"name,ssn,state\n" + b"".join(b"Ann Lee,010-94-%04d,MA\n" % number for number in range(1, 300))


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Files that were made just now count as settled."""
    monkeypatch.setattr(copies, "SETTLED", -(10**18))


@pytest.fixture
def parsed(monkeypatch):
    """The names of what was parsed."""
    names = []
    honest = scan_module.Scan.blob

    def blob(self, blob, *rest):
        if not blob.at:
            names.append(blob.name)
        yield from honest(self, blob, *rest)

    monkeypatch.setattr(scan_module.Scan, "blob", blob)
    return names


def told(path, config=CONFIG):
    status = path.stat()
    stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    source = Source(str(path.parent), path.name, str(path), status.st_size, stamp)
    return [to_record(event, config) for event in scan_one(source, config)]


def told_anew(path, config=CONFIG):
    """What is told by a process that has met nothing before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_module, "COPIES", copies.Copies())
        return told(path, config)


def written(folder, name, data=ROWS):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("other", ["copy.csv", "another name.csv"])
def test_a_copy_is_told_and_not_parsed(tmp_path, parsed, other):
    first = written(tmp_path / "a", "copy.csv")
    second = written(tmp_path / "b", other)
    second.chmod(0o600)  # lies less open than the first
    before, now = told(first), told(second)
    assert parsed == ["copy.csv"]
    assert len(now) == 300
    assert now == told_anew(second)
    assert {record["file"] for record in now} == {other}
    assert now[-1]["exposure"]["mode"] == "0600" != before[-1]["exposure"]["mode"]
    assert {record["id"] for record in now[:-1]}.isdisjoint({record["id"] for record in before[:-1]}) == (
        other != "copy.csv"
    )


@pytest.mark.parametrize("change", ["longer", "same length", "same length and times"])
def test_what_differs_is_read(tmp_path, parsed, change):
    first = written(tmp_path / "a", "a.csv")
    told(first)
    data = ROWS + b"\n" if change == "longer" else ROWS.replace(b"010-94-0299", b"010-94-0300")
    second = written(tmp_path / "b", "b.csv", data)
    if change == "same length and times":
        status = first.stat()
        os.utime(second, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert told(second) == told_anew(second)
    assert parsed[:2] == ["a.csv", "b.csv"]


def test_a_first_one_that_is_gone_or_altered_says_nothing(tmp_path, parsed):
    first = written(tmp_path / "a", "a.csv")
    told(first)
    first.write_bytes(ROWS.replace(b"Ann Lee", b"Bob Ray"))
    second = written(tmp_path / "b", "b.csv", first.read_bytes())
    assert "B… R…" in str(told(second))
    second.unlink()
    told(written(tmp_path / "b", "c.csv", ROWS.replace(b"Ann Lee", b"Bob Ray")))
    assert parsed == ["a.csv", "b.csv", "c.csv"]


def test_what_was_written_just_now_is_not_kept(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(copies, "SETTLED", 2_000_000_000)
    told(written(tmp_path / "a", "a.csv"))
    told(written(tmp_path / "b", "a.csv"))
    assert parsed == ["a.csv", "a.csv"]


def test_the_ending_of_a_name_takes_part(tmp_path, parsed):
    data = gzip.compress(b"Ann Lee,010-94-0001,MA\n")
    told(written(tmp_path / "a", "a.csv.gz", data))
    for name in ("b.txt.gz", "noending", "a.csv"):
        other = written(tmp_path / "b", name, data)
        assert told(other) == told_anew(other)
    assert parsed[::2] == ["a.csv.gz", "b.txt.gz", "noending", "a.csv"][: len(parsed[::2])]
    parsed.clear()
    told(written(tmp_path / "b", "c.csv.gz", data))
    assert not parsed


def test_what_lies_beside_takes_part(tmp_path, parsed):
    plain = tmp_path / "plain.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
    locked = bytearray(plain.read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    first, second = (written(tmp_path / folder, "a.zip", bytes(locked)) for folder in "ab")
    written(tmp_path / "b", "password.txt", b"hunter2")
    told(first)
    assert told(second) == told_anew(second) != told_anew(first)
    assert parsed[:2] == ["a.zip", "a.zip"]


def test_other_options_and_rules_by_path_read_anew(tmp_path, parsed):
    first, second = written(tmp_path / "a", "a.csv"), written(tmp_path / "b", "a.csv")
    told(first)
    told(second, Config(key=b"k" * 32, max_findings_per_file=5))
    assert parsed == ["a.csv", "a.csv"]


def test_little_is_kept(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(copies, "EVENTS", 400)
    files = [written(tmp_path / str(number), "a.csv", ROWS + b"\n" * number) for number in range(3)]
    for path in files:
        told(path)
    assert scan_module.COPIES._events == 300
    for path in reversed(files):
        told(written(tmp_path / "copy", "a.csv", path.read_bytes()))
    assert len(parsed) == 5  # the last one alone was known
    monkeypatch.setattr(copies, "LARGEST", 10)
    told(files[0])
    told(files[0])
    assert len(parsed) == 7
