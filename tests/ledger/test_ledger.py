"""The ledger: a run that was cut off goes on where it was, an unchanged file is not read twice, nothing raw is kept."""

import base64
import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import warnings
import zlib
from pathlib import Path

import pytest

from piiscan.cli import cli, run
from piiscan.ledger import LedgerError, Store, book, default_path
from piiscan.ledger.book import _racy
from piiscan.ledger.packed import sealed
from piiscan.scan import scan_one

pytestmark = pytest.mark.long

SETTLED = 0.06  # seconds after which a file's times can be trusted
PEOPLE = "name,ssn,city,state\n" + "".join(f"Ann Lee,010-94-{n:04},Boston,MA\n" for n in range(1, 4))


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.delenv("PIISCAN_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def tree(home):
    root = home / "tree"
    for n in range(30):
        folder = root / f"d{n % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"f{n:02}.csv").write_text(PEOPLE if n % 4 == 0 else f"order {n}\n" * 50)
    time.sleep(SETTLED)
    return root


def command(root, *more, workers=2, ledger="auto"):
    return [
        sys.executable,
        "-m",
        "piiscan",
        "scan",
        "-q",
        "-f",
        "jsonl",
        f"-j{workers}",
        "--ledger",
        str(ledger),
        *more,
        str(root),
    ]


def scan(root, *more, workers=0, ledger="auto"):
    """The report of a run in this process."""
    report = root.parent / "report"
    with pytest.raises(SystemExit) as caught:
        cli.main([*command(root, *more, "-o", str(report), workers=workers, ledger=ledger)[3:]])
    assert caught.value.code in {0, 1, 3}
    return report.read_text()


def mark(home):
    """Mark what is kept, so that a report shows what was taken from it."""
    with sqlite3.connect(home / "cache/piiscan/ledger.sqlite") as database:
        for scope, folder, name, state, beside, kept in database.execute(
            "SELECT scope, folder, name, state, beside, records FROM files"
        ).fetchall():
            records = kept[4:]
            plain = zlib.decompress(records[1:]) if records[:1] == b"z" else records[1:]
            marked = b"-" + plain.replace(b'"detail":""', b'"detail":"kept"')
            database.execute(
                "UPDATE files SET records = ? WHERE scope = ? AND folder = ? AND name = ?",
                (sealed(marked, state, beside), scope, folder, name),
            )
    database.close()


def taken(report):
    """The files of a report that came from marked records."""
    records = [json.loads(line) for line in report.splitlines()]
    return {record["file"] for record in records if record.get("detail") == "kept"}


def files(report):
    records = [json.loads(line) for line in report.splitlines()]
    return [record["file"] for record in records if record["type"] == "outcome" and not record["container"]]


@pytest.mark.parametrize("workers", [0, 3, *(pytest.param(more, marks=pytest.mark.slow) for more in (1, 8))])
def test_a_second_run_reads_nothing_and_says_the_same(home, tree, workers):
    first = scan(tree, workers=workers)
    assert scan(tree, workers=workers) == first == scan(tree, "--no-ledger", workers=1)
    assert first.count('"type":"finding"') == 24
    mark(home)
    assert len(taken(scan(tree, workers=2))) == 30


def test_new_changed_renamed_and_deleted_files(home, tree):
    scan(tree)
    mark(home)
    (tree / "d0/f00.csv").write_text(PEOPLE.replace("Ann", "Eve"))
    (tree / "d0/new.csv").write_text("nothing")
    (tree / "d1/f01.csv").rename(tree / "d1/f99.csv")
    (tree / "d2/f02.csv").unlink()
    (tree / "d2/f05.csv").chmod(0o600)
    kept = (tree / "d2/f08.csv").stat()
    (tree / "d2/f08.csv").write_text((tree / "d2/f08.csv").read_text().replace("Ann", "Eve"))
    os.utime(tree / "d2/f08.csv", ns=(kept.st_atime_ns, kept.st_mtime_ns))  # only the kernel's time tells
    time.sleep(SETTLED)
    report = scan(tree)
    fresh = {"d0/f00.csv", "d0/new.csv", "d1/f99.csv", "d2/f05.csv", "d2/f08.csv"}
    assert {*files(report)} - taken(report) == fresh
    assert report.replace('"kept"', '""') == scan(tree, "--no-ledger")
    assert scan(tree) == report


def test_other_options_are_another_ledger(home, tree):
    scan(tree)
    mark(home)
    names = home / "names"
    names.write_text("Quillfeather\n")
    for more in (["--names-file", names], ["--no-test-values"], ["--max-depth", "3"], ["--also", "masked"]):
        assert not taken(scan(tree, *map(str, more)))
    assert len(taken(scan(tree, "--exclude", "d1/", "--fail-on", "review"))) == 20
    names.write_text("Quillfeather\nOtherone\n")
    assert not taken(scan(tree, "--names-file", str(names)))


def test_what_is_kept_of_a_database_depends_on_its_log(home):
    root = home / "db"
    root.mkdir()
    database = sqlite3.connect(root / "a.db")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE people (name, ssn)")
    database.commit()
    time.sleep(SETTLED)
    assert scan(root) == scan(root)
    looked = (root / "a.db").stat()
    database.execute("INSERT INTO people VALUES ('Ann Lee', '010-94-0001')")
    database.commit()
    assert (root / "a.db").stat().st_mtime_ns == looked.st_mtime_ns
    assert '"type":"finding"' in scan(root)
    database.close()


def test_times_that_a_change_need_not_move():
    second = 1_000_000_000
    now = 1_700_000_000 * second
    assert _racy(now - 1, now - 1, now)
    assert not _racy(now - second + 1, now - second + 1, now)
    assert _racy(now - second, now - second, now)  # a file system that counts seconds
    assert not _racy(now - 3 * second, now - 3 * second, now)
    assert not _racy(now + 9 * second, now - second + 1, now)  # set by hand, long ago
    assert not _racy(now - 1, -7, now)  # the tag of a version


@pytest.mark.parametrize(("moment", "kept"), [(-(10**6), 29), (10**7, 29), (10**9, 30)])
def test_a_file_just_written_is_not_kept(home, tree, monkeypatch, moment, kept):
    """The file is written once more behind the reading, and the kernel's clock need not have moved."""
    changed = tree / "d0/f03.csv"
    changed.write_text("order 3, and more\n")
    before = changed.stat().st_ctime_ns
    long_ago = time.time() - 1000
    os.utime(changed, (long_ago, long_ago))
    now = changed.stat().st_ctime_ns + moment
    assert before <= now - moment
    monkeypatch.setattr(book.time, "time_ns", lambda: now)
    scan(tree, ledger=home / "l")
    assert counted(home / "l", "files") == kept
    assert counted(home / "l", "files WHERE name = CAST('f03.csv' AS BLOB)") == kept - 29


def test_a_file_that_changes_between_the_look_and_the_reading(home, tree, monkeypatch):
    changed = tree / "d0/f03.csv"
    whole, size = scan(tree, "--no-ledger"), changed.stat().st_size

    def scanned(source, config):
        if source.opens == str(changed):
            changed.write_text(PEOPLE)
        return scan_one(source, config)

    monkeypatch.setattr(run, "scan_one", scanned)
    assert scan(tree) != whole
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    changed.write_text(f"{'order 3':{size - 1}}\n")
    time.sleep(SETTLED)
    assert scan(tree) == scan(tree, "--no-ledger")


def test_paranoid_looks_at_the_contents(home, tree):
    scan(tree, "--paranoid")
    mark(home)
    assert len(taken(scan(tree, "--paranoid"))) == 30
    with sqlite3.connect(home / "cache/piiscan/ledger.sqlite") as database:
        database.execute("UPDATE files SET content = x'00' WHERE name = CAST('f00.csv' AS BLOB)")
    database.close()
    assert len(taken(scan(tree, "--paranoid"))) == 29


def larger(tree):
    """More to read, so that there is a middle."""
    for n in range(30):
        (tree / f"big{n:02}.csv").write_text(PEOPLE + f"{n} and nothing\n" * 15_000)
    time.sleep(SETTLED)
    return scan(tree, "--no-ledger")


def cut_off(tree, ledger, files, how, workers=2):
    """Begin a run, and end it once so many files are kept; how many were kept, and how many large ones were under way.

    The run may begin fifteen files a second: at full speed it is now and then over before anybody sees what is kept.
    """
    words = command(tree, "--max-rate", "15files", ledger=ledger, workers=workers)
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and counted(ledger, "files") < files:
        time.sleep(0.005)
    process.send_signal(how)
    process.wait()
    alone = "running WHERE CAST(name AS TEXT) GLOB 'big*'"  # of small ones a worker may look at many together
    return counted(ledger, "files"), counted(ledger, alone)


def counted(ledger, table):
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as it,
    ):
        return it.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return 0


