"""The key file: made once, safely; refused where others could have read it."""

import os
import stat
import threading
from pathlib import Path

import pytest

from piiscan.keys import LENGTH, KeyFileError, key_id, own_key, read_key


def key_file(tmp_path, content=bytes(range(32)), mode=0o600):
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_a_key_is_the_bytes_of_its_file(tmp_path):
    assert read_key(key_file(tmp_path, b"k" * 40 + b"\n")) == b"k" * 40 + b"\n"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_key_others_can_reach_is_refused(tmp_path, mode):
    with pytest.raises(KeyFileError, match="others can read it"):
        read_key(key_file(tmp_path, mode=mode))


@pytest.mark.parametrize("length", [0, 1, 31])
def test_a_short_key_is_refused(tmp_path, length):
    with pytest.raises(KeyFileError, match=f"{length} bytes, but a key has at least 32"):
        read_key(key_file(tmp_path, b"k" * length))


def test_a_file_that_is_no_key_is_refused(tmp_path):
    with pytest.raises(KeyFileError, match="more than 4096"):
        read_key(key_file(tmp_path, bytes(5000)))


def test_a_link_to_a_key_is_refused(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(key_file(tmp_path))
    with pytest.raises(KeyFileError, match="symbolic link"):
        read_key(str(link))


def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "fifo", 0o600)
    with pytest.raises(KeyFileError, match="not a regular file"):
        read_key(str(tmp_path / "fifo"))


def test_a_key_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(KeyFileError, match="No such file"):
        read_key(str(tmp_path / "missing"))
    assert not (tmp_path / "missing").exists()


def test_the_error_holds_no_byte_of_the_key(tmp_path):
    with pytest.raises(KeyFileError) as caught:
        read_key(key_file(tmp_path, b"secretsecret"))
    assert "secret" not in str(caught.value)


def test_the_own_key_is_made_once(tmp_path):
    directory = tmp_path / "config" / "piiscan"
    old = os.umask(0)
    try:
        key, path, made = own_key(str(directory))
    finally:
        os.umask(old)
    assert made
    assert len(key) == LENGTH
    assert len(set(key)) > 8
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert own_key(str(directory)) == (key, path, False)
    assert [file.name for file in directory.iterdir()] == ["key"]


def test_the_own_key_is_checked_like_any_other(tmp_path):
    key_file(tmp_path, mode=0o644)
    with pytest.raises(KeyFileError, match="others can read it"):
        own_key(str(tmp_path))


def test_a_dangling_link_is_not_written_through(tmp_path):
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFileError, match="symbolic link"):
        own_key(str(tmp_path))
    assert not (tmp_path / "elsewhere").exists()


def test_first_runs_at_once_get_one_key(tmp_path):
    start = threading.Barrier(8)
    results = []

    def first_run():
        start.wait()
        results.append(own_key(str(tmp_path / "piiscan")))

    threads = [threading.Thread(target=first_run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len({key for key, _, _ in results}) == 1
    assert sum(made for _, _, made in results) == 1
    assert [file.name for file in (tmp_path / "piiscan").iterdir()] == ["key"]


def test_without_hard_links_the_key_is_made_all_the_same(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    key, path, made = own_key(str(tmp_path / "piiscan"))
    assert made
    assert own_key(str(tmp_path / "piiscan")) == (key, path, False)
    assert [file.name for file in (tmp_path / "piiscan").iterdir()] == ["key"]


def test_where_no_key_can_be_kept_the_way_out_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileError, match="--key-file"):
        own_key(str(tmp_path / "file" / "piiscan"))


def test_the_id_of_a_key_depends_on_all_of_it():
    assert len(key_id(bytes(32))) == 8
    assert key_id(bytes(32)) != key_id(bytes(31) + b"\x01")
