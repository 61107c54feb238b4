"""Database servers on loopback for tests: started with their data in a folder of their own, as a user of the system."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "not-4-argv"


def _find(*names):
    places = [
        os.environ["PATH"],
        "/usr/sbin",
        *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)),
    ]
    return next(filter(None, (shutil.which(name, path=":".join(places)) for name in names)), None)


def _port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def _as_user(*names):
    """The beginning of a command that runs as a user of the system: servers refuse to run as root."""
    if os.geteuid():
        return [], os.geteuid(), os.getegid()
    for name in (*names, "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
            return ["setpriv", *ids], user.pw_uid, user.pw_gid
    return None, 0, 0


@contextlib.contextmanager
def _running(command, ready):
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
    try:
        until = time.monotonic() + 60
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                log.seek(0)
                raise RuntimeError(log.read()[-2000:].decode(errors="replace"))
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()
        log.close()


@contextlib.contextmanager
def _place(uid, gid):
    with tempfile.TemporaryDirectory(prefix="piiscan-db-") as name:
        Path(name).chmod(0o711)
        for inner in ("data", "run"):
            Path(name, inner).mkdir(0o700)
            os.chown(f"{name}/{inner}", uid, gid)
        yield Path(name)


@contextlib.contextmanager
def postgresql():
    """The port of a server whose superuser `boss` has the password; None where none is installed."""
    initdb, server = _find("initdb"), _find("postgres")
    prefix, uid, gid = _as_user("postgres")
    if not initdb or not server or prefix is None:
        yield None
        return
    with _place(uid, gid) as place:
        secret = place / "run/password"
        secret.write_text(PASSWORD)
        os.chown(secret, uid, gid)
        options = ["-A", "scram-sha-256", "-U", "boss", f"--pwfile={secret}", "--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run([*prefix, initdb, "-D", place / "data", *options], check=True, capture_output=True, cwd="/")
        port = _port()
        settings = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={place / 'run'}",
            "fsync=off",
        ]
        command = [*prefix, server, "-D", str(place / "data"), *(word for each in settings for word in ("-c", each))]

        def ready():
            import psycopg

            try:
                psycopg.connect(host="127.0.0.1", port=port, user="boss", password=PASSWORD, dbname="postgres").close()
            except psycopg.OperationalError:
                return False
            return True

        with _running(command, ready):
            yield port


@contextlib.contextmanager
def mariadb():
    """The same of MariaDB."""
    install, server = _find("mariadb-install-db", "mysql_install_db"), _find("mariadbd", "mysqld")
    prefix, uid, gid = _as_user("mysql")
    if not install or not server or prefix is None:
        yield None
        return
    with _place(uid, gid) as place:
        base = ["--no-defaults", f"--datadir={place / 'data'}"]
        more = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        subprocess.run([*prefix, install, *base, *more], check=True, capture_output=True, cwd="/")
        port, init = _port(), place / "run/init.sql"
        init.write_text(
            f"CREATE USER boss@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';\nGRANT ALL ON *.* TO boss@'127.0.0.1' WITH GRANT OPTION;\n"
        )
        os.chown(init, uid, gid)
        own = [
            f"--port={port}",
            "--bind-address=127.0.0.1",
            f"--socket={place / 'run/s'}",
            f"--pid-file={place / 'run/p'}",
        ]
        light = [
            f"--init-file={init}",
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=16M",
        ]
        command = [*prefix, server, *base, *own, *light]

        def ready():
            import pymysql

            try:
                pymysql.connect(host="127.0.0.1", port=port, user="boss", password=PASSWORD).close()
            except pymysql.OperationalError:
                return False
            return True

        with _running(command, ready):
            yield port
