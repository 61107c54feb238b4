"""The walker where something runs out or does not answer: handles, memory, servers; and where a tree is mounted in itself."""

import errno
import os
import resource
import threading
import tracemalloc
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from mount_help import bound, dead, mounted
from open_handles import handles
from walk_help import content, make, outcomes, paths

from piiscan.model import Reason, Source
from piiscan.sources import Choice, listing
from piiscan.sources import walk as walk_module
from piiscan.sources.beside import key_beside
from piiscan.sources.mounts import Mounts
from piiscan.sources.unsure import Unsure
from piiscan.sources.walk import walk

pytestmark = pytest.mark.long


@pytest.fixture
def few_handles():
    """All but a few of the file descriptors this process may have are taken."""
    with ExitStack() as stack:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, limits)
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (max(int(one.name) for one in Path("/proc/self/fd").iterdir()) + 40, limits[1])
        )
        taken = []
        stack.callback(lambda: [os.close(handle) for handle in taken])

        def leave(number):
            try:
                while True:
                    taken.append(os.open("/", os.O_RDONLY))
            except OSError:
                for _ in range(number):
                    os.close(taken.pop())
            return taken

        yield leave


def test_a_deep_tree_is_walked_with_the_last_few_handles(tmp_path, few_handles):
    names = [f"{'d/' * depth}{name}" for depth in range(30) for name in ("f", "z/g")]
    make(tmp_path, *names)
    expected = list(walk([str(tmp_path)]))
    assert len(expected) == 60
    few_handles(4)
    assert list(walk([str(tmp_path)])) == expected


def test_handles_that_others_hold_are_waited_for(tmp_path, few_handles):
    make(tmp_path, "a/f", "g")
    taken = few_handles(0)
    timer = threading.Timer(0.3, lambda: [os.close(taken.pop()) for _ in range(4)])
    timer.start()
    found = paths(walk([str(tmp_path)]))
    timer.join()
    assert found == ["g", "a/f"]


def test_a_directory_for_which_there_is_no_handle_at_all_is_said(tmp_path, few_handles, monkeypatch):
    make(tmp_path, "a/f", "g")
    monkeypatch.setattr(listing, "PAUSES", (0.0, 0.0))
    walked = walk([str(tmp_path)])
    first = next(walked)
    few_handles(0)
    assert outcomes(walked) == {"a/": (Reason.UNREADABLE, "EMFILE, directory not entered")}
    assert first.path == "g"


@pytest.mark.parametrize("number", [1, 6, 7, 8, 14, 15, 100])
def test_a_large_directory_is_taken_in_pieces(tmp_path, monkeypatch, number):
    for name in range(number):
        (tmp_path / f"{name * 7919 % 1000:03}-\udcff").touch()
        (tmp_path / f"folder-{name}").mkdir()
    expected = paths(walk([str(tmp_path)]))
    assert len(expected) == number
    monkeypatch.setattr(listing, "AT_ONCE", 7)
    before = handles()
    assert paths(walk([str(tmp_path)])) == expected
    assert handles() <= before


def test_a_large_directory_that_changes_gives_no_name_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "AT_ONCE", 5)
    make(tmp_path, *(f"{number:03}" for number in range(0, 100, 2)))
    met = []
    for item in walk([str(tmp_path)]):
        met.append(item.source.path if not isinstance(item, Source) else item.path)
        if len(met) < 30:
            (tmp_path / f"{len(met) * 2 + 1:03}").touch()
            (tmp_path / met[-1]).unlink()
    assert len(met) == len(set(met))
    assert {f"{number:03}" for number in range(0, 100, 2)} <= set(met)


