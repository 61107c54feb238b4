"""The process that asks file systems: what it does wrong costs one answer, and nothing of it stays."""

import os
import threading
from pathlib import Path

import pytest
from open_handles import handles
from walk_help import make

from piiscan.sources import asker as module
from piiscan.sources import unsure
from piiscan.sources.asker import Asker

WITH = """import sys; sys.path[:] = sys.argv[2:]
import os, resource, time
from piiscan.sources import asker
def half(_):
    asker.socket.send_fds(channel, [asker._HEAD.pack(99)], [0])
    os._exit(1)
def none_left(_):
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))
asker.QUESTIONS.update(
    pid=lambda _: os.getpid(), say=lambda _, word: word, hang=lambda _: time.sleep(600), crash=lambda _: os._exit(1),
    half=half, none_left=none_left, bug=lambda _: 1 // 0,
)
channel = asker.socket.socket(fileno=os.dup(int(sys.argv[1])))
asker.serve(int(sys.argv[1]))
"""


def ended(asker):
    asker.leave()
    for process in asker.left:
        process.wait(20)


@pytest.fixture
def asker(monkeypatch):
    """One that may be asked other things too."""
    monkeypatch.setattr(module, "_COMMAND", WITH)
    asker = Asker()
    yield asker
    ended(asker)


@pytest.mark.long
@pytest.mark.parametrize(
    ("question", "raised"), [("hang", TimeoutError), ("crash", OSError), ("half", OSError), ("bug", OSError)]
)
def test_one_that_gives_no_answer_is_replaced_and_nothing_of_it_stays(asker, question, raised):
    before = handles()
    first = asker.ask(20, "pid", None)
    with pytest.raises(raised):
        asker.ask(0.3 if question == "hang" else 20, question, None)
    assert handles() <= before
    assert asker.ask(20, "pid", None) != first
    assert asker.ask(20, "say", None, "word") == "word"


def test_one_that_was_killed_between_two_questions_is_replaced(asker):
    first = asker.ask(20, "pid", None)
    os.kill(first, 9)
    asker._process.wait(20)
    with pytest.raises(BrokenPipeError):
        asker.ask(20, "pid", None)
    assert asker.ask(20, "pid", None) != first


def test_an_answer_that_was_not_waited_for_is_not_that_of_the_next_question(asker, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    asker.ask(20, "say", None, "a")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            asker.ask(20, "say", None, "b")
    assert asker.ask(20, "say", None, "c") == "c"


def test_several_threads_get_each_its_own_answers(asker):
    wrong = []

    def work(name):
        wrong.extend(
            said for number in range(200) if (said := asker.ask(20, "say", None, (name, number))) != (name, number)
        )

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_process_that_was_forked_off_asks_by_its_own(monkeypatch):
    monkeypatch.setattr(module, "_COMMAND", WITH)
    own = unsure.asker()
    ended(own)  # that of other tests
    first = own.ask(20, "pid", None)
    child = os.fork()
    if not child:
        try:
            other = unsure.asker().ask(20, "pid", None)
            unsure.asker().leave()
            os._exit(0 if other != first else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert unsure.asker() is own
    assert own.ask(20, "pid", None) == first
    ended(own)


@pytest.mark.long
def test_no_handle_is_left_open_on_either_side_of_thousands_of_folders(asker, tmp_path):
    make(tmp_path, "a/b", "c")
    theirs = Path(f"/proc/{asker.ask(20, 'pid', None)}/fd")
    above = os.open(tmp_path, os.O_RDONLY)
    before, number = handles(), len(list(theirs.iterdir()))
    for _ in range(2000):
        inner = asker.ask(20, "enter", above, "a")
        assert asker.ask(20, "names", inner, None)[0] == ["b"]
        os.close(inner)
        with pytest.raises(FileNotFoundError):
            asker.ask(20, "enter", above, "none")
    last = asker.ask(20, "enter", above, "a")
    assert not os.get_inheritable(last)
    os.close(last)
    asker.ask(20, "pid", None)  # who answers has shut what came before
    assert handles() <= before
    assert len(list(theirs.iterdir())) == number
    os.close(above)


def test_a_handle_that_did_not_arrive_is_not_taken_for_none(asker, tmp_path, monkeypatch):
    """Or a name would be looked for where the process happens to be."""
    make(tmp_path, "here/x", "there/")
    monkeypatch.chdir(tmp_path / "here")
    asker.ask(20, "none_left", None)
    above = os.open(tmp_path / "there", os.O_RDONLY)
    with pytest.raises(OSError, match="24"):
        asker.ask(20, "stat", above, "x")
    os.close(above)
