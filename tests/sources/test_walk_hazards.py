"""The walker against what file systems do: odd names, depths, races, errors, things that are no files."""

import errno
import os
import stat
import subprocess
import threading
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from open_handles import handles
from walk_help import content, make, outcomes, paths

from piiscan.model import Reason, Source, Unscannable
from piiscan.sources import Choice, listing
from piiscan.sources import walk as walk_module
from piiscan.sources.mounts import Mounts
from piiscan.sources.unsure import Unsure
from piiscan.sources.walk import walk

pytestmark = pytest.mark.long


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="Linux only")
def test_a_pseudo_file_system_is_one_outcome():
    assert outcomes(walk(["/proc"])) == {"./": (Reason.SPECIAL, "pseudo file system (proc)")}
    assert outcomes(walk(["/proc/cpuinfo"])) == {"cpuinfo": (Reason.SPECIAL, "pseudo file system (proc)")}


def test_a_pseudo_file_system_below_the_root_is_not_entered(tmp_path):
    make(tmp_path, "sys/cpuinfo", "f")
    device = tmp_path.stat().st_dev
    state = walk_module._Walk([walk_module._root(str(tmp_path), Unsure())], Choice())
    state.mounts.types[device] = "sysfs"
    assert outcomes(state.everything()) == {"./": (Reason.SPECIAL, "pseudo file system (sysfs)")}


def test_mountinfo_is_read_as_the_manual_page_says(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_bytes(
        b"36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n"
        b"22 27 0:21 / /proc rw,relatime - proc proc rw\n"
        b"23 27 0:22 / /net rw - autofs systemd-1 rw\n"
        b"garbage\n"
    )
    mounts = Mounts(table)
    assert mounts.pseudo(os.makedev(98, 0)) is None
    assert mounts.pseudo(os.makedev(0, 21)) == "proc"
    assert mounts.pseudo(os.makedev(0, 22)) == "autofs"
    assert mounts.pseudo(os.makedev(0, 99)) is None
    assert Mounts(tmp_path / "missing").pseudo(os.makedev(0, 21)) is None


def test_an_unreadable_directory_and_file_are_named_with_the_error(tmp_path, monkeypatch):
    make(tmp_path, "locked/f", "open/g")

    def refuse(path, flags, directory=None):
        if path == "locked":
            raise PermissionError(errno.EACCES, "no", path)
        return os.open(path, flags, dir_fd=directory)

    monkeypatch.setattr(listing, "open_quietly", refuse)
    items = list(walk([str(tmp_path)]))
    assert paths(items) == ["open/g"]
    assert outcomes(items) == {"locked/": (Reason.UNREADABLE, "EACCES, directory not entered")}


def test_a_listing_that_breaks_off_keeps_what_it_gave(tmp_path, monkeypatch):
    make(tmp_path, "d/a", "d/b")

    class Breaking:
        def __init__(self, handle):
            self.entries = scandir(handle)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.entries.close()

        def __iter__(self):
            if Path(f"/proc/self/fd/{handles[-1]}").readlink().name == "d":
                yield next(self.entries)
                raise OSError(errno.EIO, "broken")
            yield from self.entries

    scandir, handles = os.scandir, []
    monkeypatch.setattr(listing.os, "scandir", lambda handle: (handles.append(handle), Breaking(handle))[1])
    items = list(walk([str(tmp_path)]))
    assert len(paths(items)) == 1
    assert outcomes(items) == {"d/": (Reason.UNREADABLE, "EIO, directory not listed to its end")}


def test_a_root_that_cannot_be_looked_at_is_an_outcome(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "no", path)

    monkeypatch.setattr(walk_module.os, "stat", refuse)
    assert outcomes(walk([str(tmp_path / "f")])) == {"f": (Reason.UNREADABLE, "EACCES")}


def test_names_of_any_bytes_are_found_and_opened(tmp_path):
    names = [b"\xff", b"new\nline", b"\x1b]0;x\x07", b"-rf", b"=1+1", b" ", b"x" * 255, "\u202eabc".encode()]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(name)
    items = list(walk([str(tmp_path)]))
    assert [os.fsencode(item.path) for item in items] == sorted(names)
    assert [content(item) for item in items] == sorted(names)


@pytest.fixture
def deep(tmp_path):
    """A place for trees too deep for `shutil.rmtree`, which pytest cleans up with."""
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path], check=True)


def test_a_tree_deeper_than_a_path_may_be_long(deep, monkeypatch):
    """40 names of 200 bytes, more than PATH_MAX (C5), with things to come back for on the way up."""
    monkeypatch.setattr(listing, "KEPT_OPEN", 5)
    name = "d" * 200
    directory = os.open(deep, os.O_RDONLY)
    for depth in range(40):
        for extra in ["a", "z"]:
            os.mkdir(extra, dir_fd=directory)
            handle = os.open(f"{extra}/f", os.O_WRONLY | os.O_CREAT, dir_fd=directory)
            os.write(handle, f"{depth}{extra}".encode())
            os.close(handle)
        os.mkdir(name, dir_fd=directory)
        inner = os.open(name, os.O_RDONLY, dir_fd=directory)
        os.close(directory)
        directory = inner
    os.close(directory)
    before = handles()
    items = list(walk([str(deep)]))
    assert [type(item) for item in items] == [Source] * 80
    texts = [content(item) for item in items]
    assert texts == [b"%da" % n for n in range(40)] + [b"%dz" % n for n in range(39, -1, -1)]
    assert handles() <= before


