"""Servers on the loopback that hold a folder of files, and what a scan of them says, for the tests of URLs.

Each server refuses to be written to once it is filled, and remembers who tried.
"""

import contextlib
import os
import threading
from pathlib import Path

from piiscan import engines
from piiscan.config import Config
from piiscan.scan import scan_one, scan_raw
from piiscan.small import glance
from piiscan.sources import Choice, found
from piiscan.stream import to_record

SHARE = Path(__file__).parents[2] / "fixtures" / "share"
CONFIG = Config(key=bytes(range(32)))


def scanned(*paths, workers=0, choice=None, config=CONFIG, wrap=None, rate=None):
    """The records of a scan, without what only a disk of this machine has: how open a file lies on it."""
    with found(list(map(str, paths)), choice or Choice()) as items:
        run = engines.run(
            wrap(items) if wrap else items,
            config,
            scan=scan_one,
            encode=to_record,
            raw=scan_raw,
            glance=glance,
            workers=workers,
            rate=rate,
        )
        records = list(run)
    for record in records:
        for own in ("root", "exposure", "duties"):
            record.pop(own, None)
    return records


def files(folder):
    """(path, bytes) of each file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def make_share(folder, number):
    """A share of so many files: texts, tables, lists, some of them long, and of every thing the fixture share has."""
    documents = [(Path(path).suffix, data) for path, data in files(SHARE)]
    for index in range(number):
        name = f"{index % 7}/{index % 31}/{index}"
        if index % 25 == 0:
            suffix, data = documents[index // 25 % len(documents)]
        else:
            person = b"Ann Lee, 12 Elm St, Boston MA 02115, SSN 010-94-%04d\n" % (index + 1)
            suffix = (".txt", ".csv", ".json")[index % 3]
            lines = 4000 if index % 500 == 1 else index % 50
            data = b"nothing here, line %d\n" % index * lines + person * (index % 5 == 0)
        place = folder / f"{name}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class Watched:
    """A WSGI application before another one: counts requests, refuses writes once it is shut, and can fail."""

    def __init__(self, application):
        self.application = application
        self.asked = []  # (method, path, query, range)
        self.shut = False
        self.fail = lambda _method, _path, _number: None  # a status, or None

    def __call__(self, environ, start_response):
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if not self.shut:
            return self.application(environ, start_response)
        self.asked.append((method, path, environ.get("QUERY_STRING", ""), environ.get("HTTP_RANGE", "")))
        status = "405 Not Allowed" if method not in {"GET", "HEAD"} else self.fail(method, path, len(self.asked))
        if status is not None:
            start_response(status, [("Content-Length", "0")])
            return [b""]
        return self.application(environ, start_response)

    @property
    def writes(self):
        return [asked for asked in self.asked if asked[0] not in {"GET", "HEAD"}]


@contextlib.contextmanager
def serving(application):
    """The application as a server of HTTP; its address."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_):
            pass

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def environment(**values):
    """Variables of the environment, for this process and its workers."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


class Bucket:
    """A bucket of S3, its URL, and the client that fills it."""

    def __init__(self, client, watched):
        self.client, self.watched, self.url = client, watched, "s3://docs"

    def put(self, path, data):
        shut, self.watched.shut = self.watched.shut, False
        self.client.put_object(Bucket="docs", Key=path, Body=data)
        self.watched.shut = shut

    @property
    def writes(self):
        return self.watched.writes

    def change(self, action):
        """Do something with the client that changes the bucket."""
        shut, self.watched.shut = self.watched.shut, False
        action(self.client)
        self.watched.shut = shut

    def delete(self, path):
        shut, self.watched.shut = self.watched.shut, False
        self.client.delete_object(Bucket="docs", Key=path)
        self.watched.shut = shut


@contextlib.contextmanager
def s3(seen=int):
    """An empty bucket."""
    import boto3
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    watched = Watched(DomainDispatcherApplication(create_backend_app))
    own = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "word", "AWS_DEFAULT_REGION": "us-east-1"}
    nowhere = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    with serving(watched) as address, environment(**own, **nowhere):
        client = boto3.client("s3", endpoint_url=address)
        client.create_bucket(Bucket="docs")
        with environment(AWS_ENDPOINT_URL=f"http://127.0.0.1:{seen(int(address.rpartition(':')[2]))}"):
            yield Bucket(client, watched)
        client.close()
