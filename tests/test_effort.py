"""How much the suite tries: the profile decides over every random test, and what is slow has a quick one beside it."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
LONG = """grep -rlZ 'mark\\.long' tests | xargs -0 .venv/bin/python -m pytest -n 2 -m "long and not slow\""""
USUAL = settings.default.max_examples  # within a random test it is the number of that test


@settings(max_examples=300)
@given(st.integers())
def test_random_ones_are_as_many_as_the_profile_says(number):
    assert isinstance(number, int)
    assert settings.default.max_examples == 3 * USUAL


def test_no_deadline_fails_a_random_test_on_a_busy_machine():
    assert settings.default.deadline is None


def test_a_module_with_slow_cases_has_quick_ones_too():
    """What only the long run sees would be found out a day late."""
    for path in HERE.rglob("test_*.py"):
        text = path.read_text("utf-8")
        if path != Path(__file__) and "mark.slow" in text:
            assert len(re.findall(r"^def test_", text, re.MULTILINE)) > len(
                re.findall(r"^@pytest.mark.slow", text, re.MULTILINE)
            ), path


def test_what_is_long_is_run_before_a_change_lands():
    """A module that the quick run leaves out is no module that nobody runs."""
    assert LONG in (HERE.parent / ".ci" / "run").read_text("utf-8")


def test_what_is_long_is_found_by_its_mark():
    """The modules with something long are told by a search for the mark, so it is never written in another way."""
    other = re.compile(r"^from pytest import\b.*\bmark\b", re.MULTILINE)
    assert [path for path in HERE.rglob("*.py") if other.search(path.read_text("utf-8"))] == []
