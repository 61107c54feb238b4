"""A copy of a file is told as if it were read, to the last field, and is not read."""

import gzip
import os
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from piiscan import copies
from piiscan import scan as scan_module
from piiscan.config import Config, PublicRecords, Rule
from piiscan.model import Kind, Outcome, Reason, Source, Status
from piiscan.scan import scan_one
from piiscan.sources import open_source
from piiscan.stream import to_record

pytestmark = pytest.mark.long

CONFIG = Config(key=b"k" * 32)
ROWS = b"name,ssn,state\n" + b"".join(b"Ann Lee,010-94-%04d,MA\n" % number for number in range(1, 300))
OTHER = ROWS.replace(b"010-94-0299", b"010-94-0300")


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


def told(path, config=CONFIG, size=None):
    """What is told of a file, which was listed with this size if it has grown since."""
    status = path.stat()
    stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
    source = Source(str(path.parent), path.name, str(path), size or status.st_size, stamp)
    return [to_record(event, config) for event in scan_one(source, config)]


def told_anew(path, config=CONFIG, size=None):
    """What is told by a process that has met nothing before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_module, "COPIES", copies.Copies())
        return told(path, config, size)


def written(folder, name, data=ROWS):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("other", ["copy.csv", "another name.csv"])
def test_a_copy_is_told_and_not_parsed(tmp_path, parsed, monkeypatch, other):
    passed = []
    monkeypatch.setattr(copies, "PULSE", SimpleNamespace(passed=passed.append))
    first = written(tmp_path / "a", "copy.csv")
    second = written(tmp_path / "b", other)
    second.chmod(0o600)  # lies less open than the first
    before, now = told(first), told(second)
    assert (parsed, passed) == (["copy.csv"], [len(ROWS)])
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
    data = ROWS + b"\n" if change == "longer" else OTHER
    second = written(tmp_path / "b", "b.csv", data)
    if change == "same length and times":
        status = first.stat()
        os.utime(second, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert told(second) == told_anew(second)
    assert parsed[:2] == ["a.csv", "b.csv"]


def test_one_that_is_named_after_somebody_else_is_read(tmp_path, parsed):
    number = b"Social Security number: 010-94-0001"
    told(written(tmp_path / "a", "Ann Lee.txt", number))
    second = written(tmp_path / "a", "Kevin Doyle.txt", number)
    assert told(second) == told_anew(second)
    assert parsed[:2] == ["Ann Lee.txt", "Kevin Doyle.txt"]
    assert told(second)[0]["person"]["masked"] == "K… D…"


def test_whom_a_file_without_a_number_is_named_after_makes_no_other_one(tmp_path, parsed):
    """The same blank form in every folder of a personnel share is read once."""
    blank = b"name,date\nAnn Lee,\n" * 20
    told(written(tmp_path / "a", "Ann Lee.csv", blank))
    second = written(tmp_path / "a", "Kevin Doyle.csv", blank)
    told(second)
    assert parsed == ["Ann Lee.csv"]
    assert told(second) == told_anew(second)


def test_numbers_that_are_counted_only_are_numbers(tmp_path, parsed):
    masked = b"SSN ***-**-1234\n"
    told(written(tmp_path, "Ann Lee.csv", masked))
    told(written(tmp_path, "Kevin Doyle.csv", masked))
    assert parsed == ["Ann Lee.csv", "Kevin Doyle.csv"]


def test_a_first_one_that_is_gone_or_altered_says_nothing(tmp_path, parsed):
    first = written(tmp_path / "a", "a.csv")
    told(first)
    first.write_bytes(OTHER)
    second = written(tmp_path / "b", "b.csv", OTHER)
    assert "0300" in str(told(second))
    second.unlink()
    told(written(tmp_path / "b", "c.csv", OTHER))
    assert parsed == ["a.csv", "b.csv", "c.csv"]


def test_a_first_one_that_is_altered_while_it_is_compared_says_nothing(tmp_path, parsed, monkeypatch):
    first = written(tmp_path / "a", "a.csv")
    told(first)
    honest = os.pread

    def pread(one, size, at):
        if size > 4096:
            os.utime(first)
        return honest(one, size, at)

    monkeypatch.setattr(os, "pread", pread)
    told(written(tmp_path / "b", "b.csv"))
    assert parsed == ["a.csv", "b.csv"]


def test_what_was_written_just_now_is_not_kept(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(copies, "SETTLED", 2_000_000_000)
    for folder in "ab":
        path = written(tmp_path / folder, "a.csv")
        os.utime(path, ns=(0, 0))  # so it may say; when it was set is not
        told(path)
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
    told(written(tmp_path / "b", ".csv.gz", data))  # no ending, but all of a name
    assert parsed


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
    rule = Rule("deeds", (Kind.SSN,), "statute", "book 7", "counsel", date(2027, 1, 1), path="/b.csv")
    rules = Config(key=b"k" * 32, public_records=PublicRecords((rule,), "", date(2026, 12, 31)))
    covered = written(tmp_path / "b", "b.csv")
    assert [told(path, rules)[0]["classification"] for path in (first, covered)] == ["personal_information", "excluded"]


def test_the_size_is_that_of_the_list(tmp_path, parsed):
    told(written(tmp_path / "a", "a.csv"))
    second = written(tmp_path / "b", "b.csv")
    assert told(second, size=100) == told_anew(second, size=100)
    assert parsed == ["a.csv", "b.csv"]  # the second one only anew


@pytest.mark.parametrize("end", ["at once", "in a block"])
def test_what_a_file_system_gives_of_a_file_must_be_all_of_it(tmp_path, parsed, monkeypatch, end):
    """Files of the kernel, and what is mounted by programs, give less than they are asked for."""
    told(written(tmp_path / "a", "a.csv"))
    second = written(tmp_path / "b", "b.csv", OTHER)
    honest, given = os.pread, 0 if end == "at once" else 5000
    monkeypatch.setattr(os, "pread", lambda one, size, at: honest(one, size if size <= 4096 else given, at))
    assert told(second) == told_anew(second)
    assert parsed[:2] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("reason", "detail", "at", "kept"),
    [
        (None, "", (), True),
        (Reason.CORRUPT, "a damaged tail", (), True),
        (Reason.UNSUPPORTED, "a picture", (("member", "a"),), True),
        (Reason.CORRUPT, "a damaged tail; OCR of a picture takes more than 9 s", (), False),
        (Reason.LIMIT, "out of memory (limit: memory)", (("member", "a"),), False),
        (Reason.UNREADABLE, "read error EIO", (), False),
    ],
)
def test_what_befell_the_machine_is_not_said_of_a_copy(tmp_path, reason, detail, at, kept):
    path = written(tmp_path / "a", "a.csv")
    source = Source(str(path.parent), path.name, str(path), len(ROWS))
    last = Outcome(source, (), Status.SCANNED)
    said = Outcome(source, at, Status.PARTIAL if reason else Status.SCANNED, reason, detail)
    events = [said, last] if at else [said]
    known = copies.Copies()

    def nobody():
        pytest.fail("how open it lies was looked at, and nothing is found in it")

    with open_source(source) as stream:
        assert list(known.read(source, stream, CONFIG, nobody, iter(events))) == events
        anew = iter([replace(last, detail="read")])
        again = list(known.read(source, stream, CONFIG, nobody, anew))
    assert (again[-1].detail != "read") == kept


ONE_ROW = "name,{}\nAnn Lee,{}\n".format(
    ",".join(f"x{number}_ssn" for number in range(1, 300)), ",".join(f"010-94-{number:04d}" for number in range(1, 300))
).encode()


@pytest.mark.parametrize("data", [ROWS, ONE_ROW])
def test_of_one_file_so_much_is_kept_and_no_more(tmp_path, parsed, monkeypatch, data):
    """Many persons with a number each, and one with as many: both weigh the same."""
    first, second = written(tmp_path / "a", "a.csv", data), written(tmp_path / "b", "b.csv", data)
    for name, most in (("_MOST", 300), ("LARGEST", len(data))):
        for less in (0, 1):
            with monkeypatch.context() as patch:
                patch.setattr(copies, name, most - less)
                copies.COPIES.forget()
                parsed.clear()
                told(first)
                told(second)
            assert parsed == ["a.csv", "b.csv"][: 1 + less]


def test_what_was_asked_for_last_is_kept(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(copies, "FILES", 2)
    one, two, three = (written(tmp_path / str(number), "a.csv", ROWS + b"\n" * number) for number in range(3))
    for path in (one, two, one, three, one, two):
        told(path)
    assert len(parsed) == 4  # the second one, which was dropped for the third, twice


def test_little_is_kept(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(copies, "EVENTS", 400)
    files = [written(tmp_path / str(number), "a.csv", ROWS + b"\n" * number) for number in range(3)]
    for path in files:
        told(path)
    twin = files[-1].read_bytes().replace(b"010-94-0299", b"010-94-0300")
    for folder, data in (("twin", twin), ("twins", twin), ("again", files[-1].read_bytes())):
        told(written(tmp_path / folder, "a.csv", data))
    assert len(parsed) == 5  # what took the place of another one is kept
    assert scan_module.COPIES._weight == 300
    parsed.clear()
    for path in reversed(files):
        told(written(tmp_path / "copy", "a.csv", path.read_bytes()))
    assert len(parsed) == 2  # the last one alone was known
