"""The compiled ways of what is asked of each file give what their twins in Python give."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from piiscan.model import Source
from piiscan.sources import kernel
from piiscan.sources.base import stamp_of
from piiscan.sources.local import NO_STAMP, read_at_once, read_by_calls
from piiscan.titles import may_hold, may_hold_by_search

pytestmark = pytest.mark.skipif(kernel.read_whole is None, reason="the kernel was not built here")
MOST = 4096


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from("0123456789" * 2 + "ab-._/ \n\0é٣\udcff"), max_size=24))
def test_whether_a_name_may_have_a_number_in_it(name):
    assert may_hold(name) is may_hold_by_search(name)
    assert kernel.may_hold(name) in {None, may_hold_by_search(name)}
    assert not name.isascii() or kernel.may_hold(name) is not None


def test_a_name_is_text():
    with pytest.raises(TypeError):
        kernel.may_hold(b"123")


def both(source):
    """What is read of a file: compiled, and by calls of the system one by one."""
    read = read_at_once(source, MOST)
    try:
        assert read == read_by_calls(source, MOST)
    except ValueError:  # a name that no file can have
        assert read is None
    return read


def listed(path):
    status = path.lstat()
    return Source(str(path.parent), path.name, str(path), status.st_size, stamp_of(status))


@pytest.mark.parametrize("data", [b"", b"a", b"a few words\n", bytes(range(256)), b"x" * MOST])
@pytest.mark.parametrize("name", ["a.txt", "Größe", os.fsdecode(b"\xff.txt")])
def test_a_file_is_read_whole(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    source = listed(path)
    assert both(source) == data
    assert both(replace(source, stamp=NO_STAMP)) == data
    assert both(replace(source, stamp=(*source.stamp[:2], 1, 1))) == data  # written to since, which is told by its size


def test_so_is_one_whose_access_may_not_be_hidden(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a few words\n")
    asked = []
    honest = kernel.read_whole
    monkeypatch.setattr(kernel, "read_whole", lambda *known: asked.append(known) or honest(*known))
    assert both(listed(path)) == b"a few words\n"
    ((_, flags, quietly, *_),) = asked
    assert flags & os.O_NOFOLLOW
    assert flags & os.O_NONBLOCK
    assert flags & os.O_CLOEXEC
    assert quietly == getattr(os, "O_NOATIME", 0)


def test_reading_leaves_no_trace(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a few words\n")
    os.utime(path, ns=(1, path.stat().st_mtime_ns))
    opened = len(os.listdir("/dev/fd"))  # noqa: PTH208
    assert both(listed(path)) == b"a few words\n"
    assert path.stat().st_atime_ns == 1 or not hasattr(os, "O_NOATIME")
    assert len(os.listdir("/dev/fd")) == opened  # noqa: PTH208


def test_what_is_not_the_file_that_was_listed_is_not_read(tmp_path):
    path, other, link, pipe = (tmp_path / name for name in ("a.txt", "b.txt", "link", "pipe"))
    path.write_bytes(b"a few words\n")
    source = listed(path)
    link.symlink_to(path)
    os.mkfifo(pipe)
    with (tmp_path / "hole").open("wb") as hole:
        hole.truncate(MOST)
    (tmp_path / "large").write_bytes(b"x" * (MOST + 1))
    named = [
        replace(source, opens=str(other)),
        replace(source, opens=str(link)),
        replace(source, opens=str(pipe), stamp=NO_STAMP),
        replace(source, opens=str(tmp_path), stamp=NO_STAMP),
        replace(source, opens=str(tmp_path / "hole"), stamp=NO_STAMP),
        replace(source, opens=str(tmp_path / "large"), stamp=NO_STAMP),  # it has grown
        replace(source, opens=f"{path}\0"),
        replace(source, opens="/proc/self/mem", stamp=NO_STAMP),
        replace(source, stamp=(source.stamp[0], source.stamp[1] + 1, 0, 0)),
        replace(source, stamp=(source.stamp[0] + 1, source.stamp[1], 0, 0)),
    ]
    assert [both(each) for each in named] == [None] * len(named)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_not(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a few words\n")
    path.chmod(0)
    assert both(listed(path)) is None