def test_killed_at_any_moment_and_started_again(home, tree):
    whole = larger(tree)
    for files, workers in ((1, 2), (10, 8)):  # the small ones come last, and may be kept all at once
        ledger = home / f"l{files}"
        kept, under_way = cut_off(tree, ledger, files, signal.SIGKILL, workers)
        assert files <= kept < 60
        assert under_way <= workers
        assert scan(tree, ledger=ledger) == whole


def test_interrupted_and_started_again(home, tree):
    whole = larger(tree)
    kept, _ = cut_off(tree, home / "l", 10, signal.SIGINT)
    assert 10 <= kept < 60
    assert counted(home / "l", "running") == 0
    assert scan(tree, ledger=home / "l") == whole


@pytest.mark.parametrize("runs", [2, 3])
def test_a_file_that_was_alone_at_two_deaths_more(home, tree, runs):
    scan(tree)
    poison = tree / "d1/f04.csv"
    with sqlite3.connect(home / "cache/piiscan/ledger.sqlite") as database:
        for run in range(1000, 1000 + runs):
            database.execute("INSERT INTO runs VALUES (?)", (run,))
            database.execute(
                "INSERT INTO running SELECT ?, scope, folder, name, state FROM files WHERE name = CAST('f04.csv' AS BLOB)",
                (run,),
            )
        database.execute("DELETE FROM files WHERE name = CAST('f04.csv' AS BLOB)")
    database.close()
    if runs == 2:
        assert scan(tree) == scan(tree, "--no-ledger")
        return
    (outcome,) = [json.loads(line) for line in scan(tree).splitlines() if '"crashed"' in line and "f04" in line]
    assert (outcome["file"], outcome["status"], outcome["reason"]) == ("d1/f04.csv", "not_scanned", "crashed")
    assert "--retry-poison" in outcome["detail"]
    assert scan(tree, "--retry-poison") == scan(tree) == scan(tree, "--no-ledger")
    assert poison.exists()


