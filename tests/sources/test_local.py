"""Opening a target: only what was listed, only regular files, and with an eye on changes."""

import io
import os

import pytest
from open_handles import handles

from piiscan.model import Reason, Source, Unscannable
from piiscan.sources import changed, local, open_source, walk


def listed(path) -> Source:
    (source,) = walk.walk([str(path)])
    return source


def refused(source) -> Unscannable:
    with pytest.raises(Unscannable) as caught:
        open_source(source)
    return caught.value


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "f.txt"
    path.write_bytes(b"one two three")
    return path


def test_the_stream_is_raw_and_at_the_beginning(target):
    with open_source(listed(target)) as stream:
        assert isinstance(stream, io.RawIOBase)
        buffer = bytearray(7)
        assert stream.readinto(buffer) == 7
        assert buffer == b"one two"
        assert not stream.writable()
        assert not os.get_inheritable(stream.fileno())


def test_a_source_without_a_stamp_can_be_opened(target):
    with open_source(Source("r", "f.txt", str(target), 13)) as stream:
        assert stream.read() == b"one two three"


def test_a_file_replaced_since_it_was_listed_is_not_read(target):
    source = listed(target)
    other = target.with_name("other")
    other.write_bytes(b"something else")
    other.rename(target)
    assert refused(source).reason is Reason.CHANGED


def test_a_file_that_is_gone_is_changed(target):
    source = listed(target)
    target.unlink()
    assert (refused(source).reason, refused(source).detail) == (Reason.CHANGED, "gone since it was listed")


def test_a_fifo_in_the_place_of_the_file_does_not_block(target):
    source = listed(target)
    target.unlink()
    os.mkfifo(target)
    assert refused(source).reason is Reason.SPECIAL


def test_a_directory_or_device_in_the_place_of_the_file(target):
    source = listed(target)
    target.unlink()
    target.mkdir()
    assert refused(source).detail.startswith("directory")
    assert refused(Source("r", "null", "/dev/null", 0)).detail.startswith("character device")


def test_a_link_in_the_place_of_the_file_is_not_followed(target):
    source = listed(target)
    moved = target.rename(target.with_name("moved"))
    target.symlink_to(moved)
    refusal = refused(source)
    assert (refusal.reason, refusal.detail) == (Reason.UNREADABLE, "ELOOP")


def test_a_file_that_may_not_be_read_says_which_error(target, monkeypatch):
    source = listed(target)

    def refuse(path, *_args, **_kwargs):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(local.os, "open", refuse)
    refusal = refused(source)
    assert (refusal.reason, refusal.detail) == (Reason.UNREADABLE, "EACCES")


def test_where_the_access_time_must_be_touched_the_file_is_read_all_the_same(target, monkeypatch):
    """C11: O_NOATIME is EPERM for files of other owners."""
    source, real, flags = listed(target), os.open, []

    def only_plain(path, flag, **kwargs):
        flags.append(flag)
        if flag & local.NOATIME:
            raise PermissionError(1, "Operation not permitted", path)
        return real(path, flag, **kwargs)

    monkeypatch.setattr(local.os, "open", only_plain)
    with open_source(source) as stream:
        assert stream.read() == b"one two three"
    assert [bool(flag & local.NOATIME) for flag in flags] == [True, False]


def test_an_undisturbed_file_has_not_changed(target):
    source = listed(target)
    with open_source(source) as stream:
        stream.read()
        assert not changed(source, stream)


@pytest.mark.parametrize(
    "disturb",
    [
        lambda path: path.open("ab").write(b"more"),
        lambda path: path.open("r+b").truncate(3),
        lambda path: path.open("r+b").write(b"ONE"),
        lambda path: os.utime(path, ns=(1, 1)),
        lambda path: path.unlink(),
    ],
    ids=["grown", "cut", "rewritten", "touched", "deleted"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_file_altered_while_it_is_read_has_changed(target, disturb):
    os.utime(target, ns=(10**18, 10**18))
    source = listed(target)
    with open_source(source) as stream:
        stream.read(3)
        disturb(target)
        assert changed(source, stream)


def test_a_file_cut_short_while_it_is_read_ends_and_does_not_kill(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(b"x" * (1 << 20))
    with open_source(listed(path)) as stream:
        assert len(stream.read(1000)) == 1000
        os.truncate(path, 500)
        assert stream.read(1000) == b""


def test_a_foreign_stream_is_compared_with_the_walkers_look(target):
    source = listed(target)
    with target.open("rb") as stream:
        assert not changed(source, stream)
        os.utime(target, ns=(1, 1))
        assert changed(source, stream)


def test_no_handle_is_left_when_a_source_is_refused(target):
    source = listed(target)
    target.rename(target.with_name("moved"))
    target.write_bytes(b"new")
    before = handles()
    for _ in range(5):
        refused(source)
    assert handles() <= before


def test_the_error_carries_no_system_text(target):
    source = listed(target)
    target.unlink()
    assert str(target) not in str(refused(source))