def test_a_large_directory_takes_little_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "AT_ONCE", 500)
    for number in range(5000):
        (tmp_path / f"a-name-of-some-length-{number}").touch()
    tracemalloc.start()
    count = sum(1 for _ in walk([str(tmp_path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5000
    assert peak < 400_000


def test_a_listing_that_breaks_off_in_a_later_piece_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "AT_ONCE", 3)
    make(tmp_path, *"abcdefgh")
    real, calls = os.scandir, []

    def breaking(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "broken")
        return real(handle)

    monkeypatch.setattr(listing.os, "scandir", breaking)
    items = list(walk([str(tmp_path)]))
    assert paths(items) == ["a", "b", "c"]
    assert outcomes(items) == {"./": (Reason.UNREADABLE, "EIO, directory not listed to its end")}


def test_a_server_that_does_not_answer_is_not_waited_for_for_ever(tmp_path, monkeypatch):
    """C2: of a dead mount one line is told, and everything else is walked."""
    monkeypatch.setattr(listing, "ANSWER", 2)
    make(tmp_path, "a/f", "b/dead/x", "c/g")
    with dead(tmp_path / "b/dead"):
        items = list(walk([str(tmp_path)]))
        with_root = list(walk([str(tmp_path / "b/dead"), str(tmp_path / "c")]))
    assert paths(items) == ["a/f", "c/g"]
    silence = (Reason.TIMEOUT, "the file system does not answer (fuse), not entered")
    assert outcomes(items) == {"b/dead/": silence}
    assert paths(with_root) == ["g"]
    assert list(outcomes(with_root).values()) == [(Reason.UNREADABLE, "ETIMEDOUT")]


class Hangs(BaseException):
    """What is asked would never come back."""


def in_no_time(action, seconds=None):
    """As `in_time`, but that it is known at once what hangs, and that no busy machine takes anything for that."""
    del seconds
    try:
        return action()
    except Hangs:
        raise TimeoutError from None


def test_what_is_not_answered_costs_itself_and_a_server_that_is_gone_three_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "in_time", in_no_time)
    make(tmp_path, *"abc", "d/e", *(f"g/{name}" for name in "hijk"), "l/m")
    device, real, asked = tmp_path.stat().st_dev, os.stat, []

    def stat(path, **options):
        if path in {"b", "c", "h", "i", "j", "k"}:
            asked.append(path)
            raise Hangs
        return real(path, **options)

    mounts = Mounts()
    state = walk_module._Walk([walk_module._root(str(tmp_path), Unsure(mounts))], Choice(), mounts)
    mounts.types[device] = "nfs4"
    monkeypatch.setattr(walk_module.os, "stat", stat)
    items = list(state.everything())
    silent = "the file system does not answer (nfs4)"
    assert paths(items) == ["a", "d/e"]
    assert outcomes(items) == {
        **dict.fromkeys(("b", "c", "g/h", "g/i", "g/j", "g/k"), (Reason.TIMEOUT, silent)),
        "l/": (Reason.TIMEOUT, f"{silent}, not entered"),
    }
    assert asked == ["b", "c", "h", "i", "j"]


def test_a_listing_that_goes_on_when_it_was_given_up_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "ANSWER", 1.5)
    make(tmp_path, *"abc", "d/e")
    real, onward, over = os.scandir, threading.Event(), threading.Event()

    @contextmanager
    def late(handle):
        def entries():
            with real(handle) as there:
                first, *others = sorted(there, key=lambda entry: entry.name)
            yield first
            onward.wait(20)
            yield from others

        yield entries()

    def listed(frame):
        list_names(frame)
        over.set()

    mounts = Mounts()
    state = walk_module._Walk([walk_module._root(str(tmp_path), Unsure(mounts))], Choice(), mounts)
    mounts.types[tmp_path.stat().st_dev] = "nfs4"
    list_names = listing.list_names
    for module in (listing, walk_module):
        monkeypatch.setattr(module, "list_names", listed)
    monkeypatch.setattr(listing.os, "scandir", late)
    walked = state.everything()
    first = next(walked)
    onward.set()
    assert over.wait(20)
    items = [first, *walked]
    assert paths(items) == ["a"]
    detail = "the file system does not answer (nfs4), directory not listed to its end"
    assert outcomes(items) == {"./": (Reason.UNREADABLE, detail)}


def test_a_server_that_answers_is_walked_as_anything_else(tmp_path):
    make(tmp_path, "a", "d/e", "d/f/g")
    expected = list(walk([str(tmp_path)]))
    mounts = Mounts()
    state = walk_module._Walk([walk_module._root(str(tmp_path), Unsure(mounts))], Choice(), mounts)
    mounts.types[tmp_path.stat().st_dev] = "fuse.sshfs"
    assert list(state.everything()) == expected


def test_where_a_mount_is_is_read_with_its_blanks(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_bytes(
        b"36 35 0:98 / /mnt/my\\040share rw - cifs //server/x rw\n37 35 8:1 / /data rw - ext4 /dev/sda rw\n"
    )
    mounts = Mounts(table)
    assert mounts.waits_on("/mnt/my share") == "cifs"
    assert mounts.waiting("/mnt/my share/a/b") == ("/mnt/my share", "cifs")
    assert mounts.waiting("/data/x") is None
    assert mounts.waits_on("/data", os.makedev(0, 98)) == "cifs"


def test_a_tree_mounted_in_itself_is_walked_once(tmp_path):
    """C12."""
    make(tmp_path, "tree/f", "tree/d/loop/", "tree/e/g")
    with bound(tmp_path / "tree", tmp_path / "tree/d/loop"):
        items = list(walk([str(tmp_path / "tree")]))
    assert paths(items) == ["f", "e/g"]
    assert outcomes(items) == {"d/loop/": (Reason.EXCLUDED, "already walked (overlapping paths or a bind mount)")}


def test_another_file_system_is_entered_unless_told_not_to(tmp_path):
    (tmp_path / "disk").mkdir()
    with mounted("tmpfs", tmp_path / "disk", "tmpfs", options="size=1m"):
        make(tmp_path, "a", "disk/b")
        assert paths(walk([str(tmp_path)])) == ["a", "disk/b"]
        items = list(walk([str(tmp_path)], Choice(one_file_system=True)))
    assert paths(items) == ["a"]
    assert outcomes(items) == {"disk/": (Reason.EXCLUDED, "on another file system")}


def test_a_file_with_a_thousand_names_is_read_once_and_all_names_are_told(tmp_path):
    make(tmp_path, "a/first")
    for number in range(999):
        os.link(tmp_path / "a/first", tmp_path / "a" / f"name-{number:03}")
    items = list(walk([str(tmp_path)]))
    assert paths(items) == ["a/first"]
    told = outcomes(items)
    assert len(told) == 999
    assert set(told.values()) == {(Reason.EXCLUDED, "same file as a/first")}
    assert content(items[0]) == b"a/first"


def test_to_look_for_a_key_beside_a_file_leaves_no_trace(tmp_path):
    make(tmp_path, "locked.zip", "password.txt", "notes.txt")
    for path in (tmp_path, *tmp_path.iterdir()):
        os.utime(path, ns=(10**18, 10**18))
    source = next(item for item in walk([str(tmp_path)]) if item.path == "locked.zip")
    assert key_beside(source)
    assert {path.lstat().st_atime_ns for path in (tmp_path, tmp_path / "password.txt", tmp_path / "notes.txt")} == {
        10**18
    }
