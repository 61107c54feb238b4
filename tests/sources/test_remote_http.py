"""Single files from a server of the web, whether it knows ranges and tags or not."""

import pytest

pytest.importorskip("aiohttp", reason="needs the extra test-urls")
pytest.importorskip("werkzeug", reason="needs the extra test-urls")

from remote_help import Watched, scanned, serving

from piiscan.model import Source
from piiscan.sources import SourceError, found
from piiscan.sources.remote import faults, held, http, line
from piiscan.sources.remote.line import Line
from piiscan.sources.remote.places import Got

LEAK = b"Ann Lee, 12 Elm St, Boston MA 02115, SSN 010-94-1234\n"


class Files:
    """What a server has: (bytes, headers) by path. `ranges`: whether it gives parts."""

    def __init__(self):
        self.files = {}
        self.ranges = True

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] not in self.files:
            start_response("404 Not Found", [("Content-Length", "7")])
            return [b"sorry, "] if environ["REQUEST_METHOD"] == "GET" else [b""]
        data, headers = self.files[environ["PATH_INFO"]]
        status, asked = "200 OK", environ.get("HTTP_RANGE")
        if asked and self.ranges:
            start, end = map(int, asked.removeprefix("bytes=").split("-"))
            status, data = "206 Partial Content", data[start : end + 1]
        start_response(status, [("Content-Length", str(len(data))), *headers])
        return [data] if environ["REQUEST_METHOD"] == "GET" else [b""]


@pytest.fixture
def web(monkeypatch):
    monkeypatch.setattr(faults, "WAITS", [0, 0])
    server = Files()
    watched = Watched(server)
    watched.shut = True
    with serving(watched) as address:
        server.url, server.watched = address, watched
        yield server
    assert not watched.writes


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("headers", [[], [("ETag", '"v1"')], [("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")]])
def test_a_file_is_found_as_one_on_a_disk_is(web, tmp_path, monkeypatch, ranges, headers):
    monkeypatch.setattr(held, "BLOCK", 16 << 10)
    web.ranges = ranges
    data = b"nothing to see in this line\n" * 2000 + LEAK
    (tmp_path / "all staff.txt").write_bytes(data)
    web.files["/x/all staff.txt"] = (data, headers)
    assert scanned(f"{web.url}/x/all%20staff.txt?v=2") == scanned(tmp_path / "all staff.txt")


def test_a_file_that_changes_on_the_way_is_told_with_a_tag_and_without(web, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 16 << 10)
    for headers in ([("ETag", "{}")], [("Last-Modified", "Mon, 01 Jan 2024 00:00:0{} GMT")]):
        version = iter(range(9))

        def change(*_, headers=headers, version=version):
            if len([asked for asked in web.watched.asked if asked[0] == "GET"]) in {0, 3}:
                told = [(name, value.format(next(version))) for name, value in headers]
                web.files["/a.txt"] = (LEAK + b"words\n" * 10_000, told)

        web.watched.asked.clear()
        web.watched.fail = change
        (*_, outcome) = scanned(f"{web.url}/a.txt")
        assert outcome["detail"] == "changed while it was read, and was read again"
        assert outcome["status"] == "scanned"


def test_what_is_not_there_is_a_mistake_and_a_refusal_an_outcome(web):
    with pytest.raises(SourceError, match="nothing there"), found([f"{web.url}/none"]):
        pass
    web.watched.fail = lambda *_: "401 Unauthorized"
    (outcome,) = scanned(f"{web.url}/a.txt")
    assert (outcome["file"], outcome["status"], outcome["reason"]) == ("a.txt", "not_scanned", "unreadable")
    assert outcome["detail"].startswith("the server does not take the credentials (")


@pytest.mark.long
def test_a_server_that_is_away_is_an_outcome(monkeypatch):
    with serving(Files()) as address:
        gone = address
    monkeypatch.setattr(line, "FIRST", 1.0)
    (outcome,) = scanned(f"{gone}/a.txt")
    assert (outcome["status"], outcome["reason"]) == ("not_scanned", "unreadable")


def untold(_environ, start_response):
    start_response("200 OK", [("Transfer-Encoding", "chunked")])
    return [b""]


def test_a_file_without_a_length_is_told():
    with serving(untold) as address:
        (outcome,) = scanned(f"{address}/a.txt")
    assert outcome["detail"] == "the server does not say how large it is"


def silent(environ, start_response):
    body = LEAK if environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"] == "/a.txt" else b""
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def test_a_server_that_says_zero_to_a_question_for_the_size_is_not_believed_at_once():
    with serving(silent) as address:
        (outcome,) = scanned(f"{address}/a.txt")
        (empty,) = scanned(f"{address}/b.txt")
    assert (outcome["status"], outcome["detail"]) == ("not_scanned", "the server does not say how large it is")
    assert empty["status"] == "scanned"


def test_a_redirect_that_leads_inside_or_into_the_clear_is_not_followed(monkeypatch):
    asked = []

    def elsewhere(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response("302 Found", [("Location", "/b.txt"), ("Content-Length", "0")])
        return [b""]

    monkeypatch.setattr(http, "unfollowed", lambda url, location: f"redirected from {url[:4]} to {location}")
    with serving(elsewhere) as address:
        (outcome,) = scanned(f"{address}/a.txt")
    assert (outcome["status"], outcome["detail"]) == ("not_scanned", "redirected from http to /b.txt, not followed")
    assert asked == ["/a.txt"]


@pytest.mark.parametrize("place", ["file:///etc/hostname", "/a.txt"])
def test_a_redirect_to_a_file_of_this_machine_or_to_itself_is_told(place):
    def elsewhere(_environ, start_response):
        start_response("302 Found", [("Location", place), ("Content-Length", "0")])
        return [b""]

    with serving(elsewhere) as address:
        (outcome,) = scanned(f"{address}/a.txt")
    assert (outcome["status"], outcome["reason"]) == ("not_scanned", "unreadable")


def test_credentials_do_not_go_along_to_another_host(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ann password word\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server, told = Files(), []
    server.files["/b.txt"] = (LEAK, [])

    def there(environ, start_response):
        told.append(("there", "HTTP_AUTHORIZATION" in environ, "HTTP_COOKIE" in environ))
        return server(environ, start_response)

    with serving(there) as other:

        def here(environ, start_response):
            told.append(("here", "HTTP_AUTHORIZATION" in environ, False))
            location = f"{other.replace('127.0.0.1', 'localhost')}/b.txt"
            headers = [("Location", location), ("Set-Cookie", "session=word"), ("Content-Length", "0")]
            start_response("302 Found", headers)
            return [b""]

        with serving(here) as address:
            finding, outcome = scanned(f"{address}/a.txt")
    assert (finding["type"], outcome["status"]) == ("finding", "scanned")
    assert set(told) == {("here", True, False), ("there", False, False)}


def test_what_was_begun_and_never_opened_keeps_nothing_else_from_being_begun(monkeypatch):
    class There:
        fetch = staticmethod(lambda *_: Got(b"x"))
        line = Line()

    def source(number):
        return Source("https://h", f"{number}", f"https://h/{number}", 1, (0, 0, 1, 1))

    monkeypatch.setattr(held, "connect", lambda _: There)
    monkeypatch.setattr(held, "_COMING", {})
    held.coming(map(source, range(20)))
    assert len(held._COMING) == held.IN_FLIGHT
    held.coming([source(3), source(30)])
    assert [key[0] for key in held._COMING] == ["https://h/3", "https://h/30"]
    assert held.open_file(source(30)).read() == b"x"
