"""What in one message may hold the key to what is attached to it: its subject, its text, another attachment.

Rule: it is asked for once a lock was met, and only what has the name of a key or of a note is looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct, field

from piiscan.formats.siblings import BEGINNING, gives_key
from piiscan.keyhints import may_hold_key, says_password, tells_password

_NOTES = 40  # attachments looked into

Beginning = Callable[[], bytes]


class MailKeys(Struct):
    """One message. `bodies` gives the beginnings of its texts; `attached` names and beginnings of what is attached."""

    subject: str = ""
    bodies: Callable[[], Iterable[bytes]] = tuple
    attached: Callable[[], Iterable[tuple[str, Beginning]]] = tuple
    found: list[str] | None = None
    passed: list[str] = field(default_factory=list)  # of attachments that come by only once

    def key(self, name: str) -> str | None:
        """What may hold the key to an attachment: "subject of the message", "body of the message", or another one."""
        if self.found is None:
            self.found = self._look()
        return next((key for key in (*self.found, *self.passed) if key != name), None)

    def passes(self, name: str, beginning: Beginning) -> None:
        """An attachment comes by: those behind it may be told of it."""
        if len(self.passed) < _NOTES and _gives(name, beginning):
            self.passed.append(name)

    def _look(self) -> list[str]:
        found = []
        if says_password(self.subject.encode("utf-8", "replace")):
            found.append("subject of the message")
        if any(map(says_password, self.bodies())):
            found.append("body of the message")
        names = 0
        for name, beginning in self.attached():
            if names < _NOTES and _is_note(name):
                names += 1
                found += [name] if _gives(name, beginning) else []
        return found


def _is_note(name: str) -> bool:
    base = _base(name)
    return may_hold_key(base) or tells_password(base) is not None


def _gives(name: str, beginning: Beginning) -> bool:
    return _is_note(name) and gives_key(beginning()[:BEGINNING], _base(name))


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
