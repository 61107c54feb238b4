"""What is asked by name of a file system that does not answer: each asks, is told, and goes on."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from mount_help import dead
from walk_help import make, outcomes

from piiscan.baseline import Baseline
from piiscan.engines.spread_task import numbered_here
from piiscan.ledger import book
from piiscan.ledger.gone import is_tree
from piiscan.marks import Mark
from piiscan.model import Reason, Source
from piiscan.sources import SourceError, listing, unsure
from piiscan.sources.git import repository
from piiscan.sources.mounts import Mounts
from piiscan.sources.unsure import Unsure
from piiscan.sources.walk import walk

pytestmark = pytest.mark.long


@pytest.fixture
def share(tmp_path, monkeypatch):
    """Where nobody answers."""
    (tmp_path / "share").mkdir()
    monkeypatch.setattr(listing, "ANSWER", 0.3)
    with dead(tmp_path / "share") as place:
        yield place
    unsure.asker().leave()


def table(path, *points):
    lines = (f"36 35 0:{number} / {point} rw - nfs4 server:/ rw\n" for number, point in enumerate(points))
    path.write_text("".join(lines))
    return Mounts(path)


def test_where_a_path_leads_is_known_by_its_links(tmp_path):
    make(tmp_path, "disk/sub/", "mnt/")
    (tmp_path / "disk" / "far").symlink_to("../mnt/share")
    (tmp_path / "disk" / "sub" / "further").symlink_to(tmp_path / "disk" / "far" / "inner")
    (tmp_path / "disk" / "ring").symlink_to("ring")
    (tmp_path / "disk" / "near").symlink_to("sub")
    share = f"{tmp_path}/mnt/share"
    mounts = table(tmp_path / "table", share)
    for path in ("mnt/share", "mnt//share/.", "disk/far/x/y", "disk/sub/further", "disk/near/../../mnt/share/x"):
        assert mounts.waiting(f"{tmp_path}/{path}") == (share, "nfs4"), path
    for path in ("mnt", "mnt/shared", "disk/ring/x", "disk/near/x", "none/share", "mnt/share/../x\0"):
        expected = (share, "nfs4") if path.startswith("mnt/share/") else None
        assert mounts.waiting(f"{tmp_path}/{path}") == expected, path


def test_a_path_is_known_from_where_one_is(tmp_path, monkeypatch):
    make(tmp_path, "a/b/")
    monkeypatch.chdir(tmp_path / "a" / "b")
    mounts = table(tmp_path / "table", f"{tmp_path}/a/share")
    assert mounts.waiting("../share/x") == (f"{tmp_path}/a/share", "nfs4")
    assert mounts.waiting("x") is None


def test_a_machine_of_which_all_lies_on_a_server_waits_for_all(tmp_path):
    assert table(tmp_path / "table", "/").waiting(str(tmp_path)) == ("/", "nfs4")
    assert table(tmp_path / "none").waiting(str(tmp_path)) is None


def test_a_dead_share_given_by_a_link_is_told(share, tmp_path):
    (tmp_path / "link").symlink_to(share)
    found = outcomes(walk([str(tmp_path / "link"), str(share)]))
    assert found == {"link": (Reason.UNREADABLE, "ETIMEDOUT"), "share": (Reason.UNREADABLE, "ETIMEDOUT")}


def test_what_a_dead_share_has_is_not_known_and_few_ask(share):
    asked = Unsure()
    for _ in range(listing.SILENT_ROW):
        with pytest.raises(TimeoutError):
            asked.lstat(f"{share}/x")
    asker = unsure.asker()
    before = [*asker.left]
    assert not asked.is_folder(str(share))
    assert not asked.is_file(str(share))
    assert asked.real(f"{share}/x/../y") == f"{share}/y"
    assert asker.left == before  # nobody was asked any more


def test_where_it_leads_is_told_of_what_is_not_there_too(tmp_path):
    make(tmp_path, "disk/")
    (tmp_path / "link").symlink_to("disk")
    assert Unsure().real(f"{tmp_path}/link/none") == f"{tmp_path}/disk/none"


def test_no_file_of_a_dead_share_is_gone(share):
    against = Baseline(date(2026, 11, 26), "k")
    against.mark(
        Mark("a" * 32, "test-data", "why", "J. Doe", "2026-01-02T00:00:00Z", None, file="old.csv", subject="5")
    )
    finding = {"id": "f" * 32, "subject": "5", "root": str(share), "file": "new.csv", "container": []}
    assert against.of(finding) is None


def test_a_ledger_is_not_held_up(share, tmp_path):
    records = [f'{{"{book.BESIDE}":["x"]}}'.encode()]
    source = Source(str(share), "a.zip", f"{share}/a.zip", 1, (1, 2, 3, 4))
    store = SimpleNamespace(start=lambda: False, suspects=dict)
    ledger = book.Ledger(store, "k", b"s" * 32, lambda _: None, paranoid=True)
    assert ledger._beside(source, records[-1], 0) is None
    assert not ledger._same_beside(source, json.dumps([["x", None]]).encode())
    assert ledger._content(source) is None
    assert not is_tree(str(tmp_path / "none"), str(share), ledger._unsure)


def test_git_is_not_asked_about_it(share):
    with pytest.raises(SourceError, match="no such directory"):
        repository(str(share))


def test_a_task_of_dask_leaves_the_numbers_as_they_are(share):
    sources = [Source(str(share), name, f"{share}/{name}", 1, (9, 1, 1, 1)) for name in "ab"]
    assert [*numbered_here(sources)] == sources
