"""Progress: on a terminal a line that is redrawn, elsewhere a line a minute, with names that cannot act."""

import io

import pytest

from piiscan.model import Outcome, Reason, Source, Status
from piiscan.progress import LINE, REDRAW, Ahead, Progress
from piiscan.reporters.terminal import width


class Time:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def closing(name="a.csv", size=1_000_000):
    return {"type": "outcome", "container": [], "file": name, "bytes": size}


def sources(number, size=1_000_000):
    return iter([Source("/share", f"{index}", f"/{index}", size) for index in range(number)])


@pytest.fixture
def time():
    return Time()


def test_on_a_terminal_it_is_redrawn_five_times_a_second_at_most(time):
    out = io.StringIO()
    progress = Progress(out, 80, clock=time)
    for _ in range(1000):
        time.now += 0.01
        progress.record(closing())
    assert 45 <= out.getvalue().count("\r") <= 10 / REDRAW


def test_the_line_fits_and_says_how_far_it_is(time):
    out = io.StringIO()
    progress = Progress(out, 80, Ahead(sources(10)), clock=time)
    progress.record({"type": "finding"})
    time.now += 10
    progress.record({"type": "outcome", "container": ["in.zip"], "file": "a", "bytes": 5})
    time.now += 1
    for _ in range(4):
        progress.record(closing())
    time.now += 1
    progress.tick()
    line = out.getvalue().split("\r")[-1].removesuffix("\x1b[K")
    assert "4/10 files" in line
    assert "4/10 MB" in line
    assert "0.3 MB/s" in line
    assert "1 finding  " in line
    assert "0:17 left" in line
    assert width(line) < 80


def test_without_a_known_end_it_shows_how_long_it_took(time):
    out = io.StringIO()
    progress = Progress(out, 80, clock=time)
    time.now += 75
    progress.record(closing())
    assert "1:15 so far" in out.getvalue()


def test_names_are_escaped_and_clipped(time):
    out = io.StringIO()
    progress = Progress(out, 120, clock=time)
    time.now += 1
    progress.record(closing("\x1b[2J\n\u202e" + "x" * 300))
    line = out.getvalue().removeprefix("\r").removesuffix("\x1b[K")
    assert line.isprintable()
    assert width(line) < 120


@pytest.mark.parametrize("columns", [1, 10, 40])
def test_a_narrow_terminal_is_no_trouble(time, columns):
    out = io.StringIO()
    progress = Progress(out, columns, clock=time)
    time.now += 1
    progress.record(closing())
    assert width(out.getvalue().removeprefix("\r").removesuffix("\x1b[K")) < columns


def test_the_line_is_taken_away_at_the_end(time):
    out = io.StringIO()
    progress = Progress(out, 80, clock=time)
    progress.close()
    assert not out.getvalue()
    time.now += 1
    progress.tick()
    progress.close()
    assert out.getvalue().endswith("\r\x1b[K")


def test_elsewhere_it_is_a_plain_line_a_minute(time):
    out = io.StringIO()
    progress = Progress(out, clock=time)
    for _ in range(600):
        time.now += 0.5
        progress.record(closing("\x1b[2J"))
    progress.close()
    lines = out.getvalue().splitlines()
    assert len(lines) == 300 / LINE
    assert all(line.startswith("piiscan: ") and line.isprintable() for line in lines)


def test_counting_ahead_takes_slices_of_time():
    ahead = Ahead(sources(200))
    ahead.step(0)
    assert not ahead.known
    while not ahead.known:
        ahead.step(0.001)
    assert (ahead.files, ahead.bytes) == (200, 200_000_000)


def test_what_is_not_read_is_counted_as_a_file_of_no_size():
    source = Source("/share", "a", "/a", 100)
    ahead = Ahead(iter([source, Outcome(source, (), Status.NOT_SCANNED, Reason.EXCLUDED)]))
    ahead.step(1)
    assert (ahead.files, ahead.bytes, ahead.known) == (2, 100, True)


def test_a_standard_error_that_is_gone_does_not_end_the_run(time):
    class Gone(io.StringIO):
        def flush(self):
            raise BrokenPipeError

    progress = Progress(Gone(), 80, clock=time)
    for _ in range(3):
        time.now += 1
        progress.record(closing())
    progress.close()
    assert progress.files == 3
