"""What was deleted leaves the ledger at the end of a whole run, and what the run could not see stays."""

import shutil
import signal
import sqlite3
import time

import pytest

from piiscan.cli import cli, run
from piiscan.ledger import Store, gone
from piiscan.scan import scan_one


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(gone, "AT_ONCE", 3)
    for folder in ("", "a", "a/b", "a-", "c"):
        (tmp_path / "tree" / folder).mkdir(exist_ok=True)
        for n in range(8):
            (tmp_path / "tree" / folder / f"{n}.txt").write_text("nothing")
    time.sleep(0.06)
    return tmp_path / "tree"


def scan(path, ledger, *more):
    words = ["scan", "-q", "-j0", "--ledger", str(ledger), "-o", str(ledger) + ".report", *map(str, more), str(path)]
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    return caught.value.code


def kept(ledger):
    database = sqlite3.connect(ledger)
    rows = database.execute("SELECT folder, name FROM files").fetchall()
    database.close()
    return sorted((folder + b"/" + name).decode().lstrip("/") for folder, name in rows)


def there(tree):
    return sorted(str(path.relative_to(tree)) for path in tree.rglob("*.txt"))


@pytest.mark.parametrize(
    "deleted",
    [
        ["0.txt"],
        ["7.txt"],
        [f"a/{n}.txt" for n in range(8)],
        [f"a/{n}.txt" for n in range(2, 8)],
        ["0.txt", "3.txt", "4.txt", "5.txt", "a/b/2.txt", "c/6.txt"],
    ],
)
def test_deleted_files_are_forgotten(tree, tmp_path, deleted):
    ledger = tmp_path / "l"
    scan(tree, ledger)
    assert len(kept(ledger)) == 40
    for name in deleted:
        (tree / name).unlink()
    scan(tree, ledger)
    assert kept(ledger) == there(tree)


def test_deleted_folders_are_forgotten(tree, tmp_path):
    ledger = tmp_path / "l"
    scan(tree, ledger)
    shutil.rmtree(tree / "a")
    scan(tree, ledger)
    assert kept(ledger) == there(tree)
    assert len(kept(ledger)) == 24


@pytest.mark.parametrize("more", [["--exclude", "a/"], ["--exclude", "*.txt"]])
def test_what_was_not_looked_at_stays(tree, tmp_path, more):
    ledger = tmp_path / "l"
    scan(tree, ledger)
    (tree / "a/b/0.txt").unlink()
    (tree / "a/0.txt").unlink()
    scan(tree, ledger, *more)
    assert "a/5.txt" in kept(ledger)
    assert ("a/b/0.txt" in kept(ledger)) == (more[1] == "a/")
    scan(tree, ledger)
    assert kept(ledger) == there(tree)


def test_a_single_file_says_nothing_of_its_folder(tree, tmp_path):
    ledger = tmp_path / "l"
    scan(tree / "c", ledger)
    (tree / "c/3.txt").unlink()
    scan(tree / "c/5.txt", ledger)
    assert len(kept(ledger)) == 8
    scan(tree / "c", ledger, tree / "c/5.txt")
    assert len(kept(ledger)) == 7


def test_a_run_that_is_interrupted_forgets_nothing(tree, tmp_path, monkeypatch):
    ledger = tmp_path / "l"
    scan(tree, ledger)
    (tree / "0.txt").unlink()
    (tree / "1.txt").write_text("something else")

    def scanned(source, config):
        signal.raise_signal(signal.SIGINT)
        return scan_one(source, config)

    monkeypatch.setattr(run, "scan_one", scanned)
    assert scan(tree, ledger) not in {0, 1, 3}
    assert len(kept(ledger)) == 40


@pytest.mark.long
def test_sets_of_options_that_nobody_uses_any_more(tree, tmp_path):
    ledger = tmp_path / "l"
    for depth in range(3, 10):
        scan(tree / "c", ledger, "--max-depth", depth)
    scan(tree / "a", ledger)
    assert len(kept(ledger)) == 5 * 8 + 16
    database = sqlite3.connect(ledger)
    with database:
        database.execute("UPDATE scopes SET used = used - 40 * 86400")
    database.close()
    scan(tree / "c", ledger, "--max-depth", 9)
    assert len(kept(ledger)) == 8 + 16
    store = Store(str(ledger))
    assert [row[1] for row in store.summary()] == [1, 1]
    store.close()


def test_an_empty_root_may_be_a_share_that_is_not_mounted(tree, tmp_path):
    ledger = tmp_path / "l"
    scan(tree / "c", ledger)
    (tree / "c").rename(tree / "elsewhere")
    (tree / "c").mkdir()
    scan(tree / "c", ledger)
    assert len(kept(ledger)) == 8