@pytest.mark.parametrize(
    ("workers", "name"),
    [
        (3, "killer"),
        *(pytest.param(*case, marks=pytest.mark.slow) for case in [(0, "killer"), (1, "quick"), (3, "quick")]),
    ],
)
def test_only_the_file_that_ends_every_run_is_left_out(home, tree, workers, name):
    for inner in ("slow.txt", f"{name}.txt"):
        (tree / "d1" / inner).write_text(PEOPLE + "nothing\n" * 10_000)  # too large to wait in one worker's queue
    time.sleep(SETTLED)
    deadly = Path(__file__).with_name("deadly.py")
    environment = os.environ | {
        "DEADLY": str(home),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(deadly.parent), os.environ.get("PYTHONPATH")))),
    }
    words = [sys.executable, str(deadly), *command(tree, workers=workers)[3:]]
    codes = []
    while not codes or (codes[-1] == -signal.SIGKILL and len(codes) < 6):
        (home / "slow").unlink(missing_ok=True)
        done = subprocess.run(words, capture_output=True, text=True, timeout=100, check=False, env=environment)
        codes.append(done.returncode)
    assert codes[-1] in {1, 3}
    assert 3 <= len(codes) <= 5
    outcomes = {record["file"]: record for record in map(json.loads, done.stdout.splitlines()) if "file" in record}
    assert len(outcomes) == 32
    assert [file for file, record in outcomes.items() if record["reason"] == "crashed"] == [f"d1/{name}.txt"]


def test_nothing_raw_is_kept(home, tree):
    scan(tree)
    kept = b"".join(path.read_bytes() for path in (home / "cache/piiscan").iterdir())
    assert kept
    for value in ("010-94-0001", "010940001", "Ann Lee", "ann lee"):
        raw = value.encode()
        for form in (raw, value.encode("utf-16-le"), base64.b64encode(raw), raw.hex().encode()):
            assert form not in kept
    with sqlite3.connect(home / "cache/piiscan/ledger.sqlite") as database:
        records = b"".join(
            zlib.decompress(kept[5:]) if kept[4:5] == b"z" else kept[4:]
            for (kept,) in database.execute("SELECT records FROM files")
        )
    database.close()
    assert b"personal_information" in records
    for value in (b"010-94-0001", b"010940001", b"Ann Lee", b"ann lee"):
        assert value not in records
    for path in (home / "cache/piiscan").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert (home / "cache/piiscan").stat().st_mode & 0o777 == 0o700


def test_revealed_values_are_not_kept(home, tree):
    done = subprocess.run(
        command(tree, "--reveal", "-o", str(home / "r")), capture_output=True, text=True, timeout=100, check=False
    )
    assert "ledger is left out" in done.stderr
    assert not (home / "cache").exists()


