"""The same contract for every kind of server that lists: what is found is what a local scan of the same files finds."""

import shutil

import pytest
from remote_help import files, make_share, scanned
from remote_servers import ALL, SERVERS, azure, gcs, sftp, smb

from piiscan.sources import Choice, SourceError, compile_filters, found
from piiscan.sources.remote import faults, held, order, places
from piiscan.sources.remote.urls import split

LEAK = b"Ann Lee, 12 Elm St, Boston MA 02115, SSN 010-94-1234\n"
NAMES = ("Z", "a b+c%20d", "a-b/x", "a.txt", "a/x", "a/y/1", "a/y.z", "a0/x", "é", "#1", "b/c/d/e")


@pytest.fixture(scope="module", params=SERVERS, ids=lambda server: server.__name__)
def server(request, tmp_path_factory):
    with request.param(tmp_path_factory.mktemp("server")) as store:
        yield store


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(faults, "WAITS", [0])


def test_a_part_of_the_fixture_share_gives_the_same(server, share_part, share_local):
    for path, data in files(share_part):
        server.put(f"share/{path}", data)
    assert scanned(f"{server.url}/share", workers=2) == share_local
    assert not server.writes


def test_names_of_any_kind_come_in_the_order_of_a_local_walk(server, tmp_path, monkeypatch):
    module = __import__(f"piiscan.sources.remote.{places.EXTRAS[server.url.partition(':')[0]]}", fromlist=["x"])
    if hasattr(module, "PAGE"):
        monkeypatch.setattr(module, "PAGE", 3)
    monkeypatch.setattr(order, "AT_ONCE", 2)
    for name in NAMES:
        place = tmp_path / "t" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(LEAK + name.encode())
        server.put(f"t/{name}", LEAK + name.encode())
    assert scanned(f"{server.url}/t") == scanned(tmp_path / "t")
    choice = Choice(compile_filters(["a/", "*.txt"]))
    assert scanned(f"{server.url}/t/", choice=choice) == scanned(tmp_path / "t", choice=choice)
    assert not server.writes


def test_one_file_in_blocks_and_what_is_not_there(server, tmp_path, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 64 << 10)
    data = b"nothing to see in this line of words\n" * 8000 + LEAK
    (tmp_path / "one.txt").write_bytes(data)
    server.put("deep/one.txt", data)
    assert scanned(f"{server.url}/deep/one.txt") == scanned(tmp_path / "one.txt")
    with pytest.raises(SourceError, match="nothing there"), found([f"{server.url}/deep/on"]):
        pass


def test_a_file_that_was_replaced_is_read_as_it_is(server):
    server.put("c/a", LEAK)
    server.put("c/b", LEAK)

    def wrap(items):
        listed = list(items)
        server.put("c/a", LEAK * 2)
        return iter(listed)

    records = [record for record in scanned(f"{server.url}/c", wrap=wrap) if record["type"] == "outcome"]
    assert [record["status"] for record in records] == ["scanned", "scanned"]
    assert records[0]["detail"] == "changed while it was read, and was read again"
    assert records[1]["detail"] == ""


@pytest.mark.parametrize("server", [sftp], indirect=True, ids=["sftp"])  # only SSH has such keys
def test_a_server_whose_key_is_not_known_is_not_trusted(server):
    known = server.known_hosts.read_text()
    server.known_hosts.write_text("")
    try:
        (outcome,) = scanned(f"{server.url.replace('127.0.0.1', 'localhost')}/c")
    finally:
        server.known_hosts.write_text(known)
    assert (outcome["status"], outcome["reason"]) == ("not_scanned", "unreadable")
    assert outcome["detail"] == "HostKeyNotVerifiable at the server"


@pytest.mark.parametrize("server", [sftp, smb], indirect=True, ids=["sftp", "smb"])
def test_credentials_that_are_not_taken_are_told(server, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "CONNECTED", {})
    (tmp_path / "other").write_text("WORKGROUP:tester:no\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(tmp_path / "other"))
    if "sftp" in server.url:
        (tmp_path / ".ssh").mkdir()
        shutil.copy(server.known_hosts, tmp_path / ".ssh")
        monkeypatch.setenv("HOME", str(tmp_path))
    (outcome,) = scanned(f"{server.url}/c")
    assert (outcome["status"], outcome["reason"]) == ("not_scanned", "unreadable")
    assert outcome["detail"].startswith("the server does not take the credentials (")


@pytest.mark.parametrize("server", [smb], indirect=True, ids=["smb"])
def test_a_share_that_is_not_there_is_told_as_that(server):
    with pytest.raises(SourceError, match="nothing there"), found([server.url.replace("DOCS", "OTHERS")]):
        pass


@pytest.mark.parametrize("server", [azure], indirect=True, ids=["azure"])
def test_a_container_that_everybody_may_read_is_said_to_be_one(server):
    place = places.connect(split(f"{server.url}/x"))
    assert place.public() == ()
    server.open_to_all()
    assert place.public() == ("everybody may list and read the container",)


@pytest.mark.parametrize("server", [gcs], indirect=True, ids=["gcs"])
def test_a_bucket_that_everybody_may_read_is_said_to_be_one(server, monkeypatch):
    place = places.connect(split(f"{server.url}/x"))
    given = {"role": "roles/storage.objectViewer", "members": ["user:ann@example.com", "allUsers"]}
    monkeypatch.setattr(place._fs, "call", lambda *_, **__: {"bindings": [given]})
    assert place.public() == ("everybody may read the bucket",)
    monkeypatch.setattr(place._fs, "call", lambda *_, **__: {"bindings": [{**given, "condition": {"title": "x"}}, {}]})
    given["role"] = "roles/storage.objectCreator"
    assert place.public() == ()


@pytest.mark.parametrize("server", [smb], indirect=True, ids=["smb"])  # only there names are used that are no API
def test_what_a_library_keeps_to_itself_may_be_gone(server, tmp_path, monkeypatch):
    assert places.connect(split(f"{server.url}/x"))._parts is not None  # of the version that is here
    monkeypatch.setattr(places, "CONNECTED", {})
    monkeypatch.delattr("smbclient._io.query_info")
    monkeypatch.delattr("smbclient._pool.get_smb_tree")
    (tmp_path / "own").mkdir()
    for name in ("a", "b"):
        (tmp_path / "own" / name).write_bytes(LEAK)
        server.put(f"own/{name}", LEAK)
    assert scanned(f"{server.url}/own") == scanned(tmp_path / "own")


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("server", ALL, indirect=True, ids=lambda server: server.__name__)
def test_five_thousand_objects_give_the_same(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    make_share(folder, 5000)
    for path, data in files(folder):
        server.put(f"many/{path}", data)
    assert scanned(f"{server.url}/many", workers=2) == scanned(folder, workers=2)
    assert not server.writes
