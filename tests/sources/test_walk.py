"""The walker: everything once, in order, nothing passed over in silence."""

import os
import socket

import pytest
from walk_help import content, make, outcomes, paths

from piiscan.model import Outcome, Reason, Source
from piiscan.sources import Choice, SourceError, compile_filters
from piiscan.sources import walk as walk_module
from piiscan.sources.walk import walk


def test_files_come_before_directories_in_order_of_bytes(tmp_path):
    make(tmp_path, "b", "a/2", "a/1", "Z", "a/sub/x", "é", "z/q")
    assert paths(walk([str(tmp_path)])) == ["Z", "b", "é", "a/1", "a/2", "a/sub/x", "z/q"]


def test_a_source_carries_what_the_walker_saw(tmp_path):
    make(tmp_path, "d/f.txt")
    (source,) = walk([str(tmp_path)])
    status = (tmp_path / "d/f.txt").stat()
    assert source == Source(
        root=str(tmp_path),
        path="d/f.txt",
        opens=f"{tmp_path}/d/f.txt",
        size=status.st_size,
        stamp=(status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns),
    )


def test_a_file_as_root_goes_by_its_own_name(tmp_path, monkeypatch):
    make(tmp_path, "d/f.txt")
    monkeypatch.chdir(tmp_path)
    (source,) = walk(["d/f.txt"])
    assert (source.root, source.path, source.opens) == ("d/f.txt", "f.txt", f"{tmp_path}/d/f.txt")


def test_a_link_named_by_the_operator_is_followed(tmp_path):
    make(tmp_path, "real/f.txt")
    (tmp_path / "dir").symlink_to("real")
    (tmp_path / "file").symlink_to("real/f.txt")
    assert paths(walk([str(tmp_path / "dir")])) == ["f.txt"]
    (source,) = walk([str(tmp_path / "file")])
    assert source.path == "file"
    assert content(source) == b"real/f.txt"


def test_a_relative_root_opens_from_anywhere(tmp_path, monkeypatch):
    make(tmp_path, "d/f.txt")
    monkeypatch.chdir(tmp_path)
    (source,) = walk(["."])
    monkeypatch.chdir("/")
    assert content(source) == b"d/f.txt"


@pytest.mark.parametrize("bad", ["nothing-here", "", "f/below-a-file", "nul\0byte"])
def test_a_path_that_does_not_exist_is_an_error_before_anything_is_read(tmp_path, monkeypatch, bad):
    make(tmp_path, "f")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError):
        walk(["f", bad])


def test_a_dangling_link_as_root_is_an_error(tmp_path):
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(SourceError):
        walk([str(tmp_path / "link")])


def test_links_are_listed_and_not_followed(tmp_path):
    make(tmp_path / "in", "f")
    make(tmp_path / "out", "secret")
    for name, target in {"up": "..", "self": "self", "dangling": "x", "dir": "../out", "file": "f"}.items():
        (tmp_path / "in" / name).symlink_to(target)
    items = list(walk([str(tmp_path / "in")]))
    assert paths(items) == ["f"]
    expected = (Reason.EXCLUDED, "symbolic link, not followed")
    assert outcomes(items) == dict.fromkeys(["up", "self", "dangling", "dir", "file"], expected)


def test_special_files_are_named_and_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "fifo")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert outcomes(walk([str(tmp_path)])) == {
            "fifo": (Reason.SPECIAL, "FIFO"),
            "socket": (Reason.SPECIAL, "socket"),
        }
    assert outcomes(walk(["fifo"])) == {"fifo": (Reason.SPECIAL, "FIFO")}
    assert outcomes(walk(["/dev/null"])) == {"null": (Reason.SPECIAL, "character device")}