def test_ledgers_that_cannot_be_used(tmp_path):
    other = tmp_path / "other"
    other.write_text("a letter of the operator")
    with pytest.raises(LedgerError, match="no ledger"):
        Store(str(other))
    assert other.read_text() == "a letter of the operator"
    path = tmp_path / "newer"
    store = Store(str(path))
    store.connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(LedgerError, match="newer version"):
        Store(str(path))
    path = tmp_path / "damaged"
    store = Store(str(path))
    store.close()
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    store = Store(str(path))
    assert "begun anew" in store.remark
    store.close()


def flipped(at, bit=0):
    """A blob with one bit that is another; `at`: where, as a part of its length."""
    return lambda blob: bytes(byte ^ ((place == int(at * len(blob))) << bit) for place, byte in enumerate(blob))


@pytest.mark.parametrize("column", ["records", "state", "beside"])
@pytest.mark.parametrize(
    "harm",
    [
        flipped(0.5, 0),
        *(pytest.param(flipped(at, bit), marks=pytest.mark.slow) for at in (0, 0.5, 0.99) for bit in (0, 5)),
        lambda blob: blob[: len(blob) // 2],
        lambda _blob: b"",
        lambda _blob: None,
        lambda _blob: 5,
        lambda _blob: "[1]",
    ],
)
def test_what_a_disk_has_lost_is_read_once_more(home, tree, column, harm):
    # SQLite notices nothing of it: a flipped bit ended each run with an internal error, or went into the report.
    whole = scan(tree)
    with contextlib.closing(sqlite3.connect(home / "cache/piiscan/ledger.sqlite", isolation_level=None)) as database:
        database.create_function("harm", 1, harm)
        database.execute(f"UPDATE files SET {column} = harm({column})")
    assert scan(tree) == whole
    mark(home)
    assert taken(scan(tree)) == set(files(whole))  # and kept anew


def test_a_file_that_ended_runs_is_known_by_a_count_that_can_be_lost(home, tree):
    whole = scan(tree)
    with contextlib.closing(sqlite3.connect(home / "cache/piiscan/ledger.sqlite", isolation_level=None)) as database:
        for times in ("'x'", "NULL", "x'ff'"):
            database.execute(f"REPLACE INTO suspects SELECT scope, folder, name, state, {times} FROM files")
            database.execute("DELETE FROM files")
            assert scan(tree) == whole


def test_no_statement_is_one_that_a_newer_python_refuses(tree):
    # Numbered places filled from a sequence: deprecated since 3.12, an error of 3.14.
    scan(tree)
    store = Store(default_path(os.environ))
    with contextlib.closing(store), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert store.outdated(1) == []
        assert store.start() is False
        store.connection.execute("INSERT INTO runs VALUES (900)")
        assert store.start() is True
        assert store.clear(b"/nowhere") == 0
        assert store.clear(None) == 30


def test_a_full_disk_ends_the_ledger_and_not_the_run(tree):
    for n in range(400):  # so many that they do not fit, however much of them is written at once
        (tree / "d0" / f"more{n}.csv").write_text(PEOPLE)
    time.sleep(SETTLED)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); "
    code = limit + "from piiscan.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *command(tree)[3:]], capture_output=True, text=True, timeout=100, check=False
    )
    assert "goes on without it" in done.stderr
    assert done.stdout == scan(tree, "--no-ledger")


def test_two_runs_at_once(tree):
    whole = scan(tree, "--no-ledger")
    runs = [subprocess.Popen(command(tree), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [run.communicate(timeout=100)[0] for run in runs] == [whole, whole]
    assert scan(tree) == whole


@pytest.mark.parametrize("alive", [True, False])
def test_only_a_run_that_has_died_is_taken_for_one(tmp_path, alive):
    path = str(tmp_path / "ledger")
    code = "import sys; from piiscan.ledger import Store; s = Store(sys.argv[1]); s.start(); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "1\n"
        if not alive:
            other.kill()
            other.wait()
        with contextlib.closing(Store(path)) as store:
            assert store.start() is not alive


def test_status_and_clear(home, tree):
    scan(tree)

    def ledger(*words):
        return subprocess.run(
            [sys.executable, "-m", "piiscan", "ledger", *words], capture_output=True, text=True, timeout=100, check=True
        ).stdout

    assert f"{tree}: 30 files, 24 findings" in ledger("status")
    assert "0 files forgotten" in ledger("clear", str(home / "nowhere"))
    assert "30 files forgotten" in ledger("clear", str(tree))
    assert str(tree) not in ledger("status")
    assert "no ledger" in ledger("status", "--ledger", str(home / "none"))
