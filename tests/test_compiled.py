"""Kept patterns: found again, never believed when anything is wrong with them, and never in anybody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from piiscan import compiled
from piiscan.config import Config
from piiscan.model import Outcome, Source
from piiscan.scan import scan_one

hyperscan = pytest.importorskip("hyperscan")
PATTERNS = (rb"[0-9]{3}-[0-9]{2}", b"piis", b"can")
TEXT = b"a piiscan of 123-45 and PIISCAN"
FOUND = [(1, 6), (2, 9), (0, 19)]


class Counted(hyperscan.Database):
    compilations = 0

    def compile(self, *args, **kwargs):
        type(self).compilations += 1
        return super().compile(*args, **kwargs)


@pytest.fixture
def place(tmp_path, monkeypatch):
    folder = tmp_path / "cache" / "patterns"
    monkeypatch.setenv(compiled.VARIABLE, str(folder))
    monkeypatch.setattr(Counted, "compilations", 0)
    monkeypatch.setattr(hyperscan, "Database", Counted)
    return folder


def hits(flags=0, patterns=PATTERNS):
    found = []
    database = compiled.database(patterns, flags)
    database.scan(TEXT, match_event_handler=lambda which, _start, end, *_: found.append((which, end)))
    return found


def test_what_was_compiled_once_is_found_again_and_answers_alike(place):
    assert [hits(), hits(), hits()] == [FOUND] * 3
    assert Counted.compilations == 1
    (kept,) = place.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (place, place.parent)} == {0o700}


def test_other_patterns_flags_and_libraries_are_other_databases(place, monkeypatch):
    hits()
    assert hits(hyperscan.HS_FLAG_CASELESS) == [*FOUND, (1, 28), (2, 31)]
    assert hits(patterns=PATTERNS[::-1]) == [(1, 6), (0, 9), (2, 19)]
    monkeypatch.setattr(hyperscan, "__version__", "0.0.1")
    assert hits() == FOUND
    assert (Counted.compilations, len(list(place.iterdir()))) == (4, 4)


def spoilt(text):
    """The text of a kept file, wrong in each way it may be."""
    mark, letters = text.splitlines()
    other = b"h" if letters[-1:] == b"g" else b"g"
    return {
        "empty": b"",
        "cut off": text[: len(text) // 2],
        "without its end": text[:-3],
        "one letter changed": text[:-2] + other + b"\n",
        "another checksum": mark + b"\n" + b"g" * 64 + letters[64:] + b"\n",
        "of another kind": b"SQLite format 3\0" + text,
        "not letters": mark + b"\n\xff\xfe" + letters[2:] + b"\n",
        "too long": text + b"g" * compiled._LARGEST,
    }


@pytest.mark.parametrize("how", list(spoilt(b"\n\n")))
def test_a_file_that_is_not_as_it_was_written_is_written_anew(place, how):
    hits()
    (kept,) = place.iterdir()
    text = kept.read_bytes()
    kept.write_bytes(spoilt(text)[how])
    assert (hits(), Counted.compilations) == (FOUND, 2)
    assert kept.read_bytes() == text
    assert (hits(), Counted.compilations) == (FOUND, 2)


def test_a_database_under_the_name_of_another_is_none(place):
    hits()
    (first,) = place.iterdir()
    hits(hyperscan.HS_FLAG_CASELESS)
    (second,) = set(place.iterdir()) - {first}
    first.write_bytes(second.read_bytes())
    assert (hits(), Counted.compilations) == (FOUND, 3)


def test_what_others_could_have_written_is_not_loaded(place):
    hits()
    (kept,) = place.iterdir()
    kept.chmod(0o620)
    assert (hits(), Counted.compilations) == (FOUND, 2)
    assert kept.stat().st_mode & 0o777 == 0o600  # its own again: renamed over it
    place.chmod(0o772)
    assert (hits(), hits(), Counted.compilations) == (FOUND, FOUND, 4)
    place.chmod(0o700)
    assert (hits(), Counted.compilations) == (FOUND, 4)


def test_a_link_is_not_followed(place, tmp_path):
    hits()
    (kept,) = place.iterdir()
    moved = kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(moved)
    assert (hits(), Counted.compilations) == (FOUND, 2)
    assert not kept.is_symlink()
    kept.unlink()
    os.link(moved, kept)
    assert (hits(), Counted.compilations) == (FOUND, 3)
    place.rename(place.with_name("real"))
    place.symlink_to(place.with_name("real"))
    assert (hits(), Counted.compilations) == (FOUND, 4)


def test_files_and_folders_of_another_user_are_left_alone(place, monkeypatch):
    hits()
    (kept,) = place.iterdir()
    before = kept.read_bytes(), kept.stat()
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)
    assert (hits(), Counted.compilations) == (FOUND, 2)
    assert (kept.read_bytes(), kept.stat()) == before
    monkeypatch.setenv(compiled.VARIABLE, str(place.parent / "new"))
    assert hits() == FOUND
    assert not (place.parent / "new").exists()


@pytest.mark.parametrize("asked", ["off", "patterns", "/proc/nothing/here", "/dev/null", "/dev/null/patterns"])
def test_without_a_place_to_keep_them_they_are_compiled(place, monkeypatch, asked):
    monkeypatch.setenv(compiled.VARIABLE, asked)
    monkeypatch.chdir(place.parent.parent)
    assert (hits(), hits(), Counted.compilations) == (FOUND, FOUND, 2)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("call", ["mkdir", "replace", "open", "listdir"])
def test_a_full_or_read_only_disk_is_no_matter(place, monkeypatch, call):
    def fails(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fails)
    assert hits() == FOUND
    monkeypatch.undo()
    assert [path for path in place.parent.rglob("*.*") if path.is_file()] == []  # no draft is left


def test_files_that_nobody_asks_for_go_and_others_stay(place, monkeypatch):
    monkeypatch.setattr(compiled, "_KEPT", 3)
    place.mkdir(parents=True, mode=0o700)
    (place / "notes.txt").write_text("not its own")
    names = []
    for number in range(5):
        hits(patterns=(*PATTERNS, b"%d" % number))
        (new,) = {path.name for path in place.iterdir()} - {*names, "notes.txt"}
        os.utime(place / new, (number, number))
        names.append(new)
    assert {path.name for path in place.iterdir()} == {*names[-3:], "notes.txt"}


@pytest.mark.usefixtures("place")
def test_the_users_cache_directory_is_meant_if_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv(compiled.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    hits()
    assert len(list((tmp_path / "mine" / "piiscan" / "patterns").iterdir())) == 1


@pytest.mark.long
def test_processes_that_compile_at_once_do_each_other_no_harm(place):
    code = "from piiscan.matcher.stems import stems; print(stems(frozenset({0}))(b' ssn 1').start)"
    command = [sys.executable, "-P", "-c", code]
    home = {**os.environ, "PYTHONPATH": str(Path(compiled.__file__).parents[1])}
    running = [subprocess.Popen(command, env=home, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate(timeout=120)[0] for process in running}
    assert said == {"[1 1]\n"}
    assert len(list(place.iterdir())) == 1


@pytest.mark.long
def test_workers_with_all_their_limits_keep_and_find_them(place, tmp_path):
    (tmp_path / "a.txt").write_text("Ann Lee, SSN 219-09-9998\n" + "x" * 40_000)
    command = [
        sys.executable,
        "-P",
        "-m",
        "piiscan",
        "scan",
        "--workers",
        "1",
        "-q",
        "-f",
        "csv",
        str(tmp_path / "a.txt"),
    ]
    home = {**os.environ, "PYTHONPATH": str(Path(compiled.__file__).parents[1])}

    def scan():
        return subprocess.run(command, check=False, env=home, stdout=subprocess.PIPE, timeout=120).stdout

    first = scan()
    kept = {path.name: path.stat().st_mtime_ns for path in place.iterdir()}
    assert b"personal_information" in first
    assert kept
    assert (scan(), {path.name: path.stat().st_mtime_ns for path in place.iterdir()}) == (first, kept)


def test_who_scans_the_cache_finds_texts_without_findings(place):
    from piiscan.formats.encoded import triggers as encoded_triggers

    encoded_triggers._hyperscan()
    (kept,) = place.iterdir()
    size = kept.stat().st_size
    (said,) = scan_one(Source(str(place), kept.name, str(kept), size), Config())
    assert isinstance(said, Outcome)
    assert (said.status.value, said.media_type, said.counts) == ("scanned", "text/plain", {})
    assert 10_000 < size < 400_000