def test_overlapping_roots_are_walked_once(tmp_path):
    make(tmp_path, "a/1", "a/b/2")
    top, inner = str(tmp_path), str(tmp_path / "a/b")
    again = (Reason.EXCLUDED, "already walked (overlapping paths or a bind mount)")
    items = list(walk([inner, top, top]))
    assert paths(items) == ["2", "a/1"]
    seen = [(i.source.root, i.source.path) for i in items if isinstance(i, Outcome)]
    assert seen == [(top, "a/b/"), (top, "./")]
    assert {(i.reason, i.detail) for i in items if isinstance(i, Outcome)} == {again}


@pytest.mark.parametrize("file_first", [True, False])
def test_a_file_given_beside_its_directory_is_read_once(tmp_path, file_first):
    make(tmp_path, "d/f", "d/g")
    roots = [str(tmp_path / "d/f"), str(tmp_path / "d"), str(tmp_path / "d/f")]
    items = list(walk(roots if file_first else roots[1:]))
    assert sorted(paths(items)) == ["f", "g"]
    same = [i.detail for i in items if isinstance(i, Outcome)]
    assert same == ["same file as f"] * (2 if file_first else 1)


def test_a_hard_linked_file_is_read_once_and_all_its_names_are_listed(tmp_path):
    make(tmp_path, "a", "d/other")
    for name in ["b", "d/c"]:
        os.link(tmp_path / "a", tmp_path / name)
    items = list(walk([str(tmp_path)]))
    assert paths(items) == ["a", "d/other"]
    assert outcomes(items) == dict.fromkeys(["b", "d/c"], (Reason.EXCLUDED, "same file as a"))


def test_beyond_the_cap_hard_links_are_read_again_rather_than_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(walk_module, "NAMES_KEPT", 1)
    make(tmp_path, "a", "b")
    os.link(tmp_path / "a", tmp_path / "a2")
    os.link(tmp_path / "b", tmp_path / "b2")
    items = list(walk([str(tmp_path)]))
    assert paths(items) == ["a", "b", "b2"]
    assert list(outcomes(items)) == ["a2"]


def test_the_tools_own_output_is_left_out(tmp_path):
    make(tmp_path, "report.jsonl", "f")
    status = (tmp_path / "report.jsonl").stat()
    items = list(walk([str(tmp_path)], Choice(skip={(status.st_dev, status.st_ino)})))
    assert paths(items) == ["f"]
    assert outcomes(items) == {"report.jsonl": (Reason.EXCLUDED, "written by this run")}


def test_another_file_system_is_left_out_on_request(tmp_path, monkeypatch):
    make(tmp_path, "mnt/f", "g")
    real = os.fstat

    def elsewhere(handle):
        status = real(handle)
        if status.st_ino == (tmp_path / "mnt").stat().st_ino:
            return os.stat_result([*status[:2], 12345, *status[3:]])
        return status

    monkeypatch.setattr(walk_module.os, "fstat", elsewhere)
    items = list(walk([str(tmp_path)], Choice(one_file_system=True)))
    assert paths(items) == ["g"]
    assert outcomes(items) == {"mnt/": (Reason.EXCLUDED, "on another file system")}


def test_filters_name_the_pattern_and_prune_directories(tmp_path, monkeypatch):
    make(tmp_path, "a.txt", "a.log", "keep.log", "build/x.txt", "build/deep/y", "src/build.txt")
    entered = []
    real = walk_module.list_names
    monkeypatch.setattr(walk_module, "list_names", lambda frame: (entered.append(frame.prefix), real(frame))[1])
    filters = compile_filters(exclude=["*.log", "!keep.log", "build/"])
    items = list(walk([str(tmp_path)], Choice(filters=filters)))
    assert paths(items) == ["a.txt", "keep.log", "src/build.txt"]
    assert outcomes(items) == {
        "a.log": (Reason.EXCLUDED, "--exclude *.log"),
        "build/": (Reason.EXCLUDED, "--exclude build/"),
    }
    assert entered == ["", "src/"]


def test_a_file_named_on_the_command_line_is_not_filtered(tmp_path):
    make(tmp_path, "a.log")
    choice = Choice(filters=compile_filters(exclude=["*.log"]))
    assert paths(walk([str(tmp_path / "a.log")], choice)) == ["a.log"]
