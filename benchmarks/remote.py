"""A share of 5,000 objects on each kind of server: whether a scan of it says what a local scan says, and what it costs.

    python benchmarks/remote.py [--only s3,gcs,azure,sftp,smb] [--objects 5000] [--workers 2] [--delay 0]

The servers are those of the tests, on the loopback, in this process or beside it; the scan is a process of its own, of
which time and memory are shown, beside the processor time of the server meanwhile. `--delay 20` holds back every
answer by so many milliseconds, as a server far away does. The exit code is 1 where a report differs in more than the
root and what only a disk knows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from measure import Usage, look, measure, offspring

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "sources"))
import remote_help
import remote_servers

_ONLY_A_DISK = ("root", "roots", "exposure", "duties", "severity", "started", "ended")


def compared(report: Path) -> Iterator[str]:
    """The lines of a report, without what differs by the place alone."""
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for own in _ONLY_A_DISK:
                record.pop(own, None)
            yield json.dumps(record)


def scan(place: str, key: Path, report: Path, workers: int) -> Usage:
    """Scan a place once."""
    report.unlink(missing_ok=True)
    options = ["-q", "-f", "jsonl", "-j", str(workers), "--key-file", str(key), "-o", str(report)]
    return measure([sys.executable, "-m", "piiscan", "scan", place, *options])


class Delay:
    """What stands between a client and a server, and holds back each answer for a while."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.due: SimpleQueue[tuple[float, socket.socket, bytes]] = SimpleQueue()
        threading.Thread(target=self.deliver, daemon=True).start()

    def through(self, port: int) -> int:
        """Another port for one: itself where nothing is to be held back."""
        if not self.seconds:
            return port
        listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.listen, args=(listener, port), daemon=True).start()
        return int(listener.getsockname()[1])

    def listen(self, listener: socket.socket, port: int) -> None:
        """Connect who comes with the server."""
        while True:
            near, _ = listener.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.pass_on, args=(near, far, 0.0), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(far, near, self.seconds), daemon=True).start()

    def pass_on(self, source: socket.socket, target: socket.socket, wait: float) -> None:
        """Give one what another says, until it ends."""
        more = True
        while more:
            data = b""
            with suppress(OSError):
                data = source.recv(1 << 18)
            more = bool(data)
            if wait:
                self.due.put((time.monotonic() + wait, target, data))
            else:
                give(target, data)

    def deliver(self) -> None:
        """Give what was held back when it is time: all waits as long, so the first to come is the first to go."""
        while True:
            when, target, data = self.due.get()
            time.sleep(max(0.0, when - time.monotonic()))
            give(target, data)


def give(target: socket.socket, data: bytes) -> None:
    """Send it; nothing: the end."""
    with suppress(OSError):
        target.sendall(data) if data else target.shutdown(socket.SHUT_WR)


def measured(server: Any, options: argparse.Namespace, folder: Path, local: list[str]) -> bool:  # noqa: ANN401
    """Fill a server, scan it, and print a line of the table."""
    report, key = folder.parent / "remote.jsonl", folder.parent / "key"
    with tempfile.TemporaryDirectory() as own:
        try:
            with server(Path(own), Delay(options.delay / 1000).through) as store:
                for path, data in remote_help.files(folder):
                    store.put(f"many/{path}", data)
                before = spent()
                usage = scan(f"{store.url}/many", key, report, options.workers)
                server_cpu = f"{spent() - before:.1f}"
                same = list(compared(report)) == local
                wrote = len(store.writes)
        except pytest.skip.Exception as missing:
            print(f"| {server.__name__} | {missing} | | | | | |", flush=True)
            return True
    said = "the same" if same and not wrote else f"DIFFERENT (exit code {usage.code}, {wrote} writes)"
    row(server.__name__, usage, server_cpu, options.objects, said)
    if not same:
        shutil.copy(report, Path(tempfile.gettempdir()) / f"remote-{server.__name__}.jsonl")
    return same and not wrote


def spent() -> float:
    """Processor seconds so far of the servers: those of this process, in which some are, and of what it started."""
    return time.process_time() + sum(look(pid)[0] for pid in offspring(os.getpid()))


def row(name: str, usage: Usage, server_cpu: str, objects: int, said: str) -> None:
    """A line of the table."""
    figures = (f"{usage.wall:.1f}", f"{usage.cpu:.1f}", server_cpu, f"{objects / usage.wall:.0f}", f"{usage.peak:.0f}")
    print(f"| {' | '.join((name, *figures, said))} |", flush=True)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="s3,gcs,azure,sftp,smb")
    parser.add_argument("--objects", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--delay", type=float, default=0.0, help="milliseconds")
    options = parser.parse_args()
    servers = [server for server in remote_servers.ALL if server.__name__ in options.only.split(",")]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "many")
        remote_help.make_share(folder, options.objects)
        key = Path(place, "key")
        key.touch(0o600)
        key.write_bytes(bytes(32))
        local = scan(str(folder), key, Path(place, "local.jsonl"), options.workers)
        lines = list(compared(Path(place, "local.jsonl")))
        print(f"{options.objects} objects, {options.workers} workers, {options.delay:g} ms\n")
        print("| from | s | cpu s | server's | objects/s | peak MB | report |\n|---|--:|--:|--:|--:|--:|---|")
        row("disk", local, "", options.objects, f"{len(lines)} lines")
        same = [measured(server, options, folder, lines) for server in servers]
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
