"""Nothing is imported from the directory that is scanned, by the program or by its workers (S7)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import piiscan
from piiscan.engines import process

HOME = str(Path(piiscan.__file__).parent.parent)
TRAPS = """
_strptime base64 bisect calendar charset_normalizer click colorsys compression csv ctypes datetime decimal email fractions gzip
hashlib hmac html importlib_metadata inspect json locale lxml mimetypes numpy openpyxl pathlib pathspec pickle platform
queue random regex resource secrets select selectors shutil signal socket sqlite3 statistics string struct subprocess
tempfile textwrap tomllib traceback unicodedata uuid xml zipfile zlib
""".split()  # noqa: SIM905 - a table


@pytest.fixture
def evil(tmp_path):
    """A directory to scan, with modules in it that leave a trace when they are run."""
    folder = tmp_path / "evil"
    folder.mkdir()
    for name in TRAPS:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'a').write({name + ' '!r})\n")
    (folder / "a.csv").write_text("name,ssn\nAnn Lee,010-94-0001\n")
    return folder


def scan(evil, *command, **environment):
    done = subprocess.run(
        [sys.executable, *command, "scan", "-j1", "-q", "-f", "jsonl", "."],
        cwd=evil, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    sprung = evil.parent / "sprung"
    assert not sprung.exists(), sprung.read_text()
    assert done.returncode == 1, done.stderr
    assert '"type":"finding"' in done.stdout


def test_the_module_does_not_import_from_the_current_directory(evil):
    scan(evil, "-m", "piiscan", PYTHONPATH=HOME)


def test_the_command_does_not_import_from_the_current_directory(evil, tmp_path):
    command = tmp_path / "bin" / "piiscan"
    command.parent.mkdir()
    command.write_text("import sys\nfrom piiscan.cli import main\nsys.exit(main())\n")
    scan(evil, str(command), PYTHONPATH=HOME)


def test_a_worker_has_no_place_to_import_from_that_depends_on_where_it_was_started(monkeypatch):
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert "" not in process._import_path()
    assert str(Path.cwd()) not in set(process._import_path()) - {HOME}


def test_piiscan_runs_from_where_its_source_is(evil):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "piiscan", "scan", "-j1", "-q", evil],
        cwd=HOME, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
