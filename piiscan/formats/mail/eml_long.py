"""The long stretches of a large message, which stay where they are: what is parsed has a mark in place of each.

Rule: in the standard library's parser nothing inside a text changes how a message is built but a line that begins with
two hyphens. So what stands between two such lines may be left out, from behind the first line that is certainly text:
neither empty nor a header, and behind an empty one. The message that comes out has the same parts, some KiB of each.
"""

from __future__ import annotations

import re
import secrets
import sys
from binascii import Error as DamagedError
from binascii import a2b_base64, a2b_qp
from collections.abc import Callable, Iterator
from email.message import Message
from itertools import chain
from typing import BinaryIO

from piiscan.formats.mail.eml_part import BASE32, encoding_of, of_base32
from piiscan.model import Reason, Unscannable

_BLOCK = 256 << 10
_HEAD, _LARGEST_HEAD = 4 << 10, 1 << 20  # how much of a part is looked through for the first line of its text
_TAIL = 64  # bytes before a line of hyphens that stay: its line end is the line's, and no part of the text
_HYPHENS = re.compile(rb"[\r\n]--")
_EMPTY = re.compile(rb"(?:\r\n|\r|\n)(?=[\r\n])")
# What `email.feedparser` takes for no header; of a line without end so much that no name of a header is as long.
_TEXT = re.compile(
    rb"[\r\n](?![\r\n\t ]|From )(?:[^\r\n:]{4096}|(?![\x21-\x39\x3b-\x7e]*+:)[^\r\n]++(?:\r\n|\n|\r(?=[^\n]))(?=..))",
    re.DOTALL,  # there is more behind it, and a line of hyphens would have been seen
)
_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_NAME = f"PII{secrets.token_hex(8)}N".encode()  # another in each process: nobody can write it into a message beforehand
_MARK = re.compile(_NAME + rb"(\d+)E")
_MARK_IN_TEXT = re.compile(_MARK.pattern.decode())
_WORTH = 256  # bytes that are left out of a message at hand: fewer take as long as the lines they are
_PARTED = b"delivery-status"  # the one type whose text is parted by empty lines
DAMAGED = "an encoded part of the message is damaged"


