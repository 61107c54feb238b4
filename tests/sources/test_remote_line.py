"""Servers that do not answer: how long they are waited for, in which words that is told, and what comes after."""

import socket
from contextlib import contextmanager

import pytest
from remote_help import environment, scanned

from piiscan.config import Config
from piiscan.model import Outcome, Reason, Source, Unscannable
from piiscan.sources import found
from piiscan.sources.remote import faults, line, places, tree
from piiscan.sources.remote.line import FIRST, OUTAGE, PAUSE, Line
from piiscan.sources.remote.places import Entry, Got


class Clock:
    """Time goes on by what is slept, and by what each question takes."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr(line, "monotonic", lambda: self.now)
        monkeypatch.setattr(line, "sleep", self.pass_)

    def pass_(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


class Server:
    """It answers, or raises what it is told to; each question takes so long."""

    def __init__(self, clock, error=None, takes=0.0):
        self.clock, self.error, self.takes, self.asked = clock, error, takes, 0

    def __call__(self):
        self.asked += 1
        self.clock.pass_(self.takes)
        if self.error is not None:
            raise self.error
        return "yes"


def refused(one, server):
    with pytest.raises(Unscannable) as caught:
        one.ask(server)
    return caught.value.reason, caught.value.detail


def test_a_server_that_never_answered_is_told_soon_and_one_that_did_is_waited_for_longer(clock):
    server, one = Server(clock, ConnectionRefusedError(111, "")), Line()
    told = (Reason.UNREADABLE, "the server cannot be reached (ECONNREFUSED)")
    assert refused(one, server) == told
    assert clock.now - 1000 == pytest.approx(FIRST)
    assert server.asked > 3
    clock.now += PAUSE
    server.error = None
    assert one.ask(server) == "yes"
    began, server.error = clock.now, ConnectionRefusedError(111, "")
    assert refused(one, server) == told
    assert clock.now - began == pytest.approx(OUTAGE)


def test_what_takes_long_is_asked_once_more_of_a_server_that_is_known(clock):
    server, one = Server(clock, TimeoutError(), takes=OUTAGE), Line()
    assert refused(one, server) == (Reason.TIMEOUT, faults.UNANSWERED)
    assert server.asked == 1
    one = Line()
    one.ask(Server(clock))
    assert refused(one, server) == (Reason.TIMEOUT, faults.UNANSWERED)
    assert server.asked == 3


def test_two_questions_without_an_answer_take_less_than_the_deadline_of_a_file(clock):
    one = Line()
    one.ask(Server(clock))
    began = clock.now
    refused(one, Server(clock, TimeoutError(), takes=line.QUICK))
    assert 2 * line.QUICK <= clock.now - began < Config().limits.deadline * 0.8


def test_a_server_that_was_given_up_is_asked_once_a_while_and_then_used_as_before(clock):
    server, one = Server(clock, ConnectionResetError(104, "")), Line()
    one.ask(Server(clock))
    told = refused(one, server)
    began, asked = clock.now, server.asked
    for _ in range(1000):
        assert refused(one, server) == told
    assert (clock.now, server.asked) == (began, asked)
    clock.now += PAUSE
    refused(one, server)
    refused(one, server)
    assert server.asked == asked + 1  # and without a wait
    assert clock.now == began + PAUSE
    clock.now += PAUSE
    server.error = None
    assert (one.ask(server), one.ask(server)) == ("yes", "yes")


def test_while_one_asks_a_server_that_was_given_up_others_do_not(clock):
    server, one = Server(clock, TimeoutError(), takes=OUTAGE), Line()
    refused(one, server)
    clock.now += PAUSE
    asked = server.asked

    def meanwhile():
        assert refused(one, server)[0] is Reason.TIMEOUT
        return "yes"

    assert one.ask(meanwhile) == "yes"
    assert server.asked == asked


def test_an_answer_in_between_begins_the_wait_anew(clock):
    server, one = Server(clock, TimeoutError(), takes=1), Line()
    one.ask(Server(clock))
    down = clock.now + OUTAGE - 5

    def until_then():
        server.error = None if clock.now > down else server.error
        return server()

    assert one.ask(until_then) == "yes"
    began, server.error = clock.now, TimeoutError()
    refused(one, server)
    assert clock.now - began >= OUTAGE


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_name_that_is_not_there_is_not_waited_for_and_a_resolver_that_fails_is(clock, number):
    server = Server(clock, socket.gaierror(number, ""))
    told = refused(Line(), server)
    assert (server.asked == 1) == (number == socket.EAI_NONAME) == (told[1] == "no server of this name is found")
    known = Line()
    known.ask(Server(clock))
    before = clock.now
    refused(known, server)
    assert clock.now - before == pytest.approx(OUTAGE)


class Bucket:
    """A hundred folders of ten objects each; it is gone when so many questions were answered."""

    flat = True

    def __init__(self, answers):
        self.line, self.answers, self.asked = Line(), answers, 0

    def _answer(self):
        self.asked += 1
        if self.asked > self.answers:
            raise ConnectionRefusedError(111, "")

    def look(self, path):
        del path
        return self.line.ask(self._answer)

    def entries(self, folder):
        self.line.ask(self._answer)
        if folder:
            yield from (Entry(f"{number}", 9, tag="a") for number in range(10))
        else:
            yield from (Entry(f"{number:02}", folder=True) for number in range(100))

    def fetch(self, path, start, end):
        del path
        self._answer()
        return Got(b"nothing.\n"[start:end], "a")


def test_a_server_that_goes_away_costs_one_wait_and_all_it_has_is_told(clock, monkeypatch):
    place = Bucket(500)
    monkeypatch.setitem(places.CONNECTED, ("s3", "h"), place)
    records = [record for record in scanned("s3://h") if record["type"] == "outcome"]
    read = [record for record in records if record["status"] == "scanned"]
    lost = {record["detail"].partition(",")[0] for record in records if record["status"] != "scanned"}
    assert len(read) > 300
    assert lost == {"the server cannot be reached (ECONNREFUSED)"}
    folders = {record["file"].partition("/")[0] for record in records}
    assert len(folders) == 100
    assert clock.now - 1000 < 3 * OUTAGE
    assert place.asked < 600


def test_a_server_that_comes_back_costs_nothing(clock, monkeypatch):
    place = Bucket(500)
    monkeypatch.setitem(places.CONNECTED, ("s3", "h"), place)

    def back(seconds):
        clock.now += seconds
        if clock.now > 1000 + OUTAGE / 2:
            place.answers = 1 << 30

    monkeypatch.setattr(line, "sleep", back)
    records = [record for record in scanned("s3://h") if record["type"] == "outcome"]
    assert [record["status"] for record in records] == ["scanned"] * 1000
    assert place.answers > 500


KEY = "AAAA" * 21 + "AA=="
AT = {
    "gs": ("gcsfs", lambda at: {"STORAGE_EMULATOR_HOST": f"http://{at}"}, "gs://docs/x"),
    "s3": (
        "s3fs",
        lambda at: {
            "AWS_ENDPOINT_URL": f"http://{at}",
            "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "word",
            "AWS_DEFAULT_REGION": "us-east-1",
        },
        "s3://docs",
    ),
    "az": (
        "adlfs",
        lambda at: {
            "AZURE_STORAGE_CONNECTION_STRING": f"AccountName=box;AccountKey={KEY};BlobEndpoint=http://{at}/box;"
        },
        "az://docs/",
    ),
    "smb": ("smbclient", lambda _: {}, "smb://w;tester@{}/DOCS"),
    "sftp": ("sshfs", lambda _: {}, "sftp://tester@{}"),
    "http": ("aiohttp", lambda _: {}, "http://{}/x"),
}


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """Of a place nobody has asked before, by who has no settings of his own."""
    monkeypatch.setattr(line, "FIRST", 1.0)
    monkeypatch.setattr(tree, "HELLO", 100.0)  # a busy machine takes seconds to import a library
    monkeypatch.setattr(places, "CONNECTED", {})
    monkeypatch.setenv("HOME", str(tmp_path))


def told(scheme, at):
    """Why nothing of a server is read. What never came to an end would be ended by the limit of a test."""
    module, own, url = AT[scheme]
    pytest.importorskip(module, reason="needs the extra test-urls")
    with environment(**own(at)), found([url.format(at)]) as items:
        (outcome,) = items
    assert isinstance(outcome, Outcome)
    assert not isinstance(outcome, Source)
    return outcome.reason, outcome.detail


@contextmanager
def nobody():
    """The address of a port that is taken and on which nobody listens, nor can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("scheme", AT)
