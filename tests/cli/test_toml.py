"""Files in TOML that somebody else may have written: what is wrong with them is told, whatever the parser makes of them."""

import resource
from pathlib import Path

import pytest

SHAPES = {
    "nested too deeply": "a = " + "[" * 50_000,
    "a number of thousands of digits": "a = " + "9" * 5000,
    "names in names by the thousand": "a" + ".a" * 60_000 + " = 1",
    "names in names by the thousand, or many lines": "".join(f"[a{number}{'.a' * 1000}]\n" for number in range(400)),
    "not UTF-8": "\udcff",
    "Invalid statement": "= 1",
}
ASKED = {
    "marks": ("scan", "-j0", "-q", "--baseline"),
    "rules": ("scan", "-j0", "-q", "--public-records"),
    "settings": ("scan", "-j0", "-q", "--config"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("words", SHAPES)
def test_what_cannot_be_read_is_told_and_costs_nothing(piiscan, tmp_path, words, asked):
    given = tmp_path / "given.toml"
    given.write_bytes(SHAPES[words].encode("utf-8", "surrogateescape"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limit = resource.getrlimit(resource.RLIMIT_AS)
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + (1 << 30), limit[1]))  # or it takes all the machine has
    try:
        result = piiscan(*asked, given, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limit)
    assert result.code == 2
    assert f"given.toml: {words}" in result.err.replace("\n", " "), result.err
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10 < 200