def test_thousands_of_levels_need_few_file_descriptors(deep):
    directory = os.open(deep, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=directory)
        inner = os.open("d", os.O_RDONLY, dir_fd=directory)
        os.close(directory)
        directory = inner
    os.close(os.open("f", os.O_WRONLY | os.O_CREAT, dir_fd=directory))
    os.close(directory)
    before, most = handles(), 0
    for item in walk([str(deep)]):
        most = max(most, len(handles() - before))
        assert item.path == "d/" * 1500 + "f"
    assert 0 < most < 120


def test_a_parent_moved_during_the_walk_is_said_and_not_guessed(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "KEPT_OPEN", 1)
    make(tmp_path, "tree/a/b/c/f", "tree/a/z/g", "tree/y/h")
    items = []
    for item in walk([str(tmp_path / "tree")]):
        items.append(item)
        if isinstance(item, Source) and item.path == "a/b/c/f":
            (tmp_path / "tree/a/b").rename(tmp_path / "tree/moved")
    assert paths(items) == ["a/b/c/f"]
    moved = (Reason.CHANGED, "its parent was moved during the walk")
    assert outcomes(items) == {"a/z/": moved, "y/": moved}


def test_a_directory_swapped_for_a_link_is_not_entered(tmp_path):
    make(tmp_path, "tree/1first", "tree/sub/f", "outside/secret")
    items = walk([str(tmp_path / "tree")])
    seen = [next(items)]
    (tmp_path / "tree/sub").rename(tmp_path / "gone")
    (tmp_path / "tree/sub").symlink_to(tmp_path / "outside")
    seen += items
    assert paths(seen) == ["1first"]
    assert outcomes(seen) == {"sub/": (Reason.CHANGED, "no longer a directory when it was entered")}


def test_a_thousand_swaps_never_lead_outside(tmp_path):
    """C4: a file and a directory are exchanged for links to the outside while the tree is walked and read."""
    make(tmp_path, "tree/f", "tree/d/g", "outside/secret", "outside/g")
    (tmp_path / "link-f").symlink_to(tmp_path / "outside/secret")
    (tmp_path / "link-d").symlink_to(tmp_path / "outside")
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            for name in ["f", "d"]:
                (tmp_path / "tree" / name).rename(tmp_path / f"parked-{name}")
                (tmp_path / f"link-{name}").rename(tmp_path / "tree" / name)
                (tmp_path / "tree" / name).rename(tmp_path / f"link-{name}")
                (tmp_path / f"parked-{name}").rename(tmp_path / "tree" / name)

    thread = threading.Thread(target=swap)
    thread.start()
    read = set()
    try:
        for _ in range(1000):
            for item in walk([str(tmp_path / "tree")]):
                if isinstance(item, Source):
                    with suppress(Unscannable):
                        read.add(content(item))
    finally:
        stop.set()
        thread.join()
    assert read == {b"tree/f", b"tree/d/g"}


def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    for folder in range(20):
        (tmp_path / str(folder)).mkdir()
        for number in range(250):
            (tmp_path / str(folder) / f"a-name-of-some-length-{number}").touch()
    walked = walk([str(tmp_path)])
    next(walked)
    tracemalloc.start()
    count = sum(1 for _ in walked)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4999
    assert peak < 150_000


def test_nothing_is_left_open_when_the_walk_is_given_up(tmp_path):
    make(tmp_path, "a/b/c/d", "a/b/c/e")
    before = handles()
    items = walk([str(tmp_path)])
    next(items)
    items.close()
    assert handles() <= before


def test_the_tree_is_left_as_it_was(tmp_path):
    make(tmp_path, "a/f", "g")
    touched = [tmp_path, *tmp_path.rglob("*")]
    for path in touched:
        os.utime(path, ns=(10**18, 10**18))
    for item in walk([str(tmp_path)]):
        content(item)
    for path in touched:
        status = path.stat()
        assert (status.st_atime_ns, status.st_mtime_ns) == (10**18, 10**18)


@settings(max_examples=40, deadline=None)
@given(
    names=st.sets(
        st.lists(st.sampled_from(["a", "b", "ü", "\udcff", " "]), min_size=1, max_size=4).map(tuple),
        max_size=12,
    )
)
def test_every_name_is_met_exactly_once(tmp_path_factory, names):
    root = tmp_path_factory.mktemp("tree")
    for name in names:
        path = root.joinpath(*name)
        if any(parent.is_file() for parent in path.parents) or path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    files = {str(path.relative_to(root)) for path in root.rglob("*") if stat.S_ISREG(path.stat().st_mode)}
    found = list(walk([str(root)]))
    assert len(found) == len(files)
    assert {item.path for item in found} == files
    assert found == list(walk([str(root)]))
