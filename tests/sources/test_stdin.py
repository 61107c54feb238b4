"""Standard input: a source like any other, that other processes can open and that leaves nothing behind."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from open_handles import handles

from piiscan import sources
from piiscan.sources import Choice, SourceError, changed, found, open_source, stdin


def content(source) -> bytes:
    with open_source(source) as stream:
        return stream.read()


@pytest.mark.parametrize("memory", [100, 10_000], ids=["on disk", "in memory"])
def test_it_is_read_whole_and_again(memory):
    text = bytes(range(256)) * 20
    with stdin.spooled(io.BytesIO(text), memory=memory) as source:
        assert (source.root, source.path, source.size) == ("-", "-", len(text))
        for _ in range(2):
            with open_source(source) as stream:
                assert stream.read() == text
                assert not changed(source, stream)


@pytest.mark.parametrize("memory", [1, 100], ids=["on disk", "in memory"])
def test_another_process_can_open_it(memory):
    program = "import sys; sys.stdout.write(open(sys.argv[1]).read())"
    with stdin.spooled(io.BytesIO(b"hello"), memory=memory) as source:
        done = subprocess.run([sys.executable, "-c", program, source.opens], capture_output=True, check=True)
    assert done.stdout == b"hello"


def test_nothing_is_left_and_nothing_has_a_name(tmp_path, monkeypatch):
    monkeypatch.setattr(stdin.tempfile, "tempdir", str(tmp_path))
    before = handles()
    with stdin.spooled(io.BytesIO(b"x" * 100), memory=10):
        assert list(tmp_path.iterdir()) == []
    assert handles() <= before


def test_without_proc_it_is_a_private_file_that_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(stdin.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(stdin, "_handles", lambda: Path("/nonexistent"))
    with stdin.spooled(io.BytesIO(b"hello"), memory=0) as source:
        path = Path(source.opens)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert content(source) == b"hello"
    assert list(tmp_path.iterdir()) == []


def test_a_spool_that_cannot_be_written_is_an_error_of_its_own():
    class Full(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError(28, "No space left on device")

    with pytest.raises(SourceError, match="ENOSPC"), stdin.spooled(Full()):
        pass


def test_it_is_found_once_among_other_paths(tmp_path, monkeypatch):
    (tmp_path / "f").write_text("file")
    monkeypatch.setattr(stdin.sys, "stdin", io.TextIOWrapper(io.BytesIO(b"input")))
    with found([str(tmp_path), "-", "-"], Choice(stdin_filename="mail.eml")) as items:
        seen = list(items)
        assert [(item.root, item.path) for item in seen] == [("-", "mail.eml"), (str(tmp_path), "f")]
        assert [content(item) for item in seen] == [b"input", b"file"]


def test_a_closed_standard_input_is_an_error(monkeypatch):
    monkeypatch.setattr(stdin.sys, "stdin", None)
    with pytest.raises(SourceError), found(["-"]):
        pass


def test_a_path_that_does_not_exist_stops_the_run_before_standard_input_is_read(monkeypatch):
    text = io.BytesIO(b"input")
    monkeypatch.setattr(stdin.sys, "stdin", io.TextIOWrapper(text))
    with pytest.raises(SourceError), found(["-", "/nonexistent/path"]):
        pass
    assert text.tell() == 0


def test_the_last_scheme_claims_every_path():
    assert sources.SOURCES[-1].claims("anything at all")
    assert [scheme.name for scheme in sources.SOURCES] == ["stdin", "git-history", "database", "remote", "local"]