def test_where_nobody_listens_it_is_told(scheme):
    with nobody() as at:
        assert told(scheme, at) == (Reason.UNREADABLE, "the server cannot be reached (ECONNREFUSED)")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("scheme", AT)
def test_a_name_that_nobody_has_is_told(scheme, monkeypatch):
    """A resolver of the test: that of a machine without a network says that it cannot be asked."""
    real = socket.getaddrinfo

    def resolved(host, *more, **options):
        if host in {"no-such-server.invalid", b"no-such-server.invalid"}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    assert told(scheme, "no-such-server.invalid:443") == (Reason.UNREADABLE, "no server of this name is found")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("scheme", AT)
def test_a_server_that_takes_a_question_and_says_nothing_is_told(scheme, monkeypatch):
    monkeypatch.setattr(tree, "HELLO", 4.0)  # nothing else would end it before: however long a library takes to begin
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert told(scheme, f"127.0.0.1:{silent.getsockname()[1]}") == (Reason.TIMEOUT, faults.UNANSWERED)


@pytest.mark.usefixtures("alone")
def test_a_server_of_windows_that_says_nothing_is_told_by_its_own_wait(monkeypatch):
    pytest.importorskip("smbclient", reason="needs the extra test-urls")
    monkeypatch.setattr(tree, "HELLO", 3600)
    monkeypatch.setattr("piiscan.sources.remote.smb.CONNECT", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert told("smb", f"127.0.0.1:{silent.getsockname()[1]}") == (Reason.TIMEOUT, faults.UNANSWERED)
