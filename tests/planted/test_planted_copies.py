"""A copy of a file of any format, under another name, is told as if it were read."""

import pytest
from planted import Plant, cases

from piiscan import copies
from piiscan import scan as scan_module
from piiscan.config import Config
from piiscan.model import Source
from piiscan.scan import scan_one

CONFIG = Config()
CASES = {case.format: case for case in cases() if case.id != "CSV-100,002_columns"}.values()  # one of each format


def told(path):
    return list(scan_one(Source(str(path.parent), path.name, str(path), path.stat().st_size), CONFIG))


LOOK_ROUND = {"locked text", "fixed width"}  # for a key, and for a copybook, in their folder


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_copy_is_told_as_if_it_were_read(case, tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "SETTLED", -(10**18))
    _, dot, endings = case.name.partition(".")
    (tmp_path / "a").mkdir()
    first, other = tmp_path / "a" / case.name, tmp_path / (f"x y{dot}{endings}" if dot else case.name)
    first.write_bytes(case.build(Plant()))
    other.write_bytes(first.read_bytes())
    anew = told(other)
    monkeypatch.setattr(scan_module, "COPIES", copies.Copies())
    told(first)
    parsed = []
    honest = scan_module.Scan.blob

    def blob(self, blob, *rest):
        parsed.append(blob)
        yield from honest(self, blob, *rest)

    monkeypatch.setattr(scan_module.Scan, "blob", blob)
    assert told(other) == anew
    assert bool(parsed) == (case.format in LOOK_ROUND)
