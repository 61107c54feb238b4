"""Whether a server answers, over all that is asked of it: how long it is waited for, and when it is given up.

Rule: a server that never answered is told within seconds, one that answered before is waited for longer, and one that
stays silent costs its objects no wait each: nothing is asked for a while, then once, and if that is answered all is as
before. What was not asked has its outcome, with what was last seen of the server.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep
from typing import TypeVar

from piiscan.model import Unscannable
from piiscan.sources.remote import faults

Result = TypeVar("Result")

CONNECT = 10  # seconds for a connection to come about
ANSWER = 60  # seconds without a byte of what takes a server long to find
QUICK = 20  # the same of all else: twice that is less than the deadline of a file
FIRST = 10.0  # seconds of silence of a server that has not answered yet
OUTAGE = 30.0  # the same of one that has: less than the deadline of a file, so that it is told as what it is
PAUSE = 60.0  # seconds for which one that was given up is asked nothing


class Line:
    """What one process knows of one server. Several threads may ask at a time."""

    def __init__(self) -> None:
        self._answered = False
        self._since: float | None = None  # when the first question was asked that has had no answer, nor any since
        self._until = 0.0  # when it is asked again
        self._last: Unscannable | None = None  # what it was given up for
        self._lock = Lock()

    def ask(self, action: Callable[[], Result], *, absent: bool = False) -> Result:
        """Do it, and again after a while where the error may pass. Raises `Unscannable`.

        `absent`: that there is nothing is an answer, `FileNotFoundError`.
        """
        tries = 0
        while True:
            self._refuse()
            began = monotonic()
            try:
                result = action()
            except Unscannable:
                self._heard()
                raise
            except Exception as error:  # noqa: BLE001 - whatever a library raises
                wait = self._wait(error, began, tries)
                if wait is None:
                    raise self._verdict(error, absent=absent) from None  # its text, and what caused it, stay here
            else:
                self._heard()
                return result
            tries += 1
            sleep(wait)

    def _refuse(self) -> None:
        """Raise what a server was given up for; of several that ask when it is time again, one is let through."""
        with self._lock:
            if self._last is None:
                return
            if (now := monotonic()) < self._until:
                raise Unscannable(self._last.reason, self._last.detail)
            self._until = now + PAUSE

    def _heard(self) -> None:
        with self._lock:
            self._answered, self._since, self._last = True, None, None

    def _wait(self, error: Exception, began: float, tries: int) -> float | None:
        """Seconds until it may be tried again; None: it is not."""
        if not faults.silent(error):
            self._heard()
            return faults.WAITS[tries] if tries < len(faults.WAITS) and faults.passes(error) else None
        with self._lock:
            if self._since is None:
                self._since = began
            if not self._answered and faults.nameless(error):
                return None
            left = self._since + (OUTAGE if self._answered else FIRST) - monotonic()
            # A connection may be dead where the server is not: what was asked through it is asked once more.
            again = self._answered and self._last is None and not tries
        return min(max(left, 1.0), 2.0 ** min(tries, 3)) if left > 0 or again else None

    def _verdict(self, error: Exception, *, absent: bool) -> Exception:
        reason, detail = faults.verdict(error)
        if absent and detail == faults.GONE:
            return FileNotFoundError()
        verdict = Unscannable(reason, detail)
        if faults.silent(error):
            with self._lock:
                self._last, self._until = verdict, monotonic() + PAUSE
        return verdict
