"""Which other message of a mail box tells the password to what one holds: one of the same thread (SPEC, chapter 10).

Rule: they are looked for only when a lock was met, by one more run through the box. A message belongs to a thread by
its ids (RFC 5322, 3.6.4), or by its subject without "Re:" and the like, as programs for mail show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from email import message_from_bytes
from email.message import Message
from itertools import islice

from msgspec import Struct

from piiscan.formats.base import Context, Extract, new_context
from piiscan.formats.mail.eml_part import header, payload
from piiscan.keyhints import says_password
from piiscan.model import Blob, Unscannable

BEGINNING = 64 << 10
"""Bytes of a message in which its headers and its text are looked for."""
_MOST = 20_000  # messages
_PARTS = 20
_LIKELY = re.compile(rb"(?i)pass|pwd|contrase|senha|modpas|\bpin\b|base64")
_ID = re.compile(r"<[^<>\s]{3,200}>")
_AGAIN = re.compile(r"(?i)^\s*(?:(?:re|fwd?|aw|wg|rv|res|enc)(?:\[\d+\])?\s*:\s*)+")
_SHORTEST = 4  # letters of a subject that says what a thread is about


class Threads(Struct):
    """One mail box, as `extract` gives its messages."""

    extract: Extract
    blob: Blob
    context: Context
    found: list[tuple[str, frozenset[str], str]] | None = None  # messages that tell a password; None: not looked for

    def key(self, name: str, beginning: bytes) -> str | None:
        """The name of another message of the same thread that tells a password."""
        if self.found is None:
            self.found = list(self._look())
        if not self.found:
            return None
        ids, subject = _thread_of(message_from_bytes(beginning))
        return next(
            (
                other
                for other, its_ids, its_subject in self.found
                if other != name and (ids & its_ids or (len(subject) >= _SHORTEST and subject == its_subject))
            ),
            None,
        )

    def _look(self) -> Iterator[tuple[str, frozenset[str], str]]:
        fresh = new_context(self.context.limits, self.context.passwords)
        with closing(self.extract(self.blob, fresh)) as run, suppress(Unscannable, OSError):  # type: ignore[type-var]
            for item in islice((item for item in run if isinstance(item, Blob)), _MOST):
                with item.open() as stream:
                    beginning = stream.read(BEGINNING)
                if _LIKELY.search(beginning) is None:
                    continue
                message = message_from_bytes(beginning)
                if any(says_password(payload(part)) for part in islice(message.walk(), _PARTS) if _is_text(part)):
                    yield str(item.at[-1].at), *_thread_of(message)


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text"


def _thread_of(message: Message) -> tuple[frozenset[str], str]:
    ids = " ".join(str(message.get(name, "")) for name in ("Message-ID", "In-Reply-To", "References"))
    subject = _AGAIN.sub("", header(message, "Subject")).strip().lower()
    return frozenset(_ID.findall(ids)), subject