class LongMessage:
    """A message in a stream that can be sought in. Whoever made it closes the stream, once all parts are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._cuts: list[tuple[int, int]] = []

    def short(self, start: int, end: int) -> Iterator[bytes]:
        """The message from offset `start` to `end`, with marks in place of what is long."""
        held, base = bytearray(), start  # what is not given yet, and where it stands
        cut, head = -1, _HEAD  # where the stretch that is left out begins; how much is wanted before one may
        while block := self._read(base + len(held), min(_BLOCK, end - base - len(held))):
            searched = max(0, len(held) - 2)
            held += block
            while found := _HYPHENS.search(held, searched):
                line = found.start() + 1
                text = _text_begins(held[: min(line, _LARGEST_HEAD)]) if cut < 0 and line > 2 * _HEAD else 0
                if text:
                    yield bytes(held[:text])
                    cut = base + text
                yield self._given(held[text:line], base + text, cut)
                del held[:line]
                base, cut, head, searched = base + line, -1, _HEAD, 0
            if cut < 0 and len(held) > head:
                text = _text_begins(held) if head <= _LARGEST_HEAD else len(held) - _TAIL
                if not text:
                    head *= 4
                    continue
                yield bytes(held[:text])
                del held[:text]
                base += text
                cut = base if head <= _LARGEST_HEAD else -1
            if cut >= 0 and len(held) > _TAIL:
                base += len(held) - _TAIL
                del held[:-_TAIL]
        yield self._given(held, base, cut)

    def _given(self, held: bytearray, base: int, cut: int) -> bytes:
        """The end of a part: as it is, or with the mark for what was left out before it."""
        if cut < 0:
            return bytes(held)
        keep = held[-_TAIL:]
        end = base + len(held) - len(keep)
        if end <= cut:
            return bytes(held)
        self._cuts.append((cut, end))
        return _NAME + b"%dE" % (len(self._cuts) - 1) + keep

    def _read(self, at: int, count: int) -> bytes:
        if count <= 0:
            return b""
        self._stream.seek(at)
        return self._stream.read(count)

    def has(self, data: bytes) -> bool:
        """Whether something is left out of a text of the message."""
        return _NAME in data

    def whole(self, data: bytes) -> Iterator[bytes]:
        """A text of the message with what was left out of it, in pieces."""
        at = 0
        for mark in _MARK.finditer(data):
            if mark.start() > at:
                yield data[at : mark.start()]
            at = mark.end()
            start, end = self._cuts[int(mark[1])]
            while piece := self._read(start, min(_BLOCK, end - start)):
                yield piece
                start += len(piece)
        if at < len(data):
            yield data[at:]

    def pieces(self, part: Message) -> Iterator[bytes] | None:
        """A part of the message with its transfer encoding taken off, in pieces; None where nothing is left out of it.

        Raises `Unscannable` (CORRUPT) at the end of one that cannot be all.
        """
        payload = part._payload  # type: ignore[attr-defined]  # noqa: SLF001 - get_payload() replaces bytes that are not ASCII
        if not isinstance(payload, str):
            return None
        try:
            data = payload.encode("ascii", "surrogateescape")
        except UnicodeEncodeError:
            data = payload.encode("latin-1", "replace")
        if not self.has(data):
            return None
        encoding = encoding_of(part)
        if encoding == "base64":
            return _of_base64(self.whole(data))
        if encoding == "quoted-printable":
            return _of_quoted(self.whole(data))
        if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
            return _of_uuencode(self.whole(data))
        if encoding in BASE32:
            return iter((of_base32(b"".join(self.whole(data))),))
        return self.whole(data)


def parsed(data: bytes, parse: Callable[[bytes], Message]) -> Message:
    """A message at hand, as `parse` would have it, which is spared the lines of its texts."""
    kept, cuts = _shortened(data)
    if not cuts:
        return parse(data)
    message = parse(kept)
    texts = [cut.decode("ascii", "surrogateescape") for cut in cuts]  # as `email.parser` has them
    found = 0
    for part in message.walk():
        for name in ("_payload", "preamble", "epilogue"):
            text = getattr(part, name)
            if isinstance(text, str) and _MARK_IN_TEXT.search(text):
                text, count = _MARK_IN_TEXT.subn(lambda mark: texts[int(mark[1])], text)
                setattr(part, name, text)
                found += count
    return message if found == len(cuts) else parse(data)


def _shortened(data: bytes) -> tuple[bytes, list[bytes]]:
    """A message with marks in place of what is left out of it, and that."""
    kept: list[bytes] = []
    cuts: list[bytes] = []
    begin = at = 0
    for line in _lines_of_hyphens(data) if _PARTED not in data.lower() else ():
        if line - begin > 2 * _WORTH:
            text = _text_begins(data, begin, line)
            if text and line - _TAIL - text > _WORTH:
                kept.append(data[at:text] + _NAME + b"%dE" % len(cuts))
                at = line - _TAIL
                cuts.append(data[text:at])
        begin = line
    kept.append(data[at:])
    return b"".join(kept), cuts


def _lines_of_hyphens(data: bytes) -> Iterator[int]:
    """Where they begin; and the end of the message."""
    if b"\r--" in data:
        yield from (found.start() + 1 for found in _HYPHENS.finditer(data))
    else:  # the usual line ends, for which there is a way ten times as fast
        at = data.find(b"\n--")
        while at >= 0:
            yield at + 1
            at = data.find(b"\n--", at + 1)
    yield len(data)


def _text_begins(head: bytes | bytearray, start: int = 0, end: int = sys.maxsize) -> int:
    """Where what may be left out begins: behind the first line that is text, 0 where there is none."""
    empty = _EMPTY.search(head, start, end)
    text = _TEXT.search(head, empty.end() - 1, end) if empty else None
    return text.end() if text else 0


def _of_base64(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Each run of digits between paddings decoded. Of one that is cut short what there is, and an error at the end."""
    rest, whole = b"", True
    for piece in chain(pieces, (b"=",)):
        *ended, rest = (rest + piece.translate(None, _NO_BASE64)).split(b"=")
        for digits in filter(None, ended):
            whole = whole and len(digits) % 4 != 1
            yield a2b_base64(digits[: len(digits) - (len(digits) % 4 == 1)] + b"==")
        many = len(rest) & ~3
        if many:
            yield a2b_base64(rest[:many])
            rest = rest[many:]
    if not whole:
        raise Unscannable(Reason.CORRUPT, DAMAGED)


def _of_quoted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        data = rest + piece
        cut = data.rfind(b"\n") + 1
        if not cut and len(data) > _BLOCK:  # a line without end: not within an escape
            cut = len(data) - 4
            cut = cut if (escape := data.find(b"=", cut - 3, cut)) < 0 else escape
        yield a2b_qp(data[:cut])
        rest = data[cut:]
    yield a2b_qp(rest)


def _of_uuencode(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """As the standard library decodes it, which wants it whole."""
    part = Message()
    part["Content-Transfer-Encoding"] = "uuencode"
    part.set_payload(b"".join(pieces).decode("ascii", "surrogateescape"))
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, DamagedError):
        raise Unscannable(Reason.CORRUPT, DAMAGED) from None
    yield payload if isinstance(payload, bytes) else b""
