"""A server of a database that falls silent in the middle: whoever waits for it goes on, and says so.

What is sent to a machine that is gone is given up by the system (keepalives). A machine that is there, with a server on
it that stands still, keeps the connection for ever, and a statement's own time is kept by the server alone: so each
answer is waited for here, and then the connection is cut. Unlike an object (`remote.line`) what was asked cannot be
asked again: a session, a transaction and half a table are gone with it, so nothing is tried twice.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Part = TypeVar("Part")

SILENT = 55.0  # seconds: more than a statement has, and less than the deadline of a file
KEEPALIVES = {  # of libpq: a machine that is gone is known to be after half a minute
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


@contextmanager
def answered(found: Connection) -> Iterator[None]:
    """What is asked meanwhile has its answer in time, or raises TimeoutError, with the connection cut.

    Of a driver that shows its socket (psycopg); the others keep the time themselves.
    """
    number = _number(found)
    if number is None:
        yield
        return
    cut = Event()
    # It connects to nothing: another number for the same, which may soon be that of something else.
    with socket.socket(fileno=os.dup(number)) as own:
        timer = Timer(SILENT, _cut, (own, cut))
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if cut.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
            timer.join()


def each(found: Connection, parts: Iterator[Part]) -> Iterator[Part]:
    """What is fetched part by part, each as above."""
    while True:
        with answered(found):
            part = next(parts, None)
        if part is None:
            return
        yield part


def silent(error: BaseException) -> bool:
    """Whether an error is of a wait that was too long."""
    cause = getattr(error, "orig", None) or error
    return any(isinstance(one, TimeoutError) for one in (error, cause, cause.__cause__, cause.__context__))


def _number(found: Connection) -> int | None:
    """The descriptor of the socket of a connection; None: its driver does not say, or it is closed."""
    if found.closed or found.invalidated:  # to ask for what is below one of these connects anew
        return None
    with suppress(Exception):  # of any driver
        driver: Any = found.connection.driver_connection
        number = driver.fileno() if hasattr(driver, "fileno") else None
        return number if isinstance(number, int) and number >= 0 else None
    return None


def _cut(own: socket.socket, cut: Event) -> None:
    cut.set()
    with suppress(OSError):
        own.shutdown(socket.SHUT_RDWR)
