"""What was read is in no message, whatever breaks where (S3): every error path is given a number to say, and is searched."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

import piiscan
from piiscan import small

from .breaker import BREAKER, SECRET

pytestmark = pytest.mark.long

HOME = str(Path(piiscan.__file__).parent.parent)
KINDS = ["unicode", "json", "int", "key", "os", "panic", "exit", "group", "thread", "plain"]
PLACES = [
    "piiscan.scan.identify_blob",  # a parser
    "piiscan.scan.open_source",  # before anything is caught for the file
    "piiscan.scan.finish",  # the classification
    "piiscan.stream._finding",  # the record
    "piiscan.engines.worker._ready",  # the start of a worker
    "piiscan.cli.run.run_record",  # the parent, at the head
    "piiscan.reporters.jsonl.write",  # the report
    "piiscan.sources.walk.stamp_of",  # the walker
]


@pytest.fixture
def broken(tmp_path):
    """Run piiscan on a file while something is broken. Everything that it leaves is searched."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BREAKER)
    for name in ("home", "tmp", "out", "share"):
        (tmp_path / name).mkdir()
    for name in KINDS:
        (tmp_path / "share" / name).write_text(f"name,ssn\nAnn Lee,{SECRET}\n")

    def run(where, *arguments, command="scan"):
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp"),
            "PYTHONPATH": f"{tmp_path / 'site'}:{HOME}", "BREAK": where, "PIISCAN_DEBUG": "1",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "piiscan", command, *arguments],
            env=environment, cwd=tmp_path / "out", capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        left = [
            path.read_bytes()
            for name in ("tmp", "out", "home")
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        ]
        return done, b"\n".join([done.stdout, done.stderr, *left])

    return run


def shapes(number):
    plain = number.replace("-", "")
    texts = [number, plain]
    yield from (text.encode() for text in texts)
    yield from (text.encode(code) for text in texts for code in ("utf-16-le", "utf-16-be"))
    yield from (base64.b64encode(text.encode())[:10] for text in texts)
    yield from (text.encode().hex().encode() for text in texts)


def check(done, told):
    assert [shape for shape in shapes(SECRET) if shape in told] == []
    assert b"Traceback" not in told
    assert done.returncode in {1, 2, 3}


@pytest.mark.parametrize("workers", [0, 1])
def test_a_parser_that_falls_over_tells_nothing(broken, workers, tmp_path):
    for file in (tmp_path / "share").iterdir():  # what is small is told by its first bytes, at a glance
        file.write_text(file.read_text().ljust(small.LARGEST + 1, "\n"))
    done, told = broken("piiscan.scan.identify_blob", f"-j{workers}", "-f", "jsonl", "-o", "report", "../share")
    check(done, told)
    assert done.returncode == 1  # what is text all the same was read as raw bytes
    assert told.count(b'"reason":"bug"') == len(KINDS) - 1
    assert told.count(b'"reason":"unreadable"') == 1  # of the one that was an OSError


@pytest.mark.parametrize("place", PLACES)
def test_whatever_falls_over_tells_nothing(broken, place):
    check(*broken(place, "-j1", "-f", "jsonl", "-o", "report", "../share"))


@pytest.mark.parametrize("place", ["piiscan.explain.scan_one", "piiscan.explain.render.write"])
def test_an_explanation_that_falls_over_tells_nothing(broken, place):
    done, told = broken(place, "../share/plain", command="explain")
    check(done, told)
    assert done.returncode == 2


def test_with_nothing_broken_the_number_is_not_told_either(broken):
    check(*broken("", "-j1", "-f", "jsonl", "-o", "report", "../share"))
    check(*broken("", "-j0", "../share"))
    done, told = broken("", "../share/plain", command="explain")
    assert done.returncode == 0
    assert SECRET.encode() not in told
