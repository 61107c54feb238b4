"""More servers on the loopback, each with `url`, `put`, and `writes`: what it was asked to change while it was shut.

`seen` gives the port that clients are told for the port it listens on: something may stand between the two.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import remote_help
from remote_help import environment


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_open(port, process=None):
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process is not None and process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.skip("the server did not start")


class Folder:
    """A folder that a server shows."""

    def __init__(self, folder, url):
        self.folder, self.url, self.writes = folder, url, []

    def put(self, path, data):
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


@contextlib.contextmanager
def gcs(tmp, seen=int):
    pytest.importorskip("gcsfs", reason="needs the extra test-urls")
    server = pytest.importorskip("gcp_storage_emulator.server", reason="needs the extra test-urls")
    writes = []

    class Handler(server.RequestHandler):
        def parse_request(self):
            parsed = super().parse_request()
            if self.command not in {None, "GET", "HEAD"}:
                writes.append(self.command)
            return parsed

    class Listening(ThreadingHTTPServer):  # its own takes five to wait: the sixth asks again a second later
        request_queue_size = 128

    port = free_port()
    before = server.RequestHandler, server.server
    server.RequestHandler, server.server = Handler, SimpleNamespace(HTTPServer=Listening)
    emulator = server.create_server("127.0.0.1", port, in_memory=False, default_bucket="docs", data_dir=str(tmp))
    # At each change it writes down all it has, for when it is started anew: five thousand objects took minutes.
    emulator._storage._write_config_to_file = lambda: None
    emulator.start()
    address = f"http://127.0.0.1:{port}"
    told = f"http://127.0.0.1:{seen(port)}"

    class Store:
        url = "gs://docs"

        def put(self, path, data):
            place = f"{address}/upload/storage/v1/b/docs/o?uploadType=media&name={quote(path, safe='')}"
            asked = urllib.request.Request(place, data, method="POST")  # noqa: S310
            with urllib.request.urlopen(asked) as answer:  # noqa: S310
                answer.read()
            writes.clear()

    store = Store()
    store.writes = writes
    try:
        with environment(STORAGE_EMULATOR_HOST=told, GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT="false"):
            yield store
    finally:
        server.RequestHandler, server.server = before
        emulator.stop()


def azurite_program():
    for place in (shutil.which("azurite-blob"), os.environ.get("PIISCAN_AZURITE")):
        if place and Path(place).exists():
            return place
    return pytest.skip("needs azurite (npm install --global azurite, or PIISCAN_AZURITE=…/azurite-blob)")


@contextlib.contextmanager
def azure(tmp, seen=int):
    pytest.importorskip("adlfs", reason="needs the extra test-urls")
    from azure.storage.blob import BlobServiceClient

    port, log = free_port(), tmp / "debug.log"
    command = [azurite_program(), "--blobPort", str(port), "--location", str(tmp), "--skipApiVersionCheck"]
    process = subprocess.Popen([*command, "--debug", str(log)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_open(port, process)
        key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # published
        account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1"
        words = f"{account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{{}}/devstoreaccount1;"
        with BlobServiceClient.from_connection_string(words.format(port)) as service:
            container = service.create_container("docs")

            class Store:
                url = "az://docs"
                puts = 1

                def put(self, path, data):
                    container.upload_blob(path, data, overwrite=True)
                    self.puts += 1

                def open_to_all(self):
                    container.set_container_access_policy(signed_identifiers={}, public_access="container")
                    self.puts += 1

                @property
                def writes(self):
                    asked = log.read_text("utf-8", "replace")
                    changing = sum(
                        asked.count(f"BlobStorageContextMiddleware: RequestMethod={verb} ")
                        for verb in ("PUT", "POST", "DELETE", "PATCH")
                    )
                    return [""] * (changing - self.puts)

            with environment(AZURE_STORAGE_CONNECTION_STRING=words.format(seen(port))):
                yield Store()
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def sftp(tmp, seen=int):
    pytest.importorskip("sshfs", reason="needs the extra test-urls")
    import asyncssh

    share, home, writes, connections = tmp / "share", tmp / "home", [], []
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    share.mkdir()
    host_key, user_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    user_key.write_private_key(str(home / ".ssh" / "id_ed25519"))
    user_key.write_public_key(str(tmp / "authorized"))

    class Server(asyncssh.SFTPServer):
        def __init__(self, channel):
            super().__init__(channel, chroot=str(share).encode())

        def open(self, path, pflags, attrs):
            if pflags & ~asyncssh.FXF_READ:
                writes.append("open")
                raise asyncssh.SFTPPermissionDenied("")
            return super().open(path, pflags, attrs)

        def _refuse(self, *_):
            writes.append("change")
            raise asyncssh.SFTPPermissionDenied("")

        remove = rename = posix_rename = mkdir = rmdir = setstat = fsetstat = symlink = link = lsetstat = write = (
            _refuse
        )

    async def listen():
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host_key],
            authorized_client_keys=str(tmp / "authorized"),
            sftp_factory=Server,
            acceptor=connections.append,
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(20)
    port = seen(server.get_port())
    public = host_key.export_public_key().decode().strip()
    (home / ".ssh" / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}\n")

    async def close():
        server.close()
        for connection in connections:
            connection.abort()
            await connection.wait_closed()
        await server.wait_closed()

    store = Folder(share, f"sftp://tester@127.0.0.1:{port}")
    store.writes, store.known_hosts = writes, home / ".ssh" / "known_hosts"
    try:
        with environment(HOME=str(home), SSH_AUTH_SOCK=""):
            yield store
    finally:
        asyncio.run_coroutine_threadsafe(close(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


SMB = """
import logging, sys
from impacket.smbserver import SimpleSMBServer
from impacket.ntlm import compute_lmhash, compute_nthash
server = SimpleSMBServer("127.0.0.1", int(sys.argv[1]))
server.addShare("DOCS", sys.argv[2], readOnly="yes")
server.setSMB2Support(True)
server.addCredential("tester", 0, compute_lmhash("word"), compute_nthash("word"))
server.start()
"""


@contextlib.contextmanager
def smb(tmp, seen=int):
    pytest.importorskip("smbclient", reason="needs the extra test-urls")
    pytest.importorskip("impacket", reason="needs the extra test-urls")
    share, port = tmp / "share", free_port()
    share.mkdir()
    (tmp / "cred").write_text("WORKGROUP:tester:word\n")
    command = [sys.executable, "-W", "ignore", "-c", SMB, str(port), str(share)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_open(port, process)
        with environment(NTLM_USER_FILE=str(tmp / "cred")):
            yield Folder(share, f"smb://WORKGROUP;tester@127.0.0.1:{seen(port)}/DOCS")
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def s3(tmp, seen=int):
    del tmp
    pytest.importorskip("s3fs", reason="needs the extra test-urls")
    pytest.importorskip("moto", reason="needs the extra test-urls")
    with remote_help.s3(seen) as bucket:
        yield bucket


SERVERS = (gcs, azure, sftp, smb)
ALL = (s3, *SERVERS)
