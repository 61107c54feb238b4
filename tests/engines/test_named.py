"""Who only gives files out loads nothing of what reads them."""

import subprocess
import sys

import pytest

from piiscan.engines import Named
from piiscan.engines.pool import reference

HEAVY = ("piiscan.scan", "piiscan.small", "piiscan.matcher", "piiscan.formats.identify", "numpy")
PROGRAM = f"""
import sys
import piiscan.cli as cli
try:
    cli.main()
finally:
    print([name for name in {HEAVY} if name in sys.modules])
"""


def test_a_function_is_loaded_when_it_is_called_and_known_by_its_name():
    named = Named("json:dumps")
    assert reference(named) == "json:dumps"
    assert named([1]) == "[1]"
    with pytest.raises(AttributeError):
        Named("json:none")()


@pytest.mark.long
@pytest.mark.parametrize(("workers", "loaded"), [("2", []), ("0", [*HEAVY])])
def test_a_scan_with_workers_loads_what_reads_in_them_alone(tmp_path, workers, loaded):
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "a.csv").write_text("name,ssn,state\nAnn Lee,010-94-0001,MA\n")
    command = ["scan", "-q", "-f", "jsonl", "-j", workers, "-o", str(tmp_path / "report"), str(tmp_path / "share")]
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM, *command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (1, str(loaded))
