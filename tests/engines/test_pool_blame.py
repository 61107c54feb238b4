"""The pool against scans that take their process down, or never come back."""

import time

import engine_stubs as stubs
import pytest
from engine_stubs import plain
from pool_help import closing, gone, records, run

from piiscan.config import Config, Limits
from piiscan.engines import process

pytestmark = pytest.mark.long

LATE = "exceeded 0.4 s (limit: deadline), raised by --deadline"
KILLERS = {
    "segfault": ("not_scanned", "crashed", "worker killed by SIGSEGV"),
    "find-segfault": ("partial", "crashed", "worker killed by SIGSEGV"),
    "abort": ("not_scanned", "crashed", "worker killed by SIGABRT"),
    "killed": ("not_scanned", "crashed", "worker killed by SIGKILL"),
    "exit3": ("not_scanned", "crashed", "worker ended with exit status 3"),
    "find-find-exit0": ("partial", "crashed", "worker ended with exit status 0"),
    "close": ("not_scanned", "crashed", "worker ended with exit status 1"),
    "garbage": ("not_scanned", "crashed", "worker broke the protocol"),
    "loop": ("not_scanned", "timeout", LATE),
    "find-sleep": ("partial", "timeout", LATE),
    "stubborn": ("not_scanned", "timeout", LATE),
    "flood": ("partial", "timeout", LATE),
}


def test_the_poison_is_named_and_everything_else_finishes():
    """All of them in one run, between sources that are in order: the file before or after is never blamed."""
    items = []
    for name in KILLERS:
        items += [
            plain(f"before/{name}/x"),
            plain(name),
            plain(f"after/{name}/find"),
            plain(f"big/{name}/x", 10**6),
        ]
    seen, order = {}, []
    for record in run(items, workers=1):
        if record["file"] not in seen:
            order.append(record["file"])
        seen.setdefault(record["file"], 0)
        seen[record["file"]] += record["type"] == "finding"
        if record["type"] == "outcome":
            name = record["file"]
            expected = KILLERS.get(name, ("scanned", None, ""))
            assert (record["status"], record["reason"], record["detail"]) == expected
    assert order == [item.path for item in items]
    assert seen["find-segfault"] == 1
    assert seen["find-find-exit0"] == 2
    assert seen["flood"] > 100


@pytest.mark.timeout(40)  # a hundred times the deadline: the loop itself has no end
def test_a_status_comes_soon_after_the_deadline():
    found = records([plain("loop")], workers=1)
    assert closing(found)["loop"][1] == "timeout"


def test_the_deadline_grows_with_the_size():
    found = records([plain("slow", size=4 * (64 << 20)), plain("1-slow", size=64 << 20)])
    assert closing(found) == {
        "slow": ("scanned", None, ""),
        "1-slow": ("not_scanned", "timeout", LATE),
    }


def test_what_gets_on_has_more_time_and_what_stands_still_then_has_not():
    found = closing(records([plain("on"), plain("on-loop"), plain("find")]))
    assert found["on"] == found["find"] == ("scanned", None, "")
    assert found["on-loop"][:2] == ("not_scanned", "timeout")


def test_a_huge_file_that_stands_still_is_ended_after_ten_deadlines():
    config = Config(limits=Limits(deadline=0.1))
    (found,) = records([plain("loop", size=1 << 40)], workers=1, config=config)
    assert found["detail"].startswith("exceeded 1 s (limit: deadline)")


def test_allocation_without_end_meets_the_limit_and_not_the_machine():
    items = [plain("find-allocate"), plain("eight"), plain("next")]
    found = records(items, workers=1, config=Config(), memory=256 << 20)
    assert closing(found) == {
        "eight": ("not_scanned", "limit", "out of memory (limit: memory of a worker)"),
        "find-allocate": ("partial", "limit", "out of memory (limit: memory of a worker)"),
        "next": ("scanned", None, ""),
    }


@pytest.mark.parametrize("end", ["", "-segfault", "-loop"])
def test_children_of_a_scan_do_not_outlive_the_run(tmp_path, end):
    left = tmp_path / "pid"
    found = records([plain(f"fork{end}", opens=str(left)), plain("next")])
    assert closing(found)["next"] == ("scanned", None, "")
    assert closing(found)[f"fork{end}"][0] == ("not_scanned" if end else "scanned")
    assert gone(int(left.read_text()))


def test_a_child_that_comes_back_into_the_scan_is_not_heard():
    found = records([plain("astray-find"), plain("next")], workers=1)
    assert [(r["type"], r["file"]) for r in found] == [
        ("finding", "astray-find"),
        ("outcome", "astray-find"),
        ("outcome", "next"),
    ]


def test_what_a_scan_prints_goes_nowhere_and_it_has_no_input(capfd):
    found = records([plain("print"), plain("stdin")], workers=1)
    assert closing(found) == {"print": ("scanned", None, ""), "stdin": ("scanned", None, "")}
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_dies_between_two_sources_is_nobodys_fault():
    def items():
        yield plain("bomb", size=10**6)
        time.sleep(0.4)
        yield plain("next")
        yield plain("last")

    assert set(closing(records(items(), workers=1)).values()) == {("scanned", None, "")}


def test_a_source_no_worker_gets_to_begin_is_given_up_after_three(monkeypatch):
    real = process.send

    def garble(worker):
        worker.outgoing = worker.outgoing.replace(b'"bad"', b'"ba')
        real(worker)

    monkeypatch.setattr(process, "send", garble)
    found = records([plain("bad"), plain("next"), plain("last")], workers=1)
    assert closing(found) == {
        "bad": ("not_scanned", "crashed", "worker ended with exit status 1 before it was begun, three times"),
        "next": ("scanned", None, ""),
        "last": ("scanned", None, ""),
    }


def test_a_path_longer_than_a_socket_holds_arrives():
    path = "d/" * 200_000
    assert closing(records([plain("a"), plain(path), plain("b")], workers=1))[path][0] == "scanned"


@pytest.mark.parametrize("what", ["leak", "open"])
def test_a_worker_that_has_grown_or_leaves_files_open_is_replaced(what):
    found = records([plain("pid"), plain(what), plain("1-pid"), plain("2-pid")], workers=1, config=Config())
    first, second, third = [record["pid"] for record in found if "pid" in record]
    assert first != second == third
    assert set(closing(found).values()) == {("scanned", None, "")}


@pytest.mark.parametrize("word", ["trap", "doze"])
def test_nobody_is_to_blame_for_a_death_while_many_are_looked_at(word, monkeypatch):
    """Each is read by itself then, and who does it again is named."""
    started, honest = [], process.start
    monkeypatch.setattr(process, "start", lambda *told: started.append(honest(*told)) or started[-1])
    names = [f"{n}/clean" for n in range(20)] + [word, f"x/{word}-killed", *(f"y/{n}/find" for n in range(20))]
    found = records([plain(name) for name in names], workers=1, glance=stubs.glance)
    crashed = ("not_scanned", "crashed", "worker killed by SIGKILL")
    expected = dict.fromkeys(names, ("scanned", None, "")) | {f"x/{word}-killed": crashed}
    assert closing(found) == expected
    assert len(started) == 3  # one died in a glance, one of the source
    assert list(dict.fromkeys(record["file"] for record in found)) == names
