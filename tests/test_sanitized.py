"""The loops in C touch nothing beyond what they are given: built so that the compiler's own checks see each access."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import piiscan

ROOT = Path(__file__).parents[1]
PACKAGE = Path(piiscan.__file__).parent
ROOMS = ("formats", "matcher", "pairing/tables", "sources")
TESTS = (
    "matcher/test_survey.py",
    "formats/test_kernel.py",
    "formats/test_sqlite_cells.py",
    "formats/test_glance.py",
    "pairing/test_cell_kernel.py",
    "pairing/test_object_kernel.py",
    "pairing/test_line_kernel.py",
    "sources/test_kernel_files.py",
)
CHECKS = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")
COMPILER = shutil.which("gcc")

pytestmark = pytest.mark.skipif(COMPILER is None, reason="no gcc here")


def compiled(*options: str | Path) -> str:
    """What the compiler says."""
    include = sysconfig.get_path("include")
    done = subprocess.run(
        [COMPILER, "-fPIC", f"-I{include}", *map(str, options)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.stderr if done.returncode or done.stderr else ""


def libraries() -> list[str]:
    found = [
        subprocess.run(
            [COMPILER, f"-print-file-name={name}.so"], capture_output=True, text=True, timeout=100, check=True
        ).stdout.strip()
        for name in ("libasan", "libubsan")
    ]
    return [name for name in found if Path(name).is_absolute()]


@pytest.mark.parametrize("room", ROOMS)
def test_no_compiler_warns(room):
    assert not compiled("-Wall", "-Wextra", "-Wshadow", "-Wvla", "-O2", "-fsyntax-only", PACKAGE / room / "_kernel.c")


@pytest.mark.parametrize("room", ROOMS)
def test_what_any_python_builds_all_can_load(room):
    """What has a size beside a text is read by other functions in what Python 3.11 builds than in what 3.13 does."""
    source = (PACKAGE / room / "_kernel.c").read_text("utf-8")
    formats = re.findall(r'(?:PyArg_ParseTuple\(args|Py_BuildValue\()[^"]*"([^"]*)"', source)
    assert formats
    assert not [one for one in formats if "#" in one]
    assert "PY_SSIZE_T_CLEAN" not in source


@pytest.mark.slow
@pytest.mark.timeout(420)  # a machine that does other things takes three times as long
def test_on_any_bytes(tmp_path):
    """The tests that hold a loop against its twin in Python, with both kernels checked: an access beyond ends the run."""
    if len(libraries()) < 2:
        pytest.skip("the compiler has no sanitizers here")
    for folder, left_out in (("piiscan", "*.so"), ("tests", "*.so"), ("fixtures", "*.so"), ("benchmarks", "data")):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(left_out, "__pycache__"))
    for room in ROOMS:
        source = tmp_path / "piiscan" / room / "_kernel.c"
        assert not compiled("-shared", *CHECKS, source, "-o", source.with_name("_kernel.abi3.so"))
    known = {
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONMALLOC": "malloc",
        "LD_PRELOAD": " ".join(libraries()),
        "PYTHONPATH": str(tmp_path),
    }
    run = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts="]
    done = subprocess.run(
        [*run, "-rs", *(f"tests/{name}" for name in TESTS)],
        cwd=tmp_path,
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "was not built here" not in done.stdout
